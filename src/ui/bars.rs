//! What stands on every packers' screen: header, verdict band, giant line, lamps.

use eframe::egui::{Align2, Color32, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::draw::{Cut as _, Type, card_ui, chip_ui, mood_shape, mood_sign, text_ui, width_of};
use super::next::{mood_of, next_line};
use super::scene::Scene;
use super::theme::{self, Mood};
use crate::domain::feed::LinkTrouble;
use crate::domain::session::Step;
use crate::i18n::{self, AlertWord, RuleWord, Word};
use crate::station::snapshot::{AnswerView, Lamp, OrderEnd, PrintJobView, SessionView, Trouble};

/// Height of the header.
pub const HEADER: f32 = 64.0;
/// Height of the verdict band.
pub const BAND: f32 = 156.0;
/// Height of the giant line.
pub const GIANT_LINE: f32 = 100.0;
/// Height of the lamps.
pub const LAMPS: f32 = 60.0;

/// The order at hand, or the bench; and who packs.
pub fn header_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let palette = scene.palette;
    let mut left = place;
    if let Some(worker) = &scene.snapshot.worker {
        let kind = Type::new(theme::TEXT, palette.ink)
            .bold()
            .at(Align2::RIGHT_CENTER);
        let width = (width_of(ui, &worker.name, kind) + 8.0).min(480.0);
        let (right, rest) = left.cut_right(width, theme::GAP);
        text_ui(ui, right, &worker.name, kind);
        left = rest;
    }
    match &scene.snapshot.session {
        Some(session) if session.step != Step::Idle => order_header_ui(ui, scene, left, session),
        _ => bench_header_ui(ui, scene, left),
    }
}

fn order_header_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, session: &SessionView) {
    let palette = scene.palette;
    let number = Type::new(52.0, palette.ink).bold();
    let mut x = place.left();
    let mut rest = place;
    let painted = text_ui(ui, place, session.order.as_str(), number);
    x += painted.width() + 28.0;
    let parcels = u64::from(session.parcels.max(session.parcel));
    if parcels > 1 {
        let what = Word::ParcelOf {
            parcel: u64::from(session.parcel),
            of: parcels,
        };
        let kind = Type::new(theme::TEXT, palette.primary.ink).bold();
        rest.min.x = x;
        x += chip_ui(
            ui,
            pos2(x, place.center().y - 28.0),
            &scene.word(what),
            56.0,
            palette.primary.fill,
            kind,
        ) + 16.0;
    }
    for tag in &session.tags {
        let text = i18n::tag(scene.lang, *tag);
        let kind = Type::new(theme::TEXT_MIN, palette.ink).bold();
        if x + width_of(ui, &text, kind) + 40.0 > place.right() {
            return;
        }
        x += chip_ui(
            ui,
            pos2(x, place.center().y - 28.0),
            &text,
            56.0,
            palette.raised,
            kind,
        ) + 16.0;
    }
    rest.min.x = x + 8.0;
    let mut delivery = i18n::delivery(scene.lang, &session.delivery_method);
    let mut color = palette.faint;
    if let Some(before) = &session.service_before {
        let service = i18n::delivery(scene.lang, before);
        let was = scene.rule_word(RuleWord::RulesServiceBefore { service });
        delivery = format!("{delivery} ({was})");
        color = palette.watch;
    }
    if rest.width() > 120.0 {
        text_ui(ui, rest, &delivery, Type::new(theme::TEXT_MIN, color));
    }
}

fn bench_header_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let palette = scene.palette;
    let queue = &scene.snapshot.queue;
    let mut name = format!("{} {}", scene.word(Word::AppName), scene.snapshot.station);
    let role = &scene.snapshot.stations.role;
    if !role.is_empty() {
        name = format!("{name} · {role}");
    }
    let painted = text_ui(ui, place, &name, Type::new(52.0, palette.ink).bold());
    let (_, rest) = place.cut_left(painted.width(), 36.0);
    let (count, kind) = (
        queue.packed_today,
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    let words = [
        Word::QueuePackedToday { count },
        Word::QueuePackedTodayShort { count },
    ];
    let packed = words.map(|packed| scene.word(packed));
    if let Some(packed) = packed
        .iter()
        .find(|packed| width_of(ui, packed, kind) <= rest.width())
    {
        text_ui(ui, rest, packed, kind);
    }
}

/// The last answer: colour, shape, word, and what to do now.
pub fn verdict_band_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    if let Some(alert) = &scene.window.alert {
        return alert_band_ui(ui, scene, place, &scene.word(alert.clone()));
    }
    let Some(answer) = scene.snapshot.answers.back() else {
        card_ui(ui, place, scene.palette);
        mood_shape(
            ui,
            shape_place(place),
            Mood::Calm,
            scene.palette.line,
            scene.palette.line,
        );
        return;
    };
    let mood = mood_of(answer);
    let tone = scene.palette.mood(mood);
    ui.painter()
        .rect_filled(place, CornerRadius::same(theme::ROUND), tone.fill);
    let (shape, ink) = match mood {
        Mood::Calm => (scene.palette.line, scene.palette.ink),
        _ => (tone.ink, tone.fill),
    };
    mood_shape(ui, shape_place(place), mood, shape, ink);
    let (_, room) = place.cut_left(BAND + 8.0, 0.0);
    band_words_ui(
        ui,
        scene,
        room.shrink2(vec2(theme::PAD, 8.0)),
        answer,
        tone.ink,
    );
}

/// A code that came in broken reached nobody: said as loudly as a wrong one.
fn alert_band_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, text: &str) {
    let tone = scene.palette.mood(Mood::Wrong);
    ui.painter()
        .rect_filled(place, CornerRadius::same(theme::ROUND), tone.fill);
    mood_shape(ui, shape_place(place), Mood::Wrong, tone.ink, tone.fill);
    let (_, room) = place.cut_left(BAND + 8.0, 0.0);
    text_ui(
        ui,
        room.shrink2(vec2(theme::PAD, 8.0)),
        text,
        Type::new(56.0, tone.ink).bold().lines(2),
    );
}

fn shape_place(place: Rect) -> Rect {
    let (left, _) = place.cut_left(BAND + 8.0, 0.0);
    Rect::from_center_size(left.center(), vec2(92.0, 92.0))
}

fn band_words_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, answer: &AnswerView, ink: Color32) {
    let word = i18n::verdict(scene.lang, answer.verdict, &answer.message);
    let said = i18n::say(scene.lang, &answer.message, answer.subject.as_deref());
    let kind = Type::new(68.0, ink).bold();
    let width = width_of(ui, &word, kind).min(room.width() * 0.31);
    let (left, right) = room.cut_left(width, 40.0);
    text_ui(ui, left, &word, kind);
    // The code for the telephone stands beside the headline; the remedy goes on under it.
    let mut first = right;
    if let Some(code) = said.code {
        let (corner, rest) = right.cut_right(110.0, theme::GAP);
        let kind = Type::new(theme::TEXT_MIN, ink);
        text_ui(ui, corner, code, kind.at(Align2::RIGHT_TOP));
        first = rest;
    }
    match &said.remedy {
        None => {
            text_ui(
                ui,
                first,
                &said.headline,
                Type::new(46.0, ink).bold().lines(2),
            );
        }
        Some(remedy) => {
            // Whichever is long takes two lines; two short ones stand in the middle.
            let width = first.width();
            let smallest = Type::new(theme::TEXT_MIN, ink);
            let is_long = width_of(ui, remedy, Type::new(theme::TEXT, ink)) > right.width();
            let has_long_headline = width_of(ui, &said.headline, smallest.bold()) > width
                && width_of(ui, remedy, smallest) <= right.width();
            let (share, headline_lines, align) = match (has_long_headline, is_long) {
                (true, _) => (0.62, 2, Align2::LEFT_CENTER),
                (false, true) => (0.37, 1, Align2::LEFT_CENTER),
                (false, false) => (0.5, 1, Align2::LEFT_BOTTOM),
            };
            let (above, below) = right.cut_top(right.height() * share, 0.0);
            let above = above.with_max_x(first.right());
            let headline = Type::new(46.0, ink).bold().lines(headline_lines);
            text_ui(ui, above, &said.headline, headline.at(align));
            let kind = Type::new(40.0, ink).lines(2).at(Align2::LEFT_TOP);
            text_ui(ui, below, remedy, kind);
        }
    }
}

/// A frame round the whole window while something is wrong: seen from the corner of the eye.
pub fn alarm_frame_ui(ui: &Ui, scene: &Scene<'_>, sheet: Rect) {
    let Some(answer) = scene.snapshot.answers.back() else {
        return;
    };
    let mood = mood_of(answer);
    if matches!(mood, Mood::Wrong | Mood::TooMany | Mood::Blocked) {
        let stroke = Stroke::new(10.0, scene.palette.mood(mood).fill);
        ui.painter()
            .rect_stroke(sheet, CornerRadius::ZERO, stroke, StrokeKind::Inside);
    }
}

/// The one line that says what to do next.
pub fn giant_line_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let text = next_line(scene.lang, scene.snapshot);
    let place = place.shrink2(vec2(8.0, 0.0));
    text_ui(
        ui,
        place,
        &text,
        Type::new(theme::GIANT, scene.palette.ink).bold().lines(2),
    );
}

/// Scanner, scale, printer, master, disk: a shape and a word each.
pub fn lamps_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let health = &scene.snapshot.health;
    let scanner = &health.scanner;
    let lamps = [
        (Word::LampScanner, scanner),
        (Word::LampScale, &health.scale),
        (Word::LampPrinter, &health.printer),
        (Word::LampMaster, &health.master),
        (Word::LampDisk, &health.disk),
    ];
    card_ui(ui, place, scene.palette);
    let mut room = place.shrink2(vec2(theme::GAP, 6.0));
    for (name, lamp) in &lamps {
        let text = scene.word(name.clone());
        let width = width_of(ui, &text, lamp_type(scene, lamp)) + LAMP_ROOM;
        let (cell, rest) = room.cut_left(width, 0.0);
        lamp_ui(ui, scene, cell, lamp, &text);
        room = rest;
    }
    let trouble = worst_trouble(scene, &lamps).map(|(lamp, text)| {
        let kind = lamp_type(scene, lamp).at(Align2::RIGHT_CENTER);
        (
            text,
            Type {
                bold: false,
                ..kind
            },
        )
    });
    // Nobody who packs has to do anything about an alert; whoever leads sees it from any bench. The
    // bench's own trouble goes before it.
    let wanted = |(text, kind): &(String, Type)| width_of(ui, text, *kind);
    let left = room.width() - trouble.as_ref().map_or(0.0, wanted);
    let (lamp, rest) = alerts_lamp_ui(ui, scene, room, left);
    if lamp {
        room = rest;
    }
    if let Some((text, kind)) = trouble {
        text_ui(ui, room, &text, kind);
    }
}

/// The lamp of alerts that nobody has seen, where there is room for it. Answers whether it is there, and the rest.
fn alerts_lamp_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, left: f32) -> (bool, Rect) {
    let text = scene.alert_word(AlertWord::LampAlerts);
    let kind = Type::new(theme::TEXT_MIN, scene.palette.alarm).bold();
    let width = width_of(ui, &text, kind) + LAMP_ROOM;
    let calls = scene.snapshot.alerts.calling().next().is_some();
    if !calls || width > left {
        return (false, room);
    }
    let (cell, rest) = room.cut_left(width, 0.0);
    sign_ui(ui, scene, cell, (Mood::Wrong, scene.palette.alarm));
    text_ui(ui, cell.cut_left(SIGN, 12.0).1, &text, kind);
    (true, rest)
}

/// Room for a lamp's shape and the gap to the next lamp.
const LAMP_ROOM: f32 = 76.0;

/// The trouble to put into words here; all of them stand on the set-up screen.
fn worst_trouble<'a>(
    scene: &Scene<'_>,
    lamps: &[(Word, &'a Lamp); 5],
) -> Option<(&'a Lamp, String)> {
    let troubles = || lamps.iter().filter(|(_, lamp)| is_trouble(lamp));
    let alarm = troubles().find(|(_, lamp)| matches!(lamp, Lamp::Alarm(_)));
    let (_, lamp) = alarm.or_else(|| troubles().next())?;
    let (Lamp::Alarm(trouble) | Lamp::Watch(trouble)) = lamp else {
        return None;
    };
    Some((lamp, trouble_text(scene, trouble)))
}

fn is_trouble(lamp: &Lamp) -> bool {
    matches!(lamp, Lamp::Watch(_) | Lamp::Alarm(_))
}

fn lamp_type(scene: &Scene<'_>, lamp: &Lamp) -> Type {
    let palette = scene.palette;
    match lamp {
        Lamp::Ok | Lamp::Off => Type::new(theme::TEXT_MIN, palette.faint),
        Lamp::Watch(_) => Type::new(theme::TEXT_MIN, palette.watch).bold(),
        Lamp::Alarm(_) => Type::new(theme::TEXT_MIN, palette.alarm).bold(),
    }
}

/// What the packer has to know of the link: how long the bench goes on, or whom to call. Leads have a screen for the rest.
fn master_text(scene: &Scene<'_>, trouble: &LinkTrouble) -> String {
    let what = match trouble {
        LinkTrouble::Away | LinkTrouble::Quarantined => {
            i18n::link_trouble(scene.lang, trouble).headline
        }
        _ => scene.word(Word::TroubleLinkNeedsLead),
    };
    let then = scene.word(match (trouble, scene.snapshot.sync.autonomy.minutes) {
        (LinkTrouble::Quarantined, _) => Word::TroubleFinishAndCall,
        (_, Some(0)) => Word::TroubleNothingLeft,
        (_, Some(minutes)) => Word::TroubleGoOnFor {
            span: i18n::format::span(scene.lang, u64::from(minutes)),
        },
        (_, None) => Word::TroubleGoOn,
    });
    format!("{what}. {then}")
}

/// The same for whoever sets the bench up: what is wrong itself. What to do stands with the part.
pub fn trouble_in_full(scene: &Scene<'_>, trouble: &Trouble) -> String {
    match trouble {
        Trouble::MasterAway { trouble } => i18n::link_trouble(scene.lang, trouble).headline,
        other => trouble_text(scene, other),
    }
}

/// How far a document is on its way to paper.
pub fn print_text(scene: &Scene<'_>, job: &PrintJobView) -> String {
    scene.word(match job {
        PrintJobView {
            doubt: Some(doubt), ..
        } => Word::PrintDoubted {
            why: i18n::print_doubt(scene.lang, doubt),
        },
        PrintJobView {
            under_way: true, ..
        } => Word::PrintUnderWay,
        PrintJobView {
            failed: Some(trouble),
            ..
        } => Word::PrintFailed {
            why: i18n::printer_trouble(scene.lang, trouble).headline,
        },
        _ => Word::PrintWaits,
    })
}

/// What became of an order to the scale, in words.
pub fn order_word(end: OrderEnd) -> Word {
    match end {
        OrderEnd::Asked => Word::ScaleSaidAsked,
        OrderEnd::Done => Word::ScaleSaidDone,
        OrderEnd::Refused => Word::ScaleSaidRefused,
        OrderEnd::PressTheKey => Word::ScaleSaidPressKey,
        OrderEnd::NoScale => Word::ScaleSaidNoScale,
    }
}

/// What is wrong with a part of the bench, in words.
pub fn trouble_text(scene: &Scene<'_>, trouble: &Trouble) -> String {
    scene.word(match trouble.clone() {
        Trouble::NotFound { what } => Word::TroubleNotFound { what },
        Trouble::NoFocus => Word::TroubleNoFocus,
        Trouble::LayoutDiffers => Word::TroubleLayoutDiffers,
        Trouble::ScaleSilent => Word::TroubleScaleSilent,
        Trouble::ScaleUnknown => Word::TroubleScaleUnknown,
        Trouble::ScaleLoaded => Word::TroubleScaleLoaded,
        Trouble::ScaleBelowZero => Word::TroubleScaleBelowZero,
        Trouble::ScaleNeedsZero => Word::TroubleScaleNeedsZero,
        Trouble::ScaleDrifts => Word::TroubleScaleDrifts,
        Trouble::ScaleFrozen => Word::TroubleScaleFrozen,
        Trouble::ScaleRestless => Word::TroubleScaleRestless,
        Trouble::NoPermission { port } => Word::TroubleNoPermission { port },
        Trouble::PortBusy { port } => Word::TroublePortBusy { port },
        Trouble::Printer { name: _, trouble } => {
            let said = i18n::printer_trouble(scene.lang, &trouble);
            return match said.remedy {
                Some(remedy) => format!("{}. {remedy}", said.headline),
                None => said.headline,
            };
        }
        Trouble::Unsent { facts } => Word::TroubleUnsent { facts },
        Trouble::MasterAway { trouble } => return master_text(scene, &trouble),
        Trouble::DiskLow { megabytes } => Word::TroubleDiskLow { megabytes },
        Trouble::DiskFull => Word::TroubleDiskFull,
        Trouble::DiskReadOnly => Word::TroubleDiskReadOnly,
        Trouble::DiskFailed { why } => Word::TroubleDiskFailed { why },
        Trouble::FewNumbers { left } => Word::TroubleFewNumbers { left },
    })
}

fn lamp_ui(ui: &mut Ui, scene: &Scene<'_>, cell: Rect, lamp: &Lamp, text: &str) {
    let palette = scene.palette;
    let (mood, color) = match lamp {
        Lamp::Ok => (Mood::Right, palette.good),
        Lamp::Off => (Mood::Calm, palette.faint),
        Lamp::Watch(_) => (Mood::Blocked, palette.watch),
        Lamp::Alarm(_) => (Mood::Wrong, palette.alarm),
    };
    sign_ui(ui, scene, cell, (mood, color));
    text_ui(
        ui,
        cell.cut_left(SIGN, 12.0).1,
        text,
        lamp_type(scene, lamp),
    );
}

/// Room for a lamp's shape.
const SIGN: f32 = 40.0;

fn sign_ui(ui: &Ui, scene: &Scene<'_>, cell: Rect, (mood, color): (Mood, Color32)) {
    let (left, _) = cell.cut_left(SIGN, 12.0);
    mood_sign(ui, left, SIGN - 2.0, mood, [color, scene.palette.card]);
}
