//! Who and what errs more than the others: rows by product, place, hour, person, wave or kind.

use eframe::egui::{self, Align2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::{By, Closer, headed_card_ui, kind_text, lead_text, per_thousand, rows_ui};
use crate::domain::mis_pick::{MisPickKind, Tally};
use crate::domain::stats::outlier::Standing;
use crate::domain::stats::proportion::Proportion;
use crate::i18n::{MisPickWord, Word, format};
use crate::station::mis_picks::FAIR_LINES;
use crate::station::snapshot::MisPickView;
use crate::ui::draw::{Cut as _, Type, next_id, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// A row as it is shown.
struct Row {
    name: String,
    tally: Tally,
    rate: Option<Proportion>,
    standing: Standing,
    closer: Closer,
}

pub(super) fn table_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    view: &MisPickView,
    by: &mut By,
) -> Option<Closer> {
    let (keys, card) = card.cut_top(128.0, theme::GRID);
    let lines = keys.stack(2, theme::GRID);
    let places = lines.iter().flat_map(|line| line.columns(4, theme::GRID));
    for (place, one) in places.zip(By::ALL) {
        let text = one.name(scene);
        let key = BigKey::new(&text).for_lead().chosen(*by == one);
        if key.show(ui, place) {
            *by = one;
        }
    }
    let room = headed_card_ui(ui, scene, card, &by.name(scene));
    let rows = rows_of(scene, view, *by);
    if rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return None;
    }
    let (heading, list) = room.cut_top(30.0, 4.0);
    heading_ui(ui, scene, heading);
    let mut pressed = None;
    rows_ui(ui, list, (rows.len(), 72.0), |ui, place, at| {
        let Some(row) = rows.get(at) else { return };
        if row_key_ui(ui, scene, place, &row.name) {
            pressed = Some(row.closer.clone());
        }
        row_ui(ui, scene, place.shrink2(vec2(12.0, 2.0)), row);
    });
    pressed
}

fn rows_of(scene: &Scene<'_>, view: &MisPickView, by: By) -> Vec<Row> {
    if by == By::Kind {
        let kind = |(kind, count): &(MisPickKind, u64)| Row {
            name: kind_text(scene, *kind),
            tally: Tally {
                mis_picks: *count,
                ..view.total
            },
            rate: Proportion::new(*count, view.total.lines),
            standing: Standing::default(),
            closer: Closer::Kind(*kind),
        };
        return view.kinds.iter().map(kind).collect();
    }
    let dimension = by.dimension();
    let table = view
        .tables
        .iter()
        .find(|table| table.dimension == dimension);
    let rows = table.map_or(&[][..], |table| &table.rows);
    // Of a thousand products those are told that anything was wrong with; of hours and people all.
    let is_long = matches!(by, By::Product | By::Place);
    rows.iter()
        .filter(|row| !is_long || row.tally.mis_picks > 0)
        .map(|row| Row {
            name: match (&row.name, by) {
                (Some(name), _) => format!("{name} · {}", row.key),
                (None, By::Hour) => format!("{}:00", row.key),
                (None, By::Packer | By::Picker) => scene.person(&row.key),
                (None, _) => row.key.clone(),
            },
            tally: row.tally,
            rate: row.per_line,
            standing: row.standing,
            closer: Closer::Row(by, row.key.clone()),
        })
        .collect()
}

/// Name, mis-picks, lines, rate.
fn columns(place: Rect) -> [Rect; 4] {
    let (rate, rest) = place.cut_right(190.0, 12.0);
    let (lines, rest) = rest.cut_right(100.0, 12.0);
    let (errors, name) = rest.cut_right(100.0, 12.0);
    [name, errors, lines, rate]
}

fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let faint = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint)
        .for_lead()
        .at(Align2::RIGHT_CENTER);
    let [_, errors, lines, rate] = columns(place.shrink2(vec2(12.0, 0.0)));
    for (place, text) in [
        (errors, scene.mis_pick_word(MisPickWord::MisPickCount)),
        (lines, scene.mis_pick_word(MisPickWord::MisPickLines)),
        (rate, scene.mis_pick_word(MisPickWord::MisPickPerLines)),
    ] {
        text_ui(ui, place, &text, faint);
    }
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &Row) {
    let palette = scene.palette;
    let right = lead_text(scene).at(Align2::RIGHT_CENTER);
    let [name, errors, lines, rate] = columns(place);
    let faint = Type::new(theme::LEAD_TEXT_MIN, palette.faint).for_lead();
    if row.standing.stands_out {
        let (above, below) = name.cut_top(name.height() * 0.55, 0.0);
        text_ui(ui, above, &row.name, lead_text(scene).bold());
        let alarm = Type::new(theme::LEAD_TEXT_MIN, palette.alarm).for_lead();
        let says = scene.mis_pick_word(MisPickWord::MisPickStandsOut);
        text_ui(ui, below, &says, alarm.bold());
    } else {
        text_ui(ui, name, &row.name, lead_text(scene).lines(2));
    }
    text_ui(
        ui,
        errors,
        &format::count(row.tally.mis_picks),
        right.bold(),
    );
    text_ui(ui, lines, &format::count(row.tally.lines), right);
    let Some(known) = row.rate else {
        let says = scene.mis_pick_word(MisPickWord::MisPickTooFewLines { least: FAIR_LINES });
        text_ui(ui, rate, &says, faint.at(Align2::RIGHT_CENTER).lines(2));
        return;
    };
    let (above, below) = rate.cut_top(rate.height() * 0.55, 0.0);
    text_ui(ui, above, &per_thousand(scene, known.share), right);
    let bounds = [known.low, known.high].map(|bound| per_thousand(scene, bound));
    text_ui(
        ui,
        below,
        &bounds.join(" – "),
        faint.at(Align2::RIGHT_CENTER),
    );
}

/// A row that can be pressed: it lights up, and a screen reader hears what it is.
pub(super) fn row_key_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, name: &str) -> bool {
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, name));
    if response.has_focus() || response.hovered() {
        ui.painter().rect_filled(place, 8, scene.palette.raised);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    response.clicked()
}
