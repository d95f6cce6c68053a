//! What a shift lead orders about people’s data, with what the bench knows of them.

use crate::domain::ids::{Badge, OrderNo};
use crate::domain::privacy::Erasable;

/// What a shift lead orders about people’s data. It has nothing to do with the order on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivacyCommand {
    /// The customer of an order asks that nothing is kept that tells who they are.
    EraseCustomer {
        /// The order.
        order: OrderNo,
        /// Whether that can be done.
        known: Erasable,
    },
    /// Figures are wanted by person.
    ViewPersons {
        /// What for.
        purpose: String,
    },
    /// A worker has left.
    EraseWorker {
        /// The badge.
        worker: Badge,
        /// Somebody has this badge.
        is_known: bool,
    },
}
