//! The keys of a keyboard by their place, and what a scanner means by each of them.
//!
//! A keyboard scanner presses keys as if the keyboard were American. Reading the
//! place of the key instead of the letter the system made of it gives the right
//! code on a French, German or Polish keyboard alike.

/// The separator between fields of a GS1 code, ASCII 29.
pub const GS: char = '\u{1d}';

/// A key by its place on the keyboard, named after what stands there on an American one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhysicalKey {
    /// A letter key; the letter is lower case, `a` to `z`.
    Letter(char),
    /// A key of the digit row, 0 to 9.
    Digit(u8),
    /// A digit key of the number pad, 0 to 9.
    Numpad(u8),
    /// A function key, 1 to 24 (more do no harm).
    F(u8),
    /// `` ` `` and `~`.
    Backquote,
    /// `-` and `_`.
    Minus,
    /// `=` and `+`.
    Equal,
    /// `[` and `{`.
    BracketLeft,
    /// `]` and `}`; together with Ctrl it is the GS1 separator.
    BracketRight,
    /// `\` and `|`.
    Backslash,
    /// `;` and `:`.
    Semicolon,
    /// `'` and `"`.
    Quote,
    /// `,` and `<`.
    Comma,
    /// `.` and `>`.
    Period,
    /// `/` and `?`.
    Slash,
    /// The extra key of European keyboards beside the left shift; no American key stands there.
    IntlBackslash,
    /// `.` or `,` of the number pad.
    NumpadDecimal,
    /// `/` of the number pad.
    NumpadDivide,
    /// `*` of the number pad.
    NumpadMultiply,
    /// `-` of the number pad.
    NumpadSubtract,
    /// `+` of the number pad.
    NumpadAdd,
    /// Enter of the number pad.
    NumpadEnter,
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// The space bar.
    Space,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Shift, Ctrl, Alt, the system key or a lock: changes other keys, writes nothing.
    Modifier,
    /// Any other key, or text that came without a key.
    Other,
}

/// What Shift makes of the digit row, 0 to 9, on an American keyboard.
const SHIFTED_DIGITS: [char; 10] = [')', '!', '@', '#', '$', '%', '^', '&', '*', '('];

/// Keys with two signs: the key, its sign, its sign with Shift.
const SIGN_KEYS: [(PhysicalKey, char, char); 11] = [
    (PhysicalKey::Backquote, '`', '~'),
    (PhysicalKey::Minus, '-', '_'),
    (PhysicalKey::Equal, '=', '+'),
    (PhysicalKey::BracketLeft, '[', '{'),
    (PhysicalKey::BracketRight, ']', '}'),
    (PhysicalKey::Backslash, '\\', '|'),
    (PhysicalKey::Semicolon, ';', ':'),
    (PhysicalKey::Quote, '\'', '"'),
    (PhysicalKey::Comma, ',', '<'),
    (PhysicalKey::Period, '.', '>'),
    (PhysicalKey::Slash, '/', '?'),
];

impl PhysicalKey {
    /// The character an American keyboard writes for this key, or none.
    ///
    /// Caps Lock is not looked at: a scanner holds Shift for a capital.
    pub fn us_char(self, shift: bool) -> Option<char> {
        match self {
            Self::Letter(letter) if shift => Some(letter.to_ascii_uppercase()),
            Self::Letter(letter) => Some(letter.to_ascii_lowercase()),
            Self::Digit(digit) if shift => SHIFTED_DIGITS.get(usize::from(digit)).copied(),
            Self::Digit(digit) | Self::Numpad(digit) => char::from_digit(u32::from(digit), 10),
            Self::Space => Some(' '),
            Self::NumpadDecimal => Some('.'),
            Self::NumpadDivide => Some('/'),
            Self::NumpadMultiply => Some('*'),
            Self::NumpadSubtract => Some('-'),
            Self::NumpadAdd => Some('+'),
            _ => SIGN_KEYS
                .iter()
                .find(|(key, ..)| *key == self)
                .map(|(_, plain, shifted)| if shift { *shifted } else { *plain }),
        }
    }

    /// The key and Shift a scanner presses for `character`; none for what no American key writes.
    pub fn for_us_char(character: char) -> Option<(Self, bool)> {
        match character {
            'a'..='z' => Some((Self::Letter(character), false)),
            'A'..='Z' => Some((Self::Letter(character.to_ascii_lowercase()), true)),
            ' ' => Some((Self::Space, false)),
            '0'..='9' => {
                let digit = character.to_digit(10)?;
                Some((Self::Digit(u8::try_from(digit).ok()?), false))
            }
            _ => {
                let in_digit_row = SHIFTED_DIGITS.iter().position(|sign| *sign == character);
                if let Some(digit) = in_digit_row {
                    return Some((Self::Digit(u8::try_from(digit).ok()?), true));
                }
                let found = SIGN_KEYS
                    .iter()
                    .find(|(_, plain, shifted)| *plain == character || *shifted == character);
                found.map(|(key, _, shifted)| (*key, *shifted == character))
            }
        }
    }

    /// The digit on this key, for codes typed with Alt held down.
    pub(super) fn digit(self) -> Option<u8> {
        match self {
            Self::Digit(digit) | Self::Numpad(digit) => Some(digit),
            _ => None,
        }
    }
}

/// One press or release of a key, as neutral as a window system can tell it.
///
/// `payload` is carried along untouched and comes back with
/// [`WedgeOutcome::Typing`](super::WedgeOutcome::Typing): the screen puts its own
/// events there and replays them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEvent<P = ()> {
    /// Which key, by its place.
    pub key: PhysicalKey,
    /// What the system made of it under its keyboard layout, if anything.
    pub text: Option<char>,
    /// Shift was down.
    pub shift: bool,
    /// Ctrl was down (not as a part of `AltGr`).
    pub ctrl: bool,
    /// Alt was down (not as a part of `AltGr`).
    pub alt: bool,
    /// `AltGr` was down.
    pub altgr: bool,
    /// Pressed (or released).
    pub pressed: bool,
    /// The system says it repeats a key that is held down.
    pub repeat: bool,
    /// When the event was handed over, in milliseconds of any steady clock.
    pub at_millis: u64,
    /// How long it may have waited before that: the length of the frame it came in.
    pub waited_millis: u32,
    /// The screen's own events behind this one.
    pub payload: P,
}

impl<P: Default> KeyEvent<P> {
    /// A plain press without modifiers, to be completed with `..`.
    pub fn press(key: PhysicalKey, at_millis: u64) -> Self {
        Self {
            key,
            text: None,
            shift: false,
            ctrl: false,
            alt: false,
            altgr: false,
            pressed: true,
            repeat: false,
            at_millis,
            waited_millis: 0,
            payload: P::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_character_has_a_key_that_writes_it() {
        for byte in 0x20..=0x7e_u8 {
            let character = char::from(byte);
            let (key, shift) = PhysicalKey::for_us_char(character).expect("has a key");
            assert_eq!(key.us_char(shift), Some(character));
        }
        assert_eq!(PhysicalKey::for_us_char('ą'), None);
    }
}
