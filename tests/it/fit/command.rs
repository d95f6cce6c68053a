//! `pakownia fit` as another program uses it: lines in, lines out.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::process::{answers, say};

/// The answers to these lines.
fn fit(arguments: &[&str], lines: &str) -> Vec<Value> {
    answers(&[&["fit"], arguments].concat(), lines)
}

fn one(case: &Value) -> Value {
    fit(&[], &case.to_string()).remove(0)
}

fn case(items: &Value) -> Value {
    json!({"id": "c", "objective": "min_boxes", "items": items, "boxes": [
        {"id": "small", "inner": [100, 100, 100], "outer": [110, 110, 110], "tare": 50, "max_gross": 5000},
        {"id": "large", "inner": [300, 200, 100], "outer": [310, 210, 110], "tare": 90, "max_gross": null},
    ]})
}

#[test]
fn a_case_gets_its_boxes_and_a_place_for_each_unit() {
    let answer = one(&case(&json!([
        {"id": "a", "dims": [100, 100, 50], "qty": 2, "weight": 300, "up": [0, 0, 1], "turn": 1}
    ])));
    assert_eq!(answer["id"], "c");
    assert!(answer["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{answer}");
    let places = json!([["a", 0, 0, 0, 100, 100, 50], ["a", 0, 0, 50, 100, 100, 50]]);
    assert_eq!(answer["boxes"], json!([{"box": "small", "items": places}]));
    assert_eq!(answer.get("unpacked"), None);
}

/// Sums up what people told of other programs: how many boxes, and which, are expected.
#[test]
fn every_case_that_users_reported_elsewhere_is_met() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fit/field.jsonl");
    let lines = fs::read_to_string(file).unwrap();
    let answers = fit(&[], &lines);
    let cases: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), cases.len());
    for (case, answer) in cases.iter().zip(&answers) {
        let boxes = answer["boxes"].as_array().unwrap();
        if let Some(expected) = case["ref"]["expect_boxes"].as_u64() {
            assert_eq!(boxes.len() as u64, expected, "{case}");
        }
        if let Some(expected) = case["ref"]["expect_box"].as_str() {
            assert_eq!(boxes[0]["box"], expected, "{case}");
        }
    }
}

/// On the large data where it is at hand.
#[test]
fn real_orders_need_no_more_parcels_than_the_best_program_known() {
    let data = std::env::var_os("PAKOWNIA_TEST_DATA");
    let file = data.map(|data| Path::new(&data).join("packaging/orders_3d.jsonl"));
    let Some(lines) = file.and_then(|file| fs::read_to_string(file).ok()) else {
        say("no packaging/orders_3d.jsonl under PAKOWNIA_TEST_DATA: real orders were not packed");
        return;
    };
    let answers = fit(&["--budget-ms", "100"], &lines);
    let (mut ours, mut known) = (0, 0);
    for (line, answer) in lines.lines().zip(&answers) {
        let case: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer.get("unpacked"), None, "{answer}");
        ours += answer["boxes"].as_array().unwrap().len() as u64;
        known += case["ref"]["boxpacker_head"]["boxes"].as_u64().unwrap();
    }
    assert!(ours <= known, "{ours} parcels, {known} elsewhere");
}

#[test]
fn optional_fields_are_kept_to() {
    let answer = one(&case(&json!([
        {"id": "tv", "dims": [900, 600, 150], "qty": 1, "weight": 9000, "own_box": true},
        {"id": "cake", "dims": [100, 100, 40], "qty": 2, "weight": 300, "no_top": true},
        {"id": "alone", "dims": [50, 50, 50], "qty": 1, "weight": 300, "apart": true},
    ])));
    let boxes = answer["boxes"].as_array().unwrap();
    let with = |id: &str| {
        boxes
            .iter()
            .filter(|it| it["items"].to_string().contains(id))
            .count()
    };
    assert_eq!(
        (boxes.len(), with("tv"), with("cake"), with("alone")),
        (3, 1, 1, 1)
    );
    let own = boxes.iter().find(|it| it["own_box"] == true).unwrap();
    assert_eq!(
        (&own["box"], own["items"][0][0].as_str()),
        (&Value::Null, Some("tv"))
    );
}

#[test]
fn sorts_of_goods_and_named_goods_are_kept_apart() {
    let parcels = |food: Value, soap: Value| {
        let small = |id: &str, apart: Value| json!({"id": id, "dims": [50, 50, 50], "qty": 1, "weight": 10, "apart": apart});
        let answer = one(&case(&json!([small("bread", food), small("soap", soap)])));
        answer["boxes"].as_array().unwrap().len()
    };
    assert_eq!(parcels(json!("food"), json!("chemistry")), 2);
    assert_eq!(parcels(json!("food"), json!("food")), 1);
    assert_eq!(parcels(json!(["soap"]), json!(null)), 2);
    assert_eq!(parcels(json!(null), json!("bread")), 2);
    assert_eq!(parcels(json!(null), json!(null)), 1);
}

#[test]
fn carriers_decide_what_a_parcel_costs() {
    let mut priced = case(&json!([{"id": "a", "dims": [90, 90, 90], "qty": 2, "weight": 300}]));
    priced["objective"] = json!("min_cost");
    priced["carriers"] = json!([
        {"max_outer": [110, 110, 110], "prices": [[1000, 400], [5000, 700]]},
        {"divisor": 5000, "prices": [[1000, 500], [30000, 1500]]},
    ]);
    // The large box counts as 1433 g of volume: two small ones at 400 are cheaper than one at 1500.
    let answer = one(&priced);
    assert_eq!(answer["cost"], 800);
    let names: Vec<_> = answer["boxes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["box"])
        .collect();
    assert_eq!(names, ["small", "small"]);
}

#[test]
fn what_is_missing_or_absurd_has_an_answer_and_an_audit() {
    let answer = one(&case(&json!([
        {"id": "no size", "qty": 1, "weight": 100},
        {"id": "no side", "dims": [100, null, 50], "qty": 1, "weight": 100},
        {"id": "negative", "dims": [-1, 10, 10], "qty": 1, "weight": -5},
        {"id": "huge", "dims": [1e300, 10, 10], "qty": 1, "weight": 1e300},
        {"id": "heavy", "dims": [10, 10, 10], "qty": 1, "weight": 9_000_000_000_000_000_000_u64},
        {"id": "word", "dims": "large", "qty": 1, "weight": "much"},
        {"id": "half", "dims": [99.5, 10, 10], "qty": 1, "weight": 0.4},
    ])));
    let list = |field: &str, key: &str| -> Vec<String> {
        let list = answer[field].as_array().unwrap().iter();
        list.map(|it| it[key].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list("why", "item"), ["huge", "heavy"]);
    assert_eq!(list("why", "reason"), ["TooLarge", "TooHeavy"]);
    assert_eq!(
        list("audit", "item"),
        ["no size", "no side", "negative", "negative", "word", "word"]
    );
    assert_eq!(answer["warning"], "UnknownSize");
    let places = answer["boxes"].to_string();
    assert!(places.contains("[\"half\",0,0,0,"), "{places}");
}

#[test]
fn each_line_gets_an_answer_also_when_it_is_no_case() {
    let lines = "nonsense\n\n{\"id\":7}\n[]\n{\"id\":\"x\",\"items\":[1],\"boxes\":[]}\n\
        {\"id\":\"y\",\"objective\":\"prettiest\",\"items\":[],\"boxes\":[]}\n{\"id\":\"q\",\"items\":[{\"qty\":\"two\"}],\"boxes\":[]}\n{\"id\":\"z\",\"items\":[],\"boxes\":[]}";
    let answers = fit(&[], lines);
    let reasons: Vec<_> = answers.iter().map(|it| it["reason"].as_str()).collect();
    let bad = Some("BadCase");
    assert_eq!(reasons, [bad, bad, bad, bad, bad, bad, None]);
    assert_eq!(
        (&answers[1]["id"], &answers[3]["id"]),
        (&json!(7), &json!("x"))
    );
}

#[test]
fn ten_thousand_units_are_answered_within_the_budget_of_a_patient_caller() {
    let item = |n: i64| json!({"id": n, "dims": [20 + n % 73, 20 + n % 79, 20 + n % 80], "qty": 20, "weight": 10});
    let items: Vec<Value> = (0..500).map(item).collect();
    let answer = fit(
        &["--budget-ms", "1000", "--support", "off"],
        &case(&json!(items)).to_string(),
    );
    let boxes = answer[0]["boxes"].as_array().unwrap();
    let units: usize = boxes
        .iter()
        .map(|it| it["items"].as_array().unwrap().len())
        .sum();
    assert_eq!(units, 10_000);
}
