//! `tariffs.csv`: what an office writes, and what is said of a mistake in it.

use std::fs;

use pakownia::connectors::csv_folder::{FolderRead, Item, NothingKnown, read_folder};
use pakownia::domain::feed::Row;
use pakownia::domain::settings::Settings;
use pakownia::domain::tariff::Way;

use crate::support::mistakes::expect_mistake;

const HEAD: &str = "service,country,max_gross_g,size,max_girth_mm,max_side_mm,divisor,price_minor";

fn read(tariffs: &str) -> FolderRead {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("tariffs.csv"), tariffs).unwrap();
    read_folder(dir.path(), &NothingKnown, &mut |_| {}).unwrap()
}

fn settings_of(read: &FolderRead) -> Vec<(&str, &str)> {
    read.rows
        .iter()
        .map(|row| match &row.item {
            Item::Row(Row::Setting { key, value }) => (key.as_str(), value.as_str()),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn rows_are_read_as_people_and_spreadsheets_write_them() {
    let found = read(
        "service;max_gross_g;price_minor;country;size;max_girth_mm;max_side_mm;divisor\n\
         inpost_locker;25000;1399;pl;A;;;\n\
         dpd_courier;31500;1690;PL;;3000;1500;6000\n\
         gls.road;20000;2190;;400x600 × 300;;;\n\
         dhl_courier;5000;wycofane;;;;;\n",
    );
    assert_eq!((&found.errors[..], &found.notes[..]), (&[][..], &[][..]));
    assert_eq!(
        settings_of(&found),
        [
            ("tariff.inpost_locker.PL.640x380x80.25000..", "1399"),
            ("tariff.dpd_courier.PL..31500.3000.1500", "1690 6000"),
            ("tariff.gls.road..600x400x300.20000..", "2190"),
            ("tariff.dhl_courier...5000..", "withdrawn"),
        ]
    );
}

/// A row with one mistake, and the column, value and problem that are told.
const MISTAKES: [(&str, &str); 12] = [
    (",PL,5000,,,,,1690", "service  Empty"),
    (
        "dpd,Poland,5000,,,,,1690",
        "country Poland BadSetting(TariffCountry)",
    ),
    ("dpd,PL,,,,,,1690", "max_gross_g  Empty"),
    (
        "dpd,PL,0,,,,,1690",
        "max_gross_g 0 OutOfBounds { min: 1, max: 10000000 }",
    ),
    ("dpd,PL,5000,D,,,,1690", "size D BadSetting(TariffSize)"),
    (
        "dpd,PL,5000,600x400,,,,1690",
        "size 600x400 BadSetting(TariffSize)",
    ),
    (
        "dpd,PL,5000,600x400x300x200,,,,1690",
        "size 600x400x300x200 BadSetting(TariffSize)",
    ),
    (
        "dpd,PL,5000,600x400x0,,,,1690",
        "size 600x400x0 BadSetting(TariffSize)",
    ),
    ("dpd,PL,5000,,long,,,1690", "max_girth_mm long NotANumber"),
    (
        "dpd,PL,5000,,,,0,1690",
        "divisor 0 OutOfBounds { min: 1, max: 100000 }",
    ),
    ("dpd,PL,5000,,,,,16 zł", "price_minor 16 zł NotANumber"),
    (
        "dpd,PL,5000,C,,,,1690\ndpd,pl,5000,410x380x640,,,,1790",
        "max_gross_g 5000 DuplicateKey { first_line: 2 }",
    ),
];

#[test]
fn each_mistake_is_told_with_its_line_column_and_value_and_what_to_do() {
    for (row, expected) in MISTAKES {
        let found = read(&format!("{HEAD}\n{row}\n"));
        expect_mistake(&found, row, expected);
    }
}

#[test]
fn the_settings_keep_the_last_word_of_each_row_and_drop_what_is_withdrawn() {
    let mut settings = Settings::default();
    let way = Way {
        service: "dpd_courier".to_owned(),
        country: "PL".to_owned(),
        to_locker: false,
    };
    let key = "tariff.dpd_courier.PL..31500.3000.";
    let mut set = |value: &str| {
        settings.set(key, value).unwrap();
        settings.carriage(&way).is_priced
    };
    assert!(set("1690 6000") && set("1790"));
    assert!(!set("withdrawn"));
    assert_eq!(settings, Settings::default());
    for (key, value) in [
        (key, "cheap"),
        (key, "-1"),
        (key, "1690 0"),
        ("tariff.dpd_courier.PL..0..", "1690"),
        ("tariff.dpd_courier", "1690"),
    ] {
        assert!(settings.set(key, value).is_err(), "{key} {value}");
    }
}
