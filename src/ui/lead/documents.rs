//! Documents: pick lists of marked orders, the dossier of one, command cards, scanner sheet, badges, packaging codes.

use eframe::egui::{Align2, Rect, Ui, Vec2, vec2};

use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::i18n::{self, CheckWord, DossierWord, MisPickWord, PeopleWord, ReportWord, Word};
use crate::station::event::{Figures, HandOut, Wanted};
use crate::ui::draw::{Cut as _, Type, card_ui, mood_shape, next_id, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::files::Ask;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Codes on one printing of totes. Assumption: three A4 sheets fill the trolleys of one picker.
const TOTES: u32 = 30;

pub(super) fn documents_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, state: &mut LeadState) {
    let (left, right) = body.cut_left(body.width() * 0.5, theme::GAP);
    let left = match state.written(scene) {
        Some(text) => {
            let (saved, left) = left.cut_bottom(64.0, theme::GAP);
            text_ui(ui, saved, &text, lead_text(scene).bold().lines(2));
            left
        }
        None => left,
    };
    let (keys, left) = left.cut_bottom(72.0, theme::GAP);
    keys_ui(ui, scene, keys, state);
    let (dossier, left) = left.cut_bottom(176.0, theme::GAP);
    dossier_ui(ui, scene, dossier, state);
    pick_lists_ui(ui, scene, left, state);
    let sheets = [
        (
            Word::DocCommandSheet,
            Word::DocCommandSheetHint,
            Wanted::CommandSheet,
        ),
        (
            Word::DocScannerSheet,
            Word::DocScannerSheetHint,
            Wanted::ScannerSheet,
        ),
        (Word::DocBadges, Word::DocBadgesHint, Wanted::Badges),
        (
            Word::DocPackagingSheet,
            Word::DocPackagingSheetHint,
            Wanted::PackagingSheet,
        ),
        (
            Word::DocLocations,
            Word::DocLocationsHint,
            Wanted::LocationSheet,
        ),
        (
            Word::DocTotes,
            Word::DocTotesHint,
            Wanted::ToteSheet { count: TOTES },
        ),
    ];
    let checks = [
        (
            CheckWord::DocTestCard,
            CheckWord::DocTestCardHint,
            Wanted::TestCard,
        ),
        (
            CheckWord::DocStationCards,
            CheckWord::DocStationCardsHint,
            Wanted::StationCards,
        ),
    ];
    let sheets = sheets.map(|(title, hint, wanted)| (scene.word(title), scene.word(hint), wanted));
    let checks = checks
        .map(|(title, hint, wanted)| (scene.check_word(title), scene.check_word(hint), wanted));
    let sheets: Vec<(String, String, Wanted)> = sheets.into_iter().chain(checks).collect();
    for (card, (title, hint, wanted)) in right
        .stack(sheets.len(), theme::GRID)
        .into_iter()
        .zip(sheets)
    {
        card_ui(ui, card, scene.palette);
        let (key, words) = card.shrink2(vec2(24.0, 8.0)).cut_right(260.0, theme::PAD);
        let (above, below) = words.cut_top(words.height() * 0.4, 0.0);
        text_ui(
            ui,
            above,
            &title,
            Type::new(28.0, scene.palette.ink)
                .bold()
                .for_lead()
                .at(Align2::LEFT_BOTTOM),
        );
        let kind = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint)
            .for_lead()
            .lines(2)
            .at(Align2::LEFT_TOP);
        text_ui(ui, below.translate(vec2(0.0, 2.0)), &hint, kind);
        let key =
            Rect::from_center_size(key.center(), vec2(key.width(), 80.0_f32.min(key.height())));
        let text = format!("{}: {title}", scene.word(Word::DocSave));
        let short = scene.word(Word::DocSave);
        if save_key_ui(ui, key, &short, &text, !state.files.is_open()) {
            state.files.ask(ui.ctx(), Ask::Document(wanted), &text);
        }
    }
}

/// A key whose name for screen readers says which document it saves.
fn save_key_ui(ui: &mut Ui, place: Rect, short: &str, name: &str, is_enabled: bool) -> bool {
    let pressed = BigKey::new(short)
        .for_lead()
        .icon(Icon::Print)
        .enabled(is_enabled)
        .named(name)
        .show(ui, place);
    pressed && is_enabled
}

/// What is read in the morning, and on Monday.
fn keys_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, state: &mut LeadState) {
    let mut places = row.columns(3, theme::GAP).into_iter();
    let reports = [
        (ReportWord::DocRadar, Figures::Radar),
        (ReportWord::DocWeek, Figures::Week),
    ];
    for ((title, figures), place) in reports.into_iter().zip(places.by_ref()) {
        let text = i18n::report_word(scene.lang, title);
        if save_key_ui(ui, place, &text, &text, !state.files.is_open()) {
            state.files.ask(ui.ctx(), Ask::Table(figures), &text);
        }
    }
    let says = scene.people_word(PeopleWord::PeopleOpen);
    if let Some(place) = places.next()
        && BigKey::new(&says).for_lead().show(ui, place)
    {
        state.people.open();
    }
}

/// Where somebody who has a claim in hand asks what became of the order.
fn dossier_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, state: &mut LeadState) {
    let title = scene.dossier_word(DossierWord::DocHistory);
    let room = headed_card_ui(ui, scene, card, &title);
    let (key, field) = room.cut_right(260.0, theme::PAD);
    let caption = scene.dossier_word(DossierWord::HistoryOf);
    lead_field_ui(ui, field, &caption, &mut state.dossier);
    let key = Rect::from_min_max(egui::pos2(key.left(), key.bottom() - 72.0), key.max);
    let text = format!("{}: {title}", scene.word(Word::DocSave));
    let short = scene.word(Word::DocSave);
    let can_save = !state.dossier.trim().is_empty() && !state.files.is_open();
    if save_key_ui(ui, key, &short, &text, can_save) {
        let of = state.dossier.trim().to_owned();
        state
            .files
            .ask(ui.ctx(), Ask::Document(Wanted::Dossier { of }), &text);
    }
}

fn pick_lists_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, state: &mut LeadState) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::DocPickList));
    let (hint, room) = room.cut_top(36.0, 4.0);
    text_ui(
        ui,
        hint,
        &scene.word(Word::DocPickListHint),
        Type::new(22.0, scene.palette.faint).for_lead(),
    );
    let (key, room) = room.cut_bottom(80.0, theme::GAP);
    let (fields, list) = room.cut_bottom(96.0, theme::GAP);
    let (picker, wave) = fields.cut_left(fields.width() * 0.5, theme::GAP);
    let titles = [MisPickWord::HandOutPicker, MisPickWord::HandOutWave];
    let [for_picker, for_wave] = titles.map(|title| scene.mis_pick_word(title));
    lead_field_ui(ui, picker, &for_picker, &mut state.picker);
    lead_field_ui(ui, wave, &for_wave, &mut state.wave);
    let ready = &scene.snapshot.queue.ready;
    // An order that has left the queue meanwhile is not printed.
    state
        .marked
        .retain(|order| ready.iter().any(|row| row.order == *order));
    let count = u64::try_from(state.marked.len()).unwrap_or(u64::MAX);
    let text = scene.word(Word::QueuePickLists { count });
    let can_save = count > 0 && !state.files.is_open();
    if BigKey::new(&text)
        .for_lead()
        .primary()
        .icon(Icon::Print)
        .enabled(can_save)
        .show(ui, key)
    {
        let orders = ready
            .iter()
            .map(|row| row.order.clone())
            .filter(|order| state.marked.contains(order))
            .collect();
        let to = HandOut::typed(&state.picker, &state.wave);
        state.files.ask(
            ui.ctx(),
            Ask::Document(Wanted::PickList { orders, to }),
            &text,
        );
    }
    let mark = scene.word(Word::QueueMark);
    rows_ui(ui, list, (ready.len(), 60.0), |ui, place, at| {
        let Some(row) = ready.get(at) else { return };
        let id = next_id(ui);
        let response = ui.interact(place, id, egui::Sense::click());
        let is_marked = state.marked.contains(&row.order);
        let name = format!("{mark}: {}", row.order);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_marked, &name)
        });
        if response.clicked() && !state.marked.remove(&row.order) {
            state.marked.insert(row.order.clone());
        }
        let palette = scene.palette;
        if response.has_focus() || response.hovered() {
            ui.painter().rect_filled(place, 8, palette.raised);
        }
        let (sign, words) = place.cut_left(36.0, 12.0);
        let sign = Rect::from_center_size(sign.center(), Vec2::splat(28.0));
        if is_marked {
            mood_shape(ui, sign, Mood::Done, palette.accent, palette.card);
        } else {
            let pen = egui::Stroke::new(3.0, palette.faint);
            ui.painter()
                .rect_stroke(sign, 4, pen, egui::StrokeKind::Inside);
        }
        let (number, rest) = words.cut_left(220.0, 12.0);
        text_ui(ui, number, row.order.as_str(), lead_text(scene).bold());
        let (units, rest) = rest.cut_right(150.0, 12.0);
        text_ui(
            ui,
            units,
            &scene.word(Word::Units {
                count: u64::from(row.units),
            }),
            lead_text(scene).at(Align2::RIGHT_CENTER),
        );
        text_ui(
            ui,
            rest,
            &i18n::delivery(scene.lang, &row.delivery_method),
            lead_text(scene),
        );
    });
}
