//! Is a figure of the link as it should be? Every threshold stands in this one file.
//!
//! A bench is built to work through an outage, so being alone is worth an eye and no alarm. An
//! alarm means that a person has to act before the bench stops or before goods go wrong.

use chrono::{DateTime, TimeDelta, Utc};

use super::sync_view::{Autonomy, Drift, Level, LinkView, SyncView};
use crate::domain::exception::ExceptionKind;
use crate::domain::feed::LinkTrouble;

/// An outage shorter than this lights no lamp. Assumption: a switch or a server that starts anew; nobody is called for it.
pub(super) const BLIP: TimeDelta = TimeDelta::seconds(5);

/// Facts may wait this long while bench and master talk. Assumption: an outage of a shift is sent in a minute.
const SENT_SOON: TimeDelta = TimeDelta::minutes(1);

/// Data may be this old, and unsent facts while the link is off. Assumption: a switch or a server that starts again takes less.
const FRESH: TimeDelta = TimeDelta::minutes(5);

/// Older than this, cancellations of half a shift are not known here, and goods may be packed for nothing.
///
/// Assumption: half a shift of eight hours; a shift lead may settle it.
const STALE: TimeDelta = TimeDelta::hours(4);

/// With the link off, less than this is worth an eye. Assumption: time to find somebody and a cable.
const AUTONOMY_LOW: u32 = 120;

/// With the link off, less than this is an alarm: the bench is about to stop. In minutes, too.
const AUTONOMY_OUT: u32 = 30;

/// Fewer tracking numbers are worth an eye. Assumption: an hour's parcels of two packers.
const NUMBERS_LOW: u64 = 100;

/// Fewer orders held are worth an eye while the link is off. Assumption: twenty minutes at 30 an hour.
const ORDERS_LOW: u32 = 10;

/// A copy is made each night; one that is older than this was missed.
const BACKUP_MISSED: TimeDelta = TimeDelta::hours(36);

/// No copy for this long: what a disk takes with it now is too much. Assumption: a weekend passes unnoticed.
const BACKUP_OLD: TimeDelta = TimeDelta::days(4);

/// The cache is compared hourly; later than this it is not known whether it has drifted.
const COMPARED: TimeDelta = TimeDelta::hours(24);

/// An exception that nobody saw to for this long. Assumption: its parcel has left with yesterday's truck.
const EXCEPTION_OLD: TimeDelta = TimeDelta::hours(24);

/// How good or bad each figure of [`SyncView`] is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncLevels {
    /// Whether bench and master talk.
    pub link: Level,
    /// How long the bench can go on by itself.
    pub autonomy: Level,
    /// When rows came down last.
    pub pull: Level,
    /// When facts were acknowledged last, and what waits.
    pub push: Level,
    /// Facts that did not count.
    pub rejected: Level,
    /// Orders held.
    pub orders: Level,
    /// Tracking numbers left.
    pub numbers: Level,
    /// Whether the cache says what the master says.
    pub drift: Level,
    /// The last copy of the database.
    pub backup: Level,
    /// What a person has to look at.
    pub exceptions: Level,
}

impl SyncLevels {
    /// The worst of all.
    pub fn worst(&self) -> Level {
        let all = [
            self.link,
            self.autonomy,
            self.pull,
            self.push,
            self.rejected,
            self.orders,
            self.numbers,
            self.drift,
            self.backup,
            self.exceptions,
        ];
        all.into_iter().max().unwrap_or_default()
    }

    /// The worst of what bench and master need each other for; copies and exceptions have lists of their own.
    pub fn of_the_link(&self) -> Level {
        let link = [
            self.link,
            self.autonomy,
            self.pull,
            self.push,
            self.orders,
            self.numbers,
            self.drift,
        ];
        link.into_iter().max().unwrap_or_default()
    }
}

/// How good or bad the figures of `view` are at `now`.
pub fn sync_levels(view: &SyncView, now: DateTime<Utc>) -> SyncLevels {
    let is_on = view.link == LinkView::On;
    let autonomy = autonomy_level(&view.autonomy, is_on);
    SyncLevels {
        link: link_level(&view.link, autonomy),
        autonomy,
        pull: view
            .last_pull
            .map_or(Level::Watch, |at| by_age(now - at, FRESH, STALE)),
        push: view
            .oldest_unsent
            .filter(|_| view.unsent > 0)
            .map_or(Level::Ok, |at| {
                by_age(now - at, if is_on { SENT_SOON } else { FRESH }, STALE)
            }),
        rejected: rejected_level(view),
        orders: match view.autonomy.orders {
            _ if is_on => Level::Ok,
            0 => Level::Alarm,
            few if few < ORDERS_LOW => Level::Watch,
            _ => Level::Ok,
        },
        numbers: match view.autonomy.numbers {
            0 => Level::Alarm,
            few if few < NUMBERS_LOW => Level::Watch,
            _ => Level::Ok,
        },
        drift: match &view.drift {
            Drift::None { at } if now - *at > COMPARED => Level::Watch,
            Drift::Unknown | Drift::None { .. } => Level::Ok,
            Drift::Found { .. } => Level::Alarm,
        },
        backup: backup_level(view, now),
        exceptions: exceptions_level(view, now),
    }
}

/// What comes back by itself is worth an eye until the bench runs out; what does not needs a person at once.
fn link_level(link: &LinkView, autonomy: Level) -> Level {
    match link {
        LinkView::On => Level::Ok,
        LinkView::Trying => Level::Watch,
        LinkView::Off {
            trouble: LinkTrouble::Away,
            ..
        } => Level::Watch.max(autonomy),
        LinkView::Off { .. } => Level::Alarm,
    }
}

/// With the link on the bench asks for more by itself: few orders then mean that few are left in the warehouse.
fn autonomy_level(autonomy: &Autonomy, is_on: bool) -> Level {
    match autonomy.minutes {
        Some(minutes) if !is_on && minutes < AUTONOMY_OUT => Level::Alarm,
        Some(minutes) if !is_on && minutes < AUTONOMY_LOW => Level::Watch,
        _ => Level::Ok,
    }
}

/// Rejected facts are counted for ever; they are worth an eye until a lead has settled them.
fn rejected_level(view: &SyncView) -> Level {
    let is_open = view.exceptions.iter().any(|exception| {
        exception.settled.is_none() && matches!(exception.kind, ExceptionKind::FactRejected { .. })
    });
    if view.rejected > 0 && is_open {
        Level::Watch
    } else {
        Level::Ok
    }
}

/// Damage, and facts that are missing since, are a person's business whatever the age of the copy.
fn backup_level(view: &SyncView, now: DateTime<Utc>) -> Level {
    let by_age = view.last_backup.map_or(Level::Watch, |at| {
        by_age(now - at, BACKUP_MISSED, BACKUP_OLD)
    });
    match view.facts_lost {
        _ if view.is_damaged => Level::Alarm,
        Some(0) => by_age.max(Level::Watch),
        Some(_) => Level::Alarm,
        None => by_age,
    }
}

fn exceptions_level(view: &SyncView, now: DateTime<Utc>) -> Level {
    let open = view
        .exceptions
        .iter()
        .filter(|exception| exception.settled.is_none());
    open.map(|exception| {
        if now - exception.opened_at > EXCEPTION_OLD {
            Level::Alarm
        } else {
            Level::Watch
        }
    })
    .max()
    .unwrap_or_default()
}

fn by_age(age: TimeDelta, watch: TimeDelta, alarm: TimeDelta) -> Level {
    if age > alarm {
        Level::Alarm
    } else if age > watch {
        Level::Watch
    } else {
        Level::Ok
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-20T11:20:00Z".parse().unwrap()
    }

    fn ago(minutes: i64) -> DateTime<Utc> {
        now() - TimeDelta::minutes(minutes)
    }

    fn well() -> SyncView {
        SyncView {
            link: LinkView::On,
            last_pull: Some(ago(0)),
            last_push: Some(ago(0)),
            drift: Drift::None { at: ago(30) },
            autonomy: Autonomy {
                orders: 180,
                numbers: 900,
                data_of: Some(ago(0)),
                claims_end: None,
                minutes: Some(380),
            },
            last_backup: Some(ago(600)),
            ..SyncView::default()
        }
    }

    fn off(trouble: LinkTrouble) -> LinkView {
        LinkView::Off {
            trouble,
            since: ago(30),
            retry_at: now(),
        }
    }

    #[test]
    fn a_bench_that_talks_and_has_work_is_as_it_should_be() {
        assert_eq!(sync_levels(&well(), now()).worst(), Level::Ok);
    }

    #[test]
    fn an_outage_is_worth_an_eye_until_the_bench_runs_out() {
        let mut view = SyncView {
            link: off(LinkTrouble::Away),
            ..well()
        };
        assert_eq!(sync_levels(&view, now()).worst(), Level::Watch);
        view.autonomy.minutes = Some(90);
        assert_eq!(sync_levels(&view, now()).autonomy, Level::Watch);
        view.autonomy.minutes = Some(29);
        assert_eq!(sync_levels(&view, now()).link, Level::Alarm);
    }

    #[test]
    fn a_trouble_that_does_not_go_away_by_itself_is_an_alarm_at_once() {
        let view = SyncView {
            link: off(LinkTrouble::WrongPassword),
            ..well()
        };
        assert_eq!(sync_levels(&view, now()).link, Level::Alarm);
    }

    #[test]
    fn few_orders_are_no_trouble_while_the_master_gives_more() {
        let mut view = well();
        view.autonomy.orders = 0;
        view.autonomy.minutes = Some(0);
        assert_eq!(sync_levels(&view, now()).worst(), Level::Ok);
        view.link = off(LinkTrouble::Away);
        assert_eq!(sync_levels(&view, now()).orders, Level::Alarm);
    }

    #[test]
    fn old_data_and_old_facts_are_told_by_their_age() {
        let mut view = well();
        view.last_pull = Some(ago(6));
        assert_eq!(sync_levels(&view, now()).pull, Level::Watch);
        view.last_pull = Some(ago(241));
        assert_eq!(sync_levels(&view, now()).pull, Level::Alarm);
        view.unsent = 3;
        view.oldest_unsent = Some(ago(6));
        assert_eq!(sync_levels(&view, now()).push, Level::Watch);
        view.unsent = 0;
        assert_eq!(sync_levels(&view, now()).push, Level::Ok);
    }

    #[test]
    fn a_missed_copy_is_noticed_and_a_drift_is_an_alarm() {
        let mut view = well();
        view.last_backup = Some(ago(37 * 60));
        assert_eq!(sync_levels(&view, now()).backup, Level::Watch);
        view.last_backup = Some(ago(5 * 24 * 60));
        assert_eq!(sync_levels(&view, now()).backup, Level::Alarm);
        view.last_backup = Some(ago(600));
        view.facts_lost = Some(0);
        assert_eq!(sync_levels(&view, now()).backup, Level::Watch);
        view.facts_lost = Some(3);
        assert_eq!(sync_levels(&view, now()).backup, Level::Alarm);
        view.facts_lost = None;
        view.is_damaged = true;
        assert_eq!(sync_levels(&view, now()).backup, Level::Alarm);
        view.drift = Drift::Found {
            at: now(),
            topics: vec!["stock".to_owned()],
        };
        assert_eq!(sync_levels(&view, now()).drift, Level::Alarm);
    }
}
