//! An order between the shop, its bench and the shelf.

use std::collections::BTreeMap;

use super::super::{BookState, FactKey, StockMove, needs_of, serial_after_set_back, shortage};
use super::{
    bench, book, books, claim, closed, hour, no, opened, order, parcel, report, sent, take,
};
use crate::domain::catalog::{KitPart, StockPlace};
use crate::domain::exception::ExceptionKind;
use crate::domain::ids::Sku;
use crate::domain::location::Location;
use crate::domain::session::fact::Fact;

fn reserved(ledger: &super::Ledger) -> u32 {
    book(ledger).reserved().values().sum()
}

#[test]
fn units_are_reserved_until_they_are_in_a_closed_parcel() {
    let mut ledger = books(&["bench-1"]);
    assert_eq!(reserved(&ledger), 5);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 2)],
    );
    assert_eq!(reserved(&ledger), 3);
    take(&mut ledger, "bench-1", 3, fence, vec![parcel(2, 9)]);
    assert_eq!(reserved(&ledger), 0, "more than ordered reserves nothing");
    let reopened = Fact::OrderReopened {
        order: no("ZAM-1"),
        reason: "wrong lid".to_owned(),
    };
    take(
        &mut ledger,
        "bench-1",
        4,
        fence,
        vec![closed(2), reopened, closed(1)],
    );
    assert_eq!(reserved(&ledger), 0, "a closed order waits for nothing");
    let moved: i64 = ledger.effects.moves.iter().map(|moved| moved.units).sum();
    assert_eq!(moved, -2, "what was taken out of the second parcel is back");
}

#[test]
fn a_withdrawal_that_is_older_than_the_shops_last_word_leaves_the_order_waiting() {
    let mut ledger = books(&["bench-1"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    // Cancelled and sent again, while the bench had no line.
    let mut cancelled = order("ZAM-1", 5);
    cancelled.cancelled = true;
    sent(&mut ledger, cancelled, 2);
    assert_eq!(reserved(&ledger), 0);
    sent(&mut ledger, order("ZAM-1", 5), 3);
    let withdrawn = Fact::OrderWithdrawn { order: no("ZAM-1") };
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 5), withdrawn],
    );
    assert_eq!(book(&ledger).state, BookState::Waiting);
    assert_eq!(reserved(&ledger), 5);
    assert_eq!(ledger.effects.packagings[&"KAR-S".into()], 0);
    report(&mut ledger, "bench-1", 0, None, hour(1));
    assert_eq!(book(&ledger).holder, None);
}

#[test]
fn a_put_aside_order_that_is_given_on_is_opened_anew_elsewhere() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    let old = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    let aside = Fact::OrderPutAside {
        order: no("ZAM-1"),
        reason: "BinEmpty".to_owned(),
    };
    take(&mut ledger, "bench-1", 1, old, vec![opened(1), aside]);
    report(&mut ledger, "bench-1", 0, None, hour(1));
    let new = claim(&mut ledger, "bench-2", hour(1)).unwrap();
    take(
        &mut ledger,
        "bench-2",
        1,
        new,
        vec![opened(1), parcel(1, 5), closed(1)],
    );
    let late = super::entry(
        "bench-1",
        3,
        old,
        Fact::OrderResumed {
            order: no("ZAM-1"),
            opened: crate::domain::session::fact::OpenedBy::Number,
        },
    );
    let outcomes = ledger.take(&[late], hour(2)).unwrap();
    assert_ne!(outcomes, [crate::master::PushOutcome::Taken]);
    assert_eq!(book(&ledger).state, BookState::Closed);
}

#[test]
fn a_fact_of_a_claim_that_nobody_got_since_holds_the_order_again() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    ledger.release(&bench("bench-1"), &[no("ZAM-1")]);
    assert_eq!(book(&ledger).holder, None);
    take(&mut ledger, "bench-1", 1, fence, vec![opened(1)]);
    assert_eq!(book(&ledger).holder, Some(bench("bench-1")));
    assert_eq!(claim(&mut ledger, "bench-2", hour(1)), None);
}

#[test]
fn an_order_that_is_changed_back_is_in_step_with_its_parcel() {
    let mut ledger = books(&["bench-1"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 5), closed(1)],
    );
    sent(&mut ledger, order("ZAM-1", 4), 2);
    sent(&mut ledger, order("ZAM-1", 5), 3);
    let told: Vec<_> = ledger
        .effects
        .exceptions
        .iter()
        .map(|it| &it.kind)
        .collect();
    assert_eq!(
        told,
        [&ExceptionKind::PackedThenEdited { packed: 1, now: 2 }]
    );
    let reopened = Fact::OrderReopened {
        order: no("ZAM-1"),
        reason: "look".to_owned(),
    };
    take(&mut ledger, "bench-1", 4, fence, vec![reopened, closed(1)]);
    assert_eq!(ledger.effects.exceptions.len(), 1, "and stays so");
}

#[test]
fn a_bench_that_packed_an_older_revision_is_out_of_step_although_nobody_knows_what_it_said() {
    let mut ledger = books(&["bench-1"]);
    sent(&mut ledger, order("ZAM-1", 4), 2);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 5), closed(1)],
    );
    assert_eq!(ledger.effects.exceptions.len(), 1);
}

#[test]
fn kits_are_needed_as_their_parts() {
    let mut wanted = order("ZAM-1", 2);
    wanted.lines[0].sku = "GIFT".into();
    wanted.lines.push(wanted.lines[0].clone());
    wanted.lines[1].sku = "MUG-01".into();
    let parts = |sku: &Sku| -> Result<Vec<KitPart>, ()> {
        let of_gift = [("MUG-01", 3), ("CUP-07", 1)].map(|(part, quantity)| KitPart {
            kit: sku.clone(),
            part: part.into(),
            quantity,
        });
        Ok(if sku.as_str() == "GIFT" {
            of_gift.to_vec()
        } else {
            vec![]
        })
    };
    let needs: BTreeMap<Sku, u32> = [("CUP-07".into(), 2), ("MUG-01".into(), 8)].into();
    assert_eq!(needs_of(&wanted, parts), Ok(needs));
}

#[test]
fn each_bin_that_ran_short_is_told_and_one_that_is_filled_is_not() {
    let moved = |aisle: &str, units| StockMove {
        fact: FactKey {
            station: bench("bench-1"),
            epoch: 1,
            number: 1,
        },
        order: no("ZAM-1"),
        parcel: 1,
        sku: "MUG-01".into(),
        location: Some(Location::new(aisle, "1", "1")),
        units,
    };
    let place = |aisle: &str, on_hand| StockPlace {
        sku: "MUG-01".into(),
        location: Location::new(aisle, "1", "1"),
        on_hand,
    };
    let short =
        |aisle, units, on_hand| shortage(&moved(aisle, units), &place(aisle, on_hand), hour(0));
    let (first, second) = (short("A", -2, -1).unwrap(), short("B", -2, -1).unwrap());
    assert_ne!(first.id, second.id, "two bins are counted");
    assert_eq!(short("A", -2, 0), None);
    assert_eq!(short("A", 2, -1), None, "goods came back");
}

#[test]
fn serial_numbers_are_skipped_within_what_is_left() {
    assert_eq!(serial_after_set_back(501, 999_999_999), 100_501);
    assert_eq!(
        serial_after_set_back(1, 999_999),
        1 + 99_999,
        "a tenth of what a long prefix leaves"
    );
    assert_eq!(serial_after_set_back(1_000_000, 999_999), 1_000_000);
}
