//! The packing of one order at a bench, from its number to its label.
//!
//! Nothing here does anything: [`Bench::decide`] looks at the state and an input and answers with
//! facts; [`Bench::apply`] is the only place where state changes, and only from a fact. Replaying
//! the same facts gives the same state.

mod apply;
mod capture;
mod decide;
pub mod fact;
pub mod input;
pub mod message;
mod pair_command;
mod privacy_command;
pub mod question;
mod record_command;
pub mod unit_step;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use self::fact::{Capture, Fact};
use self::question::Question;
use self::unit_step::UnitStep;
use super::barcode::without_identifier;
use super::catalog::TrackingNeeds;
use super::handling::Handling;
use super::handover::OpenManifest;
use super::ids::{Badge, OrderNo, PackagingCode, Sku, ToteCode, TrackingNo};
use super::label_debt::Owed;
use super::location::Location;
use super::order::BoxDocument;
use super::packaging::Contents;
use super::shift_check::ShiftCheck;
use super::shipping_rules::Ruling;
use super::tariff::Way;
use super::units::{Grams, SizeMm};
use super::verification::{Depth, Verification};
use super::weight_check::{Expectation, WeighedUnits};
use super::worker::{Language, Role};

pub use self::decide::{
    BenchHere, Context, Decision, HandOverNow, Shelf, ruling_of, tracking_number,
};

/// Why an order is put aside of which every unit came out again, or never went in.
pub const NOTHING_TO_PACK: &str = "NothingToPack";

/// Where the packing of an order stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// No order is open.
    #[default]
    Idle,
    /// Units are being scanned.
    Scanning,
    /// All units of the parcel are in: which packaging?
    Packaging,
    /// The parcel goes onto the scale.
    Weighing,
    /// The weight is right: the order number closes the parcel.
    Confirming,
    /// The order is closed.
    Closed,
}

/// A line of the pick list as it was when the order was opened.
///
/// It is part of the fact, so that a later change of the catalogue does not change what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedLine {
    /// The order's line number.
    pub line: u32,
    /// The product that goes into the box.
    pub sku: Sku,
    /// The kit it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kit: Option<Sku>,
    /// Units ordered.
    pub ordered: u32,
    /// Catalogue weight of one unit at that moment.
    pub unit_weight: Grams,
    /// Size of one unit at that moment.
    pub size: SizeMm,
    /// Where it was to be picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// What has to be recorded of each unit.
    #[serde(default)]
    pub tracking: TrackingNeeds,
    /// How it had to be handled at that moment.
    #[serde(default, skip_serializing_if = "Handling::is_plain")]
    pub handling: Handling,
}

/// Units taken from or given to one line, by the line's place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// Place of the line in [`Session::lines`], from 0.
    pub at: usize,
    /// How many units.
    pub units: u32,
    /// The line's location at that moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The catalogue weight of one unit at that moment.
    pub unit_weight: Grams,
}

/// A line with what has happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As opened.
    pub opened: OpenedLine,
    /// Units in parcels, this one and closed ones.
    pub packed: u32,
    /// Units declared short.
    pub short: u32,
}

impl Line {
    /// Units that are neither packed nor declared short.
    pub fn missing(&self) -> u32 {
        self.opened
            .ordered
            .saturating_sub(self.packed)
            .saturating_sub(self.short)
    }

    /// Units packed beyond what is ordered, after the shop lowered the quantity.
    pub fn surplus(&self) -> u32 {
        self.packed.saturating_sub(self.opened.ordered)
    }
}

/// The packaging chosen for a parcel, with what was expected of its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenPackaging {
    /// The packaging.
    pub code: PackagingCode,
    /// Its tare.
    pub tare: Grams,
    /// Heaviest gross weight it carries on this way out.
    pub max_gross: Grams,
    /// What the parcel should weigh.
    pub expected: Expectation,
}

/// One parcel of the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parcel {
    /// Counted from 1.
    pub number: u32,
    /// Units by the line's place in the list.
    pub contents: BTreeMap<usize, u32>,
    /// Its packaging, once taken.
    pub packaging: Option<ChosenPackaging>,
    /// Last weight on the scale.
    pub gross: Option<Grams>,
    /// Whether it was typed: there was no scale.
    pub typed: bool,
    /// Whether that weight is accepted or released.
    pub weight_ok: bool,
    /// Its tracking number, kept through re-opening.
    pub tracking: Option<TrackingNo>,
    /// Revision of its newest label; 0 before the first.
    pub label_revision: u32,
    /// It goes under a substitute label, and its real one is owed.
    pub owed: Option<Owed>,
    /// Accepted scans, newest last; undo takes them back.
    pub scans: Vec<PackedScan>,
    /// Whether it is closed.
    pub closed: bool,
    /// More units follow in another parcel although the order is not complete.
    pub cut: bool,
    /// The packer sees that more fits than was reckoned: from then on only weight and handling count.
    pub by_eye: bool,
    /// What the shipping rules said when it was closed last.
    pub ruling: Option<Ruling>,
    /// The weighing of each unit, where the bench does that.
    pub unit_step: Option<UnitStep>,
    /// Who looked into it after the packer, as long as nothing went in or came out since.
    pub second: Option<Badge>,
}

impl Parcel {
    /// The number that the carrier knows it by, or is going to; none while only a substitute has one.
    pub fn real_number(&self) -> Option<&TrackingNo> {
        match &self.owed {
            Some(owed) => owed.kept.as_ref(),
            None => self.tracking.as_ref(),
        }
    }
}

/// One accepted scan, which undo takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedScan {
    /// The product.
    pub sku: Sku,
    /// The lines it went to.
    pub takes: Vec<Take>,
    /// What was recorded of its units.
    pub captures: Vec<Capture>,
    /// What the scale showed more when they went in, where each unit is weighed.
    pub added: Option<Grams>,
}

/// Serial, lot or expiry that the bench still waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureDue {
    /// The product.
    pub sku: Sku,
    /// What is still missing of the unit at hand.
    pub needs: TrackingNeeds,
    /// Units of which it is missing, the one at hand included; serials come one by one.
    pub units: u32,
}

/// One order at the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The order.
    pub order: OrderNo,
    /// The shop's revision of the order that the lines show.
    pub revision: u64,
    /// How it goes out, as far as that was known when it was opened.
    pub way: Way,
    /// Where it stands.
    pub step: Step,
    /// The pick list.
    pub lines: Vec<Line>,
    /// Its parcels; the last one is open unless the order is closed.
    pub parcels: Vec<Parcel>,
    /// How many parcels were proposed when it was opened.
    pub planned_parcels: u32,
    /// Papers that belong into the box.
    pub documents: Vec<BoxDocument>,
    /// What still has to be recorded of the unit at hand.
    pub capture_due: Option<CaptureDue>,
    /// Who packed units of it; none of them may release its weight.
    pub packers: BTreeSet<Badge>,
    /// Put aside with this reason.
    pub put_aside: Option<String>,
    /// The shop cancelled it.
    pub withdrawn: bool,
    /// Tracking numbers and label revisions that its parcels got before the shop cancelled it and
    /// thought better of it: a parcel keeps its number.
    pub earlier: BTreeMap<u32, (TrackingNo, u32)>,
    /// The parcel whose label has to be scanned before the next parcel is begun.
    pub label_due: Option<LabelDue>,
    /// How deeply it is verified; `None` where the shop sets no target.
    pub verification: Option<Verification>,
}

/// A label that has to be scanned on its parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelDue {
    /// The parcel, from 1.
    pub parcel: u32,
    /// The number that its barcode carries.
    pub tracking: TrackingNo,
}

impl LabelDue {
    /// Whether a code can have been read from this label.
    ///
    /// The number may stand among others: behind an application identifier, between a depot's number
    /// and a check digit. Short numbers have to be the whole code.
    pub fn is_in(&self, code: &str) -> bool {
        /// Assumption: shorter numbers could stand in another label's code by chance.
        const LONG_ENOUGH: usize = 10;
        let signs = |text: &str| -> String {
            let kept = text.chars().filter(char::is_ascii_alphanumeric);
            kept.map(|c| c.to_ascii_uppercase()).collect()
        };
        let read = signs(without_identifier(code));
        let number = signs(self.tracking.as_str());
        !number.is_empty()
            && (read == number || (number.len() >= LONG_ENOUGH && read.contains(&number)))
    }
}

/// When something happened and who was signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// By the bench's clock.
    pub at: DateTime<Utc>,
    /// Who was signed in.
    pub worker: Option<Badge>,
}

/// The worker who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The badge.
    pub badge: Badge,
    /// The role at sign-in.
    pub role: Role,
    /// The language of the screens.
    pub language: Language,
}

/// Wrong PINs in a row, of one badge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WrongPins {
    /// How many in a row.
    pub count: u32,
    /// When the last one was, in milliseconds since 1970.
    pub last_at_millis: i64,
}

/// Everything a bench has in its head: who stands there, and the orders it works on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bench {
    /// Who is signed in.
    pub worker: Option<SignedIn>,
    /// Wrong PINs by badge.
    pub wrong_pins: BTreeMap<Badge, WrongPins>,
    /// A free tote that waits for its order.
    pub tote_offered: Option<ToteCode>,
    /// What the bench asked and waits for.
    pub question: Option<Question>,
    /// The carrier's list that is being filled.
    pub manifest: Option<OpenManifest>,
    /// Whoever is signed in has said what figures by person are wanted for.
    pub tells_persons: bool,
    /// The check of the devices that is under way.
    pub shift_check: Option<ShiftCheck>,
    /// The order on the screen.
    pub current: Option<OrderNo>,
    /// Orders begun here and not finished, and the one closed last.
    pub sessions: BTreeMap<OrderNo, Session>,
}

impl Bench {
    /// The order on the screen.
    pub fn session(&self) -> Option<&Session> {
        self.sessions.get(self.current.as_ref()?)
    }

    /// The step of the order on the screen; idle without one.
    pub fn step(&self) -> Step {
        self.session().map_or(Step::Idle, |session| session.step)
    }

    /// Whether an order is on the screen that is neither closed nor put away.
    pub fn has_open_order(&self) -> bool {
        self.session()
            .is_some_and(|session| session.step != Step::Closed)
    }

    /// Brings an order back from its facts, so that it can be resumed or re-opened.
    pub fn recall(&mut self, session: Session) {
        self.sessions
            .entry(session.order.clone())
            .or_insert(session);
    }
}

impl Session {
    /// How deeply it is verified.
    pub fn depth(&self) -> Depth {
        self.verification
            .as_ref()
            .map_or_else(Depth::default, |verification| verification.depth)
    }

    /// Whether a second person has to look into the parcel before it is closed, and all its units are in.
    pub fn is_second_person_due(&self) -> bool {
        self.depth() == Depth::SecondPerson
            && matches!(
                self.step,
                Step::Packaging | Step::Weighing | Step::Confirming
            )
            && self.parcel().is_some_and(|parcel| parcel.second.is_none())
    }

    /// Units in parcels.
    pub fn done(&self) -> u32 {
        self.lines.iter().map(|line| line.packed).sum()
    }

    /// Units to pack: ordered less declared short.
    pub fn of(&self) -> u32 {
        self.lines
            .iter()
            .map(|line| line.opened.ordered.saturating_sub(line.short))
            .sum()
    }

    /// Units that are neither packed nor declared short.
    pub fn missing(&self) -> u32 {
        self.lines.iter().map(Line::missing).sum()
    }

    /// Units in the open parcel beyond what is ordered, after a change of the order.
    ///
    /// What went with a parcel that is closed already cannot be taken out any more.
    pub fn surplus(&self) -> u32 {
        (0..self.lines.len()).map(|at| self.surplus_at(at)).sum()
    }

    /// Units of one line in the open parcel beyond what is ordered.
    pub fn surplus_at(&self, at: usize) -> u32 {
        let surplus = self.lines.get(at).map_or(0, Line::surplus);
        let inside = self.parcel().and_then(|parcel| parcel.contents.get(&at));
        surplus.min(inside.copied().unwrap_or(0))
    }

    /// Units of one product missing, over all lines.
    pub fn missing_of(&self, sku: &Sku) -> u32 {
        self.lines_of(sku).map(|(_, line)| line.missing()).sum()
    }

    /// Units of one product packed, over all lines.
    pub fn packed_of(&self, sku: &Sku) -> u32 {
        self.lines_of(sku).map(|(_, line)| line.packed).sum()
    }

    /// Units of one product ordered, over all lines.
    pub fn ordered_of(&self, sku: &Sku) -> u32 {
        self.lines_of(sku)
            .map(|(_, line)| line.opened.ordered)
            .sum()
    }

    /// Whether the product is on the list.
    pub fn lists(&self, sku: &Sku) -> bool {
        self.lines_of(sku).next().is_some()
    }

    /// The lines of one product with their place in the list.
    pub fn lines_of<'a>(&'a self, sku: &'a Sku) -> impl Iterator<Item = (usize, &'a Line)> {
        self.lines
            .iter()
            .enumerate()
            .filter(move |(_, line)| line.opened.sku == *sku)
    }

    /// Units of one product in the open parcel beyond what is ordered.
    pub fn surplus_of(&self, sku: &Sku) -> u32 {
        self.lines_of(sku).map(|(at, _)| self.surplus_at(at)).sum()
    }

    /// Units of one product declared short, over all lines.
    pub fn short_of(&self, sku: &Sku) -> u32 {
        self.lines_of(sku).map(|(_, line)| line.short).sum()
    }

    /// Whether a unit with this serial number is in the order already.
    pub fn has_serial(&self, serial: &str) -> bool {
        self.parcels
            .iter()
            .flat_map(|parcel| &parcel.scans)
            .flat_map(|scan| &scan.captures)
            .any(|capture| capture.serial.as_deref() == Some(serial))
    }

    /// The parcel being packed, or the last one of a closed order.
    pub fn parcel(&self) -> Option<&Parcel> {
        self.parcels.last()
    }

    /// The tracking number of the parcel closed last.
    pub fn last_tracking(&self) -> Option<&TrackingNo> {
        let closed = self.parcels.iter().rev().find(|parcel| parcel.closed);
        closed.and_then(|parcel| parcel.tracking.as_ref())
    }

    /// What is in `parcel`, for choosing its packaging.
    pub fn contents_of(&self, parcel: &Parcel) -> Contents {
        parcel
            .contents
            .iter()
            .fold(Contents::default(), |contents, (at, units)| {
                self.lines.get(*at).map_or(contents, |line| {
                    contents.with(line.opened.size, line.opened.unit_weight, *units)
                })
            })
    }

    /// What is in `parcel`, for weighing it: one entry a product.
    pub fn weighed_units(&self, parcel: &Parcel) -> Vec<WeighedUnits> {
        let mut units: Vec<WeighedUnits> = Vec::new();
        for (at, count) in &parcel.contents {
            let Some(line) = self.lines.get(*at) else {
                continue;
            };
            match units.iter_mut().find(|entry| entry.sku == line.opened.sku) {
                Some(entry) => entry.count += count,
                None => units.push(WeighedUnits {
                    sku: line.opened.sku.clone(),
                    unit_weight: line.opened.unit_weight,
                    count: *count,
                }),
            }
        }
        units
    }

    /// What ends an order whose open parcel is empty while nothing is left for it: it is closed with
    /// the parcels it has, or waits on the shelf when it has none.
    pub fn end_if_nothing_is_left(&self) -> Option<Fact> {
        let is_empty = self
            .parcel()
            .is_none_or(|parcel| parcel.contents.is_empty());
        if !is_empty || self.missing() > 0 || self.step == Step::Closed {
            return None;
        }
        let closed = self.parcels.iter().filter(|parcel| parcel.closed).count();
        let order = self.order.clone();
        Some(if closed == 0 {
            Fact::OrderPutAside {
                order,
                reason: NOTHING_TO_PACK.to_owned(),
            }
        } else {
            Fact::OrderClosed {
                order,
                parcels: u32::try_from(closed).unwrap_or(u32::MAX),
            }
        })
    }

    /// How many parcels the order is going to have, as far as is known now.
    pub fn expected_parcels(&self) -> u32 {
        let begun = u32::try_from(self.parcels.len()).unwrap_or(u32::MAX);
        if self.missing() == 0 {
            return begun;
        }
        let is_cut = self.parcel().is_some_and(|parcel| parcel.cut);
        begun
            .saturating_add(u32::from(is_cut))
            .max(self.planned_parcels)
    }
}
