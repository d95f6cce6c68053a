//! The only place where a bench's state changes, and only from a fact.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Capture, Fact, Proof, ShortPath};
use super::{
    Bench, CaptureDue, ChosenPackaging, LabelDue, Line, OpenedLine, PackedScan, Parcel, Session,
    SignedIn, Stamp, Step, Take,
};
use crate::domain::handover::OpenManifest;
use crate::domain::ids::{OrderNo, Sku, TrackingNo};
use crate::domain::label_debt::Owed;
use crate::domain::order::BoxDocument;
use crate::domain::shift_check::{CheckFact, ShiftCheck};
use crate::domain::tariff::Way;
use crate::domain::weight_check::Expectation;

impl Bench {
    /// Takes in what happened. Total: a fact that does not fit the state changes nothing.
    pub fn apply(&mut self, fact: &Fact, stamp: &Stamp) {
        // The bench's own figures are nobody's doing: whatever waits for a scan goes on waiting.
        if matches!(fact, Fact::AlertRaised { .. } | Fact::AlertCleared { .. }) {
            return;
        }
        // A free tote waits for the very next scan, and for nothing else.
        self.tote_offered = None;
        match fact {
            Fact::SignedIn {
                worker,
                role,
                language,
            } => {
                self.wrong_pins.remove(worker);
                self.tells_persons = false;
                // What one packer was asked, the next one does not answer.
                self.question = None;
                self.shift_check = None;
                self.worker = Some(SignedIn {
                    badge: worker.clone(),
                    role: *role,
                    language: *language,
                });
            }
            Fact::SignInRefused { worker } => {
                let wrong = self.wrong_pins.entry(worker.clone()).or_default();
                wrong.count = wrong.count.saturating_add(1);
                wrong.last_at_millis = stamp.at.timestamp_millis();
            }
            Fact::SignedOut { .. } => {
                self.worker = None;
                self.tells_persons = false;
                self.question = None;
                self.shift_check = None;
            }
            Fact::PersonViewOpened { .. } => self.tells_persons = true,
            Fact::ToteOffered { tote } => self.tote_offered = Some(tote.clone()),
            Fact::Asked { question, .. } => self.question = Some(question.clone()),
            Fact::QuestionClosed { .. } => self.question = None,
            Fact::ManifestOpened { manifest, carrier } => {
                self.manifest = Some(OpenManifest {
                    manifest: manifest.clone(),
                    carrier: carrier.clone(),
                });
            }
            Fact::ManifestClosed { .. } => self.manifest = None,
            Fact::ShiftCheck { happened } => self.in_check(happened, stamp),
            Fact::OrderOpened { order, .. } => {
                let opened = Session::opened(fact, self.sessions.get(order));
                self.open(order, opened);
            }
            Fact::OrderResumed { order, .. } | Fact::OrderReopened { order, .. } => {
                self.forget_finished(order);
                self.current = Some(order.clone());
                self.in_session(fact, stamp);
            }
            Fact::OrderWithdrawn { .. } | Fact::OrderPutAside { .. } => {
                self.in_session(fact, stamp);
                self.current = None;
                self.question = None;
            }
            _ => self.in_session(fact, stamp),
        }
    }

    fn open(&mut self, order: &OrderNo, session: Option<Session>) {
        self.forget_finished(order);
        self.current = Some(order.clone());
        if let Some(session) = session {
            self.sessions.insert(order.clone(), session);
        }
    }

    /// Orders that are finished leave the bench's head when the next one comes; their facts stay.
    fn forget_finished(&mut self, but: &OrderNo) {
        self.sessions.retain(|order, session| {
            order == but
                || !(session.step == Step::Closed
                    || session.withdrawn
                    || session.put_aside.is_some())
        });
    }

    fn in_check(&mut self, happened: &CheckFact, stamp: &Stamp) {
        match (happened, &mut self.shift_check) {
            (CheckFact::Begun { plan }, _) => {
                self.shift_check = Some(ShiftCheck::begun(plan.clone(), stamp.at));
            }
            (CheckFact::Ended { .. }, check) => *check = None,
            (other, Some(check)) => check.apply(other, stamp.at),
            (_, None) => {}
        }
    }

    fn in_session(&mut self, fact: &Fact, stamp: &Stamp) {
        if let Some(session) = fact.order().and_then(|order| self.sessions.get_mut(order)) {
            session.apply(fact, stamp);
        }
    }
}

impl Session {
    /// Brings an order's state back from its facts, oldest first. `None` if it was never opened.
    pub fn replay<'a>(facts: impl IntoIterator<Item = (&'a Fact, Stamp)>) -> Option<Self> {
        let mut session: Option<Self> = None;
        for (fact, stamp) in facts {
            Self::take_in(&mut session, fact, &stamp);
        }
        session
    }

    /// Takes in the next fact of an order, which begins with its opening.
    pub fn take_in(session: &mut Option<Self>, fact: &Fact, stamp: &Stamp) {
        match (session, fact) {
            (earlier, Fact::OrderOpened { .. }) => {
                *earlier = Self::opened(fact, earlier.as_ref());
            }
            (Some(session), _) => session.apply(fact, stamp),
            (None, _) => {}
        }
    }

    fn opened(fact: &Fact, earlier: Option<&Self>) -> Option<Self> {
        let Fact::OrderOpened {
            order,
            revision,
            lines,
            way,
            planned_parcels,
            documents,
            verification,
            ..
        } = fact
        else {
            return None;
        };
        let mut opened = Self::new(order, *revision, lines, way, *planned_parcels, documents);
        opened.verification.clone_from(verification);
        opened.earlier = earlier.map(Self::numbers_given).unwrap_or_default();
        opened.parcels = vec![opened.empty_parcel(1)];
        Some(opened)
    }

    fn new(
        order: &OrderNo,
        revision: u64,
        lines: &[OpenedLine],
        way: &Way,
        planned_parcels: u32,
        documents: &[BoxDocument],
    ) -> Self {
        Self {
            order: order.clone(),
            revision,
            way: way.clone(),
            step: Step::Scanning,
            lines: lines.iter().cloned().map(Line::untouched).collect(),
            parcels: vec![],
            planned_parcels,
            documents: documents.to_vec(),
            capture_due: None,
            packers: BTreeSet::new(),
            put_aside: None,
            withdrawn: false,
            earlier: BTreeMap::new(),
            label_due: None,
            verification: None,
        }
    }

    /// The tracking number and the label revision of each parcel that ever got one.
    fn numbers_given(&self) -> BTreeMap<u32, (TrackingNo, u32)> {
        let mut given = self.earlier.clone();
        for parcel in &self.parcels {
            if let Some(tracking) = parcel.real_number() {
                given.insert(parcel.number, (tracking.clone(), parcel.label_revision));
            }
        }
        given
    }

    fn empty_parcel(&self, number: u32) -> Parcel {
        let (tracking, label_revision) = self.earlier.get(&number).cloned().unzip();
        Parcel {
            number,
            tracking,
            label_revision: label_revision.unwrap_or(0),
            ..Parcel::default()
        }
    }

    /// Takes in what happened to this order. [`Step`] follows from the facts, see each arm.
    pub(super) fn apply(&mut self, fact: &Fact, stamp: &Stamp) {
        match fact {
            Fact::OrderResumed { .. } => self.put_aside = None,
            Fact::OrderReopened { .. } => {
                // Its label is void from now on.
                self.label_due = None;
                self.reopen();
            }
            Fact::LabelScanDue {
                parcel, tracking, ..
            } => {
                self.label_due = Some(LabelDue {
                    parcel: *parcel,
                    tracking: tracking.clone(),
                });
            }
            Fact::LabelScanned { .. } | Fact::LabelScanDropped { .. } => self.label_due = None,
            Fact::OrderPutAside { reason, .. } => self.put_aside = Some(reason.clone()),
            Fact::OrderWithdrawn { .. } => self.withdrawn = true,
            Fact::OrderRevised {
                revision,
                lines,
                planned_parcels,
                ..
            } => {
                self.revise(*revision, lines, *planned_parcels);
            }
            Fact::UnitsPacked {
                sku, takes, proof, ..
            } => {
                self.packers.extend(stamp.worker.clone());
                self.pack(sku, takes);
                if let Proof::CountedTwice { by } = proof {
                    self.with_parcel(|parcel| parcel.second = Some(by.clone()));
                }
            }
            Fact::SecondPersonChecked { by, .. } => {
                self.with_parcel(|parcel| parcel.second = Some(by.clone()));
            }
            Fact::UnitsTakenOut {
                sku, takes, undone, ..
            } => self.take_out(sku, takes, *undone),
            Fact::UnitCaptured { capture, .. } => self.capture(capture),
            // An order that waits for its goods is complete only when they are there.
            Fact::ShortDeclared {
                path: ShortPath::Hold,
                ..
            } => {}
            Fact::ShortDeclared { takes, .. } => {
                for take in takes {
                    if let Some(line) = self.lines.get_mut(take.at) {
                        line.short = line.short.saturating_add(take.units);
                    }
                }
                self.after_units();
            }
            Fact::ParcelCut { .. } => {
                self.with_parcel(|parcel| parcel.cut = true);
                self.step = Step::Packaging;
            }
            Fact::ParcelStretched { .. } => {
                self.with_parcel(|parcel| {
                    parcel.by_eye = true;
                    parcel.cut = false;
                });
                self.after_units();
            }
            Fact::PackagingTaken {
                packaging,
                tare,
                max_gross,
                expected,
                tolerance,
                ..
            } => {
                let chosen = ChosenPackaging {
                    code: packaging.clone(),
                    tare: *tare,
                    max_gross: *max_gross,
                    expected: Expectation {
                        gross: *expected,
                        tolerance: *tolerance,
                    },
                };
                self.with_parcel(|parcel| {
                    parcel.unweigh();
                    parcel.packaging = Some(chosen);
                });
                self.step = Step::Weighing;
            }
            Fact::Weighed {
                gross,
                accepted,
                typed,
                ..
            } => {
                self.with_parcel(|parcel| {
                    parcel.gross = Some(*gross);
                    parcel.typed = *typed;
                    parcel.weight_ok = *accepted;
                });
                self.step = if *accepted {
                    Step::Confirming
                } else {
                    Step::Weighing
                };
            }
            Fact::WeightReleased { .. } => {
                self.with_parcel(|parcel| parcel.weight_ok = true);
                self.step = Step::Confirming;
            }
            Fact::UnitStep { happened, .. } => {
                self.with_parcel(|parcel| parcel.apply_unit_step(happened));
                if self.step == Step::Scanning {
                    self.after_units();
                }
            }
            Fact::ParcelClosed {
                tracking,
                label_revision,
                ruling,
                ..
            } => {
                self.with_parcel(|parcel| {
                    parcel.closed = true;
                    parcel.ruling = ruling.as_deref().cloned();
                    parcel.tracking = Some(tracking.clone());
                    parcel.label_revision = *label_revision;
                });
                if self.missing() > 0 {
                    self.begin_next_parcel();
                }
            }
            Fact::LabelOwed {
                parcel,
                substitute,
                kept,
                ..
            } => self.with_numbered(*parcel, |parcel| {
                parcel.owed = Some(Owed {
                    substitute: substitute.clone(),
                    kept: kept.clone(),
                });
            }),
            Fact::LabelPaid {
                parcel,
                tracking,
                label_revision,
                ..
            } => self.with_numbered(*parcel, |parcel| {
                parcel.owed = None;
                parcel.tracking = Some(tracking.clone());
                parcel.label_revision = *label_revision;
            }),
            Fact::OrderClosed { .. } => {
                // A parcel that was begun and got nothing is none: re-opening means the one before.
                self.parcels
                    .pop_if(|parcel| parcel.number > 1 && parcel.contents.is_empty());
                self.step = Step::Closed;
            }
            _ => {}
        }
    }

    fn pack(&mut self, sku: &Sku, takes: &[Take]) {
        let mut units = 0_u32;
        let mut needs = None;
        for take in takes {
            let Some(line) = self.lines.get_mut(take.at) else {
                continue;
            };
            line.packed = line.packed.saturating_add(take.units);
            line.forget_shortage();
            units = units.saturating_add(take.units);
            needs = Some(line.opened.tracking);
        }
        let scan = PackedScan {
            sku: sku.clone(),
            takes: takes.to_vec(),
            captures: vec![],
            added: None,
        };
        self.with_parcel(|parcel| {
            let added = parcel.take_added();
            for take in takes {
                let packed = parcel.contents.entry(take.at).or_default();
                *packed = packed.saturating_add(take.units);
            }
            parcel.scans.push(PackedScan { added, ..scan });
        });
        self.capture_due = needs.filter(|needs| needs.any()).map(|needs| CaptureDue {
            sku: sku.clone(),
            needs,
            units,
        });
        self.after_units();
    }

    fn take_out(&mut self, sku: &Sku, takes: &[Take], undone: bool) {
        for take in takes {
            if let Some(line) = self.lines.get_mut(take.at) {
                line.packed = line.packed.saturating_sub(take.units);
            }
        }
        self.with_parcel(|parcel| {
            for take in takes {
                reduce(&mut parcel.contents, take);
            }
            if undone {
                parcel.scans.pop();
            } else {
                forget_scans(&mut parcel.scans, takes);
            }
            parcel.cut = false;
            parcel.units_came_out(sku, takes);
        });
        self.capture_due = None;
        self.after_units();
    }

    fn capture(&mut self, capture: &Capture) {
        let Some(mut due) = self.capture_due.take() else {
            return;
        };
        self.with_parcel(|parcel| {
            if let Some(scan) = parcel.scans.last_mut() {
                scan.captures.push(capture.clone());
            }
        });
        due.needs.lot &= capture.lot.is_none();
        due.needs.expiry &= capture.expiry.is_none();
        if due.needs.serial && capture.serial.is_some() {
            due.units = due.units.saturating_sub(1);
            // Each unit has a serial of its own; lot and expiry are those of the whole scan.
            due.needs.serial = due.units > 0;
        }
        self.capture_due = due.needs.any().then_some(due);
        self.after_units();
    }

    /// Scanning goes on while units are missing, too many, or not in the box that stands on the
    /// scale; else the parcel wants its packaging.
    fn after_units(&mut self) {
        let complete = self.missing() == 0
            && self.surplus() == 0
            && self.capture_due.is_none()
            && self.unit_due().is_none();
        let holds_units = self
            .parcel()
            .is_some_and(|parcel| !parcel.contents.is_empty());
        self.with_parcel(|parcel| {
            parcel.packaging = None;
            parcel.second = None;
            parcel.unweigh();
        });
        self.step = if complete && holds_units {
            Step::Packaging
        } else {
            Step::Scanning
        };
    }

    fn begin_next_parcel(&mut self) {
        let number = u32::try_from(self.parcels.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.parcels.push(self.empty_parcel(number));
        self.step = Step::Scanning;
    }

    /// A closed order opens with its last parcel, which keeps its contents and its tracking number.
    fn reopen(&mut self) {
        self.put_aside = None;
        if self.step == Step::Closed {
            self.with_parcel(|parcel| {
                parcel.closed = false;
                parcel.cut = false;
                // With tape and filler in it, it is weighed as a whole.
                parcel.unit_step = None;
                // Its substitute is void with its closing.
                parcel.tracking = parcel.real_number().cloned();
                parcel.owed = None;
            });
            self.after_units();
        }
        // With nothing packed yet, everything is looked for anew, what was short included.
        if self.done() == 0 {
            for line in &mut self.lines {
                line.short = 0;
            }
        }
    }

    fn revise(&mut self, revision: u64, lines: &[OpenedLine], planned_parcels: u32) {
        self.revision = revision;
        self.planned_parcels = planned_parcels;
        for (at, opened) in lines.iter().enumerate() {
            match self.lines.get_mut(at) {
                Some(line) => {
                    line.opened = opened.clone();
                    line.forget_shortage();
                }
                None => self.lines.push(Line::untouched(opened.clone())),
            }
        }
        self.after_units();
    }

    fn with_numbered(&mut self, number: u32, change: impl FnOnce(&mut Parcel)) {
        let mut parcels = self.parcels.iter_mut();
        if let Some(parcel) = parcels.find(|parcel| parcel.number == number) {
            change(parcel);
        }
    }

    fn with_parcel(&mut self, change: impl FnOnce(&mut Parcel)) {
        if let Some(parcel) = self.parcels.last_mut() {
            change(parcel);
        }
    }
}

impl Line {
    fn untouched(opened: OpenedLine) -> Self {
        Self {
            opened,
            packed: 0,
            short: 0,
        }
    }
}

impl Line {
    /// No more is short than is ordered and not packed: units turned up, or fewer are wanted now.
    fn forget_shortage(&mut self) {
        let lacking = self.opened.ordered.saturating_sub(self.packed);
        self.short = self.short.min(lacking);
    }
}

impl Parcel {
    fn unweigh(&mut self) {
        self.gross = None;
        self.weight_ok = false;
    }
}

fn reduce(contents: &mut BTreeMap<usize, u32>, take: &Take) {
    if let Some(packed) = contents.get_mut(&take.at) {
        *packed = packed.saturating_sub(take.units);
        if *packed == 0 {
            contents.remove(&take.at);
        }
    }
}

/// Takes what came out of each line off the newest scans that went to that line, so that undo does
/// not take it back a second time.
fn forget_scans(scans: &mut Vec<PackedScan>, out: &[Take]) {
    for line in out {
        let mut units = line.units;
        for scan in scans.iter_mut().rev() {
            for take in scan.takes.iter_mut().filter(|take| take.at == line.at) {
                let off = take.units.min(units);
                take.units -= off;
                units -= off;
                if off > 0 {
                    // What is left of it adds less than it did.
                    scan.added = None;
                }
            }
        }
    }
    for scan in scans.iter_mut() {
        scan.takes.retain(|take| take.units > 0);
    }
    scans.retain(|scan| !scan.takes.is_empty());
}
