//! What comes over a wire is anything at all: no parser ever panics, and none makes a weight of rubbish.
//!
//! Each target runs for a share of [`TOGETHER`], and for ten minutes with `PAKOWNIA_NIGHTLY`. What is
//! scanned and typed is tried in `tests/it/fuzz.rs`.

use std::time::Duration;

use bolero::check;

use super::scale::{
    Reading, Saying, ScaleProtocol, ScaleSettings, ScaleWire, SettleSettings, order_door,
};
use super::scanner::{CodeEnd, FrameReader, FrameSettings};
use super::scanner_reports::ReportReader;
use super::serial::Wire as _;
use super::usb::UsbIdentity;
use super::{DeviceEvent, DeviceId, DeviceKind, PortChoice, SerialSettings};

/// How long all targets take together by day; those of `tests/it/fuzz.rs` take as long.
const TOGETHER: Duration = Duration::from_secs(10);

/// How many targets there are: the nine parsers, the four below, and three at the printers.
const TARGETS: u32 = 16;

/// How long one target runs.
pub(super) fn time() -> Duration {
    if std::env::var_os("PAKOWNIA_NIGHTLY").is_some() {
        Duration::from_mins(10)
    } else {
        TOGETHER / TARGETS
    }
}

/// A weight at rest has a digit behind it, in every language.
fn reads(protocol: ScaleProtocol) {
    check!().with_test_time(time()).for_each(|answer: &[u8]| {
        let Ok(Saying::Shows(shown)) = protocol.read(answer) else {
            return;
        };
        if let Some(grams) = shown.reading.at_rest()
            && protocol != ScaleProtocol::UsbPos
        {
            assert!(answer.iter().any(u8::is_ascii_digit), "{grams:?}");
        }
        if shown.reading == Reading::Zero && protocol == ScaleProtocol::Toledo8217 {
            assert!(!answer.iter().any(|byte| matches!(byte, b'1'..=b'9')));
        }
    });
}

#[test]
fn radwag_reads_anything() {
    reads(ScaleProtocol::Radwag);
}

#[test]
fn mt_sics_reads_anything() {
    reads(ScaleProtocol::MtSics);
}

#[test]
fn kern_kcp_reads_anything() {
    reads(ScaleProtocol::KernKcp);
}

#[test]
fn a_and_d_reads_anything() {
    reads(ScaleProtocol::AAndD);
}

#[test]
fn dini_argeo_reads_anything() {
    reads(ScaleProtocol::DiniArgeo);
}

#[test]
fn cas_reads_anything() {
    reads(ScaleProtocol::Cas);
}

#[test]
fn ohaus_reads_anything() {
    reads(ScaleProtocol::Ohaus);
}

#[test]
fn toledo_8217_reads_anything() {
    reads(ScaleProtocol::Toledo8217);
}

#[test]
fn usb_scales_read_anything() {
    reads(ScaleProtocol::UsbPos);
}

#[test]
fn a_scales_wire_takes_anything_in_any_pieces_and_gives_no_load_without_an_empty_pan() {
    check!()
        .with_test_time(time())
        .with_type::<(u8, Vec<Vec<u8>>)>()
        .for_each(|(which, pieces)| {
            let protocols = ScaleProtocol::SERIAL;
            let protocol = protocols
                .get(usize::from(*which) % (protocols.len() + 1))
                .copied();
            let settings = ScaleSettings {
                port: SerialSettings::new(PortChoice::Path("fuzz".into())),
                protocol,
                settle: SettleSettings::default(),
            };
            let (_door, orders) = order_door();
            let device = DeviceId::new(DeviceKind::Scale, "fuzz");
            let mut wire = ScaleWire::new(device, &settings, orders);
            let (mut now, mut out) = (Duration::ZERO, Vec::new());
            wire.opened(now);
            for piece in pieces {
                now += Duration::from_millis(40);
                drop(wire.to_send(now));
                wire.received(piece, now, &mut out);
                wire.tick(now, &mut out);
                drop(wire.state());
            }
            let first_zero = out.iter().position(|event| {
                matches!(event, DeviceEvent::Weighed { reading, .. }
                    if reading.shown().is_some_and(|grams| grams.0.abs() <= 10))
            });
            let first_load = out
                .iter()
                .position(|event| matches!(event, DeviceEvent::Settled { .. }));
            if let Some(load) = first_load {
                assert!(first_zero.is_some_and(|zero| zero < load), "{out:?}");
            }
        });
}

#[test]
fn serial_scanners_may_send_anything() {
    check!()
        .with_test_time(time())
        .with_type::<(u8, Vec<Vec<u8>>)>()
        .for_each(|(which, pieces)| {
            let end = [CodeEnd::Line, CodeEnd::Tab, CodeEnd::StxEtx][usize::from(*which) % 3];
            let length_max = FrameSettings::default().length_max;
            let mut reader = FrameReader::new(FrameSettings {
                end,
                ..FrameSettings::default()
            });
            for (now, piece) in (0..).step_by(40).zip(pieces) {
                for code in reader.feed(piece, now).into_iter().flatten() {
                    assert!(!code.is_empty() && code.chars().count() <= length_max);
                    assert!(code.chars().all(|c| !c.is_control() || c == '\u{1d}'));
                }
            }
        });
}

#[test]
fn usb_scanners_may_send_anything() {
    check!()
        .with_test_time(time())
        .with_type::<Vec<Vec<u8>>>()
        .for_each(|reports| {
            let mut reader = ReportReader::default();
            for (turn, report) in (0..).zip(reports) {
                let now = Duration::from_millis(turn * 40);
                if let Some(Ok(code)) = reader.feed(report, now) {
                    assert!(!code.is_empty());
                    assert!(code.chars().all(|c| !c.is_control() || c == '\u{1d}'));
                }
                drop(reader.tick(now));
            }
        });
}

#[test]
fn a_port_may_be_written_in_any_way() {
    check!()
        .with_test_time(time())
        .with_type::<String>()
        .for_each(|text| {
            drop(text.parse::<PortChoice>());
            drop(format!("usb:{text}").parse::<PortChoice>());
            if let Ok(identity) = text.parse::<UsbIdentity>() {
                assert!(text.len() >= 9, "{identity}");
            }
        });
}
