//! The screen of products’ records: it fits, its keys do what they say, and what is scanned there packs nothing.

use std::sync::Arc;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::record_audit::list::{List, Row};
use pakownia::domain::record_audit::words::{Said, Word as LeadsWord};
use pakownia::domain::record_audit::{Fault, FaultKind, Others, Standing};
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, RecordWord, WeightWord, Word, format, record_word, weight_word, word};
use pakownia::station::event::{Action, Command, Event, RecordsEvent};
use pakownia::station::snapshot::{RecordCard, RecordsView, Snapshot};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::sample::product;
use crate::support::mis_pick_views;
use crate::support::snapshots::now;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const PL: Language = Language::Pl;

fn pl(what: RecordWord) -> String {
    record_word(PL, what)
}

/// One of each kind, as long as their texts get.
fn faults() -> Vec<Fault> {
    let with = Others {
        first: ["KUB-02", "KUB-03", "KUB-04", "KUB-05", "KUB-06"]
            .map(Into::into)
            .to_vec(),
        count: 1_412,
    };
    let code = || "15901234123458".to_owned();
    let size = SizeMm::new(12_000, 1_200, 1_000);
    vec![
        Fault::SharedBarcode {
            code: code(),
            with: with.clone(),
        },
        Fault::NoBarcode,
        Fault::BadCheckDigit { code: code() },
        Fault::OddLength { code: code() },
        Fault::NoPlace,
        Fault::NoWeight,
        Fault::WeightContradicted {
            old: Grams(12_330),
            new: Grams(12_745),
            parcels: 7,
        },
        Fault::NoSize { size },
        Fault::OddSize { size },
        Fault::OddDensity {
            size,
            weight: Grams(12_330),
            mg_per_cm3: 4,
        },
        Fault::NoPhoto,
        Fault::PhotoGone {
            file: "kubek-granatowy-300.png".to_owned(),
        },
        Fault::SharedPhoto {
            file: "kubek.png".to_owned(),
            with: with.clone(),
        },
        Fault::Twin { with },
        Fault::OwnNumber { code: code() },
    ]
}

fn row(sku: &str, fault: Fault, said: Option<Said>) -> Row {
    Row {
        sku: sku.into(),
        name: "Kubek ceramiczny biały z podwójną ścianką 300 ml".to_owned(),
        fault,
        demand: 1_241,
        standing: match said {
            None => Standing::Open,
            Some(Said::Given { .. }) => Standing::Given,
            Some(Said::Accepted { .. }) => Standing::Accepted,
        },
        word: said.map(|said| LeadsWord {
            at: now(),
            by: Some("W-900".into()),
            said,
        }),
    }
}

fn list() -> List {
    let given = Said::Given { to: "W-001".into() };
    let accepted = Said::Accepted {
        seen: String::new(),
        reason: "Producent nie daje kodu".to_owned(),
    };
    let mut rows: Vec<Row> = faults()
        .into_iter()
        .map(|fault| row("KUB-01", fault, None))
        .collect();
    rows.insert(1, row("KUB-07", Fault::NoBarcode, Some(given)));
    rows.extend((0..40).map(|at| row(&format!("TAL-{at:02}"), Fault::NoPhoto, None)));
    let mut list = List {
        accepted: vec![row("KUB-08", Fault::NoBarcode, Some(accepted))],
        products: 1_000_000,
        faulty: 123_456,
        ..List::default()
    };
    for row in &rows {
        // As in a large shop.
        *list.counts.entry(row.fault.kind()).or_default() += 12_345;
    }
    list.rows = rows;
    list
}

fn card(faults: Vec<Fault>) -> RecordCard {
    let mut looked = product("KUB-01");
    "Kubek ceramiczny biały z podwójną ścianką 300 ml".clone_into(&mut looked.name);
    looked.image = Some("images/KUB-01.png".to_owned());
    RecordCard {
        codes: (0..9).map(|at| format!("590123412345{at}")).collect(),
        rows: faults
            .into_iter()
            .map(|fault| row("KUB-01", fault, None))
            .collect(),
        product: looked,
    }
}

fn lead(lang: Language, records: RecordsView) -> Snapshot {
    let mut snapshot = mis_pick_views::lead(lang, 2);
    let mut desk = (*snapshot.desk).clone();
    desk.people = vec![
        ("W-001".into(), "Ania Żółw".to_owned()),
        ("W-900".into(), "Ewa Lis".to_owned()),
    ];
    snapshot.desk = Arc::new(desk);
    snapshot.records = Arc::new(records);
    snapshot
}

fn full() -> RecordsView {
    RecordsView {
        list: Some(Arc::new(list())),
        looked: Some(card(faults())),
        unknown: None,
        is_photographing: false,
        has_photo_folder: true,
    }
}

#[test]
fn records_fit_and_are_readable_in_both_languages() {
    let unknown = || Some("5901234000999".to_owned());
    let views = [
        ("empty", RecordsView::default()),
        ("full", full()),
        (
            "right",
            RecordsView {
                list: Some(Arc::new(List::default())),
                looked: Some(card(vec![])),
                is_photographing: true,
                ..RecordsView::default()
            },
        ),
        (
            "unknown",
            RecordsView {
                unknown: unknown(),
                ..full()
            },
        ),
        (
            "nothing chosen",
            RecordsView {
                looked: None,
                unknown: unknown(),
                ..full()
            },
        ),
    ];
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, view) in &views {
                let snapshot = lead(lang, view.clone());
                let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
                let state = bench.harness.state_mut();
                state.go(Route::Lead, LeadScreen::Records);
                bench.run();
                let sheet = sheet_of(window);
                let mut look = |bench: &Bench, page: &str| {
                    let name = format!("{name} {page} {lang:?} {window:?}");
                    wrong.extend(check_texts(bench, &name, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(bench, &name, 50.0, sheet);
                };
                look(&bench, "");
                if *name != "full" {
                    continue;
                }
                for fault in faults() {
                    let page = format!("{:?}", fault.kind());
                    let view = RecordsView {
                        looked: Some(card(vec![fault])),
                        ..full()
                    };
                    bench.show(lead(lang, view));
                    look(&bench, &page);
                }
                let cancel = word(lang, Word::Cancel);
                for form in [RecordWord::RecordGive, RecordWord::RecordAccept] {
                    bench.press(&record_word(lang, form.clone()));
                    look(&bench, &format!("{form:?}"));
                    bench.press(&cancel);
                }
                bench.press(&record_word(lang, RecordWord::RecordMeasure));
                look(&bench, "measure");
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn opened() -> Bench {
    Bench::lead(lead(PL, full()), LeadScreen::Records)
}

/// What was sent since the screen was opened.
fn sent(bench: &Bench) -> Vec<Event> {
    let sent = bench.sent();
    assert_eq!(
        sent[0],
        Event::Records(RecordsEvent::IsOpen(true)),
        "the station hears that the screen is open"
    );
    sent[1..].to_vec()
}

#[test]
fn what_is_scanned_goes_to_the_records_and_packs_nothing_until_the_screen_is_left() {
    let mut bench = opened();
    bench.scan("5901234123457");
    let scanned = RecordsEvent::Scanned("5901234123457".to_owned());
    assert_eq!(sent(&bench), [Event::Records(scanned)]);
    bench.press(&word(PL, Word::MenuStatistics));
    let last = bench.sent();
    let closed = Event::Records(RecordsEvent::IsOpen(false));
    assert!(last.contains(&closed), "{last:?}");
    bench.scan("B-101");
    let packed = crate::support::window::scanned("B-101");
    assert_eq!(bench.sent().last(), Some(&packed));
}

#[test]
fn kinds_owners_and_what_was_accepted_are_chosen_by_keys() {
    let view = RecordsView {
        looked: None,
        ..full()
    };
    let mut bench = Bench::lead(lead(PL, view), LeadScreen::Records);
    let says_row = |bench: &Bench, sku: &str| bench.says(&format!("({sku}), "));
    assert!(says_row(&bench, "KUB-01") && says_row(&bench, "KUB-07"));
    let kind = |kind: FaultKind, count: u64| {
        pl(RecordWord::RecordsKind {
            kind: i18n::record_kind(PL, kind),
            count: format::count(count),
        })
    };
    bench.press(&kind(FaultKind::NoPhoto, 41 * 12_345));
    assert!(says_row(&bench, "TAL-00") && !says_row(&bench, "KUB-07"));
    bench.press(&kind(FaultKind::NoBarcode, 2 * 12_345));
    assert!(says_row(&bench, "KUB-07") && !says_row(&bench, "TAL-00"));
    // Given to a person it is the lead's no more.
    bench.press(&i18n::role(PL, Role::Lead));
    assert!(!says_row(&bench, "KUB-07") && says_row(&bench, "KUB-01"));
    bench.press(&i18n::role(PL, Role::Admin));
    assert!(bench.says(&pl(RecordWord::RecordsNoneSo)));
    bench.press(&pl(RecordWord::RecordsAnybody));
    bench.press(&pl(RecordWord::RecordsAccepted {
        count: "1".to_owned(),
    }));
    assert!(says_row(&bench, "KUB-08") && !says_row(&bench, "KUB-07"));
    assert_eq!(sent(&bench), [], "the list is here: nobody is asked");
    bench.press_saying("(KUB-08), ");
    let look = RecordsEvent::LookAt("KUB-08".into());
    assert_eq!(sent(&bench), [Event::Records(look)]);
}

#[test]
fn the_finding_that_is_looked_at_is_given_or_accepted_with_a_reason() {
    let few = [FaultKind::NoPhoto, FaultKind::Twin];
    let few = faults().into_iter().filter(|it| few.contains(&it.kind()));
    let view = RecordsView {
        looked: Some(card(few.collect())),
        ..full()
    };
    let mut bench = Bench::lead(lead(PL, view), LeadScreen::Records);
    let twin = faults().into_iter().find(|it| it.kind() == FaultKind::Twin);
    let headline = i18n::record_fault(PL, &twin.unwrap()).headline;
    bench.press_saying(&format!("{headline}: "));
    bench.press(&pl(RecordWord::RecordGive));
    bench.press("Ania Żółw (W-001)");
    let given = Command::GiveRecord {
        sku: "KUB-01".into(),
        fault: FaultKind::Twin,
        to: "W-001".into(),
    };
    assert_eq!(sent(&bench), [command(given)]);
    bench.press(&word(PL, Word::Cancel));
    bench.press(&pl(RecordWord::RecordAccept));
    bench.press(&pl(RecordWord::RecordAcceptSend));
    assert_eq!(sent(&bench).len(), 1, "without a reason nothing is sent");
    bench.press(&pl(RecordWord::RecordOnPurpose));
    bench.press(&pl(RecordWord::RecordAcceptSend));
    let accepted = Command::AcceptRecord {
        sku: "KUB-01".into(),
        fault: FaultKind::Twin,
        reason: pl(RecordWord::RecordOnPurpose),
    };
    assert_eq!(sent(&bench)[1..], [command(accepted)]);
}

#[test]
fn a_product_is_measured_with_the_weight_that_stands_on_the_scale_and_photographed() {
    let mut snapshot = lead(PL, full());
    snapshot.health.scale_shows = Some(Grams(345));
    let mut bench = Bench::lead(snapshot, LeadScreen::Records);
    bench.press(&pl(RecordWord::RecordMeasure));
    let from_scale = RecordWord::RecordFromScale {
        weight: format::grams(PL, Grams(345)),
    };
    bench.press(&pl(from_scale));
    bench.press(&weight_word(PL, WeightWord::AuditSave));
    let measured = Command::MeasureProduct {
        sku: "KUB-01".into(),
        length_mm: 100,
        width_mm: 100,
        height_mm: 90,
        weight_g: 345,
    };
    assert_eq!(sent(&bench), [command(measured)]);
    bench.press(&pl(RecordWord::RecordPhotoNewest));
    let photo = RecordsEvent::Photograph("KUB-01".into(), None);
    assert_eq!(sent(&bench)[1..], [Event::Records(photo)]);
}

#[test]
fn where_nobody_said_where_photos_arrive_the_folders_key_cannot_be_pressed() {
    let view = RecordsView {
        has_photo_folder: false,
        ..full()
    };
    let bench = Bench::lead(lead(PL, view), LeadScreen::Records);
    let label = pl(RecordWord::RecordPhotoNewest);
    let key = bench.harness.get_by(|node| {
        let name = node.label().unwrap_or_default();
        name.starts_with(&label) && name.contains("photo_folder")
    });
    assert!(key.accesskit_node().is_disabled());
}

/// Goes to what a screen reader calls so with the keyboard, and presses Enter.
fn enter(bench: &mut Bench, label: &str) {
    bench.harness.get_by_label(label).focus();
    bench.run();
    bench.harness.key_press(egui::Key::Enter);
    bench.run();
}

#[test]
fn the_keyboard_alone_chooses_measures_and_leaves_a_record_as_it_is() {
    let mut bench = opened();
    let row = bench.harness.get_by(|node| {
        let name = node.label().unwrap_or_default();
        name.contains("(KUB-07), ")
    });
    row.focus();
    bench.run();
    bench.harness.key_press(egui::Key::Enter);
    bench.run();
    let look = RecordsEvent::LookAt("KUB-07".into());
    assert_eq!(sent(&bench), [Event::Records(look)]);
    enter(&mut bench, &pl(RecordWord::RecordMeasure));
    let weight = weight_word(PL, WeightWord::AuditWeight);
    bench.harness.get_by_label(&weight).focus();
    bench.run();
    bench.harness.get_by_label(&weight).type_text("1");
    bench.run();
    enter(&mut bench, &weight_word(PL, WeightWord::AuditSave));
    let sent_now = sent(&bench);
    let Event::Action(Action::Command(Command::MeasureProduct { sku, .. })) = &sent_now[1] else {
        panic!("{sent_now:?}");
    };
    assert_eq!(sku.as_str(), "KUB-01", "the one that the station shows");
    enter(&mut bench, &pl(RecordWord::RecordAccept));
    enter(&mut bench, &pl(RecordWord::RecordChecked));
    enter(&mut bench, &pl(RecordWord::RecordAcceptSend));
    let last = sent(&bench).pop();
    let is_accepted = matches!(
        &last,
        Some(Event::Action(Action::Command(Command::AcceptRecord { .. })))
    );
    assert!(is_accepted, "{last:?}");
}

#[test]
fn a_product_that_is_scanned_while_a_form_is_open_is_not_what_the_form_was_about() {
    let few = |sku: &str| {
        let mut few = card(vec![Fault::NoBarcode]);
        few.product.sku = sku.into();
        few.rows = vec![row(sku, Fault::NoBarcode, None)];
        RecordsView {
            looked: Some(few),
            ..full()
        }
    };
    let mut bench = Bench::lead(lead(PL, few("KUB-01")), LeadScreen::Records);
    bench.press(&pl(RecordWord::RecordAccept));
    bench.press(&pl(RecordWord::RecordOnPurpose));
    assert!(bench.says(&pl(RecordWord::RecordAcceptWhy)));
    bench.show(lead(PL, few("KUB-02")));
    assert!(!bench.says(&pl(RecordWord::RecordAcceptWhy)));
    assert_eq!(sent(&bench), []);
}
