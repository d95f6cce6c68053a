//! `pakownia cutoff` as a person at the terminal uses it.

use std::fs;

use serde_json::{Value, json};

use crate::support::process::{outcome, run, text};

fn cutoff(arguments: &[&str]) -> (Option<i32>, Value) {
    let output = outcome(&[&["cutoff"], arguments].concat());
    let told = serde_json::from_slice(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told.unwrap_or(Value::String(said)))
}

#[test]
fn without_a_data_directory_the_defaults_answer() {
    let (code, told) = cutoff(&["--service", "dpd_courier", "--at", "2026-11-20T13:30:00Z"]);
    assert_eq!(code, Some(0), "{told}");
    let expected = json!({
        "service": "dpd_courier",
        "at": "2026-11-20T14:30:00+01:00",
        "now": "2026-11-20T14:30:00+01:00",
        "time_zone": "Europe/Warsaw",
        "after_cutoff": "tomorrow",
        "held": null,
        "day": "2026-11-20",
        "today": true,
        "cutoff": "2026-11-20T15:00:00+01:00",
        "pickup": null,
        "left_seconds": 1_800,
        "promised": "2026-11-20T15:00:00+01:00",
        "late": false,
        "rule": {"kind": "setting", "days": "mon-fri"},
        "skipped": [],
    });
    assert_eq!(told, expected);
}

#[test]
fn the_shops_calendar_answers_with_the_rule_that_won_and_the_days_between() {
    let (folder, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let calendar = "service,days,from,to,cutoff,pickup\n\
                    dpd_courier,mon-fri,,,15:00,16:30\n\
                    *,,2026-12-28,,closed,\n\
                    dpd_courier,,2026-12-27,2027-01-05,12:00,13:15\n";
    fs::write(folder.path().join("calendar.csv"), calendar).unwrap();
    let settings = "key,value\nafter_cutoff.dpd_courier,block\n";
    fs::write(folder.path().join("settings.csv"), settings).unwrap();
    run(&[
        "import",
        text(folder.path()),
        "--data-dir",
        text(dir.path()),
    ]);
    // By the clock on the warehouse's wall: the evening before Christmas Eve.
    let at = ["--at", "2026-12-23T15:00:01", "--service", "dpd_courier"];
    let (code, told) = cutoff(&[&at[..], &["--data-dir", text(dir.path())]].concat());
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(told["day"], "2026-12-29");
    assert_eq!(told["cutoff"], "2026-12-29T12:00:00+01:00");
    assert_eq!(told["pickup"], "2026-12-29T13:15:00+01:00");
    assert_eq!(
        (&told["after_cutoff"], &told["held"]),
        (&json!("block"), &json!("AfterCutoff"))
    );
    let season = json!({
        "kind": "season", "service": "dpd_courier", "days": "",
        "from": "2026-12-27", "to": "2027-01-05",
    });
    assert_eq!(told["rule"], season);
    let skipped: Vec<String> = told["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| {
            let rule = &day["rule"];
            let name = rule["say"]["en"].as_str().or(rule["kind"].as_str());
            format!("{} {} {}", day["day"], day["why"], name.unwrap()).replace('"', "")
        })
        .collect();
    assert_eq!(
        skipped,
        [
            "2026-12-23 cutoff_passed weekdays",
            "2026-12-24 closed Christmas Eve",
            "2026-12-25 closed Christmas Day",
            "2026-12-26 closed Second Day of Christmas",
            "2026-12-27 closed setting",
            "2026-12-28 closed exception",
        ]
    );
    assert_eq!(told["skipped"][1]["rule"]["say"]["pl"], "Wigilia");
    // A service of which no row speaks is closed on that one day too.
    let other = [
        "--at",
        "2026-12-28T09:00",
        "--service",
        "gls",
        "--data-dir",
        text(dir.path()),
    ];
    assert_eq!(cutoff(&other).1["day"], "2026-12-29");
}

#[test]
fn an_order_that_is_not_packed_yet_goes_with_a_later_lorry() {
    let paid = ["--service", "dpd", "--at", "2026-11-20T09:00"];
    let (code, told) = cutoff(&[&paid[..], &["--now", "2026-11-20T15:10"]].concat());
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(told["late"], true);
    assert_eq!(told["promised"], "2026-11-20T15:00:00+01:00");
    assert_eq!(told["cutoff"], "2026-11-23T15:00:00+01:00");
    assert_eq!(told["left_seconds"], 3 * 86_400 - 600);
    let (_code, told) = cutoff(&[&paid[..], &["--now", "soon"]].concat());
    assert!(
        told.as_str()
            .unwrap()
            .contains("--now soon: expected a time"),
        "{told}"
    );
}

#[test]
fn on_the_night_on_which_the_clocks_jump_the_wall_clock_counts() {
    let left = |at: &str| cutoff(&["--service", "dpd", "--at", at]).1["left_seconds"].clone();
    // From noon on Saturday to 15:00 on Monday: 51 hours on the wall.
    assert_eq!(left("2026-03-28T12:00"), 50 * 3_600);
    assert_eq!(left("2026-10-24T12:00"), 52 * 3_600);
    assert_eq!(left("2026-11-21T12:00"), 51 * 3_600);
}

#[test]
fn a_service_that_never_comes_and_a_time_that_is_none_are_told() {
    let (folder, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let calendar = "service,days,cutoff\ndpd,mon-sun,closed\n";
    fs::write(folder.path().join("calendar.csv"), calendar).unwrap();
    run(&[
        "import",
        text(folder.path()),
        "--data-dir",
        text(dir.path()),
    ]);
    let never = [
        "--service",
        "dpd",
        "--at",
        "2026-11-20T12:00",
        "--data-dir",
        text(dir.path()),
    ];
    let (code, told) = cutoff(&never);
    assert_eq!((code, &told["day"]), (Some(1), &Value::Null), "{told}");
    assert_eq!(told["skipped"].as_array().unwrap().len(), 7, "{told}");
    let (code, told) = cutoff(&["--service", "dpd", "--at", "tomorrow"]);
    assert_eq!(code, Some(1));
    assert!(
        told.as_str()
            .unwrap()
            .contains("--at tomorrow: expected a time such as"),
        "{told}"
    );
}
