//! Mis-picks: how many, whether that is chance, which products are taken for each other, who and what stands out.
//!
//! Two presses lead from any figure to the orders behind it: one on the row or the pair.

mod actions;
mod chart;
mod closer;
mod complaint;
mod order;
mod pairs;
mod rows;

use eframe::egui::{Rect, Ui, vec2};

use self::closer::Pressed;
use self::complaint::{ComplaintForm, complaint_ui};
use self::order::{OrderForm, order_ui};
use super::days::{DaysRow, DaysState, days_ui};
use super::{LeadState, back_key_ui, headed_card_ui, lead_text, rows_ui, whose};
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::Sku;
use crate::domain::mis_pick::{Dimension, MisPickKind};
use crate::domain::stats::proportion::{Ppm, Proportion};
use crate::i18n::{AllBenchesWord, MisPickWord, Word, format};
use crate::station::event::{Event, Figures, Reading};
use crate::station::snapshot::MisPickView;
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// The key back to the figures, at the left of a row of keys. Answers whether it was pressed, and the rest of the row.
fn back_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect) -> (bool, Rect) {
    let (back, rest) = row.cut_left(420.0, theme::GAP);
    let says = scene.mis_pick_word(MisPickWord::MisPickBack);
    (back_key_ui(ui, back, &says), rest)
}

/// The days, and what is looked at.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct MisPicksState {
    /// The days in the fields.
    pub days: DaysState,
    /// Which rows are shown.
    by: By,
    /// What is looked at one by one.
    closer: Option<Closer>,
    /// An action that is being ordered.
    order: Option<OrderForm>,
    /// The list of actions is open.
    lists_actions: bool,
    /// A complaint that is being taken.
    complaint: Option<ComplaintForm>,
}

/// By what the rows tell mis-picks apart.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum By {
    #[default]
    Product,
    Place,
    Hour,
    Picker,
    Packer,
    Wave,
    Kind,
    Bench,
}

impl By {
    const ALL: [Self; 8] = [
        Self::Product,
        Self::Place,
        Self::Hour,
        Self::Picker,
        Self::Packer,
        Self::Wave,
        Self::Kind,
        Self::Bench,
    ];

    /// What its key says.
    fn name(self, scene: &Scene<'_>) -> String {
        scene.mis_pick_word(match self {
            Self::Product => MisPickWord::MisPickByProduct,
            Self::Place => MisPickWord::MisPickByPlace,
            Self::Hour => MisPickWord::MisPickByHour,
            Self::Picker => MisPickWord::MisPickByPicker,
            Self::Packer => MisPickWord::MisPickByPacker,
            Self::Wave => MisPickWord::MisPickByWave,
            Self::Kind => MisPickWord::MisPickByKind,
            Self::Bench => return scene.all_benches_word(AllBenchesWord::MisPickByBench),
        })
    }

    /// The table of the station that it shows; hours have no dimension, kinds no table.
    fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Product => Some(Dimension::Product),
            Self::Place => Some(Dimension::Location),
            Self::Picker => Some(Dimension::Picker),
            Self::Packer => Some(Dimension::Packer),
            Self::Wave => Some(Dimension::Wave),
            Self::Bench => Some(Dimension::Bench),
            Self::Hour | Self::Kind => None,
        }
    }
}

/// Some of the mis-picks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Closer {
    /// A row of a table.
    Row(By, String),
    /// Those of a kind.
    Kind(MisPickKind),
    /// Two products, in either direction.
    Pair(Sku, Sku),
}

pub(super) fn mis_picks_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (days, rest) = body.cut_top(96.0, theme::GAP);
    let row = DaysRow {
        pick: |state| &mut state.mis_picks.days,
        // Mis-picks are rare: a day says nothing.
        first_shown: 30,
        table: Ask::Table(Figures::MisPicks),
        has_figures: scene.snapshot.mis_picks.is_some(),
        benches: whose::read(scene, 1),
    };
    if let Some((from, to)) = days_ui(ui, scene, days, state, &row) {
        state.mis_picks.closer = None;
        let benches = state.benches.clone();
        if benches == BenchChoice::Each {
            state.mis_picks.by = By::Bench;
        }
        out.push(Event::Read(Reading::MisPicks { from, to, benches }));
    }
    let Some(view) = &scene.snapshot.mis_picks else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(ui, rest, &scene.word(Word::Loading), kind);
        return;
    };
    let (state, desk) = (&mut state.mis_picks, &mut state.desk);
    if let Some(form) = &mut state.complaint {
        if complaint_ui(ui, scene, rest, (form, desk), out) {
            state.complaint = None;
            desk.close();
        }
        return;
    }
    if let Some(form) = &mut state.order {
        let was_set = desk.answered_well(scene);
        if order_ui(ui, scene, rest, (form, desk), out) {
            state.order = None;
            desk.close();
        } else if was_set {
            // It is in the list of actions now.
            state.order = None;
            state.closer = None;
            state.lists_actions = true;
        }
        return;
    }
    if state.lists_actions {
        if actions::actions_ui(ui, scene, rest, desk, out) {
            state.lists_actions = false;
            desk.close();
        }
        return;
    }
    if let Some(closer) = state.closer.clone() {
        match closer::closer_ui(ui, scene, rest, view, &closer) {
            Pressed::Back => state.closer = None,
            Pressed::Order(form) => state.order = Some(*form),
            Pressed::Nothing => {}
        }
        return;
    }
    let (definition, rest) = rest.cut_bottom(60.0, 8.0);
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let (key, definition) = definition.cut_right(300.0, theme::GAP);
    let complain = scene.mis_pick_word(MisPickWord::MisPickComplain);
    if BigKey::new(&complain).for_lead().show(ui, key) {
        state.complaint = Some(ComplaintForm::default());
    }
    let (key, definition) = definition.cut_right(340.0, theme::GAP);
    let label = actions::key_text(scene);
    if BigKey::new(&label).for_lead().show(ui, key) {
        state.lists_actions = true;
    }
    let what = scene.mis_pick_word(MisPickWord::MisPickDefinition);
    text_ui(ui, definition, &what, faint.lines(2));
    let (figures, rest) = rest.cut_top(150.0, theme::GAP);
    figures_ui(ui, scene, figures, view);
    let (left, right) = rest.cut_left(rest.width() * 0.44, theme::GAP);
    let (chart, pairs) = left.cut_top(left.height() * 0.46, theme::GAP);
    chart::chart_ui(ui, scene, chart, view);
    let pressed = pairs::pairs_ui(ui, scene, pairs, view).or(rows::table_ui(
        ui,
        scene,
        right,
        view,
        &mut state.by,
    ));
    if pressed.is_some() {
        state.closer = pressed;
    }
}

fn figures_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, view: &MisPickView) {
    let [per_order, per_line, per_scan] = view.rates;
    let rates = [
        (MisPickWord::MisPickPerOrders, per_order),
        (MisPickWord::MisPickPerLines, per_line),
        (MisPickWord::MisPickPerScans, per_scan),
        (MisPickWord::MisPickEscaped, view.escaped),
    ];
    let mut cards = place.columns(5, theme::GRID).into_iter();
    if let Some(card) = cards.next() {
        let of = scene.word(Word::StatLines);
        let below = format!("{of}: {}", format::count(view.total.lines));
        let count = format::count(view.total.mis_picks);
        let title = scene.mis_pick_word(MisPickWord::MisPickCount);
        figure_ui(ui, scene, card, [&title, &count, &below]);
    }
    for (card, (title, rate)) in cards.zip(rates) {
        let title = scene.mis_pick_word(title);
        let (figure, range) = rate.map_or_else(
            || (scene.word(Word::StatNotMeasured), String::new()),
            |rate| (per_thousand(scene, rate.share), range_text(scene, rate)),
        );
        figure_ui(ui, scene, card, [&title, &figure, &range]);
    }
}

fn figure_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, [title, figure, below]: [&str; 3]) {
    card_ui(ui, card, scene.palette);
    let room = card.shrink2(vec2(20.0, 10.0));
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let (above, rest) = room.cut_top(36.0, 0.0);
    text_ui(ui, above, title, faint);
    let (under, middle) = rest.cut_bottom(36.0, 0.0);
    let bold = Type::new(44.0, scene.palette.ink).bold().for_lead();
    text_ui(ui, middle, figure, bold);
    text_ui(ui, under, below, faint);
}

/// A rate in so many of a thousand, with one decimal.
fn per_thousand(scene: &Scene<'_>, rate: Ppm) -> String {
    format::tenths(scene.lang, (rate.0 + 50) / 100)
}

fn range_text(scene: &Scene<'_>, rate: Proportion) -> String {
    scene.mis_pick_word(MisPickWord::MisPickRange {
        low: per_thousand(scene, rate.low),
        high: per_thousand(scene, rate.high),
    })
}

fn kind_text(scene: &Scene<'_>, kind: MisPickKind) -> String {
    scene.mis_pick_word(match kind {
        MisPickKind::WrongItem => MisPickWord::MisPickWrongItem,
        MisPickKind::Extra => MisPickWord::MisPickExtra,
        MisPickKind::Missing => MisPickWord::MisPickMissing,
        MisPickKind::FoundByWeight => MisPickWord::MisPickFoundByWeight,
        MisPickKind::FoundByCustomer => MisPickWord::MisPickFoundByCustomer,
    })
}
