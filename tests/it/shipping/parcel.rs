//! The measured parcel decides: what the label says, what the journal keeps, and with which driver it goes.

use chrono::{DateTime, Utc};
use pakownia::domain::session::fact::Fact;
use pakownia::domain::shipping_rules::{RuleId, Ruling};
use pakownia::station::config::{BenchConfig, LabelLanguage};
use pakownia::station::event::{Action, Command};

use crate::support::bench::BenchTest;

const HEAD: &str = "rule,except,method,weight_g,size,value,service,add_tags,status,hold\n";

fn send(bench: &mut BenchTest, rules: &str) {
    bench.shop_sends(&[("rules.csv", format!("{HEAD}{rules}"))]);
}

/// Packs B-120, a mug and two teas, up to its weight.
fn weigh(bench: &mut BenchTest, grams: u32) -> String {
    for line in [
        "signin W-002",
        "scan B-120",
        "scan 5901234000024",
        "scan 5901234000031",
        "scan 5901234000031",
    ] {
        let answer = bench.run_line(line);
        assert!(answer.starts_with("accepted"), "{line}: {answer}");
    }
    bench.run_line(&format!("weigh {grams}"))
}

fn closed(bench: &mut BenchTest) -> Option<Ruling> {
    let facts = bench.with_store(|store| store.facts_of_order(&"B-120".into()).unwrap());
    facts.into_iter().rev().find_map(|entry| match entry.fact {
        Fact::ParcelClosed { ruling, .. } => ruling.map(|ruling| *ruling),
        _ => None,
    })
}

fn waits_for(bench: &mut BenchTest) -> Vec<String> {
    bench.with_store(|store| {
        let waiting = store.waiting_parcels(DateTime::<Utc>::UNIX_EPOCH).unwrap();
        waiting
            .into_iter()
            .map(|parcel| parcel.delivery_method)
            .collect()
    })
}

#[test]
fn the_parcels_own_weight_and_size_decide_and_stand_in_the_journal() {
    let mut bench = BenchTest::new();
    // The small carton is 256 × 206 × 158 mm: it goes into compartment B.
    send(&mut bench, "4,,,660..670,B,,gls_courier,vip,Gotowe,\n");
    assert!(weigh(&mut bench, 662).contains("now GLS courier"));
    assert!(bench.run_line("scan B-120").contains("closed"));
    let ruling = closed(&mut bench).unwrap();
    assert_eq!((ruling.version, ruling.rule), (1, Some(RuleId(4))));
    assert_eq!(ruling.service, "gls_courier");
    assert_eq!(ruling.status.as_deref(), Some("Gotowe"));
    assert_eq!(waits_for(&mut bench), ["gls_courier"]);
}

#[test]
fn what_was_decided_stays_whatever_the_rules_say_later() {
    let mut bench = BenchTest::new();
    send(&mut bench, "4,,,661..665,,,gls_courier,,,\n");
    weigh(&mut bench, 662);
    bench.run_line("scan B-120");
    let decided = closed(&mut bench);
    let label = bench.run_line("label B-120 1");
    send(&mut bench, "4,,,,,,dhl_courier,,,\n");
    bench.restart();
    bench.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(closed(&mut bench), decided);
    assert_eq!(waits_for(&mut bench), ["gls_courier"]);
    assert_eq!(bench.run_line("label B-120 1"), label);
    // Opened again, it is a parcel of now.
    assert!(
        bench
            .run_line("reopen B-120 once more")
            .starts_with("accepted")
    );
    assert!(bench.run_line("weigh 662").starts_with("accepted"));
    assert!(bench.run_line("scan B-120").contains("closed"));
    let again = closed(&mut bench).unwrap();
    assert_eq!((again.version, again.service.as_str()), (2, "dhl_courier"));
    assert_eq!(waits_for(&mut bench), ["dhl_courier"]);
}

/// The label of B-120 at a bench with these rules, or of an order that the shop sends by this method.
fn label(rules: Option<&str>, method: &str) -> Vec<u8> {
    let mut bench = BenchTest::new();
    let mut config = BenchConfig::of(bench.dir()).unwrap();
    config.label_printer.language = LabelLanguage::Zpl;
    config.save(bench.dir()).unwrap();
    bench.restart();
    bench.shop_edits("B-120", None, &[("delivery_method", method)]);
    if let Some(rules) = rules {
        send(&mut bench, rules);
    }
    weigh(&mut bench, 662);
    assert!(bench.run_line("scan B-120").contains("closed"));
    let kept = bench.with_store(|store| store.label(&"B-120".into(), 1).unwrap());
    kept.unwrap().bytes
}

#[test]
fn the_label_is_that_of_an_order_which_the_shop_sent_by_the_service_that_won() {
    let by_rule = label(Some("4,,,661..665,,,gls_courier,,,\n"), "dpd_courier");
    assert!(by_rule == label(None, "gls_courier"));
    assert!(by_rule != label(None, "dpd_courier"));
    let by_none = label(Some("4,,,900..999,,,gls_courier,,,\n"), "dpd_courier");
    assert!(by_none == label(None, "dpd_courier"));
}

#[test]
fn a_rule_that_changes_while_the_parcel_waits_for_its_order_number_counts_for_it() {
    let mut bench = BenchTest::new();
    send(&mut bench, "4,,,661..665,,,gls_courier,,,\n");
    weigh(&mut bench, 662);
    send(&mut bench, "4,,,661..665,,,dhl_courier,,,\n");
    assert!(bench.run_line("scan B-120").contains("closed"));
    let ruling = closed(&mut bench).unwrap();
    assert_eq!(
        (ruling.version, ruling.service.as_str()),
        (2, "dhl_courier")
    );
}

#[test]
fn without_rules_nothing_is_written_about_them() {
    let mut bench = BenchTest::new();
    weigh(&mut bench, 662);
    assert!(bench.run_line("scan B-120").contains("closed"));
    let facts = bench.with_store(|store| store.facts_of_order(&"B-120".into()).unwrap());
    let text: String = facts
        .iter()
        .map(|entry| serde_json::to_string(&entry.fact).unwrap())
        .collect();
    assert!(text.contains("ParcelClosed") && !text.contains("ruling"));
    assert_eq!(waits_for(&mut bench), ["dpd_courier"]);
}

#[test]
fn too_heavy_for_the_locker_on_the_scale_goes_by_courier_where_a_rule_says_so() {
    let shop = |rules: Option<&str>| {
        let mut bench = BenchTest::new();
        let flat = "code,name,inner_length_mm,inner_width_mm,inner_height_mm,outer_length_mm,outer_width_mm,outer_height_mm,tare_g,max_gross_g,cost_minor,on_hand\n\
            KAR-X,Karton do paczkomatu,610,310,260,620,320,270,500,30000,390,50\n";
        bench.shop_sends(&[("packagings.csv", flat.to_owned())]);
        let to_locker = [("delivery_method", "inpost_locker"), ("locker", "WAW01M")];
        bench.shop_edits("B-105", Some(&[(1, "POT-01", 2)]), &to_locker);
        if let Some(rules) = rules {
            send(&mut bench, rules);
        }
        for line in [
            "signin W-002",
            "scan B-105",
            "scan 5901234000086",
            "scan 5901234000086",
        ] {
            let answer = bench.run_line(line);
            assert!(answer.starts_with("accepted"), "{line}: {answer}");
        }
        bench
    };
    // Two pots weigh 24 kg and their carton half a kilo; with all the filler it is more than a locker takes.
    let mut bench = shop(None);
    assert!(bench.run_line("weigh 25400").contains("TooHeavy"));
    let mut bench = shop(Some("1,,inpost_locker,25001..,,,dpd_courier,,,\n"));
    assert!(bench.run_line("weigh 25400").contains("WeightOff"));
    let released = bench.run_line("release W-900 900900 much filler");
    assert!(released.starts_with("accepted"), "{released}");
    assert!(bench.run_line("scan B-105").contains("closed"));
    assert_eq!(waits_for(&mut bench), ["dpd_courier"]);
}

#[test]
fn a_dry_run_compares_the_changed_list_with_the_one_in_force() {
    let mut bench = BenchTest::new();
    send(&mut bench, "4,,,661..665,,,gls_courier,,,\n");
    weigh(&mut bench, 662);
    bench.run_line("scan B-120");
    let now = bench.station().settings().shipping.clone();
    let same = bench.station().try_rules(&now).unwrap();
    assert_eq!((same.changed, same.rows.len()), (0, 0));
    assert!(same.looked_at > 10);
    let mut changed = now;
    changed.rules[0].action.service = Some("dhl_courier".to_owned());
    let trial = bench.station().try_rules(&changed).unwrap();
    let [row] = &trial.rows[..] else {
        panic!("{:?}", trial.rows);
    };
    // The packed parcel, by its own weight; the goods of no other order weigh as much.
    assert_eq!((row.order.as_str(), row.parcel), ("B-120", Some(1)));
    assert_eq!(row.before.service, "gls_courier");
    assert_eq!(row.after.service, "dhl_courier");
    // Two days later it is none of yesterday's any more.
    bench.wait(2 * 24 * 3_600);
    assert_eq!(bench.station().try_rules(&changed).unwrap().changed, 0);
}

#[test]
fn a_lead_changes_the_list_at_the_bench_and_a_packer_does_not() {
    let mut bench = BenchTest::new();
    send(&mut bench, "4,,,661..665,,,gls_courier,,,\n");
    let mut rules = bench.station().settings().shipping.rules.clone();
    rules[0].action.service = Some("dhl_courier".to_owned());
    let change = |base, rules: &[_]| {
        Action::Command(Command::SetRules {
            base,
            rules: rules.to_vec(),
        })
    };
    let reason = |bench: &mut BenchTest, action: &Action| bench.take(action).message.reason();
    bench.run_line("signin W-002");
    assert_eq!(reason(&mut bench, &change(1, &rules)), Some("NotPermitted"));
    bench.run_line("signout");
    bench.run_line("signin W-900");
    assert_eq!(
        reason(&mut bench, &change(0, &rules)),
        Some("RulesOutdated")
    );
    let mut empty = rules.clone();
    empty[0].action.service = None;
    assert_eq!(reason(&mut bench, &change(1, &empty)), Some("RulesFaulty"));
    assert_eq!(reason(&mut bench, &change(1, &rules)), None);
    bench.station().sync_all(|_| {}).unwrap();
    let now = bench.station().settings().shipping.clone();
    assert_eq!((now.version, &now.rules), (2, &rules));
    // The file of yesterday, read again, does not take the change back.
    send(&mut bench, "4,,,661..665,,,gls_courier,,,\n");
    assert_eq!(bench.station().settings().shipping.version, 2);
}
