//! The packers' screen: one frame, and in its middle whatever the step needs.

mod capture;
mod closing;
mod command_keys;
mod handover;
mod marks;
mod notes;
mod packaging;
mod person;
mod picture;
mod question;
mod scanning;
mod shift_check;
mod unit_step;
mod weighing;

use eframe::egui::{Rect, Ui, vec2};

use super::bars;
use super::draw::Cut as _;
use super::queue;
use super::scene::Scene;
use super::theme;
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::session::Step;
use crate::station::event::{Action, Command, Event};
use crate::station::snapshot::Snapshot;

pub(super) use unit_step::unit_due;

pub use capture::CaptureForm;
pub(crate) use person::PIN_DIGITS;
pub use person::PersonForm;

/// What a packer is in the middle of that the bench does not know of yet.
#[derive(Debug, Default)]
pub struct PackingState {
    /// A form that covers the middle of the screen.
    pub form: Form,
    /// Serial, lot and expiry as they are being typed.
    pub capture: CaptureForm,
    /// Grams being typed, where there is no scale.
    pub grams: String,
    /// The page of packagings that is shown.
    pub packaging_page: usize,
    /// Quarter turns of the picture of the packaging.
    pub turn: u8,
    /// Set when a lead's screens are asked for.
    pub wants_lead_screens: bool,
    seen: Option<(OrderNo, Step, u32)>,
}

/// A form that needs more than one press.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// None is open.
    #[default]
    Closed,
    /// A lead lets the parcel go.
    Release(PersonForm),
    /// A second person has counted.
    SecondCount(PersonForm),
    /// Count a unit by hand: which product, then why.
    Manual(Option<Sku>),
    /// Bind the code that nobody knows: which product, and how many units.
    Bind {
        /// The code.
        code: String,
        /// The product, once chosen.
        sku: Option<Sku>,
        /// Units a scan stands for, as typed.
        units: String,
    },
}

impl PackingState {
    /// Takes a code that the open form waits for. Answers whether it did; else the bench gets it.
    pub fn takes_scan(&mut self, code: &str) -> bool {
        match &mut self.form {
            Form::Release(person) | Form::SecondCount(person) => person.takes_badge(code),
            _ => false,
        }
    }

    /// Comes to the order of `snapshot` and forgets what belonged to another order, parcel or step.
    pub fn adopt(&mut self, snapshot: &Snapshot) {
        let session = snapshot.session.as_ref();
        let now = session.map(|session| (session.order.clone(), session.step, session.parcel));
        if now != self.seen {
            self.seen = now;
            self.form = Form::Closed;
            self.capture = CaptureForm::default();
            self.grams.clear();
            self.packaging_page = 0;
        }
    }
}

/// The whole screen of somebody who is signed in and packs.
pub fn packing_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut PackingState, out: &mut Vec<Event>) {
    state.adopt(scene.snapshot);
    let sheet = ui.max_rect();
    let gap = 12.0;
    let (header, rest) = sheet.shrink(theme::GAP).cut_top(bars::HEADER, gap);
    let (band, rest) = rest.cut_top(bars::BAND, gap);
    let (giant, rest) = rest.cut_top(bars::GIANT_LINE, gap);
    let (lamps, rest) = rest.cut_bottom(bars::LAMPS, gap);
    let (keys, body) = rest.cut_bottom(theme::COMMAND_KEY, gap);
    bars::header_ui(ui, scene, header);
    bars::verdict_band_ui(ui, scene, band);
    bars::giant_line_ui(ui, scene, giant);
    bars::lamps_ui(ui, scene, lamps);
    body_ui(ui, scene, body, state, out);
    command_keys::command_keys_ui(ui, scene, keys, state, out);
    bars::alarm_frame_ui(ui, scene, sheet);
}

fn body_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut PackingState,
    out: &mut Vec<Event>,
) {
    if let Some(asked) = &scene.snapshot.question {
        return question::question_ui(ui, scene, body, asked, out);
    }
    if state.form != Form::Closed {
        return person::form_ui(ui, scene, body, state, out);
    }
    if let Some(check) = &scene.snapshot.shift_check {
        return shift_check::check_ui(ui, scene, body, check);
    }
    if let Some(record) = shift_check::ended_now(scene.snapshot) {
        return shift_check::result_ui(ui, scene, body, record);
    }
    if let Some(list) = &scene.snapshot.hand_over {
        return handover::hand_over_ui(ui, scene, body, list);
    }
    let Some(session) = scene
        .snapshot
        .session
        .as_ref()
        .filter(|session| session.step != Step::Idle)
    else {
        return queue::queue_ui(ui, scene, body);
    };
    if let Some((sku, needs)) = &session.capture {
        return capture::capture_ui(ui, scene, body, (sku, *needs), &mut state.capture, out);
    }
    match session.step {
        Step::Idle => {}
        Step::Scanning => match unit_due(session) {
            Some(due) => unit_step::unit_step_ui(ui, scene, body, session, due),
            None => scanning::scanning_ui(ui, scene, body, session, state),
        },
        Step::Packaging => packaging::packaging_ui(ui, scene, body, session, state, out),
        Step::Weighing => weighing::weighing_ui(ui, scene, body, session, &mut state.grams, out),
        Step::Confirming => closing::confirming_ui(ui, scene, body, session),
        Step::Closed => closing::closed_ui(ui, scene, body, session),
    }
}

/// Sends a command of the packing.
fn send(out: &mut Vec<Event>, command: Command) {
    out.push(Event::Action(Action::Command(command)));
}

/// The inner room of a card.
fn inner(card: Rect) -> Rect {
    card.shrink2(vec2(theme::PAD, 20.0))
}
