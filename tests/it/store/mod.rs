//! The bench's database through its front door: what was acknowledged is there, and nothing else.

mod cache;
mod chain;
mod journal;
mod keeping;
mod load;

use std::path::Path;

use pakownia::domain::feed::Row;
use pakownia::domain::ids::Badge;
use pakownia::domain::order::Tag;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Place, Pulled};
use pakownia::store::{
    Commit, LabelRef, NewLabel, NewPrintJob, PrintKind, PrintSource, Store, commitment,
};

use crate::sample::{self, later, no, order_row};

const LEDGER: &str = "ledger-1";

fn batch(rows: Vec<Row>, seq: u64) -> Pulled {
    Pulled {
        rows,
        cursor: Cursor {
            ledger: LEDGER.to_owned(),
            place: Place {
                transaction: 0,
                seq,
            },
            load: None,
        },
        remaining: 0,
        start_again: false,
    }
}

fn shop() -> Vec<Row> {
    vec![
        Row::Product(sample::product("MUG-01")),
        Row::Product(sample::product("CUP-07")),
        Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1)),
        Row::Barcode(sample::barcode("15901234123454", "MUG-01", 10)),
        Row::Barcode(sample::barcode("TWINS", "MUG-01", 1)),
        Row::Barcode(sample::barcode("TWINS", "CUP-07", 1)),
        Row::Stock(sample::stock("MUG-01", "A10", 4)),
        Row::Stock(sample::stock("MUG-01", "A2", 10)),
        Row::Kit(sample::kit("SET-2", "MUG-01", 2)),
        Row::Packaging(sample::packaging("KAR-S")),
        Row::Worker(sample::worker("W-001")),
        Row::Tote("T-1".into()),
        order_row(sample::order("ZAM-1", &["MUG-01"])),
        order_row(sample::tagged(
            sample::order("ZAM-2", &["MUG-01"]),
            Tag::Today,
        )),
        order_row(sample::order("ZAM-3", &["MUG-01", "CUP-07"])),
        order_row(unpaid("ZAM-4")),
    ]
}

fn unpaid(number: &str) -> pakownia::domain::order::Order {
    let mut order = sample::order(number, &["MUG-01"]);
    order.paid_at = None;
    order
}

fn filled() -> Store {
    let mut store = Store::open_in_memory().unwrap();
    store.take_batch(&batch(shop(), 16)).unwrap();
    store
}

fn commit_at(seconds: i64, facts: &[Fact]) -> Commit<'_> {
    Commit {
        at: later(seconds),
        worker: Some(Badge::from("W-001")),
        fence: 3,
        facts,
        ..Commit::default()
    }
}

fn keep(store: &mut Store, seconds: i64, facts: &[Fact]) {
    store.commit(&commit_at(seconds, facts)).unwrap();
}

fn label(order: &str, revision: u32, bytes: &[u8]) -> (NewLabel, Fact) {
    let new = NewLabel {
        order: no(order),
        parcel: 1,
        revision,
        format: "pdf".to_owned(),
        bytes: bytes.to_vec(),
        picture: b"png".to_vec(),
        salt: vec![7; 16],
    };
    let commitment = commitment(&new.salt, &new.bytes);
    (
        new,
        Fact::LabelStored {
            order: no(order),
            parcel: 1,
            revision,
            commitment,
        },
    )
}

fn job(key: &str, source: PrintSource) -> NewPrintJob {
    NewPrintJob {
        key: key.to_owned(),
        kind: PrintKind::Label,
        title: "ZAM-1".to_owned(),
        source,
        target: "labels".to_owned(),
        order: None,
        parcel: None,
    }
}

/// Closes ZAM-1 with a label and a print job, all in one commit.
fn close_with_label(store: &mut Store, serial: u64) {
    let (new, stored) = label("ZAM-1", 1, b"%PDF one");
    let facts = [
        sample::parcel_closed("ZAM-1", 1, Some(serial), 1, &[("MUG-01", 1)]),
        stored,
        sample::order_closed("ZAM-1"),
    ];
    let printed = LabelRef {
        order: no("ZAM-1"),
        parcel: 1,
        revision: 1,
    };
    store
        .commit(&Commit {
            labels: vec![new],
            jobs: vec![job("ZAM-1/1/1", PrintSource::Label(printed))],
            answer: Some(("event-9", r#"{"verdict":"accepted"}"#)),
            number_used: Some(serial),
            ..commit_at(9, &facts)
        })
        .unwrap();
}

fn open(dir: &Path) -> Store {
    Store::open(dir).unwrap()
}
