//! Every protocol on the lines of its manual, on cut and glued ones, and on rubbish.

use proptest::prelude::*;

use super::protocol::ScaleProtocol;
use super::reading::{Reading, Saying, Shown};
use crate::devices::error::ScaleFault;
use crate::domain::units::Grams;

use ScaleProtocol::{AAndD, Cas, DiniArgeo, KernKcp, MtSics, Ohaus, Radwag, Toledo8217, UsbPos};

fn says(protocol: ScaleProtocol, answer: impl AsRef<[u8]>) -> Result<Saying, ScaleFault> {
    protocol.read(answer.as_ref())
}

fn shows(protocol: ScaleProtocol, answer: impl AsRef<[u8]>) -> Option<(Reading, Option<bool>)> {
    match protocol.read(answer.as_ref()) {
        Ok(Saying::Shows(Shown { reading, tared })) => Some((reading, tared)),
        _ => None,
    }
}

fn stable(grams: i64) -> Reading {
    Reading::stable(Grams(grams))
}

fn moving(grams: i64) -> Reading {
    Reading::moving(Grams(grams))
}

#[test]
fn radwag_lines_of_the_manual_are_read() {
    let table = [
        ("SI ?       18.5 kg ", moving(18_500)),
        ("S     -      8.5 g  ", stable(-9)),
        ("SI          0.000 kg ", Reading::Zero),
        ("SI ^      35.000 kg", Reading::Over),
        ("SI v", Reading::Under),
        // Models that drop a space.
        ("SI ?-   1.250kg", moving(-1_250)),
        ("SI     1.250kg", stable(1_250)),
    ];
    for (line, reading) in table {
        assert_eq!(shows(Radwag, line), Some((reading, None)), "{line:?}");
    }
    for line in ["S A", "Z A", "T A"] {
        assert_eq!(says(Radwag, line), Ok(Saying::Understood));
    }
    for line in ["SI I", "S E"] {
        assert_eq!(says(Radwag, line), Ok(Saying::Busy));
    }
    assert_eq!(says(Radwag, "Z D"), Ok(Saying::Done));
    for line in ["Z ^", "T v", "Z E", "T I"] {
        assert_eq!(says(Radwag, line), Ok(Saying::Refused));
    }
    assert_eq!(says(Radwag, "ES"), Err(ScaleFault::UnknownCommand));
}

#[test]
fn mt_sics_and_kcp_lines_of_the_manuals_are_read() {
    for protocol in [MtSics, KernKcp] {
        let table = [
            ("S S     100.00 g", stable(100)),
            ("S D     129.07 g", moving(129)),
            ("S S      -1.5 g", stable(-2)),
            ("S S       0.000 kg", Reading::Zero),
            ("S +", Reading::Over),
            ("S -", Reading::Under),
        ];
        for (line, reading) in table {
            assert_eq!(shows(protocol, line), Some((reading, None)), "{line:?}");
        }
        assert_eq!(says(protocol, "S I"), Ok(Saying::Busy));
        assert_eq!(says(protocol, "T S     100.00 g"), Ok(Saying::Done));
        assert_eq!(says(protocol, "Z +"), Ok(Saying::Refused));
        assert_eq!(says(protocol, "ES"), Err(ScaleFault::UnknownCommand));
    }
    assert_eq!(says(MtSics, "Z A"), Ok(Saying::Done));
    // Kern tells the beginning and the end of the work.
    assert_eq!(says(KernKcp, "Z A"), Ok(Saying::Understood));
    assert_eq!(says(KernKcp, "Z D"), Ok(Saying::Done));
}

#[test]
fn a_and_d_lines_of_the_manuals_are_read() {
    let table = [
        ("ST,+00123.4  g", stable(123), None),
        ("ST,+001.2346 kg", stable(1_235), None),
        ("US,-0012.346 kg", moving(-12_346), None),
        ("OL,+999999.9  g", Reading::Over, None),
        ("OL,-9999.999 kg", Reading::Under, None),
        ("ST,GS,+01234.5kg", stable(1_234_500), Some(false)),
        ("ST,NT,+00000.0kg", Reading::Zero, Some(true)),
    ];
    for (line, reading, tared) in table {
        assert_eq!(shows(AAndD, line), Some((reading, tared)), "{line:?}");
    }
    assert_eq!(says(AAndD, "\u{6}"), Ok(Saying::Understood));
    assert_eq!(says(AAndD, "EC,E2"), Ok(Saying::Busy));
    let counts = Err(ScaleFault::UnknownUnit { unit: "pcs".into() });
    assert_eq!(says(AAndD, "QT,+00012345 PC"), counts);
}

#[test]
fn dini_argeo_lines_of_the_manual_are_read() {
    let table = [
        ("ST,NT,   1.234,kg", stable(1_234), true),
        ("US,GS,   1.234,Kg", moving(1_234), false),
        ("ST,GS,-  0.500,kg", stable(-500), false),
        ("01ST,GS,   0.000,kg", Reading::Zero, false),
        ("OL,GS,  99.999,kg", Reading::Over, false),
        ("UL,GS,        ,kg", Reading::Under, false),
    ];
    for (line, reading, is_net) in table {
        assert_eq!(
            shows(DiniArgeo, line),
            Some((reading, Some(is_net))),
            "{line:?}"
        );
    }
    assert_eq!(says(DiniArgeo, "OK"), Ok(Saying::Understood));
    assert_eq!(says(DiniArgeo, "ERR03"), Ok(Saying::Busy));
    assert_eq!(says(DiniArgeo, "ERR04"), Err(ScaleFault::UnknownCommand));
    let tonnes = Err(ScaleFault::UnknownUnit { unit: "t".into() });
    assert_eq!(says(DiniArgeo, "ST,GS,   1.234,t"), tonnes);
}

#[test]
fn cas_frames_of_the_manual_are_read() {
    // Lamps: always 80h; at rest 40h, gross 04h, zero 01h.
    let table: [(&[u8], Reading, bool); 5] = [
        (b"ST,GS,1\xc4,    13.5 kg", stable(13_500), false),
        (b"ST,NT,1\xc2,   1.180 kg", stable(1_180), true),
        (b"US,GS,1\x84,   0.720 kg", moving(720), false),
        (b"ST,GS,1\xc5,   0.000 kg", Reading::Zero, false),
        (b"OL,GS,1\x84,         kg", Reading::Over, false),
    ];
    for (line, reading, is_net) in table {
        assert_eq!(shows(Cas, line), Some((reading, Some(is_net))));
    }
    // The header says at rest, the lamp says moving.
    assert!(says(Cas, b"ST,GS,1\x84,    13.5 kg").is_err());
    assert_eq!(says(Cas, "01MZ"), Ok(Saying::Done));
    assert_eq!(says(Cas, "!"), Ok(Saying::Refused));
    assert_eq!(says(Cas, "?"), Err(ScaleFault::UnknownCommand));
}

#[test]
fn ohaus_lines_of_the_manuals_are_read() {
    let table = [
        ("    1.234 kg      ", stable(1_234), None),
        ("    1.234 kg   ?  ", moving(1_234), None),
        ("       12.73 g    ?", moving(13), None),
        ("        200 g  ", stable(200), None),
        ("-   0.500 kg    NET", stable(-500), Some(true)),
        ("    0.000 kg    G  ", Reading::Zero, Some(false)),
    ];
    for (line, reading, tared) in table {
        assert_eq!(shows(Ohaus, line), Some((reading, tared)), "{line:?}");
    }
    assert_eq!(shows(Ohaus, "Err 8.3"), Some((Reading::Over, None)));
    assert_eq!(says(Ohaus, "    0.500 kg    T  "), Ok(Saying::Understood));
    let counts = Err(ScaleFault::UnknownUnit { unit: "PCS".into() });
    assert_eq!(says(Ohaus, "           3 PCS   "), counts);
    // Cut behind the unit, where the mark of motion would stand.
    assert!(says(Ohaus, "    1.234 kg").is_err());
}

#[test]
fn toledo_8217_records_of_the_manual_are_read() {
    assert_eq!(
        shows(Toledo8217, "12.345"),
        Some((stable(12_345), Some(false)))
    );
    assert_eq!(
        shows(Toledo8217, "00.500N"),
        Some((stable(500), Some(true)))
    );
    assert_eq!(
        shows(Toledo8217, "00.000"),
        Some((Reading::Zero, Some(false)))
    );
    // Bits 5 and 6 are always 1 at this maker.
    for (status, reading) in [
        (0x61, Reading::Moving(None)),
        (0x62, Reading::Over),
        (0x64, Reading::Under),
        (0x68, Reading::NeedsZero),
        (0x69, Reading::Moving(None)),
    ] {
        assert_eq!(shows(Toledo8217, [b'?', status]), Some((reading, None)));
    }
    assert_eq!(says(Toledo8217, [b'?', 0x70]), Ok(Saying::Understood));
    let pounds = Err(ScaleFault::UnknownUnit { unit: "lb".into() });
    assert_eq!(says(Toledo8217, "012.34"), pounds);
}

#[test]
fn usb_reports_are_read() {
    let table: [([u8; 6], Reading); 8] = [
        ([3, 4, 2, 0, 20, 0], stable(20)),
        ([3, 4, 3, 0xfd, 0x9c, 0x04], stable(1_180)),
        ([3, 4, 3, 0xfe, 118, 0], stable(1_180)),
        ([3, 3, 2, 0, 20, 0], moving(20)),
        ([3, 2, 2, 0, 0, 0], Reading::Zero),
        ([3, 5, 2, 0, 7, 0], Reading::Under),
        ([3, 6, 2, 0, 0, 0], Reading::Over),
        ([3, 8, 2, 0, 0, 0], Reading::NeedsZero),
    ];
    for (report, reading) in table {
        assert_eq!(shows(UsbPos, report), Some((reading, None)), "{report:?}");
    }
    let ounces = Err(ScaleFault::UnknownUnit { unit: "oz".into() });
    assert_eq!(says(UsbPos, [3, 4, 0x0b, 0xff, 0x34, 0x19]), ounces);
    // No data at all, a zero with a weight, and a power beyond reason.
    for report in [[0; 6], [3, 2, 2, 0, 20, 0], [3, 4, 2, 0x7f, 1, 0]] {
        assert!(says(UsbPos, report).is_err(), "{report:?}");
    }
    assert!(says(UsbPos, [3, 4, 2]).is_err());
}

#[test]
fn what_is_cut_or_glued_is_no_weight() {
    let whole = [
        (Radwag, "SI          1.250 kg"),
        (MtSics, "S S       1.250 kg"),
        (KernKcp, "S S       1.250 kg"),
        (AAndD, "ST,+001.2500 kg"),
        (DiniArgeo, "ST,GS,   1.250,kg"),
        (Ohaus, "    1.250 kg      "),
    ];
    for (protocol, line) in whole {
        assert_eq!(
            shows(protocol, line).map(|(reading, _)| reading),
            Some(stable(1_250))
        );
        // Neither an end nor a beginning is ever another weight.
        for cut in 1..line.len() {
            let end = shows(protocol, &line[cut..]).map(|(reading, _)| reading);
            assert!(
                end.is_none_or(|it| it == stable(1_250)),
                "{protocol} {:?}",
                &line[cut..]
            );
            let beginning = shows(protocol, &line[..cut]).map(|(reading, _)| reading);
            assert!(
                beginning.is_none_or(|it| it == stable(1_250)),
                "{protocol} {:?}",
                &line[..cut]
            );
        }
        let glued = format!("{line}{line}");
        assert_eq!(shows(protocol, &glued), None, "{glued:?}");
    }
}

proptest! {
    #[test]
    fn no_answer_panics(answer in proptest::collection::vec(any::<u8>(), 0..80)) {
        for protocol in ScaleProtocol::SERIAL.into_iter().chain([UsbPos]) {
            drop(protocol.read(&answer));
        }
    }

    #[test]
    fn a_scale_that_moves_or_overflows_never_shows_a_still_weight(
        mark in "[?^v]",
        junk in "[ 0-9.?^v+kg-]{0,20}",
    ) {
        let lines = [
            (Radwag, format!("SI {mark}{junk}")),
            (Radwag, format!("SI {mark} {junk} kg")),
            (AAndD, format!("US,+{junk} kg")),
            (AAndD, format!("OL,{junk} kg")),
            (DiniArgeo, format!("US,GS,{junk},kg")),
            (DiniArgeo, format!("OL,GS,{junk},kg")),
            (MtSics, format!("S D {junk} kg")),
            (Ohaus, format!(" {junk} kg   ?")),
        ];
        for (protocol, line) in lines {
            let reading = shows(protocol, &line).map(|(reading, _)| reading);
            prop_assert!(reading.is_none_or(|it| it.at_rest().is_none()), "{} {}", protocol, line);
        }
    }

    #[test]
    fn any_mass_is_read_to_the_gram(grams in 1..60_000_i64) {
        let (kilos, rest) = (grams / 1000, grams % 1000);
        let lines = [
            (Radwag, format!("SI {kilos:>12}.{rest:03} kg ")),
            (MtSics, format!("S S {kilos:>6}.{rest:03} kg")),
            (AAndD, format!("ST,+{kilos:04}.{rest:03} kg")),
            (DiniArgeo, format!("ST,GS,{kilos:>4}.{rest:03},kg")),
            (Ohaus, format!("  {kilos:>3}.{rest:03} kg      ")),
            (Toledo8217, format!("{kilos:02}.{rest:03}")),
        ];
        for (protocol, line) in lines {
            let reading = shows(protocol, &line).map(|(reading, _)| reading);
            prop_assert_eq!(reading, Some(stable(grams)));
        }
    }
}
