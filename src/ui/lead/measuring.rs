//! Products that were packed unmeasured, and the form into which a lead types what was measured.

use eframe::egui::{Rect, Ui, vec2};

use super::desk::row_room;
use super::{back_key_ui, headed_card_ui, lead_text, rows_ui};
use crate::domain::catalog::Measures;
use crate::domain::ids::Sku;
use crate::i18n::{RecordWord, WeightWord, format};
use crate::station::event::{Action, Command, Event};
use crate::station::snapshot::{UnmeasuredRow, WeightsView};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a product's row.
const ROW: f32 = 92.0;

/// Height of a field with its caption.
const FIELD: f32 = 98.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// A product that is being measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measuring {
    sku: Sku,
    name: String,
    /// Length, width, height in millimetres and weight in grams, as they are typed.
    typed: [String; 4],
}

impl Measuring {
    /// Begins with what the catalogue knows.
    fn of(row: &UnmeasuredRow) -> Self {
        Self::begin(&row.sku, &row.name, row.known)
    }

    /// The same of any product.
    pub(super) fn begin(sku: &Sku, name: &str, known: Measures) -> Self {
        let Measures { size, weight } = known;
        let known = [
            i64::from(size.length),
            i64::from(size.width),
            i64::from(size.height),
            weight.0,
        ];
        Self {
            sku: sku.clone(),
            name: name.to_owned(),
            typed: known.map(|number| match number {
                0 => String::new(),
                number => number.to_string(),
            }),
        }
    }

    /// The command, once all four are numbers above zero.
    fn command(&self) -> Option<Command> {
        let [length, width, height, weight] = &self.typed;
        let side = |typed: &String| typed.trim().parse().ok().filter(|side: &u32| *side > 0);
        let weight: i64 = weight.trim().parse().ok()?;
        Some(Command::MeasureProduct {
            sku: self.sku.clone(),
            length_mm: side(length)?,
            width_mm: side(width)?,
            height_mm: side(height)?,
            weight_g: Some(weight).filter(|weight| *weight > 0)?,
        })
    }
}

/// The products, each with a key that begins to measure it.
pub(super) fn unmeasured_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    weights: &WeightsView,
    measuring: &mut Option<Measuring>,
) {
    let all = &weights.unmeasured;
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let heading = scene.weight_word(WeightWord::AuditHeading { count });
    let room = headed_card_ui(ui, scene, card, &heading);
    rows_ui(ui, room, (all.len(), ROW + theme::GRID), |ui, place, at| {
        let Some(row) = all.get(at) else { return };
        let (place, _) = place.cut_top(ROW, 0.0);
        let room = row_room(ui, scene, place);
        let (key, words) = room.cut_right(room.width() * 0.34, theme::GAP);
        let (words, missing) = words.cut_left(words.width() * 0.66, theme::GAP);
        let (above, below) = words.cut_top(words.height() * 0.52, 0.0);
        text_ui(ui, above, &row.name, lead_text(scene).bold());
        let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
        let packed = scene.weight_word(WeightWord::AuditPacked {
            parcels: row.parcels,
            last: format::date(
                scene.lang,
                &row.last.with_timezone(&scene.snapshot.time_zone),
            ),
        });
        text_ui(ui, below, &packed, faint);
        let lacks = scene.weight_word(match (row.known.has_size(), row.known.has_weight()) {
            (false, false) => WeightWord::AuditNothing,
            (false, true) => WeightWord::AuditNoSize,
            _ => WeightWord::AuditNoWeight,
        });
        let kind = Type::new(theme::LEAD_TEXT, scene.palette.watch).for_lead();
        text_ui(ui, missing, &lacks, kind.lines(2));
        let measure = scene.weight_word(WeightWord::AuditMeasure {
            product: row.sku.0.clone(),
        });
        let key = Rect::from_center_size(key.center(), vec2(key.width(), 64.0));
        if BigKey::new(&measure).for_lead().show(ui, key) {
            *measuring = Some(Measuring::of(row));
        }
    });
}

/// A key that takes what stands on the scale for the weight; where nothing is typed yet, the scale types it. Answers
/// the room below.
fn from_scale_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, weight: &mut String) -> Rect {
    let shown = scene.snapshot.health.scale_shows;
    let Some(shown) = shown.filter(|shown| shown.0 > 0) else {
        return room;
    };
    let (key, room) = room.cut_top(KEY, 12.0);
    let label = scene.record_word(RecordWord::RecordFromScale {
        weight: format::grams(scene.lang, shown),
    });
    let is_pressed = BigKey::new(&label).for_lead().show(ui, key);
    if is_pressed || weight.is_empty() {
        *weight = shown.0.to_string();
    }
    room
}

/// The form, until it is sent or left.
pub(super) fn measuring_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    measuring: &mut Option<Measuring>,
    out: &mut Vec<Event>,
) {
    let Some(form) = measuring else { return };
    let room = headed_card_ui(ui, scene, card, form.sku.as_str());
    let (name, room) = room.cut_top(64.0, 8.0);
    text_ui(ui, name, &form.name, lead_text(scene).bold().lines(2));
    let captions = [
        WeightWord::AuditLength,
        WeightWord::AuditWidth,
        WeightWord::AuditHeight,
        WeightWord::AuditWeight,
    ];
    let (above, room) = room.cut_top(FIELD, 8.0);
    let (below, room) = room.cut_top(FIELD, 20.0);
    let halves = |row: Rect| row.cut_left(row.width() / 2.0 - 6.0, 12.0);
    let ((length, width), (height, weight)) = (halves(above), halves(below));
    let places = [length, width, height, weight];
    for ((typed, caption), place) in form.typed.iter_mut().zip(captions).zip(places) {
        lead_field_ui(ui, place, &scene.weight_word(caption), typed);
    }
    let room = from_scale_ui(ui, scene, room, &mut form.typed[3]);
    let (save, room) = room.cut_top(KEY, 12.0);
    let (back, _) = room.cut_top(KEY, 0.0);
    let command = form.command();
    let words = scene.weight_word(WeightWord::AuditSave);
    let key = BigKey::new(&words).for_lead().primary();
    let is_sent = key.enabled(command.is_some()).show(ui, save);
    let words = scene.weight_word(WeightWord::AuditBack);
    let is_left = back_key_ui(ui, back, &words);
    let sent = command.filter(|_| is_sent);
    if is_left || sent.is_some() {
        *measuring = None;
    }
    out.extend(sent.map(|command| Event::Action(Action::Command(command))));
}
