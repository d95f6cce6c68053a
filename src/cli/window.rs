//! `pakownia` alone: the window of a real bench.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::thread::{self, JoinHandle};

use super::{Failure, station, with_causes};
use crate::devices::scale::{SettleSettings, start_serial_scale};
use crate::devices::scanner::{FrameSettings, start_serial_scanner};
use crate::devices::{DeviceEvent, DeviceThread, PortChoice, SerialSettings};
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::config::{BenchConfig, SerialConfig};
use crate::station::handle::{StationHandle, Surroundings};
use crate::ui::app::{self, Wake, WindowOptions, Wires};

/// The icon in the task bar.
pub(super) const ICON: &[u8] = include_bytes!("../../assets/icon/pakownia.png");

/// The data directory when none is named: the user's own.
pub(super) fn usual_data_dir() -> Result<PathBuf, Failure> {
    let dirs = directories::ProjectDirs::from("pl", "pakownia", "pakownia");
    let dirs = dirs.ok_or("no home directory: name the data directory with --data-dir")?;
    Ok(dirs.data_local_dir().to_owned())
}

/// Opens the window of the bench of `dir`.
pub(super) fn open(dir: &Path, is_kiosk: bool) -> Result<(), Failure> {
    std::fs::create_dir_all(dir)?;
    super::log::to_files(dir)?;
    open_with(dir, is_kiosk, |wires, _wake| wires)
}

/// The same window with something between it and the station: `between` gets the wires and a way to wake the window.
pub(super) fn open_with(
    dir: &Path,
    is_kiosk: bool,
    between: impl FnOnce(Wires, Wake) -> Wires,
) -> Result<(), Failure> {
    // The bench is opened while the graphics driver starts: both take about as long.
    let opening = open_beside(dir)?;
    let config = BenchConfig::of(dir)?;
    let devices = Box::new(move |events| start_devices(&config, &events));
    let options = WindowOptions {
        icon: Some(ICON.to_vec()),
        is_kiosk,
        ..WindowOptions::new("Pakownia")
    };
    let door = station::door_to(dir, Clock::System)?;
    app::open(options, |wake| {
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::from(wake);
        let again = Arc::clone(&wake);
        let around = Surroundings {
            wake: Box::new(move || wake()),
            master_door: door,
            devices,
        };
        let bench = opening
            .join()
            .map_err(|_panic| "the bench could not be opened")??;
        let handle = StationHandle::start(bench, around)?;
        Ok(between(
            wires_to(Arc::new(handle), Clock::System),
            Box::new(move || again()),
        ))
    })?;
    Ok(())
}

type Opening = JoinHandle<Result<Station, Box<dyn Error + Send + Sync>>>;

/// Opens the bench in a thread of its own.
fn open_beside(dir: &Path) -> io::Result<Opening> {
    let dir = dir.to_owned();
    thread::Builder::new()
        .name("opening".into())
        .spawn(move || {
            station::unsynced(&dir, Clock::System)
                .map_err(|error| with_causes(error.as_ref()).into())
        })
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
    let scanner = config.scanner.as_ref().map(|wire| {
        start_serial_scanner(
            "scanner",
            serial(wire),
            FrameSettings::default(),
            events.clone(),
        )
    });
    let scale = config.scale.as_ref().map(|wire| {
        let settle = SettleSettings::default();
        start_serial_scale(
            "scale",
            serial(wire),
            wire.protocol.into(),
            settle,
            events.clone(),
        )
    });
    let mut threads = Vec::new();
    for started in [scanner, scale].into_iter().flatten() {
        match started {
            Ok(thread) => threads.push(thread),
            Err(error) => tracing::error!(%error, "a device's thread cannot be started"),
        }
    }
    threads
}

fn serial(wire: &SerialConfig) -> SerialSettings {
    let mut settings = SerialSettings::new(PortChoice::Path(wire.port.clone().into()));
    settings.baud = wire.baud;
    settings
}
