//! The statistics of each bench beside the others: one row a bench.

use eframe::egui::{Align2, Rect, Ui};

use super::whose::when;
use super::{headed_card_ui, lead_text, rows_ui, whose};
use crate::i18n::{AllBenchesWord, Word, format};
use crate::station::snapshot::BenchReport;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Figures of a row, and the time up to which they are.
const COLUMNS: usize = 8;

pub(super) fn each_bench_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, each: &[BenchReport]) {
    let heading = scene.all_benches_word(AllBenchesWord::BenchesEachHeading);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (heading, list) = room.cut_top(60.0, 4.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let (name, rest) = columns(heading);
    let bench = scene.all_benches_word(AllBenchesWord::BenchesColumn);
    text_ui(ui, name, &bench, faint);
    let titles = [
        Word::StatOrders,
        Word::StatParcels,
        Word::StatLines,
        Word::StatRefusals,
        Word::StatFirstPass,
        Word::StatOrdersPerHour,
        Word::StatLinesPerHour,
    ]
    .map(|title| scene.word(title));
    let until = scene.all_benches_word(AllBenchesWord::BenchesUntil);
    for (place, title) in rest.into_iter().zip(titles.into_iter().chain([until])) {
        text_ui(ui, place, &title, faint.lines(2).at(Align2::RIGHT_CENTER));
    }
    rows_ui(ui, list, (each.len(), 60.0), |ui, place, at| {
        let Some(row) = each.get(at) else { return };
        let (name, rest) = columns(place);
        text_ui(ui, name, row.station.as_str(), lead_text(scene).bold());
        for (place, text) in rest.into_iter().zip(figures(scene, row)) {
            text_ui(ui, place, &text, lead_text(scene).at(Align2::RIGHT_CENTER));
        }
    });
}

fn columns(place: Rect) -> (Rect, Vec<Rect>) {
    let (name, rest) = place.cut_left(place.width() * 0.2, 12.0);
    (name, rest.columns(COLUMNS, 12.0))
}

fn figures(scene: &Scene<'_>, row: &BenchReport) -> [String; COLUMNS] {
    let report = &row.report;
    let unmeasured = || scene.word(Word::StatNotMeasured);
    let per_hour = |tenths: Option<u32>| {
        tenths.map_or_else(unmeasured, |tenths| {
            format::tenths(scene.lang, u64::from(tenths))
        })
    };
    let benches = whose::read(scene, 0);
    let mut known = benches.others.iter();
    let until = if row.station == benches.here {
        Some(benches.at)
    } else {
        known
            .find(|known| known.station == row.station)
            .and_then(|known| known.until)
    };
    [
        format::count(report.orders),
        format::count(report.parcels),
        format::count(report.lines),
        format::count(report.refusals),
        report
            .first_pass_yield_permille
            .map_or_else(unmeasured, |share| format::permille(scene.lang, share)),
        per_hour(report.orders_per_hour_tenths),
        per_hour(report.lines_per_hour_tenths),
        until.map_or_else(unmeasured, |at| when(scene, at)),
    ]
}
