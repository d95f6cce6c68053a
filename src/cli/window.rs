//! `pakownia` alone: the window of a real bench.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::{Failure, station, with_causes};
use crate::devices::scale::start_scale;
use crate::devices::scanner::start_scanner;
use crate::devices::{DeviceEvent, DeviceThread};
use crate::i18n::Lang;
use crate::station::clock::Clock;
use crate::station::config::BenchConfig;
use crate::station::handle::{StationHandle, Surroundings};
use crate::station::snapshot::Snapshot;
use crate::ui::app::{self, Connected, WindowOptions, Wires};
use crate::ui::bell::Bell;

/// The icon in the task bar.
pub(super) const ICON: &[u8] = include_bytes!("../../assets/icon/pakownia.png");

/// The data directory when none is named: the user's own.
pub(super) fn usual_data_dir() -> Result<PathBuf, Failure> {
    let dirs = directories::ProjectDirs::from("pl", "pakownia", "pakownia");
    let dirs = dirs.ok_or("no home directory: name the data directory with --data-dir")?;
    Ok(dirs.data_local_dir().to_owned())
}

/// What the window is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    /// A bench.
    Bench,
    /// A bench on the whole screen, which takes the keyboard back.
    Kiosk,
    /// The board on the wall, in this language.
    Board(Lang),
}

/// Opens the window of the bench of `dir`.
pub(super) fn open(dir: &Path, screen: Screen) -> Result<(), Failure> {
    std::fs::create_dir_all(dir)?;
    super::log::to_files(dir)?;
    let nobody = Watcher {
        heard: Box::new(|_snapshot| {}),
        between: Box::new(|wires, _bell| wires),
    };
    open_with(dir, screen, nobody)
}

/// Somebody who watches a window from outside: the benchmark.
pub(super) struct Watcher {
    /// Hears each new picture when the station publishes it.
    pub(super) heard: Box<dyn Fn(&Snapshot) + Send + Sync>,
    /// Stands between the window and its station.
    pub(super) between: Box<dyn FnOnce(Wires, Bell) -> Wires + Send>,
}

/// The same window, watched.
pub(super) fn open_with(dir: &Path, screen: Screen, watcher: Watcher) -> Result<(), Failure> {
    // What cannot be read is told before a window opens.
    BenchConfig::of(dir)?;
    let read = dir.to_owned();
    let board = match screen {
        Screen::Board(lang) => Some(lang),
        Screen::Bench | Screen::Kiosk => None,
    };
    let devices = Box::new(move |events| match BenchConfig::of(&read) {
        // Nobody scans or weighs at a wall.
        _ if board.is_some() => vec![],
        Ok(config) => start_devices(&config, &events),
        Err(error) => {
            tracing::error!(%error, "the devices are not set up");
            vec![]
        }
    });
    let options = WindowOptions {
        icon: Some(ICON.to_vec()),
        is_kiosk: screen == Screen::Kiosk,
        ..WindowOptions::new("Pakownia")
    };
    let options = match board {
        Some(lang) => options.for_wall(lang),
        None => options,
    };
    let (dir, master_door) = (dir.to_owned(), station::door_to(dir, &Clock::System)?);
    app::open(options, move |bell| {
        let (ears, waker) = (bell.clone(), bell.clone());
        let heard = watcher.heard;
        let around = Surroundings {
            heard: Box::new(move |snapshot| {
                ears.hear(snapshot);
                heard(snapshot);
            }),
            wake: Box::new(move || waker.wake()),
            master_door,
            devices,
        };
        let bench =
            station::unsynced(&dir, Clock::System).map_err(|error| with_causes(error.as_ref()))?;
        let handle = Arc::new(StationHandle::start(bench, around)?);
        Ok(Connected {
            first: handle.latest(),
            now: Clock::System.now(),
            wires: Box::new(move || (watcher.between)(wires_to(handle, Clock::System), bell)),
        })
    })?;
    Ok(())
}

/// Connects a window with a running station.
pub(super) fn wires_to(handle: Arc<StationHandle>, clock: Clock) -> Wires {
    let (latest, send) = (Arc::clone(&handle), handle);
    Wires {
        latest: Box::new(move || latest.latest()),
        send: Box::new(move |event| send.send(event)),
        now: Box::new(move || clock.now()),
    }
}

/// The devices that are set up. One that cannot be started is logged, and the bench works without it.
fn start_devices(config: &BenchConfig, events: &SyncSender<DeviceEvent>) -> Vec<DeviceThread> {
    let scanner = config.scanner.as_ref().map(|scanner| {
        let (port, frames) = scanner.settings()?;
        start_scanner("scanner", port, frames, events.clone()).map_err(|error| error.to_string())
    });
    let scale = config.scale.as_ref().map(|scale| {
        start_scale("scale", scale.settings()?, events.clone()).map_err(|error| error.to_string())
    });
    let mut threads = Vec::new();
    for started in [scanner, scale].into_iter().flatten() {
        match started {
            Ok(thread) => threads.push(thread),
            Err(error) => tracing::error!(error, "a device's thread cannot be started"),
        }
    }
    threads
}
