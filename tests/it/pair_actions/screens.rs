//! The screens of actions against mis-picks, and of the warning that packers see.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::mis_pick::cause::Action as Remedy;
use pakownia::domain::mis_pick::remedy::{PairAction, Stand};
use pakownia::domain::stats::difference::Difference;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{MisPickWord, PairWord, mis_pick_word, pair_word};
use pakownia::station::event::Command;
use pakownia::station::pair_actions::{Effect, PairActionView};
use pakownia::station::snapshot::{Lookalike, Snapshot};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::mis_pick_views;
use crate::support::snapshots::{self, now};
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const PL: Language = Language::Pl;

fn pl(word: PairWord) -> String {
    pair_word(PL, word)
}

fn day(ahead: i64) -> NaiveDate {
    now().date_naive() + chrono::TimeDelta::days(ahead)
}

fn view(number: u32, what: Remedy, stand: Stand) -> PairActionView {
    let is_done = stand == Stand::Done;
    PairActionView {
        action: PairAction {
            id: format!("pair/STAN-1/7/{number}"),
            wrong: "KUB-01".into(),
            right: "KUB-02".into(),
            what,
            worker: "W-001".into(),
            due: day(if stand == Stand::Overdue { -2 } else { 5 }),
            set_at: now(),
            set_by: Some("W-900".into()),
            done: is_done.then(|| (day(-20), Some("W-900".into()))),
            withdrawn: (stand == Stand::Withdrawn).then(|| (now(), Some("W-900".into()))),
        },
        stand,
        wrong_name: "Kubek ceramiczny biały z podwójną ścianką 300 ml".to_owned(),
        right_name: "Kubek ceramiczny granatowy z podwójną ścianką 300 ml".to_owned(),
        worker_name: "Ania Żółw".to_owned(),
        effect: is_done.then(|| Effect {
            days: 19,
            difference: Difference::new((31, 2_140), (4, 2_260)).unwrap(),
        }),
    }
}

fn lead(lang: Language) -> Snapshot {
    let mut snapshot = mis_pick_views::lead(lang, 2);
    snapshot.pair_actions = Arc::new(vec![
        view(1, Remedy::MoveApart, Stand::Overdue),
        view(2, Remedy::ShowPicture, Stand::Open),
        view(3, Remedy::Relabel, Stand::Done),
        view(4, Remedy::LookIntoBin, Stand::Withdrawn),
    ]);
    let mut desk = (*snapshot.desk).clone();
    desk.people = vec![
        ("W-001".into(), "Ania Żółw".to_owned()),
        ("W-900".into(), "Ewa Lis".to_owned()),
    ];
    snapshot.desk = Arc::new(desk);
    snapshot
}

fn late(lang: Language) -> String {
    pair_word(lang, PairWord::PairActionsLate { count: 1 })
}

/// Opens the pair that is confused most.
fn open_pair(bench: &mut Bench) {
    let mut rows = bench
        .harness
        .get_all_by_role(egui::accesskit::Role::ListBoxOption);
    rows.next().unwrap().click();
    drop(rows);
    bench.run();
}

#[test]
fn actions_and_their_order_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let mut bench = Bench::sized(lead(lang), window, window == WINDOWS[1]);
            bench
                .harness
                .state_mut()
                .go(Route::Lead, LeadScreen::MisPicks);
            bench.run();
            let sheet = sheet_of(window);
            let mut look = |bench: &Bench, page: &str| {
                let name = format!("{page} {lang:?} {window:?}");
                wrong.extend(check_texts(bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(bench, &name, 50.0, sheet);
            };
            look(&bench, "mis-picks");
            bench.press(&late(lang));
            look(&bench, "overdue");
            for what in [
                MisPickWord::MisPickShowPicture,
                MisPickWord::MisPickRelabel,
                MisPickWord::MisPickLookIntoBin,
            ] {
                let what = mis_pick_word(lang, what);
                bench.press_saying(&what);
                look(&bench, &what);
            }
            bench.press(&mis_pick_word(lang, MisPickWord::MisPickBack));
            open_pair(&mut bench);
            look(&bench, "pair");
            bench.press(&pair_word(lang, PairWord::PairActionOrder));
            look(&bench, "order");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn from_a_pair_an_action_is_ordered_by_keys_for_a_person_and_a_day() {
    let mut bench = Bench::lead(lead(PL), LeadScreen::MisPicks);
    open_pair(&mut bench);
    bench.press(&pl(PairWord::PairActionOrder));
    let read = bench.sent();
    let send = pl(PairWord::PairActionSend);
    bench.press(&send);
    assert_eq!(bench.sent(), read, "nobody is to do it: nothing is sent");
    bench.press(&mis_pick_word(PL, MisPickWord::MisPickShowPicture));
    bench.press("Ania Żółw (W-001)");
    bench.press(&pl(PairWord::PairActionTomorrow));
    bench.press(&send);
    let ordered = Command::OrderAction {
        wrong: "KUB-01".into(),
        right: "KUB-02".into(),
        what: Remedy::ShowPicture,
        to: "W-001".into(),
        due: day(0) + Days::new(1),
    };
    assert_eq!(bench.sent().last(), Some(&command(ordered)));
}

#[test]
fn an_action_is_done_or_withdrawn_by_a_key_and_its_effect_is_told_in_a_word() {
    let mut bench = Bench::lead(lead(PL), LeadScreen::MisPicks);
    bench.press(&late(PL));
    assert!(bench.says("Po terminie!"));
    bench.press(&pl(PairWord::PairActionIsDone));
    let action = "pair/STAN-1/7/1".to_owned();
    let day = day(0);
    let done = Command::ActionDone { action, day };
    assert_eq!(bench.sent().last(), Some(&command(done)));
    bench.press_saying(&mis_pick_word(PL, MisPickWord::MisPickRelabel));
    assert!(bench.says(&pl(PairWord::PairEffectLess)));
    assert!(bench.says("14,5 na 1000"), "31 of 2,140");
    assert!(!bench.says(&pl(PairWord::PairActionIsDone)));
    bench.press(&pl(PairWord::PairActionWithdraw));
    let action = "pair/STAN-1/7/3".to_owned();
    let withdrawn = command(Command::WithdrawAction { action });
    assert_eq!(bench.sent().last(), Some(&withdrawn));
}

fn packing(lang: Language, lookalikes: &[Lookalike]) -> Snapshot {
    let mut snapshot = snapshots::scanning(lang, Role::Packer);
    let session = snapshot.session.as_mut().unwrap();
    for line in &mut session.lines {
        line.lookalikes = lookalikes.to_vec();
    }
    snapshot
}

#[test]
fn a_packer_sees_what_the_next_product_is_not_and_it_can_be_read_at_one_metre() {
    let other = |sku: &str, image: Option<&str>| Lookalike {
        sku: sku.into(),
        name: "Kubek ceramiczny granatowy z podwójną ścianką 300 ml".to_owned(),
        image: image.map(str::to_owned),
    };
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, alike) in [
                ("photo", vec![other("KUB-07", Some("images/KUB-01.png"))]),
                ("no photo", vec![other("KUB-07", None)]),
                ("two", vec![other("KUB-07", None), other("KUB-08", None)]),
            ] {
                let bench = Bench::sized(packing(lang, &alike), window, window == WINDOWS[1]);
                let sheet = sheet_of(window);
                let name = format!("{name} {lang:?} {window:?}");
                wrong.extend(check_texts(&bench, &name, theme::TEXT_MIN, sheet));
                let told = pair_word(
                    lang,
                    PairWord::NotToConfuse {
                        other: String::new(),
                    },
                );
                assert!(bench.says(told.trim_end()), "{name}");
                assert!(bench.says("KUB-07"), "{name}");
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let calm = Bench::new(packing(PL, &[]));
    let told = pair_word(
        PL,
        PairWord::NotToConfuse {
            other: String::new(),
        },
    );
    assert!(!calm.says(told.trim_end()));
}
