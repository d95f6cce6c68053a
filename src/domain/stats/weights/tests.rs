//! What may be expected of weights that learn, and what they must never do.

use proptest::prelude::*;

use super::*;
use crate::domain::weight_check::{WeighedUnits, expectation};

fn code() -> PackagingCode {
    PackagingCode::from("KAR-S")
}

fn line(sku: &str, catalogue: i64, units: u32) -> Content {
    Content {
        sku: Sku::from(sku),
        catalogue: Grams(catalogue),
        units,
    }
}

fn parcel<'a>(contents: &'a [Content], packaging: &'a PackagingCode) -> Parcel<'a> {
    Parcel {
        contents,
        packaging,
        tare: Grams(120),
        scale: "B1",
    }
}

fn usual() -> Rules {
    Rules::of(&Settings::default())
}

fn lesson(gross: i64, confirmed: bool) -> Lesson {
    Lesson {
        gross_mg: gross * 1_000,
        confirmed,
    }
}

/// A knowledge that has seen so many parcels of 500 g mugs with 1 g of scatter.
fn taught(parcels: i64) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let (contents, code) = ([line("MUG", 500, 1)], code());
    for turn in 0..parcels {
        let gross = 620 + turn % 3 - 1;
        knowledge.teach(&parcel(&contents, &code), lesson(gross, false), &usual());
    }
    knowledge
}

#[test]
fn the_first_parcel_is_held_to_what_the_shop_has_set() {
    let settings = Settings::default();
    let code = code();
    for lines in [
        vec![(330, 2), (400, 1)],
        vec![(3, 10), (800, 1)],
        vec![(5_000, 3)],
    ] {
        let contents: Vec<Content> = lines
            .iter()
            .enumerate()
            .map(|(at, (weight, units))| line(&format!("P{at}"), *weight, *units))
            .collect();
        let units: Vec<WeighedUnits> = contents
            .iter()
            .map(|line| WeighedUnits {
                sku: line.sku.clone(),
                unit_weight: line.catalogue,
                count: line.units,
            })
            .collect();
        let judged = judge(
            &Knowledge::default(),
            &parcel(&contents, &code),
            &Rules::of(&settings),
        );
        let today = expectation(&units, Grams(120), &settings);
        assert_eq!(judged.expected(), today.gross);
        assert!(
            (judged.tolerance() - today.tolerance).abs() <= Grams(1),
            "{lines:?}: {judged:?} {today:?}"
        );
    }
}

#[test]
fn parcels_make_the_tolerance_as_narrow_as_the_goods_allow() {
    let (contents, code) = ([line("MUG", 500, 1)], code());
    let before = judge(&Knowledge::default(), &parcel(&contents, &code), &usual()).tolerance();
    let after = judge(&taught(50), &parcel(&contents, &code), &usual());
    assert!(after.tolerance() < before, "{after:?} {before:?}");
    // Five grams are what the scale may show wrong.
    assert!((Grams(5)..=Grams(7)).contains(&after.tolerance()));
    assert_eq!(after.expected(), Grams(620));
}

#[test]
fn what_is_missing_is_named_first() {
    let (contents, code) = ([line("MUG", 500, 1), line("CUP", 230, 2)], code());
    let mut knowledge = Knowledge::default();
    for turn in 0..20 {
        knowledge.teach(
            &parcel(&contents, &code),
            lesson(1_080 + turn % 3, false),
            &usual(),
        );
    }
    let gross = 1_080 - 230;
    let judged = judge(&knowledge, &parcel(&contents, &code), &usual());
    assert!(!judged.of(gross * 1_000).accepted);
    let explained = explain(
        &knowledge,
        &parcel(&contents, &code),
        gross * 1_000,
        Around::default(),
        &usual(),
    );
    let first = explained.likely.first().unwrap();
    assert_eq!(
        first.explanation,
        Explanation::Missing {
            sku: Sku::from("CUP"),
            units: 1
        }
    );
    assert!(first.permille > 900, "{explained:?}");
}

#[test]
fn another_product_another_box_and_a_surplus_are_told_apart() {
    let (contents, code) = ([line("MUG", 500, 1)], code());
    let knowledge = taught(30);
    let around = [(Sku::from("MUG"), Sku::from("JUG"), Grams(780))];
    let boxes = [(PackagingCode::from("KAR-M"), Grams(220))];
    let first = |gross: i64| {
        let around = Around {
            taken_for: &around,
            packagings: &boxes,
        };
        let explained = explain(
            &knowledge,
            &parcel(&contents, &code),
            gross * 1_000,
            around,
            &usual(),
        );
        explained.likely.first().unwrap().explanation.clone()
    };
    assert_eq!(
        first(900),
        Explanation::Instead {
            sku: Sku::from("JUG"),
            of: Sku::from("MUG")
        }
    );
    assert_eq!(
        first(720),
        Explanation::OtherPackaging {
            packaging: PackagingCode::from("KAR-M")
        }
    );
    assert_eq!(
        first(1_120),
        Explanation::Extra {
            sku: Sku::from("MUG"),
            units: 1
        }
    );
}

#[test]
fn a_catalogue_weight_wrong_by_half_is_put_right_by_two_confirmed_parcels() {
    let (contents, code) = ([line("VASE", 600, 1)], code());
    let mut knowledge = Knowledge::default();
    for gross in [1_020, 1_021] {
        assert!(
            !judge(&Knowledge::default(), &parcel(&contents, &code), &usual())
                .of(gross * 1_000)
                .accepted
        );
        knowledge.teach(&parcel(&contents, &code), lesson(gross, true), &usual());
    }
    let learned = knowledge.product(&Sku::from("VASE"), Grams(600)).unwrap();
    assert!((learned.mean_mg - 900_000).abs() < 18_000, "{learned:?}");
    let found = correction(Grams(600), learned).unwrap();
    assert_eq!((found.old, found.parcels), (Grams(600), 2));
    assert!((found.new - Grams(900)).abs() < Grams(18) && found.confidence_permille >= 990);
}

#[test]
fn a_corrected_catalogue_keeps_what_was_learned_and_another_one_begins_anew() {
    let knowledge = taught(30);
    let known = |catalogue| {
        knowledge
            .product(&Sku::from("MUG"), Grams(catalogue))
            .is_some()
    };
    assert!(known(500) && known(505) && !known(430) && !known(600));
}

#[test]
fn a_scale_that_shows_ten_grams_too_much_is_found_within_twenty_parcels() {
    let (contents, code) = ([line("MUG", 500, 1)], code());
    let mut knowledge = taught(60);
    let found = (1..=20).find(|turn| {
        let gross = 630 + turn % 3 - 1;
        knowledge
            .teach(&parcel(&contents, &code), lesson(gross, false), &usual())
            .drift_found
    });
    assert!(found.is_some());
    let before = knowledge.products.clone();
    knowledge.teach(&parcel(&contents, &code), lesson(630, false), &usual());
    assert_eq!(
        knowledge.products, before,
        "a scale that has drifted teaches nothing"
    );
    knowledge.scales.get_mut("B1").unwrap().checked();
    knowledge.teach(&parcel(&contents, &code), lesson(620, false), &usual());
    assert_ne!(knowledge.products, before);
}

#[test]
fn a_light_product_is_named_as_one_that_the_scale_cannot_tell() {
    let (contents, code) = ([line("MUG", 500, 1), line("STICKER", 3, 4)], code());
    let judged = judge(&taught(30), &parcel(&contents, &code), &usual());
    let named = cannot_tell(&taught(30), &parcel(&contents, &code), &judged);
    assert_eq!(named, [Sku::from("STICKER")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever accepted parcels weigh, no tolerance grows beyond its bound, and no mean leaves its leash.
    #[test]
    fn no_row_of_accepted_parcels_makes_the_check_blind(
        lines in prop::collection::vec((1_i64..8_000, 1_u32..5), 1..4),
        wanders in prop::collection::vec(-1_000_i64..=1_000, 1..200),
    ) {
        let contents: Vec<Content> = lines
            .iter()
            .enumerate()
            .map(|(at, (weight, units))| line(&format!("P{at}"), *weight, *units))
            .collect();
        let code = code();
        let parcel = parcel(&contents, &code);
        let rules = usual();
        let mut knowledge = Knowledge::default();
        for wander in wanders {
            let judged = judge(&knowledge, &parcel, &rules);
            prop_assert!(judged.tolerance() <= widest(&parcel, &rules));
            // The worst that is accepted: at the edge, always to where it hurts most.
            let gross_mg = judged.expected_mg + judged.tolerance_mg * wander / 1_000;
            prop_assert!(judged.of(gross_mg).accepted);
            knowledge.teach(&parcel, Lesson { gross_mg, confirmed: false }, &rules);
        }
        for content in &contents {
            let learned = knowledge.product(&content.sku, content.catalogue);
            if let Some(learned) = learned {
                let far = (learned.mean_mg - content.catalogue.0 * 1_000).abs();
                let leash = content.catalogue.0 * MEAN_LEAVES_PERMILLE + MEAN_LEAVES_MG;
                prop_assert!(far <= leash, "{learned:?}");
                prop_assert!(learned.mean_variance_mg2 > 0 && learned.piece_variance_mg2 > 0);
            }
        }
    }

    /// The same parcels in the same order leave the same state.
    #[test]
    fn learning_twice_from_the_same_parcels_learns_the_same(
        grosses in prop::collection::vec((200_i64..2_000, any::<bool>()), 1..50),
    ) {
        let (contents, code) = ([line("MUG", 500, 1), line("CUP", 230, 2)], code());
        let learn = || {
            let mut knowledge = Knowledge::default();
            for (gross, confirmed) in &grosses {
                knowledge.teach(&parcel(&contents, &code), lesson(*gross, *confirmed), &usual());
            }
            knowledge
        };
        prop_assert_eq!(learn(), learn());
    }

    /// What the scale cannot tell is always named: a line of which one unit would be accepted as missing.
    #[test]
    fn a_missing_unit_that_would_be_accepted_is_always_named(
        lines in prop::collection::vec((1_i64..500, 1_u32..5), 1..5),
        parcels in 0_i64..40,
    ) {
        let contents: Vec<Content> = lines
            .iter()
            .enumerate()
            .map(|(at, (weight, units))| line(&format!("P{at}"), *weight, *units))
            .collect();
        let code = code();
        let parcel = parcel(&contents, &code);
        let rules = usual();
        let mut knowledge = Knowledge::default();
        for _ in 0..parcels {
            let gross_mg = judge(&knowledge, &parcel, &rules).expected_mg;
            knowledge.teach(&parcel, Lesson { gross_mg, confirmed: false }, &rules);
        }
        let judged = judge(&knowledge, &parcel, &rules);
        let named = cannot_tell(&knowledge, &parcel, &judged);
        for content in &contents {
            let unit = knowledge.product(&content.sku, content.catalogue).map_or(content.catalogue.0 * 1_000, |known| known.mean_mg);
            let without = judged.expected_mg - unit;
            prop_assert_eq!(judged.of(without).accepted, named.contains(&content.sku));
        }
    }
}
