//! The screen of people's data: readable, and nothing goes by one press alone.

use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::worker::Language;
use pakownia::i18n::{Lang, PeopleWord, people_word};
use pakownia::station::event::Command;
use pakownia::store::PersonView;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::bench::BenchTest;
use crate::support::snapshots;
use crate::support::window::{Bench, WINDOWS, check_nodes, check_texts, command, sheet_of};

const LANGUAGES: [Lang; 2] = [Language::Pl, Language::En];

fn open(bench: &mut Bench, lang: Lang) {
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::Documents);
    bench.run();
    bench.press(&people_word(lang, PeopleWord::PeopleOpen));
}

fn write(bench: &mut Bench, field: &str, text: &str) {
    use egui_kittest::kittest::Queryable as _;
    bench.harness.get_by_label(field).focus();
    bench.run();
    bench.harness.get_by_label(field).type_text(text);
    bench.run();
}

/// What the key is called that asks once more.
fn erase(lang: Lang, whom: PeopleWord) -> String {
    let erase = people_word(lang, PeopleWord::PeopleErase);
    format!("{erase} {}", people_word(lang, whom))
}

#[test]
fn peoples_data_fit_and_are_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let mut snapshot = snapshots::lead(lang);
            let view = PersonView {
                at: "2026-11-20T08:12:00Z".parse().unwrap(),
                worker: Some("W-900".into()),
                purpose: "kogo przeszkolić przed świętami, a kogo po nich".to_owned(),
            };
            snapshot.persons = (true, vec![view; 3]);
            let mut bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
            open(&mut bench, lang);
            let sheet = sheet_of(window);
            let mut look = |bench: &Bench, page: &str| {
                let name = format!("{page} {lang:?} {window:?}");
                wrong.extend(check_texts(bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(bench, &name, 50.0, sheet);
            };
            look(&bench, "empty");
            let of = people_word(lang, PeopleWord::PeopleCustomerOf);
            write(&mut bench, &of, "AL-2026-1000042");
            bench.press(&erase(lang, PeopleWord::PeopleCustomer));
            look(&bench, "asked once more");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_customer_is_erased_by_two_presses_with_the_number_on_the_second() {
    let lang = Language::Pl;
    let say = |word| people_word(lang, word);
    let mut bench = Bench::lead(snapshots::lead(lang), LeadScreen::Documents);
    open(&mut bench, lang);
    let (of, sure) = (say(PeopleWord::PeopleCustomerOf), |who: &str| {
        say(PeopleWord::PeopleSure {
            who: who.to_owned(),
        })
    });
    write(&mut bench, &of, "ZAM-1");
    let erase_customer = erase(lang, PeopleWord::PeopleCustomer);
    bench.press(&erase_customer);
    assert_eq!(bench.sent(), [], "one press sends nothing");
    assert!(bench.says(&sure("ZAM-1")));
    // Another number is asked about anew.
    write(&mut bench, &of, "-BIS");
    let told: Vec<String> = bench.texts().into_iter().map(|text| text.text).collect();
    assert!(!bench.says(&sure("ZAM-1")), "{told:?}");
    bench.press(&erase_customer);
    bench.press(&sure("ZAM-1-BIS"));
    let order = "ZAM-1-BIS".into();
    assert_eq!(bench.sent(), [command(Command::EraseCustomer { order })]);
    assert!(!bench.says(&sure("ZAM-1-BIS")), "the next press asks again");
    // A badge is no order.
    write(&mut bench, &say(PeopleWord::PeopleWorkerOf), "W-007");
    bench.press(&erase(lang, PeopleWord::PeopleWorker));
    bench.press(&sure("W-007"));
    let worker = "W-007".into();
    let last = command(Command::EraseWorker { worker });
    assert_eq!(bench.sent().last(), Some(&last));
}

#[test]
fn figures_by_person_open_with_a_purpose_and_the_screen_lists_who_had_them() {
    let lang = Language::Pl;
    let say = |word| people_word(lang, word);
    let mut snapshot = snapshots::lead(lang);
    let mut bench = Bench::lead(snapshot.clone(), LeadScreen::Documents);
    open(&mut bench, lang);
    let key = say(PeopleWord::PeoplePersonsOpen);
    bench.press(&key);
    assert_eq!(bench.sent(), [], "nothing is said, nothing is sent");
    write(&mut bench, &say(PeopleWord::PeoplePersonsOf), "szkolenie");
    bench.press(&key);
    let purpose = "szkolenie".to_owned();
    assert_eq!(bench.sent(), [command(Command::ViewPersons { purpose })]);
    snapshot.persons = (
        true,
        vec![PersonView {
            at: "2026-11-20T08:12:00Z".parse().unwrap(),
            worker: Some("W-900".into()),
            purpose: "szkolenie".to_owned(),
        }],
    );
    bench.show(snapshot);
    assert!(bench.says(&say(PeopleWord::PeoplePersonsAre)));
    assert!(bench.says("W-900 · szkolenie"));
}

#[test]
fn the_screen_says_what_the_bench_answered() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-900");
    let order = "B-101".into();
    let erase = Command::EraseCustomer { order };
    let answer = bench.take(&pakownia::station::event::Action::Command(erase));
    let why = Refusal::NotGoneYet {
        order: "B-101".into(),
    };
    assert_eq!(answer.message, Message::Refused(why));
    assert_eq!(answer.verdict, Verdict::Refused);
}
