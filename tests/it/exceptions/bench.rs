//! The exceptions desk at one bench: from the packer's scan to the lead's word and the report.

use pakownia::domain::alerts::AlertKind;
use pakownia::domain::desk::{Entry, EntryKind, Outcome, Standing, What};
use pakownia::domain::gate::Hold;
use pakownia::domain::printing::{PrintOutcome, PrinterTrouble};
use pakownia::domain::session::message::Verdict;
use pakownia::station::event::{Action, Command};
use pakownia::store::{Commit, NewPrintJob, PrintKind, PrintSource};
use serde_json::Value;

use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};

/// What the window does each minute. Answers the alerts that are open.
pub(super) fn look(bench: &mut BenchTest) -> Vec<AlertKind> {
    let station = bench.station();
    let measured = station.measure_now().unwrap();
    station.judge_alerts(&measured).unwrap();
    let alerts = station.open_alerts().unwrap();
    alerts.into_iter().map(|alert| alert.raised.kind).collect()
}

pub(super) fn open(bench: &mut BenchTest) -> Vec<Entry> {
    bench.station().desk_view().unwrap().open
}

pub(super) fn past(bench: &mut BenchTest) -> Vec<Entry> {
    bench.station().desk_view().unwrap().past
}

/// Kinds and orders of what is open.
pub(super) fn told(bench: &mut BenchTest) -> Vec<(EntryKind, String)> {
    let told = |entry: Entry| {
        let order = entry.order.clone().map(|order| order.0);
        (entry.kind(), order.unwrap_or_default())
    };
    open(bench).into_iter().map(told).collect()
}

pub(super) fn run(bench: &mut BenchTest, lines: &[&str]) {
    for line in lines {
        bench.run_line(line);
    }
}

pub(super) fn close(
    bench: &mut BenchTest,
    entry: &str,
    (outcome, note): (Outcome, &str),
) -> (Verdict, Option<&'static str>) {
    let command = Command::Settle {
        exception: entry.to_owned(),
        outcome,
        note: note.to_owned(),
    };
    let answer = bench.take(&Action::Command(command));
    (answer.verdict, answer.message.reason())
}

const DONE: (Verdict, Option<&'static str>) = (Verdict::Accepted, None);

/// A parcel that a lead lets go 180 g too light.
const RELEASED: [&str; 7] = [
    "signin W-001",
    "scan B-101",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000031",
    "weigh 700",
    "release W-900 900900 box is thicker",
];

#[test]
fn a_short_pick_a_weight_let_go_and_an_order_put_aside_are_entries_of_one_queue() {
    let mut bench = BenchTest::new();
    run(&mut bench, &RELEASED);
    run(
        &mut bench,
        &["scan B-101", "scan B-114", "short MUG-01 3 hold BinEmpty"],
    );
    run(&mut bench, &["scan B-115", "hold Other"]);
    use EntryKind::{Held, ShortPick, WeightRelease};
    let entries = told(&mut bench);
    let expected = [
        (WeightRelease, "B-101"),
        (ShortPick, "B-114"),
        (Held, "B-115"),
    ];
    for (kind, order) in expected {
        assert!(
            entries.contains(&(kind, order.to_owned())),
            "{kind:?}: {entries:?}"
        );
    }
    assert_eq!(entries.len(), 3, "{entries:?}");
    let released = open(&mut bench).remove(0);
    assert_eq!((released.parcel, released.kind()), (Some(1), WeightRelease));
    assert!(matches!(released.what, What::WeightReleased { ref by, .. } if by.as_str() == "W-900"));
}

#[test]
fn an_order_that_its_data_hold_is_an_entry_until_the_shop_mends_it() {
    let mut bench = BenchTest::new();
    look(&mut bench);
    let held = told(&mut bench);
    let order = |number: &str| (EntryKind::Held, number.to_owned());
    assert!(
        held.contains(&order("B-109")),
        "its postcode is none: {held:?}"
    );
    assert!(!held.contains(&order("B-108")), "unpaid: nobody's work");
    assert!(!held.contains(&order("B-112")), "cancelled");
    let before = open(&mut bench);
    bench.wait(60);
    look(&mut bench);
    assert_eq!(open(&mut bench), before, "the same entries a minute later");
    bench.shop_edits("B-109", None, &[("postcode", "")]);
    look(&mut bench);
    let again = open(&mut bench);
    assert_eq!(
        again.len(),
        before.len(),
        "held for another reason, and the same entry"
    );
    let reason = again
        .iter()
        .find(|it| it.order == Some("B-109".into()))
        .unwrap();
    assert!(
        matches!(&reason.what, What::Held { hold: Hold::BadPostcode { postcode } } if postcode.is_empty())
    );
    bench.shop_edits("B-109", None, &[("postcode", "00-001")]);
    bench.wait(60);
    look(&mut bench);
    assert!(!told(&mut bench).contains(&order("B-109")));
    let ended = past(&mut bench).remove(0);
    let ending = ended.ended.unwrap();
    assert_eq!((ending.outcome, ending.by), (Some(Outcome::Mended), None));
    assert_eq!(ending.at, bench.now());
}

#[test]
fn a_label_that_a_printer_does_not_take_is_an_entry_until_it_is_printed() {
    let mut bench = BenchTest::new();
    let now = bench.now();
    let job = bench.with_store(|store| {
        let job = NewPrintJob {
            key: "label/B-101/1".to_owned(),
            kind: PrintKind::Label,
            title: "B-101".to_owned(),
            target: "labels".to_owned(),
            source: PrintSource::Bytes(vec![1]),
            order: Some("B-101".into()),
            parcel: Some(1),
        };
        let commit = Commit {
            at: now,
            jobs: vec![job],
            ..Commit::default()
        };
        store.commit(&commit).unwrap();
        let job = store.print_jobs(9).unwrap()[0].job;
        store.print_begins(job, now).unwrap();
        let why = PrinterTrouble::OutOfPaper;
        store.print_failed(job, &why, (now, None)).unwrap();
        job
    });
    look(&mut bench);
    let label = (EntryKind::LabelFailure, "B-101".to_owned());
    assert!(told(&mut bench).contains(&label));
    bench.with_store(|store| store.print_done(job, PrintOutcome::Printed).unwrap());
    bench.wait(60);
    look(&mut bench);
    assert!(!told(&mut bench).contains(&label));
    assert_eq!(
        past(&mut bench)[0].ended.as_ref().unwrap().outcome,
        Some(Outcome::Mended)
    );
}

#[test]
fn a_lead_closes_an_entry_once_with_an_outcome_of_its_list_and_a_packer_never() {
    let mut bench = BenchTest::new();
    run(
        &mut bench,
        &["signin W-001", "scan B-114", "short MUG-01 3 hold BinEmpty"],
    );
    let id = open(&mut bench)[0].id.clone();
    let refused = |why| (Verdict::Refused, Some(why));
    let blocked = (Verdict::Blocked, Some("NotPermitted"));
    assert_eq!(close(&mut bench, &id, (Outcome::Refunded, "")), blocked);
    run(&mut bench, &["signout", "signin W-900"]);
    let unfit = close(&mut bench, &id, (Outcome::Labelled, ""));
    assert_eq!(unfit, refused("NotAnOutcome"), "a label was not missing");
    let mended = close(&mut bench, &id, (Outcome::Mended, "so"));
    assert_eq!(
        mended,
        refused("NotAnOutcome"),
        "nobody says that for the facts"
    );
    let silent = close(&mut bench, &id, (Outcome::Other, "  "));
    assert_eq!(silent, refused("ReasonNeeded"));
    let unknown = close(&mut bench, "desk/no/1/1", (Outcome::Found, ""));
    assert_eq!(unknown, refused("UnknownException"));
    assert_eq!(open(&mut bench).len(), 1, "all that closed nothing");
    assert_eq!(close(&mut bench, &id, (Outcome::Refunded, " 59 zł ")), DONE);
    assert_eq!(open(&mut bench), []);
    let again = close(&mut bench, &id, (Outcome::Found, ""));
    assert_eq!(again, refused("AlreadySettled"));
    let closed = past(&mut bench).remove(0);
    let ending = closed.ended.clone().unwrap();
    assert_eq!(
        (
            ending.by.unwrap().as_str(),
            ending.outcome,
            ending.note.as_str()
        ),
        ("W-900", Some(Outcome::Refunded), "59 zł")
    );
    // Somebody takes the order up later: it was closed before, and stays so.
    run(
        &mut bench,
        &["signout", "signin W-001", "wait 60", "reopen B-114 found"],
    );
    assert_eq!(past(&mut bench).remove(0), closed);
}

#[test]
fn an_entry_is_given_to_a_person_whom_the_shop_knows() {
    let mut bench = BenchTest::new();
    run(&mut bench, &["signin W-900", "scan B-115", "hold Other"]);
    let id = open(&mut bench)[0].id.clone();
    let give = |bench: &mut BenchTest, to: &str| {
        let command = Command::Give {
            exception: id.clone(),
            to: to.into(),
        };
        let answer = bench.take(&Action::Command(command));
        (answer.verdict, answer.message.reason())
    };
    let refused = (Verdict::Refused, Some("NobodyWithBadge"));
    assert_eq!(give(&mut bench, "W-404"), refused);
    assert_eq!(give(&mut bench, "W-001"), DONE);
    assert_eq!(give(&mut bench, "W-002"), DONE);
    let given = open(&mut bench)[0].given_to.clone().unwrap();
    assert_eq!(given.as_str(), "W-002", "the last word stands");
}

#[test]
fn an_entry_past_its_deadline_stands_first_and_raises_an_alert_until_it_is_closed() {
    let mut bench = BenchTest::new();
    run(
        &mut bench,
        &["signin W-900", "scan B-114", "short MUG-01 3 hold BinEmpty"],
    );
    bench.wait(3_600);
    run(&mut bench, &["scan B-115", "hold Other"]);
    bench.wait(3 * 3_600 + 1);
    let late = |alerts: &[AlertKind]| alerts.contains(&AlertKind::Overdue);
    assert!(late(&look(&mut bench)), "four hours have passed");
    let deadlines = bench.station().deadlines();
    let now = bench.now();
    let entries = open(&mut bench);
    assert_eq!(entries[0].standing(&deadlines, now), Standing::Overdue);
    let [alert] = bench.station().open_alerts().unwrap().try_into().unwrap();
    assert_eq!(
        (alert.raised.measure, alert.raised.about.as_slice()),
        (1, &["B-114".to_owned()][..])
    );
    run(&mut bench, &["signin W-900"]);
    let first = &entries[0].id;
    assert_eq!(close(&mut bench, first, (Outcome::Found, "")), DONE);
    look(&mut bench);
    bench.wait(11 * 60);
    assert!(!late(&look(&mut bench)));
}

#[test]
fn a_rebuild_and_a_restart_leave_the_same_desk() {
    let mut bench = BenchTest::new();
    run(&mut bench, &RELEASED);
    run(
        &mut bench,
        &[
            "scan B-101",
            "scan B-115",
            "hold Other",
            "signout",
            "signin W-900",
        ],
    );
    look(&mut bench);
    let id = open(&mut bench)[0].id.clone();
    assert_eq!(close(&mut bench, &id, (Outcome::ContentRight, "")), DONE);
    let before = bench.station().desk_view().unwrap();
    bench.with_store(|store| {
        let text = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        assert_eq!(store.projections_as_text().unwrap(), text);
    });
    assert_eq!(bench.station().desk_view().unwrap(), before);
    bench.restart();
    assert_eq!(bench.station().desk_view().unwrap(), before);
}

#[test]
fn the_report_tells_what_is_open_and_how_the_rest_ended() {
    let mut bench = BenchTest::new();
    run(
        &mut bench,
        &["signin W-900", "scan B-114", "short MUG-01 3 hold BinEmpty"],
    );
    run(&mut bench, &["scan B-115", "hold Other"]);
    let short = open(&mut bench)
        .into_iter()
        .find(|it| it.kind() == EntryKind::ShortPick);
    close(&mut bench, &short.unwrap().id, (Outcome::Refunded, "=1+1"));
    let day = bench.now().date_naive().to_string();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let report = |format: &str| {
        let span = ["--from", &day, "--to", &day, "--format", format];
        let output = outcome(
            &[
                &["report", "exceptions", "--data-dir", text(&dir)][..],
                &span,
            ]
            .concat(),
        );
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    let entries = json["entries"].as_array().unwrap();
    let of = |order: &str| entries.iter().find(|it| it["order"] == order).unwrap();
    assert_eq!(of("B-114")["standing"], "closed");
    assert_eq!(of("B-114")["outcome"], "refunded");
    assert_eq!(of("B-114")["closed_by"], "W-900");
    assert_eq!(of("B-115")["kind"], "held");
    assert!(of("B-115")["ended_at"].is_null());
    let csv = report("csv");
    let row = csv.lines().find(|line| line.contains("B-114")).unwrap();
    assert!(
        row.contains("refunded") && row.contains("'=1+1"),
        "safe in a spreadsheet: {row}"
    );
}
