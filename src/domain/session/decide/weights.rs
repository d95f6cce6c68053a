//! What a closed parcel teaches of weights, and what a shift lead says to it.

use super::{Bench, Context, Decision};
use crate::domain::catalog::Measured;
use crate::domain::ids::PackagingCode;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::WeightCommand;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::{ChosenPackaging, Parcel, Session};
use crate::domain::stats::weights::{self, Content, Rules, judge};
use crate::domain::units::Grams;
use crate::domain::weight_check::{Expectation, WeighedUnits, expectation};
use crate::domain::worker::Right;

/// What is weighed, as the statistics want it.
pub(super) fn contents_of(units: &[WeighedUnits]) -> Vec<Content> {
    let each = units.iter().map(|line| Content {
        sku: line.sku.clone(),
        catalogue: line.unit_weight,
        units: line.count,
    });
    each.collect()
}

/// What a parcel should weigh: as parcels have taught, where any has taught something of what is in it;
/// else as the shop has set. The number of parcels that taught goes with it.
pub(super) fn expected(
    units: &[WeighedUnits],
    packaging: &PackagingCode,
    tare: Grams,
    context: &Context<'_>,
) -> (Expectation, Option<u64>) {
    let contents = contents_of(units);
    let parcel = weights::Parcel {
        contents: &contents,
        packaging,
        tare,
        scale: "",
    };
    let taught = context.weights.filter(|_| context.settings.weight_learning);
    match taught.filter(|known| known.speaks_of(&parcel)) {
        Some(known) => {
            let judged = judge(known, &parcel, &Rules::of(context.settings));
            let expected = Expectation {
                gross: judged.expected(),
                tolerance: judged.tolerance(),
            };
            (expected, Some(known.lessons))
        }
        None => (expectation(units, tare, context.settings), None),
    }
}

/// What a parcel teaches that is closed with this weight; nothing where the shop wants none of it.
pub(super) fn taught(
    session: &Session,
    parcel: &Parcel,
    packaging: &ChosenPackaging,
    gross: Grams,
    context: &Context<'_>,
) -> Option<Fact> {
    // A carton that nobody ever weighs empty has no tare to be learned.
    if !context.settings.weight_learning || packaging.code.as_str() == OWN_CARTON {
        return None;
    }
    Some(Fact::WeightTaught {
        order: session.order.clone(),
        parcel: parcel.number,
        contents: contents_of(&session.weighed_units(parcel)),
        packaging: packaging.code.clone(),
        tare: packaging.tare,
        gross,
        typed: parcel.typed,
        // Only a permitted person lets a parcel go whose weight is off, and says by it that the content is right.
        confirmed: !packaging.expected.accepts(gross),
        rules: Rules::of(context.settings),
    })
}

impl Bench {
    /// What a shift lead says about learned weights.
    pub(super) fn on_weight_command(&self, command: &WeightCommand) -> Decision {
        if let Err(refused) = self.require(Right::SettleExceptions) {
            return refused;
        }
        match command {
            WeightCommand::Correct { sku, found: None }
            | WeightCommand::Forget {
                sku,
                is_known: false,
            } => self.refuse_sku(Refusal::NoCorrection { sku: sku.clone() }, sku),
            WeightCommand::Correct {
                sku,
                found: Some(found),
            } => {
                let fact = Fact::WeightCorrected {
                    sku: sku.clone(),
                    old: found.old,
                    new: found.new,
                    confidence_permille: found.confidence_permille,
                    parcels: found.parcels,
                };
                let message = Message::WeightCorrected {
                    sku: sku.clone(),
                    weight: found.new,
                };
                Decision::accept(vec![fact], message).about(sku)
            }
            WeightCommand::Measure { sku, old: None, .. } => {
                self.refuse_sku(Refusal::UnknownProduct { sku: sku.clone() }, sku)
            }
            WeightCommand::Measure { sku, new, .. } if !new.is_possible() => {
                self.refuse_sku(Refusal::BadMeasures, sku)
            }
            WeightCommand::Measure {
                sku,
                old: Some(old),
                new,
            } => {
                let measured = Measured {
                    sku: sku.clone(),
                    old: *old,
                    new: *new,
                };
                let message = Message::ProductMeasured { sku: sku.clone() };
                Decision::accept(vec![Fact::ProductMeasured { measured }], message).about(sku)
            }
            WeightCommand::Forget { sku, .. } => {
                let fact = Fact::WeightForgotten { sku: sku.clone() };
                let message = Message::WeightForgotten { sku: sku.clone() };
                Decision::accept(vec![fact], message).about(sku)
            }
            WeightCommand::ScaleChecked => {
                Decision::accept(vec![Fact::ScaleChecked], Message::ScaleChecked)
            }
        }
    }
}
