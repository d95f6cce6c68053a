//! The exceptions desk as a lead reads it: one queue of everything that waits for a person, and what became of the rest.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::report::{ReportError, span};
use super::run::Station;
use crate::domain::desk::owner::Owners;
use crate::domain::desk::{Deadlines, Entry, EntryKind, Outcome, Standing, in_order};
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::domain::packaging_use::PackagingUse;
use crate::domain::session::input::ExceptionKnown;
use crate::domain::table::{Cell, Table};
use crate::domain::worker::Role;
use crate::store::{Store, StoreError};

/// Entries that ended, as many as a screen shows.
const PAST_SHOWN: u32 = 50;

/// What master and floor tell differently, as much as is looked at: more than anybody works off in a day.
const CONFLICTS: u32 = 500;

/// The desk as the screens show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskView {
    /// Open ones, the most urgent first; without what master and floor tell differently.
    pub open: Vec<Entry>,
    /// Those that ended, the last one first; without the same.
    pub past: Vec<Entry>,
    /// Who sees to what master and floor tell differently, by its id.
    pub given: BTreeMap<String, Badge>,
    /// The people who may see to an entry: badge and name, by name.
    pub people: Vec<(Badge, String)>,
    /// How long entries may be open.
    pub deadlines: Deadlines,
    /// Who sees to them.
    pub owners: Owners,
    /// What the last fortnight used of each packaging.
    pub used: PackagingUse,
    /// A packaging that lasts fewer working days is low, where nobody has set a level for it.
    pub packaging_days: u32,
    /// What all benches did is here: there is no other one, or this station reads them all.
    pub is_all: bool,
}

impl DeskView {
    /// The name of a person; the badge of one who is not known any more.
    pub fn name_of<'a>(&'a self, badge: &'a Badge) -> &'a str {
        let mut people = self.people.iter();
        let known = people.find(|(known, _)| known == badge);
        known.map_or(badge.as_str(), |(_, name)| name.as_str())
    }
}

/// Everything that is open at this bench, the most urgent first.
pub(super) fn open_entries(store: &Store, deadlines: &Deadlines) -> Result<Vec<Entry>, StoreError> {
    let mut entries = store.desk_open()?;
    for exception in store.exceptions(CONFLICTS)? {
        // What a lead decided here and the master has not told yet is no work any more.
        if exception.settled.is_none() && store.is_settled(&exception.id)? != Some(true) {
            entries.push(Entry {
                given_to: store.desk_words(&exception.id)?.0,
                ..Entry::of_exception(&exception)
            });
        }
    }
    in_order(&mut entries, deadlines);
    Ok(entries)
}

/// The open entries whose deadline has passed. Where not all benches are known, what a lead closed elsewhere is not
/// either: there only what the master tells everybody counts.
pub(super) fn overdue(
    store: &Store,
    deadlines: &Deadlines,
    (now, knows_all): (DateTime<Utc>, bool),
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = open_entries(store, deadlines)?;
    entries.retain(|entry| {
        let is_late = entry.standing(deadlines, now) == Standing::Overdue;
        is_late && (knows_all || entry.kind() == EntryKind::Conflict)
    });
    Ok(entries)
}

impl Station {
    /// The desk for the screens.
    pub fn desk_view(&self) -> Result<DeskView, StoreError> {
        self.desk_view_after(&DeskView::default())
    }

    /// The same, where the desk was read before: what changes slowly is taken from there.
    pub(super) fn desk_view_after(&self, before: &DeskView) -> Result<DeskView, StoreError> {
        let deadlines = self.config.alerts.deadlines;
        let mut open = self.store.desk_open()?;
        in_order(&mut open, &deadlines);
        let mut people: Vec<(Badge, String)> = self
            .store
            .workers()?
            .into_iter()
            .filter(|worker| worker.role >= Role::Packer)
            .map(|worker| (worker.badge, worker.name))
            .collect();
        people.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        Ok(DeskView {
            open,
            past: self.store.desk_past(PAST_SHOWN)?,
            given: self.store.given_exceptions()?.into_iter().collect(),
            people,
            deadlines,
            owners: self.owners(),
            used: self.packaging_use(&before.used)?,
            packaging_days: self.settings.foresight.packaging_days,
            is_all: self.knows_all_benches(),
        })
    }

    /// Takes in what the bench notices of itself now; for commands without a window.
    pub fn notice_now(&mut self) -> Result<bool, StoreError> {
        let noticed = self.store.notice_now()?;
        let now = self.clock.now();
        self.store.keep_noticed(now, &noticed)
    }

    /// Entries that were on the desk on these local days, both included, the oldest first.
    pub fn desk_of(&self, from: &str, to: &str) -> Result<Vec<Entry>, ReportError> {
        let (begin, end) = span(from, to, self.settings.time_zone)?;
        let mut entries = self.store.desk_between(begin, end)?;
        for exception in self.store.exceptions(u32::MAX)? {
            let entry = Entry {
                given_to: self.store.desk_words(&exception.id)?.0,
                ..Entry::of_exception(&exception)
            };
            let is_over = entry.ended.as_ref().is_some_and(|it| it.at < begin);
            if entry.opened_at < end && !is_over {
                entries.push(entry);
            }
        }
        entries.sort_by(|one, other| (one.opened_at, &one.id).cmp(&(other.opened_at, &other.id)));
        Ok(entries)
    }

    /// Whether everything that is on anybody's desk is known here, and what was said of it: there is no other bench,
    /// or this is a lead's station.
    pub(super) fn knows_all_benches(&self) -> bool {
        !self.has_distant_master() || self.config.shows_all_benches()
    }

    /// How long entries may be open at this bench.
    pub fn deadlines(&self) -> Deadlines {
        self.config.alerts.deadlines
    }

    /// Who sees to what at this bench.
    pub fn owners(&self) -> Owners {
        self.config.alerts.owners
    }

    /// How this bench knows an entry.
    pub(super) fn entry_known(&self, id: &str) -> Result<ExceptionKnown, StoreError> {
        if let Some(entry) = self.store.desk_entry(id)? {
            return Ok(match entry.ended {
                Some(_) => ExceptionKnown::Settled,
                None => ExceptionKnown::Open(entry.kind()),
            });
        }
        Ok(match self.store.is_settled(id)? {
            None => ExceptionKnown::Not,
            Some(true) => ExceptionKnown::Settled,
            Some(false) => ExceptionKnown::Open(EntryKind::Conflict),
        })
    }
}

/// The word given to programs for how an entry stands.
pub fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Overdue => "overdue",
        Standing::Mended => "mended",
        Standing::Closed => "closed",
    }
}

/// Entries as a table: what, where, whose, until when, and how each ended. Times are UTC.
pub fn desk_table(
    entries: &[Entry],
    (deadlines, owners): (&Deadlines, &Owners),
    now: DateTime<Utc>,
    mut reason: impl FnMut(&Entry) -> String,
) -> Table {
    let mut table = Table::new(&[
        "entry",
        "kind",
        "standing",
        "order",
        "parcel",
        "bench",
        "reason",
        "opened_at",
        "owner",
        "given_to",
        "due",
        "ended_at",
        "outcome",
        "closed_by",
        "note",
    ]);
    for entry in entries {
        let ended = entry.ended.as_ref();
        let text = |text: Option<&str>| text.map_or(Cell::Empty, Cell::from);
        table.rows.push(vec![
            entry.id.as_str().into(),
            entry.kind().name().into(),
            standing_name(entry.standing(deadlines, now)).into(),
            text(entry.order.as_ref().map(OrderNo::as_str)),
            entry.parcel.map(u64::from).into(),
            text(entry.station.as_ref().map(StationId::as_str)),
            reason(entry).into(),
            entry.opened_at.into(),
            owners.of_entry(entry).name().into(),
            text(entry.given_to.as_ref().map(Badge::as_str)),
            entry.due(deadlines).into(),
            ended.map(|it| it.at).into(),
            text(ended.and_then(|it| it.outcome).map(Outcome::name)),
            text(ended.and_then(|it| it.by.as_ref()).map(Badge::as_str)),
            text(ended.map(|it| it.note.as_str()).filter(|it| !it.is_empty())),
        ]);
    }
    table
}

/// The role in a table.
pub fn owner_name(role: Role) -> &'static str {
    match role {
        Role::Packer => "packer",
        Role::Lead => "lead",
        Role::Admin => "admin",
    }
}
