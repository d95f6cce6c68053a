//! The number pad: digits for a PIN, a weight, a date, in gloves.

use eframe::egui::{self, Rect, Ui};

use super::draw::Cut as _;
use super::icons::Icon;
use super::keys::BigKey;
use super::theme;
use crate::i18n::{Lang, Word, word};

/// Number keys. Fills `text` up to `length_max` digits; a keyboard's digits count too.
///
/// With `take`, a tall key takes the number; it can be pressed once `is_complete`. Answers
/// whether it was, by the key or by Enter.
pub fn number_pad_ui(
    ui: &mut Ui,
    place: Rect,
    lang: Lang,
    (text, length_max): (&mut String, usize),
    take: Option<(&str, bool)>,
) -> bool {
    typed_digits(ui, text, length_max);
    let (clear, delete) = (word(lang, Word::PadClear), word(lang, Word::PadDelete));
    let columns = place.columns(4, theme::GAP);
    let [first, second, third, fourth] = columns.as_slice() else {
        return false;
    };
    let mut digits = ["1470", "2580", "3690"]
        .into_iter()
        .zip([first, second, third]);
    let zero = bottom_row(*first, *third);
    digits.by_ref().for_each(|(digits, column)| {
        for (digit, key) in digits.chars().take(3).zip(column.stack(4, theme::GAP)) {
            digit_key(ui, key, digit, text, length_max);
        }
    });
    digit_key(ui, zero, '0', text, length_max);
    let side = fourth.stack(4, theme::GAP);
    let [delete_key, clear_key, upper, lower] = side.as_slice() else {
        return false;
    };
    if BigKey::new("")
        .named(&delete)
        .icon(Icon::Backspace)
        .show(ui, *delete_key)
    {
        text.pop();
    }
    if BigKey::new("C")
        .named(&clear)
        .size(56.0)
        .show(ui, *clear_key)
    {
        text.clear();
    }
    let Some((label, is_complete)) = take else {
        return false;
    };
    let key = BigKey::new(label)
        .primary()
        .icon(Icon::Go)
        .enabled(is_complete);
    let pressed = key.show(ui, upper.union(*lower));
    let entered =
        ui.input(|input| input.key_pressed(egui::Key::Enter)) && !ui.ctx().text_edit_focused();
    is_complete && (pressed || entered)
}

/// The place of the zero: the whole last row under the digits.
fn bottom_row(first: Rect, third: Rect) -> Rect {
    let (left, right) = (first.stack(4, theme::GAP), third.stack(4, theme::GAP));
    match (left.last(), right.last()) {
        (Some(left), Some(right)) => left.union(*right),
        _ => first,
    }
}

fn digit_key(ui: &mut Ui, place: Rect, digit: char, text: &mut String, length_max: usize) {
    if BigKey::new(&digit.to_string()).size(56.0).show(ui, place) && text.len() < length_max {
        text.push(digit);
    }
}

/// Digits from a keyboard, while no text field wants them.
fn typed_digits(ui: &Ui, text: &mut String, length_max: usize) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    ui.input(|input| {
        for event in &input.events {
            match event {
                egui::Event::Text(typed) => {
                    for digit in typed.chars().filter(char::is_ascii_digit) {
                        if text.len() < length_max {
                            text.push(digit);
                        }
                    }
                }
                egui::Event::Key {
                    key: egui::Key::Backspace,
                    pressed: true,
                    ..
                } => {
                    text.pop();
                }
                _ => {}
            }
        }
    });
}
