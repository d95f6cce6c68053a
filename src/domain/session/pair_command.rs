//! What a shift lead orders about pairs of products, with what the bench knows of it.

use chrono::NaiveDate;

use crate::domain::ids::{Badge, Sku};
use crate::domain::mis_pick::cause::Action;
use crate::domain::mis_pick::remedy::Stand;

/// What a shift lead orders about two products that are taken for each other. It has nothing to do with the order on
/// the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PairCommand {
    /// Somebody is to do something.
    Order {
        /// The product that was picked.
        wrong: Sku,
        /// The product that was wanted.
        right: Sku,
        /// What.
        what: Action,
        /// The person, if there is one of this badge.
        to: Result<Badge, Badge>,
        /// Until when.
        due: NaiveDate,
        /// The local day.
        today: NaiveDate,
        /// A product that is not in the catalogue.
        unknown: Option<Sku>,
        /// The same stands for this pair already.
        stands: bool,
    },
    /// It was done.
    Done {
        /// The action.
        action: String,
        /// How it stands, and since when.
        known: Option<(Stand, NaiveDate)>,
        /// On which day.
        day: NaiveDate,
        /// The local day.
        today: NaiveDate,
    },
    /// It is wanted no longer.
    Withdraw {
        /// The action.
        action: String,
        /// How it stands.
        known: Option<Stand>,
    },
}
