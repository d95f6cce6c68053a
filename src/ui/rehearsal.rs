//! The first picture, drawn once out of sight while the graphics driver is being loaded.
//!
//! What makes a first picture slow is not drawing it but reading the faces and painting each letter
//! in each size once. That needs no window, so it is done beside the driver's start, on another core.

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use eframe::egui::{self, Pos2, RawInput, Rect, Vec2};

use super::app::screen_ui;
use super::pictures::Pictures;
use super::scene::{Scene, WindowView};
use super::theme::Palette;
use crate::i18n::Lang;
use crate::station::snapshot::Snapshot;

/// Draws `snapshot` as a window of `points` at the zoom in force will, and keeps everything that the next picture can use again.
///
/// Answers the product pictures that were asked for; they are read meanwhile.
pub fn rehearse(
    ctx: &egui::Context,
    points: Vec2,
    lang: Lang,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Pictures {
    let pictures = RefCell::new(Pictures::new(ctx));
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, points)),
        ..RawInput::default()
    };
    let window = WindowView::default();
    let mut output = ctx.run_ui(input, |ui| {
        let scene = Scene {
            snapshot,
            lang,
            now,
            palette: Palette::of(ui.ctx()),
            pictures: &pictures,
            window: &window,
        };
        screen_ui(ui, &scene);
    });
    // The driver has not seen the letters yet: they wait for the first picture that is shown.
    let textures = ctx.tex_manager();
    let mut textures = textures.write();
    let mut waiting: Vec<_> = std::mem::take(&mut output.textures_delta.set)
        .into_iter()
        .collect();
    waiting.sort_by_key(|(texture, _)| *texture);
    for (texture, deltas) in waiting {
        for delta in deltas {
            textures.set(texture, delta);
        }
    }
    drop(textures);
    pictures.into_inner()
}
