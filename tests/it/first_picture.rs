//! The first picture of a window: everything slow about it is done before the window is there.

use std::cell::RefCell;

use eframe::egui::{self, Pos2, RawInput, Rect, TextureId};
use pakownia::domain::worker::Language;
use pakownia::i18n::Lang;
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::fit::Fit;
use pakownia::ui::packing::{PackingState, packing_ui};
use pakownia::ui::pictures::Pictures;
use pakownia::ui::rehearsal::rehearse;
use pakownia::ui::scene::{Scene, WindowView};
use pakownia::ui::sign_in::{SignInState, sign_in_ui};
use pakownia::ui::theme::{self, Palette};

use crate::support::snapshots;

/// How the letters' picture changes when a snapshot is drawn: `true` for the whole of it, `false` for a part.
fn letters_sent(ctx: &egui::Context, snapshot: &Snapshot, pictures: Pictures) -> Vec<bool> {
    let pictures = RefCell::new(pictures);
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, theme::SHEET)),
        max_texture_side: Some(16_384),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        let scene = Scene {
            snapshot,
            lang: Lang::Pl,
            now: snapshots::now(),
            palette: Palette::of(ui.ctx()),
            pictures: &pictures,
            window: &WindowView::default(),
        };
        let mut untold = Vec::new();
        if snapshot.worker.is_none() {
            sign_in_ui(ui, &scene, &mut SignInState::default(), &mut untold);
        } else {
            packing_ui(ui, &scene, &mut PackingState::default(), &mut untold);
        }
    });
    let letters = output.textures_delta.set.get(&TextureId::default());
    let whole = letters.map_or(vec![], |changes| {
        changes
            .iter()
            .map(eframe::epaint::ImageDelta::is_whole)
            .collect()
    });
    output.textures_delta.clear();
    whole
}

#[test]
fn after_a_rehearsal_the_first_picture_has_all_its_letters_and_paints_none_anew() {
    for (name, snapshot) in snapshots::all_packing(Language::Pl) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        ctx.add_plugin(Fit);
        let pictures = rehearse(&ctx, theme::SHEET, Lang::Pl, &snapshot, snapshots::now());
        assert_eq!(letters_sent(&ctx, &snapshot, pictures), [true], "{name}");
        let again = letters_sent(&ctx, &snapshot, Pictures::new(&ctx));
        assert_eq!(again, [false; 0], "{name}");
    }
}
