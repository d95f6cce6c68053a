//! How bench and master stand, read off the disk beside a window that may be open.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::clock::Clock;
use super::config::BenchConfig;
use super::link::autonomy_of;
use super::sync_view::{LinkView, SyncView};
use crate::domain::session::fact::Fact;
use crate::domain::worker::Language;
use crate::store::{Store, StoreError, backup};

/// A bench that is switched on speaks with its master every twenty seconds.
const JUST_SPOKEN: TimeDelta = TimeDelta::seconds(90);

/// Exceptions told.
const EXCEPTIONS: u32 = 100;

/// What the disk tells of the link. Changes nothing, waits for nobody, asks no master.
pub fn sync_glance(dir: &Path, clock: &Clock) -> Result<SyncView, StoreError> {
    let store = Store::read_only(&dir.join("station.db"))?;
    let memory = store.link_memory()?;
    let has_just_spoken = memory
        .pulled_at
        .is_some_and(|pulled| clock.now() - pulled < JUST_SPOKEN);
    // A trouble of a server that is not asked any more is none.
    let has_server = BenchConfig::of(dir).is_ok_and(|config| config.master.is_some());
    Ok(SyncView {
        link: match memory.trouble.filter(|_| has_server) {
            Some((trouble, since)) => LinkView::Off {
                trouble,
                since,
                // The window knows; from outside it may be any moment.
                retry_at: clock.now(),
            },
            None if has_just_spoken => LinkView::On,
            None => LinkView::Trying,
        },
        last_pull: memory.pulled_at,
        last_push: memory.acknowledged_at,
        unsent: store.unsent_count()?,
        oldest_unsent: store.oldest_unsent()?,
        rejected: store.rejected_count()?,
        autonomy: autonomy_of(&store, clock, memory.pulled_at)?,
        last_backup: backup::last_copy_at(dir),
        is_damaged: Store::is_damaged_in(dir),
        exceptions: store.exceptions(EXCEPTIONS)?,
        ..SyncView::default()
    })
}

/// The language of whoever signed in last at the bench of `dir`; `None` before the first.
pub fn bench_language(dir: &Path) -> Option<Language> {
    let store = Store::read_only(&dir.join("station.db")).ok()?;
    // Only the last sign-in is wanted, not those of the day before.
    let facts = store.bench_facts(DateTime::<Utc>::MAX_UTC).ok()?;
    facts.iter().rev().find_map(|entry| match &entry.fact {
        Fact::SignedIn { language, .. } => Some(*language),
        _ => None,
    })
}
