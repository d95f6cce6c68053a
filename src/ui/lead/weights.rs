//! Weights that parcels have taught: which of the catalogue's are wrong, and how the scales are.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::desk::{level_ui, row_room};
use super::measuring::{measuring_ui, unmeasured_ui};
use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::domain::units::Grams;
use crate::i18n::Word;
use crate::i18n::{Signed, WeightWord, format};
use crate::station::event::{Action, Command, Event, Figures, Reading};
use crate::station::snapshot::{CorrectionRow, ScaleRow, WeightsView};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a product's row.
const ROW: f32 = 92.0;

pub(super) fn weights_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    // What was decided just now changes the list.
    let newest = scene.snapshot.last_answer();
    if state.weights_asked != Some(newest) {
        state.weights_asked = Some(newest);
        out.push(Event::Read(Reading::Weights));
    }
    let (foot, body) = body.cut_bottom(72.0, theme::GAP);
    let Some(weights) = &scene.snapshot.weights else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(ui, body, &scene.word(Word::Loading), kind);
        return;
    };
    let (list, scales) = body.cut_left(body.width() * 0.68, theme::GAP);
    let list = if weights.unmeasured.is_empty() {
        list
    } else {
        let (list, below) = list.cut_top(list.height() * 0.5, theme::GAP);
        unmeasured_ui(ui, scene, below, weights, &mut state.measuring);
        list
    };
    corrections_ui(ui, scene, list, weights, out);
    match &mut state.measuring {
        Some(_) => measuring_ui(ui, scene, scales, &mut state.measuring, out),
        None => scales_ui(ui, scene, scales, weights, out),
    }
    foot_ui(ui, scene, foot, weights, state);
}

fn corrections_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    weights: &WeightsView,
    out: &mut Vec<Event>,
) {
    let count = u64::try_from(weights.corrections.len()).unwrap_or(u64::MAX);
    let heading = scene.weight_word(WeightWord::WeightsHeading { count });
    let room = headed_card_ui(ui, scene, card, &heading);
    if weights.corrections.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let text = scene.weight_word(if weights.is_on {
            WeightWord::WeightsNone
        } else {
            WeightWord::WeightsOff
        });
        text_ui(ui, room, &text, kind.centered().lines(2));
        return;
    }
    let (captions, rows) = room.cut_top(36.0, 8.0);
    let names = [
        WeightWord::WeightsOld,
        WeightWord::WeightsNew,
        WeightWord::WeightsParcels,
        WeightWord::WeightsConfidence,
    ];
    let [_, old, new, parcels, sure, _, _] = cells(captions.shrink2(vec2(20.0, 0.0)));
    for (place, name) in [old, new, parcels, sure].into_iter().zip(names) {
        let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
        let text = scene.weight_word(name);
        text_ui(ui, place, &text, faint.at(Align2::RIGHT_CENTER));
    }
    let all = &weights.corrections;
    rows_ui(ui, rows, (all.len(), ROW + theme::GRID), |ui, place, at| {
        if let Some(row) = all.get(at) {
            let (place, _) = place.cut_top(ROW, 0.0);
            row_ui(ui, scene, place, row, out);
        }
    });
}

/// Product, both weights, parcels, certainty, two keys.
fn cells(row: Rect) -> [Rect; 7] {
    let width = row.width();
    let (name, rest) = row.cut_left(width * 0.27, 12.0);
    let (old, rest) = rest.cut_left(width * 0.095, 12.0);
    let (new, rest) = rest.cut_left(width * 0.115, 12.0);
    let (parcels, rest) = rest.cut_left(width * 0.075, 12.0);
    let (sure, rest) = rest.cut_left(width * 0.095, 20.0);
    let (take, keep) = rest.cut_left(rest.width() / 2.0 - 6.0, 12.0);
    [name, old, new, parcels, sure, take, keep]
}

fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    product: &CorrectionRow,
    out: &mut Vec<Event>,
) {
    let room = row_room(ui, scene, row);
    let [name, old, new, parcels, sure, take, keep] = cells(room);
    let correction = product.correction;
    let (above, below) = name.cut_top(name.height() * 0.52, 0.0);
    text_ui(ui, above, &product.name, lead_text(scene).bold());
    let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
    text_ui(ui, below, product.sku.as_str(), faint);
    let number = lead_text(scene).at(Align2::RIGHT_CENTER);
    let lang = scene.lang;
    text_ui(ui, old, &format::grams(lang, correction.old), number);
    let bold = lead_text(scene).bold().at(Align2::RIGHT_CENTER);
    text_ui(ui, new, &format::grams(lang, correction.new), bold);
    let count = format::count(u64::from(correction.parcels));
    text_ui(ui, parcels, &count, number);
    let share = format::permille(lang, correction.confidence_permille);
    text_ui(ui, sure, &share, number);
    let accept = scene.weight_word(WeightWord::WeightsAccept {
        weight: correction.new,
    });
    let key = BigKey::new(&accept).for_lead().primary();
    if key.show(ui, take) {
        let sku = product.sku.clone();
        out.push(Event::Action(Action::Command(Command::CorrectWeight {
            sku,
        })));
    }
    let reject = scene.weight_word(WeightWord::WeightsKeep {
        weight: correction.old,
    });
    if BigKey::new(&reject).for_lead().show(ui, keep) {
        let sku = product.sku.clone();
        out.push(Event::Action(Action::Command(Command::ForgetWeight {
            sku,
        })));
    }
}

fn scales_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    weights: &WeightsView,
    out: &mut Vec<Event>,
) {
    let heading = scene.weight_word(WeightWord::WeightsScales);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (key, room) = room.cut_bottom(72.0, theme::GAP);
    let checked = scene.weight_word(WeightWord::WeightsScaleChecked);
    let here = scene.snapshot.station.as_str();
    let has_drifted = |scale: &ScaleRow| scale.scale == here && scale.state.has_drifted;
    let is_asked = weights.scales.iter().any(has_drifted);
    let checked = BigKey::new(&checked).for_lead().enabled(is_asked);
    if checked.show(ui, key) {
        out.push(Event::Action(Action::Command(Command::ScaleChecked)));
    }
    let all = &weights.scales;
    rows_ui(ui, room, (all.len(), ROW + 40.0), |ui, place, at| {
        let Some(scale) = all.get(at) else { return };
        let (place, _) = place.cut_top(ROW + 32.0, 0.0);
        scale_ui(ui, scene, place, scale);
    });
}

fn scale_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, scale: &ScaleRow) {
    let room = row_room(ui, scene, row);
    let (sign, words) = room.cut_left(44.0, 16.0);
    let (above, below) = words.cut_top(words.height() * 0.36, 4.0);
    let name = scene.weight_word(WeightWord::WeightsScale {
        bench: scale.scale.clone(),
        parcels: scale.state.parcels,
    });
    text_ui(ui, above, &name, lead_text(scene).bold());
    let (level, text) = if scale.state.has_drifted {
        let drift = Signed(Grams(scale.state.offset_mg / 1_000));
        (Level::Alarm, WeightWord::WeightsScaleDrifted { drift })
    } else {
        (Level::Ok, WeightWord::WeightsScaleRight)
    };
    level_ui(ui, scene, sign, level, 36.0);
    text_ui(
        ui,
        below,
        &scene.weight_word(text),
        lead_text(scene).lines(2),
    );
}

fn foot_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    weights: &WeightsView,
    state: &mut LeadState,
) {
    let (key, words) = place.cut_right(360.0, theme::GAP);
    let learned = WeightWord::WeightsLearned {
        parcels: weights.learning.parcels,
        products: weights.learning.products,
    };
    let text = state
        .written(scene)
        .unwrap_or_else(|| scene.weight_word(learned));
    text_ui(ui, words, &text, lead_text(scene).lines(2));
    let save = scene.word(Word::StatExport);
    if BigKey::new(&save).for_lead().show(ui, key) {
        state
            .files
            .ask(ui.ctx(), Ask::Table(Figures::Weights), &save);
    }
}
