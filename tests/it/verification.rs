//! How deeply an order is verified: what the lead sets, what the packer sees, what stands in the history.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;
use pakownia::domain::verification::{Reason, VerificationTerms};
use pakownia::domain::worker::Language;
use pakownia::i18n::{self, VerificationWord, Word, verification_reason, verification_word};
use pakownia::station::event::{Command, Event, Reading};
use pakownia::station::snapshot::{NoteView, Snapshot};
use pakownia::station::verification::{TARGETS, TargetView, VerificationView};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::bench::BenchTest;
use crate::support::snapshots;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const PL: Language = Language::Pl;

/// The lead of a shop with two hundred orders that are ready.
fn lead(lang: Language) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    let shares = [
        [0, 12, 188],
        [4, 96, 100],
        [21, 141, 38],
        [33, 160, 7],
        [40, 160, 0],
    ];
    let targets = TARGETS.into_iter().zip(shares);
    snapshot.verification = Some(Arc::new(VerificationView {
        terms: VerificationTerms {
            target_ppm: 100,
            ..VerificationTerms::default()
        },
        judged: 200,
        mean_risk_ppm: 118,
        targets: targets
            .map(|(target_ppm, orders)| TargetView { target_ppm, orders })
            .collect(),
    }));
    snapshot
}

/// A packer with an order that a second person has to look into.
fn packing(lang: Language) -> Snapshot {
    let sku = "KUB-01".into();
    let why = vec![
        Reason::ConfusedProduct { sku },
        Reason::Value,
        Reason::NewPacker,
    ];
    let mut snapshot = snapshots::packaging(lang, vec![NoteView::SecondPerson(why)]);
    if let Some(session) = &mut snapshot.session {
        session.second_person_due = true;
    }
    snapshot
}

fn pl(word: VerificationWord) -> String {
    verification_word(PL, word)
}

#[test]
fn the_lead_picks_a_target_by_what_it_asks_of_the_orders_that_wait() {
    let mut bench = Bench::lead(lead(PL), LeadScreen::Verification);
    assert!(bench.sent().contains(&Event::Read(Reading::Verification)));
    bench.harness.get_by_label("71 %");
    bench.press(&pl(VerificationWord::VerificationTarget { target: 100 }));
    let set = |target_ppm| command(Command::SetVerification { target_ppm });
    assert!(!bench.sent().contains(&set(100)), "it is set already");
    bench.press(&pl(VerificationWord::VerificationTarget { target: 50 }));
    bench.press(&pl(VerificationWord::VerificationOff));
    let sent = bench.sent();
    assert!(
        sent.contains(&set(50)) && sent.contains(&set(0)),
        "{sent:?}"
    );
}

#[test]
fn the_packer_is_told_to_call_somebody_and_why_and_of_the_packer_nothing_is_said() {
    let mut bench = Bench::new(packing(PL));
    let name = i18n::instruction(PL, i18n::Next::SecondPerson);
    bench.harness.get_by_label(&name);
    let confused = verification_reason(
        PL,
        &Reason::ConfusedProduct {
            sku: "KUB-01".into(),
        },
    );
    let new = verification_reason(PL, &Reason::NewPacker);
    assert!(bench.says(&confused) && !bench.says(&new));
    bench.press(&i18n::word(PL, Word::KeySecondCount));
    bench
        .harness
        .get_by_label(&pl(VerificationWord::SecondPersonHow));
}

#[test]
fn both_screens_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let sheet = sheet_of(window);
            let mut bench = Bench::sized(lead(lang), window, window == WINDOWS[1]);
            bench
                .harness
                .state_mut()
                .go(pakownia::ui::app::Route::Lead, LeadScreen::Verification);
            bench.run();
            let name = format!("target {lang:?} {window:?}");
            wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
            check_nodes(&bench, &name, 50.0, sheet);
            let bench = Bench::sized(packing(lang), window, window == WINDOWS[1]);
            let name = format!("second person {lang:?} {window:?}");
            wrong.extend(check_texts(&bench, &name, theme::TEXT_MIN, sheet));
            check_nodes(&bench, &name, 91.0, sheet);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn why_an_order_was_verified_so_stands_in_its_history() {
    let mut bench = BenchTest::new();
    for line in [
        "signin W-900",
        "target 20",
        "signin W-002",
        "scan B-101",
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000031",
        "counted W-001 111111",
    ] {
        bench.run_line(line);
    }
    let mut told = Vec::new();
    bench
        .station()
        .each_fact(|fact| told.push(fact["fact"].clone()))
        .unwrap();
    let opened = told
        .iter()
        .find(|fact| fact["fact"] == "OrderOpened")
        .unwrap();
    let decided = &opened["verification"];
    assert_eq!(decided["depth"], "second_person", "{opened}");
    assert_eq!(decided["target_ppm"], 20);
    // Two lines of a shop that has counted nothing: 0.002 each, a fiftieth passes, a new packer counts twice.
    assert_eq!(decided["risk_ppm"], 160);
    assert_eq!(decided["reasons"][0]["why"], "new_packer");
    let looked = told
        .iter()
        .find(|fact| fact["fact"] == "SecondPersonChecked")
        .unwrap();
    assert_eq!(looked["by"], "W-001");
    let paper = bench.station().traces("B-101").unwrap();
    let words: Vec<String> = paper[0]
        .facts
        .iter()
        .map(|fact| i18n::fact_detail(Language::En, &serde_json::from_str(&fact.body).unwrap()))
        .collect();
    let why = "a second person · risk 160, target 20 in a million · new packer";
    assert!(words.iter().any(|line| line.contains(why)), "{words:?}");
}
