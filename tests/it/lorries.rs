//! Which orders will miss their lorry: by a bench that packs, by what other benches tell, on the screen, at the terminal.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc, Weekday};
use pakownia::domain::cutoff_pilot::{
    Breaks, ComingOrder, Lorry, Pace, PackedOrder, Pauses, ToCome,
};
use pakownia::domain::feed::{OrderStanding, Row, StandingParcel};
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::i18n::{LorryWord, lorry_word};
use pakownia::master::{Cursor, Place, Pulled};
use pakownia::station::Around;
use pakownia::station::cutoff_pilot::{LorryView, PilotView};
use pakownia::station::event::{Event, Reading};
use pakownia::station::snapshot::Snapshot;
use pakownia::store::Store;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use serde_json::Value;

use crate::sample::{self, at, no, order_row};
use crate::support::bench::BenchTest;
use crate::support::process::{outcome, run, text};
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

/// So many orders of one vase each, paid in the morning.
pub(crate) fn vases(orders: u32) -> [(&'static str, String); 2] {
    let mut heads = "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,\
                     value_minor,currency,tags,note\n"
        .to_owned();
    let mut lines = "order_no,line,sku,quantity\n".to_owned();
    for number in 1..=orders {
        writeln!(
            heads,
            "Z-{number:03},shop,2026-11-20T05:00:00Z,dpd_courier,,Jan Żółw,Długa 1,00-001,Warszawa,PL,+48600100200,z{number}@example.com,9900,\
             PLN,,"
        )
        .unwrap();
        writeln!(lines, "Z-{number:03},1,VASE-01,1").unwrap();
    }
    [("orders.csv", heads), ("order_lines.csv", lines)]
}

pub(crate) fn pack(bench: &mut BenchTest, order: &str) {
    for line in [&format!("scan {order}"), "scan 5901234000093", "packaging"] {
        let said = bench.run_line(line);
        assert!(said.contains("accepted"), "{order}: {line}: {said}");
    }
    let snapshot = bench.station().snapshot(&Around::default()).unwrap();
    let (expected, _) = snapshot.session.unwrap().expected.unwrap();
    bench.run_line(&format!("weigh {}", expected.0));
    let said = bench.run_line(&format!("scan {order}"));
    assert!(said.contains("closed"), "{order}: {said}");
}

#[test]
fn a_bench_that_packs_an_order_a_minute_says_which_orders_it_will_not_get_to() {
    let mut bench = BenchTest::new();
    bench.shop_sends(&vases(40));
    bench.run_line("signin W-001");
    let before = bench.station().cutoff_pilot().unwrap();
    assert_eq!((before.pace, before.lorries), (None, vec![]));
    for number in 1..=16 {
        pack(&mut bench, &format!("Z-{number:03}"));
        bench.wait(60);
    }
    // The lorry's cut-off is at 15:00 in Warsaw, and this is a quarter of an hour before it.
    let cutoff = at("2026-11-20T14:00:00Z");
    bench.clock().set(at("2026-11-20T13:44:30Z"));
    bench.run_line("signin W-001");
    pack(&mut bench, "Z-017");
    bench.clock().set(at("2026-11-20T13:45:00Z"));
    let view = bench.station().cutoff_pilot().unwrap();
    assert!(view.is_todays_pace);
    let pace = view.pace.clone().unwrap();
    assert_eq!((pace.effort.order_ms, pace.effort.unit_ms), (60_000, 0));
    let lorry = &view.lorries[0].lorry;
    assert_eq!(
        (lorry.service.as_str(), lorry.cutoff, lorry.done_at),
        ("dpd_courier", cutoff, Some(cutoff))
    );
    let missing = u32::try_from(lorry.missing.len()).unwrap();
    assert_eq!(
        lorry.waiting - missing,
        15,
        "fifteen minutes, fifteen orders"
    );
    assert_eq!(lorry.missing_with_one_fewer, lorry.waiting);
    assert_eq!(lorry.missing_with_one_more, lorry.waiting - 30);
    let told: Vec<&str> = view
        .orders_missing()
        .map(|(order, _)| order.as_str())
        .collect();
    assert!(
        told.contains(&"B-120") && !told.contains(&"Z-018"),
        "{told:?}"
    );

    // A quarter of an hour after the last order nobody is counted on.
    bench.clock().set(at("2026-11-20T13:59:40Z"));
    let idle = bench.station().cutoff_pilot().unwrap();
    assert_eq!((idle.at_work.len(), idle.needed), (0, None));
    assert_eq!(idle.missing(), idle.waiting);
    bench.clock().set(at("2026-11-20T14:10:00Z"));
    let after = bench.station().cutoff_pilot().unwrap();
    assert_eq!(after.lorries, vec![], "the next lorry leaves on Monday");
}

/// Orders of earlier Fridays, paid ten minutes before the lorry's cut-off and cancelled since.
fn earlier_fridays(days: &[&str]) -> [(&'static str, String); 2] {
    let mut heads = "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,\
                     value_minor,currency,tags,note,status\n"
        .to_owned();
    let mut lines = "order_no,line,sku,quantity\n".to_owned();
    for (day, number) in days
        .iter()
        .flat_map(|day| (1..=6).map(move |number| (day, number)))
    {
        writeln!(
            heads,
            "H-{day}-{number},shop,{day}T13:50:00Z,dpd_courier,,Jan Żółw,Długa 1,00-001,Warszawa,PL,+48600100200,\
             h{number}{day}@example.com,9900,PLN,,,cancelled"
        )
        .unwrap();
        writeln!(lines, "H-{day}-{number},1,VASE-01,1").unwrap();
    }
    [("orders.csv", heads), ("order_lines.csv", lines)]
}

#[test]
fn planned_breaks_and_orders_that_usually_come_are_counted() {
    let mut bench = BenchTest::new();
    bench.shop_sends(&vases(40));
    bench.shop_sends(&earlier_fridays(&["2026-11-13", "2026-11-06"]));
    bench.run_line("signin W-001");
    for number in 1..=16 {
        pack(&mut bench, &format!("Z-{number:03}"));
        bench.wait(60);
    }
    bench.clock().set(at("2026-11-20T13:44:30Z"));
    bench.run_line("signin W-001");
    pack(&mut bench, "Z-017");
    bench.clock().set(at("2026-11-20T13:45:00Z"));
    let told = |bench: &mut BenchTest| {
        let view = bench.station().cutoff_pilot().unwrap();
        let lorry = view.lorries[0].lorry.clone();
        let missing = u32::try_from(lorry.missing.len()).unwrap();
        (view, lorry.waiting - missing, lorry)
    };
    let (view, in_time, lorry) = told(&mut bench);
    assert_eq!((view.to_come.weekday, view.to_come.days), (Weekday::Fri, 2));
    assert_eq!(
        (in_time, lorry.to_come),
        (15, 0),
        "two Fridays tell nothing"
    );

    bench.shop_sends(&earlier_fridays(&["2026-10-30"]));
    let (view, in_time, lorry) = told(&mut bench);
    assert_eq!((view.to_come.days, view.to_come.orders.len()), (3, 6));
    assert_eq!(view.to_come.orders[0].arrives, at("2026-11-20T13:50:00Z"));
    assert_eq!((in_time, lorry.to_come, lorry.missing_to_come), (15, 6, 6));
    assert_eq!(view.counted(), view.waiting + 6);

    bench.run_line("setting breaks 14:50-14:55");
    let (view, in_time, lorry) = told(&mut bench);
    assert_eq!(in_time, 10, "five minutes of a break, five orders");
    assert_eq!(lorry.done_at, Some(at("2026-11-20T14:00:00Z")));
    assert_eq!(view.breaks.to_string(), "14:50–14:55");
    assert_eq!(view.pace.unwrap().effort.order_ms, 60_000);
    // In the break nobody packs, and everybody is still at work.
    bench.clock().set(at("2026-11-20T13:59:40Z"));
    assert_eq!(told(&mut bench).0.at_work.len(), 1);
}

#[test]
fn what_other_benches_pack_and_hold_counts() {
    let mut store = Store::open_in_memory().unwrap();
    let mut rows = Vec::new();
    for number in 1..=6 {
        let mut order = sample::order(&format!("Z-{number}"), &["MUG-01", "CUP-07"]);
        "ups".clone_into(&mut order.delivery_method);
        rows.push(order_row(order));
    }
    let standing = |number: u32, holder: &str, closed_at: Option<&str>| {
        let parcels = closed_at.map(|closed_at| StandingParcel {
            parcel: 1,
            tracking: format!("T-{number}").as_str().into(),
            closed_at: at(closed_at).timestamp_millis(),
            gross: Grams(1_000),
            owed: false,
            service: None,
            manifest: None,
        });
        Row::Standing(OrderStanding {
            order_no: no(&format!("Z-{number}")),
            holder: Some(holder.into()),
            both_wanted: false,
            erased: false,
            packed: closed_at.is_some(),
            parcels: parcels.into_iter().collect(),
        })
    };
    rows.push(standing(1, "bench-b", Some("2026-11-20T09:00:00Z")));
    rows.push(standing(2, "bench-b", Some("2026-11-19T09:00:00Z")));
    rows.push(standing(3, "bench-c", None));
    let cursor = Cursor {
        ledger: "ledger-1".to_owned(),
        place: Place {
            transaction: 0,
            seq: 9,
        },
        load: None,
    };
    let pulled = Pulled {
        rows,
        cursor,
        remaining: 0,
        start_again: false,
    };
    store.take_batch(&pulled).unwrap();
    let cutoff = at("2026-11-20T14:00:00Z");
    let next = [("ups".to_owned(), cutoff)].into();
    let units = sample::order("Z-1", &["MUG-01", "CUP-07"]).units();
    let packed = store.packed_since(at("2026-11-20T00:00:00Z")).unwrap();
    assert_eq!(
        packed,
        [PackedOrder {
            station: "bench-b".into(),
            closed_at: at("2026-11-20T09:00:00Z"),
            units
        }]
    );
    let waiting = store
        .waiting_until(at("2026-11-20T20:00:00Z"), &next)
        .unwrap();
    let numbers: Vec<&str> = waiting.iter().map(|order| order.order.as_str()).collect();
    assert_eq!(numbers, ["Z-3", "Z-4", "Z-5", "Z-6"]);
    assert!(
        waiting
            .iter()
            .all(|order| order.cutoff == cutoff && order.units == units)
    );
    assert_eq!(
        store
            .waiting_until(at("2026-11-20T13:59:00Z"), &next)
            .unwrap(),
        []
    );
}

#[test]
fn the_terminal_tells_the_same_as_a_table_and_takes_no_days() {
    let dir = tempfile::tempdir().unwrap();
    run(&[
        "import",
        text(&crate::support::bench::fixtures()),
        "--data-dir",
        text(dir.path()),
    ]);
    let told: Value =
        serde_json::from_str(&run(&["report", "lorries", "--data-dir", text(dir.path())])).unwrap();
    assert_eq!(told["effort"], Value::Null);
    assert_eq!(told["lorries"], Value::Array(vec![]));
    let table = run(&[
        "report",
        "lorries",
        "--data-dir",
        text(dir.path()),
        "--format",
        "csv",
    ]);
    assert!(
        table.contains("service,cutoff,pickup,waiting,to_come,missing,missing_to_come"),
        "{table}"
    );
    let refused = outcome(&[
        "report",
        "lorries",
        "--data-dir",
        text(dir.path()),
        "--from",
        "2026-11-20",
    ]);
    assert!(!refused.status.success());
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("leave --from, --to and --bench out")
    );
}

fn lorry(service: &str, minutes: i64, waiting: u32, missing: u32) -> LorryView {
    let cutoff = snapshots::now() + TimeDelta::minutes(minutes);
    LorryView {
        lorry: Lorry {
            service: service.to_owned(),
            cutoff,
            waiting,
            missing: (0..missing)
                .map(|number| no(&format!("WWW-2026-{service}-{number:05}")))
                .collect(),
            to_come: waiting / 10,
            missing_to_come: 0,
            missing_if_slow: missing + 11,
            missing_if_quick: missing.saturating_sub(7),
            missing_with_one_more: missing / 2,
            missing_with_one_fewer: missing + 40,
            done_at: Some(cutoff - TimeDelta::minutes(2)),
        },
        pickup: Some(cutoff + TimeDelta::minutes(45)),
        held: u64::from(waiting / 9),
    }
}

fn measured() -> Pace {
    let packed = |bench: &str, seconds: i64| -> Vec<PackedOrder> {
        (0..40)
            .map(|number| PackedOrder {
                station: bench.into(),
                closed_at: snapshots::now() - TimeDelta::seconds(seconds * (40 - number)),
                units: u32::try_from(number % 5).unwrap() + 1,
            })
            .collect()
    };
    let packed = [packed("bench-1", 60), packed("bench-2", 75)].concat();
    Pace::measure(&packed, &Pauses::default()).unwrap()
}

/// So many as on the last four Fridays.
fn expected() -> ToCome {
    let orders = (0..137).map(|number| ComingOrder {
        service: "dpd_courier".to_owned(),
        cutoff: snapshots::now() + TimeDelta::minutes(95),
        arrives: snapshots::now() + TimeDelta::seconds(40 * number),
        units: 2,
    });
    ToCome {
        weekday: Weekday::Fri,
        days: 4,
        orders: orders.collect(),
    }
}

fn view(lorries: Vec<LorryView>, needed: Option<u32>) -> PilotView {
    let pace = measured();
    let now: DateTime<Utc> = snapshots::now();
    PilotView {
        at: now,
        is_todays_pace: needed.is_some(),
        at_work: pace
            .at_work(now, &Pauses::default())
            .into_iter()
            .cloned()
            .collect(),
        waiting: lorries.iter().map(|it| u64::from(it.lorry.waiting)).sum(),
        pace: Some(pace),
        lorries,
        needed,
        to_come: expected(),
        breaks: Breaks::read("10:00-10:15 13:00-13:30").unwrap(),
    }
}

fn shown(lang: Language, pilot: PilotView) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.pilot = Some(Arc::new(pilot));
    snapshot
}

#[test]
fn the_screen_says_what_will_happen_and_what_would_change_it_in_both_languages() {
    let short = vec![
        lorry("inpost_locker", 40, 112, 0),
        lorry("dpd_courier", 95, 1_204, 212),
        lorry("dhl_courier_international", 160, 60, 3),
    ];
    let nobody = PilotView {
        at_work: vec![],
        needed: None,
        ..view(vec![lorry("dpd_courier", 95, 204, 204)], None)
    };
    let fine = view(
        vec![LorryView {
            lorry: Lorry {
                missing_if_slow: 0,
                ..lorry("dpd_courier", 95, 204, 0).lorry
            },
            ..lorry("dpd_courier", 95, 204, 0)
        }],
        Some(0),
    );
    let too_few = PilotView {
        pace: None,
        ..view(vec![], Some(0))
    };
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, pilot) in [
                ("short", view(short.clone(), Some(3))),
                ("nobody", nobody.clone()),
                ("fine", fine.clone()),
                ("empty", view(vec![], Some(0))),
                ("too few", too_few.clone()),
            ] {
                let mut bench = Bench::sized(shown(lang, pilot), window, window == WINDOWS[1]);
                bench
                    .harness
                    .state_mut()
                    .go(pakownia::ui::app::Route::Lead, LeadScreen::Lorries);
                bench.run();
                let name = format!("{name} {lang:?} {window:?}");
                let sheet = sheet_of(window);
                wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(&bench, &name, 60.0, sheet);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    for lang in LANGUAGES {
        let bench = Bench::lead(
            shown(lang, view(short.clone(), Some(3))),
            LeadScreen::Lorries,
        );
        assert_eq!(bench.sent(), [Event::Read(Reading::Lorries)]);
        for word in [
            LorryWord::LorriesMiss {
                missing: 215,
                waiting: 1_376 + 11 + 120 + 6,
            },
            LorryWord::LorriesNeeded { packers: 3 },
        ] {
            let text = lorry_word(lang, word);
            assert!(bench.says(&text), "{text}");
        }
        assert!(bench.says("212 (205–223)"));
        assert!(bench.says("1204 + 120"));
        let coming = LorryWord::LorriesComing {
            count: 137,
            days: 4,
            weekday: Weekday::Fri.to_string(),
        };
        let breaks = LorryWord::LorriesBreaks {
            breaks: "10:00–10:15, 13:00–13:30".to_owned(),
        };
        let counted = [breaks, coming].map(|word| lorry_word(lang, word));
        assert!(bench.says(&counted.join("\n")), "{counted:?}");
        assert!(bench.says("WWW-2026-dpd_courier-00000"));
    }
}
