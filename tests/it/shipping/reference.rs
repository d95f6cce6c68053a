//! The same rules written a second time, on the plain words of the file, as slowly as they are told to a new lead.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use pakownia::domain::order::Tag;
use pakownia::domain::shipping_rules::{
    Decided, Facts, Finding, Outcome, Part, Rule, RuleId, RuleSet, SizeClass, decide, findings,
};
use pakownia::domain::units::{Grams, Minor};

use super::list;
use crate::sample;
use crate::support::dice::Dice;

/// A row of the file, or an order, by the names of its columns.
type Words = BTreeMap<&'static str, String>;

const CONDITIONS: [&str; 10] = [
    "country",
    "postcode",
    "method",
    "weight_g",
    "size",
    "value",
    "tags",
    "channel",
    "service_level",
    "cod",
];
const COUNTRIES: [&str; 4] = ["PL", "DE", "CZ", ""];
const METHODS: [&str; 3] = ["dpd_courier", "inpost_locker", "gls_courier"];
const POSTCODES: [&str; 8] = [
    "00-001", "02-100", "04-999", "05-000", "30-002", "1011AB", "1018 ZZ", "",
];
const SIZES: [&str; 4] = ["A", "B", "C", "larger"];
const TAGS: [&str; 3] = ["vip", "gift", "express"];
const CHANNELS: [&str; 3] = ["shop", "allegro", ""];
const LEVELS: [&str; 3] = ["next_day", "economy", ""];

/// One rule as it stands in the file.
#[derive(Debug, Clone)]
struct PlainRule {
    number: u32,
    is_on: bool,
    when: Words,
    except: Vec<Words>,
    then: Words,
}

/// Some of these words, each once.
fn some(dice: &mut Dice, words: &[&str]) -> String {
    let mut chosen: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !word.is_empty())
        .collect();
    dice.shuffle(&mut chosen);
    chosen.truncate(1 + dice.below(2));
    chosen.join(" ")
}

fn range(dice: &mut Dice, step: usize, end: usize) -> String {
    let (one, other) = (dice.below(end) * step, dice.below(end) * step);
    let (low, high) = (one.min(other), one.max(other));
    match dice.below(4) {
        0 => format!("..{high}"),
        1 => format!("{low}.."),
        2 => format!("{low}"),
        _ => format!("{low}..{high}"),
    }
}

fn postcodes(dice: &mut Dice) -> String {
    [
        "00-001..04-999",
        "04-999",
        "00-000..99-999",
        "1011AA..1018ZZ",
        "05-000..30-002",
    ][dice.below(5)]
    .to_owned()
}

/// A condition of up to three parts; an exception has at least one.
fn condition(dice: &mut Dice, least: usize) -> Words {
    let mut words = Words::new();
    for _ in 0..least + dice.below(3) {
        let column = *dice.one_of(&CONDITIONS);
        let text = match column {
            "country" => some(dice, &COUNTRIES),
            "postcode" => postcodes(dice),
            "method" => some(dice, &METHODS),
            "weight_g" => range(dice, 500, 8),
            "size" => some(dice, &SIZES),
            "value" => format!("{} {}", range(dice, 100, 8), ["PLN", "EUR"][dice.below(2)]),
            "tags" => some(dice, &TAGS),
            "channel" => some(dice, &CHANNELS),
            "service_level" => some(dice, &LEVELS),
            _ => ["yes", "no"][dice.below(2)].to_owned(),
        };
        words.insert(column, text);
    }
    words
}

fn rules(dice: &mut Dice) -> Vec<PlainRule> {
    let mut numbers: Vec<u32> = (1..=12).collect();
    dice.shuffle(&mut numbers);
    numbers.truncate(1 + dice.below(8));
    let one = |number| {
        let mut then = Words::new();
        if dice.percent(75) {
            let service = ["light", "heavy", "abroad"][dice.below(3)].to_owned();
            then.insert("service", service);
        }
        if dice.percent(20) {
            then.insert("status", ["Gotowe", "Pilne"][dice.below(2)].to_owned());
        }
        if dice.percent(15) {
            then.insert("hold", "do wyjaśnienia".to_owned());
        }
        if then.is_empty() || dice.percent(20) {
            then.insert("add_tags", some(dice, &TAGS));
        }
        PlainRule {
            number,
            is_on: dice.percent(90),
            when: condition(dice, 0),
            except: (0..dice.below(3)).map(|_| condition(dice, 1)).collect(),
            then,
        }
    };
    numbers.into_iter().map(one).collect()
}

fn file(rules: &[PlainRule]) -> String {
    const COLUMNS: [&str; 17] = [
        "rule",
        "except",
        "on",
        "country",
        "postcode",
        "method",
        "weight_g",
        "size",
        "value",
        "tags",
        "channel",
        "service_level",
        "cod",
        "service",
        "add_tags",
        "status",
        "hold",
    ];
    let mut text = COLUMNS.join(",");
    let mut write = |mut words: Words, number: u32| {
        words.insert("rule", number.to_string());
        let cells = COLUMNS.map(|column| words.get(column).cloned().unwrap_or_default());
        text.push('\n');
        text.push_str(&cells.join(","));
    };
    for rule in rules {
        let mut words = rule.when.clone();
        words.extend(rule.then.clone());
        words.insert("on", ["no", "yes"][usize::from(rule.is_on)].to_owned());
        write(words, rule.number);
        for exception in &rule.except {
            let mut words = exception.clone();
            words.insert("except", "yes".to_owned());
            write(words, rule.number);
        }
    }
    text.push('\n');
    text
}

fn order(dice: &mut Dice) -> Words {
    let mut tags: Vec<&str> = TAGS.into_iter().filter(|_| dice.percent(40)).collect();
    dice.shuffle(&mut tags);
    let size = ["A", "B", "C", "larger", ""][dice.below(5)];
    let weight = if dice.percent(20) {
        String::new()
    } else {
        (1 + dice.below(4_000)).to_string()
    };
    let value = (dice.below(9) * 10_000 + [0, 1, 9_999][dice.below(3)]).to_string();
    [
        ("country", (*dice.one_of(&COUNTRIES)).to_owned()),
        ("postcode", (*dice.one_of(&POSTCODES)).to_owned()),
        ("method", (*dice.one_of(&METHODS)).to_owned()),
        ("weight_g", weight),
        ("size", size.to_owned()),
        ("value", value),
        ("currency", ["PLN", "EUR", "USD"][dice.below(3)].to_owned()),
        ("tags", tags.join(" ")),
        ("channel", (*dice.one_of(&CHANNELS)).to_owned()),
        ("service_level", (*dice.one_of(&LEVELS)).to_owned()),
        ("cod", ["yes", "no", ""][dice.below(3)].to_owned()),
    ]
    .into()
}

/// The order as the program has it.
fn facts(words: &Words) -> Facts {
    let mut order = sample::order("ZAM-1", &["MUG-01"]);
    order.recipient.country.clone_from(&words["country"]);
    order.recipient.postcode.clone_from(&words["postcode"]);
    order.delivery_method.clone_from(&words["method"]);
    order.value = Minor(words["value"].parse().unwrap());
    order.currency.clone_from(&words["currency"]);
    order.tags = tags_of(&words["tags"]);
    order.channel.clone_from(&words["channel"]);
    order.service_level.clone_from(&words["service_level"]);
    order.cash_on_delivery = match words["cod"].as_str() {
        "yes" => Some(Minor(1_999)),
        "no" => Some(Minor(0)),
        _ => None,
    };
    let mut facts = Facts::of(&order).weighing(words["weight_g"].parse().ok().map(Grams));
    let mut sizes = SizeClass::WORDS.into_iter();
    facts.size = sizes
        .find(|(word, _)| *word == words["size"])
        .map(|(_, size)| size);
    facts
}

fn tags_of(words: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = words
        .split_whitespace()
        .map(|word| Tag::WORDS.iter().find(|(name, _)| *name == word).unwrap().1)
        .collect();
    tags.sort_unstable();
    tags
}

/// A number within a range as it is written.
fn lies_in(number: u64, range: &str) -> bool {
    match range.split_once("..") {
        None => number.to_string() == range,
        Some(("", high)) => number <= high.parse().unwrap(),
        Some((low, "")) => number >= low.parse().unwrap(),
        Some((low, high)) => (low.parse().unwrap()..=high.parse().unwrap()).contains(&number),
    }
}

/// Codes of one length, with letters or without, stand like words in a dictionary.
fn code_lies_in(code: &str, range: &str) -> bool {
    let bare = |code: &str| code.replace([' ', '-'], "").to_uppercase();
    let (low, high) = range.split_once("..").unwrap_or((range, range));
    let (code, low, high) = (bare(code), bare(low), bare(high));
    let has_letters = |code: &str| code.chars().any(char::is_alphabetic);
    code.len() == low.len()
        && has_letters(&code) == has_letters(&low)
        && low <= code
        && code <= high
}

fn holds(column: &str, asked: &str, order: &Words) -> bool {
    let has = |words: &str, word: &str| words.split_whitespace().any(|one| one == word);
    match column {
        "weight_g" => order["weight_g"]
            .parse()
            .is_ok_and(|weight| lies_in(weight, asked)),
        "value" => {
            let (range, currency) = asked.split_once(' ').unwrap();
            // The file names whole zloty, the order grosz.
            let range = range.split("..").map(|end| match end {
                "" => String::new(),
                whole => (whole.parse::<u64>().unwrap() * 100).to_string(),
            });
            let range = range.collect::<Vec<_>>().join("..");
            order["currency"] == currency && lies_in(order["value"].parse().unwrap(), &range)
        }
        "postcode" => code_lies_in(&order["postcode"], asked),
        "tags" => asked.split_whitespace().any(|tag| has(&order["tags"], tag)),
        _ => !order[column].is_empty() && has(asked, &order[column]),
    }
}

fn all_hold(words: &Words, order: &Words) -> bool {
    words
        .iter()
        .all(|(column, asked)| holds(column, asked, order))
}

/// What became of a rule, in a word.
fn fits(rule: &PlainRule, order: &Words) -> &'static str {
    if !rule.is_on {
        "off"
    } else if !all_hold(&rule.when, order) {
        "missed"
    } else if rule.except.iter().any(|except| all_hold(except, order)) {
        "excepted"
    } else {
        "fits"
    }
}

/// The decision in words: service and who decides it, tags, status, hold.
fn slowly(
    rules: &[PlainRule],
    order: &Words,
) -> (String, Option<u32>, Vec<Tag>, String, Option<u32>) {
    let fitting: Vec<&PlainRule> = rules
        .iter()
        .filter(|rule| fits(rule, order) == "fits")
        .collect();
    let first = |what: &str| fitting.iter().find(|rule| rule.then.contains_key(what));
    let own = tags_of(&order["tags"]);
    let mut given: Vec<Tag> = fitting
        .iter()
        .flat_map(|rule| tags_of(rule.then.get("add_tags").map_or("", String::as_str)))
        .filter(|tag| !own.contains(tag))
        .collect();
    given.sort_unstable();
    given.dedup();
    (
        first("service").map_or(order["method"].clone(), |rule| rule.then["service"].clone()),
        first("service").map(|rule| rule.number),
        given,
        first("status").map_or(String::new(), |rule| rule.then["status"].clone()),
        first("hold").map(|rule| rule.number),
    )
}

fn told(decided: &Decided) -> (String, Option<u32>, Vec<Tag>, String, Option<u32>) {
    let ruling = decided.ruling.clone();
    (
        ruling.service,
        ruling.rule.map(|rule| rule.0),
        ruling.tags,
        ruling.status.unwrap_or_default(),
        ruling.hold.map(|hold| hold.rule.0),
    )
}

fn word_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Off => "off",
        Outcome::Missed(_) => "missed",
        Outcome::Excepted { .. } => "excepted",
        Outcome::Fits { .. } => "fits",
    }
}

#[test]
fn a_thousand_lists_decide_as_the_slow_reference_does() {
    let mut dice = Dice::new(2_026);
    let (mut won, mut held, mut fell_through) = (0, 0, 0);
    for round in 0..1_200 {
        let plain = rules(&mut dice);
        let text = file(&plain);
        let list = list(&text);
        for _ in 0..12 {
            let order = order(&mut dice);
            let decided = decide(&list, &facts(&order));
            assert_eq!(
                told(&decided),
                slowly(&plain, &order),
                "round {round}\n{text}\n{order:?}"
            );
            for ((id, outcome), rule) in decided.outcomes.iter().zip(&plain) {
                assert_eq!(
                    (id.0, word_of(outcome)),
                    (rule.number, fits(rule, &order)),
                    "round {round}\n{text}\n{order:?}"
                );
            }
            won += u32::from(decided.ruling.rule.is_some());
            held += u32::from(decided.ruling.hold.is_some());
            fell_through += u32::from(decided.ruling.rule.is_none());
        }
    }
    // The orders are such that all of it happens often.
    assert!(
        won > 2_000 && held > 500 && fell_through > 2_000,
        "{won} {held} {fell_through}"
    );
}

#[test]
fn a_rule_that_is_called_dead_never_wins_and_an_example_is_what_it_says() {
    let mut dice = Dice::new(7);
    let (mut dead, mut crossed) = (0, 0);
    for round in 0..1_200 {
        let plain = rules(&mut dice);
        let text = file(&plain);
        let list = list(&text);
        let found = findings(&list);
        let orders: Vec<Words> = (0..40).map(|_| order(&mut dice)).collect();
        for finding in &found {
            match finding {
                Finding::NeverFits { rule } => {
                    let plain = plain.iter().find(|one| one.number == rule.0).unwrap();
                    let ever = orders.iter().find(|order| fits(plain, order) == "fits");
                    assert_eq!(ever, None, "round {round}, rule {rule}\n{text}");
                    dead += 1;
                }
                Finding::NeverWins {
                    rule,
                    part: Part::Service,
                    covered_by,
                } => {
                    let ever = orders
                        .iter()
                        .find(|order| slowly(&plain, order).1 == Some(rule.0));
                    assert_eq!(ever, None, "round {round}, rule {rule}\n{text}");
                    assert!(!covered_by.is_empty());
                    dead += 1;
                }
                Finding::NeverWins { .. } => {}
                Finding::Contradict {
                    winner,
                    loser,
                    example,
                } => {
                    let decided = decide(&list, example);
                    assert_eq!(decided.ruling.rule, Some(*winner), "round {round}\n{text}");
                    let fits = decided.outcomes.iter().any(|(id, outcome)| {
                        id == loser
                            && matches!(
                                outcome,
                                Outcome::Fits {
                                    service_lost_to: Some(_),
                                    ..
                                }
                            )
                    });
                    assert!(
                        fits,
                        "round {round}: {loser} does not fit {example:?}\n{text}"
                    );
                    crossed += 1;
                }
            }
        }
    }
    assert!(
        dead > 200 && crossed > 200,
        "{dead} dead, {crossed} crossed"
    );
}

/// Where there are few kinds of orders, all are tried: then a rule is called dead exactly when it is.
#[test]
fn in_a_small_world_exactly_the_dead_rules_are_called_dead() {
    let countries = ["PL", "DE", "CZ", ""];
    let weights = [None, Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)];
    let mut world = Vec::new();
    for country in countries {
        for weight in weights {
            for cash_on_delivery in [None, Some(true), Some(false)] {
                let facts = Facts {
                    country: country.to_owned(),
                    cash_on_delivery,
                    ..Facts::default()
                };
                world.push(facts.weighing(weight.map(Grams)));
            }
        }
    }
    let mut dice = Dice::new(11);
    let mut dead = 0;
    for round in 0..1_000 {
        let list = small_list(&mut dice);
        let called: Vec<RuleId> = findings(&list)
            .into_iter()
            .filter_map(|found| match found {
                Finding::NeverFits { rule } | Finding::NeverWins { rule, .. } => Some(rule),
                Finding::Contradict { .. } => None,
            })
            .collect();
        let wins = |rule: &&Rule| {
            let id = Some(rule.id);
            world
                .iter()
                .any(|facts| decide(&list, facts).ruling.rule == id)
        };
        let really: Vec<RuleId> = list
            .rules
            .iter()
            .filter(|rule| !wins(rule))
            .map(|rule| rule.id)
            .collect();
        assert_eq!(called, really, "round {round}: {}", list.to_text());
        dead += really.len();
    }
    assert!(dead > 500, "{dead}");
}

fn small_list(dice: &mut Dice) -> RuleSet {
    let mut text = "rule,except,country,weight_g,cod,service\n".to_owned();
    for rule in 1..=2 + dice.below(5) {
        let row = small_condition(dice, 0);
        writeln!(text, "{rule},,{row},by_{}", dice.below(3)).unwrap();
        for _ in 0..dice.below(2) {
            let row = small_condition(dice, 1);
            writeln!(text, "{rule},yes,{row},").unwrap();
        }
    }
    list(&text)
}

fn small_condition(dice: &mut Dice, least: usize) -> String {
    let mut cells = [String::new(), String::new(), String::new()];
    for _ in 0..least + dice.below(2) {
        match dice.below(3) {
            0 => cells[0] = some(dice, &["PL", "DE", "CZ"]),
            // A weight of nothing is no weight, so ranges begin at a gram.
            1 => cells[1] = format!("{}..{}", 1 + dice.below(3), 3 + dice.below(4)),
            _ => ["yes", "no"][dice.below(2)].clone_into(&mut cells[2]),
        }
    }
    cells.join(",")
}

/// The longest list that is kept, looked over while a lead types: nobody may wait for it.
#[test]
fn the_longest_list_is_looked_over_in_a_moment() {
    let mut dice = Dice::new(3);
    let mut plain: Vec<PlainRule> = Vec::new();
    while plain.len() < 200 {
        plain.extend(rules(&mut dice));
    }
    plain.truncate(200);
    for (number, rule) in (1..).zip(&mut plain) {
        rule.number = number;
    }
    let list = list(&file(&plain));
    let begun = Instant::now();
    let found = findings(&list);
    assert!(!found.is_empty());
    let spent = begun.elapsed();
    assert!(spent < Duration::from_secs(4), "{spent:?}");
}
