//! `rules.csv`: what a lead writes, and what is said of a mistake in it.

use pakownia::domain::import_problem::ImportFile;
use pakownia::domain::order::Tag;
use pakownia::domain::shipping_rules::{RuleId, RuleSet, SizeClass};
use pakownia::domain::units::Minor;

use super::{RULES, list, read};
use crate::support::bench::BenchTest;
use crate::support::mistakes::expect_mistake;

const HEAD: &str = "rule,except,on,country,postcode,method,weight_g,size,value,tags,channel,service_level,cod,service,add_tags,status,hold\n";

#[test]
fn rules_stand_in_the_order_of_the_file_whatever_their_numbers() {
    let rules = list(&format!(
        "{HEAD}7,,tak,pl de,00-001..04-999 30-001,inpost_locker,..24999,A b larger,..499.99,gift,\"Allegro PL, shop\",next_day,nie,dpd_courier,vip gift,Gotowe,\n\
         7,yes,,,,,,,,express,,,,,,,\n\
         2,,no,,,,,,,,,,,,,,Sprawdź\n"
    ));
    let ids: Vec<RuleId> = rules.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, [RuleId(7), RuleId(2)]);
    let rule = &rules.rules[0];
    let asked = &rule.condition;
    assert_eq!(asked.countries.len() + asked.postcodes.len(), 4);
    assert!(asked.sizes.contains(&SizeClass::B) && asked.sizes.len() == 3);
    let value = asked.value.as_ref().unwrap();
    assert_eq!(
        (value.currency.as_str(), value.span.to),
        ("PLN", Some(49_999))
    );
    assert!(asked.channels.contains("Allegro PL") && asked.channels.len() == 2);
    assert_eq!(asked.cash_on_delivery, Some(false));
    assert_eq!(rule.exceptions.len(), 1);
    assert!(rule.action.tags.contains(&Tag::Vip));
    assert!(!rules.rules[1].enabled);
    assert_eq!(RuleSet::read(&rules.to_text()), Some(rules));
}

/// A row with one mistake, and the column, value and problem that are told.
const MISTAKES: [(&str, &str); 15] = [
    ("x,,,,,,,,,,,,,a,,,", "rule x NotANumber"),
    (
        "0,,,,,,,,,,,,,a,,,",
        "rule 0 OutOfBounds { min: 1, max: 1000000 }",
    ),
    (
        "1,,,Polska,,,,,,,,,,a,,,",
        "country Polska BadRule(Countries)",
    ),
    (
        "1,,,,04-999..00-001,,,,,,,,,a,,,",
        "postcode 04-999..00-001 BadRule(Postcodes)",
    ),
    (
        "1,,,,,,dwa kilo,,,,,,,a,,,",
        "weight_g dwa kilo BadRule(Range)",
    ),
    ("1,,,,,,,D,,,,,,a,,,", "size D BadRule(Sizes)"),
    ("1,,,,,,,,tanio,,,,,a,,,", "value tanio BadRule(Value)"),
    ("1,,,,,,,,,pilne,,,,a,,,", "tags pilne BadRule(Tags)"),
    ("1,,,,,,,,,,,,może,a,,,", "cod może BadRule(YesNo)"),
    ("1,,,,,,,,,,,,,a,pilne,,", "add_tags pilne BadRule(Tags)"),
    (
        "1,,,PL,,,,,,,,,,,,,",
        "rule 1 BadRules(NoAction { rule: RuleId(1) })",
    ),
    (
        "1,,,PL,,,,,,,,,,two words,,,",
        "rule 1 BadRules(BadText { rule: RuleId(1) })",
    ),
    ("1,yes,,PL,,,,,,,,,,,,,", "rule 1 ExceptionAlone"),
    (
        "1,,,,,,,,,,,,,a,,,\n1,yes,,PL,,,,,,,,,,b,,,",
        "service b ExceptionActs",
    ),
    (
        "1,,,PL,,,,,,,,,,a,,,\n1,,,DE,,,,,,,,,,b,,,",
        "rule 1 BadRules(NumberTwice { rule: RuleId(1) })",
    ),
];

#[test]
fn each_mistake_is_told_with_its_line_column_and_value_and_what_to_do() {
    for (row, expected) in MISTAKES {
        let found = read(&format!("{HEAD}{row}\n"));
        expect_mistake(&found, row, expected);
        assert!(
            found.rows.is_empty(),
            "{row}: a list comes in whole or not at all"
        );
    }
}

#[test]
fn one_bad_rule_leaves_the_whole_list_out() {
    let found = read(&format!(
        "{HEAD}1,,,PL,,,,,,,,,,a,,,\n2,,,Polska,,,,,,,,,,b,,,\n3,,,DE,,,,,,,,,,c,,,\n"
    ));
    assert!(found.rows.is_empty());
    let left: Vec<(ImportFile, u64, &str, u64)> = found
        .left_out
        .iter()
        .map(|row| (row.file, row.line, row.key.as_str(), row.bad_line))
        .collect();
    let rules = ImportFile::Rules;
    assert_eq!(left, [(rules, 2, "1", 3), (rules, 4, "3", 3)]);
}

#[test]
fn each_new_list_counts_the_version_on_and_the_same_file_changes_nothing() {
    let mut bench = BenchTest::new();
    let version = |bench: &mut BenchTest| bench.station().settings().shipping.version;
    assert_eq!(version(&mut bench), 0);
    bench.shop_sends(&[("rules.csv", RULES.to_owned())]);
    assert_eq!(version(&mut bench), 1);
    bench.shop_sends(&[("rules.csv", RULES.to_owned())]);
    assert_eq!(version(&mut bench), 1);
    // Other bytes, the same rules.
    bench.shop_sends(&[("rules.csv", RULES.replace("..2000", "0..2000"))]);
    assert_eq!(version(&mut bench), 2);
    bench.shop_sends(&[("rules.csv", RULES.replace(',', ";"))]);
    assert_eq!(version(&mut bench), 3);
    let rules = bench.station().settings().shipping.rules.len();
    assert_eq!(rules, 5);
}

#[test]
fn an_order_may_say_its_service_level_and_what_is_paid_at_the_door() {
    let mut bench = BenchTest::new();
    let row = "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,value_minor,currency,tags,note,service_level,cod_minor\n\
         B-300,shop,2026-11-20T06:00:00Z,dpd_courier,,Jan Żółw,Długa 1,00-001,Warszawa,PL,+48600100200,,9900,PLN,,,next_day,9900\n\
         B-301,shop,2026-11-20T06:00:00Z,dpd_courier,,Jan Żółw,Długa 1,00-001,Warszawa,PL,+48600100200,,9900,PLN,,,,\n";
    let lines = "order_no,line,sku,quantity\nB-300,1,MUG-01,1\nB-301,1,MUG-01,1\n";
    let rules = format!("{HEAD}1,,,,,,,,,,,next_day,yes,dhl_express,,,\n");
    bench.shop_sends(&[
        ("orders.csv", row.to_owned()),
        ("order_lines.csv", lines.to_owned()),
        ("rules.csv", rules),
    ]);
    let (said, silent) = bench.with_store(|store| {
        let order = |number: &str| store.order(&number.into()).unwrap().unwrap();
        (order("B-300"), order("B-301"))
    });
    assert_eq!(said.order.cash_on_delivery, Some(Minor(9_900)));
    assert_eq!(said.order.delivery_method, "dhl_express");
    assert_eq!(silent.order.cash_on_delivery, None);
    assert_eq!(silent.order.delivery_method, "dpd_courier");
}
