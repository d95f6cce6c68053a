//! Dark or light, with or without sound: what is chosen once at a bench stays chosen.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::Theme;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::worker::Language;
use pakownia::i18n::{Word, word};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::station::Station;
use pakownia::station::clock::Clock;
use pakownia::station::config::{BenchConfig, LabelPaper, Look};
use pakownia::station::event::Event;
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::lead::LeadScreen;

use crate::support::snapshots;

fn started(dir: &Path) -> StationHandle {
    let station = Station::open(dir, Clock::System, |dir| {
        Ok(Box::new(EmbeddedMaster::open(dir)?))
    })
    .unwrap();
    let folder = dir.to_owned();
    let around = Surroundings {
        heard: Box::new(|_snapshot| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(move || Ok(Box::new(EmbeddedMaster::open(&folder)?))),
        devices: Box::new(|_events| vec![]),
    };
    StationHandle::start(station, around).unwrap()
}

#[test]
fn a_look_that_was_chosen_is_there_after_the_next_start_and_the_rest_of_the_set_up_too() {
    let dir = tempfile::tempdir().unwrap();
    let set_up = BenchConfig {
        label_size: LabelPaper::A6,
        ..BenchConfig::default()
    };
    set_up.save(dir.path()).unwrap();
    let chosen = Look {
        light: true,
        silent: true,
    };
    let bench = started(dir.path());
    assert_eq!(bench.latest().look, Look::default());
    assert!(bench.send(Event::Look(chosen)));
    // Closing waits until everything that was sent is worked off.
    drop(bench);
    assert_eq!(started(dir.path()).latest().look, chosen);
    let kept = BenchConfig::of(dir.path()).unwrap();
    assert_eq!(kept.label_size, LabelPaper::A6);
}

type Sent = Rc<RefCell<Vec<Event>>>;

fn window(look: Look) -> (Harness<'static, Window>, Sent) {
    let mut snapshot = snapshots::lead(Language::Pl);
    snapshot.look = look;
    let (snapshot, sent) = (Arc::new(snapshot), Sent::default());
    let outbox = Rc::clone(&sent);
    let wires = Wires {
        latest: Box::new(move || Arc::clone(&snapshot)),
        send: Box::new(move |event| {
            outbox.borrow_mut().push(event);
            true
        }),
        now: Box::new(snapshots::now),
    };
    let mut harness = Harness::builder()
        .with_size([1920.0, 1080.0])
        .with_max_steps(20)
        .build_eframe(move |created| {
            Window::new(&created.egui_ctx, WindowOptions::new("Pakownia"), wires)
        });
    harness.state_mut().go(Route::Lead, LeadScreen::Setup);
    harness.run_steps(3);
    (harness, sent)
}

#[test]
fn a_window_opens_in_the_theme_that_was_chosen_and_tells_the_station_of_another() {
    let light = Look {
        light: true,
        silent: false,
    };
    let (mut harness, sent) = window(light);
    assert_eq!(harness.ctx.theme(), Theme::Light);
    assert_eq!(*sent.borrow(), []);
    let dark = word(Language::Pl, Word::SetDark);
    harness.get_by_label(&dark).click();
    harness.run_steps(3);
    assert_eq!(harness.ctx.theme(), Theme::Dark);
    assert_eq!(*sent.borrow(), [Event::Look(Look::default())]);
}
