//! The whole station on its disk: started again at any moment it is the same, and so are its projections.

use pakownia::domain::session::{Bench, Session, Step};
use proptest::prelude::*;

use super::cases;
use crate::support::bench::BenchTest;

/// What can happen, as scripts say it.
const LINES: &[&str] = &[
    "signin W-002",
    "signin W-001",
    "signin W-900",
    "signin W-001 000000",
    "signout",
    "scan PKN-SWITCH",
    "scan B-101",
    "scan B-101",
    "scan B-102",
    "scan B-103",
    "scan B-104",
    "scan B-105",
    "scan B-106",
    "scan B-107",
    "scan B-108",
    "scan B-114",
    "scan B-115",
    "scan B-120",
    "scan B-999",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000109",
    "scan 5901234000024",
    "scan 5901234000031",
    "scan 5901234000031",
    "scan 5901234000055",
    "scan 5901234000062",
    "scan 5901234000086",
    "scan 5901234000086",
    "scan 5901234000093",
    "scan NIEB-KUBEK",
    "scan SN-1",
    "scan SN-2",
    "scan 4006381333931",
    "scan ]C1010590123400006217271200<GS>10LOT-78",
    "scan KUW-01",
    "scan KUW-02",
    "scan T-9",
    "scan W-001",
    "scan PKN-GO",
    "scan PKN-UNDO",
    "scan PKN-SHORT",
    "scan PKN-NEXT",
    "scan PKN-HOLD",
    "scan PKN-REOPEN",
    "scan PKN-REPRINT",
    "scan PKN-HELP",
    "scan PKN-OPT1",
    "scan PKN-OPT1",
    "scan PKN-OPT2",
    "scan PKN-OPT3",
    "scan KAR-S",
    "scan KAR-M",
    "packaging KAR-L Other",
    "weigh 880",
    "weigh 790",
    "weigh 24500",
    "weigh 12250",
    "weigh 220",
    "weigh 450 typed",
    "weigh -1",
    "undo",
    "undo",
    "next",
    "choose 1",
    "choose 2",
    "short MUG-01 1 ship BinEmpty",
    "short TEA-01 1 hold BinEmpty",
    "short MUG-02 1 cancel Damaged",
    "confirm MUG-01 torn",
    "confirm POT-01 torn",
    "capture serial=SN-3",
    "capture lot=L1 expiry=2027-05-31",
    "hold Other",
    "reopen B-101 why",
    "reopen B-105 why",
    "reopen B-115 why",
    "reprint B-101 - why",
    "release W-900 900900 why",
    "counted W-001 111111",
    "bind 5909999999996 SPOON-01 1",
    "wait 31",
    "wait 700",
    "shop B-101 lines 1 MUG-01 1 2 TEA-01 1",
    "shop B-101 lines 1 MUG-01 3 3 MUG-02 1",
    "shop B-115 lines 9 TEA-01 2",
    "shop B-105 lines 1 POT-01 1",
    "shop B-106 status=cancelled",
    "shop B-114 status=cancelled",
    "shop B-120 paid_at=",
    "shop B-101 paid_at=",
];

/// A way to a parcel's end, so that chance gets beyond the first scans.
const PACKED: &[&str] = &[
    "signin W-002",
    "scan B-101",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000031",
    "weigh 880",
    "scan B-101",
];

/// What has to be the same after a start: not the orders that are finished and only lie about in memory.
fn lasting(bench: &Bench) -> Bench {
    let is_at_work = |session: &Session| {
        session.step != Step::Closed && !session.withdrawn && session.put_aside.is_none()
    };
    let mut lasting = bench.clone();
    let current = bench.current.clone();
    lasting.sessions.retain(|order, session| {
        current.as_ref().is_some_and(|current| *current == *order) || is_at_work(session)
    });
    lasting
}

/// Places in a list of scripts' lines, and before which of them the program starts again.
fn shift() -> impl Strategy<Value = Vec<(usize, bool)>> {
    prop::collection::vec((0..LINES.len() + 1, prop::bool::weighted(0.15)), 10..50)
}

proptest! {
    #![proptest_config(cases(12, 400))]

    #[test]
    fn a_bench_started_again_is_the_bench_it_was(shift in shift()) {
        let mut bench = BenchTest::new();
        bench.run_line("signin W-002");
        for (line, starts_again) in shift {
            match LINES.get(line) {
                Some(line) => {
                    bench.run_line(line);
                }
                None => {
                    for line in PACKED {
                        bench.run_line(line);
                    }
                }
            }
            if starts_again {
                let before = lasting(bench.station().state());
                bench.restart();
                prop_assert_eq!(lasting(bench.station().state()), before);
            }
        }
        bench.station().sync_all(|_| {}).unwrap();
        let findings = bench.station().examine();
        prop_assert!(findings.iter().all(|finding| finding.sound), "{:?}", findings);
        let (live, rebuilt, report) = bench.with_store(|store| {
            let live = store.projections_as_text().unwrap();
            store.rebuild_projections().unwrap();
            (live, store.projections_as_text().unwrap(), store.verify_chain().unwrap())
        });
        prop_assert_eq!(live, rebuilt);
        prop_assert!(report.broken.is_none());
    }
}
