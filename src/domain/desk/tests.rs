//! An entry is in exactly one state, ends once, and the reader opens and mends what a walk by hand does.

use proptest::prelude::*;

use super::reader::{DeskReader, Opened};
use super::*;
use crate::domain::session::Take;
use crate::domain::session::fact::{Fact, OpenedBy, Proof};
use crate::domain::session::message::Refusal;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

fn entry(what: What, minute: i64, ended: Option<Ending>) -> Entry {
    Entry {
        id: "desk/B/1/1".to_owned(),
        what,
        order: Some("Z-1".into()),
        parcel: None,
        station: Some("B".into()),
        opened_at: at(minute),
        given_to: None,
        ended,
    }
}

fn aside() -> What {
    What::PutAside {
        reason: "x".to_owned(),
    }
}

fn closed(minute: i64) -> Ending {
    Ending {
        at: at(minute),
        by: Some("W-900".into()),
        outcome: Some(Outcome::Corrected),
        note: String::new(),
    }
}

#[test]
fn the_usual_deadlines_can_be_and_one_of_no_time_is_named() {
    assert_eq!(Deadlines::default().fault(), None);
    let mut odd = Deadlines::default();
    *odd.minutes_mut(EntryKind::ShortPick) = 0;
    assert_eq!(odd.fault(), Some(EntryKind::ShortPick));
    *odd.minutes_mut(EntryKind::ShortPick) = LONGEST + 1;
    assert_eq!(odd.fault(), Some(EntryKind::ShortPick));
}

#[test]
fn every_kind_has_outcomes_of_its_own_and_nobody_chooses_that_the_cause_went_away() {
    for kind in EntryKind::ALL {
        let outcomes = kind.outcomes();
        assert!(outcomes.len() >= 4, "{kind:?}");
        assert!(!outcomes.contains(&Outcome::Mended), "{kind:?}");
        assert_eq!(outcomes.last(), Some(&Outcome::Other), "{kind:?}");
    }
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::named(outcome.name()), Some(outcome));
    }
}

#[test]
fn what_is_overdue_stands_first_and_then_what_is_due_next() {
    let deadlines = Deadlines::default();
    let named = |id: &str, what: What, minute| Entry {
        id: id.to_owned(),
        ..entry(what, minute, None)
    };
    let label = What::LabelRefused {
        field: "recipient.city".to_owned(),
    };
    let mut queue = [
        named("held, old", aside(), 0),
        named("held, new", aside(), 100),
        named("label", label, 130),
    ];
    in_order(&mut queue, &deadlines);
    // Due at 160, 240 and 340; at 250 the first two are overdue.
    let ids: Vec<&str> = queue.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["label", "held, old", "held, new"]);
    let stands: Vec<Standing> = queue
        .iter()
        .map(|it| it.standing(&deadlines, at(250)))
        .collect();
    assert_eq!(
        stands,
        [Standing::Overdue, Standing::Overdue, Standing::Open]
    );
}

proptest! {
    /// Whatever was mended and closed when: the first of both stands, and the entry is in one state by it.
    #[test]
    fn an_entry_is_in_exactly_one_state(
        mended in prop::option::of(0_i64..500),
        shut in prop::option::of(0_i64..500),
        now in 0_i64..1_000,
    ) {
        let ended = ending(mended.map(at), shut.map(closed));
        let one = entry(aside(), 0, ended.clone());
        let expected = match (mended, shut) {
            (None, None) if now > 240 => Standing::Overdue,
            (None, None) => Standing::Open,
            (Some(mended), Some(shut)) if mended < shut => Standing::Mended,
            (Some(_), None) => Standing::Mended,
            (_, Some(_)) => Standing::Closed,
        };
        prop_assert_eq!(one.standing(&Deadlines::default(), at(now)), expected);
        prop_assert_eq!(ended.map(|it| it.at), mended.into_iter().chain(shut).min().map(at));
    }
}

fn line(ordered: u32) -> crate::domain::session::OpenedLine {
    serde_json::from_value(serde_json::json!({
        "line": 1, "sku": "MUG-01", "ordered": ordered, "unit_weight": 300,
        "size": {"length": 100, "width": 100, "height": 100},
    }))
    .unwrap()
}

fn opened(ordered: u32) -> Fact {
    Fact::OrderOpened {
        order: "Z-1".into(),
        revision: 1,
        lines: vec![line(ordered)],
        way: crate::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: vec![],
        promise: None,
        verification: None,
        opened: OpenedBy::Number,
    }
}

fn take(units: u32) -> Vec<Take> {
    vec![Take {
        at: 0,
        units,
        location: None,
        unit_weight: Grams(300),
    }]
}

fn packed(units: u32) -> Fact {
    Fact::UnitsPacked {
        order: "Z-1".into(),
        parcel: 1,
        sku: "MUG-01".into(),
        takes: take(units),
        proof: Proof::Scanned {
            code: "5901234123457".to_owned(),
        },
    }
}

fn short(units: u32, path: ShortPath) -> Fact {
    Fact::ShortDeclared {
        order: "Z-1".into(),
        sku: "MUG-01".into(),
        takes: take(units),
        reason: "not_at_place".to_owned(),
        path,
    }
}

fn put_aside() -> Fact {
    Fact::OrderPutAside {
        order: "Z-1".into(),
        reason: "not_at_place".to_owned(),
    }
}

fn reopened() -> Fact {
    Fact::OrderReopened {
        order: "Z-1".into(),
        reason: "found".to_owned(),
    }
}

fn order_closed() -> Fact {
    Fact::OrderClosed {
        order: "Z-1".into(),
        parcels: 1,
    }
}

fn read(facts: &[Fact]) -> Vec<Opened> {
    let mut reader = DeskReader::default();
    for (number, fact) in (1_u32..).zip(facts) {
        reader.read((7, u64::from(number)), at(i64::from(number)), fact);
    }
    reader.opened()
}

/// Kind, number of the opening fact, and the minute at which it was mended.
fn told(facts: &[Fact]) -> Vec<(EntryKind, u64, Option<i64>)> {
    let opened = read(facts).into_iter();
    let told = opened.map(|it| {
        let mended = it.mended_at.map(|mended| (mended - at(0)).num_minutes());
        (it.what.kind(), it.number, mended)
    });
    told.collect()
}

#[test]
fn a_short_pick_that_holds_its_order_is_one_entry_and_ends_when_somebody_takes_it_up() {
    let mut facts = vec![opened(2), short(2, ShortPath::Hold), put_aside()];
    assert_eq!(told(&facts), [(EntryKind::ShortPick, 2, None)]);
    facts.push(reopened());
    assert_eq!(told(&facts), [(EntryKind::ShortPick, 2, Some(4))]);
    // Put aside later without a short pick: an entry of its own.
    facts.push(put_aside());
    assert_eq!(
        told(&facts),
        [
            (EntryKind::ShortPick, 2, Some(4)),
            (EntryKind::Held, 5, None)
        ]
    );
}

#[test]
fn a_short_pick_that_was_shipped_ends_when_the_units_are_packed_after_all() {
    let short_one = [opened(2), packed(1), short(1, ShortPath::ShipShort)];
    let mut facts = short_one.to_vec();
    facts.push(order_closed());
    assert_eq!(told(&facts), [(EntryKind::ShortPick, 3, None)]);
    facts.extend([reopened(), packed(1), order_closed()]);
    assert_eq!(told(&facts), [(EntryKind::ShortPick, 3, Some(7))]);
    // Or when the shop wants fewer.
    let mut facts = short_one.to_vec();
    facts.push(Fact::OrderRevised {
        order: "Z-1".into(),
        revision: 2,
        lines: vec![line(1)],
        planned_parcels: 1,
    });
    assert_eq!(told(&facts), [(EntryKind::ShortPick, 3, Some(4))]);
}

#[test]
fn a_label_that_cannot_be_made_is_one_entry_however_often_it_is_tried_and_the_real_one_ends_it() {
    let refused = Fact::Refused {
        order: Some("Z-1".into()),
        sku: None,
        code: None,
        refusal: Refusal::LabelImpossible {
            field: "recipient.name".to_owned(),
        },
    };
    let owed = Fact::LabelOwed {
        order: "Z-1".into(),
        parcel: 1,
        substitute: "159".into(),
        substitute_serial: 1,
        kept: None,
        reason: DebtReason::NoTrackingNumbers,
    };
    let paid = Fact::LabelPaid {
        order: "Z-1".into(),
        parcel: 1,
        substitute: "159".into(),
        tracking: "160".into(),
        serial: Some(1),
        label_revision: 1,
        order_revision: 1,
    };
    let facts = [refused.clone(), refused, owed, paid];
    let label = EntryKind::LabelFailure;
    assert_eq!(
        told(&facts.iter().take(2).cloned().collect::<Vec<_>>()),
        [(label, 1, None)]
    );
    assert_eq!(
        told(&facts.iter().take(3).cloned().collect::<Vec<_>>()),
        [(label, 1, Some(3)), (label, 3, None)]
    );
    assert_eq!(told(&facts), [(label, 1, Some(3)), (label, 3, Some(4))]);
}

#[test]
fn an_order_that_the_shop_withdraws_leaves_nothing_on_the_desk() {
    let released = Fact::WeightReleased {
        order: "Z-1".into(),
        parcel: 1,
        gross: Grams(900),
        difference: Grams(200),
        by: "W-900".into(),
        reason: "counted".to_owned(),
    };
    let mut facts = vec![
        opened(3),
        short(1, ShortPath::CancelLine),
        released,
        put_aside(),
    ];
    let open: Vec<_> = told(&facts).iter().map(|it| it.2).collect();
    assert_eq!(open, [None, None, None]);
    facts.push(Fact::OrderWithdrawn {
        order: "Z-1".into(),
    });
    let ended: Vec<_> = told(&facts).iter().map(|it| it.2).collect();
    assert_eq!(ended, [Some(5), Some(5), Some(5)]);
}

fn any_fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        Just(opened(3)),
        (1_u32..3).prop_map(packed),
        (1_u32..3).prop_map(|units| short(units, ShortPath::ShipShort)),
        Just(short(1, ShortPath::Hold)),
        Just(put_aside()),
        Just(reopened()),
        Just(order_closed()),
        Just(Fact::OrderWithdrawn {
            order: "Z-1".into()
        }),
    ]
}

proptest! {
    /// More facts open more and end more; what has ended stays so, with its moment, and nothing is forgotten.
    #[test]
    fn what_was_told_of_an_entry_stays_true(facts in prop::collection::vec(any_fact(), 0..25)) {
        let mut before: Vec<Opened> = vec![];
        for upto in 0..=facts.len() {
            let so_far: Vec<Fact> = facts.iter().take(upto).cloned().collect();
            let now = read(&so_far);
            prop_assert!(now.len() >= before.len());
            for (old, new) in before.iter().zip(&now) {
                prop_assert_eq!(old.number, new.number);
                prop_assert!(old.mended_at.is_none() || old.mended_at == new.mended_at);
                prop_assert!(new.mended_at.is_none_or(|mended| mended > new.opened_at));
            }
            before = now;
        }
        // Nothing is held of an order that is being packed or is packed.
        let holds = |it: &Opened| matches!(it.what, What::PutAside { .. }) && it.mended_at.is_none();
        let last = facts.iter().rev().find(|fact| {
            matches!(fact, Fact::OrderPutAside { .. } | Fact::OrderReopened { .. } | Fact::OrderWithdrawn { .. })
        });
        if !matches!(last, Some(Fact::OrderPutAside { .. })) {
            prop_assert!(!before.iter().any(holds));
        }
    }
}
