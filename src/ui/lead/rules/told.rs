//! What the rules do: notes on the list, the dry run on yesterday's orders, and one order explained.

use eframe::egui::{Align2, Rect, Ui};

use super::RulesState;
use crate::domain::ids::OrderNo;
use crate::domain::shipping_rules::{
    Axis, Condition, Facts, Finding, Outcome, Part, Rule, RuleId, RuleSet, Ruling,
};
use crate::i18n::{self, RuleWord, shown};
use crate::station::event::Event;
use crate::station::shipping::{Explained, ExplainedPart, Trial, TrialRow};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::lead::desk::{caption_ui, level_ui, row_room, warning_ui};
use crate::ui::lead::{lead_text, rows_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a note.
const NOTE: f32 = 104.0;

/// Height of a row of the dry run, and of a rule's outcome.
const ROW: f32 = 68.0;

fn number(rule: RuleId) -> u64 {
    u64::from(rule.0)
}

/// A text that stands alone in the middle.
fn alone_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, text: &str) {
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
    text_ui(ui, room, text, kind.centered().lines(4));
}

pub(super) fn notes_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, state: &RulesState) {
    let found = state.found();
    if found.is_empty() {
        return alone_ui(ui, scene, room, &scene.rule_word(RuleWord::RulesNoNotes));
    }
    let list = state.list(scene);
    rows_ui(
        ui,
        room,
        (found.len(), NOTE + theme::GRID),
        |ui, place, at| {
            if let Some(finding) = found.get(at) {
                let (row, _) = place.cut_top(NOTE, 0.0);
                let row = row_room(ui, scene, row);
                let (sign, words) = row.cut_left(44.0, 14.0);
                level_ui(ui, scene, sign, Level::Watch, 40.0);
                let text = scene.rule_word(note(scene, list, finding));
                text_ui(ui, words, &text, lead_text(scene).lines(3));
            }
        },
    );
}

fn note(scene: &Scene<'_>, list: &RuleSet, finding: &Finding) -> RuleWord {
    let numbers = |rules: &[RuleId]| {
        let numbers: Vec<String> = rules.iter().map(ToString::to_string).collect();
        numbers.join(", ")
    };
    match finding {
        Finding::NeverFits { rule } => RuleWord::RulesNeverFits {
            rule: number(*rule),
        },
        Finding::NeverWins {
            rule,
            part,
            covered_by,
        } => {
            let (rule, by) = (number(*rule), numbers(covered_by));
            match part {
                Part::Service => RuleWord::RulesNeverWins { rule, by },
                Part::Status => RuleWord::RulesNeverWinsStatus { rule, by },
            }
        }
        Finding::Contradict {
            winner,
            loser,
            example,
        } => {
            let rules = [winner, loser].map(|id| list.rule(*id));
            let asked: Vec<&Condition> = rules.iter().flatten().map(|it| &it.condition).collect();
            RuleWord::RulesContradict {
                winner: number(*winner),
                loser: number(*loser),
                example: i18n::rule_example(scene.lang, example, &asked),
            }
        }
    }
}

pub(super) fn trial_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, state: &RulesState) {
    let Some(trial) = &scene.snapshot.rules.trial else {
        return alone_ui(ui, scene, room, &scene.rule_word(RuleWord::RulesTrialHint));
    };
    let (heading, mut room) = room.cut_top(48.0, 8.0);
    let count = RuleWord::RulesTrialCount {
        changed: u64::from(trial.changed),
        looked: u64::from(trial.looked_at),
    };
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.ink);
    text_ui(ui, heading, &scene.rule_word(count), kind.bold().for_lead());
    if trial.tried != *state.list(scene) {
        let (warning, rest) = room.cut_top(56.0, 8.0);
        warning_ui(
            ui,
            scene,
            warning,
            &scene.rule_word(RuleWord::RulesTrialOld),
        );
        room = rest;
    }
    if trial.rows.is_empty() {
        return alone_ui(ui, scene, room, &scene.rule_word(RuleWord::RulesTrialSame));
    }
    let shown_rows = u32::try_from(trial.rows.len()).unwrap_or(u32::MAX);
    let more = u64::from(trial.changed.saturating_sub(shown_rows));
    if more > 0 {
        let (below, rest) = room.cut_bottom(36.0, 4.0);
        let text = scene.rule_word(RuleWord::RulesTrialMore { count: more });
        caption_ui(ui, scene, below, &text);
        room = rest;
    }
    trial_rows_ui(ui, scene, room, trial);
}

fn trial_rows_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, trial: &Trial) {
    rows_ui(
        ui,
        room,
        (trial.rows.len(), ROW + theme::GRID),
        |ui, place, at| {
            if let Some(row) = trial.rows.get(at) {
                let (place, _) = place.cut_top(ROW, 0.0);
                trial_row_ui(ui, scene, place, row);
            }
        },
    );
}

fn trial_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &TrialRow) {
    let room = row_room(ui, scene, place);
    let (order, room) = room.cut_left(room.width() * 0.26, 12.0);
    let order_text = match row.parcel {
        Some(parcel) => format!("{} ({parcel})", shown(row.order.as_str())),
        None => shown(row.order.as_str()),
    };
    text_ui(ui, order, &order_text, lead_text(scene).bold().lines(2));
    let (before, after) = room.cut_left(room.width() * 0.5, 12.0);
    let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
    text_ui(
        ui,
        before,
        &ruling_in_words(scene, &row.before),
        faint.lines(2),
    );
    let what = ruling_in_words(scene, &row.after);
    let text = scene.rule_word(RuleWord::RulesWillBe { what });
    text_ui(ui, after, &text, lead_text(scene).lines(2));
}

/// A decision on one line.
fn ruling_in_words(scene: &Scene<'_>, ruling: &Ruling) -> String {
    let mut parts = vec![shown(&i18n::delivery(scene.lang, &ruling.service))];
    if let Some(hold) = &ruling.hold {
        parts.push(scene.rule_word(RuleWord::RuleHolds {
            reason: hold.reason.clone(),
        }));
    }
    parts.extend(ruling.tags.iter().map(|tag| i18n::tag(scene.lang, *tag)));
    parts.extend(ruling.status.iter().map(|status| shown(status)));
    parts.join(", ")
}

pub(super) fn order_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    state: &mut RulesState,
    out: &mut Vec<Event>,
) {
    let (ask, room) = room.cut_top(96.0, 12.0);
    let (field, key) = ask.cut_left(ask.width() * 0.68, theme::GAP);
    let caption = scene.rule_word(RuleWord::RulesOrderNumber);
    let is_entered = lead_field_ui(ui, field, &caption, &mut state.order);
    let (key, _) = key.cut_bottom(64.0, 0.0);
    let number = state.order.trim().to_owned();
    let is_pressed = BigKey::new(&scene.rule_word(RuleWord::RulesExplain))
        .for_lead()
        .primary()
        .enabled(!number.is_empty())
        .show(ui, key);
    if (is_pressed || is_entered) && !number.is_empty() {
        let order = OrderNo(number);
        state.asked = Some(order.clone());
        out.push(Event::ExplainOrder(order));
    }
    let told = scene.snapshot.rules.explained.as_ref();
    match told.filter(|told| Some(&told.order) == state.asked.as_ref()) {
        None => alone_ui(ui, scene, room, &scene.rule_word(RuleWord::RulesOrderHint)),
        Some(told) => explained_ui(ui, scene, room, told),
    }
}

/// A line of an explanation: strong ones begin an order or a parcel.
struct TellingLine {
    text: String,
    is_strong: bool,
    level: Option<Level>,
}

impl TellingLine {
    fn strong(text: String) -> Self {
        Self {
            text,
            is_strong: true,
            level: None,
        }
    }

    fn plain(text: String) -> Self {
        Self {
            text,
            is_strong: false,
            level: None,
        }
    }
}

fn explained_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, told: &Explained) {
    if told.parts.is_empty() {
        let order = told.order.to_string();
        let text = scene.rule_word(RuleWord::RulesOrderUnknown { order });
        return alone_ui(ui, scene, room, &text);
    }
    let mut lines = Vec::new();
    for part in &told.parts {
        tell(scene, &told.list, part, &mut lines);
    }
    rows_ui(
        ui,
        room,
        (lines.len(), ROW + theme::GRID),
        |ui, place, at| {
            if let Some(line) = lines.get(at) {
                let (row, _) = place.cut_top(ROW, 0.0);
                let row = row_room(ui, scene, row);
                let (sign, words) = row.cut_left(40.0, 14.0);
                if let Some(level) = line.level {
                    level_ui(ui, scene, sign, level, 34.0);
                }
                let kind = lead_text(scene).at(Align2::LEFT_CENTER).lines(2);
                let kind = if line.is_strong { kind.bold() } else { kind };
                text_ui(ui, words, &line.text, kind);
            }
        },
    );
}

/// The service and who decides it, what the journal says, then what became of each rule.
fn tell(scene: &Scene<'_>, list: &RuleSet, part: &ExplainedPart, lines: &mut Vec<TellingLine>) {
    let ruling = &part.decided.ruling;
    let service = i18n::delivery(scene.lang, &ruling.service);
    let who = match ruling.rule {
        Some(rule) => RuleWord::RulesByRule { rule: number(rule) },
        None => RuleWord::RulesByShop,
    };
    let parcel = part.parcel.map(|parcel| {
        let parcel = u64::from(parcel);
        format!("{} · ", scene.rule_word(RuleWord::RulesParcel { parcel }))
    });
    lines.push(TellingLine::strong(format!(
        "{}{} — {}",
        parcel.unwrap_or_default(),
        scene.rule_word(RuleWord::RulesOrderGoes { service }),
        scene.rule_word(who)
    )));
    if let Some(hold) = &ruling.hold {
        let word = RuleWord::RulesHeldBy {
            rule: number(hold.rule),
            reason: hold.reason.clone(),
        };
        lines.push(TellingLine {
            level: Some(Level::Watch),
            ..TellingLine::strong(scene.rule_word(word))
        });
    }
    if let Some(recorded) = &part.recorded {
        lines.push(TellingLine::plain(scene.rule_word(
            RuleWord::RulesRecorded {
                service: i18n::delivery(scene.lang, &recorded.service),
                version: recorded.version,
            },
        )));
    }
    lines.push(TellingLine::plain(facts_in_words(scene, &part.facts)));
    for (id, outcome) in &part.decided.outcomes {
        if let Some(rule) = list.rule(*id) {
            lines.push(outcome_line(scene, rule, outcome, &part.facts));
        }
    }
}

fn facts_in_words(scene: &Scene<'_>, facts: &Facts) -> String {
    let told = [
        Axis::Country,
        Axis::Postcode,
        Axis::Method,
        Axis::Weight,
        Axis::Size,
        Axis::Value,
    ];
    let parts = told.map(|axis| {
        format!(
            "{}: {}",
            i18n::rule_axis(scene.lang, axis),
            i18n::rule_fact(scene.lang, facts, axis)
        )
    });
    parts.join(" · ")
}

fn outcome_line(scene: &Scene<'_>, rule: &Rule, outcome: &Outcome, facts: &Facts) -> TellingLine {
    let mut level = None;
    let word = match outcome {
        Outcome::Off => RuleWord::RulesOutcomeOff,
        Outcome::Missed(miss) => {
            let axis = i18n::rule_axis(scene.lang, miss.axis);
            if miss.is_unknown {
                RuleWord::RulesOutcomeUnknown { axis }
            } else {
                let known = i18n::rule_fact(scene.lang, facts, miss.axis);
                RuleWord::RulesOutcomeMissed {
                    axis: format!("{axis} {known}"),
                }
            }
        }
        Outcome::Excepted { exception } => RuleWord::RulesOutcomeExcepted {
            number: u64::try_from(exception + 1).unwrap_or(u64::MAX),
        },
        Outcome::Fits {
            service_lost_to,
            status_lost_to,
        } => {
            level = Some(Level::Ok);
            match service_lost_to.or(*status_lost_to) {
                Some(winner) => RuleWord::RulesOutcomeLost {
                    rule: number(winner),
                },
                None if rule.action.service.is_some() => RuleWord::RulesOutcomeWon,
                None => RuleWord::RulesOutcomeAdds,
            }
        }
    };
    let outcome = scene.rule_word(word);
    TellingLine {
        text: format!(
            "{}. {outcome} — {}",
            rule.id,
            i18n::rule_sentence(scene.lang, rule)
        ),
        is_strong: false,
        level,
    }
}
