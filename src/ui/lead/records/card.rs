//! The product that is looked at: its picture, codes and measures, what is wrong with it, and the keys that mend it.

use eframe::egui::{self, Rect, Sense, Ui, Vec2};

use super::super::desk::{caption_ui, faint, framed_row_room, warning_ui, words_height, words_ui};
use super::super::measuring::{Measuring, measuring_ui};
use super::super::{LeadState, back_key_ui, headed_card_ui, lead_text, rows_ui};
use super::{Form, RecordsState, whose};
use crate::domain::record_audit::Standing;
use crate::domain::record_audit::list::Row;
use crate::i18n::{self, RecordWord, Word, format};
use crate::station::event::{Command, Event, RecordsEvent};
use crate::station::snapshot::{RecordCard, RecordsView};
use crate::ui::draw::{Cut as _, Type, named, next_id, paint_text, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Side of the picture.
const PICTURE: f32 = 150.0;

/// Height of a finding's line.
const LINE: f32 = 46.0;

/// Height of why it matters, and of who sees to it.
const WHY: f32 = 96.0;
const WHO: f32 = 32.0;

/// Barcodes that are told.
const CODES: usize = 4;

/// Height of keys.
const KEY: f32 = 64.0;

pub(super) fn card_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    lead: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let view = &scene.snapshot.records;
    let Some(card) = &view.looked else {
        let room = headed_card_ui(ui, scene, place, "");
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let says = match &view.unknown {
            Some(code) => RecordWord::RecordUnknown { code: code.clone() },
            None => RecordWord::RecordChoose,
        };
        let says = scene.record_word(says);
        text_ui(ui, room, &says, kind.centered().lines(4));
        return;
    };
    if let Some(Form::Measure(measuring)) = &lead.records.form {
        let mut measuring = Some(measuring.clone());
        let before = out.len();
        measuring_ui(ui, scene, place, &mut measuring, out);
        // What was sent is answered on the card.
        if let Some(Event::Action(crate::station::event::Action::Command(command))) =
            out.get(before).cloned()
        {
            out.truncate(before);
            lead.records.desk.send(scene, command, out);
        }
        lead.records.form = measuring.map(Form::Measure);
        return;
    }
    let room = headed_card_ui(ui, scene, place, card.product.sku.as_str());
    let room = product_ui(ui, scene, room, card);
    let state = &mut lead.records;
    let of = state.chosen.as_ref().map(|(sku, _)| sku);
    if of != Some(&card.product.sku) {
        // Another product was scanned meanwhile: the form was not about it.
        state.form = None;
    }
    match &state.form {
        Some(Form::Give) => give_ui(ui, scene, room, card, state, out),
        Some(Form::Accept) => accept_ui(ui, scene, room, card, state, out),
        Some(Form::Measure(_)) | None => findings_ui(ui, scene, room, (view, card), lead, out),
    }
}

/// Its picture, name, codes and measures. Answers the room below.
fn product_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, card: &RecordCard) -> Rect {
    let (top, room) = room.cut_top(PICTURE, theme::GRID);
    let (picture, words) = top.cut_left(PICTURE, theme::GAP);
    picture_ui(ui, scene, picture, card);
    let product = &card.product;
    let (name, words) = words.cut_top(62.0, 4.0);
    text_ui(ui, name, &product.name, lead_text(scene).bold().lines(2));
    let (codes, words) = words.cut_top(48.0, 2.0);
    let told = if card.codes.is_empty() {
        RecordWord::RecordNoCodes
    } else {
        RecordWord::RecordCodes {
            codes: some_codes(&card.codes),
        }
    };
    text_ui(ui, codes, &scene.record_word(told), faint(scene).lines(2));
    let measures = format!(
        "{}, {}",
        i18n::sides(product.size),
        format::grams(scene.lang, product.weight)
    );
    text_ui(ui, words, &measures, faint(scene));
    room
}

/// The first few; a product of many suppliers has dozens.
fn some_codes(codes: &[String]) -> String {
    let first: Vec<&str> = codes.iter().take(CODES).map(String::as_str).collect();
    match codes.len().saturating_sub(CODES) {
        0 => first.join(", "),
        more => format!("{} +{more}", first.join(", ")),
    }
}

fn picture_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, card: &RecordCard) {
    ui.painter().rect_filled(place, 12, scene.palette.ground);
    let Some(name) = &card.product.image else {
        return;
    };
    let texture = scene
        .pictures
        .borrow_mut()
        .get(&scene.snapshot.images, name);
    let Some(texture) = texture else { return };
    let size = texture.size_vec2();
    let scale = (place.width() / size.x).min(place.height() / size.y);
    let shown = Rect::from_center_size(place.center(), size * scale);
    named(ui, shown, name);
    let whole = Rect::from_min_size(egui::Pos2::ZERO, Vec2::splat(1.0));
    ui.painter()
        .image(texture.id(), shown, whole, egui::Color32::WHITE);
}

/// What is wrong, one line each; why the chosen one matters; the keys.
fn findings_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    (view, card): (&RecordsView, &RecordCard),
    lead: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (keys, room) = room.cut_bottom(KEY * 2.0 + theme::GRID, theme::GRID);
    let (answer, room) = room.cut_bottom(48.0, theme::GRID);
    match &view.unknown {
        Some(code) => {
            let code = code.clone();
            let says = scene.record_word(RecordWord::RecordScanAgain { code });
            warning_ui(ui, scene, answer.expand2(egui::vec2(0.0, 6.0)), &says);
        }
        None if view.is_photographing => {
            let says = scene.record_word(RecordWord::RecordPhotoComing);
            text_ui(ui, answer, &says, lead_text(scene));
        }
        None => lead.records.desk.answer_ui(ui, scene, answer),
    }
    let chosen = chosen_of(card, &lead.records).cloned();
    if let Some(row) = &chosen {
        let most = room.height() - WHY - WHO - 2.0 * theme::GRID;
        let (lines, room) = room.cut_top(lines_height(card.rows.len()).min(most), theme::GRID);
        lines_ui(ui, scene, lines, (card, row), &mut lead.records);
        let (why, room) = room.cut_top(WHY, 0.0);
        let said = i18n::record_fault(scene.lang, &row.fault);
        let remedy = said.remedy.unwrap_or_default();
        let top = lead_text(scene).at(egui::Align2::LEFT_TOP);
        text_ui(ui, why, &remedy, top.lines(3));
        let (who, _) = room.cut_top(WHO, 0.0);
        text_ui(ui, who, &whose(scene, row), faint(scene));
    } else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.good).for_lead();
        let says = scene.record_word(RecordWord::RecordIsRight);
        text_ui(ui, room, &says, kind.centered().lines(2));
    }
    keys_ui(ui, scene, keys, (view, card), (chosen.as_ref(), lead), out);
}

/// The finding that is looked at: the chosen one, or the first.
fn chosen_of<'a>(card: &'a RecordCard, state: &RecordsState) -> Option<&'a Row> {
    let is_chosen = |row: &&Row| {
        let chosen = state.chosen.as_ref();
        chosen.is_some_and(|(sku, kind)| *sku == row.sku && *kind == row.fault.kind())
    };
    let mut all = card.rows.iter();
    let chosen = card.rows.iter().find(is_chosen);
    chosen
        .or_else(|| card.to_do().next())
        .or_else(|| all.next())
}

#[expect(clippy::cast_precision_loss, reason = "a dozen lines")]
fn lines_height(count: usize) -> f32 {
    count as f32 * (LINE + 4.0)
}

fn lines_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (card, chosen): (&RecordCard, &Row),
    state: &mut RecordsState,
) {
    let rows = &card.rows;
    rows_ui(ui, place, (rows.len(), LINE + 4.0), |ui, place, at| {
        let Some(row) = rows.get(at) else { return };
        let (place, _) = place.cut_top(LINE, 0.0);
        let what = i18n::record_fault(scene.lang, &row.fault).headline;
        let is_chosen = row.fault.kind() == chosen.fault.kind();
        let id = next_id(ui);
        let response = ui.interact(place, id, Sense::click());
        let name = format!("{what}: {}", whose(scene, row));
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
        });
        if response.clicked() {
            state.chosen = Some((row.sku.clone(), row.fault.kind()));
        }
        let focus = (response.has_focus(), is_chosen);
        let room = framed_row_room(ui, scene, place, focus);
        let kind = if row.standing == Standing::Accepted {
            faint(scene)
        } else {
            lead_text(scene).bold()
        };
        paint_text(ui, room, &what, kind);
    });
}

fn keys_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (view, card): (&RecordsView, &RecordCard),
    (chosen, lead): (Option<&Row>, &mut LeadState),
    out: &mut Vec<Event>,
) {
    let (above, below) = place.cut_top(KEY, theme::GRID);
    let sku = card.product.sku.clone();
    let mut above = above.columns(3, theme::GRID).into_iter();
    let key = |label: String, is_on: bool, ui: &mut Ui, place: Option<Rect>| {
        let key = BigKey::new(&label).for_lead().size(22.0).enabled(is_on);
        place.is_some_and(|place| key.show(ui, place))
    };
    let label = scene.record_word(RecordWord::RecordMeasure);
    if key(label, true, ui, above.next()) {
        let product = &card.product;
        let measuring = Measuring::begin(&product.sku, &product.name, product.measures());
        lead.records.form = Some(Form::Measure(measuring));
    }
    let can_photograph = !view.is_photographing;
    let label = scene.record_word(RecordWord::RecordPhotoNewest);
    let is_on = can_photograph && view.has_photo_folder;
    let newest = BigKey::new(&label).for_lead().size(22.0).enabled(is_on);
    let newest = if view.has_photo_folder {
        newest
    } else {
        // The name of the setting says what is missing.
        newest.note("photo_folder?")
    };
    if above.next().is_some_and(|place| newest.show(ui, place)) {
        let event = RecordsEvent::Photograph(sku.clone(), None);
        out.push(Event::Records(event));
    }
    let label = scene.record_word(RecordWord::RecordPhotoFile);
    if key(label.clone(), can_photograph, ui, above.next()) {
        lead.files.ask(ui.ctx(), Ask::Photo(sku), &label);
    }
    let mut below = below.columns(2, theme::GRID).into_iter();
    let label = scene.record_word(RecordWord::RecordGive);
    if key(label, chosen.is_some(), ui, below.next()) {
        lead.records.open(Form::Give);
    }
    let is_open = chosen.is_some_and(|row| row.standing != Standing::Accepted);
    let label = scene.record_word(RecordWord::RecordAccept);
    if key(label, is_open, ui, below.next()) {
        lead.records.open(Form::Accept);
    }
    if let (Some(_), Some(row)) = (&lead.records.form, chosen) {
        // A form is about what was looked at when it was opened.
        lead.records.chosen = Some((row.sku.clone(), row.fault.kind()));
    }
}

/// The people, one key each.
fn give_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    card: &RecordCard,
    state: &mut RecordsState,
    out: &mut Vec<Event>,
) {
    let Some(row) = chosen_of(card, state) else {
        state.form = None;
        return;
    };
    let (back, room) = room.cut_bottom(KEY, theme::GRID);
    let (answer, room) = room.cut_bottom(48.0, theme::GRID);
    state.desk.answer_ui(ui, scene, answer);
    let (caption, list) = room.cut_top(34.0, 6.0);
    let whom = scene.record_word(RecordWord::RecordGiveWhom);
    caption_ui(ui, scene, caption, &whom);
    let people = &scene.snapshot.desk.people;
    let mut given = None;
    rows_ui(ui, list, (people.len(), 72.0), |ui, place, at| {
        let Some((badge, name)) = people.get(at) else {
            return;
        };
        let (key, _) = place.cut_top(KEY, 0.0);
        let label = format!("{name} ({badge})");
        if BigKey::new(&label).for_lead().show(ui, key) {
            given = Some(badge.clone());
        }
    });
    if let Some(to) = given {
        let command = Command::GiveRecord {
            sku: row.sku.clone(),
            fault: row.fault.kind(),
            to,
        };
        state.desk.send(scene, command, out);
    }
    if back_key_ui(ui, back, &scene.word(Word::Cancel)) {
        state.form = None;
    }
}

/// Why it stays as it is, and the key that says so.
fn accept_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    card: &RecordCard,
    state: &mut RecordsState,
    out: &mut Vec<Event>,
) {
    let Some(row) = chosen_of(card, state) else {
        state.form = None;
        return;
    };
    let (keys, room) = room.cut_bottom(KEY, theme::GRID);
    let (answer, room) = room.cut_bottom(48.0, theme::GRID);
    state.desk.answer_ui(ui, scene, answer);
    let (what, room) = room.cut_top(40.0, theme::GRID);
    let headline = i18n::record_fault(scene.lang, &row.fault).headline;
    text_ui(ui, what, &headline, lead_text(scene).bold());
    let common = [
        RecordWord::RecordNoMakersCode,
        RecordWord::RecordChecked,
        RecordWord::RecordOnPurpose,
    ];
    let common = common.map(|word| scene.record_word(word));
    let (words, _) = room.cut_top(words_height(common.len()), 0.0);
    let caption = scene.record_word(RecordWord::RecordAcceptWhy);
    words_ui(ui, words, &common, (&caption, &mut state.desk.reason));
    let (back, send) = keys.cut_left(keys.width() * 0.36, theme::GAP);
    let label = scene.record_word(RecordWord::RecordAcceptSend);
    let reason = state.desk.reason.trim().to_owned();
    let key = BigKey::new(&label).for_lead().primary().icon(Icon::Go);
    if key.enabled(!reason.is_empty()).show(ui, send) {
        let command = Command::AcceptRecord {
            sku: row.sku.clone(),
            fault: row.fault.kind(),
            reason,
        };
        state.desk.send(scene, command, out);
    }
    if back_key_ui(ui, back, &scene.word(Word::Cancel)) {
        state.form = None;
    }
}
