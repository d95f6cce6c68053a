//! Station cards: this bench's set-up saved under a name, the names that there are, and the cards to print.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::desk::row_room;
use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::i18n::{self, AllBenchesWord, CheckWord, Word};
use crate::station::event::{Action, Command, Event, Wanted};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::files::Ask;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a field with its caption.
const FIELD: f32 = 98.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// Height of a card's row.
const ROW: f32 = 92.0;

/// What somebody is filling in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StationsState {
    is_open: bool,
    name: String,
    role: String,
    /// The last answer when the page was opened; later ones are told here.
    since: u64,
}

impl StationsState {
    /// Whether the page is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens the page with what this bench is.
    pub(super) fn open(&mut self, scene: &Scene<'_>) {
        let stations = &scene.snapshot.stations;
        *self = Self {
            is_open: true,
            name: stations.card.clone().unwrap_or_default(),
            role: stations.role.clone(),
            since: scene.snapshot.last_answer(),
        };
    }
}

/// The page. Leaves the set-up screen's other state alone.
pub(super) fn stations_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (left, right) = body.cut_left(body.width() * 0.56, theme::GAP);
    known_ui(ui, scene, left, state, out);
    let (back, right) = right.cut_bottom(KEY, theme::GAP);
    let (form, how) = right.cut_top(right.height() * 0.64, theme::GAP);
    form_ui(ui, scene, form, &mut state.setup.stations, out);
    let room = headed_card_ui(ui, scene, how, &scene.word(Word::SetMasterAnswer));
    let (answer, hint) = room.cut_top(room.height() * 0.36, 8.0);
    let lines = lead_text(scene).lines(3).at(Align2::LEFT_TOP);
    if let Some(text) = answer_text(scene, state) {
        text_ui(ui, answer, &text, lines.bold());
    }
    let kind = Type::new(22.0, scene.palette.faint).for_lead().lines(7);
    let text = scene.check_word(CheckWord::StationsHow);
    text_ui(ui, hint, &text, kind.at(Align2::LEFT_TOP));
    if BigKey::new(&scene.word(Word::SetMasterBack))
        .for_lead()
        .icon(Icon::Undo)
        .show(ui, back)
    {
        state.setup.stations.is_open = false;
    }
}

/// What was answered since the page was opened, or which file was written.
fn answer_text(scene: &Scene<'_>, state: &LeadState) -> Option<String> {
    let answer = scene.snapshot.answers.back();
    let answer = answer.filter(|answer| answer.seq > state.setup.stations.since);
    let said = answer.map(|answer| i18n::say(scene.lang, &answer.message, None).one_line());
    state.written(scene).or(said)
}

fn form_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut StationsState,
    out: &mut Vec<Event>,
) {
    let heading = scene.word(Word::SetStation);
    let heading = format!("{heading} {}", scene.snapshot.station);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (name, room) = room.cut_top(FIELD, 8.0);
    let (role, room) = room.cut_top(FIELD, 16.0);
    let caption = scene.check_word(CheckWord::StationsName);
    lead_field_ui(ui, name, &caption, &mut state.name);
    let caption = scene.check_word(CheckWord::StationsRoleField);
    lead_field_ui(ui, role, &caption, &mut state.role);
    let (whose, room) = room.cut_top(KEY, 16.0);
    all_benches_ui(ui, scene, whose, out);
    let (key, room) = room.cut_top(KEY, 12.0);
    let can_save = !state.name.trim().is_empty();
    let save = scene.check_word(CheckWord::StationsSave);
    if BigKey::new(&save)
        .for_lead()
        .primary()
        .enabled(can_save)
        .show(ui, key)
        && can_save
    {
        out.push(Event::Action(Action::Command(Command::SaveStation {
            station: state.name.clone(),
            role: state.role.clone(),
        })));
    }
    if let Some(card) = scene.snapshot.stations.card.clone() {
        let text = scene.check_word(CheckWord::StationsHere { card });
        text_ui(ui, room, &text, lead_text(scene).lines(2));
    }
}

/// Whether this is a lead's station.
fn all_benches_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, out: &mut Vec<Event>) {
    let is_on = scene.snapshot.benches.is_lead;
    let (caption, keys) = row.cut_left(row.width() * 0.5, theme::GAP);
    let what = scene.all_benches_word(AllBenchesWord::BenchesSet);
    text_ui(ui, caption, &what, lead_text(scene).bold().lines(2));
    let choices = [(Word::Yes, true), (Word::No, false)];
    for (place, (word, choice)) in keys.columns(2, theme::GAP).into_iter().zip(choices) {
        let label = scene.word(word);
        let name = format!("{what}: {label}");
        let key = BigKey::new(&label).named(&name).for_lead();
        if key.chosen(choice == is_on).show(ui, place) && choice != is_on {
            out.push(Event::AllBenches(choice));
        }
    }
}

fn known_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let heading = scene.check_word(CheckWord::StationsHeading);
    let (card, key) = card.cut_top(card.height() - KEY - theme::GAP, theme::GAP);
    let room = headed_card_ui(ui, scene, card, &heading);
    let known = &scene.snapshot.stations.known;
    let print = scene.check_word(CheckWord::StationsPrint);
    let can_print = !known.is_empty() && !state.files.is_open();
    if BigKey::new(&print)
        .for_lead()
        .icon(Icon::Print)
        .enabled(can_print)
        .show(ui, key)
        && can_print
    {
        let ask = Ask::Document(Wanted::StationCards);
        state.files.ask(ui.ctx(), ask, &print);
    }
    if known.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let text = scene.check_word(CheckWord::StationsNone);
        text_ui(ui, room, &text, kind.centered().lines(2));
        return;
    }
    rows_ui(
        ui,
        room,
        (known.len(), ROW + theme::GRID),
        |ui, place, at| {
            let Some((name, role)) = known.get(at) else {
                return;
            };
            let (place, _) = place.cut_top(ROW, 0.0);
            let room = row_room(ui, scene, place);
            let (key, words) = room.cut_right(300.0, theme::GAP);
            let (above, below) = words.cut_top(words.height() * 0.52, 0.0);
            text_ui(ui, above, name, lead_text(scene).bold());
            if !role.is_empty() {
                let role = role.clone();
                let text = scene.check_word(CheckWord::StationsRole { role });
                let faint = Type::new(theme::LEAD_TEXT, scene.palette.faint).for_lead();
                text_ui(ui, below, &text, faint);
            }
            let station = name.clone();
            let forget = scene.check_word(CheckWord::StationsForget { station });
            let key = Rect::from_center_size(key.center(), vec2(key.width(), 64.0));
            if BigKey::new(&forget).for_lead().show(ui, key) {
                let station = name.clone();
                out.push(Event::Action(Action::Command(Command::ForgetStation {
                    station,
                })));
            }
        },
    );
}
