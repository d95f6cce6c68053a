//! Element strings as scanners send them.

use super::*;
use crate::domain::gs1::rules::Rule;
use proptest::prelude::*;

fn values(text: &str) -> Vec<(String, String)> {
    let read = parse_elements(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let pair = |element: Element| (element.ai, element.value);
    read.elements.into_iter().map(pair).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(ai, value): &(&str, &str)| ((*ai).to_owned(), (*value).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn a_pallet_label_is_read_to_its_end() {
    let label = "]C1001061414123456789080205901234123457\u{1d}3712\u{1d}3103001250";
    let expected = [
        ("00", "106141412345678908"),
        ("02", "05901234123457"),
        ("37", "12"),
        ("3103", "001250"),
    ];
    assert_eq!(values(label), pairs(&expected));
    let read = parse_elements(label).unwrap();
    assert!(read.marked);
    let weight = read.element("3103").unwrap();
    assert_eq!(weight.grams(), Some(Grams(1250)));
    assert_eq!(weight.decimal().unwrap(), "1.250");
    assert_eq!(read.missing(), []);
}

#[test]
fn a_medicine_box_is_read_with_its_dates() {
    let read = parse_elements("0105901234123457172802001012AB-3").unwrap();
    assert_eq!(read.value("10"), Some("12AB-3"));
    assert!(!read.marked, "nothing proves that no separator was lost");
    let date = read.element("17").unwrap().date().unwrap();
    assert_eq!(
        (date.year(2026), date.month, date.day, date.day_or_last()),
        (2028, 2, None, 29)
    );
}

#[test]
fn two_digit_years_stay_near_the_reader() {
    let made = |year_of_century| Gs1Date {
        year_of_century,
        month: 1,
        day: None,
    };
    assert_eq!(made(76).year(2026), 2076);
    assert_eq!(made(77).year(2026), 1977);
    assert_eq!(made(10).year(2080), 2110);
}

#[test]
fn weights_and_amounts_are_read_with_their_decimal_point() {
    let only = |text: &str| parse_elements(text).unwrap().elements.remove(0);
    for (text, grams, decimal) in [
        ("3100000012", 12_000, "12"),
        ("3103012345", 12_345, "12.345"),
        ("3105012345", 123, "0.12345"),
        ("3104000015", 2, "0.0015"),
    ] {
        assert_eq!(only(text).grams(), Some(Grams(grams)), "{text}");
        assert_eq!(only(text).decimal().as_deref(), Some(decimal), "{text}");
    }
    assert_eq!(only("39025").decimal().as_deref(), Some("0.05"));
}

#[test]
fn what_an_element_needs_beside_it_is_told_and_is_no_fault() {
    let read = parse_elements("]C110L7").unwrap();
    let missing = Missing {
        ai: "10".to_owned(),
        one_of: &["01", "02", "03", "8006", "8026"],
    };
    assert_eq!(read.missing(), [missing]);
}

#[test]
fn a_faulty_element_string_points_at_the_character() {
    let fault = |text: &str| parse_elements(text).unwrap_err();
    let at = |position, rule| ElementFault { position, rule };
    let length = |least, most, found| Gs1Error::ValueLength { least, most, found };
    let broken = |rule| Gs1Error::Broken { rule };
    for (text, position, rule) in [
        ("", 0, Gs1Error::Empty),
        ("]C1", 3, Gs1Error::Empty),
        ("]C1\u{1d}10A", 3, Gs1Error::UnknownIdentifier),
        ("89X", 0, Gs1Error::UnknownIdentifier),
        ("]d2010590123412345", 5, length(14, 14, 13)),
        (
            "0105901234123458",
            15,
            Gs1Error::CheckDigit {
                expected: 7,
                found: 8,
            },
        ),
        ("0105901234I23457", 10, Gs1Error::NotDigits),
        ("10AB\u{1d}171302301", 11, Gs1Error::Date),
        ("171313", 2, length(6, 6, 4)),
        ("10zażółć", 4, Gs1Error::Character { character: 'ż' }),
        ("10\u{1d}21A", 2, length(1, 20, 0)),
        ("10A\u{1d}10B", 4, Gs1Error::Contradiction),
        ("3106000001", 0, Gs1Error::UnknownIdentifier),
        ("37123456789", 2, length(1, 8, 9)),
        ("422999", 3, broken(Rule::Country)),
        ("4321 2", 4, Gs1Error::NotDigits),
        ("43212", 4, broken(Rule::AtMost(1))),
        ("8007PL10105000997603123456789124", 6, broken(Rule::Iban)),
        ("8006059012341234570302", 18, broken(Rule::PieceOfTotal)),
        (
            "010590123412345737\u{31}2",
            16,
            Gs1Error::Together {
                one: "01".into(),
                other: "37".into(),
            },
        ),
    ] {
        assert_eq!(fault(text), at(position, rule), "{text}");
    }
}

#[test]
fn values_of_several_parts_are_read_part_by_part() {
    for text in [
        "2535901234123457ABC",
        "80030590123412345\u{37}LENT",
        "423056276",
        "42161600-001",
        "7007260101260131",
        "80082611201213",
        "4330000100-",
        "80131987654Ad4X4bL5ttr2310c2K",
        "8007PL10105000997603123456789123",
        "8110012345612345611110123",
        "8112001234561234560123456",
        "430909000000000900000000",
        "70401ABC",
    ] {
        assert!(
            parse_elements(text).is_ok(),
            "{text}: {:?}",
            parse_elements(text)
        );
    }
    for text in [
        "2535901234123458ABC",
        "80031590123412345\u{37}LENT",
        "42305627",
        "4330000100+",
        "80082611202413",
        "80131987654Ad4X4bL5ttr2310c2X",
        "8110012345612345611115123",
        "8112201234561234560123456",
        "430919000000000900000000",
        "7040AABC",
    ] {
        assert!(parse_elements(text).is_err(), "{text} was read");
    }
}

proptest! {
    #[test]
    fn no_scan_can_break_the_reader(scan in prop_oneof![
        any::<String>(),
        "(\\]C1)?((00|01|02|10|11|17|21|30|310|37|253|391|423|4309|7040|8001|8003|8008|8013|8030|8110|8112)[0-9A-Zż=\u{1d}%-]{0,30}){1,4}",
    ]) {
        if let Err(fault) = parse_elements(&scan) {
            prop_assert!(fault.position <= scan.chars().count());
        }
    }
}
