//! The entries of one order as the facts of one bench make them, and end them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::What;
use crate::domain::ids::Sku;
use crate::domain::session::OpenedLine;
use crate::domain::session::Take;
use crate::domain::session::fact::{Fact, ShortPath};
use crate::domain::session::message::Refusal;

/// An entry with the fact that opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The fact's number.
    pub number: u64,
    /// Which life of the bench's database the fact is of.
    pub epoch: u64,
    /// What it is about.
    pub what: What,
    /// The parcel of the order, from 1.
    pub parcel: Option<u32>,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// When its cause was gone.
    pub mended_at: Option<DateTime<Utc>>,
}

/// Reads the facts of one order at one bench, in their order.
#[derive(Debug, Default)]
pub struct DeskReader {
    opened: Vec<Opened>,
    /// Units that the order wants, and those that are in its parcels.
    wanted: BTreeMap<Sku, u32>,
    packed: BTreeMap<Sku, u32>,
    /// The fact before: a short pick that holds its order puts it aside in the same breath.
    was_short_and_held: bool,
    last_parcel: Option<u32>,
    is_closed: bool,
}

/// Whether the fact may open an entry.
pub fn opens(fact: &Fact) -> bool {
    match fact {
        Fact::ShortDeclared { .. }
        | Fact::OrderPutAside { .. }
        | Fact::WeightReleased { .. }
        | Fact::LabelOwed { .. } => true,
        Fact::Refused { order, refusal, .. } => {
            order.is_some() && matches!(refusal, Refusal::LabelImpossible { .. })
        }
        _ => false,
    }
}

/// Facts that may end an entry, by their names.
pub const MAY_MEND: [&str; 8] = [
    "LabelPaid",
    "LabelStored",
    "OrderClosed",
    "OrderReopened",
    "OrderResumed",
    "OrderRevised",
    "OrderWithdrawn",
    "ParcelClosed",
];

/// Facts that may open an entry, by their names; [`opens`] says which of them do.
pub const MAY_OPEN: [&str; 5] = [
    "LabelOwed",
    "OrderPutAside",
    "Refused",
    "ShortDeclared",
    "WeightReleased",
];

impl DeskReader {
    /// Takes in the next fact: `name` is life and number.
    pub fn read(&mut self, name: (u64, u64), at: DateTime<Utc>, fact: &Fact) {
        let comes_with_short = std::mem::take(&mut self.was_short_and_held);
        match fact {
            Fact::OrderOpened { lines, .. } | Fact::OrderRevised { lines, .. } => {
                self.want(lines);
                self.mend_found(at);
            }
            Fact::UnitsPacked { sku, takes, .. } => {
                let packed = self.packed.entry(sku.clone()).or_default();
                *packed = packed.saturating_add(units(takes));
            }
            Fact::UnitsTakenOut { sku, takes, .. } => {
                let packed = self.packed.entry(sku.clone()).or_default();
                *packed = packed.saturating_sub(units(takes));
            }
            Fact::ShortDeclared {
                sku,
                takes,
                reason,
                path,
                ..
            } => {
                self.was_short_and_held = *path == ShortPath::Hold;
                let what = What::ShortPick {
                    sku: sku.clone(),
                    units: units(takes),
                    reason: reason.clone(),
                    path: *path,
                };
                self.open(name, at, None, what);
            }
            Fact::OrderPutAside { reason, .. } => {
                self.is_closed = false;
                if !comes_with_short {
                    let reason = reason.clone();
                    self.open(name, at, None, What::PutAside { reason });
                }
            }
            Fact::OrderResumed { .. } | Fact::OrderReopened { .. } => self.taken_up(at),
            Fact::OrderWithdrawn { .. } => {
                self.packed.clear();
                self.mend(at, |_| true);
            }
            Fact::OrderClosed { .. } => {
                self.is_closed = true;
                self.mend_found(at);
            }
            _ => self.read_of_parcel(name, at, fact),
        }
    }

    fn read_of_parcel(&mut self, name: (u64, u64), at: DateTime<Utc>, fact: &Fact) {
        match fact {
            Fact::WeightReleased {
                parcel,
                difference,
                by,
                reason,
                ..
            } => {
                let what = What::WeightReleased {
                    difference: *difference,
                    by: by.clone(),
                    reason: reason.clone(),
                };
                self.open(name, at, Some(*parcel), what);
            }
            Fact::Weighed {
                parcel,
                accepted: true,
                ..
            } => self.mend(at, |it| {
                it.parcel == Some(*parcel) && matches!(it.what, What::WeightReleased { .. })
            }),
            Fact::LabelOwed {
                parcel,
                substitute,
                reason,
                ..
            } => {
                self.mend(at, |it| matches!(it.what, What::LabelRefused { .. }));
                self.mend_owed(at, *parcel);
                let what = What::LabelOwed {
                    substitute: substitute.clone(),
                    reason: reason.clone(),
                };
                self.open(name, at, Some(*parcel), what);
            }
            Fact::LabelPaid { parcel, .. } => self.mend_owed(at, *parcel),
            Fact::LabelStored { .. } => {
                self.mend(at, |it| matches!(it.what, What::LabelRefused { .. }));
            }
            Fact::ParcelClosed { parcel, .. } => {
                self.last_parcel = self.last_parcel.max(Some(*parcel));
            }
            Fact::Refused {
                refusal: Refusal::LabelImpossible { field },
                ..
            } => {
                let mut open = self.opened.iter().filter(|it| it.mended_at.is_none());
                // Whoever tries again is told again, and it is the same failure.
                if !open.any(|it| matches!(it.what, What::LabelRefused { .. })) {
                    let field = field.clone();
                    self.open(name, at, None, What::LabelRefused { field });
                }
            }
            _ => {}
        }
    }

    /// Somebody works on the order again: it is held no longer, and what was missing is looked for anew.
    fn taken_up(&mut self, at: DateTime<Utc>) {
        self.mend(at, |it| {
            matches!(
                it.what,
                What::PutAside { .. }
                    | What::ShortPick {
                        path: ShortPath::Hold,
                        ..
                    }
            )
        });
        // A closed order that is opened again has its last parcel open; its substitute label is void.
        if let Some(last) = self.last_parcel.filter(|_| self.is_closed) {
            self.mend_owed(at, last);
        }
        self.is_closed = false;
    }

    fn want(&mut self, lines: &[OpenedLine]) {
        self.wanted.clear();
        for line in lines {
            let wanted = self.wanted.entry(line.sku.clone()).or_default();
            *wanted = wanted.saturating_add(line.ordered);
        }
    }

    /// Nothing of the product is missing any more.
    fn mend_found(&mut self, at: DateTime<Utc>) {
        let of = |units: &BTreeMap<Sku, u32>, sku: &Sku| units.get(sku).copied().unwrap_or(0);
        for it in &mut self.opened {
            if let What::ShortPick { sku, .. } = &it.what
                && it.mended_at.is_none()
                && of(&self.packed, sku) >= of(&self.wanted, sku)
            {
                it.mended_at = Some(at);
            }
        }
    }

    fn mend_owed(&mut self, at: DateTime<Utc>, parcel: u32) {
        self.mend(at, |it| {
            it.parcel == Some(parcel) && matches!(it.what, What::LabelOwed { .. })
        });
    }

    fn mend(&mut self, at: DateTime<Utc>, is_meant: impl Fn(&Opened) -> bool) {
        for it in &mut self.opened {
            if it.mended_at.is_none() && is_meant(it) {
                it.mended_at = Some(at);
            }
        }
    }

    fn open(
        &mut self,
        (epoch, number): (u64, u64),
        at: DateTime<Utc>,
        parcel: Option<u32>,
        what: What,
    ) {
        self.opened.push(Opened {
            number,
            epoch,
            what,
            parcel,
            opened_at: at,
            mended_at: None,
        });
    }

    /// The entries, in the order of their facts.
    pub fn opened(self) -> Vec<Opened> {
        self.opened
    }
}

fn units(takes: &[Take]) -> u32 {
    takes
        .iter()
        .fold(0, |units, take| units.saturating_add(take.units))
}
