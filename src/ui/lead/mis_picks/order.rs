//! Ordering an action against a pair's mis-picks: what, who, until when.

use chrono::{Days, NaiveDate};
use eframe::egui::{Rect, Ui};

use super::super::days::today;
use super::super::desk::{DeskState, caption_ui};
use super::pairs::action_word;
use super::{back_ui, headed_card_ui, rows_ui};
use crate::domain::ids::{Badge, Sku};
use crate::domain::mis_pick::cause::Action;
use crate::i18n::{MisPickWord, PairWord};
use crate::station::event::{Command, Event};
use crate::station::mis_picks::ConfusionView;
use crate::ui::draw::Cut as _;
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What has been chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OrderForm {
    wrong: Sku,
    right: Sku,
    title: String,
    proposed: Option<Action>,
    what: Option<Action>,
    to: Option<Badge>,
    due: String,
}

impl OrderForm {
    /// About these two; what the program proposes is chosen already.
    pub(super) fn of(scene: &Scene<'_>, pair: (&Sku, &Sku), view: Option<&ConfusionView>) -> Self {
        let proposed = view.map(|view| view.pair.action);
        let in_a_week = today(scene).checked_add_days(Days::new(7));
        Self {
            wrong: pair.0.clone(),
            right: pair.1.clone(),
            title: scene.mis_pick_word(MisPickWord::MisPickFor {
                wrong: pair.0.0.clone(),
                right: pair.1.0.clone(),
            }),
            proposed,
            what: proposed,
            to: None,
            due: in_a_week.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// The command, once action, person and day are there.
    fn command(&self) -> Option<Command> {
        Some(Command::OrderAction {
            wrong: self.wrong.clone(),
            right: self.right.clone(),
            what: self.what?,
            to: self.to.clone()?,
            due: NaiveDate::parse_from_str(self.due.trim(), "%Y-%m-%d").ok()?,
        })
    }
}

/// The form. Answers whether the way back was pressed.
pub(super) fn order_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (form, desk): (&mut OrderForm, &mut DeskState),
    out: &mut Vec<Event>,
) -> bool {
    desk.hear(scene);
    let (top, card) = place.cut_top(80.0, theme::GAP);
    let (is_back, _) = back_ui(ui, scene, top);
    let room = headed_card_ui(ui, scene, card, &form.title);
    let (send, room) = room.cut_bottom(80.0, theme::GRID);
    let (answer, room) = room.cut_bottom(48.0, theme::GRID);
    let (left, right) = room.cut_left(room.width() * 0.5, theme::GAP);
    let (actions, days) = left.cut_top(36.0 + 4.0 * 68.0, theme::GRID);
    what_ui(ui, scene, actions, form);
    due_ui(ui, scene, days, form);
    who_ui(ui, scene, right, form);
    desk.answer_ui(ui, scene, answer);
    let says = scene.pair_word(PairWord::PairActionSend);
    desk.send_ui(ui, scene, send, (&says, form.command()), out);
    is_back
}

fn what_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, form: &mut OrderForm) {
    let (caption, mut room) = room.cut_top(32.0, 4.0);
    caption_ui(
        ui,
        scene,
        caption,
        &scene.pair_word(PairWord::PairActionWhat),
    );
    for action in Action::ALL {
        let (key, rest) = room.cut_top(60.0, 8.0);
        let what = scene.mis_pick_word(action_word(action));
        let label = if form.proposed == Some(action) {
            scene.pair_word(PairWord::PairActionProposed { what })
        } else {
            what
        };
        let key_of = BigKey::new(&label)
            .for_lead()
            .size(22.0)
            .chosen(form.what == Some(action));
        if key_of.show(ui, key) {
            form.what = Some(action);
        }
        room = rest;
    }
}

fn due_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, form: &mut OrderForm) {
    let (keys, room) = room.cut_top(64.0, theme::GRID);
    let days = [
        (PairWord::PairActionToday, 0),
        (PairWord::PairActionTomorrow, 1),
        (PairWord::PairActionWeek, 7),
    ];
    for (place, (word, ahead)) in keys.columns(3, theme::GRID).into_iter().zip(days) {
        let day = today(scene).checked_add_days(Days::new(ahead));
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let label = scene.pair_word(word);
        let key = BigKey::new(&label)
            .for_lead()
            .size(22.0)
            .chosen(form.due == day);
        if key.show(ui, place) {
            form.due = day;
        }
    }
    let (field, _) = room.cut_top(98.0, 0.0);
    let caption = scene.pair_word(PairWord::PairActionDue);
    lead_field_ui(ui, field, &caption, &mut form.due);
}

fn who_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, form: &mut OrderForm) {
    let (caption, list) = room.cut_top(32.0, 4.0);
    caption_ui(
        ui,
        scene,
        caption,
        &scene.pair_word(PairWord::PairActionWho),
    );
    let people = &scene.snapshot.desk.people;
    rows_ui(ui, list, (people.len(), 80.0), |ui, place, at| {
        let Some((badge, name)) = people.get(at) else {
            return;
        };
        let (key, _) = place.cut_top(72.0, 0.0);
        let label = format!("{name} ({badge})");
        let is_chosen = form.to.as_ref() == Some(badge);
        if BigKey::new(&label)
            .for_lead()
            .chosen(is_chosen)
            .show(ui, key)
        {
            form.to = Some(badge.clone());
        }
    });
}
