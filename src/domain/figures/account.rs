//! What the facts of one order at one bench say for the figures, and which facts say something beside an order.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::catalog::Measures;
use crate::domain::gate::Hold;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, TrackingNo};
use crate::domain::label_debt::DebtReason;
use crate::domain::printing::{PaperKind, PrintFound};
use crate::domain::session::fact::{Fact, PackedUnits, Promise};
use crate::domain::session::message::Refusal;
use crate::domain::session::{OpenedLine, Session, Stamp, Step};

/// A longer time between two entries is a pause, and nobody's work.
///
/// Assumption: the longest step that a packer does without touching anything, wrapping goods for a large box, takes
/// less than ten minutes; a shift lead may settle it.
pub const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Work on an order, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// While units are scanned.
    pub scanning: i64,
    /// While the packaging is taken.
    pub packaging: i64,
    /// At the scale.
    pub weighing: i64,
    /// From the right weight to the closed parcel.
    pub confirming: i64,
}

impl Effort {
    /// All steps together.
    pub fn total(&self) -> i64 {
        self.scanning + self.packaging + self.weighing + self.confirming
    }

    fn of_step(&mut self, step: Step) -> Option<&mut i64> {
        match step {
            Step::Scanning => Some(&mut self.scanning),
            Step::Packaging => Some(&mut self.packaging),
            Step::Weighing => Some(&mut self.weighing),
            Step::Confirming => Some(&mut self.confirming),
            Step::Idle | Step::Closed => None,
        }
    }
}

/// An order that a bench closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderWork {
    /// When it did so first.
    pub closed_at: DateTime<Utc>,
    /// Who did.
    pub packer: Option<Badge>,
    /// The service that it was opened for; empty is not known.
    pub service: String,
    /// Lines of which something is packed.
    pub lines: u64,
    /// The products of these lines, each once.
    pub products: Vec<Sku>,
    /// Nothing had to be refused.
    pub is_first_pass: bool,
    /// Its data were all there.
    pub is_complete: bool,
    /// How long it took.
    pub effort: Effort,
}

/// A parcel that a bench closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelWork {
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// When it was closed first.
    pub closed_at: DateTime<Utc>,
    /// Who did.
    pub packer: Option<Badge>,
    /// When it was closed last; `None` while it is open again.
    pub packed_at: Option<DateTime<Utc>>,
    /// The service that it goes by; empty is not known.
    pub service: String,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// The number on its label.
    pub tracking: TrackingNo,
    /// What its products are, each once.
    pub products: Vec<Sku>,
    /// What the customer was promised.
    pub promise: Option<Promise>,
    /// How often a label of it failed.
    pub labels_failed: u32,
    /// Somebody had to see to its label.
    pub is_by_hand: bool,
    /// Its share of the work on the order, in milliseconds.
    pub effort: i64,
    /// When it was scanned onto the carrier's list that it is on: told at the door, and by no fact of the order.
    pub handed_at: Option<DateTime<Utc>>,
}

impl ParcelWork {
    /// Milliseconds from payment to its last closing. A clock that stood wrong makes no time negative.
    pub fn paid_to_packed(&self) -> Option<i64> {
        between(self.paid_at(), self.packed_at)
    }

    /// Milliseconds from payment to the carrier's list.
    pub fn paid_to_handed_over(&self) -> Option<i64> {
        between(self.paid_at(), self.handed_at)
    }

    /// Milliseconds from its last closing to the carrier's list.
    pub fn packed_to_handed_over(&self) -> Option<i64> {
        between(self.packed_at, self.handed_at)
    }

    fn paid_at(&self) -> Option<DateTime<Utc>> {
        self.promise.map(|promise| promise.paid_at)
    }

    /// Whether it left with the lorry that it was promised; nothing while that has not come, or where none was.
    pub fn is_on_time(&self, now: DateTime<Utc>) -> Option<bool> {
        let leaves_by = self.promise?.leaves_by?;
        match self.handed_at {
            Some(handed_at) => Some(handed_at <= leaves_by),
            None => (leaves_by < now).then_some(false),
        }
    }
}

fn between(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Option<i64> {
    Some((to? - from?).num_milliseconds().max(0))
}

/// What a bench did with an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The order, once it was closed.
    pub order: Option<OrderWork>,
    /// Its parcels that were closed, by number.
    pub parcels: Vec<ParcelWork>,
}

/// Reads the facts of one order at one bench, in their order.
#[derive(Debug, Default)]
pub struct FigureReader {
    session: Option<Session>,
    /// The last entry that counts, and what it left the order in.
    last: Option<(DateTime<Utc>, Step)>,
    effort: Effort,
    promise: Option<Promise>,
    first_closed: Option<(DateTime<Utc>, Option<Badge>)>,
    was_refused: bool,
    lacks_data: bool,
    parcels: BTreeMap<u32, ParcelWork>,
    /// Labels that failed and were seen to, by parcel.
    labels: BTreeMap<u32, (u32, bool)>,
}

/// Whether a fact of this kind says anything about the order that it belongs to. All others change nothing here.
pub fn counts(kind: &str) -> bool {
    !matches!(
        kind,
        "Asked"
            | "LabelScanDropped"
            | "LabelScanDue"
            | "LabelScanned"
            | "LabelStored"
            | "ParcelHandedOver"
            | "ParcelTakenBack"
            | "QuestionClosed"
            | "ToteBound"
            | "WeightTaught"
    )
}

impl FigureReader {
    /// Takes in the next fact.
    pub fn read(&mut self, fact: &Fact, stamp: &Stamp) {
        if !counts(fact.kind()) {
            return;
        }
        // Labels are seen to when the work on the order is long done.
        if self.read_label(fact) {
            Session::take_in(&mut self.session, fact, stamp);
            return;
        }
        self.spend(stamp.at);
        match fact {
            Fact::OrderOpened { lines, promise, .. } => {
                self.promise = promise.or(self.promise);
                self.lacks_data |= has_gaps(lines);
            }
            Fact::OrderRevised { lines, .. } => self.lacks_data |= has_gaps(lines),
            Fact::DocumentMissing { .. } => self.lacks_data = true,
            Fact::Refused { refusal, .. } => {
                self.was_refused |= refusal.is_mis_pick();
                self.lacks_data |= matches!(refusal, Refusal::LabelImpossible { .. });
            }
            Fact::OrderReopened { .. } => self.open_last_again(),
            Fact::ParcelClosed { .. } => self.close_parcel(fact, stamp),
            Fact::OrderClosed { .. } if self.first_closed.is_none() => {
                self.first_closed = Some((stamp.at, stamp.worker.clone()));
            }
            _ => {}
        }
        Session::take_in(&mut self.session, fact, stamp);
        let session = self.session.as_ref();
        let at_work = session.filter(|session| session.put_aside.is_none() && !session.withdrawn);
        self.last = at_work.map(|session| (stamp.at, session.step));
    }

    /// The time since the entry before belongs to the step that it left the order in.
    fn spend(&mut self, now: DateTime<Utc>) {
        let Some((before, step)) = self.last else {
            return;
        };
        let spent = now - before;
        if (TimeDelta::zero()..=PAUSE).contains(&spent)
            && let Some(sum) = self.effort.of_step(step)
        {
            *sum += spent.num_milliseconds();
        }
    }

    /// What became of a label. `true` where that is all that the fact says.
    fn read_label(&mut self, fact: &Fact) -> bool {
        let (parcel, failed) = match fact {
            Fact::LabelOwed { parcel, reason, .. } => {
                self.lacks_data |= matches!(reason, DebtReason::LabelImpossible { .. });
                (Some(*parcel), true)
            }
            Fact::LabelReprinted { parcel, .. } => (Some(*parcel), true),
            Fact::PrintJudged {
                parcel,
                paper,
                found,
                ..
            } => {
                let is_label = *paper == PaperKind::Label;
                (
                    parcel.filter(|_| is_label),
                    *found == PrintFound::NotPrinted,
                )
            }
            Fact::LabelPaid {
                parcel, tracking, ..
            } => {
                if let Some(known) = self.parcels.get_mut(parcel) {
                    known.tracking = tracking.clone();
                }
                (Some(*parcel), false)
            }
            _ => return false,
        };
        if let Some(parcel) = parcel {
            let (count, is_by_hand) = self.labels.entry(parcel).or_default();
            *count += u32::from(failed);
            *is_by_hand = true;
        }
        true
    }

    /// A closed order has its last parcel open again.
    fn open_last_again(&mut self) {
        let session = self.session.as_ref();
        let closed = session.filter(|session| session.step == Step::Closed);
        let last = closed.and_then(|session| session.parcel());
        if let Some(known) = last.and_then(|last| self.parcels.get_mut(&last.number)) {
            known.packed_at = None;
        }
    }

    fn close_parcel(&mut self, fact: &Fact, stamp: &Stamp) {
        let Fact::ParcelClosed {
            parcel,
            packaging,
            tracking,
            contents,
            ruling,
            ..
        } = fact
        else {
            return;
        };
        let by_rule = ruling.as_ref().map(|ruling| ruling.service.clone());
        let first = self.parcels.get(parcel);
        let first = first.map(|known| (known.closed_at, known.packer.clone()));
        let (closed_at, packer) = first.unwrap_or((stamp.at, stamp.worker.clone()));
        let closed = ParcelWork {
            parcel: *parcel,
            closed_at,
            packer,
            packed_at: Some(stamp.at),
            service: by_rule.unwrap_or_else(|| self.service()),
            packaging: packaging.clone(),
            tracking: tracking.clone(),
            products: products(contents),
            promise: self.promise,
            labels_failed: 0,
            is_by_hand: false,
            effort: 0,
            handed_at: None,
        };
        self.parcels.insert(*parcel, closed);
    }

    fn service(&self) -> String {
        let session = self.session.as_ref();
        session
            .map(|session| session.way.service.clone())
            .unwrap_or_default()
    }

    /// What they say.
    pub fn account(mut self) -> Account {
        // Evenly; the first one has what does not divide.
        let count = i64::try_from(self.parcels.len()).unwrap_or(i64::MAX).max(1);
        let (share, mut rest) = (self.effort.total() / count, self.effort.total() % count);
        for (number, parcel) in &mut self.parcels {
            parcel.effort = share + rest;
            rest = 0;
            let (failed, is_by_hand) = self.labels.get(number).copied().unwrap_or_default();
            parcel.labels_failed = failed;
            parcel.is_by_hand = is_by_hand;
        }
        let order = self.first_closed.clone().map(|(closed_at, packer)| {
            let lines = self.session.iter().flat_map(|session| &session.lines);
            let packed: Vec<&Sku> = lines
                .filter(|line| line.packed > 0)
                .map(|line| &line.opened.sku)
                .collect();
            OrderWork {
                closed_at,
                packer,
                service: self.service(),
                lines: u64::try_from(packed.len()).unwrap_or(u64::MAX),
                products: each_once(packed),
                is_first_pass: !self.was_refused,
                is_complete: !self.lacks_data,
                effort: self.effort,
            }
        });
        Account {
            order,
            parcels: self.parcels.into_values().collect(),
        }
    }
}

/// A product that nobody has measured or weighed.
fn has_gaps(lines: &[OpenedLine]) -> bool {
    lines.iter().any(|line| {
        let known = Measures {
            size: line.size,
            weight: line.unit_weight,
        };
        !known.is_whole()
    })
}

fn products(contents: &[PackedUnits]) -> Vec<Sku> {
    let packed = contents.iter().filter(|packed| packed.units > 0);
    each_once(packed.map(|packed| &packed.sku))
}

fn each_once<'a>(products: impl IntoIterator<Item = &'a Sku>) -> Vec<Sku> {
    let each: BTreeSet<&Sku> = products.into_iter().collect();
    each.into_iter().cloned().collect()
}

/// What a fact says beside the account of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A bench refused this order or its label for its data.
    Blocked(OrderNo),
    /// A lead corrected this product's weight or size.
    Corrected(Sku),
}

/// The kinds of facts of which [`happening`] reads something.
pub const HAPPENS: [&str; 3] = ["ProductMeasured", "Refused", "WeightCorrected"];

/// What it says, if anything.
pub fn happening(fact: &Fact) -> Option<Happening> {
    match fact {
        Fact::Refused { order, refusal, .. } => match refusal {
            Refusal::OrderHeld { order, hold } if is_about_data(hold) => {
                Some(Happening::Blocked(order.clone()))
            }
            Refusal::LabelImpossible { .. } => order.clone().map(Happening::Blocked),
            _ => None,
        },
        Fact::WeightCorrected { sku, .. } => Some(Happening::Corrected(sku.clone())),
        Fact::ProductMeasured { measured } => Some(Happening::Corrected(measured.sku.clone())),
        _ => None,
    }
}

/// Whether an order is held for what is wrong with its data, and not for its time, its money or its place.
fn is_about_data(hold: &Hold) -> bool {
    match hold {
        Hold::NoLines
        | Hold::NoName
        | Hold::NoStreet
        | Hold::BadPostcode { .. }
        | Hold::NoCity
        | Hold::BadCountry { .. }
        | Hold::BadPhone { .. }
        | Hold::NoLocker
        | Hold::BadLocker { .. }
        | Hold::CityElsewhere { .. }
        | Hold::BadEmail { .. }
        | Hold::Customs(_) => true,
        Hold::Unpaid
        | Hold::Cancelled
        | Hold::PutAside { .. }
        | Hold::TakenElsewhere
        | Hold::MasterAway
        | Hold::LeaseOver
        | Hold::BenchCopied
        | Hold::AfterCutoff { .. }
        | Hold::NoCollection
        | Hold::ByRule { .. }
        | Hold::Duplicate { .. }
        | Hold::HandedOver { .. } => false,
    }
}
