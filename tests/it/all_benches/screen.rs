//! What a lead sees of several benches: whose figures, up to when, whose are old, and one key that goes from bench to bench.

use std::sync::Arc;

use chrono::TimeDelta;
use pakownia::domain::all_benches::{BenchChoice, KnownBench};
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::worker::Language;
use pakownia::i18n::{AllBenchesWord, all_benches_word};
use pakownia::station::event::{Event, Reading};
use pakownia::station::snapshot::{BenchReport, BenchesIn, Snapshot};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::mis_pick_views;
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

const PL: Language = Language::Pl;

fn known(station: &str, minutes: i64) -> KnownBench {
    KnownBench {
        station: station.into(),
        until: Some(snapshots::now() - TimeDelta::minutes(minutes)),
        unsent: false,
    }
}

/// Three benches; the last has not been heard of for an hour.
fn several(mut snapshot: Snapshot) -> Snapshot {
    snapshot.benches = BenchesIn {
        at: snapshots::now(),
        here: snapshot.station.clone(),
        is_lead: true,
        others: vec![known("bench-4ef58f83", 0), known("bench-91c07ab2", 65)],
        read_at: Some(snapshots::now()),
        refused: None,
    };
    snapshot
}

fn statistics(lang: Language) -> Snapshot {
    let mut snapshot = several(snapshots::lead(lang));
    let report = snapshot.report.clone().unwrap();
    let each = snapshot
        .benches
        .names()
        .into_iter()
        .map(|station| BenchReport {
            station,
            report: (*report).clone(),
        });
    snapshot.each_bench = Some(Arc::new(each.collect()));
    snapshot
}

fn whose(sent: &[Event]) -> Option<BenchChoice> {
    sent.iter().rev().find_map(|event| match event {
        Event::Read(Reading::Shift { benches, .. } | Reading::MisPicks { benches, .. }) => {
            Some(benches.clone())
        }
        _ => None,
    })
}

#[test]
fn it_fits_in_both_languages_and_every_size() {
    for window in WINDOWS {
        for lang in LANGUAGES {
            let mut refused = several(snapshots::lead(lang));
            refused.benches.refused = Some(LinkTrouble::NoRight {
                why: "permission denied".to_owned(),
            });
            for (what, screen, snapshot) in [
                (
                    "together",
                    LeadScreen::Statistics,
                    several(snapshots::lead(lang)),
                ),
                ("each", LeadScreen::Statistics, statistics(lang)),
                ("refused", LeadScreen::Statistics, refused),
                ("alone", LeadScreen::Statistics, snapshots::lead(lang)),
                (
                    "mis-picks",
                    LeadScreen::MisPicks,
                    several(mis_pick_views::lead(lang, 9)),
                ),
            ] {
                let name = format!("{what} {lang:?} {window:?}");
                let mut bench = Bench::sized(snapshot, window, true);
                bench
                    .harness
                    .state_mut()
                    .go(pakownia::ui::app::Route::Lead, screen);
                bench.run();
                check_nodes(&bench, &name, 60.0, sheet_of(window));
                let wrong = check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet_of(window));
                let wrong: Vec<_> = wrong
                    .iter()
                    .filter(|text| text.contains("bench-") || text.contains('·'))
                    .collect();
                assert!(wrong.is_empty(), "{wrong:?}");
            }
        }
    }
}

#[test]
fn the_line_says_how_many_benches_until_when_and_whose_figures_are_old() {
    let mut bench = Bench::lead(several(snapshots::lead(PL)), LeadScreen::Statistics);
    bench.run();
    assert!(bench.says("Wszystkie stanowiska (3) · do 12:20"));
    assert!(bench.says("bench-91c07ab2: tylko do 11:15"));
    let mut alone = Bench::lead(snapshots::lead(PL), LeadScreen::Statistics);
    alone.run();
    assert!(alone.says(&all_benches_word(PL, AllBenchesWord::BenchesHereOnly)));
}

#[test]
fn one_key_goes_from_bench_to_bench_on_both_screens() {
    let all = all_benches_word(PL, AllBenchesWord::BenchesKeyAll);
    let each = all_benches_word(PL, AllBenchesWord::BenchesKeyEach);
    let here = all_benches_word(PL, AllBenchesWord::BenchesKeyHere);
    let mut bench = Bench::lead(several(mis_pick_views::lead(PL, 2)), LeadScreen::Statistics);
    bench.run();
    assert_eq!(whose(&bench.sent()), Some(BenchChoice::All));
    bench.press(&all);
    assert_eq!(whose(&bench.sent()), Some(BenchChoice::Each));
    bench.press(&each);
    let station = snapshots::lead(PL).station;
    assert_eq!(whose(&bench.sent()), Some(BenchChoice::One(station)));
    bench.press(&here);
    let second = BenchChoice::One("bench-4ef58f83".into());
    assert_eq!(whose(&bench.sent()), Some(second.clone()));
    // The other screen shows the same bench.
    bench
        .harness
        .state_mut()
        .go(pakownia::ui::app::Route::Lead, LeadScreen::MisPicks);
    bench.run();
    let sent = bench.sent();
    assert!(
        matches!(sent.last(), Some(Event::Read(Reading::MisPicks { benches, .. })) if *benches == second),
        "{sent:?}"
    );
}

#[test]
fn a_lead_makes_a_station_show_all_benches() {
    let mut bench = Bench::lead(snapshots::lead(PL), LeadScreen::Setup);
    bench.run();
    bench.press(&pakownia::i18n::check_word(
        PL,
        pakownia::i18n::CheckWord::StationsOpen,
    ));
    let set = all_benches_word(PL, AllBenchesWord::BenchesSet);
    let yes = pakownia::i18n::word(PL, pakownia::i18n::Word::Yes);
    bench.press(&format!("{set}: {yes}"));
    assert_eq!(bench.sent().last(), Some(&Event::AllBenches(true)));
}
