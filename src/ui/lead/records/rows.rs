//! The findings, one row each: the product, what is wrong with its record, who sees to it, how much it is needed.

use eframe::egui::{self, Align2, Rect, Sense, Ui};

use super::super::desk::{faint, framed_row_room, level_ui};
use super::super::{lead_text, rows_ui};
use super::{RecordsState, whose};
use crate::domain::record_audit::Standing;
use crate::domain::record_audit::list::Row;
use crate::i18n::{self, RecordWord};
use crate::station::event::Event;
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, mood_sign, next_id, paint_text};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of a row.
const ROW: f32 = 80.0;

pub(super) fn rows_of_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    rows: &[&Row],
    state: &mut RecordsState,
    out: &mut Vec<Event>,
) {
    rows_ui(
        ui,
        room,
        (rows.len(), ROW + theme::GRID),
        |ui, place, at| {
            if let Some(row) = rows.get(at) {
                let (place, _) = place.cut_top(ROW, 0.0);
                row_ui(ui, scene, place, row, state, out);
            }
        },
    );
}

fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    row: &Row,
    state: &mut RecordsState,
    out: &mut Vec<Event>,
) {
    let looked = scene.snapshot.records.looked.as_ref();
    let is_chosen = state.is_chosen(row, looked.map(|card| &card.product.sku));
    let product = format!("{} ({})", row.name, row.sku);
    let what = i18n::record_fault(scene.lang, &row.fault).headline;
    let who = whose(scene, row);
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    let name = format!("{product}, {what}, {who}");
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.choose(row, out);
    }
    let room = framed_row_room(ui, scene, place, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(40.0, 14.0);
    match row.standing {
        Standing::Open => level_ui(ui, scene, sign, Level::Watch, 36.0),
        Standing::Given | Standing::Accepted => {
            let tones = [scene.palette.faint, scene.palette.card];
            mood_sign(ui, sign, 34.0, Mood::Calm, tones);
        }
    }
    let (beside, words) = words.cut_right(words.width() * 0.3, theme::GAP);
    let (above, below) = words.cut_top(words.height() * 0.52, 0.0);
    paint_text(ui, above, &product, lead_text(scene).bold());
    paint_text(ui, below, &what, lead_text(scene));
    let (above, below) = beside.cut_top(beside.height() * 0.52, 0.0);
    let right = faint(scene).at(Align2::RIGHT_CENTER);
    paint_text(ui, above, &who, right);
    if row.demand > 0 {
        let units = row.demand;
        let text = scene.record_word(RecordWord::RecordDemand { units });
        paint_text(ui, below, &text, right);
    }
}
