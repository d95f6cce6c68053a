//! The screen of the exceptions desk: one queue that fits, with owner, deadline and the keys that close an entry.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::desk::{Deadlines, Ending, Entry, EntryKind, Outcome, What};
use pakownia::domain::gate::Hold;
use pakownia::domain::label_debt::DebtReason;
use pakownia::domain::session::fact::ShortPath;
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::i18n::{AlertWord, DeskWord, alert_word, desk_word, outcome};
use pakownia::station::desk::DeskView;
use pakownia::station::event::{Command, Event};
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::snapshots::now;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};
use crate::support::{alert_views, link_views};

fn ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

fn entry(number: u32, what: What, minutes: i64) -> Entry {
    Entry {
        id: format!("desk/STAN-2/7/{number}"),
        what,
        order: Some(format!("ZAM-{number}").as_str().into()),
        parcel: (number % 2 == 1).then_some(1),
        station: Some("STAN-2".into()),
        opened_at: ago(minutes),
        given_to: None,
        ended: None,
    }
}

/// Each sort of entry: two of them late, one given to a person, two that ended.
pub(crate) fn full() -> DeskView {
    let short = What::ShortPick {
        sku: "KUB-01".into(),
        units: 2,
        reason: "Miejsce puste".to_owned(),
        path: ShortPath::ShipShort,
    };
    let weight = What::WeightReleased {
        difference: Grams(-140),
        by: "W-900".into(),
        reason: "Przeliczone, wszystko jest".to_owned(),
    };
    let held = What::Held {
        hold: Hold::BadPostcode {
            postcode: "0-95".to_owned(),
        },
    };
    let aside = What::PutAside {
        reason: "Pytanie do biura lub klienta".to_owned(),
    };
    let owed = What::LabelOwed {
        substitute: "159012345678901234".into(),
        reason: DebtReason::NoTrackingNumbers,
    };
    let unprinted = What::LabelNotPrinted {
        title: "ZAM-2011 (1)".to_owned(),
    };
    let mut given = entry(2003, held, 90);
    given.given_to = Some("W-001".into());
    given.station = None;
    let ended = |number, minutes, by: Option<&str>, outcome, note: &str| Entry {
        ended: Some(Ending {
            at: ago(minutes),
            by: by.map(Into::into),
            outcome: Some(outcome),
            note: note.to_owned(),
        }),
        ..entry(number, aside.clone(), 300)
    };
    DeskView {
        open: vec![
            entry(2001, weight, 75),
            entry(2007, owed, 50),
            entry(2002, short, 20),
            given,
            entry(2004, aside.clone(), 5),
            entry(2011, unprinted, 1),
        ],
        past: vec![
            ended(
                2005,
                3,
                Some("W-900"),
                Outcome::Corrected,
                "Klient podał numer domu",
            ),
            ended(2006, 30, None, Outcome::Mended, ""),
        ],
        people: vec![
            ("W-001".into(), "Ania Żółw".to_owned()),
            ("W-900".into(), "Ewa Lis".to_owned()),
        ],
        deadlines: Deadlines::default(),
        is_all: true,
        ..DeskView::default()
    }
}

fn lead(lang: Language, desk: DeskView) -> Snapshot {
    let mut snapshot = link_views::lead_with(lang, link_views::well());
    snapshot.desk = Arc::new(desk);
    snapshot
}

fn pl(word: DeskWord) -> String {
    desk_word(Language::Pl, word)
}

#[test]
fn the_desk_fits_and_is_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let ordinary = DeskView {
                is_all: false,
                ..full()
            };
            for (name, view) in [("full", full()), ("ordinary bench", ordinary)] {
                let mut bench = Bench::sized(lead(lang, view), window, window == WINDOWS[1]);
                bench
                    .harness
                    .state_mut()
                    .go(Route::Lead, LeadScreen::Exceptions);
                bench.run();
                let sheet = sheet_of(window);
                let mut look = |bench: &Bench, page: &str| {
                    let name = format!("{name} {page} {lang:?} {window:?}");
                    wrong.extend(check_texts(bench, &name, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(bench, &name, 50.0, sheet);
                };
                look(&bench, "first");
                for order in ["ZAM-2002", "ZAM-2003", "ZAM-2007", "ZAM-2005"] {
                    bench.press_saying(order);
                    look(&bench, order);
                }
                bench.press_saying("ZAM-2001");
                bench.press(&desk_word(lang, DeskWord::DeskGive));
                look(&bench, "people");
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_is_late_stands_first_is_marked_by_a_word_and_counted_in_the_menu() {
    let bench = Bench::lead(lead(Language::Pl, full()), LeadScreen::Exceptions);
    let rows: Vec<String> = bench
        .harness
        .get_all_by_role(egui::accesskit::Role::RadioButton)
        .filter_map(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node().label()
        })
        .collect();
    assert!(
        rows[0].contains("ZAM-2007") && rows[0].contains("Po terminie"),
        "{rows:?}"
    );
    assert!(
        rows[1].contains("ZAM-2001") && rows[1].contains("Po terminie"),
        "{rows:?}"
    );
    assert!(rows[2].contains("Termin:"), "{rows:?}");
    assert!(bench.says("Wyjątki, po terminie: 2"));
    assert!(bench.says("po terminie: 2"));
    assert!(rows.iter().any(|row| row.contains("Przyczyna ustąpiła")));
}

#[test]
fn an_entry_is_closed_by_keys_and_never_without_an_outcome() {
    let mut bench = Bench::lead(lead(Language::Pl, full()), LeadScreen::Exceptions);
    bench.press_saying("ZAM-2002");
    let close = pl(DeskWord::DeskClose);
    bench.press(&close);
    assert_eq!(bench.sent(), [], "no outcome, nothing is sent");
    bench.press(&outcome(Language::Pl, Outcome::Refunded));
    bench.press_saying("ZAM-2003");
    bench.press(&close);
    assert_eq!(
        bench.sent(),
        [],
        "what was chosen belonged to the other entry"
    );
    bench.press_saying("ZAM-2002");
    bench.press(&outcome(Language::Pl, Outcome::Refunded));
    bench.press(&close);
    let settle = Command::Settle {
        exception: "desk/STAN-2/7/2002".to_owned(),
        outcome: Outcome::Refunded,
        note: String::new(),
    };
    assert_eq!(bench.sent(), [command(settle)]);
}

#[test]
fn an_entry_is_given_to_a_person_by_keys_and_says_whose_it_is() {
    let mut bench = Bench::lead(lead(Language::Pl, full()), LeadScreen::Exceptions);
    bench.press_saying("ZAM-2003");
    assert!(bench.says("Załatwia: Ania Żółw"));
    bench.press(&pl(DeskWord::DeskGive));
    bench.press("Ewa Lis (W-900)");
    let give = Command::Give {
        exception: "desk/STAN-2/7/2003".to_owned(),
        to: "W-900".into(),
    };
    assert_eq!(bench.sent(), [command(give)]);
}

#[test]
fn deadlines_are_set_where_the_limits_of_alerts_are() {
    let mut snapshot = lead(Language::Pl, full());
    snapshot.alerts = Arc::new(alert_views::of_a_bad_day());
    let mut bench = Bench::lead(snapshot, LeadScreen::Alerts);
    bench.press(&alert_word(Language::Pl, AlertWord::AlertsSetUp));
    bench.press(&pl(DeskWord::DeskDeadlines));
    let kind = pakownia::i18n::entry_kind(Language::Pl, EntryKind::ShortPick);
    let field = format!("{}, {kind}", pl(DeskWord::DeskMinutes));
    bench.harness.get_by_label(&field).focus();
    bench.run();
    bench.harness.get_by_label(&field).type_text("12");
    bench.run();
    bench.press(&alert_word(Language::Pl, AlertWord::AlertsSave));
    let sent = bench.sent();
    let [Event::SetAlerts { form, .. }] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(form.deadlines[3], "24012");
}
