//! Who may pack an order.

use pakownia::domain::feed::Row;
use pakownia::master::{Cursor, Master};

use super::{
    best, claim, claim_one, each, on_hand, packing, pull_all, put_aside, seat, shop, take_in,
};
use crate::sample::{self, no, order_row};

#[test]
fn an_order_is_held_by_one_bench_and_its_fence_grows() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let first = claim_one(master, &one, "ZAM-1");
        let same = claim_one(master, &one, "ZAM-1");
        assert_eq!(same, first, "{name}: the same claim again");
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        master.release(&two, &[no("ZAM-1")]).unwrap();
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}: not its own");
        master.release(&one, &[no("ZAM-1")]).unwrap();
        let second = claim_one(master, &two, "ZAM-1");
        assert!(second > first, "{name}: {second} after {first}");
        assert_eq!(claim(master, &one, "ZAM-9"), None, "{name}: no such order");
    });
}

#[test]
fn a_bench_takes_the_most_urgent_orders_that_nobody_holds() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        // ZAM-3 has the earlier cut-off; of the two for today the marked one comes first.
        assert_eq!(best(master, &one, 2), ["ZAM-3", "ZAM-2"], "{name}");
        assert_eq!(best(master, &two, 2), ["ZAM-1"], "{name}");
    });
}

#[test]
fn the_first_bench_to_ask_does_not_get_the_whole_day() {
    each(|name, master| {
        let rows: Vec<Row> = (4..=12)
            .map(|at| order_row(sample::order(&format!("ZAM-{at}"), &["MUG-01"])))
            .collect();
        take_in(master, &rows);
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        assert_eq!(best(master, &one, 250).len(), 6, "{name}: half of twelve");
        assert_eq!(
            best(master, &two, 250).len(),
            5,
            "{name}: nobody stands idle, however few are left"
        );
        assert_eq!(best(master, &one, 250).len(), 1, "{name}: the last one");
    });
}

fn standing(master: &mut dyn Master, cursor: &mut Cursor) -> Option<(Option<String>, bool)> {
    let rows = pull_all(master, cursor, 100);
    rows.into_iter().find_map(|row| match row {
        Row::Standing(standing) => Some((standing.holder.map(|holder| holder.0), standing.packed)),
        _ => None,
    })
}

#[test]
fn all_benches_see_who_holds_an_order_and_that_it_is_packed() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let mut cursor = Cursor::default();
        pull_all(master, &mut cursor, 100);
        let fence = claim_one(master, &one, "ZAM-1");
        let held = Some((Some("bench-1".to_owned()), false));
        assert_eq!(standing(master, &mut cursor), held, "{name}");
        let packed = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 1)]);
        master.push(&one, &packed).unwrap();
        let packed = Some((Some("bench-1".to_owned()), true));
        assert_eq!(standing(master, &mut cursor), packed, "{name}");
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        let reopened = pakownia::domain::session::fact::Fact::OrderReopened {
            order: no("ZAM-1"),
            reason: "a card was forgotten".to_owned(),
        };
        let reopened = sample::entry("bench-1", 4, fence, reopened);
        master.push(&one, &[reopened]).unwrap();
        assert_eq!(standing(master, &mut cursor), held, "{name}: opened again");
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
    });
}

#[test]
fn a_begun_order_is_not_given_to_anybody_else() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let opened = sample::entry("bench-1", 1, fence, sample::opened("ZAM-1", "MUG-01"));
        master.push(&one, &[opened]).unwrap();
        master.release(&one, &[no("ZAM-1")]).unwrap();
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        let aside = sample::entry("bench-1", 2, fence, put_aside("ZAM-1", "BinEmpty"));
        master.push(&one, &[aside]).unwrap();
        master.release(&one, &[no("ZAM-1")]).unwrap();
        assert_eq!(
            best(master, &two, 9),
            ["ZAM-3", "ZAM-2"],
            "{name}: its goods lie somewhere, so only its number opens it"
        );
        assert!(
            claim_one(master, &two, "ZAM-1") > fence,
            "{name}: put aside, it may be given on"
        );
    });
}

#[test]
fn an_order_that_is_half_in_a_closed_parcel_stays_at_its_bench() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let facts = [
            sample::opened("ZAM-1", "MUG-01"),
            sample::parcel_closed("ZAM-1", 1, Some(1), 1, &[("MUG-01", 2)]),
            put_aside("ZAM-1", "BinEmpty"),
        ];
        let entries: Vec<_> = (1..)
            .zip(facts)
            .map(|(number, fact)| sample::entry("bench-1", number, fence, fact))
            .collect();
        master.push(&one, &entries).unwrap();
        master.release(&one, &[no("ZAM-1")]).unwrap();
        assert_eq!(
            super::report(master, &one, 0, &[]),
            vec![],
            "{name}: it lists nothing"
        );
        assert_eq!(
            claim(master, &two, "ZAM-1"),
            None,
            "{name}: another bench would pack those two again"
        );
        assert_eq!(claim_one(master, &one, "ZAM-1"), fence, "{name}");
        assert_eq!(on_hand(master)["MUG-01 A2"], 8, "{name}");
    });
}

#[test]
fn a_cancelled_order_is_given_to_nobody_until_the_shop_sends_it_again() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let mut cancelled = sample::order("ZAM-1", &["MUG-01"]);
        cancelled.cancelled = true;
        take_in(master, &[order_row(cancelled)]);
        master.release(&one, &[no("ZAM-1")]).unwrap();
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        let sent_again = sample::order("ZAM-1", &["MUG-01"]);
        take_in(master, &[order_row(sent_again)]);
        assert!(claim_one(master, &two, "ZAM-1") > fence, "{name}");
    });
}

#[test]
fn an_order_that_was_withdrawn_and_sent_again_is_packed_like_a_new_one() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let mut cancelled = sample::order("ZAM-1", &["MUG-01"]);
        cancelled.cancelled = true;
        take_in(master, &[order_row(cancelled)]);
        let facts = [
            sample::opened("ZAM-1", "MUG-01"),
            pakownia::domain::session::fact::Fact::OrderWithdrawn { order: no("ZAM-1") },
        ];
        let entries: Vec<_> = (1..)
            .zip(facts)
            .map(|(number, fact)| sample::entry("bench-1", number, fence, fact))
            .collect();
        master.push(&one, &entries).unwrap();
        super::report(master, &one, 0, &[]);
        assert_eq!(best(master, &two, 9), ["ZAM-3", "ZAM-2"], "{name}");
        let sent_again = shop().into_iter().find(|row| row.key() == "ZAM-1");
        take_in(master, &[sent_again.unwrap()]);
        assert_eq!(best(master, &two, 9), ["ZAM-1"], "{name}");
    });
}
