//! A lead sets the master up in the window, against a real server: a wrong password first, then the right one.

use std::cell::RefCell;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::rc::Rc;
use std::sync::Arc;

use chrono::TimeDelta;
use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::worker::Language;
use pakownia::i18n::{self, Word, word};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::station::clock::Clock;
use pakownia::station::config::{BenchConfig, LabelPaper, PrinterConfig};
use pakownia::station::event::{Action, Event};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::master_form::Secret;
use pakownia::station::master_setup::{MasterOutcome, MasterView};
use pakownia::station::printer_setup::{PrintersOutcome, PrintersView};
use pakownia::station::snapshot::Snapshot;
use pakownia::station::sync_view::LinkView;
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::lead::LeadScreen;

use crate::support::bench::{BenchTest, fixtures};
use crate::support::cluster::{Cluster, PASSWORD};
use crate::support::wait;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of, texts_of,
};
use crate::support::{link_views, snapshots};

const EN: Language = Language::En;

/// The window of a running bench.
struct Live {
    harness: Harness<'static, Window>,
    handle: Rc<StationHandle>,
    clock: Clock,
    sent: Rc<RefCell<Vec<Event>>>,
    bench: BenchTest,
}

impl Live {
    /// A bench alone, with somebody signed in who may set it up, before the set-up screen.
    fn at_the_set_up_screen() -> Self {
        let mut bench = BenchTest::new();
        bench.run_line("signin W-900");
        let clock = bench.clock();
        let (folder, masters_clock) = (bench.dir().to_owned(), clock.clone());
        let around = Surroundings {
            heard: Box::new(|_snapshot| {}),
            wake: Box::new(|| {}),
            master_door: Arc::new(move || {
                let clock = masters_clock.clone();
                Ok(Box::new(EmbeddedMaster::open(&folder, move || {
                    clock.now()
                })?))
            }),
            devices: Box::new(|_events| vec![]),
        };
        let handle = Rc::new(StationHandle::start(bench.take_station(), around).unwrap());
        let sent = Rc::new(RefCell::new(Vec::new()));
        let (latest, inbox, kept) = (Rc::clone(&handle), Rc::clone(&handle), Rc::clone(&sent));
        let wires = Wires {
            latest: Box::new(move || in_english(&latest.latest())),
            send: Box::new(move |event| {
                kept.borrow_mut().push(event.clone());
                inbox.send(event)
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
        Self {
            harness,
            handle,
            clock,
            sent,
            bench,
        }
    }

    fn press(&mut self, name: Word) {
        self.harness.get_by_label(&word(EN, name)).click();
        self.harness.run_steps(3);
    }

    /// Empties the field with the keyboard, and fills it.
    fn fill(&mut self, caption: Word, text: &str) {
        self.harness.get_by_label(&word(EN, caption)).focus();
        self.harness.run_steps(2);
        self.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.harness.run_steps(1);
        self.harness.key_press(egui::Key::Backspace);
        self.harness.run_steps(1);
        self.harness.event(egui::Event::Paste(text.to_owned()));
        self.harness.run_steps(2);
    }

    /// Lets time pass until the bench shows it, and draws it.
    fn until(&mut self, what: &str, is_so: impl Fn(&Snapshot) -> bool) {
        wait::until(what, || {
            let seen = self.handle.latest();
            if is_so(&seen) {
                return Ok(());
            }
            self.clock
                .set(self.clock.now() + TimeDelta::milliseconds(100));
            self.handle.send(Event::MasterAnswered);
            Err(format!("{:?}", (&seen.master.outcome, &seen.sync.link)))
        });
        self.harness.run_steps(3);
    }

    fn until_outcome(&mut self, what: &str, is_so: fn(&MasterOutcome) -> bool) {
        self.until(what, |seen| is_so(&seen.master.outcome));
    }

    fn texts(&self) -> Vec<String> {
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            texts_of(&clipped.shape, &mut found);
        }
        found.into_iter().map(|text| text.text).collect()
    }

    fn reads(&self, text: &str) {
        let texts = self.texts();
        assert!(texts.iter().any(|read| read == text), "{text}: {texts:?}");
    }

    fn config(&self) -> BenchConfig {
        BenchConfig::of(self.bench.dir()).unwrap()
    }
}

fn in_english(seen: &Arc<Snapshot>) -> Arc<Snapshot> {
    let mut seen = (**seen).clone();
    if let Some(worker) = &mut seen.worker {
        worker.language = EN;
    }
    Arc::new(seen)
}

/// The same workers and orders at the server.
fn fill_server(bench: &Live, cluster: &Cluster, schema: &str) {
    // The plan needs the bench's own pepper, so that its people can sign in.
    let dir = tempfile::tempdir().unwrap();
    let pepper = bench.bench.dir().join("pepper");
    fs::copy(pepper, dir.path().join("pepper")).unwrap();
    let station = pakownia::station::Station::open(dir.path(), bench.clock.clone(), |dir| {
        Ok(Box::new(EmbeddedMaster::open(dir, || Clock::System.now())?))
    });
    let plan = station.unwrap().import_plan(fixtures(), false).unwrap();
    plan.run(&mut cluster.master(schema, "bridge"), &mut |_| {})
        .unwrap();
}

#[test]
fn a_lead_sets_the_master_up_in_the_window_with_a_wrong_password_first() {
    let mut cluster = Cluster::start(false);
    let schema = cluster.warehouse();
    let mut live = Live::at_the_set_up_screen();
    fill_server(&live, &cluster, &schema);
    live.press(Word::SetMasterOpen);
    live.reads(&word(EN, Word::SetMasterIsAlone));

    live.fill(Word::SetMasterPassword, "hunter2-early");
    live.press(Word::SetMasterTry);
    live.until_outcome("a field is missing", |told| {
        matches!(told, MasterOutcome::Form(_))
    });
    live.reads(&word(EN, Word::SetMasterHostWrong));
    assert!(!live.bench.dir().join("master-password.trial").exists());

    let port = cluster.port().to_string();
    let ca = cluster.dir().join("ca.crt").display().to_string();
    for (caption, text) in [
        (Word::SetMasterHost, "localhost"),
        (Word::SetMasterPort, &port),
        (Word::SetMasterSchema, &schema),
        (Word::SetMasterAccount, &format!("{schema}_station")),
        (Word::SetMasterPassword, "hunter2-wrong"),
        (Word::SetMasterCa, &ca),
    ] {
        live.fill(caption, text);
    }
    assert!(!live.texts().iter().any(|text| text.contains("hunter2")));

    live.press(Word::SetMasterTry);
    live.until_outcome("the password is refused", |told| {
        *told == MasterOutcome::Trouble(LinkTrouble::WrongPassword)
    });
    let said = i18n::link_trouble(EN, &LinkTrouble::WrongPassword);
    live.reads(&said.headline);
    live.reads(&said.remedy.unwrap());
    assert_eq!(live.config().master, None, "trying keeps nothing");

    live.fill(Word::SetMasterPassword, PASSWORD);
    live.press(Word::SetMasterTry);
    live.until_outcome("the server answers", |told| {
        matches!(told, MasterOutcome::Found(_))
    });
    live.reads(&word(EN, Word::SetMasterFound));
    let ledger: String = cluster
        .superuser()
        .query_one(&format!("SELECT name FROM {schema}.ledger"), &[])
        .unwrap()
        .get(0);
    assert!(
        live.texts()
            .iter()
            .any(|text| text.contains(&ledger) && text.contains("PostgreSQL"))
    );
    assert_eq!(live.config().master, None, "trying keeps nothing");

    live.press(Word::SetMasterSave);
    live.until("the bench speaks to the server", |seen| {
        seen.master.outcome == MasterOutcome::Saved
            && seen.sync.link == LinkView::On
            && seen.sync.unsent == 0
            && seen.sync.autonomy.orders > 0
    });
    live.reads(&word(EN, Word::SetMasterSaved));
    live.reads(&word(EN, Word::SyncOn));
    nothing_tells_the_password(&live);

    alone_only_when_nothing_waits(&mut live, &mut cluster);
}

/// The file is its owner's alone, and nothing else holds what stands in it.
fn nothing_tells_the_password(live: &Live) {
    let dir = live.bench.dir();
    let master = live.config().master.unwrap();
    let file = dir.join(master.password_file.unwrap());
    assert_eq!(fs::read_to_string(&file).unwrap(), PASSWORD);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for entry in fs::read_dir(dir).unwrap() {
        let other = entry.unwrap().path();
        if other.is_file() && other != file {
            let bytes = fs::read(&other).unwrap();
            let found = bytes
                .windows(PASSWORD.len())
                .any(|part| part == PASSWORD.as_bytes());
            assert!(!found, "{} tells the password", other.display());
        }
    }
    assert!(!live.texts().iter().any(|text| text.contains(PASSWORD)));
    let events = format!("{:?}", live.sent.borrow());
    assert!(!events.contains(PASSWORD) && !events.contains("hunter2"));
}

fn alone_only_when_nothing_waits(live: &mut Live, cluster: &mut Cluster) {
    cluster.kill();
    live.until("the outage is known", |seen| {
        matches!(seen.sync.link, LinkView::Off { .. })
    });
    // A wrong badge is a fact, and it cannot be sent now.
    live.handle.send(Event::Action(Action::Scan {
        code: "5901234123457".to_owned(),
    }));
    live.until("a fact waits", |seen| seen.sync.unsent > 0);
    live.press(Word::SetMasterAloneKey);
    live.until_outcome("not while facts wait", |told| {
        matches!(told, MasterOutcome::Unsent { .. })
    });
    let facts = live.handle.latest().sync.unsent;
    live.reads(&word(EN, Word::SetMasterUnsent { facts }));
    assert!(live.config().master.is_some());

    cluster.start_again();
    live.until("all is sent", |seen| {
        seen.sync.link == LinkView::On && seen.sync.unsent == 0
    });
    live.press(Word::SetMasterAloneKey);
    live.until("the bench is alone", |seen| {
        seen.master.outcome == MasterOutcome::Alone && seen.sync.link == LinkView::On
    });
    live.reads(&word(EN, Word::SetMasterIsAlone));
    assert_eq!(live.config().master, None);
}

#[test]
fn whoever_may_not_set_the_bench_up_changes_nothing_past_the_screens() {
    let mut live = Live::at_the_set_up_screen();
    let command = pakownia::station::event::Command::SignOut;
    live.handle.send(Event::Action(Action::Command(command)));
    live.until("nobody is signed in", |seen| seen.worker.is_none());
    live.handle.send(Event::SetMaster {
        form: Box::default(),
        password: Some(Secret::new("hunter2".to_owned())),
    });
    live.handle.send(Event::Overview);
    live.until("it was answered", |seen| seen.sync.overview.is_some());
    assert_eq!(live.handle.latest().master.outcome, MasterOutcome::Nothing);
    assert!(!live.bench.dir().join("master-password").exists());
}

#[test]
fn the_masters_page_fits_and_is_readable_in_both_languages() {
    let found = pakownia::master::postgres::Found {
        server: "15.14 (Debian 15.14-0+deb12u1)".to_owned(),
        schema: 2,
        ledger: "75b5a1f0c7e84d21".to_owned(),
    };
    let server = pakownia::station::master_form::MasterForm {
        host: "serwer-magazyn.firma.local".to_owned(),
        account: "stanowisko_pakowania_1".to_owned(),
        ca: "/home/pakownia/certyfikaty/urzad-firmowy.crt".to_owned(),
        ..pakownia::station::master_form::MasterForm::default()
    };
    let outcomes = [
        MasterOutcome::Nothing,
        MasterOutcome::Trying,
        MasterOutcome::Found(found),
        MasterOutcome::Trouble(LinkTrouble::Quarantined),
        MasterOutcome::Trouble(LinkTrouble::NotSetUp),
        MasterOutcome::Unsent { facts: 1_204 },
    ];
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            for outcome in &outcomes {
                let mut snapshot = link_views::lead_with(lang, link_views::stopped());
                snapshot.master = Arc::new(MasterView {
                    server: Some(server.clone()),
                    has_password: true,
                    outcome: outcome.clone(),
                });
                let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
                bench.harness.state_mut().go(Route::Lead, LeadScreen::Setup);
                bench.run();
                bench.press(&word(lang, Word::SetMasterOpen));
                bench.press(&word(lang, Word::SetMasterTry));
                let name = format!("{outcome:?} {lang:?} {window:?}");
                let sheet = sheet_of(window);
                wrong.extend(check_texts(
                    &bench,
                    &name,
                    pakownia::ui::theme::LEAD_TEXT_MIN,
                    sheet,
                ));
                check_nodes(&bench, &name, 56.0, sheet);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_masters_page_is_worked_with_the_keyboard_alone() {
    let mut live = Live::at_the_set_up_screen();
    let open = word(EN, Word::SetMasterOpen);
    let is_focused = |live: &Live, label: &str| {
        live.harness
            .query_by_label(label)
            .is_some_and(|node| node.is_focused())
    };
    let tabs = |live: &mut Live, label: &str| {
        for _tab in 0..40 {
            if is_focused(live, label) {
                return;
            }
            live.harness.key_press(egui::Key::Tab);
            live.harness.run_steps(2);
        }
        panic!("Tab does not reach {label}");
    };
    tabs(&mut live, &open);
    live.harness.key_press(egui::Key::Enter);
    live.harness.run_steps(3);
    for field in [
        Word::SetMasterHost,
        Word::SetMasterPassword,
        Word::SetMasterCa,
    ] {
        tabs(&mut live, &word(EN, field));
    }
    tabs(&mut live, &word(EN, Word::SetMasterTry));
    live.harness.key_press(egui::Key::Enter);
    live.harness.run_steps(3);
    live.until_outcome("a field is missing", |told| {
        matches!(told, MasterOutcome::Form(_))
    });
}

#[test]
fn a_lead_sets_the_printers_up_in_the_window_with_a_bad_address_first() {
    let mut live = Live::at_the_set_up_screen();
    live.press(Word::SetPrintersOpen);
    live.fill(Word::SetPrinterLabels, "http://10.0.0.7");
    live.press(Word::SetPrintersSave);
    let odd = PrintersOutcome::BadAddress("http://10.0.0.7".to_owned());
    live.until("it is told", |seen| seen.printers.outcome == odd);
    let address = "http://10.0.0.7".to_owned();
    live.reads(&word(EN, Word::SetPrintersBad { address }));
    assert_eq!(live.config(), BenchConfig::default());

    live.fill(Word::SetPrinterLabels, "10.0.0.7:9100");
    live.fill(Word::SetPrinterSlips, "slips/");
    live.press(Word::PaperA6);
    live.press(Word::Yes);
    live.press(Word::SetPrintersSave);
    live.until("it is kept", |seen| {
        seen.printers.outcome == PrintersOutcome::Saved
    });
    live.reads(&word(EN, Word::SetPrintersSaved));
    let config = live.config();
    assert_eq!(
        config.labels,
        PrinterConfig::Raw("10.0.0.7:9100".to_owned())
    );
    assert_eq!(config.slips, Some(PrinterConfig::Folder("slips".into())));
    assert_eq!(config.label_size, LabelPaper::A6);
    assert!(config.label_scan);
    assert!(live.bench.dir().join("slips").is_dir());
}

#[test]
fn the_printers_page_fits_in_both_languages() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            let mut snapshot = snapshots::lead(lang);
            snapshot.printers = Arc::new(PrintersView {
                known: vec!["Zebra_ZD421".to_owned(), "Brother_HL_L2350DW".to_owned()],
                outcome: PrintersOutcome::BadAddress("ipps://10.0.0.7/ipp/print".to_owned()),
                ..PrintersView::default()
            });
            let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
            bench.harness.state_mut().go(Route::Lead, LeadScreen::Setup);
            bench.run();
            bench.press(&word(lang, Word::SetPrintersOpen));
            bench.press(&word(lang, Word::SetPrintersSave));
            let name = format!("printers {lang:?} {window:?}");
            let (smallest, sheet) = (pakownia::ui::theme::LEAD_TEXT_MIN, sheet_of(window));
            wrong.extend(check_texts(&bench, &name, smallest, sheet));
            check_nodes(&bench, &name, 56.0, sheet);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
