//! What the bench answers to one action: the verdict, what it says, and where the order stands now.

use super::unit_step::expected_on_scale;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, TrackingNo};
use crate::domain::order::BoxDocument;
use crate::domain::session::message::{Message, Verdict};
use crate::domain::session::question::Question;
use crate::domain::session::{Bench, Decision, Session, Step};
use crate::domain::shift_check::{Part, ShiftCheck};
use crate::domain::stats::weights::Likely;
use crate::domain::units::Grams;
use crate::domain::weight_check::scale_cannot_tell;

/// The answer to one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its colour.
    pub verdict: Verdict,
    /// What it says.
    pub message: Message,
    /// The product it is about.
    pub sku: Option<Sku>,
    /// The name of the product or the worker it is about.
    pub subject: Option<String>,
    /// The order on the screen.
    pub order: Option<OrderNo>,
    /// Units of the order packed.
    pub done: u32,
    /// Units of the order to pack.
    pub of: u32,
    /// Where the order stands.
    pub step: Step,
    /// The packaging proposed or taken, from the packaging step on, and while its empty box is waited for.
    pub packaging: Option<PackagingCode>,
    /// Expected gross weight and tolerance, at weighing, and while the scale waits for box or unit.
    pub expected: Option<(Grams, Grams)>,
    /// Products of which the scale cannot tell one unit, at weighing.
    pub scale_cannot_tell: Vec<Sku>,
    /// What explains a weight that is off, the most probable first.
    pub explanations: Vec<Likely>,
    /// Papers that belong into the box and that nobody has; they warn, and block nothing.
    pub missing_documents: Vec<BoxDocument>,
    /// The tracking number of the parcel closed last.
    pub tracking: Option<TrackingNo>,
    /// The parcel at hand and how many are expected.
    pub parcel: Option<(u32, u32)>,
    /// What the bench waits to be answered.
    pub question: Option<Question>,
    /// The carrier's list that is being filled.
    pub list: Option<ListCount>,
    /// The part that the check of the devices waits for.
    pub due: Option<Part>,
}

/// How far a carrier's list is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCount {
    /// Whose it is.
    pub carrier: String,
    /// Parcels on it.
    pub parcels: u32,
    /// Those, and the parcels that wait for this carrier and are not on it.
    pub of: u32,
}

impl Answer {
    /// The answer as it is once the decision has been applied.
    pub(super) fn new(
        decision: &Decision,
        after: &Bench,
        suggested: Option<PackagingCode>,
    ) -> Self {
        let blank = Self {
            verdict: decision.verdict,
            message: decision.message.clone(),
            sku: decision.sku.clone(),
            subject: None,
            order: None,
            done: 0,
            of: 0,
            step: after.step(),
            packaging: None,
            expected: None,
            scale_cannot_tell: vec![],
            explanations: vec![],
            missing_documents: vec![],
            tracking: None,
            parcel: None,
            question: after.question.clone(),
            list: None,
            due: after.shift_check.as_ref().and_then(ShiftCheck::due),
        };
        match after.session() {
            Some(session) => blank.with_session(session, suggested),
            None => blank,
        }
    }

    fn with_session(self, session: &Session, suggested: Option<PackagingCode>) -> Self {
        let parcel = session.parcel();
        let chosen = parcel.and_then(|parcel| parcel.packaging.as_ref());
        let is_weighed = matches!(session.step, Step::Weighing | Step::Confirming);
        let expected = chosen.filter(|_| is_weighed).map(|chosen| chosen.expected);
        let on_scale = expected_on_scale(session);
        let cannot_tell = parcel.zip(expected).map(|(parcel, expected)| {
            scale_cannot_tell(&session.weighed_units(parcel), expected.tolerance)
        });
        Self {
            order: Some(session.order.clone()),
            done: session.done(),
            of: session.of(),
            packaging: chosen.map(|chosen| chosen.code.clone()).or(suggested),
            expected: expected
                .map(|expected| (expected.gross, expected.tolerance))
                .or(on_scale),
            scale_cannot_tell: cannot_tell.unwrap_or_default(),
            tracking: session.last_tracking().cloned(),
            parcel: parcel.map(|parcel| (parcel.number, session.expected_parcels())),
            ..self
        }
    }
}
