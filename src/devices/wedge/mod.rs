//! The keyboard scanner: tells its burst of keys from a person's typing, and reads its code.
//!
//! Most scanners are keyboards to the computer. Keys go in one by one and come out
//! as complete codes, as typing to be handed back, or as a fault. A person's keys
//! are held back for a blink ([`WedgeSettings::gap_max_millis`]) until it is sure
//! that no scanner sent them; Escape, function keys and shortcuts never wait.

mod alt_codes;
mod held;
mod keys;
mod rhythm;
mod settings;
#[cfg(test)]
mod tests;

pub use keys::{GS, KeyEvent, PhysicalKey};
pub use rhythm::FrameClock;
pub use settings::{
    Framing, LayoutCheck, WedgeFault, WedgeLayout, WedgeOutcome, WedgePrefix, WedgeScan,
    WedgeSettings,
};

use alt_codes::AltCode;
use held::{Held, Mark};
use rhythm::Beat;

/// After a torn code, what follows this closely is its other half. Milliseconds.
const TORN_MILLIS: u64 = 500;

/// Fewest keys at a scanner's speed that make a broken-off burst a torn code.
const TORN_LENGTH_MIN: usize = 3;

/// Turns key events into codes.
///
/// Transitions: `Waiting` → `Framed` (prefix) → `Waiting` (end, or pause);
/// any → `Refusing` (too long) → `Waiting` (end, or pause).
#[derive(Debug)]
pub struct WedgeDecoder<P> {
    settings: WedgeSettings,
    text_field_focused: bool,
    state: State,
    held: Vec<Held<P>>,
    alt: AltCode,
    /// The character just read from an Alt number; some systems type it as well.
    alt_echo: Option<char>,
    /// Keys whose press was swallowed, so that their release is, too.
    swallow_release: Vec<PhysicalKey>,
    /// The last key pressed, while it is down.
    down: Option<PhysicalKey>,
    releases_seen: bool,
    scan_ended_millis: Option<u64>,
    torn_until_millis: Option<u64>,
    last_press_millis: u64,
    now_millis: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// No frame is open; a burst may be growing in `held`.
    Waiting,
    /// The prefix has come.
    Framed,
    /// A code grew too long: everything up to its end is thrown away.
    Refusing,
}

/// What a single press means.
enum Sign {
    Prefix,
    Character(char),
    /// Belongs to a code but may not stand in it.
    KeptOut,
    AltDigit(u8),
    End,
    /// Never part of a code, and need not keep its place among typed characters.
    Passing,
    /// Never part of a code, but must stay behind the characters typed before it.
    Editing,
}

type Outcomes<P> = Vec<WedgeOutcome<P>>;

impl<P> WedgeDecoder<P> {
    /// A decoder for a scanner programmed as `settings` say.
    pub fn new(settings: WedgeSettings) -> Self {
        Self {
            settings,
            text_field_focused: false,
            state: State::Waiting,
            held: Vec::new(),
            alt: AltCode::default(),
            alt_echo: None,
            swallow_release: Vec::new(),
            down: None,
            releases_seen: false,
            scan_ended_millis: None,
            torn_until_millis: None,
            last_press_millis: 0,
            now_millis: 0,
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &WedgeSettings {
        &self.settings
    }

    /// Says whether a text field takes keys now.
    ///
    /// With a text field, what may have been typed by a person is typing. Without
    /// one it is a scan, and a broken scan is told instead of being typed.
    pub fn set_text_field_focused(&mut self, focused: bool) {
        self.text_field_focused = focused;
    }

    /// Takes all keys of one picture and then looks at the clock.
    pub fn feed_frame(
        &mut self,
        events: impl IntoIterator<Item = KeyEvent<P>>,
        now_millis: u64,
    ) -> Vec<WedgeOutcome<P>> {
        let mut out = Vec::new();
        for event in events {
            self.take(event, &mut out);
        }
        self.look_at_clock(now_millis, &mut out);
        out
    }

    /// Takes one key. A key that is in no outcome is held back, or was swallowed.
    pub fn feed(&mut self, event: KeyEvent<P>) -> Vec<WedgeOutcome<P>> {
        let mut out = Vec::new();
        self.take(event, &mut out);
        out
    }

    /// Gives back what turns out to be typing because nothing followed it.
    ///
    /// Call it after all keys of a picture were fed, and at [`Self::next_deadline_millis`].
    pub fn poll(&mut self, now_millis: u64) -> Vec<WedgeOutcome<P>> {
        let mut out = Vec::new();
        self.look_at_clock(now_millis, &mut out);
        out
    }

    /// When to call [`Self::poll`] although no key came; none if nothing is held back.
    pub fn next_deadline_millis(&self) -> Option<u64> {
        let waits = !self.held.is_empty() || self.state == State::Refusing;
        waits.then(|| self.last_press_millis + self.gap_allowed_millis() + 1)
    }

    /// Gives back everything held, for example before the window closes.
    pub fn release_all(&mut self) -> Vec<WedgeOutcome<P>> {
        let mut out = Vec::new();
        self.hand_back(&mut out);
        out
    }

    fn look_at_clock(&mut self, now_millis: u64, out: &mut Outcomes<P>) {
        self.now_millis = self.now_millis.max(now_millis);
        self.give_up_after(self.now_millis, out);
    }

    fn take(&mut self, mut event: KeyEvent<P>, out: &mut Outcomes<P>) {
        self.now_millis = self.now_millis.max(event.at_millis);
        event.at_millis = self.now_millis;
        self.give_up_after(
            event
                .at_millis
                .saturating_sub(u64::from(event.waited_millis)),
            out,
        );
        let alt_may_be_up = !event.alt || (event.key == PhysicalKey::Modifier && !event.pressed);
        if alt_may_be_up && let Some(number) = self.alt.take() {
            self.on_alt_number(number, out);
        }
        if event.key == PhysicalKey::Modifier {
            self.pass(event, out);
        } else if event.pressed {
            self.on_press(event, out);
        } else {
            self.on_release(event, out);
        }
    }

    fn on_press(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        if self.is_repeat(&event) {
            return self.on_repeat(event, out);
        }
        self.down = Some(event.key);
        let echo = self.alt_echo.take();
        if echo.is_some() && event.key == PhysicalKey::Other && event.text == echo {
            return self.hold(event, Mark::Quiet);
        }
        match self.sign_of(&event) {
            Sign::Prefix => self.on_prefix(event, out),
            Sign::Character(character) => {
                let typed = event.text.filter(|text| !text.is_control() && !event.ctrl);
                self.collect(event, Mark::Character { character, typed }, out);
            }
            Sign::KeptOut if self.collecting() => self.collect(event, Mark::KeptOut, out),
            Sign::AltDigit(digit) => {
                self.collect(event, Mark::Quiet, out);
                if !self.held.is_empty()
                    && let Some(number) = self.alt.push(digit)
                {
                    self.on_alt_number(number, out);
                }
            }
            Sign::End => self.on_end(event, out),
            Sign::Editing if event.key == PhysicalKey::Down && self.just_scanned(&event) => {
                // Some scanners' line feed arrives as cursor down behind the Enter.
                self.swallow(event.key);
            }
            Sign::Editing => {
                if self.text_field_focused && self.state == State::Waiting {
                    self.hand_back(out);
                }
                self.pass(event, out);
            }
            Sign::Passing | Sign::KeptOut => self.pass(event, out),
        }
    }

    fn sign_of(&self, event: &KeyEvent<P>) -> Sign {
        let key = event.key;
        let collecting = self.collecting();
        if self.settings.prefix == Some(WedgePrefix::Key(key)) && !event.ctrl && !event.alt {
            return Sign::Prefix;
        }
        if event.ctrl && !event.alt && !event.altgr {
            return match key {
                PhysicalKey::BracketRight => Sign::Character(GS),
                // Carriage return, line feed and tab as control characters.
                PhysicalKey::Letter('m' | 'j') if self.settings.enter_ends => Sign::End,
                PhysicalKey::Letter('i') if self.settings.tab_ends && collecting => Sign::End,
                _ if collecting => Sign::KeptOut,
                _ => Sign::Passing,
            };
        }
        if event.alt && !event.altgr {
            return key.digit().map_or(Sign::Passing, Sign::AltDigit);
        }
        match key {
            PhysicalKey::Enter | PhysicalKey::NumpadEnter if self.settings.enter_ends => Sign::End,
            PhysicalKey::Tab if self.settings.tab_ends && !event.shift => Sign::End,
            _ if collecting && self.settings.gs_keys.contains(&key) => Sign::Character(GS),
            PhysicalKey::F(_) | PhysicalKey::Escape => Sign::Passing,
            _ => self.character_of(event),
        }
    }

    fn character_of(&self, event: &KeyEvent<P>) -> Sign {
        let typed = event.text.filter(|text| matches!(text, ' '..='~'));
        let by_place = if event.altgr {
            None
        } else {
            event.key.us_char(event.shift)
        };
        let character = match self.settings.layout {
            WedgeLayout::UsKeys => by_place.or(typed),
            WedgeLayout::AsTyped => typed.or(by_place),
        };
        match character {
            Some(character) if self.settings.prefix == Some(WedgePrefix::Character(character)) => {
                Sign::Prefix
            }
            Some(character) if self.settings.gs_characters.contains(&character) => {
                Sign::Character(GS)
            }
            Some(character) => Sign::Character(character),
            None if event.text.is_some() && !event.altgr => Sign::KeptOut,
            None => Sign::Editing,
        }
    }

    /// Adds a press to the code that may be growing.
    fn collect(&mut self, event: KeyEvent<P>, mark: Mark, out: &mut Outcomes<P>) {
        match self.state {
            State::Refusing => {
                self.last_press_millis = event.at_millis;
                return self.swallow(event.key);
            }
            State::Waiting if !self.settings.bursts => return self.pass(event, out),
            State::Waiting if !self.keeps_the_rhythm(&event) => self.give_up(out),
            State::Waiting | State::Framed => {}
        }
        self.hold(event, mark);
        if held::length(&self.held) > self.settings.length_max {
            let length_max = self.settings.length_max;
            out.push(WedgeOutcome::Fault(WedgeFault::TooLong { length_max }));
            self.swallow_held();
            self.state = State::Refusing;
        }
    }

    fn on_prefix(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        self.give_up(out);
        self.hold(event, Mark::Start);
        self.state = State::Framed;
    }

    fn on_end(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        match self.state {
            State::Refusing => {
                self.state = State::Waiting;
                self.end_scan(event.key, event.at_millis);
            }
            State::Framed if held::length(&self.held) > 0 => {
                self.finish(Framing::Prefix, out);
                self.end_scan(event.key, event.at_millis);
            }
            State::Waiting if self.is_burst(Some(Beat::of(&event))) => {
                self.finish(Framing::Speed, out);
                self.end_scan(event.key, event.at_millis);
            }
            State::Waiting if self.held.is_empty() && self.just_scanned(&event) => {
                // The line feed of a scanner that ends with both.
                self.scan_ended_millis = None;
                self.swallow(event.key);
            }
            State::Framed | State::Waiting => {
                self.hand_back(out);
                self.pass(event, out);
            }
        }
    }

    /// A number typed with Alt is complete; its last digit is the last thing held.
    fn on_alt_number(&mut self, number: u8, out: &mut Outcomes<P>) {
        let character = char::from(number);
        let ends = matches!(number, 10 | 13) && self.settings.enter_ends
            || number == 9 && self.settings.tab_ends;
        if ends {
            let framing = match self.state {
                State::Framed if held::length(&self.held) > 0 => Framing::Prefix,
                State::Waiting if self.is_burst(None) => Framing::Speed,
                _ => return,
            };
            self.finish(framing, out);
            self.scan_ended_millis = Some(self.now_millis);
            return;
        }
        self.alt_echo = Some(character);
        if self.settings.prefix == Some(WedgePrefix::Character(character)) {
            let digits = held::split_off_quiet_tail(&mut self.held);
            self.give_up(out);
            self.held = digits;
            self.state = State::Framed;
            return;
        }
        let is_gs = character == GS || self.settings.gs_characters.contains(&character);
        let mark = match number {
            _ if is_gs => Mark::Character {
                character: GS,
                typed: None,
            },
            0x20..=0x7e => Mark::Character {
                character,
                typed: None,
            },
            _ => Mark::KeptOut,
        };
        if let Some(last_digit) = self.held.iter_mut().rfind(|held| held.event.pressed) {
            last_digit.mark = mark;
        }
    }

    fn is_burst(&self, end: Option<Beat>) -> bool {
        let beats = || held::beats(&self.held).chain(end);
        held::length(&self.held) >= self.settings.length_min
            && rhythm::could_be_a_scanner(beats(), self.gap_max_millis())
            && !(self.text_field_focused
                && rhythm::could_be_a_person(beats(), self.settings.typing_gap_min_millis))
    }

    fn keeps_the_rhythm(&self, event: &KeyEvent<P>) -> bool {
        let beats = held::beats(&self.held).chain([Beat::of(event)]);
        rhythm::could_be_a_scanner(beats, self.gap_max_millis())
    }

    fn finish(&mut self, framing: Framing, out: &mut Outcomes<P>) {
        let scan = held::read(&self.held, framing);
        let began = held::beats(&self.held).next().map_or(0, |beat| beat.at);
        let torn = framing == Framing::Speed
            && self
                .torn_until_millis
                .take()
                .is_some_and(|until| began <= until);
        out.push(if torn {
            WedgeOutcome::Fault(WedgeFault::Torn { code: scan.code })
        } else {
            WedgeOutcome::Scan(scan)
        });
        self.swallow_held();
        self.state = State::Waiting;
    }

    fn end_scan(&mut self, ending_key: PhysicalKey, at_millis: u64) {
        self.scan_ended_millis = Some(at_millis);
        self.swallow(ending_key);
    }

    fn just_scanned(&self, event: &KeyEvent<P>) -> bool {
        let earliest = event
            .at_millis
            .saturating_sub(u64::from(event.waited_millis));
        self.scan_ended_millis
            .is_some_and(|ended| earliest.saturating_sub(ended) <= self.gap_max_millis())
    }

    fn collecting(&self) -> bool {
        !self.held.is_empty() || self.state != State::Waiting
    }

    /// How slow a scanner may be: slower where nobody has a field to type into.
    fn gap_max_millis(&self) -> u64 {
        if self.text_field_focused {
            self.settings.gap_max_millis
        } else {
            self.settings.lone_gap_max_millis
        }
    }

    fn gap_allowed_millis(&self) -> u64 {
        match self.state {
            State::Waiting => self.gap_max_millis(),
            State::Framed | State::Refusing => self.settings.frame_gap_max_millis,
        }
    }

    fn give_up_after(&mut self, earliest_next_millis: u64, out: &mut Outcomes<P>) {
        let pause = earliest_next_millis.saturating_sub(self.last_press_millis);
        if self.collecting() && pause > self.gap_allowed_millis() {
            self.give_up(out);
        }
    }

    /// No end will come for what is held: typing, or a scan that went wrong.
    fn give_up(&mut self, out: &mut Outcomes<P>) {
        let length = held::length(&self.held);
        let typing_gap = self.settings.typing_gap_min_millis;
        let by_scanner = !rhythm::could_be_a_person(held::beats(&self.held), typing_gap);
        if by_scanner && length >= TORN_LENGTH_MIN {
            self.torn_until_millis = Some(self.last_press_millis + TORN_MILLIS);
        }
        let fault = match self.state {
            State::Framed => by_scanner && length > 0,
            // In a text field it may be a text tool's work, and the text is wanted.
            State::Waiting => {
                by_scanner && length >= self.settings.length_min && !self.text_field_focused
            }
            State::Refusing => false,
        };
        if fault {
            let code = held::read(&self.held, Framing::Speed).code;
            out.push(WedgeOutcome::Fault(WedgeFault::NoEnd { code }));
            self.swallow_held();
        }
        self.hand_back(out);
    }

    fn hand_back(&mut self, out: &mut Outcomes<P>) {
        self.state = State::Waiting;
        self.alt = AltCode::default();
        for held in std::mem::take(&mut self.held) {
            self.pass(held.event, out);
        }
    }

    fn on_release(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        self.releases_seen = true;
        if self.down == Some(event.key) {
            self.down = None;
        }
        if let Some(place) = self
            .swallow_release
            .iter()
            .position(|key| *key == event.key)
        {
            self.swallow_release.swap_remove(place);
        } else if self.held.iter().any(|held| held.event.key == event.key) {
            // Keeps its place behind its press.
            self.held.push(Held {
                event,
                mark: Mark::Quiet,
            });
        } else {
            self.pass(event, out);
        }
    }

    /// Whether the system made this press of a key that is held down.
    ///
    /// A scanner lets go of each key before the next. Not every system marks its
    /// repetitions, so a second press without a release counts where releases are known.
    fn is_repeat(&self, event: &KeyEvent<P>) -> bool {
        event.repeat || (self.releases_seen && self.down == Some(event.key))
    }

    fn on_repeat(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        if self.state == State::Waiting {
            self.hand_back(out);
            self.pass(event, out);
        }
        // Within a frame it is a key whose release came late by radio: not a character.
    }

    fn hold(&mut self, event: KeyEvent<P>, mark: Mark) {
        self.last_press_millis = event.at_millis;
        self.held.push(Held { event, mark });
    }

    fn pass(&mut self, event: KeyEvent<P>, out: &mut Outcomes<P>) {
        if event.pressed {
            self.swallow_release.retain(|key| *key != event.key);
        }
        match out.last_mut() {
            Some(WedgeOutcome::Typing(events)) => events.push(event),
            _ => out.push(WedgeOutcome::Typing(vec![event])),
        }
    }

    fn swallow(&mut self, key: PhysicalKey) {
        if !self.swallow_release.contains(&key) {
            self.swallow_release.push(key);
        }
    }

    fn swallow_held(&mut self) {
        self.alt = AltCode::default();
        for held in std::mem::take(&mut self.held) {
            if held.event.pressed {
                self.swallow(held.event.key);
            } else {
                self.swallow_release.retain(|key| *key != held.event.key);
            }
        }
    }
}
