//! Units that are set aside for orders, from the day an order comes until it is packed or cancelled.

use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::master::Master;

use super::{claim_one, each, packing, seat, take_in};
use crate::sample::{self, no, order_row, sku};

fn reserved(master: &mut dyn Master, product: &str) -> u64 {
    master.reserved(&sku(product)).unwrap()
}

#[test]
fn units_are_set_aside_until_they_are_packed() {
    each(|name, master| {
        assert_eq!(reserved(master, "MUG-01"), 3, "{name}: three orders");
        let mut four = sample::order("ZAM-4", &["MUG-01", "MUG-01", "CUP-07"]);
        four.lines[0].quantity = 5;
        take_in(master, &[order_row(four.clone())]);
        assert_eq!(reserved(master, "MUG-01"), 9, "{name}: two lines of one");
        assert_eq!(reserved(master, "CUP-07"), 1, "{name}");
        four.lines[0].quantity = 2;
        take_in(master, &[order_row(four)]);
        assert_eq!(reserved(master, "MUG-01"), 6, "{name}: the order changed");
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-4");
        let facts = packing("bench-1", 1, fence, "ZAM-4", &[("MUG-01", 2)]);
        master.push(&bench, &facts[..2]).unwrap();
        assert_eq!(reserved(master, "MUG-01"), 4, "{name}: two are in a parcel");
        assert_eq!(reserved(master, "CUP-07"), 1, "{name}");
        master.push(&bench, &facts[2..]).unwrap();
        assert_eq!(
            (reserved(master, "MUG-01"), reserved(master, "CUP-07")),
            (3, 0),
            "{name}: what was declared short is not waited for"
        );
    });
}

#[test]
fn an_order_that_is_opened_again_sets_aside_what_it_lacks_by_its_newest_lines() {
    each(|name, master| {
        let mut four = sample::order("ZAM-4", &["MUG-01", "CUP-07"]);
        four.lines[0].quantity = 2;
        take_in(master, &[order_row(four.clone())]);
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-4");
        let mut facts = packing("bench-1", 1, fence, "ZAM-4", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        let both =
            |master: &mut dyn Master| (reserved(master, "MUG-01"), reserved(master, "CUP-07"));
        assert_eq!(both(master), (3, 0), "{name}: it is packed");
        four.lines.remove(0);
        four.lines[0].quantity = 4;
        take_in(master, &[order_row(four)]);
        assert_eq!(both(master), (3, 0), "{name}: it is packed all the same");
        let number = u64::try_from(facts.len()).unwrap() + 1;
        let again = Fact::OrderReopened {
            order: no("ZAM-4"),
            reason: "another cup".to_owned(),
        };
        facts = vec![sample::entry("bench-1", number, fence, again)];
        master.push(&bench, &facts).unwrap();
        assert_eq!(both(master), (3, 4), "{name}: no mug is wanted any more");
    });
}

#[test]
fn a_cancelled_order_sets_nothing_aside_until_it_comes_again() {
    each(|name, master| {
        let mut order = sample::order("ZAM-1", &["MUG-01"]);
        order.cancelled = true;
        take_in(master, &[order_row(order.clone())]);
        assert_eq!(reserved(master, "MUG-01"), 2, "{name}");
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-2");
        let facts = [
            sample::opened("ZAM-2", "MUG-01"),
            Fact::OrderWithdrawn { order: no("ZAM-2") },
        ];
        let mut two = sample::tagged(
            sample::order("ZAM-2", &["MUG-01"]),
            pakownia::domain::order::Tag::Today,
        );
        two.cancelled = true;
        take_in(master, &[order_row(two.clone())]);
        for (number, fact) in (1..).zip(facts) {
            let entry = sample::entry("bench-1", number, fence, fact);
            master.push(&bench, &[entry]).unwrap();
        }
        assert_eq!(reserved(master, "MUG-01"), 1, "{name}");
        (order.cancelled, two.cancelled) = (false, false);
        take_in(master, &[order_row(order), order_row(two)]);
        assert_eq!(reserved(master, "MUG-01"), 3, "{name}");
    });
}

#[test]
fn of_a_kit_its_parts_are_set_aside_also_when_they_are_told_later() {
    each(|name, master| {
        let mut gift = sample::order("ZAM-5", &["GIFT"]);
        gift.lines[0].quantity = 2;
        take_in(master, &[order_row(gift.clone())]);
        assert_eq!(reserved(master, "GIFT"), 2, "{name}: nobody knows of parts");
        let parts = [("MUG-01", 2), ("CUP-07", 1)];
        let parts = parts.map(|(part, units)| Row::Kit(sample::kit("GIFT", part, units)));
        take_in(master, &parts);
        assert_eq!(
            ["GIFT", "MUG-01", "CUP-07"].map(|product| reserved(master, product)),
            [0, 3 + 4, 2],
            "{name}"
        );
        gift.order_no = no("ZAM-6");
        gift.lines[0].quantity = 1;
        let other = Row::Kit(sample::kit("GIFT", "CUP-07", 3));
        take_in(master, &[order_row(gift), other]);
        assert_eq!(
            ["GIFT", "MUG-01", "CUP-07"].map(|product| reserved(master, product)),
            [0, 3 + 6, 9],
            "{name}: three in each of three"
        );
    });
}
