//! A serial port that is opened, watched, and opened again when it comes back.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::Trouble;
use super::usb::{UsbIdentity, find_port};
use super::{DeviceEvent, DeviceState, Outlet, StationGone, Stop};

/// First pause before a lost port is tried again.
const RETRY_FIRST: Duration = Duration::from_millis(100);

/// Longest pause before a lost port is tried again: it is back within two seconds.
const RETRY_LONGEST: Duration = Duration::from_secs(2);

/// A port that stayed open this long was really there; the next pause is short again.
const STAYED_OPEN: Duration = Duration::from_secs(2);

/// Longest time in one read, so that the thread ends soon when it is told to.
const READ_LONGEST: Duration = Duration::from_millis(100);

/// Shortest time in one read; a shorter one would spin.
const READ_SHORTEST: Duration = Duration::from_millis(5);

/// Which port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortChoice {
    /// A path such as `/dev/ttyUSB0`, or `COM3` on Windows.
    Path(PathBuf),
    /// The port of a USB device, whatever its number (Linux).
    Usb {
        /// The device.
        identity: UsbIdentity,
        /// Where the kernel shows its devices, `/sys`.
        sysfs: PathBuf,
        /// Where the device files are, `/dev`.
        dev: PathBuf,
    },
}

impl PortChoice {
    /// The port of a USB device on this machine.
    pub fn usb(identity: UsbIdentity) -> Self {
        Self::Usb {
            identity,
            sysfs: "/sys".into(),
            dev: "/dev".into(),
        }
    }

    fn resolve(&self) -> Result<PathBuf, Trouble> {
        match self {
            Self::Path(path) => Ok(path.clone()),
            Self::Usb {
                identity,
                sysfs,
                dev,
            } => find_port(identity, sysfs, dev),
        }
    }
}

/// Data bits of each byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DataBits {
    /// Seven.
    Seven,
    /// Eight.
    #[default]
    Eight,
}

/// The parity bit of each byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Parity {
    /// None.
    #[default]
    None,
    /// Even.
    Even,
    /// Odd.
    Odd,
}

/// Stop bits of each byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StopBits {
    /// One.
    #[default]
    One,
    /// Two.
    Two,
}

/// A port and how bytes travel on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialSettings {
    /// Which port.
    pub port: PortChoice,
    /// Bits per second.
    pub baud: u32,
    /// Data bits.
    pub data_bits: DataBits,
    /// Parity.
    pub parity: Parity,
    /// Stop bits.
    pub stop_bits: StopBits,
}

impl SerialSettings {
    /// 9600 8N1, the factory setting of most scanners and scales.
    pub fn new(port: PortChoice) -> Self {
        Self {
            port,
            baud: 9600,
            data_bits: DataBits::default(),
            parity: Parity::default(),
            stop_bits: StopBits::default(),
        }
    }
}

/// What a kind of device does with the bytes. Times are since the thread began.
pub(super) trait Wire {
    /// The port was opened: whatever was half read is void.
    fn opened(&mut self, now: Duration);
    /// What to send now, if anything.
    fn to_send(&mut self, now: Duration) -> Option<Vec<u8>>;
    /// The port is gone: tell what was left half done.
    fn lost(&mut self, now: Duration, out: &mut Vec<DeviceEvent>);
    /// Bytes came.
    fn received(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<DeviceEvent>);
    /// Time passed.
    fn tick(&mut self, now: Duration, out: &mut Vec<DeviceEvent>);
    /// When something is due although no byte comes.
    fn next_due(&self, now: Duration) -> Duration;
    /// How the device is while its port is open.
    fn state(&self) -> DeviceState;
}

/// Serves a device until it is told to stop or the station is gone.
pub(super) fn serve(
    settings: &SerialSettings,
    wire: &mut impl Wire,
    outlet: &mut Outlet,
    stop: &Stop,
) {
    let ended = serve_until_gone(settings, wire, outlet, stop);
    if ended.is_err() {
        tracing::debug!(device = %outlet.device(), "the station no longer listens");
    }
}

fn serve_until_gone(
    settings: &SerialSettings,
    wire: &mut impl Wire,
    outlet: &mut Outlet,
    stop: &Stop,
) -> Result<(), StationGone> {
    let began = Instant::now();
    let mut pause = RETRY_FIRST;
    outlet.report(DeviceState::Searching, stop)?;
    while !stop.asked() {
        let opened_at = began.elapsed();
        let why = match open(settings) {
            Ok((mut port, name)) => {
                wire.opened(opened_at);
                let lost = talk(port.as_mut(), wire, outlet, stop, began)?;
                if stop.asked() {
                    return Ok(());
                }
                tracing::warn!(device = %outlet.device(), %lost, "lost the port");
                let mut events = Vec::new();
                wire.lost(began.elapsed(), &mut events);
                for event in events {
                    outlet.send(event, stop)?;
                }
                Trouble::Unplugged { port: name }
            }
            Err(why) => why,
        };
        outlet.report(DeviceState::Missing { why }, stop)?;
        if began.elapsed().saturating_sub(opened_at) >= STAYED_OPEN {
            pause = RETRY_FIRST;
        }
        stop.wait(pause);
        pause = (pause * 2).min(RETRY_LONGEST);
    }
    Ok(())
}

/// Reads and writes until the port fails (answers why) or the thread must stop.
fn talk(
    port: &mut dyn serialport::SerialPort,
    wire: &mut impl Wire,
    outlet: &mut Outlet,
    stop: &Stop,
    began: Instant,
) -> Result<io::Error, StationGone> {
    let mut bytes = [0; 512];
    let mut events = Vec::new();
    while !stop.asked() {
        let now = began.elapsed();
        if let Some(to_send) = wire.to_send(now)
            && let Err(lost) = port.write_all(&to_send)
        {
            return Ok(lost);
        }
        outlet.report(wire.state(), stop)?;
        let timeout = wire
            .next_due(now)
            .saturating_sub(now)
            .clamp(READ_SHORTEST, READ_LONGEST);
        if let Err(lost) = port.set_timeout(timeout) {
            return Ok(lost.into());
        }
        match port.read(&mut bytes) {
            Ok(0) => return Ok(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                let came = bytes.get(..count).unwrap_or_default();
                wire.received(came, began.elapsed(), &mut events);
            }
            Err(wait) if is_only_waiting(&wait) => {}
            Err(lost) => return Ok(lost),
        }
        wire.tick(began.elapsed(), &mut events);
        for event in events.drain(..) {
            outlet.send(event, stop)?;
        }
    }
    Ok(io::ErrorKind::Interrupted.into())
}

fn is_only_waiting(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), TimedOut | WouldBlock | Interrupted)
}

fn open(settings: &SerialSettings) -> Result<(Box<dyn serialport::SerialPort>, String), Trouble> {
    let path = settings.port.resolve()?;
    let name = path.display().to_string();
    let port = serialport::new(name.clone(), settings.baud)
        .data_bits(match settings.data_bits {
            DataBits::Seven => serialport::DataBits::Seven,
            DataBits::Eight => serialport::DataBits::Eight,
        })
        .parity(match settings.parity {
            Parity::None => serialport::Parity::None,
            Parity::Even => serialport::Parity::Even,
            Parity::Odd => serialport::Parity::Odd,
        })
        .stop_bits(match settings.stop_bits {
            StopBits::One => serialport::StopBits::One,
            StopBits::Two => serialport::StopBits::Two,
        })
        .timeout(READ_LONGEST)
        .open()
        .map_err(|error| why_not_open(&error, &path, &name))?;
    // What the device sent while nobody listened belongs to no work in hand.
    if let Err(error) = port.clear(serialport::ClearBuffer::Input) {
        tracing::debug!(port = name, %error, "cannot empty the port's buffer");
    }
    Ok((port, name))
}

fn why_not_open(error: &serialport::Error, path: &Path, name: &str) -> Trouble {
    let port = name.to_owned();
    match error.kind() {
        serialport::ErrorKind::Io(io::ErrorKind::PermissionDenied) => {
            Trouble::NoPermission { port }
        }
        serialport::ErrorKind::NoDevice if path.exists() => Trouble::PortBusy { port },
        serialport::ErrorKind::NoDevice | serialport::ErrorKind::Io(io::ErrorKind::NotFound) => {
            Trouble::PortNotFound { port }
        }
        _ => Trouble::CannotOpen {
            port,
            detail: error.to_string(),
        },
    }
}
