//! Scanner and scale threads on real pseudo-terminals: cables pulled, frames torn and glued.
#![cfg(unix)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use serialport::{SerialPort as _, TTYPort};

use super::scale::{ScaleProtocol, ScaleSettings, SettleSettings, start_scale};
use super::scanner::{FrameSettings, start_scanner};
use super::*;

/// A port with a lasting name, whose device can be pulled out and put back.
struct Socket {
    folder: tempfile::TempDir,
    plugged: Option<(TTYPort, TTYPort)>,
}

impl Socket {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            plugged: None,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ttyUSB0")
    }

    fn plug(&mut self) {
        let (device, port) = TTYPort::pair().unwrap();
        symlink(port.name().unwrap(), self.path()).unwrap();
        self.plugged = Some((device, port));
    }

    fn pull(&mut self) {
        fs::remove_file(self.path()).unwrap();
        self.plugged = None;
    }

    fn device(&mut self) -> &mut TTYPort {
        &mut self.plugged.as_mut().expect("plugged in").0
    }

    fn send(&mut self, bytes: &[u8]) {
        self.device().write_all(bytes).unwrap();
    }

    fn settings(&self) -> SerialSettings {
        SerialSettings::new(PortChoice::Path(self.path()))
    }
}

fn next(events: &Receiver<DeviceEvent>) -> DeviceEvent {
    events
        .recv_timeout(Duration::from_secs(5))
        .expect("an event in time")
}

fn expect_state(events: &Receiver<DeviceEvent>, wanted: &DeviceState) {
    loop {
        if matches!(next(events), DeviceEvent::Health { state, .. } if state == *wanted) {
            return;
        }
    }
}

fn expect_code(events: &Receiver<DeviceEvent>, wanted: &str) {
    match next(events) {
        DeviceEvent::Scanned { code, .. } => assert_eq!(code, wanted),
        other => panic!("{other:?} instead of {wanted}"),
    }
}

fn expect_scan_fault(events: &Receiver<DeviceEvent>, wanted: ScanFault) {
    match next(events) {
        DeviceEvent::Fault { fault, .. } => assert_eq!(fault, DeviceFault::Scan(wanted)),
        other => panic!("{other:?} instead of {wanted:?}"),
    }
}

fn scanner(socket: &Socket) -> (DeviceThread, Receiver<DeviceEvent>) {
    let (sender, events) = inbox();
    let frames = FrameSettings {
        pause_max_millis: 200,
        ..FrameSettings::default()
    };
    let thread = start_scanner("left", socket.settings(), frames, sender).unwrap();
    (thread, events)
}

#[test]
fn codes_come_through_whole_glued_halved_and_with_their_separator() {
    let mut socket = Socket::new();
    socket.plug();
    let (_thread, events) = scanner(&socket);
    expect_state(&events, &DeviceState::Ready);
    socket.send(b"5901234123457\r\n5901234123457\r\n");
    expect_code(&events, "5901234123457");
    expect_code(&events, "5901234123457");
    socket.send(b"10AB\x1d21");
    thread::sleep(Duration::from_millis(80));
    socket.send(b"X\r");
    expect_code(&events, "10AB\u{1d}21X");
    socket.send(b"\x00\x07PAK\x1b-1\x7f\n");
    expect_code(&events, "PAK-1");
}

#[test]
fn a_pulled_scanner_comes_back_by_itself() {
    let mut socket = Socket::new();
    let (_thread, events) = scanner(&socket);
    let port = socket.path().display().to_string();
    expect_state(&events, &DeviceState::Searching);
    expect_state(
        &events,
        &DeviceState::Missing {
            why: Trouble::PortNotFound { port: port.clone() },
        },
    );
    for round in 0..3 {
        socket.plug();
        expect_state(&events, &DeviceState::Ready);
        socket.send(format!("CODE-{round}\r").as_bytes());
        expect_code(&events, &format!("CODE-{round}"));
        socket.pull();
        expect_state(
            &events,
            &DeviceState::Missing {
                why: Trouble::Unplugged { port: port.clone() },
            },
        );
    }
}

#[test]
fn a_code_cut_by_the_cable_is_told_and_never_shortened() {
    let mut socket = Socket::new();
    socket.plug();
    let (_thread, events) = scanner(&socket);
    expect_state(&events, &DeviceState::Ready);
    socket.send(b"59012");
    expect_scan_fault(
        &events,
        ScanFault::NoEnd {
            code: "59012".into(),
        },
    );
    socket.send(b"34123457\r");
    expect_scan_fault(
        &events,
        ScanFault::Torn {
            code: "34123457".into(),
        },
    );
    socket.send(b"5901234123457\r");
    expect_code(&events, "5901234123457");
    socket.send(&[b'7'; 400]);
    expect_scan_fault(&events, ScanFault::TooLong { length_max: 128 });
    socket.send(b"777\rNEXT-1\r");
    expect_code(&events, "NEXT-1");
}

#[test]
fn fifty_scans_a_second_into_a_slow_station_are_all_there() {
    let mut socket = Socket::new();
    socket.plug();
    let (sender, events) = sync_channel(4);
    let frames = FrameSettings::default();
    let thread = start_scanner("left", socket.settings(), frames, sender).unwrap();
    expect_state(&events, &DeviceState::Ready);
    for number in 0..200 {
        socket.send(format!("SCAN-{number:04}\r\n").as_bytes());
    }
    for number in 0..200 {
        expect_code(&events, &format!("SCAN-{number:04}"));
    }
    // The thread ends although nobody reads any more.
    socket.send(b"A\rB\rC\rD\rE\rF\rG\r");
    thread::sleep(Duration::from_millis(150));
    drop(thread);
}

#[test]
fn a_scanner_is_followed_to_another_port_by_its_usb_identity() {
    let sysfs = tempfile::tempdir().unwrap();
    let identity = UsbIdentity {
        vendor: 0x0c2e,
        product: 0x0901,
        serial: Some("S1".into()),
    };
    let mut socket = Socket::new();
    socket.plug();
    usb::tests::plug(sysfs.path(), "1-4", "ttyUSB0", &identity);
    let port = PortChoice::Usb {
        identity: identity.clone(),
        sysfs: sysfs.path().to_owned(),
        dev: socket.folder.path().to_owned(),
    };
    let (sender, events) = inbox();
    let frames = FrameSettings::default();
    let _thread = start_scanner("usb", SerialSettings::new(port), frames, sender).unwrap();
    expect_state(&events, &DeviceState::Ready);
    socket.send(b"A1\r");
    expect_code(&events, "A1");
    fs::remove_dir_all(sysfs.path().join("class")).unwrap();
    fs::remove_dir_all(sysfs.path().join("devices")).unwrap();
    socket.pull();
    let why = Trouble::UsbNotFound {
        identity: identity.clone(),
    };
    expect_state(&events, &DeviceState::Missing { why });
    let (mut device, other) = TTYPort::pair().unwrap();
    symlink(other.name().unwrap(), socket.folder.path().join("ttyUSB7")).unwrap();
    usb::tests::plug(sysfs.path(), "1-2", "ttyUSB7", &identity);
    expect_state(&events, &DeviceState::Ready);
    device.write_all(b"A2\r").unwrap();
    expect_code(&events, "A2");
}

/// Answers one question of the station with these bytes.
fn answer(socket: &mut Socket, bytes: &[u8]) {
    let mut asked = [0; 4];
    socket.device().set_timeout(Duration::from_secs(2)).unwrap();
    socket.device().read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"SI\r\n");
    socket.send(bytes);
}

fn next_reading(events: &Receiver<DeviceEvent>) -> Reading {
    loop {
        if let DeviceEvent::Weighed { reading, .. } = next(events) {
            return reading;
        }
    }
}

#[test]
fn a_scale_is_asked_read_and_settled_through_torn_glued_and_foreign_lines() {
    let mut socket = Socket::new();
    socket.plug();
    let (sender, events) = inbox();
    let settings = ScaleSettings {
        port: socket.settings(),
        protocol: Some(ScaleProtocol::Radwag),
        settle: SettleSettings::default(),
    };
    let _thread = start_scale("pan", settings, sender).unwrap();
    answer(&mut socket, b"SI I\r\n");
    answer(&mut socket, b"SI A\r\nSI          0.000 kg \r\n");
    assert_eq!(next_reading(&events), Reading::Zero);
    answer(&mut socket, b"SI ?        0.7");
    thread::sleep(Duration::from_millis(50));
    socket.send(b"20 kg \r\n");
    assert_eq!(next_reading(&events), Reading::moving(Grams(720)));
    answer(&mut socket, b"SI ^     \r\n");
    assert_eq!(next_reading(&events), Reading::Over);
    answer(&mut socket, b"SI  1.1SI  1.180 kg\r\n");
    assert_eq!(next_reading(&events), Reading::Fault);
    answer(&mut socket, b"SI          1.180 kg \r\n");
    assert_eq!(next_reading(&events), Reading::Stable(Grams(1180)));
    // A line was damaged just now, so four must agree.
    for _ in 0..3 {
        answer(&mut socket, b"SI          1.180 kg \r\n");
    }
    let DeviceEvent::Settled {
        load: 1,
        grams: Grams(1180),
        ..
    } = next(&events)
    else {
        panic!("the load lies still")
    };
    // Nobody answers any more.
    assert_eq!(next_reading(&events), Reading::Stale);
    expect_state(
        &events,
        &DeviceState::NeedsAttention {
            why: Trouble::NoAnswer,
        },
    );
    socket.send(b"SI          1.180 kg \r\n");
    assert_eq!(next_reading(&events), Reading::Stable(Grams(1180)));
    expect_state(&events, &DeviceState::Ready);
    socket.pull();
    assert_eq!(next_reading(&events), Reading::Stale);
}
