//! What a bench that begins gets first, and that it misses nothing, whatever happens meanwhile.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Utc};
use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Master, Seat};
use pakownia::station::clock::Clock;

use super::{
    MASTERS, claim, claim_one, each, exceptions, packing, position, pull_all, seat, take_in,
};
use crate::sample::{self, later, no, order_row, read};
use crate::support::dice::Dice;
use crate::support::mirror::Mirror;

/// Many imports in the wrong order: orders first, the least urgent before the others, rules last.
fn wrong_order() -> Vec<Vec<Row>> {
    let order = |number: &str, paid: &str| {
        vec![order_row(sample::paid(
            sample::order(number, &["MUG-01"]),
            paid,
        ))]
    };
    vec![
        order("ZAM-B", "2026-11-19T08:00:00Z"),
        order("ZAM-A", "2026-11-18T08:00:00Z"),
        order("ZAM-D", "2026-11-17T08:00:00Z"),
        order("ZAM-C", "2026-11-16T08:00:00Z"),
        vec![Row::Stock(sample::stock("MUG-01", "A2", 10))],
        vec![Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1))],
        vec![Row::Product(sample::product("MUG-01"))],
        vec![Row::Tote("T-1".into())],
        vec![Row::Packaging(sample::packaging("KAR-S"))],
        vec![Row::Worker(sample::worker("W-001"))],
        vec![sample::setting("cutoff", "14:30")],
    ]
}

#[test]
fn what_a_bench_needs_to_work_comes_first_whatever_the_imports_brought_first() {
    each_empty(|name, master| {
        for rows in wrong_order() {
            take_in(master, &rows);
        }
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-C");
        let facts = packing("bench-1", 1, fence, "ZAM-C", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        claim_one(master, &bench, "ZAM-A");
        for limit in [1, 3, 100] {
            let rows = pull_all(master, &mut Cursor::default(), limit);
            let told: Vec<String> = rows
                .iter()
                .map(|row| match row {
                    Row::Order(_) | Row::Standing(_) => format!("{} {}", row.topic(), row.key()),
                    _ => row.topic().to_owned(),
                })
                .collect();
            assert_eq!(
                told,
                [
                    "setting",
                    "worker",
                    "packaging",
                    "tote",
                    "product",
                    "barcode",
                    "stock",
                    "order ZAM-D",
                    "order ZAM-A",
                    "standing ZAM-A",
                    "order ZAM-B",
                    "order ZAM-C",
                    "standing ZAM-C",
                ],
                "{name}, slices of {limit}: the most urgent first, what is packed last"
            );
        }
    });
}

/// Runs a test against every implementation, each without anything in it.
fn each_empty(test: fn(&str, &mut dyn Master)) {
    for (name, new) in MASTERS {
        test(name, &mut *new());
    }
}

#[test]
fn a_box_that_others_take_all_the_time_comes_before_the_orders_all_the_same() {
    each_empty(|name, master| {
        for rows in wrong_order() {
            take_in(master, &rows);
        }
        let mut cursor = Cursor::default();
        cursor = master.pull(&cursor, 1).unwrap().cursor;
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-C");
        let facts = packing("bench-1", 1, fence, "ZAM-C", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        let rows = pull_all(master, &mut cursor, 1);
        let first = |topic: &str| rows.iter().position(|row| row.topic() == topic);
        for (taken, order) in ["packaging", "stock"].map(|topic| (first(topic), first("order"))) {
            assert!(taken.is_some() && taken < order, "{name}: {rows:?}");
        }
    });
}

#[test]
fn a_load_that_is_cut_after_any_row_goes_on_there() {
    each_empty(|name, master| {
        for rows in wrong_order() {
            take_in(master, &rows);
        }
        let whole = pull_all(master, &mut Cursor::default(), 100);
        for cut in 1..whole.len() {
            let mut cursor = Cursor::default();
            let mut rows = master
                .pull(&cursor, u32::try_from(cut).unwrap())
                .map(|pulled| {
                    cursor = pulled.cursor;
                    pulled.rows
                })
                .unwrap();
            rows.extend(pull_all(master, &mut cursor, 2));
            assert_eq!(rows, whole, "{name}, cut after {cut}");
        }
    });
}

#[test]
fn words_that_no_program_said_make_a_bench_begin_again() {
    each(|name, master| {
        let mut mirror = Mirror::default();
        mirror.read(master, 3);
        mirror.cursor.load = Some("'; DROP TABLE record".to_owned());
        mirror.read_all(master, 2);
        assert_eq!(mirror.started_again, 1, "{name}");
        mirror.assert_is_the_masters(master, name);
    });
}

/// A shop where anything happens, by seed, while two benches read.
struct Shop<'a> {
    name: String,
    master: &'a mut dyn Master,
    dice: Dice,
    bench: Seat,
    facts: u64,
    orders: usize,
    /// Claims of this bench by order, and whether it is packed.
    held: BTreeMap<usize, (u64, bool)>,
    changes: u64,
    now: chrono::DateTime<Utc>,
}

impl Shop<'_> {
    fn order(number: usize) -> String {
        format!("ZAM-{number:03}")
    }

    fn import(&mut self, row: Row) {
        self.changes += 1;
        let salt = self.changes.to_string();
        self.master.import(&read(&[row], &salt), later(1)).unwrap();
    }

    fn push(&mut self, fence: u64, facts: Vec<Fact>) {
        for fact in facts {
            self.facts += 1;
            let entry = sample::entry("bench-1", self.facts, fence, fact);
            self.master.push(&self.bench, &[entry]).unwrap();
        }
    }

    fn happen(&mut self) {
        match self.dice.below(10) {
            0..3 => self.shop_sends_an_order(),
            3 => {
                let cutoff = ["09:00", "14:30", "22:00"][self.dice.below(3)];
                self.import(sample::setting("cutoff", cutoff));
            }
            4 => {
                let mut product = sample::product(["MUG-01", "CUP-07"][self.dice.below(2)]);
                product.name = format!("Kubek {}", self.changes);
                self.import(Row::Product(product));
            }
            5..8 => self.pack(),
            8 => self.reopen(),
            _ => self.prune(),
        }
    }

    fn shop_sends_an_order(&mut self) {
        let number = if self.dice.percent(60) {
            self.orders += 1;
            self.orders
        } else {
            1 + self.dice.below(self.orders)
        };
        let day = 1 + self.dice.below(19);
        let order = sample::order(&Self::order(number), &["MUG-01"]);
        let mut order = sample::paid(order, &format!("2026-11-{day:02}T08:00:00Z"));
        order.cancelled = self.dice.percent(15);
        self.import(order_row(order));
    }

    fn pack(&mut self) {
        let number = 1 + self.dice.below(self.orders);
        if let Some((_, true)) = self.held.get(&number) {
            return;
        }
        let order = Self::order(number);
        let Some(claim) = claim(self.master, &self.bench, &order) else {
            return;
        };
        let packs = self.dice.percent(70);
        self.held.insert(number, (claim.fence, packs));
        if packs {
            let first = self.facts + 1;
            let facts = packing("bench-1", first, claim.fence, &order, &[("MUG-01", 1)]);
            let facts = facts.into_iter().map(|entry| entry.fact).collect();
            self.push(claim.fence, facts);
        }
    }

    fn reopen(&mut self) {
        let packed: Vec<usize> = self
            .held
            .iter()
            .filter_map(|(number, (_, packed))| packed.then_some(*number))
            .collect();
        if packed.is_empty() {
            return;
        }
        let number = *self.dice.one_of(&packed);
        let (fence, packed) = self.held.get_mut(&number).unwrap();
        *packed = false;
        let fence = *fence;
        let reopened = Fact::OrderReopened {
            order: no(&Self::order(number)),
            reason: "the wrong cup".to_owned(),
        };
        self.push(fence, vec![reopened]);
    }

    fn prune(&mut self) {
        if self.dice.percent(40) {
            self.now += TimeDelta::days(40);
        }
        let last = i64::try_from(self.facts).unwrap();
        let before = later(last - 5);
        self.master.prune(before, self.now).unwrap();
    }
}

/// Anything happens, and two benches read in between; in the end both have what the master has.
fn anything_happens(name: &str, master: &mut dyn Master, seed: u64) -> u32 {
    take_in(master, &super::shop());
    let bench = seat(master, "bench-1");
    let mut shop = Shop {
        name: format!("{name}, seed {seed}"),
        master,
        dice: Dice::new(seed),
        bench,
        facts: 0,
        orders: 4,
        held: BTreeMap::new(),
        changes: 0,
        now: Clock::System.now(),
    };
    let mut mirrors = [Mirror::default(), Mirror::default()];
    for _ in 0..60 {
        shop.happen();
        let which = shop.dice.below(2);
        // The second one reads seldom, and falls behind.
        if shop.dice.percent(if which == 0 { 60 } else { 15 }) {
            let limit = u32::try_from(1 + shop.dice.below(5)).unwrap();
            mirrors[which].read(shop.master, limit);
        }
    }
    for mirror in &mut mirrors {
        mirror.read_all(shop.master, 3);
        mirror.assert_is_the_masters(shop.master, &shop.name);
    }
    mirrors.iter().map(|mirror| mirror.started_again).sum()
}

#[test]
fn whatever_happens_while_benches_load_they_end_with_what_the_master_has() {
    let mut started_again = 0;
    for (name, new) in MASTERS {
        let seeds = if *name == "embedded" { 150 } else { 8 };
        for seed in 0..seeds {
            started_again += anything_happens(name, &mut *new(), seed);
        }
    }
    assert!(started_again > 10, "{started_again}: too little happened");
}

/// ZAM-1 is packed, ZAM-2 packed and in dispute, and a bench has read it all.
fn packed(master: &mut dyn Master) -> (Seat, Mirror) {
    let bench = seat(master, "bench-1");
    let mut first = 1;
    for order in ["ZAM-1", "ZAM-2"] {
        let fence = claim_one(master, &bench, order);
        let facts = packing("bench-1", first, fence, order, &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        first += 3;
    }
    let mut cancelled = sample::order("ZAM-2", &["MUG-01"]);
    cancelled.cancelled = true;
    take_in(master, &[order_row(cancelled)]);
    let mut mirror = Mirror::default();
    mirror.read_all(master, 100);
    (bench, mirror)
}

#[test]
fn orders_of_long_ago_are_taken_away_but_for_those_that_somebody_has_to_look_at() {
    each(|name, master| {
        let (bench, mut mirror) = packed(master);
        let now = Clock::System.now();
        assert_eq!(master.prune(later(0), now).unwrap().orders, 0, "{name}");
        assert_eq!(master.prune(later(100), now).unwrap().orders, 1, "{name}");
        mirror.read_all(master, 1);
        assert_eq!(mirror.started_again, 0, "{name}: it is told what is gone");
        assert!(
            !mirror.has("order", "ZAM-1") && !mirror.has("standing", "ZAM-1"),
            "{name}"
        );
        assert!(mirror.has("order", "ZAM-2"), "{name}: in dispute");
        mirror.assert_is_the_masters(master, name);
        let settled = Fact::ExceptionSettled {
            exception: exceptions(master).remove(0).id,
            outcome: None,
            note: "put back".to_owned(),
        };
        master
            .push(&bench, &[sample::entry("bench-1", 7, 0, settled)])
            .unwrap();
        let pruned = master.prune(later(100), now).unwrap();
        assert_eq!((pruned.orders, pruned.exceptions), (1, 1), "{name}");
        mirror.read_all(master, 1);
        assert_eq!(exceptions(master), [], "{name}");
        mirror.assert_is_the_masters(master, name);
    });
}

#[test]
fn an_order_that_was_taken_away_and_comes_again_is_not_packed_again() {
    each(|name, master| {
        let (_, mut mirror) = packed(master);
        master.prune(later(100), Clock::System.now()).unwrap();
        let all = read(&super::shop(), "");
        let again = master.import(&all, later(2)).unwrap();
        assert_eq!(again.added, 0, "{name}: it stays away");
        let two = seat(master, "bench-2");
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        let mut edited = sample::order("ZAM-1", &["MUG-01"]);
        edited.note = "as a gift".to_owned();
        take_in(master, &[order_row(edited)]);
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        mirror.read_all(master, 2);
        assert!(
            mirror.rows[&("standing".to_owned(), "ZAM-1".to_owned())].contains("\"packed\":true"),
            "{name}: benches know where it stands"
        );
        mirror.assert_is_the_masters(master, name);
    });
}

#[test]
fn a_bench_that_was_away_for_too_long_begins_again_and_drops_what_is_gone() {
    each(|name, master| {
        let (bench, mut away) = packed(master);
        let mut here = Mirror::default();
        let now = Clock::System.now();
        master.prune(later(100), now).unwrap();
        here.read_all(master, 5);
        let fence = claim_one(master, &bench, "ZAM-3");
        let facts = packing("bench-1", 7, fence, "ZAM-3", &[("MUG-01", 1)]);
        master.push(&bench, &facts).unwrap();
        here.read_all(master, 5);
        // Another pruning forgets what was told of the first.
        let later_on = now + TimeDelta::days(60);
        assert_eq!(
            master.prune(later(100), later_on).unwrap().orders,
            1,
            "{name}"
        );
        for mirror in [&mut away, &mut here] {
            mirror.read_all(master, 2);
            mirror.assert_is_the_masters(master, name);
        }
        assert_eq!((away.started_again, here.started_again), (1, 0), "{name}");
        let newest = position(master);
        let greeting = super::Greeting {
            cursor: newest.clone(),
            acknowledged: 9,
            ..super::hello(&super::on("bench-1", "second"), Some("first"))
        };
        let welcome = master.greet(&greeting).unwrap();
        assert_eq!(
            welcome.ledger, newest.ledger,
            "{name}: nothing was set back"
        );
    });
}
