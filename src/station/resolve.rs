//! From what was scanned, typed or pressed to an input of the bench: codes, people and orders are looked up here.

use chrono::Datelike as _;

use super::event::{Action, Command};
use super::lookup::{self, Reading};
use super::run::{Station, recalled};
use crate::domain::catalog::Measures;
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::packaging::{OWN_CARTON, Packaging};
use crate::domain::session::input::{
    self, Card, Credentials, Input, Meaning, PinProof, WeightCommand,
};
use crate::domain::units::{Grams, SizeMm};
use crate::store::StoreError;

impl Station {
    pub(super) fn resolve(&mut self, action: &Action) -> Result<Input, StoreError> {
        Ok(match action {
            Action::SignIn { badge, pin } => Input::SignIn(self.credentials(badge, pin)?),
            Action::Scan { code } => self.resolve_scan(code)?,
            Action::Weigh { gross, typed } => Input::Weighed {
                gross: *gross,
                typed: *typed,
            },
            Action::Command(command) => Input::Command(self.resolve_command(command)?),
            Action::Scale { is_gone } => {
                self.scale_is_gone(*is_gone);
                Input::Scale { is_gone: *is_gone }
            }
            Action::ScannerFault { fault } => Input::ScannerFault(*fault),
        })
    }

    fn credentials(&self, badge: &str, pin: &str) -> Result<Credentials, StoreError> {
        let badge = Badge::from(badge.trim());
        let worker = self.store.worker(&badge)?;
        // A locked-out badge is not even tried: guessing must not cost the bench its time.
        let locked = self
            .bench
            .locked_out_for(&badge, self.clock.now().timestamp_millis())
            .is_some();
        let proof = match &worker {
            Some(worker) if !locked => self.pepper.proves(pin, &worker.pin_hash),
            _ => PinProof::Wrong,
        };
        Ok(Credentials {
            badge,
            worker,
            pin: proof,
        })
    }

    fn resolve_scan(&mut self, code: &str) -> Result<Input, StoreError> {
        let reading = Reading {
            is_idle: !self.bench.has_open_order(),
            year: self.this_year(),
        };
        let mut scanned = lookup::meaning(&self.store, &self.settings, code, reading)?;
        if self.bench.manifest.is_some() {
            // Nothing is opened meanwhile, so nothing is claimed.
            if scanned.meaning == Meaning::Unknown
                && let Some(found) = self.parcel_found(code)?
            {
                scanned.meaning = Meaning::Parcel(Box::new(found));
            }
            return Ok(Input::Scanned(scanned));
        }
        if reading.is_idle && scanned.meaning == Meaning::Unknown {
            self.find_owed_label(code, &mut scanned.meaning)?;
        }
        if reading.is_idle && self.bench.worker.is_some() {
            self.hold_what_opens(&mut scanned.meaning)?;
        }
        Ok(Input::Scanned(scanned))
    }

    /// An order that is about to open is claimed first, and brought back if it was begun before.
    fn hold_what_opens(&mut self, meaning: &mut Meaning) -> Result<(), StoreError> {
        let (Meaning::Order(found)
        | Meaning::Tote {
            carries: Some(found),
            ..
        }
        | Meaning::Products {
            single_line: Some(found),
            ..
        }) = meaning
        else {
            return Ok(());
        };
        if found.hold.is_some() || found.packed {
            return Ok(());
        }
        if let Some(hold) = self.hold_order(&found.order)? {
            found.hold = Some(hold);
            return Ok(());
        }
        let order = found.order.clone();
        self.recall(&order)?;
        if !self.bench.sessions.contains_key(&order) {
            found.verification = self.verification_of(found)?;
        }
        Ok(())
    }

    pub(super) fn this_year(&self) -> u16 {
        u16::try_from(self.clock.now().year()).unwrap_or(2_000)
    }

    fn recall(&mut self, order: &OrderNo) -> Result<(), StoreError> {
        if !self.bench.sessions.contains_key(order)
            && let Some(session) = recalled(&self.store, order)?
        {
            self.bench.recall(session);
        }
        Ok(())
    }

    fn resolve_command(&mut self, command: &Command) -> Result<input::Command, StoreError> {
        use input::Command as Resolved;
        Ok(match command {
            Command::Packaging { code, reason } => Resolved::Packaging {
                packaging: match code {
                    Some(code) if code.as_str() == OWN_CARTON => {
                        Some(Ok(Packaging::own_carton(SizeMm::default())))
                    }
                    Some(code) => Some(
                        self.store
                            .packaging(code.as_str())?
                            .ok_or_else(|| code.clone()),
                    ),
                    None => None,
                },
                reason: reason.clone(),
            },
            Command::Short {
                sku,
                quantity,
                reason,
                path,
            } => Resolved::Short {
                sku: sku.clone(),
                quantity: *quantity,
                reason: reason.clone(),
                path: *path,
            },
            Command::Undo => Resolved::Undo,
            Command::Confirm { sku, reason } => Resolved::Confirm {
                sku: sku.clone(),
                reason: reason.clone(),
            },
            Command::Capture(capture) => Resolved::Capture(capture.clone()),
            Command::Choose { option } => Resolved::Choose { option: *option },
            Command::NextParcel => Resolved::NextParcel,
            Command::ItFits => Resolved::ItFits,
            Command::Substitute => Resolved::Substitute,
            Command::Hold { reason } => Resolved::Hold {
                reason: reason.clone(),
            },
            Command::Reopen { order, reason } => {
                self.recall(order)?;
                Resolved::Reopen {
                    order: order.clone(),
                    reason: reason.clone(),
                }
            }
            Command::Reprint {
                order,
                parcel,
                reason,
            } => {
                self.recall(order)?;
                Resolved::Reprint {
                    order: order.clone(),
                    parcel: *parcel,
                    reason: reason.clone(),
                }
            }
            Command::Release { badge, pin, reason } => Resolved::Release {
                by: self.credentials(badge, pin)?,
                reason: reason.clone(),
            },
            Command::Counted { badge, pin } => Resolved::CountedTwice {
                by: self.credentials(badge, pin)?,
            },
            Command::Bind { code, sku, units } => self.resolve_bind(code, sku, *units)?,
            Command::Settle { .. }
            | Command::Give { .. }
            | Command::Acknowledge { .. }
            | Command::Complain { .. }
            | Command::TakeOver { .. }
            | Command::LetGo { .. }
            | Command::Readmit { .. }
            | Command::SetRules { .. }
            | Command::SetVerification { .. }
            | Command::SaveStation { .. }
            | Command::ForgetStation { .. }
            | Command::EndRecovery { .. } => self.resolve_lead_command(command)?,
            Command::OrderAction { .. }
            | Command::ActionDone { .. }
            | Command::WithdrawAction { .. } => self.resolve_pair_command(command)?,
            Command::EraseCustomer { .. }
            | Command::EraseWorker { .. }
            | Command::ViewPersons { .. } => self.resolve_privacy_command(command)?,
            Command::CorrectWeight { sku } => Resolved::Weights(WeightCommand::Correct {
                sku: sku.clone(),
                found: self.correction_of(sku)?,
            }),
            Command::ForgetWeight { sku } => Resolved::Weights(WeightCommand::Forget {
                sku: sku.clone(),
                is_known: self.store.learned_weight(sku)?.is_some(),
            }),
            Command::MeasureProduct {
                sku,
                length_mm,
                width_mm,
                height_mm,
                weight_g,
            } => Resolved::Weights(WeightCommand::Measure {
                sku: sku.clone(),
                old: self
                    .store
                    .mended_product(sku)?
                    .map(|product| product.measures()),
                new: Measures {
                    size: SizeMm::new(*length_mm, *width_mm, *height_mm),
                    weight: Grams(*weight_g),
                },
            }),
            Command::GiveRecord { .. }
            | Command::AcceptRecord { .. }
            | Command::Photograph { .. }
            | Command::PhotoTaken { .. } => self.resolve_record_command(command)?,
            Command::ScaleChecked => Resolved::Weights(WeightCommand::ScaleChecked),
            Command::HandOver { carrier } => Resolved::HandOver {
                carrier: carrier.clone(),
            },
            Command::CloseList => Resolved::CloseManifest,
            Command::ShiftCheck => Resolved::Card(Card::ShiftCheck),
            Command::LeaveOut => Resolved::Card(Card::LeaveOut),
            Command::SignOut | Command::Card(Card::SwitchPacker) => Resolved::SignOut,
            Command::Card(card) => Resolved::Card(*card),
        })
    }

    fn resolve_bind(
        &self,
        code: &str,
        sku: &Sku,
        units: u32,
    ) -> Result<input::Command, StoreError> {
        let product = match self.store.product(sku)? {
            Some(product) => Ok(product.sku),
            None => Err(sku.clone()),
        };
        let taken = self
            .store
            .products_of_code(code)?
            .into_iter()
            .map(|(taken, _)| taken)
            .next();
        let reading = Reading {
            is_idle: false,
            year: self.this_year(),
        };
        let meaning = lookup::meaning(&self.store, &self.settings, code, reading)?.meaning;
        let in_use = !matches!(meaning, Meaning::Unknown | Meaning::Products { .. });
        Ok(input::Command::BindBarcode {
            code: code.to_owned(),
            product,
            units,
            taken,
            in_use,
        })
    }
}
