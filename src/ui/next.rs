//! What the bench waits for, read off the snapshot; the giant line says it.

use super::packing::unit_due;
use super::theme::Mood;
use crate::domain::ids::Sku;
use crate::domain::session::Step;
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::Question;
use crate::domain::session::unit_step::{DueOnScale, UnitDue};
use crate::domain::units::Grams;
use crate::i18n::{self, Lang, Next, instruction};
use crate::station::snapshot::{AnswerView, LineView, SessionView, Snapshot, UnitStepView};

/// What to do next, on one line.
pub fn next_line(lang: Lang, snapshot: &Snapshot) -> String {
    if let (Some(_), Some(asked)) = (&snapshot.worker, &snapshot.question) {
        return i18n::question(lang, asked, product_asked_about(snapshot, asked)).headline;
    }
    instruction(lang, next_of(snapshot))
}

/// The name of the product that a question is about.
pub fn product_asked_about<'a>(snapshot: &'a Snapshot, asked: &Question) -> Option<&'a str> {
    let (Question::WhyShort { sku, .. } | Question::ShortPath { sku, .. }) = asked else {
        return None;
    };
    let lines = &snapshot.session.as_ref()?.lines;
    lines
        .iter()
        .find(|line| line.sku == *sku)
        .map(|line| line.name.as_str())
}

/// Colour, shape and sound of an answer.
pub fn mood_of(answer: &AnswerView) -> Mood {
    match (answer.verdict, &answer.message) {
        (
            Verdict::Accepted,
            Message::OrderClosed { .. }
            | Message::ParcelClosed { .. }
            | Message::HandOverClosed { .. }
            | Message::CheckEnded { .. },
        ) => Mood::Done,
        (Verdict::Accepted, _) => Mood::Right,
        (
            Verdict::Refused,
            Message::Refused(
                Refusal::OneTooMany { .. }
                | Refusal::CaseTooLarge { .. }
                | Refusal::AlreadyOnList { .. },
            ),
        ) => Mood::TooMany,
        (Verdict::Refused, _) => Mood::Wrong,
        (Verdict::Blocked, _) => Mood::Blocked,
        (Verdict::Asked, _) => Mood::Question,
        (Verdict::Ignored, _) => Mood::Calm,
    }
}

fn next_of(snapshot: &Snapshot) -> Next<'_> {
    if snapshot.worker.is_none() {
        return match &snapshot.badge_offered {
            Some(badge) => Next::Pin {
                name: badge.as_str(),
            },
            None => Next::SignIn,
        };
    }
    if snapshot.question.is_some() {
        return Next::Answer;
    }
    if let Some(check) = &snapshot.shift_check
        && let Some(part) = check.due()
    {
        let reference = check.plan.reference;
        return Next::Check { part, reference };
    }
    let last = snapshot.answers.back().map(|answer| &answer.message);
    if let Some(list) = &snapshot.hand_over {
        return Next::HandOver {
            carrier: &list.carrier,
        };
    }
    match &snapshot.session {
        Some(session) if session.step != Step::Idle => next_in(session, snapshot, last),
        _ => match last {
            Some(Message::ToteNeedsOrder { tote }) => Next::OrderOfTote { tote },
            _ => Next::OpenOrder,
        },
    }
}

fn next_in<'a>(
    session: &'a SessionView,
    snapshot: &'a Snapshot,
    last: Option<&Message>,
) -> Next<'a> {
    if let Some(Message::Refused(
        Refusal::OrderCancelled { order } | Refusal::OrderTakenOver { order },
    )) = last
        && *order == session.order
    {
        return Next::PutBack;
    }
    if session.label_due {
        return Next::ScanLabel;
    }
    if session.second_person_due {
        return Next::SecondPerson;
    }
    match session.step {
        Step::Idle => Next::OpenOrder,
        Step::Closed => Next::Closed,
        Step::Confirming => Next::Confirm {
            order: &session.order,
        },
        Step::Weighing => next_at_the_scale(session, snapshot),
        Step::Packaging => {
            let suggested = session.suggested.as_ref();
            let named = snapshot
                .packagings
                .iter()
                .find(|packaging| Some(&packaging.code) == suggested);
            Next::Packaging {
                suggested,
                name: named.map(|packaging| packaging.name.as_str()),
            }
        }
        Step::Scanning => next_to_scan(session, snapshot.has_scanner),
    }
}

fn next_at_the_scale<'a>(session: &SessionView, snapshot: &Snapshot) -> Next<'a> {
    match weight_difference(session) {
        Some(difference) => Next::WeighAgain { difference },
        None if snapshot.has_scale => Next::Weigh,
        None => Next::TypeWeight,
    }
}

/// How far the weighed parcel is off, if it is.
pub fn weight_difference(session: &SessionView) -> Option<Grams> {
    let (expected, tolerance) = session.expected?;
    let difference = session.gross? - expected;
    (difference.abs() > tolerance).then_some(difference)
}

fn next_to_scan(session: &SessionView, has_scanner: bool) -> Next<'_> {
    if let Some((sku, needs)) = &session.capture {
        let line = session.lines.iter().find(|line| line.sku == *sku);
        return Next::Capture {
            sku,
            name: line.map(|line| line.name.as_str()),
            needs: *needs,
        };
    }
    if let Some((step, due)) = unit_due(session) {
        return next_on_the_scale(session, step, due);
    }
    let surplus = |line: &LineView| line.packed.saturating_sub(line.ordered);
    if let Some(line) = session.lines.iter().find(|line| surplus(line) > 0) {
        return Next::TakeOut {
            sku: &line.sku,
            name: Some(&line.name),
            surplus: surplus(line),
        };
    }
    if !has_scanner {
        return Next::Count { units: session.of };
    }
    match wanted_line(session) {
        Some(line) => Next::Unit {
            sku: &line.sku,
            name: Some(&line.name),
            missing: missing(line),
            location: line.location.as_ref(),
        },
        None => Next::Packaging {
            suggested: session.suggested.as_ref(),
            name: None,
        },
    }
}

/// What goes onto the scale or off it, or, when the weight was off, a look into the box.
fn next_on_the_scale<'a>(
    session: &'a SessionView,
    step: &'a UnitStepView,
    due: &'a UnitDue,
) -> Next<'a> {
    let off = due.refused.zip(due.expected).filter(|(refused, _)| {
        // Nothing has gone in yet: what to put in is still what there is to do.
        due.unmoved.is_none_or(|unmoved| !unmoved.accepts(*refused))
    });
    if let Some((refused, expected)) = off {
        let difference = refused - expected.gross;
        return Next::LookIntoBox { difference };
    }
    let name_of = |sku: &Sku| {
        let line = session.lines.iter().find(|line| line.sku == *sku);
        line.map(|line| line.name.as_str())
    };
    match &due.what {
        DueOnScale::Box(_) => Next::Box {
            packaging: step.packaging.as_ref(),
        },
        DueOnScale::In(units) => Next::IntoBox {
            sku: &units.item.sku,
            name: name_of(&units.item.sku),
            units: units.item.units,
        },
        DueOnScale::Out(sku) => Next::OutOfBox {
            sku,
            name: name_of(sku),
        },
    }
}

/// Units of a line that are neither packed nor declared short.
pub fn missing(line: &LineView) -> u32 {
    line.ordered
        .saturating_sub(line.packed)
        .saturating_sub(line.short)
}

/// The line to work on: the one in focus while it lacks units, else the next that does.
pub fn wanted_line(session: &SessionView) -> Option<&LineView> {
    let focus = session.focus.and_then(|at| session.lines.get(at));
    focus
        .filter(|line| missing(line) > 0)
        .or_else(|| session.lines.iter().find(|line| missing(line) > 0))
}
