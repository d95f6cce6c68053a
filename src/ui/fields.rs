//! Fields to type into, with a caption that a screen reader hears too.

use eframe::egui::{self, Rect, TextEdit, Ui, Vec2};

use super::draw::{Cut as _, Type, inside, paint_text};
use super::theme::{self, Palette};

/// A big field under its caption. Answers whether Enter was pressed in it.
pub fn field_ui(ui: &mut Ui, place: Rect, caption: &str, text: &mut String) -> bool {
    sized_field_ui(
        ui,
        place,
        caption,
        text,
        (theme::TEXT_MIN, 48.0, theme::KEY),
    )
}

/// A field for a lead's screen.
pub fn lead_field_ui(ui: &mut Ui, place: Rect, caption: &str, text: &mut String) -> bool {
    sized_field_ui(ui, place, caption, text, LEAD)
}

/// The same, where nobody shall read what is typed.
pub fn lead_secret_ui(ui: &mut Ui, place: Rect, caption: &str, text: &mut String) -> bool {
    masked_field_ui(ui, place, (caption, caption), text, LEAD, true)
}

/// A field of a table: what is shown over it is short, and a screen reader hears what row it is of.
pub fn lead_cell_ui(ui: &mut Ui, place: Rect, (caption, row): (&str, &str), text: &mut String) {
    let name = format!("{caption}, {row}");
    masked_field_ui(ui, place, (caption, &name), text, LEAD, false);
}

/// Size of the caption, of the text, and height of the field on a lead's screen.
const LEAD: (f32, f32, f32) = (theme::LEAD_TEXT_MIN, 28.0, 60.0);

fn sized_field_ui(
    ui: &mut Ui,
    place: Rect,
    caption: &str,
    text: &mut String,
    sizes: (f32, f32, f32),
) -> bool {
    masked_field_ui(ui, place, (caption, caption), text, sizes, false)
}

fn masked_field_ui(
    ui: &mut Ui,
    place: Rect,
    (caption, name): (&str, &str),
    text: &mut String,
    (caption_size, size, height): (f32, f32, f32),
    is_masked: bool,
) -> bool {
    let palette = Palette::of(ui.ctx());
    let (above, below) = place.cut_top(caption_size * 1.36, 4.0);
    paint_text(ui, above, caption, Type::new(caption_size, palette.faint));
    let (field, _) = below.cut_top(height.min(below.height()), 0.0);
    let margin = Vec2::new(20.0, (field.height() - size * 1.4).max(0.0) / 2.0);
    let response = inside(ui, field, |ui| {
        let edit = TextEdit::singleline(text)
            .font(theme::bold(size))
            .background_color(palette.raised)
            .margin(margin)
            .password(is_masked)
            .char_limit(200);
        ui.add_sized(field.size(), edit)
    });
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}
