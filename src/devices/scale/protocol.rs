//! The languages of scales: what to ask, where an answer ends, and who reads it.

use std::fmt;
use std::str::FromStr;

use crate::devices::error::ScaleFault;

use super::reading::{Saying, ScaleOrder, garbled};
use super::{a_and_d, cas, dini_argeo, kern_kcp, mt_sics, ohaus, radwag, toledo_8217, usb_pos};

/// Longest answer of any protocol, with room to spare. Bytes.
const ANSWER_MAX: usize = 64;

const STX: u8 = 0x02;

/// Which language the scale speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScaleProtocol {
    /// Radwag, and scales that can be set to it.
    Radwag,
    /// Mettler Toledo Standard Interface Command Set; also Ohaus in its mode PSI.
    MtSics,
    /// Kern Communications Protocol.
    KernKcp,
    /// A&D standard format.
    AAndD,
    /// Dini Argeo standard string.
    DiniArgeo,
    /// CAS, 22 bytes.
    Cas,
    /// Ohaus.
    Ohaus,
    /// Toledo 8217, till scales.
    Toledo8217,
    /// A USB scale of the class for points of sale.
    UsbPos,
}

impl ScaleProtocol {
    /// Every language of a serial line, in the order in which they are tried.
    pub const SERIAL: [Self; 8] = [
        Self::Radwag,
        Self::MtSics,
        Self::KernKcp,
        Self::AAndD,
        Self::DiniArgeo,
        Self::Cas,
        Self::Ohaus,
        Self::Toledo8217,
    ];

    /// Its name in `bench.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Radwag => "radwag",
            Self::MtSics => "mt-sics",
            Self::KernKcp => "kern-kcp",
            Self::AAndD => "a-and-d",
            Self::DiniArgeo => "dini-argeo",
            Self::Cas => "cas",
            Self::Ohaus => "ohaus",
            Self::Toledo8217 => "toledo-8217",
            Self::UsbPos => "usb-pos",
        }
    }

    /// Asks for the weight at once, still or moving. A USB scale tells it unasked.
    pub(in crate::devices) fn ask(self) -> Option<&'static [u8]> {
        Some(match self {
            Self::Radwag => radwag::ASK,
            Self::MtSics => mt_sics::ASK,
            Self::KernKcp => kern_kcp::ASK,
            Self::AAndD => a_and_d::ASK,
            Self::DiniArgeo => dini_argeo::ASK,
            Self::Cas => cas::ASK,
            Self::Ohaus => ohaus::ASK,
            Self::Toledo8217 => toledo_8217::ASK,
            Self::UsbPos => return None,
        })
    }

    /// Tells the scale what to do; `None` where only its own key does it.
    pub(in crate::devices) fn order(self, order: ScaleOrder) -> Option<&'static [u8]> {
        let (zero, tare) = match self {
            Self::Radwag => (radwag::ZERO, radwag::TARE),
            Self::MtSics => (mt_sics::ZERO, mt_sics::TARE),
            Self::KernKcp => (kern_kcp::ZERO, kern_kcp::TARE),
            Self::AAndD => (a_and_d::ZERO, a_and_d::TARE),
            Self::DiniArgeo => (dini_argeo::ZERO, dini_argeo::TARE),
            Self::Cas => (cas::ZERO, cas::TARE),
            Self::Ohaus => (ohaus::ZERO, ohaus::TARE),
            Self::Toledo8217 => {
                return (order == ScaleOrder::Zero).then_some(toledo_8217::ZERO);
            }
            Self::UsbPos => return None,
        };
        Some(match order {
            ScaleOrder::Zero => zero,
            ScaleOrder::Tare => tare,
        })
    }

    /// Where its answers begin and end.
    pub(in crate::devices) fn cut(self) -> Cut {
        match self {
            Self::Toledo8217 => Cut::StxToReturn,
            Self::UsbPos => Cut::Report,
            _ => Cut::Line,
        }
    }

    /// Reads one answer, without what marks its beginning and end.
    pub fn read(self, answer: &[u8]) -> Result<Saying, ScaleFault> {
        if answer.len() > ANSWER_MAX {
            return Err(garbled(answer));
        }
        match self {
            Self::Cas => return cas::read(answer),
            Self::Toledo8217 => return toledo_8217::read(answer),
            Self::UsbPos => return usb_pos::read(answer),
            _ => {}
        }
        let text = std::str::from_utf8(answer)
            .ok()
            .filter(|text| text.is_ascii())
            // The one control character that is an answer is A&D's 06h.
            .filter(|text| *text == "\u{6}" || !text.contains(|c: char| c.is_ascii_control()))
            .ok_or_else(|| garbled(answer))?;
        match self {
            Self::Radwag => radwag::read(text),
            Self::MtSics => mt_sics::read(text),
            Self::KernKcp => kern_kcp::read(text),
            Self::AAndD => a_and_d::read(text),
            Self::DiniArgeo => dini_argeo::read(text),
            Self::Ohaus => ohaus::read(text),
            Self::Cas | Self::Toledo8217 | Self::UsbPos => Err(garbled(answer)),
        }
    }
}

impl fmt::Display for ScaleProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ScaleProtocol {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let all = Self::SERIAL.into_iter().chain([Self::UsbPos]);
        let names: Vec<&str> = all.clone().map(Self::name).collect();
        all.into_iter()
            .find(|protocol| protocol.name() == name)
            .ok_or_else(|| format!("{name} is none of {}", names.join(", ")))
    }
}

/// Where answers begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::devices) enum Cut {
    /// A line feed ends it; carriage returns are left out.
    Line,
    /// It stands between STX and a carriage return; whatever stands outside is ignored.
    StxToReturn,
    /// What comes in one piece is one report.
    Report,
}

/// Cuts a stream of bytes into answers.
#[derive(Debug)]
pub(in crate::devices) struct Cutter {
    cut: Cut,
    answer: Vec<u8>,
    /// Throws away the rest of what cannot be an answer.
    skips: bool,
}

impl Cutter {
    pub(in crate::devices) fn new(cut: Cut) -> Self {
        let mut cutter = Self {
            cut,
            answer: Vec::new(),
            skips: false,
        };
        cutter.reset();
        cutter
    }

    /// Forgets a half-read answer: the wire was cut.
    pub(in crate::devices) fn reset(&mut self) {
        self.answer.clear();
        self.skips = self.cut == Cut::StxToReturn;
    }

    /// Takes bytes and answers what they complete; too long an answer is garbled.
    pub(in crate::devices) fn feed(&mut self, bytes: &[u8]) -> Vec<Result<Vec<u8>, ScaleFault>> {
        if self.cut == Cut::Report {
            return vec![Ok(bytes.to_vec())];
        }
        bytes.iter().filter_map(|byte| self.take(*byte)).collect()
    }

    fn take(&mut self, byte: u8) -> Option<Result<Vec<u8>, ScaleFault>> {
        let is_start = self.cut == Cut::StxToReturn && byte == STX;
        if is_start {
            self.answer.clear();
            self.skips = false;
            return None;
        }
        let ends = match self.cut {
            Cut::StxToReturn => byte == b'\r',
            Cut::Line | Cut::Report => byte == b'\n',
        };
        if ends {
            let was_skipped = self.skips;
            let answer = std::mem::take(&mut self.answer);
            self.reset();
            let is_blank = answer.iter().all(u8::is_ascii_whitespace);
            return (!was_skipped && !is_blank).then_some(Ok(answer));
        }
        if self.skips || byte == b'\r' {
            return None;
        }
        self.answer.push(byte);
        if self.answer.len() > ANSWER_MAX {
            let answer = std::mem::take(&mut self.answer);
            self.skips = true;
            return Some(Err(garbled(answer)));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_cut_out_of_noise_halves_and_one_another() {
        let mut lines = Cutter::new(Cut::Line);
        assert_eq!(lines.feed(b"SI  1.1"), []);
        let both = lines.feed(b"80 kg\r\n\r\nES\r\nSI");
        assert_eq!(both, [Ok(b"SI  1.180 kg".to_vec()), Ok(b"ES".to_vec())]);
        lines.reset();
        assert!(lines.feed(&[b'7'; 65])[0].is_err());
        assert_eq!(lines.feed(b"777\r\nES\n"), [Ok(b"ES".to_vec())]);
        let mut records = Cutter::new(Cut::StxToReturn);
        let both = records.feed(b"noise\r\x0212.3\x0212.345\rmore\r\x02?a\r");
        assert_eq!(both, [Ok(b"12.345".to_vec()), Ok(b"?a".to_vec())]);
    }

    #[test]
    fn a_protocol_is_found_by_its_name() {
        for protocol in ScaleProtocol::SERIAL {
            assert_eq!(protocol.name().parse(), Ok(protocol));
        }
        assert!("word".parse::<ScaleProtocol>().is_err());
    }
}
