//! The words of reports on paper: their names, the headings of their columns, and what stands in them as a name for programs.
//!
//! Tables have names that never change, for programs. Here each of them gets the word that people read.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{
    Lang, alert_kind, carrier, delivery, entry_kind, figure_name, figure_number, format, outcome,
    owner, record_kind, refusal_kind, role, texts,
};
use crate::domain::alerts::AlertKind;
use crate::domain::desk::owner::Owner;
use crate::domain::desk::{EntryKind, Outcome};
use crate::domain::figures::Figure;
use crate::domain::mis_pick::cause::Action;
use crate::domain::record_audit::FaultKind;
use crate::domain::schedule::{Run, Scheduled};
use crate::domain::shipping_rules::text::USUAL_CURRENCY;
use crate::domain::units::{Grams, Minor};
use crate::domain::worker::Role;

words! { ReportWord, report_word;
    ReportDays { from: String, to: String } "Below the title: first and last day.";
    ReportDay { day: String } "Below the title: the one day.";
    ReportOfNow "Below the title of a report that has no days.";
    ReportBenchAll "Below the title: whose figures.";
    ReportBenchEach "Below the title: whose figures.";
    ReportBenchOne { bench: String } "Below the title: whose figures.";
    NothingToShow "Instead of a table without rows.";
    Nothing "Behind a part's name: it is empty.";
    SomeOf { some: String, all: String } "Behind a part's name: so many of all.";
    Before { value: String } "Below a number: what it was in the day or week before.";
    FurtherColumns "Over the columns that did not fit beside the others.";
    DocRadar "Documents: key that saves the radar of yesterday.";
    DocWeek "Documents: key that saves the report of the last week.";
    RadarOf { day: String } "A report made by the clock.";
    WeekOf { from: String } "A report made by the clock.";
    ReportEnclosed "Letter: the report goes with it.";
    ReportNotPlaced { why: String } "A report waits for its folder.";
    ReportMade { at: String } "At the foot: when it was made.";
    ReportPage "At the foot, before the number of the page.";
}

/// A report by its name on the command line.
pub fn report_name(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("report-{name}"), name)
}

/// A column's heading by its name in the table.
pub fn column(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("column-{name}"), name)
}

/// A report that was made by the clock: which, and of when.
pub fn run_title(lang: Lang, run: Run) -> String {
    let day = format::date(lang, &run.day);
    let word = match run.what {
        Scheduled::Radar => ReportWord::RadarOf { day },
        Scheduled::Week => ReportWord::WeekOf { from: day },
    };
    report_word(lang, word)
}

/// A part of a report by its name.
pub fn part_name(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("part-{name}"), name)
}

/// A day as programs write it, as people do; what is no day stays as it is.
pub fn day(lang: Lang, text: &str) -> String {
    text.parse::<chrono::NaiveDate>()
        .map_or_else(|_none| text.to_owned(), |day| format::date(lang, &day))
}

/// Whether a column's name has a heading for people.
pub fn has_heading(lang: Lang, name: &str) -> bool {
    column(lang, name) != name
}

/// What stands in a column as a name for programs, in words; everything else as it is.
///
/// `about` is what the row is about: the name in its first column.
pub fn cell(lang: Lang, about: &str, column_name: &str, text: &str) -> String {
    let known = match column_name {
        "figure" => return figure(lang, text),
        "kind" => kind(lang, text),
        "owner" => desk(lang, text),
        "outcome" => Outcome::named(text).map(|one| outcome(lang, one)),
        "what" => action(lang, text),
        "day" | "due" | "done" | "last_packed" | "value" => Some(day(lang, text)),
        "service" => Some(delivery(lang, text)),
        "carrier" => Some(carrier(lang, text)),
        "key" if about == "refusals_by_kind" => Some(refusal_kind(lang, text)),
        "key" if about == "day" => Some(day(lang, text)),
        "key" if about == "kind" => Some(code(lang, text)),
        "by" | "table" | "grade" | "standing" | "effect" | "stands_out" => Some(code(lang, text)),
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}

fn code(lang: Lang, text: &str) -> String {
    texts::text_or(lang, &format!("code-{text}"), text)
}

/// The figures of a lead have names of their own; those of the shift are called like the columns of its benches.
fn figure(lang: Lang, text: &str) -> String {
    match Figure::named(text) {
        Some(figure) => figure_name(lang, figure),
        None => column(lang, text),
    }
}

fn kind(lang: Lang, text: &str) -> Option<String> {
    let alert = AlertKind::ALL.into_iter().find(|one| one.name() == text);
    let alert = alert.map(|one| {
        let [name, _unit] = alert_kind(lang, one);
        name
    });
    let known = alert.or_else(|| {
        let entry = EntryKind::ALL.into_iter().find(|one| one.name() == text);
        entry.map(|one| entry_kind(lang, one))
    });
    known.or_else(|| FaultKind::named(text).map(|one| record_kind(lang, one)))
}

/// A desk of the shop; figures are seen to by people of a role, and leads and administrators are called alike.
fn desk(lang: Lang, text: &str) -> Option<String> {
    let packer = (text == "packer").then(|| role(lang, Role::Packer));
    packer.or_else(|| Owner::named(text).map(|one| owner(lang, one)))
}

fn action(lang: Lang, text: &str) -> Option<String> {
    use super::{MisPickWord, mis_pick_word};
    let named =
        |one: &Action| serde_json::to_value(one).is_ok_and(|name| name.as_str() == Some(text));
    let word = match Action::ALL.into_iter().find(named)? {
        Action::MoveApart => MisPickWord::MisPickMoveApart,
        Action::Relabel => MisPickWord::MisPickRelabel,
        Action::ShowPicture => MisPickWord::MisPickShowPicture,
        Action::LookIntoBin => MisPickWord::MisPickLookIntoBin,
    };
    Some(mis_pick_word(lang, word))
}

/// A number as people write it: `name` is its column's, or that of the figure which the row is about; its ending says
/// the unit. Of a lead's figures the figure itself knows the unit.
pub fn number(lang: Lang, name: &str, number: i64) -> String {
    if let Some(figure) = Figure::named(name) {
        return figure_number(lang, figure.unit(), number);
    }
    let size = number.unsigned_abs();
    match name.rsplit('_').next() {
        Some("permille") => format::permille(lang, u32::try_from(size).unwrap_or(u32::MAX)),
        Some("tenths") => format::tenths(lang, size),
        Some("minor") => format::money(lang, Minor(number), USUAL_CURRENCY),
        Some("g") => format::grams(lang, Grams(number)),
        Some("mm") => format!("{}\u{a0}mm", format::signed(number)),
        _ => format::signed(number),
    }
}
