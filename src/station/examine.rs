//! Looks the bench over, for `doctor` and exports: database, journal, master, numbers, printers.

use serde_json::{Value, json};

use super::lookup::{self, Reading};
use super::printing::{LANES, LaneTarget};
use super::run::{Station, chain};
use crate::devices::DeviceState;
use crate::domain::ids::OrderNo;
use crate::domain::own_codes::OwnCodes;
use crate::domain::session::Bench;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::Meaning;
use crate::store::{Commit, OrderState, StoreError, StoredLabel, backup};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part of the bench.
    pub part: &'static str,
    /// Whether it is as it should be.
    pub sound: bool,
    /// What was found, and what to do about it.
    pub text: String,
}

/// Why a label cannot be had again.
#[derive(Debug, thiserror::Error)]
pub enum LabelAgainError {
    /// The order or the parcel is not closed, or not known here.
    #[error("order {order} has no closed parcel{}", parcel.map(|parcel| format!(" {parcel}")).unwrap_or_default())]
    NotClosed {
        /// The order.
        order: OrderNo,
        /// The parcel, if one was named.
        parcel: Option<u32>,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Station {
    /// Tests what can be tested without a person.
    pub fn examine(&mut self) -> Vec<Finding> {
        vec![
            self.examine_database(),
            self.examine_journal(),
            self.examine_copies(),
            self.examine_master(),
            self.examine_secret(),
            self.examine_numbers(),
            self.examine_prints(),
        ]
    }

    /// The file itself, and what was found when it had to be made anew.
    fn examine_database(&self) -> Finding {
        let part = "database";
        let faults = self.store.faults();
        if let Some(first) = faults.first() {
            return Finding {
                part,
                sound: false,
                text: format!(
                    "{} faults, first: {first}. Keep the bench's disk in mind; make a copy of the data directory, then \
                     start the window: it makes the database anew and keeps the damaged file",
                    faults.len()
                ),
            };
        }
        match self.store.rescued() {
            None => Finding {
                part,
                sound: true,
                text: "sound".to_owned(),
            },
            Some(report) => Finding {
                part,
                sound: report.is_whole(),
                text: report.in_words().join(". "),
            },
        }
    }

    /// The nightly copies: the newest is read through.
    fn examine_copies(&self) -> Finding {
        let part = "copies";
        let copies = backup::copies(&self.dir);
        let Some(newest) = copies.last() else {
            return Finding {
                part,
                sound: true,
                text: "none yet: doctor --backup makes one, the open window makes one each night"
                    .to_owned(),
            };
        };
        let name = newest.display();
        match backup::look_at(newest) {
            Ok(facts) => Finding {
                part,
                sound: true,
                text: format!("{}, newest {name} with {facts} facts, sound", copies.len()),
            },
            Err(error) => Finding {
                part,
                sound: false,
                text: format!(
                    "{name} is of no use ({}). Make a new one with doctor --backup",
                    chain(&error)
                ),
            },
        }
    }

    fn examine_journal(&self) -> Finding {
        let part = "journal";
        match self.store.verify_chain() {
            Ok(report) => match report.broken {
                None => Finding {
                    part,
                    sound: true,
                    text: match report.lost {
                        0 => format!("{} facts, chain whole", report.facts),
                        lost => format!(
                            "{} facts, chain whole but for {lost} lost to damage",
                            report.facts
                        ),
                    },
                },
                Some(broken) => Finding {
                    part,
                    sound: false,
                    text: format!(
                        "fact {} is not what was written ({:?}). Keep a copy of the data directory and tell the lead",
                        broken.number, broken.what
                    ),
                },
            },
            Err(error) => Finding {
                part,
                sound: false,
                text: chain(&error),
            },
        }
    }

    /// Whether the PINs of the shop's workers can be checked here.
    fn examine_secret(&self) -> Finding {
        let part = "sign-in";
        let (sound, text) = match self.has_other_secret() {
            Ok(false) => (true, "PINs can be checked".to_owned()),
            Ok(true) => (
                false,
                "the PINs of this shop were stored with another secret: copy the file pepper from the data \
                 directory of the bench that imported the workers into this one, and start again"
                    .to_owned(),
            ),
            Err(error) => (false, chain(&error)),
        };
        Finding { part, sound, text }
    }

    fn examine_master(&mut self) -> Finding {
        let part = "master";
        match self.sync_all(|_| {}) {
            Ok(()) => match self.store.rejected() {
                Ok(rejected) if rejected.is_empty() => Finding {
                    part,
                    sound: true,
                    text: "answers, nothing waits".to_owned(),
                },
                Ok(rejected) => Finding {
                    part,
                    sound: false,
                    text: format!(
                        "{} facts rejected, first: {}",
                        rejected.len(),
                        first_why(&rejected)
                    ),
                },
                Err(error) => Finding {
                    part,
                    sound: false,
                    text: chain(&error),
                },
            },
            Err(error) => Finding {
                part,
                sound: false,
                text: chain(&error),
            },
        }
    }

    fn examine_numbers(&self) -> Finding {
        let left = self.numbers_left();
        Finding {
            part: "tracking numbers",
            sound: left > 0,
            text: format!("{left} left at this bench"),
        }
    }

    fn examine_prints(&self) -> Finding {
        let part = "print queue";
        match self.read_print_jobs() {
            Ok(jobs) => {
                let failed: Vec<_> = jobs
                    .iter()
                    .filter_map(|job| job.failed.as_ref().map(|why| (job, why)))
                    .collect();
                let text = match failed.first() {
                    None => format!("{} waiting", jobs.len()),
                    Some((job, why)) => {
                        format!("{} failed, first {}: {why}", failed.len(), job.title)
                    }
                };
                Finding {
                    part,
                    sound: failed.is_empty(),
                    text,
                }
            }
            Err(error) => Finding {
                part,
                sound: false,
                text: chain(&error),
            },
        }
    }

    /// What the bench has in its head now.
    pub fn state(&self) -> &Bench {
        &self.bench
    }

    /// The printers as they are set up, and how they are.
    pub fn printer_states(&self) -> Vec<(String, DeviceState)> {
        let mut states = Vec::new();
        for lane in LANES {
            let Some(LaneTarget::Real(target)) = self.lane_target(lane) else {
                continue;
            };
            if !self.has_own_printer(lane) {
                continue;
            }
            states.push((format!("{lane} → {}", self.lane_name(lane)), target.state()));
        }
        states
    }

    /// What the shop's own codes look like.
    pub fn own_codes(&self) -> &OwnCodes {
        &self.settings.codes
    }

    /// What a code means in this warehouse.
    pub fn meaning_of(&self, code: &str) -> Result<Meaning, StoreError> {
        let reading = Reading {
            is_idle: false,
            year: self.this_year(),
        };
        Ok(lookup::meaning(&self.store, &self.settings, code, reading)?.meaning)
    }

    /// The latest stored label of a closed parcel, as a recorded reprint.
    pub fn label_again(
        &mut self,
        order: &OrderNo,
        parcel: Option<u32>,
        reason: &str,
    ) -> Result<StoredLabel, LabelAgainError> {
        let not_closed = || LabelAgainError::NotClosed {
            order: order.clone(),
            parcel,
        };
        let mut closed = self
            .store
            .parcels_of(order)?
            .into_iter()
            .filter(|row| row.closed_at.is_some());
        let found = closed.rfind(|row| parcel.is_none_or(|wanted| wanted == row.parcel));
        let number = found.ok_or_else(not_closed)?.parcel;
        let label = self.store.label(order, number)?.ok_or_else(not_closed)?;
        self.record_reprint(order, number, label.revision, reason)?;
        Ok(label)
    }

    /// A label taken by command is a reprint by nobody signed in; it is recorded like any other.
    fn record_reprint(
        &mut self,
        order: &OrderNo,
        parcel: u32,
        revision: u32,
        reason: &str,
    ) -> Result<(), StoreError> {
        let fact = Fact::LabelReprinted {
            order: order.clone(),
            parcel,
            revision,
            reason: reason.to_owned(),
        };
        let fence = self.store.fence_of(order)?.unwrap_or(0);
        let worker = self
            .bench
            .worker
            .as_ref()
            .map(|worker| worker.badge.clone());
        self.store.commit(&Commit {
            at: self.clock.now(),
            worker,
            fence,
            facts: &[fact],
            ..Commit::default()
        })?;
        Ok(())
    }

    /// Every fact, oldest first, as JSON.
    pub fn each_fact(&self, mut seen: impl FnMut(Value)) -> Result<(), StoreError> {
        self.store.each_fact(|entry| {
            let hash = super::hex(&entry.hash);
            seen(json!({
                "station": entry.station, "epoch": entry.epoch, "number": entry.number, "at": entry.at,
                "worker": entry.worker, "fence": entry.fence, "kind": entry.fact.kind(),
                "order": entry.fact.order(), "parcel": entry.fact.parcel(), "sku": entry.fact.sku(),
                "fact": entry.fact, "hash": hash,
            }));
        })
    }

    /// Every order that was begun here, as JSON.
    pub fn each_order(&self, mut seen: impl FnMut(Value)) -> Result<(), StoreError> {
        self.store.each_order_state(|row| {
            let (state, reason) = match &row.state {
                OrderState::Waiting => ("waiting", None),
                OrderState::Open => ("open", None),
                OrderState::PutAside { reason } => ("put_aside", Some(reason.clone())),
                OrderState::Closed => ("closed", None),
                OrderState::ClosedElsewhere => ("closed_elsewhere", None),
                OrderState::Withdrawn => ("withdrawn", None),
            };
            seen(json!({
                "order": row.order, "state": state, "reason": reason, "parcels": row.parcels,
                "opened_at": row.opened_at, "closed_at": row.closed_at,
            }));
        })
    }

    /// Every parcel, as JSON.
    pub fn each_parcel(&self, mut seen: impl FnMut(Value)) -> Result<(), StoreError> {
        self.store.each_parcel(|row| {
            seen(json!({
                "order": row.order, "parcel": row.parcel, "packaging": row.packaging, "gross_g": row.gross,
                "tracking": row.tracking, "label_revision": row.label_revision, "units": row.units,
                "closed_at": row.closed_at,
            }));
        })
    }
}

fn first_why(rejected: &[crate::store::RejectedFact]) -> String {
    rejected
        .first()
        .map(|fact| format!("{}: {:?}", fact.number, fact.why))
        .unwrap_or_default()
}
