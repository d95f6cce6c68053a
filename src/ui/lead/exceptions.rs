//! The exceptions desk: everything that waits for a person in one queue, the most urgent first.

use eframe::egui::{Rect, Sense, Ui};

use super::desk::{DeskState, clock, faint, framed_row_room, level_ui, span_since};
use super::{duplicates, entry, headed_card_ui, low_packaging, rows_ui};
use crate::domain::desk::{Entry, Standing, What, in_order};
use crate::domain::gate::Hold;
use crate::domain::packaging::Packaging;
use crate::i18n::{self, DeskWord};
use crate::station::event::Event;
use crate::station::snapshot::SuspectedDuplicate;
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, mood_sign, next_id, paint_text, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of an entry's row.
const ROW: f32 = 84.0;

pub(super) fn exceptions_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    state.hear(scene);
    let (sorted, count, late) = sorted(scene);
    let (left, right) = body.cut_left(body.width() * 0.48, theme::GAP);
    let heading = scene.desk_word(if late > 0 {
        DeskWord::DeskOpenOverdue { count, late }
    } else {
        DeskWord::DeskOpen { count }
    });
    let mut list = headed_card_ui(ui, scene, left, &heading);
    if !scene.snapshot.desk.is_all {
        let (hint, rest) = list.cut_top(52.0, 8.0);
        let says = scene.desk_word(DeskWord::DeskHere);
        text_ui(ui, hint, &says, faint(scene).lines(2));
        list = rest;
    }
    if sorted.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let text = scene.desk_word(DeskWord::DeskNone);
        text_ui(ui, list, &text, kind.centered().lines(2));
        return;
    }
    let is_known = |id: &String| sorted.iter().any(|one| one.id() == *id);
    if !state.chosen.as_ref().is_some_and(is_known)
        && let Some(first) = sorted.first()
    {
        state.choose(first.id());
    }
    rows_ui(
        ui,
        list,
        (sorted.len(), ROW + theme::GRID),
        |ui, place, at| {
            let (row, _) = place.cut_top(ROW, 0.0);
            match sorted.get(at) {
                Some(ToLookAt::Entry(entry)) => row_ui(ui, scene, row, entry, state),
                Some(ToLookAt::Duplicate(duplicate)) => {
                    duplicates::row_ui(ui, scene, row, duplicate, state);
                }
                Some(ToLookAt::Low(packaging)) => {
                    low_packaging::row_ui(ui, scene, row, packaging, state);
                }
                None => {}
            }
        },
    );
    let chosen = state.chosen.clone();
    match sorted.iter().find(|one| Some(one.id()) == chosen) {
        Some(ToLookAt::Entry(one)) => match duplicate_of(scene, one) {
            Some(duplicate) => duplicates::detail_ui(ui, scene, right, duplicate, state, out),
            None => entry::detail_ui(ui, scene, right, one, state, out),
        },
        Some(ToLookAt::Duplicate(duplicate)) => {
            duplicates::detail_ui(ui, scene, right, duplicate, state, out);
        }
        Some(ToLookAt::Low(packaging)) => low_packaging::detail_ui(ui, scene, right, packaging),
        None => {}
    }
}

/// What stands in the list.
enum ToLookAt<'a> {
    /// An entry of the desk.
    Entry(Box<Entry>),
    /// An order that seems to be another one again, and has no entry yet.
    Duplicate(&'a SuspectedDuplicate),
    /// A packaging of which few are left.
    Low(&'a Packaging),
}

impl ToLookAt<'_> {
    fn id(&self) -> String {
        match self {
            Self::Entry(entry) => entry.id.clone(),
            Self::Duplicate(duplicate) => duplicates::id_of(duplicate),
            Self::Low(packaging) => low_packaging::id_of(packaging),
        }
    }
}

/// The suspected duplicate that an entry is about, while it is held for that.
fn duplicate_of<'a>(scene: &Scene<'a>, entry: &Entry) -> Option<&'a SuspectedDuplicate> {
    let What::Held {
        hold: Hold::Duplicate { .. },
    } = &entry.what
    else {
        return None;
    };
    let order = entry.order.as_ref().filter(|_| entry.ended.is_none())?;
    let mut duplicates = scene.snapshot.queue.duplicates.iter();
    duplicates.find(|duplicate| duplicate.order == *order)
}

/// What master and floor tell differently, as entries.
fn conflicts(scene: &Scene<'_>) -> Vec<Entry> {
    let given = &scene.snapshot.desk.given;
    let exceptions = scene.snapshot.sync.exceptions.iter();
    let entries = exceptions.map(|exception| Entry {
        given_to: given.get(&exception.id).cloned(),
        ..Entry::of_exception(exception)
    });
    entries.collect()
}

/// How many entries are past their deadline.
pub(super) fn overdue(scene: &Scene<'_>) -> u64 {
    let desk = &scene.snapshot.desk;
    let is_late = |entry: &Entry| entry.standing(&desk.deadlines, scene.now) == Standing::Overdue;
    let late = desk.open.iter().filter(|entry| is_late(entry)).count();
    let late = late
        + conflicts(scene)
            .iter()
            .filter(|entry| is_late(entry))
            .count();
    u64::try_from(late).unwrap_or(u64::MAX)
}

/// Open entries by their deadlines, so that what is overdue stands first; then duplicates without an entry, packagings
/// that are low, and what has ended, the last one first. With it how many are open, and how many of them overdue.
fn sorted<'a>(scene: &Scene<'a>) -> (Vec<ToLookAt<'a>>, u64, u64) {
    let snapshot = scene.snapshot;
    let (open, ended): (Vec<Entry>, Vec<Entry>) = conflicts(scene)
        .into_iter()
        .partition(|one| one.ended.is_none());
    let mut open: Vec<Entry> = snapshot.desk.open.iter().cloned().chain(open).collect();
    in_order(&mut open, &snapshot.desk.deadlines);
    let mut ended: Vec<Entry> = snapshot.desk.past.iter().cloned().chain(ended).collect();
    let ended_at = |one: &Entry| one.ended.as_ref().map(|it| it.at);
    ended.sort_by(|one, other| (ended_at(other), &one.id).cmp(&(ended_at(one), &other.id)));
    let has_entry = |duplicate: &&SuspectedDuplicate| {
        let of = |entry: &Entry| duplicate_of(scene, entry);
        open.iter()
            .filter_map(of)
            .any(|it| it.order == duplicate.order)
    };
    let duplicates: Vec<&SuspectedDuplicate> = snapshot
        .queue
        .duplicates
        .iter()
        .filter(|it| !has_entry(it))
        .collect();
    let low: Vec<&Packaging> = snapshot
        .packagings
        .iter()
        .filter(|it| snapshot.desk.used.is_low(it, snapshot.desk.packaging_days))
        .collect();
    let with_entry = snapshot.queue.duplicates.len() - duplicates.len();
    let unlisted = snapshot
        .queue
        .duplicates_count
        .saturating_sub(u64::try_from(with_entry).unwrap_or(u64::MAX));
    let count = u64::try_from(open.len() + low.len())
        .unwrap_or(u64::MAX)
        .saturating_add(unlisted);
    let entry = |one| ToLookAt::Entry(Box::new(one));
    let all = open
        .into_iter()
        .map(entry)
        .chain(duplicates.into_iter().map(ToLookAt::Duplicate))
        .chain(low.into_iter().map(ToLookAt::Low))
        .chain(ended.into_iter().map(entry));
    (all.collect(), count, overdue(scene))
}

/// Where to look: `ZAM-1003 (1) · STAN-2`.
pub(super) fn place_of(entry: &Entry) -> String {
    let order = entry.order.as_ref().map(|order| match entry.parcel {
        Some(parcel) => format!("{order} ({parcel})"),
        None => order.to_string(),
    });
    let bench = entry.station.as_ref().map(ToString::to_string);
    let told: Vec<String> = order.into_iter().chain(bench).collect();
    told.join(" · ")
}

/// Until when, or for how long it is late already.
pub(super) fn due_text(scene: &Scene<'_>, entry: &Entry) -> String {
    let due = entry.due(&scene.snapshot.desk.deadlines);
    scene.desk_word(match standing(scene, entry) {
        Standing::Overdue => DeskWord::DeskOverdue {
            span: span_since(scene, due),
        },
        _ => DeskWord::DeskDue {
            at: clock(scene, due),
        },
    })
}

/// How it stands now.
pub(super) fn standing(scene: &Scene<'_>, entry: &Entry) -> Standing {
    entry.standing(&scene.snapshot.desk.deadlines, scene.now)
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, entry: &Entry, state: &mut DeskState) {
    let palette = scene.palette;
    let said = i18n::entry(scene.lang, entry);
    let standing = standing(scene, entry);
    let place = place_of(entry);
    let when = match standing {
        Standing::Open | Standing::Overdue => due_text(scene, entry),
        Standing::Mended | Standing::Closed => entry::ended_briefly(scene, entry),
    };
    let told = [place.as_str(), when.as_str()];
    let told: Vec<&str> = told.into_iter().filter(|part| !part.is_empty()).collect();
    let told = told.join(" · ");
    let is_chosen = state.chosen.as_ref() == Some(&entry.id);
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{}, {told}", said.headline);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.choose(entry.id.clone());
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    let (above, below) = words.cut_top(words.height() * 0.56, 0.0);
    let (ink, below_kind) = match standing {
        Standing::Overdue => {
            level_ui(ui, scene, sign, Level::Alarm, 40.0);
            let kind = Type::new(theme::LEAD_TEXT_MIN, palette.alarm).for_lead();
            (palette.ink, kind.bold())
        }
        Standing::Open => {
            level_ui(ui, scene, sign, Level::Watch, 40.0);
            (palette.ink, faint(scene))
        }
        Standing::Mended | Standing::Closed => {
            mood_sign(ui, sign, 36.0, Mood::Calm, [palette.faint, palette.card]);
            (palette.faint, faint(scene))
        }
    };
    let kind = Type::new(theme::LEAD_TEXT, ink).for_lead();
    let kind = if entry.ended.is_none() {
        kind.bold()
    } else {
        kind
    };
    paint_text(ui, above, &said.headline, kind);
    paint_text(ui, below, &told, below_kind);
}
