//! What the facts of one order say about mis-picks, and how many chances for them there were.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{MisPick, MisPickKind};
use crate::domain::ids::{Badge, Sku};
use crate::domain::location::Location;
use crate::domain::session::fact::{Fact, Proof};
use crate::domain::session::message::Refusal;
use crate::domain::session::unit_step::UnitStepFact;
use crate::domain::session::{Session, Stamp};

/// A line of the order of which something was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedLine {
    /// When its first unit was packed.
    pub at: DateTime<Utc>,
    /// Who packed that.
    pub packer: Option<Badge>,
    /// The product.
    pub sku: Sku,
    /// Where it was to be picked.
    pub location: Option<Location>,
}

/// A unit that was scanned, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitScan {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub packer: Option<Badge>,
    /// The product, where the bench knew it.
    pub sku: Option<Sku>,
}

/// What is counted of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderAccount {
    /// Its lines.
    pub lines: Vec<PackedLine>,
    /// The units scanned.
    pub scans: Vec<UnitScan>,
    /// What was wrong with it.
    pub mis_picks: Vec<MisPick>,
}

/// Reads the facts of one order, in their order.
#[derive(Debug, Default)]
pub struct OrderReader {
    session: Option<Session>,
    /// Of each line: when and by whom its first unit was packed, and the last fact that completed it.
    touched: Vec<Touched>,
    scans: Vec<UnitScan>,
    suspects: Vec<Suspect>,
}

#[derive(Debug, Clone, Default)]
struct Touched {
    first: Option<UnitScan>,
    last: u64,
}

/// What may turn out to be a mis-pick.
#[derive(Debug)]
struct Suspect {
    fact: u64,
    stamp: Stamp,
    kind: MisPickKind,
    scanned: Option<Sku>,
    /// Lines that were missing units at that moment, by place.
    missing: Vec<usize>,
    proof: Proven,
}

/// Whether it was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proven {
    Yes,
    /// The scale blocked; what was done about it will tell.
    NotYet,
    No,
}

impl OrderReader {
    /// Takes in the next fact of the order, with its number in the journal.
    pub fn read(&mut self, number: u64, fact: &Fact, stamp: &Stamp) {
        match fact {
            Fact::Refused { sku, refusal, .. } => {
                self.suspect(number, sku.as_ref(), refusal, stamp);
            }
            Fact::UnitsPacked {
                sku, takes, proof, ..
            } => {
                if matches!(proof, Proof::Scanned { .. }) {
                    self.scans.push(scan(stamp, Some(sku)));
                }
                self.contents_changed(None);
                for take in takes {
                    self.touch(take.at, number, Some(stamp));
                }
            }
            Fact::ShortDeclared { takes, .. } => {
                for take in takes {
                    self.touch(take.at, number, None);
                }
            }
            Fact::UnitsTakenOut { .. } => self.contents_changed(None),
            Fact::Weighed { accepted: true, .. } | Fact::WeightReleased { .. } => {
                self.weight_was_right();
            }
            Fact::UnitStep { happened, .. } => self.unit_step(happened),
            _ => {}
        }
        Session::take_in(&mut self.session, fact, stamp);
    }

    fn unit_step(&mut self, happened: &UnitStepFact) {
        match happened {
            UnitStepFact::SetBack { sku, .. } => self.contents_changed(Some(sku)),
            UnitStepFact::Weighed { accepted: true, .. } | UnitStepFact::Released { .. } => {
                self.weight_was_right();
            }
            _ => {}
        }
    }

    fn suspect(&mut self, fact: u64, sku: Option<&Sku>, refusal: &Refusal, stamp: &Stamp) {
        let (kind, proof, is_scan) = match refusal {
            Refusal::NotOnPickList { .. } => (MisPickKind::WrongItem, Proven::Yes, true),
            Refusal::OneTooMany { .. } | Refusal::CaseTooLarge { .. } => {
                (MisPickKind::Extra, Proven::Yes, true)
            }
            // A number that is scanned twice at the start says nothing about the goods.
            Refusal::UnitsMissing { .. } if self.has_begun() => {
                (MisPickKind::Missing, Proven::Yes, false)
            }
            Refusal::WeightOff { .. }
            | Refusal::TwoInBox { .. }
            | Refusal::UnitWeightOff { .. } => (MisPickKind::FoundByWeight, Proven::NotYet, false),
            _ => return,
        };
        if is_scan {
            self.scans.push(scan(stamp, sku));
        }
        let lines = self.session.iter().flat_map(|session| &session.lines);
        let missing = lines.enumerate().filter(|(_, line)| line.missing() > 0);
        self.suspects.push(Suspect {
            fact,
            stamp: stamp.clone(),
            kind,
            scanned: sku.cloned(),
            missing: missing.map(|(at, _)| at).collect(),
            proof,
        });
    }

    fn has_begun(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(|session| session.done() > 0)
    }

    /// Something went into the parcel or came out of it: what the scale blocked was not right.
    fn contents_changed(&mut self, sku: Option<&Sku>) {
        for suspect in &mut self.suspects {
            if suspect.proof == Proven::NotYet
                && (sku.is_none() || suspect.scanned.is_none() || suspect.scanned.as_ref() == sku)
            {
                suspect.proof = Proven::Yes;
            }
        }
    }

    /// The scale is content, or a lead is, and nothing was changed.
    fn weight_was_right(&mut self) {
        for suspect in &mut self.suspects {
            if suspect.proof == Proven::NotYet {
                suspect.proof = Proven::No;
            }
        }
    }

    fn touch(&mut self, line: usize, fact: u64, packed: Option<&Stamp>) {
        if self.touched.len() <= line {
            self.touched.resize_with(line + 1, Touched::default);
        }
        if let Some(touched) = self.touched.get_mut(line) {
            touched.last = fact;
            if let (None, Some(stamp)) = (&touched.first, packed) {
                touched.first = Some(scan(stamp, None));
            }
        }
    }

    /// What is counted, now that the order is closed.
    pub fn account(self) -> OrderAccount {
        let Some(session) = &self.session else {
            return OrderAccount::default();
        };
        let packed = session.lines.iter().zip(&self.touched);
        let packed = packed.filter(|(line, _)| line.packed > 0);
        let lines = packed.filter_map(|(line, touched)| {
            let first = touched.first.clone()?;
            Some(PackedLine {
                at: first.at,
                packer: first.packer,
                sku: line.opened.sku.clone(),
                location: line.opened.location.clone(),
            })
        });
        let lines = lines.collect();
        OrderAccount {
            lines,
            mis_picks: self.mis_picks(session),
            scans: self.scans,
        }
    }

    fn mis_picks(&self, session: &Session) -> Vec<MisPick> {
        let mut found: Vec<MisPick> = Vec::new();
        let mut stood_for = BTreeSet::new();
        let proven = |suspect: &&Suspect| suspect.proof == Proven::Yes;
        let mut suspects: Vec<&Suspect> = self.suspects.iter().filter(proven).collect();
        // What a wrong item stood for is missing because of it.
        suspects.sort_by_key(|suspect| suspect.kind == MisPickKind::Missing);
        for suspect in suspects {
            let wrong = match suspect.kind {
                MisPickKind::WrongItem => suspect.scanned.clone(),
                _ => None,
            };
            let is_known = |other: &MisPick| {
                other.kind == suspect.kind
                    && match suspect.kind {
                        MisPickKind::WrongItem => other.wrong == wrong,
                        MisPickKind::Extra => other.right == suspect.scanned,
                        MisPickKind::Missing
                        | MisPickKind::FoundByWeight
                        | MisPickKind::FoundByCustomer => true,
                    }
            };
            if found.iter().any(is_known) {
                continue;
            }
            let line = match (suspect.kind, &suspect.scanned) {
                (MisPickKind::Extra | MisPickKind::FoundByWeight, Some(sku)) => {
                    session.lines_of(sku).map(|(at, _)| at).next()
                }
                (MisPickKind::WrongItem, _) => self.completed_last(&suspect.missing, &stood_for),
                (MisPickKind::Missing, _) => {
                    self.completed_last(&suspect.missing, &BTreeSet::new())
                }
                _ => None,
            };
            match (suspect.kind, line) {
                (MisPickKind::WrongItem, Some(line)) => {
                    stood_for.insert(line);
                }
                (MisPickKind::Missing, Some(line)) if stood_for.contains(&line) => continue,
                _ => {}
            }
            let line = line.and_then(|at| session.lines.get(at));
            found.push(MisPick {
                fact: suspect.fact,
                at: suspect.stamp.at,
                kind: suspect.kind,
                packer: suspect.stamp.worker.clone(),
                wrong,
                right: line.map(|line| line.opened.sku.clone()),
                location: line.and_then(|line| line.opened.location.clone()),
            });
        }
        found.sort_by_key(|one| one.fact);
        found
    }

    /// Of these lines the one that was completed last; one that no other wrong item stood for, if there is one.
    fn completed_last(&self, missing: &[usize], stood_for: &BTreeSet<usize>) -> Option<usize> {
        let last = |at: &usize| self.touched.get(*at).map_or(0, |touched| touched.last);
        let free = missing.iter().copied().filter(|at| !stood_for.contains(at));
        free.max_by_key(last)
            .or_else(|| missing.iter().copied().max_by_key(last))
    }
}

fn scan(stamp: &Stamp, sku: Option<&Sku>) -> UnitScan {
    UnitScan {
        at: stamp.at,
        packer: stamp.worker.clone(),
        sku: sku.cloned(),
    }
}
