//! A packaging of which few are left, among the exceptions: how many, and what to do.

use eframe::egui::{Align2, Rect, Sense, Ui, vec2};

use super::desk::{DeskState, caption_ui, faint, framed_row_room, level_ui};
use super::{headed_card_ui, lead_text};
use crate::domain::packaging::Packaging;
use crate::i18n::{GateWord, Word};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, next_id, paint_text, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What tells it apart in the list.
pub(super) fn id_of(packaging: &Packaging) -> String {
    format!("packaging/{}", packaging.code)
}

fn headline(scene: &Scene<'_>, packaging: &Packaging) -> String {
    scene.gate_word(GateWord::PackagingLow {
        name: packaging.name.clone(),
        left: packaging.on_hand.to_string(),
    })
}

/// Its code, the level that somebody has set, and how long it lasts.
fn level(scene: &Scene<'_>, packaging: &Packaging) -> String {
    let code = packaging.code.to_string();
    let first = match packaging.reorder_level {
        Some(level) => scene.gate_word(GateWord::PackagingLevel {
            code,
            level: level.to_string(),
        }),
        None => code,
    };
    let lasts = scene.snapshot.desk.used.lasts(packaging);
    match lasts {
        Some(days) => format!(
            "{first} · {}",
            scene.gate_word(GateWord::PackagingLasts { days })
        ),
        None => first,
    }
}

pub(super) fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    packaging: &Packaging,
    state: &mut DeskState,
) {
    let (headline, level) = (headline(scene, packaging), level(scene, packaging));
    let is_chosen = state.chosen == Some(id_of(packaging));
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{headline}, {level}");
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.choose(id_of(packaging));
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    level_ui(ui, scene, sign, Level::Watch, 40.0);
    let (above, below) = words.cut_top(words.height() * 0.56, 0.0);
    paint_text(ui, above, &headline, lead_text(scene).bold());
    paint_text(ui, below, &level, faint(scene));
}

pub(super) fn detail_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, packaging: &Packaging) {
    let room = headed_card_ui(ui, scene, card, "");
    let (title, room) = room.translate(vec2(0.0, -44.0)).cut_top(96.0, 4.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, title, &headline(scene, packaging), big.bold().lines(2));
    let (place, room) = room.cut_top(32.0, theme::GAP);
    let kind = Type::new(22.0, scene.palette.faint).for_lead();
    text_ui(ui, place, &level(scene, packaging), kind);
    let (caption, room) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.word(Word::ExceptionsWhatToDo));
    let (remedy, _) = room.cut_top(room.height().min(300.0), 0.0);
    let kind = Type::new(28.0, scene.palette.ink).for_lead();
    let how = scene.gate_word(GateWord::PackagingLowHow);
    text_ui(ui, remedy, &how, kind.lines(7).at(Align2::LEFT_TOP));
}
