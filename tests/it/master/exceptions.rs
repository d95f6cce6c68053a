//! What does not fit together comes down as rows, so that somebody looks.

use pakownia::domain::desk::Outcome;
use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Rejection;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Master, PushOutcome};

use super::{
    claim, claim_one, each, exceptions, kinds, on_hand, packing, report, seat, take_in, taken_over,
};
use crate::sample::{self, no, order_row};

/// `bench-1` packs ZAM-1 with these units.
fn pack(master: &mut dyn Master, contents: &[(&str, u32)]) {
    let bench = seat(master, "bench-1");
    let fence = claim_one(master, &bench, "ZAM-1");
    let facts = packing("bench-1", 1, fence, "ZAM-1", contents);
    master.push(&bench, &facts).unwrap();
}

fn cancel(master: &mut dyn Master) {
    let mut order = sample::order("ZAM-1", &["MUG-01"]);
    order.cancelled = true;
    take_in(master, &[order_row(order)]);
}

fn edit(master: &mut dyn Master, note: &str) {
    let mut order = sample::order("ZAM-1", &["MUG-01"]);
    note.clone_into(&mut order.note);
    take_in(master, &[order_row(order)]);
}

#[test]
fn an_order_that_is_cancelled_after_it_was_packed_is_an_exception() {
    each(|name, master| {
        pack(master, &[("MUG-01", 1)]);
        assert_eq!(exceptions(master), [], "{name}");
        cancel(master);
        let [found] = exceptions(master).try_into().unwrap();
        assert_eq!(found.kind, ExceptionKind::PackedThenCancelled, "{name}");
        assert_eq!(found.order, Some(no("ZAM-1")), "{name}");
        assert_eq!(
            found.station,
            Some("bench-1".into()),
            "{name}: where to look"
        );
    });
}

#[test]
fn an_order_that_was_cancelled_while_its_facts_were_on_their_way_is_one_too() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        cancel(master);
        let facts = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 1)]);
        let outcomes = master.push(&bench, &facts).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 3], "{name}");
        assert_eq!(
            kinds(master),
            [ExceptionKind::PackedThenCancelled],
            "{name}"
        );
        assert_eq!(on_hand(master)["MUG-01 A2"], 9, "{name}: it is in a box");
    });
}

#[test]
fn an_order_that_is_edited_after_it_was_packed_is_one_and_edited_back_no_second() {
    each(|name, master| {
        pack(master, &[("MUG-01", 1)]);
        edit(master, "as a gift");
        let edited = [ExceptionKind::PackedThenEdited { packed: 1, now: 2 }];
        assert_eq!(kinds(master), edited, "{name}");
        edit(master, "");
        assert_eq!(kinds(master), edited, "{name}: as it was packed");
        edit(master, "in blue paper");
        assert_eq!(kinds(master).len(), 2, "{name}");
    });
}

#[test]
fn an_order_that_is_packed_as_it_was_before_the_last_edit_is_one() {
    each(|name, master| {
        edit(master, "as a gift");
        pack(master, &[("MUG-01", 1)]);
        assert_eq!(
            kinds(master),
            [ExceptionKind::PackedThenEdited { packed: 1, now: 2 }],
            "{name}: the bench had not heard of it"
        );
    });
}

#[test]
fn a_bin_that_gives_more_than_the_books_had_is_to_be_counted() {
    each(|name, master| {
        pack(master, &[("MUG-01", 12), ("MUG-010", 1)]);
        let [found] = exceptions(master).try_into().unwrap();
        let ExceptionKind::StockShort { sku, on_hand, .. } = &found.kind else {
            panic!("{name}: {found:?}")
        };
        assert_eq!((sku.as_str(), *on_hand), ("MUG-01", -2), "{name}");
        assert_eq!(found.parcel, Some(1), "{name}");
    });
}

#[test]
fn an_exception_that_a_lead_has_seen_to_comes_down_settled_once() {
    each(|name, master| {
        pack(master, &[("MUG-01", 1)]);
        cancel(master);
        let id = exceptions(master)[0].id.clone();
        let lead = seat(master, "bench-2");
        let words = ["unpacked", "said twice"].map(|note| Fact::ExceptionSettled {
            exception: id.clone(),
            outcome: Some(Outcome::Unpacked),
            note: note.to_owned(),
        });
        let unknown = Fact::ExceptionSettled {
            exception: "no such".to_owned(),
            outcome: None,
            note: "nothing".to_owned(),
        };
        for (number, fact) in (1..).zip(words.into_iter().chain([unknown])) {
            let entry = sample::entry("bench-2", number, 0, fact);
            let outcomes = master.push(&lead, &[entry]).unwrap();
            assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        }
        let [found] = exceptions(master).try_into().unwrap();
        let settled = found.settled.unwrap();
        assert_eq!(settled.note, "unpacked", "{name}: the first word stands");
        assert_eq!(settled.by, Some("W-001".into()), "{name}");
        cancel(master);
        assert_eq!(exceptions(master).len(), 1, "{name}");
    });
}

#[test]
fn an_order_that_a_lead_takes_over_is_lost_to_its_bench_and_its_facts_are_exceptions() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let old = claim_one(master, &one, "ZAM-1");
        let facts = packing("bench-1", 1, old, "ZAM-1", &[("MUG-01", 3)]);
        master.push(&one, &facts[..2]).unwrap();
        let word = sample::entry("bench-2", 1, 0, taken_over("ZAM-1", "bench-1"));
        master.push(&two, &[word]).unwrap();
        let lost = report(master, &one, 1, &[("ZAM-1", old)]);
        assert_eq!(lost, [no("ZAM-1")], "{name}");
        let new = claim_one(master, &two, "ZAM-1");
        assert!(new > old + 1, "{name}: {new} after {old}");
        let outcomes = master.push(&one, &facts[2..]).unwrap();
        let old_fence = Rejection::OldFence {
            fence: old,
            now: new,
        };
        assert_eq!(
            outcomes,
            [PushOutcome::Rejected(old_fence.clone())],
            "{name}"
        );
        let [late, taken] = exceptions(master).try_into().unwrap();
        assert!(
            matches!(&taken.kind, ExceptionKind::TakenOver { by, .. } if *by == "W-001".into()),
            "{name}: {taken:?}"
        );
        assert_eq!(
            taken.station,
            Some("bench-1".into()),
            "{name}: where to look"
        );
        let rejected = ExceptionKind::FactRejected {
            why: old_fence,
            fact: "OrderClosed".to_owned(),
        };
        assert_eq!(late.kind, rejected, "{name}");
        let again = packing("bench-2", 2, new, "ZAM-1", &[("MUG-01", 3)]);
        let outcomes = master.push(&two, &again).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 3], "{name}");
        let stock = on_hand(master);
        assert_eq!(
            (stock["MUG-01 A2"], stock["KAR-S"]),
            (7, 49),
            "{name}: one parcel counts"
        );
    });
}

#[test]
fn nothing_is_taken_over_from_a_bench_that_does_not_hold_it_or_has_packed_it() {
    each(|name, master| {
        pack(master, &[("MUG-01", 1)]);
        let (two, three) = (seat(master, "bench-2"), seat(master, "bench-3"));
        let fence = claim_one(master, &three, "ZAM-2");
        let words = [
            taken_over("ZAM-1", "bench-1"),
            taken_over("ZAM-2", "bench-1"),
        ];
        for (number, fact) in (1..).zip(words) {
            let entry = sample::entry("bench-2", number, 0, fact);
            master.push(&two, &[entry]).unwrap();
        }
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        assert_eq!(claim_one(master, &three, "ZAM-2"), fence, "{name}");
        assert_eq!(exceptions(master), [], "{name}");
    });
}
