//! Screens for leads and set-up: the link to the master, exceptions, statistics, import, documents, print jobs, settings.
//!
//! Read from a chair, so text may be smaller; still keys, no menus, nothing that hides.

mod alerts;
mod benches;
mod days;
mod desk;
mod documents;
mod duplicates;
mod each_bench;
mod entry;
mod exceptions;
mod figures;
mod import;
mod lorries;
mod low_packaging;
mod master;
mod measuring;
mod mis_picks;
mod people;
mod printers;
mod prints;
mod records;
mod rules;
mod setup;
mod stations;
mod statistics;
mod sync;
mod verification;
mod weights;
mod whose;

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use eframe::egui::{Rect, ScrollArea, Sense, Ui, vec2};

use super::draw::{Cut as _, Type, card_ui, inside, text_ui};
use super::files::{Ask, Files};
use super::keys::{BigKey, Icon};
use super::scene::Scene;
use super::theme;
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::OrderNo;
use crate::domain::worker::Right;
use crate::i18n::{
    self, AlertWord, DeskWord, DossierWord, FigureWord, LorryWord, MisPickWord, RecordWord,
    RuleWord, VerificationWord, WeightWord, Word,
};
use crate::station::event::{Event, RecordsEvent};
use crate::station::snapshot::WriteFault;

pub use alerts::AlertsState;
pub use days::DaysState;
pub use desk::DeskState;
pub use figures::FiguresState;
pub use master::MasterState;
pub use measuring::Measuring;
pub use mis_picks::MisPicksState;
pub use people::PeopleState;
pub use records::RecordsState;
pub use rules::RulesState;
pub use setup::{ScannerTest, SetupState};
pub use stations::StationsState;

/// Which of the screens is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LeadScreen {
    /// The figures of the shift.
    #[default]
    Statistics,
    /// What a lead steers by, with limits.
    Figures,
    /// Where mis-picks come from.
    MisPicks,
    /// Which orders will miss their lorry.
    Lorries,
    /// Read a folder of CSV files.
    Import,
    /// Lists and sheets for paper.
    Documents,
    /// What waits for the printer.
    Prints,
    /// The link to the master, and all benches.
    Sync,
    /// What a person has to look at.
    Exceptions,
    /// What is too bad to wait.
    Alerts,
    /// Which service an order goes by.
    Rules,
    /// What parcels have taught of weights.
    Weights,
    /// What is missing or doubtful in products' records.
    Records,
    /// How many errors may leave.
    Verification,
    /// Looks, sounds, scanner test, health in words.
    Setup,
}

impl LeadScreen {
    const ALL: [(Self, Right); 15] = [
        (Self::Statistics, Right::SeeStatistics),
        (Self::Figures, Right::SeeStatistics),
        (Self::MisPicks, Right::SeeStatistics),
        (Self::Lorries, Right::SeeStatistics),
        (Self::Import, Right::SetUp),
        (Self::Documents, Right::SeeStatistics),
        (Self::Prints, Right::SeeStatistics),
        (Self::Sync, Right::SeeStatistics),
        (Self::Alerts, Right::SettleExceptions),
        (Self::Exceptions, Right::SettleExceptions),
        (Self::Weights, Right::SettleExceptions),
        (Self::Records, Right::SettleExceptions),
        (Self::Verification, Right::SettleExceptions),
        (Self::Rules, Right::SetUp),
        (Self::Setup, Right::SetUp),
    ];

    /// What its key in the menu says.
    fn name(self, scene: &Scene<'_>) -> String {
        match self {
            Self::Statistics => scene.word(Word::MenuStatistics),
            Self::Figures => scene.figure_word(FigureWord::MenuFigures),
            Self::MisPicks => scene.mis_pick_word(MisPickWord::MenuMisPicks),
            Self::Lorries => scene.lorry_word(LorryWord::MenuLorries),
            Self::Import => scene.word(Word::MenuImport),
            Self::Documents => scene.word(Word::MenuDocuments),
            Self::Prints => scene.word(Word::MenuPrintJobs),
            Self::Sync => scene.word(Word::MenuSync),
            Self::Exceptions => match exceptions::overdue(scene) {
                0 => scene.word(Word::MenuExceptions),
                count => scene.desk_word(DeskWord::DeskMenuOverdue { count }),
            },
            Self::Alerts => {
                let calling = scene.snapshot.alerts.calling().count();
                scene.alert_word(match u64::try_from(calling).unwrap_or(u64::MAX) {
                    0 => AlertWord::MenuAlerts,
                    count => AlertWord::MenuAlertsCalling { count },
                })
            }
            Self::Rules => scene.rule_word(RuleWord::MenuRules),
            Self::Setup => scene.word(Word::MenuSettings),
            Self::Weights => scene.weight_word(WeightWord::MenuWeights),
            Self::Records => scene.record_word(RecordWord::MenuRecords),
            Self::Verification => scene.verification_word(VerificationWord::MenuVerification),
        }
    }
}

/// What a lead is in the middle of.
#[derive(Default)]
pub struct LeadState {
    /// The open screen.
    pub screen: LeadScreen,
    /// Days and what was asked for.
    pub statistics: DaysState,
    /// Whose figures.
    pub benches: BenchChoice,
    /// Days, and the figure that is looked at.
    pub figures: FiguresState,
    /// Days, and what is looked at more closely.
    pub mis_picks: MisPicksState,
    /// The folder chosen for the import.
    pub folder: Option<PathBuf>,
    /// Take the good rows although others are bad.
    pub skip_bad_rows: bool,
    /// Badge of who picks the marked orders.
    pub picker: String,
    /// What names the order whose dossier is wanted.
    pub dossier: String,
    /// Who is to be forgotten.
    pub people: PeopleState,
    /// The wave they are picked in.
    pub wave: String,
    /// Orders marked for pick lists.
    pub marked: BTreeSet<OrderNo>,
    /// The document or report asked for last.
    pub saved: Option<PathBuf>,
    /// Benches, exceptions, and the alert that is looked at.
    pub desk: DeskState,
    /// The set-up of alerts.
    pub alerts: AlertsState,
    /// Shipping rules.
    pub rules: RulesState,
    /// Looks, sounds, scanner test.
    pub setup: SetupState,
    /// When the lorries were asked for, since the screen was opened.
    pub lorries_asked: Option<DateTime<Utc>>,
    /// Whether the weights were asked for since the screen was opened, and the last answer then.
    pub weights_asked: Option<u64>,
    /// The last answer when the targets were asked for.
    pub verification_asked: Option<u64>,
    /// What is looked at among products' records.
    pub records: RecordsState,
    /// The product that is being measured, and what was typed.
    pub measuring: Option<Measuring>,
    /// The file dialogs.
    pub files: Files,
    /// Set when the packers' screen is asked for.
    pub wants_back: bool,
}

impl LeadState {
    /// Whether the file asked for last on this screen was written, in words; nothing while it is not known.
    fn written(&self, scene: &Scene<'_>) -> Option<String> {
        let written = scene.snapshot.written.as_ref();
        let written = written.filter(|written| self.saved.as_ref() == Some(&written.file))?;
        let file = written.file.display().to_string();
        Some(match &written.fault {
            None => scene.word(Word::DocSaved { file }),
            Some(why) => {
                let why = match why {
                    WriteFault::UnknownPicker(badge) => {
                        scene.mis_pick_word(MisPickWord::HandOutUnknownPicker {
                            badge: badge.0.clone(),
                        })
                    }
                    WriteFault::BadWave => scene.mis_pick_word(MisPickWord::HandOutBadWave),
                    WriteFault::NothingKnown(of) => {
                        scene.dossier_word(DossierWord::NothingKnownOf { of: of.clone() })
                    }
                    WriteFault::SeveralOrders(of, orders) => {
                        let orders: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
                        scene.dossier_word(DossierWord::InSeveralOrders {
                            of: of.clone(),
                            orders: orders.join(", "),
                        })
                    }
                    WriteFault::Other(why) => why.clone(),
                };
                scene.word(Word::DocNotSaved { file, why })
            }
        })
    }

    /// Turns what a file dialog answered into events. Call once a picture.
    pub fn collect_files(&mut self, out: &mut Vec<Event>) {
        let Some((ask, path)) = self.files.take() else {
            return;
        };
        match ask {
            Ask::ImportFolder => self.folder = Some(path),
            Ask::Certificate => self.setup.master.take_certificate(&path),
            Ask::Photo(sku) => {
                let event = RecordsEvent::Photograph(sku, Some(path));
                out.push(Event::Records(event));
            }
            Ask::Table(figures) => {
                let file = with_ending(path, "xlsx");
                self.saved = Some(file.clone());
                out.push(Event::WriteTable { figures, file });
            }
            Ask::Document(document) => {
                let file = with_ending(path, "pdf");
                self.saved = Some(file.clone());
                out.push(Event::Document { document, file });
            }
        }
    }
}

/// A name typed without an ending gets the right one, so that the desktop can open it.
fn with_ending(mut file: PathBuf, ending: &str) -> PathBuf {
    if file.extension().is_none() {
        file.set_extension(ending);
    }
    file
}

/// Height of the menu: two rows of keys, so that each screen is one press away and its name fits.
const MENU: f32 = 128.0;

/// The whole screen of a lead.
pub fn lead_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut LeadState, out: &mut Vec<Event>) {
    state.collect_files(out);
    let sheet = ui.max_rect();
    let (menu, body) = sheet.shrink(theme::GAP).cut_top(MENU, theme::GAP);
    menu_ui(ui, scene, menu, state);
    // Not over the alerts themselves, which say the same at more length.
    let is_called = scene.snapshot.alerts.calling().next().is_some();
    let is_told = is_called && state.screen != LeadScreen::Alerts;
    let body = if is_told && may(scene, Right::SettleExceptions) {
        let (band, body) = body.cut_top(alerts::BAND, theme::GAP);
        alerts::band_ui(ui, scene, band, state);
        body
    } else {
        body
    };
    let open = LeadScreen::ALL
        .iter()
        .find(|(screen, _)| *screen == state.screen);
    if let Some((_, right)) = open.filter(|(_, right)| !may(scene, *right)) {
        let why = format!(
            "{} ({})",
            scene.word(Word::SetLeadOnly),
            i18n::right(scene.lang, *right)
        );
        text_ui(
            ui,
            body,
            &why,
            Type::new(theme::LEAD_HEADING, scene.palette.watch)
                .bold()
                .centered()
                .lines(3),
        );
        return;
    }
    match state.screen {
        LeadScreen::Statistics => statistics::statistics_ui(ui, scene, body, state, out),
        LeadScreen::Figures => figures::figures_ui(ui, scene, body, state, out),
        LeadScreen::MisPicks => mis_picks::mis_picks_ui(ui, scene, body, state, out),
        LeadScreen::Lorries => lorries::lorries_ui(ui, scene, body, state, out),
        LeadScreen::Import => import::import_ui(ui, scene, body, state, out),
        LeadScreen::Documents if state.people.is_open() => {
            people::people_ui(ui, scene, body, &mut state.people, out);
        }
        LeadScreen::Documents => documents::documents_ui(ui, scene, body, state),
        LeadScreen::Prints => prints::prints_ui(ui, scene, body, out),
        LeadScreen::Sync => sync::sync_ui(ui, scene, body, &mut state.desk, out),
        LeadScreen::Exceptions => {
            exceptions::exceptions_ui(ui, scene, body, &mut state.desk, out);
        }
        LeadScreen::Alerts if state.alerts.is_set_up_open() => {
            alerts::setup_ui(ui, scene, body, state, out);
        }
        LeadScreen::Alerts => alerts::alerts_ui(ui, scene, body, state, out),
        LeadScreen::Rules => rules::rules_ui(ui, scene, body, &mut state.rules, out),
        LeadScreen::Weights => weights::weights_ui(ui, scene, body, state, out),
        LeadScreen::Records => records::records_ui(ui, scene, body, state, out),
        LeadScreen::Verification => {
            verification::verification_ui(ui, scene, body, &mut state.verification_asked, out);
        }
        LeadScreen::Setup if state.setup.stations.is_open() => {
            stations::stations_ui(ui, scene, body, state, out);
        }
        LeadScreen::Setup => {
            let parts = (&mut state.setup, &mut state.files);
            setup::setup_ui(ui, scene, body, parts, out);
        }
    }
}

fn may(scene: &Scene<'_>, right: Right) -> bool {
    scene
        .snapshot
        .worker
        .as_ref()
        .is_some_and(|worker| worker.role.has(right))
}

fn menu_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &mut LeadState) {
    let keys = LeadScreen::ALL.len() + 1;
    let rows = place.stack(2, theme::GRID);
    let places = rows
        .iter()
        .flat_map(|row| row.columns(keys.div_ceil(2), theme::GRID));
    let mut places = places.into_iter();
    let Some(back) = places.next() else { return };
    if BigKey::new(&scene.word(Word::MenuQueue))
        .for_lead()
        .icon(Icon::Undo)
        .show(ui, back)
    {
        state.wants_back = true;
    }
    for ((screen, right), place) in LeadScreen::ALL.into_iter().zip(places) {
        let text = screen.name(scene);
        let key = BigKey::new(&text)
            .for_lead()
            .chosen(state.screen == screen)
            .enabled(may(scene, right));
        if key.show(ui, place) {
            state.screen = screen;
            state.setup.master.close();
            state.setup.stations = StationsState::default();
            state.saved = None;
            state.desk = DeskState::default();
            state.people = PeopleState::default();
            state.alerts = AlertsState::default();
            state.weights_asked = None;
            state.records = RecordsState::default();
            state.verification_asked = None;
            state.lorries_asked = None;
        }
    }
}

/// One key for each choice, side by side; pressing one makes it the chosen one.
fn choices_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    choices: &[(Word, T)],
    chosen: &mut T,
) {
    let named = choices
        .iter()
        .map(|(name, choice)| (scene.word(name.clone()), *choice));
    named_choices_ui(ui, place, &named.collect::<Vec<_>>(), chosen);
}

/// The same with names that are texts already.
fn named_choices_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    place: Rect,
    choices: &[(String, T)],
    chosen: &mut T,
) {
    let places = place.columns(choices.len(), theme::GAP);
    for (place, (name, choice)) in places.into_iter().zip(choices) {
        if BigKey::new(name)
            .for_lead()
            .chosen(chosen == choice)
            .show(ui, place)
        {
            *chosen = *choice;
        }
    }
}

/// A key that leads back to where one came from. `true` when it was pressed.
fn back_key_ui(ui: &mut Ui, place: Rect, label: &str) -> bool {
    let key = BigKey::new(label).for_lead().icon(Icon::Undo);
    key.show(ui, place)
}

/// A card with a heading; answers the room under it.
fn headed_card_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, title: &str) -> Rect {
    card_ui(ui, card, scene.palette);
    let (heading, room) = card.shrink2(vec2(20.0, 14.0)).cut_top(40.0, 8.0);
    text_ui(
        ui,
        heading,
        title,
        Type::new(26.0, scene.palette.ink).bold().for_lead(),
    );
    room
}

/// A line of ordinary text for leads.
fn lead_text(scene: &Scene<'_>) -> Type {
    Type::new(theme::LEAD_TEXT, scene.palette.ink).for_lead()
}

/// Rows that scroll when there are more than fit; only those in sight are drawn, and at first no half one.
fn rows_ui(ui: &mut Ui, place: Rect, rows: (usize, f32), row_ui: impl FnMut(&mut Ui, Rect, usize)) {
    rows_from_ui(ui, place, rows, None, row_ui);
}

/// The same, brought to a row once where one is given.
fn rows_from_ui(
    ui: &mut Ui,
    place: Rect,
    (count, height): (usize, f32),
    go_to: Option<usize>,
    mut row_ui: impl FnMut(&mut Ui, Rect, usize),
) {
    let whole = (place.height() / height).floor().max(1.0) * height;
    let (place, _) = place.cut_top(whole, 0.0);
    inside(ui, place, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if let Some(row) = go_to {
            area = area.vertical_scroll_offset(offset_of(row, height));
        }
        area.show_rows(ui, height, count, |ui, shown| {
            for at in shown {
                let (row, _) =
                    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
                row_ui(ui, row, at);
            }
        });
    });
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
fn offset_of(row: usize, height: f32) -> f32 {
    row as f32 * height
}
