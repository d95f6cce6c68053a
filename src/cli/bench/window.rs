//! The window beside an empty one: how soon it is there, what it holds, what it does when nobody does anything.

use std::cell::Cell;
use std::env;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::Path;
use std::rc::Rc;
use std::sync::Once;
use std::thread;
use std::time::Duration;

use super::Name;
use super::figure::{Figure, Limit, Sheet, Times};
use super::packing::Packer;
use super::process::Watched;
use super::warehouse::Warehouse;
use crate::cli::window::{self, Watcher};
use crate::cli::{Failure, tell};
use crate::domain::session::message::Verdict;
use crate::station::clock::Clock;
use crate::station::event::{Action, Event};
use crate::station::snapshot::AnswerView;
use crate::ui;
use crate::ui::app::Wires;
use crate::ui::bell::Bell;

/// What a window says on standard output when its first frame has been painted.
const FIRST_FRAME: &str = "first_frame";

/// What it says when the scan it was told to do was accepted.
const FIRST_SCAN: &str = "first_scan";

/// Until a window has come to rest.
const SETTLING: Duration = Duration::from_secs(5);

const EMPTY_FRAME: &str = "first frame of an empty eframe window, median, in turns";

/// The scan is accepted when it is on disk and published, which is when its sound is played; not when it is painted.
const EMPTY_FRAME_FOR_SCAN: &str = "first frame of an empty eframe window, median, in turns; the scan counts when committed and heard";

/// Whether a window can be opened; if not, the person at the terminal is told.
pub(super) fn has_display() -> bool {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some());
    if !has_display {
        tell(
            "no display: start, memory and idle are not measured (DISPLAY and WAYLAND_DISPLAY are not set)",
        );
    }
    has_display
}

/// Measures what `name` includes.
pub(super) fn run(
    warehouse: &mut Warehouse,
    name: Name,
    is_quick: bool,
    sheet: Sheet,
) -> Result<(), Failure> {
    let mut codes = Packer::begin(warehouse)?.leave_open()?.into_iter();
    let mut windows = || -> Result<Watched, Failure> {
        let code = codes.next().ok_or("the open order has no unit left")?;
        let dir = warehouse.dir();
        Watched::start(
            ["bench", "window", "--data-dir"]
                .map(OsStr::new)
                .into_iter()
                .chain([dir.as_os_str(), OsStr::new("--scan"), OsStr::new(&code)]),
        )
    };
    if name.includes(Name::Start) {
        start(&mut windows, if is_quick { 2 } else { 15 }, sheet)?;
    }
    if name.includes(Name::Memory) {
        memory(&mut windows, sheet)?;
    }
    if name.includes(Name::Idle) {
        idle(
            &mut windows,
            Duration::from_secs(if is_quick { 5 } else { 20 }),
            sheet,
        )?;
    }
    Ok(())
}

fn empty() -> Result<Watched, Failure> {
    Watched::start(["bench", "empty-window"].map(OsStr::new))
}

fn start(
    windows: &mut dyn FnMut() -> Result<Watched, Failure>,
    rounds: usize,
    sheet: Sheet,
) -> Result<(), Failure> {
    let (mut bare, mut frames, mut scans) = (Times::default(), Times::default(), Times::default());
    // The first round brings the programs into memory and is not counted.
    for round in 0..=rounds {
        let peer = empty()?.wait_for(FIRST_FRAME)?;
        let window = windows()?;
        let (frame, scan) = (window.wait_for(FIRST_FRAME)?, window.wait_for(FIRST_SCAN)?);
        if round > 0 {
            bare.add(peer);
            frames.add(frame);
            scans.add(scan);
        }
    }
    let limit = Limit {
        value: bare.millis(50),
        is: EMPTY_FRAME,
    };
    sheet.write(&Figure::at_most(
        "start_frame",
        frames.millis(50),
        "ms",
        limit,
        1.3,
    ))?;
    sheet.write(&Figure::at_most(
        "start_scan",
        scans.millis(50),
        "ms",
        Limit {
            is: EMPTY_FRAME_FOR_SCAN,
            ..limit
        },
        1.3,
    ))?;
    Ok(())
}

fn memory(
    windows: &mut dyn FnMut() -> Result<Watched, Failure>,
    sheet: Sheet,
) -> Result<(), Failure> {
    let peer = empty()?;
    peer.wait_for(FIRST_FRAME)?;
    let window = windows()?;
    window.wait_for(FIRST_SCAN)?;
    thread::sleep(SETTLING);
    let (ours, bare) = (window.memory()?, peer.memory()?);
    tell(&format!(
        "memory: window {:.1} MB, empty window {:.1} MB",
        ours.resident, bare.resident
    ));
    let limit = Limit {
        value: 60.0,
        is: "MB allowed above an empty eframe window; the value is what is above",
    };
    sheet.write(&Figure::at_most(
        "memory_above",
        ours.resident - bare.resident,
        "MB",
        limit,
        1.0,
    ))?;
    sheet.write(&Figure::at_most(
        "memory_peak_above",
        ours.peak - bare.peak,
        "MB",
        limit,
        1.0,
    ))?;
    Ok(())
}

fn idle(
    windows: &mut dyn FnMut() -> Result<Watched, Failure>,
    over: Duration,
    sheet: Sheet,
) -> Result<(), Failure> {
    let window = windows()?;
    window.wait_for(FIRST_SCAN)?;
    thread::sleep(SETTLING);
    let before = window.processor_time()?;
    thread::sleep(over);
    let used = window.processor_time()?.saturating_sub(before);
    sheet.write(&Figure::share(
        "idle_cpu",
        used.as_secs_f64() / over.as_secs_f64(),
        0.005,
    ))?;
    Ok(())
}

/// The empty window; says when its first frame is there.
pub(super) fn open_empty() -> Result<(), Failure> {
    Ok(ui::empty::open(|| say(FIRST_FRAME))?)
}

/// The window of a data directory; says when its first frame is there, scans, and says when that was accepted.
///
/// A scan counts as accepted when it is on disk and published: that is when its sound is played.
pub(super) fn open_watched(dir: &Path, scan: Option<String>) -> Result<(), Failure> {
    let told = Once::new();
    let watcher = Watcher {
        heard: Box::new(move |snapshot| {
            let accepted = |answer: &AnswerView| answer.verdict == Verdict::Accepted;
            if snapshot.answers.iter().any(accepted) {
                told.call_once(|| say(FIRST_SCAN));
            }
        }),
        between: Box::new(|wires, bell| watched(wires, bell, scan)),
    };
    window::open_with(dir, window::Screen::Bench, watcher)
}

/// How far the watched window has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    Painting,
    Watched,
}

fn watched(wires: Wires, bell: Bell, scan: Option<String>) -> Wires {
    let wires = Rc::new(wires);
    let (latest, send) = (Rc::clone(&wires), Rc::clone(&wires));
    let stage = Cell::new(Stage::Opening);
    // The screen asks for the time once for each frame: that is where the frames are counted.
    let each_frame = move || match stage.get() {
        Stage::Opening => {
            // The second frame begins when the first is on the screen.
            stage.set(Stage::Painting);
            bell.wake();
        }
        Stage::Painting => {
            say(FIRST_FRAME);
            stage.set(Stage::Watched);
            if let Some(code) = scan.clone() {
                (wires.send)(Event::Action(Action::Scan { code }));
            }
        }
        Stage::Watched => {}
    };
    Wires {
        latest: Box::new(move || (latest.latest)()),
        send: Box::new(move |event| (send.send)(event)),
        now: Box::new(move || {
            each_frame();
            Clock::System.now()
        }),
    }
}

/// One line for whoever watches; nobody may be watching.
fn say(line: &str) {
    let mut out = io::stdout().lock();
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}
