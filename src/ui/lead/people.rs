//! People's data: a customer asks to be forgotten, a worker has left. What goes, what stays, and for how long.
//!
//! Nothing erased comes back, so the key asks once more with the very number or badge on it.

use eframe::egui::{Align2, Rect, Ui};

use super::desk::{DeskState, clock};
use super::{back_key_ui, headed_card_ui, lead_text};
use crate::domain::ids::{Badge, OrderNo};
use crate::i18n::PeopleWord;
use crate::station::event::{Command, Event};
use crate::ui::draw::{Cut as _, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// The form that erases nobody, among the three.
const PERSONS: usize = 2;

/// Longest purpose in the list, in characters: half a line.
const LONGEST: usize = 30;

/// What has been typed.
#[derive(Debug, Default)]
pub struct PeopleState {
    is_open: bool,
    /// Order, badge, and what figures by person are wanted for.
    typed: [String; 3],
    /// The one of them that was asked about once more, as it was typed then.
    sure: Option<(usize, String)>,
    desk: DeskState,
}

impl PeopleState {
    /// Whether the screen is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens it with nothing in it.
    pub(super) fn open(&mut self) {
        *self = Self {
            is_open: true,
            ..Self::default()
        };
    }
}

pub(super) fn people_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut PeopleState,
    out: &mut Vec<Event>,
) {
    if state.desk.answered_well(scene) {
        state.typed = Default::default();
    }
    state.desk.hear(scene);
    let (top, rest) = body.cut_top(80.0, theme::GAP);
    let (back, answer) = top.cut_left(420.0, theme::GAP);
    if back_key_ui(ui, back, &scene.people_word(PeopleWord::PeopleBack)) {
        state.is_open = false;
    }
    state.desk.answer_ui(ui, scene, answer);
    let (forms, kept) = rest.cut_top(rest.height() * 0.62, theme::GAP);
    let words = [
        [
            PeopleWord::PeopleCustomer,
            PeopleWord::PeopleCustomerHow,
            PeopleWord::PeopleCustomerOf,
        ],
        [
            PeopleWord::PeopleWorker,
            PeopleWord::PeopleWorkerHow,
            PeopleWord::PeopleWorkerOf,
        ],
        [
            PeopleWord::PeoplePersons,
            PeopleWord::PeoplePersonsHow,
            PeopleWord::PeoplePersonsOf,
        ],
    ];
    for ((at, words), card) in words
        .into_iter()
        .enumerate()
        .zip(forms.columns(3, theme::GAP))
    {
        let mut words = words.map(|word| scene.people_word(word));
        if at == PERSONS
            && let Some(told) = persons_told(scene)
            && let Some(how) = words.get_mut(1)
        {
            *how = told;
        }
        form_ui(ui, scene, card, (at, &words), state, out);
    }
    kept_ui(ui, scene, kept);
}

/// Who is forgotten: a number or a badge is typed, and the key is pressed twice.
fn form_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    (at, [title, how, of]): (usize, &[String; 3]),
    state: &mut PeopleState,
    out: &mut Vec<Event>,
) {
    let room = headed_card_ui(ui, scene, card, title);
    let (key, room) = room.cut_bottom(84.0, theme::GAP);
    let (field, words) = room.cut_bottom(100.0, theme::GAP);
    let kind = lead_text(scene).lines(9).at(Align2::LEFT_TOP);
    text_ui(ui, words, how, kind);
    let Some(typed) = state.typed.get_mut(at) else {
        return;
    };
    lead_field_ui(ui, field, of, typed);
    let who = typed.trim().to_owned();
    if at == PERSONS {
        let says = scene.people_word(PeopleWord::PeoplePersonsOpen);
        let purpose = Some(who).filter(|purpose| !purpose.is_empty());
        let command = purpose.map(|purpose| Command::ViewPersons { purpose });
        state.desk.send_ui(ui, scene, key, (&says, command), out);
        return;
    }
    let is_sure = state.sure == Some((at, who.clone()));
    if !is_sure {
        let says = scene.people_word(PeopleWord::PeopleErase);
        let name = format!("{says} {title}");
        let key_of = BigKey::new(&says).for_lead().named(&name);
        if key_of.enabled(!who.is_empty()).show(ui, key) {
            state.sure = Some((at, who));
        }
        return;
    }
    let says = scene.people_word(PeopleWord::PeopleSure { who: who.clone() });
    let command = if at == 0 {
        Command::EraseCustomer {
            order: OrderNo(who),
        }
    } else {
        Command::EraseWorker { worker: Badge(who) }
    };
    let sent = out.len();
    state
        .desk
        .send_ui(ui, scene, key, (&says, Some(command)), out);
    if out.len() > sent {
        state.sure = None;
    }
}

/// Who had figures told by person, once anybody had.
fn persons_told(scene: &Scene<'_>) -> Option<String> {
    let (is_open, views) = &scene.snapshot.persons;
    let are = is_open.then(|| scene.people_word(PeopleWord::PeoplePersonsAre));
    let how = are.unwrap_or_else(|| scene.people_word(PeopleWord::PeoplePersonsHow));
    let last = views.iter().map(|view| {
        scene.people_word(PeopleWord::PeoplePersonsLast {
            at: clock(scene, view.at),
            who: view
                .worker
                .as_ref()
                .map_or_else(|| "–".to_owned(), |it| it.0.clone()),
            purpose: view.purpose.chars().take(LONGEST).collect(),
        })
    });
    let lines: Vec<String> = [how].into_iter().chain(last).collect();
    (!views.is_empty()).then(|| lines.join("\n"))
}

fn kept_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect) {
    let title = scene.people_word(PeopleWord::PeopleKept);
    let room = headed_card_ui(ui, scene, card, &title);
    let days = match scene.snapshot.privacy_days {
        0 => PeopleWord::PeopleKeptAlways,
        days => PeopleWord::PeopleKeptDays {
            days: u64::from(days),
        },
    };
    let persons = PeopleWord::PeopleKeptPersons {
        days: u64::from(scene.snapshot.person_days),
    };
    let lines = [
        days,
        PeopleWord::PeopleKeptWhere,
        persons,
        PeopleWord::PeopleKeptShop,
    ];
    for (place, line) in room.stack(4, theme::GRID).into_iter().zip(lines) {
        text_ui(
            ui,
            place,
            &scene.people_word(line),
            lead_text(scene).lines(3),
        );
    }
}
