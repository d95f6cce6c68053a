//! A bench that learns what its goods weigh, and says what is wrong before anything is unpacked.

use pakownia::cli::script::to_json;
use pakownia::domain::session::message::Verdict;
use pakownia::domain::stats::weights::Explanation;
use pakownia::domain::units::Grams;
use pakownia::station::Around;
use pakownia::station::event::{Action, Command};
use pakownia::station::snapshot::{SessionView, WeightsView};
use serde_json::{Value, json};

use crate::support::bench::BenchTest;

/// A bench with a packer signed in.
fn bench() -> BenchTest {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    bench
}

fn says(bench: &mut BenchTest, line: &str, part: &str) {
    let said = bench.run_line(line);
    assert!(said.contains(part), "{line}: {said}");
}

/// The vase is packed, and closed with this weight; from the second time on its order is opened again.
fn close_vase(bench: &mut BenchTest, gross: i64) {
    if bench.run_line("state B-106").contains("closed") {
        says(bench, "reopen B-106 again", "accepted");
    } else {
        says(bench, "scan B-106", "accepted");
        says(bench, "scan 5901234000093", "accepted");
    }
    let weighed = bench.run_line(&format!("weigh {gross}"));
    if weighed.contains("WeightOff") {
        says(bench, "release W-900 900900 all is right", "accepted");
    }
    says(bench, "scan B-106", "closed");
}

fn session(bench: &mut BenchTest) -> SessionView {
    let snapshot = bench.station().snapshot(&Around::default()).unwrap();
    snapshot.session.unwrap()
}

fn weights(bench: &mut BenchTest) -> WeightsView {
    bench.station().read_weights().unwrap()
}

fn facts(bench: &mut BenchTest, kind: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let keep = |fact: Value| {
        if fact["fact"]["fact"] == kind {
            found.push(fact["fact"].clone());
        }
    };
    bench.station().each_fact(keep).unwrap();
    found
}

/// The vase is packed and waits for the scale. Answers what its parcel should weigh, by the catalogue.
fn usual(bench: &mut BenchTest) -> i64 {
    says(bench, "scan B-106", "accepted");
    says(bench, "scan 5901234000093", "accepted");
    says(bench, "packaging", "accepted");
    session(bench).expected.unwrap().0.0
}

#[test]
fn parcels_narrow_the_tolerance_and_the_fact_says_by_how_many_lessons() {
    let mut bench = bench();
    let expected = usual(&mut bench);
    let (_, before) = session(&mut bench).expected.unwrap();
    says(&mut bench, &format!("weigh {expected}"), "accepted");
    says(&mut bench, "scan B-106", "closed");
    for turn in 0..8 {
        close_vase(&mut bench, expected + turn % 2);
    }
    says(&mut bench, "reopen B-106 again", "accepted");
    says(&mut bench, "packaging", "accepted");
    let (now, after) = session(&mut bench).expected.unwrap();
    assert!(after < before, "{after:?} {before:?}");
    assert!((now - Grams(expected)).abs() <= Grams(1));
    let taken = facts(&mut bench, "PackagingTaken");
    let lessons: Vec<Option<u64>> = taken.iter().map(|fact| fact["lessons"].as_u64()).collect();
    assert_eq!(lessons.first(), Some(&None), "nothing had been taught");
    assert_eq!(lessons.last(), Some(&Some(9)));
}

#[test]
fn a_parcel_is_judged_by_what_was_known_when_it_was_packed_after_a_crash_too() {
    let mut bench = bench();
    let expected = usual(&mut bench);
    let before = session(&mut bench).expected;
    bench.restart();
    assert_eq!(session(&mut bench).expected, before);
    says(
        &mut bench,
        &format!("weigh {}", expected + 200),
        "WeightOff",
    );
    let off = session(&mut bench).weight_off;
    assert!(off.is_some());
    bench.restart();
    assert_eq!(
        session(&mut bench).weight_off,
        off,
        "the explanation is there again"
    );
}

#[test]
fn what_was_learned_is_made_again_from_the_journal_and_is_the_same() {
    let mut bench = bench();
    let expected = usual(&mut bench);
    says(&mut bench, &format!("weigh {expected}"), "accepted");
    says(&mut bench, "scan B-106", "closed");
    for gross in [expected + 3, expected + 400, expected + 401, expected - 2] {
        close_vase(&mut bench, gross);
    }
    bench.with_store(|store| {
        let before = store.projections_as_text().unwrap();
        assert!(
            before.contains("learned_weight|product|VASE-01"),
            "{before}"
        );
        store.rebuild_projections().unwrap();
        assert_eq!(store.projections_as_text().unwrap(), before);
    });
}

#[test]
fn a_shop_that_wants_no_learning_is_taught_nothing() {
    let mut bench = bench();
    let settings = "key,value\nweight_learning,off\n".to_owned();
    bench.shop_sends(&[("settings.csv", settings)]);
    let expected = usual(&mut bench);
    says(&mut bench, &format!("weigh {expected}"), "accepted");
    says(&mut bench, "scan B-106", "closed");
    assert_eq!(facts(&mut bench, "WeightTaught"), Vec::<Value>::new());
    assert!(!weights(&mut bench).is_on);
}

#[test]
fn a_missing_unit_is_named_before_anything_is_unpacked() {
    let mut bench = bench();
    says(&mut bench, "scan B-101", "accepted");
    for code in ["5901234123457", "5901234123457", "5901234000031"] {
        says(&mut bench, &format!("scan {code}"), "accepted");
    }
    // 880 g without one mug of 330 g.
    says(&mut bench, "weigh 550", "WeightOff");
    let off = session(&mut bench).weight_off.unwrap();
    let first = &off.likely[0];
    let missing = Explanation::Missing {
        sku: "MUG-01".into(),
        units: 1,
    };
    assert_eq!(
        (&first.explanation, first.product.as_str()),
        (&missing, "Kubek granatowy")
    );
    assert!(first.permille > 800 && off.likely.len() <= 3, "{off:?}");
    // A script reads the same in the answer.
    let answer = bench.take(&Action::Weigh {
        gross: Grams(551),
        typed: false,
    });
    let told: Value = serde_json::from_str(&to_json(&answer)).unwrap();
    let first = &told["explanations"][0];
    assert_eq!(
        (&first["what"], &first["sku"], &first["units"]),
        (&json!("missing"), &json!("MUG-01"), &json!(1))
    );
    assert!(first["probability"].as_f64().unwrap() > 0.8, "{told}");
    says(&mut bench, "weigh 880", "accepted");
    assert_eq!(
        session(&mut bench).weight_off,
        None,
        "nothing is left to explain"
    );
}

#[test]
fn a_neighbour_of_the_shelf_is_named_that_lies_in_the_parcel_instead() {
    let mut bench = bench();
    says(&mut bench, "scan B-118", "accepted");
    says(&mut bench, "confirm SPOON-01 x", "NotPermitted");
    says(&mut bench, "hold for later", "accepted");
    says(&mut bench, "scan B-116", "accepted");
    says(&mut bench, "scan 5901234000048", "accepted");
    says(&mut bench, "scan 5901234000031", "accepted");
    // A phone of 200 g lies beside the notebook of 400 g.
    says(&mut bench, "packaging", "accepted");
    let (Grams(expected), _) = session(&mut bench).expected.unwrap();
    says(
        &mut bench,
        &format!("weigh {}", expected - 200),
        "WeightOff",
    );
    let off = session(&mut bench).weight_off.unwrap();
    let instead = Explanation::Instead {
        sku: "PHONE-01".into(),
        of: "BOOK-01".into(),
    };
    let named = off.likely.iter().map(|likely| &likely.explanation);
    assert!(named.into_iter().any(|one| *one == instead), "{off:?}");
}

/// Two vases weigh 400 g more than the catalogue says, and a lead let the first go. Answers what it says.
fn heavier_twice(bench: &mut BenchTest) -> i64 {
    let expected = usual(bench);
    says(bench, &format!("weigh {}", expected + 400), "WeightOff");
    says(bench, "release W-900 900900 heavier glass", "accepted");
    says(bench, "scan B-106", "closed");
    close_vase(bench, expected + 402);
    expected
}

#[test]
fn a_wrong_catalogue_weight_becomes_a_task_and_the_leads_word_reaches_the_catalogue() {
    let mut bench = bench();
    let expected = heavier_twice(&mut bench);
    close_vase(&mut bench, expected + 401);
    let found = weights(&mut bench).corrections;
    assert_eq!(found.len(), 1, "{found:?}");
    let (sku, task) = (found[0].sku.clone(), found[0].correction);
    assert_eq!((sku.as_str(), task.old), ("VASE-01", Grams(900)));
    assert!((task.new - Grams(1_300)).abs() <= Grams(26), "{task:?}");
    assert!(task.parcels == 3 && task.confidence_permille >= 990);

    let correct = Action::Command(Command::CorrectWeight { sku: sku.clone() });
    let refused = bench.take(&correct);
    assert_eq!(
        refused.message.reason(),
        Some("NotPermitted"),
        "a packer corrects nothing"
    );
    bench.run_line("signout");
    bench.run_line("signin W-900");
    assert_eq!(bench.take(&correct).verdict, Verdict::Accepted);
    assert_eq!(weights(&mut bench).corrections, [], "it is on its way");
    bench.station().sync_all(|_| {}).unwrap();
    let product = bench.with_store(|store| store.product(&sku).unwrap().unwrap());
    assert_eq!(
        product.weight, task.new,
        "the master has told it to the bench"
    );
    assert_eq!(weights(&mut bench).corrections, []);
    let again = bench.take(&correct);
    assert_eq!(again.message.reason(), Some("NoCorrection"));
}

#[test]
fn a_lead_who_trusts_the_catalogue_makes_the_bench_forget() {
    let mut bench = bench();
    heavier_twice(&mut bench);
    bench.run_line("signout");
    bench.run_line("signin W-900");
    let forget = Action::Command(Command::ForgetWeight {
        sku: "VASE-01".into(),
    });
    assert_eq!(bench.take(&forget).verdict, Verdict::Accepted);
    assert_eq!(weights(&mut bench).corrections, []);
    assert_eq!(bench.take(&forget).message.reason(), Some("NoCorrection"));
}
