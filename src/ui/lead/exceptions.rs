//! The reconciliation desk: what master and floor tell differently, and what to do with the goods first.

use eframe::egui::{Align2, Rect, Sense, Ui, vec2};

use super::desk::{
    DeskState, caption_ui, clock, faint, framed_row_room, level_ui, row_room, words_height,
    words_ui,
};
use super::{duplicates, headed_card_ui, lead_text, low_packaging, rows_ui};
use crate::domain::exception::Exception;
use crate::domain::packaging::Packaging;
use crate::i18n::{self, CheckWord, Word};
use crate::station::event::{Command, Event};
use crate::station::snapshot::{DebtRow, Snapshot, SuspectedDuplicate};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, mood_sign, next_id, paint_text, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of an exception's row.
const ROW: f32 = 84.0;

pub(super) fn exceptions_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    state.hear(scene);
    let sorted = sorted(scene.snapshot);
    let open = scene.snapshot.sync.exceptions.iter();
    let open = open.filter(|one| one.settled.is_none()).count();
    let count = u64::try_from(open).unwrap_or(u64::MAX);
    let low = scene.snapshot.packagings.iter().filter(|it| it.is_low());
    let low = u64::try_from(low.count()).unwrap_or(u64::MAX);
    let count = count
        .saturating_add(scene.snapshot.queue.duplicates_count)
        .saturating_add(low);
    let (left, right) = body.cut_left(body.width() * 0.48, theme::GAP);
    let debts = &scene.snapshot.queue.debts;
    let left = if debts.is_empty() {
        left
    } else {
        let (owed, left) = left.cut_bottom(left.height() * 0.44, theme::GAP);
        debts_ui(ui, scene, owed, debts);
        left
    };
    let heading = scene.word(Word::ExceptionsOpen { count });
    let list = headed_card_ui(ui, scene, left, &heading);
    if sorted.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let text = scene.word(Word::ExceptionsNone);
        text_ui(ui, list, &text, kind.centered().lines(2));
        return;
    }
    let is_known = |id: &String| sorted.iter().any(|one| one.id() == *id);
    if !state.chosen.as_ref().is_some_and(is_known) {
        state.chosen = sorted.first().map(ToLookAt::id);
    }
    rows_ui(
        ui,
        list,
        (sorted.len(), ROW + theme::GRID),
        |ui, place, at| {
            let (row, _) = place.cut_top(ROW, 0.0);
            match sorted.get(at) {
                Some(ToLookAt::Exception(exception)) => row_ui(ui, scene, row, exception, state),
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
        Some(ToLookAt::Exception(exception)) => {
            detail_ui(ui, scene, right, exception, state, out);
        }
        Some(ToLookAt::Duplicate(duplicate)) => {
            duplicates::detail_ui(ui, scene, right, duplicate, state, out);
        }
        Some(ToLookAt::Low(packaging)) => low_packaging::detail_ui(ui, scene, right, packaging),
        None => {}
    }
}

/// What stands in the list.
enum ToLookAt<'a> {
    /// What master and floor tell differently.
    Exception(&'a Exception),
    /// An order that seems to be another one again.
    Duplicate(&'a SuspectedDuplicate),
    /// A packaging of which few are left.
    Low(&'a Packaging),
}

impl ToLookAt<'_> {
    fn id(&self) -> String {
        match self {
            Self::Exception(exception) => exception.id.clone(),
            Self::Duplicate(duplicate) => duplicates::id_of(duplicate),
            Self::Low(packaging) => low_packaging::id_of(packaging),
        }
    }
}

/// Labels that are owed, the oldest first: which parcel, why, under which number it stands, and what to do.
fn debts_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, debts: &[DebtRow]) {
    let count = u64::try_from(debts.len()).unwrap_or(u64::MAX);
    let heading = scene.check_word(CheckWord::DebtsHeading { count });
    let room = headed_card_ui(ui, scene, card, &heading);
    let (how, rows) = room.cut_top(68.0, 8.0);
    let text = scene.check_word(CheckWord::DebtsHow);
    text_ui(ui, how, &text, lead_text(scene).lines(2));
    rows_ui(
        ui,
        rows,
        (debts.len(), ROW + theme::GRID),
        |ui, place, at| {
            let Some(debt) = debts.get(at) else { return };
            let (row, _) = place.cut_top(ROW, 0.0);
            let room = row_room(ui, scene, row);
            let (sign, words) = room.cut_left(44.0, 16.0);
            level_ui(ui, scene, sign, Level::Watch, 40.0);
            let (above, below) = words.cut_top(words.height() * 0.52, 0.0);
            let (number, subject) = above.cut_right(above.width() * 0.58, 12.0);
            let order = format!("{} ({})", debt.order, debt.parcel);
            text_ui(ui, subject, &order, lead_text(scene).bold());
            let told = scene.check_word(CheckWord::DebtsNumber {
                number: debt.substitute.to_string(),
            });
            text_ui(ui, number, &told, faint(scene).at(Align2::RIGHT_CENTER));
            let why = i18n::debt_reason(scene.lang, &debt.reason);
            text_ui(ui, below, &why, lead_text(scene));
        },
    );
}

/// Open ones first, newest first; then duplicates, the most urgent first; packagings that are low; then what somebody has seen to.
fn sorted(snapshot: &Snapshot) -> Vec<ToLookAt<'_>> {
    let exceptions = &snapshot.sync.exceptions;
    let (open, settled): (Vec<&Exception>, Vec<&Exception>) =
        exceptions.iter().partition(|one| one.settled.is_none());
    let duplicates = snapshot.queue.duplicates.iter().map(ToLookAt::Duplicate);
    let open = open.into_iter().map(ToLookAt::Exception);
    let settled = settled.into_iter().map(ToLookAt::Exception);
    let low = snapshot.packagings.iter().filter(|it| it.is_low());
    let low = low.map(ToLookAt::Low);
    open.chain(duplicates).chain(low).chain(settled).collect()
}

/// Where to look: order, parcel, bench.
fn place_of(scene: &Scene<'_>, exception: &Exception) -> String {
    let order = exception.order.as_ref().map(|order| {
        let order = order.to_string();
        scene.word(match exception.parcel {
            Some(parcel) => Word::ExceptionParcel {
                order,
                parcel: u64::from(parcel),
            },
            None => Word::ExceptionOrder { order },
        })
    });
    let bench = exception.station.as_ref().map(|bench| {
        scene.word(Word::ExceptionBench {
            bench: bench.to_string(),
        })
    });
    let told: Vec<String> = order.into_iter().chain(bench).collect();
    told.join(" · ")
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, exception: &Exception, state: &mut DeskState) {
    let palette = scene.palette;
    let said = i18n::exception(scene.lang, exception);
    let place = place_of(scene, exception);
    let is_chosen = state.chosen.as_ref() == Some(&exception.id);
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{}, {place}", said.headline);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.chosen = Some(exception.id.clone());
        state.note.clear();
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    let is_settled = exception.settled.is_some();
    if is_settled {
        mood_sign(ui, sign, 36.0, Mood::Calm, [palette.faint, palette.card]);
    } else {
        level_ui(ui, scene, sign, Level::Watch, 40.0);
    }
    let when = match &exception.settled {
        Some(_) => scene.word(Word::ExceptionsSettled),
        None => clock(scene, exception.opened_at),
    };
    let told = [place.as_str(), when.as_str()];
    let told: Vec<&str> = told.into_iter().filter(|part| !part.is_empty()).collect();
    let ink = if is_settled {
        palette.faint
    } else {
        palette.ink
    };
    let (above, below) = words.cut_top(words.height() * 0.56, 0.0);
    let kind = Type::new(theme::LEAD_TEXT, ink).for_lead();
    paint_text(
        ui,
        above,
        &said.headline,
        if is_settled { kind } else { kind.bold() },
    );
    paint_text(ui, below, &told.join(" · "), faint(scene));
}

fn detail_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    exception: &Exception,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let said = i18n::exception(scene.lang, exception);
    let room = headed_card_ui(ui, scene, card, "");
    let (headline, room) = room.translate(vec2(0.0, -44.0)).cut_top(96.0, 4.0);
    let room = room.with_max_y(card.bottom() - 14.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, headline, &said.headline, big.bold().lines(2));
    let (place, room) = room.cut_top(32.0, theme::GAP);
    let told = format!(
        "{} · {}",
        place_of(scene, exception),
        clock(scene, exception.opened_at)
    );
    text_ui(
        ui,
        place,
        told.trim_start_matches(" · "),
        Type::new(22.0, scene.palette.faint).for_lead(),
    );
    let (caption, room) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.word(Word::ExceptionsWhatToDo));
    let (remedy, room) = room.cut_top((room.height() * 0.36).min(260.0), theme::GAP);
    let kind = Type::new(28.0, scene.palette.ink).for_lead();
    text_ui(
        ui,
        remedy,
        &said.remedy.unwrap_or_default(),
        kind.lines(7).at(Align2::LEFT_TOP),
    );
    match &exception.settled {
        Some(settled) => {
            let by = Word::ExceptionsSettledBy {
                who: settled
                    .by
                    .as_ref()
                    .map_or_else(|| "?".to_owned(), ToString::to_string),
                at: clock(scene, settled.at),
                note: settled.note.clone(),
            };
            let kind = lead_text(scene).bold().lines(4).at(Align2::LEFT_TOP);
            text_ui(ui, room, &scene.word(by), kind);
        }
        None => settle_ui(ui, scene, room, exception, state, out),
    }
}

/// What was done, and the key that says so.
fn settle_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    exception: &Exception,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let common = [
        Word::ExceptionsWasUnpacked,
        Word::ExceptionsWasCompared,
        Word::ExceptionsWasCounted,
        Word::ExceptionsWasFound,
    ]
    .map(|word| scene.word(word));
    let (key, room) = room.cut_bottom(84.0, theme::GRID);
    let (answer, room) = room.cut_bottom(56.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let (words, _) = room.cut_bottom(words_height(common.len()), 0.0);
    let caption = scene.word(Word::ExceptionsNote);
    words_ui(ui, words, &common, (&caption, &mut state.note));
    let label = scene.word(Word::ExceptionsSettle);
    if BigKey::new(&label)
        .for_lead()
        .primary()
        .icon(Icon::Go)
        .enabled(!state.note.trim().is_empty())
        .show(ui, key)
    {
        let command = Command::Settle {
            exception: exception.id.clone(),
            note: state.note.clone(),
        };
        state.send(scene, command, out);
    }
}
