//! A real database file, damaged in the places where disks damage files: nothing is lost that anybody still has.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use pakownia::domain::feed::{Claim, NumberRange, Row};
use pakownia::domain::ids::Badge;
use pakownia::domain::journal::Entry;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Place, Pulled};
use pakownia::store::backup::{copies, make_copy};
use pakownia::store::{Commit, NewLabel, RescueReport, Store, StoreError, commitment};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::sample::{self, later, no, order_row};

/// Orders packed; some hundred facts on some dozen pages.
const ORDERS: u64 = 60;

/// What a disk writes at once, and what it spoils at once.
const PAGE: usize = 4_096;

/// A bench in a directory of its own.
struct Bench {
    dir: TempDir,
}

/// What has to be the same before and after.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    facts: Vec<Entry>,
    labels: Vec<Vec<u8>>,
    projections: String,
    claims: Vec<Claim>,
    numbers_left: u64,
    acknowledged: u64,
}

impl Bench {
    /// A bench that packed for a while; everything is in the database file, nothing in its log.
    fn that_packed(orders: u64) -> Self {
        let bench = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        let mut store = Store::open(bench.path()).unwrap();
        store.take_batch(&catalogue()).unwrap();
        store
            .add_range(NumberRange {
                first: 1,
                last: 1_000,
            })
            .unwrap();
        pack(&mut store, 1..=orders);
        store.pushed(100, &[], later(6)).unwrap();
        drop(store);
        assert!(!bench.path().join("station.db-wal").exists());
        bench
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn file(&self) -> PathBuf {
        self.path().join("station.db")
    }

    fn open(&self) -> Store {
        Store::open(self.path()).unwrap()
    }

    /// Pages of a table or an index, by its name, without its root unless that is all there is.
    fn pages_of(&self, name: &str, kind: &str) -> Vec<usize> {
        let connection = Connection::open(self.file()).unwrap();
        let mut query = connection
            .prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY pageno")
            .unwrap();
        let pages = query
            .query_map([name, kind], |row| row.get::<_, u32>(0))
            .unwrap();
        pages
            .map(|page| usize::try_from(page.unwrap()).unwrap())
            .collect()
    }

    /// Spoils whole pages, numbered from 1, with what a dying disk gives.
    fn spoil(&self, pages: &[usize]) {
        let mut bytes = fs::read(self.file()).unwrap();
        for page in pages {
            let begin = (page - 1) * PAGE;
            for (at, byte) in bytes[begin..begin + PAGE].iter_mut().enumerate() {
                *byte = u8::try_from(at.wrapping_mul(31) % 251).unwrap();
            }
        }
        fs::write(self.file(), bytes).unwrap();
    }
}

fn catalogue() -> Pulled {
    let products = (0..300).map(|at| Row::Product(sample::product(&format!("MUG-{at:03}"))));
    let orders = (1..=ORDERS).map(|at| order_row(sample::order(&name(at), &["MUG-001"])));
    Pulled {
        rows: products.chain(orders).collect(),
        cursor: Cursor {
            ledger: "ledger-1".to_owned(),
            place: Place {
                transaction: 0,
                seq: 360,
            },
            load: None,
        },
        remaining: 0,
        start_again: false,
    }
}

fn name(order: u64) -> String {
    format!("ZAM-{order:04}")
}

/// Opens, packs and closes orders, each with a label that is longer than a page.
fn pack(store: &mut Store, orders: std::ops::RangeInclusive<u64>) {
    for order in orders {
        let claim = Claim {
            order: no(&name(order)),
            fence: 7,
        };
        store.set_claims(&[claim], &sample::lease()).unwrap();
        for fact in [
            sample::opened(&name(order), "MUG-001"),
            sample::packed(&name(order), "MUG-001", 1),
            sample::refused(Some(&name(order)), "MUG-002"),
        ] {
            keep(store, order, &[fact], vec![], None);
        }
        let bytes = name(order).repeat(900).into_bytes();
        let label = NewLabel {
            order: no(&name(order)),
            parcel: 1,
            revision: 1,
            format: "pdf".to_owned(),
            bytes,
            picture: b"png".to_vec(),
            salt: vec![7; 16],
        };
        let stored = Fact::LabelStored {
            order: no(&name(order)),
            parcel: 1,
            revision: 1,
            commitment: commitment(&label.salt, &label.bytes),
        };
        let closing = [
            sample::parcel_closed(&name(order), 1, Some(order), 1, &[("MUG-001", 1)]),
            stored,
            sample::order_closed(&name(order)),
        ];
        keep(store, order, &closing, vec![label], Some(order));
    }
}

fn keep(store: &mut Store, at: u64, facts: &[Fact], labels: Vec<NewLabel>, used: Option<u64>) {
    store
        .commit(&Commit {
            at: later(i64::try_from(at).unwrap()),
            worker: Some(Badge::from("W-001")),
            fence: 7,
            facts,
            labels,
            number_used: used,
            ..Commit::default()
        })
        .unwrap();
}

fn facts_of(store: &Store) -> Vec<Entry> {
    let mut facts = Vec::new();
    store.each_fact(|entry| facts.push(entry)).unwrap();
    facts
}

/// Everything but the cache, and the queue that is counted from it.
fn kept_in(store: &Store) -> Kept {
    let labels = (1..=ORDERS).filter_map(|order| store.label(&no(&name(order)), 1).unwrap());
    let text = store.projections_as_text().unwrap();
    let own = text.lines().filter(|line| !line.starts_with("queue"));
    Kept {
        facts: facts_of(store),
        labels: labels.map(|label| label.bytes).collect(),
        projections: own.collect::<Vec<_>>().join("\n"),
        claims: store.claims().unwrap(),
        numbers_left: store.numbers_left().unwrap(),
        acknowledged: store.acknowledged().unwrap(),
    }
}

/// Fact by fact, so that a failing test names the first that differs.
#[track_caller]
fn assert_same(now: &[Entry], before: &[Entry]) {
    for (is, was) in now.iter().zip(before) {
        assert_eq!(is, was);
    }
    assert_eq!(now.len(), before.len(), "so many facts");
}

#[track_caller]
fn assert_kept(now: &Kept, before: &Kept) {
    assert_same(&now.facts, &before.facts);
    assert!(now.labels == before.labels, "the labels differ");
    assert_eq!(now.projections, before.projections);
    assert!(
        now == before,
        "claims, numbers or the acknowledged mark differ"
    );
}

fn report(store: &Store) -> RescueReport {
    store.rescued().expect("the database was made anew").clone()
}

/// The damage is noticed by the nightly copy, and mended by the next start.
fn noticed_and_mended(bench: &Bench) -> Store {
    let copied = make_copy(bench.path(), "2026-11-21", later(0));
    assert!(copied.unwrap_err().is_damage());
    bench.open()
}

#[test]
fn a_sound_database_is_opened_as_it_is() {
    let bench = Bench::that_packed(3);
    make_copy(bench.path(), "2026-11-21", later(0)).unwrap();
    assert_eq!(bench.open().rescued(), None);
    assert!(!bench.path().join("damaged").exists());
}

#[test]
fn a_damaged_cache_page_costs_nothing_but_a_new_pull() {
    let bench = Bench::that_packed(ORDERS);
    let before = kept_in(&bench.open());
    let damaged = fs::read(bench.file()).unwrap();
    bench.spoil(&bench.pages_of("product", "leaf")[1..2]);
    let spoilt = fs::read(bench.file()).unwrap();
    assert_ne!(damaged, spoilt);
    let store = noticed_and_mended(&bench);
    assert_kept(&kept_in(&store), &before);
    let report = report(&store);
    assert!(report.is_whole(), "{report:?}");
    assert_eq!(
        store.cursor().unwrap(),
        Cursor::default(),
        "pulled from the start"
    );
    let aside = fs::read(report.kept_aside.join("station.db")).unwrap();
    assert_eq!(aside, spoilt, "the damaged file is kept byte for byte");
    assert!(store.verify_chain().unwrap().broken.is_none());
}

#[test]
fn a_damaged_index_page_costs_nothing() {
    let bench = Bench::that_packed(ORDERS);
    let before = kept_in(&bench.open());
    bench.spoil(&bench.pages_of("fact_of_order", "leaf")[..1]);
    let store = noticed_and_mended(&bench);
    assert_kept(&kept_in(&store), &before);
    assert!(report(&store).is_whole());
}

#[test]
fn a_damaged_inner_page_of_the_journal_costs_nothing() {
    let bench = Bench::that_packed(ORDERS);
    let before = kept_in(&bench.open());
    bench.spoil(&bench.pages_of("fact", "internal"));
    let store = bench.open();
    assert_kept(&kept_in(&store), &before);
    assert!(report(&store).lost.is_empty());
}

#[test]
fn a_damaged_header_costs_the_numbers_that_may_have_been_used_and_no_fact() {
    let bench = Bench::that_packed(ORDERS);
    let before = kept_in(&bench.open());
    bench.spoil(&[1]);
    let store = bench.open();
    let after = kept_in(&store);
    assert_same(&after.facts, &before.facts);
    assert_eq!(after.labels, before.labels, "each proved by its fact");
    assert_eq!(after.projections, before.projections);
    assert_eq!(after.numbers_left, 0, "a number is never used twice");
    assert_eq!(store.station_id(), &before.facts[0].station);
    assert!(report(&store).lost.is_empty());
}

#[test]
fn a_damaged_journal_page_costs_its_facts_and_each_is_named() {
    let bench = Bench::that_packed(ORDERS);
    let before = facts_of(&bench.open());
    let leaf = bench.pages_of("fact", "leaf")[5];
    bench.spoil(&[leaf]);
    let store = noticed_and_mended(&bench);
    let after = facts_of(&store);
    let report = report(&store);
    let [(first, last)] = report.lost.as_slice() else {
        panic!("{report:?}")
    };
    assert!(
        report.facts_lost() > 0 && report.facts_lost() < 30,
        "{report:?}"
    );
    assert_eq!(after.len(), before.len());
    for (was, is) in before.iter().zip(&after) {
        if (*first..=*last).contains(&was.number) {
            assert_eq!(is.fact, Fact::EntryLost);
            assert_eq!(is.number, was.number);
        } else {
            assert_eq!(is, was);
        }
    }
    let chain = store.verify_chain().unwrap();
    assert_eq!((chain.broken, chain.lost), (None, report.facts_lost()));
    let told = report.in_words().join("\n");
    assert!(told.contains(&format!("{first} to {last}")), "{told}");
}

#[test]
fn what_a_copy_has_is_not_lost_with_its_page() {
    let bench = Bench::that_packed(ORDERS / 2);
    make_copy(bench.path(), "2026-11-20", later(0)).unwrap();
    let mut store = bench.open();
    pack(&mut store, ORDERS / 2 + 1..=ORDERS);
    let before = kept_in(&store);
    drop(store);
    let leaves = bench.pages_of("fact", "leaf");
    bench.spoil(&leaves[1..leaves.len() / 3]);
    let store = noticed_and_mended(&bench);
    assert_kept(&kept_in(&store), &before);
    let report = report(&store);
    assert!(report.is_whole(), "{report:?}");
    assert!(report.from_copy > 0 && report.from_file > 0);
    assert_ne!(
        store.cursor().unwrap(),
        Cursor::default(),
        "the copy's cache goes on"
    );
}

#[test]
fn a_fact_whose_words_were_changed_by_the_disk_is_taken_from_the_copy() {
    let bench = Bench::that_packed(ORDERS);
    make_copy(bench.path(), "2026-11-20", later(0)).unwrap();
    let before = facts_of(&bench.open());
    let bytes = fs::read(bench.file()).unwrap();
    let text = br#""fact":"UnitsPacked","order":"ZAM-0030""#;
    let at = bytes
        .windows(text.len())
        .position(|part| part == text)
        .unwrap();
    let mut changed = bytes;
    changed[at + text.len() - 2] = b'9';
    fs::write(bench.file(), changed).unwrap();
    bench.spoil(&bench.pages_of("fact_of_order", "leaf")[..1]);
    let store = noticed_and_mended(&bench);
    assert_same(&facts_of(&store), &before);
}

#[test]
fn a_journal_that_is_gone_comes_back_from_its_copy_and_says_so() {
    let bench = Bench::that_packed(ORDERS);
    make_copy(bench.path(), "2026-11-20", later(0)).unwrap();
    let before = kept_in(&bench.open());
    for gone in [true, false] {
        if gone {
            fs::remove_file(bench.file()).unwrap();
        } else {
            fs::write(bench.file(), b"").unwrap();
        }
        let store = bench.open();
        let after = kept_in(&store);
        assert_same(&after.facts, &before.facts);
        assert_eq!(after.labels, before.labels);
        assert_eq!(
            after.numbers_left, 0,
            "parcels closed since may have used them"
        );
        assert!(report(&store).copy.is_some());
    }
}

#[test]
fn a_bench_whose_journal_is_gone_without_a_copy_does_not_begin_an_empty_one() {
    let bench = Bench::that_packed(3);
    fs::remove_file(bench.file()).unwrap();
    for _again in 0..2 {
        let refused = Store::open(bench.path()).unwrap_err();
        assert!(
            matches!(refused, StoreError::JournalGone { .. }),
            "{refused}"
        );
        assert!(refused.to_string().contains("Put station.db back"));
    }
}

#[test]
fn facts_that_only_the_log_holds_come_through_a_spoilt_file() {
    let bench = Bench::that_packed(10);
    let mut store = bench.open();
    pack(&mut store, 11..=14);
    let before = facts_of(&store);
    // The power goes: the log was never carried over.
    let after_the_cut = Bench {
        dir: tempfile::tempdir().unwrap(),
    };
    for name in ["station.db", "station.db-wal", "station.lock"] {
        fs::copy(bench.path().join(name), after_the_cut.path().join(name)).unwrap();
    }
    drop(store);
    let length = usize::try_from(fs::metadata(after_the_cut.file()).unwrap().len()).unwrap();
    assert!(length > 0);
    after_the_cut.spoil(&[1]);
    let wal = after_the_cut.path().join("station.db-wal");
    let mut log = fs::read(&wal).unwrap();
    // The log's own first page is spoilt too, or SQLite would mend the file from it by itself.
    for frame in (32..log.len()).step_by(24 + PAGE) {
        if log[frame..frame + 4] == [0, 0, 0, 1] {
            log[frame + 24..frame + 24 + 100].fill(0xA5);
        }
    }
    fs::write(&wal, log).unwrap();
    let store = after_the_cut.open();
    assert_same(&facts_of(&store), &before);
}

#[test]
fn a_file_cut_short_keeps_the_numbers_that_the_master_has() {
    let bench = Bench::that_packed(ORDERS);
    let mut store = bench.open();
    let before = facts_of(&store);
    store.pushed(before.len() as u64, &[], later(6)).unwrap();
    drop(store);
    let lost = bench.pages_of("fact", "leaf");
    bench.spoil(&lost[lost.len() - 2..]);
    let mut store = bench.open();
    let after = facts_of(&store);
    let report = report(&store);
    assert!(!report.lost.is_empty());
    assert_eq!(
        after.len(),
        before.len(),
        "the next fact gets a number that nobody has used"
    );
    assert_eq!(store.unsent_count().unwrap(), 0);
    keep(
        &mut store,
        99,
        &[sample::order_closed("ZAM-0001")],
        vec![],
        None,
    );
    assert_eq!(store.last_number(), before.len() as u64 + 1);
}

#[test]
fn a_rescue_that_was_interrupted_goes_on() {
    let bench = Bench::that_packed(ORDERS);
    let before = facts_of(&bench.open());
    bench.spoil(&[1]);
    let damaged = fs::read(bench.file()).unwrap();
    let store = bench.open();
    let aside = report(&store).kept_aside;
    drop(store);
    // As it stands between two moves: the new file waits, the damaged one is still there.
    fs::rename(bench.file(), bench.path().join("station.db.rescued")).unwrap();
    fs::rename(aside.join("station.db"), bench.file()).unwrap();
    let store = bench.open();
    assert_same(&facts_of(&store), &before);
    assert_eq!(fs::read(aside.join("station.db")).unwrap(), damaged);
    assert!(!bench.path().join("station.db.rescued").exists());
}

#[test]
fn damage_that_shows_while_the_bench_works_is_mended_when_it_opens_its_database_again() {
    let bench = Bench::that_packed(ORDERS);
    let mut store = bench.open();
    let before = facts_of(&store);
    bench.spoil(&[1]);
    store.reopen().unwrap();
    assert_same(&facts_of(&store), &before);
    assert!(store.rescued().is_some());
    keep(
        &mut store,
        99,
        &[sample::order_closed("ZAM-0001")],
        vec![],
        None,
    );
    drop(store);
    assert_eq!(bench.open().last_number(), before.len() as u64 + 1);
}

#[test]
fn a_copy_is_made_while_the_bench_packs_and_seven_stay() {
    let bench = Bench::that_packed(5);
    let mut store = bench.open();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for day in 1..=9 {
                make_copy(bench.path(), &format!("2026-11-{day:02}"), later(0)).unwrap();
            }
            is_done.store(true, Ordering::SeqCst);
        });
        let mut order = 6;
        while !is_done.load(Ordering::SeqCst) && order <= ORDERS {
            pack(&mut store, order..=order);
            order += 1;
        }
    });
    let facts = facts_of(&store);
    let copies = copies(bench.path());
    let days: Vec<_> = copies
        .iter()
        .map(|copy| copy.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(days.len(), 7);
    assert_eq!(days[0], "station-2026-11-03.db");
    for copy in &copies {
        let copied = facts_of(&Store::read_only(copy).unwrap());
        assert!(
            facts.starts_with(&copied),
            "a copy is the journal up to some moment"
        );
    }
}

#[test]
fn a_damaged_database_replaces_no_copy() {
    let bench = Bench::that_packed(ORDERS);
    let made = make_copy(bench.path(), "2026-11-20", later(0)).unwrap();
    let sound = fs::read(&made.file).unwrap();
    bench.spoil(&bench.pages_of("fact", "leaf")[2..3]);
    assert!(
        make_copy(bench.path(), "2026-11-20", later(0))
            .unwrap_err()
            .is_damage()
    );
    assert_eq!(fs::read(&made.file).unwrap(), sound);
    assert_eq!(made.facts, ORDERS * 6);
}

#[test]
fn what_is_opened_for_reading_cannot_be_changed_and_hinders_nobody() {
    let bench = Bench::that_packed(3);
    let mut store = bench.open();
    let mut reader = Store::read_only(&bench.file()).unwrap();
    assert_same(&facts_of(&reader), &facts_of(&store));
    let refused = reader.pushed(1, &[], later(6));
    assert!(matches!(refused, Err(StoreError::NeedsReopen)));
    pack(&mut store, 4..=4);
    assert_same(&facts_of(&reader), &facts_of(&store));
}
