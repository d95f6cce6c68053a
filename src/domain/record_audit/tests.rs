//! Are the rules as they are written down, and does a record that is mended leave the list?

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::alike::{Named, folded, twins};
use super::list::{Collector, List, Row, Words, rows_of};
use super::words::{Said, Word};
use super::*;
use crate::domain::catalog::{Measured, Measures};
use crate::domain::customs::CustomsGoods;
use crate::domain::handling::Handling;

/// A mug whose record is right.
fn right(sku: &str) -> Record {
    Record {
        product: Product {
            sku: sku.into(),
            name: format!("Kubek {sku}"),
            weight: Grams(330),
            size: SizeMm::new(120, 90, 100),
            image: Some("mug.png".to_owned()),
            tracking: crate::domain::catalog::TrackingNeeds::default(),
            instruction: None,
            handling: Handling::default(),
            customs: CustomsGoods::default(),
        },
        codes: vec!["5901234123457".to_owned()],
        shared: vec![],
        has_place: true,
        correction: None,
        photo: Photo::There,
        same_photo: Others::default(),
        twins: Others::default(),
    }
}

fn kinds(record: &Record) -> Vec<FaultKind> {
    found(record).iter().map(Fault::kind).collect()
}

fn with_codes(codes: &[&str]) -> Vec<FaultKind> {
    let mut record = right("MUG-01");
    record.codes = codes.iter().map(|code| (*code).to_owned()).collect();
    kinds(&record)
}

#[test]
fn a_right_record_shows_nothing() {
    assert_eq!(found(&right("MUG-01")), []);
}

#[test]
fn codes_are_judged_by_their_digits_and_one_good_code_is_enough() {
    use FaultKind as K;
    for (codes, expected) in [
        (&["5901234123457"][..], &[][..]),
        (&["96385074"], &[]),
        (&["012345678905"], &[]),
        (&["15901234123454"], &[]),
        (&["MUG-01-A"], &[]),
        (&["https://id.example.org/01/05901234123457"], &[]),
        (&[], &[K::NoBarcode]),
        (&["5901234123458"], &[K::BadCheckDigit]),
        (&["590123412345"], &[K::BadCheckDigit]),
        // A spreadsheet made a number of 00012345600012 and dropped its zeros.
        (&["12345600012"], &[K::OddLength]),
        (&["12"], &[K::OddLength]),
        (&["2012345678903"], &[K::OwnNumber]),
        (&["0212345678909"], &[K::OwnNumber]),
        // Digits of a carrier or a shop of its own, longer than any trade item.
        (&["00359012340000000179"], &[]),
        (&["2012345678903", "5901234123457"], &[]),
        (&["5901234123458", "5901234123457"], &[]),
        (&["5901234123458", "2012345678903"], &[K::OwnNumber]),
    ] {
        assert_eq!(with_codes(codes), expected, "{codes:?}");
    }
    let long = "A".repeat(49);
    assert_eq!(with_codes(&[&long]), [K::OddLength]);
    assert_eq!(with_codes(&[&long[..48]]), []);
}

fn with_measures(sides: [u32; 3], weight: i64) -> Vec<FaultKind> {
    let mut record = right("MUG-01");
    let [length, width, height] = sides;
    record.product.size = SizeMm::new(length, width, height);
    record.product.weight = Grams(weight);
    kinds(&record)
}

#[test]
fn sizes_and_weights_are_doubted_from_the_limits_on_and_not_before() {
    use FaultKind as K;
    for (sides, weight, expected) in [
        ([0, 90, 100], 330, &[K::NoSize][..]),
        ([120, 90, 100], 0, &[K::NoWeight]),
        ([0, 0, 0], 0, &[K::NoWeight, K::NoSize]),
        ([3_000, 90, 100], 330, &[]),
        ([3_001, 90, 100], 330, &[K::OddSize]),
        ([1, 1, 1], 5, &[K::OddSize]),
        // A sheet of paper is thin, and no placeholder.
        ([210, 297, 1], 5, &[]),
        // One litre: 10 g are foam, 9 g are nothing; 25 kg are osmium, 26 kg are a mistake.
        ([100, 100, 100], 10, &[]),
        ([100, 100, 100], 9, &[K::OddDensity]),
        ([100, 100, 100], 25_000, &[]),
        ([100, 100, 100], 25_001, &[K::OddDensity]),
        ([100, 100, 100], -5, &[K::NoWeight]),
    ] {
        assert_eq!(with_measures(sides, weight), expected, "{sides:?} {weight}");
    }
}

#[test]
fn every_kind_is_found_and_each_once_and_in_the_order_of_what_it_costs() {
    let mut all = BTreeSet::new();
    for kind in FaultKind::ALL {
        let record = faulty(kind);
        assert_eq!(kinds(&record), [kind], "{kind:?}");
        all.insert(kind);
        assert_eq!(FaultKind::named(kind.name()), Some(kind));
    }
    assert_eq!(all.len(), FaultKind::ALL.len());
    assert!(FaultKind::ALL.is_sorted());
}

/// A mug whose record is wrong in this and in nothing else.
fn faulty(kind: FaultKind) -> Record {
    let mut record = right("MUG-01");
    let others = Others::of(vec!["MUG-02".into()]);
    match kind {
        FaultKind::SharedBarcode => record.shared = vec![("5901234123457".to_owned(), others)],
        FaultKind::NoBarcode => record.codes.clear(),
        FaultKind::BadCheckDigit => record.codes = vec!["5901234123458".to_owned()],
        FaultKind::OddLength => record.codes = vec!["1234567890".to_owned()],
        FaultKind::NoPlace => record.has_place = false,
        FaultKind::NoWeight => record.product.weight = Grams(0),
        FaultKind::WeightContradicted => {
            record.correction = Some(Correction {
                old: Grams(330),
                new: Grams(400),
                confidence_permille: 999,
                parcels: 6,
            });
        }
        FaultKind::NoSize => record.product.size = SizeMm::default(),
        FaultKind::OddSize => record.product.size = SizeMm::new(1, 1, 1),
        FaultKind::OddDensity => record.product.weight = Grams(100_000),
        FaultKind::NoPhoto => {
            record.photo = Photo::None;
            record.product.image = None;
        }
        FaultKind::PhotoGone => record.photo = Photo::Gone,
        FaultKind::SharedPhoto => record.same_photo = others,
        FaultKind::Twin => record.twins = others,
        FaultKind::OwnNumber => record.codes = vec!["2012345678903".to_owned()],
    }
    record
}

/// Puts right what is wrong in this, as a bench or the shop does.
fn mend(record: &mut Record, kind: FaultKind) {
    let now = Measures {
        size: SizeMm::new(120, 90, 100),
        weight: Grams(330),
    };
    match kind {
        FaultKind::SharedBarcode => record.shared.clear(),
        FaultKind::NoBarcode
        | FaultKind::BadCheckDigit
        | FaultKind::OddLength
        | FaultKind::OwnNumber => record.codes.push("4006381333931".to_owned()),
        FaultKind::NoPlace => record.has_place = true,
        FaultKind::NoWeight
        | FaultKind::WeightContradicted
        | FaultKind::NoSize
        | FaultKind::OddSize
        | FaultKind::OddDensity => {
            let measured = Measured {
                sku: record.product.sku.clone(),
                old: record.product.measures(),
                new: now,
            };
            measured.apply(&mut record.product);
            record.correction = None;
        }
        FaultKind::NoPhoto | FaultKind::PhotoGone | FaultKind::SharedPhoto => {
            record.product.image = Some("photo-1.jpg".to_owned());
            record.photo = Photo::There;
            record.same_photo = Others::default();
        }
        FaultKind::Twin => record.twins = Others::default(),
    }
}

fn any_kinds() -> impl Strategy<Value = BTreeSet<FaultKind>> {
    prop::collection::btree_set(prop::sample::select(FaultKind::ALL.to_vec()), 0..6)
}

/// A record with all of this wrong at once, as far as that can be.
fn wrong_in(sku: &str, kinds: &BTreeSet<FaultKind>) -> Record {
    let mut record = right(sku);
    for kind in kinds {
        let worse = faulty(*kind);
        match kind {
            FaultKind::SharedBarcode => record.shared = worse.shared,
            FaultKind::NoBarcode
            | FaultKind::BadCheckDigit
            | FaultKind::OddLength
            | FaultKind::OwnNumber => record.codes = worse.codes,
            FaultKind::NoPlace => record.has_place = false,
            FaultKind::WeightContradicted => record.correction = worse.correction,
            FaultKind::NoWeight | FaultKind::OddDensity => {
                record.product.weight = worse.product.weight;
            }
            FaultKind::NoSize | FaultKind::OddSize => record.product.size = worse.product.size,
            FaultKind::NoPhoto | FaultKind::PhotoGone => {
                record.photo = worse.photo;
                record.product.image = worse.product.image;
            }
            FaultKind::SharedPhoto => record.same_photo = worse.same_photo,
            FaultKind::Twin => record.twins = worse.twins,
        }
    }
    record
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn word(minute: i64, said: Said) -> Word {
    Word {
        at: at(minute),
        by: Some("W-900".into()),
        said,
    }
}

proptest! {
    /// Whatever is wrong: one mending after the other, and the product leaves the list; what is right stays out.
    #[test]
    fn a_record_that_is_mended_in_each_kind_leaves_the_list(kinds in any_kinds()) {
        let mut record = wrong_in("MUG-01", &kinds);
        let before = found(&record).len();
        prop_assert!(before <= kinds.len());
        prop_assert_eq!(before == 0, kinds.is_empty());
        // A mending may show what hid behind it (a weight that is known can be doubted), so it goes on until the end.
        for _round in 0..FaultKind::ALL.len() {
            let Some(fault) = found(&record).into_iter().next() else { break };
            mend(&mut record, fault.kind());
            let is_there = found(&record).iter().any(|one| one.kind() == fault.kind());
            prop_assert!(!is_there, "{:?} is still there", fault);
        }
        prop_assert_eq!(found(&record), []);
    }

    /// The list is what a plain count of everything gives, however few rows of a kind are kept.
    #[test]
    fn the_list_counts_everything_and_keeps_the_most_urgent(
        shop in prop::collection::vec((any_kinds(), 0_u64..5), 0..40),
        most in 1_usize..6,
    ) {
        let words = Words::new();
        let mut collector = Collector::new(&words, most);
        let mut plain: Vec<Row> = Vec::new();
        for (number, (kinds, demand)) in shop.iter().enumerate() {
            let record = wrong_in(&format!("SKU-{number:03}"), kinds);
            collector.take(&record, *demand);
            plain.extend(rows_of(&record, *demand, &words));
        }
        let list = collector.list();
        plain.sort_by_key(|row| (u64::MAX - row.demand, row.fault.kind(), row.sku.clone()));
        prop_assert_eq!(list.count(), u64::try_from(plain.len()).unwrap());
        let faulty: BTreeSet<&Sku> = plain.iter().map(|row| &row.sku).collect();
        prop_assert_eq!(list.faulty, u64::try_from(faulty.len()).unwrap());
        prop_assert_eq!(list.products, u64::try_from(shop.len()).unwrap());
        let mut expected: Vec<Row> = Vec::new();
        for kind in FaultKind::ALL {
            let of_kind = plain.iter().filter(|row| row.fault.kind() == kind);
            let counted = list.counts.get(&kind).copied().unwrap_or(0);
            prop_assert_eq!(counted, u64::try_from(of_kind.clone().count()).unwrap());
            expected.extend(of_kind.take(most).cloned());
        }
        expected.sort_by_key(|row| (u64::MAX - row.demand, row.fault.kind(), row.sku.clone()));
        prop_assert_eq!(&list.rows, &expected);
    }

    /// A product that is looked at again after it was mended stands in the list as if all had been looked through again.
    #[test]
    fn one_product_looked_at_again_gives_the_list_that_a_new_look_at_all_gives(
        before in prop::collection::vec(any_kinds(), 1..12),
        which in any::<prop::sample::Index>(),
        after in any_kinds(),
    ) {
        let words = Words::new();
        let look = |shop: &[BTreeSet<FaultKind>]| -> List {
            let mut collector = Collector::new(&words, usize::MAX);
            for (number, kinds) in shop.iter().enumerate() {
                collector.take(&wrong_in(&format!("SKU-{number:03}"), kinds), 7);
            }
            collector.list()
        };
        let mut list = look(&before);
        let at = which.index(before.len());
        let mut shop = before.clone();
        shop.splice(at..=at, [after.clone()]);
        let record = wrong_in(&format!("SKU-{at:03}"), &after);
        list.replace(&record.product.sku, rows_of(&record, 7, &words));
        prop_assert_eq!(list, look(&shop));
    }

    /// A finding is in exactly one state, by the last word that still speaks of what is there.
    #[test]
    fn a_finding_stands_by_the_last_word_that_speaks_of_it(
        says in prop::collection::vec(0_u8..3, 0..6),
    ) {
        let record = faulty(FaultKind::BadCheckDigit);
        let fault = found(&record).remove(0);
        let said = says.iter().zip(0..).map(|(what, minute)| word(minute, match what {
            0 => Said::Given { to: "W-001".into() },
            1 => Said::Accepted { seen: fault.seen(), reason: "x".to_owned() },
            _ => Said::Accepted { seen: "another code".to_owned(), reason: "x".to_owned() },
        }));
        let key = (record.product.sku.clone(), fault.kind());
        let words = Words::from([(key, said.collect())]);
        let row = rows_of(&record, 0, &words).remove(0);
        let expected = match says.iter().rfind(|what| **what < 2) {
            None => Standing::Open,
            Some(0) => Standing::Given,
            Some(_) => Standing::Accepted,
        };
        prop_assert_eq!(row.standing, expected);
    }

    /// Counted another way: each pair of the group compared by itself.
    #[test]
    fn twins_are_those_that_a_comparison_of_each_with_each_finds(
        shop in prop::collection::vec((prop::sample::select(vec!["Kubek", "KUBEK", "kubęk"]), 0_i64..2), 0..9),
    ) {
        let group: Vec<Named> = shop.iter().enumerate().map(|(number, (spelling, weight))| Named {
            sku: Sku(format!("S-{number}")),
            name: (*spelling).to_owned(),
            measures: Measures { size: SizeMm::new(1, 2, 3), weight: Grams(*weight) },
        }).collect();
        let mut expected = Vec::new();
        for one in &group {
            let others = group.iter().filter(|other| {
                other.sku != one.sku && (other.name != one.name || other.measures == one.measures)
            });
            let others = Others::of(others.map(|other| other.sku.clone()).collect());
            if others.count > 0 {
                expected.push((one.sku.clone(), others));
            }
        }
        prop_assert_eq!(twins(&group), expected);
    }
}

#[test]
fn names_are_read_without_capitals_blanks_and_marks() {
    for (one, other) in [
        ("Kubek żółty", "KUBEK  ZOLTY "),
        ("Łyżka", "lyzka"),
        ("Straße", "STRASSE"),
        ("e\u{301}tui", "étui"),
        ("Kubek\u{a0}1", "kubek 1"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }
    assert_ne!(folded("Kubek 1"), folded("Kubek 2"));
    assert_ne!(folded("Kubek-1"), folded("Kubek 1"));
}

#[test]
fn what_was_accepted_comes_up_again_when_the_record_says_something_else() {
    let record = faulty(FaultKind::OwnNumber);
    let fault = found(&record).remove(0);
    let said = Said::Accepted {
        seen: fault.seen(),
        reason: "no other code".to_owned(),
    };
    let key = (record.product.sku.clone(), FaultKind::OwnNumber);
    let words = Words::from([(key, vec![word(1, said)])]);
    let stands = |record| rows_of(record, 0, &words).remove(0).standing;
    assert_eq!(stands(&record), Standing::Accepted);
    let mut other = record.clone();
    other.codes = vec!["2012345678910".to_owned()];
    assert_eq!(stands(&other), Standing::Open);
}

#[test]
fn what_stays_the_same_for_each_parcel_is_what_an_acceptance_covers() {
    let seen = |new, parcels| {
        let fault = Fault::WeightContradicted {
            old: Grams(330),
            new: Grams(new),
            parcels,
        };
        fault.seen()
    };
    assert_eq!(seen(345, 5), seen(346, 6));
}
