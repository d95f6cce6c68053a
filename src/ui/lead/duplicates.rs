//! An order that seems to be another one again, among the exceptions: what is known of both, and the lead's word.

use eframe::egui::{Align2, Rect, Sense, Ui, vec2};

use super::desk::{
    DeskState, caption_ui, clock, faint, framed_row_room, level_ui, words_height, words_ui,
};
use super::{headed_card_ui, lead_text};
use crate::i18n::{GateWord, Word, format};
use crate::station::event::{Command, Event};
use crate::station::snapshot::SuspectedDuplicate;
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, next_id, paint_text, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What tells it apart in the list.
pub(super) fn id_of(duplicate: &SuspectedDuplicate) -> String {
    format!("duplicate/{}", duplicate.order)
}

fn headline(scene: &Scene<'_>, duplicate: &SuspectedDuplicate) -> String {
    scene.gate_word(GateWord::DuplicateOf {
        twin: duplicate.twin.to_string(),
    })
}

fn paid(scene: &Scene<'_>, duplicate: &SuspectedDuplicate) -> String {
    scene.gate_word(GateWord::DuplicatePaid {
        order: duplicate.order.to_string(),
        at: clock(scene, duplicate.paid_at),
    })
}

pub(super) fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    duplicate: &SuspectedDuplicate,
    state: &mut DeskState,
) {
    let (headline, paid) = (headline(scene, duplicate), paid(scene, duplicate));
    let is_chosen = state.chosen == Some(id_of(duplicate));
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{headline}, {paid}");
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.choose(id_of(duplicate));
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    level_ui(ui, scene, sign, Level::Watch, 40.0);
    let (above, below) = words.cut_top(words.height() * 0.56, 0.0);
    paint_text(ui, above, &headline, lead_text(scene).bold());
    paint_text(ui, below, &paid, faint(scene));
}

pub(super) fn detail_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    duplicate: &SuspectedDuplicate,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let room = headed_card_ui(ui, scene, card, "");
    let (title, room) = room.translate(vec2(0.0, -44.0)).cut_top(96.0, 4.0);
    let room = room.with_max_y(card.bottom() - 14.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, title, &headline(scene, duplicate), big.bold().lines(2));
    let (both, room) = room.cut_top(68.0, theme::GAP);
    let (held, first) = both.cut_top(32.0, 4.0);
    let kind = Type::new(22.0, scene.palette.faint).for_lead();
    text_ui(ui, held, &paid(scene, duplicate), kind);
    let (twin, at) = (
        duplicate.twin.to_string(),
        clock(scene, duplicate.twin_paid_at),
    );
    let other = scene.gate_word(if duplicate.twin_is_packed {
        GateWord::DuplicatePacked { twin, at }
    } else {
        GateWord::DuplicateWaits { twin, at }
    });
    text_ui(ui, first, &other, kind);
    let (caption, room) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.word(Word::ExceptionsWhatToDo));
    let (remedy, room) = room.cut_top((room.height() * 0.42).min(260.0), theme::GAP);
    let how = scene.gate_word(GateWord::DuplicateHow {
        units: u64::from(duplicate.units),
        value: format::money(scene.lang, duplicate.value, &duplicate.currency),
    });
    let kind = Type::new(28.0, scene.palette.ink).for_lead();
    text_ui(ui, remedy, &how, kind.lines(7).at(Align2::LEFT_TOP));
    decide_ui(ui, scene, room, duplicate, state, out);
}

/// Why both are wanted, and the key that says so.
fn decide_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    duplicate: &SuspectedDuplicate,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let common = [
        GateWord::DuplicateCustomerSaid,
        GateWord::DuplicateShopSaid,
        GateWord::DuplicateTwoPeople,
    ]
    .map(|word| scene.gate_word(word));
    let (key, room) = room.cut_bottom(84.0, theme::GRID);
    let (answer, room) = room.cut_bottom(56.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let (words, _) = room.cut_bottom(words_height(common.len()), 0.0);
    let caption = scene.gate_word(GateWord::DuplicateWhy);
    words_ui(ui, words, &common, (&caption, &mut state.note));
    let label = scene.gate_word(GateWord::BothWanted);
    if BigKey::new(&label)
        .for_lead()
        .primary()
        .icon(Icon::Go)
        .enabled(!state.note.trim().is_empty())
        .show(ui, key)
    {
        let command = Command::LetGo {
            order: duplicate.order.clone(),
            reason: state.note.clone(),
        };
        state.send(scene, command, out);
    }
}
