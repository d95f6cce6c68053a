//! The screens about the link: they fit, say what is wrong, and their keys do what they say.

use eframe::egui;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::desk::Outcome;
use pakownia::domain::session::message::{Message, Verdict};
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, DeskWord, Word, desk_word, word};
use pakownia::station::event::{Command, Event};
use pakownia::station::snapshot::{AnswerView, Snapshot};
use pakownia::station::sync_view::SyncView;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::link_views::{self, lead_with};
use crate::support::snapshots;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const EN: Language = Language::En;

fn at(screen: LeadScreen, sync: SyncView) -> Bench {
    Bench::lead(lead_with(EN, sync), screen)
}

#[test]
fn the_screens_about_the_link_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            let states = [
                ("well", link_views::well()),
                ("off", link_views::off()),
                ("stopped", link_views::stopped()),
                ("unknown", SyncView::default()),
            ];
            for (name, state) in states {
                for screen in [LeadScreen::Sync, LeadScreen::Exceptions] {
                    let snapshot = lead_with(lang, state.clone());
                    let is_light = window == WINDOWS[1];
                    let mut bench = Bench::sized(snapshot, window, is_light);
                    bench.harness.state_mut().go(Route::Lead, screen);
                    bench.run();
                    let name = format!("{screen:?} {name} {lang:?} {window:?}");
                    let sheet = sheet_of(window);
                    wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(&bench, &name, 56.0, sheet);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lead_asks_once_how_the_benches_stand_and_again_by_key() {
    let mut bench = at(LeadScreen::Sync, link_views::well());
    assert_eq!(bench.sent(), [Event::Overview]);
    bench.press(&word(EN, Word::BenchesRefresh));
    assert_eq!(bench.sent(), [Event::Overview, Event::Overview]);
    bench.press(&word(EN, Word::SyncCompare));
    assert_eq!(bench.sent().last(), Some(&Event::Compare));
}

#[test]
fn a_figure_is_told_by_a_word_and_not_by_its_colour_alone() {
    let bench = at(LeadScreen::Sync, link_views::stopped());
    assert!(bench.says(&word(EN, Word::LevelAlarm)));
    assert!(bench.says(&word(EN, Word::LevelWatch)));
    assert!(bench.says("stock, orders, state of orders"));
    let bench = at(LeadScreen::Sync, link_views::well());
    assert!(!bench.says(&word(EN, Word::LevelAlarm)));
    assert!(!bench.says(&word(EN, Word::LevelWatch)));
    assert!(bench.says("about 6 h 20 min"));
}

#[test]
fn an_order_is_taken_over_only_with_a_reason_and_after_a_warning() {
    let mut bench = at(LeadScreen::Sync, link_views::well());
    bench.press(&word(
        EN,
        Word::BenchTakeOverOf {
            bench: "bench-4f21c03a".to_owned(),
        },
    ));
    assert!(bench.says(&word(EN, Word::TakeOverWarning)));
    let act = word(EN, Word::TakeOverButton);
    bench.press(&act);
    bench.press("ZAM-2003");
    bench.press(&act);
    assert_eq!(
        bench.sent(),
        [Event::Overview],
        "no reason, nothing is sent"
    );
    let reason = word(EN, Word::TakeOverWhyBroken);
    bench.press(&reason);
    bench.press(&act);
    let taken = Command::TakeOver {
        order: "ZAM-2003".into(),
        from: "bench-4f21c03a".into(),
        reason,
    };
    assert_eq!(bench.sent().get(1), Some(&command(taken)));
}

#[test]
fn nothing_can_be_taken_over_from_the_bench_itself() {
    let bench = at(LeadScreen::Sync, link_views::well());
    let own = word(
        EN,
        Word::BenchTakeOverOf {
            bench: "STAN-1".to_owned(),
        },
    );
    assert!(bench.harness.query_by_label(&own).is_none());
}

#[test]
fn a_stopped_bench_is_let_in_again_with_a_reason() {
    let mut bench = at(LeadScreen::Sync, link_views::well());
    bench.press(&word(
        EN,
        Word::BenchReadmitOf {
            bench: "STAN-4".to_owned(),
        },
    ));
    let reason = word(EN, Word::ReadmitWhyCopyOff);
    bench.press(&reason);
    bench.press(&word(EN, Word::ReadmitButton));
    let readmit = Command::Readmit {
        bench: "STAN-4".into(),
        reason,
    };
    assert_eq!(bench.sent().get(1), Some(&command(readmit)));
}

#[test]
fn the_wait_for_missing_benches_is_ended_with_a_reason() {
    let mut bench = at(LeadScreen::Sync, link_views::stopped());
    assert!(bench.says("STAN-2, bench-4f21c03a"));
    bench.press(&word(EN, Word::RecoveryButton));
    let reason = word(EN, Word::RecoveryWhyChecked);
    bench.press(&reason);
    bench.press(&word(EN, Word::RecoveryButton));
    assert_eq!(
        bench.sent().get(1),
        Some(&command(Command::EndRecovery { reason }))
    );
}

fn with_answer(mut snapshot: Snapshot, message: Message, verdict: Verdict) -> Snapshot {
    snapshot.answers.push_back(AnswerView {
        seq: 1,
        verdict,
        message,
        subject: None,
    });
    snapshot
}

#[test]
fn an_exception_says_what_to_do_with_the_goods_and_is_closed_with_an_outcome() {
    let mut bench = at(LeadScreen::Exceptions, link_views::off());
    let exceptions = link_views::exceptions();
    let open = exceptions
        .iter()
        .filter(|one| one.settled.is_none())
        .count();
    assert!(bench.says(&format!("To settle: {open}")));
    let told = &exceptions[3];
    let said = i18n::exception(EN, told);
    let row = bench
        .harness
        .root()
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.starts_with(&format!("{},", said.headline)))
        .unwrap();
    bench.press(&row);
    assert!(bench.says(&said.remedy.unwrap()));
    let settle = desk_word(EN, DeskWord::DeskClose);
    let key = |bench: &mut Bench| {
        let is_key = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().role() == egui::accesskit::Role::Button
        };
        let mut keys: Vec<_> = bench
            .harness
            .get_all_by_label(&settle)
            .filter(is_key)
            .collect();
        keys.remove(0).click();
        drop(keys);
        bench.run();
    };
    key(&mut bench);
    assert_eq!(bench.sent(), [], "without an outcome nothing is sent");
    let other = i18n::outcome(EN, Outcome::Other);
    bench.press(&other);
    key(&mut bench);
    assert_eq!(bench.sent(), [], "and not where the outcome says nothing");
    bench.press(&i18n::outcome(EN, Outcome::Counted));
    key(&mut bench);
    let sent = Command::Settle {
        exception: told.id.clone(),
        outcome: Outcome::Counted,
        note: String::new(),
    };
    assert_eq!(bench.sent(), [command(sent)]);
    let after = lead_with(EN, link_views::off());
    bench.show(with_answer(
        after,
        Message::ExceptionSettled,
        Verdict::Accepted,
    ));
    assert!(bench.says("It stays in the journal with your note"));
}

#[test]
fn a_settled_exception_stands_last_and_says_who_did_what() {
    let mut bench = at(LeadScreen::Exceptions, link_views::off());
    let rows: Vec<String> = bench
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::RadioButton)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let cancelled = i18n::exception(EN, &link_views::exceptions()[0]).headline;
    assert!(
        rows.last().is_some_and(|last| last.starts_with(&cancelled)),
        "{rows:?}"
    );
    bench
        .harness
        .get_all_by_role(egui::accesskit::Role::RadioButton)
        .last()
        .unwrap()
        .click();
    bench.run();
    assert!(bench.says("W-900"));
    let close = desk_word(EN, DeskWord::DeskClose);
    assert!(bench.harness.query_by_label(&close).is_none());
}

#[test]
fn a_packer_sees_one_lamp_and_how_long_the_bench_goes_on() {
    let bench = Bench::new(link_views::packing_alone(EN));
    assert!(bench.says("about 1 h 35 min"));
    assert!(!bench.says("connection refused"));
    let alone = Bench::new(snapshots::scanning(EN, Role::Packer));
    let keys = |bench: &Bench| {
        let nodes = bench.harness.root().children_recursive();
        let button = egui::accesskit::Role::Button;
        nodes
            .filter(|node| node.accesskit_node().role() == button)
            .count()
    };
    assert_eq!(
        keys(&bench),
        keys(&alone),
        "an outage adds no key and takes none"
    );
}
