//! A complaint or a return: which order, what about, which product; so that it counts where it came from.

use eframe::egui::{Rect, Ui};

use super::super::desk::DeskState;
use super::{back_ui, headed_card_ui, lead_text};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::mis_pick::Complaint;
use crate::i18n::MisPickWord;
use crate::station::event::{Command, Event};
use crate::ui::draw::{Cut as _, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What has been typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ComplaintForm {
    order: String,
    sku: String,
    came: String,
    note: String,
    what: Option<Complaint>,
}

impl ComplaintForm {
    /// The command, once order, kind and words are there.
    fn command(&self) -> Option<Command> {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(Command::Complain {
            order: OrderNo(said(&self.order)?),
            what: self.what?,
            sku: said(&self.sku).map(Sku),
            came: said(&self.came).map(Sku),
            note: said(&self.note)?,
        })
    }
}

/// The form. Answers whether the way back was pressed.
pub(super) fn complaint_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (form, desk): (&mut ComplaintForm, &mut DeskState),
    out: &mut Vec<Event>,
) -> bool {
    desk.hear(scene);
    let (top, rest) = place.cut_top(80.0, theme::GAP);
    let (is_back, _) = back_ui(ui, scene, top);
    let (card, _) = rest.cut_top(rest.height().min(560.0), 0.0);
    let title = scene.mis_pick_word(MisPickWord::ComplaintTitle);
    let room = headed_card_ui(ui, scene, card, &title);
    let (what, room) = room.cut_top(72.0, theme::GAP);
    let kinds = [
        (Complaint::WrongItem, MisPickWord::MisPickWrongItem),
        (Complaint::Extra, MisPickWord::MisPickExtra),
        (Complaint::Missing, MisPickWord::MisPickMissing),
    ];
    for (place, (kind, name)) in what.columns(3, theme::GRID).into_iter().zip(kinds) {
        let text = scene.mis_pick_word(name);
        let key = BigKey::new(&text)
            .for_lead()
            .chosen(form.what == Some(kind));
        if key.show(ui, place) {
            form.what = Some(kind);
        }
    }
    fields_ui(ui, scene, room, form);
    let (_, room) = room.cut_top(216.0, theme::GAP);
    let (key, room) = room.cut_top(80.0, theme::GRID);
    let (answer, _) = room.cut_top(60.0, 0.0);
    let says = scene.mis_pick_word(MisPickWord::ComplaintTake);
    desk.send_ui(ui, scene, key, (&says, form.command()), out);
    desk.answer_ui(ui, scene, answer);
    is_back
}

fn fields_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, form: &mut ComplaintForm) {
    let (above, room) = room.cut_top(100.0, theme::GAP);
    let columns = above.columns(3, theme::GAP);
    let products = match form.what {
        Some(Complaint::WrongItem) => 2,
        _ => 1,
    };
    let captions = [
        scene.mis_pick_word(MisPickWord::ComplaintOrder),
        scene.mis_pick_word(MisPickWord::ComplaintWanted),
        scene.mis_pick_word(MisPickWord::ComplaintCame),
    ];
    let texts = [&mut form.order, &mut form.sku, &mut form.came];
    for (place, (caption, text)) in columns
        .into_iter()
        .zip(captions.iter().zip(texts))
        .take(1 + products)
    {
        lead_field_ui(ui, place, caption, text);
    }
    let (below, _) = room.cut_top(100.0, 0.0);
    let (note, hint) = below.cut_left(below.width() * 0.5, theme::GAP);
    let caption = scene.mis_pick_word(MisPickWord::ComplaintNote);
    lead_field_ui(ui, note, &caption, &mut form.note);
    let says = scene.mis_pick_word(MisPickWord::ComplaintHint);
    text_ui(ui, hint, &says, lead_text(scene).lines(3));
}
