//! Parcels for the driver: what a bench knows of other benches' parcels, and what stays on paper and as a table.

use std::fs;
use std::path::Path;

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Rejection;
use pakownia::domain::ids::StationId;
use pakownia::domain::journal::Entry;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::session::input::Card;
use pakownia::domain::session::message::Message;
use pakownia::domain::worker::Language;
use pakownia::i18n::{BenchWord, bench_word, card, debt_reason};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Master as _, Wanted};
use pakownia::station::event::{Action, Command, Event};

use crate::labels::referees::text_of;
use crate::sample;
use crate::support::bench::BenchTest;
use crate::support::handover_views;
use crate::support::process::{outcome, run, text};
use crate::support::seats::{on, seat};
use crate::support::snapshots;
use crate::support::window::{Bench, command};

/// The number of a parcel that another bench packed.
const OTHERS: &str = "059000000000099996";

fn told(bench: &mut BenchTest, lines: &[&str]) -> String {
    let mut last = String::new();
    for line in lines {
        last = bench.run_line(line);
    }
    last
}

fn pack_vase(bench: &mut BenchTest) {
    told(
        bench,
        &[
            "signin W-002",
            "scan B-106",
            "scan 5901234000093",
            "weigh 1150",
            "scan B-106",
        ],
    );
}

/// Another bench of the same shop packs B-900, and tells the master.
fn packed_elsewhere(dir: &Path) -> u64 {
    let mut master = EmbeddedMaster::open(dir, || "2026-11-20T07:00:00Z".parse().unwrap()).unwrap();
    let seat = seat(&mut master, "bench-2");
    // An order that the first bench has not heard of, and so does not hold.
    let order = sample::order("B-900", &["SPOON-01"]);
    let rows = sample::read(&[sample::order_row(order)], "");
    master.import(&rows, sample::later(0)).unwrap();
    let claims = master.claim(&seat, &Wanted::Order("B-900".into())).unwrap();
    let fence = claims.first().unwrap().fence;
    let mut closed = sample::parcel_closed("B-900", 1, Some(9_999), 1, &[]);
    if let Fact::ParcelClosed { tracking, .. } = &mut closed {
        *tracking = OTHERS.into();
    }
    let facts = [
        sample::opened("B-900", "SPOON-01"),
        closed,
        sample::order_closed("B-900"),
    ];
    let entries: Vec<Entry> = (1..)
        .zip(facts)
        .map(|(number, fact)| Entry {
            at: "2026-11-20T07:00:00Z".parse().unwrap(),
            ..sample::entry("bench-2", number, fence, fact)
        })
        .collect();
    master.push(&seat, &entries).unwrap();
    fence
}

#[test]
fn a_parcel_packed_at_another_bench_is_waited_for_and_handed_over_here() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    packed_elsewhere(bench.dir());
    bench.station().sync_all(|_| {}).unwrap();
    let begun = bench.run_line("handover dpd");
    assert!(begun.contains("list dpd 0/2"), "{begun}");
    let scanned = bench.run_line(&format!("scan {OTHERS}"));
    assert!(
        scanned.contains("list dpd 1/2") && scanned.contains("On the list: B-900, parcel 1"),
        "{scanned}"
    );
    bench.station().sync_all(|_| {}).unwrap();
    let twice = bench.run_line(&format!("scan {OTHERS}"));
    assert!(twice.contains("AlreadyOnList"), "{twice}");
    // Taken back and scanned again before the master has told anything.
    bench.run_line("undo");
    let again = bench.run_line(&format!("scan {OTHERS}"));
    assert!(again.contains("list dpd 1/2"), "{again}");
    bench.run_line("closelist");
    bench.station().sync_all(|_| {}).unwrap();
    assert_eq!(exceptions(&mut bench), []);
    // The vase still waits, and nothing else.
    let next = bench.run_line("handover dpd");
    assert!(next.contains("list dpd 0/1"), "{next}");
}

#[test]
fn what_another_bench_handed_over_goes_on_no_list_here() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.station().sync_all(|_| {}).unwrap();
    let fence = packed_elsewhere(bench.dir());
    let mut master =
        EmbeddedMaster::open(bench.dir(), || "2026-11-20T07:00:00Z".parse().unwrap()).unwrap();
    let seat = on("bench-2", "first");
    let handed = |tracking: &str, order: &str| Fact::ParcelHandedOver {
        manifest: "bench-2-0001-4".to_owned(),
        tracking: tracking.into(),
        order: Some(order.into()),
        parcel: Some(1),
    };
    let entries = [
        sample::entry("bench-2", 4, fence, handed(OTHERS, "B-900")),
        sample::entry("bench-2", 5, 0, handed("059000000000000015", "B-106")),
    ];
    master.push(&seat, &entries).unwrap();
    drop(master);
    bench.station().sync_all(|_| {}).unwrap();
    let nothing = bench.run_line("handover");
    assert!(nothing.contains("NothingToHandOver"), "{nothing}");
    // Packed here and gone from there: it is not opened again.
    let held = bench.run_line("reopen B-106 ContentsWrong");
    assert!(held.contains("bench-2-0001-4"), "{held}");
    told(
        &mut bench,
        &[
            "scan B-120",
            "scan 5901234000024",
            "scan 5901234000031",
            "scan 5901234000031",
            "weigh 660",
            "scan B-120",
            "handover",
        ],
    );
    for number in [OTHERS, "059000000000000015"] {
        let refused = bench.run_line(&format!("scan {number}"));
        assert!(
            refused.contains("OnOtherList") && refused.contains("bench-2-0001-4"),
            "{refused}"
        );
    }
}

#[test]
fn a_parcel_that_nobody_here_knows_goes_and_the_master_looks() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.run_line("handover");
    let scanned = bench.run_line(&format!("scan {OTHERS}"));
    assert!(scanned.contains("accepted"), "{scanned}");
    bench.station().sync_all(|_| {}).unwrap();
    let unknown = Rejection::UnknownParcel {
        tracking: OTHERS.into(),
    };
    let rejected = ExceptionKind::FactRejected {
        why: unknown,
        fact: "ParcelHandedOver".to_owned(),
    };
    assert_eq!(exceptions(&mut bench), [rejected]);
}

fn exceptions(bench: &mut BenchTest) -> Vec<ExceptionKind> {
    bench.with_store(|store| {
        let found = store.exceptions(10).unwrap();
        found.into_iter().map(|it| it.kind).collect()
    })
}

#[test]
fn a_closed_list_lies_on_paper_and_as_a_table_and_is_written_again_by_a_command() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    told(
        &mut bench,
        &["handover", "scan 059000000000000015", "closelist"],
    );
    let name: StationId = bench.station().station_id().clone();
    bench.station().print_due().unwrap();
    let dir = bench.dir().to_owned();
    let kept: Vec<_> = fs::read_dir(dir.join("manifests"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [kept] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    let table = fs::read_to_string(kept).unwrap();
    // The program of the command opens the directory itself.
    drop(bench.take_station());
    let out = dir.join("list.csv");
    let arguments = |format: &str, out: &Path| -> Vec<String> {
        [
            "manifest",
            "--data-dir",
            text(&dir),
            "--format",
            format,
            "--out",
            text(out),
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let command = |format: &str, out: &Path| {
        let arguments = arguments(format, out);
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    };
    command("csv", &out);
    assert_eq!(fs::read_to_string(&out).unwrap(), table);
    let rows: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        rows,
        [
            "list,carrier,closed_at,position,tracking,order,parcel,destination,gross_g,scanned_at",
            &format!(
                "{},dpd,2026-11-20T07:00:00+00:00,1,059000000000000015,B-106,1,00-001 Warszawa,1150,2026-11-20T07:00:00+00:00",
                kept.file_stem().unwrap().to_string_lossy()
            ),
        ]
    );
    assert!(rows[1].starts_with(name.as_str()), "{table}");
    let out = dir.join("list.pdf");
    command("pdf", &out);
    let folder = tempfile::tempdir().unwrap();
    let paper = text_of(folder.path(), &fs::read(&out).unwrap());
    for wanted in [
        "059000000000000015",
        "B-106",
        "DPD",
        "1.150 kg",
        "Dobra Półka",
    ] {
        assert!(paper.contains(wanted), "the paper lacks {wanted}: {paper}");
    }
    let mut none = arguments("pdf", &out);
    none.extend(["--carrier".to_owned(), "gls".to_owned()]);
    let none = outcome(&none.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(!none.status.success(), "there is no list of GLS");
}

#[test]
fn without_tracking_numbers_a_parcel_goes_under_a_substitute_of_its_own() {
    let mut bench = BenchTest::new();
    bench.with_store(|_| ());
    use_up_numbers(&mut bench);
    let mut substitutes = Vec::new();
    for (order, lines) in [
        ("B-106", &["scan 5901234000093", "weigh 1150"][..]),
        (
            "B-115",
            &["scan 5901234123457", "scan 5901234000024", "weigh 790"][..],
        ),
    ] {
        told(&mut bench, &["signin W-002", &format!("scan {order}")]);
        told(&mut bench, lines);
        let refused = bench.run_line(&format!("scan {order}"));
        assert!(refused.contains("NoTrackingNumbers"), "{refused}");
        let answer = bench.take(&Action::Command(Command::Card(Card::Substitute)));
        let Message::SubstitutePrinted { substitute, .. } = answer.message else {
            panic!("{answer:?}")
        };
        substitutes.push(substitute.to_string());
    }
    assert_eq!(substitutes, ["959000000000000018", "959000000000000025"]);
    let refused = bench.run_line("scan 959000000000000018");
    assert!(refused.contains("NoTrackingNumbers"), "{refused}");
    // The master gives new numbers.
    bench.station().sync_all(|_| {}).unwrap();
    let paid = bench.run_line("scan 959000000000000018");
    assert!(paid.contains("the real label of parcel 1 prints"), "{paid}");
    let debts = bench.station().label_debts().unwrap();
    assert_eq!(debts.len(), 1);
    let (before, after) = bench.with_store(|store| {
        let before = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        (before, store.projections_as_text().unwrap())
    });
    assert_eq!(before, after);
}

/// All tracking numbers of the bench are used up.
fn use_up_numbers(bench: &mut BenchTest) {
    let station = bench.take_station();
    drop(station);
    let database = rusqlite::Connection::open(bench.dir().join("station.db")).unwrap();
    database
        .execute("UPDATE number_range SET next = last + 1", [])
        .unwrap();
    drop(database);
    bench.restart();
}

#[test]
fn a_list_without_a_parcel_prints_nothing() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.run_line("handover");
    let answer = bench.take(&Action::Command(Command::CloseList));
    assert!(matches!(answer.message, Message::HandOverEmpty { .. }));
    assert_eq!(answer.list, None);
    assert!(!bench.run_line("prints").contains("manifest"));
    assert!(!bench.dir().join("manifests").exists());
}

#[test]
fn a_list_survives_that_its_projection_is_made_anew() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    told(&mut bench, &["handover", "scan 059000000000000015"]);
    let (before, after) = bench.with_store(|store| {
        let before = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        (before, store.projections_as_text().unwrap())
    });
    assert!(
        before.contains("handed_over|059000000000000015"),
        "{before}"
    );
    assert_eq!(before, after);
    let again = bench.run_line("scan 059000000000000015");
    assert!(again.contains("AlreadyOnList"), "{again}");
}

#[test]
fn the_cache_agrees_with_the_master_about_parcels() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    packed_elsewhere(bench.dir());
    told(&mut bench, &["handover", "scan 059000000000000015"]);
    bench.station().sync_all(|_| {}).unwrap();
    let here = bench.with_store(|store| store.cache_digests().unwrap());
    let mut master =
        EmbeddedMaster::open(bench.dir(), || "2026-11-20T07:00:00Z".parse().unwrap()).unwrap();
    let there = master.audit().unwrap().topics;
    let standing = |topics: &[pakownia::domain::feed::TopicDigest]| {
        topics.iter().find(|it| it.topic == "standing").cloned()
    };
    assert!(standing(&here).is_some());
    assert_eq!(standing(&here), standing(&there));
}

#[test]
fn a_key_begins_the_list_and_the_same_place_closes_it() {
    let lang = Language::Pl;
    let mut bench = Bench::new(snapshots::signed_in(
        lang,
        pakownia::domain::worker::Role::Packer,
    ));
    bench.press(&card(lang, Card::HandOver).title);
    assert_eq!(
        bench.sent(),
        [Event::Action(Action::Command(Command::Card(
            Card::HandOver
        )))]
    );
    let mut filled = snapshots::signed_in(lang, pakownia::domain::worker::Role::Packer);
    filled.hand_over = Some(handover_views::list(3, 2));
    bench.show(filled);
    let drawn: Vec<String> = bench.texts().into_iter().map(|text| text.text).collect();
    for wanted in ["3 / 5", "InPost", "Brakuje: 2", "ZAM-1501 (2)"] {
        assert!(
            drawn.iter().any(|text| text == wanted),
            "no {wanted}: {drawn:?}"
        );
    }
    bench.press(&bench_word(lang, BenchWord::KeyCloseList));
    let close = command(Command::Card(Card::HandOver));
    assert_eq!(bench.sent().last(), Some(&close));
}

#[test]
fn the_packer_and_the_lead_see_which_labels_are_owed_and_why() {
    for lang in [Language::Pl, Language::En] {
        let (_, owing) = handover_views::all(lang)
            .into_iter()
            .find(|(name, _)| *name == "label-debts")
            .unwrap();
        let heading = bench_word(lang, BenchWord::DebtHeading { count: 4 });
        let why = debt_reason(lang, &owing.queue.debts[0].reason);
        let bench = Bench::new(owing);
        let drawn: Vec<String> = bench.texts().into_iter().map(|text| text.text).collect();
        for wanted in [&heading, &why, "WWW-2026-01501 (1)", "WWW-2026-01502 (2)"] {
            assert!(
                drawn.iter().any(|text| text == wanted),
                "no {wanted}: {drawn:?}"
            );
        }
    }
}
