//! A serial port that is opened, watched, and opened again when it comes back.

use std::fmt;
use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

use super::error::Trouble;
use super::hid;
use super::usb::{UsbIdentity, find_port};
use super::{DeviceEvent, DeviceState, Outlet, StationGone, Stop};

/// First pause before a lost port is tried again.
const RETRY_FIRST: Duration = Duration::from_millis(100);

/// Longest pause before a lost port is tried again: with the time to open it, a device is
/// back within two seconds of being plugged in.
const RETRY_LONGEST: Duration = Duration::from_secs(1);

/// A port that stayed open this long was really there; the next pause is short again.
const STAYED_OPEN: Duration = Duration::from_secs(2);

/// Longest time in one read, so that the thread ends soon when it is told to.
const READ_LONGEST: Duration = Duration::from_millis(100);

/// How long a socket may take to be connected.
const CONNECT_WITHIN: Duration = Duration::from_millis(500);

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
    /// A socket: a box that has serial ports and a network plug, or a simulator.
    Socket(String),
    /// A USB device of the classes for points of sale, which speaks in reports.
    Reports(UsbIdentity),
}

impl FromStr for PortChoice {
    type Err = String;

    /// `usb:VENDOR:PRODUCT[:SERIAL]` and `hid:…` with hexadecimal numbers, `tcp:HOST:PORT`,
    /// and a path for everything else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(identity) = text.strip_prefix("usb:") {
            return identity.parse().map(Self::usb);
        }
        if let Some(identity) = text.strip_prefix("hid:") {
            return identity.parse().map(Self::Reports);
        }
        match text.strip_prefix("tcp:") {
            Some(address) if address.contains(':') => Ok(Self::Socket(address.to_owned())),
            Some(_) => Err(format!("{text} has no port number behind its host")),
            None if text.is_empty() => Err("no port is named".to_owned()),
            None => Ok(Self::Path(text.into())),
        }
    }
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

/// How bytes travel on a serial port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSettings {
    /// Bits per second.
    pub baud: u32,
    /// Data bits.
    pub data_bits: DataBits,
    /// Parity.
    pub parity: Parity,
    /// Stop bits.
    pub stop_bits: StopBits,
}

impl Default for LineSettings {
    /// 9600 8N1, the factory setting of most scanners and scales.
    fn default() -> Self {
        Self {
            baud: 9_600,
            data_bits: DataBits::default(),
            parity: Parity::default(),
            stop_bits: StopBits::default(),
        }
    }
}

impl fmt::Display for LineSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data_bits = match self.data_bits {
            DataBits::Seven => 7,
            DataBits::Eight => 8,
        };
        let parity = match self.parity {
            Parity::None => 'N',
            Parity::Even => 'E',
            Parity::Odd => 'O',
        };
        let stop_bits = match self.stop_bits {
            StopBits::One => 1,
            StopBits::Two => 2,
        };
        write!(f, "{} {data_bits}{parity}{stop_bits}", self.baud)
    }
}

/// A port and how bytes travel on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialSettings {
    /// Which port.
    pub port: PortChoice,
    /// How bytes travel; of no meaning to a socket or a USB report.
    pub line: LineSettings,
}

impl SerialSettings {
    /// A port with the usual settings of the line.
    pub fn new(port: PortChoice) -> Self {
        Self {
            port,
            line: LineSettings::default(),
        }
    }
}

/// What carries the bytes: a serial port, a socket, or a USB device that speaks in reports.
pub(super) trait Line: io::Read + io::Write {
    /// How long a read may wait.
    fn wait_at_most(&mut self, timeout: Duration) -> io::Result<()>;
}

impl Line for Box<dyn serialport::SerialPort> {
    fn wait_at_most(&mut self, timeout: Duration) -> io::Result<()> {
        Ok(self.set_timeout(timeout)?)
    }
}

impl Line for TcpStream {
    fn wait_at_most(&mut self, timeout: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(timeout))
    }
}

/// What a kind of device does with the bytes. Times are since the thread began.
pub(super) trait Wire {
    /// The settings of the line to open the port with; those that were set up when `None`.
    fn line(&self) -> Option<LineSettings> {
        None
    }
    /// Whether the port must be opened anew, with other settings of the line.
    fn wants_other_line(&self) -> bool {
        false
    }
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
        let line = wire.line().unwrap_or(settings.line);
        let why = match open(&settings.port, line) {
            Ok((mut port, name)) => {
                wire.opened(opened_at);
                let lost = talk(port.as_mut(), wire, outlet, stop, began)?;
                if stop.asked() {
                    return Ok(());
                }
                if wire.wants_other_line() {
                    continue;
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
    port: &mut dyn Line,
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
        if wire.wants_other_line() {
            return Ok(io::ErrorKind::Interrupted.into());
        }
        let timeout = wire
            .next_due(now)
            .saturating_sub(now)
            .clamp(READ_SHORTEST, READ_LONGEST);
        if let Err(lost) = port.wait_at_most(timeout) {
            return Ok(lost);
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

fn open(port: &PortChoice, line: LineSettings) -> Result<(Box<dyn Line>, String), Trouble> {
    match port {
        PortChoice::Path(path) => open_serial(path, line),
        PortChoice::Usb {
            identity,
            sysfs,
            dev,
        } => open_serial(&find_port(identity, sysfs, dev)?, line),
        PortChoice::Socket(address) => open_socket(address),
        PortChoice::Reports(identity) => hid::open(identity),
    }
}

fn open_socket(address: &str) -> Result<(Box<dyn Line>, String), Trouble> {
    let port = address.to_owned();
    let cannot = |error: &io::Error| match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::TimedOut => {
            Trouble::PortNotFound { port: port.clone() }
        }
        _ => Trouble::CannotOpen {
            port: port.clone(),
            detail: error.to_string(),
        },
    };
    let mut found = address.to_socket_addrs().map_err(|error| cannot(&error))?;
    let Some(first) = found.next() else {
        return Err(Trouble::PortNotFound { port });
    };
    let stream =
        TcpStream::connect_timeout(&first, CONNECT_WITHIN).map_err(|error| cannot(&error))?;
    stream.set_nodelay(true).map_err(|error| cannot(&error))?;
    Ok((Box::new(stream), port))
}

fn open_serial(path: &Path, line: LineSettings) -> Result<(Box<dyn Line>, String), Trouble> {
    let name = path.display().to_string();
    let port = serialport::new(name.clone(), line.baud)
        .data_bits(match line.data_bits {
            DataBits::Seven => serialport::DataBits::Seven,
            DataBits::Eight => serialport::DataBits::Eight,
        })
        .parity(match line.parity {
            Parity::None => serialport::Parity::None,
            Parity::Even => serialport::Parity::Even,
            Parity::Odd => serialport::Parity::Odd,
        })
        .stop_bits(match line.stop_bits {
            StopBits::One => serialport::StopBits::One,
            StopBits::Two => serialport::StopBits::Two,
        })
        .timeout(READ_LONGEST)
        .open()
        .map_err(|error| why_not_open(&error, path, &name))?;
    // What the device sent while nobody listened belongs to no work in hand.
    if let Err(error) = port.clear(serialport::ClearBuffer::Input) {
        tracing::debug!(port = name, %error, "cannot empty the port's buffer");
    }
    Ok((Box::new(port), name))
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
