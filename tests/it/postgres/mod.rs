//! What the PostgreSQL master promises beyond every master: many benches at once, rights, a line that
//! fails, and a server that was restored.

mod benches;
mod feed;
mod line;
mod load;
mod plans;
mod restored;
mod rights;
mod secret;

use pakownia::domain::feed::{Claim, Row};
use pakownia::domain::ids::OrderNo;
use pakownia::master::{Greeting, ImportRow, Master, Place, Seat, Wanted};

use crate::sample::{self, order_row, read};
pub(crate) use crate::support::seats::{hello, seat};

pub(crate) fn greeting(seat: &Seat, held: &[Claim]) -> Greeting {
    let mut greeting = hello(seat, None);
    greeting.report.held = held.to_vec();
    greeting
}

/// A warehouse with one product, a box, and so many orders.
pub(crate) fn shop(orders: usize) -> Vec<ImportRow> {
    let mut rows = vec![
        Row::Product(sample::product("MUG-01")),
        Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1)),
        Row::Stock(sample::stock("MUG-01", "A2", 100_000)),
        Row::Packaging(sample::packaging("KAR-S")),
    ];
    rows.extend(
        (1..=orders).map(|number| order_row(sample::order(&order_no(number).0, &["MUG-01"]))),
    );
    read(&rows, "")
}

pub(crate) fn order_no(number: usize) -> OrderNo {
    OrderNo(format!("ZAM-{number:05}"))
}

pub(crate) fn best(master: &mut dyn Master, seat: &Seat, count: u32) -> Vec<Claim> {
    master.claim(seat, &Wanted::Best(count)).unwrap()
}

/// A place that no feed has reached.
pub(crate) const END: Place = Place {
    transaction: u64::MAX >> 2,
    seq: u64::MAX >> 2,
};
