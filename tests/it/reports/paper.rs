//! Every report on paper: whole, in both languages, with nothing cut and no name that only programs read.

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use pakownia::domain::worker::Language;
use pakownia::i18n;

use super::shift::{DAY, keep, report, shift};
use crate::labels::referees::text_of;
use crate::support::process::outcome;
use crate::support::process::text;

/// Each report of days, and each of now.
const OF_DAYS: [&str; 6] = [
    "shift",
    "mis-picks",
    "figures",
    "alerts",
    "exceptions",
    "packaging",
];
const OF_NOW: [&str; 4] = ["lorries", "weights", "audit", "actions"];

/// Everything that is reported, with its words on the command line.
fn all() -> Vec<Vec<&'static str>> {
    let days = OF_DAYS.map(|name| vec![name, "--from", DAY, "--to", DAY]);
    let now = OF_NOW.map(|name| vec![name]);
    let each = vec!["shift", "--from", DAY, "--to", DAY, "--bench", "each"];
    let whole = ["radar", "week"].map(|name| vec![name, "--from", DAY]);
    days.into_iter()
        .chain(now)
        .chain([each])
        .chain(whole)
        .collect()
}

#[test]
fn every_report_is_a_paper_in_both_languages_without_a_name_for_programs() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let place = tempfile::tempdir().unwrap();
    for words in all() {
        for language in ["pl", "en"] {
            let more = [
                words.as_slice(),
                &["--format", "pdf", "--language", language],
            ]
            .concat();
            let paper = report(&dir, &more);
            let each = if words.contains(&"each") { "-each" } else { "" };
            keep(&format!("{}{each}-{language}.pdf", words[0]), &paper);
            let said = text_of(place.path(), &paper);
            let lang = if language == "pl" {
                Language::Pl
            } else {
                Language::En
            };
            assert!(said.contains(&i18n::report_name(lang, words[0])), "{said}");
            let odd = said.split_whitespace().find(|word| word.contains('_'));
            assert_eq!(odd, None, "{words:?} {language}: {said}");
            assert!(said.contains("1/"), "a page has its number: {said}");
        }
    }
}

#[test]
fn a_paper_says_what_its_csv_says() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let place = tempfile::tempdir().unwrap();
    let days = ["--from", DAY, "--to", DAY, "--format"];
    let csv = report(&dir, &[&["exceptions"], &days[..], &["csv"]].concat());
    let csv = String::from_utf8(csv).unwrap();
    let rows = csv.trim_start_matches('\u{feff}').lines().skip(1);
    let paper = report(
        &dir,
        &[&["exceptions"], &days[..], &["pdf", "--language", "en"]].concat(),
    );
    let said = text_of(place.path(), &paper);
    let mut told = 0;
    for row in rows {
        // A row is found by its order; it is on the paper as often as in the table.
        let order = row.split(',').nth(3).unwrap();
        assert!(said.contains(order), "{row}: {said}");
        told += 1;
    }
    assert!(told >= 3, "{csv}");
    assert!(
        said.contains("short pick") || said.contains("Short"),
        "{said}"
    );
    assert!(
        said.contains("20 Nov 2026 08:"),
        "by the warehouse's clock: {said}"
    );
}

#[test]
fn a_report_of_days_without_anything_is_a_page_that_says_so() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let place = tempfile::tempdir().unwrap();
    let days = ["--from", "2025-01-01", "--to", "2025-01-02"];
    let more = ["--format", "pdf", "--language", "pl"];
    let paper = report(&dir, &[&["exceptions"], &days[..], &more[..]].concat());
    let said = text_of(place.path(), &paper);
    assert!(said.contains("Nie ma tu nic do pokazania"), "{said}");
    assert!(said.contains("Dni od 01.01.2025 do 02.01.2025"), "{said}");
}

#[test]
fn every_column_of_every_report_has_a_heading_that_people_read() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let mut columns = 0;
    for words in all() {
        let xlsx = report(&dir, &[words.as_slice(), &["--format", "xlsx"]].concat());
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(xlsx)).unwrap();
        for (_, range) in book.worksheets() {
            let head = range.rows().next().unwrap().to_vec();
            for name in head {
                let name = name.to_string();
                let is_for_programs = ["entry", "alert", "action", "unit"].contains(&name.as_str());
                for lang in [Language::Pl, Language::En] {
                    let is_told = i18n::has_heading(lang, &name);
                    assert!(is_told || is_for_programs, "{words:?}: {name}");
                }
                columns += 1;
            }
        }
    }
    assert!(columns > 100, "{columns}");
}

#[test]
fn the_dossier_keeps_the_paper_that_is_made_for_a_claim() {
    let mut bench = shift();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let place = tempfile::tempdir().unwrap();
    let words = [
        "dossier",
        "--of",
        "B-101",
        "--format",
        "pdf",
        "--language",
        "pl",
    ];
    let said = text_of(place.path(), &report(&dir, &words));
    assert!(said.contains("Historia zamówienia"), "{said}");
    assert!(said.contains("SHA-256"), "{said}");
    let alone = outcome(&["report", "shift", "--of", "B-101", "--data-dir", text(&dir)]);
    assert!(!alone.status.success());
}
