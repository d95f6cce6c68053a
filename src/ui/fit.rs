//! Fits the sheet into the window before a picture is begun, and keeps the picture of the letters small.
//!
//! A zoom set while a picture is drawn holds from the next one on: the first would be drawn in the
//! wrong size, and its letters for nothing.

use eframe::egui::{self, Rect};

use super::theme;

/// Width of the picture that holds every letter on the screen, in pixels.
///
/// The toolkit makes it as wide as the graphics driver can, often 16384. Letters stand in rows as high as
/// their largest, so a wide picture is mostly empty: 16 MB to clear, copy and send for the first screen
/// where 4 MB do. It grows as high as it is wide; fuller than that, the toolkit begins it anew.
/// Source: `egui::RawInput::max_texture_side`, whose usual value this is.
pub const LETTERS_WIDE: usize = 2_048;

/// The window's pixels beside the sheet's points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit;

impl egui::Plugin for Fit {
    fn debug_name(&self) -> &'static str {
        "fit of the sheet"
    }

    fn input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        let widest = input.max_texture_side.unwrap_or(LETTERS_WIDE);
        input.max_texture_side = Some(widest.min(LETTERS_WIDE));
        let Some(screen) = input.screen_rect else {
            return;
        };
        let native = input.viewport().native_pixels_per_point.unwrap_or(1.0);
        let was = ctx.zoom_factor();
        let pixels = screen.size() * was * native;
        let zoom = theme::zoom_for(pixels, native);
        if (was - zoom).abs() > 0.002 {
            ctx.options_mut(|options| options.zoom_factor = zoom);
            let ratio = was / zoom;
            input.screen_rect = Some(Rect::from_min_max(
                (screen.min.to_vec2() * ratio).to_pos2(),
                (screen.max.to_vec2() * ratio).to_pos2(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Pos2, RawInput, Vec2};

    use super::*;

    #[test]
    fn the_first_picture_of_a_window_already_has_the_size_of_the_sheet() {
        let ctx = egui::Context::default();
        ctx.add_plugin(Fit);
        let mut sheets = Vec::new();
        for pixels in [Vec2::new(1_600.0, 900.0), Vec2::new(1_280.0, 720.0)] {
            let points = pixels / ctx.zoom_factor();
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, points)),
                max_texture_side: Some(16_384),
                ..RawInput::default()
            };
            ctx.run_ui(input, |ui| sheets.push(ui.max_rect().size()))
                .drop_without_applying_deltas();
            assert_eq!(ctx.input(|input| input.max_texture_side), LETTERS_WIDE);
        }
        for sheet in sheets {
            assert!((sheet - theme::SHEET).length() < 1.0, "{sheet:?}");
        }
    }
}
