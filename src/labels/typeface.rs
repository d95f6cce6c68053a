//! The bundled typeface: which characters it has, how wide a line is, how a text fits a box.
//!
//! A text is first made smaller, then wrapped, then refused. It is never cut
//! and never runs over its neighbour.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, GlyphId};
use unicode_normalization::UnicodeNormalization as _;

use super::error::LabelError;
use super::page::{Align, Area, Ink, TextRun};

/// Noto Sans: Latin, Cyrillic and Greek. Licence: `assets/fonts/OFL.txt`.
pub const REGULAR_TTF: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// The bold cut of [`REGULAR_TTF`].
pub const BOLD_TTF: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");

static REGULAR: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(REGULAR_TTF).expect("the bundled regular font is whole")
});
static BOLD: LazyLock<FontRef<'static>> =
    LazyLock::new(|| FontRef::try_from_slice(BOLD_TTF).expect("the bundled bold font is whole"));

/// Regular for reading, bold for finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    pub(crate) fn font(self) -> &'static FontRef<'static> {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    pub(crate) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR_TTF,
            Self::Bold => BOLD_TTF,
        }
    }

    /// Units of the font's own grid in one em.
    pub(crate) fn units_per_em(self) -> i64 {
        static UNITS: LazyLock<[i64; 2]> = LazyLock::new(|| {
            [Weight::Regular, Weight::Bold]
                .map(|weight| weight.font().units_per_em().map_or(1000, whole))
        });
        UNITS[usize::from(self == Self::Bold)]
    }

    /// Advance of one glyph in font units.
    pub(crate) fn advance(self, glyph: GlyphId) -> i64 {
        whole(self.font().h_advance_unscaled(glyph))
    }
}

/// Font units are whole numbers that the font library hands out as floats.
#[expect(
    clippy::cast_possible_truncation,
    reason = "font units are 16-bit whole numbers"
)]
fn whole(units: f32) -> i64 {
    units.round() as i64
}

/// Whether the typeface has a picture of this character.
pub(crate) fn has_glyph(weight: Weight, character: char) -> bool {
    glyph(weight, character).0 != 0
}

/// Characters whose glyphs and widths are kept at hand: Latin, Greek, Cyrillic, and the signs of typesetting.
const KEPT: u32 = 0x2200;

static SHAPES: LazyLock<[Vec<Shape>; 2]> = LazyLock::new(|| {
    [Weight::Regular, Weight::Bold].map(|weight| {
        (0..KEPT)
            .map(|code| looked_up(weight, char::from_u32(code).unwrap_or_default()))
            .collect()
    })
});

/// Glyph and advance of one character.
#[derive(Clone, Copy)]
struct Shape {
    glyph: GlyphId,
    units: i64,
}

fn looked_up(weight: Weight, character: char) -> Shape {
    let glyph = weight.font().glyph_id(character);
    Shape {
        glyph,
        units: weight.advance(glyph),
    }
}

fn shape(weight: Weight, character: char) -> Shape {
    let kept = usize::try_from(u32::from(character)).ok().and_then(|code| {
        SHAPES[usize::from(weight == Weight::Bold)]
            .get(code)
            .copied()
    });
    kept.unwrap_or_else(|| looked_up(weight, character))
}

/// The picture of a character in the typeface; number 0 is the box for those without one.
pub(crate) fn glyph(weight: Weight, character: char) -> GlyphId {
    shape(weight, character).glyph
}

/// Advance of one character in font units.
fn units_of(weight: Weight, character: char) -> i64 {
    shape(weight, character).units
}

/// Width of a text in font units.
fn units(weight: Weight, text: &str) -> i64 {
    text.chars()
        .map(|character| units_of(weight, character))
        .sum()
}

/// Font units as dots, rounded up.
fn dots(weight: Weight, size: i32, units: i64) -> i32 {
    let dots = (units * i64::from(size)).div_euclid(weight.units_per_em()) + 1;
    i32::try_from(dots).unwrap_or(i32::MAX)
}

/// Width of a line in dots, rounded up.
pub(crate) fn width(weight: Weight, size: i32, text: &str) -> i32 {
    dots(weight, size, units(weight, text))
}

/// The largest size at which so many font units are at most `room` dots wide: the inverse of [`dots`].
fn largest_size(weight: Weight, units: i64, room: i32) -> i32 {
    if units <= 0 {
        return i32::MAX;
    }
    let size = (i64::from(room) * weight.units_per_em() - 1).div_euclid(units);
    i32::try_from(size).unwrap_or(i32::MAX)
}

/// Room above the baseline and whole height of a line, in dots.
///
/// Capital letters with accents reach 1.01 em above the baseline in this
/// typeface (Ů in bold), ogoneks and brackets 0.25 em below.
pub(crate) fn line_box(size: i32) -> (i32, i32) {
    let above = size * 101 / 100 + 1;
    (above, above + size * 25 / 100 + 1)
}

/// Text as it will be printed: composed letters, plain blanks, no invisible marks.
///
/// A character without a picture in the typeface is an error, never a box.
pub(crate) fn printable(field: &'static str, text: &str) -> Result<String, LabelError> {
    let mut line = String::with_capacity(text.len());
    for character in text.nfc() {
        if character.is_whitespace() && character != '\u{a0}' {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_invisible(character) {
            let drawable = [Weight::Regular, Weight::Bold]
                .iter()
                .all(|weight| has_glyph(*weight, character));
            if character.is_control() || !drawable {
                return Err(LabelError::NoGlyph { field, character });
            }
            line.push(character);
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    Ok(line)
}

/// The text with a question mark in place of every letter that our faces do not have, and of every sign that steers
/// a terminal. Blanks of all kinds stay.
pub(crate) fn drawable(text: &str) -> String {
    let is_drawn = |sign: char| {
        let weights = [Weight::Regular, Weight::Bold];
        let is_known = !sign.is_control() && weights.iter().all(|weight| has_glyph(*weight, sign));
        is_known || sign.is_whitespace()
    };
    text.chars()
        .map(|sign| if is_drawn(sign) { sign } else { '?' })
        .collect()
}

/// Marks that steer text without showing: joiners, directions, soft hyphens.
///
/// They come along when an address is copied from a web page. Left out, the
/// letters stand in the order in which they were typed.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Longest text taken, in characters: no box of ours holds more, and longer ones would keep the bench waiting.
const TEXT_MAX: usize = 2000;

/// A text with the largest and smallest size it may have, in dots.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) field: &'static str,
    pub(crate) text: String,
    pub(crate) weight: Weight,
    pub(crate) largest: i32,
    pub(crate) floor: i32,
}

impl Paragraph {
    /// Cleans the text and refuses characters that cannot be drawn.
    pub(crate) fn new(
        field: &'static str,
        text: &str,
        weight: Weight,
        sizes: (i32, i32),
    ) -> Result<Self, LabelError> {
        if text.chars().nth(TEXT_MAX).is_some() {
            return Err(LabelError::DoesNotFit { field });
        }
        let text = printable(field, text)?;
        Ok(Self {
            field,
            text,
            weight,
            largest: sizes.0,
            floor: sizes.1.min(sizes.0),
        })
    }

    /// The lines of this paragraph when it may be at most `cap` dots large.
    ///
    /// One line if that goes at any size, two lines if that goes, else as many
    /// as the smallest size needs.
    fn lines(&self, cap: i32, room: i32) -> (i32, Vec<String>) {
        let units = units(self.weight, &self.text);
        let one_line = largest_size(self.weight, units, room).min(cap.max(self.floor));
        if one_line >= self.floor {
            return (one_line, vec![self.text.clone()]);
        }
        // Above this size even two full lines are too short. The blank between them is not printed.
        let printed = units - units_of(self.weight, ' ');
        let two_lines = largest_size(self.weight, printed, room.saturating_mul(2));
        for size in (self.floor..=cap.min(two_lines).max(self.floor)).rev() {
            let lines = wrap(self.weight, size, &self.text, room);
            if lines.len() <= 2 || size == self.floor {
                return (size, lines);
            }
        }
        (self.floor, Vec::new())
    }
}

/// Breaks at blanks; a word longer than a line is broken where the line ends.
pub(crate) fn wrap(weight: Weight, size: i32, text: &str, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    // Width of the last line in font units.
    let mut full = 0;
    let blank = units_of(weight, ' ');
    for word in text.split(' ') {
        let wide = units(weight, word);
        if let Some(line) = lines.last_mut() {
            let before = if line.is_empty() { 0 } else { full + blank };
            if dots(weight, size, before + wide) <= room {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                full = before + wide;
                continue;
            }
        }
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
            full = 0;
        }
        for character in word.chars() {
            let wide = units_of(weight, character);
            let is_begun = lines.last().is_some_and(|line| !line.is_empty());
            if is_begun && dots(weight, size, full + wide) > room {
                lines.push(String::new());
                full = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
            full += wide;
        }
    }
    lines
}

/// Lines set into a box, and how high they came out.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    pub(crate) runs: Vec<TextRun>,
    pub(crate) height: i32,
}

/// A paragraph with the size chosen for it and its lines.
type SetLines<'a> = (&'a Paragraph, i32, Vec<String>);

/// Steps from the largest size down to the floor.
const STEPS: i32 = 16;

/// Chooses sizes this many steps down; paragraphs of one field get the same one.
fn set_at<'a>(paragraphs: &[&'a Paragraph], step: i32, room: i32) -> Vec<SetLines<'a>> {
    let caps: Vec<i32> = paragraphs
        .iter()
        .map(|paragraph| paragraph.largest - (paragraph.largest - paragraph.floor) * step / STEPS)
        .map(|cap| cap.max(1))
        .collect();
    let alone: Vec<(&str, i32)> = paragraphs
        .iter()
        .zip(&caps)
        .map(|(paragraph, cap)| (paragraph.field, paragraph.lines(*cap, room).0))
        .collect();
    paragraphs
        .iter()
        .zip(caps)
        .map(|(paragraph, cap)| {
            let same = alone
                .iter()
                .filter(|(field, _)| *field == paragraph.field)
                .map(|(_, size)| *size);
            let (size, lines) = paragraph.lines(same.min().unwrap_or(cap), room);
            (*paragraph, size, lines)
        })
        .collect()
}

/// Sets paragraphs under one another into `area`: all as large as they go together.
pub(crate) fn set_block(
    area: Area,
    paragraphs: &[Paragraph],
    align: Align,
    ink: Ink,
) -> Result<Set, LabelError> {
    let paragraphs: Vec<&Paragraph> = paragraphs.iter().filter(|p| !p.text.is_empty()).collect();
    for step in 0..=STEPS {
        let set = set_at(&paragraphs, step, area.width);
        let height = set
            .iter()
            .map(|(_, size, lines)| line_box(*size).1 * count(lines))
            .sum();
        let fits = |(paragraph, size, lines): &SetLines<'_>| {
            lines
                .iter()
                .all(|line| width(paragraph.weight, *size, line) <= area.width)
        };
        if let Some((paragraph, ..)) = set.iter().find(|set| !fits(set)) {
            return Err(LabelError::DoesNotFit {
                field: paragraph.field,
            });
        }
        if height <= area.height {
            return Ok(Set {
                runs: runs(area, &set, align, ink),
                height,
            });
        }
    }
    // The one that takes most room is the one to shorten.
    let widest = paragraphs
        .iter()
        .max_by_key(|paragraph| {
            let (size, lines) = paragraph.lines(paragraph.floor, area.width);
            (lines.len(), size)
        })
        .map_or("text", |paragraph| paragraph.field);
    Err(LabelError::DoesNotFit { field: widest })
}

fn runs(area: Area, set: &[SetLines<'_>], align: Align, ink: Ink) -> Vec<TextRun> {
    let mut y = area.y;
    let mut runs = Vec::new();
    for (paragraph, size, lines) in set {
        let (above, height) = line_box(*size);
        for line in lines {
            let spare = area.width - width(paragraph.weight, *size, line);
            runs.push(TextRun {
                field: paragraph.field,
                x: area.x + align.shift(spare),
                baseline: y + above,
                size: *size,
                weight: paragraph.weight,
                ink,
                text: line.clone(),
            });
            y += height;
        }
    }
    runs
}

fn count(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX / 4096)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Area = Area {
        x: 0,
        y: 0,
        width: 400,
        height: 120,
    };

    fn paragraph(text: &str) -> Paragraph {
        Paragraph::new("name", text, Weight::Regular, (48, 20)).unwrap()
    }

    #[test]
    fn a_long_text_first_shrinks_then_wraps_then_is_refused() {
        let set = |text: &str| set_block(BOX, &[paragraph(text)], Align::Left, Ink::Black);
        assert_eq!(set("Ala").unwrap().runs[0].size, 48);
        let shrunk = set("Przedsiębiorstwo Handlowe").unwrap().runs;
        assert!(shrunk.len() == 1 && shrunk[0].size < 48 && shrunk[0].size >= 20);
        let wrapped = set("Przedsiębiorstwo Produkcyjno-Handlowe Gęśla Jaźń Spółka jawna")
            .unwrap()
            .runs;
        assert_eq!(wrapped.len(), 2);
        assert_eq!(
            set(&"Przedsiębiorstwo ".repeat(40)).unwrap_err(),
            LabelError::DoesNotFit { field: "name" }
        );
    }

    #[test]
    fn nothing_of_a_text_is_lost_by_wrapping() {
        let text = "Konstantynopolitańczykowianeczkowsko-Wielkopolska 12/3";
        let set = set_block(BOX, &[paragraph(text)], Align::Left, Ink::Black).unwrap();
        let joined: String = set
            .runs
            .iter()
            .map(|run| run.text.replace(' ', ""))
            .collect();
        assert_eq!(joined, text.replace(' ', ""));
    }

    #[test]
    fn a_book_in_an_address_field_is_refused_at_once() {
        let refusal = Paragraph::new("name", &"x".repeat(1_000_000), Weight::Bold, (48, 20));
        assert_eq!(
            refusal.unwrap_err(),
            LabelError::DoesNotFit { field: "name" }
        );
    }

    #[test]
    fn letters_without_a_picture_are_named() {
        assert_eq!(
            printable("name", "Anna 🎁"),
            Err(LabelError::NoGlyph {
                field: "name",
                character: '🎁'
            })
        );
        assert_eq!(
            printable("name", "שלום"),
            Err(LabelError::NoGlyph {
                field: "name",
                character: 'ש'
            })
        );
        assert_eq!(
            printable("name", "\u{1b}[2J"),
            Err(LabelError::NoGlyph {
                field: "name",
                character: '\u{1b}'
            })
        );
        assert_eq!(
            printable("name", "Zażółć gęślą jaźń Żyła Їжак Ωμέγα 12 €"),
            Ok("Zażółć gęślą jaźń Żyła Їжак Ωμέγα 12 €".into())
        );
    }

    #[test]
    fn a_copied_address_loses_its_invisible_marks_only() {
        assert_eq!(
            printable("name", " Z\u{307}yła\u{200b}\t\u{202e}Ewa\n "),
            Ok("Żyła Ewa".into())
        );
    }

    #[test]
    fn accents_stay_inside_the_line_box() {
        let (above, height) = line_box(1000);
        for weight in [Weight::Regular, Weight::Bold] {
            for character in "ŻŹŚĆŃÓĘĄŁżźśćńóęąłgjpqyÄÖÜßČŘŽŮĎŤĂŐŰÅÉÈÊ(|{,;".chars()
            {
                let font = weight.font();
                let outline = font.outline(font.glyph_id(character)).unwrap();
                let (top, bottom) = (
                    outline.bounds.min.y.max(outline.bounds.max.y),
                    outline.bounds.min.y.min(outline.bounds.max.y),
                );
                assert!(whole(top) <= i64::from(above), "{character} reaches {top}");
                assert!(
                    -whole(bottom) <= i64::from(height - above),
                    "{character} hangs {bottom}"
                );
            }
        }
    }
}
