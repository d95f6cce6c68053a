//! What the next input will need, made ready after the last answer is out.

use std::collections::VecDeque;

use super::run::{Station, chain};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::session::Step;

/// Products whose codes are read in one go. A page that lies on the disk alone takes about 0.1 ms, and a scan that
/// comes meanwhile must not wait longer than for a slice of the sync.
const PRODUCTS_AT_ONCE: usize = 16;

/// Whose codes are still to be read before they are scanned.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// The order they are of, as it was when they were listed.
    order: Option<(OrderNo, u64)>,
    products: VecDeque<Sku>,
}

impl Station {
    /// Makes ready what can be made ready before somebody waits for it: the codes of the open order are read, and
    /// the papers of a parcel that only lacks its order number are made, and where everything goes is planned. Called
    /// after the answer is out. `true` when there is a new plan to show.
    pub fn prepare_next(&mut self) -> bool {
        self.read_next_codes();
        self.prepare_dossier();
        self.plan_ahead()
    }

    /// Reads the codes of the open order, as far as one go reaches.
    fn read_next_codes(&mut self) {
        self.list_ahead();
        self.read_ahead();
    }

    fn list_ahead(&mut self) {
        let open = self
            .bench
            .session()
            .filter(|session| session.step == Step::Scanning);
        let order = open.map(|session| (session.order.clone(), session.revision));
        if order == self.ahead.order {
            return;
        }
        let products = open.into_iter().flat_map(|session| &session.lines);
        self.ahead = Ahead {
            order,
            products: products.map(|line| line.opened.sku.clone()).collect(),
        };
    }

    /// Some of them; the next answer is followed by more.
    fn read_ahead(&mut self) {
        let due = self.ahead.products.len().min(PRODUCTS_AT_ONCE);
        if due == 0 {
            return;
        }
        let products: Vec<Sku> = self.ahead.products.drain(..due).collect();
        // Nothing depends on it: the scan reads for itself, and tells what is wrong with the disk.
        if let Err(error) = self.store.read_ahead(&products) {
            tracing::warn!(error = %chain(&error), "the codes of the open order cannot be read");
        }
    }
}
