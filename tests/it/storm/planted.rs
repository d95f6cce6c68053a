//! The look through the books must be able to fail: whatever is planted in them is found.

use std::collections::BTreeMap;

use pakownia::domain::exception::{Exception, ExceptionKind};
use pakownia::domain::location::Location;
use pakownia::domain::session::fact::{Fact, PackedUnits};
use pakownia::domain::units::Grams;

use super::books::{Books, Kept, Received};
use super::ground::Ground;

/// A bench that packed one order, a bench that packed none, and a master that knows it.
fn a_small_shop() -> Books {
    let place = Location::new("A", "1", "7");
    let cup = || "MUG-01".into();
    let closed = Fact::ParcelClosed {
        ruling: None,
        order: "PL-1041".into(),
        parcel: 1,
        packaging: "KAR-S".into(),
        gross: Grams(850),
        tracking: "059000000000010014".into(),
        serial: Some(1001),
        label_revision: 1,
        contents: vec![PackedUnits {
            sku: cup(),
            units: 2,
            location: Some(place.clone()),
        }],
    };
    let done = Fact::OrderClosed {
        order: "PL-1041".into(),
        parcels: 1,
    };
    let numbered = (1_u8..).zip([closed, done]);
    let journal: Vec<Kept> = numbered
        .map(|(number, fact)| Kept {
            key: ("bench-1".to_owned(), 1, number.into()),
            hash: format!("{number:064x}"),
            fact,
        })
        .collect();
    let inbox = journal.iter().map(|kept| Received {
        key: kept.key.clone(),
        hash: kept.hash.clone(),
        rejected: None,
    });
    let bin = |units| BTreeMap::from([((cup(), place.clone()), units)]);
    let boxes = |left| BTreeMap::from([("KAR-S".to_owned(), left)]);
    Books {
        ordered: BTreeMap::from([("PL-1041".to_owned(), BTreeMap::from([(cup(), 2)]))]),
        inbox: inbox.collect(),
        journals: vec![journal, vec![]],
        stock: (bin(12), bin(10)),
        boxes: (boxes(300), boxes(299)),
        ..Books::default()
    }
}

#[test]
fn whatever_is_planted_in_the_books_of_a_storm_is_found() {
    let sound = a_small_shop();
    assert_eq!(sound.faults(), Vec::<String>::new());
    assert_eq!(sound.closed_orders(), 1);
    in_the_books(&sound);
}

/// Plants one fault after the other, in copies of sound books and in the master itself.
pub(super) fn each_is_found(ground: &mut Ground, sound: &Books) {
    in_the_books(sound);
    in_the_master(ground);
}

fn must_find(books: &Books, word: &str) {
    let faults = books.faults();
    assert!(
        faults.iter().any(|fault| fault.contains(word)),
        "planted and not found: {word:?} in {faults:#?}"
    );
}

/// Where a parcel's last closing stands in the journals.
fn a_parcel(books: &Books) -> (usize, usize) {
    let last = |journal: &Vec<Kept>| {
        let is_parcel = |kept: &Kept| matches!(kept.fact, Fact::ParcelClosed { .. });
        journal.iter().rposition(is_parcel)
    };
    let mut found = books.journals.iter().enumerate();
    found
        .find_map(|(bench, journal)| Some((bench, last(journal)?)))
        .unwrap()
}

/// A fault to plant, and the word by which it is found.
type Plant<'a> = (&'a dyn Fn(&mut Books), &'a str);

fn each_one(sound: &Books, plants: &[Plant<'_>]) {
    for (plant, word) in plants {
        let mut books = sound.clone();
        plant(&mut books);
        must_find(&books, word);
    }
}

fn in_the_books(sound: &Books) {
    in_the_inbox(sound);
    in_the_parcels(sound);
    in_the_shelves(sound);
}

fn in_the_inbox(sound: &Books) {
    let (bench, _) = a_parcel(sound);
    each_one(
        sound,
        &[
            (&|books| drop(books.inbox.pop()), "lost"),
            (&|books| books.inbox.push(books.inbox[0].clone()), "twice"),
            (&|books| books.inbox[0].hash.push('0'), "changed"),
            (&|books| drop(books.journals[bench].pop()), "no bench knows"),
            (&|books| books.inbox_doubles = 1, "second facts"),
            (
                &|books| books.inbox[0].rejected = Some("planted".to_owned()),
                "does not count",
            ),
        ],
    );
}

fn in_the_parcels(sound: &Books) {
    let (bench, at) = a_parcel(sound);
    let other = (bench + 1) % sound.journals.len();
    let again = |books: &mut Books, change: &dyn Fn(&mut Fact)| {
        let mut parcel = books.journals[bench][at].clone();
        change(&mut parcel.fact);
        books.journals[bench].push(parcel);
    };
    each_one(
        sound,
        &[
            (
                &|books| {
                    let parcel = books.journals[bench][at].clone();
                    books.journals[other].push(parcel);
                },
                "packed twice",
            ),
            (
                &|books| {
                    again(books, &|fact| {
                        if let Fact::ParcelClosed { parcel, .. } = fact {
                            *parcel += 100;
                        }
                    });
                },
                "is on",
            ),
            (
                &|books| {
                    again(books, &|fact| {
                        if let Fact::ParcelClosed { tracking, .. } = fact {
                            *tracking = "059000000000999999".into();
                        }
                    });
                },
                "has the numbers",
            ),
            (
                &|books| {
                    let fact = &mut books.journals[bench][at].fact;
                    if let Fact::ParcelClosed { contents, .. } = fact {
                        contents[0].units += 1;
                    }
                },
                "ordered were",
            ),
        ],
    );
}

fn in_the_shelves(sound: &Books) {
    let left = |books: &mut Books, left: i64| {
        *books.stock.1.values_mut().next().unwrap() = left;
    };
    each_one(
        sound,
        &[
            (&|books| left(books, 7_654_321), "stock of"),
            (&|books| left(books, -9_999), "nobody was told"),
            (
                &|books| *books.boxes.1.values_mut().next().unwrap() += 1,
                "boxes",
            ),
            (
                &|books| {
                    books.exceptions.push(Exception {
                        id: "planted".to_owned(),
                        kind: ExceptionKind::CopiedBench,
                        order: None,
                        parcel: None,
                        station: None,
                        opened_at: chrono::DateTime::UNIX_EPOCH,
                        settled: None,
                    });
                },
                "nothing explains",
            ),
        ],
    );
}

/// The same with the server's own tables: a fact that is gone, a unit that nobody packed, and a row
/// that changed behind the feed's back.
fn in_the_master(ground: &mut Ground) {
    let plants = [
        (
            "DELETE FROM inbox WHERE (station, epoch, number) = (SELECT station, epoch, number FROM inbox WHERE kind = 'ParcelClosed' LIMIT 1)",
            "lost: ParcelClosed",
        ),
        (
            "INSERT INTO inbox(station, epoch, number, at, fence, kind, body, hash) SELECT station, epoch, number + 1000000, at, fence, kind, body, hash FROM inbox LIMIT 1",
            "no bench knows",
        ),
        (
            "UPDATE record SET body = replace(body, '\"on_hand\":', '\"on_hand\":9'), mark = mark + 1
             WHERE key = (SELECT min(key) FROM record WHERE topic = 'stock') AND topic = 'stock'",
            "stock of",
        ),
    ];
    for (plant, _) in plants {
        let planted = ground.watch.ask(|client| client.execute(plant, &[]));
        assert_eq!(planted.unwrap(), 1, "{plant}");
    }
    let books = ground.books();
    for (_, word) in plants {
        must_find(&books, word);
    }
    must_find(&books, "the cache of bench 0: Found");
}
