//! What follows from facts on paper: labels to keep, slips and invoices to print, each made before it is needed.

use super::dossier::{Dossier, DossierError, document_file};
use super::run::{Station, chain};
use crate::domain::ids::OrderNo;
use crate::domain::order::BoxDocument;
use crate::domain::printing::PrintFound;
use crate::domain::session::fact::Fact;
use crate::domain::session::{Context, HandOverNow, Session, Step, tracking_number};
use crate::domain::shift_check::CheckFact;
use crate::store::{
    LabelRef, NewLabel, NewPrintJob, PrintKind, PrintSource, StoreError, commitment,
};

/// Name of the target for labels in print jobs.
pub(super) const LABELS: &str = "labels";

/// Name of the target for other papers in print jobs.
pub(super) const DOCUMENTS: &str = "documents";

/// Name of the target for packing slips, where they have a printer of their own.
pub(super) const SLIPS: &str = "slips";

/// What is kept together with the facts.
#[derive(Default)]
pub(super) struct Following {
    pub(super) facts: Vec<Fact>,
    pub(super) labels: Vec<NewLabel>,
    pub(super) jobs: Vec<NewPrintJob>,
    pub(super) found: Vec<(i64, PrintFound)>,
    pub(super) number_used: Option<u64>,
}

impl Station {
    /// Labels to keep and papers to print, by what happened.
    pub(super) fn what_follows(&mut self, facts: &[Fact]) -> Result<Following, StoreError> {
        let mut follow = Following::default();
        for fact in facts {
            follow.facts.push(fact.clone());
            match fact {
                // The substitute's papers are made now; the real ones could not be.
                Fact::ParcelClosed { .. } if is_owed(facts) => {}
                Fact::LabelOwed {
                    order,
                    parcel,
                    substitute,
                    ..
                } => self.keep_substitute(order, *parcel, substitute, facts, &mut follow)?,
                Fact::LabelPaid {
                    order,
                    parcel,
                    serial,
                    label_revision,
                    ..
                } => {
                    follow.number_used = *serial;
                    let papers = self.owed_papers.take();
                    self.keep_papers((order, *parcel, *label_revision), papers, &mut follow)?;
                }
                Fact::ParcelClosed {
                    order,
                    parcel,
                    serial,
                    label_revision,
                    ..
                } => {
                    follow.number_used = *serial;
                    let papers = match self.dossier.take() {
                        Some(Ok(dossier)) => Some(dossier),
                        _ => None,
                    };
                    self.keep_papers((order, *parcel, *label_revision), papers, &mut follow)?;
                }
                Fact::OrderClosed { order, .. } => self.print_box_documents(order, &mut follow),
                Fact::ManifestClosed {
                    manifest, parcels, ..
                } if *parcels > 0 => {
                    if let Some(job) = self.job_of_list(manifest)? {
                        follow.jobs.push(job);
                    }
                }
                Fact::ShiftCheck {
                    happened: CheckFact::LabelSent { code },
                } => follow.jobs.extend(self.test_label_job(code)),
                Fact::PrintJudged { job, found, .. } => follow.found.push((*job, *found)),
                Fact::LabelReprinted {
                    order,
                    parcel,
                    revision,
                    ..
                } => {
                    let label = LabelRef {
                        order: order.clone(),
                        parcel: *parcel,
                        revision: *revision,
                    };
                    follow.jobs.push(NewPrintJob {
                        key: format!("reprint/{order}/{parcel}/{}", self.store.last_number() + 1),
                        kind: PrintKind::Label,
                        title: format!("{order} ({parcel})"),
                        source: PrintSource::Label(label),
                        target: LABELS.to_owned(),
                        order: Some(order.clone()),
                        parcel: Some(*parcel),
                    });
                }
                _ => {}
            }
        }
        Ok(follow)
    }

    fn keep_papers(
        &self,
        (order, parcel, revision): (&OrderNo, u32, u32),
        papers: Option<Dossier>,
        follow: &mut Following,
    ) -> Result<(), StoreError> {
        let Some(dossier) = papers else {
            // The bench only closes a parcel whose papers are made, see `prepare_dossier`.
            return Err(StoreError::LabelNotRecorded {
                order: order.clone(),
                parcel,
                revision,
            });
        };
        let ending = dossier.language.ending().to_owned();
        let label = (dossier.label, dossier.picture, ending);
        keep_label((order, parcel, revision), label, follow)?;
        if let Some(customs) = dossier.customs {
            follow.jobs.push(NewPrintJob {
                key: format!("customs/{order}/{parcel}/{revision}"),
                kind: PrintKind::Document,
                title: format!("{order} ({parcel})"),
                source: PrintSource::Bytes(customs),
                target: DOCUMENTS.to_owned(),
                order: Some(order.clone()),
                parcel: Some(parcel),
            });
        }
        follow.jobs.push(NewPrintJob {
            key: format!("slip/{order}/{parcel}/{revision}"),
            kind: PrintKind::PackingSlip,
            title: format!("{order} ({parcel})"),
            source: PrintSource::Bytes(dossier.slip),
            target: self.target_of_slips().to_owned(),
            order: Some(order.clone()),
            parcel: Some(parcel),
        });
        Ok(())
    }

    /// Two slips go to two printers at once only where there are two.
    fn target_of_slips(&self) -> &'static str {
        match self.config.slips {
            Some(_) => SLIPS,
            None => DOCUMENTS,
        }
    }

    /// Prints the papers that belong into the box; a missing one was recorded and does not stop the parcel.
    fn print_box_documents(&self, order: &OrderNo, follow: &mut Following) {
        let documents = self
            .bench
            .sessions
            .get(order)
            .map(|session| session.documents.clone());
        for document in documents.unwrap_or_default() {
            if let Ok(bytes) = std::fs::read(document_file(&self.dir, order, document)) {
                follow.jobs.push(NewPrintJob {
                    key: format!("paper/{order}/{document:?}"),
                    kind: PrintKind::Document,
                    title: order.to_string(),
                    source: PrintSource::Bytes(bytes),
                    target: DOCUMENTS.to_owned(),
                    order: Some(order.clone()),
                    parcel: None,
                });
            }
        }
    }

    /// Makes the papers of a parcel that waits for its order number, so that the confirming scan only has to keep
    /// them. Called after the answer is out.
    pub(super) fn prepare_dossier(&mut self) {
        let Some(session) = self
            .bench
            .session()
            .filter(|session| session.step == Step::Confirming)
        else {
            self.dossier = None;
            return;
        };
        let Some(parcel) = session.parcel() else {
            return;
        };
        let context = Context {
            now: self.clock.now(),
            settings: &self.settings,
            packagings: &self.packagings,
            plan: None,
            order_now: None,
            reopen_hold: None,
            next_serial: self.store.next_serial().ok().flatten(),
            missing_documents: &[],
            label_fault: None,
            label_scan: self.config.label_scan,
            unit_step: self.unit_step_here(),
            substitute_serial: None,
            handover: &HandOverNow::default(),
            weights: None,
            here: None,
        };
        let Some((tracking, _)) = tracking_number(parcel, &context) else {
            self.dossier = None;
            return;
        };
        let ruling = self.ruling_now(parcel);
        let service = ruling.as_ref().map(|ruling| ruling.service.clone());
        let ready = self
            .dossier
            .as_ref()
            .and_then(|dossier| dossier.as_ref().ok())
            .is_some_and(|dossier| {
                dossier.order == session.order
                    && dossier.parcel == parcel.number
                    && dossier.tracking == tracking
                    && Some(dossier.gross) == parcel.gross
                    && dossier.service == service
            });
        if !ready {
            let form = (self.config.label_size.size(), self.config.label_printer);
            let made = Dossier::make(
                &self.store,
                &self.settings,
                form,
                (session, parcel, ruling.as_ref()),
                &tracking,
                self.packed_picture(session, parcel),
            );
            self.dossier = Some(made.map_err(|error| fault_of(&error)));
        }
    }

    /// Papers of an order about to be confirmed that nobody has.
    pub(super) fn missing_documents(&self, session: Option<&Session>) -> Vec<BoxDocument> {
        let session = session.filter(|session| session.step == Step::Confirming);
        let wanted = session.map(|session| (&session.order, &session.documents));
        wanted.map_or_else(Vec::new, |(order, documents)| {
            let missing =
                |document: &&BoxDocument| !document_file(&self.dir, order, **document).is_file();
            documents.iter().filter(missing).copied().collect()
        })
    }
}

/// Whether a parcel is closed under a substitute label here.
fn is_owed(facts: &[Fact]) -> bool {
    let mut facts = facts.iter();
    facts.any(|fact| matches!(fact, Fact::LabelOwed { .. }))
}

/// Keeps a label with the fact that says so, and has it printed.
pub(super) fn keep_label(
    (order, parcel, revision): (&OrderNo, u32, u32),
    (bytes, picture, format): (Vec<u8>, Vec<u8>, String),
    follow: &mut Following,
) -> Result<(), StoreError> {
    let mut salt = vec![0; 16];
    getrandom::fill(&mut salt).map_err(StoreError::NoRandom)?;
    follow.facts.push(Fact::LabelStored {
        order: order.clone(),
        parcel,
        revision,
        commitment: commitment(&salt, &bytes),
    });
    follow.jobs.push(NewPrintJob {
        key: format!("label/{order}/{parcel}/{revision}"),
        kind: PrintKind::Label,
        title: format!("{order} ({parcel})"),
        source: PrintSource::Label(LabelRef {
            order: order.clone(),
            parcel,
            revision,
        }),
        target: LABELS.to_owned(),
        order: Some(order.clone()),
        parcel: Some(parcel),
    });
    follow.labels.push(NewLabel {
        order: order.clone(),
        parcel,
        revision,
        format,
        bytes,
        picture,
        salt,
    });
    Ok(())
}

pub(super) fn fault_of(error: &DossierError) -> String {
    match error {
        DossierError::Label(refused) => refused
            .field()
            .map_or_else(|| chain(error), ToOwned::to_owned),
        DossierError::Customs => "customs".to_owned(),
        other => chain(other),
    }
}
