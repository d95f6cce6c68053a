//! Shipping rules: the list as sentences, the form of one rule, and what the rules do to an order.
//!
//! What a lead changes is a draft until it is saved. It goes to the master with the version it was made from, and a
//! list that somebody else saved meanwhile is never written over.

mod form;
mod list;
mod told;

use eframe::egui::{Rect, Ui};

use self::form::RuleForm;
use super::desk::DeskState;
use crate::domain::ids::OrderNo;
use crate::domain::shipping_rules::{Finding, RuleId, RuleSet, findings};
use crate::i18n::RuleWord;
use crate::station::event::{Command, Event};
use crate::ui::draw::{Cut as _, card_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What a lead is in the middle of, about shipping rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesState {
    /// The changed list; `None` while nothing is changed.
    draft: Option<RuleSet>,
    /// The row that the list is brought to.
    go_to: Option<usize>,
    /// The rule in the form.
    form: Option<RuleForm>,
    /// What the right half shows.
    tab: Tab,
    /// The number of the order to explain.
    order: String,
    /// The order that was asked for.
    asked: Option<OrderNo>,
    /// The list that was looked at, and what is pointed out about it.
    notes: Option<(RuleSet, Vec<Finding>)>,
    /// The answer to what was saved.
    desk: DeskState,
}

/// What the right half of the screen shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tab {
    /// The form of the chosen rule.
    #[default]
    Rule,
    /// What is pointed out about the list.
    Notes,
    /// What the changed list would do.
    Trial,
    /// One order explained.
    Order,
}

impl RulesState {
    /// The list on the screen: changed or in force.
    fn list<'a>(&'a self, scene: &'a Scene<'_>) -> &'a RuleSet {
        self.draft.as_ref().unwrap_or(&scene.snapshot.rules.list)
    }

    fn change(&mut self, scene: &Scene<'_>, change: impl FnOnce(&mut RuleSet)) {
        let mut list = self.list(scene).clone();
        change(&mut list);
        let in_force = &scene.snapshot.rules.list;
        self.draft = (list != *in_force).then_some(list);
    }

    fn choose(&mut self, scene: &Scene<'_>, id: RuleId) {
        let rule = self.list(scene).rule(id).cloned();
        self.form = rule.as_ref().map(|rule| RuleForm::of(rule, scene));
        self.tab = Tab::Rule;
    }

    /// Somebody else saved another list since this draft was begun.
    fn is_overtaken(&self, scene: &Scene<'_>) -> bool {
        let now = scene.snapshot.rules.list.version;
        self.draft
            .as_ref()
            .is_some_and(|draft| draft.version != now)
    }

    /// What was saved and came back from the master is no draft any more.
    fn settle(&mut self, scene: &Scene<'_>) {
        let in_force = &scene.snapshot.rules.list;
        let is_kept = |draft: &RuleSet| draft.rules == in_force.rules;
        if self.draft.as_ref().is_some_and(is_kept) {
            self.draft = None;
        }
    }

    /// Looks the list over, once after each change of it.
    fn look_over(&mut self, scene: &Scene<'_>) {
        let is_known = |(seen, _): &(RuleSet, Vec<Finding>)| seen == self.list(scene);
        if !self.notes.as_ref().is_some_and(is_known) {
            let list = self.list(scene).clone();
            let found = findings(&list);
            self.notes = Some((list, found));
        }
    }

    fn found(&self) -> &[Finding] {
        self.notes.as_ref().map_or(&[], |(_, found)| found)
    }

    fn save(&mut self, scene: &Scene<'_>, out: &mut Vec<Event>) {
        let Some(draft) = &self.draft else { return };
        let command = Command::SetRules {
            base: draft.version,
            rules: draft.rules.clone(),
        };
        self.desk.send(scene, command, out);
        // What is pointed out is read after saving at the latest.
        if !self.found().is_empty() {
            self.tab = Tab::Notes;
        }
    }
}

pub(super) fn rules_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut RulesState,
    out: &mut Vec<Event>,
) {
    state.desk.hear(scene);
    state.settle(scene);
    let (left, right) = body.cut_left(body.width() * 0.47, theme::GAP);
    list::list_ui(ui, scene, left, state, out);
    state.look_over(scene);
    card_ui(ui, right, scene.palette);
    let room = right.shrink(16.0);
    let (tabs, room) = room.cut_top(60.0, 12.0);
    tabs_ui(ui, scene, tabs, state);
    match state.tab {
        Tab::Rule => form::form_ui(ui, scene, room, state),
        Tab::Notes => told::notes_ui(ui, scene, room, state),
        Tab::Trial => told::trial_ui(ui, scene, room, state),
        Tab::Order => told::order_ui(ui, scene, room, state, out),
    }
}

fn tabs_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &mut RulesState) {
    let count = u64::try_from(state.found().len()).unwrap_or(u64::MAX);
    let tabs = [
        (Tab::Rule, RuleWord::RulesTabRule),
        (Tab::Notes, RuleWord::RulesTabNotes { count }),
        (Tab::Trial, RuleWord::RulesTabTrial),
        (Tab::Order, RuleWord::RulesTabOrder),
    ];
    let places = place.columns(tabs.len(), theme::GRID);
    for ((tab, word), place) in tabs.into_iter().zip(places) {
        let label = scene.rule_word(word);
        let key = BigKey::new(&label).for_lead().chosen(state.tab == tab);
        if key.show(ui, place) {
            state.tab = tab;
        }
    }
}
