//! What only a shift lead decides: settled exceptions, orders taken over, benches let in again.

use pakownia::domain::exception::{Exception, ExceptionKind};
use pakownia::domain::feed::{OrderStanding, Row};
use pakownia::domain::session::Step;
use pakownia::domain::session::message::Verdict;
use pakownia::master::Pulled;
use pakownia::station::event::{Action, Command};

use crate::sample::later;
use crate::support::bench::BenchTest;

const COPIED: &str = "copied/bench-2/1";

/// A bench with a lead signed in, to which the master has told of an exception and of another bench's order.
fn bench_with_lead() -> BenchTest {
    let mut bench = BenchTest::new();
    bench.with_store(|store| {
        let exception = Exception {
            id: COPIED.to_owned(),
            kind: ExceptionKind::CopiedBench,
            order: None,
            parcel: None,
            station: Some("bench-2".into()),
            opened_at: later(0),
            settled: None,
        };
        let elsewhere = OrderStanding {
            order_no: "B-102".into(),
            holder: Some("bench-2".into()),
            packed: false,
            both_wanted: false,
            erased: false,
            parcels: vec![],
        };
        let told = Pulled {
            rows: vec![
                Row::Exception(Box::new(exception)),
                Row::Standing(elsewhere),
            ],
            cursor: store.cursor().unwrap(),
            remaining: 0,
            start_again: false,
        };
        store.take_batch(&told).unwrap();
    });
    bench.run_line("signin W-900");
    bench
}

/// The verdict's colour and the reason of machine output.
fn tell(bench: &mut BenchTest, json: &str) -> (Verdict, Option<&'static str>) {
    let command: Command = serde_json::from_str(json).unwrap();
    let answer = bench.take(&Action::Command(command));
    (answer.verdict, answer.message.reason())
}

fn newest_fact(bench: &mut BenchTest) -> String {
    let mut newest = String::new();
    let station = bench.station();
    station
        .each_fact(|fact| newest = fact["fact"].to_string())
        .unwrap();
    newest
}

const ACCEPTED: (Verdict, Option<&str>) = (Verdict::Accepted, None);

#[test]
fn a_packer_decides_nothing_about_benches() {
    let mut bench = bench_with_lead();
    bench.run_line("signout");
    bench.run_line("signin W-001");
    for command in [
        r#"{"command":"settle","exception":"copied/bench-2/1","outcome":"other","note":"seen"}"#,
        r#"{"command":"take_over","order":"B-102","from":"bench-2","reason":"broken"}"#,
        r#"{"command":"readmit","bench":"bench-2","reason":"copy is off"}"#,
        r#"{"command":"end_recovery","reason":"gone"}"#,
    ] {
        let refused = tell(&mut bench, command);
        assert_eq!(
            refused,
            (Verdict::Blocked, Some("NotPermitted")),
            "{command}"
        );
    }
}

#[test]
fn what_a_lead_decides_needs_words() {
    let mut bench = bench_with_lead();
    for command in [
        r#"{"command":"settle","exception":"copied/bench-2/1","outcome":"other","note":" "}"#,
        r#"{"command":"take_over","order":"B-102","from":"bench-2","reason":""}"#,
        r#"{"command":"readmit","bench":"bench-2","reason":""}"#,
        r#"{"command":"end_recovery","reason":""}"#,
    ] {
        let refused = tell(&mut bench, command);
        assert_eq!(
            refused,
            (Verdict::Refused, Some("ReasonNeeded")),
            "{command}"
        );
    }
}

#[test]
fn an_exception_is_settled_once_and_goes_up_as_a_fact() {
    let mut bench = bench_with_lead();
    let unknown = r#"{"command":"settle","exception":"no/such","outcome":"other","note":"seen"}"#;
    let refused = (Verdict::Refused, Some("UnknownException"));
    assert_eq!(tell(&mut bench, unknown), refused);
    let settle = r#"{"command":"settle","exception":"copied/bench-2/1","outcome":"other","note":"copy switched off"}"#;
    assert_eq!(tell(&mut bench, settle), ACCEPTED);
    assert_eq!(
        newest_fact(&mut bench),
        r#"{"exception":"copied/bench-2/1","fact":"ExceptionSettled","note":"copy switched off","outcome":"other"}"#
    );
    let again = (Verdict::Refused, Some("AlreadySettled"));
    assert_eq!(
        tell(&mut bench, settle),
        again,
        "although the master has not told it yet"
    );
}

#[test]
fn an_order_is_taken_only_from_the_bench_that_holds_it() {
    let mut bench = bench_with_lead();
    let mut take_over = |order: &str, from: &str| {
        let command = format!(
            r#"{{"command":"take_over","order":"{order}","from":"{from}","reason":"broken"}}"#
        );
        tell(&mut bench, &command)
    };
    let refused = |why| (Verdict::Refused, Some(why));
    assert_eq!(take_over("B-999", "bench-2"), refused("UnknownOrder"));
    assert_eq!(take_over("B-102", "bench-3"), refused("NotHeldThere"));
    assert_eq!(take_over("B-101", "bench-2"), refused("HeldHere"));
    assert_eq!(take_over("B-102", "bench-2"), ACCEPTED);
    assert_eq!(
        newest_fact(&mut bench),
        r#"{"fact":"OrderTakenOver","from":"bench-2","reason":"broken","taken":"B-102"}"#
    );
}

#[test]
fn a_bench_is_let_in_again_from_another_one_only() {
    let mut bench = bench_with_lead();
    let mut own = String::new();
    bench.with_store(|store| own = store.station_id().to_string());
    let itself = format!(r#"{{"command":"readmit","bench":"{own}","reason":"copy is off"}}"#);
    let refused = (Verdict::Refused, Some("NotFromHere"));
    assert_eq!(tell(&mut bench, &itself), refused);
    let other = r#"{"command":"readmit","bench":"bench-2","reason":"copy is off"}"#;
    assert_eq!(tell(&mut bench, other), ACCEPTED);
    let fact = r#"{"bench":"bench-2","fact":"BenchReadmitted","reason":"copy is off"}"#;
    assert_eq!(newest_fact(&mut bench), fact);
    let end = r#"{"command":"end_recovery","reason":"the bench is gone"}"#;
    assert_eq!(tell(&mut bench, end), ACCEPTED);
    let fact = r#"{"fact":"RecoveryEnded","reason":"the bench is gone"}"#;
    assert_eq!(newest_fact(&mut bench), fact);
}

#[test]
fn a_leads_decision_leaves_the_order_on_the_bench_alone() {
    let mut bench = bench_with_lead();
    bench.run_line("scan B-101");
    let before = bench.station().state().clone();
    assert_eq!(before.step(), Step::Scanning);
    let settle =
        r#"{"command":"settle","exception":"copied/bench-2/1","outcome":"other","note":"seen"}"#;
    assert_eq!(tell(&mut bench, settle), ACCEPTED);
    assert_eq!(*bench.station().state(), before);
    bench.restart();
    assert_eq!(bench.station().state().current, before.current);
}
