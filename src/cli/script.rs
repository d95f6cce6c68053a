//! `pakownia script`: a bench without a window. One JSON event a line in, one JSON answer a line out.
//!
//! The same loop as the window: what a script can do, a packer can do, and both end in one journal.

use std::io::{self, BufRead, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::explanation::ExplanationOut;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, TrackingNo};
use crate::domain::order::BoxDocument;
use crate::domain::session::Step;
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::shift_check::{CheckRecord, Part};
use crate::domain::units::Grams;
use crate::domain::worker::Language;
use crate::i18n;
use crate::station::clock::Clock;
use crate::station::event::{Action, Command};
use crate::station::{Answer, Envelope, Outcome, Station, StationError};

/// Longest line that is read as an event. Source: the longest event is a reason; 64 KiB is beyond any.
const LONGEST_LINE: usize = 64 * 1024;

/// Why a script stopped.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// Standard input or output failed.
    #[error("standard input or output failed")]
    Io(#[from] io::Error),
    /// The station failed.
    #[error(transparent)]
    Station(#[from] StationError),
}

/// Answers events until the input ends.
pub fn run(
    station: &mut Station,
    clock: &Clock,
    mut events: impl BufRead,
    mut answers: impl Write,
) -> Result<(), ScriptError> {
    let mut line = Vec::new();
    while read_line(&mut events, &mut line)? {
        let answer = answer_line(station, clock, &line);
        answers.write_all(answer.as_bytes())?;
        answers.write_all(b"\n")?;
        answers.flush()?;
        station.prepare_next();
        if let Err(error) = station.sync_between_lines() {
            // The bench works without its master; what was not sent waits in the journal.
            tracing::warn!(%error, "facts wait for the next sync");
        }
    }
    let synced = station.sync_at_end();
    station.print_due().map_err(StationError::from)?;
    Ok(synced?)
}

/// Reads one line; what is longer than any event is read to its end and kept short.
fn read_line(events: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let chunk = events.fill_buf()?;
        if chunk.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(chunk.len(), |end| end + 1);
        let kept = end.unwrap_or(chunk.len());
        if line.len() <= LONGEST_LINE {
            line.extend_from_slice(chunk.get(..kept).unwrap_or_default());
        }
        events.consume(taken);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn answer_line(station: &mut Station, clock: &Clock, line: &[u8]) -> String {
    match parse(line) {
        Ok(Event::Clock(time)) => match clock {
            Clock::Set(_) => {
                clock.set(time);
                bare(station, Verdict::Accepted, None)
            }
            Clock::System | Clock::Shifted(_) => {
                bad_event(station, "the clock is the computer's: start with --clock")
            }
        },
        Ok(Event::Action { action, id }) => {
            let write = |answer: &Answer| to_json(answer);
            let envelope = id.as_deref().map(|id| Envelope { id, write: &write });
            match station.handle(&action, envelope.as_ref()) {
                Outcome::Answered(answer) => to_json(&answer),
                Outcome::AsBefore(answer) => answer,
            }
        }
        Err(why) => bad_event(station, &why),
    }
}

/// A line of a script.
enum Event {
    /// Something for the bench.
    Action { action: Action, id: Option<String> },
    /// Moves the standing clock.
    Clock(DateTime<Utc>),
}

fn parse(line: &[u8]) -> Result<Event, String> {
    if line.len() > LONGEST_LINE {
        return Err("the line is too long".to_owned());
    }
    let value: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let Value::Object(mut event) = value else {
        return Err("an event is a JSON object".to_owned());
    };
    let id = match event.remove("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(_) => return Err("id is a text or a number".to_owned()),
    };
    if let Some(time) = event.get("clock") {
        let time = time.as_str().ok_or("clock is an RFC 3339 text")?;
        let time = DateTime::parse_from_rfc3339(time).map_err(|error| error.to_string())?;
        return Ok(Event::Clock(time.to_utc()));
    }
    let text = |key: &str| {
        event
            .get(key)
            .map(|value| value.as_str().ok_or(format!("{key} is a text")))
    };
    let action = if let Some(scale) = text("scale") {
        Action::Scale {
            is_gone: match scale? {
                "gone" => true,
                "back" => false,
                _ => return Err("scale is gone or back".to_owned()),
            },
        }
    } else if let Some(fault) = event.get("scanner") {
        let fault = serde_json::from_value(fault.clone());
        Action::ScannerFault {
            fault: fault.map_err(|_e| "scanner is no_end or layout")?,
        }
    } else if event.contains_key("command") {
        let command = Value::Object(event);
        Action::Command(
            serde_json::from_value::<Command>(command).map_err(|error| error.to_string())?,
        )
    } else if let Some(code) = text("scan") {
        Action::Scan {
            code: code?.to_owned(),
        }
    } else if let Some(grams) = event.get("weigh_g") {
        let grams = grams.as_i64().ok_or("weigh_g is a whole number of grams")?;
        let typed = event.get("typed").and_then(Value::as_bool).unwrap_or(false);
        Action::Weigh {
            gross: Grams(grams),
            typed,
        }
    } else if let (Some(badge), Some(pin)) = (text("badge"), text("pin")) {
        Action::SignIn {
            badge: badge?.to_owned(),
            pin: pin?.to_owned(),
        }
    } else {
        return Err(
            "none of: badge with pin, scan, weigh_g, scale, scanner, command, clock".to_owned(),
        );
    };
    Ok(Event::Action { action, id })
}

/// An answer as a line of JSON. Fields that do not apply are left out.
#[derive(Serialize)]
struct Line<'a> {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<&'a OrderNo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<&'a Sku>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carrier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u32>,
    step: Step,
    #[serde(skip_serializing_if = "Option::is_none")]
    parcel: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parcels: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packaging: Option<&'a PackagingCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_g: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance_g: Option<i64>,
    #[serde(skip_serializing_if = "<[Sku]>::is_empty")]
    scale_cannot_tell: &'a [Sku],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explanations: Vec<ExplanationOut>,
    #[serde(skip_serializing_if = "<[BoxDocument]>::is_empty")]
    missing_documents: &'a [BoxDocument],
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking: Option<&'a TrackingNo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Part>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'a CheckRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Say>,
    say: Say,
}

/// The same in both languages.
#[derive(Serialize)]
struct Say {
    pl: String,
    en: String,
}

impl Say {
    fn in_both(words: impl Fn(Language) -> String) -> Self {
        Self {
            pl: words(Language::Pl),
            en: words(Language::En),
        }
    }
}

/// An answer as the script prints it.
pub fn to_json(answer: &Answer) -> String {
    let just_closed =
        matches!(answer.message, Message::ParcelClosed { .. }) || answer.step == Step::Closed;
    let name = answer.subject.as_deref();
    let options = answer
        .question
        .iter()
        .flat_map(crate::domain::session::question::Question::options);
    let several = answer.parcel.filter(|(_, parcels)| *parcels > 1);
    let counts = answer.order.is_some();
    let list = answer.list.as_ref();
    let line = Line {
        verdict: answer.verdict,
        reason: answer.message.reason(),
        order: answer.order.as_ref(),
        sku: answer.sku.as_ref(),
        done: list
            .map(|list| list.parcels)
            .or(counts.then_some(answer.done)),
        of: list.map(|list| list.of).or(counts.then_some(answer.of)),
        carrier: list.map(|list| list.carrier.as_str()),
        step: answer.step,
        parcel: several.map(|(parcel, _)| parcel),
        parcels: several.map(|(_, parcels)| parcels),
        packaging: answer.packaging.as_ref(),
        expected_g: answer.expected.map(|(gross, _)| gross.0),
        tolerance_g: answer.expected.map(|(_, tolerance)| tolerance.0),
        scale_cannot_tell: &answer.scale_cannot_tell,
        explanations: answer.explanations.iter().map(ExplanationOut::of).collect(),
        missing_documents: &answer.missing_documents,
        tracking: answer.tracking.as_ref().filter(|_| just_closed),
        due: answer.due,
        check: match &answer.message {
            Message::CheckEnded { record } => Some(record),
            _ => None,
        },
        options: options
            .map(|choice| Say::in_both(|lang| i18n::option(lang, &choice, None)))
            .collect(),
        say: Say::in_both(|lang| i18n::say(lang, &answer.message, name).one_line()),
    };
    serde_json::to_string(&line)
        .unwrap_or_else(|error| format!("{{\"verdict\":\"blocked\",\"say\":\"{error}\"}}"))
}

fn bad_event(station: &Station, why: &str) -> String {
    bare(
        station,
        Verdict::Ignored,
        Some(Refusal::BadEvent {
            why: why.to_owned(),
        }),
    )
}

/// An answer to a line that did not reach the bench.
fn bare(station: &Station, verdict: Verdict, refusal: Option<Refusal>) -> String {
    let message = match refusal {
        Some(refusal) => Message::Refused(refusal),
        None => Message::Help {
            step: station.step(),
        },
    };
    to_json(&station.aside(verdict, message))
}
