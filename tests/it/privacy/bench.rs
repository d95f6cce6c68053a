//! What benches do when somebody is forgotten: at once, by themselves, at every bench, and after every accident.

use std::fs;
use std::sync::Arc;

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::gate::Hold;
use pakownia::domain::ids::OrderNo;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::station::Answer;
use pakownia::station::event::{Action, Command, Event, Reading};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::store::Store;
use proptest::prelude::*;

use crate::properties::cases;
use crate::support::bench::BenchTest;
use crate::support::several::Several;
use crate::support::wait::until_so;

const DAY: i64 = 24 * 3_600;

fn pack_vase(bench: &mut BenchTest) {
    for line in [
        "signin W-002",
        "scan B-106",
        "scan 5901234000093",
        "weigh 1150",
        "scan B-106",
    ] {
        bench.run_line(line);
    }
    assert!(has_label(bench, "B-106"));
}

fn has_label(bench: &mut BenchTest, order: &str) -> bool {
    let order = OrderNo::from(order);
    bench.with_store(|store| store.label(&order, 1).unwrap().is_some())
}

/// Whether the bench still knows whose order it is.
fn knows(bench: &mut BenchTest, order: &str) -> bool {
    let order = OrderNo::from(order);
    bench.with_store(|store| store.order(&order).unwrap().unwrap().order.has_person())
}

/// The fixtures' cancelled order is due on its own.
fn forget_the_cancelled(bench: &mut BenchTest) {
    let erasure = bench.station().erase_customer("B-112", false).unwrap();
    assert_eq!(erasure.erased, ["B-112".into()]);
    bench.station().forget_now().unwrap();
}

fn erase(bench: &mut BenchTest, order: &str) -> Answer {
    let order = order.into();
    bench.take(&Action::Command(Command::EraseCustomer { order }))
}

fn erase_worker(bench: &mut BenchTest, worker: &str) -> Answer {
    let worker = worker.into();
    bench.take(&Action::Command(Command::EraseWorker { worker }))
}

fn refusal(answer: &Answer) -> Refusal {
    match &answer.message {
        Message::Refused(refusal) => refusal.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_customer_is_forgotten_at_every_bench_by_one_leads_word() {
    let shop = Several::new();
    let (mut one, mut lead) = (shop.bench("bench-1"), shop.lead("bench-2"));
    pack_vase(&mut one);
    one.station().sync_all(|_| {}).unwrap();
    lead.station().sync_all(|_| {}).unwrap();
    assert!(knows(&mut one, "B-106") && knows(&mut lead, "B-106"));
    lead.run_line("signin W-900");
    assert_eq!(
        refusal(&erase(&mut lead, "B-106")),
        Refusal::NotGoneYet {
            order: "B-106".into()
        },
        "no carrier has come yet"
    );
    lead.wait(3 * DAY);
    lead.run_line("signin W-900");
    let answer = erase(&mut lead, "B-106");
    assert_eq!(answer.verdict, Verdict::Accepted, "{answer:?}");
    lead.station().sync_all(|_| {}).unwrap();
    one.station().sync_all(|_| {}).unwrap();
    one.station().forget_now().unwrap();
    lead.station().forget_now().unwrap();
    assert!(!has_label(&mut one, "B-106"));
    assert!(!knows(&mut one, "B-106") && !knows(&mut lead, "B-106"));
    assert!(knows(&mut one, "B-101"), "nobody else is");
    // What all benches have is what the master has.
    for bench in [&mut one, &mut lead] {
        assert_eq!(
            refusal(&{
                bench.run_line("signin W-900");
                erase(bench, "B-106")
            }),
            Refusal::NothingToErase {
                order: "B-106".into()
            }
        );
        let chain = bench.with_store(|store| store.verify_chain().unwrap());
        assert_eq!(chain.broken, None);
    }
}

#[test]
fn only_a_lead_erases_and_never_themselves() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.wait(3 * DAY);
    bench.run_line("signin W-001");
    assert!(matches!(
        refusal(&erase(&mut bench, "B-106")),
        Refusal::NotPermitted { .. }
    ));
    assert!(matches!(
        refusal(&erase_worker(&mut bench, "W-002")),
        Refusal::NotPermitted { .. }
    ));
    bench.run_line("signin W-900");
    assert_eq!(
        refusal(&erase_worker(&mut bench, "W-900")),
        Refusal::NotYourself
    );
    let nobody = Refusal::NobodyWithBadge {
        badge: "W-404".into(),
    };
    assert_eq!(refusal(&erase_worker(&mut bench, "W-404")), nobody);
    assert_eq!(
        refusal(&erase(&mut bench, "B-404")),
        Refusal::UnknownOrder {
            order: "B-404".into()
        }
    );
    assert_eq!(
        refusal(&erase(&mut bench, "B-101")),
        Refusal::NotGoneYet {
            order: "B-101".into()
        }
    );
}

#[test]
fn a_worker_who_has_left_is_a_badge_that_opens_nothing() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.run_line("signin W-900");
    assert_eq!(erase_worker(&mut bench, "W-002").verdict, Verdict::Accepted);
    bench.station().sync_all(|_| {}).unwrap();
    bench.station().forget_now().unwrap();
    let left = bench.with_store(|store| store.worker(&"W-002".into()).unwrap().unwrap());
    assert_eq!((left.name.as_str(), left.pin_hash.as_str()), ("W-002", ""));
    let answer = bench.run_line("signin W-002");
    assert!(answer.contains("refused"), "{answer}");
    let again = Refusal::NobodyWithBadge {
        badge: "W-002".into(),
    };
    bench.run_line("signin W-900");
    assert_eq!(refusal(&erase_worker(&mut bench, "W-002")), again);
    // What they packed is theirs still, by the badge.
    let workers = bench.with_store(|store| {
        let mut workers = Vec::new();
        let mut seen = |entry: pakownia::domain::journal::Entry| {
            if matches!(entry.fact, Fact::ParcelClosed { .. }) {
                workers.push(entry.worker);
            }
        };
        for entry in store.facts_after(0, 1_000).unwrap() {
            seen(entry);
        }
        workers
    });
    assert_eq!(workers, [Some("W-002".into())]);
}

#[test]
fn the_days_are_counted_from_the_hand_over() {
    let mut bench = BenchTest::new();
    forget_the_cancelled(&mut bench);
    pack_vase(&mut bench);
    bench.wait(DAY / 2);
    bench.run_line("signin W-002");
    for line in ["handover dpd", "scan 059000000000000015", "closelist"] {
        let said = bench.run_line(line);
        assert!(said.starts_with("accepted"), "{line}: {said}");
    }
    bench.wait(14 * DAY - 1);
    assert_eq!(bench.station().erase_due().unwrap(), 0);
    assert!(knows(&mut bench, "B-106"));
    bench.wait(2);
    assert_eq!(bench.station().erase_due().unwrap(), 1);
    bench.station().forget_now().unwrap();
    assert!(!has_label(&mut bench, "B-106") && !knows(&mut bench, "B-106"));
    let list = fs::read_dir(bench.dir().join("manifests")).map_or(0, Iterator::count);
    assert_eq!(list, 0, "the list’s table names a town");
    assert_eq!(bench.station().erase_due().unwrap(), 0);
}

#[test]
fn a_shop_sets_the_days_and_may_keep_everything() {
    let mut bench = BenchTest::new();
    forget_the_cancelled(&mut bench);
    pack_vase(&mut bench);
    bench.run_line("setting privacy_days 0");
    bench.wait(400 * DAY);
    assert_eq!(bench.station().erase_due().unwrap(), 0);
    bench.run_line("setting privacy_days 400");
    assert_eq!(bench.station().erase_due().unwrap(), 0);
    bench.run_line("setting privacy_days 399");
    assert_eq!(bench.station().erase_due().unwrap(), 1);
}

#[test]
fn an_open_window_forgets_by_itself() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.run_line("signout");
    bench.wait(15 * DAY);
    let dir = bench.dir().to_owned();
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(|_| vec![]),
    };
    let station = StationHandle::start(bench.take_station(), around).unwrap();
    until_so("the label is gone", || {
        let store = Store::read_only(&dir.join("station.db")).unwrap();
        store.label(&"B-106".into(), 1).unwrap().is_none()
    });
    drop(station);
}

#[test]
fn a_window_shows_nobody_the_figures_by_person_that_a_lead_had_opened() {
    let mut bench = BenchTest::new();
    for line in [
        "signin W-002",
        "scan B-106",
        "scan 5901234123457",
        "signin W-900",
    ] {
        bench.run_line(line);
    }
    let day = bench.now().date_naive().to_string();
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(|_| vec![]),
    };
    let station = StationHandle::start(bench.take_station(), around).unwrap();
    let ask = || {
        station.send(Event::Read(Reading::Shift {
            from: day.clone(),
            to: day.clone(),
            benches: BenchChoice::All,
        }));
    };
    let shows = |name: &'static str| {
        let station = &station;
        move || {
            let report = station.latest().report.clone();
            report.is_some_and(|report| report.by_packer.iter().any(|(who, _)| who == name))
        }
    };
    ask();
    until_so("everybody together", shows("together"));
    let purpose = "who needs training".to_owned();
    station.send(Event::Action(Action::Command(Command::ViewPersons {
        purpose,
    })));
    until_so("what was read is gone", || {
        station.latest().report.is_none()
    });
    ask();
    until_so("each by the badge", shows("W-002"));
    station.send(Event::Action(Action::Command(Command::SignOut)));
    until_so("nobody sees it any more", || {
        station.latest().report.is_none()
    });
}

#[test]
fn a_database_that_is_made_anew_from_a_copy_forgets_again() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.wait(4 * DAY);
    bench.run_line("signin W-900");
    assert_eq!(erase(&mut bench, "B-106").verdict, Verdict::Accepted);
    // A copy of before: as somebody carries one away and puts it back.
    let dir = bench.dir().to_owned();
    bench.restart();
    bench.with_store(|store| store.checkpoint().unwrap());
    let kept = fs::read(dir.join("station.db")).unwrap();
    bench.station().forget_now().unwrap();
    assert!(!has_label(&mut bench, "B-106"));
    drop(bench.take_station());
    fs::write(dir.join("station.db"), kept).unwrap();
    bench.restart();
    assert!(has_label(&mut bench, "B-106"));
    bench.station().forget_now().unwrap();
    assert!(!has_label(&mut bench, "B-106") && !knows(&mut bench, "B-106"));
}

#[test]
fn all_orders_of_one_person_go_with_one_of_them_but_for_those_that_wait() {
    let mut bench = BenchTest::new();
    pack_vase(&mut bench);
    bench.wait(4 * DAY);
    let erasure = bench.station().erase_customer("B-106", true).unwrap();
    assert_eq!(
        erasure.erased,
        ["B-106".into(), "B-112".into()],
        "one is packed, one cancelled"
    );
    assert!(
        erasure.refused.len() > 10,
        "all fixtures are of one telephone"
    );
    let waits = |(_, why): &(OrderNo, Refusal)| matches!(why, Refusal::NotGoneYet { .. });
    assert!(erasure.refused.iter().all(waits));
}

#[test]
fn a_fact_of_a_held_order_keeps_nothing_that_the_customer_wrote() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    let answer = bench.take(&Action::Scan {
        code: "B-109".into(),
    });
    let said = refusal(&answer);
    assert!(
        format!("{said:?}").contains("0-95"),
        "the packer sees it: {said:?}"
    );
    let facts = bench.with_store(|store| store.facts_after(0, 1_000).unwrap());
    let held = facts.iter().find_map(|entry| match &entry.fact {
        Fact::Refused {
            refusal: Refusal::OrderHeld { hold, .. },
            ..
        } => Some(hold.clone()),
        _ => None,
    });
    assert_eq!(
        held,
        Some(Hold::BadPostcode {
            postcode: String::new()
        })
    );
}

/// What can happen around an erasure.
#[derive(Debug, Clone)]
enum Step {
    Pack,
    Wait(i64),
    Erase,
    Due,
    Forget,
    Restart,
    Sync,
    ShopSendsAgain,
    Rebuild,
    DropCache,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Pack),
        3 => (0..20_i64).prop_map(Step::Wait),
        3 => Just(Step::Erase),
        2 => Just(Step::Due),
        3 => Just(Step::Forget),
        1 => Just(Step::Restart),
        2 => Just(Step::Sync),
        2 => Just(Step::ShopSendsAgain),
        1 => Just(Step::Rebuild),
        1 => Just(Step::DropCache),
    ]
}

proptest! {
    #![proptest_config(cases(12, 400))]

    #[test]
    fn whatever_happens_around_an_erasure_counts_stay_and_who_is_forgotten_stays_so(
        steps in prop::collection::vec(step(), 1..14)
    ) {
        let mut bench = BenchTest::new();
        forget_the_cancelled(&mut bench);
        let (mut is_packed, mut is_noted) = (false, false);
        for step in steps {
            match step {
                Step::Pack if !is_packed => {
                    bench.run_line("signin W-002");
                    pack_vase(&mut bench);
                    is_packed = true;
                }
                Step::Pack => {}
                Step::Wait(days) => bench.wait(days * DAY),
                Step::Erase => {
                    bench.run_line("signin W-900");
                    is_noted |= erase(&mut bench, "B-106").verdict == Verdict::Accepted;
                }
                Step::Due => is_noted |= bench.station().erase_due().unwrap() > 0,
                Step::Forget => bench.station().forget_now().unwrap(),
                Step::Restart => bench.restart(),
                Step::Sync => bench.station().sync_all(|_| {}).unwrap(),
                Step::ShopSendsAgain => bench.shop_edits("B-106", None, &[]),
                Step::Rebuild => bench.with_store(|store| store.rebuild_projections().unwrap()),
                Step::DropCache => {
                    bench.with_store(|store| store.drop_cache().unwrap());
                    bench.station().sync_all(|_| {}).unwrap();
                }
            }
        }
        prop_assert!(is_packed || !is_noted);
        bench.station().sync_all(|_| {}).unwrap();
        bench.station().forget_now().unwrap();
        prop_assert_eq!(has_label(&mut bench, "B-106"), is_packed && !is_noted);
        prop_assert_eq!(knows(&mut bench, "B-106"), !is_noted);
        bench.with_store(|store| {
            let living = store.projections_as_text().unwrap();
            store.rebuild_projections().unwrap();
            assert_eq!(store.projections_as_text().unwrap(), living);
            assert_eq!(store.verify_chain().unwrap().broken, None);
        });
        let parcels = bench.with_store(|store| store.parcels_of(&"B-106".into()).unwrap().len());
        prop_assert_eq!(parcels, usize::from(is_packed));
    }
}
