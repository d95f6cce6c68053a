//! `pakownia sync`: how bench and master stand, and everything sent and fetched now.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Subcommand;
use serde_json::{Value, json};

use super::language::Speech;
use super::{Failure, station, tell, with_causes};
use crate::i18n::{self, Lang, Word, format, word};
use crate::station::StationError;
use crate::station::clock::Clock;
use crate::station::sync_glance;
use crate::station::sync_levels::{SyncLevels, sync_levels};
use crate::station::sync_view::{Drift, Level, LinkView, SyncView};
use crate::store::StoreError;

/// What `pakownia sync` does.
#[derive(Debug, Subcommand)]
pub(super) enum Sync {
    /// Tell how bench and master stand; also while the window is open. Ends with 0 (fine), 1 (worth an eye) or 2 (act)
    Status {
        /// The data directory
        #[arg(long)]
        data_dir: std::path::PathBuf,
        /// One JSON object
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        speech: Speech,
    },
    /// Send and fetch until nothing is left or the master is away
    Now {
        /// The data directory
        #[arg(long)]
        data_dir: std::path::PathBuf,
        #[command(flatten)]
        speech: Speech,
    },
}

pub(super) fn run(what: &Sync) -> Result<ExitCode, Failure> {
    match what {
        Sync::Status {
            data_dir,
            json,
            speech,
        } => status(data_dir, speech.of_bench(data_dir), *json),
        Sync::Now { data_dir, speech } => now(data_dir, *speech),
    }
}

/// The figures of the sync screen, read beside a window that may be open.
fn status(dir: &Path, lang: Lang, as_json: bool) -> Result<ExitCode, Failure> {
    let clock = Clock::System;
    let view = sync_glance(dir, &clock).map_err(|error| {
        format!(
            "{} cannot be read: {}. Is it a data directory? The window makes one when it is opened",
            dir.display(),
            with_causes(&error)
        )
    })?;
    tell_view(lang, &view, clock.now(), as_json)
}

/// Everything up and down, now.
fn now(dir: &Path, speech: Speech) -> Result<ExitCode, Failure> {
    let lang = speech.of_bench(dir);
    let mut bench = match station::unsynced(dir, Clock::System) {
        Err(error) if is_in_use(error.as_ref()) => {
            tell(&word(lang, Word::SyncWindowIsOpen));
            return Ok(ExitCode::from(2));
        }
        opened => opened?,
    };
    let synced = bench.sync_all(|_| {});
    let view = bench.sync_view()?;
    let is_synced = synced.is_ok();
    match synced {
        // The line about the link below says it, and what to do.
        Err(StationError::Master(_)) if matches!(view.link, LinkView::Off { .. }) => {}
        Err(StationError::Master(error)) => {
            tell(&i18n::link_trouble(lang, &error.trouble()).one_line());
        }
        Err(error) => tell(&with_causes(&error)),
        Ok(()) => {}
    }
    let level = tell_view(lang, &view, Clock::System.now(), false)?;
    // It was asked to send and fetch, and has; `sync status` is asked how the bench stands.
    Ok(if is_synced { ExitCode::SUCCESS } else { level })
}

fn is_in_use(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if matches!(one.downcast_ref(), Some(StoreError::InUse { .. })) {
            return true;
        }
        cause = one.source();
    }
    // A transparent error hides what it wraps.
    matches!(
        error.downcast_ref(),
        Some(StationError::Store(StoreError::InUse { .. }))
    )
}

fn tell_view(
    lang: Lang,
    view: &SyncView,
    now: DateTime<Utc>,
    as_json: bool,
) -> Result<ExitCode, Failure> {
    let levels = sync_levels(view, now);
    let mut out = io::stdout().lock();
    if as_json {
        writeln!(out, "{}", as_object(view, &levels))?;
    } else {
        for (caption, value, level) in figures(lang, view, &levels, now) {
            writeln!(out, "{} {caption}: {value}", mark(lang, level))?;
        }
    }
    Ok(match levels.worst() {
        Level::Ok => ExitCode::SUCCESS,
        Level::Watch => ExitCode::from(1),
        Level::Alarm => ExitCode::from(2),
    })
}

/// The level as wide as the longest, in capitals where somebody has to act.
fn mark(lang: Lang, level: Level) -> String {
    let name = |level| {
        let word = word(
            lang,
            match level {
                Level::Ok => Word::LevelOk,
                Level::Watch => Word::LevelWatch,
                Level::Alarm => Word::LevelAlarm,
            },
        );
        if level == Level::Alarm {
            word.to_uppercase()
        } else {
            word
        }
    };
    let all = [Level::Ok, Level::Watch, Level::Alarm];
    let widest = all.map(|level| name(level).chars().count());
    let width = widest.into_iter().max().unwrap_or_default();
    format!("{:width$}", name(level))
}

fn name_of(level: Level) -> &'static str {
    match level {
        Level::Ok => "ok",
        Level::Watch => "watch",
        Level::Alarm => "alarm",
    }
}

fn as_object(view: &SyncView, levels: &SyncLevels) -> Value {
    let figure = |value: Value, level: Level| json!({"value": value, "level": name_of(level)});
    let open = view.exceptions.iter().filter(|one| one.settled.is_none());
    json!({
        "level": name_of(levels.worst()),
        "link": figure(link_json(&view.link), levels.link),
        "autonomy_minutes": figure(json!(view.autonomy.minutes), levels.autonomy),
        "last_pull": figure(json!(view.last_pull), levels.pull),
        "last_push": figure(json!(view.last_push), levels.push),
        "unsent": figure(json!(view.unsent), levels.push),
        "oldest_unsent": figure(json!(view.oldest_unsent), levels.push),
        "rejected": figure(json!(view.rejected), levels.rejected),
        "exceptions_open": figure(json!(open.count()), levels.exceptions),
        "orders_held": figure(json!(view.autonomy.orders), levels.orders),
        "claims_end": figure(json!(view.autonomy.claims_end), levels.orders),
        "tracking_numbers": figure(json!(view.autonomy.numbers), levels.numbers),
        "drift": figure(drift_json(&view.drift), levels.drift),
        "last_backup": figure(json!(view.last_backup), levels.backup),
        "damaged": figure(json!(view.is_damaged), levels.backup),
    })
}

fn link_json(link: &LinkView) -> Value {
    match link {
        LinkView::On => json!({"state": "on"}),
        LinkView::Trying => json!({"state": "unknown"}),
        LinkView::Off {
            trouble,
            since,
            retry_at,
        } => {
            json!({"state": "off", "trouble": trouble, "since": since, "retry_at": retry_at})
        }
    }
}

fn drift_json(drift: &Drift) -> Value {
    match drift {
        Drift::Unknown => Value::Null,
        Drift::None { at } => json!({"at": at, "topics": []}),
        Drift::Found { at, topics } => json!({"at": at, "topics": topics}),
    }
}

/// Caption, value and level of each figure, as the sync screen has them.
fn figures(
    lang: Lang,
    view: &SyncView,
    levels: &SyncLevels,
    now: DateTime<Utc>,
) -> Vec<(String, String, Level)> {
    let open = view.exceptions.iter().filter(|one| one.settled.is_none());
    let autonomy = view.autonomy.minutes.map_or_else(
        || word(lang, Word::SyncAutonomyUnknown),
        |minutes| format::span(lang, u64::from(minutes)),
    );
    let copy = if view.is_damaged {
        word(lang, Word::SyncDamaged)
    } else {
        ago(lang, view.last_backup, now)
    };
    let all = [
        (Word::LampMaster, link_text(lang, &view.link), levels.link),
        (Word::SyncAutonomy, autonomy, levels.autonomy),
        (
            Word::SyncLastPull,
            ago(lang, view.last_pull, now),
            levels.pull,
        ),
        (
            Word::SyncLastPush,
            ago(lang, view.last_push, now),
            levels.push,
        ),
        (Word::SyncQueue, view.unsent.to_string(), levels.push),
        (
            Word::SyncRejected,
            view.rejected.to_string(),
            levels.rejected,
        ),
        (
            Word::SyncExceptions,
            open.count().to_string(),
            levels.exceptions,
        ),
        (
            Word::SyncOrdersHeld,
            view.autonomy.orders.to_string(),
            levels.orders,
        ),
        (
            Word::SyncNumbers,
            view.autonomy.numbers.to_string(),
            levels.numbers,
        ),
        (Word::SyncBackup, copy, levels.backup),
    ];
    all.into_iter()
        .map(|(caption, value, level)| (word(lang, caption), value, level))
        .collect()
}

fn link_text(lang: Lang, link: &LinkView) -> String {
    match link {
        LinkView::On => word(lang, Word::SyncOn),
        LinkView::Trying => word(lang, Word::SyncNotHeard),
        LinkView::Off { trouble, .. } => i18n::link_trouble(lang, trouble).one_line(),
    }
}

fn ago(lang: Lang, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let minutes = at.map(|at| u64::try_from((now - at).num_minutes()).unwrap_or(0));
    word(
        lang,
        match minutes {
            None => Word::SyncNever,
            Some(0) => Word::SyncJustNow,
            Some(minutes) => Word::SyncAgo {
                span: format::span(lang, minutes),
            },
        },
    )
}
