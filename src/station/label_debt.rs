//! Substitute labels: made when the real one cannot be had, and the real one when the substitute is scanned.

use super::config::LabelLanguage;
use super::dossier::Dossier;
use super::papers::{Following, fault_of, keep_label};
use super::run::{Station, recalled};
use crate::domain::handover::numbers_in;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::label_debt::{DebtReason, OwedLabel, RealNumber};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::Meaning;
use crate::domain::session::{Context, HandOverNow, tracking_number};
use crate::labels::{Label, LabelError, sheets};
use crate::store::{DebtRow, StoreError};

impl Station {
    /// Makes and keeps the substitute label of a parcel that is closed by these facts.
    pub(super) fn keep_substitute(
        &self,
        order: &OrderNo,
        parcel: u32,
        substitute: &TrackingNo,
        facts: &[Fact],
        follow: &mut Following,
    ) -> Result<(), StoreError> {
        let revision = facts.iter().find_map(|fact| match fact {
            Fact::ParcelClosed { label_revision, .. } => Some(*label_revision),
            _ => None,
        });
        let revision = revision.unwrap_or(1);
        let label = self.substitute_label(order, parcel, substitute);
        let label = label.map_err(|error| {
            // Its texts are our own, so this is a fault of the program; the parcel stays open.
            tracing::error!(%error, "the substitute label cannot be made");
            StoreError::LabelNotRecorded {
                order: order.clone(),
                parcel,
                revision,
            }
        })?;
        keep_label((order, parcel, revision), label, follow)
    }

    fn substitute_label(
        &self,
        order: &OrderNo,
        parcel: u32,
        substitute: &TrackingNo,
    ) -> Result<(Vec<u8>, Vec<u8>, String), LabelError> {
        let printer = self.config.label_printer;
        let size = self.config.label_size.size();
        let subject = format!("{order} ({parcel})");
        let card = sheets::substitute_label(self.language(), size, &subject, substitute);
        let label = Label::Card(card);
        let bytes = match printer.language {
            LabelLanguage::Pdf => label.pdf(printer.dpi)?,
            LabelLanguage::Zpl => label.zpl(printer.dpi, printer.text)?,
        };
        let ending = printer.language.ending().to_owned();
        Ok((bytes, label.png(printer.dpi)?, ending))
    }

    /// A substitute's number that was scanned between two orders: its real label is tried now.
    pub(super) fn find_owed_label(
        &mut self,
        code: &str,
        meaning: &mut Meaning,
    ) -> Result<(), StoreError> {
        self.owed_papers = None;
        let numbers = numbers_in(code);
        let debts = self.store.label_debts()?;
        let Some(debt) = debts.iter().find(|debt| numbers.contains(&debt.substitute)) else {
            return Ok(());
        };
        let real = self.make_owed(debt)?;
        *meaning = Meaning::OwedLabel(Box::new(OwedLabel {
            order: debt.order.clone(),
            parcel: debt.parcel,
            substitute: debt.substitute.clone(),
            real,
        }));
        Ok(())
    }

    /// Makes the real papers of a parcel under a substitute, from the order as the shop has it now.
    fn make_owed(&mut self, debt: &DebtRow) -> Result<Result<RealNumber, DebtReason>, StoreError> {
        let session = recalled(&self.store, &debt.order)?;
        let found = session.and_then(|session| {
            let mut parcels = session.parcels.iter();
            let parcel = parcels.find(|parcel| parcel.number == debt.parcel)?.clone();
            Some((session, parcel))
        });
        let Some((session, mut parcel)) = found else {
            // Its facts are lost with a damaged disk; nobody knows any more what is in it.
            return Ok(Err(DebtReason::LabelImpossible {
                field: "order_no".to_owned(),
            }));
        };
        parcel.tracking = parcel.real_number().cloned();
        parcel.owed = None;
        let context = Context {
            now: self.clock.now(),
            settings: &self.settings,
            packagings: &self.packagings,
            plan: None,
            order_now: None,
            reopen_hold: None,
            next_serial: self.store.next_serial()?,
            missing_documents: &[],
            label_fault: None,
            label_scan: false,
            unit_step: self.unit_step_here(),
            substitute_serial: None,
            handover: &HandOverNow::default(),
            weights: None,
            here: None,
        };
        let Some((tracking, serial)) = tracking_number(&parcel, &context) else {
            return Ok(Err(DebtReason::NoTrackingNumbers));
        };
        let cached = self.store.order(&debt.order)?;
        let order_revision = cached.map_or(0, |cached| cached.revision);
        let form = (self.config.label_size.size(), self.config.label_printer);
        let made = Dossier::make(
            &self.store,
            &self.settings,
            form,
            (&session, &parcel, parcel.ruling.as_ref()),
            &tracking,
            self.packed_picture(&session, &parcel),
        );
        Ok(match made {
            Ok(papers) => {
                self.owed_papers = Some(papers);
                Ok(RealNumber {
                    tracking,
                    serial,
                    label_revision: parcel.label_revision.saturating_add(1),
                    order_revision,
                })
            }
            Err(error) => Err(DebtReason::LabelImpossible {
                field: fault_of(&error),
            }),
        })
    }

    /// Parcels under a substitute label, oldest first.
    pub fn label_debts(&self) -> Result<Vec<DebtRow>, StoreError> {
        self.store.label_debts()
    }
}
