//! A shift from the bench's scans to the lead's figures, and from there to the report.

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::judge::Grade;
use pakownia::domain::figures::rows::{Adds, Split};
use pakownia::domain::session::fact::Fact;
use pakownia::station::figures::{
    FigureAsked, FigureView, FiguresView, LimitsOutcome, TypedLimits,
};
use serde_json::Value;

use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};

const DAY: &str = "2026-11-20";

fn run(bench: &mut BenchTest, lines: &[&str]) {
    for line in lines {
        bench.run_line(line);
    }
}

/// 08:00 in Warsaw: an order that was paid at 07:00, with a wrong mug in between and a label that is printed again.
fn packed() -> BenchTest {
    let mut bench = BenchTest::new();
    run(
        &mut bench,
        &[
            "signin W-002",
            "scan B-101",
            "wait 20",
            "scan 5901234123457",
            "wait 10",
            "scan 5901234000024",
            "wait 5",
            "scan 5901234123457",
            // A break.
            "wait 700",
            "signin W-002",
            "scan 5901234000031",
            "wait 8",
            "packaging",
            "wait 4",
            "weigh 880",
            "wait 3",
            "scan B-101",
            "reprint B-101 1 NotPrinted",
        ],
    );
    bench
}

fn read(bench: &mut BenchTest, from: &str) -> FiguresView {
    let all = BenchChoice::All;
    bench.station().figures(from, DAY, &all).unwrap()
}

fn of(view: &FiguresView, figure: Figure) -> &FigureView {
    view.figures
        .iter()
        .find(|one| one.figure == figure)
        .unwrap()
}

fn number(view: &FiguresView, figure: Figure) -> Option<i64> {
    of(view, figure).value.map(|value| value.number)
}

#[test]
fn what_was_scanned_is_in_the_figures_step_by_step_and_a_break_is_nobodys_work() {
    let mut bench = packed();
    let view = read(&mut bench, DAY);
    let told = |figure| number(&view, figure);
    assert_eq!(told(Figure::OrdersPerHour), Some(10), "one in one hour");
    assert_eq!(told(Figure::LinesPerHour), Some(20));
    assert_eq!(told(Figure::FirstPass), Some(0));
    assert_eq!(told(Figure::CompleteData), Some(1_000));
    assert_eq!(told(Figure::LabelsAutomatic), Some(0));
    assert_eq!(told(Figure::FailedLabels), Some(10_000));
    assert_eq!(told(Figure::PackingCost), Some(120), "the small carton");
    // 750 seconds after eight, paid at seven.
    assert_eq!(told(Figure::PaidToPacked), Some(73));
    assert_eq!(told(Figure::OnTime), None, "nobody scans onto lists here");
    let steps = [
        Figure::Scanning,
        Figure::Packaging,
        Figure::Weighing,
        Figure::Confirming,
        Figure::Handling,
    ];
    assert_eq!(
        steps.map(told),
        [Some(35), Some(8), Some(4), Some(3), Some(50)]
    );
    let grade = of(&view, Figure::FirstPass).grade;
    assert_eq!(grade, Grade::TooFew, "one order says nothing");
    let before = of(&view, Figure::FirstPass).before;
    assert_eq!((before, view.before_to.as_str()), (None, "2026-11-19"));
}

#[test]
fn the_figures_of_a_crashed_and_started_bench_are_the_same_and_so_after_a_rebuild() {
    let mut bench = packed();
    let view = read(&mut bench, DAY);
    bench.restart();
    assert_eq!(read(&mut bench, DAY), view);
    bench.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(read(&mut bench, DAY), view);
}

#[test]
fn the_order_fact_holds_when_it_was_paid_and_which_lorry_it_was_promised() {
    let mut bench = packed();
    let mut promises = Vec::new();
    bench.with_store(|store| {
        store
            .each_fact(|entry| {
                if let Fact::OrderOpened { promise, .. } = entry.fact {
                    promises.extend(promise);
                }
            })
            .unwrap();
    });
    let [promise] = promises.as_slice() else {
        panic!("{promises:?}");
    };
    assert_eq!(promise.paid_at.to_rfc3339(), "2026-11-20T06:00:00+00:00");
    // The shop does not say when DPD comes on that day, so it is until midnight in Warsaw.
    let leaves_by = promise.leaves_by.unwrap().to_rfc3339();
    assert_eq!(leaves_by, "2026-11-20T23:00:00+00:00");
}

#[test]
fn a_parcel_on_the_carriers_list_is_on_time_and_one_that_is_still_here_next_day_is_late() {
    let mut bench = packed();
    run(
        &mut bench,
        &[
            "scan B-115",
            "scan 5901234123457",
            "scan 5901234123457",
            "scan 5901234000024",
            "weigh 790",
            "scan B-115",
            "wait 3600",
            "signin W-002",
            "handover dpd",
            "scan 059000000000000015",
        ],
    );
    let view = read(&mut bench, DAY);
    assert_eq!(
        number(&view, Figure::OnTime),
        Some(1_000),
        "the other still can"
    );
    assert_eq!(number(&view, Figure::PackedToHandedOver), Some(60));
    bench.wait(20 * 3_600);
    let view = read(&mut bench, DAY);
    assert_eq!(number(&view, Figure::OnTime), Some(500));
    let asked = FigureAsked {
        figure: Figure::OnTime,
        split: Split::Service,
        from: DAY.to_owned(),
        to: DAY.to_owned(),
        benches: BenchChoice::All,
    };
    let split = bench.station().figure_by(&asked).unwrap();
    let [row] = split.rows.as_slice() else {
        panic!("{split:?}");
    };
    assert_eq!(row.key, "dpd_courier");
    let behind = bench.station().figure_behind(&asked, &row.key).unwrap();
    let told: Vec<(String, Option<u32>, Adds)> = behind
        .rows
        .into_iter()
        .map(|row| (row.order.unwrap().0, row.parcel, row.adds))
        .collect();
    let late = ("B-115".to_owned(), Some(1), Adds::Bad);
    let right = ("B-101".to_owned(), Some(1), Adds::Good);
    assert_eq!(told, [late, right], "what is late stands first");
}

#[test]
fn an_order_that_is_opened_again_keeps_its_day_and_counts_the_work_that_it_makes() {
    let mut bench = packed();
    run(
        &mut bench,
        &["wait 86400", "signin W-002", "reopen B-101 why"],
    );
    let view = read(&mut bench, DAY);
    assert_eq!(number(&view, Figure::OrdersPerHour), Some(10));
    assert_eq!(number(&view, Figure::PaidToPacked), None, "it is open");
    run(
        &mut bench,
        &["wait 30", "packaging", "wait 5", "weigh 880", "scan B-101"],
    );
    let view = read(&mut bench, DAY);
    assert_eq!(number(&view, Figure::Handling), Some(85));
    assert_eq!(number(&view, Figure::PaidToPacked), Some(24 * 60 + 73));
}

#[test]
fn an_order_with_bad_data_is_blocked_once_however_often_it_is_scanned() {
    let mut bench = packed();
    bench.run_line("shop B-102 phone=12");
    run(
        &mut bench,
        &[
            "scan B-102",
            "scan B-102",
            "wait 4000",
            "signin W-002",
            "scan B-102",
        ],
    );
    let view = read(&mut bench, DAY);
    assert_eq!(
        number(&view, Figure::Blocked),
        Some(10_000),
        "one of one order"
    );
    let asked = FigureAsked {
        figure: Figure::Blocked,
        split: Split::Day,
        from: DAY.to_owned(),
        to: DAY.to_owned(),
        benches: BenchChoice::All,
    };
    let behind = bench.station().figure_behind(&asked, DAY).unwrap();
    let orders: Vec<_> = behind
        .rows
        .iter()
        .filter_map(|row| row.order.clone())
        .collect();
    assert_eq!(orders, ["B-102".into()]);
}

#[test]
fn a_person_with_little_work_is_not_compared_and_a_bench_is() {
    let mut bench = packed();
    let mut asked = FigureAsked {
        figure: Figure::Handling,
        split: Split::Packer,
        from: DAY.to_owned(),
        to: DAY.to_owned(),
        benches: BenchChoice::All,
    };
    bench.station().view_persons("who needs help").unwrap();
    let people = bench.station().figure_by(&asked).unwrap();
    let [one] = people.rows.as_slice() else {
        panic!("{people:?}");
    };
    assert_eq!(
        (one.key.as_str(), one.value, one.grade),
        ("W-002", None, Grade::TooFew)
    );
    asked.split = Split::Bench;
    let benches = bench.station().figure_by(&asked).unwrap();
    assert_eq!(benches.rows[0].value.map(|value| value.number), Some(50));
}

#[test]
fn only_a_lead_sets_limits_and_they_outlast_the_program() {
    let mut bench = packed();
    let typed = TypedLimits {
        watch: "2,00".to_owned(),
        alarm: "2.5".to_owned(),
        wage: Some("36".to_owned()),
    };
    let cost = Figure::PackingCost;
    let set = |bench: &mut BenchTest, typed: &TypedLimits| bench.station().set_limits(cost, typed);
    assert_eq!(set(&mut bench, &typed), LimitsOutcome::Nothing);
    bench.run_line("signin W-900");
    let turned = TypedLimits {
        alarm: "1".to_owned(),
        ..typed.clone()
    };
    assert_eq!(set(&mut bench, &turned), LimitsOutcome::Bad(cost));
    assert_eq!(set(&mut bench, &typed), LimitsOutcome::Saved);
    bench.restart();
    let view = read(&mut bench, DAY);
    let one = of(&view, cost);
    assert_eq!((one.limits.watch, one.limits.alarm), (200, 250));
    // 50 seconds at a grosz a second, beside the carton.
    assert_eq!(number(&view, cost), Some(170));
}

/// What the program answers while the window is closed.
fn report(bench: &mut BenchTest, more: &[&str]) -> Vec<u8> {
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let mut whole = vec!["report", "figures", "--data-dir", text(&dir)];
    whole.extend(["--from", "2026-11-19", "--to", DAY]);
    whole.extend(more);
    let output = outcome(&whole);
    bench.restart();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    output.stdout
}

#[test]
fn the_report_tells_each_figure_with_its_limits_by_day_and_by_bench() {
    let mut bench = packed();
    let json: Value = serde_json::from_slice(&report(&mut bench, &[])).unwrap();
    let view = &json["benches"][0];
    assert_eq!(view["bench"], Value::Null);
    assert_eq!(view["before_from"], "2026-11-17");
    let figures = view["figures"].as_array().unwrap();
    assert_eq!(figures.len(), Figure::ALL.len());
    let cost = figures.iter().find(|one| one["figure"] == "packing_cost");
    let cost = cost.unwrap();
    assert_eq!(
        (&cost["value"]["number"], &cost["unit"]),
        (&120.into(), &"minor".into())
    );
    assert_eq!(
        (&cost["watch"], &cost["grade"]),
        (&400.into(), &"too_few".into())
    );
    assert_eq!(cost["days"][0]["value"], Value::Null);
    assert_eq!(cost["days"][1]["value"]["cases"], 1);
    let csv = String::from_utf8(report(&mut bench, &["--format", "csv", "--bench", "each"]));
    let csv = csv.unwrap();
    let day = "2026-11-20,first_pass,permille,0,";
    assert!(csv.lines().any(|line| line.contains(day)), "{csv}");
    let xlsx = report(&mut bench, &["--format", "xlsx"]);
    assert!(xlsx.starts_with(b"PK"));
}
