//! A whole master in memory around the product's rules: transactions that begin and end at different
//! times, that are lost when the program ends between two statements, and a backup to go back to.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::feed::{Claim, GONE, NumberRange, Place, TopicDigest, row_mark};
use pakownia::domain::ids::{OrderNo, StationId};
use pakownia::domain::journal::Entry;
use pakownia::domain::session::fact::{Fact, OpenedBy, Proof};
use pakownia::master::ledger::{
    BookState, FactKey, Terms, benches_of, fair_share, orders_of, serial_after_set_back,
};
use pakownia::master::{Cursor, Greeting, PushOutcome, Report, Seat, Turned, Wanted};

use super::books::{Books, Part};
use super::mutations::Mutation;
use super::network::{Answer, Request};

/// The lease, and the wait behind it, of the simulated warehouse.
pub(super) const TERMS: Terms = Terms {
    lease: TimeDelta::minutes(60),
    grace: TimeDelta::minutes(15),
};

/// How long a bench counts as being at work after it was heard.
const AT_WORK: TimeDelta = TimeDelta::hours(1);

/// Serial numbers that a bench gets at once.
const NUMBERS: u64 = 1_000;

/// The last serial number of the company.
const LAST_NUMBER: u64 = 999_999_999;

/// The master.
#[derive(Debug)]
pub(super) struct Master {
    pub(super) books: Books,
    backup: Option<Books>,
    /// Counts its starts; a transaction of an earlier one is lost.
    pub(super) life: u64,
    pub(super) down_until: u64,
    running: BTreeSet<u64>,
    names: u64,
    mutation: Option<Mutation>,
    /// What it did that it must not.
    pub(super) wrong: Option<String>,
}

/// Whether the simulated database refuses to store this fact: it holds a character that no text column takes.
pub(super) fn is_poison(fact: &Fact) -> bool {
    let text = match fact {
        Fact::UnitsPacked {
            proof: Proof::Scanned { code },
            ..
        } => code,
        Fact::OrderOpened {
            opened: OpenedBy::Tote { tote },
            ..
        } => &tote.0,
        Fact::OrderPutAside { reason, .. } => reason,
        _ => return false,
    };
    text.contains('\0')
}

impl Master {
    pub(super) fn new(mutation: Option<Mutation>) -> Self {
        Self {
            books: Books::new("ledger-0"),
            backup: None,
            life: 0,
            down_until: 0,
            running: BTreeSet::new(),
            names: 0,
            mutation,
            wrong: None,
        }
    }

    /// A transaction that will write begins.
    pub(super) fn begin(&mut self) -> u64 {
        let transaction = self.books.next_transaction;
        self.books.next_transaction += 1;
        self.running.insert(transaction);
        transaction
    }

    /// It ends; what it wrote is seen from now on.
    pub(super) fn end(&mut self, transaction: u64) {
        self.running.remove(&transaction);
    }

    /// The program ends: every transaction that was under way is lost.
    pub(super) fn crash(&mut self, down_until: u64) {
        self.life += 1;
        self.running.clear();
        self.down_until = down_until;
    }

    /// Takes old orders away, when no older transaction is running; answers how many.
    pub(super) fn prune(&mut self, forgets: bool) -> usize {
        if !self.running.is_empty() {
            return 0;
        }
        let transaction = self.begin();
        let orders = self.books.prune(transaction, forgets);
        self.end(transaction);
        orders
    }

    pub(super) fn back_up(&mut self) {
        self.backup = Some(self.books.clone());
    }

    /// The backup takes the books' place; answers the books that are lost.
    ///
    /// Whoever does it knowingly gives the ledger a new name, has the master wait for what the benches
    /// did since, and leaves out the numbers that may have been given. Nobody can take that over for
    /// one who does not say so.
    pub(super) fn restore(&mut self, known: bool, now: DateTime<Utc>) -> Option<Books> {
        let backup = self.backup.clone()?;
        self.crash(0);
        let lost = std::mem::replace(&mut self.books, backup);
        if known {
            let name = self.fresh_name();
            let transaction = self.begin();
            let part = Part {
                benches: self.books.benches.keys().cloned().collect(),
                ..Part::default()
            };
            let told = self.books.with(transaction, &part, |ledger| {
                ledger.begin_recovery(None, &name, now);
                Ok(())
            });
            told.expect("nobody is turned away");
            self.end(transaction);
            if self.mutation == Some(Mutation::Recovery) {
                self.books.recovering_since = None;
            }
            self.rename(&name);
        }
        Some(lost)
    }

    /// The ledger is another from now on, and leaves out the numbers that it may have given.
    fn rename(&mut self, name: &str) {
        if self.books.name != name {
            name.clone_into(&mut self.books.name);
            let next = self.books.next_number;
            self.books.next_number = serial_after_set_back(next, LAST_NUMBER);
        }
    }

    fn fresh_name(&mut self) -> String {
        self.names += 1;
        format!("ledger-{}", self.names)
    }

    /// Rows of transactions from here on may still come: nobody reads them yet.
    fn horizon(&self) -> u64 {
        if self.mutation == Some(Mutation::SnapshotBound) {
            return u64::MAX;
        }
        self.running
            .first()
            .copied()
            .unwrap_or(self.books.next_transaction)
    }

    /// Answers at the moment when the request's transaction is committed.
    pub(super) fn answer(
        &mut self,
        transaction: u64,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Answer {
        let answer = match request {
            Request::Greet(greeting) => self.greet(transaction, greeting, now),
            Request::Push(seat, entries) => self.push(transaction, seat, entries, now),
            Request::Pull(cursor, limit) => Ok(self.pull(cursor, *limit)),
            Request::Report(seat, report) => self.report(transaction, seat, report, now),
            Request::Claim(seat, wanted) => self.claim(transaction, seat, wanted, now),
            Request::Numbers(seat) => self.numbers(seat),
            Request::Audit => Ok(self.audit()),
        };
        answer.unwrap_or_else(Answer::Turned)
    }

    /// The bench, the orders that it holds and those that it lists.
    fn part_of(&self, station: &StationId, report: &Report) -> Part {
        let held = self
            .books
            .orders
            .iter()
            .filter(|(_, book)| book.holder.as_ref() == Some(station))
            .map(|(order, _)| order);
        let listed = report.held.iter().map(|claim| &claim.order);
        Part {
            benches: BTreeSet::from([station.clone()]),
            orders: held.chain(listed).cloned().collect(),
            facts: vec![],
        }
    }

    fn greet(
        &mut self,
        transaction: u64,
        greeting: &Greeting,
        now: DateTime<Utc>,
    ) -> Result<Answer, Turned> {
        let position = Cursor {
            ledger: self.books.name.clone(),
            place: self.books.newest(),
            load: None,
        };
        let fresh = self.fresh_name();
        // A master that finds out now that it was set back waits for all benches.
        let part = Part {
            benches: self.books.benches.keys().cloned().collect(),
            ..self.part_of(&greeting.seat.station, &greeting.report)
        };
        let welcome = self.books.with(transaction, &part, |ledger| {
            ledger.greet(greeting, &position, &fresh, now, &TERMS)
        })?;
        self.rename(&welcome.ledger);
        Ok(Answer::Welcome(welcome))
    }

    fn seated(&mut self, seat: &Seat) -> Result<(), Turned> {
        if self.mutation == Some(Mutation::RunCheck) {
            return Ok(());
        }
        let part = Part {
            benches: BTreeSet::from([seat.station.clone()]),
            ..Part::default()
        };
        self.books.with(0, &part, |ledger| ledger.check(seat))
    }

    fn report(
        &mut self,
        transaction: u64,
        seat: &Seat,
        report: &Report,
        now: DateTime<Utc>,
    ) -> Result<Answer, Turned> {
        self.seated(seat)?;
        let part = self.part_of(&seat.station, report);
        self.books
            .with(transaction, &part, |ledger| {
                Ok(ledger.report(&seat.station, report, now, &TERMS))
            })
            .map(Answer::Lost)
    }

    fn push(
        &mut self,
        transaction: u64,
        seat: &Seat,
        entries: &[Entry],
        now: DateTime<Utc>,
    ) -> Result<Answer, Turned> {
        self.seated(seat)?;
        let keys: Vec<FactKey> = entries.iter().map(FactKey::of).collect();
        let has_poison = entries
            .iter()
            .zip(&keys)
            .any(|(entry, key)| is_poison(&entry.fact) && !self.books.inbox.contains_key(key));
        if has_poison && self.mutation == Some(Mutation::Savepoint) {
            return Ok(Answer::Failed);
        }
        let sent = entries;
        let fences = self.fences_of(sent);
        let entries = self.weakened(sent);
        let part = Part {
            benches: benches_of(&entries).into_iter().collect(),
            orders: orders_of(&entries).into_iter().collect(),
            facts: keys,
        };
        let outcomes = self.books.with(transaction, &part, |ledger| {
            let mut outcomes: Vec<PushOutcome> = Vec::new();
            for entry in &entries {
                let is_new = !ledger.known.contains_key(&FactKey::of(entry));
                if is_new && is_poison(&entry.fact) {
                    let why = "a character that no text takes";
                    outcomes.push(ledger.keep_unstorable(entry, why, now)?);
                } else {
                    outcomes.extend(ledger.take(std::slice::from_ref(entry), now)?);
                }
            }
            Ok(outcomes)
        });
        // What was sent is kept as it was sent.
        for entry in sent {
            if let Some(kept) = self.books.inbox.get_mut(&FactKey::of(entry))
                && kept.entry.hash == entry.hash
                && kept.entry.fence != entry.fence
            {
                kept.entry = Rc::new(entry.clone());
            }
        }
        let outcomes = outcomes?;
        for ((entry, outcome), fence) in sent.iter().zip(&outcomes).zip(fences) {
            if *outcome == PushOutcome::Taken && entry.fence < fence {
                let (kind, under) = (entry.fact.kind(), entry.fence);
                self.wrong = Some(format!(
                    "I2: {kind} of claim {under} counted in claim {fence}"
                ));
            }
        }
        Ok(Answer::Outcomes(outcomes))
    }

    /// The newest claim of each entry's order.
    fn fences_of(&self, entries: &[Entry]) -> Vec<u64> {
        let fence = |entry: &Entry| {
            let book = entry
                .fact
                .order()
                .and_then(|order| self.books.orders.get(order));
            book.map_or(0, |book| book.fence)
        };
        entries.iter().map(fence).collect()
    }

    /// The entries as a master without a fence check would see them.
    fn weakened(&self, entries: &[Entry]) -> Vec<Entry> {
        let mut entries = entries.to_vec();
        if self.mutation == Some(Mutation::FenceCheck) {
            for entry in &mut entries {
                let book = entry
                    .fact
                    .order()
                    .and_then(|order| self.books.orders.get(order));
                if let Some(book) = book {
                    entry.fence = book.fence;
                }
            }
        }
        entries
    }

    fn claim(
        &mut self,
        transaction: u64,
        seat: &Seat,
        wanted: &Wanted,
        now: DateTime<Utc>,
    ) -> Result<Answer, Turned> {
        self.seated(seat)?;
        if self.mutation == Some(Mutation::DrainedRule) {
            for bench in self.books.benches.values_mut() {
                bench.drained_at = Some(now);
            }
        }
        let asked: Vec<OrderNo> = match wanted {
            Wanted::Order(order) => vec![order.clone()],
            Wanted::Best(wanted) => self.best(u64::from(*wanted), now),
        };
        let mut claims: Vec<Claim> = Vec::new();
        for order in asked {
            let holder = self
                .books
                .orders
                .get(&order)
                .and_then(|book| book.holder.clone());
            let part = Part {
                benches: holder.into_iter().chain([seat.station.clone()]).collect(),
                orders: BTreeSet::from([order.clone()]),
                facts: vec![],
            };
            let claim = self.books.with(transaction, &part, |ledger| {
                Ok(ledger.claim(&seat.station, &order, now, &TERMS))
            })?;
            claims.extend(claim);
        }
        Ok(Answer::Claims(claims))
    }

    /// The first orders that somebody could have.
    fn best(&self, wanted: u64, now: DateTime<Utc>) -> Vec<OrderNo> {
        let books = &self.books;
        let free: Vec<&OrderNo> = books
            .orders
            .iter()
            .filter(|(_, book)| {
                let is_free = book.holder.as_ref().is_none_or(|holder| {
                    let bench = &books.benches[holder];
                    book.may_be_taken_from(bench, now, &TERMS)
                });
                is_free && book.ready && !book.cancelled && book.state != BookState::Closed
            })
            .map(|(order, _)| order)
            .collect();
        let at_work = |seen: DateTime<Utc>| now.signed_duration_since(seen) < AT_WORK;
        let benches = books.benches.values();
        let benches = benches
            .filter(|bench| bench.last_seen.is_some_and(at_work))
            .count();
        let counted = |count: usize| u64::try_from(count).unwrap();
        let share = fair_share(wanted, counted(free.len()), counted(benches));
        let share = usize::try_from(share).unwrap();
        free.into_iter().take(share).cloned().collect()
    }

    fn numbers(&mut self, seat: &Seat) -> Result<Answer, Turned> {
        self.seated(seat)?;
        let first = self.books.next_number;
        self.books.next_number += NUMBERS;
        let last = first + NUMBERS - 1;
        Ok(Answer::Numbers(NumberRange { first, last }))
    }

    fn pull(&self, cursor: &Cursor, limit: usize) -> Answer {
        let same = cursor.ledger == self.books.name;
        // Whoever began anew reads from the start up to the floor, unless that rises meanwhile.
        let floor = format!("{:?}", self.books.floor);
        let loads = cursor.load.as_ref() == Some(&floor);
        let goes_on = same && (cursor.place >= self.books.floor || loads);
        let from = if goes_on {
            cursor.place
        } else {
            Place::default()
        };
        let mut rows = self.books.rows_behind(from, self.horizon(), limit);
        rows.start_again = !goes_on && !cursor.ledger.is_empty();
        rows.load = (from < self.books.floor).then_some(floor);
        Answer::Rows(rows)
    }

    fn audit(&self) -> Answer {
        let mut topics: BTreeMap<&'static str, TopicDigest> = BTreeMap::new();
        for (_, row) in self.books.records.values() {
            if row.topic() == GONE {
                continue;
            }
            let digest = topics.entry(row.topic()).or_insert_with(|| TopicDigest {
                topic: row.topic().to_owned(),
                rows: 0,
                mark: 0,
            });
            digest.rows += 1;
            digest.mark ^= row_mark(&serde_json::to_string(&**row).unwrap());
        }
        Answer::Audit {
            cursor: Cursor {
                ledger: self.books.name.clone(),
                place: self.books.newest(),
                load: None,
            },
            topics: topics.into_values().collect(),
            unsettled: self.books.newest().transaction >= self.horizon(),
        }
    }
}
