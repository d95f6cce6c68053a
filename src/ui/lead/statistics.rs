//! Statistics: the figures of some days, a chart by hour, and tables that say the same in numbers.

use chrono::{Days, NaiveDate};
use eframe::egui::{Align2, Rect, Stroke, Ui, vec2};
use egui_plot::{Bar, BarChart, Plot, uniform_grid_spacer};

use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::i18n::{self, Word, format};
use crate::station::event::Event;
use crate::station::snapshot::ReportView;
use crate::ui::draw::{Cut as _, Type, card_ui, inside, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Days that a key offers.
const SPANS: [u64; 2] = [7, 30];

/// The days in the fields.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct StatisticsState {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    was_asked: bool,
}

impl StatisticsState {
    fn ask(&mut self, from: NaiveDate, to: NaiveDate, out: &mut Vec<Event>) {
        self.from = from.to_string();
        self.to = to.to_string();
        self.was_asked = true;
        out.push(Event::Report {
            from: self.from.clone(),
            to: self.to.clone(),
        });
    }

    /// Both days, if they are days and in order.
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.from.trim().parse().ok()?;
        let to = self.to.trim().parse().ok()?;
        (from <= to).then_some((from, to))
    }
}

fn today(scene: &Scene<'_>) -> NaiveDate {
    scene
        .now
        .with_timezone(&scene.snapshot.time_zone)
        .date_naive()
}

pub(super) fn statistics_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    if !state.statistics.was_asked {
        state.statistics.ask(today(scene), today(scene), out);
    }
    let (controls, rest) = body.cut_top(96.0, theme::GAP);
    controls_ui(ui, scene, controls, state, out);
    let Some(report) = &scene.snapshot.report else {
        text_ui(
            ui,
            rest,
            &scene.word(Word::Loading),
            Type::new(theme::LEAD_HEADING, scene.palette.faint).centered(),
        );
        return;
    };
    let (figures, rest) = rest.cut_top(132.0, theme::GAP);
    figures_ui(ui, scene, figures, report);
    let (left, right) = rest.cut_left(rest.width() * 0.5, theme::GAP);
    let (chart, hours) = left.cut_top(left.height() * 0.56, theme::GAP);
    chart_ui(ui, scene, chart, report);
    hours_ui(ui, scene, hours, report);
    let places = right.stack(4, theme::GAP);
    let kinds: Vec<_> = report
        .by_kind
        .iter()
        .map(|(kind, count)| (i18n::refusal_kind(scene.lang, kind), *count))
        .collect();
    let tables = [
        (Word::StatByKind, Word::StatKind, &kinds),
        (Word::StatByPacker, Word::StatPacker, &report.by_packer),
        (Word::StatByProduct, Word::StatProduct, &report.by_product),
        (
            Word::StatOtherPackagings,
            Word::StatPackaging,
            &report.other_packagings,
        ),
    ];
    for (place, (title, column, rows)) in places.into_iter().zip(tables) {
        table_ui(ui, scene, place, title, column, rows);
    }
}

fn controls_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let columns = place.columns(7, theme::GAP);
    let [from, to, show, day, week, month, export] = columns.as_slice() else {
        return;
    };
    let statistics = &mut state.statistics;
    lead_field_ui(ui, *from, &scene.word(Word::StatFrom), &mut statistics.from);
    lead_field_ui(ui, *to, &scene.word(Word::StatTo), &mut statistics.to);
    let low = |place: &Rect| place.cut_bottom(60.0, 0.0).0;
    let days = statistics.days();
    let show_text = scene.word(Word::StatShow);
    if BigKey::new(&show_text)
        .for_lead()
        .primary()
        .enabled(days.is_some())
        .show(ui, low(show))
        && let Some((from, to)) = days
    {
        statistics.ask(from, to, out);
    }
    let today = today(scene);
    if BigKey::new(&scene.word(Word::Today))
        .for_lead()
        .show(ui, low(day))
    {
        statistics.ask(today, today, out);
    }
    for (count, place) in SPANS.into_iter().zip([week, month]) {
        if BigKey::new(&scene.word(Word::StatLastDays { count }))
            .for_lead()
            .show(ui, low(place))
        {
            let from = today
                .checked_sub_days(Days::new(count.saturating_sub(1)))
                .unwrap_or(today);
            statistics.ask(from, today, out);
        }
    }
    let text = scene.word(Word::StatExport);
    let can_export = scene.snapshot.report.is_some() && !state.files.is_open();
    if BigKey::new(&text)
        .for_lead()
        .enabled(can_export)
        .show(ui, low(export))
    {
        state.files.ask(ui.ctx(), Ask::Report, &text);
    }
    if let Some(text) = state.written(scene) {
        let above = Rect::from_min_max(show.left_top(), export.right_bottom() - vec2(0.0, 64.0));
        text_ui(ui, above, &text, lead_text(scene).at(Align2::RIGHT_CENTER));
    }
}

fn figures_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, report: &ReportView) {
    let lang = scene.lang;
    let unmeasured = || scene.word(Word::StatNotMeasured);
    let per_hour = |tenths: Option<u32>| {
        tenths.map_or_else(unmeasured, |tenths| format::tenths(lang, u64::from(tenths)))
    };
    let figures = [
        (Word::StatOrders, format::count(report.orders)),
        (Word::StatParcels, format::count(report.parcels)),
        (Word::StatLines, format::count(report.lines)),
        (Word::StatUnits, format::count(report.units)),
        (Word::StatRefusals, format::count(report.refusals)),
        (
            Word::StatFirstPass,
            report
                .first_pass_yield_permille
                .map_or_else(unmeasured, |share| format::permille(lang, share)),
        ),
        (
            Word::StatOrdersPerHour,
            per_hour(report.orders_per_hour_tenths),
        ),
        (
            Word::StatLinesPerHour,
            per_hour(report.lines_per_hour_tenths),
        ),
    ];
    for (card, (title, figure)) in place
        .columns(figures.len(), theme::GRID)
        .into_iter()
        .zip(figures)
    {
        card_ui(ui, card, scene.palette);
        let (above, below) = card.shrink2(vec2(16.0, 10.0)).cut_top(58.0, 0.0);
        let kind = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint)
            .for_lead()
            .lines(2);
        text_ui(ui, above, &scene.word(title), kind);
        text_ui(
            ui,
            below,
            &figure,
            Type::new(44.0, scene.palette.ink).bold().for_lead(),
        );
    }
}

fn chart_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, report: &ReportView) {
    let palette = scene.palette;
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::StatByHour));
    if report.by_hour.is_empty() {
        text_ui(
            ui,
            room,
            &scene.word(Word::StatNothing),
            lead_text(scene).centered(),
        );
        return;
    }
    let kinds = [
        (
            Word::StatLines,
            palette.accent,
            -0.3,
            (|row| row.3) as fn(&(u32, u64, u64, u64)) -> u64,
        ),
        (Word::StatOrders, palette.good, 0.0, |row| row.2),
        (Word::StatRefusals, palette.alarm, 0.3, |row| row.1),
    ];
    let (legend, room) = room.cut_top(36.0, 8.0);
    let mut charts = Vec::new();
    for ((name, color, shift, pick), place) in kinds.into_iter().zip(legend.columns(3, 8.0)) {
        let name = scene.word(name);
        let (sign, words) = place.cut_left(28.0, 12.0);
        let sign = Rect::from_center_size(sign.center(), vec2(26.0, 26.0));
        ui.painter().rect_filled(sign, 6, color);
        text_ui(ui, words, &name, Type::new(22.0, palette.ink).for_lead());
        let bar = |row| {
            Bar::new(hour_of(row) + shift, height(pick(row)))
                .width(0.27)
                .fill(color)
                .stroke(Stroke::NONE)
        };
        charts.push(BarChart::new(
            name,
            report.by_hour.iter().map(bar).collect(),
        ));
    }
    inside(ui, room, |ui| {
        Plot::new("by-hour")
            .height(room.height())
            .width(room.width())
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .show_background(false)
            .include_y(0.0)
            .x_grid_spacer(uniform_grid_spacer(|_input| [1.0, 1.0, 1.0]))
            .x_axis_formatter(|mark, _range| format!("{:.0}", mark.value))
            .show(ui, |plot| {
                for chart in charts {
                    plot.bar_chart(chart);
                }
            });
    });
}

fn hour_of(row: &(u32, u64, u64, u64)) -> f64 {
    f64::from(row.0)
}

#[expect(clippy::cast_precision_loss, reason = "the height of a bar")]
fn height(count: u64) -> f64 {
    count as f64
}

/// The chart in numbers, for those who cannot see bars.
fn hours_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, report: &ReportView) {
    card_ui(ui, card, scene.palette);
    let room = card.shrink2(vec2(20.0, 14.0));
    let titles = [
        Word::StatHour,
        Word::StatLines,
        Word::StatOrders,
        Word::StatRefusals,
    ]
    .map(|title| scene.word(title));
    let rows = report
        .by_hour
        .iter()
        .map(|(hour, refusals, orders, lines)| {
            [
                format!("{hour}:00"),
                format::count(*lines),
                format::count(*orders),
                format::count(*refusals),
            ]
        });
    let rows: Vec<[String; 4]> = rows.collect();
    let (heading, below) = room.cut_top(56.0, 4.0);
    for (at, (place, title)) in heading.columns(4, 8.0).into_iter().zip(titles).enumerate() {
        let align = if at == 0 {
            Align2::LEFT_CENTER
        } else {
            Align2::RIGHT_CENTER
        };
        let kind = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint)
            .for_lead()
            .lines(2);
        text_ui(ui, place, &title, kind.at(align));
    }
    rows_ui(ui, below, (rows.len(), 38.0), |ui, place, at| {
        let Some(row) = rows.get(at) else { return };
        for (column, (place, text)) in place.columns(4, 8.0).into_iter().zip(row).enumerate() {
            let align = if column == 0 {
                Align2::LEFT_CENTER
            } else {
                Align2::RIGHT_CENTER
            };
            text_ui(ui, place, text, lead_text(scene).at(align));
        }
    });
}

fn table_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    title: Word,
    column: Word,
    rows: &[(String, u64)],
) {
    let room = headed_card_ui(ui, scene, card, &scene.word(title));
    if rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return;
    }
    let (heading, below) = room.cut_top(30.0, 4.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    text_ui(ui, heading, &scene.word(column), faint);
    let (count, _) = heading.cut_right(200.0, 0.0);
    text_ui(
        ui,
        count,
        &scene.word(Word::StatCount),
        faint.at(Align2::RIGHT_CENTER),
    );
    rows_ui(ui, below, (rows.len(), 38.0), |ui, place, at| {
        let Some((name, count)) = rows.get(at) else {
            return;
        };
        let (right, left) = place.cut_right(140.0, 12.0);
        text_ui(ui, left, name, lead_text(scene));
        text_ui(
            ui,
            right,
            &format::count(*count),
            lead_text(scene).bold().at(Align2::RIGHT_CENTER),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_the_wrong_order_are_not_asked_for() {
        let mut state = StatisticsState {
            from: "2026-11-02".into(),
            to: "2026-11-01".into(),
            was_asked: true,
        };
        assert_eq!(state.days(), None);
        state.to = "2026-11-2x".into();
        assert_eq!(state.days(), None);
        state.to = " 2026-11-03 ".into();
        assert!(state.days().is_some());
    }
}
