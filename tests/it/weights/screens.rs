//! The screens of weights that learn: they fit, and their keys do what they say.

use egui_kittest::kittest::Queryable as _;
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::i18n::{WeightWord, weight_word};
use pakownia::station::event::{Command, Event, Reading};
use pakownia::station::snapshot::{Snapshot, WeightsView};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::snapshots;
use crate::support::weight_views::{lead, learned};
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

fn open(snapshot: Snapshot) -> Bench {
    let mut bench = Bench::new(snapshot);
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::Weights);
    bench.run();
    bench
}

#[test]
fn the_leads_weights_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let empty = WeightsView {
                is_on: true,
                ..WeightsView::default()
            };
            for (name, weights) in [
                ("tasks", learned()),
                ("empty", empty),
                ("off", WeightsView::default()),
            ] {
                let mut bench = Bench::sized(lead(lang, weights), window, window == WINDOWS[1]);
                bench
                    .harness
                    .state_mut()
                    .go(Route::Lead, LeadScreen::Weights);
                bench.run();
                let name = format!("{name} {lang:?} {window:?}");
                let sheet = sheet_of(window);
                wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(&bench, &name, 60.0, sheet);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_lead_takes_one_weight_and_keeps_another() {
    let mut bench = open(lead(Language::Pl, learned()));
    assert_eq!(
        bench.sent(),
        [Event::Read(Reading::Weights)],
        "what parcels say is read when the screen opens"
    );
    let take = WeightWord::WeightsAccept { weight: Grams(412) };
    bench.press(&weight_word(Language::Pl, take));
    let keep = WeightWord::WeightsKeep { weight: Grams(180) };
    bench.press(&weight_word(Language::Pl, keep));
    bench.press(&weight_word(Language::Pl, WeightWord::WeightsScaleChecked));
    let correct = Command::CorrectWeight {
        sku: "KUB-01".into(),
    };
    let forget = Command::ForgetWeight {
        sku: "SWI-01".into(),
    };
    assert_eq!(
        bench.sent()[1..],
        [
            command(correct),
            command(forget),
            command(Command::ScaleChecked)
        ]
    );
}

#[test]
fn a_lead_measures_a_product_and_the_form_waits_for_all_four_numbers() {
    let mut bench = open(lead(Language::Pl, learned()));
    let word = |what| weight_word(Language::Pl, what);
    let product = || "SWI-01".to_owned();
    bench.press(&word(WeightWord::AuditMeasure { product: product() }));
    // Its sides are known already; the weight is not.
    bench.press(&word(WeightWord::AuditSave));
    assert_eq!(bench.sent().len(), 1, "nothing but the reading");
    let weight = word(WeightWord::AuditWeight);
    bench.harness.get_by_label(&weight).focus();
    bench.run();
    bench.harness.get_by_label(&weight).type_text("182");
    bench.run();
    let wrong = check_texts(&bench, "form", theme::LEAD_TEXT_MIN, sheet_of(WINDOWS[0]));
    assert_eq!(wrong, Vec::<String>::new());
    bench.press(&word(WeightWord::AuditSave));
    let measure = Command::MeasureProduct {
        sku: product().as_str().into(),
        length_mm: 70,
        width_mm: 70,
        height_mm: 90,
        weight_g: 182,
    };
    assert_eq!(bench.sent()[1..], [command(measure)]);
    assert!(
        bench.says(&word(WeightWord::WeightsScales)),
        "the form is gone"
    );
}

#[test]
fn three_explanations_stand_beside_a_weight_that_is_off_each_with_how_probable_it_is() {
    let bench = Bench::new(snapshots::weight_off(Language::Pl));
    let texts: Vec<String> = bench.texts().into_iter().map(|text| text.text).collect();
    for wanted in [
        "Skąd różnica?",
        "Brakuje 1 × Talerz głęboki „Chaber” 22 cm",
        "raczej tak, 87\u{a0}%",
        "Jest w KAR-S",
        "raczej nie, 1\u{a0}%",
    ] {
        let whole = texts.join(" ");
        assert!(whole.contains(wanted), "{wanted}: {texts:?}");
    }
}
