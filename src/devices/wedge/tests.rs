//! A scanner and a person at simulated keyboards, seen through pictures of any rate.

use super::*;

/// A small repeatable source of chance.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }
}

type Event = KeyEvent<u32>;
type Decoder = WedgeDecoder<u32>;

/// What somebody does at the keyboard, with true times in milliseconds.
#[derive(Default)]
struct Keyboard {
    events: Vec<Event>,
    now: u64,
}

impl Keyboard {
    fn tap(&mut self, event: Event) {
        let mut press = event;
        press.at_millis = self.now;
        let release = KeyEvent {
            pressed: false,
            text: None,
            ..press.clone()
        };
        self.events.extend([press, release]);
    }

    fn key(&mut self, key: PhysicalKey) {
        self.tap(KeyEvent::press(key, 0));
    }

    fn character(&mut self, character: char) {
        if character == GS {
            return self.tap(Event {
                ctrl: true,
                ..KeyEvent::press(PhysicalKey::BracketRight, 0)
            });
        }
        let (key, shift) = PhysicalKey::for_us_char(character).expect("typeable");
        self.tap(Event {
            shift,
            text: Some(character),
            ..KeyEvent::press(key, 0)
        });
    }

    fn scan(&mut self, code: &str, mut gap: impl FnMut() -> u64) {
        for character in code.chars() {
            self.character(character);
            self.now += gap();
        }
        self.key(PhysicalKey::Enter);
    }

    fn numbered(mut self) -> Vec<Event> {
        for (number, event) in (0..).zip(&mut self.events) {
            event.payload = number;
        }
        self.events
    }
}

/// Hands true events over in pictures whose lengths `frame` gives, as a window does.
fn through_frames(
    decoder: &mut Decoder,
    events: Vec<Event>,
    mut frame: impl FnMut() -> u64,
) -> Vec<WedgeOutcome<u32>> {
    let mut out = Vec::new();
    let mut events = events.into_iter().peekable();
    let mut before = 0;
    while events.peek().is_some() {
        let now = before + frame();
        let mut of_this_frame = Vec::new();
        while let Some(event) = events.next_if(|event| event.at_millis <= now) {
            let waited_millis = u32::try_from(now - before).expect("short");
            of_this_frame.push(KeyEvent {
                at_millis: now,
                waited_millis,
                ..event
            });
        }
        out.extend(decoder.feed_frame(of_this_frame, now));
        before = now;
    }
    out.extend(decoder.poll(before + 10_000));
    out
}

fn codes(outcomes: &[WedgeOutcome<u32>]) -> Vec<String> {
    let code = |outcome: &WedgeOutcome<u32>| match outcome {
        WedgeOutcome::Scan(scan) => Some(scan.code.clone()),
        _ => None,
    };
    outcomes.iter().filter_map(code).collect()
}

fn typed(outcomes: &[WedgeOutcome<u32>]) -> Vec<u32> {
    let mut numbers = Vec::new();
    for outcome in outcomes {
        if let WedgeOutcome::Typing(events) = outcome {
            numbers.extend(events.iter().map(|event| event.payload));
        }
    }
    numbers
}

fn at_once(decoder: &mut Decoder, keyboard: Keyboard) -> Vec<WedgeOutcome<u32>> {
    through_frames(decoder, keyboard.numbered(), || 16)
}

fn plain() -> Decoder {
    WedgeDecoder::new(WedgeSettings::default())
}

fn random_code(dice: &mut Dice, shortest: u64) -> String {
    let length = dice.within(shortest, 30);
    let mut character = || match dice.within(0, 95) {
        95 => GS,
        place => char::from(0x20 + u8::try_from(place).expect("small")),
    };
    (0..length).map(|_| character()).collect()
}

fn scans_come_through(count: usize, shortest: u64, text_field_focused: bool, seed: u64) {
    let mut dice = Dice(seed);
    let mut left = count;
    while left > 0 {
        let scans = left.min(50);
        left -= scans;
        let mut keyboard = Keyboard {
            now: 1000,
            ..Keyboard::default()
        };
        let mut expected = Vec::new();
        // One scanner has its own speed, and wavers within it.
        let slowest = dice.within(0, 50);
        for _ in 0..scans {
            let code = random_code(&mut dice, shortest);
            keyboard.scan(&code, || dice.within(0, slowest));
            expected.push(code);
            keyboard.now += dice.within(0, 200);
        }
        let frame_millis = dice.within(7, 100);
        let mut decoder = plain();
        decoder.set_text_field_focused(text_field_focused);
        let outcomes = through_frames(&mut decoder, keyboard.numbered(), || {
            dice.within(frame_millis.max(8) - 1, (frame_millis + 1).min(100))
        });
        assert_eq!(
            codes(&outcomes),
            expected,
            "frames of {frame_millis} ms, gaps to {slowest}"
        );
        assert_eq!(
            typed(&outcomes),
            [0_u32; 0],
            "keys of a scan reached the screen"
        );
    }
}

#[test]
fn no_scan_is_lost_doubled_or_split_at_any_frame_rate() {
    scans_come_through(100_000, 4, false, 0x5eed);
}

#[test]
fn scans_of_six_and_more_come_through_a_text_field_too() {
    scans_come_through(20_000, 6, true, 0xbeef);
}

#[test]
fn a_person_at_120_words_a_minute_is_never_a_scanner() {
    let mut dice = Dice(0xcafe);
    for _ in 0..2_000 {
        let mut keyboard = Keyboard {
            now: 1000,
            ..Keyboard::default()
        };
        let steady = dice.within(0, 1) == 0;
        for _ in 0..200 {
            match dice.within(0, 7) {
                0 => keyboard.key(PhysicalKey::Enter),
                1 => keyboard.key(PhysicalKey::Backspace),
                _ => {
                    keyboard
                        .character(char::from(0x20 + u8::try_from(dice.within(0, 94)).unwrap()));
                }
            }
            keyboard.now += if steady { 70 } else { dice.within(70, 130) };
        }
        let events = keyboard.numbered();
        let all: Vec<u32> = events.iter().map(|event| event.payload).collect();
        let frame_millis = dice.within(7, 100);
        let mut decoder = plain();
        decoder.set_text_field_focused(true);
        let outcomes = through_frames(&mut decoder, events, || frame_millis);
        assert_eq!(
            codes(&outcomes),
            Vec::<String>::new(),
            "frames of {frame_millis} ms"
        );
        assert!(
            !outcomes
                .iter()
                .any(|outcome| matches!(outcome, WedgeOutcome::Fault(_)))
        );
        assert_eq!(typed(&outcomes), all, "typing lost or out of order");
    }
}

#[test]
fn without_a_text_field_typing_is_still_typing_down_to_25_pictures_a_second() {
    let mut dice = Dice(0xf00d);
    for _ in 0..500 {
        let mut keyboard = Keyboard {
            now: 1000,
            ..Keyboard::default()
        };
        for _ in 0..100 {
            match dice.within(0, 5) {
                0 => keyboard.key(PhysicalKey::Enter),
                _ => keyboard.character('u'),
            }
            // A hundred words a minute and slower; who types faster has no field to type into.
            keyboard.now += dice.within(120, 180);
        }
        let frame_millis = dice.within(7, 40);
        let outcomes = through_frames(&mut plain(), keyboard.numbered(), || frame_millis);
        assert_eq!(
            codes(&outcomes),
            Vec::<String>::new(),
            "frames of {frame_millis} ms"
        );
    }
}

#[test]
fn three_scans_in_one_picture_are_three_scans_even_if_equal() {
    let mut keyboard = Keyboard::default();
    for _ in 0..3 {
        keyboard.scan("5901234123457", || 0);
    }
    let mut decoder = plain();
    decoder.set_text_field_focused(true);
    assert_eq!(
        codes(&at_once(&mut decoder, keyboard)),
        ["5901234123457"; 3]
    );
}

/// Ten characters of a barcode as seven national layouts type the American keys.
///
/// Source: bhima issue 6436 (`004HQ3NIDBVD` on a French keyboard), extended from
/// the layouts of the X keyboard configuration.
const LAYOUTS: [(&str, &str); 7] = [
    ("us", "004HQ3NIDBVD-yz"),
    ("fr", "àà'HA\"NIDBVD)yw"),
    ("de", "004HQ3NIDBVDßzy"),
    ("pl", "004HQ3NIDBVD-yz"),
    ("pl qwertz", "004HQ3NIDBVD+zy"),
    ("gb", "004HQ3NIDBVD-yz"),
    ("it", "004HQ3NIDBVD'yz"),
];

#[test]
fn a_code_is_the_same_on_seven_keyboard_layouts() {
    for (layout, seen) in LAYOUTS {
        let mut keyboard = Keyboard::default();
        for (character, text) in "004HQ3NIDBVD-yz".chars().zip(seen.chars()) {
            let (key, shift) = PhysicalKey::for_us_char(character).expect("typeable");
            keyboard.tap(Event {
                shift,
                text: Some(text),
                ..KeyEvent::press(key, 0)
            });
        }
        keyboard.key(PhysicalKey::Enter);
        let outcomes = at_once(&mut plain(), keyboard);
        let [WedgeOutcome::Scan(scan)] = outcomes.as_slice() else {
            panic!("{layout}: one scan")
        };
        assert_eq!(scan.code, "004HQ3NIDBVD-yz", "{layout}");
        assert_eq!(scan.as_typed, seen, "{layout}");
        assert_eq!(scan.layout_disagrees(), seen != scan.code, "{layout}");
    }
}

#[test]
fn caps_lock_changes_nothing_and_is_noticed() {
    let mut keyboard = Keyboard::default();
    for character in "PaK-1".chars() {
        let (key, shift) = PhysicalKey::for_us_char(character).expect("typeable");
        let swapped = if character.is_ascii_lowercase() {
            character.to_ascii_uppercase()
        } else {
            character.to_ascii_lowercase()
        };
        keyboard.tap(Event {
            shift,
            text: Some(swapped),
            ..KeyEvent::press(key, 0)
        });
    }
    keyboard.key(PhysicalKey::Enter);
    let outcomes = at_once(&mut plain(), keyboard);
    let [WedgeOutcome::Scan(scan)] = outcomes.as_slice() else {
        panic!("one scan")
    };
    assert_eq!(
        (scan.code.as_str(), scan.layout),
        ("PaK-1", LayoutCheck::CaseDiffers)
    );
}

#[test]
fn the_separator_comes_as_ctrl_bracket_f8_or_a_character_of_ones_own() {
    let settings = WedgeSettings {
        gs_keys: vec![PhysicalKey::F(8)],
        gs_characters: vec!['^'],
        ..WedgeSettings::default()
    };
    let mut keyboard = Keyboard::default();
    for character in "10AB".chars() {
        keyboard.character(character);
    }
    keyboard.character(GS);
    keyboard.character('2');
    keyboard.key(PhysicalKey::F(8));
    keyboard.character('3');
    keyboard.character('^');
    keyboard.character('4');
    keyboard.key(PhysicalKey::NumpadEnter);
    let outcomes = at_once(&mut WedgeDecoder::new(settings), keyboard);
    assert_eq!(codes(&outcomes), ["10AB\u{1d}2\u{1d}3\u{1d}4"]);
}

fn alt_mode(numbers: &[&str], (releases_told, echoed): (bool, bool)) -> Vec<String> {
    let mut keyboard = Keyboard::default();
    for number in numbers {
        for digit in number.bytes() {
            let press = KeyEvent::press(PhysicalKey::Numpad(digit - b'0'), 0);
            keyboard.tap(Event { alt: true, ..press });
        }
        if releases_told {
            let release = KeyEvent::press(PhysicalKey::Modifier, keyboard.now);
            keyboard.events.push(Event {
                pressed: false,
                ..release
            });
        }
        if echoed {
            let text = number
                .parse::<u8>()
                .ok()
                .map(char::from)
                .filter(|c| !c.is_control());
            if text.is_some() {
                keyboard.tap(Event {
                    text,
                    ..KeyEvent::press(PhysicalKey::Other, 0)
                });
            }
        }
    }
    keyboard.key(PhysicalKey::Enter);
    codes(&at_once(&mut plain(), keyboard))
}

#[test]
fn codes_typed_as_numbers_with_alt_are_read_once() {
    let numbers = ["049", "048", "065", "029", "050", "0122"];
    for releases_told in [false, true] {
        for echoed in [false, true] {
            assert_eq!(alt_mode(&numbers, (releases_told, echoed)), ["10A\u{1d}2z"]);
        }
    }
    assert_eq!(
        alt_mode(&["49", "48", "65", "29", "50", "122"], (true, false)),
        ["10A\u{1d}2z"]
    );
}

#[test]
fn a_prefix_leaves_no_doubt_in_a_text_field() {
    for prefix in [
        WedgePrefix::Key(PhysicalKey::F(9)),
        WedgePrefix::Character('~'),
    ] {
        let mut keyboard = Keyboard {
            now: 1000,
            ..Keyboard::default()
        };
        keyboard.character('x');
        keyboard.now += 300;
        match prefix {
            WedgePrefix::Key(key) => keyboard.key(key),
            WedgePrefix::Character(character) => keyboard.character(character),
        }
        // One short, slow code: only the prefix says that it is a scan.
        keyboard.scan("A1", || 90);
        keyboard.now += 300;
        for character in "5901\n".chars() {
            match character {
                '\n' => keyboard.key(PhysicalKey::Enter),
                _ => keyboard.character(character),
            }
        }
        let mut decoder = WedgeDecoder::new(WedgeSettings::with_prefix(prefix));
        decoder.set_text_field_focused(true);
        let outcomes = at_once(&mut decoder, keyboard);
        assert_eq!(codes(&outcomes), ["A1"]);
        // The x before, and without its prefix even a quick 5901 Enter, are typing.
        assert_eq!(typed(&outcomes).len(), 2 * (1 + 5));
    }
}

#[test]
fn escape_and_function_keys_never_wait() {
    let mut decoder = plain();
    assert!(
        decoder
            .feed(KeyEvent::press(PhysicalKey::Letter('a'), 0))
            .is_empty(),
        "held"
    );
    let passed = decoder.feed(KeyEvent::press(PhysicalKey::Escape, 1));
    assert!(matches!(passed.as_slice(), [WedgeOutcome::Typing(events)] if events.len() == 1));
    assert_eq!(decoder.next_deadline_millis(), Some(101));
    assert!(decoder.poll(100).is_empty());
    assert!(
        matches!(decoder.poll(101).as_slice(), [WedgeOutcome::Typing(events)] if events.len() == 1)
    );
    assert_eq!(decoder.next_deadline_millis(), None);
}

#[test]
fn backspace_stays_behind_the_letter_it_deletes() {
    let mut decoder = plain();
    decoder.set_text_field_focused(true);
    let mut out = decoder.feed(Event {
        payload: 1,
        ..KeyEvent::press(PhysicalKey::Letter('a'), 0)
    });
    out.extend(decoder.feed(Event {
        payload: 2,
        ..KeyEvent::press(PhysicalKey::Backspace, 5)
    }));
    assert_eq!(typed(&out), [1, 2]);
}

#[test]
fn an_enter_of_its_own_passes_and_one_that_ends_a_scan_does_not() {
    let mut keyboard = Keyboard {
        now: 100,
        ..Keyboard::default()
    };
    keyboard.key(PhysicalKey::Enter);
    keyboard.now += 500;
    keyboard.scan("PAK-77", || 5);
    // The line feed of a scanner that sends both.
    keyboard.tap(Event {
        ctrl: true,
        ..KeyEvent::press(PhysicalKey::Letter('j'), 0)
    });
    keyboard.now += 500;
    keyboard.key(PhysicalKey::Enter);
    let outcomes = at_once(&mut plain(), keyboard);
    assert_eq!(codes(&outcomes), ["PAK-77"]);
    let passed = typed(&outcomes);
    assert_eq!(passed.len(), 4, "two Enters, pressed and released");
}

#[test]
fn a_code_of_129_characters_is_refused_once_and_the_next_is_read() {
    let mut keyboard = Keyboard::default();
    keyboard.scan(&"7".repeat(128), || 1);
    keyboard.scan(&"8".repeat(300), || 1);
    keyboard.scan("5901234123457", || 1);
    let outcomes = at_once(&mut plain(), keyboard);
    assert_eq!(
        codes(&outcomes),
        ["7".repeat(128), "5901234123457".to_owned()]
    );
    let too_long = |outcome: &&WedgeOutcome<u32>| {
        matches!(
            outcome,
            WedgeOutcome::Fault(WedgeFault::TooLong { length_max: 128 })
        )
    };
    assert_eq!(outcomes.iter().filter(too_long).count(), 1);
    assert_eq!(typed(&outcomes), [0_u32; 0]);
}

#[test]
fn a_code_torn_by_a_pause_is_never_taken_for_a_shorter_one() {
    let mut keyboard = Keyboard::default();
    let mut gaps = [2, 2, 2, 2, 200, 2, 2, 2, 2, 2, 2, 2, 2].into_iter();
    keyboard.scan("5901234123457", || gaps.next().unwrap_or(2));
    keyboard.now += 700;
    keyboard.scan("5901234123457", || 2);
    let outcomes = at_once(&mut plain(), keyboard);
    assert_eq!(codes(&outcomes), ["5901234123457"]);
    assert!(outcomes.contains(&WedgeOutcome::Fault(WedgeFault::NoEnd {
        code: "59012".into()
    })));
    assert!(outcomes.contains(&WedgeOutcome::Fault(WedgeFault::Torn {
        code: "34123457".into()
    })));
}

#[test]
fn a_scanner_without_enter_is_told_apart_from_typing() {
    let mut keyboard = Keyboard::default();
    for character in "5901234".chars() {
        keyboard.character(character);
    }
    let outcomes = at_once(&mut plain(), keyboard);
    assert_eq!(
        outcomes,
        [WedgeOutcome::Fault(WedgeFault::NoEnd {
            code: "5901234".into()
        })]
    );
}

#[test]
fn a_key_held_down_is_typing_at_once_and_no_code() {
    for marked in [false, true] {
        let mut decoder = plain();
        decoder.feed(Event {
            pressed: false,
            ..KeyEvent::press(PhysicalKey::Letter('z'), 0)
        });
        let mut out = Vec::new();
        for turn in 0..200 {
            let press = KeyEvent::press(PhysicalKey::Letter('a'), 500 + turn * 30);
            let repeat = marked && turn > 0;
            out.extend(decoder.feed(Event {
                repeat,
                text: Some('a'),
                ..press
            }));
        }
        out.extend(decoder.feed(KeyEvent::press(PhysicalKey::Enter, 6_530)));
        assert_eq!(codes(&out), Vec::<String>::new());
        assert_eq!(typed(&out).len(), 201);
    }
}

#[test]
fn what_no_code_may_hold_is_left_out_and_counted() {
    let mut keyboard = Keyboard::default();
    for character in "[)>".chars() {
        keyboard.character(character);
    }
    // RS of a delivery label, as Ctrl+Shift+6, and a letter no American key writes.
    let ctrl_six = KeyEvent::press(PhysicalKey::Digit(6), 0);
    keyboard.tap(Event {
        ctrl: true,
        shift: true,
        ..ctrl_six
    });
    keyboard.tap(Event {
        text: Some('ł'),
        ..KeyEvent::press(PhysicalKey::Other, 0)
    });
    keyboard.character('7');
    keyboard.key(PhysicalKey::Tab);
    let outcomes = at_once(&mut plain(), keyboard);
    let [WedgeOutcome::Scan(scan)] = outcomes.as_slice() else {
        panic!("one scan")
    };
    assert_eq!((scan.code.as_str(), scan.kept_out), ("[)>7", 2));
}
