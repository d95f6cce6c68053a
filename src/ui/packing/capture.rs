//! Serial, lot and expiry of the unit at hand: scanned, or typed here.

use eframe::egui::{Rect, Ui};

use super::{inner, send};
use crate::domain::catalog::TrackingNeeds;
use crate::domain::ids::Sku;
use crate::domain::session::fact::Capture;
use crate::i18n::Word;
use crate::station::event::{Command, Event};
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::fields::field_ui;
use crate::ui::keys::number_pad_ui;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Digits of a date: year, month, day.
const DATE_DIGITS: usize = 8;

/// What is being typed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct CaptureForm {
    /// The serial number.
    pub serial: String,
    /// The lot.
    pub lot: String,
    /// The digits of the expiry date, year first.
    pub expiry: String,
}

impl CaptureForm {
    /// What the number pad types into: the date, else the first field.
    fn digits(&mut self, needs: TrackingNeeds) -> &mut String {
        match (needs.expiry, needs.serial) {
            (true, _) => &mut self.expiry,
            (false, true) => &mut self.serial,
            (false, false) => &mut self.lot,
        }
    }

    /// What to send, once everything that is needed is there.
    fn capture(&self, needs: TrackingNeeds) -> Option<Capture> {
        let given = |wanted: bool, text: &str| match (wanted, text.trim()) {
            (false, _) => Some(None),
            (true, "") => None,
            (true, text) => Some(Some(text.to_owned())),
        };
        let expiry = if needs.expiry {
            Some(date(&self.expiry)?)
        } else {
            None
        };
        Some(Capture {
            serial: given(needs.serial, &self.serial)?,
            lot: given(needs.lot, &self.lot)?,
            expiry,
        })
    }
}

/// `20271231` as `2027-12-31`.
fn date(digits: &str) -> Option<String> {
    if digits.len() != DATE_DIGITS {
        return None;
    }
    Some(format!(
        "{}-{}-{}",
        digits.get(..4)?,
        digits.get(4..6)?,
        digits.get(6..)?
    ))
}

/// The digits so far, with room for those to come: `2027-12-__`.
fn date_so_far(digits: &str) -> String {
    let padded = format!("{digits:_<DATE_DIGITS$}");
    date(&padded).unwrap_or_default()
}

pub(super) fn capture_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    (sku, needs): (&Sku, TrackingNeeds),
    form: &mut CaptureForm,
    out: &mut Vec<Event>,
) {
    let palette = scene.palette;
    let (pad, left) = body.cut_right(body.width() * 0.4, theme::GAP);
    card_ui(ui, left, palette);
    let line = scene
        .snapshot
        .session
        .iter()
        .flat_map(|session| &session.lines)
        .find(|line| line.sku == *sku);
    let product = line.map_or_else(|| sku.0.clone(), |line| line.name.clone());
    let (heading, room) = inner(left).cut_top(64.0, 8.0);
    let title = scene.word(Word::CaptureHeading { product });
    text_ui(
        ui,
        heading,
        &title,
        Type::new(theme::HEADING, palette.ink).bold(),
    );
    let count = [needs.serial, needs.lot, needs.expiry]
        .iter()
        .filter(|needed| **needed)
        .count();
    let mut places = room.columns(count, theme::GAP).into_iter();
    if needs.serial
        && let Some(place) = places.next()
    {
        field_ui(ui, place, &scene.word(Word::Serial), &mut form.serial);
    }
    if needs.lot
        && let Some(place) = places.next()
    {
        field_ui(ui, place, &scene.word(Word::Lot), &mut form.lot);
    }
    if needs.expiry
        && let Some(place) = places.next()
    {
        expiry_ui(ui, scene, place, &form.expiry);
    }
    let length_max = if needs.expiry { DATE_DIGITS } else { 20 };
    let is_complete = form.capture(needs).is_some();
    let title = scene.word(Word::CaptureSave);
    let take = Some((title.as_str(), is_complete));
    let digits = form.digits(needs);
    if number_pad_ui(ui, pad, scene.lang, (digits, length_max), take)
        && let Some(capture) = form.capture(needs)
    {
        send(out, Command::Capture(capture));
        *form = CaptureForm::default();
    }
}

fn expiry_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, digits: &str) {
    let palette = scene.palette;
    let (caption, rest) = place.cut_top(44.0, 8.0);
    text_ui(
        ui,
        caption,
        &scene.word(Word::Expiry),
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    let (number, hint) = rest.cut_top(theme::KEY, 12.0);
    text_ui(
        ui,
        number,
        &date_so_far(digits),
        Type::new(60.0, palette.ink).bold(),
    );
    text_ui(
        ui,
        hint,
        &scene.word(Word::ExpiryHint),
        Type::new(theme::TEXT_MIN, palette.faint)
            .lines(3)
            .at(egui::Align2::LEFT_TOP),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_sent_only_when_all_its_digits_are_there() {
        let needs = TrackingNeeds {
            lot: true,
            expiry: true,
            serial: false,
        };
        let mut form = CaptureForm {
            lot: "L7".into(),
            expiry: "2027123".into(),
            ..CaptureForm::default()
        };
        assert_eq!(form.capture(needs), None);
        form.expiry.push('1');
        let capture = form.capture(needs).unwrap();
        assert_eq!(capture.expiry.as_deref(), Some("2027-12-31"));
        assert_eq!(capture.lot.as_deref(), Some("L7"));
        assert_eq!(capture.serial, None);
    }

    #[test]
    fn a_half_typed_date_shows_what_is_missing() {
        assert_eq!(date_so_far("202712"), "2027-12-__");
    }
}
