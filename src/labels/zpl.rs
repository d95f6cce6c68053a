//! Writes a laid-out page as ZPL II, the language of most label printers.
//!
//! Every text goes through [`field_data`], the one place that writes field data: what could
//! be read as a command stands there in hexadecimal, so a customer called `^XZ~JR` is printed
//! and not obeyed. Symbols are sent as pictures, dot for dot as in the preview: printers that
//! understand ZPL disagree about `^BC` and its code sets, and none has the shortest Code 128.
//! So are letters that not every printer has, and white ones.
//!
//! Source: Zebra, ZPL II Programming Guide, P1099958 (`^FH`, `^CI`, `^FT`, `^GF`, `^GB`).

use std::fmt::{Arguments, Display, Write as _};

use serde::{Deserialize, Serialize};

use super::page::{Area, Ink, Item, Page, TextRun};
use super::raster::Raster;

/// Who draws the letters of a ZPL label.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ZplText {
    /// The printer, with its own font, where it surely has the letter; short and sharp.
    #[default]
    Printer,
    /// We do: each line is a picture. For printers whose font lacks letters.
    Picture,
}

/// The label as ZPL II for the printer with this page's resolution.
pub(crate) fn write(page: &Page, text: ZplText) -> Vec<u8> {
    let sheet = Sheet::of(page);
    let mut zpl = String::with_capacity(16 * 1024);
    begin(&mut zpl, sheet.across, sheet.down);
    let grounds = grounds(page);
    for item in &page.items {
        match item {
            Item::Text(run) if run.ink == Ink::White => {}
            Item::Text(run) if text == ZplText::Printer && printer_has(&run.text) => {
                zpl.push_str(&sheet.line_of_text(run));
            }
            Item::Text(run) => sheet.picture(&mut zpl, run.area().inset(-run.size / 4), &[item]),
            Item::Fill(area) if grounds.contains(area) => {
                let on_it: Vec<&Item> = page
                    .items
                    .iter()
                    .filter(|other| *other == item || is_white_on(other, *area))
                    .collect();
                sheet.picture(&mut zpl, *area, &on_it);
            }
            Item::Fill(area) => zpl.push_str(&sheet.filled_box(*area)),
            Item::Bars(bars) => sheet.picture(&mut zpl, bars.ink(), &[item]),
            Item::Matrix(matrix) => sheet.picture(&mut zpl, matrix.ink(), &[item]),
            Item::Drawing(drawing) => sheet.picture(&mut zpl, drawing.area, &[item]),
        }
    }
    zpl.push_str(END);
    zpl.into_bytes()
}

/// A whole label as one picture.
pub(crate) fn whole_picture(raster: &Raster) -> Vec<u8> {
    let turned = (raster.size().0 > raster.size().1).then(|| raster.turned());
    let raster = turned.as_ref().unwrap_or(raster);
    let (across, down) = raster.size();
    let mut zpl = String::with_capacity(32 * 1024);
    begin(&mut zpl, across, down);
    graphic(&mut zpl, (0, 0), raster);
    zpl.push_str(END);
    zpl.into_bytes()
}

fn add(zpl: &mut String, text: Arguments<'_>) {
    zpl.write_fmt(text).expect("a string takes everything");
}

/// One copy, and the end of the label.
const END: &str = "^PQ1\n^XZ\n";

/// What a job before this one has set is set back: code page, home, print as fed, no mirror.
fn begin(zpl: &mut String, across: impl Display, down: impl Display) {
    zpl.push_str("^XA\n^CI28\n^LH0,0\n^LS0\n^LT0\n^PON\n^PMN\n^FWN\n");
    add(zpl, format_args!("^PW{across}\n^LL{down}\n"));
}

/// Black grounds with white text on them.
fn grounds(page: &Page) -> Vec<Area> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Fill(area) => Some(*area),
            _ => None,
        })
        .filter(|area| page.items.iter().any(|item| is_white_on(item, *area)))
        .collect()
}

fn is_white_on(item: &Item, ground: Area) -> bool {
    matches!(item, Item::Text(run) if run.ink == Ink::White && ground.contains(run.area()))
}

/// Whether the printer's own font surely has every letter.
///
/// Assumption: Latin letters of western and central Europe are in font 0 of every printer that knows
/// `^CI28`; Cyrillic and Greek depend on the printer's firmware, so they are sent as pictures.
fn printer_has(text: &str) -> bool {
    text.chars().all(
        |character| matches!(character, ' '..='~' | '\u{c0}'..='\u{17f}' | '°' | '·' | '§' | '‘'..='„' | '–' | '—' | '…'),
    )
}

/// One place for field data: hexadecimal for all that is not plainly a letter, digit or harmless sign.
///
/// `^` and `~` begin commands, `_` begins hexadecimal, `\` begins a line break in text blocks, and a
/// comma ends a parameter in some commands. Bytes of UTF-8 are written in hexadecimal too.
fn field_data(text: &str) -> String {
    let mut data = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'^' | b'~' | b'_' | b'\\' | b',' | 0..0x20 | 0x7f.. => {
                add(&mut data, format_args!("_{byte:02X}"));
            }
            _ => data.push(char::from(byte)),
        }
    }
    data
}

/// The page as it lies on the roll: a lying label is turned by a quarter clockwise.
struct Sheet {
    is_turned: bool,
    /// Height of the page before turning, in dots.
    height: i32,
    across: i32,
    down: i32,
}

impl Sheet {
    fn of(page: &Page) -> Self {
        let (width, height) = page.dots();
        let is_turned = page.is_turned;
        let (across, down) = if is_turned {
            (height, width)
        } else {
            (width, height)
        };
        Self {
            is_turned,
            height,
            across,
            down,
        }
    }

    /// The letter that ZPL has for how a field is turned.
    fn turn(&self) -> char {
        if self.is_turned { 'R' } else { 'N' }
    }

    /// Where an area lies on the roll.
    fn laid(&self, area: Area) -> Area {
        if self.is_turned {
            Area {
                x: self.height - area.bottom(),
                y: area.x,
                width: area.height,
                height: area.width,
            }
        } else {
            area
        }
    }

    fn line_of_text(&self, run: &TextRun) -> String {
        let (x, y) = if self.is_turned {
            (self.height - run.baseline, run.x)
        } else {
            (run.x, run.baseline)
        };
        let (turn, size) = (self.turn(), run.size);
        format!(
            "^FT{x},{y}^A0{turn},{size},{size}^FH_^FD{}^FS\n",
            field_data(&run.text)
        )
    }

    fn filled_box(&self, area: Area) -> String {
        let at = self.laid(area);
        // A border as thick as the box is low or narrow fills it.
        let thickness = at.width.min(at.height);
        format!(
            "^FO{},{}^GB{},{},{thickness}^FS\n",
            at.x, at.y, at.width, at.height
        )
    }

    /// A piece of the page as a picture.
    fn picture(&self, zpl: &mut String, area: Area, items: &[&Item]) {
        let area = self.on_paper(area);
        let mut raster = Raster::blank(area);
        for item in items {
            raster.draw(item);
        }
        if self.is_turned {
            raster = raster.turned();
        }
        let at = self.laid(area);
        graphic(zpl, (at.x, at.y), &raster);
    }

    /// The part of an area that is on the page.
    fn on_paper(&self, area: Area) -> Area {
        let width = if self.is_turned {
            self.down
        } else {
            self.across
        };
        let (x, y) = (area.x.max(0), area.y.max(0));
        Area {
            x,
            y,
            width: area.right().min(width) - x,
            height: area.bottom().min(self.height) - y,
        }
    }
}

/// A picture field.
fn graphic(zpl: &mut String, (x, y): (i32, i32), raster: &Raster) {
    let row_bytes = raster.size().0.div_ceil(8);
    let total = row_bytes * raster.size().1;
    add(
        zpl,
        format_args!("^FO{x},{y}^GFA,{total},{total},{row_bytes},"),
    );
    pack(zpl, raster);
    zpl.push_str("^FS\n");
}

/// A picture in hexadecimal, shortened: repeated digits by their count, the blank end of a row by one sign,
/// equal rows by one sign. The sign for a full end of a row is left out: not everybody reads it alike.
///
/// Source: Zebra, ZPL II Programming Guide, "Alternative Data Compression Scheme for ~DG and ~DB commands".
fn pack(zpl: &mut String, raster: &Raster) {
    let mut before = None;
    for row in raster.rows() {
        if before == Some(row) {
            zpl.push(':');
            continue;
        }
        before = Some(row);
        let mut digits: Vec<u8> = row
            .chunks(4)
            .map(|four| {
                let digit = four
                    .iter()
                    .fold(0_u8, |n, burnt| (n << 1) | u8::from(*burnt));
                digit << (4 - four.len())
            })
            .collect();
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        let mut rest = digits.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|digit| *digit == first).count();
            let is_blank_end = count == rest.len() && *first == 0;
            rest = &rest[count..];
            if is_blank_end {
                zpl.push(',');
            } else {
                repeated(zpl, *first, count);
            }
        }
    }
}

/// A count in letters and the digit: `g` to `z` are twenties, `G` to `Y` ones.
fn repeated(zpl: &mut String, digit: u8, mut count: usize) {
    let sign = char::from(b"0123456789ABCDEF"[usize::from(digit & 0xf)]);
    while count > 400 {
        zpl.push('z');
        zpl.push(sign);
        count -= 400;
    }
    if count == 1 {
        zpl.push(sign);
        return;
    }
    let letter = |first: u8, n: usize| char::from(first + u8::try_from(n).unwrap_or(0));
    if count >= 20 {
        zpl.push(letter(b'g', count / 20 - 1));
    }
    if !count.is_multiple_of(20) {
        zpl.push(letter(b'G', count % 20 - 1));
    }
    zpl.push(sign);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_data_holds_a_command() {
        assert_eq!(field_data("Anna"), "Anna");
        assert_eq!(field_data("^XZ~JR_5E\\&,\n"), "_5EXZ_7EJR_5F5E_5C&_2C_0A");
        assert_eq!(field_data("Żółw"), "_C5_BB_C3_B3_C5_82w");
    }

    #[test]
    fn counts_are_spelled_in_twenties_and_ones() {
        let spelled = |count| {
            let mut zpl = String::new();
            repeated(&mut zpl, 0xa, count);
            zpl
        };
        assert_eq!(spelled(1), "A");
        assert_eq!(spelled(2), "HA");
        assert_eq!(spelled(20), "gA");
        assert_eq!(spelled(63), "iIA");
        assert_eq!(spelled(400), "zA");
        assert_eq!(spelled(401), "zAA");
        assert_eq!(spelled(821), "zAzAgGA");
    }
}
