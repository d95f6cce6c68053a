//! Takes a keyboard scanner's keys out of the window's input before any screen sees them.
//!
//! The window tells keys and text apart; here they are put together again, given to
//! the decoder, and what was a person's typing goes on to the screen in its old order.
//! A code's ending Enter therefore never presses the key that happens to have the focus.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Key, Modifiers};

use crate::station::wedge::{
    FrameClock, KeyEvent, PhysicalKey, WedgeDecoder, WedgeFault, WedgeOutcome, WedgeScan,
    WedgeSettings,
};

/// Codes that wait for the screen; at fifty a second a screen has five seconds to take them.
const SCANS_KEPT: usize = 256;

/// What the hook has heard since it was asked last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A complete code.
    Scan(WedgeScan),
    /// A scan that cannot be used.
    Fault(WedgeFault),
    /// So many codes came while the screen stood still that this one had to be thrown away.
    TooFast,
}

/// The keyboard scanner's place in the window.
pub struct WedgeHook {
    decoder: WedgeDecoder<Vec<Event>>,
    frames: FrameClock,
    started: Instant,
    heard: VecDeque<Heard>,
    injected: VecDeque<Event>,
    alt_was_down: bool,
}

impl WedgeHook {
    /// A hook for a scanner programmed as `settings` say.
    pub fn new(settings: WedgeSettings) -> Self {
        Self {
            decoder: WedgeDecoder::new(settings),
            frames: FrameClock::default(),
            started: Instant::now(),
            heard: VecDeque::new(),
            injected: VecDeque::new(),
            alt_was_down: false,
        }
    }

    /// What was heard since the last call, oldest first.
    pub fn take(&mut self) -> Vec<Heard> {
        self.heard.drain(..).collect()
    }

    /// Types `code` and Enter as a scanner would; the next picture hears it.
    pub fn type_like_a_scanner(&mut self, code: &str) {
        for character in code.chars() {
            self.injected.extend(presses(character));
        }
        self.injected
            .push_back(key_event(Key::Enter, true, Modifiers::NONE));
        self.injected
            .push_back(key_event(Key::Enter, false, Modifiers::NONE));
    }

    fn now_millis(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn keep(&mut self, outcomes: Vec<WedgeOutcome<Vec<Event>>>, out: &mut Vec<Event>) {
        for outcome in outcomes {
            let heard = match outcome {
                WedgeOutcome::Typing(keys) => {
                    out.extend(keys.into_iter().flat_map(|key| key.payload));
                    continue;
                }
                WedgeOutcome::Scan(scan) => Heard::Scan(scan),
                WedgeOutcome::Fault(fault) => Heard::Fault(fault),
            };
            if self.heard.len() < SCANS_KEPT {
                self.heard.push_back(heard);
            } else if let Some(last) = self.heard.back_mut() {
                // Told, never silent: the packer has to scan it again.
                *last = Heard::TooFast;
            }
        }
    }

    /// Puts key and text events together and feeds them; everything else stays where it was.
    fn digest(&mut self, events: Vec<Event>, now_millis: u64, waited_millis: u32) -> Vec<Event> {
        let mut out = Vec::with_capacity(events.len());
        let mut events = events.into_iter().peekable();
        while let Some(event) = events.next() {
            let key = match event {
                Event::Key { pressed, .. } => {
                    let text = events.next_if(|next| pressed && single_char(next).is_some());
                    from_key(event, text)
                }
                Event::Text(_) if single_char(&event).is_some() => from_text(event),
                Event::ModifiersChanged(now) => {
                    let let_go = self.alt_was_down && !now.alt;
                    self.alt_was_down = now.alt;
                    if !let_go {
                        out.push(event);
                        continue;
                    }
                    KeyEvent {
                        pressed: false,
                        payload: vec![event],
                        ..KeyEvent::press(PhysicalKey::Modifier, 0)
                    }
                }
                _ => {
                    out.push(event);
                    continue;
                }
            };
            let key = KeyEvent {
                at_millis: now_millis,
                waited_millis,
                ..key
            };
            let outcomes = self.decoder.feed(key);
            self.keep(outcomes, &mut out);
        }
        let outcomes = self.decoder.poll(now_millis);
        self.keep(outcomes, &mut out);
        out
    }
}

impl egui::Plugin for WedgeHook {
    fn debug_name(&self) -> &'static str {
        "keyboard scanner"
    }

    fn input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        let now = self.now_millis();
        let waited = self.frames.begin(now);
        self.decoder.set_text_field_focused(ctx.text_edit_focused());
        let mut events = std::mem::take(&mut input.events);
        events.extend(self.injected.drain(..));
        // Written back without what was taken: a hidden window hands the same events out again.
        input.events = self.digest(events, now, waited);
        if let Some(deadline) = self.decoder.next_deadline_millis() {
            ctx.request_repaint_after(Duration::from_millis(deadline.saturating_sub(now) + 1));
        }
    }

    fn output_hook(&mut self, _ctx: &egui::Context, _output: &mut egui::FullOutput) {
        let now = self.now_millis();
        self.frames.end(now);
    }
}

fn single_char(event: &Event) -> Option<char> {
    let Event::Text(text) = event else {
        return None;
    };
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn from_text(event: Event) -> KeyEvent<Vec<Event>> {
    let text = single_char(&event);
    KeyEvent {
        text,
        payload: vec![event],
        ..KeyEvent::press(PhysicalKey::Other, 0)
    }
}

fn from_key(event: Event, text: Option<Event>) -> KeyEvent<Vec<Event>> {
    let Event::Key {
        key,
        physical_key,
        pressed,
        repeat,
        modifiers,
    } = event
    else {
        return from_text(event);
    };
    let typed = text.as_ref().and_then(single_char);
    // Windows reports AltGr as Ctrl and Alt together, and gives the text all the same.
    let altgr = modifiers.ctrl && modifiers.alt;
    KeyEvent {
        key: physical(physical_key.unwrap_or(key)),
        text: typed,
        shift: modifiers.shift,
        ctrl: modifiers.ctrl && !altgr,
        alt: modifiers.alt && !altgr,
        altgr,
        pressed,
        repeat,
        at_millis: 0,
        waited_millis: 0,
        payload: std::iter::once(event).chain(text).collect(),
    }
}

/// The place of a key. Signs that only a layout makes have no place of their own.
fn physical(key: Key) -> PhysicalKey {
    let name = key.name();
    if let Some(number) = name
        .strip_prefix('F')
        .and_then(|number| number.parse().ok())
    {
        return PhysicalKey::F(number);
    }
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        if only.is_ascii_alphabetic() {
            return PhysicalKey::Letter(only.to_ascii_lowercase());
        }
        if let Some(digit) = only.to_digit(10) {
            return PhysicalKey::Digit(u8::try_from(digit).unwrap_or(0));
        }
    }
    match key {
        Key::Backtick => PhysicalKey::Backquote,
        Key::Minus => PhysicalKey::Minus,
        Key::Equals => PhysicalKey::Equal,
        Key::OpenBracket => PhysicalKey::BracketLeft,
        Key::CloseBracket => PhysicalKey::BracketRight,
        Key::Backslash => PhysicalKey::Backslash,
        Key::Semicolon => PhysicalKey::Semicolon,
        Key::Quote => PhysicalKey::Quote,
        Key::Comma => PhysicalKey::Comma,
        Key::Period => PhysicalKey::Period,
        Key::Slash => PhysicalKey::Slash,
        Key::Enter => PhysicalKey::Enter,
        Key::Tab => PhysicalKey::Tab,
        Key::Space => PhysicalKey::Space,
        Key::Escape => PhysicalKey::Escape,
        Key::Backspace => PhysicalKey::Backspace,
        Key::Delete => PhysicalKey::Delete,
        Key::Insert => PhysicalKey::Insert,
        Key::ArrowLeft => PhysicalKey::Left,
        Key::ArrowRight => PhysicalKey::Right,
        Key::ArrowUp => PhysicalKey::Up,
        Key::ArrowDown => PhysicalKey::Down,
        Key::Home => PhysicalKey::Home,
        Key::End => PhysicalKey::End,
        Key::PageUp => PhysicalKey::PageUp,
        Key::PageDown => PhysicalKey::PageDown,
        _ => PhysicalKey::Other,
    }
}

fn key_event(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers,
    }
}

/// Press, text and release of the key that writes `character` on an American keyboard.
fn presses(character: char) -> Vec<Event> {
    let Some((place, shift)) = PhysicalKey::for_us_char(character) else {
        return Vec::new();
    };
    let modifiers = if shift {
        Modifiers::SHIFT
    } else {
        Modifiers::NONE
    };
    let Some(key) = Key::ALL.iter().copied().find(|key| physical(*key) == place) else {
        return Vec::new();
    };
    vec![
        key_event(key, true, modifiers),
        Event::Text(character.to_string()),
        key_event(key, false, modifiers),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook() -> WedgeHook {
        WedgeHook::new(WedgeSettings::default())
    }

    fn scan_events(code: &str) -> Vec<Event> {
        let mut hook = hook();
        hook.type_like_a_scanner(code);
        hook.injected.into()
    }

    fn codes(heard: &[Heard]) -> Vec<String> {
        heard
            .iter()
            .map(|heard| match heard {
                Heard::Scan(scan) => scan.code.clone(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn every_place_is_reached_by_some_key() {
        for byte in 0x20..=0x7e_u8 {
            let character = char::from(byte);
            assert_eq!(presses(character).len(), 3, "{character:?}");
        }
    }

    #[test]
    fn a_burst_becomes_one_code_and_leaves_no_key_behind() {
        let mut hook = hook();
        let left = hook.digest(scan_events("PKN-opt1 /;Z"), 100, 10);
        assert_eq!(codes(&hook.take()), ["PKN-opt1 /;Z"]);
        assert_eq!(left, []);
    }

    #[test]
    fn a_burst_is_read_by_its_keys_whatever_the_layout_makes_of_them() {
        // A German layout swaps Y and Z and writes ß where the scanner means a minus.
        let mut hook = hook();
        let swapped = scan_events("ZY-100").into_iter().map(|event| match event {
            Event::Text(text) if text == "-" => Event::Text("ß".to_owned()),
            Event::Key {
                key: Key::Z,
                physical_key,
                pressed,
                repeat,
                modifiers,
            } => Event::Key {
                key: Key::Y,
                physical_key,
                pressed,
                repeat,
                modifiers,
            },
            other => other,
        });
        hook.digest(swapped.collect(), 100, 10);
        assert_eq!(codes(&hook.take()), ["ZY-100"]);
    }

    #[test]
    fn two_codes_in_one_picture_are_two_codes() {
        let mut hook = hook();
        let both = [scan_events("5901234123457"), scan_events("5901234123457")].concat();
        hook.digest(both, 100, 40);
        assert_eq!(codes(&hook.take()), ["5901234123457", "5901234123457"]);
    }

    #[test]
    fn typing_comes_back_in_its_order_and_the_mouse_stays_where_it_was() {
        let mut hook = hook();
        hook.decoder.set_text_field_focused(true);
        let mut left = Vec::new();
        for (at, character) in [(0, 'k'), (200, 'o'), (400, 't')] {
            left.extend(hook.digest(presses(character), at, 10));
        }
        left.extend(hook.digest(vec![Event::PointerGone], 450, 10));
        left.extend(hook.digest(Vec::new(), 800, 10));
        let text: String = left
            .iter()
            .filter_map(|event| match event {
                Event::Text(text) => Some(text.as_str()),
                Event::PointerGone => Some("|"),
                _ => None,
            })
            .collect();
        assert_eq!(text, "ko|t");
        assert_eq!(hook.take(), []);
    }

    #[test]
    fn a_single_enter_of_a_person_still_reaches_the_screen() {
        let mut hook = hook();
        let left = hook.digest(vec![key_event(Key::Enter, true, Modifiers::NONE)], 500, 10);
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn a_control_code_inside_a_scan_is_the_separator_and_no_shortcut() {
        let mut events = scan_events("0105901234123457");
        events.truncate(events.len() - 2);
        events.push(key_event(Key::CloseBracket, true, Modifiers::CTRL));
        events.push(key_event(Key::CloseBracket, false, Modifiers::CTRL));
        events.extend(scan_events("10AB"));
        let mut hook = hook();
        let left = hook.digest(events, 100, 10);
        assert_eq!(codes(&hook.take()), ["0105901234123457\u{1d}10AB"]);
        assert_eq!(left, []);
    }

    #[test]
    fn codes_that_nobody_takes_are_counted_out_loud() {
        let mut hook = hook();
        for round in 0..=SCANS_KEPT as u64 {
            hook.digest(scan_events("ABCD1"), 1_000 * round, 10);
        }
        let heard = hook.take();
        assert_eq!(heard.len(), SCANS_KEPT);
        assert_eq!(heard.last(), Some(&Heard::TooFast));
    }
}
