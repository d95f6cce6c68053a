//! The list of rules: each one sentence, with its place, a switch, and the keys below.

use eframe::egui::{self, Align2, Rect, Sense, Ui, vec2};

use super::form::RuleForm;
use super::{RulesState, Tab};
use crate::domain::shipping_rules::{Finding, Rule, RuleId};
use crate::i18n::{self, RuleWord};
use crate::station::event::Event;
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, next_id, paint_text, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::lead::desk::{framed_row_room, level_ui, warning_ui};
use crate::ui::lead::{headed_card_ui, lead_text, rows_from_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a rule's row.
const ROW: f32 = 116.0;

/// What a key of a row asks for.
enum Move {
    Up,
    Down,
    Switch,
    Choose,
}

pub(super) fn list_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut RulesState,
    out: &mut Vec<Event>,
) {
    let version = scene.snapshot.rules.list.version;
    let title = scene.rule_word(RuleWord::RulesTitle { version });
    let room = headed_card_ui(ui, scene, card, &title);
    let (principle, room) = room.cut_top(96.0, 12.0);
    let kind = lead_text(scene).at(Align2::LEFT_TOP).lines(4);
    text_ui(
        ui,
        principle,
        &scene.rule_word(RuleWord::RulesPrinciple),
        kind,
    );
    let (keys, room) = room.cut_bottom(68.0, 10.0);
    let (status, room) = room.cut_bottom(56.0, 10.0);
    let rules = state.list(scene).rules.clone();
    if state.form.is_none()
        && let Some(first) = rules.first()
    {
        state.form = Some(RuleForm::of(first, scene));
    }
    if rules.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let none = scene.rule_word(RuleWord::RulesNone);
        text_ui(ui, room, &none, kind.centered().lines(3));
    }
    let noted: Vec<RuleId> = state.found().iter().map(subject).collect();
    let mut asked = None;
    rows_from_ui(
        ui,
        room,
        (rules.len(), ROW + theme::GRID),
        state.go_to.take(),
        |ui, place, at| {
            if let Some(rule) = rules.get(at) {
                let (row, _) = place.cut_top(ROW, 0.0);
                let is_chosen = state.form.as_ref().is_some_and(|form| form.is_of(rule.id));
                let looks = (is_chosen, noted.contains(&rule.id));
                let ends = (at == 0, at + 1 == rules.len());
                if let Some(wanted) = row_ui(ui, scene, row, rule, looks, ends) {
                    asked = Some((at, rule.id, wanted));
                }
            }
        },
    );
    if let Some((at, id, wanted)) = asked {
        answer(scene, state, at, id, &wanted);
    }
    status_ui(ui, scene, status, state);
    keys_ui(ui, scene, keys, state, out);
}

/// The rule that a note is shown at.
fn subject(finding: &Finding) -> RuleId {
    match finding {
        Finding::NeverFits { rule } | Finding::NeverWins { rule, .. } => *rule,
        Finding::Contradict { loser, .. } => *loser,
    }
}

fn answer(scene: &Scene<'_>, state: &mut RulesState, at: usize, id: RuleId, wanted: &Move) {
    match wanted {
        Move::Choose => return state.choose(scene, id),
        Move::Up => state.change(scene, |list| list.rules.swap(at, at.saturating_sub(1))),
        Move::Down => state.change(scene, |list| {
            if at + 1 < list.rules.len() {
                list.rules.swap(at, at + 1);
            }
        }),
        Move::Switch => state.change(scene, |list| {
            if let Some(rule) = list.rules.get_mut(at) {
                rule.enabled = !rule.enabled;
            }
        }),
    }
    let rule = state.list(scene).rule(id).cloned();
    // The form shows the rule as it is; what was typed and cannot be read is not lost by a switch.
    if let (Some(form), Some(rule)) = (&mut state.form, &rule)
        && form.is_of(id)
    {
        form.set_enabled(rule.enabled);
    }
}

fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    rule: &Rule,
    (is_chosen, is_noted): (bool, bool),
    (is_first, is_last): (bool, bool),
) -> Option<Move> {
    let palette = scene.palette;
    let sentence = i18n::rule_sentence(scene.lang, rule);
    let (words, keys) = row.cut_left(row.width() - 268.0, 8.0);
    let id = next_id(ui);
    let response = ui.interact(words, id, Sense::click());
    let name = format!("{}. {sentence}", rule.id);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (number, room) = room.cut_left(40.0, 6.0);
    let (sign, number) = number.cut_bottom(36.0, 0.0);
    if is_noted {
        level_ui(ui, scene, sign, Level::Watch, 32.0);
    }
    let ink = if rule.enabled {
        palette.ink
    } else {
        palette.faint
    };
    let kind = Type::new(30.0, ink).bold().for_lead();
    paint_text(ui, number, &rule.id.to_string(), kind);
    let text = room.with_max_x(words.right());
    let kind = Type::new(theme::LEAD_TEXT, ink).for_lead().lines(4);
    paint_text(ui, text, &sentence, kind);
    let number = u64::from(rule.id.0);
    let state_word = if rule.enabled {
        RuleWord::RulesOn
    } else {
        RuleWord::RulesOff
    };
    let keys = keys.shrink2(vec2(8.0, 12.0)).columns(3, theme::GRID);
    let wanted = [
        (
            RuleWord::RulesUpShort,
            RuleWord::RulesUp { rule: number },
            !is_first,
            Move::Up,
        ),
        (
            RuleWord::RulesDownShort,
            RuleWord::RulesDown { rule: number },
            !is_last,
            Move::Down,
        ),
        (
            state_word,
            RuleWord::RulesSwitch { rule: number },
            true,
            Move::Switch,
        ),
    ];
    let mut pressed = response.clicked().then_some(Move::Choose);
    for ((label, name, is_enabled, wanted), place) in wanted.into_iter().zip(keys) {
        let is_switch = matches!(wanted, Move::Switch);
        let (label, name) = (scene.rule_word(label), scene.rule_word(name));
        let key = BigKey::new(&label)
            .named(&name)
            .for_lead()
            .enabled(is_enabled)
            .chosen(is_switch && rule.enabled);
        if key.show(ui, place) {
            pressed = Some(wanted);
        }
    }
    pressed
}

/// Whether something is unsaved, and what came of the last saving.
fn status_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &RulesState) {
    if state.is_overtaken(scene) {
        warning_ui(ui, scene, place, &scene.rule_word(RuleWord::RulesOvertaken));
    } else if state.draft.is_some() {
        warning_ui(ui, scene, place, &scene.rule_word(RuleWord::RulesUnsaved));
    } else {
        state.desk.answer_ui(ui, scene, place);
    }
}

fn keys_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut RulesState,
    out: &mut Vec<Event>,
) {
    let is_whole = state.list(scene).fault().is_none();
    let is_readable = state.form.as_ref().is_none_or(RuleForm::is_readable);
    let is_changed = state.draft.is_some();
    let may_save = is_changed && is_whole && is_readable && !state.is_overtaken(scene);
    let places = place.columns(4, theme::GRID);
    let [add, attempt, drop, save] = places.as_slice() else {
        return;
    };
    let label = |word| scene.rule_word(word);
    if BigKey::new(&label(RuleWord::RulesAdd))
        .for_lead()
        .show(ui, *add)
    {
        let id = state.list(scene).free_id();
        state.change(scene, |list| {
            list.rules.push(Rule {
                id,
                enabled: true,
                ..Rule::default()
            });
        });
        state.choose(scene, id);
        state.go_to = state.list(scene).place(id);
    }
    if BigKey::new(&label(RuleWord::RulesTry))
        .for_lead()
        .enabled(is_whole && is_readable)
        .show(ui, *attempt)
    {
        let tried = state.list(scene).clone();
        out.push(Event::TryRules(Box::new(tried)));
        state.tab = Tab::Trial;
    }
    if BigKey::new(&label(RuleWord::RulesDrop))
        .for_lead()
        .enabled(is_changed)
        .show(ui, *drop)
    {
        state.draft = None;
        state.form = None;
    }
    if BigKey::new(&label(RuleWord::RulesSave))
        .for_lead()
        .primary()
        .enabled(may_save)
        .show(ui, *save)
    {
        state.save(scene, out);
    }
}
