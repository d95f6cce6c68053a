//! `pakownia cutoff`: with which lorry does an order go that is paid then?

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use clap::Args;
use serde_json::{Map, Value, json};

use super::{Failure, station};
use crate::domain::calendar::{Collection, Hours, Rule, Timetable, instant};
use crate::domain::gate::Hold;
use crate::domain::settings::Settings;
use crate::domain::worker::Language;
use crate::i18n;
use crate::station::clock::Clock;

/// The options of `cutoff`.
#[derive(Debug, Args)]
pub(super) struct CutoffArguments {
    /// When the order is paid: RFC 3339, or without an offset a time on the warehouse's clock
    #[arg(long)]
    at: String,
    /// When it is still not packed; the same forms. The moment of payment when not given
    #[arg(long)]
    now: Option<String>,
    /// The delivery method, as orders name it
    #[arg(long)]
    service: String,
    /// The data directory whose settings are asked; the defaults when not given
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// Writes one JSON object. Ends with 1 when no lorry comes for more than a year.
pub(super) fn run(arguments: &CutoffArguments) -> Result<ExitCode, Failure> {
    let settings = match &arguments.data_dir {
        Some(dir) => station::open(dir, Clock::System)?.settings().clone(),
        None => Settings::default(),
    };
    let zone = settings.time_zone;
    let paid_at = time("--at", &arguments.at, zone)?;
    let now = match &arguments.now {
        Some(now) => time("--now", now, zone)?.max(paid_at),
        None => paid_at,
    };
    let timetable = settings.timetable(&arguments.service);
    let mut told = Map::new();
    let mut tell = |key: &str, value: Value| drop(told.insert(key.to_owned(), value));
    tell("service", json!(arguments.service));
    tell("at", local(paid_at, zone));
    tell("now", local(now, zone));
    tell("time_zone", json!(zone.name()));
    let after = settings.calendar.after_cutoff(&arguments.service);
    tell("after_cutoff", json!(after.word()));
    let hold = timetable.hold_at(now);
    tell("held", json!(hold.as_ref().map(Hold::name)));
    let departure = timetable.departure(paid_at, now);
    let today = now.with_timezone(&zone).date_naive();
    match &departure {
        Some(departure) => {
            tell_collection(&mut tell, &departure.next, (now, today), zone);
            tell("promised", local(departure.promised.cutoff, zone));
            tell("late", json!(departure.is_late()));
        }
        None => tell("day", Value::Null),
    }
    let until = departure.as_ref().map(|departure| departure.next.day);
    tell("skipped", skipped(&timetable, today, until, now));
    println(&Value::Object(told))?;
    Ok(if departure.is_some() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn tell_collection(
    tell: &mut impl FnMut(&str, Value),
    next: &Collection,
    (now, today): (DateTime<Utc>, NaiveDate),
    zone: Tz,
) {
    tell("day", json!(next.day));
    tell("today", json!(next.day == today));
    tell("cutoff", local(next.cutoff, zone));
    let pickup = next.pickup.map(|pickup| local(pickup, zone));
    tell("pickup", pickup.unwrap_or_default());
    let left = next.cutoff.signed_duration_since(now);
    tell("left_seconds", json!(left.num_seconds()));
    tell("rule", rule(&next.rule));
}

/// The days from today on without a lorry that can still be made, and why.
fn skipped(
    timetable: &Timetable<'_>,
    today: NaiveDate,
    until: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Value {
    // Where no lorry comes at all, a week says why.
    let days = today
        .iter_days()
        .take_while(|day| until.is_none_or(|until| *day < until))
        .take(if until.is_some() { usize::MAX } else { 7 });
    let told = days.map(|day| {
        let plan = timetable.plan(day);
        let is_open = plan.hours != Hours::Closed;
        let why = match timetable.collection_on(day) {
            Some(collection) if is_open && collection.cutoff < now => "cutoff_passed",
            _ => "closed",
        };
        json!({"day": day, "why": why, "rule": rule(&plan.rule)})
    });
    Value::Array(told.collect())
}

/// Which rule won.
fn rule(rule: &Rule) -> Value {
    match rule {
        Rule::Exception { service } => json!({"kind": "exception", "service": service}),
        Rule::Holiday(holiday) => json!({
            "kind": "holiday",
            "holiday": holiday.name(),
            "say": {
                "pl": i18n::holiday(Language::Pl, *holiday),
                "en": i18n::holiday(Language::En, *holiday),
            },
        }),
        Rule::Season {
            service,
            period,
            days,
        } => json!({
            "kind": "season", "service": service, "from": period.from, "to": period.to,
            "days": days.to_string(),
        }),
        Rule::Weekdays { service, days } => {
            json!({"kind": "weekdays", "service": service, "days": days.to_string()})
        }
        Rule::Setting => json!({"kind": "setting", "days": "mon-fri"}),
    }
}

/// A moment as the warehouse's clock shows it, with its offset.
fn local(at: DateTime<Utc>, zone: Tz) -> Value {
    json!(at.with_timezone(&zone).to_rfc3339())
}

fn time(option: &str, text: &str, zone: Tz) -> Result<DateTime<Utc>, Failure> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|wall| instant(wall, zone))
        .ok_or_else(|| {
            let forms = "2026-12-23T15:30 or 2026-12-23T14:30:00Z";
            format!("{option} {text}: expected a time such as {forms}").into()
        })
}

fn println(value: &Value) -> Result<(), Failure> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{value}")?;
    Ok(())
}
