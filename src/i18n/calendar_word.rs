//! The short words of the carriers' calendar: with which lorry an order goes, and the names of holidays.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};
use crate::domain::calendar::Holiday;

words! { CalendarWord, calendar_word;
    LeavesTomorrow { time: String } "A row of the queue: its cut-off is tomorrow.";
    LeavesMonday { time: String } "Its cut-off is on the next Monday.";
    LeavesTuesday { time: String } "On the next Tuesday.";
    LeavesWednesday { time: String } "On the next Wednesday.";
    LeavesThursday { time: String } "On the next Thursday.";
    LeavesFriday { time: String } "On the next Friday.";
    LeavesSaturday { time: String } "On the next Saturday.";
    LeavesSunday { time: String } "On the next Sunday.";
    NeverLeaves "Its carrier does not come.";
    LeavesLate "Chip: it missed the lorry that it was promised.";
    NextCutoff { time: String, left: String } "Beside the heading of the queue: the next cut-off, and how long it is until then.";
}

/// The name of a public holiday.
pub fn holiday(lang: Lang, holiday: Holiday) -> String {
    let id = format!("holiday-{}", holiday.name());
    texts::text(lang, &id, &FluentArgs::new())
}
