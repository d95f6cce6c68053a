//! The real window on a made-up picture: press keys by their label, see what is drawn and what is sent.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Pos2, Rect, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::worker::Language;
use pakownia::i18n::{Word, word};
use pakownia::station::event::{Action, Command, Event};
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use pakownia::ui::wedge_hook::WedgeHook;

use super::snapshots;

/// Full HD, the smallest screen we promise, and one that is higher than the sheet.
pub(crate) const WINDOWS: [(f32, f32); 3] = [(1920.0, 1080.0), (1280.0, 720.0), (1280.0, 1024.0)];
pub(crate) const LANGUAGES: [Language; 2] = [Language::Pl, Language::En];

type Sent = Rc<RefCell<Vec<Event>>>;

/// A window without a station behind it: shows a picture, and remembers what it would have sent.
pub(crate) struct Bench {
    pub(crate) harness: Harness<'static, Window>,
    sent: Sent,
    shown: Rc<RefCell<Arc<Snapshot>>>,
}

impl Bench {
    /// At full HD, dark.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self::sized(snapshot, WINDOWS[0], false)
    }

    /// In a window of this size.
    pub(crate) fn sized(snapshot: Snapshot, (width, height): (f32, f32), is_light: bool) -> Self {
        let sent = Sent::default();
        let shown = Rc::new(RefCell::new(Arc::new(snapshot)));
        let (outbox, latest) = (Rc::clone(&sent), Rc::clone(&shown));
        let wires = Wires {
            latest: Box::new(move || Arc::clone(&latest.borrow())),
            send: Box::new(move |event| {
                outbox.borrow_mut().push(event);
                true
            }),
            now: Box::new(snapshots::now),
        };
        // A window's zoom makes points of its pixels; the harness is given the points it ends with.
        let zoom = theme::zoom_for(vec2(width, height), 1.0);
        let harness = Harness::builder()
            .with_size(vec2(width, height) / zoom)
            .with_pixels_per_point(zoom)
            .with_max_steps(20)
            .build_eframe(move |created| {
                let options = WindowOptions {
                    is_light,
                    ..WindowOptions::new("Pakownia")
                };
                Window::new(&created.egui_ctx, options, wires)
            });
        let mut bench = Self {
            harness,
            sent,
            shown,
        };
        bench.run();
        bench
    }

    /// At full HD, dark, on one of the lead's screens.
    pub(crate) fn lead(snapshot: Snapshot, screen: LeadScreen) -> Self {
        let mut bench = Self::new(snapshot);
        bench.harness.state_mut().go(Route::Lead, screen);
        bench.run();
        bench
    }

    /// Whether anything on the screen tells this to a screen reader.
    pub(crate) fn says(&self, part: &str) -> bool {
        let mut nodes = self.harness.root().children_recursive();
        nodes.any(|node| {
            let node = node.accesskit_node();
            let told = node.label().or_else(|| node.value()).unwrap_or_default();
            told.contains(part)
        })
    }

    /// Draws until things have settled.
    pub(crate) fn run(&mut self) {
        self.harness.run_steps(4);
    }

    /// The station publishes another picture.
    pub(crate) fn show(&mut self, snapshot: Snapshot) {
        *self.shown.borrow_mut() = Arc::new(snapshot);
        self.run();
    }

    /// Presses what a screen reader calls so.
    pub(crate) fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    /// Presses the only thing that a screen reader calls something with these words.
    pub(crate) fn press_saying(&mut self, part: &str) {
        let part = part.to_owned();
        let row = self.harness.get_by(move |node| {
            node.role() == egui::accesskit::Role::RadioButton
                && node.label().is_some_and(|name| name.contains(&part))
        });
        row.click();
        self.run();
    }

    /// A keyboard scanner reads a code.
    pub(crate) fn scan(&mut self, code: &str) {
        self.harness
            .ctx
            .plugin::<WedgeHook>()
            .lock()
            .type_like_a_scanner(code);
        self.run();
    }

    /// A lead lets the step be that stops the packer, with badge, PIN and a reason; gives what the
    /// window has to send for it.
    pub(crate) fn release(&mut self, lang: Language) -> Event {
        self.press(&word(lang, Word::KeyRelease));
        self.scan("W-900");
        assert_eq!(
            self.sent(),
            [],
            "the badge belongs to the form, not to the packing"
        );
        for digit in ["9", "0", "0", "9", "0", "0"] {
            self.press(digit);
        }
        let reason = word(lang, Word::ReleaseWhyRecounted);
        self.press(&reason);
        self.press(&word(lang, Word::ReleaseButton));
        command(Command::Release {
            badge: "W-900".to_owned(),
            pin: "900900".to_owned(),
            reason,
        })
    }

    /// Commands and scans sent; what the window tells of its keyboard is left out.
    pub(crate) fn sent(&self) -> Vec<Event> {
        let sent = self.sent.borrow();
        sent.iter()
            .filter(|event| !matches!(event, Event::Keyboard(_) | Event::KeyboardFine))
            .cloned()
            .collect()
    }

    /// The outlines that are drawn: where two pictures differ, these do.
    pub(crate) fn outlines(&self) -> Vec<Shape> {
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            outlines_of(&clipped.shape, &mut found);
        }
        found
    }

    /// Every text that is drawn.
    pub(crate) fn texts(&self) -> Vec<Text> {
        drawn(&self.harness)
    }
}

/// Every text that a window draws.
pub(crate) fn drawn(harness: &Harness<'_, Window>) -> Vec<Text> {
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        texts_of(&clipped.shape, &mut found);
    }
    found
}

/// A text that is drawn.
pub(crate) struct Text {
    pub(crate) text: String,
    /// In points of the sheet.
    pub(crate) size: f32,
    pub(crate) place: Rect,
    /// Cut with an ellipsis.
    pub(crate) is_cut: bool,
}

fn outlines_of(shape: &Shape, found: &mut Vec<Shape>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| outlines_of(shape, found)),
        Shape::Path(_) => found.push(shape.clone()),
        _ => {}
    }
}

pub(crate) fn texts_of(shape: &Shape, found: &mut Vec<Text>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts_of(shape, found)),
        Shape::Text(text) => {
            let sizes = text
                .galley
                .job
                .sections
                .iter()
                .map(|section| section.format.font_id.size);
            let size = sizes.fold(f32::INFINITY, f32::min);
            found.push(Text {
                text: text.galley.text().to_owned(),
                size,
                place: text.visual_bounding_rect(),
                is_cut: text.galley.elided,
            });
        }
        _ => {}
    }
}

pub(crate) fn command(command: Command) -> Event {
    Event::Action(Action::Command(command))
}

pub(crate) fn scanned(code: &str) -> Event {
    Event::Action(Action::Scan {
        code: code.to_owned(),
    })
}

/// Only what a shop may write at any length is ever cut: names of products, what a machine said.
pub(crate) const LONG_NAMES: [&str; 6] = [
    "MAGAZYN",
    "Doniczka",
    "Kubek",
    "Świeca",
    "Talerz",
    "connection refused",
];

/// Text may leave a screen's edge by this much: a glyph's side bearing, in points.
const SLACK: f32 = 2.0;

/// What is wrong with the texts of a screen, in words.
pub(crate) fn check_texts(bench: &Bench, name: &str, size_min: f32, sheet: Rect) -> Vec<String> {
    let mut wrong = Vec::new();
    let texts = bench.texts();
    assert!(texts.len() >= 3, "{name}: almost nothing is drawn");
    for Text {
        text,
        size,
        place,
        is_cut,
    } in texts
    {
        // The sign in a painted shape is part of the shape.
        if text == "?" || text.is_empty() {
            continue;
        }
        if size < size_min - 0.01 {
            wrong.push(format!("{name}: {text:?} has {size} points"));
        }
        if !sheet.expand(SLACK).contains_rect(place) {
            wrong.push(format!("{name}: {text:?} at {place:?} leaves {sheet:?}"));
        }
        if is_cut && !LONG_NAMES.iter().any(|long| text.contains(long)) {
            wrong.push(format!("{name}: {text:?} is cut"));
        }
    }
    wrong
}

pub(crate) fn check_nodes(bench: &Bench, name: &str, key_min: f32, sheet: Rect) {
    for node in bench.harness.root().children_recursive() {
        if node.accesskit_node().role() == egui::accesskit::Role::Button {
            let rect = node.rect();
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(
                sheet.expand(SLACK).contains_rect(rect),
                "{name}: key {label:?} at {rect:?}"
            );
            let side = rect.width().min(rect.height());
            assert!(
                side >= key_min - 0.5,
                "{name}: key {label:?} is {side} points small"
            );
        }
    }
}

pub(crate) fn sheet_of((width, height): (f32, f32)) -> Rect {
    Rect::from_min_size(
        Pos2::ZERO,
        vec2(width, height) / theme::zoom_for(vec2(width, height), 1.0),
    )
}
