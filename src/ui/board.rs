//! The board on the wall: six numbers, read at five metres, of the shop and of nobody in it.
//!
//! Nobody signs in here, and nothing can be pressed. It asks for its numbers anew once a minute, and when the queue
//! says that something was packed; in between nothing is painted.

use std::time::Duration;

use chrono::Timelike as _;
use eframe::egui::{Align2, Color32, Rect, Ui, vec2};

use super::departure::words_of;
use super::draw::{Cut as _, Type, card_ui, mood_sign, text_ui};
use super::scene::Scene;
use super::theme::{self, Mood};
use crate::domain::figures::Figure;
use crate::domain::figures::judge::Grade;
use crate::domain::figures::sums::Value;
use crate::i18n::{self, BoardWord, format};
use crate::station::board::{BoardLorry, BoardView};
use crate::station::event::{Event, Reading};

/// Digits at five metres: five times what is read at one.
const DIGITS: f32 = 5.0 * theme::TEXT_MIN;

/// What the digits mean; whoever works here knows it after a day, and reads it from two metres.
const CAPTION: f32 = 2.0 * theme::TEXT_MIN;

/// From so many minutes before the cut-off on it is urgent. Assumption: as in the packers' queue.
const URGENT_MINUTES: i64 = 30;

/// When the numbers were asked for last: the minute, what is ready, what is packed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct BoardState {
    asked: Option<(i64, u64, u64)>,
}

/// One tile.
struct Tile {
    caption: BoardWord,
    digits: String,
    below: String,
    look: Option<(Mood, Color32)>,
}

/// The whole board.
pub fn board_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut BoardState, out: &mut Vec<Event>) {
    let queue = &scene.snapshot.queue;
    let minute = scene.now.timestamp().div_euclid(60);
    let asked = (minute, queue.ready_count, queue.packed_today);
    if state.asked != Some(asked) {
        state.asked = Some(asked);
        out.push(Event::Read(Reading::Board));
    }
    let seconds = 60 - u64::from(scene.now.second().min(59));
    ui.ctx().request_repaint_after(Duration::from_secs(seconds));
    let sheet = ui.max_rect().shrink(theme::GAP);
    let Some(board) = &scene.snapshot.board else {
        let kind = Type::new(CAPTION, scene.palette.faint).centered();
        text_ui(ui, sheet, &scene.word(i18n::Word::Loading), kind);
        return;
    };
    let tiles = tiles(scene, board);
    let rows = sheet.stack(2, theme::GAP);
    let places = rows.iter().flat_map(|row| row.columns(3, theme::GAP));
    for (place, tile) in places.zip(tiles) {
        tile_ui(ui, scene, place, &tile);
    }
}

fn tiles(scene: &Scene<'_>, board: &BoardView) -> [Tile; 6] {
    let local = scene.now.with_timezone(&scene.snapshot.time_zone);
    let alerts = scene.snapshot.alerts.open.len();
    let newest = scene.snapshot.alerts.open.first();
    let figure = |caption, figure, (value, grade): (Option<Value>, Grade)| Tile {
        caption,
        digits: value.map_or_else(
            || "–".to_owned(),
            |value| number_text(scene, figure, value.number),
        ),
        below: grade_text(scene, grade),
        look: look_of(scene, grade),
    };
    let good = (Mood::Right, scene.palette.good);
    let bad = (Mood::Wrong, scene.palette.alarm);
    [
        lorry_tile(scene, board.next.as_ref()),
        figure(
            BoardWord::BoardPerHour,
            Figure::OrdersPerHour,
            board.per_hour,
        ),
        figure(
            BoardWord::BoardFirstPass,
            Figure::FirstPass,
            board.first_pass,
        ),
        Tile {
            caption: BoardWord::BoardAlerts,
            digits: alerts.to_string(),
            below: newest.map_or_else(
                || scene.board_word(BoardWord::BoardNoAlerts),
                |alert| i18n::alert_kind(scene.lang, alert.raised.kind)[0].clone(),
            ),
            look: Some(if alerts == 0 { good } else { bad }),
        },
        Tile {
            caption: BoardWord::BoardBlocked,
            digits: format::count(board.blocked),
            below: scene.board_word(if board.blocked == 0 {
                BoardWord::BoardNothingBlocked
            } else {
                BoardWord::BoardMendData
            }),
            look: Some(if board.blocked == 0 {
                good
            } else {
                (Mood::Blocked, scene.palette.watch)
            }),
        },
        Tile {
            caption: BoardWord::BoardPacked,
            digits: format::count(board.packed),
            below: format::time(&local),
            look: None,
        },
    ]
}

/// The sign of percent stands in the caption: the digits have the room.
fn number_text(scene: &Scene<'_>, figure: Figure, number: i64) -> String {
    match (figure, number) {
        (Figure::FirstPass, 1_000) => "100".to_owned(),
        _ => format::tenths(scene.lang, number.unsigned_abs()),
    }
}

fn lorry_tile(scene: &Scene<'_>, next: Option<&BoardLorry>) -> Tile {
    let caption = BoardWord::LeftForLorry;
    let Some(next) = next else {
        return Tile {
            caption,
            digits: "0".to_owned(),
            below: scene.board_word(BoardWord::BoardNoneLeft),
            look: Some((Mood::Right, scene.palette.good)),
        };
    };
    let minutes = (next.cutoff - scene.now).num_minutes();
    let (mood, color) = match minutes {
        ..0 => (Mood::Wrong, scene.palette.alarm),
        0..URGENT_MINUTES => (Mood::Blocked, scene.palette.watch),
        _ => (Mood::Calm, scene.palette.faint),
    };
    Tile {
        caption,
        digits: format::count(next.left),
        below: scene.board_word(BoardWord::BoardUntil {
            who: next
                .carriers
                .iter()
                .map(|it| i18n::carrier(scene.lang, it))
                .collect::<Vec<_>>()
                .join(", "),
            when: words_of(scene, next.cutoff),
        }),
        look: Some((mood, color)),
    }
}

fn grade_text(scene: &Scene<'_>, grade: Grade) -> String {
    i18n::figure_unjudged(scene.lang, grade).unwrap_or_else(|| {
        scene.word(match grade {
            Grade::Alarm => i18n::Word::LevelAlarm,
            Grade::Watch => i18n::Word::LevelWatch,
            _ => i18n::Word::LevelOk,
        })
    })
}

fn look_of(scene: &Scene<'_>, grade: Grade) -> Option<(Mood, Color32)> {
    match grade {
        Grade::Unmeasured | Grade::TooFew => None,
        Grade::Ok => Some((Mood::Right, scene.palette.good)),
        Grade::Watch => Some((Mood::Blocked, scene.palette.watch)),
        Grade::Alarm => Some((Mood::Wrong, scene.palette.alarm)),
    }
}

fn tile_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, tile: &Tile) {
    card_ui(ui, place, scene.palette);
    let room = place.shrink2(vec2(32.0, 24.0));
    let (caption, room) = room.cut_top(CAPTION * 1.3, 0.0);
    let kind = Type::new(CAPTION, scene.palette.faint);
    text_ui(ui, caption, &scene.board_word(tile.caption.clone()), kind);
    let (below, middle) = room.cut_bottom(CAPTION * 2.5, 0.0);
    let color = tile.look.map_or(scene.palette.ink, |(_, color)| color);
    let words = match tile.look {
        Some((mood, color)) if mood != Mood::Calm => {
            let (sign, words) = below.cut_left(72.0, 20.0);
            mood_sign(ui, sign, 68.0, mood, [color, scene.palette.card]);
            words
        }
        _ => below,
    };
    let kind = Type::new(CAPTION * 0.82, color).bold().lines(2);
    text_ui(ui, words, &tile.below, kind.at(Align2::LEFT_CENTER));
    let ink = match tile.look {
        Some((Mood::Wrong | Mood::Blocked, color)) => color,
        _ => scene.palette.ink,
    };
    let kind = Type::new(DIGITS, ink).bold();
    text_ui(ui, middle, &tile.digits, kind.at(Align2::LEFT_CENTER));
}
