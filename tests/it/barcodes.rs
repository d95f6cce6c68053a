//! What a barcode means, asked of the program itself.

use serde_json::{Value, json};

use crate::support::bench::BenchTest;
use crate::support::process::{answers, copy_files, text};

/// What `pakownia scan` says of each code.
fn told(codes: &[&str]) -> Vec<Value> {
    asked(&["scan"], codes)
}

fn asked(arguments: &[&str], codes: &[&str]) -> Vec<Value> {
    answers(arguments, &codes.join("\n"))
}

fn one(code: &str) -> Value {
    told(&[code]).remove(0)
}

#[test]
fn a_box_of_medicine_is_told_with_everything_that_stands_on_it() {
    let told = one("]d20105901234123457172802001012AB-3{GS}21SN-7");
    assert_eq!(told["kind"], "gs1");
    assert_eq!(told["symbology"]["name"], "GS1 DataMatrix");
    assert_eq!(told["gtin14"], "05901234123457");
    assert_eq!(told["sure"], true);
    let elements: Vec<(&str, &str)> = told["elements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|element| {
            (
                element["ai"].as_str().unwrap(),
                element["value"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("01", "05901234123457"),
        ("17", "280200"),
        ("10", "12AB-3"),
        ("21", "SN-7"),
    ];
    assert_eq!(elements, expected);
    assert_eq!(told["elements"][1]["title"], "USE BY or EXPIRY");
    assert_eq!(told["elements"][1]["date"]["month"], 2);
}

#[test]
fn a_web_address_of_goods_is_read_like_their_element_string() {
    let told =
        one("]Q1https://example.pl/kup/01/05901234123457/10/L%2F7?17=271130&linkType=all#top");
    assert_eq!(told["kind"], "gs1_link");
    assert_eq!(told["gtin14"], "05901234123457");
    assert_eq!(told["elements"][1]["value"], "L/7");
    assert_eq!(told["elements"][2]["ai"], "17");
    for (link, position) in [
        ("https://example.pl/kup/5901234123457", 18),
        ("https://example.pl/01/05901234123458", 35),
        ("https://example.pl/01/05901234123457/21/A/10/B", 40),
        ("https://example_shop.pl/01/05901234123457", 15),
        ("https://example.pl/01/05901234123457?21=A", 40),
    ] {
        let told = one(link);
        assert_eq!(told["kind"], "unknown", "{told}");
        assert_eq!(told["error"]["position"], position, "{told}");
    }
}

#[test]
fn what_a_code_could_be_besides_is_asked_and_never_guessed() {
    let told = one("01234565");
    assert_eq!(told["ambiguous"], true);
    let kinds: Vec<&Value> = told["meanings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|meaning| &meaning["gtin14"])
        .collect();
    assert_eq!(kinds, [&json!("00000001234565"), &json!("00012345000065")]);
    // The scanner says which it was.
    assert_eq!(one("]E401234565")["ambiguous"], Value::Null);
}

#[test]
fn a_fault_names_the_place_and_the_rule() {
    for (code, position, rule) in [
        (
            "]C10105901234123458",
            18,
            "check digit is 8, the number asks for 7",
        ),
        ("]C117271332", 7, "this date does not exist"),
        ("]C1422999", 6, "no country has this number"),
        (
            "]E05901234123458",
            15,
            "check digit is 8, the number asks for 7",
        ),
        (
            "]C101059012341234573712",
            19,
            "(01) and (37) must not stand together",
        ),
    ] {
        let told = one(code);
        let error = &told["error"];
        assert_eq!(
            (&error["position"], &error["rule"]),
            (&json!(position), &json!(rule)),
            "{told}"
        );
    }
}

#[test]
fn parcels_are_told_by_carrier() {
    let numbers = [
        "1Z5R89390357567127",
        "RR123456785PL",
        "520000012345678901234567",
    ];
    let told: Vec<(String, bool)> = told(&numbers)
        .iter()
        .map(|told| {
            assert_eq!(told["kind"], "tracking", "{told}");
            let carrier = told["carrier"].as_str().unwrap().to_owned();
            (carrier, told["proved"].as_bool().unwrap())
        })
        .collect();
    let expected = [("ups", true), ("poczta_polska", true), ("inpost", false)];
    assert_eq!(
        told,
        expected.map(|(carrier, proved)| (carrier.to_owned(), proved))
    );
}

#[test]
fn the_shops_own_codes_are_told_by_how_they_begin() {
    assert_eq!(one("L-A-01-02")["location"], "A-01-02");
    assert_eq!(one("t-07")["kind"], "tote");
    assert_eq!(one("pkn-undo")["command"], "UNDO");
}

#[test]
fn a_shop_that_has_said_how_it_weighs_hears_the_grams() {
    let (bench, dir) = (BenchTest::new(), tempfile::tempdir().unwrap());
    copy_files(bench.dir(), dir.path());
    let codes = ["2912399001255", "2912345001254", "NR-B-777"];
    let told = asked(&["scan", "--data-dir", text(dir.path())], &codes);
    assert_eq!(told[0]["kind"], "variable_measure");
    assert_eq!(
        (&told[0]["item"], &told[0]["grams"]),
        (&json!("12399"), &json!(125))
    );
    assert_eq!(told[1]["kind"], "product", "the catalogue lists it");
    assert_eq!(
        (&told[2]["kind"], &told[2]["known"]),
        (&json!("order"), &json!(false))
    );
}
