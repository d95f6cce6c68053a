//! What a shift lead says about products’ records, with what the bench found in them.

use crate::domain::ids::{Badge, Sku};
use crate::domain::record_audit::{Fault, FaultKind, PhotoFault};

/// What a shift lead says about a product’s record. It has nothing to do with the order on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordCommand {
    /// A person sees to it.
    Give {
        /// The product.
        sku: Sku,
        /// What is wrong.
        kind: FaultKind,
        /// The finding, if the record is wrong in this.
        found: Option<Fault>,
        /// The person, if there is one of this badge.
        to: Result<Badge, Badge>,
    },
    /// It is right as it is.
    Accept {
        /// The product.
        sku: Sku,
        /// What looks wrong.
        kind: FaultKind,
        /// The finding, if the record is wrong in this.
        found: Option<Fault>,
        /// Why.
        reason: String,
    },
    /// A photo was taken of it.
    Photograph {
        /// The product.
        sku: Sku,
        /// The catalogue has the product.
        is_known: bool,
        /// Its picture until now.
        old: Option<String>,
        /// File name of the new one, or why it is none.
        new: Result<String, PhotoFault>,
    },
}
