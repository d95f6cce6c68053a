//! The days that figures are asked for: two fields, the usual spans as keys, and a key that writes a table.

use chrono::{Days, NaiveDate};
use eframe::egui::{Align2, Rect, Ui, vec2};

use super::{LeadState, lead_text, whose};
use crate::domain::all_benches::BenchChoice;
use crate::i18n::Word;
use crate::station::snapshot::BenchesIn;
use crate::ui::draw::{Cut as _, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Days that a key offers.
const SPANS: [u64; 2] = [7, 30];

/// The days in the fields.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DaysState {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    was_asked: bool,
    /// Whether persons were told apart when they were asked for.
    tells_persons: bool,
    /// Whose figures were asked for.
    whose: BenchChoice,
}

impl DaysState {
    fn set(&mut self, from: NaiveDate, to: NaiveDate) -> (String, String) {
        self.from = from.to_string();
        self.to = to.to_string();
        self.was_asked = true;
        (self.from.clone(), self.to.clone())
    }

    /// Both days, if they are days and in order.
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.from.trim().parse().ok()?;
        let to = self.to.trim().parse().ok()?;
        (from <= to).then_some((from, to))
    }
}

/// The warehouse's day.
pub(super) fn today(scene: &Scene<'_>) -> NaiveDate {
    scene
        .now
        .with_timezone(&scene.snapshot.time_zone)
        .date_naive()
}

/// The first of the last `count` days, today included.
fn first_of(today: NaiveDate, count: u64) -> NaiveDate {
    today
        .checked_sub_days(Days::new(count.saturating_sub(1)))
        .unwrap_or(today)
}

/// What a screen of figures needs to know of its days.
pub(super) struct DaysRow<'a> {
    /// Which of the lead's days.
    pub(super) pick: fn(&mut LeadState) -> &mut DaysState,
    /// Days shown at first, today included.
    pub(super) first_shown: u64,
    /// The table that can be written.
    pub(super) table: Ask,
    /// There are figures to write.
    pub(super) has_figures: bool,
    /// The benches that are in them.
    pub(super) benches: &'a BenchesIn,
}

/// The row. Answers the days to ask for: those of a key that was pressed, and at first the usual ones.
pub(super) fn days_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut LeadState,
    row: &DaysRow<'_>,
) -> Option<(String, String)> {
    let choice = usize::from(whose::has_choice(scene));
    let columns = place.columns(7 + choice, theme::GAP);
    let [from, to, keys @ ..] = columns.as_slice() else {
        return None;
    };
    let (whose, keys) = keys.split_at_checked(choice)?;
    let [show, day, week, month, export] = keys else {
        return None;
    };
    let today = today(scene);
    let mut asked = None;
    let days = (row.pick)(state);
    if !days.was_asked {
        asked = Some((first_of(today, row.first_shown), today));
    }
    lead_field_ui(ui, *from, &scene.word(Word::StatFrom), &mut days.from);
    lead_field_ui(ui, *to, &scene.word(Word::StatTo), &mut days.to);
    let low = |place: &Rect| place.cut_bottom(60.0, 0.0).0;
    let typed = days.days();
    if BigKey::new(&scene.word(Word::StatShow))
        .for_lead()
        .primary()
        .enabled(typed.is_some())
        .show(ui, low(show))
    {
        asked = asked.or(typed);
    }
    if BigKey::new(&scene.word(Word::Today))
        .for_lead()
        .show(ui, low(day))
    {
        asked = Some((today, today));
    }
    for (count, place) in SPANS.into_iter().zip([week, month]) {
        if BigKey::new(&scene.word(Word::StatLastDays { count }))
            .for_lead()
            .show(ui, low(place))
        {
            asked = Some((first_of(today, count), today));
        }
    }
    let mut asked = asked.map(|(from, to)| days.set(from, to));
    let shown = days.days();
    for place in whose {
        whose::choice_ui(ui, scene, low(place), &mut state.benches);
    }
    let benches = state.benches.clone();
    let days = (row.pick)(state);
    let (tells_persons, _) = scene.snapshot.persons;
    let is_other = days.whose != benches || days.tells_persons != tells_persons;
    if asked.is_none() && is_other {
        // The same days of somebody else, chosen here or on another screen; or persons are told apart now, or no more.
        asked = shown.map(|(from, to)| days.set(from, to));
    }
    if asked.is_some() {
        (days.whose, days.tells_persons) = (benches, tells_persons);
    }
    export_ui(ui, scene, low(export), state, row);
    let left = whose.first().unwrap_or(show);
    let above = Rect::from_min_max(left.left_top(), export.right_bottom() - vec2(0.0, 64.0));
    match state.written(scene) {
        Some(text) => {
            text_ui(ui, above, &text, lead_text(scene).at(Align2::RIGHT_CENTER));
        }
        None => whose::line_ui(ui, scene, above, (row.benches, &state.benches)),
    }
    asked
}

fn export_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut LeadState,
    row: &DaysRow<'_>,
) {
    let text = scene.word(Word::StatExport);
    let can_export = row.has_figures && !state.files.is_open();
    if BigKey::new(&text)
        .for_lead()
        .enabled(can_export)
        .show(ui, place)
    {
        state.files.ask(ui.ctx(), row.table.clone(), &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_the_wrong_order_are_not_asked_for() {
        let mut state = DaysState {
            from: "2026-11-02".into(),
            to: "2026-11-01".into(),
            was_asked: true,
            ..DaysState::default()
        };
        assert_eq!(state.days(), None);
        state.to = "2026-11-2x".into();
        assert_eq!(state.days(), None);
        state.to = " 2026-11-03 ".into();
        assert!(state.days().is_some());
    }

    #[test]
    fn the_last_seven_days_end_today() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(first_of(day("2026-11-23"), 7), day("2026-11-17"));
        assert_eq!(first_of(day("2026-11-23"), 1), day("2026-11-23"));
    }
}
