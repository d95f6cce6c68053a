//! One input, one transaction: facts, projections, labels, print jobs and the answer, or nothing.

use rusqlite::{Connection, TransactionBehavior, params};

use super::chain::{self, Link};
use super::projections::Projector;
use super::rows::{DAY_MILLIS, millis, time, to_json};
use super::{Commit, Head, NewLabel, Store, StoreError, commitment};
use crate::domain::ids::{Badge, OrderNo, Sku, StationId};
use crate::domain::journal::Entry;
use crate::domain::session::fact::Fact;
use crate::sqlite::column;

impl Store {
    /// Keeps everything that one input changes, and answers the new entries of the journal.
    ///
    /// When this returns `Ok`, it is on disk. When it returns an error, nothing of it happened.
    pub fn commit(&mut self, commit: &Commit<'_>) -> Result<Vec<Entry>, StoreError> {
        self.commit_with(commit, |_step| Ok(()))
    }

    /// The same with something else that is kept in the same transaction.
    pub(super) fn commit_with(
        &mut self,
        commit: &Commit<'_>,
        and: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.guard()?;
        let kept = self.keep(commit, and);
        let (entries, head) = self.watch(kept)?;
        self.head = head;
        Ok(entries)
    }

    fn keep(
        &mut self,
        commit: &Commit<'_>,
        and: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<(Vec<Entry>, Head), StoreError> {
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer {
            connection: &step,
            station: &self.station,
            epoch: self.epoch,
            head: self.head,
        };
        let mut entries = Vec::with_capacity(commit.facts.len());
        for fact in commit.facts {
            entries.push(writer.fact(commit, fact)?);
        }
        let head = writer.head;
        super::numbers::use_serial(&step, commit)?;
        for label in &commit.labels {
            prove_recorded(label, commit.facts)?;
            super::labels::keep(&step, label)?;
        }
        for job in &commit.jobs {
            super::print_queue::queue(&step, job)?;
        }
        for (job, found) in &commit.found {
            super::print_queue::found(&step, *job, *found)?;
        }
        if let Some((id, json)) = commit.answer {
            step.prepare_cached("INSERT INTO answer(id, json) VALUES (?1, ?2)")?
                .execute([id, json])?;
        }
        and(&step)?;
        step.commit()?;
        Ok((entries, head))
    }
}

/// Appends facts to the journal, with everything that follows from each.
struct Writer<'a> {
    connection: &'a Connection,
    station: &'a StationId,
    epoch: u64,
    head: Head,
}

impl Writer<'_> {
    fn fact(&mut self, commit: &Commit<'_>, fact: &Fact) -> Result<Entry, StoreError> {
        let at = millis(commit.at);
        let body = to_json(fact);
        let number = self.head.number + 1;
        let fence = if fact.order().is_some() {
            commit.fence
        } else {
            0
        };
        let worker = commit.worker.as_ref().map(Badge::as_str);
        let link = Link {
            station: self.station.as_str(),
            epoch: self.epoch,
            number,
            at_millis: at,
            worker,
            fence,
            kind: fact.kind(),
            body: &body,
        };
        let hash = chain::hash(&self.head.hash, &link);
        self.connection
            .prepare_cached(
                "INSERT INTO fact(number, station, epoch, at, worker, fence, kind, order_no, parcel, sku, body, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                column(number),
                link.station,
                column(self.epoch),
                at,
                worker,
                column(fence),
                link.kind,
                fact.order().map(OrderNo::as_str),
                fact.parcel(),
                fact.sku().map(Sku::as_str),
                body,
                hash,
            ])?;
        let mut projector = Projector {
            connection: self.connection,
            station: self.station,
            epoch: self.epoch,
            counts_later: false,
            day: self.head.day,
        };
        projector.apply(number, (at, worker), fact)?;
        self.head = Head {
            number,
            hash,
            day: Some(at.div_euclid(DAY_MILLIS)),
        };
        Ok(Entry {
            station: self.station.clone(),
            epoch: self.epoch,
            number,
            at: time(at),
            worker: commit.worker.clone(),
            fence,
            fact: fact.clone(),
            hash,
        })
    }
}

/// A label is kept only together with the fact that says so.
fn prove_recorded(label: &NewLabel, facts: &[Fact]) -> Result<(), StoreError> {
    let digest = commitment(&label.salt, &label.bytes);
    let recorded = facts.iter().any(|fact| {
        matches!(fact, Fact::LabelStored { order, parcel, revision, commitment }
            if *order == label.order && *parcel == label.parcel && *revision == label.revision && *commitment == digest)
    });
    if recorded {
        return Ok(());
    }
    Err(StoreError::LabelNotRecorded {
        order: label.order.clone(),
        parcel: label.parcel,
        revision: label.revision,
    })
}
