//! The program tells figures of all benches, of each, and of one; and what became of a parcel of another bench.

use std::process::Output;

use serde_json::Value;

use super::{informed, run, sync};
use crate::labels::referees::text_of;
use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};
use crate::support::several::Several;

/// What the program answers while the window is closed.
fn told(lead: &mut BenchTest, arguments: &[&str]) -> (bool, String, String) {
    let output = answered(lead, arguments);
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let [out, error] = said;
    (output.status.success(), out, error)
}

fn answered(lead: &mut BenchTest, arguments: &[&str]) -> Output {
    let day = lead.now().date_naive().to_string();
    let dir = lead.dir().to_owned();
    let station = lead.take_station();
    drop(station);
    let mut whole = vec!["report", "--data-dir", text(&dir)];
    if arguments[0] != "dossier" {
        whole.extend(["--from", &day, "--to", &day]);
    }
    whole.extend(arguments);
    let output = outcome(&whole);
    lead.restart();
    output
}

fn json(lead: &mut BenchTest, arguments: &[&str]) -> Value {
    let (is_well, out, error) = told(lead, arguments);
    assert!(is_well, "{error}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_report_is_of_all_benches_of_each_of_this_one_or_of_one_by_name() {
    let (_shop, mut lead) = informed();
    assert_eq!(json(&mut lead, &["shift"])["orders"], 1);
    assert_eq!(json(&mut lead, &["shift", "--bench", "this"])["orders"], 0);
    assert_eq!(
        json(&mut lead, &["shift", "--bench", "bench-2"])["orders"],
        1
    );
    let each = json(&mut lead, &["shift", "--bench", "each"]);
    let each: Vec<(&str, u64)> = each["benches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["bench"].as_str().unwrap(),
                one["orders"].as_u64().unwrap(),
            )
        })
        .filter(|(bench, _)| ["bench-1", "bench-2"].contains(bench))
        .collect();
    assert_eq!(each, [("bench-1", 0), ("bench-2", 1)]);
    let mis_picks = json(&mut lead, &["mis-picks", "--bench", "bench-2"]);
    assert_eq!(mis_picks["mis_picks"][0]["bench"], "bench-2");
    let packaging = |lead: &mut BenchTest, bench: &str| {
        json(lead, &["packaging", "--bench", bench])["total"]["parcels"].clone()
    };
    assert_eq!(packaging(&mut lead, "all"), 1);
    assert_eq!(packaging(&mut lead, "this"), 0);
    let (is_well, _, error) = told(&mut lead, &["shift", "--bench", "bench-9"]);
    assert!(
        !is_well && error.contains("bench-9") && error.contains("bench-2"),
        "{error}"
    );
}

#[test]
fn a_dossier_names_the_bench_of_every_step_and_of_the_parcel() {
    let (_shop, mut lead) = informed();
    let by_order = json(&mut lead, &["dossier", "--of", "B-101"]);
    let order = &by_order["orders"][0];
    assert_eq!(order["order"], "B-101");
    let parcel = &order["parcels"][0];
    assert_eq!(
        (parcel["bench"].as_str(), parcel["gross_g"].as_i64()),
        (Some("bench-2"), Some(880))
    );
    let facts = order["facts"].as_array().unwrap();
    let kinds: Vec<&str> = facts
        .iter()
        .map(|fact| fact["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"Refused") && kinds.contains(&"ParcelClosed"),
        "{kinds:?}"
    );
    assert!(
        facts
            .iter()
            .all(|fact| fact["bench"] == "bench-2" && fact["worker"] == "W-002")
    );
    let tracking = parcel["tracking"].as_str().unwrap().to_owned();
    assert_eq!(json(&mut lead, &["dossier", "--of", &tracking]), by_order);
    let nothing = json(&mut lead, &["dossier", "--of", "B-404"]);
    assert_eq!(nothing["orders"].as_array().unwrap().len(), 0);
    let (is_well, _, error) = told(&mut lead, &["shift", "--of", "B-101"]);
    assert!(!is_well && error.contains("--of"), "{error}");
}

#[test]
fn a_serial_number_leads_to_its_order_at_another_bench() {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    run(&mut packer, super::SERIAL);
    sync(&mut packer);
    let mut lead = shop.lead("bench-1");
    sync(&mut lead);
    let found = json(&mut lead, &["dossier", "--of", super::SERIAL_NO]);
    let facts = found["orders"][0]["facts"].as_array().unwrap();
    assert!(
        facts
            .iter()
            .any(|fact| fact["kind"] == "UnitCaptured" && fact["bench"] == "bench-2")
    );
}

#[test]
fn a_dossier_on_paper_tells_a_claim_who_did_what_and_how_it_is_proved() {
    let (_shop, mut lead) = informed();
    let paper = |language| {
        [
            "dossier",
            "--of",
            "B-101",
            "--format",
            "pdf",
            "--language",
            language,
        ]
    };
    let printed = answered(&mut lead, &paper("en"));
    assert!(printed.status.success(), "{printed:?}");
    let folder = tempfile::tempdir().unwrap();
    let read = text_of(folder.path(), &printed.stdout);
    let known = json(&mut lead, &["dossier", "--of", "B-101"]);
    let order = &known["orders"][0];
    for tracking in [&order["parcels"][0]["tracking"], &order["order"]] {
        assert!(read.contains(tracking.as_str().unwrap()), "{read}");
    }
    for fact in order["facts"].as_array().unwrap() {
        let hash = &fact["hash"].as_str().unwrap()[..16];
        assert!(read.contains(hash), "{hash} in {read}");
    }
    for words in [
        "W-002 Oleh",
        "bench-2",
        "not on the list",
        "--verify-journal",
    ] {
        assert!(read.contains(words), "{words} in {read}");
    }
    let polish = answered(&mut lead, &paper("pl"));
    assert!(text_of(folder.path(), &polish.stdout).contains("Historia zamówienia"));
}
