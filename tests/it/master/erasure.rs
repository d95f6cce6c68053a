//! Who is forgotten stays forgotten at the master: whatever the shop sends, whatever benches send again.

use pakownia::domain::feed::{OrderRow, Row};
use pakownia::domain::ids::Badge;
use pakownia::domain::order::Order;
use pakownia::domain::privacy::ErasedFor;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::worker::Worker;
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{claim_one, each, exceptions, packing, pull_all, seat, take_in};
use crate::sample::{self, entry, later, no, order_row, read};

fn erased(order: &str) -> Fact {
    Fact::PersonalDataErased {
        erased: vec![no(order)],
        why: ErasedFor::Asked,
    }
}

/// ZAM-9 with somebody behind it.
fn order() -> Order {
    let mut order = sample::order("ZAM-9", &["MUG-01"]);
    "K-17".clone_into(&mut order.customer);
    "do rąk własnych".clone_into(&mut order.note);
    order
}

/// The order as every bench gets it, and whether all are told that its customer is forgotten.
fn told(master: &mut dyn Master) -> (Option<OrderRow>, bool) {
    let rows = pull_all(master, &mut Cursor::default(), 50);
    let is_told = rows.iter().any(|row| match row {
        Row::Standing(standing) => standing.order_no == no("ZAM-9") && standing.erased,
        _ => false,
    });
    let order = rows.into_iter().find_map(|row| match row {
        Row::Order(row) if row.order.order_no == no("ZAM-9") => Some(*row),
        _ => None,
    });
    (order, is_told)
}

/// Whether benches are told that the customer is forgotten, and get nothing of them.
fn is_forgotten(master: &mut dyn Master) -> bool {
    let (row, is_told) = told(master);
    is_told && row.is_some_and(|row| !row.order.has_person())
}

#[test]
fn a_forgotten_customer_does_not_come_back_with_what_the_shop_sends_again() {
    each(|name, master| {
        take_in(master, &[order_row(order())]);
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-9");
        let facts = packing("bench-1", 1, fence, "ZAM-9", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        assert!(told(master).0.unwrap().order.has_person(), "{name}");
        let word = entry("bench-1", 4, 0, erased("ZAM-9"));
        let outcomes = master.push(&bench, std::slice::from_ref(&word)).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        assert!(is_forgotten(master), "{name}");
        let before = told(master);
        // The same bytes, the same order in other bytes, and the facts once more.
        take_in(master, &[order_row(order())]);
        master
            .import(&read(&[order_row(order())], "other"), later(1))
            .unwrap();
        let outcomes = master.push(&bench, &[word]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Known], "{name}");
        assert_eq!(told(master), before, "{name}");
        assert_eq!(exceptions(master), [], "{name}: nothing was edited");
        // What the shop changes besides comes, without the customer, and a person has to look.
        let mut changed = order();
        changed.lines[0].quantity += 1;
        master
            .import(&read(&[order_row(changed)], "changed"), later(2))
            .unwrap();
        assert!(is_forgotten(master), "{name}");
        assert_eq!(
            told(master).0.unwrap().order.lines[0].quantity,
            order().lines[0].quantity + 1
        );
        assert_eq!(exceptions(master).len(), 1, "{name}");
    });
}

#[test]
fn taken_away_and_sent_again_a_forgotten_order_names_nobody() {
    each(|name, master| {
        take_in(master, &[order_row(order())]);
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-9");
        let mut facts = packing("bench-1", 1, fence, "ZAM-9", &[("MUG-01", 1)]);
        facts.push(entry("bench-1", 4, 0, erased("ZAM-9")));
        master.push(&bench, &facts).unwrap();
        assert_eq!(
            master.prune(later(1_000_000), later(0)).unwrap().orders,
            1,
            "{name}"
        );
        master
            .import(&read(&[order_row(order())], "again"), later(1))
            .unwrap();
        assert!(
            told(master).0.is_none_or(|row| !row.order.has_person()),
            "{name}"
        );
    });
}

#[test]
fn what_is_needed_for_packing_stays_until_the_order_is_packed() {
    each(|name, master| {
        take_in(master, &[order_row(order())]);
        let lead = seat(master, "bench-2");
        // A master that was set back hears of this before it hears that the order was packed.
        let word = entry("bench-2", 1, 0, erased("ZAM-9"));
        assert_eq!(master.push(&lead, &[word]).unwrap(), [PushOutcome::Taken]);
        let (row, is_told) = told(master);
        assert!(!is_told && row.unwrap().order.has_person(), "{name}");
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-9");
        let facts = packing("bench-1", 1, fence, "ZAM-9", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        assert!(is_forgotten(master), "{name}");
        // Opened again, the shop sends the address once more; packed again, it goes.
        let opened = Fact::OrderReopened {
            order: no("ZAM-9"),
            reason: "ContentsWrong".to_owned(),
        };
        master
            .push(&bench, &[entry("bench-1", 4, fence, opened)])
            .unwrap();
        master
            .import(&read(&[order_row(order())], "new"), later(1))
            .unwrap();
        let (row, is_told) = told(master);
        assert!(!is_told && row.unwrap().order.has_person(), "{name}");
        let facts = [
            sample::parcel_closed("ZAM-9", 1, None, 2, &[("MUG-01", 1)]),
            sample::order_closed("ZAM-9"),
        ];
        let facts: Vec<_> = (5..)
            .zip(facts)
            .map(|(number, fact)| entry("bench-1", number, fence, fact))
            .collect();
        master.push(&bench, &facts).unwrap();
        assert!(is_forgotten(master), "{name}");
    });
}

#[test]
fn a_worker_who_has_left_stays_a_badge_whatever_the_shops_list_says() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let left = Badge::from("W-001");
        let word = entry("bench-1", 1, 0, Fact::WorkerErased { left: left.clone() });
        assert_eq!(
            master.push(&bench, &[word]).unwrap(),
            [PushOutcome::Taken],
            "{name}"
        );
        let worker = |master: &mut dyn Master| -> Worker {
            let rows = pull_all(master, &mut Cursor::default(), 50);
            rows.into_iter()
                .find_map(|row| match row {
                    Row::Worker(worker) if worker.badge == left => Some(worker),
                    _ => None,
                })
                .unwrap()
        };
        assert!(worker(master).has_left(), "{name}");
        let again = [
            Row::Worker(sample::worker("W-001")),
            Row::Worker(sample::worker("W-002")),
        ];
        master.import(&read(&again, "again"), later(1)).unwrap();
        assert!(worker(master).has_left(), "{name}");
        assert_eq!(worker(master).name, "W-001", "{name}");
    });
}
