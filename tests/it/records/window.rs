//! The whole way in the real window over a real bench: looked through, scanned, measured, photographed, accepted.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::record_audit::FaultKind;
use pakownia::domain::worker::Language;
use pakownia::i18n::{self, RecordWord, WeightWord, record_word, weight_word};
use pakownia::station::event::{Event, RecordsEvent};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::snapshot::{RecordsView, Snapshot};
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::wedge_hook::WedgeHook;

use super::photo;
use crate::support::bench::BenchTest;
use crate::support::snapshots;
use crate::support::wait;
use crate::support::window::{LANGUAGES, drawn};

/// The window of a running bench whose lead has the records open.
struct Live {
    harness: Harness<'static, Window>,
    handle: Rc<StationHandle>,
    bench: BenchTest,
    lang: Language,
    sent: Rc<RefCell<Vec<Event>>>,
}

impl Live {
    fn start(lang: Language) -> Self {
        let mut bench = BenchTest::new();
        bench.run_line("bench photo_folder=\"phone\"");
        bench.run_line("signin W-900");
        let around = Surroundings {
            heard: Box::new(|_snapshot| {}),
            wake: Box::new(|| {}),
            master_door: Arc::new(|| panic!("nothing is imported")),
            devices: Box::new(|_events| vec![]),
        };
        let handle = Rc::new(StationHandle::start(bench.take_station(), around).unwrap());
        let sent = Rc::new(RefCell::new(Vec::new()));
        let (latest, inbox, kept) = (Rc::clone(&handle), Rc::clone(&handle), Rc::clone(&sent));
        let wires = Wires {
            latest: Box::new(move || speaking(lang, &latest.latest())),
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
        harness.state_mut().go(Route::Lead, LeadScreen::Records);
        harness.run_steps(3);
        Self {
            harness,
            handle,
            bench,
            lang,
            sent,
        }
    }

    /// Waits until the bench shows it, and draws it.
    fn until(&mut self, what: &str, is_so: impl Fn(&RecordsView) -> bool) {
        wait::until_so(what, || {
            // The standing clock of a test wakes nobody.
            self.handle.send(Event::MasterAnswered);
            is_so(&self.handle.latest().records)
        });
        self.harness.run_steps(3);
    }

    fn word(&self, what: RecordWord) -> String {
        record_word(self.lang, what)
    }

    fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
    }

    fn scan(&mut self, code: &str) {
        let plugin = self.harness.ctx.plugin::<WedgeHook>();
        plugin.lock().type_like_a_scanner(code);
        self.harness.run_steps(4);
    }

    fn reads(&self, text: &str) {
        let texts: Vec<String> = drawn(&self.harness).into_iter().map(|it| it.text).collect();
        assert!(
            texts.iter().any(|read| read.contains(text)),
            "{text}: {texts:?}"
        );
    }
}

fn speaking(lang: Language, seen: &Arc<Snapshot>) -> Arc<Snapshot> {
    let mut seen = (**seen).clone();
    if let Some(worker) = &mut seen.worker {
        worker.language = lang;
    }
    Arc::new(seen)
}

/// The kinds that are listed for a product, whether to be done or accepted.
fn listed(view: &RecordsView, sku: &str) -> Vec<FaultKind> {
    let sku = sku.into();
    let list = view.list.as_ref().unwrap();
    list.of(&sku).map(|row| row.fault.kind()).collect()
}

fn looks_at(view: &RecordsView, sku: &str) -> bool {
    let looked = view.looked.as_ref();
    looked.is_some_and(|card| card.product.sku.as_str() == sku)
}

#[test]
fn a_spoon_without_a_barcode_is_mended_by_scanner_scale_and_telephone_in_both_languages() {
    use FaultKind as K;
    for lang in LANGUAGES {
        let mut live = Live::start(lang);
        live.until("all records are looked through", |view| view.list.is_some());
        let kind = live.word(RecordWord::RecordsKind {
            kind: i18n::record_kind(lang, K::NoBarcode),
            count: "1".to_owned(),
        });
        live.press(&kind);
        let row = live.harness.get_by(|node| {
            let name = node.label().unwrap_or_default();
            node.role() == egui::accesskit::Role::RadioButton && name.contains("(SPOON-01), ")
        });
        row.click();
        live.harness.run_steps(4);
        live.until("the spoon is looked at", |view| looks_at(view, "SPOON-01"));

        // Its code is unknown: the first scan asks for a second, and the second binds it.
        let code = "4006381333931";
        live.scan(code);
        live.until("the code is unknown", |view| view.unknown.is_some());
        live.reads(&live.word(RecordWord::RecordScanAgain {
            code: code.to_owned(),
        }));
        live.scan(code);
        live.until("the spoon has its code", |view| {
            listed(view, "SPOON-01") == [K::NoPhoto]
        });
        live.reads(code);

        // A photo that the telephone has just sent.
        photo(&live.bench.dir().join("phone"), "IMG_7.jpg", 77);
        let key = live.word(RecordWord::RecordPhotoNewest);
        live.press(&key);
        live.until("the spoon has its photo", |view| {
            listed(view, "SPOON-01").is_empty()
                && view
                    .looked
                    .as_ref()
                    .is_some_and(|card| card.product.image.is_some())
        });
        live.reads(&live.word(RecordWord::RecordIsRight));

        // A scan of another product looks at that one; nothing is packed by it.
        live.scan("5901234000093");
        live.until("the vase is looked at", |view| looks_at(view, "VASE-01"));
        assert_eq!(live.handle.latest().session, None);
        let key = live.word(RecordWord::RecordMeasure);
        live.press(&key);
        live.press(&weight_word(lang, WeightWord::AuditSave));
        let key = live.word(RecordWord::RecordAccept);
        live.press(&key);
        let why = live.word(RecordWord::RecordChecked);
        live.press(&why);
        let key = live.word(RecordWord::RecordAcceptSend);
        live.press(&key);
        live.until("the vase needs no photo", |view| {
            let list = view.list.as_ref().unwrap();
            list.accepted
                .iter()
                .any(|row| row.sku.as_str() == "VASE-01")
        });
        let sent = live.sent.borrow().clone();
        let scans = sent
            .iter()
            .filter(|event| matches!(event, Event::Records(RecordsEvent::Scanned(_))));
        assert_eq!(scans.count(), 3);
    }
}

#[test]
fn a_scanner_on_a_wire_of_its_own_packs_nothing_either_while_records_are_open() {
    use pakownia::devices::{DeviceEvent, DeviceId, DeviceKind};
    let mut live = Live::start(Language::Pl);
    live.until("all records are looked through", |view| view.list.is_some());
    let scanned = |code: &str| {
        Event::Device(DeviceEvent::Scanned {
            source: DeviceId::new(DeviceKind::Scanner, "scanner"),
            code: code.to_owned(),
        })
    };
    // Alone it would open the order of one vase.
    live.handle.send(scanned("5901234000093"));
    live.until("the vase is looked at", |view| looks_at(view, "VASE-01"));
    assert_eq!(live.handle.latest().session, None);
    live.handle
        .send(Event::Records(RecordsEvent::IsOpen(false)));
    live.handle.send(scanned("5901234000093"));
    wait::until_so("it opens its order", || {
        live.handle.latest().session.is_some()
    });
}
