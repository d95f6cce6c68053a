//! How many orders may leave with an error: the lead picks a target, beside what it asks of the orders that wait.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::{headed_card_ui, lead_text};
use crate::domain::verification::Depth;
use crate::i18n::{self, VerificationWord};
use crate::station::event::{Action, Command, Event, Reading};
use crate::station::verification::{TargetView, VerificationView};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a target's row.
const ROW: f32 = 76.0;

pub(super) fn verification_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    asked: &mut Option<u64>,
    out: &mut Vec<Event>,
) {
    // What was set just now changes what stands here.
    let newest = scene.snapshot.last_answer();
    if *asked != Some(newest) {
        *asked = Some(newest);
        out.push(Event::Read(Reading::Verification));
    }
    let heading = scene.verification_word(VerificationWord::VerificationHeading);
    let room = headed_card_ui(ui, scene, body, &heading);
    let (explain, room) = room.cut_top(132.0, theme::GAP);
    let kind = lead_text(scene).lines(4).at(Align2::LEFT_TOP);
    let text = scene.verification_word(VerificationWord::VerificationExplain);
    text_ui(ui, explain, &text, kind);
    let Some(view) = &scene.snapshot.verification else {
        return;
    };
    let (captions, room) = room.cut_top(72.0, theme::GRID);
    captions_ui(ui, scene, captions);
    let (table, foot) = room.cut_top((ROW + theme::GRID) * 6.0, theme::GAP);
    let rows = table.stack(view.targets.len() + 1, theme::GRID);
    let mut rows = rows.into_iter();
    let off = [None].into_iter();
    for target in off.chain(view.targets.iter().map(Some)) {
        if let Some(row) = rows.next() {
            target_ui(ui, scene, row, (view, target), out);
        }
    }
    let told = scene.verification_word(match view.judged {
        0 => VerificationWord::VerificationEmpty,
        count => VerificationWord::VerificationMean {
            risk: view.mean_risk_ppm,
            count: u64::from(count),
        },
    });
    let (foot, _) = foot.cut_top(96.0_f32.min(foot.height()), 0.0);
    text_ui(
        ui,
        foot,
        &told,
        lead_text(scene).lines(3).at(Align2::LEFT_TOP),
    );
}

/// The target's key, and a share for each depth.
fn cells(row: Rect) -> [Rect; 4] {
    let (key, rest) = row.cut_left(row.width() * 0.34, theme::GAP);
    let shares = rest.columns(3, theme::GAP);
    let at = |place: usize| shares.get(place).copied().unwrap_or(rest);
    [key, at(0), at(1), at(2)]
}

fn captions_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let [key, shares @ ..] = cells(place);
    let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint)
        .for_lead()
        .lines(2);
    let text = scene.verification_word(VerificationWord::VerificationTargets);
    text_ui(ui, key, &text, faint.at(Align2::LEFT_CENTER));
    for (place, depth) in shares.into_iter().zip(Depth::ALL) {
        text_ui(ui, place, &i18n::depth(scene.lang, depth), faint.centered());
    }
}

fn target_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    (view, target): (&VerificationView, Option<&TargetView>),
    out: &mut Vec<Event>,
) {
    let [key, shares @ ..] = cells(row);
    let target_ppm = target.map_or(0, |target| target.target_ppm);
    let name = scene.verification_word(match target_ppm {
        0 => VerificationWord::VerificationOff,
        target => VerificationWord::VerificationTarget {
            target: u64::from(target),
        },
    });
    let is_set = view.terms.target_ppm == target_ppm;
    if BigKey::new(&name).for_lead().chosen(is_set).show(ui, key) && !is_set {
        let command = Command::SetVerification { target_ppm };
        out.push(Event::Action(Action::Command(command)));
    }
    let orders = target.map_or([0, view.judged, 0], |target| target.orders);
    for (place, count) in shares.into_iter().zip(orders) {
        let percent = (u64::from(count) * 100 + u64::from(view.judged) / 2)
            .checked_div(u64::from(view.judged));
        let Some(percent) = percent else { continue };
        let share = scene.verification_word(VerificationWord::VerificationShare {
            share: percent.to_string(),
        });
        let ink = if count == 0 {
            scene.palette.faint
        } else {
            scene.palette.ink
        };
        let kind = Type::new(theme::LEAD_HEADING, ink).for_lead();
        text_ui(ui, place.shrink2(vec2(8.0, 0.0)), &share, kind.centered());
    }
}
