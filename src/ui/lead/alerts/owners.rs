//! Setting up who sees to what: a row for each matter, a key for each desk of the shop.

use eframe::egui::{Rect, Ui};

use super::super::{headed_card_ui, lead_text};
use crate::domain::desk::owner::{Matter, Owner, Owners};
use crate::i18n::{self, OwnerWord};
use crate::ui::draw::{Cut as _, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;

/// Space between rows and between keys.
const GAP: f32 = 6.0;

pub(super) fn owners_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, owners: &mut Owners) {
    let heading = scene.owner_word(OwnerWord::OwnersHeading);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (how, room) = room.cut_top(62.0, GAP);
    let text = scene.owner_word(OwnerWord::OwnersHow);
    text_ui(ui, how, &text, lead_text(scene).lines(2));
    let rows = room.stack(Matter::ALL.len(), GAP).into_iter();
    for (row, matter) in rows.zip(Matter::ALL) {
        let (words, keys) = row.cut_left(row.width() * 0.22, GAP);
        let name = i18n::matter(scene.lang, matter);
        text_ui(ui, words, &name, lead_text(scene).lines(2));
        let chosen = owners.of_mut(matter);
        for (place, owner) in keys
            .columns(Owner::ALL.len(), GAP)
            .into_iter()
            .zip(Owner::ALL)
        {
            let label = i18n::owner(scene.lang, owner);
            let spoken = scene.owner_word(OwnerWord::OwnerOf {
                matter: name.clone(),
                who: label.clone(),
            });
            let key = BigKey::new(&label)
                .for_lead()
                .size(20.0)
                .chosen(*chosen == owner)
                .named(&spoken);
            if key.show(ui, place) {
                *chosen = owner;
            }
        }
    }
}
