//! A window with nothing in it: what the toolkit and the graphics driver take by themselves.
//!
//! The peer of our own window in the benchmark; its size and renderer are those of ours.

use eframe::egui::{self, ViewportBuilder};

/// Opens the empty window until it is closed. `painted` is called once, when its first frame has been painted.
pub fn open(painted: impl FnOnce() + 'static) -> Result<(), eframe::Error> {
    let native = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_inner_size([1600.0, 900.0])
            .with_maximized(true),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    let empty = Empty {
        frames: 0,
        painted: Some(Box::new(painted)),
    };
    eframe::run_native("Pakownia", native, Box::new(|_created| Ok(Box::new(empty))))
}

struct Empty {
    frames: u32,
    painted: Option<Box<dyn FnOnce()>>,
}

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frames = self.frames.saturating_add(1);
        if self.frames == 1 {
            // The second frame begins when the first is on the screen.
            ui.ctx().request_repaint();
        } else if let Some(painted) = self.painted.take() {
            painted();
        }
    }
}
