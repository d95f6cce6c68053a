//! One input is kept whole or not at all: facts, numbers, labels, print jobs, answers.

use pakownia::domain::printing::{PrintDoubt, PrintFound, PrintOutcome, PrinterTrouble};
use pakownia::master::{Claim, Cursor, NumberRange, Place};
use pakownia::store::{Commit, PrintJob, PrintSource, Store, StoreError};

use crate::sample::{self, later, no};

use super::{LEDGER, batch, close_with_label, commit_at, filled, job, keep, label, open, shop};

#[test]
fn everything_survives_closing_and_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.take_batch(&batch(shop(), 16)).unwrap();
    store
        .add_range(NumberRange {
            first: 100,
            last: 200,
        })
        .unwrap();
    store
        .set_claims(
            &[Claim {
                order: no("ZAM-1"),
                fence: 3,
            }],
            &sample::lease(),
        )
        .unwrap();
    keep(&mut store, 1, &[sample::signed_in("W-001")]);
    keep(
        &mut store,
        2,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::packed("ZAM-1", "MUG-01", 1),
        ],
    );
    close_with_label(&mut store, 100);
    let (station, epoch) = (store.station_id().clone(), store.epoch());
    let (text, last) = (store.projections_as_text().unwrap(), store.last_number());
    store.checkpoint().unwrap();
    drop(store);

    let store = open(dir.path());
    assert_eq!(
        (store.station_id(), store.epoch(), store.last_number()),
        (&station, epoch, last)
    );
    assert_eq!(store.projections_as_text().unwrap(), text);
    assert_eq!(
        store.cursor().unwrap(),
        Cursor {
            ledger: LEDGER.to_owned(),
            place: Place {
                transaction: 0,
                seq: 16
            },
            load: None,
        }
    );
    assert_eq!(
        (store.next_serial().unwrap(), store.numbers_left().unwrap()),
        (Some(101), 100)
    );
    assert_eq!(
        store.stored_answer("event-9").unwrap().as_deref(),
        Some(r#"{"verdict":"accepted"}"#)
    );
    assert_eq!(store.stored_answer("event-8").unwrap(), None);
    assert_eq!(
        store.label(&no("ZAM-1"), 1).unwrap().unwrap().bytes,
        b"%PDF one"
    );
    let job = next(&store, 10).unwrap();
    assert_eq!(store.print_job_bytes(job.job).unwrap(), b"%PDF one");
    let facts = store.facts_of_order(&no("ZAM-1")).unwrap();
    assert_eq!(facts.len(), 5);
    assert!(
        facts
            .iter()
            .all(|entry| entry.fence == 3 && entry.worker == Some("W-001".into()))
    );
    assert_eq!(store.last_closed_order().unwrap(), Some(no("ZAM-1")));
    assert_eq!(store.verify_chain().unwrap().broken, None);
}

#[test]
fn one_window_has_the_data_directory_open() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    assert!(matches!(
        Store::open(dir.path()),
        Err(StoreError::InUse { .. })
    ));
    drop(store);
    open(dir.path());
}

#[test]
fn a_commit_that_fails_leaves_nothing() {
    let mut store = filled();
    store.add_range(NumberRange { first: 1, last: 9 }).unwrap();
    keep(&mut store, 1, &[sample::opened("ZAM-1", "MUG-01")]);
    let before = store.projections_as_text().unwrap();
    let facts = [
        sample::parcel_closed("ZAM-1", 1, Some(2), 1, &[("MUG-01", 1)]),
        sample::order_closed("ZAM-1"),
    ];
    let out_of_turn = Commit {
        jobs: vec![job("k", PrintSource::Bytes(vec![1]))],
        answer: Some(("event-1", "{}")),
        number_used: Some(2),
        ..commit_at(2, &facts)
    };
    assert!(matches!(
        store.commit(&out_of_turn),
        Err(StoreError::SerialOutOfTurn {
            expected: Some(1),
            got: 2
        })
    ));
    assert_eq!(store.projections_as_text().unwrap(), before);
    assert_eq!(
        (store.last_number(), store.unsent(10).unwrap().len()),
        (1, 1)
    );
    assert_eq!(store.stored_answer("event-1").unwrap(), None);
    assert_eq!(next(&store, 9), None);
    assert_eq!(store.next_serial().unwrap(), Some(1));
    // The bench works on, and the chain has no scar.
    keep(&mut store, 3, &[sample::packed("ZAM-1", "MUG-01", 1)]);
    assert_eq!(store.verify_chain().unwrap().broken, None);
}

#[test]
fn serials_are_used_in_order_without_a_gap_over_all_ranges() {
    let mut store = filled();
    assert_eq!(store.next_serial().unwrap(), None);
    store.add_range(NumberRange { first: 5, last: 6 }).unwrap();
    store.add_range(NumberRange { first: 5, last: 6 }).unwrap();
    store
        .add_range(NumberRange {
            first: 20,
            last: 20,
        })
        .unwrap();
    for overlapping in [(6, 8), (1, 5), (20, 20 + 1), (9, 8)] {
        let range = NumberRange {
            first: overlapping.0,
            last: overlapping.1,
        };
        assert!(
            matches!(
                store.add_range(range),
                Err(StoreError::RangeOverlaps { .. })
            ),
            "{overlapping:?}"
        );
    }
    assert_eq!(store.numbers_left().unwrap(), 3);
    for (parcel, serial) in [(1, 5), (2, 6), (3, 20)] {
        let facts = [sample::parcel_closed(
            "ZAM-1",
            parcel,
            Some(serial),
            1,
            &[("MUG-01", 1)],
        )];
        for wrong in [None, Some(serial + 1)] {
            let commit = Commit {
                number_used: wrong,
                ..commit_at(1, &facts)
            };
            assert!(matches!(
                store.commit(&commit),
                Err(StoreError::SerialOutOfTurn { .. })
            ));
        }
        store
            .commit(&Commit {
                number_used: Some(serial),
                ..commit_at(1, &facts)
            })
            .unwrap();
    }
    assert_eq!(
        (store.next_serial().unwrap(), store.numbers_left().unwrap()),
        (None, 0)
    );
    let facts = [sample::parcel_closed("ZAM-1", 1, None, 2, &[("MUG-01", 1)])];
    keep(&mut store, 2, &facts);
}

#[test]
fn a_label_without_its_fact_is_not_kept() {
    let mut store = filled();
    let (new, _) = label("ZAM-1", 1, b"%PDF one");
    let (_, other) = label("ZAM-1", 1, b"%PDF two");
    let commit = Commit {
        labels: vec![new],
        ..commit_at(1, std::slice::from_ref(&other))
    };
    assert!(matches!(
        store.commit(&commit),
        Err(StoreError::LabelNotRecorded { .. })
    ));
    assert_eq!(store.label(&no("ZAM-1"), 1).unwrap(), None);
}

#[test]
fn a_new_revision_makes_the_old_label_void() {
    let mut store = filled();
    for (revision, bytes) in [(1, b"%PDF one"), (2, b"%PDF two")] {
        let (new, stored) = label("ZAM-1", revision, bytes);
        store
            .commit(&Commit {
                labels: vec![new],
                ..commit_at(1, std::slice::from_ref(&stored))
            })
            .unwrap();
        let newest = store.label(&no("ZAM-1"), 1).unwrap().unwrap();
        assert_eq!(
            (newest.revision, newest.bytes.as_slice()),
            (revision, bytes.as_slice())
        );
    }
    assert_eq!(store.label(&no("ZAM-1"), 2).unwrap(), None);
}

#[test]
fn a_document_is_queued_once_and_tried_until_it_is_on_paper() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let queue = |key: &str| Commit {
        jobs: vec![job(key, PrintSource::Bytes(vec![1, 2]))],
        ..commit_at(1, &[])
    };
    store.commit(&queue("a")).unwrap();
    store.commit(&queue("a")).unwrap();
    store.commit(&queue("b")).unwrap();
    assert_eq!(store.print_jobs(10).unwrap().len(), 2);
    let first = next(&store, 1).unwrap();
    let no_paper = PrinterTrouble::OutOfPaper;
    store.print_begins(first.job, later(1)).unwrap();
    store
        .print_failed(first.job, &no_paper, (later(0), Some(later(60))))
        .unwrap();
    let second = next(&store, 2).unwrap();
    assert_eq!(
        second.key, "b",
        "a failed job does not hold up the next one"
    );
    store.print_done(second.job, PrintOutcome::Printed).unwrap();
    assert!(
        matches!(
            store.print_job_bytes(second.job),
            Err(StoreError::NoSuchJob { .. })
        ),
        "its bytes are erased"
    );
    drop(store);

    let mut store = open(dir.path());
    assert_eq!(next(&store, 59), None);
    let again = next(&store, 60).unwrap();
    assert_eq!(
        (again.key.as_str(), again.attempts, &again.failed),
        ("a", 1, &Some(no_paper.clone()))
    );
    store
        .print_failed(again.job, &no_paper, (later(0), None))
        .unwrap();
    assert_eq!(
        next(&store, 9_999),
        None,
        "only a person can ask for it now"
    );
    store.retry_print(again.job).unwrap();
    assert!(next(&store, 61).is_some());
    store.print_done(again.job, PrintOutcome::Sent).unwrap();
    store.commit(&queue("a")).unwrap();
    assert_eq!(
        store.print_jobs(10).unwrap(),
        vec![],
        "a printed document is not printed by a second request"
    );
    assert_eq!(store.print_outcome("a").unwrap().as_deref(), Some("sent"));
    assert!(matches!(
        store.print_done(99, PrintOutcome::Printed),
        Err(StoreError::NoSuchJob { job: 99 })
    ));
}

#[test]
fn a_document_that_a_printer_has_is_never_given_out_again_until_somebody_knows() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let queue = Commit {
        jobs: vec![job("a", PrintSource::Bytes(vec![1, 2]))],
        ..commit_at(1, &[])
    };
    store.commit(&queue).unwrap();
    let waiting = next(&store, 1).unwrap();
    store.print_begins(waiting.job, later(1)).unwrap();
    assert_eq!(next(&store, 9_999), None);
    drop(store);

    let mut store = open(dir.path());
    assert_eq!(
        next(&store, 9_999),
        None,
        "the program was killed meanwhile"
    );
    let under_way = store.print_job_under_way("labels").unwrap().unwrap();
    assert_eq!((under_way.job, under_way.under_way), (waiting.job, true));
    assert_eq!(store.doubtful_print().unwrap(), None);
    store
        .print_doubted(waiting.job, &PrintDoubt::ProgramEnded)
        .unwrap();
    assert_eq!(next(&store, 9_999), None);
    let asked = store.doubtful_print().unwrap().unwrap();
    assert_eq!(asked.doubt, Some(PrintDoubt::ProgramEnded));

    let found = |found| Commit {
        found: vec![(waiting.job, found)],
        ..commit_at(2, &[])
    };
    store.commit(&found(PrintFound::NotPrinted)).unwrap();
    assert_eq!(next(&store, 3).map(|job| job.job), Some(waiting.job));
    store.commit(&found(PrintFound::Printed)).unwrap();
    assert!(
        next(&store, 3).is_some(),
        "an answer to nothing settles nothing"
    );
    store.print_begins(waiting.job, later(3)).unwrap();
    store
        .print_doubted(waiting.job, &PrintDoubt::LineCut)
        .unwrap();
    store.commit(&found(PrintFound::Twice)).unwrap();
    assert_eq!(store.print_jobs(10).unwrap(), vec![]);
    let outcome = store.print_outcome("a").unwrap();
    assert_eq!(outcome.as_deref(), Some("found_twice"));
}

/// The next label so many seconds later.
fn next(store: &Store, seconds: i64) -> Option<PrintJob> {
    store.next_print_job("labels", later(seconds)).unwrap()
}
