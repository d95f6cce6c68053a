//! The labels in an order's dossier: as they were printed, or where they are.

use super::shift::{keep, report};
use crate::labels::referees::{rasterised_pages, text_of, zbar_all};
use crate::support::bench::BenchTest;

/// Packed, opened again, packed again: the second label is the one that went out.
const PACKED_TWICE: [&str; 10] = [
    "signin W-002",
    "scan B-101",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000031",
    "weigh 880",
    "scan B-101",
    "reopen B-101 customer called",
    "weigh 880",
    "scan B-101",
];

fn packed() -> BenchTest {
    let mut bench = BenchTest::new();
    for line in PACKED_TWICE {
        bench.run_line(line);
    }
    assert_eq!(bench.run_line("label B-101 1"), "revision 2");
    bench
}

fn paper(bench: &mut BenchTest, language: &str) -> Vec<u8> {
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let words = ["dossier", "--of", "B-101", "--format", "pdf", "--language"];
    let paper = report(&dir, &[&words[..], &[language]].concat());
    bench.restart();
    paper
}

fn change(bench: &mut BenchTest, sql: &str) {
    let file = bench.dir().join("station.db");
    drop(bench.take_station());
    let database = rusqlite::Connection::open(file).unwrap();
    assert_eq!(database.execute(sql, []).unwrap(), 1);
    drop(database);
    bench.restart();
}

#[test]
fn the_label_that_went_out_is_drawn_and_scans_and_the_void_one_is_named() {
    let mut bench = packed();
    let place = tempfile::tempdir().unwrap();
    let dossier = paper(&mut bench, "pl");
    keep("dossier-pl.pdf", &dossier);
    assert_eq!(dossier, paper(&mut bench, "pl"), "the same bytes again");
    let said = text_of(place.path(), &dossier);
    assert!(said.contains("wersja 2; nieważne: 1"), "{said}");
    let pages = rasterised_pages(place.path(), "pdftoppm", &dossier, 600);
    let codes: Vec<String> = zbar_all(&pages[..1]).into_iter().flatten().collect();
    // The order's own barcode at the top, and the parcel's on the label: (00) and the number of 18 digits.
    assert!(codes.iter().any(|code| code.contains("B-101")), "{codes:?}");
    assert!(
        codes.iter().any(|code| code.contains("059000000000000015")),
        "{codes:?}"
    );
    let english = text_of(place.path(), &paper(&mut bench, "en"));
    assert!(english.contains("revision 2; void: 1"), "{english}");
}

#[test]
fn a_label_whose_bytes_are_gone_or_no_picture_is_said_to_be() {
    let mut bench = packed();
    let place = tempfile::tempdir().unwrap();
    for (sql, says) in [
        (
            "UPDATE label SET picture = x'0badf00d' WHERE revision = 2",
            "nie da się tu narysować",
        ),
        (
            "UPDATE label SET picture = x'' WHERE revision = 2",
            "Treści etykiety tu nie ma",
        ),
        (
            "DELETE FROM label WHERE revision = 2",
            "Treści etykiety tu nie ma",
        ),
    ] {
        change(&mut bench, sql);
        let said = text_of(place.path(), &paper(&mut bench, "pl"));
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(says), "{sql}: {said}");
        assert!(said.contains("059000000000000015"), "{sql}: {said}");
    }
}
