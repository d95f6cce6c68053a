//! `pakownia report audit` and the events of a script, as another program uses them.

use serde_json::{Value, json};

use super::photo;
use crate::support::bench::template;
use crate::support::process::{answers, copy_files, outcome, run, text};

/// A data directory with the small warehouse.
fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy_files(template().path(), dir.path());
    dir
}

fn audit(dir: &std::path::Path) -> Value {
    let told = run(&["report", "audit", "--data-dir", text(dir)]);
    serde_json::from_str(&told).unwrap()
}

fn finding<'a>(told: &'a Value, sku: &str, kind: &str) -> Option<&'a Value> {
    let all = told["findings"].as_array().unwrap().iter();
    all.into_iter()
        .find(|row| row["sku"] == sku && row["kind"] == kind)
}

#[test]
fn a_script_gives_accepts_measures_binds_and_photographs_and_the_report_tells_it() {
    let dir = filled();
    let file = photo(&dir.path().join("phone"), "spoon.jpg", 40);
    let told = audit(dir.path());
    assert_eq!(told["counts"]["no_barcode"], 1);
    assert_eq!(told["to_do"], 13);
    let lines = [
        json!({"badge": "W-900", "pin": "900900"}),
        json!({"command": "give_record", "sku": "POT-01", "fault": "no_photo", "to": "W-001"}),
        json!({"command": "accept_record", "sku": "MUG-01", "fault": "shared_barcode", "reason": "=HYPERLINK(1)"}),
        json!({"command": "bind", "code": "4006381333931", "sku": "SPOON-01"}),
        json!({"command": "photograph", "sku": "SPOON-01", "file": file}),
        json!({"command": "measure_product", "sku": "SPOON-01", "length_mm": 250, "width_mm": 40,
            "height_mm": 20, "weight_g": 55}),
        json!({"command": "photograph", "sku": "SPOON-01", "file": "/nowhere/x.jpg"}),
        json!({"command": "photograph", "sku": "SPOON-01"}),
        json!({"command": "accept_record", "sku": "SPOON-01", "fault": "no_barcode", "reason": "x"}),
        json!({"command": "accept_record", "sku": "SPOON-01", "fault": "no_such", "reason": "x"}),
    ];
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let said = answers(
        &["script", "--data-dir", text(dir.path())],
        &lines.join("\n"),
    );
    let verdicts: Vec<(&str, Option<&str>)> = said
        .iter()
        .map(|it| (it["verdict"].as_str().unwrap(), it["reason"].as_str()))
        .collect();
    let accepted = ("accepted", None);
    assert_eq!(
        verdicts,
        [
            accepted,
            accepted,
            accepted,
            accepted,
            accepted,
            accepted,
            ("refused", Some("BadPhoto")),
            ("refused", Some("BadPhoto")),
            ("refused", Some("RecordRight")),
            ("ignored", Some("BadEvent")),
        ],
        "{said:?}"
    );
    let told = audit(dir.path());
    assert_eq!(finding(&told, "SPOON-01", "no_barcode"), None);
    assert_eq!(finding(&told, "SPOON-01", "no_photo"), None);
    let pot = finding(&told, "POT-01", "no_photo").unwrap();
    assert_eq!(
        (&pot["standing"], &pot["given_to"]),
        (&json!("given"), &json!("W-001"))
    );
    let mug = finding(&told, "MUG-01", "shared_barcode").unwrap();
    assert_eq!(mug["standing"], "accepted");
    assert_eq!(
        (&mug["note"], &mug["said_by"]),
        (&json!("=HYPERLINK(1)"), &json!("W-900"))
    );
    // 13 before; mended: barcode and photo of the spoon; accepted: one.
    assert_eq!(told["to_do"], 10);
}

#[test]
fn the_table_holds_every_finding_once_and_no_cell_is_a_formula() {
    let dir = filled();
    let accept = json!({"command": "accept_record", "sku": "MUG-01", "fault": "shared_barcode",
        "reason": "=HYPERLINK(1)"});
    let lines = [json!({"badge": "W-900", "pin": "900900"}), accept];
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    answers(
        &["script", "--data-dir", text(dir.path())],
        &lines.join("\n"),
    );
    let csv = run(&[
        "report",
        "audit",
        "--data-dir",
        text(dir.path()),
        "--format",
        "csv",
    ]);
    let mut rows = csv.trim_start_matches('\u{feff}').lines();
    let head = "sku,name,kind,reason,demand,owner,given_to,standing,note";
    assert_eq!(rows.next().unwrap(), head);
    assert_eq!(rows.clone().count(), 13);
    assert!(!csv.contains(",=HYPERLINK"), "{csv}");
    let told = audit(dir.path());
    for finding in told["findings"].as_array().unwrap() {
        let (sku, kind) = (
            finding["sku"].as_str().unwrap(),
            finding["kind"].as_str().unwrap(),
        );
        let begin = format!("{sku},");
        let all = rows.clone().filter(|row| row.starts_with(&begin));
        let of_kind = all.filter(|row| row.contains(&format!(",{kind},")));
        assert_eq!(of_kind.count(), 1, "{sku} {kind}");
    }
    let days = [
        "report",
        "audit",
        "--data-dir",
        text(dir.path()),
        "--from",
        "2026-11-20",
    ];
    assert!(!outcome(&days).status.success(), "it tells how it is now");
    let paper = [
        "report",
        "audit",
        "--data-dir",
        text(dir.path()),
        "--format",
        "pdf",
    ];
    assert!(outcome(&paper).stdout.starts_with(b"%PDF"));
}
