//! The lorries of the coming hours: which orders will miss theirs, and what another packer would change.

use chrono::{DateTime, TimeDelta, Utc};
use eframe::egui::{Align2, Rect, Ui, vec2};

use super::desk::{level_ui, row_room};
use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::domain::cutoff_pilot::{DAYS_ENOUGH, ENOUGH};
use crate::i18n::{self, LorryWord, Word, format};
use crate::station::cutoff_pilot::{LorryView, PilotView};
use crate::station::event::{Event, Figures, Reading};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// A forecast that is older is made anew.
const FRESH: TimeDelta = TimeDelta::minutes(1);

/// Height of a lorry's row.
const ROW: f32 = 76.0;

/// Height of a line in the cards beside it.
const LINE: f32 = 40.0;

pub(super) fn lorries_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let is_old = |asked: DateTime<Utc>| scene.now - asked >= FRESH;
    if state.lorries_asked.is_none_or(is_old) {
        state.lorries_asked = Some(scene.now);
        out.push(Event::Read(Reading::Lorries));
    }
    // Nobody touches the bench while a lead reads, and the minutes go by.
    if let Ok(pause) = FRESH.to_std() {
        ui.ctx().request_repaint_after(pause);
    }
    let Some(view) = &scene.snapshot.pilot else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(ui, body, &scene.word(Word::Loading), kind);
        return;
    };
    let (head, body) = body.cut_top(112.0, theme::GAP);
    let (foot, body) = body.cut_bottom(72.0, theme::GAP);
    head_ui(ui, scene, head, view);
    let (list, beside) = body.cut_left(body.width() * 0.7, theme::GAP);
    list_ui(ui, scene, list, view);
    let (pace, missing) = beside.cut_top(beside.height() * 0.5, theme::GAP);
    pace_ui(ui, scene, pace, view);
    missing_ui(ui, scene, missing, view);
    foot_ui(ui, scene, foot, state);
}

/// What becomes of everything, and what would change it.
fn head_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, view: &PilotView) {
    card_ui(ui, place, scene.palette);
    let room = place.shrink2(vec2(20.0, 10.0));
    let (sign, words) = room.cut_left(56.0, 18.0);
    let (above, below) = words.cut_top(words.height() * 0.54, 4.0);
    let (level, text, advice) = verdict(scene, view);
    level_ui(ui, scene, sign, level, 52.0);
    let heading = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, above, &text, heading.bold());
    text_ui(ui, below, &advice, lead_text(scene));
}

fn verdict(scene: &Scene<'_>, view: &PilotView) -> (Level, String, String) {
    let say = |word| scene.lorry_word(word);
    if view.pace.is_none() {
        let orders = u64::try_from(ENOUGH + 1).unwrap_or(u64::MAX);
        let text = say(LorryWord::LorriesTooFew { orders });
        return (Level::Watch, text, String::new());
    }
    let (missing, waiting) = (view.missing(), view.counted());
    if waiting == 0 {
        return (Level::Ok, say(LorryWord::LorriesNone), String::new());
    }
    if missing == 0 {
        let slow = view.lorries.iter().any(|it| it.lorry.missing_if_slow > 0);
        let level = if slow { Level::Watch } else { Level::Ok };
        let fewer = LorryWord::LorriesOneFewer {
            missing: view.missing_with_one_fewer(),
        };
        let text = say(LorryWord::LorriesAllGo { count: waiting });
        return (level, text, say(fewer));
    }
    let text = say(LorryWord::LorriesMiss { missing, waiting });
    let needed = say(match view.needed {
        Some(packers) => LorryWord::LorriesNeeded {
            packers: u64::from(packers),
        },
        None => LorryWord::LorriesNotEnough,
    });
    let one_is_enough = view.missing_with_one_more() == 0;
    let advice = if one_is_enough {
        needed
    } else {
        let more = say(LorryWord::LorriesOneMore {
            missing: view.missing_with_one_more(),
        });
        format!("{needed} · {more}")
    };
    (Level::Alarm, text, advice)
}

/// Sign, service, cut-off, lorry, waiting, done, missing, with one more, with one fewer.
fn cells(row: Rect) -> [Rect; 9] {
    let width = row.width();
    let (sign, rest) = row.cut_left(44.0, 12.0);
    let (service, rest) = rest.cut_left(width * 0.205, 12.0);
    let (cutoff, rest) = rest.cut_left(width * 0.125, 12.0);
    let (pickup, rest) = rest.cut_left(width * 0.075, 12.0);
    let (waiting, rest) = rest.cut_left(width * 0.11, 12.0);
    let (done, rest) = rest.cut_left(width * 0.08, 12.0);
    let (missing, rest) = rest.cut_left(width * 0.13, 12.0);
    let (more, fewer) = rest.cut_left(rest.width() / 2.0 - 6.0, 12.0);
    [
        sign, service, cutoff, pickup, waiting, done, missing, more, fewer,
    ]
}

fn list_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, view: &PilotView) {
    card_ui(ui, card, scene.palette);
    let room = card.shrink2(vec2(20.0, 14.0));
    let (captions, rows) = room.cut_top(36.0, 8.0);
    let names = [
        LorryWord::LorriesCutoff,
        LorryWord::LorriesPickup,
        LorryWord::LorriesWaiting,
        LorryWord::LorriesDone,
        LorryWord::LorriesMissing,
        LorryWord::LorriesMore,
        LorryWord::LorriesFewer,
    ];
    let [_, service, numbers @ ..] = cells(captions.shrink2(vec2(16.0, 0.0)));
    let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
    let text = scene.lorry_word(LorryWord::LorriesService);
    text_ui(ui, service, &text, faint);
    for (place, name) in numbers.into_iter().zip(names) {
        let text = scene.lorry_word(name);
        text_ui(ui, place, &text, faint.at(Align2::RIGHT_CENTER));
    }
    let all = &view.lorries;
    rows_ui(ui, rows, (all.len(), ROW + theme::GRID), |ui, place, at| {
        if let Some(lorry) = all.get(at) {
            let (place, _) = place.cut_top(ROW, 0.0);
            row_ui(ui, scene, place, lorry);
        }
    });
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, view: &LorryView) {
    let room = row_room(ui, scene, row);
    let [sign, service, cells @ ..] = cells(room);
    let lorry = &view.lorry;
    let missing = lorry.missing_of_all();
    let level = match (missing, lorry.missing_if_slow) {
        (0, 0) => Level::Ok,
        (0, _) => Level::Watch,
        _ => Level::Alarm,
    };
    level_ui(ui, scene, sign, level, 36.0);
    let name = i18n::delivery(scene.lang, &lorry.service);
    let mut above = service;
    if view.held > 0 {
        let below;
        (above, below) = service.cut_top(service.height() * 0.52, 0.0);
        let held = LorryWord::LorriesHeld { count: view.held };
        let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
        text_ui(ui, below, &scene.lorry_word(held), faint);
    }
    text_ui(ui, above, &name, lead_text(scene).bold());
    let zone = scene.snapshot.time_zone;
    let time = |at: Option<DateTime<Utc>>| {
        at.map_or_else(
            || "–".to_owned(),
            |at| format::time(&at.with_timezone(&zone)),
        )
    };
    let few = lorry.missing_if_quick.min(missing);
    let many = lorry.missing_if_slow.max(missing);
    let range = if few == many {
        missing.to_string()
    } else {
        format!("{missing} ({few}–{many})")
    };
    let waiting = match lorry.to_come {
        0 => lorry.waiting.to_string(),
        to_come => format!("{} + {to_come}", lorry.waiting),
    };
    let texts = [
        time(Some(lorry.cutoff)),
        time(view.pickup),
        waiting,
        time(lorry.done_at),
        range,
        lorry.missing_with_one_more.to_string(),
        lorry.missing_with_one_fewer.to_string(),
    ];
    for (at, (place, text)) in cells.into_iter().zip(texts).enumerate() {
        let kind = lead_text(scene).at(Align2::RIGHT_CENTER);
        let is_told_first = at == 0 || at == 4;
        let kind = if is_told_first { kind.bold() } else { kind };
        text_ui(ui, place, &text, kind);
    }
}

fn pace_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, view: &PilotView) {
    let heading = scene.lorry_word(LorryWord::LorriesPace);
    let room = headed_card_ui(ui, scene, card, &heading);
    let Some(pace) = &view.pace else { return };
    let seconds = |ms: i64| u64::try_from((ms + 500) / 1_000).unwrap_or(0);
    let effort = scene.lorry_word(LorryWord::LorriesEffort {
        order: seconds(pace.effort.order_ms),
        unit: seconds(pace.effort.unit_ms),
    });
    let (above, room) = room.cut_top(LINE * 1.6, 0.0);
    text_ui(ui, above, &effort, lead_text(scene).bold().lines(2));
    let of = scene.lorry_word(if view.is_todays_pace {
        LorryWord::LorriesToday
    } else {
        LorryWord::LorriesDaysBefore
    });
    let (above, room) = room.cut_top(LINE * 1.6, 8.0);
    let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
    text_ui(ui, above, &of, faint.lines(2));
    let all = &view.at_work;
    if all.is_empty() {
        let (place, _) = room.cut_top(LINE * 1.6, 0.0);
        let text = scene.lorry_word(LorryWord::LorriesNobody);
        let kind = Type::new(theme::LEAD_TEXT, scene.palette.watch).for_lead();
        text_ui(ui, place, &text, kind.bold().lines(2));
        return;
    }
    rows_ui(ui, room, (all.len(), LINE), |ui, place, at| {
        let Some(bench) = all.get(at) else { return };
        let text = scene.lorry_word(LorryWord::LorriesBench {
            bench: bench.station.to_string(),
            orders: u64::from(bench.orders),
            percent: u64::try_from((bench.speed_permille + 5) / 10).unwrap_or(0),
        });
        text_ui(ui, place, &text, lead_text(scene));
    });
}

fn missing_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, view: &PilotView) {
    let heading = scene.lorry_word(LorryWord::LorriesStayBehind);
    let room = headed_card_ui(ui, scene, card, &heading);
    let all: Vec<_> = view.orders_missing().collect();
    let to_come = view.missing_to_come();
    if all.is_empty() && to_come == 0 {
        let text = scene.lorry_word(LorryWord::LorriesNobodyStays);
        let kind = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
        let text = if view.pace.is_some() {
            text
        } else {
            String::new()
        };
        text_ui(ui, room, &text, kind.centered());
        return;
    }
    let zone = scene.snapshot.time_zone;
    let rows = all.len() + usize::from(to_come > 0);
    rows_ui(ui, room, (rows, LINE), |ui, place, at| {
        if at == all.len() {
            let text = scene.lorry_word(LorryWord::LorriesMissingToCome { count: to_come });
            text_ui(ui, place, &text, lead_text(scene));
            return;
        }
        let Some((order, lorry)) = all.get(at) else {
            return;
        };
        let (number, time) = place.cut_left(place.width() * 0.7, 8.0);
        text_ui(ui, number, order.as_str(), lead_text(scene).bold());
        let cutoff = format::time(&lorry.cutoff.with_timezone(&zone));
        text_ui(ui, time, &cutoff, lead_text(scene).at(Align2::RIGHT_CENTER));
    });
}

/// What the forecast counts on beside what waits: breaks, and orders still to come.
fn counted_on(scene: &Scene<'_>) -> String {
    let Some(view) = &scene.snapshot.pilot else {
        return String::new();
    };
    let breaks = if view.breaks.is_empty() {
        LorryWord::LorriesNoBreaks
    } else {
        LorryWord::LorriesBreaks {
            breaks: view.breaks.to_string(),
        }
    };
    let weekday = view.to_come.weekday.to_string();
    let to_come = if view.to_come.days < DAYS_ENOUGH {
        LorryWord::LorriesComingUnknown { weekday }
    } else {
        LorryWord::LorriesComing {
            count: u64::try_from(view.to_come.orders.len()).unwrap_or(u64::MAX),
            days: u64::from(view.to_come.days),
            weekday,
        }
    };
    [breaks, to_come]
        .map(|word| scene.lorry_word(word))
        .join("\n")
}

fn foot_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &mut LeadState) {
    let (key, words) = place.cut_right(360.0, theme::GAP);
    let text = state.written(scene).unwrap_or_else(|| counted_on(scene));
    text_ui(ui, words, &text, lead_text(scene).lines(2));
    let save = scene.word(Word::StatExport);
    if BigKey::new(&save).for_lead().show(ui, key) {
        state
            .files
            .ask(ui.ctx(), Ask::Table(Figures::Lorries), &save);
    }
}
