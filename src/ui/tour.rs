//! The tour: drives the real window through a list of steps and keeps a picture of each.
//!
//! Keys go through the same hook as a keyboard scanner's, so that a tour proves the whole way.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use eframe::egui::{self, ColorImage};

use super::app::Route;
use super::lead::LeadScreen;
use super::wedge_hook::WedgeHook;
use crate::i18n::Lang;
use crate::station::event::Event;
use crate::station::snapshot::Snapshot;

/// How long a step may wait for what it expects.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pictures drawn after the expected one, so that product pictures and sizes have settled.
const SETTLING: u32 = 4;
/// Time for the picture worker and the renderer.
const SETTLING_TIME: Duration = Duration::from_millis(350);

/// What a step does first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TourInput {
    /// Tells the station something.
    Event(Event),
    /// Types a code and Enter as a keyboard scanner would.
    Keys(String),
    /// Goes to a screen.
    Go(Route, LeadScreen),
    /// Shows this language whoever is signed in; `None` the worker's own.
    Lang(Option<Lang>),
    /// Shows the light theme.
    Light(bool),
}

/// Whether the snapshot is the one that a step waits for.
pub type Expected = Box<dyn Fn(&Snapshot) -> bool>;

/// One step: do this, wait for that, keep the picture.
pub struct TourStep {
    /// What is done, in order.
    pub inputs: Vec<TourInput>,
    /// What it waits for.
    pub wait_until: Expected,
    /// The picture's file name without ending; none is kept when empty.
    pub file_name: String,
}

/// How the tour went. Read it after the window has closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TourReport {
    /// Pictures written.
    pub pictures: Vec<PathBuf>,
    /// What did not happen, in words.
    pub failures: Vec<String>,
    /// Whether the last step was reached.
    pub is_finished: bool,
}

/// A shared report: the window writes it, the command that opened the window reads it.
pub type SharedReport = Arc<Mutex<TourReport>>;

/// What the window has to do for the tour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TourAct {
    /// Tell the station.
    Send(Event),
    /// Go to a screen.
    Go(Route, LeadScreen),
    /// Light or dark.
    Light(bool),
    /// The end.
    Close,
}

enum Stage {
    Begin,
    Waiting(Instant),
    Settling { drawn: u32, since: Instant },
    Shooting(Receiver<Arc<ColorImage>>, Instant),
    Over,
}

/// A tour in progress.
pub struct Tour {
    steps: VecDeque<TourStep>,
    folder: PathBuf,
    stage: Stage,
    lang: Option<Lang>,
    report: SharedReport,
}

impl Tour {
    /// A tour through `steps` whose pictures go into `folder`.
    pub fn new(steps: Vec<TourStep>, folder: PathBuf, report: SharedReport) -> Self {
        Self {
            steps: steps.into(),
            folder,
            stage: Stage::Begin,
            lang: None,
            report,
        }
    }

    /// The language that the tour insists on.
    pub fn lang(&self) -> Option<Lang> {
        self.lang
    }

    /// Goes on as far as it can. Call once a picture; it asks for the next one by itself.
    pub fn drive(&mut self, ctx: &egui::Context, snapshot: &Snapshot) -> Vec<TourAct> {
        let mut acts = Vec::new();
        self.stage = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Over => return acts,
            Stage::Begin => self.begin(ctx, &mut acts),
            Stage::Waiting(since) => self.wait(ctx, snapshot, since),
            Stage::Settling { drawn, since } => self.settle(ctx, drawn, since),
            Stage::Shooting(shot, since) => self.shoot(shot, since),
        };
        ctx.request_repaint_after(Duration::from_millis(15));
        acts
    }

    fn begin(&mut self, ctx: &egui::Context, acts: &mut Vec<TourAct>) -> Stage {
        let Some(step) = self.steps.front_mut() else {
            self.note(|report| report.is_finished = true);
            acts.push(TourAct::Close);
            return Stage::Over;
        };
        for input in step.inputs.drain(..) {
            match input {
                TourInput::Event(event) => acts.push(TourAct::Send(event)),
                TourInput::Keys(code) => {
                    ctx.plugin::<WedgeHook>().lock().type_like_a_scanner(&code);
                }
                TourInput::Go(route, screen) => acts.push(TourAct::Go(route, screen)),
                TourInput::Lang(lang) => self.lang = lang,
                TourInput::Light(is_light) => acts.push(TourAct::Light(is_light)),
            }
        }
        Stage::Waiting(Instant::now())
    }

    fn wait(&self, ctx: &egui::Context, snapshot: &Snapshot, since: Instant) -> Stage {
        let Some(step) = self.steps.front() else {
            return Stage::Begin;
        };
        let is_there = (step.wait_until)(snapshot);
        if !is_there && since.elapsed() < PATIENCE {
            return Stage::Waiting(since);
        }
        if !is_there {
            // The picture is taken all the same: it shows what came instead.
            let failure = format!("{}: what was expected did not come", step.file_name);
            self.note(|report| report.failures.push(failure));
        }
        ctx.request_repaint();
        Stage::Settling {
            drawn: 0,
            since: Instant::now(),
        }
    }

    fn settle(&mut self, ctx: &egui::Context, drawn: u32, since: Instant) -> Stage {
        if drawn < SETTLING || since.elapsed() < SETTLING_TIME {
            return Stage::Settling {
                drawn: drawn + 1,
                since,
            };
        }
        if self
            .steps
            .front()
            .is_none_or(|step| step.file_name.is_empty())
        {
            self.steps.pop_front();
            return Stage::Begin;
        }
        let (door, shot) = sync_channel(1);
        ctx.request_screenshot(move |image| {
            // The tour may have given up waiting; then nobody wants the picture.
            drop(door.send(image));
        });
        Stage::Shooting(shot, Instant::now())
    }

    fn shoot(&mut self, shot: Receiver<Arc<ColorImage>>, since: Instant) -> Stage {
        match shot.try_recv() {
            Err(TryRecvError::Empty) if since.elapsed() < PATIENCE => {
                return Stage::Shooting(shot, since);
            }
            Err(_) => {
                let name = self
                    .steps
                    .front()
                    .map(|step| step.file_name.clone())
                    .unwrap_or_default();
                self.note(|report| {
                    report
                        .failures
                        .push(format!("{name}: the window gave no picture"));
                });
            }
            Ok(image) => self.keep(&image),
        }
        self.steps.pop_front();
        Stage::Begin
    }

    fn keep(&self, image: &ColorImage) {
        let Some(step) = self.steps.front() else {
            return;
        };
        let file = self.folder.join(format!("{}.png", step.file_name));
        match write_png(&file, image) {
            Ok(()) => self.note(|report| report.pictures.push(file)),
            Err(error) => {
                let failure = format!("{}: {error}", file.display());
                self.note(|report| report.failures.push(failure));
            }
        }
    }

    fn note(&self, write: impl FnOnce(&mut TourReport)) {
        write(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Writes what was on the screen, without transparency.
fn write_png(file: &std::path::Path, image: &ColorImage) -> Result<(), image::ImageError> {
    let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or(0));
    let bytes: Vec<u8> = image
        .pixels
        .iter()
        .flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()])
        .collect();
    image::save_buffer_with_format(
        file,
        &bytes,
        width,
        height,
        image::ColorType::Rgb8,
        image::ImageFormat::Png,
    )
}
