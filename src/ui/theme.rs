//! How the screens look: every colour, size and font, in one place.
//!
//! Screens are drawn on a sheet of 1920 × 1080 points. A smaller or larger window
//! shows the same sheet in proportion, so nothing is cut off and nothing moves.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    TextStyle, Vec2,
};

/// The sheet that every screen is drawn on, in points.
pub const SHEET: Vec2 = Vec2::new(1920.0, 1080.0);

/// Smallest text on packers' screens.
///
/// Source: ISO 9241-3, 16 minutes of arc at one metre on a 24-inch screen of 1920 × 1080.
pub const TEXT_MIN: f32 = 33.0;
/// Ordinary text on packers' screens.
pub const TEXT: f32 = 36.0;
/// Headings on packers' screens.
pub const HEADING: f32 = 48.0;
/// The one line that says what to do next.
pub const GIANT: f32 = 76.0;
/// Counters, weights, locations.
pub const HUGE: f32 = 132.0;
/// Smallest text on screens for leads and set-up.
pub const LEAD_TEXT_MIN: f32 = 20.0;
/// Ordinary text on screens for leads and set-up.
pub const LEAD_TEXT: f32 = 24.0;
/// Headings on screens for leads and set-up.
pub const LEAD_HEADING: f32 = 34.0;
/// Smallest side of anything that a glove has to hit: 25 mm on a 24-inch screen of 1920 × 1080.
pub const KEY_MIN: f32 = 91.0;
/// Height of an ordinary key.
pub const KEY: f32 = 104.0;
/// Height of a key of the command row: a sign over two lines, or three lines.
pub const COMMAND_KEY: f32 = 136.0;
/// Everything stands on this grid.
pub const GRID: f32 = 8.0;
/// Room between cards and keys.
pub const GAP: f32 = 16.0;
/// Room inside a card.
pub const PAD: f32 = 24.0;
/// Roundness of cards and keys.
pub const ROUND: u8 = 16;

/// What an answer, a lamp or a key wants to say with its colour and shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// Right: a circle with a tick.
    Right,
    /// Wrong goods: an octagon with a cross.
    Wrong,
    /// One too many: a square with a plus.
    TooMany,
    /// A gate is shut: a triangle with an exclamation mark.
    Blocked,
    /// The bench asks: a diamond with a question mark.
    Question,
    /// All done: a square with a tick.
    Done,
    /// Nothing happened: a ring.
    Calm,
}

impl Mood {
    /// All of them, for tests and samples.
    pub const ALL: [Self; 7] = [
        Self::Right,
        Self::Wrong,
        Self::TooMany,
        Self::Blocked,
        Self::Question,
        Self::Done,
        Self::Calm,
    ];
}

/// A filled surface and the colour of what is written on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone {
    /// The surface.
    pub fill: Color32,
    /// Text and shapes on it.
    pub ink: Color32,
}

/// All colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Whether it is the dark one.
    pub is_dark: bool,
    /// Behind everything.
    pub ground: Color32,
    /// Cards on the ground.
    pub card: Color32,
    /// Keys and rows on a card.
    pub raised: Color32,
    /// A key under the finger.
    pub pressed: Color32,
    /// Thin borders.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of lesser weight; still 7 : 1.
    pub faint: Color32,
    /// The one accent, as text or shape on ground and cards.
    pub accent: Color32,
    /// The one accent as a surface.
    pub primary: Tone,
    /// A working lamp.
    pub good: Color32,
    /// A lamp that warns.
    pub watch: Color32,
    /// A lamp that means standstill.
    pub alarm: Color32,
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where colours live"
)]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Colours of products in the picture of a packaging: told apart by every kind of eyes, on dark and on light.
///
/// Source: Okabe and Ito, "Color Universal Design", 2008, without black.
const PRODUCTS: [Color32; 7] = [
    rgb(0x0056_B4E9),
    rgb(0x00E6_9F00),
    rgb(0x0000_9E73),
    rgb(0x00F0_E442),
    rgb(0x00CC_79A7),
    rgb(0x00D5_5E00),
    rgb(0x0000_72B2),
];

/// The colour of a product by its place in the pick list; after seven they begin again.
pub fn product_color(place: usize) -> Color32 {
    PRODUCTS
        .get(place % PRODUCTS.len())
        .copied()
        .unwrap_or(Color32::GRAY)
}

/// Calm and dark: the usual one.
pub const DARK: Palette = Palette {
    is_dark: true,
    ground: rgb(0x0010_151B),
    card: rgb(0x001A_212A),
    raised: rgb(0x0026_303C),
    pressed: rgb(0x0034_4151),
    line: rgb(0x003A_4859),
    ink: rgb(0x00F4_F7FA),
    faint: rgb(0x00BD_C8D4),
    accent: rgb(0x007C_C7FF),
    primary: Tone {
        fill: rgb(0x007C_C7FF),
        ink: rgb(0x0006_1420),
    },
    good: rgb(0x0065_D69A),
    watch: rgb(0x00FF_B930),
    alarm: rgb(0x00FF_A6AA),
};

/// For bright halls.
pub const LIGHT: Palette = Palette {
    is_dark: false,
    ground: rgb(0x00EE_F1F5),
    card: rgb(0x00FF_FFFF),
    raised: rgb(0x00DC_E4ED),
    pressed: rgb(0x00CD_D7E2),
    line: rgb(0x00A9_B7C6),
    ink: rgb(0x000E_141B),
    faint: rgb(0x0033_404D),
    accent: rgb(0x0007_4578),
    primary: Tone {
        fill: rgb(0x0007_4578),
        ink: rgb(0x00FF_FFFF),
    },
    good: rgb(0x0000_4A23),
    watch: rgb(0x005E_3D00),
    alarm: rgb(0x008A_0019),
};

impl Palette {
    /// Surface and ink of a mood; the same in both themes, so that a colour keeps its meaning.
    pub const fn mood(&self, mood: Mood) -> Tone {
        match mood {
            Mood::Right | Mood::Done => Tone {
                fill: rgb(0x0000_602F),
                ink: rgb(0x00FF_FFFF),
            },
            Mood::Wrong => Tone {
                fill: rgb(0x00B0_0020),
                ink: rgb(0x00FF_FFFF),
            },
            Mood::TooMany => Tone {
                fill: rgb(0x006A_1B9A),
                ink: rgb(0x00FF_FFFF),
            },
            Mood::Blocked => Tone {
                fill: rgb(0x00FF_B000),
                ink: rgb(0x0000_0000),
            },
            Mood::Question => Tone {
                fill: rgb(0x000B_4F8A),
                ink: rgb(0x00FF_FFFF),
            },
            Mood::Calm => Tone {
                fill: self.card,
                ink: self.ink,
            },
        }
    }

    /// The theme that is in force.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }
}

/// The bold face; numbers, names and keys stand in it.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}

/// The regular face.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

const BOLD: &str = "bold";

fn fonts() -> FontDefinitions {
    // The stock face stands behind ours for letters of other alphabets in names and notes.
    let mut fonts = FontDefinitions::default();
    let stock = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let faces: [(&str, &'static [u8]); 2] = [
        (
            "noto-regular",
            include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
        ),
        (
            "noto-bold",
            include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
        ),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, "noto-regular"),
        (FontFamily::Monospace, "noto-regular"),
        (FontFamily::Name(BOLD.into()), "noto-bold"),
    ];
    for (family, face) in families {
        let faces = std::iter::once(face.to_owned())
            .chain(stock.iter().cloned())
            .collect();
        fonts.families.insert(family, faces);
    }
    fonts
}

/// Sets fonts, colours and the habits of a bench on `ctx`. Call before the first picture.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, palette) in [(egui::Theme::Dark, &DARK), (egui::Theme::Light, &LIGHT)] {
        ctx.style_mut_of(theme, |style| dress(style, palette));
    }
    ctx.set_theme(egui::Theme::Dark);
    ctx.options_mut(|options| {
        // A control code in a barcode must neither close the window nor zoom it.
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
        // A press in gloves is slow and slides.
        options.input_options.max_click_duration = 2.0;
        options.input_options.max_click_dist = 20.0;
    });
}

fn dress(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Small, regular(LEAD_TEXT_MIN)),
        (TextStyle::Body, regular(LEAD_TEXT)),
        (TextStyle::Monospace, regular(LEAD_TEXT)),
        (TextStyle::Button, bold(LEAD_TEXT)),
        (TextStyle::Heading, bold(LEAD_HEADING)),
    ]
    .into();
    style.animation_time = 0.0;
    style.spacing.item_spacing = Vec2::splat(GRID);
    style.spacing.button_padding = Vec2::new(GAP, GRID);
    style.spacing.scroll.bar_width = 24.0;
    style.spacing.scroll.floating = false;
    style.spacing.scroll.foreground_color = false;
    style.spacing.scroll.bar_inner_margin = 12.0;
    style.spacing.menu_margin = Margin::same(8);
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.0;

    let visuals = &mut style.visuals;
    visuals.dark_mode = palette.is_dark;
    visuals.override_text_color = Some(palette.ink);
    visuals.panel_fill = palette.ground;
    visuals.window_fill = palette.card;
    visuals.extreme_bg_color = if palette.is_dark {
        palette.ground
    } else {
        palette.card
    };
    visuals.faint_bg_color = palette.raised;
    visuals.hyperlink_color = palette.accent;
    visuals.selection.bg_fill = palette.pressed;
    visuals.selection.stroke = Stroke::new(3.0, palette.accent);
    visuals.text_cursor.stroke = Stroke::new(4.0, palette.accent);
    visuals.text_cursor.blink = false;
    visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    for widget in [
        &mut visuals.widgets.noninteractive,
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
        &mut visuals.widgets.open,
    ] {
        widget.corner_radius = CornerRadius::same(ROUND / 2);
        widget.fg_stroke = Stroke::new(2.0, palette.ink);
    }
    visuals.widgets.inactive.bg_stroke = Stroke::new(2.0, palette.line);
    visuals.widgets.hovered.bg_stroke = Stroke::new(2.0, palette.accent);
    visuals.widgets.inactive.weak_bg_fill = palette.raised;
    visuals.widgets.inactive.bg_fill = palette.raised;
    visuals.widgets.hovered.weak_bg_fill = palette.pressed;
    visuals.widgets.hovered.bg_fill = palette.pressed;
    visuals.widgets.active.weak_bg_fill = palette.pressed;
    visuals.widgets.active.bg_fill = palette.pressed;
}

/// The zoom at which a window of `pixels` shows the whole sheet.
///
/// `native` is how many pixels the desktop gives a point. A window wider or
/// higher than the sheet's shape gets more room on that side.
pub fn zoom_for(pixels: Vec2, native: f32) -> f32 {
    let fit = (pixels.x / SHEET.x).min(pixels.y / SHEET.y);
    // Below a third nothing can be read anyway; a window being minimised has no size.
    (fit / native.max(0.1)).clamp(0.3 / native.max(0.1), 8.0)
}

/// Contrast of two opaque colours, 1 to 21.
///
/// Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let channel = |value: u8| {
        let share = f32::from(value) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: WCAG 2.2, success criterion 1.4.6 (AAA).
    const TEXT_CONTRAST: f32 = 7.0;

    #[test]
    fn every_text_stands_out_at_seven_to_one_in_dark_and_in_light() {
        for palette in [DARK, LIGHT] {
            let surfaces = [
                palette.ground,
                palette.card,
                palette.raised,
                palette.pressed,
            ];
            for surface in surfaces {
                assert!(
                    contrast(palette.ink, surface) >= TEXT_CONTRAST,
                    "ink on {surface:?}"
                );
            }
            for surface in [palette.ground, palette.card, palette.raised] {
                for text in [
                    palette.faint,
                    palette.accent,
                    palette.good,
                    palette.watch,
                    palette.alarm,
                ] {
                    let found = contrast(text, surface);
                    assert!(found >= TEXT_CONTRAST, "{text:?} on {surface:?}: {found}");
                }
            }
            let moods = Mood::ALL.map(|mood| palette.mood(mood));
            for tone in moods.into_iter().chain([palette.primary]) {
                let found = contrast(tone.ink, tone.fill);
                assert!(found >= TEXT_CONTRAST, "{tone:?}: {found}");
            }
        }
    }

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn every_window_shows_the_whole_sheet() {
        let windows = [
            (1920.0, 1080.0),
            (1280.0, 720.0),
            (1366.0, 768.0),
            (1280.0, 1024.0),
            (3840.0, 2160.0),
        ];
        for (width, height) in windows {
            for native in [1.0, 1.25, 2.0] {
                let pixels = Vec2::new(width, height);
                let points = pixels / (zoom_for(pixels, native) * native);
                assert!(
                    points.x >= SHEET.x - 0.1 && points.y >= SHEET.y - 0.1,
                    "{pixels:?} at {native}"
                );
            }
        }
    }

    #[test]
    fn a_window_of_no_size_does_not_break_the_zoom() {
        assert!(zoom_for(Vec2::ZERO, 1.0) > 0.0);
        assert!(zoom_for(Vec2::new(1.0, 1.0), 0.0).is_finite());
    }
}
