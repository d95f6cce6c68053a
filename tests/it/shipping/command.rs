//! `pakownia ship --explain` as a person at the terminal uses it.

use std::fs;

use serde_json::{Value, json};

use crate::support::bench::fixtures;
use crate::support::process::{outcome, run, text};

fn explain(dir: &std::path::Path, order: &str) -> (Option<i32>, Value) {
    let output = outcome(&["ship", "--explain", order, "--data-dir", text(dir)]);
    let told = serde_json::from_slice(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told.unwrap_or(Value::String(said)))
}

#[test]
fn an_order_is_explained_with_every_rule_that_won_or_lost() {
    let (folder, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    run(&["import", text(&fixtures()), "--data-dir", text(dir.path())]);
    let (code, told) = explain(dir.path(), "B-119");
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(told["version"], 0);
    assert_eq!(told["parts"][0]["service"], "dpd_courier");
    let rules = "rule,except,on,country,weight_g,size,service,add_tags,hold\n\
                 5,,,DE,,,ups,,\n\
                 2,,,PL,..400,,gls_courier,,\n\
                 3,,,,,,dhl_courier,vip,\n\
                 4,,,,,A,,,Za mała\n\
                 7,,no,,,,ups,,\n\
                 8,,,,,,ups,,\n\
                 8,yes,,PL,,,,,\n";
    fs::write(folder.path().join("rules.csv"), rules).unwrap();
    run(&[
        "import",
        text(folder.path()),
        "--data-dir",
        text(dir.path()),
    ]);
    let (code, told) = explain(dir.path(), "B-119");
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        (&told["order"], &told["version"]),
        (&json!("B-119"), &json!(1))
    );
    let part = &told["parts"][0];
    assert_eq!(part["service"], "gls_courier");
    assert_eq!(part["winning_rule"], 2);
    assert_eq!(part["tags"], json!(["vip"]));
    assert_eq!(part["parcel"], Value::Null);
    assert_eq!(part["looked_at"]["weight_g"], 352);
    assert_eq!(part["looked_at"]["postcode"], "00-001");
    let why: Vec<(Value, Value, Value)> = part["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            let why = &rule["why"];
            let more = [
                &why["condition"],
                &why["service_decided_by"],
                &why["exception"],
            ];
            let more = more.into_iter().find(|more| !more.is_null());
            (
                rule["rule"].clone(),
                rule["won"].clone(),
                json!([why["reason"], more]),
            )
        })
        .collect();
    let expected = [
        (5, false, json!(["does_not_hold", "country"])),
        (2, true, json!(["fits", null])),
        // It lost the service, and its tag counts.
        (3, true, json!(["fits", 2])),
        (4, false, json!(["not_known", "size"])),
        (7, false, json!(["off", null])),
        (8, false, json!(["exception", 1])),
    ];
    let expected: Vec<(Value, Value, Value)> = expected
        .into_iter()
        .map(|(rule, won, why)| (json!(rule), json!(won), why))
        .collect();
    assert_eq!(why, expected);
}

#[test]
fn an_order_that_nobody_knows_ends_with_one() {
    let dir = tempfile::tempdir().unwrap();
    run(&["import", text(&fixtures()), "--data-dir", text(dir.path())]);
    let (code, told) = explain(dir.path(), "B-999");
    assert_eq!(code, Some(1));
    assert_eq!(
        (&told["known"], &told["parts"]),
        (&json!(false), &json!([]))
    );
}
