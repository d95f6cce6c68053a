//! The keys held back while it is not sure whether a scanner or a person pressed them.

use super::keys::KeyEvent;
use super::rhythm::Beat;
use super::settings::{Framing, LayoutCheck, WedgeScan};

/// What a held key would be in a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The prefix.
    Start,
    /// A character, and what the system typed for it.
    Character {
        character: char,
        typed: Option<char>,
    },
    /// A character that may not stand in a code.
    KeptOut,
    /// Nothing: a release, or a digit of a number typed with Alt.
    Quiet,
}

/// A key event that waits for its verdict.
#[derive(Debug)]
pub(super) struct Held<P> {
    pub(super) event: KeyEvent<P>,
    pub(super) mark: Mark,
}

impl Beat {
    pub(super) fn of<P>(event: &KeyEvent<P>) -> Self {
        Self {
            at: event.at_millis,
            waited: u64::from(event.waited_millis),
        }
    }
}

/// When the held keys were pressed.
pub(super) fn beats<P>(held: &[Held<P>]) -> impl Iterator<Item = Beat> {
    held.iter()
        .filter(|held| held.event.pressed)
        .map(|held| Beat::of(&held.event))
}

/// How many characters are held, the unusable ones included.
pub(super) fn length<P>(held: &[Held<P>]) -> usize {
    let is_character =
        |held: &&Held<P>| matches!(held.mark, Mark::Character { .. } | Mark::KeptOut);
    held.iter().filter(is_character).count()
}

/// Takes off the end what is no character yet: the digits of a number just typed with Alt.
pub(super) fn split_off_quiet_tail<P>(held: &mut Vec<Held<P>>) -> Vec<Held<P>> {
    let last_loud = held.iter().rposition(|held| held.mark != Mark::Quiet);
    held.split_off(last_loud.map_or(0, |place| place + 1))
}

/// Reads the code from the keys.
pub(super) fn read<P>(held: &[Held<P>], framing: Framing) -> WedgeScan {
    let mut scan = WedgeScan {
        code: String::new(),
        as_typed: String::new(),
        framing,
        layout: LayoutCheck::Agrees,
        kept_out: 0,
    };
    for held in held {
        match held.mark {
            Mark::Character { character, typed } => {
                scan.code.push(character);
                scan.as_typed.push(typed.unwrap_or(character));
                scan.layout = scan.layout.max(check(character, typed));
            }
            Mark::KeptOut => scan.kept_out += 1,
            Mark::Start | Mark::Quiet => {}
        }
    }
    scan
}

fn check(character: char, typed: Option<char>) -> LayoutCheck {
    match typed {
        Some(typed) if typed.eq_ignore_ascii_case(&character) && typed != character => {
            LayoutCheck::CaseDiffers
        }
        Some(typed) if typed != character => LayoutCheck::Differs,
        _ => LayoutCheck::Agrees,
    }
}
