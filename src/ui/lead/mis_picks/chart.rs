//! The control chart: the smoothed rate, its limit, and in words whether it is chance.

use eframe::egui::{Rect, Ui, vec2};
use egui_plot::{Line, Plot, PlotPoints};

use super::{headed_card_ui, per_thousand};
use crate::domain::stats::control_chart::{Point, Verdict};
use crate::domain::stats::proportion::Ppm;
use crate::i18n::{MisPickWord, format};
use crate::station::snapshot::MisPickView;
use crate::ui::draw::{Cut as _, Type, inside, mood_sign, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

pub(super) fn chart_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, view: &MisPickView) {
    let palette = scene.palette;
    let title = scene.mis_pick_word(MisPickWord::MisPickChart);
    let room = headed_card_ui(ui, scene, card, &title);
    let (verdict, room) = room.cut_top(48.0, 8.0);
    let (mood, color) = match view.chart.verdict {
        Verdict::TooFew { .. } => (Mood::Calm, palette.faint),
        Verdict::Noise => (Mood::Right, palette.good),
        Verdict::Signal { .. } => (Mood::Wrong, palette.alarm),
    };
    let (sign, words) = verdict.cut_left(48.0, 12.0);
    mood_sign(ui, sign, 44.0, mood, [color, palette.card]);
    let bold = Type::new(theme::LEAD_TEXT, palette.ink).bold().for_lead();
    text_ui(ui, words, &verdict_text(scene, view), bold);
    let faint = Type::new(theme::LEAD_TEXT_MIN, palette.faint).for_lead();
    let (hint, room) = room.cut_bottom(52.0, 4.0);
    let says = scene.mis_pick_word(MisPickWord::MisPickChartHint);
    text_ui(ui, hint, &says, faint.lines(2));
    if view.chart.points.is_empty() {
        return;
    }
    let ordinary = scene.mis_pick_word(MisPickWord::MisPickOrdinary {
        rate: per_thousand(scene, view.chart.ordinary),
    });
    let lines = [
        (
            scene.mis_pick_word(MisPickWord::MisPickSmoothed),
            palette.accent,
            (|point: &Point| point.mean) as fn(&Point) -> Ppm,
        ),
        (
            scene.mis_pick_word(MisPickWord::MisPickLimit),
            palette.alarm,
            |point| point.limit,
        ),
    ];
    let (legend, plot) = room.cut_top(30.0, 4.0);
    let mut legend = legend.columns(3, 8.0).into_iter();
    for ((name, color, _), place) in lines.iter().zip(legend.by_ref()) {
        let (sign, words) = place.cut_left(28.0, 12.0);
        let bar = Rect::from_center_size(sign.center(), vec2(26.0, 8.0));
        ui.painter().rect_filled(bar, 3, *color);
        text_ui(ui, words, name, faint);
    }
    if let Some(place) = legend.next() {
        text_ui(ui, place, &ordinary, faint);
    }
    inside(ui, plot, |ui| {
        Plot::new("control-chart")
            .height(plot.height())
            .width(plot.width())
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .show_axes([false, true])
            .include_y(0.0)
            .show(ui, |plot| {
                for (name, color, pick) in lines {
                    let points: PlotPoints<'_> = view
                        .chart
                        .points
                        .iter()
                        .enumerate()
                        .map(|(at, point)| [height(at), thousandths(pick(point))])
                        .collect();
                    plot.line(Line::new(name, points).color(color).width(3.0));
                }
            });
    });
}

fn verdict_text(scene: &Scene<'_>, view: &MisPickView) -> String {
    scene.mis_pick_word(match view.chart.verdict {
        Verdict::TooFew { missing } => MisPickWord::MisPickTooFew {
            count: u64::try_from(missing).unwrap_or(u64::MAX),
        },
        Verdict::Noise => MisPickWord::MisPickNoise,
        Verdict::Signal { since } => MisPickWord::MisPickSignal {
            since: view
                .shifts
                .get(since)
                .map(|(begin, _)| format::date_time(scene.lang, begin))
                .unwrap_or_default(),
        },
    })
}

#[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
fn height(at: usize) -> f64 {
    at as f64
}

#[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
fn thousandths(rate: Ppm) -> f64 {
    rate.0 as f64 / 1_000.0
}
