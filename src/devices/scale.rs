//! The scale: what it shows, and when a weight may be taken for a parcel.
//!
//! A scale in motion, an overloaded one and a silent one say so by name; none of
//! them is ever a weight of zero.

use std::io;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use crate::domain::units::Grams;

use super::error::{DeviceFault, ScaleFault, Trouble};
use super::scale_lines::{LINE_MAX, ScaleLine};
use super::scanner::millis;
use super::serial::{SerialSettings, Wire, serve};
use super::{DeviceEvent, DeviceId, DeviceKind, DeviceState, DeviceThread, Outlet};

pub use super::scale_lines::ScaleProtocol;

/// What a scale shows. Whole grams; half a gram counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// At rest, and not zero.
    Stable(Grams),
    /// Still moving; the mass is for the screen only.
    Moving(Grams),
    /// At rest at zero.
    Zero,
    /// More than the scale can weigh.
    Over,
    /// Less than the scale can show: the pan is off, or it was tared with a load.
    Under,
    /// The scale sends what cannot be understood.
    Fault,
    /// The scale has not answered for a second.
    Stale,
}

impl Reading {
    /// A mass at rest.
    pub fn stable(grams: Grams) -> Self {
        if grams == Grams(0) {
            Self::Zero
        } else {
            Self::Stable(grams)
        }
    }

    /// The mass to show on the screen, still or moving.
    pub fn shown(self) -> Option<Grams> {
        match self {
            Self::Stable(grams) | Self::Moving(grams) => Some(grams),
            Self::Zero => Some(Grams(0)),
            Self::Over | Self::Under | Self::Fault | Self::Stale => None,
        }
    }
}

/// When a load counts as lying still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleSettings {
    /// Readings at rest may differ by this much: the scale's interval `e`.
    ///
    /// Assumption: 5 g, a usual 15 kg parcel scale; the shop reads it off the plate.
    pub interval: Grams,
    /// Up to here the pan counts as empty.
    ///
    /// Assumption: 10 g; less than any parcel, more than dust and a label's backing.
    pub near_zero: Grams,
    /// The readings at rest must follow each other within this time. Milliseconds.
    pub within_millis: u64,
}

impl Default for SettleSettings {
    fn default() -> Self {
        Self {
            interval: Grams(5),
            near_zero: Grams(10),
            within_millis: 1_000,
        }
    }
}

/// Takes a weight only from a load that lies still and was put on an empty pan.
///
/// Transitions: `Unknown` → `Empty` ↔ `Loaded`. What lay on the pan when the program
/// started gives no weight, because it may be the parcel closed before.
#[derive(Debug)]
pub struct SettleFilter {
    settings: SettleSettings,
    pan: Pan,
    load: u64,
    /// The last reading, if it was at rest, and when.
    at_rest: Option<(Grams, u64)>,
    told: Option<Grams>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pan {
    Unknown,
    Empty,
    Loaded,
}

/// A load that lies still: its number and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Grows by one whenever an empty pan is loaded.
    pub load: u64,
    /// Its weight.
    pub grams: Grams,
}

impl SettleFilter {
    /// A filter that has not seen the pan yet.
    pub fn new(settings: SettleSettings) -> Self {
        Self {
            settings,
            pan: Pan::Unknown,
            load: 0,
            at_rest: None,
            told: None,
        }
    }

    /// Whether the pan must be emptied before any weight can be taken.
    pub fn waits_for_empty_pan(&self) -> bool {
        self.pan == Pan::Unknown
    }

    /// Takes every reading. Answers a load once when it lies still, and again when
    /// its weight changed and came to rest.
    pub fn feed(&mut self, reading: Reading, now_millis: u64) -> Option<Settled> {
        let before = self.at_rest.take();
        if reading
            .shown()
            .is_some_and(|grams| grams.abs() <= self.settings.near_zero)
        {
            // Moving through zero counts: the load before was lifted off.
            self.pan = Pan::Empty;
            self.told = None;
            return None;
        }
        let Reading::Stable(grams) = reading else {
            return None;
        };
        if grams < Grams(0) || self.pan == Pan::Unknown {
            return None;
        }
        if self.pan == Pan::Empty {
            self.pan = Pan::Loaded;
            self.load += 1;
        }
        self.at_rest = Some((grams, now_millis));
        let close = |a: Grams, b: Grams| (a - b).abs() <= self.settings.interval;
        let is_still = before.is_some_and(|(weight, at)| {
            close(weight, grams) && now_millis.saturating_sub(at) <= self.settings.within_millis
        });
        if !is_still || self.told.is_some_and(|told| close(told, grams)) {
            return None;
        }
        self.told = Some(grams);
        Some(Settled {
            load: self.load,
            grams,
        })
    }
}

/// The scale is asked five times a second.
const ASK_EVERY: Duration = Duration::from_millis(200);

/// An answer that takes longer will not come. Kern asks for 100 ms between questions.
const ANSWER_WITHIN: Duration = Duration::from_millis(300);

/// Without an answer for this long, what the scale showed is stale.
const STALE_AFTER: Duration = Duration::from_secs(1);

/// Starts the thread of a serial scale.
pub fn start_serial_scale(
    name: &str,
    port: SerialSettings,
    protocol: ScaleProtocol,
    settle: SettleSettings,
    events: SyncSender<DeviceEvent>,
) -> io::Result<DeviceThread> {
    let device = DeviceId::new(DeviceKind::Scale, name);
    DeviceThread::start(&format!("scale {name}"), move |stop| {
        let mut wire = ScaleWire::new(device.clone(), protocol, settle);
        serve(&port, &mut wire, &mut Outlet::new(device, events), stop);
    })
}

/// The talk with one scale, whatever carries the bytes.
pub(super) struct ScaleWire {
    device: DeviceId,
    protocol: ScaleProtocol,
    filter: SettleFilter,
    line: Vec<u8>,
    /// Throws away the rest of a line that cannot be one.
    skips_line: bool,
    asked_at: Option<Duration>,
    awaits_answer: bool,
    answered_at: Duration,
    reading: Option<Reading>,
}

impl ScaleWire {
    pub(super) fn new(device: DeviceId, protocol: ScaleProtocol, settle: SettleSettings) -> Self {
        Self {
            device,
            protocol,
            filter: SettleFilter::new(settle),
            line: Vec::new(),
            skips_line: false,
            asked_at: None,
            awaits_answer: false,
            answered_at: Duration::ZERO,
            reading: None,
        }
    }

    fn on_line(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let line = std::mem::take(&mut self.line);
        if line.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match self.protocol.read(&line) {
            Ok(ScaleLine::Understood) => {}
            Ok(ScaleLine::Busy) => self.answered(now),
            Ok(ScaleLine::Shows(reading)) => {
                self.answered(now);
                self.show(reading, now, out);
            }
            Err(fault) => {
                self.answered(now);
                self.complain(fault, now, out);
            }
        }
    }

    fn answered(&mut self, now: Duration) {
        self.awaits_answer = false;
        self.answered_at = now;
    }

    fn show(&mut self, reading: Reading, now: Duration, out: &mut Vec<DeviceEvent>) {
        let settled = self.filter.feed(reading, millis(now));
        if self.reading != Some(reading) {
            self.reading = Some(reading);
            out.push(DeviceEvent::Weighed {
                device: self.device.clone(),
                reading,
            });
        }
        out.extend(settled.map(|Settled { load, grams }| DeviceEvent::Settled {
            device: self.device.clone(),
            load,
            grams,
        }));
    }

    /// Tells the first of a row of faults; five equal ones a second help nobody.
    fn complain(&mut self, fault: ScaleFault, now: Duration, out: &mut Vec<DeviceEvent>) {
        if self.reading != Some(Reading::Fault) {
            let device = self.device.clone();
            out.push(DeviceEvent::Fault {
                device,
                fault: DeviceFault::Scale(fault),
            });
        }
        self.show(Reading::Fault, now, out);
    }
}

impl Wire for ScaleWire {
    fn opened(&mut self, now: Duration) {
        self.line.clear();
        self.skips_line = false;
        self.asked_at = None;
        self.awaits_answer = false;
        self.answered_at = now;
    }

    fn lost(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        self.show(Reading::Stale, now, out);
    }

    fn to_send(&mut self, now: Duration) -> Option<Vec<u8>> {
        // Never the next question before the answer: some models lose commands then.
        let pause = if self.awaits_answer {
            ANSWER_WITHIN
        } else {
            ASK_EVERY
        };
        let is_due = self
            .asked_at
            .is_none_or(|asked| now.saturating_sub(asked) >= pause);
        is_due.then(|| {
            self.asked_at = Some(now);
            self.awaits_answer = true;
            self.protocol.ask().to_vec()
        })
    }

    fn received(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<DeviceEvent>) {
        for byte in bytes {
            match byte {
                b'\n' if self.skips_line => {
                    self.skips_line = false;
                    self.line.clear();
                }
                b'\n' => self.on_line(now, out),
                _ if self.skips_line => {}
                _ if self.line.len() > LINE_MAX => {
                    self.skips_line = true;
                    let line = self.line.escape_ascii().to_string();
                    self.complain(ScaleFault::Garbled { line }, now, out);
                }
                b'\r' => {}
                _ => self.line.push(*byte),
            }
        }
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let is_silent = now.saturating_sub(self.answered_at) >= STALE_AFTER;
        if is_silent && self.reading != Some(Reading::Stale) {
            self.show(Reading::Stale, now, out);
        }
    }

    fn next_due(&self, _now: Duration) -> Duration {
        let pause = if self.awaits_answer {
            ANSWER_WITHIN
        } else {
            ASK_EVERY
        };
        self.asked_at.map_or(Duration::ZERO, |asked| asked + pause)
    }

    fn state(&self) -> DeviceState {
        let needs = |why| DeviceState::NeedsAttention { why };
        match self.reading {
            Some(Reading::Stale) => needs(Trouble::NoAnswer),
            Some(Reading::Stable(_)) if self.filter.waits_for_empty_pan() => {
                needs(Trouble::PanNotEmpty)
            }
            _ => DeviceState::Ready,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(filter: &mut SettleFilter, readings: &[Reading]) -> Vec<(u64, i64)> {
        let mut settled = Vec::new();
        for (turn, reading) in (0..).zip(readings) {
            let answer = filter.feed(*reading, turn * 200);
            settled.extend(answer.map(|settled| (settled.load, settled.grams.0)));
        }
        settled
    }

    fn stable(grams: i64) -> Reading {
        Reading::stable(Grams(grams))
    }

    #[test]
    fn a_load_settles_once_after_two_equal_readings_at_rest() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [
            stable(0),
            Reading::Moving(Grams(700)),
            stable(1180),
            stable(1182),
            stable(1181),
            stable(1180),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 1182)]);
    }

    #[test]
    fn the_previous_parcels_weight_is_never_given_again_as_a_new_load() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        assert_eq!(
            feed(&mut filter, &[stable(0), stable(500), stable(500)]),
            [(1, 500)]
        );
        // The parcel is taken off slowly and the next put on: only now is it load 2.
        assert_eq!(feed(&mut filter, &[stable(500), stable(500)]), []);
        let next = [
            Reading::Moving(Grams(3)),
            Reading::Moving(Grams(80)),
            stable(90),
            stable(90),
        ];
        assert_eq!(feed(&mut filter, &next), [(2, 90)]);
    }

    #[test]
    fn a_thing_added_to_the_load_settles_anew_under_the_same_number() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [
            stable(0),
            stable(500),
            stable(500),
            stable(640),
            stable(640),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 500), (1, 640)]);
    }

    #[test]
    fn what_lay_on_the_pan_at_the_start_is_not_a_parcel() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        assert_eq!(feed(&mut filter, &[stable(500), stable(500)]), []);
        assert!(filter.waits_for_empty_pan());
        assert_eq!(
            feed(&mut filter, &[stable(2), stable(500), stable(500)]),
            [(1, 500)]
        );
    }

    #[test]
    fn motion_overload_and_silence_between_two_readings_break_the_rest() {
        for between in [
            Reading::Moving(Grams(500)),
            Reading::Over,
            Reading::Fault,
            Reading::Stale,
        ] {
            let mut filter = SettleFilter::new(SettleSettings::default());
            let readings = [stable(0), stable(500), between, stable(500)];
            assert_eq!(feed(&mut filter, &readings), [], "{between:?}");
        }
    }
}
