//! The row of big keys: every command card as a key, and those that need more than a card.

use eframe::egui::{Rect, Ui};

use super::shift_check::ended_now;
use super::{Form, PackingState, PersonForm, send, unit_due};
use crate::domain::session::Step;
use crate::domain::session::input::Card;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::shift_check::{Device, Part};
use crate::domain::worker::{Right, Role};
use crate::i18n::{self, BenchWord, CheckWord, Word};
use crate::station::event::{Command, Event};
use crate::ui::draw::Cut as _;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::next::weight_difference;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// One key of the row.
enum Key {
    Card(Card),
    Release {
        /// A weight is off; else it is only waited for.
        is_off: bool,
    },
    SecondCount,
    Manual,
    Bind(String),
    CloseList,
    StopCheck,
    ToOrders,
    Lead,
}

pub(super) fn command_keys_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut PackingState,
    out: &mut Vec<Event>,
) {
    let keys = keys_of(scene);
    let places = place.columns(keys.len().max(7), theme::GAP);
    for (key, place) in keys.into_iter().zip(places) {
        key_ui(ui, scene, place, key, state, out);
    }
}

fn keys_of(scene: &Scene<'_>) -> Vec<Key> {
    let snapshot = scene.snapshot;
    if snapshot.question.is_some() {
        return vec![
            Key::Card(Card::Undo),
            Key::Card(Card::Help),
            Key::Card(Card::SwitchPacker),
        ];
    }
    if snapshot.hand_over.is_some() {
        return vec![
            Key::Card(Card::Undo),
            Key::CloseList,
            Key::Card(Card::SwitchPacker),
            Key::Card(Card::Help),
        ];
    }
    if let Some(check) = &snapshot.shift_check {
        let mut keys = vec![Key::Card(Card::LeaveOut)];
        match check.due().map(Part::device) {
            Some(Device::Scale) => keys.push(Key::Card(Card::ZeroScale)),
            Some(Device::Printer) => keys.push(Key::Card(Card::Reprint)),
            Some(Device::Scanner) | None => {}
        }
        keys.extend([
            Key::StopCheck,
            Key::Card(Card::SwitchPacker),
            Key::Card(Card::Help),
        ]);
        return keys;
    }
    if ended_now(snapshot).is_some() {
        return vec![
            Key::ToOrders,
            Key::Card(Card::ShiftCheck),
            Key::Card(Card::SwitchPacker),
            Key::Lead,
        ];
    }
    let session = snapshot.session.as_ref();
    let cards: &[Card] = match session.map_or(Step::Idle, |session| session.step) {
        Step::Scanning => &[Card::Undo, Card::Short, Card::NextParcel, Card::Hold],
        Step::Packaging | Step::Weighing | Step::Confirming => &[Card::Undo, Card::Hold],
        Step::Idle | Step::Closed => &[
            Card::HandOver,
            Card::Reopen,
            Card::Reprint,
            Card::ShiftCheck,
        ],
    };
    if let Some((_, due)) = session.and_then(unit_due) {
        // Only what has to do with the unit at hand.
        return vec![
            Key::Card(Card::Undo),
            Key::Card(Card::Hold),
            Key::Release {
                is_off: due.refused.is_some(),
            },
            Key::Card(Card::SwitchPacker),
            Key::Card(Card::Help),
        ];
    }
    let mut keys: Vec<Key> = cards.iter().copied().map(Key::Card).collect();
    if session.is_some_and(|session| session.second_person_due) {
        keys.push(Key::SecondCount);
    }
    match session {
        Some(session) if session.step == Step::Scanning => {
            keys.push(if snapshot.has_scanner {
                Key::Manual
            } else {
                Key::SecondCount
            });
            // Seven keys fit; who answers for a code or a box does not put the order aside meanwhile.
            if let Some(code) = unknown_code(scene) {
                keys.retain(|key| !matches!(key, Key::Card(Card::Hold)));
                keys.push(Key::Bind(code));
            } else if is_too_full(scene) {
                keys.retain(|key| !matches!(key, Key::Card(Card::Hold)));
                keys.push(Key::Card(Card::ItFits));
            }
        }
        Some(session) if session.step == Step::Packaging && session.done < session.of => {
            keys.push(Key::Card(Card::ItFits));
        }
        Some(session) if session.step == Step::Weighing && weight_difference(session).is_some() => {
            keys.push(Key::Release { is_off: true });
        }
        Some(session) if session.step == Step::Confirming && is_label_refused(scene) => {
            keys.push(Key::Card(Card::Substitute));
        }
        _ => {}
    }
    let weighs = session.is_some_and(|session| session.step == Step::Weighing);
    if weighs && snapshot.has_scale {
        keys.push(Key::Card(Card::ZeroScale));
        keys.push(Key::Card(Card::TareScale));
    }
    keys.push(Key::Card(Card::SwitchPacker));
    keys.push(Key::Card(Card::Help));
    if session.is_none_or(|session| matches!(session.step, Step::Idle | Step::Closed)) {
        keys.push(Key::Lead);
    }
    keys
}

/// The parcel was not closed just now because its label cannot be had.
fn is_label_refused(scene: &Scene<'_>) -> bool {
    scene.snapshot.answers.back().is_some_and(|answer| {
        matches!(
            answer.message,
            Message::Refused(Refusal::LabelImpossible { .. } | Refusal::NoTrackingNumbers)
        )
    })
}

/// A unit was just refused because the parcel is reckoned to be full.
fn is_too_full(scene: &Scene<'_>) -> bool {
    scene.snapshot.answers.back().is_some_and(|answer| {
        matches!(
            answer.message,
            Message::Refused(Refusal::ParcelFull {
                too_heavy: false,
                ..
            })
        )
    })
}

/// The code that was just refused because nobody knows it.
fn unknown_code(scene: &Scene<'_>) -> Option<String> {
    match &scene.snapshot.answers.back()?.message {
        Message::Refused(Refusal::UnknownBarcode { code }) => Some(code.clone()),
        _ => None,
    }
}

fn key_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    key: Key,
    state: &mut PackingState,
    out: &mut Vec<Event>,
) {
    let may = |right: Right| {
        scene
            .snapshot
            .worker
            .as_ref()
            .is_some_and(|worker| worker.role.has(right))
    };
    let lead_only = i18n::role(scene.lang, Role::Lead);
    match key {
        Key::Card(card) => {
            let words = i18n::card(scene.lang, card);
            if BigKey::new(&words.title)
                .icon(icon_of(card))
                .show(ui, place)
            {
                send(out, Command::Card(card));
            }
        }
        Key::Release { is_off } => {
            let text = scene.word(Word::KeyRelease);
            let key = BigKey::new(&text).icon(Icon::Release);
            let key = if is_off { key.primary() } else { key };
            if key.show(ui, place) {
                state.form = Form::Release(PersonForm::default());
            }
        }
        Key::SecondCount => {
            let text = scene.word(Word::KeySecondCount);
            if BigKey::new(&text)
                .primary()
                .icon(Icon::People)
                .show(ui, place)
            {
                state.form = Form::SecondCount(PersonForm::default());
            }
        }
        Key::Manual => {
            let text = scene.word(Word::KeyManual);
            if permitted(
                BigKey::new(&text).icon(Icon::Hand),
                may(Right::ConfirmByHand),
                &lead_only,
            )
            .show(ui, place)
            {
                state.form = Form::Manual(None);
            }
        }
        Key::Bind(code) => {
            let text = scene.word(Word::KeyBind);
            if permitted(
                BigKey::new(&text).icon(Icon::Barcode),
                may(Right::BindBarcode),
                &lead_only,
            )
            .show(ui, place)
            {
                state.form = Form::Bind {
                    code,
                    sku: None,
                    units: String::new(),
                };
            }
        }
        Key::CloseList => {
            let text = scene.bench_word(BenchWord::KeyCloseList);
            if BigKey::new(&text)
                .primary()
                .icon(Icon::Truck)
                .show(ui, place)
            {
                send(out, Command::Card(Card::HandOver));
            }
        }
        Key::StopCheck => {
            let text = scene.check_word(CheckWord::CheckStop);
            if BigKey::new(&text).icon(Icon::Undo).show(ui, place) {
                send(out, Command::Card(Card::Undo));
            }
        }
        Key::ToOrders => {
            let text = scene.check_word(CheckWord::CheckToOrders);
            if BigKey::new(&text).primary().icon(Icon::Go).show(ui, place) {
                send(out, Command::Card(Card::Help));
            }
        }
        Key::Lead => {
            let text = scene.word(Word::MenuLead);
            if permitted(
                BigKey::new(&text).icon(Icon::Chart),
                may(Right::SeeStatistics),
                &lead_only,
            )
            .show(ui, place)
            {
                state.wants_lead_screens = true;
            }
        }
    }
}

/// A key that not everybody may press says who may.
fn permitted<'a>(key: BigKey<'a>, is_permitted: bool, who_may: &'a str) -> BigKey<'a> {
    if is_permitted {
        key
    } else {
        key.plain().enabled(false).note(who_may)
    }
}

fn icon_of(card: Card) -> Icon {
    match card {
        Card::Undo => Icon::Undo,
        Card::Short | Card::LeaveOut => Icon::Missing,
        Card::GoOn | Card::Option(_) => Icon::Go,
        Card::NextParcel => Icon::NextParcel,
        Card::ItFits => Icon::IntoParcel,
        Card::Hold => Icon::Pause,
        Card::Reopen => Icon::Reopen,
        Card::Reprint => Icon::Print,
        Card::SwitchPacker => Icon::People,
        Card::Help => Icon::Help,
        Card::ZeroScale | Card::TareScale | Card::ShiftCheck => Icon::Scale,
        Card::HandOver => Icon::Truck,
        Card::Substitute => Icon::Barcode,
    }
}
