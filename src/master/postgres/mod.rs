//! The master of a warehouse with many benches: PostgreSQL 14 or newer, one schema a warehouse.
//!
//! Every call is one transaction: it reads and locks the part of the books that it is about, lets the
//! [`ledger`](super::ledger) answer, and writes what has changed. Connecting, and connecting again
//! after the line was cut, happens by itself with the next call; waiting between tries is the
//! caller's business.

mod audit;
pub mod bare;
mod bench;
mod books;
mod claim;
mod connect;
mod erase;
mod facts;
mod import;
mod keep;
mod load;
mod password;
mod prune;
mod pull;
mod push;
mod records;
mod schema;
mod session;
mod stock;
mod trouble;

use std::fmt;
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use self::connect::{MasterSettings, SchemaName, SettingsError};
pub use self::password::{PasswordError, VARIABLE as PASSWORD_VARIABLE, password_in};
pub use self::schema::{Brought, Found, Status, init, migrate, restored, status, try_out};

use self::pull::Ahead;
use self::session::Session;
use self::trouble::Fault;
use super::{
    Audit, Claim, Cursor, FactCursor, FactPage, Greeting, ImportRow, Imported, Master, MasterError,
    NumberRange, Overview, Pruned, Pulled, PushOutcome, Report, Seat, Turned, Wanted, Welcome,
};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::journal::Entry;

/// How often a transaction is begun anew because another one was in its way.
const TRIES: u32 = 6;

/// A longer wait before each new try, so that those in each other's way part.
const PAUSE: Duration = Duration::from_millis(15);

/// The PostgreSQL master.
pub struct PostgresMaster {
    settings: MasterSettings,
    session: Option<Session>,
    ahead: Ahead,
}

impl fmt::Debug for PostgresMaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresMaster")
            .field("settings", &self.settings)
            .field("connected", &self.session.is_some())
            .finish_non_exhaustive()
    }
}

impl PostgresMaster {
    /// The master behind these settings. Nothing is asked of it before the first call.
    pub fn new(settings: MasterSettings) -> Self {
        Self {
            settings,
            session: None,
            ahead: Ahead::default(),
        }
    }

    /// The connection, or a new one where there is none or its line is cut.
    fn connected(&mut self) -> Result<Session, MasterError> {
        match self.session.take() {
            Some(session) if !session.is_over() => Ok(session),
            _ => {
                let mut session = self.settings.connect()?;
                schema::prove(&mut session, &self.settings)?;
                bench::notice_another_server(&mut session)?;
                Ok(session)
            }
        }
    }

    /// Asks something that one statement answers, or several that need not be of one moment.
    fn ask<T>(
        &mut self,
        question: impl FnOnce(&mut Session) -> Result<T, Fault>,
    ) -> Result<T, MasterError> {
        let mut session = self.connected()?;
        match question(&mut session) {
            Ok(answer) => {
                self.session = Some(session);
                Ok(answer)
            }
            Err(fault) => Err(self.give_up(session, fault).into()),
        }
    }

    /// Runs one transaction; begins it anew when another one was in its way.
    fn transact<T>(
        &mut self,
        work: impl FnMut(&mut Session) -> Result<T, Fault>,
    ) -> Result<T, MasterError> {
        Ok(self.attempt(work)?)
    }

    /// The same, for whoever can go on after a fault.
    fn attempt<T>(
        &mut self,
        mut work: impl FnMut(&mut Session) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut tries = 1;
        loop {
            let mut session = self.connected()?;
            match whole(&mut session, &mut work) {
                Ok(answer) => {
                    self.session = Some(session);
                    return Ok(answer);
                }
                Err(fault) if fault.is_passing() && tries < TRIES => {
                    if session.roll_back() {
                        self.session = Some(session);
                    }
                    thread::sleep(PAUSE * tries);
                    tries += 1;
                }
                Err(fault) => return Err(self.give_up(session, fault)),
            }
        }
    }

    /// Folds what facts have noted, so that it is read now. What stands in the way of it today does
    /// not stand in the way of reading: a server that only answers, or somebody who writes those rows.
    fn fold(&mut self) -> Result<(), MasterError> {
        if self.ask(stock::is_due)? {
            match self.attempt(stock::fold) {
                Err(Fault::Database(error)) if error.code().is_some() => {
                    tracing::debug!(%error, "what is due is folded later");
                }
                folded => folded?,
            }
        }
        Ok(())
    }

    /// Keeps the connection for the next call if it still answers.
    fn give_up(&mut self, mut session: Session, fault: Fault) -> Fault {
        if session.roll_back() {
            self.session = Some(session);
        }
        fault
    }
}

fn whole<T>(
    session: &mut Session,
    work: &mut impl FnMut(&mut Session) -> Result<T, Fault>,
) -> Result<T, Fault> {
    session.begin();
    let answer = work(session)?;
    session.commit()?;
    Ok(answer)
}

/// An answer that was committed, whether the bench was listened to or not.
fn heard<T>(answer: Result<T, Turned>) -> Result<T, MasterError> {
    answer.map_err(MasterError::from)
}

impl Master for PostgresMaster {
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError> {
        let fresh_name = fresh_name()?;
        heard(self.transact(|session| bench::greet(session, greeting, &fresh_name))?)
    }

    fn report(&mut self, seat: &Seat, report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        heard(self.transact(|session| bench::report(session, seat, report))?)
    }

    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError> {
        if let Some(pulled) = self.ahead.waiting(cursor, limit)? {
            return Ok(pulled);
        }
        self.fold()?;
        let mut ahead = std::mem::take(&mut self.ahead);
        let pulled = self.ask(|session| ahead.read_on(session, cursor, limit))?;
        self.ahead = ahead;
        Ok(pulled)
    }

    fn push(&mut self, seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        let mut outcomes = Vec::with_capacity(entries.len());
        for batch in entries.chunks(push::BATCH) {
            let taken = match self.attempt(|session| push::together(session, seat, batch)) {
                Err(fault) if fault.is_about_data() => {
                    tracing::warn!(why = fault.said(), "facts are taken one by one");
                    self.transact(|session| push::one_by_one(session, seat, batch))?
                }
                answer => answer?,
            };
            outcomes.extend(heard(taken)?);
        }
        Ok(outcomes)
    }

    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        heard(self.transact(|session| claim::claim(session, seat, wanted))?)
    }

    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError> {
        heard(self.transact(|session| claim::release(session, seat, orders))?)
    }

    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError> {
        heard(self.transact(|session| claim::numbers(session, seat, count))?)
    }

    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        self.ask(|session| {
            let columns = session.one(
                "SELECT EXISTS (SELECT 1 FROM record WHERE topic = 'product' AND key = $1)",
                &[&sku.as_str()],
            )?;
            Ok(columns.get(0))
        })
    }

    fn reserved(&mut self, sku: &Sku) -> Result<u64, MasterError> {
        self.ask(|session| {
            let columns = session.one(
                "SELECT coalesce(sum(reservation.units), 0)::BIGINT FROM reservation
                 JOIN order_book USING (order_no)
                 WHERE reservation.sku = $1 AND order_book.state <> 'closed'",
                &[&sku.as_str()],
            )?;
            Ok(crate::sqlite::count(columns.get(0)))
        })
    }

    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        // The parts of a kit stand together by their key.
        self.ask(|session| {
            let columns = session.one(
                "SELECT EXISTS (SELECT 1 FROM record WHERE topic = 'kit' AND key >= $1 AND key < $2)",
                &[&format!("{sku}\u{1f}"), &format!("{sku}\u{20}")],
            )?;
            Ok(columns.get(0))
        })
    }

    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError> {
        self.transact(|session| import::take(session, rows, now))
    }

    fn prune(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Pruned, MasterError> {
        self.transact(|session| prune::prune(session, before, now))
    }

    fn audit(&mut self) -> Result<Audit, MasterError> {
        self.transact(audit::audit)
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        self.transact(bench::overview)
    }

    fn facts(&mut self, cursor: &FactCursor, limit: u32) -> Result<FactPage, MasterError> {
        self.ask(|session| facts::page(session, cursor, limit))
    }
}

/// A name for a history of the ledger.
fn fresh_name() -> Result<String, MasterError> {
    Ok(format!(
        "{:016x}",
        getrandom::u64().map_err(MasterError::NoRandom)?
    ))
}
