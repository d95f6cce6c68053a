//! Orders in the queue go by the rules: their service, its lorries, their tags, and what holds them.

use pakownia::domain::gate::Hold;
use pakownia::domain::ids::OrderNo;
use pakownia::domain::order::Tag;
use pakownia::domain::shipping_rules::RuleId;

use crate::support::bench::BenchTest;

const HEAD: &str = "rule,except,method,weight_g,value,tags,service,add_tags,status,hold\n";

fn send(bench: &mut BenchTest, rules: &str) {
    bench.shop_sends(&[("rules.csv", format!("{HEAD}{rules}"))]);
}

/// The services and tags of the queue's first orders, by number.
fn queue(bench: &mut BenchTest) -> Vec<(String, String, Vec<Tag>)> {
    bench.with_store(|store| {
        let mut ready: Vec<_> = store
            .ready_orders(50)
            .unwrap()
            .into_iter()
            .map(|row| (row.order.0, row.delivery_method, row.tags))
            .collect();
        ready.sort_unstable();
        ready
    })
}

fn held(bench: &mut BenchTest, order: &str) -> Option<Hold> {
    let order = OrderNo::from(order);
    bench.with_store(|store| store.order(&order).unwrap().unwrap().hold)
}

#[test]
fn an_order_waits_for_the_lorry_of_the_service_that_its_goods_weigh_for() {
    let mut bench = BenchTest::new();
    bench.run_line("calendar gls_courier,mon-fri,,,09:00,");
    let before = bench.run_line("queue B-119");
    assert!(
        before.contains("15:00") || !before.contains("09:00"),
        "{before}"
    );
    send(&mut bench, "1,,,..400,,,gls_courier,,,\n");
    let service = |bench: &mut BenchTest, number: &str| {
        let row = queue(bench).into_iter().find(|row| row.0 == number);
        row.unwrap().1
    };
    // Four stickers and a mug: 352 g. Two mugs and a tea: 760 g.
    assert_eq!(service(&mut bench, "B-119"), "gls_courier");
    assert_eq!(service(&mut bench, "B-101"), "dpd_courier");
    let first = bench.with_store(|store| store.ready_orders(1).unwrap().remove(0));
    assert_eq!(
        first.delivery_method, "gls_courier",
        "its lorry leaves first"
    );
    // The rule goes, and everything is as it was.
    send(&mut bench, "1,,,1..2,,,gls_courier,,,\n");
    assert_eq!(service(&mut bench, "B-119"), "dpd_courier");
    assert_eq!(bench.run_line("queue B-119"), before);
}

#[test]
fn a_rule_holds_orders_in_the_queue_and_lets_them_go_when_it_is_changed() {
    let mut bench = BenchTest::new();
    let ready = queue(&mut bench).len();
    send(&mut bench, "3,,,700..800,,,,,,Za ciężka\n");
    let by_rule = Hold::ByRule {
        rule: RuleId(3),
        reason: "Za ciężka".to_owned(),
    };
    assert_eq!(held(&mut bench, "B-101"), Some(by_rule));
    assert!(queue(&mut bench).len() < ready);
    // What it lacks itself is told first.
    assert_eq!(held(&mut bench, "B-108"), Some(Hold::Unpaid));
    bench.restart();
    assert!(bench.run_line("signin W-001").starts_with("accepted"));
    assert!(bench.run_line("scan B-101").contains("OrderHeld"));
    send(&mut bench, "3,,,90000..,,,,,,Za ciężka\n");
    assert_eq!(held(&mut bench, "B-101"), None);
    assert_eq!(queue(&mut bench).len(), ready);
}

#[test]
fn held_orders_are_no_work_ahead() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    bench.station().sync_all(|_| {}).unwrap();
    let ahead = bench.with_store(|store| store.claims_ahead().unwrap());
    assert!(ahead > 5);
    send(&mut bench, "3,,,700..800,,,,,,Za ciężka\n");
    let after = bench.with_store(|store| store.claims_ahead().unwrap());
    assert_eq!(after, ahead - 1);
}

#[test]
fn tags_that_rules_give_pull_an_order_forward_and_are_shown() {
    let mut bench = BenchTest::new();
    send(
        &mut bench,
        "1,,,352..352,,,,today gift,,\n2,,,,,gift,,vip,,\n",
    );
    let rows = queue(&mut bench);
    let tagged = rows.iter().find(|row| row.0 == "B-119").unwrap();
    // The second rule looks at the shop's tags, not at those that the first one gave.
    assert_eq!(tagged.2, [Tag::Today, Tag::Gift]);
    let first = bench.with_store(|store| store.ready_orders(1).unwrap().remove(0));
    assert_eq!(first.order.as_str(), "B-119");
}

#[test]
fn an_order_that_a_rule_sends_to_a_locker_needs_one() {
    let mut bench = BenchTest::new();
    send(
        &mut bench,
        "1,,,352..352,,,inpost_locker,,,\n2,,inpost_locker,,,,dpd_courier,,,\n",
    );
    assert_eq!(held(&mut bench, "B-119"), Some(Hold::NoLocker));
    // What the shop's own method lacks, no rule brings: the office asks the customer.
    assert_eq!(held(&mut bench, "B-111"), Some(Hold::NoLocker));
    // With a locker the order goes by courier all the same.
    bench.shop_edits("B-111", None, &[("locker", "WAW01M")]);
    assert_eq!(held(&mut bench, "B-111"), None);
    let rows = queue(&mut bench);
    let by_courier = rows.iter().find(|row| row.0 == "B-111").unwrap();
    assert_eq!(by_courier.1, "dpd_courier");
}

#[test]
fn dropping_the_cache_and_pulling_again_gives_the_same_queue() {
    let mut bench = BenchTest::new();
    send(
        &mut bench,
        "1,,,..400,,,gls_courier,vip,,\n3,,,700..800,,,,,,Za ciężka\n",
    );
    let before = queue(&mut bench);
    bench.with_store(|store| store.drop_cache().unwrap());
    bench.station().sync_all(|_| {}).unwrap();
    assert_eq!(queue(&mut bench), before);
    assert!(held(&mut bench, "B-101").is_some());
}
