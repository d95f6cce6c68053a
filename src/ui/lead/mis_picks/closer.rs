//! Mis-picks one by one, behind a figure that was pressed: when, which order, who, what for what.

use chrono::Timelike as _;
use eframe::egui::{Rect, Ui, vec2};

use super::order::OrderForm;
use super::{By, Closer, back_ui, headed_card_ui, kind_text, lead_text, rows_ui};
use crate::domain::ids::{Badge, Sku};
use crate::i18n::{MisPickWord, PairWord, Word, format};
use crate::station::snapshot::{MisPickRow, MisPickView};

use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// What was pressed.
pub(super) enum Pressed {
    /// Nothing that leads elsewhere.
    Nothing,
    /// The way back.
    Back,
    /// An action is to be ordered about the pair.
    Order(Box<OrderForm>),
}

/// The list. Answers what was pressed.
pub(super) fn closer_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    view: &MisPickView,
    closer: &Closer,
) -> Pressed {
    let (top, card) = place.cut_top(80.0, theme::GAP);
    let (is_back, rest) = back_ui(ui, scene, top);
    let mut pressed = if is_back {
        Pressed::Back
    } else {
        Pressed::Nothing
    };
    if let Closer::Pair(wrong, right) = closer {
        let (key, _) = rest.cut_left(420.0, 0.0);
        let label = scene.pair_word(PairWord::PairActionOrder);
        if BigKey::new(&label).for_lead().primary().show(ui, key) {
            let mut pairs = view.confusions.iter();
            let known = pairs.find(|it| (&it.pair.wrong, &it.pair.right) == (wrong, right));
            let form = OrderForm::of(scene, (wrong, right), known);
            pressed = Pressed::Order(Box::new(form));
        }
    }
    let title = format!(
        "{}: {}",
        scene.mis_pick_word(MisPickWord::MisPickEach),
        name_of(scene, closer)
    );
    let room = headed_card_ui(ui, scene, card, &title);
    let rows: Vec<&MisPickRow> = view
        .rows
        .iter()
        .filter(|row| is_meant(scene, row, closer))
        .collect();
    if rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return pressed;
    }
    rows_ui(ui, room, (rows.len(), 72.0), |ui, place, at| {
        if let Some(row) = rows.get(at) {
            row_ui(ui, scene, place.shrink2(vec2(0.0, 4.0)), row);
        }
    });
    pressed
}

fn name_of(scene: &Scene<'_>, closer: &Closer) -> String {
    match closer {
        Closer::Row(By::Hour, hour) => format!("{hour}:00"),
        Closer::Row(_, key) => key.clone(),
        Closer::Kind(kind) => kind_text(scene, *kind),
        Closer::Pair(one, other) => format!("{one} / {other}"),
    }
}

fn is_meant(scene: &Scene<'_>, row: &MisPickRow, closer: &Closer) -> bool {
    let one = &row.mis_pick;
    let is = |known: Option<&str>, key: &str| known == Some(key);
    match closer {
        Closer::Kind(kind) => one.kind == *kind,
        Closer::Pair(first, second) => match (&one.wrong, &one.right) {
            (Some(wrong), Some(right)) => {
                (wrong, right) == (first, second) || (wrong, right) == (second, first)
            }
            _ => false,
        },
        Closer::Row(by, key) => match by {
            By::Product => is(one.right.as_ref().map(Sku::as_str), key),
            By::Place => one
                .location
                .as_ref()
                .is_some_and(|place| place.to_string() == *key),
            By::Picker => is(row.picker.as_ref().map(Badge::as_str), key),
            By::Packer => is(one.packer.as_ref().map(Badge::as_str), key),
            By::Wave => is(row.wave.as_deref(), key),
            By::Bench => is(Some(row.bench.as_str()), key),
            By::Hour => {
                let local = one.at.with_timezone(&scene.snapshot.time_zone);
                format!("{:02}", local.hour()) == *key
            }
            By::Kind => false,
        },
    }
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &MisPickRow) {
    let one = &row.mis_pick;
    let local = one.at.with_timezone(&scene.snapshot.time_zone);
    let (when, rest) = place.cut_left(250.0, 12.0);
    let (order, rest) = rest.cut_left(230.0, 12.0);
    let (kind, rest) = rest.cut_left(250.0, 12.0);
    let (people, goods) = rest.cut_right(360.0, 12.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    text_ui(
        ui,
        when,
        &format::date_time(scene.lang, &local),
        lead_text(scene),
    );
    let (order, bench) = order.cut_top(order.height() * 0.55, 0.0);
    text_ui(ui, order, row.order.as_str(), lead_text(scene).bold());
    text_ui(ui, bench, row.bench.as_str(), faint);
    text_ui(ui, kind, &kind_text(scene, one.kind), lead_text(scene));
    let (above, below) = goods.cut_top(goods.height() * 0.55, 0.0);
    let told = match (&one.wrong, &one.right) {
        (Some(wrong), Some(right)) => scene.mis_pick_word(MisPickWord::MisPickFor {
            wrong: wrong.0.clone(),
            right: right.0.clone(),
        }),
        (Some(sku), None) | (None, Some(sku)) => sku.0.clone(),
        (None, None) => String::new(),
    };
    text_ui(ui, above, &told, lead_text(scene));
    let place = one.location.as_ref().map(ToString::to_string);
    text_ui(ui, below, &place.unwrap_or_default(), faint);
    let person = |word: MisPickWord, badge: Option<&str>| {
        badge.map(|badge| format!("{}: {}", scene.mis_pick_word(word), scene.person(badge)))
    };
    let packer = one.packer.as_ref().map(Badge::as_str);
    let picker = row.picker.as_ref().map(Badge::as_str);
    let who: Vec<String> = [
        person(MisPickWord::MisPickByPacker, packer),
        person(MisPickWord::MisPickByPicker, picker),
        person(MisPickWord::MisPickByWave, row.wave.as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    text_ui(ui, people, &who.join(" · "), faint.lines(2));
}
