//! File dialogs in a thread of their own, so that the bench goes on while somebody looks for a folder.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use eframe::egui;

use crate::domain::ids::Sku;
use crate::station::event::{Figures, Wanted};

/// What a dialog is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The folder to import.
    ImportFolder,
    /// The authority's certificate.
    Certificate,
    /// The photo of a product.
    Photo(Sku),
    /// Where to write figures.
    Table(Figures),
    /// Where to write a document.
    Document(Wanted),
}

/// What kind of dialog.
enum Kind {
    /// A folder that is there.
    Folder,
    /// A file that is there.
    File,
    /// A picture that is there.
    Picture,
    /// A file to be written, with a name to begin with.
    NewFile(&'static str),
    /// The same for a table, whose ending says how it is written.
    NewTable(&'static str),
}

impl Ask {
    fn kind(&self) -> Kind {
        match self {
            Self::ImportFolder => Kind::Folder,
            Self::Certificate => Kind::File,
            Self::Photo(_) => Kind::Picture,
            Self::Table(Figures::Shift) => Kind::NewTable("pakownia-report.xlsx"),
            Self::Table(Figures::MisPicks) => Kind::NewTable("pakownia-mis-picks.xlsx"),
            Self::Table(Figures::All) => Kind::NewTable("pakownia-figures.xlsx"),
            Self::Table(Figures::Lorries) => Kind::NewTable("pakownia-lorries.xlsx"),
            Self::Table(Figures::Weights) => Kind::NewTable("pakownia-weights.xlsx"),
            Self::Table(Figures::Audit) => Kind::NewTable("pakownia-records.xlsx"),
            Self::Table(Figures::Radar) => Kind::NewTable("pakownia-radar.pdf"),
            Self::Table(Figures::Week) => Kind::NewTable("pakownia-week.pdf"),
            Self::Document(Wanted::PickList { .. }) => Kind::NewFile("pick-list.pdf"),
            Self::Document(Wanted::Dossier { .. }) => Kind::NewFile("order-history.pdf"),
            Self::Document(Wanted::CommandSheet) => Kind::NewFile("command-sheet.pdf"),
            Self::Document(Wanted::ScannerSheet) => Kind::NewFile("scanner-sheet.pdf"),
            Self::Document(Wanted::TestCard) => Kind::NewFile("test-card.pdf"),
            Self::Document(Wanted::StationCards) => Kind::NewFile("station-cards.pdf"),
            Self::Document(Wanted::Badges) => Kind::NewFile("badges.pdf"),
            Self::Document(Wanted::PackagingSheet) => Kind::NewFile("packagings.pdf"),
            Self::Document(Wanted::LocationSheet) => Kind::NewFile("locations.pdf"),
            Self::Document(Wanted::ToteSheet { .. }) => Kind::NewFile("totes.pdf"),
        }
    }
}

/// Shows one dialog and waits for its end.
pub type Picker = Arc<dyn Fn(&Ask, &str) -> Option<PathBuf> + Send + Sync>;

/// At most one dialog is open, so one answer waits.
const ANSWERS: usize = 1;

/// The dialogs of a window.
pub struct Files {
    picker: Picker,
    door: SyncSender<(Ask, Option<PathBuf>)>,
    inbox: Receiver<(Ask, Option<PathBuf>)>,
    is_open: bool,
}

impl Files {
    /// Dialogs of the desktop.
    pub fn new() -> Self {
        Self::with(Arc::new(desktop_dialog))
    }

    /// Dialogs that `picker` answers.
    pub fn with(picker: Picker) -> Self {
        let (door, inbox) = sync_channel(ANSWERS);
        Self {
            picker,
            door,
            inbox,
            is_open: false,
        }
    }

    /// Whether a dialog is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens a dialog unless one is open.
    pub fn ask(&mut self, ctx: &egui::Context, ask: Ask, title: &str) {
        if self.is_open {
            return;
        }
        let (picker, door, ctx, title) = (
            Arc::clone(&self.picker),
            self.door.clone(),
            ctx.clone(),
            title.to_owned(),
        );
        let started = thread::Builder::new()
            .name("file-dialog".into())
            .spawn(move || {
                let picked = picker(&ask, &title);
                // The window may be gone by now; then nobody wants the answer.
                if door.send((ask, picked)).is_ok() {
                    ctx.request_repaint();
                }
            });
        match started {
            Ok(_running) => self.is_open = true,
            Err(error) => tracing::error!(%error, "no thread for a file dialog"),
        }
    }

    /// What was picked since the last call.
    pub fn take(&mut self) -> Option<(Ask, PathBuf)> {
        let (ask, picked) = self.inbox.try_recv().ok()?;
        self.is_open = false;
        Some((ask, picked?))
    }
}

impl Default for Files {
    fn default() -> Self {
        Self::new()
    }
}

fn desktop_dialog(ask: &Ask, title: &str) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new().set_title(title);
    match ask.kind() {
        Kind::Folder => dialog.pick_folder(),
        Kind::File => dialog.pick_file(),
        Kind::Picture => dialog
            .add_filter("JPEG, PNG", &["jpg", "jpeg", "png", "JPG", "JPEG", "PNG"])
            .pick_file(),
        Kind::NewFile(name) => dialog.set_file_name(name).save_file(),
        Kind::NewTable(name) => dialog
            .set_file_name(name)
            .add_filter("XLSX", &["xlsx"])
            .add_filter("PDF", &["pdf"])
            .add_filter("CSV", &["csv"])
            .save_file(),
    }
}
