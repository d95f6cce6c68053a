//! The radar of a day and the report of a week: every number as the report that it is taken from tells it.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::table::{Part, Report, Table};
use pakownia::domain::worker::Language;
use pakownia::station::table::TableFormat;
use serde_json::Value;

use super::shift::{DAY, keep, report, shift};
use crate::labels::referees::text_of;
use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};

fn json(dir: &std::path::Path, words: &[&str]) -> Value {
    serde_json::from_slice(&report(dir, words)).unwrap()
}

/// What one tile shows.
fn total<'a>(radar: &'a Value, figure: &str, column: &str) -> &'a Value {
    let rows = radar["parts"]["totals"].as_array().unwrap();
    let row = rows.iter().find(|row| row["figure"] == figure);
    &row.unwrap()[column]
}

#[test]
fn the_radar_says_what_the_other_reports_of_that_day_say() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let days = ["--from", DAY, "--to", DAY];
    let radar = json(&dir, &["radar", "--from", DAY]);
    assert_eq!((&radar["from"], &radar["to"]), (&DAY.into(), &DAY.into()));
    let shift = json(&dir, &[&["shift"], &days[..]].concat());
    assert_eq!(total(&radar, "orders", "value"), &shift["orders"]);
    assert_eq!(total(&radar, "lines", "value"), &shift["lines"]);
    assert_eq!(total(&radar, "orders", "before"), 0);
    let mis_picks = json(&dir, &[&["mis-picks"], &days[..]].concat());
    assert_eq!(
        total(&radar, "mis_picks", "value"),
        &mis_picks["total"]["mis_picks"]
    );
    assert!(total(&radar, "mis_picks", "value").as_u64() > Some(0));
    let figures = json(&dir, &[&["figures"], &days[..]].concat());
    let figures = figures["benches"][0]["figures"].as_array().unwrap();
    let first_pass = figures.iter().find(|one| one["figure"] == "first_pass");
    let first_pass = &first_pass.unwrap()["value"]["number"];
    assert_eq!(total(&radar, "first_pass", "value"), first_pass);
    let desk = json(&dir, &[&["exceptions"], &days[..]].concat());
    let desk = desk["entries"].as_array().unwrap();
    let open = desk.iter().filter(|it| it["ended_at"].is_null()).count();
    assert_eq!(total(&radar, "open_now", "value"), open);
    let late = radar["parts"]["late"].as_array().unwrap();
    assert_eq!(total(&radar, "overdue_now", "value"), late.len());
    assert!(!late.is_empty(), "the day is long over");
}

#[test]
fn of_a_week_each_day_stands_by_itself_and_the_whole_is_their_sum() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let week = json(&dir, &["week", "--from", DAY]);
    assert_eq!(
        (&week["from"], &week["to"]),
        (&"2026-11-16".into(), &"2026-11-22".into())
    );
    let days = week["parts"]["days"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    let sum: u64 = days.iter().map(|day| day["orders"].as_u64().unwrap()).sum();
    assert_eq!(total(&week, "orders", "value"), sum);
    let busy = days.iter().find(|day| day["orders"] != 0).unwrap();
    assert_eq!(busy["day"], DAY);
    let benches = week["parts"]["benches"].as_array().unwrap();
    assert_eq!(benches.len(), 1);
    assert_eq!(benches[0]["orders"], sum);
    assert_eq!(week["parts"]["figures"].as_array().unwrap().len(), 18);
    let before = json(&dir, &["week", "--from", "2026-11-23"]);
    assert_eq!(total(&before, "orders", "value"), 0);
    assert_eq!(total(&before, "orders", "before"), sum);
}

#[test]
fn a_workbook_has_a_sheet_for_each_part_and_csv_a_row_for_each_cell() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let radar = json(&dir, &["radar", "--from", DAY]);
    let xlsx = report(&dir, &["radar", "--from", DAY, "--format", "xlsx"]);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let parts = radar["parts"].as_object().unwrap();
    let mut names = book.sheet_names().clone();
    names.sort();
    assert_eq!(names, parts.keys().cloned().collect::<Vec<_>>());
    for (name, rows) in parts {
        let range = book.worksheet_range(name).unwrap();
        // A sheet without rows has its head.
        assert_eq!(range.height(), rows.as_array().unwrap().len() + 1, "{name}");
    }
    let csv = report(&dir, &["radar", "--from", DAY, "--format", "csv"]);
    let csv = String::from_utf8(csv).unwrap();
    let cells: usize = parts
        .values()
        .flat_map(|rows| rows.as_array().unwrap())
        .map(|row| row.as_object().unwrap().len())
        .sum();
    assert_eq!(csv.lines().count(), cells + 1);
    assert!(csv.contains("totals,1,figure,orders"), "{csv}");
}

#[test]
fn a_day_is_a_day_and_its_own_end() {
    let mut bench = BenchTest::new();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    for (words, why) in [
        (vec!["--from", "yesterday"], "YYYY-MM-DD"),
        (vec!["--from", DAY, "--to", DAY], "leave --to out"),
        (vec!["--from", DAY, "--bench", "each"], "--bench all"),
    ] {
        let whole = [&["report", "radar", "--data-dir", text(&dir)], &words[..]].concat();
        let output = outcome(&whole);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(why), "{said}");
    }
}

/// A part with more rows than a page takes, each as long as it gets.
fn full(part: &Part) -> Part {
    let texts = "Przedsiębiorstwo Produkcyjno-Handlowe Gęśla Jaźń, Konstantynów";
    let cell = |name: &str| match name {
        "figure" => "packed_to_handed_over".into(),
        "unit" => "minutes".into(),
        "kind" => "weight_release".into(),
        "grade" => "alarm".into(),
        "owner" => "admin".into(),
        "what" => "show_picture".into(),
        "how" | "reason" => format!("{texts}. {texts}").into(),
        "name" | "wrong_name" | "right_name" => texts.into(),
        "wrong" | "right" | "sku" | "order" | "bench" => "DE-5901234123457-XL".into(),
        _ => 1_234_567_i64.into(),
    };
    let row: Vec<_> = part.table.columns.iter().map(|name| cell(name)).collect();
    let rows = match part.name {
        "totals" => part.table.rows.len(),
        _ => 40,
    };
    Part {
        table: Table {
            columns: part.table.columns.clone(),
            rows: vec![row; rows],
        },
        ..part.clone()
    }
}

#[test]
fn the_worst_day_stands_on_one_page_and_says_what_it_leaves_out() {
    let mut bench = shift();
    let station = bench.station();
    let day = DAY.parse().unwrap();
    let place = tempfile::tempdir().unwrap();
    for lang in [Language::Pl, Language::En] {
        let radar = station.radar(day, &BenchChoice::All, lang).unwrap();
        let parts = radar.parts.iter().map(full).collect();
        let worst = Report { parts, ..radar };
        let paper = station.report_bytes(&worst, TableFormat::Pdf, lang);
        let paper = paper.unwrap();
        keep(&format!("worst-{lang:?}.pdf"), &paper);
        let said = text_of(place.path(), &paper);
        assert!(said.contains("1/1"), "{said}");
        let of_all = match lang {
            Language::Pl => " z 40)",
            Language::En => " of 40)",
        };
        assert_eq!(said.matches(of_all).count(), 6, "{said}");
    }
}
