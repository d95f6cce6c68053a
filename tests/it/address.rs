//! Addresses, asked of the program itself and of the rules.

use std::fs;
use std::path::Path;

use pakownia::domain::address::{Address, Field, Rule};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::process::answers;

/// What `pakownia check-address` says of each line.
fn told(lines: &[String]) -> Vec<Value> {
    answers(&["check-address"], &lines.join("\n"))
}

fn one(address: &Value) -> Value {
    told(&[address.to_string()]).remove(0)
}

/// The table of postcodes: country, as given, as it should be.
fn postcodes() -> Vec<[String; 3]> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/address/postcodes.csv");
    let text = fs::read_to_string(table).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            cells.try_into().unwrap()
        })
        .collect()
}

#[test]
fn every_country_s_postcodes_are_told_from_what_is_none() {
    let table = postcodes();
    assert!(table.len() >= 300, "{}", table.len());
    let lines: Vec<String> = table
        .iter()
        .map(|[country, given, _]| json!({"country": country, "postcode": given}).to_string())
        .collect();
    let answers = told(&lines);
    assert_eq!(answers.len(), table.len());
    let mut wrong = Vec::new();
    for ([country, given, expected], answer) in table.iter().zip(&answers) {
        let needs_none = given.is_empty() && country != "PL";
        let found = answer["address"]["postcode"].as_str().unwrap();
        let is_right = if expected.is_empty() && !needs_none {
            answer["ok"] == false
        } else {
            answer["ok"] == true && found == expected
        };
        if !is_right {
            wrong.push(format!("{country} “{given}”: {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_only_written_wrongly_is_mended_and_told() {
    let answer = one(&json!({
        "name": "Jan  Żółw", "street": "Długa 1", "postcode": "00950", "city": "Warszawa", "country": "pl",
        "phone": "600 100 200", "email": "jan@Example.com", "locker": "waw 01a", "vat": "526-025-02-74",
    }));
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["faults"], json!([]));
    let repairs: Vec<[&str; 3]> = answer["repairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|repair| ["field", "from", "to"].map(|key| repair[key].as_str().unwrap()))
        .collect();
    let expected = [
        ["country", "pl", "PL"],
        ["name", "Jan  Żółw", "Jan Żółw"],
        ["locker", "waw 01a", "WAW01A"],
        ["postcode", "00950", "00-950"],
        ["phone", "600 100 200", "+48600100200"],
        ["email", "jan@Example.com", "jan@example.com"],
        ["vat", "526-025-02-74", "5260250274"],
    ];
    assert_eq!(repairs, expected);
    assert_eq!(answer["address"]["phone"], "+48600100200");
}

#[test]
fn what_cannot_be_mended_is_told_with_its_field_rule_and_remedy_in_both_languages() {
    let answer = one(&json!({
        "name": "", "street": "Długa", "postcode": "30-001", "city": "Gdańsk", "country": "PL",
        "phone": "12345", "email": "jan", "locker": "Rynek", "vat": "5260250275",
    }));
    assert_eq!(answer["ok"], false);
    let faults = answer["faults"].as_array().unwrap();
    let told: Vec<[&str; 2]> = faults
        .iter()
        .map(|fault| ["field", "rule"].map(|key| fault[key].as_str().unwrap()))
        .collect();
    let expected = [
        ["name", "missing"],
        ["locker", "locker_form"],
        ["street", "no_number"],
        ["city", "city_of_other_postcode"],
        ["phone", "phone_form"],
        ["email", "email_form"],
        ["vat", "vat_form"],
    ];
    assert_eq!(told, expected);
    let phone = &faults[4];
    assert_eq!(phone["value"], "12345");
    assert_eq!(phone["owner"], "customer_service");
    assert_eq!(
        phone["remedy"],
        json!({
            "pl": "Zły numer telefonu: 12345. Trzeba poprawić telefon.",
            "en": "Wrong telephone number: 12345. The telephone number has to be corrected.",
        })
    );
}

#[test]
fn a_wrong_postcode_is_told_with_the_forms_of_its_country() {
    let answer = one(&json!({"country": "PT", "postcode": "2725-07"}));
    assert_eq!(answer["faults"][0]["expected"], json!(["####-###"]));
}

#[test]
fn what_is_left_out_is_not_asked_for_and_a_country_always_is() {
    assert_eq!(one(&json!({"country": "PL", "locker": ""}))["ok"], true);
    let locker = json!({"country": "PL", "locker": "", "delivery_method": "inpost_locker"});
    assert_eq!(one(&locker)["faults"][0]["field"], "locker");
    let other = json!({"country": "PL", "locker": "ORLEN 1234", "delivery_method": "orlen_locker"});
    assert_eq!(one(&other)["ok"], true);
    let nowhere = one(&json!({"postcode": "00-950"}));
    assert_eq!(nowhere["faults"][0]["field"], "country");
    assert_eq!(nowhere["faults"][0]["rule"], "missing");
}

#[test]
fn a_line_that_is_no_address_is_answered_and_the_next_one_read() {
    let lines = ["{", "[]", r#"{"country":"DE","postcode":"10115"}"#];
    let answers = told(&lines.map(str::to_owned));
    assert_eq!(answers.len(), 3);
    assert!(answers[0]["error"].is_string() && answers[1]["error"].is_string());
    assert_eq!(answers[0]["ok"], false);
    assert_eq!(answers[2]["ok"], true);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9A-Za-z .+()/@-]{0,14}",
        "[0-9]{3,11}",
        "\\PC{0,10}",
        Just(String::new()),
    ]
}

fn country() -> impl Strategy<Value = String> {
    let codes = postcodes().into_iter().map(|[country, ..]| country);
    prop_oneof![
        8 => prop::sample::select(codes.collect::<Vec<_>>()),
        1 => "[a-zA-Z ]{0,3}",
    ]
}

prop_compose! {
    fn addresses()(
        country in country(),
        texts in prop::array::uniform8(text()),
        table_row in prop::sample::select(postcodes()),
        from_table in any::<bool>(),
    ) -> Address {
        let [name, street, postcode, city, phone, email, locker, vat] = texts;
        let [table_country, table_postcode, _] = table_row;
        Address {
            name: Some(name),
            street: Some(street),
            postcode: Some(if from_table { table_postcode } else { postcode }),
            city: Some(city),
            country: if from_table { table_country } else { country },
            phone: Some(phone),
            email: Some(email),
            delivery_method: None,
            locker: Some(locker),
            vat: Some(vat),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_was_mended_is_right_and_a_second_repair_changes_nothing(given in addresses()) {
        let mut mended = given.clone();
        let repairs = mended.repair();
        let faults = mended.faults();
        for repair in &repairs {
            // Blanks alone are mended in names, streets and towns, which does not fill what is missing.
            let is_text = matches!(repair.field, Field::Name | Field::Street | Field::City);
            let fault = faults.iter().find(|fault| fault.field == repair.field);
            prop_assert!(is_text || fault.is_none(), "{repair:?} {fault:?}");
        }
        let mut again = mended.clone();
        prop_assert_eq!(again.repair(), vec![]);
        prop_assert_eq!(&again, &mended);
        prop_assert_eq!(repairs.is_empty(), given == mended);
    }

    #[test]
    fn a_postcode_that_is_right_is_never_changed(row in prop::sample::select(postcodes())) {
        let [country, given, expected] = row;
        let mut address = Address { country, postcode: Some(expected.clone()), ..Address::default() };
        let repairs = address.repair();
        prop_assert!(given != expected || repairs.is_empty(), "{repairs:?}");
        let forms = address.faults().into_iter().filter(|fault| fault.rule == Rule::PostcodeForm);
        prop_assert_eq!(forms.count(), 0);
    }
}
