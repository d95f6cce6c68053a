//! The demo's side panel: a scanner, a scale and a printer made of keys, for a bench without any.

use eframe::egui::{Align2, Rect, Ui, pos2, vec2};

use super::draw::{Cut as _, Type, card_ui, inside, text_ui};
use super::fields::lead_field_ui;
use super::keys::{BigKey, Icon};
use super::scene::Scene;
use super::theme;
use crate::domain::units::Grams;
use crate::i18n::{Lang, Signed, Word, format};
use crate::station::event::{Action, Event};
use crate::station::snapshot::Snapshot;

/// Width of the panel on the sheet.
pub const PANEL: f32 = 360.0;

/// A code that the panel offers to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCode {
    /// What stands on the key, in the reader's language.
    pub title: String,
    /// The code.
    pub code: String,
}

/// Somebody who may sign in to the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoWorker {
    /// The name.
    pub name: String,
    /// What stands on the badge.
    pub badge: String,
    /// The PIN, which only a demo may show.
    pub pin: String,
}

/// What the panel offers now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemoView {
    /// Who may sign in.
    pub workers: Vec<DemoWorker>,
    /// Codes that would be right next, most useful first.
    pub right: Vec<DemoCode>,
    /// Codes that would be wrong: another product, an unknown code.
    pub wrong: Vec<DemoCode>,
    /// What the parcel should weigh, once it is known.
    pub expected: Option<Grams>,
    /// The weight of one unit, for putting the parcel on with one too few.
    pub unit: Option<Grams>,
    /// Masses that the scale may be given while each unit is weighed, the right one first.
    pub masses: Vec<(String, Grams)>,
    /// What the printer has printed, newest first.
    pub printed: Vec<String>,
    /// The printer has no paper.
    pub out_of_paper: bool,
}

/// What somebody does to the simulated devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoAct {
    /// Badge and PIN at once.
    SignIn {
        /// The badge.
        badge: String,
        /// The PIN.
        pin: String,
    },
    /// A code is scanned.
    Scan(String),
    /// This mass is put on the scale.
    PutOn(Grams),
    /// The scale is emptied.
    TakeOff,
    /// Paper is taken out of the printer, or put in.
    Paper {
        /// Whether it is in.
        present: bool,
    },
}

impl DemoAct {
    /// The event it comes to where no simulated device stands between.
    pub fn event(&self) -> Option<Event> {
        let action = match self {
            Self::SignIn { badge, pin } => Action::SignIn {
                badge: badge.clone(),
                pin: pin.clone(),
            },
            Self::Scan(code) => Action::Scan { code: code.clone() },
            Self::PutOn(gross) => Action::Weigh {
                gross: *gross,
                typed: false,
            },
            Self::TakeOff | Self::Paper { .. } => return None,
        };
        Some(Event::Action(action))
    }
}

/// Says what the panel offers for a snapshot, in a language.
pub type DemoLook = Box<dyn Fn(&Snapshot, Lang) -> DemoView>;

/// The demo's devices, as the panel sees them.
pub struct Demo {
    /// What to offer.
    pub look: DemoLook,
    /// Does it.
    pub act: Box<dyn Fn(DemoAct)>,
}

/// What somebody is in the middle of.
#[derive(Debug, Default)]
pub struct DemoState {
    /// The code being typed.
    pub code: String,
}

/// The panel.
pub fn demo_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    view: &DemoView,
    state: &mut DemoState,
    out: &mut Vec<DemoAct>,
) {
    let room = Rect::from_min_max(
        place.min + vec2(0.0, theme::GAP),
        place.max - vec2(theme::GAP, theme::GAP),
    );
    card_ui(ui, room, scene.palette);
    let mut column = Column {
        room: room.shrink2(vec2(16.0, 12.0)),
        scene,
    };
    column.heading(ui, Word::DemoHeading, 30.0);
    column.hint(ui, Word::DemoHint);
    if scene.snapshot.worker.is_none() {
        column.heading(ui, Word::DemoSignIn, 24.0);
        for worker in view.workers.iter().take(4) {
            let note = format!("{} · {}", worker.badge, worker.pin);
            if column.key(ui, &worker.name, Some(&note)) {
                out.push(DemoAct::SignIn {
                    badge: worker.badge.clone(),
                    pin: worker.pin.clone(),
                });
            }
        }
    }
    scanner_ui(ui, &mut column, view, state, out);
    scale_ui(ui, &mut column, view, out);
    printer_ui(ui, &mut column, view, out);
}

fn scanner_ui(
    ui: &mut Ui,
    column: &mut Column<'_, '_>,
    view: &DemoView,
    state: &mut DemoState,
    out: &mut Vec<DemoAct>,
) {
    column.heading(ui, Word::DemoScanner, 24.0);
    for code in view.right.iter().take(4) {
        if column.right_key(ui, &code.title, &code.code) {
            out.push(DemoAct::Scan(code.code.clone()));
        }
    }
    for code in view.wrong.iter().take(3) {
        if column.key(ui, &code.title, Some(&code.code)) {
            out.push(DemoAct::Scan(code.code.clone()));
        }
    }
    let place = column.take(94.0);
    let (key, field) = place.cut_right(110.0, 8.0);
    let caption = column.scene.word(Word::DemoScanField);
    let entered = lead_field_ui(ui, field, &caption, &mut state.code);
    let (key, _) = key.cut_bottom(60.0, 0.0);
    let pressed = BigKey::new(&column.scene.word(Word::DemoScan))
        .for_lead()
        .show(ui, key);
    if (pressed || entered) && !state.code.trim().is_empty() {
        out.push(DemoAct::Scan(std::mem::take(&mut state.code)));
    }
}

fn scale_ui(ui: &mut Ui, column: &mut Column<'_, '_>, view: &DemoView, out: &mut Vec<DemoAct>) {
    if !column.scene.snapshot.has_scale {
        return;
    }
    let on_scale = column.scene.snapshot.health.scale_shows;
    let is_loaded = on_scale.is_some_and(|mass| mass.0 > 0);
    // Without a key under it the heading would only puzzle.
    if view.expected.is_none() && view.masses.is_empty() && !is_loaded {
        return;
    }
    column.heading(ui, Word::DemoScale, 24.0);
    if let Some(expected) = view.expected {
        let note = format::grams(column.scene.lang, expected);
        let title = column.scene.word(Word::DemoPutOn);
        if column.right_key(ui, &title, &note) {
            out.push(DemoAct::PutOn(expected));
        }
        if let Some(unit) = view.unit {
            let off = Grams(-unit.0);
            if column.word_key(
                ui,
                Word::DemoPutOnOff {
                    difference: Signed(off),
                },
            ) {
                out.push(DemoAct::PutOn(expected + off));
            }
        }
    }
    for (at, (title, mass)) in view.masses.iter().enumerate() {
        let note = format::grams(column.scene.lang, *mass);
        let pressed = match at {
            0 => column.right_key(ui, title, &note),
            _ => column.key(ui, title, Some(&note)),
        };
        if pressed {
            out.push(DemoAct::PutOn(*mass));
        }
    }
    if is_loaded && column.word_key(ui, Word::DemoTakeOff) {
        out.push(DemoAct::TakeOff);
    }
}

fn printer_ui(ui: &mut Ui, column: &mut Column<'_, '_>, view: &DemoView, out: &mut Vec<DemoAct>) {
    column.heading(ui, Word::DemoPrinter, 24.0);
    let paper = if view.out_of_paper {
        Word::DemoPaperIn
    } else {
        Word::DemoOutOfPaper
    };
    if column.word_key(ui, paper) {
        out.push(DemoAct::Paper {
            present: view.out_of_paper,
        });
    }
    let scene = column.scene;
    if view.printed.is_empty() {
        column.hint(ui, Word::DemoNoPrint);
        return;
    }
    let place = column.room;
    if place.height() < 40.0 {
        return;
    }
    inside(ui, place, |ui| {
        let mut top = place.top();
        for (at, title) in view.printed.iter().enumerate() {
            let row = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), 34.0));
            if row.bottom() > place.bottom() {
                return;
            }
            let ink = if at == 0 {
                scene.palette.ink
            } else {
                scene.palette.faint
            };
            text_ui(ui, row, title, Type::new(22.0, ink).for_lead());
            top += 36.0;
        }
    });
}

/// Things one under the other until the panel is full.
struct Column<'a, 's> {
    room: Rect,
    scene: &'a Scene<'s>,
}

impl Column<'_, '_> {
    /// The next `height`; nothing once the panel is full.
    fn take(&mut self, height: f32) -> Rect {
        if self.room.height() < height {
            self.room.min.y = self.room.max.y;
            return Rect::from_min_size(self.room.min, vec2(0.0, 0.0));
        }
        let (place, rest) = self.room.cut_top(height, 8.0);
        self.room = rest;
        place
    }

    fn heading(&mut self, ui: &mut Ui, what: Word, size: f32) {
        let place = self.take(size * 1.5);
        let kind = Type::new(size, self.scene.palette.ink)
            .bold()
            .for_lead()
            .at(Align2::LEFT_BOTTOM);
        text_ui(ui, place, &self.scene.word(what), kind);
    }

    fn hint(&mut self, ui: &mut Ui, what: Word) {
        let place = self.take(60.0);
        let kind = Type::new(theme::LEAD_TEXT_MIN, self.scene.palette.faint)
            .for_lead()
            .lines(2)
            .at(Align2::LEFT_TOP);
        text_ui(ui, place, &self.scene.word(what), kind);
    }

    fn key(&mut self, ui: &mut Ui, title: &str, note: Option<&str>) -> bool {
        let place = self.take(66.0);
        let key = BigKey::new(title).for_lead();
        place.is_positive()
            && note
                .map_or(key.clone(), |note| key.note(note))
                .show(ui, place)
    }

    fn right_key(&mut self, ui: &mut Ui, title: &str, note: &str) -> bool {
        let place = self.take(72.0);
        place.is_positive()
            && BigKey::new(title)
                .for_lead()
                .note(note)
                .primary()
                .icon(Icon::Go)
                .show(ui, place)
    }

    fn word_key(&mut self, ui: &mut Ui, what: Word) -> bool {
        let title = self.scene.word(what);
        self.key(ui, &title, None)
    }
}
