//! Facts from the benches: each taken once, and applied to order and stock.

use std::collections::BTreeMap;
use std::slice;

use chrono::{DateTime, Utc};

use super::{BookState, KeptFact, KnownFact, Ledger, Mended, OrderBook, ParcelBook, StockMove};
use crate::domain::catalog::Barcode;
use crate::domain::exception::{Exception, ExceptionKind, Settled};
use crate::domain::feed::Rejection;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, StationId};
use crate::domain::journal::Entry;
use crate::domain::location::Location;
use crate::domain::mis_pick::cause::Action;
use crate::domain::mis_pick::remedy::action_id;
use crate::domain::session::NOTHING_TO_PACK;
use crate::domain::session::fact::{Fact, PackedUnits};
use crate::domain::settings::{STATION, WARNED_PAIR};
use crate::domain::shipping_rules::{Rule, RuleSet};
use crate::domain::verification;
use crate::master::{PushOutcome, Turned};

/// The name of a fact among all benches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactKey {
    /// The bench.
    pub station: StationId,
    /// Which life of its database.
    pub epoch: u64,
    /// Its place in the journal.
    pub number: u64,
}

impl FactKey {
    /// The name of an entry.
    pub fn of(entry: &Entry) -> Self {
        Self {
            station: entry.station.clone(),
            epoch: entry.epoch,
            number: entry.number,
        }
    }
}

/// The orders that have to be loaded before these entries can be taken, each once.
pub fn orders_of(entries: &[Entry]) -> Vec<OrderNo> {
    let mut orders: Vec<OrderNo> = entries
        .iter()
        .flat_map(|entry| match &entry.fact {
            Fact::OrderTakenOver { taken, .. } => slice::from_ref(taken),
            Fact::DuplicateLetGo { let_go, .. } => slice::from_ref(let_go),
            Fact::PersonalDataErased { erased, .. } => erased,
            fact => fact.order().map_or(&[][..], slice::from_ref),
        })
        .cloned()
        .collect();
    orders.sort();
    orders.dedup();
    orders
}

/// The benches that have to be loaded before these entries can be taken, each once: those that sent
/// them, and those that they are about.
pub fn benches_of(entries: &[Entry]) -> Vec<StationId> {
    let mut benches: Vec<StationId> = entries
        .iter()
        .flat_map(|entry| {
            let readmitted = match &entry.fact {
                Fact::BenchReadmitted { bench, .. } => Some(bench),
                _ => None,
            };
            [Some(&entry.station), readmitted]
        })
        .flatten()
        .cloned()
        .collect();
    benches.sort();
    benches.dedup();
    benches
}

/// Whether any of these entries changes the shipping rules, so that they have to be loaded before.
pub fn change_rules(entries: &[Entry]) -> bool {
    entries
        .iter()
        .any(|entry| matches!(entry.fact, Fact::RulesChanged { .. }))
}

/// Whether the fact says something about the order's goods; what was only looked at or asked does not.
fn moves_the_books(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Refused { .. }
            | Fact::Asked { .. }
            | Fact::QuestionClosed { .. }
            | Fact::LabelReprinted { .. }
            | Fact::PrintJudged { .. }
            | Fact::LabelScanDue { .. }
            | Fact::LabelScanned { .. }
            | Fact::LabelScanDropped { .. }
            | Fact::ToteBound { .. }
            | Fact::WeightTaught { .. }
    )
}

impl Ledger {
    /// Takes the entries of one bench, in order, each once. One outcome an entry.
    ///
    /// A rejected one does not stop those behind it. Entries behind a gap are turned away.
    pub fn take(
        &mut self,
        entries: &[Entry],
        now: DateTime<Utc>,
    ) -> Result<Vec<PushOutcome>, Turned> {
        entries
            .iter()
            .map(|entry| self.take_one(entry, now))
            .collect()
    }

    fn take_one(&mut self, entry: &Entry, now: DateTime<Utc>) -> Result<PushOutcome, Turned> {
        if let Some(outcome) = self.arrived_before(entry, now)? {
            return Ok(outcome);
        }
        let rejected = self.judge(entry, now);
        self.keep(entry, rejected.clone(), now);
        Ok(rejected.map_or(PushOutcome::Taken, PushOutcome::Rejected))
    }

    /// The outcome of a fact that is known, `None` for the next one, or why nothing is taken.
    fn arrived_before(
        &mut self,
        entry: &Entry,
        now: DateTime<Utc>,
    ) -> Result<Option<PushOutcome>, Turned> {
        let bench = self.benches.entry(entry.station.clone()).or_default();
        if bench.quarantined {
            return Err(Turned::Quarantined);
        }
        let has_up_to = bench.has_up_to.get(&entry.epoch).copied().unwrap_or(0);
        if entry.number > has_up_to + 1 {
            return Err(Turned::Gap { has_up_to });
        }
        if let Some(known) = self.known.get(&FactKey::of(entry)) {
            if known.hash != entry.hash {
                self.effects.doubles.push(entry.clone());
                self.quarantine(&entry.station, now);
                return Err(Turned::Quarantined);
            }
            // The bench may have missed the first answer, so a rejection is told again.
            let outcome = known.rejected.clone();
            return Ok(Some(
                outcome.map_or(PushOutcome::Known, PushOutcome::Rejected),
            ));
        }
        // It was taken once, whatever became of its record since.
        Ok((entry.number <= has_up_to).then_some(PushOutcome::Known))
    }

    /// Keeps an entry that the database could not take as it is, and goes on behind it.
    pub fn keep_unstorable(
        &mut self,
        entry: &Entry,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<PushOutcome, Turned> {
        if let Some(outcome) = self.arrived_before(entry, now)? {
            return Ok(outcome);
        }
        let why = Rejection::Unstorable {
            why: why.to_owned(),
        };
        self.keep(entry, Some(why.clone()), now);
        Ok(PushOutcome::Rejected(why))
    }

    fn keep(&mut self, entry: &Entry, rejected: Option<Rejection>, now: DateTime<Utc>) {
        let bench = self.benches.entry(entry.station.clone()).or_default();
        let has_up_to = bench.has_up_to.entry(entry.epoch).or_insert(0);
        *has_up_to = entry.number.max(*has_up_to);
        let known = KnownFact {
            hash: entry.hash,
            rejected: rejected.clone(),
        };
        self.known.insert(FactKey::of(entry), known);
        if let Some(why) = &rejected {
            self.effects.exceptions.push(Exception {
                id: format!("fact/{}/{}/{}", entry.station, entry.epoch, entry.number),
                kind: ExceptionKind::FactRejected {
                    why: why.clone(),
                    fact: entry.fact.kind().to_owned(),
                },
                order: entry.fact.order().cloned(),
                parcel: entry.fact.parcel(),
                station: Some(entry.station.clone()),
                opened_at: now,
                settled: None,
            });
        }
        self.effects.kept.push(KeptFact {
            entry: entry.clone(),
            rejected,
        });
    }

    /// Lets the fact count, or says why it does not.
    fn judge(&mut self, entry: &Entry, now: DateTime<Utc>) -> Option<Rejection> {
        if let Fact::ParcelHandedOver { .. } | Fact::ParcelTakenBack { .. } = &entry.fact {
            return self.take_hand_over(entry, now);
        }
        let Some(order) = entry.fact.order() else {
            return self.take_leads_word(entry, now);
        };
        if !moves_the_books(&entry.fact) {
            return None;
        }
        self.adopt(&entry.station, order, entry.fence, now);
        let Some(book) = self.orders.get(order) else {
            return Some(Rejection::UnknownOrder {
                order: order.clone(),
            });
        };
        let objection = objection(book, entry);
        match &objection {
            None => self.apply(order, entry, now),
            Some(Rejection::OldFence { .. }) => self.heed_late_emptying(order, entry),
            Some(_) => {}
        }
        objection
    }

    /// What a shift lead decided, at whichever bench.
    fn take_leads_word(&mut self, entry: &Entry, now: DateTime<Utc>) -> Option<Rejection> {
        match &entry.fact {
            Fact::OrderTakenOver {
                taken,
                from,
                reason,
            } => return self.take_over(entry, taken, from, reason, now),
            Fact::DuplicateLetGo { let_go, .. } => {
                let Some(book) = self.orders.get_mut(let_go) else {
                    return Some(Rejection::UnknownOrder {
                        order: let_go.clone(),
                    });
                };
                book.both_wanted = true;
            }
            // Also of an order that a master which was set back has not heard of yet.
            Fact::PersonalDataErased { erased, .. } => {
                for order in erased {
                    self.orders.entry(order.clone()).or_default().to_erase = true;
                }
            }
            Fact::WorkerErased { left } => self.effects.left.push(left.clone()),
            Fact::ExceptionSettled {
                exception,
                outcome,
                note,
            } => {
                let settled = Settled {
                    by: entry.worker.clone(),
                    at: entry.at,
                    outcome: *outcome,
                    note: note.clone(),
                };
                self.effects.settled.push((exception.clone(), settled));
            }
            Fact::WeightCorrected { sku, old, new, .. } => {
                self.effects.mended.push(Mended::Weight {
                    sku: sku.clone(),
                    old: *old,
                    new: *new,
                });
            }
            Fact::ProductMeasured { measured } => {
                self.effects.mended.push(Mended::Measured(measured.clone()));
            }
            Fact::ProductPhotographed { photographed } => {
                let photographed = photographed.clone();
                self.effects.mended.push(Mended::Photographed(photographed));
            }
            Fact::BarcodeBound { code, sku, units } => self.effects.bound.push(Barcode {
                code: code.clone(),
                sku: sku.clone(),
                units: *units,
            }),
            Fact::StationSaved { station, set_up } => {
                let value = set_up.clone().unwrap_or_default();
                self.effects
                    .settings
                    .push((format!("{STATION}{station}"), value));
            }
            Fact::PairActionSet {
                wrong,
                right,
                what: Action::ShowPicture,
                ..
            } => {
                let own = action_id(entry.station.as_str(), entry.epoch, entry.number);
                let pair = serde_json::json!([wrong, right]).to_string();
                self.effects
                    .settings
                    .push((format!("{WARNED_PAIR}{own}"), pair));
            }
            Fact::VerificationSet { target_ppm } => {
                let key = verification::TARGET.to_owned();
                self.effects.settings.push((key, target_ppm.to_string()));
            }
            Fact::PairActionWithdrawn { action } => {
                let key = format!("{WARNED_PAIR}{action}");
                self.effects.settings.push((key, String::new()));
            }
            Fact::BenchReadmitted { bench, .. } => self.let_in(bench),
            Fact::RecoveryEnded { .. } => self.end_recovery(),
            Fact::RulesChanged { base, rules } => return self.change_rules(*base, rules),
            _ => {}
        }
        None
    }

    /// The changed list takes the place of the one it was made from, and of no other.
    fn change_rules(&mut self, base: u64, rules: &[Rule]) -> Option<Rejection> {
        let now = self.rules.version;
        if base != now {
            return Some(Rejection::OldRules { base, now });
        }
        self.rules = RuleSet {
            version: now.saturating_add(1),
            rules: rules.to_vec(),
        };
        self.effects.rules = Some(self.rules.clone());
        None
    }

    /// A lead gives the order to whoever asks next. What the books have in its parcels is taken out of
    /// them: the next bench packs everything, and the exception says where to look for a second parcel.
    fn take_over(
        &mut self,
        entry: &Entry,
        order: &OrderNo,
        from: &StationId,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Option<Rejection> {
        let Some(book) = self.orders.get_mut(order) else {
            return Some(Rejection::UnknownOrder {
                order: order.clone(),
            });
        };
        let is_its = book.holder.as_ref() == Some(from);
        let is_held = is_its && book.state != BookState::Closed;
        // The master was set back, and whoever got the order then has told first: only the flag is due.
        let is_late = !is_its && book.has_boxes_of_before();
        if !is_held && !is_late {
            // The bench answered meanwhile: nothing is taken from whoever has it now.
            return None;
        }
        if is_held {
            book.free();
            book.fence += 1;
            book.state = BookState::Waiting;
        }
        book.taken_over = true;
        self.effects.exceptions.push(Exception {
            id: format!("taken/{order}/{}", book.fence),
            kind: ExceptionKind::TakenOver {
                by: entry.worker.clone().unwrap_or_default(),
                reason: reason.to_owned(),
            },
            order: Some(order.clone()),
            parcel: None,
            station: Some(from.clone()),
            opened_at: now,
            settled: None,
        });
        self.empty_where(order, entry, |book, _number, parcel| {
            *parcel != ParcelBook::default() && (is_held || parcel.is_of_before(book.fence))
        });
        None
    }

    fn apply(&mut self, order: &OrderNo, entry: &Entry, now: DateTime<Utc>) {
        let Some(book) = self.orders.get_mut(order) else {
            return;
        };
        match &entry.fact {
            Fact::OrderOpened { revision, .. } | Fact::OrderRevised { revision, .. } => {
                book.state = BookState::Open;
                book.packed_revision = *revision;
                book.packed_mark = (*revision == book.revision).then_some(book.mark);
            }
            Fact::OrderResumed { .. } => book.state = BookState::Open,
            Fact::OrderReopened { .. } => {
                let was_closed = book.state == BookState::Closed;
                book.state = BookState::Open;
                if was_closed {
                    self.open_last_parcel(order, entry, now);
                }
            }
            Fact::OrderPutAside { reason, .. } => {
                book.state = BookState::PutAside;
                if reason == NOTHING_TO_PACK {
                    self.empty_parcels(order, entry, 0);
                }
            }
            Fact::OrderClosed { parcels, .. } => {
                book.state = BookState::Closed;
                let found = book.out_of_step(order, now);
                self.effects.exceptions.extend(found);
                // A last parcel that was opened again and emptied is none.
                self.empty_parcels(order, entry, *parcels);
            }
            Fact::OrderWithdrawn { .. } => {
                // The shop may have sent the order again before it heard of this.
                book.state = if book.cancelled {
                    BookState::Withdrawn
                } else {
                    BookState::Waiting
                };
                // The goods of parcels that were closed already go back to the shelf too.
                self.empty_parcels(order, entry, 0);
            }
            Fact::ParcelClosed {
                parcel,
                packaging,
                contents,
                tracking,
                gross,
                ruling,
                ..
            } => {
                self.book(order, entry, *parcel, Some(packaging), contents);
                let service = ruling.as_ref().map(|ruling| ruling.service.clone());
                self.label_parcel(order, entry, *parcel, (tracking, *gross, service));
            }
            Fact::LabelOwed { parcel, .. } => self.owe_label(order, *parcel, None),
            Fact::LabelPaid {
                parcel,
                tracking,
                order_revision,
                ..
            } => {
                self.owe_label(order, *parcel, Some(tracking));
                self.heed_mended(order, entry, *order_revision);
            }
            _ => {}
        }
    }

    /// Nothing is in any parcel behind the first `kept`, by the books.
    fn empty_parcels(&mut self, order: &OrderNo, entry: &Entry, kept: u32) {
        self.empty_where(order, entry, |_book, number, parcel| {
            number > kept && *parcel != ParcelBook::default()
        });
    }

    /// A bench that had its boxes emptied before the order was given on says so late, because the master was
    /// set back to the day before: the word counts for its own boxes alone.
    fn heed_late_emptying(&mut self, order: &OrderNo, entry: &Entry) {
        let empties = match &entry.fact {
            Fact::OrderPutAside { reason, .. } => reason == NOTHING_TO_PACK,
            Fact::OrderWithdrawn { .. } => true,
            _ => false,
        };
        if empties {
            self.empty_where(order, entry, |book, _number, parcel| {
                parcel.is_of_before(book.fence) && parcel.fence() == entry.fence
            });
        }
    }

    fn empty_where(
        &mut self,
        order: &OrderNo,
        entry: &Entry,
        is_empty: impl Fn(&OrderBook, u32, &ParcelBook) -> bool,
    ) {
        let Some(book) = self.orders.get(order) else {
            return;
        };
        let parcels: Vec<u32> = book
            .parcels
            .iter()
            .filter(|(number, parcel)| is_empty(book, **number, parcel))
            .map(|(number, _)| *number)
            .collect();
        for parcel in parcels {
            self.book(order, entry, parcel, None, &[]);
        }
    }

    /// Writes what is in a parcel now, and moves stock and packagings by the difference to before.
    fn book(
        &mut self,
        order: &OrderNo,
        entry: &Entry,
        parcel: u32,
        packaging: Option<&PackagingCode>,
        contents: &[PackedUnits],
    ) {
        let Some(book) = self.orders.get_mut(order) else {
            return;
        };
        let before = book.parcels.remove(&parcel).unwrap_or_default();
        let now = ParcelBook {
            packaging: packaging.cloned(),
            contents: contents.to_vec(),
            // A box that is emptied has no label any more.
            label: before.label.clone().filter(|_| packaging.is_some()),
        };
        book.parcels.insert(parcel, now);
        for ((sku, location), taken) in difference(&before.contents, contents) {
            self.effects.moves.push(StockMove {
                fact: FactKey::of(entry),
                order: order.clone(),
                parcel,
                sku,
                location,
                units: -taken,
            });
        }
        if before.packaging.as_ref() != packaging {
            for (code, pieces) in [(before.packaging.as_ref(), -1), (packaging, 1)] {
                if let Some(code) = code {
                    *self.effects.packagings.entry(code.clone()).or_insert(0) += pieces;
                }
            }
        }
    }
}

/// Why the fact cannot count: the order has been given to somebody else since.
fn objection(book: &OrderBook, entry: &Entry) -> Option<Rejection> {
    if entry.fence < book.fence {
        return Some(Rejection::OldFence {
            fence: entry.fence,
            now: book.fence,
        });
    }
    book.holder
        .as_ref()
        .filter(|holder| **holder != entry.station)
        .map(|holder| Rejection::HeldElsewhere {
            holder: holder.clone(),
        })
}

/// Units more (or, negative, less) than before, by product and place; what stayed is left out.
fn difference(
    before: &[PackedUnits],
    now: &[PackedUnits],
) -> BTreeMap<(Sku, Option<Location>), i64> {
    let mut moved = BTreeMap::new();
    for (contents, sign) in [(before, -1), (now, 1)] {
        for packed in contents {
            let key = (packed.sku.clone(), packed.location.clone());
            *moved.entry(key).or_insert(0) += sign * i64::from(packed.units);
        }
    }
    moved.retain(|_, units| *units != 0);
    moved
}
