//! Figures tell persons apart for some days; what is older is told of all of them together, and nothing is lost.

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::rows::Split;
use pakownia::domain::mis_pick::Dimension;
use pakownia::domain::privacy::TOGETHER;
use pakownia::station::figures::FigureAsked;

use pakownia::domain::session::message::Verdict;
use pakownia::station::Answer;
use pakownia::station::event::{Action, Command};

use crate::support::bench::BenchTest;

const DAY: i64 = 24 * 3_600;

/// Somebody scans a wrong item and packs the order all the same.
fn pack(
    bench: &mut BenchTest,
    worker: &str,
    order: &str,
    (right, wrong, grams): (&str, &str, u32),
) {
    for line in [
        format!("signin {worker}"),
        format!("scan {order}"),
        format!("scan {wrong}"),
        format!("scan {right}"),
        format!("weigh {grams}"),
        format!("scan {order}"),
    ] {
        bench.run_line(&line);
    }
}

/// One order by W-002 forty days ago, one by W-001 now, and from when to when that is.
fn packed() -> (BenchTest, String, String) {
    let mut bench = BenchTest::new();
    let from = bench.now().date_naive().to_string();
    let vase = ("5901234000093", "5901234123457", 1_150);
    pack(&mut bench, "W-002", "B-106", vase);
    bench.wait(40 * DAY);
    bench.run_line("signin W-001");
    bench.run_line("scan B-101");
    bench.run_line("scan 5901234000093");
    let to = bench.now().date_naive().to_string();
    (bench, from, to)
}

/// The lead says what figures by person are wanted for.
fn open(bench: &mut BenchTest) -> Answer {
    bench.run_line("signin W-900");
    view(bench, "who needs training")
}

fn view(bench: &mut BenchTest, purpose: &str) -> Answer {
    let purpose = purpose.to_owned();
    bench.take(&Action::Command(Command::ViewPersons { purpose }))
}

#[test]
fn nobody_is_told_apart_until_a_lead_has_said_what_for_and_that_is_written_down() {
    let (mut bench, from, to) = packed();
    bench.run_line("setting person_days 41");
    let packers = |bench: &mut BenchTest| {
        let report = bench.station().report(&from, &to, &all()).unwrap();
        let names = report.by_packer.into_iter().map(|(name, _)| name);
        names.collect::<Vec<_>>()
    };
    let together = [TOGETHER];
    assert_eq!(packers(&mut bench), together, "a packer is signed in");
    assert_eq!(
        view(&mut bench, "curiosity").message.reason(),
        Some("NotPermitted")
    );
    bench.run_line("signin W-900");
    assert_eq!(packers(&mut bench), together, "a lead sees the team first");
    assert_eq!(view(&mut bench, " ").message.reason(), Some("ReasonNeeded"));
    assert_eq!(packers(&mut bench), together);
    assert_eq!(open(&mut bench).verdict, Verdict::Accepted);
    assert!(packers(&mut bench).contains(&"W-002".to_owned()));
    let figures = bench.station().mis_picks(&from, &to, &all()).unwrap();
    assert!(
        figures
            .rows
            .iter()
            .all(|row| row.mis_pick.packer != Some(TOGETHER.into()))
    );
    // A program that is started again in the middle of it goes on.
    bench.restart();
    assert!(packers(&mut bench).contains(&"W-002".to_owned()));
    bench.run_line("signout");
    assert_eq!(packers(&mut bench), together);
    bench.run_line("signin W-900");
    assert_eq!(
        packers(&mut bench),
        together,
        "the next time it is said anew"
    );
    let views = bench.station().person_views().unwrap();
    let told: Vec<(Option<String>, &str)> = views
        .iter()
        .map(|view| {
            (
                view.worker.clone().map(|badge| badge.0),
                view.purpose.as_str(),
            )
        })
        .collect();
    assert_eq!(told, [(Some("W-900".to_owned()), "who needs training")]);
}

fn all() -> BenchChoice {
    BenchChoice::All
}

#[test]
fn the_statistics_count_the_same_and_name_nobody_of_long_ago() {
    let (mut bench, from, to) = packed();
    open(&mut bench);
    let report = bench.station().report(&from, &to, &all()).unwrap();
    let one = |name: &str| (name.to_owned(), 1);
    assert_eq!(report.by_packer, [one("W-001"), one(TOGETHER)]);
    assert_eq!(report.refusals, 2);
    bench.run_line("setting person_days 41");
    let told = bench.station().report(&from, &to, &all()).unwrap();
    assert_eq!(told.by_packer, [one("W-001"), one("W-002")]);
    assert_eq!(
        (told.orders, told.refusals),
        (report.orders, report.refusals)
    );
    // Of days that are all long ago nobody is named.
    bench.run_line("setting person_days 31");
    let old = bench.station().report(&from, &from, &all()).unwrap();
    assert_eq!(old.by_packer, [one(TOGETHER)]);
}

#[test]
fn mis_picks_of_long_ago_are_everybodys() {
    let (mut bench, from, to) = packed();
    open(&mut bench);
    let packers = |bench: &mut BenchTest| {
        let view = bench.station().mis_picks(&from, &to, &all()).unwrap();
        let table = view
            .tables
            .iter()
            .find(|table| table.dimension == Some(Dimension::Packer))
            .unwrap();
        let mut keys: Vec<String> = table.rows.iter().map(|row| row.key.clone()).collect();
        keys.sort();
        let mis_picks: u64 = table.rows.iter().map(|row| row.tally.mis_picks).sum();
        let named = view
            .rows
            .iter()
            .filter_map(|row| row.mis_pick.packer.clone());
        let mut named: Vec<String> = named.map(|badge| badge.0).collect();
        named.sort();
        (keys, mis_picks, named, view.total)
    };
    let hidden = packers(&mut bench);
    assert!(hidden.0.contains(&TOGETHER.to_owned()) && !hidden.0.contains(&"W-002".to_owned()));
    assert!(hidden.2.contains(&TOGETHER.to_owned()) && !hidden.2.contains(&"W-002".to_owned()));
    bench.run_line("setting person_days 41");
    let told = packers(&mut bench);
    assert!(told.0.contains(&"W-002".to_owned()) && !told.0.contains(&TOGETHER.to_owned()));
    assert_eq!(
        (hidden.1, hidden.3),
        (told.1, told.3),
        "the sums are the same"
    );
}

#[test]
fn figures_by_person_and_the_lists_behind_them_name_nobody_of_long_ago() {
    let (mut bench, from, to) = packed();
    open(&mut bench);
    let asked = FigureAsked {
        figure: Figure::FirstPass,
        split: Split::Packer,
        from,
        to,
        benches: all(),
    };
    let view = bench.station().figure_by(&asked).unwrap();
    let keys: Vec<&str> = view.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, [TOGETHER]);
    let behind = bench.station().figure_behind(&asked, TOGETHER).unwrap();
    let packers: Vec<&str> = behind.rows.iter().map(|row| row.packer.as_str()).collect();
    assert_eq!(packers, [TOGETHER]);
    bench.run_line("setting person_days 41");
    let view = bench.station().figure_by(&asked).unwrap();
    assert_eq!(view.rows[0].key, "W-002");
}
