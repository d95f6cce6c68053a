//! The screens in every state, in both languages: nothing is cut, nothing is small, keys do what they say.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Pos2, Rect, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::session::input::Card;
use pakownia::domain::units::Grams;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, Word, word};
use pakownia::station::event::{Action, Command, Event};
use pakownia::station::snapshot::{ImportEnd, Snapshot};
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use pakownia::ui::wedge_hook::WedgeHook;

use crate::support::snapshots;

/// Full HD, the smallest screen we promise, and one that is higher than the sheet.
const WINDOWS: [(f32, f32); 3] = [(1920.0, 1080.0), (1280.0, 720.0), (1280.0, 1024.0)];
const LANGUAGES: [Language; 2] = [Language::Pl, Language::En];

type Sent = Rc<RefCell<Vec<Event>>>;

struct Bench {
    harness: Harness<'static, Window>,
    sent: Sent,
    shown: Rc<RefCell<Arc<Snapshot>>>,
}

impl Bench {
    fn new(snapshot: Snapshot) -> Self {
        Self::sized(snapshot, WINDOWS[0], false)
    }

    fn sized(snapshot: Snapshot, (width, height): (f32, f32), is_light: bool) -> Self {
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

    fn run(&mut self) {
        self.harness.run_steps(4);
    }

    fn show(&mut self, snapshot: Snapshot) {
        *self.shown.borrow_mut() = Arc::new(snapshot);
        self.run();
    }

    fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    fn scan(&mut self, code: &str) {
        self.harness
            .ctx
            .plugin::<WedgeHook>()
            .lock()
            .type_like_a_scanner(code);
        self.run();
    }

    /// Commands and scans sent; what the window tells of its keyboard is left out.
    fn sent(&self) -> Vec<Event> {
        let sent = self.sent.borrow();
        sent.iter()
            .filter(|event| !matches!(event, Event::Keyboard(_) | Event::KeyboardFine))
            .cloned()
            .collect()
    }

    /// Every text that is drawn.
    fn texts(&self) -> Vec<Text> {
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            texts_of(&clipped.shape, &mut found);
        }
        found
    }
}

/// A text that is drawn.
struct Text {
    text: String,
    /// In points of the sheet.
    size: f32,
    place: Rect,
    /// Cut with an ellipsis.
    is_cut: bool,
}

fn texts_of(shape: &Shape, found: &mut Vec<Text>) {
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

fn command(command: Command) -> Event {
    Event::Action(Action::Command(command))
}

fn scanned(code: &str) -> Event {
    Event::Action(Action::Scan {
        code: code.to_owned(),
    })
}

/// Only what a shop may write at any length is ever cut: names of products, what a machine said.
const LONG_NAMES: [&str; 6] = [
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
fn check_texts(bench: &Bench, name: &str, size_min: f32, sheet: Rect) -> Vec<String> {
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

fn check_nodes(bench: &Bench, name: &str, key_min: f32, sheet: Rect) {
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

fn sheet_of((width, height): (f32, f32)) -> Rect {
    Rect::from_min_size(
        Pos2::ZERO,
        vec2(width, height) / theme::zoom_for(vec2(width, height), 1.0),
    )
}

#[test]
fn every_packers_screen_fits_and_is_readable_at_one_metre_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, snapshot) in snapshots::all_packing(lang) {
                let bench = Bench::sized(snapshot, window, false);
                let name = format!("{name} {lang:?} {window:?}");
                wrong.extend(check_texts(
                    &bench,
                    &name,
                    theme::TEXT_MIN,
                    sheet_of(window),
                ));
                check_nodes(&bench, &name, theme::KEY_MIN, sheet_of(window));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_leads_screen_fits_and_is_readable_in_both_languages() {
    let errors: Vec<String> = (0..300)
        .map(|row| format!("orders.csv, {row}, postcode „0-95”: NN-NNN"))
        .collect();
    let done = ImportEnd::Done {
        added: 12_000,
        changed: 3,
        same: 0,
        notes: errors.clone(),
    };
    for window in WINDOWS {
        for lang in LANGUAGES {
            let screens = [
                (LeadScreen::Statistics, snapshots::lead(lang)),
                (LeadScreen::Import, snapshots::lead(lang)),
                (LeadScreen::Import, snapshots::importing(lang, None)),
                (
                    LeadScreen::Import,
                    snapshots::importing(lang, Some(done.clone())),
                ),
                (
                    LeadScreen::Import,
                    snapshots::importing(
                        lang,
                        Some(ImportEnd::Refused {
                            errors: errors.clone(),
                        }),
                    ),
                ),
                (LeadScreen::Documents, snapshots::lead(lang)),
                (LeadScreen::Prints, snapshots::lead(lang)),
                (LeadScreen::Setup, snapshots::lead(lang)),
            ];
            for (screen, snapshot) in screens {
                let mut bench = Bench::sized(snapshot, window, true);
                bench.harness.state_mut().go(Route::Lead, screen);
                bench.run();
                let name = format!("{screen:?} {lang:?} {window:?}");
                for Text { text, size, .. } in bench.texts() {
                    assert!(
                        size >= theme::LEAD_TEXT_MIN - 0.01,
                        "{name}: {text:?} has {size} points"
                    );
                }
                check_nodes(&bench, &name, 60.0, sheet_of(window));
            }
        }
    }
}

#[test]
fn the_picture_takes_two_fifths_of_the_height() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    let mut tallest = 0.0;
    // The picture comes from a worker; give it a moment.
    for _ in 0..500 {
        bench.run();
        let nodes = bench.harness.root().children_recursive();
        let pictures =
            nodes.filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Image);
        tallest = pictures
            .map(|node| node.rect().height())
            .fold(0.0_f32, f32::max);
        if tallest > 0.0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(tallest >= 0.4 * theme::SHEET.y, "{tallest}");
}

#[test]
fn a_key_of_the_row_does_what_its_card_does() {
    for (card, role) in [
        (Card::Undo, Role::Packer),
        (Card::Short, Role::Packer),
        (Card::NextParcel, Role::Packer),
        (Card::Hold, Role::Packer),
        (Card::Help, Role::Packer),
        (Card::SwitchPacker, Role::Lead),
    ] {
        let mut bench = Bench::new(snapshots::scanning(Language::Pl, role));
        bench.press(&i18n::card(Language::Pl, card).title);
        assert_eq!(bench.sent(), [command(Command::Card(card))]);
    }
}

#[test]
fn an_answer_is_given_by_its_key() {
    let mut bench = Bench::new(snapshots::asking(Language::En));
    let damaged = i18n::reason(
        Language::En,
        pakownia::domain::session::question::CommonReason::Damaged,
    );
    bench.press(&damaged);
    assert_eq!(bench.sent(), [command(Command::Card(Card::Option(2)))]);
}

#[test]
fn a_packer_cannot_confirm_by_hand_and_a_lead_can() {
    let title = word(Language::Pl, Word::KeyManual);
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    let lead_only = i18n::role(Language::Pl, Role::Lead);
    bench.press(&format!("{title} ({lead_only})"));
    assert!(
        bench
            .harness
            .query_by_label(&word(Language::Pl, Word::ManualWhich))
            .is_none()
    );

    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Lead));
    bench.press(&title);
    bench.press("Talerz głęboki „Chaber” 22 cm (TAL-02)");
    let reason = word(Language::Pl, Word::ManualWhyDamaged);
    bench.press(&reason);
    assert_eq!(
        bench.sent(),
        [command(Command::Confirm {
            sku: "TAL-02".into(),
            reason
        })]
    );
}

#[test]
fn a_release_takes_the_leads_badge_by_scan_and_the_pin_by_keys() {
    let mut bench = Bench::new(snapshots::weight_off(Language::Pl));
    bench.press(&word(Language::Pl, Word::KeyRelease));
    bench.scan("W-900");
    assert_eq!(
        bench.sent(),
        [],
        "the badge belongs to the form, not to the packing"
    );
    for digit in ["9", "0", "0", "9", "0", "0"] {
        bench.press(digit);
    }
    let reason = word(Language::Pl, Word::ReleaseWhyRecounted);
    bench.press(&reason);
    bench.press(&word(Language::Pl, Word::ReleaseButton));
    let release = Command::Release {
        badge: "W-900".to_owned(),
        pin: "900900".to_owned(),
        reason,
    };
    assert_eq!(bench.sent(), [command(release)]);
}

#[test]
fn a_pin_is_never_on_the_screen() {
    let mut bench = Bench::new(snapshots::locked());
    bench.scan("W-001");
    assert_eq!(bench.sent(), [scanned("W-001")]);
    let mut offered = snapshots::locked();
    offered.badge_offered = Some("W-001".into());
    bench.show(offered);
    for digit in ["8", "7", "8", "7", "8", "7"] {
        bench.press(digit);
    }
    assert!(bench.texts().iter().all(|text| !text.text.contains("878")));
    bench.press(&word(Language::Pl, Word::SignInButton));
    let sign_in = Action::SignIn {
        badge: "W-001".to_owned(),
        pin: "878787".to_owned(),
    };
    assert_eq!(bench.sent().last(), Some(&Event::Action(sign_in)));
}

#[test]
fn a_weight_is_typed_only_where_there_is_no_scale() {
    let states = snapshots::all_packing(Language::En);
    let typed = states
        .into_iter()
        .find(|(name, _)| *name == "weighing-typed")
        .unwrap()
        .1;
    let mut bench = Bench::new(typed);
    for digit in ["2", "4", "3", "0"] {
        bench.press(digit);
    }
    bench.press(&word(Language::En, Word::PadDone));
    let weigh = Action::Weigh {
        gross: Grams(2_430),
        typed: true,
    };
    assert_eq!(bench.sent(), [Event::Action(weigh)]);
}

#[test]
fn a_scan_reaches_the_bench_whatever_has_the_focus_and_presses_nothing() {
    let mut bench = Bench::new(snapshots::lead(Language::Pl));
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::Import);
    bench.run();
    let skip = format!(
        "{} ({})",
        word(Language::Pl, Word::ImportSkipBadRows),
        word(Language::Pl, Word::No)
    );
    bench.harness.get_by_label(&skip).focus();
    bench.run();
    bench.scan("5901234123457");
    assert_eq!(bench.sent().last(), Some(&scanned("5901234123457")));
    assert!(
        bench.harness.query_by_label(&skip).is_some(),
        "the scanner's Enter pressed the key"
    );
}

#[test]
fn typing_goes_into_the_field_and_a_burst_does_not() {
    let mut bench = Bench::new(snapshots::locked());
    let field = word(Language::Pl, Word::SignInBadge);
    bench.harness.get_by_label(&field).click();
    bench.run();
    for key in ["W", "0", "7"] {
        bench.harness.event(egui::Event::Text(key.to_owned()));
        bench.run();
        // A person's keys are a tenth of a second apart and more.
        std::thread::sleep(std::time::Duration::from_millis(120));
        bench.run();
    }
    let value = |bench: &Bench| bench.harness.get_by_label(&field).value();
    assert_eq!(value(&bench).as_deref(), Some("W07"));
    bench.scan("ZAM-1001");
    assert_eq!(value(&bench).as_deref(), Some("W07"));
    assert_eq!(bench.sent(), [scanned("ZAM-1001")]);
}

#[test]
fn fifty_scans_in_one_breath_are_fifty_scans() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    let codes: Vec<String> = (0..50)
        .map(|number| format!("59012341{number:05}"))
        .collect();
    for code in &codes {
        bench
            .harness
            .ctx
            .plugin::<WedgeHook>()
            .lock()
            .type_like_a_scanner(code);
    }
    bench.run();
    let expected: Vec<Event> = codes.iter().map(|code| scanned(code)).collect();
    assert_eq!(bench.sent(), expected);
}

#[test]
fn a_lead_reaches_the_statistics_and_they_are_asked_for() {
    let mut bench = Bench::new(snapshots::lead(Language::Pl));
    bench.press(&word(Language::Pl, Word::MenuLead));
    let today = "2026-11-20".to_owned();
    assert_eq!(
        bench.sent(),
        [Event::Report {
            from: today.clone(),
            to: today
        }]
    );
    assert!(
        bench
            .harness
            .query_by_label(&word(Language::Pl, Word::StatFirstPass))
            .is_some()
    );
}

#[test]
fn an_idle_screen_asks_for_no_new_picture() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    bench.harness.run_steps(30);
    let viewport = &bench.harness.output().viewport_output[&egui::ViewportId::ROOT];
    assert!(
        viewport.repaint_delay >= std::time::Duration::from_secs(20),
        "{:?}",
        viewport.repaint_delay
    );
}

#[test]
fn the_demo_panel_leaves_the_packers_screen_whole() {
    use pakownia::ui::demo_panel::{Demo, DemoView, PANEL};
    let states = snapshots::all_packing(Language::Pl);
    for (name, snapshot) in states {
        let shown = Arc::new(snapshot);
        let wires = Wires {
            latest: Box::new(move || Arc::clone(&shown)),
            send: Box::new(|_event| true),
            now: Box::new(snapshots::now),
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(1920.0, 1080.0))
            .with_max_steps(20)
            .build_eframe(move |created| {
                let mut options = WindowOptions::new("Pakownia");
                let demo = Demo {
                    look: Box::new(|_, _| DemoView::default()),
                    act: Box::new(|_act| {}),
                };
                options.demo = Some(demo);
                Window::new(&created.egui_ctx, options, wires)
            });
        harness.run_steps(3);
        let mut texts = Vec::new();
        for clipped in &harness.output().shapes {
            texts_of(&clipped.shape, &mut texts);
        }
        for text in texts
            .iter()
            .filter(|text| text.place.left() < 1920.0 - PANEL)
        {
            let may_be_cut = LONG_NAMES.iter().any(|long| text.text.contains(long));
            // Four troubles at once leave no room for the words of one; the lamps still say which.
            let may_be_cut = may_be_cut || name == "scanning-troubles";
            assert!(
                !text.is_cut || may_be_cut,
                "{name}: {:?} is cut beside the panel",
                text.text
            );
        }
        for node in harness.root().children_recursive() {
            if node.accesskit_node().role() != egui::accesskit::Role::Button {
                continue;
            }
            let rect = node.rect();
            if rect.left() < 1920.0 - PANEL {
                assert!(rect.right() <= 1920.0 - PANEL + 1.0, "{name}: {rect:?}");
            }
        }
    }
}
