//! What is decided of an order, by numbers that can be followed by hand.

use proptest::prelude::*;

use super::{Depth, Judged, Known, Reason, Verification, VerificationTerms, judge};
use crate::domain::mis_pick::Tally;
use crate::domain::units::Minor;

fn tally(orders: u64, lines: u64, mis_picks: u64) -> Tally {
    Tally {
        orders,
        lines,
        scans: lines,
        mis_picks,
    }
}

fn line(sku: &str, tally: Tally) -> Judged {
    Judged {
        sku: sku.into(),
        tally,
        has_cases: false,
    }
}

fn terms(target_ppm: u32) -> VerificationTerms {
    VerificationTerms {
        target_ppm,
        ..VerificationTerms::default()
    }
}

/// A shop with two errors in a thousand lines, of which one in fifty leaves, and a packer like all.
fn usual() -> Known {
    Known {
        shop: tally(50_000, 100_000, 200),
        packer: tally(5_000, 10_000, 20),
        passed: 4,
    }
}

fn decided(target_ppm: u32, known: &Known, lines: &[Judged], value: i64) -> Verification {
    judge(&terms(target_ppm), known, lines, Minor(value)).unwrap()
}

#[test]
fn without_a_target_nothing_is_decided() {
    assert_eq!(judge(&terms(0), &usual(), &[], Minor(0)), None);
}

#[test]
fn errors_of_the_lines_add_up_and_those_that_pass_are_compared_with_the_target() {
    let lines = [line("A", Tally::default()), line("B", Tally::default())];
    // Two lines at 0.002, of which (4 + 2) / (204 + 100) pass: 79 in a million.
    let judged = decided(79, &usual(), &lines, 0);
    assert_eq!((judged.depth, judged.risk_ppm), (Depth::EveryUnit, 79));
    assert_eq!(decided(78, &usual(), &lines, 0).depth, Depth::SecondPerson);
    assert_eq!(
        decided(78, &usual(), &lines, 0).reasons,
        [Reason::ManyLines]
    );
}

#[test]
fn a_product_that_is_often_confused_is_named_and_one_error_in_three_lines_is_no_record() {
    let lines = [
        line("ODD", tally(0, 3_000, 60)),
        line("NEW", tally(0, 3, 1)),
        line("FINE", tally(0, 3_000, 6)),
    ];
    let judged = decided(200, &usual(), &lines, 0);
    let sku = "ODD".into();
    let odd = Reason::ConfusedProduct { sku };
    assert_eq!(judged.reasons.first(), Some(&odd));
    assert!(
        !judged
            .reasons
            .contains(&Reason::ConfusedProduct { sku: "FINE".into() })
    );
    assert_eq!(judged.depth, Depth::SecondPerson);
}

#[test]
fn a_new_packer_counts_twice_and_a_record_counts_only_after_a_fair_number_of_lines() {
    let lines = [line("A", Tally::default())];
    let of = |packer: Tally| {
        let known = Known { packer, ..usual() };
        decided(1_000, &known, &lines, 0)
    };
    let like_all = of(tally(5_000, 10_000, 20)).risk_ppm;
    let new = of(tally(3, 6, 0));
    assert!(new.risk_ppm.abs_diff(like_all * 2) <= 1, "{new:?}");
    assert_eq!(new.reasons, [Reason::NewPacker]);
    // Ten errors in a few lines are chance until it is fair to say more.
    assert_eq!(of(tally(100, 299, 10)).risk_ppm, like_all);
    let careless = of(tally(5_000, 10_000, 80));
    assert!(careless.risk_ppm > 3 * like_all, "{careless:?}");
    assert_eq!(careless.reasons, [Reason::PackerRecord]);
    let careful = of(tally(5_000, 10_000, 1));
    assert!(careful.risk_ppm < like_all, "{careful:?}");
}

#[test]
fn an_error_in_a_dear_order_weighs_more() {
    let lines = [line("A", Tally::default())];
    let by_value = VerificationTerms {
        value: Minor(50_000),
        ..terms(100)
    };
    let of = |value: i64| judge(&by_value, &usual(), &lines, Minor(value)).unwrap();
    assert_eq!(of(50_000).risk_ppm, of(0).risk_ppm);
    assert_eq!(of(150_000).depth, Depth::SecondPerson);
    assert_eq!(of(150_000).reasons, [Reason::Value]);
}

#[test]
fn customers_who_find_errors_make_the_check_deeper() {
    let lines = [line("A", Tally::default())];
    let known = Known {
        passed: 60,
        ..usual()
    };
    assert!(decided(80, &usual(), &lines, 0).depth < decided(80, &known, &lines, 0).depth);
}

#[test]
fn one_scan_of_a_case_is_enough_only_where_there_are_cases_and_little_risk() {
    let with_cases = |has_cases| Judged {
        has_cases,
        ..line("A", Tally::default())
    };
    // A tenth of the line's errors pass, beside those that pass anyway: 240 in a million.
    assert_eq!(
        decided(240, &usual(), &[with_cases(true)], 0).depth,
        Depth::OnePerCaseLine
    );
    assert_eq!(
        decided(239, &usual(), &[with_cases(true)], 0).depth,
        Depth::EveryUnit
    );
    assert_eq!(
        decided(10_000, &usual(), &[with_cases(false)], 0).depth,
        Depth::EveryUnit
    );
}

fn any_tally() -> impl Strategy<Value = Tally> {
    (0..10_000_u64, 0..100_000_u64, 0..500_u64)
        .prop_map(|(orders, lines, mis_picks)| tally(orders, lines, mis_picks.min(lines)))
}

proptest! {
    #[test]
    fn a_stricter_target_and_more_errors_never_make_the_check_shallower(
        (shop, packer, product) in (any_tally(), any_tally(), any_tally()),
        (passed, value) in (0..200_u64, 0..1_000_000_i64),
        (target, stricter) in (1..10_000_u32, 1..10_000_u32),
        has_cases: bool,
    ) {
        let known = Known { shop, packer, passed };
        let judged = Judged { has_cases, ..line("A", product) };
        let lines = [judged.clone()];
        let terms = VerificationTerms { value: Minor(50_000), ..terms(target.max(stricter)) };
        let mild = judge(&terms, &known, &lines, Minor(value)).unwrap();
        let strict = VerificationTerms { target_ppm: target.min(stricter), ..terms };
        let strict = judge(&strict, &known, &lines, Minor(value)).unwrap();
        prop_assert!(strict.depth >= mild.depth);
        let worse = Tally { mis_picks: product.mis_picks + 50, lines: product.lines + 50, ..product };
        let worse = judge(&terms, &known, &[line("A", worse)], Minor(value)).unwrap();
        let same = judge(&terms, &known, &[line("A", product)], Minor(value)).unwrap();
        prop_assert!(worse.risk_ppm >= same.risk_ppm);
        let more = [judged.clone(), judged];
        prop_assert!(judge(&terms, &known, &more, Minor(value)).unwrap().risk_ppm >= mild.risk_ppm);
    }
}
