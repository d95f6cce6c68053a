//! Are both languages complete, do they say the same things, and is every text said somewhere?

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use chrono::NaiveDate;
use fluent_bundle::{FluentError, FluentResource};

use super::next_samples::{Things, nexts};
use super::samples::{self, NAME};
use super::texts::{ENGLISH, POLISH};
use super::*;
use super::{
    desk_samples, handover_samples, import_samples, link_samples, people_samples, printing_samples,
    record_samples, tariff_samples, unit_samples,
};
use crate::domain::calendar::Holiday;
use crate::domain::gate::Hold;
use crate::domain::ids::OrderNo;
use crate::domain::import_problem::{ImportFile, ImportLine, RowError, RowProblem};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::{Choice, CommonReason};
use crate::domain::shift_check::Part;
use crate::domain::units::Grams;

const BOTH: [Lang; 2] = [Lang::Pl, Lang::En];

thread_local! {
    /// Ids that this test's thread has asked for.
    static HEARD: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Called for every text that is made; a text that lacks a value is a bug.
pub(super) fn heard(lang: Lang, id: &str, errors: &[FluentError]) {
    assert!(errors.is_empty(), "{lang:?} {id}: {errors:?}");
    HEARD.with_borrow_mut(|ids| ids.insert(id.to_owned()));
}

macro_rules! word_lists {
    ($($words:ident: $say:ident,)*) => {
        /// Every word beside [`Word`], as it is called in the code with its sample values, and its text.
        fn all_words(lang: Lang) -> Vec<(String, String)> {
            let mut all = Vec::new();
            $(for one in $words::samples() {
                all.push((format!("{one:?}"), $say(lang, one)));
            })*
            all
        }
    };
}

word_lists! {
    BenchWord: bench_word,
    DossierWord: dossier_word,
    AllBenchesWord: all_benches_word,
    GateWord: gate_word,
    GoodsWord: goods_word,
    CalendarWord: calendar_word,
    LorryWord: lorry_word,
    PeopleWord: people_word,
    MisPickWord: mis_pick_word,
    RuleWord: rule_word,
    AlertWord: alert_word,
    BoardWord: board_word,
    FigureWord: figure_word,
    WeightWord: weight_word,
    CheckWord: check_word,
    DeskWord: desk_word,
    OwnerWord: owner_word,
    PairWord: pair_word,
    RecordWord: record_word,
    VerificationWord: verification_word,
    ReportWord: report_word,
}

/// Every text, under a caption that is the same in both languages.
fn everything(lang: Lang) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |group: &str, what: &dyn std::fmt::Debug, text: String| {
        all.push((format!("{group} {what:?}"), text));
    };
    let with_code = |said: &Said| match said.code {
        Some(code) => format!("{} [{code}]", said.one_line()),
        None => said.one_line(),
    };
    for next in nexts(&Things::default()) {
        add("next", &next, instruction(lang, next));
    }
    for message in samples::messages() {
        add("say", &message, with_code(&say(lang, &message, Some(NAME))));
    }
    for asked in samples::questions() {
        add(
            "ask",
            &asked,
            with_code(&question(lang, &asked, Some(NAME))),
        );
    }
    for why in more_refusals() {
        add("refusal", &why, with_code(&refusal(lang, &why, Some(NAME))));
        add("kind", &why.name(), refusal_kind(lang, why.name()));
    }
    for held in hold_samples::holds() {
        add("hold", &held, with_code(&hold(lang, &held)));
    }
    for fault in hold_samples::address_faults() {
        add("fault", &fault, with_code(&address_fault(lang, &fault)));
    }
    for choice in samples::choices() {
        add("option", &choice, option(lang, &choice, Some(NAME)));
    }
    for one in samples::cards() {
        let words = card(lang, one);
        add(
            "card",
            &one,
            format!("{}: {}", words.title, words.explanation),
        );
    }
    for one in samples::steps() {
        add("step", &one, step(lang, one));
    }
    for one in people_samples::roles() {
        add("role", &one, role(lang, one));
    }
    for one in people_samples::rights() {
        add("right", &one, right(lang, one));
    }
    for one in people_samples::tags() {
        add("tag", &one, tag(lang, one));
    }
    for one in people_samples::papers() {
        add("paper", &one, box_document(lang, one));
    }
    for one in unit_samples::all_needs() {
        add("needs", &one, needs(lang, one));
    }
    for name in ids(POLISH).into_keys() {
        if let Some(method) = name.strip_prefix("delivery-") {
            add("delivery", &method, delivery(lang, method));
        }
        if let Some(part) = name.strip_prefix("field-") {
            add("field", &part, field(lang, part));
        }
        if let Some(kind) = name.strip_prefix("topic-") {
            add("topic", &kind, topic(lang, kind));
        }
        if let Some(kind) = name.strip_prefix("fact-") {
            add("fact", &kind, fact_name(lang, kind));
        }
        if let Some(one) = name.strip_prefix("report-") {
            add("report", &one, report_name(lang, one));
        }
        if let Some(one) = name.strip_prefix("column-") {
            add("column", &one, column(lang, one));
        }
        if let Some(one) = name.strip_prefix("part-") {
            add("part", &one, part_name(lang, one));
        }
        if let Some(one) = name.strip_prefix("code-") {
            add("code", &one, report_cell(lang, "", "by", one));
        }
    }
    for trouble in printing_samples::printer_troubles() {
        let text = with_code(&printer_trouble(lang, &trouble));
        add("printer", &trouble, text);
    }
    for doubt in printing_samples::print_doubts() {
        add("doubt", &doubt, print_doubt(lang, &doubt));
    }
    for trouble in link_samples::link_troubles() {
        let text = with_code(&link_trouble(lang, &trouble));
        add("link", &trouble, text);
    }
    for why in link_samples::rejections() {
        add("rejection", &why, rejection(lang, &why));
    }
    for told in link_samples::exceptions() {
        add("exception", &told.kind, with_code(&exception(lang, &told)));
    }
    for told in import_samples::import_lines() {
        add("import", &told, import_line(lang, &told));
    }
    for one in Word::samples() {
        add("word", &one.clone(), word(lang, one));
    }
    for name in handover_samples::CARRIERS {
        add("carrier", &name, carrier(lang, name));
    }
    for reason in handover_samples::debts() {
        add("debt", &reason, debt_reason(lang, &reason));
    }
    for (name, text) in all_words(lang) {
        add("word", &format_args!("{name}"), text);
    }
    desk_samples::everything(lang, &mut add);
    record_samples::everything(lang, &mut add);
    for one in check_samples::DEVICES {
        add("device", &one, check_device(lang, one));
    }
    for one in Part::ALL {
        add("part", &one, check_part(lang, one));
    }
    for one in check_samples::OUTCOMES {
        add("outcome", &one, check_outcome(lang, one));
    }
    for one in check_samples::STATES {
        add("state", &one, check_state(lang, one));
    }
    for found in check_samples::founds() {
        add("found", &found, with_code(&check_found(lang, &found)));
    }
    let year = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    for one in year.iter_days().take(365).filter_map(Holiday::on) {
        add("holiday", &one, holiday(lang, one));
    }
    all
}

/// The sample refusals, and those whose text has several forms.
fn more_refusals() -> Vec<Refusal> {
    let mut refusals = samples::refusals();
    let order = || OrderNo::from("ZAM-1001");
    refusals.extend(
        samples::steps()
            .into_iter()
            .map(|step| Refusal::NotInThisStep { step }),
    );
    refusals.extend(
        hold_samples::holds()
            .into_iter()
            .map(|hold| Refusal::OrderHeld {
                order: order(),
                hold,
            }),
    );
    refusals.extend(
        people_samples::rights()
            .into_iter()
            .map(|right| Refusal::NotPermitted { right }),
    );
    refusals.extend([
        Refusal::ShortTooMany {
            sku: "MUG-01".into(),
            missing: 0,
        },
        Refusal::WeightOff {
            difference: Grams(1_412),
            tolerance: Grams(25),
        },
    ]);
    refusals.extend(unit_samples::more_refusals());
    refusals.extend(tariff_samples::more_refusals());
    refusals.extend(record_samples::more_refusals());
    refusals
}

/// The ids of a language file, each with the values that stand in it and whether it has a remedy.
fn ids(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once('=').filter(|_| !line.starts_with(' ')) {
            current = id.trim().to_owned();
            assert!(
                found.insert(current.clone(), BTreeSet::new()).is_none(),
                "{current} stands in the file twice"
            );
        }
        let Some(inside) = found.get_mut(&current) else {
            continue;
        };
        if let Some((name, _)) = line
            .trim()
            .strip_prefix('.')
            .and_then(|rest| rest.split_once(" ="))
        {
            inside.insert(format!(".{name}"));
        }
        for after in line.split('$').skip(1) {
            let name = after
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .next();
            inside.insert(format!("${}", name.unwrap_or_default()));
        }
    }
    found
}

#[test]
fn both_language_files_can_be_read_to_the_last_line() {
    for source in [POLISH, ENGLISH] {
        let errors = FluentResource::try_new(source.to_owned())
            .err()
            .map(|(_, errors)| errors);
        assert!(errors.is_none(), "{errors:?}");
    }
}

#[test]
fn both_languages_say_the_same_things_with_the_same_values() {
    assert_eq!(ids(POLISH), ids(ENGLISH));
}

/// Words as they are called in the code, with their sample values.
fn names<T: std::fmt::Debug>(words: &[T]) -> Vec<String> {
    words.iter().map(|one| format!("{one:?}")).collect()
}

#[test]
fn everything_has_a_text_in_both_languages_and_nothing_is_left_open() {
    for lang in BOTH {
        for (what, text) in everything(lang) {
            assert!(!text.trim().is_empty(), "{lang:?} {what} is empty");
            assert!(!text.contains(['{', '}', '$']), "{lang:?} {what}: {text}");
            assert!(
                !text.contains("  "),
                "{lang:?} {what} has two blanks: {text}"
            );
        }
        let known = ids(if lang == Lang::Pl { POLISH } else { ENGLISH });
        let words = all_words(lang).into_iter().map(|(name, _)| name);
        for id in names(&Word::samples()).into_iter().chain(words) {
            let id = id.split(' ').next().unwrap_or_default();
            assert!(known.contains_key(id), "{lang:?} lacks {id}");
        }
    }
}

#[test]
fn no_text_lies_in_the_files_that_nobody_says() {
    HEARD.with_borrow_mut(BTreeSet::clear);
    everything(Lang::Pl);
    let heard = HEARD.with_borrow(Clone::clone);
    let written: BTreeSet<String> = ids(POLISH).into_keys().collect();
    let silent: Vec<_> = written.difference(&heard).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_refusal_says_what_to_do_and_has_a_code_of_its_own() {
    let mut codes = BTreeSet::new();
    for why in samples::refusals() {
        for lang in BOTH {
            let said = refusal(lang, &why, Some(NAME));
            assert!(said.remedy.is_some(), "{lang:?} {why:?} says no remedy");
            assert_eq!(said.code, Some(support_code(&why)));
        }
        assert!(codes.insert(support_code(&why)), "{why:?} shares its code");
        assert_ne!(
            refusal_kind(Lang::Pl, why.name()),
            why.name(),
            "statistics lack {}",
            why.name()
        );
    }
}

#[test]
fn every_trouble_and_exception_says_what_to_do() {
    for lang in BOTH {
        let troubles = link_samples::link_troubles();
        let said = troubles.iter().map(|trouble| link_trouble(lang, trouble));
        let exceptions = link_samples::exceptions();
        for said in said.chain(exceptions.iter().map(|told| exception(lang, told))) {
            let remedy = said.remedy.unwrap_or_default();
            assert!(
                !remedy.is_empty(),
                "{lang:?} {} says no remedy",
                said.headline
            );
            let several = remedy.trim_end_matches('.').contains(". ");
            assert_eq!(remedy.ends_with('.'), several, "{lang:?}: {remedy}");
        }
    }
}

#[test]
fn a_refused_row_names_the_place_the_value_and_the_remedy() {
    let error = ImportLine::Bad(RowError {
        file: ImportFile::Products,
        line: 1_017,
        column: Some("weight_g"),
        value: "1,5".to_owned(),
        problem: RowProblem::Fraction,
    });
    assert_eq!(
        import_line(Lang::Pl, &error),
        "products.csv, wiersz 1017, weight_g „1,5”: ułamek zamiast liczby całkowitej. \
         Wpisz całe gramy, milimetry, sztuki albo grosze, na przykład 330."
    );
    assert_eq!(
        import_line(Lang::En, &error),
        "products.csv, line 1017, weight_g “1,5”: a fraction where a whole number is needed. \
         Write whole grams, millimetres, pieces or grosz, for example 330."
    );
}

#[test]
fn every_kind_of_row_has_a_name() {
    let known = ids(POLISH);
    for row in crate::domain::feed::TOPICS {
        assert!(known.contains_key(&format!("topic-{row}")), "{row}");
    }
}

#[test]
fn headlines_are_short_enough_to_be_read_at_one_metre() {
    for lang in BOTH {
        for why in more_refusals() {
            let headline = refusal(lang, &why, Some(NAME)).headline;
            assert!(headline.chars().count() <= 60, "{lang:?}: {headline}");
        }
        for message in samples::messages() {
            let headline = say(lang, &message, Some(NAME)).headline;
            assert!(headline.chars().count() <= 64, "{lang:?}: {headline}");
        }
    }
}

#[test]
fn a_lone_sentence_has_no_full_stop_and_several_have_one() {
    for lang in BOTH {
        for why in more_refusals() {
            let remedy = refusal(lang, &why, None).remedy.unwrap_or_default();
            let several = remedy.trim_end_matches('.').contains(". ");
            assert_eq!(remedy.ends_with('.'), several, "{lang:?}: {remedy}");
        }
    }
}

#[test]
fn the_foreman_s_sentence_is_as_he_says_it() {
    let why = Refusal::OneTooMany {
        sku: "MUG-01".into(),
        ordered: 2,
    };
    let said = say(Lang::Pl, &Message::Refused(why), Some("Kubek"));
    assert_eq!(
        said.one_line(),
        "Kubek MUG-01: już komplet (2/2). Odłóż sztukę do kuwety."
    );
    assert_eq!(said.code, Some("P-04"));
}

#[test]
fn polish_counts_as_poles_do() {
    let units = |count| word(Lang::Pl, Word::Units { count });
    let cases = [
        (0, "0 sztuk"),
        (1, "1 sztuka"),
        (2, "2 sztuki"),
        (4, "4 sztuki"),
        (5, "5 sztuk"),
        (11, "11 sztuk"),
        (12, "12 sztuk"),
        (21, "21 sztuk"),
        (22, "22 sztuki"),
        (112, "112 sztuk"),
        (1_234, "1\u{a0}234 sztuki"),
    ];
    for (count, expected) in cases {
        assert_eq!(units(count), expected);
    }
    assert_eq!(word(Lang::En, Word::Units { count: 1 }), "1 unit");
    assert_eq!(word(Lang::En, Word::Units { count: 2 }), "2 units");
}

#[test]
fn a_weight_that_is_off_says_which_way() {
    let off = |grams| {
        let why = Refusal::WeightOff {
            difference: Grams(grams),
            tolerance: Grams(25),
        };
        refusal(Lang::Pl, &why, None).headline
    };
    assert_eq!(off(-37), "Paczka za lekka o 37\u{a0}g");
    assert_eq!(off(1_412), "Paczka za ciężka o 1\u{a0}412\u{a0}g");
}

#[test]
fn a_missing_postcode_is_missing_and_not_wrong() {
    let empty = Hold::BadPostcode {
        postcode: String::new(),
    };
    assert_eq!(hold(Lang::Pl, &empty).headline, "Brak kodu pocztowego");
}

#[test]
fn what_comes_from_outside_cannot_break_a_text() {
    let code = "{ $x }\u{1d}10LOT\u{202e}\n";
    let said = refusal(
        Lang::Pl,
        &Refusal::UnknownBarcode {
            code: code.to_owned(),
        },
        None,
    );
    assert_eq!(said.headline, "Nieznany kod: { $x } 10LOT");
    let long = Refusal::UnknownBarcode {
        code: "9".repeat(4_000),
    };
    assert!(refusal(Lang::Pl, &long, None).headline.chars().count() < 80);
    let name = "Kubek ceramiczny z nadrukiem świątecznym i podstawką";
    let sku = Refusal::NotOnPickList {
        sku: "MUG-01".into(),
    };
    let headline = refusal(Lang::Pl, &sku, Some(name)).headline;
    assert_eq!(
        headline,
        "Kubek ceramiczny z nadrukiem św… MUG-01: nie ma na liście"
    );
}

#[test]
fn unknown_names_from_outside_are_shown_as_they_are() {
    assert_eq!(delivery(Lang::Pl, "rower_cargo"), "rower_cargo");
    assert_eq!(field(Lang::En, "recipient.city"), "recipient's city");
    assert_eq!(refusal_kind(Lang::Pl, "OldKind"), "OldKind");
}

#[test]
fn the_verdict_band_tells_wrong_goods_from_one_too_many() {
    let band = |why: Refusal| verdict(Lang::Pl, why.verdict(), &Message::Refused(why.clone()));
    assert_eq!(
        band(Refusal::NotOnPickList {
            sku: "MUG-01".into()
        }),
        "ZŁY TOWAR"
    );
    assert_eq!(
        band(Refusal::OneTooMany {
            sku: "MUG-01".into(),
            ordered: 2
        }),
        "O JEDEN ZA DUŻO"
    );
    assert_eq!(band(Refusal::WeighFirst), "STOP");
    assert_eq!(
        verdict(Lang::En, Verdict::Accepted, &Message::SignedOut),
        "RIGHT"
    );
}

#[test]
fn a_case_is_offered_as_a_case() {
    let case = samples::choices()
        .into_iter()
        .find(|choice| matches!(choice, Choice::Product(chosen) if chosen.units > 1));
    assert_eq!(
        option(Lang::Pl, &case.unwrap(), Some(NAME)),
        "Kubek MUG-01, karton 10 szt."
    );
}

#[test]
fn a_reason_chosen_by_its_number_is_told_in_words_and_a_typed_one_as_it_was_typed() {
    let told = |lang, reason: &str| {
        let reason = reason.to_owned();
        hold(lang, &Hold::PutAside { reason }).headline
    };
    for lang in [Lang::Pl, Lang::En] {
        let chosen = told(lang, "BinEmpty");
        assert!(
            chosen.contains(&reason(lang, CommonReason::BinEmpty)),
            "{chosen}"
        );
        let typed = told(lang, "Other reasons, see note 5");
        assert!(typed.contains("Other reasons, see note 5"), "{typed}");
    }
}

/// `UPDATE_GOLDEN=1 cargo test i18n` writes the file anew; then read its diff aloud.
#[test]
fn the_texts_are_those_that_were_read_and_approved() {
    let mut text = String::from("Everything a person reads, Polish and English side by side.\n");
    for ((what, polish), (_, english)) in everything(Lang::Pl).into_iter().zip(everything(Lang::En))
    {
        writeln!(text, "\n{what}\n  pl  {polish}\n  en  {english}").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/messages.txt");
    if env::var("UPDATE_GOLDEN").is_ok_and(|update| update == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let approved = fs::read_to_string(&path).unwrap_or_default();
    let differs = text
        .lines()
        .zip(approved.lines())
        .find(|(now, before)| now != before);
    assert_eq!(differs, None, "run with UPDATE_GOLDEN=1 and read the diff");
    assert_eq!(
        text.lines().count(),
        approved.lines().count(),
        "run with UPDATE_GOLDEN=1"
    );
}
