//! The talk with one scale, whatever carries the bytes.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::ScaleSettings;
use super::finder::{Finder, FoundScale};
use super::protocol::{Cut, Cutter, ScaleProtocol};
use super::reading::{OrderEnd, Reading, Saying, ScaleOrder, Shown};
use super::settle::{SettleFilter, Settled};
use super::watch::Watch;
use crate::devices::error::{DeviceFault, ScaleFault, Trouble};
use crate::devices::scanner::millis;
use crate::devices::serial::{LineSettings, Wire};
use crate::devices::{DeviceEvent, DeviceId, DeviceState};

/// The scale is asked five times a second.
const ASK_EVERY: Duration = Duration::from_millis(200);

/// An answer that takes longer will not come. Kern asks for 100 ms between questions.
const ANSWER_WITHIN: Duration = Duration::from_millis(300);

/// Without an answer for this long, what the scale showed is stale.
const STALE_AFTER: Duration = Duration::from_secs(1);

/// A scale that was found and says nothing for so long may be another one now.
const SEARCH_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// An order is carried out within this time, or it was refused: scales wait for rest first.
const OBEYS_WITHIN: Duration = Duration::from_secs(4);

/// After a line that was damaged on its way the next ones are believed less for this long.
const NOISY_FOR: Duration = Duration::from_secs(10);

/// Lines of a new length in a row that make it the usual length.
const LENGTH_PROOF: u32 = 3;

/// The talk with one scale.
pub(in crate::devices) struct ScaleWire {
    device: DeviceId,
    /// The language; while it is looked for, the search.
    protocol: Option<ScaleProtocol>,
    search: Option<Finder>,
    /// Whether the language was to be found.
    finds: bool,
    set_up: LineSettings,
    found_line: Option<LineSettings>,
    cutter: Cutter,
    filter: SettleFilter,
    watch: Watch,
    orders: Receiver<ScaleOrder>,
    order: Option<(ScaleOrder, Duration)>,
    asked_at: Option<Duration>,
    awaits_answer: bool,
    answered_at: Duration,
    understood_at: Duration,
    noisy_until: Duration,
    /// The length of lines with a weight at rest, and in motion.
    lengths: [UsualLength; 2],
    reading: Option<Reading>,
    tared: Option<bool>,
    now: Duration,
}

/// A model writes every weight into as many characters. A line with fewer has lost some, and
/// what it lost may be a digit.
#[derive(Debug, Default, Clone, Copy)]
struct UsualLength {
    usual: Option<usize>,
    other: usize,
    seen: u32,
}

impl UsualLength {
    fn is_usual(&mut self, length: usize) -> bool {
        let usual = *self.usual.get_or_insert(length);
        if length == usual {
            self.seen = 0;
            return true;
        }
        self.seen = if self.other == length {
            self.seen + 1
        } else {
            1
        };
        self.other = length;
        if self.seen >= LENGTH_PROOF {
            self.usual = Some(length);
            self.seen = 0;
        }
        false
    }
}

impl ScaleWire {
    pub(in crate::devices) fn new(
        device: DeviceId,
        settings: &ScaleSettings,
        orders: Receiver<ScaleOrder>,
    ) -> Self {
        let finds = settings.protocol.is_none();
        let line = settings.port.line;
        Self {
            device,
            protocol: settings.protocol,
            search: finds.then(|| Finder::new(line)),
            finds,
            set_up: line,
            found_line: None,
            cutter: Cutter::new(settings.protocol.map_or(Cut::Line, ScaleProtocol::cut)),
            filter: SettleFilter::new(settings.settle),
            watch: Watch::new(settings.settle),
            orders,
            order: None,
            asked_at: None,
            awaits_answer: false,
            answered_at: Duration::ZERO,
            understood_at: Duration::ZERO,
            noisy_until: Duration::ZERO,
            lengths: [UsualLength::default(); 2],
            reading: None,
            tared: None,
            now: Duration::ZERO,
        }
    }

    fn on_answer(
        &mut self,
        answer: Result<Vec<u8>, ScaleFault>,
        now: Duration,
        out: &mut Vec<DeviceEvent>,
    ) {
        let Some(protocol) = self.protocol else {
            return;
        };
        let length = answer.as_ref().map_or(0, Vec::len);
        match answer.and_then(|answer| protocol.read(&answer)) {
            Ok(Saying::Understood) => {}
            Ok(Saying::Busy) => self.answered(now),
            Ok(Saying::Done) => {
                self.answered(now);
                self.end_order(OrderEnd::Done, out);
            }
            Ok(Saying::Refused) => {
                self.answered(now);
                self.end_order(OrderEnd::Refused, out);
            }
            Ok(Saying::Shows(shown)) => {
                self.answered(now);
                self.understood_at = now;
                self.on_weight(shown, length, now, out);
            }
            Err(fault) => {
                self.answered(now);
                self.complain(fault, now, out);
            }
        }
    }

    fn on_weight(
        &mut self,
        shown: Shown,
        length: usize,
        now: Duration,
        out: &mut Vec<DeviceEvent>,
    ) {
        let is_moving = matches!(shown.reading, Reading::Moving(_));
        let [at_rest, in_motion] = &mut self.lengths;
        let usual = if is_moving { in_motion } else { at_rest };
        if shown.reading.shown().is_some() && !usual.is_usual(length) {
            self.noisy_until = now + NOISY_FOR;
            // Not even shown: it is no more than a guess.
            let settled = self.filter.feed_from(Reading::Fault, millis(now), true);
            debug_assert!(settled.is_none(), "a fault is no weight");
            return;
        }
        // What scales without a word of their own say to an order: they show zero.
        if shown.reading == Reading::Zero {
            self.end_order(OrderEnd::Done, out);
        }
        self.show(shown.reading, shown.tared, now, out);
    }

    fn answered(&mut self, now: Duration) {
        self.awaits_answer = false;
        self.answered_at = now;
    }

    fn end_order(&mut self, end: OrderEnd, out: &mut Vec<DeviceEvent>) {
        if let Some((order, _since)) = self.order.take() {
            out.push(self.ordered(order, end));
        }
    }

    fn ordered(&self, order: ScaleOrder, end: OrderEnd) -> DeviceEvent {
        DeviceEvent::Ordered {
            device: self.device.clone(),
            order,
            end,
        }
    }

    fn show(
        &mut self,
        reading: Reading,
        tared: Option<bool>,
        now: Duration,
        out: &mut Vec<DeviceEvent>,
    ) {
        let is_noisy = now < self.noisy_until;
        let settled = self.filter.feed_from(reading, millis(now), is_noisy);
        self.watch.feed(reading, millis(now));
        if self.reading != Some(reading) || self.tared != tared {
            self.reading = Some(reading);
            self.tared = tared;
            out.push(DeviceEvent::Weighed {
                device: self.device.clone(),
                reading,
                tared,
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
        if matches!(fault, ScaleFault::Garbled { .. }) {
            self.noisy_until = now + NOISY_FOR;
        }
        if self.reading != Some(Reading::Fault) {
            let device = self.device.clone();
            out.push(DeviceEvent::Fault {
                device,
                fault: DeviceFault::Scale(fault),
            });
        }
        self.show(Reading::Fault, self.tared, now, out);
    }

    fn on_found(&mut self, protocol: ScaleProtocol, now: Duration, out: &mut Vec<DeviceEvent>) {
        let line = self
            .search
            .take()
            .map_or(self.set_up, |search| search.line());
        self.found_line = Some(line);
        self.protocol = Some(protocol);
        self.cutter = Cutter::new(protocol.cut());
        self.asked_at = None;
        self.awaits_answer = false;
        self.answered_at = now;
        self.understood_at = now;
        self.lengths = [UsualLength::default(); 2];
        out.push(DeviceEvent::FoundScale {
            device: self.device.clone(),
            found: FoundScale { protocol, line },
        });
    }

    /// The next order, if the scale has nothing else to answer. Orders for a key are answered here.
    fn next_order(&mut self, now: Duration) -> Option<Vec<u8>> {
        let protocol = self.protocol?;
        if self.order.is_some() {
            return None;
        }
        let order = self.orders.try_recv().ok()?;
        self.order = Some((order, now));
        // Without a word for it the order ends in the next tick.
        protocol.order(order).map(<[u8]>::to_vec)
    }

    fn tend_order(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let Some((order, since)) = self.order else {
            return;
        };
        let has_word = self.protocol.is_some_and(|it| it.order(order).is_some());
        if !has_word {
            self.end_order(OrderEnd::PressTheKey, out);
        } else if now.saturating_sub(since) >= OBEYS_WITHIN {
            self.end_order(OrderEnd::Refused, out);
        }
    }

    fn pause(&self) -> Duration {
        if self.awaits_answer {
            ANSWER_WITHIN
        } else {
            ASK_EVERY
        }
    }
}

impl Wire for ScaleWire {
    fn line(&self) -> Option<LineSettings> {
        let searched = self.search.as_ref().map(Finder::line);
        searched.or(self.found_line)
    }

    fn wants_other_line(&self) -> bool {
        self.search.as_ref().is_some_and(Finder::wants_next_line)
    }

    fn opened(&mut self, now: Duration) {
        self.now = now;
        self.cutter.reset();
        self.asked_at = None;
        self.awaits_answer = false;
        self.answered_at = now;
        self.understood_at = now;
        // Who pressed a key while no scale was there, has been told so.
        while self.orders.try_recv().is_ok() {}
        if let Some(search) = &mut self.search {
            search.opened(now);
        }
    }

    fn lost(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        self.end_order(OrderEnd::NoScale, out);
        self.show(Reading::Stale, None, now, out);
    }

    fn to_send(&mut self, now: Duration) -> Option<Vec<u8>> {
        if let Some(search) = &mut self.search {
            return search.question(now).map(<[u8]>::to_vec);
        }
        // Never the next question before the answer: some models lose commands then.
        let pause = self.pause();
        let is_due = self
            .asked_at
            .is_none_or(|asked| now.saturating_sub(asked) >= pause);
        if !is_due {
            return None;
        }
        if let Some(order) = self.next_order(now) {
            self.asked_at = Some(now);
            return Some(order);
        }
        let question = self.protocol?.ask()?;
        self.asked_at = Some(now);
        self.awaits_answer = true;
        Some(question.to_vec())
    }

    fn received(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<DeviceEvent>) {
        self.now = now;
        if let Some(search) = &mut self.search {
            if let Some(found) = search.received(bytes) {
                self.on_found(found, now, out);
            }
            return;
        }
        for answer in self.cutter.feed(bytes) {
            self.on_answer(answer, now, out);
        }
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        self.now = now;
        self.tend_order(now, out);
        let is_silent = now.saturating_sub(self.answered_at) >= STALE_AFTER;
        if is_silent && self.reading != Some(Reading::Stale) {
            self.show(Reading::Stale, None, now, out);
        }
        let may_be_another = now.saturating_sub(self.understood_at) >= SEARCH_AGAIN_AFTER;
        if self.finds && self.search.is_none() && may_be_another {
            let mut search = Finder::new(self.found_line.unwrap_or(self.set_up));
            search.opened(now);
            self.search = Some(search);
            self.protocol = None;
        }
    }

    fn next_due(&self, now: Duration) -> Duration {
        if let Some(search) = &self.search {
            return search.next_due();
        }
        match self.asked_at {
            Some(asked) => asked + self.pause(),
            // A scale that is not asked has nothing due but its staleness.
            None if self.protocol.and_then(ScaleProtocol::ask).is_none() => now + ASK_EVERY,
            None => Duration::ZERO,
        }
    }

    fn state(&self) -> DeviceState {
        let needs = |why| DeviceState::NeedsAttention { why };
        if let Some(search) = &self.search {
            return match search.rounds() {
                0 => DeviceState::Searching,
                _ => needs(Trouble::ProtocolUnknown),
            };
        }
        if self.reading == Some(Reading::Stale) {
            return needs(Trouble::NoAnswer);
        }
        if let Some(why) = self.watch.trouble(millis(self.now)) {
            return needs(why);
        }
        match self.reading {
            Some(Reading::Stable(grams)) if grams.0 > 0 && self.filter.waits_for_empty_pan() => {
                needs(Trouble::PanNotEmpty)
            }
            _ => DeviceState::Ready,
        }
    }
}
