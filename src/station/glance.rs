//! How bench and master stand, read off the disk beside a window that may be open.

use std::path::Path;

use chrono::TimeDelta;

use super::clock::Clock;
use super::link::autonomy_of;
use super::sync_view::{LinkView, SyncView};
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
    Ok(SyncView {
        link: if has_just_spoken {
            LinkView::On
        } else {
            LinkView::Trying
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
