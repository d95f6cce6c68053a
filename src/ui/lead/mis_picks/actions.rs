//! Actions against mis-picks: whose each is until when, and whether it helped.

use chrono::NaiveDate;
use eframe::egui::{self, Align2, Rect, Sense, Ui};

use super::super::days::today;
use super::super::desk::{DeskState, faint, framed_row_room, level_ui};
use super::pairs::action_word;
use super::{back_ui, headed_card_ui, lead_text, per_thousand, rows_ui};
use crate::domain::ids::Badge;
use crate::domain::mis_pick::remedy::Stand;
use crate::domain::stats::difference::Change;
use crate::domain::stats::proportion::{Ppm, Proportion};
use crate::i18n::{MisPickWord, PairWord, format};
use crate::station::event::{Command, Event};
use crate::station::pair_actions::{Effect, PairActionView};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, mood_sign, next_id, paint_text, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of an action's row.
const ROW: f32 = 100.0;

/// What the key that opens the list says: how many are open, or overdue.
pub(super) fn key_text(scene: &Scene<'_>) -> String {
    let count = |stand: Stand| {
        let all = scene.snapshot.pair_actions.iter();
        u64::try_from(all.filter(|it| it.stand == stand).count()).unwrap_or(u64::MAX)
    };
    scene.pair_word(match (count(Stand::Overdue), count(Stand::Open)) {
        (0, open) => PairWord::PairActionsOpen { count: open },
        (late, _) => PairWord::PairActionsLate { count: late },
    })
}

/// The list. Answers whether the way back was pressed.
pub(super) fn actions_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    desk: &mut DeskState,
    out: &mut Vec<Event>,
) -> bool {
    desk.hear(scene);
    let (top, rest) = place.cut_top(80.0, theme::GAP);
    let (is_back, _) = back_ui(ui, scene, top);
    let (left, right) = rest.cut_left(rest.width() * 0.5, theme::GAP);
    let heading = scene.pair_word(PairWord::PairActions);
    let list = headed_card_ui(ui, scene, left, &heading);
    let actions = &scene.snapshot.pair_actions;
    let Some(first) = actions.first() else {
        let says = scene.pair_word(PairWord::PairActionsNone);
        text_ui(ui, list, &says, lead_text(scene).lines(3));
        return is_back;
    };
    let is_known = |id: &String| actions.iter().any(|it| it.action.id == *id);
    if !desk.chosen.as_ref().is_some_and(is_known) {
        desk.choose(first.action.id.clone());
    }
    rows_ui(ui, list, (actions.len(), ROW + 8.0), |ui, place, at| {
        if let Some(view) = actions.get(at) {
            let (row, _) = place.cut_top(ROW, 0.0);
            row_ui(ui, scene, row, view, desk);
        }
    });
    let chosen = desk.chosen.clone();
    if let Some(view) = actions
        .iter()
        .find(|it| Some(&it.action.id) == chosen.as_ref())
    {
        detail_ui(ui, scene, right, view, desk, out);
    }
    is_back
}

fn pair_text(scene: &Scene<'_>, view: &PairActionView) -> String {
    scene.mis_pick_word(MisPickWord::MisPickFor {
        wrong: view.wrong_name.clone(),
        right: view.right_name.clone(),
    })
}

/// Whose it is until when, or how it ended.
fn stands(scene: &Scene<'_>, view: &PairActionView) -> String {
    let day = |day: NaiveDate| format::date(scene.lang, &day);
    let who = view.worker_name.clone();
    let person = |badge: &Option<Badge>| {
        badge.as_ref().map_or_else(
            || "?".to_owned(),
            |badge| scene.snapshot.desk.name_of(badge).to_owned(),
        )
    };
    let action = &view.action;
    let due = day(action.due);
    scene.pair_word(match view.stand {
        Stand::Open => PairWord::PairActionWhose { who, due },
        Stand::Overdue => PairWord::PairActionOverdue { who, due },
        Stand::Done => PairWord::PairActionDoneOn {
            day: action
                .done
                .as_ref()
                .map(|(on, _)| day(*on))
                .unwrap_or_default(),
            who,
        },
        Stand::Withdrawn => PairWord::PairActionWithdrawnBy {
            who: action
                .withdrawn
                .as_ref()
                .map(|(_, by)| person(by))
                .unwrap_or_default(),
        },
    })
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, view: &PairActionView, desk: &mut DeskState) {
    let palette = scene.palette;
    // Numbers are short enough for a row; the names stand beside it.
    let headline = scene.mis_pick_word(MisPickWord::MisPickFor {
        wrong: view.action.wrong.0.clone(),
        right: view.action.right.0.clone(),
    });
    let what = scene.mis_pick_word(action_word(view.action.what));
    let stands = stands(scene, view);
    let is_chosen = desk.chosen.as_ref() == Some(&view.action.id);
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{headline}, {what}, {stands}");
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        desk.choose(view.action.id.clone());
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    let below = match view.stand {
        Stand::Overdue => {
            level_ui(ui, scene, sign, Level::Alarm, 40.0);
            Type::new(theme::LEAD_TEXT_MIN, palette.alarm)
                .for_lead()
                .bold()
        }
        Stand::Open => {
            level_ui(ui, scene, sign, Level::Watch, 40.0);
            faint(scene)
        }
        Stand::Done => {
            level_ui(ui, scene, sign, Level::Ok, 40.0);
            faint(scene)
        }
        Stand::Withdrawn => {
            mood_sign(ui, sign, 36.0, Mood::Calm, [palette.faint, palette.card]);
            faint(scene)
        }
    };
    let lines = words.stack(3, 0.0);
    let [first, second, third] = lines.as_slice() else {
        return;
    };
    paint_text(ui, *first, &headline, lead_text(scene).bold());
    paint_text(ui, *second, &what, lead_text(scene));
    paint_text(ui, *third, &stands, below);
}

fn detail_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    view: &PairActionView,
    desk: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let room = headed_card_ui(ui, scene, card, "");
    let (headline, room) = room.translate(egui::vec2(0.0, -44.0)).cut_top(84.0, 8.0);
    let room = room.with_max_y(card.bottom() - 14.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, headline, &pair_text(scene, view), big.bold().lines(2));
    let (what, room) = room.cut_top(64.0, 8.0);
    let text = scene.mis_pick_word(action_word(view.action.what));
    text_ui(ui, what, &text, lead_text(scene).bold().lines(2));
    let (whose, room) = room.cut_top(36.0, 8.0);
    text_ui(ui, whose, &stands(scene, view), lead_text(scene));
    let room = if view.action.warns() && view.stand != Stand::Withdrawn {
        let (hint, room) = room.cut_top(60.0, 8.0);
        let says = scene.pair_word(PairWord::PairActionWarns);
        text_ui(ui, hint, &says, faint(scene).lines(2));
        room
    } else {
        room
    };
    let (keys, room) = room.cut_bottom(80.0, theme::GRID);
    let (answer, room) = room.cut_bottom(60.0, theme::GRID);
    desk.answer_ui(ui, scene, answer);
    keys_ui(ui, scene, keys, view, desk, out);
    if view.stand == Stand::Done {
        effect_ui(ui, scene, room, view.effect.as_ref());
    }
}

fn keys_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    view: &PairActionView,
    desk: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let (withdraw, done) = place.cut_left(place.width() * 0.4, theme::GAP);
    let action = view.action.id.clone();
    if view.stand != Stand::Withdrawn {
        let label = scene.pair_word(PairWord::PairActionWithdraw);
        let key = BigKey::new(&label).for_lead().icon(Icon::Undo);
        if key.show(ui, withdraw) {
            let action = action.clone();
            desk.send(scene, Command::WithdrawAction { action }, out);
        }
    }
    if matches!(view.stand, Stand::Open | Stand::Overdue) {
        let label = scene.pair_word(PairWord::PairActionIsDone);
        if BigKey::new(&label)
            .for_lead()
            .primary()
            .icon(Icon::Go)
            .show(ui, done)
        {
            let day = today(scene);
            desk.send(scene, Command::ActionDone { action, day }, out);
        }
    }
}

/// In words and figures whether it helped.
fn effect_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, effect: Option<&Effect>) {
    let (heading, room) = room.cut_top(40.0, 4.0);
    let title = scene.pair_word(PairWord::PairEffect);
    text_ui(ui, heading, &title, lead_text(scene).bold());
    let Some(Effect { days, difference }) = effect else {
        let says = scene.pair_word(PairWord::PairEffectNone);
        let kind = lead_text(scene).lines(3).at(Align2::LEFT_TOP);
        text_ui(ui, room, &says, kind);
        return;
    };
    let palette = scene.palette;
    let (mood, color, word) = match difference.change {
        Change::Less => (Mood::Right, palette.good, PairWord::PairEffectLess),
        Change::More => (Mood::Wrong, palette.alarm, PairWord::PairEffectMore),
        Change::NoneSeen => (Mood::Blocked, palette.watch, PairWord::PairEffectSame),
        Change::TooFew => (Mood::Calm, palette.faint, PairWord::PairEffectTooFew),
    };
    let (verdict, room) = room.cut_top(64.0, 8.0);
    let (sign, words) = verdict.cut_left(56.0, 14.0);
    mood_sign(ui, sign, 48.0, mood, [color, palette.card]);
    let big = Type::new(34.0, palette.ink).bold().for_lead();
    text_ui(ui, words, &scene.pair_word(word), big);
    let parts = |side: Proportion| {
        let [rate, low, high] =
            [side.share, side.low, side.high].map(|ppm| per_thousand(scene, ppm));
        (rate, low, high, side.hits, format::count(side.trials))
    };
    let (rate, low, high, errors, scans) = parts(difference.before);
    let before = PairWord::PairEffectBefore {
        rate,
        low,
        high,
        errors,
        scans,
    };
    let (rate, low, high, errors, scans) = parts(difference.after);
    let after = PairWord::PairEffectAfter {
        rate,
        low,
        high,
        errors,
        scans,
    };
    let between = PairWord::PairEffectDifference {
        low: signed(scene, difference.low),
        high: signed(scene, difference.high),
        days: u64::from(*days),
    };
    let mut room = room;
    for word in [before, after, between] {
        let (line, rest) = room.cut_top(36.0, 4.0);
        text_ui(ui, line, &scene.pair_word(word), lead_text(scene));
        room = rest;
    }
}

/// Millionths as so many in a thousand, with their sign.
fn signed(scene: &Scene<'_>, ppm: i64) -> String {
    let told = per_thousand(scene, Ppm(ppm.unsigned_abs()));
    if ppm < 0 { format!("−{told}") } else { told }
}
