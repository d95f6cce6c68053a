//! The window: reads the latest snapshot, draws it, sends what people do.
//!
//! It draws when something has changed and sleeps otherwise; the station wakes it.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use eframe::egui::{self, IconData, Rect, UiBuilder, Vec2, ViewportBuilder, ViewportCommand};

use super::bell::Bell;
use super::board::{BoardState, board_ui};
use super::demo_panel::{self, Demo, DemoState, DemoView};
use super::fit::Fit;
use super::lead::{LeadScreen, LeadState, ScannerTest, SetupState, lead_ui};
use super::packing::{PackingState, packing_ui};
use super::pictures::Pictures;
use super::rehearsal::rehearse;
use super::scene::{Scene, WindowView};
use super::sign_in::{SignInState, sign_in_ui};
use super::sound::Sounds;
use super::theme::{self, Mood, Palette};
use super::tour::{Tour, TourAct};
use super::wedge_hook::{Heard, WedgeHook};
use crate::domain::session::Step;
use crate::domain::shift_check::{Device, ScannerFault};
use crate::i18n::{Lang, Word};
use crate::station::event::{Action, Event, RecordsEvent};
use crate::station::snapshot::{Snapshot, Trouble};
use crate::station::wedge::{WedgeFault, WedgeSettings};

/// Countdowns are in minutes; a screen that shows one is drawn this often.
const COUNTDOWN: Duration = Duration::from_secs(30);

/// Size of the window until the desktop makes it as large as the screen.
const UNMAXIMISED: Vec2 = Vec2::new(1600.0, 900.0);

/// How long a new window may be without the keyboard before that is told.
///
/// Assumption: a desktop that gives it at all gives it within two seconds.
const FOCUS_WAIT: Duration = Duration::from_secs(2);

/// No window is smaller; what is on it could not be read.
const SMALLEST: Vec2 = Vec2::new(640.0, 360.0);

/// The window's wires to the station.
pub struct Wires {
    /// What to paint now.
    pub latest: Box<dyn Fn() -> Arc<Snapshot>>,
    /// Tells the station something; `false` when the station has ended.
    pub send: Box<dyn Fn(Event) -> bool>,
    /// What time it is.
    pub now: Box<dyn Fn() -> DateTime<Utc>>,
}

/// How the window is opened.
pub struct WindowOptions {
    /// What stands in its title.
    pub title: String,
    /// The picture in the task bar, as PNG.
    pub icon: Option<Vec<u8>>,
    /// Fills the screen and takes the keyboard back when it loses it.
    pub is_kiosk: bool,
    /// How the keyboard scanner is programmed; `None` when scanners hang on a wire of their own.
    pub wedge: Option<WedgeSettings>,
    /// Begin with the light theme.
    pub is_light: bool,
    /// Language before anybody is signed in.
    pub lang: Lang,
    /// The board for a wall instead of a bench: nobody signs in.
    pub is_board: bool,
    /// Simulated devices in a side panel.
    pub demo: Option<Demo>,
    /// Drives the window by itself and takes pictures.
    pub tour: Option<Tour>,
}

impl WindowOptions {
    /// An ordinary window for a bench with a keyboard scanner.
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            icon: None,
            is_kiosk: false,
            wedge: Some(WedgeSettings::default()),
            is_light: false,
            lang: Lang::Pl,
            is_board: false,
            demo: None,
            tour: None,
        }
    }

    /// The board for a wall: no keyboard is listened to.
    #[must_use]
    pub fn for_wall(self, lang: Lang) -> Self {
        Self {
            is_board: true,
            wedge: None,
            lang,
            ..self
        }
    }

    /// Whether the window shall be as large as the desktop lets it: a kiosk is larger, a tour has its own size.
    fn fills_screen(&self) -> bool {
        !self.is_kiosk && !self.is_board && self.tour.is_none()
    }
}

/// A station that is ready for its window.
pub struct Connected {
    /// What its first picture shows.
    pub first: Arc<Snapshot>,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// Lays the wires, in the window's thread.
    pub wires: Box<dyn FnOnce() -> Wires + Send>,
}

/// Why a window has no station.
pub type ConnectError = Box<dyn std::error::Error + Send + Sync>;

/// Opens the window and runs it until it is closed. `connect` gets its bell.
///
/// The station is connected, and the first picture prepared, while the graphics driver is being loaded.
pub fn open(
    options: WindowOptions,
    connect: impl FnOnce(Bell) -> Result<Connected, ConnectError> + Send + 'static,
) -> Result<(), eframe::Error> {
    let pixels = if options.tour.is_some() {
        theme::SHEET
    } else {
        UNMAXIMISED
    };
    let ctx = egui::Context::default();
    prepare(&ctx);
    // The toolkit multiplies a window's size with the zoom, which is the sheet's from the beginning.
    let zoom = theme::zoom_for(pixels, 1.0);
    ctx.options_mut(|options| options.zoom_factor = zoom);
    let bell = Bell::new(
        &ctx,
        if options.tour.is_some() {
            Sounds::silent()
        } else {
            Sounds::new()
        },
    );
    let opening = connect_beside(&bell, &ctx, pixels / zoom, options.lang, connect)
        .map_err(|error| eframe::Error::AppCreation(error.into()))?;
    let viewport = ViewportBuilder::default()
        .with_title(&options.title)
        .with_app_id("pakownia")
        .with_inner_size(pixels / zoom)
        .with_min_inner_size(SMALLEST / zoom)
        .with_fullscreen(options.is_kiosk || options.is_board)
        .with_maximized(options.fills_screen())
        // Its own comes when the packer can see something; the toolkit's never.
        .with_icon(IconData::default());
    let native = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The bundled faces hold every letter we show, and look the same on every bench.
        system_font_fallback: false,
        // Ctrl+V inside a barcode must not paste.
        clipboard_shortcuts: false,
        // Nothing is shaded here: noise against banding is paid for at each pixel and changes none.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let title = options.title.clone();
    eframe::run_native_ext(
        &title,
        native,
        Some(ctx),
        Box::new(move |created| {
            let (connected, pictures) = opening
                .join()
                .map_err(|_panic| "the bench could not be opened")??;
            let wires = (connected.wires)();
            let ctx = &created.egui_ctx;
            Ok(Box::new(Window::with(ctx, options, wires, bell, pictures)))
        }),
    )
}

type Opening = JoinHandle<Result<(Connected, Pictures), ConnectError>>;

/// Connects the station in a thread of its own and rehearses its first picture there.
fn connect_beside(
    bell: &Bell,
    ctx: &egui::Context,
    points: Vec2,
    lang: Lang,
    connect: impl FnOnce(Bell) -> Result<Connected, ConnectError> + Send + 'static,
) -> io::Result<Opening> {
    let (bell, ctx) = (bell.clone(), ctx.clone());
    thread::Builder::new()
        .name("opening".into())
        .spawn(move || {
            let connected = connect(bell)?;
            let lang = connected
                .first
                .worker
                .as_ref()
                .map_or(lang, |worker| worker.language);
            let pictures = rehearse(&ctx, points, lang, &connected.first, connected.now);
            Ok((connected, pictures))
        })
}

/// Gives `ctx` fonts, colours and the fit of the sheet.
fn prepare(ctx: &egui::Context) {
    theme::install(ctx);
    ctx.add_plugin(Fit);
}

/// The packers' screen of a snapshot, as it is before anybody touches it.
pub(super) fn screen_ui(ui: &mut egui::Ui, scene: &Scene<'_>) {
    let mut untold = Vec::new();
    if scene.snapshot.worker.is_none() {
        sign_in_ui(ui, scene, &mut SignInState::default(), &mut untold);
    } else {
        packing_ui(ui, scene, &mut PackingState::default(), &mut untold);
    }
}

/// Which screen is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Route {
    /// The packers' screen.
    #[default]
    Bench,
    /// The leads' screens.
    Lead,
}

/// The window's state.
pub struct Window {
    wires: Wires,
    has_wedge: bool,
    is_kiosk: bool,
    fills_screen: bool,
    /// Until it is in the task bar, as PNG.
    icon: Option<Vec<u8>>,
    lang: Lang,
    route: Route,
    sign_in: SignInState,
    packing: PackingState,
    lead: LeadState,
    board: Option<BoardState>,
    demo: Option<(Demo, DemoState)>,
    tour: Option<Tour>,
    pictures: RefCell<Pictures>,
    bell: Bell,
    view: WindowView,
    keyboard: Option<Trouble>,
    layout_differs: bool,
    /// Products' records are on the screen, and the station knows it.
    records_open: bool,
    had_focus: bool,
    was_focused: bool,
    opened: Instant,
}

impl Window {
    /// The window on `ctx`, which gets fonts, colours and the keyboard scanner.
    pub fn new(ctx: &egui::Context, options: WindowOptions, wires: Wires) -> Self {
        prepare(ctx);
        let bell = Bell::new(ctx, Sounds::new());
        bell.sounds().begin_after(&(wires.latest)().answers);
        Self::with(ctx, options, wires, bell, Pictures::new(ctx))
    }

    fn with(
        ctx: &egui::Context,
        options: WindowOptions,
        wires: Wires,
        bell: Bell,
        pictures: Pictures,
    ) -> Self {
        let (has_wedge, fills_screen) = (options.wedge.is_some(), options.fills_screen());
        ctx.add_plugin(WedgeHook::new(options.wedge.unwrap_or_else(no_wedge)));
        let mut lead = LeadState {
            setup: SetupState::restored((wires.latest)().look),
            ..LeadState::default()
        };
        lead.setup.is_light |= options.is_light;
        bell.sounds().turn(lead.setup.is_silent);
        Self {
            wires,
            has_wedge,
            is_kiosk: options.is_kiosk,
            fills_screen,
            icon: options.icon,
            lang: options.lang,
            route: Route::Bench,
            sign_in: SignInState::default(),
            packing: PackingState::default(),
            lead,
            board: options.is_board.then(BoardState::default),
            demo: options.demo.map(|demo| (demo, DemoState::default())),
            tour: options.tour,
            pictures: RefCell::new(pictures),
            bell,
            view: WindowView::default(),
            keyboard: None,
            layout_differs: false,
            records_open: false,
            had_focus: true,
            was_focused: false,
            opened: Instant::now(),
        }
    }

    /// Goes to a screen.
    pub fn go(&mut self, route: Route, screen: LeadScreen) {
        self.route = route;
        self.lead.screen = screen;
    }

    fn send(&self, ctx: &egui::Context, event: Event) {
        if !(self.wires.send)(event) {
            tracing::error!("the station has ended; the window closes");
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// The language of this picture: the worker's, or the one chosen before anybody is known.
    fn lang_of(&self, snapshot: &Snapshot) -> Lang {
        if self.board.is_some() {
            // Whoever is signed in there: the board speaks to all.
            return self.lang;
        }
        let tour = self.tour.as_ref().and_then(Tour::lang);
        let chosen = snapshot
            .worker
            .as_ref()
            .map(|worker| worker.language)
            .or(self.sign_in.lang);
        tour.or(chosen).unwrap_or(self.lang)
    }

    fn hear_scanner(&mut self, ctx: &egui::Context, snapshot: &Snapshot) {
        let is_signing_in = snapshot.worker.is_none();
        let heard = ctx.plugin::<WedgeHook>().lock().take();
        for heard in heard {
            if self.route == Route::Lead && self.lead.screen == LeadScreen::Setup {
                self.lead.setup.test = ScannerTest::of(&heard);
                continue;
            }
            // There a code names the product to be looked at, or becomes its barcode; nothing is packed by it.
            if self.records_open
                && let Heard::Scan(scan) = &heard
            {
                let code = scan.code.clone();
                self.send(ctx, Event::Records(RecordsEvent::Scanned(code)));
                continue;
            }
            if is_testing(snapshot)
                && let Some(fault) = fault_of(&heard)
            {
                self.send(ctx, Event::Action(Action::ScannerFault { fault }));
                continue;
            }
            match heard {
                Heard::Scan(scan) => {
                    self.view.alert = None;
                    self.layout_differs = scan.layout_disagrees();
                    let pin = is_signing_in
                        .then(|| self.sign_in.typed_fast(&scan.code))
                        .flatten();
                    if let Some(sign_in) = pin {
                        self.send(ctx, sign_in);
                    } else if !self.packing.takes_scan(&scan.code) {
                        self.send(ctx, Event::Action(Action::Scan { code: scan.code }));
                    }
                }
                Heard::Fault(WedgeFault::NoEnd { code })
                    if is_signing_in && self.sign_in.typed_without_enter(&code) => {}
                Heard::Fault(WedgeFault::NoEnd { .. }) => self.alarm(Word::ScanNoEnd),
                Heard::Fault(_) | Heard::TooFast => self.alarm(Word::ScanAgain),
            }
        }
    }

    /// A code that reached nobody is shown and heard like a wrong one.
    fn alarm(&mut self, what: Word) {
        self.view.alert = Some(what);
        self.bell.sounds().play(Mood::Wrong);
    }

    /// Tells the station when a keyboard scanner cannot be heard, and when it can again.
    fn watch_keyboard(&mut self, ctx: &egui::Context) {
        let has_focus = ctx.input(|input| input.focused);
        if self.is_kiosk && self.had_focus && !has_focus {
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
        self.had_focus = has_focus;
        if has_focus && !self.was_focused {
            self.settle_on_desktop(ctx);
        }
        self.was_focused |= has_focus;
        if !self.has_wedge {
            return;
        }
        // The desktop gives a new window the keyboard when it is on the screen, not before.
        let waits = FOCUS_WAIT.saturating_sub(self.opened.elapsed());
        if !self.was_focused && !waits.is_zero() {
            ctx.request_repaint_after(waits);
            return;
        }
        let trouble = match (has_focus, self.layout_differs) {
            (false, _) => Some(Trouble::NoFocus),
            (true, true) => Some(Trouble::LayoutDiffers),
            (true, false) => None,
        };
        if trouble != self.keyboard {
            self.keyboard.clone_from(&trouble);
            self.send(ctx, trouble.map_or(Event::KeyboardFine, Event::Keyboard));
        }
    }

    /// What a desktop overlooks, or does slowly, for a window that is not shown yet; one with the keyboard is.
    fn settle_on_desktop(&mut self, ctx: &egui::Context) {
        if self.fills_screen {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
        let icon = self.icon.take();
        if let Some(icon) = icon.and_then(|png| eframe::icon_data::from_png_bytes(&png).ok()) {
            ctx.send_viewport_cmd(ViewportCommand::Icon(Some(Arc::new(icon))));
        }
    }

    fn follow(&mut self, snapshot: &Snapshot) {
        if std::mem::take(&mut self.packing.wants_lead_screens) {
            self.go(Route::Lead, LeadScreen::Statistics);
        }
        // Nobody is left alone with a lead's screen, and a scan that opens an order shows it.
        let is_packing = snapshot
            .session
            .as_ref()
            .is_some_and(|session| session.step == Step::Scanning);
        if std::mem::take(&mut self.lead.wants_back) || snapshot.worker.is_none() || is_packing {
            self.route = Route::Bench;
        }
    }

    /// Draws one picture into `ui` and tells the station what was pressed.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let snapshot = (self.wires.latest)();
        self.follow(&snapshot);
        self.tell_records(ui.ctx(), &snapshot);
        self.pictures.borrow_mut().collect(ui.ctx());
        let lang = self.lang_of(&snapshot);
        let scene = Scene {
            snapshot: &snapshot,
            lang,
            now: (self.wires.now)(),
            palette: Palette::of(ui.ctx()),
            pictures: &self.pictures,
            window: &self.view,
        };
        let mut out = Vec::new();
        let sheet = ui.max_rect();
        let (main, panel) = self
            .demo
            .as_ref()
            .map_or((sheet, None), |_demo| split(sheet));
        let mut acts = Vec::new();
        if let (Some((demo, state)), Some(panel)) = (&mut self.demo, panel) {
            let view: DemoView = (demo.look)(&snapshot, lang);
            demo_panel::demo_ui(ui, &scene, panel, &view, state, &mut acts);
        }
        let mut room = ui.new_child(UiBuilder::new().max_rect(main).id_salt("screen"));
        match (&snapshot.worker, self.route) {
            _ if let Some(board) = &mut self.board => board_ui(&mut room, &scene, board, &mut out),
            (None, _) => sign_in_ui(&mut room, &scene, &mut self.sign_in, &mut out),
            (Some(_), Route::Bench) => packing_ui(&mut room, &scene, &mut self.packing, &mut out),
            (Some(_), Route::Lead) => lead_ui(&mut room, &scene, &mut self.lead, &mut out),
        }
        if let Some((demo, _)) = &self.demo {
            for act in acts {
                (demo.act)(act);
            }
        }
        if !out.is_empty() {
            self.view.alert = None;
        }
        for event in out {
            self.send(ui.ctx(), event);
        }
        let shows_queue = snapshot
            .session
            .as_ref()
            .is_none_or(|session| matches!(session.step, Step::Idle | Step::Closed));
        if shows_queue && snapshot.worker.is_some() && self.route == Route::Bench {
            ui.ctx().request_repaint_after(COUNTDOWN);
        }
    }

    /// Tells the station while products' records are open: scans mean something else then.
    fn tell_records(&mut self, ctx: &egui::Context, snapshot: &Snapshot) {
        let is_lead = self.route == Route::Lead && snapshot.worker.is_some();
        let is_open = is_lead && self.lead.screen == LeadScreen::Records;
        if is_open != self.records_open {
            self.records_open = is_open;
            self.send(ctx, Event::Records(RecordsEvent::IsOpen(is_open)));
        }
    }

    fn drive(&mut self, ctx: &egui::Context) {
        let snapshot = (self.wires.latest)();
        let Some(tour) = &mut self.tour else { return };
        for act in tour.drive(ctx, &snapshot) {
            match act {
                TourAct::Send(event) => self.send(ctx, event),
                TourAct::Go(route, screen) => self.go(route, screen),
                TourAct::Light(is_light) => self.lead.setup.is_light = is_light,
                TourAct::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let theme = if self.lead.setup.is_light {
            egui::Theme::Light
        } else {
            egui::Theme::Dark
        };
        if ctx.theme() != theme {
            ctx.set_theme(theme);
        }
        let snapshot = (self.wires.latest)();
        self.hear_scanner(ctx, &snapshot);
        self.watch_keyboard(ctx);
        self.bell.sounds().turn(self.lead.setup.is_silent);
        self.drive(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    /// The ground of every screen: no screen paints it again, which would double the work of a first picture.
    ///
    /// Asked before a picture is begun, when the toolkit still has the colours of the one before.
    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        let palette = if self.lead.setup.is_light {
            &theme::LIGHT
        } else {
            &theme::DARK
        };
        palette.ground.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Whether the check of the devices tries the scanner now.
fn is_testing(snapshot: &Snapshot) -> bool {
    let due = snapshot.shift_check.as_ref().and_then(|check| check.due());
    due.is_some_and(|part| part.device() == Device::Scanner)
}

/// What the check is told of a keyboard scanner's code that did not come through.
fn fault_of(heard: &Heard) -> Option<ScannerFault> {
    match ScannerTest::of(heard) {
        ScannerTest::Layout => Some(ScannerFault::Layout),
        ScannerTest::NoEnter => Some(ScannerFault::NoEnd),
        ScannerTest::Waiting | ScannerTest::Found(_) => None,
    }
}

/// Without a keyboard scanner nothing is taken out of the keys.
fn no_wedge() -> WedgeSettings {
    WedgeSettings {
        prefix: None,
        bursts: false,
        ..WedgeSettings::default()
    }
}

/// The packers' screen, and the demo panel at its right.
fn split(sheet: Rect) -> (Rect, Option<Rect>) {
    let x = sheet.right() - demo_panel::PANEL;
    let main = Rect::from_min_max(sheet.min, egui::pos2(x, sheet.bottom()));
    (
        main,
        Some(Rect::from_min_max(egui::pos2(x, sheet.top()), sheet.max)),
    )
}
