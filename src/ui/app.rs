//! The window: reads the latest snapshot, draws it, sends what people do.
//!
//! It draws when something has changed and sleeps otherwise; the station wakes it.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use eframe::egui::{self, Rect, UiBuilder, ViewportBuilder, ViewportCommand};

use super::demo_panel::{self, Demo, DemoState, DemoView};
use super::lead::{LeadScreen, LeadState, ScannerTest, lead_ui};
use super::next::mood_of;
use super::packing::{PackingState, packing_ui};
use super::pictures::Pictures;
use super::scene::{Scene, WindowView};
use super::sign_in::{SignInState, sign_in_ui};
use super::sound::Sounds;
use super::theme::{self, Mood, Palette};
use super::tour::{Tour, TourAct};
use super::wedge_hook::{Heard, WedgeHook};
use crate::domain::session::Step;
use crate::i18n::{Lang, Word};
use crate::station::event::{Action, Event};
use crate::station::snapshot::{Snapshot, Trouble};
use crate::station::wedge::{WedgeFault, WedgeSettings};

/// Countdowns are in minutes; a screen that shows one is drawn this often.
const COUNTDOWN: Duration = Duration::from_secs(30);

/// The window's wires to the station.
pub struct Wires {
    /// What to paint now.
    pub latest: Box<dyn Fn() -> Arc<Snapshot>>,
    /// Tells the station something; `false` when the station has ended.
    pub send: Box<dyn Fn(Event) -> bool>,
    /// What time it is.
    pub now: Box<dyn Fn() -> DateTime<Utc>>,
}

/// Wakes the window from any thread.
pub type Wake = Box<dyn Fn() + Send + Sync>;

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
            demo: None,
            tour: None,
        }
    }
}

/// Opens the window and runs it until it is closed. `connect` gets the way to wake it.
pub fn open(
    options: WindowOptions,
    connect: impl FnOnce(Wake) -> Result<Wires, Box<dyn std::error::Error + Send + Sync>>,
) -> Result<(), eframe::Error> {
    let mut viewport = ViewportBuilder::default()
        .with_title(&options.title)
        .with_app_id("pakownia")
        .with_inner_size(if options.tour.is_some() {
            [1920.0, 1080.0]
        } else {
            [1600.0, 900.0]
        })
        .with_min_inner_size([640.0, 360.0])
        .with_fullscreen(options.is_kiosk)
        .with_maximized(!options.is_kiosk && options.tour.is_none());
    if let Some(icon) = options
        .icon
        .as_deref()
        .and_then(|png| eframe::icon_data::from_png_bytes(png).ok())
    {
        viewport = viewport.with_icon(icon);
    }
    let native = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The bundled faces hold every letter we show, and look the same on every bench.
        system_font_fallback: false,
        // Ctrl+V inside a barcode must not paste.
        clipboard_shortcuts: false,
        ..eframe::NativeOptions::default()
    };
    let title = options.title.clone();
    eframe::run_native(
        &title,
        native,
        Box::new(move |created| {
            let ctx = created.egui_ctx.clone();
            let wires = connect(Box::new(move || ctx.request_repaint()))?;
            Ok(Box::new(Window::new(&created.egui_ctx, options, wires)))
        }),
    )
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
    lang: Lang,
    route: Route,
    sign_in: SignInState,
    packing: PackingState,
    lead: LeadState,
    demo: Option<(Demo, DemoState)>,
    tour: Option<Tour>,
    pictures: RefCell<Pictures>,
    sounds: Sounds,
    view: WindowView,
    keyboard: Option<Trouble>,
    layout_differs: bool,
    had_focus: bool,
}

impl Window {
    /// The window on `ctx`, which gets fonts, colours and the keyboard scanner.
    pub fn new(ctx: &egui::Context, options: WindowOptions, wires: Wires) -> Self {
        theme::install(ctx);
        let has_wedge = options.wedge.is_some();
        ctx.add_plugin(WedgeHook::new(options.wedge.unwrap_or_else(no_wedge)));
        let mut lead = LeadState::default();
        lead.setup.is_light = options.is_light;
        let mut sounds = if options.tour.is_some() {
            Sounds::silent()
        } else {
            Sounds::new()
        };
        sounds.begin_after(&(wires.latest)().answers);
        Self {
            wires,
            has_wedge,
            is_kiosk: options.is_kiosk,
            lang: options.lang,
            route: Route::Bench,
            sign_in: SignInState::default(),
            packing: PackingState::default(),
            lead,
            demo: options.demo.map(|demo| (demo, DemoState::default())),
            tour: options.tour,
            pictures: RefCell::new(Pictures::new(ctx)),
            sounds,
            view: WindowView::default(),
            keyboard: None,
            layout_differs: false,
            had_focus: true,
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
        if !self.lead.setup.is_silent {
            self.sounds.play(Mood::Wrong);
        }
    }

    /// Tells the station when a keyboard scanner cannot be heard, and when it can again.
    fn watch_keyboard(&mut self, ctx: &egui::Context) {
        let has_focus = ctx.input(|input| input.focused);
        if self.is_kiosk && self.had_focus && !has_focus {
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
        self.had_focus = has_focus;
        if !self.has_wedge {
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

    fn sound(&mut self, snapshot: &Snapshot) {
        if self.lead.setup.is_silent {
            self.sounds.begin_after(&snapshot.answers);
        } else {
            self.sounds.hear(&snapshot.answers, mood_of);
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
        fit_zoom(ctx);
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
        self.sound(&snapshot);
        self.drive(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
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

fn fit_zoom(ctx: &egui::Context) {
    let pixels = ctx.viewport_rect().size() * ctx.pixels_per_point();
    let zoom = theme::zoom_for(pixels, ctx.native_pixels_per_point().unwrap_or(1.0));
    if (ctx.zoom_factor() - zoom).abs() > 0.002 {
        ctx.set_zoom_factor(zoom);
    }
}
