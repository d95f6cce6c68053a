//! A scale in thought: what lies on it, how it swings, and what it answers in each language.
//!
//! It has no clock and no wire. The simulators carry its bytes over pseudo-terminals and
//! sockets, and the drivers are tried on it.

use std::time::Duration;

use crate::domain::units::Grams;

use super::scale::{ScaleOrder, ScaleProtocol};

/// How long the pan swings after it was loaded or emptied.
const SWING: Duration = Duration::from_millis(500);

/// The most that it weighs, as its plate would say.
///
/// Assumption: 30 kg, what couriers take by hand.
const CAPACITY: Grams = Grams(30_000);

/// Zero can be set up to this far from the factory's: 2 % of the capacity.
///
/// Source: OIML R 76-1 (2006), 4.5.1: the zero-setting device may reach 4 %, that is ± 2 %.
const ZERO_REACH: Grams = Grams(600);

/// What the scale weighs at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weighed {
    grams: Grams,
    is_moving: bool,
}

/// A simulated scale.
#[derive(Debug, Clone)]
pub struct ScaleModel {
    protocol: ScaleProtocol,
    before: Grams,
    load: Grams,
    changed_at: Duration,
    is_on: bool,
    zero: Grams,
    tare: Grams,
    creep_g_per_minute: i64,
    stream_every: Option<Duration>,
    streamed_at: Duration,
    heard: Vec<u8>,
    told_at_rest: u64,
}

impl ScaleModel {
    /// An empty scale that answers in this language.
    pub fn new(protocol: ScaleProtocol) -> Self {
        Self {
            protocol,
            before: Grams(0),
            load: Grams(0),
            changed_at: Duration::ZERO,
            is_on: true,
            zero: Grams(0),
            tare: Grams(0),
            creep_g_per_minute: 0,
            stream_every: None,
            streamed_at: Duration::ZERO,
            heard: Vec::new(),
            told_at_rest: 0,
        }
    }

    /// Puts a load on the pan in place of what lies there; zero empties it.
    pub fn place(&mut self, load: Grams, now: Duration) {
        self.before = self.load;
        self.load = load;
        self.changed_at = now;
        self.told_at_rest = 0;
    }

    /// What lies on the pan.
    pub fn load(&self) -> Grams {
        self.load
    }

    /// How often it has told a weight at rest since it was loaded or emptied last.
    pub fn told_at_rest(&self) -> u64 {
        self.told_at_rest
    }

    /// Switches it on or off; off, it neither answers nor speaks.
    pub fn switch(&mut self, is_on: bool) {
        self.is_on = is_on;
    }

    /// Lets it speak unasked, or only when asked.
    pub fn stream_every(&mut self, pause: Option<Duration>) {
        self.stream_every = pause;
    }

    /// Lets its weight creep while it claims to be at rest.
    pub fn creep(&mut self, g_per_minute: i64) {
        self.creep_g_per_minute = g_per_minute;
    }

    /// What it says without being asked.
    pub fn speaks_unasked(&mut self, now: Duration) -> Vec<u8> {
        match self.stream_every {
            Some(pause) if self.is_on && now.saturating_sub(self.streamed_at) >= pause => {
                self.streamed_at = now;
                self.tell(now)
            }
            _ => Vec::new(),
        }
    }

    /// Takes bytes from the bench and answers what is complete.
    pub fn hears(&mut self, bytes: &[u8], now: Duration) -> Vec<u8> {
        let mut answers = Vec::new();
        for byte in bytes {
            self.heard.push(*byte);
            let is_whole = self.protocol == ScaleProtocol::Toledo8217 || *byte == b'\n';
            if is_whole {
                let command = std::mem::take(&mut self.heard);
                if self.is_on {
                    answers.extend(self.answer(&command, now));
                }
            } else if self.heard.len() > 32 {
                // No command is that long.
                self.heard.clear();
            }
        }
        answers
    }

    fn tell(&mut self, now: Duration) -> Vec<u8> {
        if !self.weighed(now).is_moving {
            self.told_at_rest += 1;
        }
        self.weight(now)
    }

    fn answer(&mut self, command: &[u8], now: Duration) -> Vec<u8> {
        if self.protocol.ask() == Some(command) {
            return self.tell(now);
        }
        for order in [ScaleOrder::Zero, ScaleOrder::Tare] {
            if self.protocol.order(order) == Some(command) {
                let is_done = self.obey(order, now);
                return self.outcome(order, is_done, now);
            }
        }
        self.unknown()
    }

    /// Sets zero or takes the tare, as far as a scale may.
    fn obey(&mut self, order: ScaleOrder, now: Duration) -> bool {
        let Weighed { is_moving, .. } = self.weighed(now);
        let on_pan = self.load + self.crept(now);
        match order {
            _ if is_moving || on_pan > CAPACITY => false,
            ScaleOrder::Zero if on_pan.abs() <= ZERO_REACH => {
                self.zero = on_pan;
                self.tare = Grams(0);
                true
            }
            ScaleOrder::Tare if on_pan >= self.zero => {
                self.tare = on_pan - self.zero;
                true
            }
            ScaleOrder::Zero | ScaleOrder::Tare => false,
        }
    }

    fn crept(&self, now: Duration) -> Grams {
        let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        Grams(self.creep_g_per_minute.saturating_mul(seconds) / 60)
    }

    fn weighed(&self, now: Duration) -> Weighed {
        let swung = now.saturating_sub(self.changed_at);
        let is_moving = swung < SWING;
        let on_pan = if is_moving {
            let part = |whole: Duration| i64::try_from(whole.as_millis()).unwrap_or(0);
            let way = (self.load - self.before).0 * part(swung) / part(SWING);
            self.before + Grams(way)
        } else {
            self.load
        };
        Weighed {
            grams: on_pan + self.crept(now) - self.zero - self.tare,
            is_moving,
        }
    }

    /// What it says to an order.
    fn outcome(&self, order: ScaleOrder, is_done: bool, now: Duration) -> Vec<u8> {
        let letter = match order {
            ScaleOrder::Zero => 'Z',
            ScaleOrder::Tare => 'T',
        };
        let text = match (self.protocol, is_done) {
            (ScaleProtocol::Radwag | ScaleProtocol::KernKcp, true) => {
                format!("{letter} A\r\n{letter} D\r\n")
            }
            (ScaleProtocol::Radwag, false) => format!("{letter} A\r\n{letter} ^\r\n"),
            (ScaleProtocol::MtSics, true) if order == ScaleOrder::Tare => {
                format!("T S {} g\r\n", number(self.tare, 10, 0))
            }
            (ScaleProtocol::MtSics, true) => "Z A\r\n".to_owned(),
            (ScaleProtocol::MtSics | ScaleProtocol::KernKcp, false) => format!("{letter} +\r\n"),
            (ScaleProtocol::AAndD, true) => "\u{6}\r\n".to_owned(),
            (ScaleProtocol::AAndD, false) => "EC,E7\r\n".to_owned(),
            (ScaleProtocol::DiniArgeo, _) => "OK\r\n".to_owned(),
            (ScaleProtocol::Cas, true) => format!("01M{letter}\r\n"),
            (ScaleProtocol::Cas, false) => "!\r\n".to_owned(),
            (ScaleProtocol::Ohaus, true) => "OK!\r\n".to_owned(),
            (ScaleProtocol::Ohaus, false) | (ScaleProtocol::UsbPos, _) => String::new(),
            (ScaleProtocol::Toledo8217, _) => return self.status_8217(now),
        };
        text.into_bytes()
    }

    /// What it says to a command it does not know.
    fn unknown(&self) -> Vec<u8> {
        let text: &[u8] = match self.protocol {
            ScaleProtocol::Radwag
            | ScaleProtocol::MtSics
            | ScaleProtocol::KernKcp
            | ScaleProtocol::Ohaus => b"ES\r\n",
            ScaleProtocol::AAndD => b"EC,E1\r\n",
            ScaleProtocol::DiniArgeo => b"ERR04\r\n",
            ScaleProtocol::Cas => b"?\r\n",
            ScaleProtocol::Toledo8217 | ScaleProtocol::UsbPos => b"",
        };
        text.to_vec()
    }

    fn status_8217(&self, now: Duration) -> Vec<u8> {
        let Weighed { grams, is_moving } = self.weighed(now);
        let bits = u8::from(is_moving)
            | u8::from(self.load > CAPACITY) << 1
            | u8::from(grams < Grams(0)) << 2
            | u8::from(grams == Grams(0)) << 4;
        vec![0x02, b'?', 0x60 | bits, b'\r']
    }

    /// The weight, as its maker writes it.
    pub fn weight(&self, now: Duration) -> Vec<u8> {
        let Weighed { grams, is_moving } = self.weighed(now);
        let is_over = self.load > CAPACITY;
        let is_net = self.tare != Grams(0);
        let kind = if is_net { "NT" } else { "GS" };
        let status = match (is_over, is_moving) {
            (true, _) => "OL",
            (false, true) => "US",
            (false, false) => "ST",
        };
        let sign = if grams < Grams(0) { '-' } else { '+' };
        let (kilos, rest) = (grams.abs().0 / 1000, grams.abs().0 % 1000);
        let text = match self.protocol {
            ScaleProtocol::Radwag => {
                let mark = match status {
                    "OL" => '^',
                    "US" => '?',
                    _ => ' ',
                };
                let sign = if sign == '-' { '-' } else { ' ' };
                format!("SI {mark} {sign}{kilos:>5}.{rest:03} kg \r\n")
            }
            ScaleProtocol::MtSics | ScaleProtocol::KernKcp => match status {
                "OL" => "S +\r\n".to_owned(),
                "US" => format!("S D {} kg\r\n", number(grams, 10, 3)),
                _ => format!("S S {} kg\r\n", number(grams, 10, 3)),
            },
            ScaleProtocol::AAndD if is_over => "OL,+9999.999 kg\r\n".to_owned(),
            ScaleProtocol::AAndD => format!("{status},{sign}{kilos:04}.{rest:03} kg\r\n"),
            ScaleProtocol::DiniArgeo => {
                format!("{status},{kind},{},kg\r\n", number(grams, 8, 3))
            }
            ScaleProtocol::Ohaus if is_over => "Err 8.3\r\n".to_owned(),
            ScaleProtocol::Ohaus => {
                let sign = if sign == '-' { '-' } else { ' ' };
                let mark = if is_moving { '?' } else { ' ' };
                let legend = if is_net { "NET" } else { "G  " };
                format!("{sign} {kilos:>3}.{rest:03} kg   {mark}{legend}\r\n")
            }
            ScaleProtocol::Cas => return cas_frame(status, kind, grams),
            ScaleProtocol::Toledo8217 if is_over || is_moving || sign == '-' => {
                return self.status_8217(now);
            }
            ScaleProtocol::Toledo8217 => {
                let net = if is_net { "N" } else { "" };
                format!("\u{2}{kilos:02}.{rest:03}{net}\r")
            }
            ScaleProtocol::UsbPos => return usb_report(status, grams),
        };
        text.into_bytes()
    }
}

/// A mass, right-justified; grams where no decimals are asked for.
fn number(grams: Grams, width: usize, decimals: usize) -> String {
    let sign = if grams < Grams(0) { "-" } else { "" };
    let grams = grams.abs().0;
    let digits = if decimals == 0 {
        format!("{sign}{grams}")
    } else {
        format!("{sign}{}.{:03}", grams / 1000, grams % 1000)
    };
    format!("{digits:>width$}")
}

fn cas_frame(status: &str, kind: &str, grams: Grams) -> Vec<u8> {
    let mut lamps = 0x80;
    if status == "ST" {
        lamps |= 0x40;
    }
    if kind == "GS" {
        lamps |= 0x04;
    }
    if grams == Grams(0) {
        lamps |= 0x01;
    }
    let mut frame = format!("{status},{kind},1").into_bytes();
    frame.push(lamps);
    frame.extend(format!(",{} kg\r\n", number(grams, 8, 3)).into_bytes());
    frame
}

fn usb_report(status: &str, grams: Grams) -> Vec<u8> {
    let state = match status {
        "OL" => 6,
        "US" => 3,
        _ if grams < Grams(0) => 5,
        _ if grams == Grams(0) => 2,
        _ => 4,
    };
    let raw = u16::try_from(grams.0.clamp(0, 65_535)).unwrap_or(0);
    let [low, high] = raw.to_le_bytes();
    vec![3, state, 2, 0, low, high]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::scale::{Reading, Saying};

    /// What the parser of its language reads from the model's answer.
    fn reads(model: &ScaleModel, now: Duration) -> Option<Reading> {
        let mut answer = model.weight(now);
        if model.protocol != ScaleProtocol::UsbPos {
            answer.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0x02));
        }
        match model.protocol.read(&answer) {
            Ok(Saying::Shows(shown)) => Some(shown.reading),
            _ => None,
        }
    }

    #[test]
    fn its_parser_reads_every_language_as_it_was_meant() {
        let at = Duration::from_secs;
        for protocol in ScaleProtocol::SERIAL
            .into_iter()
            .chain([ScaleProtocol::UsbPos])
        {
            let mut model = ScaleModel::new(protocol);
            assert_eq!(reads(&model, at(1)), Some(Reading::Zero), "{protocol}");
            model.place(Grams(12_340), at(1));
            assert!(
                matches!(reads(&model, at(1)), Some(Reading::Moving(_))),
                "{protocol}"
            );
            assert_eq!(
                reads(&model, at(2)),
                Some(Reading::Stable(Grams(12_340))),
                "{protocol}"
            );
            model.place(Grams(31_000), at(2));
            assert_eq!(reads(&model, at(3)), Some(Reading::Over), "{protocol}");
        }
    }

    #[test]
    fn it_tares_what_lies_there_and_zeroes_only_a_pan_that_is_nearly_empty() {
        let at = Duration::from_secs;
        let mut model = ScaleModel::new(ScaleProtocol::Radwag);
        model.place(Grams(700), at(0));
        assert_eq!(model.hears(b"Z\r\n", at(1)), b"Z A\r\nZ ^\r\n");
        assert_eq!(model.hears(b"T\r\n", at(1)), b"T A\r\nT D\r\n");
        assert_eq!(reads(&model, at(1)), Some(Reading::Zero));
        model.place(Grams(0), at(1));
        assert_eq!(reads(&model, at(2)), Some(Reading::Stable(Grams(-700))));
        assert_eq!(model.hears(b"Z\r\n", at(2)), b"Z A\r\nZ D\r\n");
        assert_eq!(reads(&model, at(2)), Some(Reading::Zero));
    }
}
