//! Tables as other programs read them: workbooks by a reader that is not ours, CSV by a spreadsheet's rules.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use pakownia::domain::table::{Cell, Report, Table};
use pakownia::domain::worker::Language;
use pakownia::station::table::TableFormat;

use crate::sample::at;
use crate::support::bench::{BenchTest, fixtures};
use crate::support::process::{outcome, run, text};

fn sheet(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn numbers_are_numbers_moments_the_warehouses_and_nothing_becomes_a_formula() {
    let mut bench = BenchTest::new();
    let evil = "=HYPERLINK(\"http://example.com\")";
    let mut table = Table::new(&["name", "grams", "at", "note"]);
    table.rows = vec![
        vec![
            evil.into(),
            Cell::Number(-4_000_000_007),
            at("2026-11-20T14:00:00Z").into(),
            Cell::Empty,
        ],
        vec![
            "+48 600".into(),
            Cell::Empty,
            Cell::Empty,
            "żółć, \"x\"".into(),
        ],
    ];
    let station = bench.station();
    let report = Report::of("audit", table);
    let rows = sheet(
        station
            .report_bytes(&report, TableFormat::Xlsx, Language::Pl)
            .unwrap(),
    );
    assert_eq!(rows[1][0], Data::String(evil.to_owned()));
    assert_eq!(rows[1][1], Data::Float(-4_000_000_007.0));
    let Data::DateTime(moment) = &rows[1][2] else {
        panic!("{:?}", rows[1][2]);
    };
    assert_eq!(
        moment.to_ymd_hms_milli(),
        (2026, 11, 20, 15, 0, 0, 0),
        "in Warsaw"
    );
    assert_eq!(rows[2][0], Data::String("+48 600".to_owned()));
    assert_eq!(rows[2][3], Data::String("żółć, \"x\"".to_owned()));
    assert_eq!(rows[1][3], Data::Empty);

    let csv = station
        .report_bytes(&report, TableFormat::Csv, Language::Pl)
        .unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "name,grams,at,note",
            "\"'=HYPERLINK(\"\"http://example.com\"\")\",-4000000007,2026-11-20T14:00:00+00:00,",
            "'+48 600,,,\"żółć, \"\"x\"\"\"",
        ]
    );
}

#[test]
fn every_report_is_a_workbook_that_says_what_its_csv_says() {
    let dir = tempfile::tempdir().unwrap();
    let place = text(dir.path());
    run(&["import", text(&fixtures()), "--data-dir", place]);
    for name in ["shift", "mis-picks", "lorries", "weights", "audit"] {
        let of =
            |format| outcome(&["report", name, "--data-dir", place, "--format", format]).stdout;
        let rows = sheet(of("xlsx"));
        let csv = String::from_utf8(of("csv")).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .collect();
        assert_eq!(told, lines, "{name}");
    }
}
