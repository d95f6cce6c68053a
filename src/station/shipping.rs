//! What the shipping rules say: of the parcel at hand, of an order that a lead asks about, and of yesterday's orders.

use std::sync::Arc;

use chrono::TimeDelta;

use super::event_loop::Loop;
use super::run::{Station, chain, recalled};
use crate::domain::ids::{OrderNo, PackagingCode};
use crate::domain::packaging::Packaging;
use crate::domain::session::{Parcel, Session, ruling_of};
use crate::domain::shipping_rules::{Decided, Facts, RuleSet, Ruling, decide};
use crate::domain::units::Grams;
use crate::store::StoreError;

/// Rows of a trial that are kept. Assumption: a lead reads the first ones, and the counts tell of the rest.
const TRIAL_ROWS: usize = 200;

/// How far back a trial goes.
const TRIED_HOURS: i64 = 24;

/// The shipping rules as a screen shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesView {
    /// The list in force, as this bench has it from the master.
    pub list: RuleSet,
    /// What a changed list would do, once asked for.
    pub trial: Option<Trial>,
    /// Why an order goes as it goes, once asked for.
    pub explained: Option<Explained>,
}

/// What a changed list would do to the orders of the last day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trial {
    /// The list that was tried.
    pub tried: RuleSet,
    /// Orders and parcels that were looked at.
    pub looked_at: u32,
    /// How many would go otherwise.
    pub changed: u32,
    /// The first of them, by order number.
    pub rows: Vec<TrialRow>,
}

/// An order, or a parcel of it, that a changed list sends otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialRow {
    /// The order.
    pub order: OrderNo,
    /// The parcel, where it is packed.
    pub parcel: Option<u32>,
    /// By the list in force.
    pub before: Ruling,
    /// By the changed list.
    pub after: Ruling,
}

/// Why an order goes as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The order as it was asked for.
    pub order: OrderNo,
    /// Its parcels, or the order itself before it is packed; nothing for an order that nobody knows.
    pub parts: Vec<ExplainedPart>,
    /// The list that was asked.
    pub list: RuleSet,
}

/// An order before it is packed, or a parcel of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedPart {
    /// The parcel; `None` for the order before it is packed.
    pub parcel: Option<u32>,
    /// What was looked at.
    pub facts: Facts,
    /// What the list says now.
    pub decided: Decided,
    /// What stands in the journal; `None` while it is not closed, or from before there were rules.
    pub recorded: Option<Ruling>,
}

/// What was packed, as rules look at it.
struct PackedPart {
    number: u32,
    packaging: PackagingCode,
    gross: Grams,
    recorded: Option<Ruling>,
}

impl Station {
    /// The ruling about the parcel at hand, as far as its packaging and weight are known.
    pub(super) fn ruling_now(&self, parcel: &Parcel) -> Option<Ruling> {
        let chosen = parcel.packaging.as_ref().zip(self.bench.session());
        let packaging = chosen
            .and_then(|(it, session)| session.packaging_of(parcel, &it.code, &self.packagings));
        let order_now = self.order_now.as_ref();
        ruling_of(
            order_now,
            packaging.as_deref(),
            parcel.gross,
            &self.settings,
        )
    }

    /// The service by which the parcel at hand goes, and the one it was to go by before it was weighed.
    pub(super) fn service_now(&self, session: &Session) -> Option<(String, Option<String>)> {
        let parcel = session.parcel()?;
        if parcel.closed {
            let ruling = parcel.ruling.as_ref()?;
            return Some((ruling.service.clone(), None));
        }
        let planned = self.order_now.as_ref()?.service.clone();
        // A weight that is not right yet says nothing about the service.
        let weighed = parcel.weight_ok.then(|| self.ruling_now(parcel)).flatten();
        Some(match weighed {
            Some(ruling) if ruling.service != planned => (ruling.service, Some(planned)),
            _ => (planned, None),
        })
    }

    fn packaging(&self, code: &PackagingCode) -> Option<&Packaging> {
        let mut packagings = self.packagings.iter();
        packagings.find(|packaging| packaging.code == *code)
    }

    /// Says which rule won for an order, which lost and why.
    pub fn explain(&self, order: &OrderNo) -> Result<Explained, StoreError> {
        let list = self.settings.shipping.clone();
        let mut parts = Vec::new();
        if let Some(facts) = self.store.shipping_facts(order)? {
            let packed = self.packed_parts(order)?;
            if packed.is_empty() {
                parts.push(ExplainedPart {
                    parcel: None,
                    decided: decide(&list, &facts),
                    facts,
                    recorded: None,
                });
            } else {
                parts.extend(packed.into_iter().map(|part| {
                    let facts = self.facts_of(&part, &facts);
                    ExplainedPart {
                        parcel: Some(part.number),
                        decided: decide(&list, &facts),
                        facts,
                        recorded: part.recorded,
                    }
                }));
            }
        }
        Ok(Explained {
            order: order.clone(),
            parts,
            list,
        })
    }

    fn facts_of(&self, part: &PackedPart, order: &Facts) -> Facts {
        let packaging = self.packaging(&part.packaging);
        order
            .clone()
            .weighing(Some(part.gross))
            .packed_in(packaging)
    }

    fn packed_parts(&self, order: &OrderNo) -> Result<Vec<PackedPart>, StoreError> {
        let rows = self.store.parcels_of(order)?;
        if rows.is_empty() {
            return Ok(vec![]);
        }
        let session = recalled(&self.store, order)?;
        let recorded = |number: u32| {
            let mut parcels = session.iter().flat_map(|session| &session.parcels);
            parcels
                .find(|parcel| parcel.number == number)
                .and_then(|parcel| parcel.ruling.clone())
        };
        let parts = rows.into_iter().filter(|row| row.closed_at.is_some());
        Ok(parts
            .map(|row| PackedPart {
                recorded: recorded(row.parcel),
                number: row.parcel,
                packaging: row.packaging,
                gross: row.gross,
            })
            .collect())
    }

    /// What another list would do to the orders that were packed here in the last day, and to those that wait.
    pub fn try_rules(&self, tried: &RuleSet) -> Result<Trial, StoreError> {
        let since = self.clock.now() - TimeDelta::hours(TRIED_HOURS);
        let mut trial = Trial {
            tried: tried.clone(),
            ..Trial::default()
        };
        for order in self.store.orders_to_try(since.timestamp_millis())? {
            let packed = if order.is_packed {
                self.store.parcels_of(&order.order)?
            } else {
                vec![]
            };
            let mut parts: Vec<(Option<u32>, Facts)> = packed
                .into_iter()
                .map(|row| {
                    let part = PackedPart {
                        number: row.parcel,
                        packaging: row.packaging,
                        gross: row.gross,
                        recorded: None,
                    };
                    (Some(row.parcel), self.facts_of(&part, &order.facts))
                })
                .collect();
            if parts.is_empty() {
                parts.push((None, order.facts.clone()));
            }
            for (parcel, facts) in parts {
                trial.look_at(&order.order, parcel, &self.settings.shipping, &facts);
            }
        }
        Ok(trial)
    }
}

impl Trial {
    fn look_at(&mut self, order: &OrderNo, parcel: Option<u32>, now: &RuleSet, facts: &Facts) {
        self.looked_at = self.looked_at.saturating_add(1);
        let before = decide(now, facts).ruling;
        let after = decide(&self.tried, facts).ruling;
        if before.does_as(&after) {
            return;
        }
        self.changed = self.changed.saturating_add(1);
        if self.rows.len() < TRIAL_ROWS {
            self.rows.push(TrialRow {
                order: order.clone(),
                parcel,
                before,
                after,
            });
        }
    }
}

impl Loop {
    /// Shows what a changed list would do.
    pub(super) fn try_rules(&mut self, tried: &RuleSet) {
        match self.station.try_rules(tried) {
            Ok(trial) => self.change_rules_view(|view| view.trial = Some(trial)),
            Err(error) => tracing::error!(error = %chain(&error), "the rules cannot be tried"),
        }
    }

    /// Shows why an order goes as it goes.
    pub(super) fn explain_order(&mut self, order: &OrderNo) {
        match self.station.explain(order) {
            Ok(told) => self.change_rules_view(|view| view.explained = Some(told)),
            Err(error) => tracing::error!(error = %chain(&error), "the order cannot be read"),
        }
    }

    fn change_rules_view(&mut self, change: impl FnOnce(&mut RulesView)) {
        let mut view = (*self.around.rules).clone();
        change(&mut view);
        self.around.rules = Arc::new(view);
    }

    /// Shows the list that is in force now.
    pub(super) fn keep_rules_in_view(&mut self) {
        let list = &self.station.settings().shipping;
        let shown = &self.around.rules.list;
        // Each change counts the version on; the length tells another master's list.
        if (shown.version, shown.rules.len()) != (list.version, list.rules.len()) {
            let list = list.clone();
            self.change_rules_view(|view| view.list = list);
        }
    }
}
