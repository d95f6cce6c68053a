//! How deeply an order is verified that is about to open, and what another target would ask of the orders that wait.

use chrono::{DateTime, TimeDelta, Utc};

use super::run::Station;
use crate::domain::ids::{Badge, OrderNo};
use crate::domain::mis_pick::{Dimension, Tally};
use crate::domain::session::OpenedLine;
use crate::domain::session::input::OrderFound;
use crate::domain::units::Minor;
use crate::domain::verification::{Depth, Judged, Known, Verification, VerificationTerms, judge};
use crate::station::lookup::pick_lines;
use crate::store::StoreError;

/// How far back counts are looked at. Assumption: a quarter knows rare products, and forgets who has learned.
const LOOKED_BACK: TimeDelta = TimeDelta::days(90);

/// Orders that are judged to show what a target asks for. Assumption: enough to see shares of a few in a hundred.
const JUDGED: u32 = 200;

/// Targets that a lead is offered, in orders of a million.
pub const TARGETS: [u32; 5] = [20, 50, 100, 200, 500];

/// What a target would ask of the orders that are ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetView {
    /// Orders in a million that may leave with an error.
    pub target_ppm: u32,
    /// Of the orders judged, how many would be verified how deeply, in the order of [`Depth::ALL`].
    pub orders: [u32; 3],
}

/// How orders are verified now, and what other targets would mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerificationView {
    /// What the shop has set.
    pub terms: VerificationTerms,
    /// Orders that were judged for the preview.
    pub judged: u32,
    /// Errors that leave with a million of them if every unit is scanned, on the mean.
    pub mean_risk_ppm: u64,
    /// What each target would ask for.
    pub targets: Vec<TargetView>,
}

impl Station {
    /// For the packer who opens it; `None` where the shop sets no target.
    pub(super) fn verification_of(
        &self,
        found: &OrderFound,
    ) -> Result<Option<Verification>, StoreError> {
        let terms = self.settings.verification;
        if terms.target_ppm == 0 {
            return Ok(None);
        }
        let packer = self.bench.worker.as_ref().map(|worker| &worker.badge);
        let known = self.counted_so_far(packer)?;
        let lines = self.judged_lines(&found.lines)?;
        Ok(judge(&terms, &known, &lines, self.value_of(&found.order)?))
    }

    /// What the lead sees before a target is set: the orders that are ready, packed by somebody like all.
    pub fn verification_view(&self) -> Result<VerificationView, StoreError> {
        let terms = self.settings.verification;
        let known = self.counted_so_far(None)?;
        let mut orders = Vec::new();
        for ready in self.store.ready_orders(JUDGED)? {
            if let Some(cached) = self.store.order(&ready.order)? {
                let lines = self.judged_lines(&pick_lines(&self.store, &cached)?)?;
                orders.push((lines, cached.order.value));
            }
        }
        let mut view = VerificationView {
            terms,
            judged: u32::try_from(orders.len()).unwrap_or(u32::MAX),
            ..VerificationView::default()
        };
        for target_ppm in TARGETS {
            let terms = VerificationTerms {
                target_ppm,
                ..terms
            };
            let judged = orders
                .iter()
                .filter_map(|(lines, value)| judge(&terms, &known, lines, *value))
                .collect::<Vec<_>>();
            let of = |depth| judged.iter().filter(|it| it.depth == depth).count();
            let risks: u64 = judged.iter().map(|it| it.risk_ppm).sum();
            view.mean_risk_ppm = risks / u64::from(view.judged.max(1));
            view.targets.push(TargetView {
                target_ppm,
                orders: Depth::ALL.map(|depth| u32::try_from(of(depth)).unwrap_or(u32::MAX)),
            });
        }
        Ok(view)
    }

    /// Counts of the shop, and of one packer as long as figures tell persons apart; of nobody in particular, one who is like all.
    fn counted_so_far(&self, packer: Option<&Badge>) -> Result<Known, StoreError> {
        let span = self.looked_back();
        let shop = self.store.tally_of((Dimension::All, ""), span)?;
        let persons = TimeDelta::days(i64::from(self.settings.person_days)).min(LOOKED_BACK);
        let packer = match packer {
            Some(badge) => self.store.tally_of(
                (Dimension::Packer, badge.as_str()),
                (span.1 - persons, span.1),
            )?,
            None => Tally {
                orders: u64::MAX,
                ..Tally::default()
            },
        };
        let passed = self.store.found_by_customers(span)?;
        Ok(Known {
            shop,
            packer,
            passed,
        })
    }

    fn judged_lines(&self, lines: &[OpenedLine]) -> Result<Vec<Judged>, StoreError> {
        let span = self.looked_back();
        let mut judged = Vec::with_capacity(lines.len());
        for line in lines {
            let case = self.store.largest_case(&line.sku)?;
            judged.push(Judged {
                sku: line.sku.clone(),
                tally: self
                    .store
                    .tally_of((Dimension::Product, line.sku.as_str()), span)?,
                has_cases: case > 1 && line.ordered >= 2 * case && !line.tracking.any(),
            });
        }
        Ok(judged)
    }

    fn value_of(&self, order: &OrderNo) -> Result<Minor, StoreError> {
        let cached = self.store.order(order)?;
        Ok(cached.map_or(Minor(0), |cached| cached.order.value))
    }

    fn looked_back(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let now = self.clock.now();
        (now - LOOKED_BACK, now)
    }
}
