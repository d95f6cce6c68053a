//! The serial scanner: bytes from the wire become complete codes.

use std::io;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::error::{DeviceFault, ScanFault};
use super::scanner_reports::ReportWire;
use super::serial::{PortChoice, SerialSettings, Wire, serve};
use super::{DeviceEvent, DeviceId, DeviceState, DeviceThread, Outlet};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const TAB: u8 = 0x09;
const LINE_FEED: u8 = 0x0a;
const CARRIAGE_RETURN: u8 = 0x0d;
const GROUP_SEPARATOR: u8 = 0x1d;

/// After a code without end, what follows this closely is its other half. Milliseconds.
const TORN_MILLIS: u64 = 2_000;

/// What ends a code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CodeEnd {
    /// Carriage return, line feed, or both.
    #[default]
    Line,
    /// Tab.
    Tab,
    /// The code stands between STX and ETX; whatever stands outside is ignored.
    StxEtx,
}

/// How the scanner is programmed to send a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameSettings {
    /// What ends a code.
    pub end: CodeEnd,
    /// What each code begins with; cut off. A code without it lost its beginning.
    pub prefix: Vec<u8>,
    /// What each code ends with, before the end itself; cut off where present.
    pub suffix: Vec<u8>,
    /// Most bytes of a code, without prefix and suffix.
    pub length_max: usize,
    /// How long the next byte of a code may take, in milliseconds.
    pub pause_max_millis: u64,
}

impl Default for FrameSettings {
    fn default() -> Self {
        Self {
            end: CodeEnd::Line,
            prefix: Vec::new(),
            suffix: Vec::new(),
            length_max: 128,
            pause_max_millis: 500,
        }
    }
}

/// Cuts a stream of bytes into codes.
///
/// Every complete frame is one code, and equal codes are never dropped. Control
/// characters other than GS are left out. Bytes above 127 are read as UTF-8 where
/// they are that, else as Latin-1, so that none is lost.
#[derive(Debug)]
pub struct FrameReader {
    settings: FrameSettings,
    bytes: Vec<u8>,
    /// Inside STX … ETX; always true for the other endings.
    inside: bool,
    /// The code is too long: everything up to its end is thrown away.
    refusing: bool,
    last_byte_millis: u64,
    torn_until_millis: Option<u64>,
}

impl FrameReader {
    /// A reader for a scanner programmed so.
    pub fn new(settings: FrameSettings) -> Self {
        let inside = settings.end != CodeEnd::StxEtx;
        Self {
            settings,
            bytes: Vec::new(),
            inside,
            refusing: false,
            last_byte_millis: 0,
            torn_until_millis: None,
        }
    }

    /// Forgets a half-read code: the wire was cut.
    pub fn reset(&mut self) {
        self.bytes.clear();
        self.refusing = false;
        self.inside = self.settings.end != CodeEnd::StxEtx;
    }

    /// Takes bytes and answers the codes that they complete, in order.
    pub fn feed(&mut self, bytes: &[u8], now_millis: u64) -> Vec<Result<String, ScanFault>> {
        let mut answers = Vec::new();
        answers.extend(self.tick(now_millis).map(Err));
        for byte in bytes {
            answers.extend(self.take(*byte, now_millis));
        }
        if !bytes.is_empty() {
            self.last_byte_millis = now_millis;
        }
        answers
    }

    /// Gives up a code whose end does not come.
    pub fn tick(&mut self, now_millis: u64) -> Option<ScanFault> {
        if now_millis.saturating_sub(self.last_byte_millis) <= self.settings.pause_max_millis {
            return None;
        }
        if std::mem::take(&mut self.refusing) {
            self.torn_until_millis = Some(now_millis + TORN_MILLIS);
        }
        self.give_up_if_begun(now_millis)
    }

    /// No end will come for what was read so far, for example because the wire was cut.
    pub fn give_up_if_begun(&mut self, now_millis: u64) -> Option<ScanFault> {
        if self.bytes.is_empty() {
            return None;
        }
        self.torn_until_millis = Some(now_millis + TORN_MILLIS);
        let code = readable(&self.bytes);
        self.reset();
        Some(ScanFault::NoEnd { code })
    }

    fn take(&mut self, byte: u8, now_millis: u64) -> Option<Result<String, ScanFault>> {
        let ends = match self.settings.end {
            CodeEnd::Line => matches!(byte, CARRIAGE_RETURN | LINE_FEED),
            CodeEnd::Tab => byte == TAB,
            CodeEnd::StxEtx if byte == STX => {
                let fault = self.give_up_if_begun(now_millis).map(Err);
                self.torn_until_millis = None;
                self.refusing = false;
                self.inside = true;
                return fault;
            }
            CodeEnd::StxEtx => byte == ETX,
        };
        if ends {
            return self.end(now_millis);
        }
        if !self.inside || self.refusing {
            return None;
        }
        self.bytes.push(byte);
        let room = self.settings.prefix.len() + self.settings.suffix.len();
        let length_max = self.settings.length_max;
        if self.bytes.len() > length_max + room {
            self.bytes.clear();
            self.refusing = true;
            return Some(Err(ScanFault::TooLong { length_max }));
        }
        None
    }

    fn end(&mut self, now_millis: u64) -> Option<Result<String, ScanFault>> {
        let bytes = std::mem::take(&mut self.bytes);
        self.reset();
        let whole = bytes.strip_prefix(self.settings.prefix.as_slice());
        let body = whole.unwrap_or(&bytes);
        let body = body
            .strip_suffix(self.settings.suffix.as_slice())
            .unwrap_or(body);
        let code = readable(body);
        if code.is_empty() {
            return None;
        }
        let torn = self
            .torn_until_millis
            .take()
            .is_some_and(|until| now_millis <= until);
        if torn || whole.is_none() {
            return Some(Err(ScanFault::Torn { code }));
        }
        if body.len() > self.settings.length_max {
            let length_max = self.settings.length_max;
            return Some(Err(ScanFault::TooLong { length_max }));
        }
        Some(Ok(code))
    }
}

fn readable(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Not UTF-8: each byte is the character of its number, which is Latin-1.
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    let separator = char::from(GROUP_SEPARATOR);
    text.chars()
        .filter(|c| !c.is_control() || *c == separator)
        .collect()
}

/// Starts the thread of a scanner with a wire of its own.
pub fn start_scanner(
    name: &str,
    port: SerialSettings,
    frames: FrameSettings,
    events: SyncSender<DeviceEvent>,
) -> io::Result<DeviceThread> {
    let device = DeviceId::new(super::DeviceKind::Scanner, name);
    if matches!(port.port, PortChoice::Reports(_)) {
        return DeviceThread::start(&format!("scanner {name}"), move |stop| {
            let mut wire = ReportWire::new(device.clone());
            serve(&port, &mut wire, &mut Outlet::new(device, events), stop);
        });
    }
    DeviceThread::start(&format!("scanner {name}"), move |stop| {
        let mut wire = ScannerWire {
            device: device.clone(),
            reader: FrameReader::new(frames),
        };
        serve(&port, &mut wire, &mut Outlet::new(device, events), stop);
    })
}

struct ScannerWire {
    device: DeviceId,
    reader: FrameReader,
}

impl Wire for ScannerWire {
    fn opened(&mut self, _now: Duration) {
        self.reader.reset();
    }

    fn lost(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let fault = self.reader.give_up_if_begun(millis(now));
        out.extend(fault.map(|fault| to_event(&self.device, Err(fault))));
    }

    fn to_send(&mut self, _now: Duration) -> Option<Vec<u8>> {
        None
    }

    fn received(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<DeviceEvent>) {
        let answers = self.reader.feed(bytes, millis(now));
        out.extend(
            answers
                .into_iter()
                .map(|answer| to_event(&self.device, answer)),
        );
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let fault = self.reader.tick(millis(now));
        out.extend(fault.map(|fault| to_event(&self.device, Err(fault))));
    }

    fn next_due(&self, _now: Duration) -> Duration {
        Duration::MAX
    }

    fn state(&self) -> DeviceState {
        DeviceState::Ready
    }
}

/// What the station hears of a code, or of what is none.
pub(super) fn to_event(device: &DeviceId, answer: Result<String, ScanFault>) -> DeviceEvent {
    match answer {
        Ok(code) => DeviceEvent::Scanned {
            source: device.clone(),
            code,
        },
        Err(fault) => DeviceEvent::Fault {
            device: device.clone(),
            fault: DeviceFault::Scan(fault),
        },
    }
}

/// Whole milliseconds of a time since the thread began.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
