//! A bench that is started again has in its head what it had before, and nothing that it had dropped.

use serde_json::{Value, json};

use super::story::BEGIN;
use crate::support::process::{ScriptRun, filled_bench};

/// Orders of the sample warehouse: one unit of SKU-0052, and one with SKU-0066.
const ORDER: &str = "WWW-2026-00003";
const OTHER: &str = "AL-2026-00005";

fn sign_in() -> Value {
    json!({"badge": "W-001", "pin": "111111"})
}

fn scan(code: &str) -> Value {
    json!({"scan": code})
}

/// The last answer of these events: from one bench, and from one that was killed before the last event.
fn with_and_without_a_kill(events: &[Value], clock: &str) -> (Value, Value) {
    let (last, before) = events.split_last().unwrap();
    let answers = [false, true].map(|killed| {
        let dir = filled_bench();
        let mut bench = ScriptRun::start(dir.path(), BEGIN);
        for event in before {
            bench.ask(&event.to_string());
        }
        if killed {
            bench.kill();
            bench = ScriptRun::start(dir.path(), clock);
        }
        serde_json::from_str::<Value>(&bench.ask(&last.to_string())).unwrap()
    });
    let [without, with] = answers;
    (without, with)
}

#[test]
fn a_tote_that_was_bound_does_not_wait_for_another_order_after_a_kill() {
    let events = [sign_in(), scan("T-1"), scan(ORDER), scan(OTHER)];
    let (without, with) = with_and_without_a_kill(&events, BEGIN);
    assert_eq!(without["step"], "scanning");
    assert_eq!(with, without);
}

#[test]
fn a_tote_that_a_wrong_scan_dropped_stays_dropped_after_a_kill() {
    let mut events = vec![
        sign_in(),
        scan(ORDER),
        scan("2000000010526"),
        json!({"command": "packaging"}),
    ];
    let dir = filled_bench();
    let mut bench = ScriptRun::start(dir.path(), BEGIN);
    let mut expected = 0;
    for event in &events {
        let answer: Value = serde_json::from_str(&bench.ask(&event.to_string())).unwrap();
        expected = answer["expected_g"].as_i64().unwrap_or(expected);
    }
    drop(bench);
    // With a closed order on the screen, a refusal is filed under that order.
    events.extend([
        json!({"weigh_g": expected}),
        scan(ORDER),
        scan("T-1"),
        scan("2999999999999"),
        scan(OTHER),
    ]);
    let (without, with) = with_and_without_a_kill(&events, BEGIN);
    assert_eq!(without["order"], OTHER);
    assert_eq!(with, without);
}

#[test]
fn a_question_that_a_change_of_packers_dropped_stays_dropped_after_a_kill() {
    let opened = [
        sign_in(),
        scan(ORDER),
        scan("2000000010526"),
        scan("KAR-XL"),
    ];
    let changes = [
        vec![json!({"command": "sign_out"}), sign_in()],
        vec![json!({"badge": "W-002", "pin": "222222"})],
    ];
    for change in changes {
        let last = json!({"command": "packaging"});
        let events = [opened.to_vec(), change, vec![last]].concat();
        let (without, with) = with_and_without_a_kill(&events, BEGIN);
        assert_eq!(without["verdict"], "accepted", "{without}");
        assert_eq!(with, without);
    }
}

#[test]
fn a_question_is_still_open_after_a_kill() {
    let choose = json!({"command": "choose", "option": 1});
    let events = [
        sign_in(),
        scan(ORDER),
        scan("2000000010526"),
        scan("KAR-C"),
        choose,
    ];
    let (without, with) = with_and_without_a_kill(&events, BEGIN);
    assert_eq!(
        (&without["verdict"], &without["packaging"]),
        (&json!("accepted"), &json!("KAR-C"))
    );
    assert_eq!(with, without);
}

#[test]
fn starting_a_bench_again_does_not_unlock_it() {
    let later = "2026-11-20T07:11:00Z";
    let events = [
        sign_in(),
        scan(ORDER),
        json!({"clock": later}),
        scan("2000000010526"),
    ];
    let (without, with) = with_and_without_a_kill(&events, later);
    assert_eq!(without["reason"], "NotSignedIn");
    assert_eq!(with, without);
}
