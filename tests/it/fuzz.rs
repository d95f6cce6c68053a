//! What is scanned, typed or read from a file is anything at all: nothing ever panics, and what was
//! understood can be written down and read again.
//!
//! Each target runs for a share of [`TOGETHER`], and for ten minutes with `PAKOWNIA_NIGHTLY`. What comes
//! over wires is tried in `src/devices/fuzz.rs`.

use std::fs;
use std::time::Duration;

use bolero::check;
use pakownia::connectors::csv_folder::{NothingKnown, read_folder};
use pakownia::domain::address::Address;
use pakownia::domain::barcode;
use pakownia::domain::gs1::{parse_elements, parse_link};
use pakownia::domain::own_codes::OwnCodes;
use pakownia::domain::shipping_rules::text;
use pakownia::domain::tracking::candidates;
use pakownia::station::station_card::SetUp;

use crate::support::process::is_nightly;

/// How long all targets take together by day; those of `src/devices/fuzz.rs` take as long.
const TOGETHER: Duration = Duration::from_secs(10);

/// How many targets there are.
const TARGETS: u32 = 8;

fn time() -> Duration {
    if is_nightly() {
        Duration::from_mins(10)
    } else {
        TOGETHER / TARGETS
    }
}

#[test]
fn any_text_may_be_scanned() {
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|scan| {
            for symbology in ["", "]C1", "]d2", "]Q3", "]E0", "]e0"] {
                let reading = barcode::read(&format!("{symbology}{scan}"));
                if let Some(fault) = &reading.fault {
                    let length = symbology.len() + scan.chars().count();
                    assert!(fault.position <= length + 1, "{fault:?}");
                }
            }
        });
}

/// Element strings are made of digits for the most part; anything else is turned down at its first sign.
#[test]
fn any_row_of_digits_and_separators_may_be_an_element_string() {
    check!().with_test_time(time()).for_each(|bytes: &[u8]| {
        let scan: String = bytes
            .iter()
            .map(|byte| match byte % 14 {
                digit @ 0..=9 => char::from(b'0' + digit),
                10 => '\u{1d}',
                11 => 'A',
                12 => '/',
                _ => '-',
            })
            .collect();
        if let Ok(found) = parse_elements(&scan) {
            assert!(!found.elements.is_empty(), "{scan:?}");
            for element in &found.elements {
                assert!(scan.contains(&element.value), "{element:?} of {scan:?}");
            }
        }
    });
}

#[test]
fn any_text_may_stand_in_a_digital_link() {
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|text| {
            for link in [
                text.clone(),
                format!("https://id.gs1.org/01/09506000134352/{text}"),
                format!("https://example.com/01/09506000134352?{text}"),
            ] {
                let read = parse_link(&link);
                if let Ok(found) = read {
                    assert!(!found.elements.is_empty(), "{link}");
                }
            }
        });
}

#[test]
fn any_text_may_be_a_carriers_number_or_a_code_of_the_shop() {
    let own = OwnCodes::default();
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|text| {
            drop(candidates(text));
            for prefix in ["", "L-", "T-", "PKN-", "ST-"] {
                let code = format!("{prefix}{text}");
                let _kind = own.of(&code);
                let _command = own.command(&code);
                let _station = own.station(&code);
                let _measured = own.measured(&code);
            }
        });
}

#[test]
fn any_text_may_stand_in_an_address_and_a_second_repair_changes_nothing() {
    check!()
        .with_test_time(time())
        .with_type::<[String; 6]>()
        .for_each(|texts| {
            let [name, street, postcode, city, phone, country] = texts.clone();
            let known = ["PL", "GB", "DE", "US"];
            let country = match country.chars().next() {
                Some(sign) => {
                    known[usize::from(u8::try_from(sign).unwrap_or(0)) % known.len()].to_owned()
                }
                None => country,
            };
            let mut address = Address {
                name: Some(name),
                street: Some(street),
                postcode: Some(postcode),
                city: Some(city),
                phone: Some(phone),
                country,
                ..Address::default()
            };
            address.repair();
            drop(address.faults());
            let again = address.repair();
            assert!(again.is_empty(), "{again:?}");
        });
}

#[test]
fn any_text_may_be_typed_into_a_shipping_rule_and_what_was_read_is_written_back_the_same() {
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|typed| {
            if let Ok(span) = text::span(typed) {
                assert_eq!(text::span(&text::span_text(span)), Ok(span));
            }
            if let Ok(value) = text::value(typed) {
                assert_eq!(text::value(&text::value_text(value.as_ref())), Ok(value));
            }
            if let Ok(ranges) = text::postcodes(typed) {
                assert_eq!(text::postcodes(&text::postcodes_text(&ranges)), Ok(ranges));
            }
            if let Ok(names) = text::names(typed) {
                assert_eq!(text::names(&text::names_text(&names)), Ok(names));
            }
            let _other = (
                text::countries(typed),
                text::sizes(typed),
                text::tags(typed),
            );
        });
}

#[test]
fn any_bytes_may_lie_in_the_shops_folder() {
    let folder = tempfile::tempdir().unwrap();
    check!()
        .with_test_time(time())
        .with_type::<(u8, Vec<u8>)>()
        .for_each(|(which, bytes)| {
            let names = [
                "products.csv",
                "barcodes.csv",
                "orders.csv",
                "rules.csv",
                "tariffs.csv",
            ];
            let path = folder.path().join(names[usize::from(*which) % names.len()]);
            fs::write(&path, bytes).unwrap();
            let _read = read_folder(folder.path(), &NothingKnown, &mut |_| {});
            fs::remove_file(path).unwrap();
        });
}

#[test]
fn any_text_may_be_kept_as_a_benchs_set_up() {
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|kept| {
            if let Ok(profile) = SetUp::read(kept) {
                let again = SetUp::read(&profile.to_text());
                assert_eq!(again.map(|it| it.to_text()), Ok(profile.to_text()));
            }
        });
}
