//! Products’ records: what is missing or doubtful, counted by kind; the most needed products first, and the one that is
//! looked at beside them, to be mended by scanning, measuring and photographing.

mod card;
mod rows;

use eframe::egui::{Rect, Ui};

use self::card::card_ui;
use self::rows::rows_of_ui;
use super::desk::{DeskState, faint};
use super::measuring::Measuring;
use super::{LeadState, headed_card_ui};
use crate::domain::ids::Sku;
use crate::domain::record_audit::list::{KEPT, List, Row};
use crate::domain::record_audit::words::Said;
use crate::domain::record_audit::{FaultKind, Standing};
use crate::domain::worker::Role;
use crate::i18n::{self, RecordWord, Word, format};
use crate::station::event::{Event, Figures, RecordsEvent};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of the keys of filters.
const FILTER: f32 = 64.0;

/// Kinds in one row of keys.
const PER_ROW: usize = 8;

/// What a lead is in the middle of, about records.
#[derive(Debug, Default)]
pub struct RecordsState {
    /// Findings of this kind alone.
    kind: Option<FaultKind>,
    whose: Whose,
    /// What was accepted instead of what is to be done.
    shows_accepted: bool,
    /// The finding that is looked at, of the product that is.
    chosen: Option<(Sku, FaultKind)>,
    form: Option<Form>,
    /// What was sent and answered, and the reason that is typed.
    desk: DeskState,
}

/// Whose findings are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Whose {
    #[default]
    Anybody,
    Role(Role),
    Mine,
}

/// A form over the card.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// To whom it is given.
    Give,
    /// Why it stays as it is.
    Accept,
    /// What was measured.
    Measure(Measuring),
}

impl RecordsState {
    /// Looks at a product, at this finding of it.
    fn choose(&mut self, row: &Row, out: &mut Vec<Event>) {
        self.chosen = Some((row.sku.clone(), row.fault.kind()));
        self.form = None;
        self.desk = DeskState::default();
        let look = RecordsEvent::LookAt(row.sku.clone());
        out.push(Event::Records(look));
    }

    /// Opens a form; what was answered before it belongs to another.
    fn open(&mut self, form: Form) {
        self.form = Some(form);
        self.desk = DeskState::default();
    }

    /// Whether this row is looked at: the finding that was chosen, or the product's first one after a scan.
    fn is_chosen(&self, row: &Row, looked: Option<&Sku>) -> bool {
        looked == Some(&row.sku)
            && match &self.chosen {
                Some((sku, kind)) if *sku == row.sku => *kind == row.fault.kind(),
                _ => true,
            }
    }

    fn lists(&self, scene: &Scene<'_>, row: &Row) -> bool {
        let given = match row.word.as_ref().map(|word| &word.said) {
            Some(Said::Given { to }) => Some(to),
            _ => None,
        };
        let is_whose = match self.whose {
            Whose::Anybody => true,
            Whose::Role(role) => given.is_none() && row.fault.kind().owner() == role,
            Whose::Mine => {
                let me = scene.snapshot.worker.as_ref();
                match given {
                    Some(to) => me.is_some_and(|me| me.badge == *to),
                    None => me.is_some_and(|me| me.role == row.fault.kind().owner()),
                }
            }
        };
        is_whose && self.kind.is_none_or(|kind| kind == row.fault.kind())
    }
}

pub(super) fn records_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    lead: &mut LeadState,
    out: &mut Vec<Event>,
) {
    hear(scene, &mut lead.records);
    let Some(list) = scene.snapshot.records.list.as_deref() else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(
            ui,
            body,
            &scene.record_word(RecordWord::RecordsLooking),
            kind,
        );
        return;
    };
    let body = kinds_ui(ui, scene, body, list, &mut lead.records);
    let (filters, body) = body.cut_top(FILTER, theme::GRID);
    filters_ui(ui, scene, filters, list, lead);
    let (left, right) = body.cut_left(body.width() * 0.54, theme::GAP);
    list_ui(ui, scene, left, list, lead, out);
    card_ui(ui, scene, right, lead, out);
}

fn list_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    list: &List,
    lead: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let count = list.count();
    let products = format::count(list.faulty);
    let heading = scene.record_word(RecordWord::RecordsToDo { count, products });
    let mut room = headed_card_ui(ui, scene, place, &heading);
    if let Some(note) = lead.written(scene).or_else(|| first_only(scene, list)) {
        let (foot, above) = room.cut_bottom(34.0, 6.0);
        text_ui(ui, foot, &note, faint(scene));
        room = above;
    }
    let state = &mut lead.records;
    let all = if state.shows_accepted {
        &list.accepted
    } else {
        &list.rows
    };
    let shown: Vec<&Row> = all.iter().filter(|row| state.lists(scene, row)).collect();
    if !shown.is_empty() {
        rows_of_ui(ui, scene, room, &shown, state, out);
        return;
    }
    let word = if count == 0 && !state.shows_accepted {
        RecordWord::RecordsAllRight
    } else {
        RecordWord::RecordsNoneSo
    };
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
    let text = scene.record_word(word);
    text_ui(ui, room, &text, kind.centered().lines(2));
}

/// What was sent is answered: a form that was accepted is closed.
fn hear(scene: &Scene<'_>, state: &mut RecordsState) {
    if state.desk.answered_well(scene) {
        state.form = None;
    }
    state.desk.hear(scene);
}

/// Said where more was found than is listed.
fn first_only(scene: &Scene<'_>, list: &List) -> Option<String> {
    let most = u64::try_from(KEPT).unwrap_or(u64::MAX);
    let is_cut = list.counts.values().any(|count| *count > most);
    is_cut.then(|| scene.record_word(RecordWord::RecordsFirst { count: most }))
}

/// The kinds that there are, with their counts. Answers the room below.
fn kinds_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    list: &List,
    state: &mut RecordsState,
) -> Rect {
    let all = RecordWord::RecordsAll {
        count: format::count(list.count()),
    };
    let mut keys = vec![(scene.record_word(all), None)];
    for kind in FaultKind::ALL {
        let count = list.counts.get(&kind).copied().unwrap_or(0);
        if count > 0 || state.kind == Some(kind) {
            let name = RecordWord::RecordsKind {
                kind: i18n::record_kind(scene.lang, kind),
                count: format::count(count),
            };
            keys.push((scene.record_word(name), Some(kind)));
        }
    }
    let mut room = body;
    for keys in keys.chunks(PER_ROW) {
        let (line, rest) = room.cut_top(FILTER, theme::GRID);
        for (place, (name, kind)) in line.columns(PER_ROW, theme::GRID).into_iter().zip(keys) {
            let key = BigKey::new(name).for_lead().size(22.0);
            if key.chosen(state.kind == *kind).show(ui, place) {
                state.kind = *kind;
            }
        }
        room = rest;
    }
    room
}

/// To do or accepted, whose, and the table.
fn filters_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, list: &List, lead: &mut LeadState) {
    let places = place.columns(7, theme::GRID);
    let mut places = places.into_iter();
    let state = &mut lead.records;
    let accepted = u64::try_from(list.accepted.len()).unwrap_or(u64::MAX);
    for (word, is_accepted) in [
        (
            RecordWord::RecordsOpen {
                count: format::count(list.count()),
            },
            false,
        ),
        (
            RecordWord::RecordsAccepted {
                count: format::count(accepted),
            },
            true,
        ),
    ] {
        let Some(place) = places.next() else { return };
        let label = scene.record_word(word);
        let key = BigKey::new(&label).for_lead().size(22.0);
        if key
            .chosen(state.shows_accepted == is_accepted)
            .show(ui, place)
        {
            state.shows_accepted = is_accepted;
        }
    }
    for whose in [
        Whose::Anybody,
        Whose::Role(Role::Lead),
        Whose::Role(Role::Admin),
        Whose::Mine,
    ] {
        let Some(place) = places.next() else { return };
        let label = match whose {
            Whose::Anybody => scene.record_word(RecordWord::RecordsAnybody),
            Whose::Role(role) => i18n::role(scene.lang, role),
            Whose::Mine => scene.record_word(RecordWord::RecordsMine),
        };
        let key = BigKey::new(&label).for_lead().size(22.0);
        if key.chosen(state.whose == whose).show(ui, place) {
            state.whose = whose;
        }
    }
    let Some(place) = places.next() else { return };
    let save = scene.word(Word::StatExport);
    if BigKey::new(&save).for_lead().size(22.0).show(ui, place) {
        lead.files.ask(ui.ctx(), Ask::Table(Figures::Audit), &save);
    }
}

/// Who sees to a finding, or who accepted it and why.
fn whose(scene: &Scene<'_>, row: &Row) -> String {
    let name = |badge| scene.snapshot.desk.name_of(badge).to_owned();
    let word = row.word.as_ref();
    match word
        .map(|word| &word.said)
        .filter(|_| row.standing != Standing::Open)
    {
        Some(Said::Given { to }) => {
            let who = name(to);
            scene.record_word(RecordWord::RecordWhose { who })
        }
        Some(Said::Accepted { reason, .. }) => {
            let who = word
                .and_then(|word| word.by.as_ref())
                .map_or_else(String::new, name);
            let reason = reason.clone();
            scene.record_word(RecordWord::RecordAsIs { who, reason })
        }
        None => i18n::role(scene.lang, row.fault.kind().owner()),
    }
}
