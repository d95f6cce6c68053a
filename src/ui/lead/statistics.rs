//! Statistics: the figures of some days, a chart by hour, and tables that say the same in numbers.

use std::cmp::Reverse;

use eframe::egui::{Align2, Rect, Stroke, Ui, vec2};
use egui_plot::{Bar, BarChart, Plot, uniform_grid_spacer};

use super::days::{DaysRow, days_ui};
use super::each_bench::each_bench_ui;
use super::{LeadState, headed_card_ui, lead_text, rows_ui, whose};
use crate::domain::packaging_cost::Cost;
use crate::domain::units::Minor;
use crate::i18n::{self, GateWord, Word, format};
use crate::station::event::{Event, Figures, Reading};
use crate::station::packaging::PackagingView;
use crate::station::snapshot::ReportView;
use crate::ui::draw::{Cut as _, Type, card_ui, inside, text_ui};
use crate::ui::files::Ask;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// In which packagings and carriers are paid. Assumption: the shop's are Polish, as its cut-offs and holidays.
const CURRENCY: &str = "PLN";

pub(super) fn statistics_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (days, rest) = body.cut_top(96.0, theme::GAP);
    let row = DaysRow {
        pick: |state| &mut state.statistics,
        first_shown: 1,
        table: Ask::Table(Figures::Shift),
        has_figures: scene.snapshot.report.is_some(),
        benches: whose::read(scene, 0),
    };
    if let Some((from, to)) = days_ui(ui, scene, days, state, &row) {
        let benches = state.benches.clone();
        out.push(Event::Read(Reading::Shift { from, to, benches }));
    }
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
    if let Some(each) = &scene.snapshot.each_bench {
        each_bench_ui(ui, scene, rest, each);
        return;
    }
    let (left, right) = rest.cut_left(rest.width() * 0.5, theme::GAP);
    let (chart, hours) = left.cut_top(left.height() * 0.56, theme::GAP);
    chart_ui(ui, scene, chart, report);
    hours_ui(ui, scene, hours, report);
    let rows = right.stack(3, theme::GAP);
    let places = rows.iter().enumerate().flat_map(|(at, row)| match at {
        // Badges and article numbers are short.
        1 => row.columns(2, theme::GAP),
        _ => vec![*row],
    });
    let kinds: Vec<_> = report
        .by_kind
        .iter()
        .map(|(kind, count)| (i18n::refusal_kind(scene.lang, kind), *count))
        .collect();
    let changes = changes(scene, &report.other_packagings);
    let packers: Vec<_> = report
        .by_packer
        .iter()
        .map(|(packer, count)| (scene.person(packer), *count))
        .collect();
    let tables = [
        (Word::StatByKind, Word::StatKind, &kinds),
        (Word::StatByPacker, Word::StatPacker, &packers),
        (Word::StatByProduct, Word::StatProduct, &report.by_product),
        (Word::StatOtherPackagings, Word::StatPackaging, &changes),
    ];
    for (at, (place, (title, column, rows))) in places.zip(tables).enumerate() {
        let costs = scene.snapshot.packaging.as_ref().filter(|_| at == 3);
        let place = match costs {
            Some(costs) => {
                let (costs_card, place) = place.cut_right(place.width() * 0.44, theme::GAP);
                costs_ui(ui, scene, costs_card, costs);
                place
            }
            None => place,
        };
        table_ui(ui, scene, place, title, column, rows);
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
    ]
    .map(|(title, figure)| (scene.word(title), figure));
    let costs = scene.snapshot.packaging.as_ref();
    let mean = costs.and_then(|view| view.costs.total.mean_packaging());
    let cost = mean.map(|mean| {
        let title = scene.gate_word(GateWord::PackagingPerParcel);
        (title, format::money(lang, mean, CURRENCY))
    });
    let figures: Vec<(String, String)> = figures.into_iter().chain(cost).collect();
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
        text_ui(ui, above, &title, kind);
        text_ui(
            ui,
            below,
            &figure,
            Type::new(44.0, scene.palette.ink).bold().for_lead(),
        );
    }
}

/// What a parcel costs in the mean, with the carrier where the shop has said it, and in each packaging, the most used
/// first.
fn costs_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, view: &PackagingView) {
    let heading = scene.gate_word(GateWord::PackagingCosts);
    let room = headed_card_ui(ui, scene, card, &heading);
    let mut rows: Vec<_> = view.costs.by_packaging.iter().collect();
    if rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return;
    }
    rows.sort_by_key(|(_, cost)| Reverse(cost.parcels));
    let (heading, below) = room.cut_top(30.0, 4.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let parcels = GateWord::PackagingParcels {
        count: view.costs.total.parcels,
    };
    text_ui(ui, heading, &scene.gate_word(parcels), faint);
    let (mean, _) = heading.cut_right(280.0, 0.0);
    let total = cost_text(scene, &view.costs.total);
    text_ui(ui, mean, &total, faint.at(Align2::RIGHT_CENTER));
    rows_ui(ui, below, (rows.len(), 38.0), |ui, place, at| {
        let Some((code, cost)) = rows.get(at) else {
            return;
        };
        let (right, left) = place.cut_right(130.0, 12.0);
        let name = format!("{code} × {}", format::count(cost.parcels));
        text_ui(ui, left, &name, lead_text(scene));
        let kind = lead_text(scene).bold().at(Align2::RIGHT_CENTER);
        // The carrier is most often the same for all; the report has it for each.
        let mean = cost.mean_packaging().map_or_else(
            || scene.word(Word::StatNotMeasured),
            |mean| format::money(scene.lang, mean, CURRENCY),
        );
        text_ui(ui, right, &mean, kind);
    });
}

/// Packaging in the mean, and the carrier where it is known.
fn cost_text(scene: &Scene<'_>, cost: &Cost) -> String {
    let money = |amount: Minor| format::money(scene.lang, amount, CURRENCY);
    match (cost.mean_packaging(), cost.mean_carrier()) {
        (None, None) => scene.word(Word::StatNotMeasured),
        (Some(packaging), None) => money(packaging),
        (None, Some(carrier)) => money(carrier),
        (Some(packaging), Some(carrier)) => scene.gate_word(GateWord::PackagingAndCarrier {
            packaging: money(packaging),
            carrier: money(carrier),
        }),
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
    let (legend, room) = room.cut_top(52.0, 8.0);
    let mut charts = Vec::new();
    for ((name, color, shift, pick), place) in kinds.into_iter().zip(legend.columns(3, 8.0)) {
        let name = scene.word(name);
        let (sign, words) = place.cut_left(28.0, 12.0);
        let sign = Rect::from_center_size(sign.center(), vec2(26.0, 26.0));
        ui.painter().rect_filled(sign, 6, color);
        text_ui(
            ui,
            words,
            &name,
            Type::new(22.0, palette.ink).for_lead().lines(2),
        );
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

/// Packagings taken instead of others, with the reasons in words.
fn changes(scene: &Scene<'_>, kept: &[(String, u64)]) -> Vec<(String, u64)> {
    let told = |change: &String| match change.split_once(": ") {
        Some((boxes, why)) => format!("{boxes}: {}", i18n::kept_reason(scene.lang, why)),
        None => change.clone(),
    };
    kept.iter()
        .map(|(change, count)| (told(change), *count))
        .collect()
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
