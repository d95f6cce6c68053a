//! By when an order has to be packed: today's time, the minutes left, tomorrow, a day of the week.

use chrono::{DateTime, Datelike as _, Utc, Weekday};
use eframe::egui::{Align2, Rect, Ui};

use super::draw::{Cut as _, Type, mood_sign, text_ui, width_of};
use super::scene::Scene;
use super::theme::{self, Mood};
use crate::i18n::{CalendarWord, Word, format};
use crate::station::snapshot::QueueRow;

/// From so many minutes before the cut-off on it is urgent.
///
/// Assumption: half an hour is what a bench needs to change its plan; the shop may settle it.
const URGENT_MINUTES: i64 = 30;

/// When the order leaves, with a shape that says how urgent it is.
///
/// One that missed its lorry stands in the colour of an alarm, with the lorry that it makes now; where
/// its row has no room for the word beside it, the word stands here.
pub(super) fn cutoff_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    row: &QueueRow,
    is_marked: bool,
) {
    let palette = scene.palette;
    let minutes = row.leaves.map(|leaves| (leaves - scene.now).num_minutes());
    let (mood, color) = match minutes {
        _ if row.is_late() => (Mood::Wrong, palette.alarm),
        Some(..0) => (Mood::Wrong, palette.alarm),
        Some(0..URGENT_MINUTES) | None => (Mood::Blocked, palette.watch),
        Some(_) => (Mood::Calm, palette.faint),
    };
    let (sign, words) = place.cut_left(44.0, 12.0);
    mood_sign(ui, sign, 40.0, mood, [color, palette.raised]);
    let ink = if mood == Mood::Calm {
        palette.ink
    } else {
        color
    };
    let text = match row.leaves {
        _ if row.is_late() && !is_marked => scene.word(Word::CutoffPassed),
        Some(leaves) => words_of(scene, leaves),
        None => scene.calendar_word(CalendarWord::NeverLeaves),
    };
    text_ui(ui, words, &text, Type::new(theme::TEXT, ink).bold());
}

/// The time of a cut-off, as short as it can be understood.
pub(super) fn words_of(scene: &Scene<'_>, leaves: DateTime<Utc>) -> String {
    match u64::try_from((leaves - scene.now).num_minutes()) {
        Err(_passed) => return scene.word(Word::CutoffPassed),
        Ok(count @ ..60) => return scene.word(Word::Minutes { count }),
        Ok(_) => {}
    }
    let zone = scene.snapshot.time_zone;
    let (at, now) = (leaves.with_timezone(&zone), scene.now.with_timezone(&zone));
    let time = format::time(&at);
    let days = at
        .date_naive()
        .signed_duration_since(now.date_naive())
        .num_days();
    match days {
        ..=0 => scene.word(Word::CutoffAt { time }),
        1 => scene.calendar_word(CalendarWord::LeavesTomorrow { time }),
        2..=6 => scene.calendar_word(on_weekday(at.weekday(), time)),
        _ => scene.word(Word::CutoffAt {
            time: format!("{:02}.{:02} {time}", at.day(), at.month()),
        }),
    }
}

fn on_weekday(day: Weekday, time: String) -> CalendarWord {
    match day {
        Weekday::Mon => CalendarWord::LeavesMonday { time },
        Weekday::Tue => CalendarWord::LeavesTuesday { time },
        Weekday::Wed => CalendarWord::LeavesWednesday { time },
        Weekday::Thu => CalendarWord::LeavesThursday { time },
        Weekday::Fri => CalendarWord::LeavesFriday { time },
        Weekday::Sat => CalendarWord::LeavesSaturday { time },
        Weekday::Sun => CalendarWord::LeavesSunday { time },
    }
}

/// Beside the heading: how long it is until the next cut-off of today, of all orders that are shown.
pub(super) fn next_cutoff_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let zone = scene.snapshot.time_zone;
    let today = scene.now.with_timezone(&zone).date_naive();
    let rows = scene.snapshot.queue.ready.iter();
    let next = rows
        .filter_map(|row| row.leaves)
        .filter(|leaves| *leaves >= scene.now)
        .min()
        .map(|leaves| leaves.with_timezone(&zone))
        .filter(|leaves| leaves.date_naive() == today);
    let Some(next) = next else { return };
    let minutes = next.signed_duration_since(scene.now).num_minutes();
    let text = scene.calendar_word(CalendarWord::NextCutoff {
        time: format::time(&next),
        left: format::span(scene.lang, u64::try_from(minutes).unwrap_or(0)),
    });
    let color = if minutes < URGENT_MINUTES {
        scene.palette.watch
    } else {
        scene.palette.faint
    };
    let kind = Type::new(theme::TEXT, color)
        .bold()
        .at(Align2::RIGHT_CENTER);
    if width_of(ui, &text, kind) <= place.width() {
        text_ui(ui, place, &text, kind);
    }
}
