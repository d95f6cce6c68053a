//! Whose business is it? What holds an order says who mends it, on every screen, in reports, and as the shop sets it.

use std::fs;
use std::sync::Arc;

use pakownia::domain::desk::owner::{Matter, Owner, Owners};
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{AlertWord, OwnerWord, alert_word, matter, owner, owner_word};
use pakownia::station::event::Event;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use serde_json::Value;

use super::bench::{look, run};
use super::screens::full;
use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};
use crate::support::{alert_views, link_views};

/// A wrong telephone, an order across a border without an EORI number, a box that lacks goods.
fn a_bad_morning() -> BenchTest {
    let mut bench = BenchTest::new();
    bench.shop_edits("B-101", None, &[("phone", "12")]);
    let swiss = [
        ("country", "CH"),
        ("postcode", "8001"),
        ("city", "Zürich"),
        ("phone", "+41441234567"),
    ];
    bench.shop_edits("B-102", None, &swiss);
    run(
        &mut bench,
        &["signin W-900", "scan B-114", "short MUG-01 3 hold BinEmpty"],
    );
    look(&mut bench);
    bench
}

/// Whose the entries of these orders are, as `report exceptions` tells it.
fn reported(bench: &mut BenchTest, orders: [&str; 3]) -> [String; 3] {
    let day = bench.now().date_naive().to_string();
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let told = outcome(&[
        "report",
        "exceptions",
        "--data-dir",
        text(&dir),
        "--from",
        "2020-01-01",
        "--to",
        &day,
        "--format",
        "json",
    ]);
    assert!(told.status.success(), "{told:?}");
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let entries = told["entries"].as_array().unwrap();
    orders.map(|order| {
        let entry = entries.iter().find(|entry| entry["order"] == order);
        let entry = entry.unwrap_or_else(|| panic!("{order} is not told: {told}"));
        entry["owner"].as_str().unwrap().to_owned()
    })
}

const ORDERS: [&str; 3] = ["B-101", "B-102", "B-114"];

#[test]
fn the_report_names_whoever_can_mend_each_thing() {
    let mut bench = a_bad_morning();
    let owners = reported(&mut bench, ORDERS);
    assert_eq!(owners, ["customer_service", "admin", "lead"]);
}

#[test]
fn a_shop_that_shares_its_work_otherwise_says_so_once() {
    let mut bench = a_bad_morning();
    let file = bench.dir().join("bench.toml");
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let more = "[alerts.owners]\naddress = \"bookkeeping\"\nstock = \"catalogue\"\n";
    fs::write(&file, format!("{kept}\n{more}")).unwrap();
    let owners = reported(&mut bench, ORDERS);
    assert_eq!(owners, ["bookkeeping", "admin", "catalogue"]);
    fs::write(&file, "[alerts.owners]\naddress = \"office\"\n").unwrap();
    let refused = outcome(&["report", "exceptions", "--data-dir", text(bench.dir())]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains("customer_service"),
        "{said}"
    );
}

#[test]
fn the_queue_and_the_desk_say_it_and_say_the_same() {
    let lang = Language::Pl;
    let mut snapshot = snapshots::signed_in(lang, Role::Packer);
    let mut desk = full();
    desk.owners.address = Owner::Bookkeeping;
    snapshot.desk = Arc::new(desk.clone());
    let bench = Bench::new(snapshot);
    let service = owner(lang, Owner::Bookkeeping);
    assert!(bench.says(&service), "the queue names no owner");
    let mut snapshot = link_views::lead_with(lang, link_views::well());
    snapshot.desk = Arc::new(desk);
    let mut bench = Bench::lead(snapshot, LeadScreen::Exceptions);
    bench.press_saying("ZAM-2001");
    let lead = owner(lang, Owner::Lead);
    assert!(bench.says(&format!("Załatwia: {lead}")));
}

#[test]
fn who_sees_to_what_is_set_by_keys_that_fit() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let mut snapshot = link_views::lead_with(lang, link_views::well());
            snapshot.alerts = Arc::new(alert_views::of_a_bad_day());
            let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
            let to = LeadScreen::Alerts;
            bench.harness.state_mut().go(Route::Lead, to);
            bench.run();
            bench.press(&alert_word(lang, AlertWord::AlertsSetUp));
            bench.press(&owner_word(lang, OwnerWord::OwnersHeading));
            let name = format!("owners {lang:?} {window:?}");
            wrong.extend(check_texts(
                &bench,
                &name,
                theme::LEAD_TEXT_MIN,
                sheet_of(window),
            ));
            check_nodes(&bench, &name, 44.0, sheet_of(window));
            let key = [matter(lang, Matter::Stock), owner(lang, Owner::Catalogue)].join(": ");
            bench.press(&key);
            bench.press(&alert_word(lang, AlertWord::AlertsSave));
            let sent = bench.sent();
            let [Event::SetAlerts { form, .. }] = sent.as_slice() else {
                panic!("{sent:?}");
            };
            let expected = Owners {
                stock: Owner::Catalogue,
                ..Owners::default()
            };
            assert_eq!(form.owners, expected);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
