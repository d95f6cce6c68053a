//! Of two orders that seem to be one, the later waits: at every bench, after every restart, until a lead has spoken.

use std::path::Path;

use pakownia::domain::gate::Hold;
use pakownia::domain::session::fact::Fact;
use pakownia::master::Master as _;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::station::sync_view::Drift;
use pakownia::store::Store;

use crate::sample::{self, no};
use crate::support::bench::BenchTest;
use crate::support::seats::seat;

const SAME: [(u32, &str, u32); 2] = [(1, "MUG-01", 2), (2, "TEA-01", 1)];

/// B-103 is B-101 again, paid two minutes later.
fn bench_with_duplicate() -> BenchTest {
    let mut bench = BenchTest::new();
    bench.shop_edits("B-101", Some(&SAME), &[]);
    bench.shop_edits("B-103", Some(&SAME), &[("email", "b101@example.com")]);
    bench
}

fn held(bench: &mut BenchTest, order: &str) -> Option<Hold> {
    bench.with_store(|store| store.order(&no(order)).unwrap().unwrap().hold)
}

fn duplicate_of(order: &str) -> Hold {
    Hold::Duplicate { of: no(order) }
}

fn let_go(bench: &mut BenchTest) {
    assert!(bench.run_line("signin W-900").starts_with("accepted"));
    let said = bench.run_line("let_go B-103 for two people");
    assert!(said.starts_with("accepted"), "{said}");
    bench.run_line("signout");
}

/// What another bench knows that reads everything from the same master.
fn another_bench(dir: &Path) -> Store {
    let mut master = EmbeddedMaster::open(dir, || sample::later(0)).unwrap();
    let mut store = Store::open_in_memory().unwrap();
    loop {
        let pulled = master.pull(&store.cursor().unwrap(), 500).unwrap();
        store.take_batch(&pulled).unwrap();
        if pulled.remaining == 0 {
            return store;
        }
    }
}

#[test]
fn the_later_one_is_held_and_cannot_be_opened_by_number_or_item() {
    let mut bench = bench_with_duplicate();
    assert_eq!(held(&mut bench, "B-101"), None);
    assert_eq!(held(&mut bench, "B-103"), Some(duplicate_of("B-101")));
    bench.run_line("signin W-002");
    let said = bench.run_line("scan B-103");
    assert!(said.starts_with("blocked OrderHeld"), "{said}");
    assert!(said.contains("B-101"), "the other order is named: {said}");
    // What else is wrong with it is told first: it has to be mended whatever the lead says.
    bench.shop_edits(
        "B-103",
        None,
        &[("email", "b101@example.com"), ("phone", "")],
    );
    let no_phone = Hold::BadPhone {
        phone: String::new(),
    };
    assert_eq!(held(&mut bench, "B-103"), Some(no_phone));
    let suspected = bench.with_store(|store| store.suspected_duplicates(9).unwrap());
    assert_eq!(suspected.len(), 1);
}

#[test]
fn an_order_with_one_item_of_which_a_duplicate_waits_opens_the_first() {
    let mut bench = BenchTest::new();
    let one = [(1, "VASE-01", 1)];
    bench.shop_edits("B-103", Some(&one), &[("paid_at", "2026-11-20T05:00:00Z")]);
    let again = [
        ("email", "b103@example.com"),
        ("paid_at", "2026-11-20T04:59:00Z"),
    ];
    bench.shop_edits("B-119", Some(&one), &again);
    assert_eq!(held(&mut bench, "B-103"), Some(duplicate_of("B-119")));
    bench.run_line("signin W-002");
    bench.run_line("scan 5901234000093");
    let current = bench.station().state().current.clone();
    assert_eq!(current, Some(no("B-119")));
}

#[test]
fn hours_that_the_shop_sets_decide_and_none_lets_everything_through() {
    let mut bench = bench_with_duplicate();
    let ready = bench.with_store(|store| store.ready_count().unwrap());
    bench.run_line("setting duplicate_hours 0");
    assert_eq!(held(&mut bench, "B-103"), None);
    assert_eq!(
        bench.with_store(|store| store.ready_count().unwrap()),
        ready + 1
    );
    bench.run_line("setting duplicate_hours 1");
    assert_eq!(held(&mut bench, "B-103"), Some(duplicate_of("B-101")));
    let later = [
        ("email", "b101@example.com"),
        ("paid_at", "2026-11-20T07:00:01Z"),
    ];
    bench.shop_edits("B-103", None, &later);
    assert_eq!(
        held(&mut bench, "B-103"),
        None,
        "an hour and a second later"
    );
    bench.run_line("setting duplicate_hours 2");
    assert_eq!(held(&mut bench, "B-103"), Some(duplicate_of("B-101")));
}

#[test]
fn the_shop_settles_it_by_cancelling_either_of_them() {
    let mut bench = bench_with_duplicate();
    bench.shop_edits("B-101", None, &[("status", "cancelled")]);
    assert_eq!(held(&mut bench, "B-103"), None);
    let mut bench = bench_with_duplicate();
    let cancelled = [("email", "b101@example.com"), ("status", "cancelled")];
    bench.shop_edits("B-103", None, &cancelled);
    assert_eq!(held(&mut bench, "B-103"), Some(Hold::Cancelled));
    assert_eq!(held(&mut bench, "B-101"), None);
    let suspected = bench.with_store(|store| store.suspected_duplicates(9).unwrap());
    assert_eq!(suspected, []);
}

#[test]
fn what_a_lead_let_go_stays_so_after_a_restart_and_in_projections_made_anew() {
    let mut bench = bench_with_duplicate();
    let_go(&mut bench);
    assert_eq!(held(&mut bench, "B-103"), None);
    bench.restart();
    assert_eq!(held(&mut bench, "B-103"), None);
    let living = bench.with_store(|store| store.projections_as_text().unwrap());
    assert!(living.contains("let_go|B-103"));
    bench.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(
        bench.with_store(|store| store.projections_as_text().unwrap()),
        living
    );
    bench.with_store(|store| store.drop_cache().unwrap());
    bench.station().sync_all(|_| {}).unwrap();
    assert_eq!(held(&mut bench, "B-103"), None);
    assert_eq!(held(&mut bench, "B-101"), None, "nor is the first one held");
}

#[test]
fn another_bench_holds_the_same_order_and_lets_it_go_with_the_leads_word() {
    let mut bench = bench_with_duplicate();
    bench.station().sync_all(|_| {}).unwrap();
    let there = another_bench(bench.dir()).order(&no("B-103")).unwrap();
    assert_eq!(there.unwrap().hold, Some(duplicate_of("B-101")));
    let_go(&mut bench);
    bench.station().sync_all(|_| {}).unwrap();
    let there = another_bench(bench.dir()).order(&no("B-103")).unwrap();
    // The first bench holds the claim, so that is all that is left.
    assert_eq!(there.unwrap().hold, Some(Hold::TakenElsewhere));
}

#[test]
fn the_word_of_a_lead_at_another_bench_comes_down_here() {
    let mut bench = bench_with_duplicate();
    let mut master = EmbeddedMaster::open(bench.dir(), || sample::later(0)).unwrap();
    let seat = seat(&mut master, "bench-2");
    let word = Fact::DuplicateLetGo {
        let_go: no("B-103"),
        twin: no("B-101"),
        reason: "for two people".to_owned(),
    };
    master
        .push(&seat, &[sample::entry("bench-2", 1, 0, word)])
        .unwrap();
    drop(master);
    assert_eq!(held(&mut bench, "B-103"), Some(duplicate_of("B-101")));
    bench.station().sync_all(|_| {}).unwrap();
    assert_eq!(held(&mut bench, "B-103"), None);
    assert!(matches!(
        bench.station().compare_now().unwrap(),
        Drift::None { .. }
    ));
}

#[test]
fn suspected_duplicates_are_no_work_ahead() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    bench.station().sync_all(|_| {}).unwrap();
    let ahead = bench.with_store(|store| store.claims_ahead().unwrap());
    bench.shop_edits("B-101", Some(&SAME), &[]);
    bench.shop_edits("B-103", Some(&SAME), &[("email", "b101@example.com")]);
    let after = bench.with_store(|store| store.claims_ahead().unwrap());
    assert_eq!(after, ahead - 1);
}
