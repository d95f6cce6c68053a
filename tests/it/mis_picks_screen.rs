//! The lead's screen of mis-picks: it fits, says what is chance, and leads to the orders behind a figure.

use egui::Event::Paste;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::mis_pick::Complaint;
use pakownia::domain::worker::Language;
use pakownia::i18n::{MisPickWord, mis_pick_word};
use pakownia::station::event::{Action, Command, Event, Reading};
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::mis_pick_views;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

const PL: Language = Language::Pl;

fn at(snapshot: Snapshot, window: (f32, f32)) -> Bench {
    let mut bench = Bench::sized(snapshot, window, true);
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::MisPicks);
    bench.run();
    bench
}

fn check(bench: &Bench, name: &str, window: (f32, f32)) {
    check_nodes(bench, name, 60.0, sheet_of(window));
    let wrong = check_texts(bench, name, theme::LEAD_TEXT_MIN, sheet_of(window));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn shows(bench: &Bench, text: &str) -> bool {
    bench.texts().iter().any(|shown| shown.text.contains(text))
}

/// Presses a row; of several with the same name the first.
fn open(bench: &mut Bench, row: &str) {
    let mut rows = bench
        .harness
        .get_all_by_role_and_label(Role::ListBoxOption, row);
    rows.next().unwrap().click();
    drop(rows);
    bench.run();
}

fn says(what: MisPickWord) -> String {
    mis_pick_word(PL, what)
}

#[test]
fn it_fits_in_both_languages_and_every_size_and_so_does_the_list_behind_a_figure() {
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (what, snapshot) in [
                ("noise", mis_pick_views::lead(lang, 2)),
                ("signal", mis_pick_views::lead(lang, 9)),
                ("nothing", mis_pick_views::nothing(lang)),
            ] {
                let mut bench = at(snapshot, window);
                let name = format!("{what} {lang:?} {window:?}");
                check(&bench, &name, window);
                if what != "signal" {
                    continue;
                }
                for by in [
                    MisPickWord::MisPickByHour,
                    MisPickWord::MisPickByPacker,
                    MisPickWord::MisPickByWave,
                    MisPickWord::MisPickByKind,
                    MisPickWord::MisPickByPlace,
                ] {
                    bench.press(&mis_pick_word(lang, by));
                    check(&bench, &format!("{name} by"), window);
                }
                bench.press(&mis_pick_word(lang, MisPickWord::MisPickComplain));
                bench.press(&mis_pick_word(lang, MisPickWord::MisPickWrongItem));
                check(&bench, &format!("{name} complaint"), window);
                bench.press(&mis_pick_word(lang, MisPickWord::MisPickBack));
                open(&mut bench, "MAGAZYN10-REGAL12-GNIAZDO07");
                check(&bench, &format!("{name} closer"), window);
            }
        }
    }
}

#[test]
fn the_last_thirty_days_are_asked_for_when_it_opens() {
    let bench = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    let asked = bench.sent().into_iter().find_map(|event| match event {
        Event::Read(Reading::MisPicks { from, to, .. }) => Some((from, to)),
        _ => None,
    });
    let (from, to) = asked.unwrap();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!((day(&to) - day(&from)).num_days(), 29);
}

#[test]
fn it_says_whether_the_rate_has_risen_and_since_when() {
    let calm = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    assert!(shows(&calm, &says(MisPickWord::MisPickNoise)));
    let risen = at(mis_pick_views::lead(PL, 9), WINDOWS[0]);
    assert!(!shows(&risen, &says(MisPickWord::MisPickNoise)));
    assert!(shows(&risen, "Pomyłek przybyło od 15.11.2026 06:00"));
}

#[test]
fn a_product_leads_to_its_orders_in_one_press_and_back_in_another() {
    let mut bench = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    open(&mut bench, "Talerz płaski · TAL-02");
    assert!(shows(&bench, "ZAM-1003"));
    assert!(!shows(&bench, "ZAM-1017"), "that was another product");
    bench.press(&says(MisPickWord::MisPickBack));
    assert!(shows(&bench, "Talerz płaski · TAL-02"));
}

#[test]
fn a_pair_leads_to_the_orders_in_which_they_were_confused() {
    let mut bench = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    let first = says(MisPickWord::MisPickFor {
        wrong: "Kubek ceramiczny biały z podwójną ścianką 300 ml".to_owned(),
        right: "Kubek ceramiczny granatowy z podwójną ścianką 300 ml".to_owned(),
    });
    open(&mut bench, &first);
    assert!(shows(&bench, "ZAM-1017"));
    assert!(!shows(&bench, "ZAM-1003"));
}

#[test]
fn a_person_with_little_work_is_not_compared() {
    let mut bench = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    bench.press(&says(MisPickWord::MisPickByPacker));
    assert!(shows(&bench, "W-007"));
    assert!(shows(
        &bench,
        &says(MisPickWord::MisPickTooFewLines { least: 300 })
    ));
}

#[test]
fn a_complaint_is_typed_and_linked_to_its_order() {
    let mut bench = at(mis_pick_views::lead(PL, 2), WINDOWS[0]);
    bench.press(&says(MisPickWord::MisPickComplain));
    bench.press(&says(MisPickWord::MisPickWrongItem));
    for (field, text) in [
        (MisPickWord::ComplaintOrder, "ZAM-1017"),
        (MisPickWord::ComplaintWanted, "KUB-02"),
        (MisPickWord::ComplaintCame, "KUB-01"),
        (MisPickWord::ComplaintNote, "biały zamiast granatowego"),
    ] {
        bench.harness.get_by_label(&says(field)).focus();
        bench.run();
        bench.harness.event(Paste(text.to_owned()));
        bench.run();
    }
    bench.press(&says(MisPickWord::ComplaintTake));
    let sent = bench.sent();
    let told = Command::Complain {
        order: "ZAM-1017".into(),
        what: Complaint::WrongItem,
        sku: Some("KUB-02".into()),
        came: Some("KUB-01".into()),
        note: "biały zamiast granatowego".to_owned(),
    };
    assert_eq!(sent.last(), Some(&Event::Action(Action::Command(told))));
}
