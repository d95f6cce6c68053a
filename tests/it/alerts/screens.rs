//! The screens of alerts: nobody overlooks one, they fit, and their keys do what they say.

use egui_kittest::kittest::Queryable as _;
use pakownia::domain::alerts::AlertKind;
use pakownia::domain::worker::Language;
use pakownia::i18n::{AlertWord, Word, alert_headline, alert_word, word};
use pakownia::station::alerts::AlertsView;
use pakownia::station::alerts::form::AlertsOutcome;
use pakownia::station::event::{Command, Event};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::alert_views::{lead, of_a_bad_day, with};
use crate::support::snapshots;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

fn pl(word: AlertWord) -> String {
    alert_word(Language::Pl, word)
}

#[test]
fn alerts_and_their_set_up_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, view) in [("bad day", of_a_bad_day()), ("none", AlertsView::default())] {
                let mut bench = Bench::sized(lead(lang, view), window, window == WINDOWS[1]);
                let screen = LeadScreen::Alerts;
                bench.harness.state_mut().go(Route::Lead, screen);
                bench.run();
                let sheet = sheet_of(window);
                let mut look = |bench: &Bench, page: &str| {
                    let name = format!("{name} {page} {lang:?} {window:?}");
                    wrong.extend(check_texts(bench, &name, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(bench, &name, 50.0, sheet);
                };
                look(&bench, "alerts");
                bench.press(&alert_word(lang, AlertWord::AlertsSetUp));
                look(&bench, "limits");
                bench.press(&alert_word(lang, AlertWord::AlertsMail));
                look(&bench, "mail");
                bench.press(&alert_word(lang, AlertWord::AlertsWebhook));
                look(&bench, "webhook");
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_band_calls_on_every_other_screen_of_a_lead_and_each_still_fits() {
    let screens = [
        LeadScreen::Statistics,
        LeadScreen::Figures,
        LeadScreen::MisPicks,
        LeadScreen::Lorries,
        LeadScreen::Import,
        LeadScreen::Documents,
        LeadScreen::Prints,
        LeadScreen::Sync,
        LeadScreen::Exceptions,
        LeadScreen::Weights,
        LeadScreen::Rules,
        LeadScreen::Setup,
    ];
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        let view = of_a_bad_day();
        let what = alert_headline(lang, &view.open[0].raised);
        let band = alert_word(lang, AlertWord::AlertsBand { count: 4, what });
        for screen in screens {
            let mut bench = Bench::lead(lead(lang, view.clone()), screen);
            assert!(bench.says(&band), "{screen:?}");
            let sheet = sheet_of(WINDOWS[0]);
            let name = format!("{screen:?} {lang:?}");
            wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
            bench.press(&band);
            assert!(bench.says(&alert_word(lang, AlertWord::AlertAcknowledge)));
            assert!(!bench.says(&band), "the alerts themselves say it");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_strip_of_a_packer_shows_that_an_alert_calls_and_asks_nothing_of_him() {
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        let lamp = alert_word(lang, AlertWord::LampAlerts);
        for (name, snapshot) in snapshots::all_packing(lang) {
            let mut calm = Bench::new(snapshot.clone());
            if !calm.says(&word(lang, Word::LampDisk)) {
                continue;
            }
            assert!(!calm.says(&lamp), "{name}");
            let mut view = of_a_bad_day();
            calm.show(with(snapshot.clone(), view.clone()));
            // A trouble of the bench itself that needs the room goes first.
            assert!(calm.says(&lamp) || name == "scanning-troubles", "{name}");
            let name = format!("{name} {lang:?}");
            let sheet = sheet_of(WINDOWS[0]);
            wrong.extend(check_texts(&calm, &name, theme::TEXT_MIN, sheet));
            view.open.retain(|alert| alert.acknowledged.is_some());
            calm.show(with(snapshot, view));
            assert!(!calm.says(&lamp), "somebody deals with it");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_lead_reads_what_to_do_and_says_that_he_deals_with_it() {
    let view = of_a_bad_day();
    let newest = view.open[0].raised.id.clone();
    let mut bench = Bench::lead(lead(Language::Pl, view), LeadScreen::Alerts);
    assert!(bench.says("Wstrzymaj"));
    assert!(bench.says("Po terminie! Decyduje: Lider zmiany, do 12:18"));
    let note = pl(AlertWord::AlertNote);
    bench.harness.get_by_label(&note).focus();
    bench.run();
    bench.harness.get_by_label(&note).type_text("Nowa rolka");
    bench.run();
    bench.press(&pl(AlertWord::AlertAcknowledge));
    let acknowledge = Command::Acknowledge {
        alert: newest,
        note: "Nowa rolka".to_owned(),
    };
    assert_eq!(bench.sent(), [command(acknowledge)]);
    bench.press_saying("Waga STAN-1");
    assert!(bench.says("Serwis wezwany"));
    assert!(bench.says("Widział(a): Ewa Lis"));
    assert!(!bench.says(&pl(AlertWord::AlertAcknowledge)));
}

#[test]
fn limits_receivers_and_a_test_are_sent_as_they_were_typed_and_passwords_are_forgotten() {
    let mut bench = Bench::lead(lead(Language::Pl, of_a_bad_day()), LeadScreen::Alerts);
    bench.press(&pl(AlertWord::AlertsSetUp));
    let limit = format!("{}, Nieudane etykiety", pl(AlertWord::AlertsLimit));
    let type_into = |bench: &mut Bench, field: &str, text: &str| {
        bench.harness.get_by_label(field).focus();
        bench.run();
        bench.harness.get_by_label(field).type_text(text);
        bench.run();
    };
    type_into(&mut bench, &limit, "12");
    bench.press(&pl(AlertWord::AlertsMail));
    type_into(&mut bench, &pl(AlertWord::MailPassword), "hunter2");
    bench.press(&pl(AlertWord::AlertsSave));
    bench.press(&pl(AlertWord::AlertsTest));
    let sent = bench.sent();
    let [Event::SetAlerts { form, typed }, Event::TestAlerts] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(form.rules[0].limit, "1012");
    assert!(typed.password.is_some() && typed.secret.is_none());
    assert!(!format!("{sent:?}").contains("hunter2"));
    bench.press(&pl(AlertWord::AlertsSave));
    let Some(Event::SetAlerts { typed, .. }) = bench.sent().pop() else {
        panic!("nothing was sent");
    };
    assert_eq!(typed.password, None, "it was given once");
    let mut view = of_a_bad_day();
    view.outcome = AlertsOutcome::BadRule(AlertKind::StuckOrders);
    bench.show(lead(Language::Pl, view));
    assert!(bench.says("Tej granicy nie może być: Zamówienia bez ruchu"));
}

#[test]
fn a_letter_of_which_nobody_knows_is_sent_again_or_told_to_have_arrived() {
    let mut view = of_a_bad_day();
    view.notices.remove(0);
    let mut bench = Bench::lead(lead(Language::Pl, view), LeadScreen::Alerts);
    bench.press(&pl(AlertWord::AlertsSetUp));
    bench.press(&pl(AlertWord::NoticeArrived));
    bench.press(&pl(AlertWord::NoticeAgain));
    let settle = |has_arrived| Event::SettleNotice {
        notice: 8,
        has_arrived,
    };
    assert_eq!(bench.sent(), [settle(true), settle(false)]);
}
