//! Each unit weighed at its scan: what goes into the box, and what the scale shows of it.

use eframe::egui::{Align2, Rect, Ui};

use super::inner;
use super::picture::box_ui;
use super::scanning::photo_ui;
use super::weighing::{Figures, figures_ui};
use crate::domain::ids::PackagingCode;
use crate::domain::session::message::Message;
use crate::domain::session::unit_step::{DueOnScale, NotWeighed, UnitDue};
use crate::i18n::{self, Word};
use crate::station::snapshot::{SessionView, UnitStepView};
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What the scale is waited for now.
pub(in crate::ui) fn unit_due(session: &SessionView) -> Option<(&UnitStepView, &UnitDue)> {
    let step = session.unit_step.as_ref()?;
    Some((step, step.due.as_ref()?))
}

pub(super) fn unit_step_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    session: &SessionView,
    (step, due): (&UnitStepView, &UnitDue),
) {
    let palette = scene.palette;
    let side = body.height().min(body.width() * 0.32);
    let (picture, main) = body.cut_left(side, theme::GAP);
    card_ui(ui, picture, palette);
    let sku = match &due.what {
        DueOnScale::Box(_) => None,
        DueOnScale::In(units) => Some(&units.item.sku),
        DueOnScale::Out(sku) => Some(sku),
    };
    let line = sku.and_then(|sku| session.lines.iter().find(|line| line.sku == *sku));
    match line {
        Some(line) => photo_ui(ui, scene, picture.shrink(8.0), line),
        None => empty_box_ui(ui, scene, picture, step.packaging.as_ref()),
    }
    card_ui(ui, main, palette);
    let shown = scene.snapshot.health.scale_shows.filter(|mass| mass.0 > 0);
    let shown = shown.or(due.refused);
    let is_waiting = match (due.unmoved, &due.what) {
        (Some(unmoved), _) => shown.is_none_or(|mass| unmoved.accepts(mass)),
        (None, _) => due.refused.is_none(),
    };
    let figures = Figures {
        expected: due
            .expected
            .map(|expected| (expected.gross, expected.tolerance)),
        shown,
        is_waiting,
        nothing: None,
    };
    figures_ui(ui, scene, inner(main), &figures);
}

/// The packaging whose empty box goes onto the scale: its code, and its shape.
fn empty_box_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, code: Option<&PackagingCode>) {
    let palette = scene.palette;
    let Some(code) = code else {
        let kind = Type::new(theme::HEADING, palette.watch).bold().lines(4);
        text_ui(ui, inner(card), &scene.word(Word::PackagingNoneFits), kind);
        return;
    };
    let (words, drawing) = inner(card).cut_top(126.0, theme::GAP);
    text_ui(
        ui,
        words,
        code.as_str(),
        Type::new(108.0, palette.accent).bold(),
    );
    let known = scene.snapshot.packagings.iter();
    if let Some(packaging) = known.into_iter().find(|known| known.code == *code) {
        box_ui(ui, scene, drawing, packaging.inner);
    }
}

/// That units of this parcel are only counted, as long as it lasts.
pub(super) fn not_weighed_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, why: NotWeighed) {
    let said = i18n::say(scene.lang, &Message::NotWeighed { sku: None, why }, None);
    let text = said.remedy.unwrap_or(said.headline);
    let kind = Type::new(theme::TEXT_MIN, scene.palette.watch)
        .bold()
        .lines(4)
        .at(Align2::LEFT_CENTER);
    text_ui(ui, place, &text, kind);
}
