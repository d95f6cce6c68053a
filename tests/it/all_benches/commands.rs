//! The program tells figures of all benches, of each, and of one; and what became of a parcel of another bench.

use serde_json::Value;

use super::{WRONG_MUG, run, sync};
use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};
use crate::support::several::Several;

/// A lead's station that knows what bench-2 did, and a unit with a serial number among it.
fn informed() -> BenchTest {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    run(&mut packer, &WRONG_MUG);
    sync(&mut packer);
    let mut lead = shop.lead("bench-1");
    sync(&mut lead);
    lead
}

/// What the program answers while the window is closed.
fn told(lead: &mut BenchTest, arguments: &[&str]) -> (bool, String, String) {
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
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let [out, error] = said;
    lead.restart();
    (output.status.success(), out, error)
}

fn json(lead: &mut BenchTest, arguments: &[&str]) -> Value {
    let (is_well, out, error) = told(lead, arguments);
    assert!(is_well, "{error}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_report_is_of_all_benches_of_each_of_this_one_or_of_one_by_name() {
    let mut lead = informed();
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
    let mut lead = informed();
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
