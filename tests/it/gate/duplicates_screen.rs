//! The lead's list of exceptions with orders that seem to be duplicates: what is said of both, and the lead's word.

use pakownia::domain::gate::Hold;
use pakownia::domain::session::message::{Message, Verdict};
use pakownia::domain::units::Minor;
use pakownia::domain::worker::Language;
use pakownia::i18n::{GateWord, gate_word};
use pakownia::station::event::Command;
use pakownia::station::snapshot::{AnswerView, HeldRow, QueueView, Snapshot, SuspectedDuplicate};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::sample;
use crate::support::link_views::{self, lead_with};
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

fn suspected(order: &str, twin: &str, twin_is_packed: bool) -> SuspectedDuplicate {
    SuspectedDuplicate {
        order: order.into(),
        paid_at: sample::later(-600),
        twin: twin.into(),
        twin_paid_at: sample::later(-1_200),
        twin_is_packed,
        units: 12,
        lines: 3,
        value: Minor(1_234_567),
        currency: "PLN".to_owned(),
    }
}

fn snapshot(lang: Language) -> Snapshot {
    let mut snapshot = lead_with(lang, link_views::well());
    let duplicates = vec![
        suspected("WWW-2026-00124", "WWW-2026-00117", false),
        suspected("WWW-2026-00131", "WWW-2026-00099", true),
    ];
    let held = duplicates.iter().map(|one| HeldRow {
        order: one.order.clone(),
        hold: Hold::Duplicate {
            of: one.twin.clone(),
        },
    });
    let queue = QueueView {
        held: held.collect(),
        held_count: 2,
        duplicates_count: 2,
        duplicates,
        ..(*snapshot.queue).clone()
    };
    snapshot.queue = queue.into();
    snapshot
}

fn chosen(lang: Language, at: usize) -> Bench {
    let mut bench = Bench::lead(snapshot(lang), LeadScreen::Exceptions);
    choose(&mut bench, lang, at);
    bench
}

fn choose(bench: &mut Bench, lang: Language, at: usize) {
    let twin = snapshot(lang).queue.duplicates[at].twin.to_string();
    bench.press_saying(&gate_word(lang, GateWord::DuplicateOf { twin }));
}

#[test]
fn duplicates_stand_among_the_exceptions_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            for at in [0, 1] {
                let is_light = window == WINDOWS[1];
                let mut bench = Bench::sized(snapshot(lang), window, is_light);
                bench
                    .harness
                    .state_mut()
                    .go(Route::Lead, LeadScreen::Exceptions);
                bench.run();
                choose(&mut bench, lang, at);
                let name = format!("duplicate {at} {lang:?} {window:?}");
                let sheet = sheet_of(window);
                wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(&bench, &name, 56.0, sheet);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_screen_says_of_the_other_order_whether_it_is_packed() {
    let said = |at| {
        let bench = chosen(Language::En, at);
        (
            bench.says("It waits to be packed"),
            bench.says("It is packed already"),
        )
    };
    assert_eq!(said(0), (true, false));
    assert_eq!(said(1), (false, true));
}

#[test]
fn a_lead_lets_an_order_go_only_with_a_reason() {
    let lang = Language::En;
    let mut bench = chosen(lang, 0);
    let act = gate_word(lang, GateWord::BothWanted);
    let before = bench.sent();
    bench.press(&act);
    assert_eq!(bench.sent(), before, "no reason, nothing is sent");
    let reason = gate_word(lang, GateWord::DuplicateCustomerSaid);
    bench.press(&reason);
    bench.press(&act);
    let let_go = Command::LetGo {
        order: "WWW-2026-00124".into(),
        reason,
    };
    assert_eq!(bench.sent().last(), Some(&command(let_go)));
    // The bench answers, and the list no longer has it.
    let mut after = snapshot(lang);
    let mut queue = (*after.queue).clone();
    queue.duplicates.remove(0);
    queue.duplicates_count = 1;
    after.queue = queue.into();
    after.answers.push_back(AnswerView {
        seq: 1,
        verdict: Verdict::Accepted,
        message: Message::DuplicateLetGo {
            order: "WWW-2026-00124".into(),
        },
        subject: None,
    });
    bench.show(after);
    assert!(bench.says("may be packed"));
    let twin = "WWW-2026-00117".to_owned();
    assert!(!bench.says(&gate_word(lang, GateWord::DuplicateOf { twin })));
}
