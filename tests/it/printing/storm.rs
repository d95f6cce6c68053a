//! A bench prints label after label while its print service is killed, its printer runs out of labels, and
//! the bench itself is killed: every label comes out exactly once, or somebody is asked about it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::Utc;
use pakownia::devices::printer::Watch;
use pakownia::domain::printing::{PrintFound, PrinterTrouble};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::station::Station;
use pakownia::station::clock::Clock;
use pakownia::store::{Commit, NewPrintJob, PrintKind, PrintSource, Store};

use super::page;
use super::service::{Printer, Service};
use crate::support::dice::Dice;
use crate::support::process::{is_nightly, say};

/// The lane of the labels.
const LABELS: &str = "labels";

/// What somebody found out about one label.
#[derive(Debug, Default)]
struct Label {
    asked: u32,
    came_out: usize,
}

/// A bench that may be killed while it waits.
struct Bench<'a> {
    killed: &'a AtomicBool,
    until: Instant,
}

impl Watch for Bench<'_> {
    fn goes_on(&mut self, _trouble: Option<&PrinterTrouble>) -> bool {
        !self.killed.swap(false, Ordering::Relaxed) && Instant::now() < self.until
    }
}

fn open(dir: &Path) -> Station {
    Station::open(dir, Clock::System, |dir| {
        Ok(Box::new(EmbeddedMaster::open(dir, || Clock::System.now())?))
    })
    .unwrap()
}

fn queue_labels(dir: &Path, count: usize) {
    let mut store = Store::open(dir).unwrap();
    let jobs = (0..count).map(|number| NewPrintJob {
        key: format!("label/PL-{number}/1/1"),
        kind: PrintKind::Label,
        title: format!("PL-{number} (1)"),
        source: PrintSource::Bytes(page()),
        target: LABELS.to_owned(),
        order: None,
        parcel: None,
    });
    let commit = Commit {
        at: Utc::now(),
        jobs: jobs.collect(),
        ..Commit::default()
    };
    store.commit(&commit).unwrap();
}

#[test]
fn every_label_comes_out_exactly_once_or_is_asked_about() {
    let (count, kills) = if is_nightly() { (1_000, 100) } else { (14, 3) };
    let seed = std::env::var("PAKOWNIA_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| Utc::now().timestamp_millis().unsigned_abs());
    say(&format!("printing storm: PAKOWNIA_SEED={seed}"));
    let dice = Dice::new(seed);
    let printer = Printer::start();
    let service = Service::start(&printer);
    let dir = tempfile::tempdir().unwrap();
    let settings = format!("[labels]\nipp = \"{}\"\n", service.uri());
    fs::write(dir.path().join("bench.toml"), settings).unwrap();
    queue_labels(dir.path(), count);
    let is_over = AtomicBool::new(false);
    let killed = AtomicBool::new(false);
    let mut labels = std::thread::scope(|scope| {
        let trouble =
            scope.spawn(|| make_trouble(service, &printer, kills, dice, (&killed, &is_over)));
        let labels = print_all(dir.path(), &printer, count, &killed);
        is_over.store(true, Ordering::Relaxed);
        trouble.join().unwrap();
        labels
    });
    for name in printer.printed() {
        let key = name.split(' ').next_back().unwrap();
        labels.get_mut(key).unwrap().came_out += 1;
    }
    let silently_wrong: Vec<_> = labels
        .iter()
        .filter(|(_, label)| label.asked == 0 && label.came_out != 1)
        .collect();
    assert!(silently_wrong.is_empty(), "{silently_wrong:?}");
    let never = labels.values().filter(|label| label.came_out == 0).count();
    assert_eq!(never, 0, "{labels:?}");
    let asked = labels.values().filter(|label| label.asked > 0).count();
    assert!(
        asked <= kills * 2,
        "{asked} of {count} asked about: {labels:?}"
    );
    assert!(asked < count, "nothing was printed without a question");
}

/// Kills the service and the bench and takes the labels away, again and again, and leaves all well.
fn make_trouble(
    mut service: Service,
    printer: &Printer,
    kills: usize,
    mut dice: Dice,
    (killed, is_over): (&AtomicBool, &AtomicBool),
) {
    let mut pause = |least: usize, most: usize| {
        let millis = u64::try_from(least + dice.below(most - least)).unwrap();
        std::thread::sleep(Duration::from_millis(millis));
        dice.below(3)
    };
    for _ in 0..kills {
        let what = pause(500, 4_000);
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        match what {
            0 => killed.store(true, Ordering::Relaxed),
            1 => {
                printer.set_empty(true);
                pause(300, 1_500);
                printer.set_empty(false);
            }
            _ => {
                service.kill();
                pause(100, 1_500);
                service.begin();
            }
        }
    }
    // The service stays for as long as anything is printed.
    while !is_over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A bench that prints until nothing waits, and somebody who looks at the printer when asked.
fn print_all(
    dir: &Path,
    printer: &Printer,
    count: usize,
    killed: &AtomicBool,
) -> BTreeMap<String, Label> {
    let until = Instant::now() + Duration::from_secs(120 + 10 * u64::try_from(count).unwrap());
    let mut labels: BTreeMap<String, Label> = (0..count)
        .map(|number| (format!("label/PL-{number}/1/1"), Label::default()))
        .collect();
    let mut bench = open(dir);
    loop {
        assert!(
            Instant::now() < until,
            "not all printed in time: {labels:?}"
        );
        while let Some(errand) = bench.next_errand(LABELS).unwrap() {
            let end = errand.run(&mut Bench { killed, until });
            bench.errand_ended(&end).unwrap();
        }
        drop(bench);
        let waits = settle(dir, printer, &mut labels);
        bench = open(dir);
        if !waits {
            return labels;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Goes to the printer and answers what is asked. `false` when nothing waits any more.
fn settle(dir: &Path, printer: &Printer, labels: &mut BTreeMap<String, Label>) -> bool {
    let mut store = Store::open(dir).unwrap();
    while let Some(job) = store.doubtful_print().unwrap() {
        let label = labels.get_mut(&job.key).unwrap();
        label.asked += 1;
        // The way to the printer.
        std::thread::sleep(Duration::from_secs(1));
        let tail = format!(" {}", job.key);
        let printed = printer.printed();
        let lie_there = printed.iter().filter(|name| name.ends_with(&tail));
        let found = match lie_there.count() {
            0 => PrintFound::NotPrinted,
            1 => PrintFound::Printed,
            _ => PrintFound::Twice,
        };
        let commit = Commit {
            at: Utc::now(),
            found: vec![(job.job, found)],
            ..Commit::default()
        };
        store.commit(&commit).unwrap();
    }
    !store.print_jobs(1).unwrap().is_empty()
}
