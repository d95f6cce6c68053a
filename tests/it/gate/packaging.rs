//! Packaging as stock: the lead is told what is low, and what a parcel costs in packaging and at the carrier.

use std::sync::Arc;

use chrono::TimeDelta;
use pakownia::domain::alerts::AlertKind;
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::packaging::Packaging;
use pakownia::domain::packaging_cost::{Cost, PackagingCosts};
use pakownia::domain::packaging_use::PackagingUse;
use pakownia::domain::units::Minor;
use pakownia::domain::worker::Language;
use pakownia::i18n::{GateWord, format, gate_word};
use pakownia::station::packaging::PackagingView;
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use serde_json::Value;

use crate::lorries::{pack, vases};
use crate::sample;
use crate::support::bench::{BenchTest, fixtures};
use crate::support::link_views::{self, lead_with};
use crate::support::process::{outcome, text};
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

/// The fixture's packagings with a level behind each.
fn with_level(level: &str) -> String {
    let known = std::fs::read_to_string(fixtures().join("packagings.csv")).unwrap();
    let mut rows = known.lines();
    let head = format!("{},reorder_level\n", rows.next().unwrap());
    rows.fold(head, |text, row| format!("{text}{row},{level}\n"))
}

fn pack_vase(bench: &mut BenchTest) {
    for line in [
        "signin W-002",
        "scan B-106",
        "scan 5901234000093",
        "weigh 1150",
        "scan B-106",
    ] {
        bench.run_line(line);
    }
}

fn low(bench: &mut BenchTest) -> Vec<String> {
    let low = bench.station().low_packagings().unwrap();
    low.into_iter()
        .map(|it| it.packaging.code.to_string())
        .collect()
}

#[test]
fn the_parcel_that_takes_the_stock_to_its_level_makes_it_low() {
    let mut bench = BenchTest::new();
    assert_eq!(low(&mut bench), Vec::<String>::new(), "nobody set a level");
    let on_hand = |bench: &mut BenchTest| {
        let all = bench.with_store(|store| store.packagings().unwrap());
        all.into_iter()
            .find(|it| it.code.as_str() == "KAR-M")
            .unwrap()
            .on_hand
    };
    let level = on_hand(&mut bench) - 1;
    bench.shop_sends(&[("packagings.csv", with_level(&level.to_string()))]);
    let before = low(&mut bench);
    assert!(!before.contains(&"KAR-M".to_owned()), "{before:?}");
    pack_vase(&mut bench);
    assert_eq!(on_hand(&mut bench), level);
    assert!(low(&mut bench).contains(&"KAR-M".to_owned()));
    bench.restart();
    assert!(low(&mut bench).contains(&"KAR-M".to_owned()));
}

/// The fixture's packagings with so many of each on the shelf.
fn with_on_hand(left: i64) -> String {
    let known = std::fs::read_to_string(fixtures().join("packagings.csv")).unwrap();
    let mut rows = known.lines();
    let head: Vec<&str> = rows.next().unwrap().split(',').collect();
    let at = head.iter().position(|name| *name == "on_hand").unwrap();
    rows.fold(format!("{}\n", head.join(",")), |text, row| {
        let left = left.to_string();
        let mut cells: Vec<&str> = row.split(',').collect();
        cells[at] = &left;
        format!("{text}{}\n", cells.join(","))
    })
}

#[test]
fn what_lasts_too_few_days_at_its_use_is_low_although_nobody_set_a_level() {
    let mut bench = BenchTest::new();
    bench.shop_sends(&vases(20));
    let mut number = 0;
    for day in 0..3 {
        bench
            .clock()
            .set(sample::at("2026-11-20T07:00:00Z") + TimeDelta::days(day));
        bench.run_line("signin W-001");
        for _ in 0..4 {
            number += 1;
            pack(&mut bench, &format!("Z-{number:03}"));
            bench.wait(60);
        }
    }
    // What was packed is told before somebody counts.
    bench.station().sync_all(|_| {}).unwrap();
    bench.shop_sends(&[("packagings.csv", with_on_hand(8))]);
    // Twelve in three days; today is not over, so it was eight in two until midnight.
    assert_eq!(low(&mut bench), Vec::<String>::new(), "two whole days");
    bench.clock().set(sample::at("2026-11-23T07:00:00Z"));
    let told = bench.station().low_packagings().unwrap();
    let [vase] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(vase.lasts, Some(2), "eight left at four a day");
    let code = vase.packaging.code.to_string();
    let station = bench.station();
    let measured = station.measure_now().unwrap();
    let mut readings = measured.readings.iter();
    let reading = readings.find(|it| it.subject == code).unwrap();
    assert_eq!((reading.measure, reading.limit), (8, 11));
    station.judge_alerts(&measured).unwrap();
    let alerts = station.open_alerts().unwrap();
    let raised = alerts.iter().map(|it| &it.raised);
    let raised = raised.filter(|it| it.kind == AlertKind::PackagingLow);
    let said: Vec<String> = raised
        .map(|it| pakownia::i18n::alert_headline(Language::Pl, it))
        .collect();
    let expected = format!(
        "{}: zostało 8, starczy na około 2 dni pracy",
        vase.packaging.name
    );
    assert_eq!(said, [expected]);

    bench.run_line("setting packaging_days 2");
    assert_eq!(
        low(&mut bench),
        Vec::<String>::new(),
        "two whole days are left"
    );
    bench.run_line("setting packaging_days 0");
    bench.shop_sends(&[("packagings.csv", with_on_hand(0))]);
    assert_eq!(
        low(&mut bench),
        Vec::<String>::new(),
        "nobody wants to be told"
    );
    bench.run_line("setting packaging_days 3");
    assert_eq!(low(&mut bench), [code]);
}

#[test]
fn a_level_that_is_no_number_is_refused_with_its_cell() {
    let mut bench = BenchTest::new();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("packagings.csv"), with_level("many")).unwrap();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let (code, words) = told(&[
        "import",
        text(folder.path()),
        "--data-dir",
        text(&dir),
        "--language",
        "en",
    ]);
    assert_ne!(code, Some(0));
    assert!(words.contains("reorder_level “many”"), "{words}");
}

/// How the program ended, and everything it said.
fn told(arguments: &[&str]) -> (Option<i32>, String) {
    let ended = outcome(arguments);
    let words = [ended.stdout, ended.stderr].concat();
    (ended.status.code(), String::from_utf8(words).unwrap())
}

fn report(dir: &std::path::Path, format: &str) -> String {
    let (code, words) = told(&[
        "report",
        "packaging",
        "--data-dir",
        text(dir),
        "--from",
        "2026-11-20",
        "--to",
        "2026-11-20",
        "--format",
        format,
    ]);
    assert_eq!(code, Some(0), "{words}");
    words
}

#[test]
fn the_report_tells_packaging_and_carrier_by_day_and_by_packaging() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    let dir = bench.dir().to_owned();
    let cost = bench.with_store(|store| store.packaging("KAR-M").unwrap().unwrap().cost);
    drop(bench.take_station());
    let told: Value = serde_json::from_str(&report(&dir, "json")).unwrap();
    assert_eq!(told["total"]["parcels"], 1);
    assert_eq!(told["total"]["packaging_mean_minor"], cost.0);
    assert_eq!(
        told["total"]["carrier_mean_minor"],
        Value::Null,
        "nobody set a price"
    );
    assert_eq!(told["by_day"][0]["day"], "2026-11-20");
    assert_eq!(told["by_packaging"][0]["packaging"], "KAR-M");
    let csv = report(&dir, "csv");
    let row = csv
        .lines()
        .find(|row| row.starts_with("packaging,KAR-M"))
        .unwrap();
    assert!(row.contains(&format!(",1,{0},{0},0,0,", cost.0)), "{row}");
    assert!(
        csv.lines().any(|row| row.starts_with("day,2026-11-20")),
        "{csv}"
    );
}

#[test]
fn the_carrier_counts_once_the_shop_has_said_what_it_takes() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.run_line("setting parcel_price 1499");
    let view = bench
        .station()
        .packaging_costs("2026-11-20", "2026-11-20", &BenchChoice::All)
        .unwrap();
    assert_eq!(view.costs.total.mean_carrier(), Some(Minor(1_499)));
    let none = bench
        .station()
        .packaging_costs("2026-11-21", "2026-11-22", &BenchChoice::All)
        .unwrap();
    assert_eq!(none.costs.total, Cost::default());
    // Opened again, it is no closed parcel; closed again, it counts once.
    bench.run_line("reopen B-106 forgot the leaflet");
    let open = bench
        .station()
        .packaging_costs("2026-11-20", "2026-11-20", &BenchChoice::All)
        .unwrap();
    assert_eq!(open.costs.total.parcels, 0);
}

#[test]
fn doctor_names_what_is_low_and_stays_well() {
    let mut bench = BenchTest::new();
    bench.shop_sends(&[("packagings.csv", with_level("1000000"))]);
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let (_code, words) = told(&["doctor", "--data-dir", text(&dir)]);
    let line = words.lines().find(|line| line.contains("KAR-M")).unwrap();
    assert!(
        line.starts_with("ok") && line.contains("order new ones at 1000000"),
        "{line}"
    );
}

fn low_shelf(lang: Language) -> Snapshot {
    let mut snapshot = lead_with(lang, link_views::well());
    let mut shelf: Vec<Packaging> = (*snapshot.packagings).clone();
    let first = sample::at("2026-11-09T12:00:00Z").date_naive();
    let mut parcels = Vec::new();
    for (at, packaging) in shelf.iter_mut().enumerate() {
        // A level set by hand for the first, what its use tells for the third.
        packaging.reorder_level = (at != 2).then_some(150);
        packaging.on_hand = if at % 2 == 0 { 12 } else { 1_200 };
        let days = first.iter_days().take(5);
        parcels.extend(
            days.flat_map(|day| (0..6).map(move |_| day))
                .map(|day| (day, packaging.code.clone())),
        );
    }
    let mut desk = (*snapshot.desk).clone();
    desk.used = PackagingUse::of(snapshots::now(), parcels);
    desk.packaging_days = 3;
    snapshot.desk = Arc::new(desk);
    snapshot.packagings = Arc::new(shelf);
    snapshot
}

#[test]
fn low_packagings_stand_among_the_exceptions_in_both_languages() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            let snapshot = low_shelf(lang);
            let mut shelf = snapshot.packagings.iter();
            let low = shelf.find(|it| it.reorder_level.is_none()).unwrap();
            let headline = gate_word(
                lang,
                GateWord::PackagingLow {
                    name: low.name.clone(),
                    left: "12".to_owned(),
                },
            );
            let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
            bench
                .harness
                .state_mut()
                .go(Route::Lead, LeadScreen::Exceptions);
            bench.run();
            bench.press_saying(&headline);
            assert!(bench.says(&gate_word(lang, GateWord::PackagingLowHow)[..20]));
            assert!(bench.says(&gate_word(lang, GateWord::PackagingLasts { days: 2 })));
            let name = format!("low {lang:?} {window:?}");
            let sheet = sheet_of(window);
            wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
            check_nodes(&bench, &name, 56.0, sheet);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A day with many parcels in every packaging, and large prices.
fn costs(snapshot: &Snapshot) -> PackagingView {
    let cost = |at: i64| Cost {
        parcels: 1_204,
        priced: 1_204,
        packaging: Minor(1_204 * (1_023 + at)),
        carried: 1_204,
        carrier: Minor(1_204 * 1_899),
    };
    let kinds = (0..).zip(snapshot.packagings.iter());
    PackagingView {
        from: "2026-11-20".to_owned(),
        to: "2026-11-20".to_owned(),
        costs: PackagingCosts {
            total: cost(0),
            by_day: [("2026-11-20".parse().unwrap(), cost(0))].into(),
            by_packaging: kinds.map(|(at, it)| (it.code.clone(), cost(at))).collect(),
        },
        packagings: (*snapshot.packagings).clone(),
        used: Default::default(),
    }
}

#[test]
fn the_statistics_say_what_a_parcel_costs_and_stay_readable() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            let mut snapshot = snapshots::lead(lang);
            snapshot.packaging = Some(Arc::new(costs(&snapshot)));
            let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
            bench
                .harness
                .state_mut()
                .go(Route::Lead, LeadScreen::Statistics);
            bench.run();
            assert!(bench.says(&gate_word(lang, GateWord::PackagingPerParcel)));
            assert!(bench.says(&format::money(lang, Minor(1_023), "PLN")));
            let name = format!("costs {lang:?} {window:?}");
            let sheet = sheet_of(window);
            wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
            check_nodes(&bench, &name, 56.0, sheet);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
