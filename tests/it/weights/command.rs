//! `pakownia weigh-sim` and `pakownia bench weight` as another program uses them.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::process::{PROGRAM, answers};

fn weigh_sim(arguments: &[&str], lines: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    answers(&[&["weigh-sim"], arguments].concat(), &lines.join("\n"))
}

fn parcel(gross: f64) -> Value {
    json!({
        "lines": [
            {"sku": "MUG", "weight_g": 500, "units": 2},
            {"sku": "STICKER", "weight_g": 2, "units": 3},
        ],
        "packaging": "KAR-S", "tare_g": 120, "gross_g": gross,
    })
}

#[test]
fn parcels_teach_and_a_missing_unit_is_found_and_named() {
    let mut lines: Vec<Value> = (0..40)
        .map(|turn| parcel(1_126.0 + f64::from(turn % 3)))
        .collect();
    lines.push(parcel(627.0));
    let answers = weigh_sim(&[], &lines);
    assert_eq!(answers.len(), 41);
    assert_eq!(answers[0]["verdict"], "accepted");
    let (first, last) = (&answers[0], &answers[40]);
    let tolerance = |answer: &Value| answer["tolerance_g"].as_f64().unwrap();
    assert!(tolerance(&answers[39]) < tolerance(first) / 3.0);
    assert_eq!(
        (&last["verdict"], &last["learned"]),
        (&json!("off"), &json!(false))
    );
    assert!(last["z"].as_f64().unwrap() < -10.0);
    assert_eq!(last["cannot_tell"], json!(["STICKER"]));
    let why = &last["explanations"][0];
    assert_eq!(
        (&why["what"], &why["sku"]),
        (&json!("missing"), &json!("MUG"))
    );
    assert!(why["probability"].as_f64().unwrap() > 0.9);
}

#[test]
fn a_confirmed_parcel_repairs_the_catalogue_and_an_unread_line_stops_nothing() {
    let wrong = |gross: f64| {
        json!({"lines": [{"sku": "VASE", "weight_g": 600, "units": 1}], "packaging": "KAR-S",
            "tare_g": 120, "gross_g": gross, "confirmed": true})
    };
    let lines = [
        wrong(1_320.0),
        json!({"lines": 3}),
        wrong(1_320.0),
        wrong(1_320.0),
    ];
    let answers = weigh_sim(
        &["--catalogue-permille", "10", "--catalogue-g", "0"],
        &lines,
    );
    assert_eq!(answers[0]["verdict"], "off");
    assert!(answers[1]["error"].is_string() && answers[1]["line"] == 2);
    let last = &answers[3];
    let corrected = last["corrections"][0]["new_g"].as_f64().unwrap();
    assert!((corrected - 1_200.0).abs() <= 24.0, "{last}");
    assert_eq!(last["verdict"], "accepted");
}

#[test]
fn the_weight_benchmark_writes_each_figure_with_the_peers_beside_it() {
    let output = Command::new(PROGRAM)
        .args(["bench", "weight", "--quick", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let value = |name: &str| {
        let found = figures.iter().find(|figure| figure["figure"] == name);
        found.unwrap_or_else(|| panic!("{name} is missing"))["value"]
            .as_f64()
            .unwrap()
    };
    for name in [
        "false_alarms",
        "missing_found",
        "extra_found",
        "swapped_found",
    ] {
        for peer in ["3_percent", "20_g", "20_g_or_3_percent", "3_identical"] {
            assert!((0.0..=1.0).contains(&value(&format!("{name}_{peer}"))));
        }
    }
    assert!(value("explained_first") > 0.8 && value("explained_in_three") > 0.9);
    assert!(value("missing_found") > 2.0 * value("missing_found_3_identical"));
    assert!(value("false_alarms") < value("false_alarms_20_g_or_3_percent") / 4.0);
}
