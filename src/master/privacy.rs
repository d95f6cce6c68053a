//! Orders and workers without what tells who they are, as every master keeps them from their erasure on.
//!
//! The digest of an erased row is that of what is left, so that the shop's own text, sent again, changes nothing and
//! not even a digest of the address is kept.

use sha2::{Digest as _, Sha256};

use super::ImportRow;
use crate::domain::feed::{OrderRow, Row};
use crate::domain::order::Order;

/// The order without its customer.
pub(super) fn without_person(row: &OrderRow) -> OrderRow {
    let mut order = row.order.clone();
    order.erase_person();
    OrderRow {
        order,
        revision: row.revision,
    }
}

/// What is kept as the digest of an erased order, and of the same one sent again.
pub(super) fn digest_of(erased: &Order) -> [u8; 32] {
    let text = serde_json::to_string(erased).expect("the words of the domain have a JSON text");
    Sha256::digest(text.as_bytes()).into()
}

/// An order of an import as it is taken when its customer was erased.
pub(super) fn erased_import(row: &OrderRow) -> ImportRow {
    let row = without_person(row);
    ImportRow {
        digest: digest_of(&row.order),
        row: Row::Order(Box::new(row)),
    }
}
