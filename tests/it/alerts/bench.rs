//! Alerts at a bench: measured from its own journal and books, kept as facts, seen by a lead.

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::alerts::{Alert, AlertKind};
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::printing::PrinterTrouble;
use pakownia::domain::session::message::Verdict;
use pakownia::domain::stats::weights::ScaleState;
use pakownia::station::event::{Action, Command};
use pakownia::station::sync_view::LinkView;
use pakownia::store::{Commit, NewPrintJob, PrintKind, PrintSource, Store};
use rusqlite::Connection;

use crate::link::cable::{Cable, State};
use crate::sample;
use crate::support::bench::BenchTest;
use crate::support::wait::until_so;

/// A bench on which the orders of the small warehouse are no news.
fn calm_bench() -> BenchTest {
    let mut bench = BenchTest::new();
    look(&mut bench);
    bench
}

/// What the window does each minute. Answers the kinds that are open, the newest first.
fn look(bench: &mut BenchTest) -> Vec<AlertKind> {
    let station = bench.station();
    let measured = station.measure_now().unwrap();
    station.judge_alerts(&measured).unwrap();
    open(bench)
        .into_iter()
        .map(|alert| alert.raised.kind)
        .collect()
}

/// The exceptions desk has tests of its own: what these do to labels and orders is late there too.
fn open(bench: &mut BenchTest) -> Vec<Alert> {
    let mut alerts = bench.station().open_alerts().unwrap();
    alerts.retain(|alert| alert.raised.kind != AlertKind::Overdue);
    alerts
}

/// So many labels are sent to a printer that has no paper, each of them twice.
fn labels_fail(bench: &mut BenchTest, names: std::ops::Range<u32>) {
    let now = bench.now();
    bench.with_store(|store| {
        for name in names {
            fail(store, &format!("label/Z-{name}"), PrintKind::Label, now);
        }
    });
}

fn fail(store: &mut Store, key: &str, kind: PrintKind, now: DateTime<Utc>) {
    let job = NewPrintJob {
        key: key.to_owned(),
        kind,
        title: key.to_owned(),
        target: "labels".to_owned(),
        source: PrintSource::Bytes(vec![1]),
        order: None,
        parcel: None,
    };
    let commit = Commit {
        at: now,
        jobs: vec![job],
        ..Commit::default()
    };
    store.commit(&commit).unwrap();
    let jobs = store.print_jobs(99).unwrap();
    let job = jobs.iter().find(|job| job.key == key).unwrap().job;
    for _again in 0..2 {
        store.print_begins(job, now).unwrap();
        let why = PrinterTrouble::OutOfPaper;
        store.print_failed(job, &why, (now, Some(now))).unwrap();
    }
}

const LABELS: AlertKind = AlertKind::FailedLabels;

#[test]
fn ten_labels_that_fail_in_half_an_hour_are_one_alert_until_somebody_mends_the_printer() {
    let mut bench = calm_bench();
    labels_fail(&mut bench, 0..9);
    assert_eq!(
        look(&mut bench),
        [],
        "each label counts once, however often it is tried"
    );
    let now = bench.now();
    bench.with_store(|store| fail(store, "slip/Z-1", PrintKind::PackingSlip, now));
    assert_eq!(look(&mut bench), [], "a slip is no label");
    labels_fail(&mut bench, 9..10);
    assert_eq!(look(&mut bench), [LABELS]);
    labels_fail(&mut bench, 10..14);
    bench.wait(60);
    assert_eq!(look(&mut bench), [LABELS], "one alert for one trouble");
    assert_eq!(open(&mut bench)[0].raised.measure, 10, "as it was raised");
    bench.wait(31 * 60);
    assert_eq!(look(&mut bench), [LABELS], "good, but not for long");
    bench.wait(10 * 60);
    assert_eq!(look(&mut bench), []);
    labels_fail(&mut bench, 14..24);
    assert_eq!(look(&mut bench), [LABELS], "a new trouble");
}

#[test]
fn an_alert_survives_a_restart_and_a_rebuild_and_is_not_raised_again() {
    let mut bench = calm_bench();
    labels_fail(&mut bench, 0..10);
    look(&mut bench);
    bench.run_line("signin W-900");
    let before = open(&mut bench);
    acknowledge(&mut bench, &before[0].raised.id, "nowa rolka");
    let seen = open(&mut bench);
    let facts = count_facts(&mut bench);
    bench.restart();
    assert_eq!(look(&mut bench), [LABELS]);
    assert_eq!(open(&mut bench), seen);
    assert_eq!(count_facts(&mut bench), facts, "nothing new happened");
    bench.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(open(&mut bench), seen);
    bench.wait(41 * 60);
    look(&mut bench);
    bench.wait(10 * 60);
    assert_eq!(look(&mut bench), []);
    let today = bench.station().today();
    let mut all = bench.station().alerts_of(&today, &today).unwrap();
    all.retain(|alert| alert.raised.kind == LABELS);
    let [past] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert!(past.cleared_at.is_some());
    assert_eq!(past.acknowledged, seen[0].acknowledged);
}

fn count_facts(bench: &mut BenchTest) -> u32 {
    let mut count = 0;
    bench.station().each_fact(|_| count += 1).unwrap();
    count
}

fn acknowledge(bench: &mut BenchTest, alert: &str, note: &str) -> (Verdict, Option<&'static str>) {
    let command = Command::Acknowledge {
        alert: alert.to_owned(),
        note: note.to_owned(),
    };
    let answer = bench.take(&Action::Command(command));
    (answer.verdict, answer.message.reason())
}

#[test]
fn a_lead_acknowledges_an_alert_once_and_a_packer_never() {
    let mut bench = calm_bench();
    labels_fail(&mut bench, 0..10);
    look(&mut bench);
    let id = open(&mut bench)[0].raised.id.clone();
    bench.run_line("signin W-001");
    let blocked = (Verdict::Blocked, Some("NotPermitted"));
    assert_eq!(acknowledge(&mut bench, &id, ""), blocked);
    bench.run_line("signout");
    bench.run_line("signin W-900");
    let refused = |why| (Verdict::Refused, Some(why));
    assert_eq!(
        acknowledge(&mut bench, "no/such/1", ""),
        refused("UnknownAlert")
    );
    assert_eq!(
        acknowledge(&mut bench, &id, "  "),
        (Verdict::Accepted, None)
    );
    assert_eq!(acknowledge(&mut bench, &id, "me too"), refused("AlertSeen"));
    let alert = &open(&mut bench)[0];
    let seen = alert.acknowledged.as_ref().unwrap();
    assert_eq!(
        (seen.by.as_ref().unwrap().as_str(), seen.note.as_str()),
        ("W-900", "")
    );
    assert!(alert.is_open() && !alert.calls());
}

#[test]
fn raising_an_alert_takes_nothing_out_of_a_packers_hands() {
    let mut bench = calm_bench();
    bench.run_line("signin W-001");
    let offered = bench.run_line("scan KUW-01");
    assert!(offered.contains("ToteNeedsOrder"), "{offered}");
    labels_fail(&mut bench, 0..10);
    assert_eq!(look(&mut bench), [LABELS]);
    let after = bench.run_line("scan B-101");
    let mut calm = BenchTest::new();
    calm.run_line("signin W-001");
    assert_eq!(calm.run_line("scan KUW-01"), offered);
    assert_eq!(calm.run_line("scan B-101"), after);
    bench.restart();
    calm.restart();
    assert_eq!(bench.station().step(), calm.station().step());
    // The clock of the idle lock runs on: nobody was here.
    bench.wait(600 * 60);
    assert!(bench.station().lock_if_idle());
}

#[test]
fn orders_whose_truck_left_a_day_ago_are_stuck_until_somebody_touches_them() {
    let mut bench = calm_bench();
    assert_eq!(look(&mut bench), []);
    bench.wait(5 * 24 * 3_600);
    assert_eq!(look(&mut bench), [AlertKind::StuckOrders]);
    let alert = open(&mut bench)[0].clone();
    assert!(alert.raised.measure > 0);
    let named = alert.raised.about.len();
    assert!((1..=10).contains(&named), "{named}");
    assert!(alert.due() == alert.at + TimeDelta::hours(1));
}

#[test]
fn packaging_down_to_its_reorder_level_is_an_alert_of_its_own_until_new_one_is_counted() {
    let mut bench = calm_bench();
    let head = "code,name,inner_length_mm,inner_width_mm,inner_height_mm,outer_length_mm,outer_width_mm,outer_height_mm,\
                tare_g,max_gross_g,cost_minor,on_hand,reorder_level";
    let row = |code: &str, on_hand: u32| {
        format!("{code},Karton {code},200,200,100,206,206,108,120,8000,140,{on_hand},40\n")
    };
    let shelf = |small: u32, large: u32| {
        let rows = [row("NEW-S", small), row("NEW-L", large)].concat();
        [("packagings.csv", format!("{head}\n{rows}"))]
    };
    bench.shop_sends(&shelf(40, 900));
    assert_eq!(look(&mut bench), [AlertKind::PackagingLow]);
    let alert = open(&mut bench)[0].raised.clone();
    assert_eq!(
        (alert.subject.as_str(), alert.measure, alert.limit),
        ("NEW-S", 40, 40)
    );
    assert_eq!(alert.about, ["Karton NEW-S"]);
    bench.wait(60);
    bench.shop_sends(&shelf(40, 3));
    assert_eq!(look(&mut bench), [AlertKind::PackagingLow; 2]);
    bench.shop_sends(&shelf(500, 3));
    look(&mut bench);
    bench.wait(10 * 60);
    assert_eq!(look(&mut bench), [AlertKind::PackagingLow]);
    assert_eq!(open(&mut bench)[0].raised.subject, "NEW-L");
}

#[test]
fn a_count_from_outside_that_differs_by_more_than_five_per_cent_is_an_alert_until_one_fits() {
    let mut bench = calm_bench();
    let stock = |units: u32| {
        let head = "sku,aisle,shelf,bin,on_hand";
        [(
            "stock.csv",
            format!("{head}\nMUG-01,Z1,1,1,{units}\nMUG-02,Z2,1,1,500\n"),
        )]
    };
    bench.shop_sends(&stock(500));
    bench.shop_sends(&stock(450));
    assert_eq!(look(&mut bench), [], "5.0 % is not over 5 %");
    bench.shop_sends(&stock(402));
    assert_eq!(look(&mut bench), [AlertKind::StockDrift]);
    let raised = open(&mut bench)[0].raised.clone();
    assert_eq!(
        (raised.measure, raised.limit),
        (51, 50),
        "48 of 950 units, rounded up"
    );
    bench.restart();
    assert_eq!(look(&mut bench), [AlertKind::StockDrift]);
    bench.shop_sends(&stock(400));
    look(&mut bench);
    bench.wait(10 * 60);
    assert_eq!(look(&mut bench), []);
}

/// What an order packed at that time says of itself; `wrong` of its units were picked wrong.
fn pack(store: &mut Store, order: &str, at: DateTime<Utc>, wrong: u32) {
    let mut facts = vec![sample::opened(order, "MUG-01")];
    facts.extend((0..wrong).map(|_| sample::refused(Some(order), "CUP-07")));
    facts.extend([
        sample::packed(order, "MUG-01", 1),
        sample::order_closed(order),
    ]);
    let commit = Commit {
        at,
        worker: Some("W-001".into()),
        facts: &facts,
        ..Commit::default()
    };
    store.commit(&commit).unwrap();
}

/// Thirty orders a day for so many days, with so many mis-picks each day.
fn work(bench: &mut BenchTest, days: i64, wrong: u32) {
    for _day in 0..days {
        let now = bench.now();
        bench.with_store(|store| {
            for number in 0..30 {
                let order = format!("{}-{number}", now.timestamp());
                pack(store, &order, now, u32::from(number < wrong));
            }
        });
        bench.wait(24 * 3_600);
    }
}

#[test]
fn mis_picks_that_leave_their_control_limits_are_an_alert_and_chance_is_none() {
    let mut bench = calm_bench();
    let rate = |bench: &mut BenchTest| look(bench).contains(&AlertKind::ErrorRate);
    for _fortnight in 0..4 {
        work(&mut bench, 13, 0);
        work(&mut bench, 1, 1);
    }
    assert!(!rate(&mut bench));
    work(&mut bench, 8, 3);
    assert!(rate(&mut bench));
    let alerts = open(&mut bench);
    let alert = alerts
        .iter()
        .find(|it| it.raised.kind == AlertKind::ErrorRate);
    let raised = &alert.unwrap().raised;
    assert!(raised.measure > raised.limit, "{raised:?}");
}

#[test]
fn a_scale_that_was_found_to_drift_calls_until_somebody_has_checked_it() {
    let mut bench = calm_bench();
    drop(bench.take_station());
    let file = Connection::open(bench.dir().join("station.db")).unwrap();
    let state = ScaleState {
        parcels: 40,
        has_drifted: true,
        offset_mg: -11_400,
        ..ScaleState::default()
    };
    let body = serde_json::to_string(&state).unwrap();
    let sql = "INSERT INTO learned_weight(kind, code, body) VALUES ('scale', (SELECT station FROM bench), ?1)";
    file.execute(sql, [body]).unwrap();
    drop(file);
    bench.restart();
    assert_eq!(look(&mut bench), [AlertKind::ScaleDrift]);
    assert_eq!(open(&mut bench)[0].raised.measure, 11);
    bench.run_line("signin W-900");
    bench.take(&Action::Command(Command::ScaleChecked));
    look(&mut bench);
    bench.wait(10 * 60);
    assert_eq!(look(&mut bench), []);
}

#[test]
fn a_link_that_needs_a_person_calls_after_five_minutes_and_a_cut_that_mends_itself_never() {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_standing(cable.link());
    let until = |bench: &mut BenchTest, what: &str, is_so: fn(&LinkView) -> bool| {
        until_so(what, || {
            bench.station().tend().unwrap();
            bench.wait(1);
            is_so(&bench.station().sync_view().unwrap().link)
        });
    };
    until(&mut bench, "bench and master talk", |link| {
        *link == LinkView::On
    });
    let is_off = |link: &LinkView| matches!(link, LinkView::Off { .. });
    cable.set(State::Cut);
    until(&mut bench, "the line is cut", is_off);
    for _minute in 0..9 {
        assert_eq!(look(&mut bench), [], "the bench works on from what it has");
        bench.wait(60);
    }
    cable.set(State::Copied);
    let copied = |link: &LinkView| {
        matches!(
            link,
            LinkView::Off {
                trouble: LinkTrouble::Quarantined,
                ..
            }
        )
    };
    until(&mut bench, "the master turns it away", copied);
    assert_eq!(look(&mut bench), []);
    bench.wait(4 * 60);
    assert_eq!(look(&mut bench), [], "not five minutes yet");
    bench.wait(60);
    assert_eq!(look(&mut bench), [AlertKind::SyncTrouble]);
}
