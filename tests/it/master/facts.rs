//! Facts up: each counts once, and one that cannot count blocks nobody.

use pakownia::domain::feed::Rejection;
use pakownia::domain::journal::Entry;
use pakownia::domain::session::NOTHING_TO_PACK;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Master, PushOutcome, Turned};

use super::{again, claim_one, each, hello, kinds, on, on_hand, put_aside, seat, turned};
use crate::sample::{self, no};

fn closing(number: u64, fence: u64, contents: &[(&str, u32)]) -> Entry {
    parcel(number, fence, 1, contents)
}

fn parcel(number: u64, fence: u64, parcel: u32, contents: &[(&str, u32)]) -> Entry {
    let closed = sample::parcel_closed("ZAM-1", parcel, Some(number), 1, contents);
    sample::entry("bench-1", number, fence, closed)
}

fn here(number: u64, fence: u64, fact: Fact) -> Entry {
    sample::entry("bench-1", number, fence, fact)
}

#[test]
fn a_fact_that_is_sent_twice_counts_once() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let facts = [
            closing(1, fence, &[("MUG-01", 2)]),
            here(2, 0, sample::signed_in("W-001")),
        ];
        let outcomes = master.push(&bench, &facts).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken, PushOutcome::Taken], "{name}");
        let stock = on_hand(master);
        for _ in 0..2 {
            let outcomes = master.push(&bench, &facts).unwrap();
            assert_eq!(outcomes, [PushOutcome::Known, PushOutcome::Known], "{name}");
        }
        assert_eq!(on_hand(master), stock, "{name}");
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"], stock["KAR-S"]),
            (8, 100, 49),
            "{name}"
        );
    });
}

#[test]
fn a_fact_that_stands_twice_in_one_message_counts_once() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let fact = closing(1, fence, &[("MUG-01", 2)]);
        let outcomes = master.push(&bench, &[fact.clone(), fact]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken, PushOutcome::Known], "{name}");
        assert_eq!(on_hand(master)["MUG-01 A2"], 8, "{name}");
    });
}

#[test]
fn closing_a_parcel_again_moves_stock_by_the_difference_only() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let first = closing(1, fence, &[("MUG-01", 3)]);
        master.push(&bench, &[first]).unwrap();
        let second = closing(2, fence, &[("MUG-01", 2), ("MUG-010", 1)]);
        master.push(&bench, &[second]).unwrap();
        let stock = on_hand(master);
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"], stock["KAR-S"]),
            (8, 99, 49),
            "{name}"
        );
        let withdrawn = here(3, fence, Fact::OrderWithdrawn { order: no("ZAM-1") });
        master.push(&bench, &[withdrawn]).unwrap();
        let stock = on_hand(master);
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"], stock["KAR-S"]),
            (10, 100, 50),
            "{name}: the goods go back"
        );
    });
}

#[test]
fn of_two_parcels_with_the_same_product_both_come_back() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let facts = [
            parcel(1, fence, 1, &[("MUG-01", 2)]),
            parcel(2, fence, 2, &[("MUG-01", 3)]),
            here(3, fence, Fact::OrderWithdrawn { order: no("ZAM-1") }),
        ];
        master.push(&bench, &facts[..2]).unwrap();
        assert_eq!(on_hand(master)["MUG-01 A2"], 5, "{name}");
        master.push(&bench, &facts[2..]).unwrap();
        assert_eq!(on_hand(master)["MUG-01 A2"], 10, "{name}");
    });
}

#[test]
fn a_parcel_that_was_opened_again_and_emptied_is_none() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let closed = |parcels| Fact::OrderClosed {
            order: no("ZAM-1"),
            parcels,
        };
        let reopened = Fact::OrderReopened {
            order: no("ZAM-1"),
            reason: "one too many".to_owned(),
        };
        let facts = [
            parcel(1, fence, 1, &[("MUG-01", 2)]),
            parcel(2, fence, 2, &[("MUG-01", 3)]),
            here(3, fence, closed(2)),
            here(4, fence, reopened.clone()),
            here(5, fence, closed(1)),
            here(6, fence, reopened),
            here(7, fence, put_aside("ZAM-1", NOTHING_TO_PACK)),
        ];
        master.push(&bench, &facts[..5]).unwrap();
        let stock = on_hand(master);
        assert_eq!((stock["MUG-01 A2"], stock["KAR-S"]), (8, 49), "{name}");
        master.push(&bench, &facts[5..]).unwrap();
        let stock = on_hand(master);
        assert_eq!((stock["MUG-01 A2"], stock["KAR-S"]), (10, 50), "{name}");
    });
}

#[test]
fn units_from_a_bin_that_the_books_do_not_know_are_owed_there() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let packed = closing(1, fence, &[("CUP-07", 2)]);
        master.push(&bench, &[packed]).unwrap();
        assert_eq!(on_hand(master)["CUP-07 A2"], -2, "{name}");
    });
}

#[test]
fn a_fact_with_an_old_fence_or_of_an_unknown_order_is_kept_and_does_not_block() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let old = claim_one(master, &one, "ZAM-1");
        master.release(&one, &[no("ZAM-1")]).unwrap();
        let new = claim_one(master, &two, "ZAM-1");
        let facts = [
            closing(1, old, &[("MUG-01", 2)]),
            here(2, 0, sample::opened("ZAM-9", "MUG-01")),
            here(3, 0, sample::refused(Some("ZAM-9"), "MUG-01")),
        ];
        let expected = [
            PushOutcome::Rejected(Rejection::OldFence {
                fence: old,
                now: new,
            }),
            PushOutcome::Rejected(Rejection::UnknownOrder { order: no("ZAM-9") }),
            PushOutcome::Taken,
        ];
        assert_eq!(master.push(&one, &facts).unwrap(), expected, "{name}");
        assert_eq!(on_hand(master)["MUG-01 A2"], 10, "{name}");
        assert_eq!(kinds(master).len(), 2, "{name}: each is an exception");
        let outcomes = master.push(&one, &facts).unwrap();
        assert_eq!(
            outcomes[..2],
            expected[..2],
            "{name}: a rejection is told again"
        );
        assert_eq!(outcomes[2], PushOutcome::Known, "{name}");
        assert_eq!(kinds(master).len(), 2, "{name}: and told to people once");
        let opened = sample::entry("bench-2", 1, new, sample::opened("ZAM-1", "MUG-01"));
        let outcomes = master.push(&two, &[opened]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
    });
}

#[test]
fn facts_behind_a_gap_wait_and_those_before_it_are_kept() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fact = |number| here(number, 0, sample::signed_in("W-001"));
        let gap = turned(master.push(&bench, &[fact(2)]));
        assert_eq!(gap, Turned::Gap { has_up_to: 0 }, "{name}");
        let gap = turned(master.push(&bench, &[fact(1), fact(3)]));
        assert_eq!(gap, Turned::Gap { has_up_to: 1 }, "{name}");
        let outcomes = master.push(&bench, &[fact(1), fact(2), fact(3)]).unwrap();
        assert_eq!(
            outcomes,
            [PushOutcome::Known, PushOutcome::Taken, PushOutcome::Taken],
            "{name}"
        );
        let newer = again(master, &bench, 3, &[]);
        let repeated = master.greet(&hello(&newer, Some("first"))).unwrap();
        assert_eq!(repeated.has_up_to, 3, "{name}: a greeting tells it too");
    });
}

#[test]
fn two_lives_of_a_database_count_their_facts_apart() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fact = here(1, 0, sample::signed_in("W-001"));
        master.push(&bench, std::slice::from_ref(&fact)).unwrap();
        let mut reborn = on("bench-1", "reborn");
        reborn.epoch = 2;
        let welcome = master.greet(&hello(&reborn, None)).unwrap();
        assert_eq!(welcome.has_up_to, 0, "{name}");
        let first = Entry { epoch: 2, ..fact };
        let outcomes = master.push(&reborn, &[first]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
    });
}

fn sent_by_a_copy(master: &mut dyn Master) -> Turned {
    let bench = seat(master, "bench-1");
    let fact = |worker| here(1, 0, sample::signed_in(worker));
    master.push(&bench, &[fact("W-001")]).unwrap();
    turned(master.push(&bench, &[fact("W-002")]))
}

#[test]
fn a_copied_disk_is_noticed_by_two_facts_with_one_number() {
    each(|name, master| {
        assert_eq!(sent_by_a_copy(master), Turned::Quarantined, "{name}");
        let bench = on("bench-1", "first");
        assert_eq!(
            turned(master.push(&bench, &[here(2, 0, sample::signed_in("W-001"))])),
            Turned::Quarantined,
            "{name}: nothing is taken from either"
        );
        assert_eq!(
            kinds(master),
            [pakownia::domain::exception::ExceptionKind::CopiedBench],
            "{name}"
        );
    });
}
