//! The pairs of products that are taken for each other: how often, what they have in common, what to do.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::rows::row_key_ui;
use super::{Closer, headed_card_ui, lead_text, rows_ui};
use crate::domain::mis_pick::cause::{Action, Likeness};
use crate::i18n::{MisPickWord, format};
use crate::station::mis_picks::ConfusionView;
use crate::station::snapshot::MisPickView;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

pub(super) fn pairs_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    view: &MisPickView,
) -> Option<Closer> {
    let title = scene.mis_pick_word(MisPickWord::MisPickPairs);
    let room = headed_card_ui(ui, scene, card, &title);
    let (share, list) = room.cut_top(36.0, 8.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let says = match view.confusions.last() {
        None => MisPickWord::MisPickNoPairs,
        Some(last) => MisPickWord::MisPickPairsShare {
            count: u64::try_from(view.confusions.len()).unwrap_or(u64::MAX),
            share: format::permille(scene.lang, last.pair.share_so_far_permille),
        },
    };
    text_ui(ui, share, &scene.mis_pick_word(says), faint);
    let mut pressed = None;
    rows_ui(ui, list, (view.confusions.len(), 104.0), |ui, place, at| {
        let Some(one) = view.confusions.get(at) else {
            return;
        };
        if pair_ui(ui, scene, place, one) {
            let pair = &one.pair;
            pressed = Some(Closer::Pair(pair.wrong.clone(), pair.right.clone()));
        }
    });
    pressed
}

fn pair_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, one: &ConfusionView) -> bool {
    let palette = scene.palette;
    let name = |name: &str, sku: &str| {
        if name.is_empty() {
            sku.to_owned()
        } else {
            name.to_owned()
        }
    };
    let pair = &one.pair;
    let headline = scene.mis_pick_word(MisPickWord::MisPickFor {
        wrong: name(&one.wrong_name, pair.wrong.as_str()),
        right: name(&one.right_name, pair.right.as_str()),
    });
    let is_pressed = row_key_ui(ui, scene, place, &headline);
    let room = place.shrink2(vec2(12.0, 4.0));
    let (count, words) = room.cut_left(84.0, 12.0);
    text_ui(
        ui,
        count,
        &format!("{}×", format::count(pair.count)),
        Type::new(34.0, palette.ink)
            .bold()
            .for_lead()
            .at(Align2::RIGHT_CENTER),
    );
    let lines = words.stack(3, 0.0);
    let [first, second, third] = lines.as_slice() else {
        return is_pressed;
    };
    text_ui(ui, *first, &headline, lead_text(scene).bold());
    let action = scene.mis_pick_word(action_word(pair.action));
    text_ui(ui, *second, &action, lead_text(scene));
    let alike: Vec<String> = pair
        .likeness
        .iter()
        .map(|likeness| scene.mis_pick_word(likeness_word(*likeness)))
        .collect();
    let faint = Type::new(theme::LEAD_TEXT_MIN, palette.faint).for_lead();
    text_ui(ui, *third, &alike.join(" · "), faint);
    is_pressed
}

pub(super) fn action_word(action: Action) -> MisPickWord {
    match action {
        Action::MoveApart => MisPickWord::MisPickMoveApart,
        Action::Relabel => MisPickWord::MisPickRelabel,
        Action::ShowPicture => MisPickWord::MisPickShowPicture,
        Action::LookIntoBin => MisPickWord::MisPickLookIntoBin,
    }
}

fn likeness_word(likeness: Likeness) -> MisPickWord {
    match likeness {
        Likeness::SameBin => MisPickWord::MisPickSameBin,
        Likeness::NeighbourBin => MisPickWord::MisPickNeighbourBin,
        Likeness::Barcode => MisPickWord::MisPickBarcode,
        Likeness::Sku => MisPickWord::MisPickSku,
        Likeness::Name => MisPickWord::MisPickName,
    }
}
