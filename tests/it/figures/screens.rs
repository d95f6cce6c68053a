//! The lead's screen of figures: it fits, says level, trend, definition and owner, and leads to the orders behind.

use egui::Event::Paste;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::rows::Split;
use pakownia::domain::worker::Language;
use pakownia::i18n::{FigureWord, figure_definition, figure_how, figure_name, figure_word};
use pakownia::station::event::{Event, Reading};
use pakownia::station::figures::{FigureAsked, LimitsOutcome};
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::figure_views;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

const PL: Language = Language::Pl;

fn at(snapshot: Snapshot, window: (f32, f32)) -> Bench {
    let mut bench = Bench::sized(snapshot, window, true);
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::Figures);
    bench.run();
    bench
}

fn says(what: FigureWord) -> String {
    figure_word(PL, what)
}

fn check(bench: &Bench, name: &str, window: (f32, f32)) {
    check_nodes(bench, name, 60.0, sheet_of(window));
    let wrong = check_texts(bench, name, theme::LEAD_TEXT_MIN, sheet_of(window));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Presses the card or row whose name begins so.
fn press_one(bench: &mut Bench, role: Role, begin: &str) {
    let begin = begin.to_owned();
    let row = bench.harness.get_by(move |node| {
        node.role() == role && node.label().is_some_and(|name| name.starts_with(&begin))
    });
    row.click();
    bench.run();
}

fn open(bench: &mut Bench, figure: Figure, lang: Language) {
    let name = format!("{}: ", figure_name(lang, figure));
    press_one(bench, Role::Button, &name);
}

#[test]
fn all_figures_fit_on_one_sheet_in_both_languages_and_every_size() {
    for window in WINDOWS {
        for lang in LANGUAGES {
            let name = format!("{lang:?} {window:?}");
            check(&at(figure_views::lead(lang), window), &name, window);
            check(&at(figure_views::nothing(lang), window), &name, window);
        }
    }
}

#[test]
fn each_figure_looked_at_closely_fits_with_its_definition_and_what_to_do() {
    for window in WINDOWS {
        for lang in LANGUAGES {
            for figure in Figure::ALL {
                // The sheet is the same in every window: elsewhere the longest will do.
                let is_long = matches!(figure, Figure::PackingCost | Figure::OnTime);
                if window != WINDOWS[0] && !is_long {
                    continue;
                }
                let snapshot = figure_views::closer(lang, figure, Split::Day);
                let mut bench = at(snapshot, window);
                open(&mut bench, figure, lang);
                let name = format!("{} {lang:?} {window:?}", figure.name());
                check(&bench, &name, window);
                for text in [figure_definition(lang, figure), figure_how(lang, figure)] {
                    let begin: String = text.chars().take(20).collect();
                    assert!(bench.says(&begin), "{name}: {text}");
                }
            }
        }
    }
}

#[test]
fn every_way_to_tell_a_figure_apart_fits_and_so_does_the_list_behind() {
    for window in WINDOWS {
        for lang in LANGUAGES {
            for split in Split::of(Figure::PackingCost) {
                let of = Figure::PackingCost;
                let mut bench = at(figure_views::closer(lang, of, *split), window);
                open(&mut bench, of, lang);
                let key = match split {
                    Split::Day => FigureWord::FigureByDay,
                    Split::Packer => FigureWord::FigureByPacker,
                    Split::Service => FigureWord::FigureByService,
                    Split::Packaging => FigureWord::FigureByPackaging,
                    Split::Product => FigureWord::FigureByProduct,
                    Split::Bench => FigureWord::FigureByBench,
                };
                bench.press(&figure_word(lang, key));
                let name = format!("{} {lang:?} {window:?}", split.name());
                check(&bench, &name, window);
            }
        }
    }
}

#[test]
fn a_figure_says_its_level_in_a_word_and_what_it_was_before() {
    let bench = at(figure_views::lead(PL), WINDOWS[0]);
    for part in [
        "Zdążyły na odbiór: 94,8\u{a0}%, alarm",
        "Bez pomyłek od razu: 98,7\u{a0}%, w porządku",
        "Poprawki wag w 30 dni: 25,7, za mało danych",
    ] {
        let _found = bench.harness.get_by_label_contains(part);
    }
    assert!(bench.says("gorzej niż 99,1"));
    let empty = at(figure_views::nothing(PL), WINDOWS[0]);
    let _found = empty
        .harness
        .get_by_label_contains("Zdążyły na odbiór: –, brak danych");
}

#[test]
fn the_last_seven_days_are_asked_for_when_it_opens() {
    let bench = at(figure_views::lead(PL), WINDOWS[0]);
    let asked = bench.sent().into_iter().find_map(|event| match event {
        Event::Read(Reading::Figures { from, to, benches }) => Some((from, to, benches)),
        _ => None,
    });
    let (from, to, benches) = asked.unwrap();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!((day(&to) - day(&from)).num_days(), 6);
    assert_eq!(benches, BenchChoice::All);
}

#[test]
fn two_presses_lead_from_a_figure_to_its_parcels_and_two_back() {
    let of = Figure::OnTime;
    let mut bench = at(figure_views::closer(PL, of, Split::Service), WINDOWS[0]);
    open(&mut bench, of, PL);
    bench.press(&says(FigureWord::FigureByService));
    press_one(&mut bench, Role::ListBoxOption, "InPost");
    assert!(bench.says("ZAM-1000, paczka 1"));
    assert!(bench.says(&says(FigureWord::FigureBad)));
    let sent = bench.sent();
    let asked = |split, event: &Event| match event {
        Event::Read(Reading::FigureBy(asked)) => asked.split == split && asked.figure == of,
        _ => false,
    };
    assert!(sent.iter().any(|event| asked(Split::Day, event)));
    assert!(sent.iter().any(|event| asked(Split::Service, event)));
    let Some(Event::Read(Reading::FigureBehind(FigureAsked { split, .. }, key))) = sent.last()
    else {
        panic!("{sent:?}");
    };
    assert_eq!((*split, key.as_str()), (Split::Service, "inpost_locker"));
    bench.press(&says(FigureWord::FigureRowsBack));
    assert!(!bench.says("ZAM-1000"));
    bench.press(&says(FigureWord::FigureBack));
    assert!(bench.says(&figure_name(PL, Figure::FirstPass)));
}

#[test]
fn limits_are_typed_as_they_are_shown_and_what_came_of_it_is_said() {
    let of = Figure::PackingCost;
    let mut bench = at(figure_views::closer(PL, of, Split::Day), WINDOWS[0]);
    open(&mut bench, of, PL);
    let type_into = |bench: &mut Bench, field: FigureWord, text: &str| {
        let field = says(field);
        bench.harness.get_by_label(&field).focus();
        bench.run();
        bench.harness.event(Paste(text.to_owned()));
        bench.run();
    };
    type_into(&mut bench, FigureWord::FigureAlarmAbove, "9");
    bench.press(&says(FigureWord::FigureSave));
    let Some(Event::SetLimits { figure, typed }) = bench.sent().pop() else {
        panic!("nothing was sent");
    };
    assert_eq!(figure, of);
    assert_eq!(
        (typed.watch.as_str(), typed.alarm.as_str()),
        ("4,00", "6,009")
    );
    assert_eq!(typed.wage.as_deref(), Some("45,50"));
    let mut odd = figure_views::closer(PL, of, Split::Day);
    let mut shown = (*odd.figures).clone();
    shown.outcome = LimitsOutcome::Bad(of);
    odd.figures = shown.into();
    bench.show(odd);
    assert!(bench.says(&says(FigureWord::FiguresBadLimits)));
}
