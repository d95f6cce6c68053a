//! How bench and master stand, for the screens: read from the disk and the plan, told in times and counts.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::feed::LinkTrouble;
use crate::master::planner::LinkState;
use crate::station::clock::Clock;
use crate::station::run::{Station, chain};
use crate::station::sync_view::{Autonomy, LinkView, SyncView};
use crate::store::{RescueReport, Store, StoreError};

/// An answer that is owed for so long, in milliseconds, is as good as none.
///
/// Assumption: no question of this program keeps a sound master busy for half of it.
const SILENT_MS: u64 = 10_000;

/// Exceptions shown.
const EXCEPTIONS: u32 = 100;

/// The pace of a bench is that of its last hour, or of the time since its first parcel in it, but of
/// no less than these minutes: two quick parcels are no pace.
const PACE_MINUTES: i64 = 60;
const LEAST_PACE_MINUTES: i64 = 10;

impl Station {
    /// How bench and master stand now.
    pub fn sync_view(&mut self) -> Result<SyncView, StoreError> {
        if self.link.exceptions.is_none() {
            self.link.exceptions = Some(self.store.exceptions(EXCEPTIONS)?);
        }
        let unsent = self.store.unsent_count()?;
        Ok(SyncView {
            link: self.link_view(),
            last_pull: self.link.pulled_at,
            last_push: self.link.pushed_at,
            rows_to_come: self.link.rows_to_come,
            unsent,
            oldest_unsent: self.store.oldest_unsent()?,
            rejected: self.store.rejected_count()?,
            drift: self.link.drift.clone(),
            autonomy: autonomy_of(&self.store, &self.clock, self.link.pulled_at)?,
            last_backup: self.last_backup(),
            is_damaged: self.store.is_marked_damaged(),
            facts_lost: self.store.rescued().map(RescueReport::facts_lost),
            exceptions: self.link.exceptions.clone().unwrap_or_default(),
            overview: self.link.overview.clone(),
        })
    }

    /// Writes down why bench and master do not talk whenever that changes, for commands beside the window.
    pub(super) fn remember_trouble(&mut self) {
        if self.link.is_here() {
            return;
        }
        let now = match self.link_view() {
            LinkView::Off { trouble, since, .. } => Some((trouble, since)),
            LinkView::On | LinkView::Trying => None,
        };
        let why =
            |told: &Option<(LinkTrouble, DateTime<Utc>)>| told.as_ref().map(|(why, _)| why.clone());
        if why(&now) == why(&self.link.told) {
            return;
        }
        let told = now.as_ref().map(|(trouble, since)| (trouble, *since));
        match self.store.keep_trouble(told) {
            Ok(()) => self.link.told = now,
            // The lamp of the disk tells it; nothing depends on this line.
            Err(error) => {
                tracing::warn!(error = %chain(&error), "the link's trouble is not on disk")
            }
        }
    }

    fn link_view(&mut self) -> LinkView {
        let clock = self.clock.lease_clock();
        let now_ms = self.link.millis(&clock);
        let time_of = |ms: u64| moment(clock.wall, now_ms, ms);
        let silent_since = self
            .link
            .planner
            .waits_since()
            .filter(|since| now_ms.saturating_sub(*since) >= SILENT_MS);
        match (self.link.planner.state(), silent_since) {
            (
                LinkState::Off {
                    trouble,
                    since,
                    retry_at,
                },
                _,
            ) => LinkView::Off {
                trouble,
                since: time_of(since),
                retry_at: time_of(retry_at),
            },
            (LinkState::On | LinkState::Unknown, Some(since)) => LinkView::Off {
                trouble: LinkTrouble::Away,
                since: time_of(since),
                retry_at: clock.wall,
            },
            (LinkState::On, None) => LinkView::On,
            (LinkState::Unknown, None) => LinkView::Trying,
        }
    }
}

/// How long a bench with this database can go on by itself; its data are of `data_of`.
pub(in crate::station) fn autonomy_of(
    store: &Store,
    clock: &Clock,
    data_of: Option<DateTime<Utc>>,
) -> Result<Autonomy, StoreError> {
    let clock = clock.lease_clock();
    let orders = u32::try_from(store.claims_ahead()?).unwrap_or(u32::MAX);
    let numbers = store.numbers_left()?;
    let lease = store.shortest_lease(&clock)?.filter(|_left| orders > 0);
    let pace = store.pace_since(clock.wall - TimeDelta::minutes(PACE_MINUTES))?;
    let minutes = pace.first_at.map(|first| {
        let worked = clock
            .wall
            .signed_duration_since(first)
            .num_minutes()
            .clamp(LEAST_PACE_MINUTES, PACE_MINUTES);
        let worked = u64::try_from(worked).unwrap_or(1);
        let by_orders = u64::from(orders) * worked / pace.orders.max(1);
        let by_numbers = numbers.saturating_mul(worked) / pace.parcels.max(1);
        let by_lease = lease.map_or(u64::MAX, |left| {
            u64::try_from(left.num_minutes()).unwrap_or(0)
        });
        let least = by_orders.min(by_numbers).min(by_lease);
        u32::try_from(least).unwrap_or(u32::MAX)
    });
    Ok(Autonomy {
        orders,
        numbers,
        data_of,
        claims_end: lease.map(|left| clock.wall + left),
        minutes,
    })
}

/// The time on the wall of a moment of the planner's clock.
fn moment(wall: DateTime<Utc>, now_ms: u64, ms: u64) -> DateTime<Utc> {
    let signed = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX / 2);
    let ahead = signed(ms).saturating_sub(signed(now_ms));
    wall.checked_add_signed(TimeDelta::milliseconds(ahead))
        .unwrap_or(wall)
}
