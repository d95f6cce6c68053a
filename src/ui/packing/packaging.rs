//! Packaging: the proposed one big, the others as keys, and before all of it the notes.

use eframe::egui::{Align2, Rect, Ui, pos2};

use super::notes::notes_ui;
use super::picture::{box_ui, plan_ui};
use super::{PackingState, inner, send};
use crate::domain::ids::PackagingCode;
use crate::domain::packaging::{OWN_CARTON, Packaging};
use crate::domain::packing_plan::Objective;
use crate::domain::session::input::Card;
use crate::domain::units::{Minor, SizeMm};
use crate::i18n::{self, BenchWord, GoodsWord, Word};
use crate::station::event::{Command, Event};
use crate::station::snapshot::{NoteView, PlanView, SessionView};
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Keys of other packagings on one page.
const KEYS: usize = 8;

/// From this width on the reason and the cost of the parcel stand on one line; below it the cost alone.
const PRICED: f32 = 480.0;

/// Most characters of a note that is read beside the picture at full size.
const SHORT_NOTE: usize = 80;

pub(super) fn packaging_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    session: &SessionView,
    state: &mut PackingState,
    out: &mut Vec<Event>,
) {
    let suggested = session.suggested.as_ref();
    let suggested = scene
        .snapshot
        .packagings
        .iter()
        .find(|packaging| Some(&packaging.code) == suggested);
    let plan = session.plan.as_ref();
    let plan = plan.filter(|plan| Some(&plan.packaging) == session.suggested.as_ref());
    // Notes get half the screen: they are the last thing seen before the lid closes.
    let share = if session.notes.is_empty() { 0.34 } else { 0.42 };
    let (left, rest) = body.cut_left(body.width() * share, theme::GAP);
    let (middle, right) = rest.cut_left(rest.width() * 0.44, theme::GAP);
    let middle = match (session.notes.is_empty(), suggested) {
        (false, _) => {
            let notes = match plan {
                Some(plan) if is_short(session) => {
                    let (picture, notes) = left.cut_bottom(left.height() * 0.45, theme::GAP);
                    card_ui(ui, picture, scene.palette);
                    plan_ui(ui, scene, picture.shrink(8.0), plan, None, state);
                    notes
                }
                _ => left,
            };
            notes_ui(ui, scene, notes, session);
            middle
        }
        (true, Some(packaging)) => {
            card_ui(ui, left, scene.palette);
            match plan {
                Some(plan) => plan_ui(ui, scene, left.shrink(16.0), plan, None, state),
                None => box_ui(ui, scene, left.shrink(48.0), packaging.inner),
            }
            middle
        }
        (true, None) if is_own_carton(session) => {
            card_ui(ui, left, scene.palette);
            if let Some(plan) = plan {
                plan_ui(ui, scene, left.shrink(16.0), plan, None, state);
            }
            middle
        }
        (true, None) => left.union(middle),
    };
    if is_own_carton(session) {
        own_carton_ui(ui, scene, middle, out);
    } else {
        suggested_ui(ui, scene, middle, (suggested, plan), out);
    }
    let others = others(scene, session);
    others_ui(ui, scene, right, &others, &mut state.packaging_page, out);
}

fn suggested_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    (suggested, plan): (Option<&Packaging>, Option<&PlanView>),
    out: &mut Vec<Event>,
) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let Some(packaging) = suggested else {
        let kind = Type::new(theme::HEADING, palette.watch).bold().lines(4);
        text_ui(ui, inner(card), &scene.word(Word::PackagingNoneFits), kind);
        return;
    };
    let (key, room) = inner(card).cut_bottom(128.0, theme::GAP);
    let (caption, room) = room.cut_top(44.0, 0.0);
    let caption_text = match plan {
        Some(plan) => caption_of(scene, plan, caption.width() >= PRICED),
        None => scene.word(Word::Packaging),
    };
    text_ui(
        ui,
        caption,
        &caption_text,
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    let (code, room) = room.cut_top(126.0, 0.0);
    text_ui(
        ui,
        code,
        packaging.code.as_str(),
        Type::new(108.0, palette.accent).bold(),
    );
    // The name may take two lines; the size follows under it.
    let name = Type::new(40.0, palette.ink)
        .bold()
        .lines(2)
        .at(Align2::LEFT_TOP);
    let painted = text_ui(ui, room, &packaging.name, name);
    let below = Rect::from_min_max(pos2(room.left(), painted.bottom() + 4.0), room.max);
    // A long name beside the demo panel leaves no room; its keys give the size as well.
    if below.height() >= theme::TEXT * 1.25 {
        let size = Type::new(theme::TEXT, palette.faint).at(Align2::LEFT_TOP);
        text_ui(ui, below, &size_text(packaging.inner), size);
    }
    go_key_ui(ui, scene, key, out);
}

/// By what it was chosen, and what the parcel costs where that is known.
fn caption_of(scene: &Scene<'_>, plan: &PlanView, is_wide: bool) -> String {
    let why = scene.bench_word(word_of(plan.objective));
    let Some(cost) = plan.cost else { return why };
    let total = cost.packaging.0.saturating_add(cost.carrier.0);
    let total = money(scene, Minor(total));
    scene.bench_word(if is_wide {
        BenchWord::CostOfParcel { why, total }
    } else {
        BenchWord::CostAlone { total }
    })
}

/// Packagings and carriers are paid in zloty, as `tariffs.csv` and `packagings.csv` have it.
fn money(scene: &Scene<'_>, amount: Minor) -> String {
    i18n::format::money(scene.lang, amount, "PLN")
}

fn is_own_carton(session: &SessionView) -> bool {
    let suggested = session.suggested.as_ref();
    suggested.is_some_and(|code| code.as_str() == OWN_CARTON)
}

/// No packaging: the goods ship in their own carton.
fn own_carton_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, out: &mut Vec<Event>) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let (key, room) = inner(card).cut_bottom(128.0, theme::GAP);
    let (name, room) = room.cut_top(150.0_f32.min(room.height() * 0.5), theme::GAP);
    let name_kind = Type::new(72.0, palette.accent).bold().lines(2);
    text_ui(ui, name, &scene.goods_word(GoodsWord::OwnCarton), name_kind);
    let how = Type::new(40.0, palette.ink)
        .bold()
        .lines(4)
        .at(Align2::LEFT_TOP);
    text_ui(ui, room, &scene.goods_word(GoodsWord::OwnCartonHow), how);
    go_key_ui(ui, scene, key, out);
}

fn go_key_ui(ui: &mut Ui, scene: &Scene<'_>, key: Rect, out: &mut Vec<Event>) {
    let words = i18n::card(scene.lang, Card::GoOn);
    if BigKey::new(&words.title)
        .primary()
        .icon(Icon::Go)
        .size(46.0)
        .show(ui, key)
    {
        send(out, Command::Card(Card::GoOn));
    }
}

/// What a packaging is called on the screen: its code, or that it is the goods' own carton.
pub(super) fn packaging_name(scene: &Scene<'_>, code: &PackagingCode) -> String {
    match code.as_str() {
        OWN_CARTON => scene.goods_word(GoodsWord::OwnCarton),
        code => code.to_owned(),
    }
}

/// One short note leaves room for the picture under it.
fn is_short(session: &SessionView) -> bool {
    match session.notes.as_slice() {
        [NoteView::Order(text) | NoteView::Customer(text) | NoteView::Product(_, text)] => {
            text.chars().count() <= SHORT_NOTE
        }
        notes => notes.len() == 1,
    }
}

/// By what it was chosen.
fn word_of(objective: Objective) -> BenchWord {
    match objective {
        Objective::LeastCost => BenchWord::ByCost,
        Objective::LeastRoom => BenchWord::ByRoom,
        Objective::FewestParcels | Objective::FullestBox => BenchWord::ByParcels,
    }
}

/// The packagings that may be taken instead of the proposed one.
fn others<'a>(scene: &Scene<'a>, session: &SessionView) -> Vec<&'a Packaging> {
    let all = scene.snapshot.packagings.iter();
    all.filter(|packaging| {
        let code = &packaging.code;
        session.suggested.as_ref() != Some(code) && !session.not_carried.contains(code)
    })
    .collect()
}

fn others_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    others: &[&Packaging],
    page: &mut usize,
    out: &mut Vec<Event>,
) {
    let pages = if others.len() <= KEYS {
        1
    } else {
        others.len().div_ceil(KEYS - 1)
    };
    *page %= pages.max(1);
    let per_page = if pages == 1 { KEYS } else { KEYS - 1 };
    let places = card.stack(KEYS / 2, theme::GAP);
    let mut places = places.iter().flat_map(|row| row.columns(2, theme::GAP));
    for packaging in others.iter().skip(*page * per_page).take(per_page) {
        let Some(place) = places.next() else { return };
        let size = bare_size_text(packaging.inner);
        if BigKey::new(packaging.code.as_str())
            .note(&size)
            .size(44.0)
            .show(ui, place)
        {
            let code = Some(packaging.code.clone());
            send(out, Command::Packaging { code, reason: None });
        }
    }
    if let (Some(place), true) = (places.last(), pages > 1) {
        let text = scene.word(Word::PackagingChoose);
        let hidden = others.len().saturating_sub((*page + 1) * per_page);
        let more = format!("+{hidden}");
        let key = match hidden {
            0 => BigKey::new("").icon(Icon::Undo),
            _ => BigKey::new(&more).size(theme::HEADING),
        };
        if key.named(&text).show(ui, place) {
            *page += 1;
        }
    }
}

/// A size without its unit, for keys.
fn bare_size_text(size: SizeMm) -> String {
    format!("{}×{}×{}", size.length, size.width, size.height)
}

/// A size as people say it: `300 × 200 × 150 mm`.
fn size_text(size: SizeMm) -> String {
    format!("{} × {} × {} mm", size.length, size.width, size.height)
}
