//! What may stand inside a text: names, numbers and masses, made harmless and in the reader's form.

use fluent_bundle::FluentValue;

use super::{Lang, format};
use crate::domain::units::Grams;

/// Longest text from outside that a screen shows, in characters; a path or a printer's complaint fits.
const SHOWN_MAX: usize = 200;

/// A difference of masses, shown with its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed(pub Grams);

/// A value that can stand inside a text.
pub(super) trait Arg {
    /// The value as Fluent takes it.
    fn arg(&self, lang: Lang) -> FluentValue<'static>;
}

impl Arg for String {
    fn arg(&self, _lang: Lang) -> FluentValue<'static> {
        FluentValue::from(shown(self))
    }
}

impl Arg for u64 {
    fn arg(&self, _lang: Lang) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Arg for Grams {
    fn arg(&self, lang: Lang) -> FluentValue<'static> {
        FluentValue::from(format::grams(lang, *self))
    }
}

impl Arg for Signed {
    fn arg(&self, lang: Lang) -> FluentValue<'static> {
        FluentValue::from(format::difference(lang, self.0))
    }
}

/// Text from outside as a screen may show it: on one line, not endless, without characters
/// that hide or turn round what stands beside them.
pub fn shown(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let visible: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(clean)
        .collect();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&words, SHOWN_MAX)
}

/// At most `max` characters of `text`, cut with `…`.
pub(super) fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(max.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Marks that have no picture of their own: joiners, direction marks, the byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A value for trying a text out.
#[cfg(test)]
pub(super) trait Sample {
    /// The value.
    fn sample() -> Self;
}

#[cfg(test)]
impl Sample for String {
    fn sample() -> Self {
        "MUG-01".to_owned()
    }
}

#[cfg(test)]
impl Sample for u64 {
    fn sample() -> Self {
        5
    }
}

#[cfg(test)]
impl Sample for Grams {
    fn sample() -> Self {
        Self(1_234)
    }
}

#[cfg(test)]
impl Sample for Signed {
    fn sample() -> Self {
        Self(Grams(-37))
    }
}
