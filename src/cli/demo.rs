//! `pakownia demo`: the window on the sample warehouse, with a scanner, a scale and a printer made of keys.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono::{DateTime, Utc};
use include_dir::{Dir, include_dir};

use super::window::{ICON, wires_to};
use super::{Failure, station, tell, tour};
use crate::devices::scale::SettleSettings;
use crate::devices::simulator::{PrinterMood, SimulatedPrinter, SimulatedScale, SimulatedScanner};
use crate::domain::import_problem::ImportLine;
use crate::domain::own_codes::OwnCodes;
use crate::domain::scanner_test::{BATCH, SERIAL};
use crate::domain::session::Step;
use crate::domain::session::input::SCANNER_SELF_TEST;
use crate::domain::session::unit_step::DueOnScale;
use crate::domain::shift_check::{Part, ShiftCheck};
use crate::domain::units::Grams;
use crate::i18n::{Lang, Signed, Word, check_part, import_line, word};
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::event::{Action, Event};
use crate::station::handle::{StationHandle, Surroundings};
use crate::station::import::ImportOutcome;
use crate::station::snapshot::{SessionView, Snapshot};
use crate::ui::app::{self, Connected, WindowOptions};
use crate::ui::demo_panel::{Demo, DemoAct, DemoCode, DemoView, DemoWorker};
use crate::ui::tour::{SharedReport, Tour};

/// The sample warehouse, carried in the program so that the demo needs no files.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/demo");

/// The morning on which the sample's orders are due.
const DEMO_DAY: &str = "2026-11-20T07:00:00Z";

/// A code that no product has.
const UNKNOWN_CODE: &str = "5900000000008";

/// Runs the demo, or the tour.
pub(super) fn run(dir: Option<PathBuf>, tour: Option<&Path>) -> Result<ExitCode, Failure> {
    let scratch = tempdir_for(tour.is_some())?;
    let dir = match (dir, &scratch) {
        (Some(dir), _) => dir,
        (None, Some(scratch)) => scratch.clone(),
        (None, None) => usual_demo_dir()?,
    };
    let ended = open(&dir, tour);
    if let Some(scratch) = scratch {
        // A left-over scratch folder harms nobody; the next one has another name.
        drop(fs::remove_dir_all(scratch));
    }
    ended
}

fn open(dir: &Path, tour_into: Option<&Path>) -> Result<ExitCode, Failure> {
    let clock = Clock::starting_at(DEMO_DAY.parse::<DateTime<Utc>>()?);
    let mut bench = station::unsynced(dir, clock.clone())?;
    fill(&mut bench, dir)?;
    let printer = Arc::new(SimulatedPrinter::new(dir.join("prints"))?);
    bench.print_into(Arc::clone(&printer));
    let cancelled = dir.join("cancelled");
    Sample::cancel_in(&cancelled, tour::ORDER)?;
    let devices = Arc::new(Mutex::new(None));
    let door_bell: Arc<Mutex<Option<Weak<StationHandle>>>> = Arc::default();
    let sample = Arc::new(Sample::read()?);
    let report = SharedReport::default();
    let options = WindowOptions {
        icon: Some(ICON.to_vec()),
        demo: Some(demo_panel(&sample, &printer, &devices, &door_bell)),
        tour: match tour_into {
            Some(folder) => {
                fs::create_dir_all(folder)?;
                Some(Tour::new(
                    tour::steps(&sample, &cancelled),
                    folder.to_owned(),
                    Arc::clone(&report),
                ))
            }
            None => None,
        },
        ..WindowOptions::new("Pakownia — demo")
    };
    let door = station::door_to(dir, &clock)?;
    app::open(options, move |bell| {
        let ears = bell.clone();
        let starting = Arc::clone(&devices);
        let start = Box::new(move |events: std::sync::mpsc::SyncSender<_>| {
            let scanner = SimulatedScanner::new("demo", events.clone());
            match SimulatedScale::start("demo", SettleSettings::default(), events) {
                Ok(scale) => {
                    let door = scale.door();
                    *lock(&starting) = Some(Toys { scanner, scale });
                    vec![door]
                }
                Err(error) => {
                    tracing::error!(%error, "the simulated scale cannot be started");
                    vec![]
                }
            }
        });
        let handle = StationHandle::start(
            bench,
            Surroundings {
                heard: Box::new(move |snapshot| ears.hear(snapshot)),
                wake: Box::new(move || bell.wake()),
                master_door: door,
                devices: start,
            },
        )?;
        let handle = Arc::new(handle);
        *lock(&door_bell) = Some(Arc::downgrade(&handle));
        Ok(Connected {
            first: handle.latest(),
            now: clock.now(),
            wires: Box::new(move || wires_to(handle, clock)),
        })
    })?;
    Ok(if tour_into.is_some() {
        tell_tour(&report)
    } else {
        ExitCode::SUCCESS
    })
}

fn tell_tour(report: &SharedReport) -> ExitCode {
    let report = lock(report).clone();
    for failure in &report.failures {
        tell(&format!("tour: {failure}"));
    }
    tell(&format!("tour: {} pictures", report.pictures.len()));
    if report.is_finished && report.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Brings the sample warehouse in; the second time nothing changes.
fn fill(bench: &mut Station, dir: &Path) -> Result<(), Failure> {
    let folder = dir.join("sample");
    write_out(&SAMPLE, &folder)?;
    let plan = bench.import_plan(folder, false)?;
    if let ImportOutcome::Refused { errors, .. } = bench.import(&plan, &mut |_| {})? {
        let first = errors
            .into_iter()
            .next()
            .map(|error| import_line(Lang::En, &ImportLine::Bad(error)))
            .unwrap_or_default();
        return Err(format!("the sample warehouse is damaged: {first}").into());
    }
    bench.sync_all(|_| {})?;
    Ok(())
}

/// Writes the sample's tables, pictures and papers; the scripts that made them stay out.
fn write_out(from: &Dir<'_>, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for file in from.files() {
        let name = file.path().file_name().unwrap_or_default();
        let is_data = file.path().extension().is_some_and(|ending| {
            ["csv", "png", "pdf"]
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        });
        if is_data {
            fs::write(into.join(name), file.contents())?;
        }
    }
    for folder in from
        .dirs()
        .filter(|folder| !folder.path().ends_with("making"))
    {
        write_out(
            folder,
            &into.join(folder.path().file_name().unwrap_or_default()),
        )?;
    }
    Ok(())
}

fn usual_demo_dir() -> Result<PathBuf, Failure> {
    let dirs = directories::ProjectDirs::from("pl", "pakownia", "pakownia");
    let dirs = dirs.ok_or("no home directory: name the demo's data directory with --data-dir")?;
    Ok(dirs.cache_dir().join("demo"))
}

/// A folder of its own for a tour, so that each tour begins with nothing packed.
fn tempdir_for(is_tour: bool) -> Result<Option<PathBuf>, Failure> {
    if !is_tour {
        return Ok(None);
    }
    let folder = std::env::temp_dir().join(format!("pakownia-tour-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(Some(folder))
}

/// The simulated devices, once the station has started them.
struct Toys {
    scanner: SimulatedScanner,
    scale: SimulatedScale,
}

fn lock<T>(slot: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

fn demo_panel(
    sample: &Arc<Sample>,
    printer: &Arc<SimulatedPrinter>,
    devices: &Arc<Mutex<Option<Toys>>>,
    door_bell: &Arc<Mutex<Option<Weak<StationHandle>>>>,
) -> Demo {
    let bell = Arc::clone(door_bell);
    let (seen, shelf) = (Arc::clone(printer), Arc::clone(sample));
    let (worked, toys) = (Arc::clone(printer), Arc::clone(devices));
    Demo {
        look: Box::new(move |snapshot, lang| look(&shelf, &seen, snapshot, lang)),
        act: Box::new(move |act| {
            let mut toys = lock(&toys);
            let Some(toys) = toys.as_mut() else { return };
            match act {
                DemoAct::SignIn { .. } => {
                    let station = lock(&bell).as_ref().and_then(Weak::upgrade);
                    if let (Some(station), Some(event)) = (station, act.event()) {
                        station.send(event);
                    }
                }
                DemoAct::Scan(code) => toys.scanner.scan(&code),
                DemoAct::PutOn(grams) => toys.scale.place(grams),
                DemoAct::TakeOff => toys.scale.place(Grams(0)),
                DemoAct::Paper { present } => {
                    worked.set_mood(if present {
                        PrinterMood::Ready
                    } else {
                        PrinterMood::OutOfPaper
                    });
                }
            }
        }),
    }
}

/// What the sample's tables say beside what the bench shows: badges with PINs, and a barcode for each product.
pub(super) struct Sample {
    workers: Vec<DemoWorker>,
    barcodes: HashMap<String, String>,
}

impl Sample {
    fn read() -> Result<Self, Failure> {
        let mut workers = Vec::new();
        for row in table("workers.csv")? {
            if let [badge, name, _, _, pin] = row.as_slice() {
                workers.push(DemoWorker {
                    name: name.clone(),
                    badge: badge.clone(),
                    pin: pin.clone(),
                });
            }
        }
        let mut barcodes = HashMap::new();
        for row in table("barcodes.csv")? {
            if let [code, sku, units] = row.as_slice()
                && units == "1"
            {
                barcodes.entry(sku.clone()).or_insert_with(|| code.clone());
            }
        }
        Ok(Self { workers, barcodes })
    }

    /// The first barcode of a product.
    pub(super) fn code_of(&self, sku: &str) -> String {
        self.barcodes.get(sku).cloned().unwrap_or_default()
    }

    /// A folder in which the shop cancels this order of the sample, and has few small cartons left.
    pub(super) fn cancel_in(folder: &Path, order: &str) -> Result<(), Failure> {
        fs::create_dir_all(folder)?;
        for name in ["orders.csv", "order_lines.csv"] {
            let file = SAMPLE.get_file(name).and_then(|file| file.contents_utf8());
            let text = file.ok_or("the sample warehouse is not whole")?;
            let head = text.lines().next().unwrap_or_default();
            let status = head.split(',').position(|column| column == "status");
            let mut kept = format!("{head}\n");
            for row in text
                .lines()
                .filter(|row| row.starts_with(&format!("{order},")))
            {
                let mut cells: Vec<&str> = row.split(',').collect();
                if let Some(cell) = status.and_then(|at| cells.get_mut(at)) {
                    *cell = "cancelled";
                }
                kept.push_str(&cells.join(","));
                kept.push('\n');
            }
            fs::write(folder.join(name), kept)?;
        }
        Self::run_low_in(folder)
    }

    /// In the same folder somebody counted the small cartons: it is time to order new ones.
    fn run_low_in(folder: &Path) -> Result<(), Failure> {
        let name = "packagings.csv";
        let file = SAMPLE.get_file(name).and_then(|file| file.contents_utf8());
        let text = file.ok_or("the sample warehouse is not whole")?;
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        let small = lines.find(|row| row.starts_with("KAR-S,"));
        let cells = head.split(',').zip(small.unwrap_or_default().split(','));
        let counted = |(column, cell)| if column == "on_hand" { "12" } else { cell };
        let cells: Vec<&str> = cells.map(counted).collect();
        let low = format!("{head},reorder_level\n{},40\n", cells.join(","));
        fs::write(folder.join(name), low)?;
        Ok(())
    }

    /// The PIN of a worker of the sample; nobody else's.
    pub(super) fn pin_of(&self, badge: &str) -> String {
        let worker = self.workers.iter().find(|worker| worker.badge == badge);
        worker.map(|worker| worker.pin.clone()).unwrap_or_default()
    }

    /// Signs a worker of the sample in.
    pub(super) fn sign_in(&self, badge: &str) -> Event {
        Event::Action(Action::SignIn {
            badge: badge.to_owned(),
            pin: self.pin_of(badge),
        })
    }
}

fn table(name: &str) -> Result<Vec<Vec<String>>, Failure> {
    let file = SAMPLE
        .get_file(name)
        .ok_or("the sample warehouse is not whole")?;
    crate::connectors::csv_folder::rows_of(file.contents()).map_err(Into::into)
}

/// What the panel offers now: what would be right next, what would be wrong, and what the parcel weighs.
fn look(sample: &Sample, printer: &SimulatedPrinter, snapshot: &Snapshot, lang: Lang) -> DemoView {
    let session = snapshot
        .session
        .as_ref()
        .filter(|session| session.step != Step::Closed);
    let mut view = DemoView {
        workers: sample.workers.clone(),
        printed: printer
            .printouts()
            .iter()
            .rev()
            .take(5)
            .map(|printout| printout.job_key.clone())
            .collect(),
        out_of_paper: printer.state() != crate::devices::DeviceState::Ready,
        wrong: vec![DemoCode {
            title: word(lang, Word::DemoScanUnknown),
            code: UNKNOWN_CODE.to_owned(),
        }],
        ..DemoView::default()
    };
    if let Some(list) = &snapshot.hand_over {
        let waiting = list.missing.iter().take(4);
        view.right = waiting
            .map(|parcel| DemoCode {
                title: parcel.order.to_string(),
                code: parcel.tracking.to_string(),
            })
            .collect();
        return view;
    }
    if let Some(check) = &snapshot.shift_check {
        look_at_check(check, &mut view, lang);
        return view;
    }
    let Some(session) = session else {
        let stations = &snapshot.stations.known;
        let cards = stations.iter().take(1).map(|(name, _)| DemoCode {
            title: name.clone(),
            code: format!("{}{name}", OwnCodes::default().station),
        });
        // A station card that was saved lies there as a key.
        let ready = snapshot.queue.ready.iter();
        let orders = ready.map(|row| order_code(&row.order.0));
        let room = 4 - stations.len().min(1);
        view.right = orders.take(room).chain(cards).collect();
        return view;
    };
    view.expected = session.expected.map(|(gross, _)| gross);
    let masses = masses(session, snapshot.health.scale_shows).into_iter();
    view.masses = masses
        .map(|(title, mass)| (word(lang, title), mass))
        .collect();
    match session.step {
        Step::Scanning => {
            let missing = session
                .lines
                .iter()
                .filter(|line| line.packed + line.short < line.ordered);
            view.right = missing
                .map(|line| DemoCode {
                    title: line.name.clone(),
                    code: sample.code_of(&line.sku.0),
                })
                .take(4)
                .collect();
            if !view.masses.is_empty() {
                // Not yet: what was scanned goes into the box first.
                let early = std::mem::take(&mut view.right);
                view.wrong.splice(0..0, early.into_iter().take(1));
            }
            let listed = |sku: &str| session.lines.iter().any(|line| line.sku.0 == sku);
            let mut strangers: Vec<_> = sample
                .barcodes
                .iter()
                .filter(|(sku, _)| !listed(sku))
                .collect();
            strangers.sort();
            if let Some((sku, code)) = strangers.first() {
                view.wrong.insert(
                    0,
                    DemoCode {
                        title: (*sku).clone(),
                        code: (*code).clone(),
                    },
                );
            }
        }
        Step::Packaging => {
            let proposed = session.suggested.iter();
            view.right = proposed
                .map(|code| DemoCode {
                    title: code.to_string(),
                    code: code.to_string(),
                })
                .collect();
        }
        Step::Confirming => {
            view.right = vec![order_code(&session.order.0)];
            let other = snapshot
                .queue
                .ready
                .iter()
                .find(|row| row.order != session.order);
            view.wrong.extend(other.map(|row| order_code(&row.order.0)));
        }
        Step::Idle | Step::Weighing | Step::Closed => {}
    }
    view
}

/// What the check of the devices waits for: the test card, the reference weight, the label that came out.
fn look_at_check(check: &ShiftCheck, view: &mut DemoView, lang: Lang) {
    let code = |title: &str, code: &str| DemoCode {
        title: title.to_owned(),
        code: code.to_owned(),
    };
    let Some(due) = check.due() else { return };
    let title = check_part(lang, due);
    match due {
        Part::Layout => {
            view.right = vec![code(&title, SCANNER_SELF_TEST)];
            view.wrong = vec![code("caps lock", "pkn-test-YZyz=;'/[]")];
        }
        Part::Separator => {
            view.right = vec![code(&title, &format!("10{BATCH}\u{1d}21{SERIAL}"))];
            view.wrong = vec![code("– FNC1", &format!("10{BATCH}21{SERIAL}"))];
        }
        Part::Reference => {
            let nominal = check.plan.reference.unwrap_or_default();
            let off = Grams(35);
            let difference = Signed(off);
            let too_much = word(lang, Word::DemoPutOnOff { difference });
            view.masses = vec![(title, nominal), (too_much, nominal + off)];
        }
        Part::Label => view.right = vec![code(&title, &check.plan.label)],
        Part::Zero => {}
    }
}

/// What the simulated scale may be given while box or unit is waited for.
fn masses(session: &SessionView, shown: Option<Grams>) -> Vec<(Word, Grams)> {
    let due = session
        .unit_step
        .as_ref()
        .and_then(|step| step.due.as_ref());
    let Some((due, expected)) = due.and_then(|due| Some((due, due.expected?))) else {
        return vec![];
    };
    let right = expected.gross;
    match &due.what {
        // The parcel before comes off first: what takes its place is not taken for a box.
        DueOnScale::Box(_)
            if shown.is_some_and(|mass| mass > Grams(0)) && due.refused.is_none() =>
        {
            vec![]
        }
        DueOnScale::Box(_) => vec![(Word::DemoBoxOn, right)],
        DueOnScale::Out(_) => vec![(Word::DemoUnitOut, right)],
        DueOnScale::In(_) => {
            let before = due.unmoved.map_or(right, |unmoved| unmoved.gross);
            let twice = right + (right - before);
            vec![(Word::DemoUnitIn, right), (Word::DemoUnitsTwo, twice)]
        }
    }
}

fn order_code(order: &str) -> DemoCode {
    DemoCode {
        title: order.to_owned(),
        code: order.to_owned(),
    }
}
