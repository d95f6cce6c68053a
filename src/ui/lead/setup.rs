//! Set-up: dark or light, sounds, the scanner's self-test, and every lamp in words.

use eframe::egui::{Align2, Color32, Rect, Ui, pos2, vec2};

use super::master::{MasterState, master_ui};
use super::printers::{PrintersState, printers_ui};
use super::stations::StationsState;
use super::{choices_ui, headed_card_ui, lead_text};
use crate::domain::scanner_test::TestFinding;
use crate::domain::session::input::Card;
use crate::domain::shift_check::{Device, DeviceState};
use crate::i18n::{self, CheckWord, Word};
use crate::station::config::Look;
use crate::station::event::{Action, Command, Event, SCANNER_SELF_TEST};
use crate::station::self_test::{TestCode, test_codes};
use crate::station::snapshot::{HeardCode, Lamp};
use crate::station::wedge::WedgeFault;
use crate::ui::bars::{order_word, trouble_in_full};
use crate::ui::draw::{Cut as _, Type, mood_sign, text_ui};
use crate::ui::files::Files;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::sound::Sounds;
use crate::ui::theme::{self, Mood};
use crate::ui::wedge_hook::Heard;

/// What is set on this screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetupState {
    /// The light theme; else the dark one.
    pub is_light: bool,
    /// Sounds are off.
    pub is_silent: bool,
    /// What the scanner test has found.
    pub test: ScannerTest,
    /// The last code from a scanner with a wire of its own that was seen here.
    heard: Option<u64>,
    /// The master's address, while somebody fills it in.
    pub master: MasterState,
    /// The printers, while somebody sets them up.
    pub printers: PrintersState,
    /// Station cards, while somebody looks at them.
    pub stations: StationsState,
}

impl SetupState {
    /// Begins with the look that was chosen before.
    pub(in crate::ui) fn restored(look: Look) -> Self {
        Self {
            is_light: look.light,
            is_silent: look.silent,
            ..Self::default()
        }
    }

    fn look(&self) -> Look {
        Look {
            light: self.is_light,
            silent: self.is_silent,
        }
    }
}

/// What the scanner test has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ScannerTest {
    /// Nothing was scanned yet.
    #[default]
    Waiting,
    /// The scanner means another keyboard layout.
    Layout,
    /// No Enter came behind the code.
    NoEnter,
    /// What the code itself says.
    Found(TestFinding),
}

impl ScannerTest {
    /// What a keyboard scanner's code says about the scanner.
    pub fn of(heard: &Heard) -> Self {
        match heard {
            Heard::Scan(scan)
                if scan.code != SCANNER_SELF_TEST && scan.as_typed == SCANNER_SELF_TEST =>
            {
                Self::Layout
            }
            Heard::Scan(scan) => Self::Found(TestFinding::of(&scan.code)),
            Heard::Fault(WedgeFault::NoEnd { .. }) => Self::NoEnter,
            Heard::Fault(WedgeFault::Torn { code }) => Self::Found(TestFinding::of(code)),
            Heard::Fault(WedgeFault::TooLong { .. }) | Heard::TooFast => {
                Self::Found(TestFinding::Other("…".to_owned()))
            }
        }
    }

    /// The same for a scanner with a wire of its own.
    fn of_wire(heard: &HeardCode) -> Self {
        heard
            .code
            .as_ref()
            .map_or(Self::NoEnter, |code| Self::Found(TestFinding::of(code)))
    }

    /// How it looks, and its words.
    fn told(&self, scene: &Scene<'_>) -> (Mood, Color32, String) {
        let palette = scene.palette;
        let right = |word| (Mood::Right, palette.good, scene.word(word));
        let blocked = |word| (Mood::Blocked, palette.watch, scene.word(word));
        match self {
            Self::Waiting => (Mood::Calm, palette.faint, String::new()),
            Self::Layout => blocked(Word::ScannerTestLayout),
            Self::NoEnter => blocked(Word::ScannerTestNoEnter),
            Self::Found(finding) => match finding.clone() {
                TestFinding::Fine => right(Word::ScannerTestOk),
                TestFinding::CapsLock => blocked(Word::ScannerTestCaps),
                TestFinding::Cut => blocked(Word::ScannerTestCut),
                TestFinding::SeparatorKept => right(Word::ScannerTestSeparatorOk),
                TestFinding::SeparatorLost => blocked(Word::ScannerTestNoSeparator),
                TestFinding::SeparatorReplaced(sign) => {
                    blocked(Word::ScannerTestOtherSeparator { sign })
                }
                TestFinding::Other(code) => {
                    let text = scene.word(Word::ScannerTestOther { code });
                    (Mood::Wrong, palette.alarm, text)
                }
            },
        }
    }
}

pub(super) fn setup_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    (state, files): (&mut SetupState, &mut Files),
    out: &mut Vec<Event>,
) {
    if state.master.is_open() {
        master_ui(ui, scene, body, (&mut state.master, files), out);
        return;
    }
    if state.printers.is_open() {
        printers_ui(ui, scene, body, &mut state.printers, out);
        return;
    }
    let before = state.look();
    let (left, right) = body.cut_left(body.width() * 0.5, theme::GAP);
    let (looks, test) = left.cut_top(330.0, theme::GAP);
    looks_ui(ui, scene, looks, state);
    if state.look() != before {
        out.push(Event::Look(state.look()));
    }
    let heard = scene.snapshot.health.scanner_heard.as_ref();
    let last = heard.map_or(0, |heard| heard.seq);
    // What was scanned before the page was opened is no part of the test.
    if state.heard.replace(last).is_some_and(|seen| seen != last)
        && let Some(heard) = heard
    {
        state.test = ScannerTest::of_wire(heard);
    }
    test_ui(ui, scene, test, &state.test);
    let right = each_unit_ui(ui, scene, right, out);
    let (health, keys) = right.cut_top(right.height() - 72.0 - theme::GAP, theme::GAP);
    health_ui(ui, scene, health);
    let places = keys.columns(5, theme::GAP);
    let [zero, tare, printers, stations, key] = places.as_slice() else {
        return;
    };
    for (place, card) in [(zero, Card::ZeroScale), (tare, Card::TareScale)] {
        if BigKey::new(&i18n::card(scene.lang, card).title)
            .for_lead()
            .enabled(scene.snapshot.has_scale)
            .show(ui, *place)
        {
            out.push(Event::Action(Action::Command(Command::Card(card))));
        }
    }
    if BigKey::new(&scene.word(Word::SetPrintersOpen))
        .for_lead()
        .show(ui, *printers)
    {
        state.printers.open(scene, out);
    }
    if BigKey::new(&scene.check_word(CheckWord::StationsOpen))
        .for_lead()
        .show(ui, *stations)
    {
        state.stations.open(scene);
    }
    let key = *key;
    if BigKey::new(&scene.word(Word::SetMasterOpen))
        .for_lead()
        .show(ui, key)
    {
        state.master.open(scene);
    }
}

/// Where a scale is: whether each unit is weighed. Answers the room above it.
fn each_unit_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, out: &mut Vec<Event>) -> Rect {
    let is_on = scene.snapshot.each_unit;
    if !scene.snapshot.has_scale && !is_on {
        return room;
    }
    let (row, room) = room.cut_bottom(72.0, theme::GAP);
    let (caption, keys) = row.cut_left(row.width() * 0.5, theme::GAP);
    let kind = lead_text(scene).bold().lines(2);
    text_ui(ui, caption, &scene.word(Word::SetEachUnit), kind);
    let choices = [(Word::Yes, true), (Word::No, false)];
    for (place, (word, choice)) in keys.columns(2, theme::GAP).into_iter().zip(choices) {
        let (label, caption) = (scene.word(word), scene.word(Word::SetEachUnit));
        // Sounds have the same two answers.
        let name = format!("{caption}: {label}");
        let key = BigKey::new(&label).named(&name).for_lead();
        if key.chosen(choice == is_on).show(ui, place) && choice != is_on {
            out.push(Event::EachUnit(choice));
        }
    }
    room
}

fn looks_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, state: &mut SetupState) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::SetTheme));
    let (themes, rest) = room.cut_top(88.0, theme::GAP);
    let keys = [(Word::SetDark, false), (Word::SetLight, true)];
    choices_ui(ui, scene, themes, &keys, &mut state.is_light);
    let (caption, rest) = rest.cut_top(40.0, 4.0);
    text_ui(
        ui,
        caption,
        &scene.word(Word::SetSound),
        Type::new(26.0, scene.palette.ink).bold().for_lead(),
    );
    let (sounds, _) = rest.cut_top(88.0_f32.min(rest.height()), 0.0);
    if !Sounds::are_built_in() {
        text_ui(
            ui,
            sounds,
            &scene.word(Word::SetSoundOff),
            lead_text(scene).at(Align2::LEFT_TOP),
        );
        return;
    }
    let keys = [(Word::Yes, false), (Word::No, true)];
    choices_ui(ui, scene, sounds, &keys, &mut state.is_silent);
}

fn test_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, test: &ScannerTest) {
    let palette = scene.palette;
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::ScannerTestHeading));
    let (what, room) = room.cut_top(40.0, 4.0);
    text_ui(
        ui,
        what,
        &scene.word(Word::ScannerTestScanBoth),
        lead_text(scene),
    );
    // One above the other: the wider a bar, the farther a scanner reads it off the glass.
    let (codes, room) = room.cut_top((room.height() * 0.6).min(260.0), 12.0);
    for (place, code) in codes.stack(2, 8.0).into_iter().zip(test_codes()) {
        barcode_ui(ui, scene, place, &code);
    }
    let (mood, color, text) = test.told(scene);
    let (sign, words) = room.cut_left(104.0, 24.0);
    mood_sign(ui, sign, 88.0, mood, [color, palette.card]);
    text_ui(
        ui,
        words,
        &text,
        Type::new(26.0, palette.ink).bold().for_lead().lines(4),
    );
}

/// Modules of white that a symbol needs at each side.
///
/// Source: ISO/IEC 15417:2007, 4.5: ten modules.
const QUIET: f32 = 10.0;

/// A barcode that a scanner reads off the screen: black on white whatever the theme, each
/// module a whole number of pixels wide and all bars on their grid.
fn barcode_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, code: &TestCode) {
    let (bars, caption) = place.cut_top(place.height() - 32.0, 4.0);
    ui.painter().rect_filled(bars, 4, Color32::WHITE);
    let modules: f32 = code.widths.iter().map(|width| f32::from(*width)).sum();
    let pixels = ui.ctx().pixels_per_point();
    let module = (bars.width() * pixels / (modules + 2.0 * QUIET))
        .floor()
        .max(1.0)
        / pixels;
    let begin = bars.center().x - modules * module / 2.0;
    let mut x = (begin * pixels).round() / pixels;
    for (number, width) in code.widths.iter().enumerate() {
        let width = f32::from(*width) * module;
        if number % 2 == 0 {
            let bar = Rect::from_min_max(
                pos2(x, bars.top() + 6.0),
                pos2(x + width, bars.bottom() - 6.0),
            );
            ui.painter().rect_filled(bar, 0, Color32::BLACK);
        }
        x += width;
    }
    text_ui(
        ui,
        caption,
        &code.readable,
        Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint)
            .for_lead()
            .centered(),
    );
}

/// What the scale is, what it shows, and what became of the last order to it.
fn scale_words(scene: &Scene<'_>) -> String {
    let health = &scene.snapshot.health;
    let mut parts = vec![scene.word(Word::LampOk)];
    parts.extend(health.scale_found.clone());
    parts.extend(
        health
            .scale_shows
            .map(|mass| i18n::format::grams(scene.lang, mass)),
    );
    parts.extend(
        health
            .scale_said
            .map(|(_order, end)| scene.word(order_word(end))),
    );
    parts.join(" · ")
}

fn health_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect) {
    let palette = scene.palette;
    let title = format!(
        "{} {}",
        scene.word(Word::SetStation),
        scene.snapshot.station
    );
    let room = headed_card_ui(ui, scene, card, &title);
    let health = &scene.snapshot.health;
    let scanner = &health.scanner;
    let lamps = [
        (Word::LampScanner, scanner),
        (Word::LampScale, &health.scale),
        (Word::LampPrinter, &health.printer),
        (Word::LampMaster, &health.master),
        (Word::LampDisk, &health.disk),
    ];
    let places = room.stack(lamps.len() + 1, theme::GAP);
    if let Some(place) = places.last() {
        last_check_ui(ui, scene, *place);
    }
    for (place, (name, lamp)) in places.into_iter().zip(lamps) {
        let (mood, color, text) = match lamp {
            Lamp::Ok if name == Word::LampScale => (Mood::Right, palette.good, scale_words(scene)),
            Lamp::Ok => (Mood::Right, palette.good, scene.word(Word::LampOk)),
            Lamp::Off => (Mood::Calm, palette.faint, scene.word(Word::LampOff)),
            Lamp::Watch(trouble) => (
                Mood::Blocked,
                palette.watch,
                trouble_in_full(scene, trouble),
            ),
            Lamp::Alarm(trouble) => (Mood::Wrong, palette.alarm, trouble_in_full(scene, trouble)),
        };
        let (sign, words) = place.cut_left(64.0, 20.0);
        mood_sign(ui, sign, 56.0, mood, [color, palette.card]);
        let (above, below) = words.cut_top(words.height() * 0.42, 0.0);
        text_ui(
            ui,
            above,
            &scene.word(name),
            Type::new(28.0, palette.ink)
                .bold()
                .for_lead()
                .at(Align2::LEFT_BOTTOM),
        );
        text_ui(
            ui,
            below,
            &text,
            lead_text(scene).lines(2).at(Align2::LEFT_TOP),
        );
    }
    let version = format!(
        "{} {}",
        scene.word(Word::SetVersion),
        env!("CARGO_PKG_VERSION")
    );
    let heading = card.shrink2(vec2(20.0, 14.0)).cut_top(40.0, 0.0).0;
    let kind = Type::new(theme::LEAD_TEXT_MIN, palette.faint).for_lead();
    text_ui(ui, heading, &version, kind.at(Align2::RIGHT_CENTER));
}

/// When the devices were checked last, by whom, and what came of it.
fn last_check_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let palette = scene.palette;
    let (sign, words) = place.cut_left(64.0, 20.0);
    let (above, below) = words.cut_top(words.height() * 0.42, 0.0);
    let bold = Type::new(26.0, palette.ink).bold().for_lead();
    let Some(last) = &scene.snapshot.last_check else {
        mood_sign(ui, sign, 56.0, Mood::Calm, [palette.faint, palette.card]);
        let never = scene.check_word(CheckWord::CheckNever);
        text_ui(ui, words, &never, lead_text(scene).lines(2));
        return;
    };
    let local = last.at.with_timezone(&scene.snapshot.time_zone);
    let when = i18n::format::date_time(scene.lang, &local);
    let worker = last.worker.clone();
    let head = scene.check_word(CheckWord::CheckLast { when, worker });
    let devices = [Device::Scanner, Device::Scale, Device::Printer];
    let told = devices.map(|device| {
        let name = i18n::check_device(scene.lang, device);
        let state = i18n::check_state(scene.lang, last.record.state(device));
        format!("{name}: {state}")
    });
    let mut text = told.join(" · ");
    let mut wrong = last.record.to_mend().map(|(_, found)| found);
    if let Some(first) = wrong.next() {
        text.push_str(" — ");
        text.push_str(&i18n::check_found(scene.lang, first).headline);
    }
    let more = wrong.count();
    if more > 0 {
        text = format!("{text} (+{more})");
    }
    let (mood, color) = match last.record.worst() {
        DeviceState::Works => (Mood::Right, palette.good),
        DeviceState::NotSetUp => (Mood::Calm, palette.faint),
        DeviceState::NotTested => (Mood::Blocked, palette.watch),
        DeviceState::ToMend => (Mood::Wrong, palette.alarm),
    };
    mood_sign(ui, sign, 56.0, mood, [color, palette.card]);
    text_ui(ui, above, &head, bold.at(Align2::LEFT_BOTTOM));
    let kind = lead_text(scene).lines(3).at(Align2::LEFT_TOP);
    text_ui(ui, below, &text, kind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::wedge::{Framing, LayoutCheck, WedgeScan};

    fn scan(code: &str, as_typed: &str) -> Heard {
        Heard::Scan(WedgeScan {
            code: code.to_owned(),
            as_typed: as_typed.to_owned(),
            framing: Framing::Speed,
            layout: LayoutCheck::Agrees,
            kept_out: 0,
        })
    }

    #[test]
    fn the_test_says_what_is_wrong_with_the_scanner() {
        assert_eq!(
            ScannerTest::of(&scan(SCANNER_SELF_TEST, "anything")),
            ScannerTest::Found(TestFinding::Fine)
        );
        assert_eq!(
            ScannerTest::of(&scan("PKN/TEST/zy", SCANNER_SELF_TEST)),
            ScannerTest::Layout
        );
        let cut = Heard::Fault(WedgeFault::NoEnd {
            code: SCANNER_SELF_TEST.to_owned(),
        });
        assert_eq!(ScannerTest::of(&cut), ScannerTest::NoEnter);
        assert_eq!(
            ScannerTest::of(&scan("5901", "5901")),
            ScannerTest::Found(TestFinding::Other("5901".to_owned()))
        );
    }
}
