//! A lead's station shows what all benches did, and an ordinary bench what it did itself.

mod commands;
mod counts;
mod killed;
mod postgres;
mod screen;

use pakownia::domain::all_benches::BenchChoice;

use crate::support::bench::BenchTest;
use crate::support::several::{Several, sync};

/// An order packed with a wrong mug in between.
const WRONG_MUG: [&str; 8] = [
    "signin W-002",
    "scan B-101",
    "scan 5901234123457",
    "scan 5901234000024",
    "scan 5901234123457",
    "scan 5901234000031",
    "weigh 880",
    "scan B-101",
];

/// A unit whose serial number is recorded.
const SERIAL: &[&str] = &[
    "signin W-002",
    "scan B-103",
    "scan 5901234000055",
    "scan SN-0001",
];
const SERIAL_NO: &str = "SN-0001";

fn run(bench: &mut BenchTest, lines: &[&str]) {
    for line in lines {
        bench.run_line(line);
    }
}

/// A lead's station that knows how bench-2 packed an order.
fn informed() -> (Several, BenchTest) {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    run(&mut packer, &WRONG_MUG);
    sync(&mut packer);
    let mut lead = shop.lead("bench-1");
    sync(&mut lead);
    (shop, lead)
}

#[test]
fn what_was_refused_at_another_bench_is_counted_at_the_leads_station() {
    let (_shop, mut lead) = informed();
    let day = lead.now().date_naive().to_string();
    let view = lead
        .station()
        .mis_picks(&day, &day, &BenchChoice::All)
        .unwrap();
    assert_eq!(
        (view.total.orders, view.total.lines, view.total.mis_picks),
        (1, 2, 1)
    );
    assert_eq!(view.rows[0].bench.as_str(), "bench-2");
    let own = BenchChoice::One("bench-1".into());
    let own = lead.station().mis_picks(&day, &day, &own).unwrap();
    assert_eq!((own.total.orders, own.rows.len()), (0, 0));
}

#[test]
fn the_role_makes_a_leads_station_unless_somebody_says_otherwise() {
    let shop = Several::new();
    let mut bench = shop.bench("bench-1");
    let is_lead = |bench: &mut BenchTest| bench.station().benches_in().unwrap().is_lead;
    assert!(
        !is_lead(&mut bench),
        "packing benches do not load the master"
    );
    for (role, expected) in [("Lead", true), ("kierownik", true), ("single-line", false)] {
        bench.run_line(&format!("bench role=\"{role}\""));
        assert_eq!(is_lead(&mut bench), expected, "{role}");
    }
    bench.run_line("bench role=\"lead\"");
    bench.station().set_all_benches(false).unwrap();
    assert!(!is_lead(&mut bench));
    bench.restart();
    assert!(!is_lead(&mut bench), "it stays so");
}

#[test]
fn an_ordinary_bench_reads_nothing_of_the_others() {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    run(&mut packer, &WRONG_MUG);
    sync(&mut packer);
    let mut other = shop.bench("bench-3");
    sync(&mut other);
    assert_eq!(other.station().benches_in().unwrap().others, []);
    let day = other.now().date_naive().to_string();
    let report = other
        .station()
        .report(&day, &day, &BenchChoice::All)
        .unwrap();
    assert_eq!((report.orders, report.refusals), (0, 0));
}
