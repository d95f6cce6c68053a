//! The session alone: total, deterministic, replayable, and never at a dead end.

use std::collections::BTreeMap;

use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{OrderNo, TrackingNo};
use pakownia::domain::session::fact::{Capture, Fact, Proof};
use pakownia::domain::session::input::{Command, Input, Meaning, Scanned};
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::session::{Decision, Session, Step};
use pakownia::domain::shift_check::CheckFact;
use pakownia::domain::verification::Depth;
use proptest::prelude::*;

use super::cases;
use super::happening::{Happening, happening, warehouse};
use super::world::{ORDERS, World, sku};

/// Answers one happening and checks everything that has to hold between any two.
pub(super) fn live(world: &mut World, happening: &Happening) -> Option<Decision> {
    let input = world.input(happening)?;
    let before = world.bench.clone();
    let decision = world.decide(&input);
    assert_eq!(before, world.bench, "deciding changed the bench");
    let refused = decision
        .facts
        .iter()
        .filter(|fact| {
            let tried = |happened: &CheckFact| matches!(happened, CheckFact::Tried { .. });
            match fact {
                Fact::Refused { .. } => true,
                Fact::ShiftCheck { happened } => tried(happened),
                _ => false,
            }
        })
        .count();
    match decision.verdict {
        // Red because a device is to be mended; nothing was turned down.
        Verdict::Refused if matches!(decision.message, Message::CheckEnded { .. }) => {
            assert_eq!(refused, 0, "{decision:?}");
        }
        Verdict::Accepted | Verdict::Asked => assert_eq!(refused, 0, "{decision:?}"),
        Verdict::Refused | Verdict::Blocked => assert_eq!(refused, 1, "{decision:?}"),
        Verdict::Ignored => assert!(refused <= 1),
    }
    closing_was_earned(world, &input, &decision);
    one_scan_counts_once(world, &input, &decision);
    world.keep(&decision);
    for (at, found) in world.orders.iter().enumerate() {
        if let Some(session) = world.bench.sessions.get(&found.order) {
            assert_eq!(
                world.session_replayed(&found.order).as_ref(),
                Some(session),
                "replay is not live"
            );
            is_sound(session, world.edited[at]);
        }
    }
    Some(decision)
}

/// A parcel closes by its own order number alone, weighed, with every unit proved.
fn closing_was_earned(world: &World, input: &Input, decision: &Decision) {
    for fact in &decision.facts {
        let Fact::ParcelClosed {
            order,
            parcel,
            contents,
            ..
        } = fact
        else {
            continue;
        };
        let Input::Scanned(Scanned {
            meaning: Meaning::Order(scanned),
            ..
        }) = input
        else {
            panic!("a parcel was closed by {input:?}");
        };
        assert_eq!(scanned.order, *order);
        let session = world.bench.session().unwrap();
        assert_eq!((&session.order, session.step), (order, Step::Confirming));
        let open = session.parcel().unwrap();
        assert!(
            open.number == *parcel
                && open.weight_ok
                && open.gross.is_some()
                && open.packaging.is_some()
        );
        assert!(session.capture_due.is_none());
        if session.depth() == Depth::SecondPerson {
            assert!(was_looked_into(world, order, *parcel), "nobody looked");
        }
        let proved = proved_units(world, order, *parcel);
        let packed: i64 = contents.iter().map(|packed| i64::from(packed.units)).sum();
        assert_eq!(packed, proved, "a unit in the parcel was never scanned");
        assert!(packed > 0);
        let weighed = world.facts.iter().rev().find_map(|(fact, _)| match fact {
            Fact::Weighed { accepted, .. } => Some(*accepted),
            Fact::WeightReleased { .. } => Some(true),
            _ => None,
        });
        assert_eq!(weighed, Some(true));
    }
}

/// Somebody who packed none of it has looked into the parcel, and nothing went in or came out since.
fn was_looked_into(world: &World, order: &OrderNo, parcel: u32) -> bool {
    let own = |fact: &Fact| fact.order() == Some(order) && fact.parcel() == Some(parcel);
    let facts = world.facts.iter().rev().filter(|(fact, _)| own(fact));
    let last = facts.map(|(fact, _)| fact).find_map(|fact| match fact {
        Fact::SecondPersonChecked { .. } => Some(true),
        Fact::UnitsPacked { proof, .. } => Some(matches!(proof, Proof::CountedTwice { .. })),
        Fact::UnitsTakenOut { .. } => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

/// One scan counts what its code stands for; of a sealed case more only where the order is verified so, and whole.
fn one_scan_counts_once(world: &World, input: &Input, decision: &Decision) {
    let Input::Scanned(Scanned {
        meaning: Meaning::Products { products, .. },
        ..
    }) = input
    else {
        return;
    };
    for fact in &decision.facts {
        let Fact::UnitsPacked {
            order, sku, takes, ..
        } = fact
        else {
            continue;
        };
        let counted: u32 = takes.iter().map(|take| take.units).sum();
        let Some(scanned) = products.iter().find(|it| it.sku == *sku) else {
            continue;
        };
        let depth = world.bench.sessions.get(order).map(Session::depth);
        let is_whole = counted.is_multiple_of(scanned.units)
            && scanned.units > 1
            && depth == Some(Depth::OnePerCaseLine);
        assert!(
            counted == scanned.units || is_whole,
            "{counted} by one scan"
        );
    }
}

/// Units that facts say are in a parcel, each with its proof.
fn proved_units(world: &World, order: &OrderNo, parcel: u32) -> i64 {
    let is_opening =
        |fact: &Fact| matches!(fact, Fact::OrderOpened { order: opened, .. } if opened == order);
    let begin = world
        .facts
        .iter()
        .rposition(|(fact, _)| is_opening(fact))
        .unwrap();
    let since = world.facts[begin..].iter();
    let own =
        since.filter(|(fact, _)| fact.order() == Some(order) && fact.parcel() == Some(parcel));
    own.map(|(fact, _)| match fact {
        Fact::UnitsPacked { takes, proof, .. } => {
            assert!(!matches!(proof, Proof::ConfirmedByHand { reason } if reason.is_empty()));
            takes.iter().map(|take| i64::from(take.units)).sum()
        }
        Fact::UnitsTakenOut { takes, .. } => {
            -takes.iter().map(|take| i64::from(take.units)).sum::<i64>()
        }
        _ => 0,
    })
    .sum()
}

fn is_sound(session: &Session, edited: bool) {
    for (at, line) in session.lines.iter().enumerate() {
        let in_parcels: u32 = session
            .parcels
            .iter()
            .filter_map(|parcel| parcel.contents.get(&at))
            .sum();
        assert_eq!(
            line.packed, in_parcels,
            "line and parcels disagree: {session:?}"
        );
        assert!(
            edited || line.packed + line.short <= line.opened.ordered,
            "too many: {session:?}"
        );
        assert!(line.short <= line.opened.ordered);
    }
    if session.step == Step::Closed {
        assert_eq!(
            session.missing(),
            0,
            "closed with units missing: {session:?}"
        );
        assert!(
            session
                .parcels
                .iter()
                .all(|parcel| parcel.closed && parcel.tracking.is_some())
        );
    }
    if matches!(
        session.step,
        Step::Packaging | Step::Weighing | Step::Confirming
    ) {
        let parcel = session.parcel().unwrap();
        assert!(!parcel.contents.is_empty());
        assert!(parcel.cut || session.missing() == 0, "{session:?}");
    }
}

fn numbers_are_unique(world: &World) {
    let mut seen: BTreeMap<&TrackingNo, (&OrderNo, u32)> = BTreeMap::new();
    let mut serials = Vec::new();
    for (fact, _) in &world.facts {
        let Fact::ParcelClosed {
            order,
            parcel,
            tracking,
            serial,
            ..
        } = fact
        else {
            continue;
        };
        tracking
            .as_str()
            .parse::<Sscc>()
            .expect("an SSCC with its check digit");
        let first = *seen.entry(tracking).or_insert((order, *parcel));
        assert_eq!(first, (order, *parcel), "one number, two parcels");
        serials.extend(*serial);
    }
    let gap_free: Vec<u64> = (1..).take(serials.len()).collect();
    assert_eq!(serials, gap_free);
}

/// What a packer who wants to be done does next.
fn next_step(world: &World, round: u8) -> Happening {
    use Happening as H;
    if world
        .bench
        .worker
        .as_ref()
        .is_none_or(|worker| worker.badge.as_str() != "W-9")
    {
        return H::SignIn(2, true);
    }
    if world.bench.question.is_some() {
        return H::ScanCard(1);
    }
    let session = world.bench.session().unwrap();
    if session.capture_due.is_some() {
        return H::Capture(round, true, true);
    }
    let product_of = |wanted: &pakownia::domain::ids::Sku| {
        (0..4).find(|product| sku(*product) == *wanted).unwrap()
    };
    if session.label_due.is_some() {
        return H::ScanLabel(true);
    }
    if let Some(due) = session.unit_due() {
        // What the shop changed meanwhile is taken back; nothing else ever needs that.
        return if round.is_multiple_of(8) && due.refused.is_some() {
            H::ScanCard(1)
        } else {
            H::WeighRight
        };
    }
    let surplus = (0..session.lines.len()).find(|at| session.surplus_at(*at) > 0);
    if let Some(at) = surplus {
        return H::Scan(product_of(&session.lines[at].opened.sku), 1);
    }
    match session.step {
        Step::Scanning => match session.lines.iter().find(|line| line.missing() > 0) {
            Some(line) => H::Confirm(product_of(&line.opened.sku)),
            // Any input: the shop has taken every line away, and the next thing to happen says so.
            None => H::ScanOrder(order_at(world, &session.order)),
        },
        // Where everybody has packed some of it, nobody is left to look: it waits for the next shift.
        _ if session.is_second_person_due() => match round % 3 {
            2 => H::Hold(true),
            who => H::Counted(usize::from(who)),
        },
        Step::Packaging => H::Packaging(2, true),
        Step::Weighing => H::WeighRight,
        Step::Confirming => H::ScanOrder(order_at(world, &session.order)),
        Step::Idle | Step::Closed => unreachable!("it is finished"),
    }
}

fn order_at(world: &World, order: &OrderNo) -> usize {
    (0..ORDERS)
        .find(|at| world.orders[*at].order == *order)
        .unwrap()
}

/// From wherever the bench is, a lead with patience brings the order to an end.
pub(super) fn can_be_finished(mut world: World) {
    world.label_fault = false;
    world.now += chrono::TimeDelta::hours(2);
    for round in 0..120_u8 {
        if !world.bench.has_open_order() {
            return;
        }
        let next = next_step(&world, round);
        let Some(decision) = live(&mut world, &next) else {
            continue;
        };
        if let Message::Refused(refusal) = &decision.message {
            let after = match refusal {
                // The goods do not go into any packaging there is: the order is put aside.
                Refusal::PackagingTooWeak { .. }
                | Refusal::NotCarried(_)
                | Refusal::TooHeavy { .. } => Happening::Hold(true),
                Refusal::ParcelFull { .. }
                | Refusal::OtherParcel { .. }
                | Refusal::OwnParcel { .. } => Happening::ScanCard(3),
                _ => continue,
            };
            live(&mut world, &after);
        }
    }
    panic!("no way out: {:?}", world.bench.session());
}

proptest! {
    #![proptest_config(cases(400, 40_000))]

    #[test]
    fn whatever_happens_the_bench_answers_and_replays_the_same(
        (products, lines, scanner) in warehouse(),
        happenings in prop::collection::vec(happening(), 1..120),
    ) {
        let mut world = World::new(products, &lines, scanner);
        live(&mut world, &Happening::SignIn(0, true));
        for happening in &happenings {
            live(&mut world, happening);
        }
        numbers_are_unique(&world);
        can_be_finished(world);
    }
}

#[test]
fn a_unit_scanned_after_the_rest_was_declared_short_can_be_finished() {
    use Happening as H;
    let light = (0, 10, (false, false));
    let products = vec![light, light, (9_000, 10, (false, true)), light];
    let lines = vec![vec![(0, 1)], vec![(2, 2)], vec![(0, 1)]];
    let mut world = World::new(products, &lines, false);
    live(&mut world, &H::SignIn(0, true));
    for happening in [
        H::UnitStep(1),
        H::Scan(2, 1),
        H::SignIn(0, false),
        H::SignIn(0, false),
        H::WeighRight,
        H::WeighRight,
        H::ScanWithSerial(2, 0),
        H::Short(2, 0, 2),
        H::ScanWithSerial(2, 0),
    ] {
        live(&mut world, &happening);
    }
    can_be_finished(world);
}

#[test]
fn a_capture_that_says_nothing_is_refused() {
    let mut world = World::new(
        vec![(10, 50, (true, false)); 4],
        &vec![vec![(0, 1)]; 3],
        true,
    );
    live(&mut world, &Happening::SignIn(0, true));
    live(&mut world, &Happening::ScanOrder(0));
    live(&mut world, &Happening::Scan(0, 1));
    let nothing = Input::Command(Command::Capture(Capture::default()));
    assert_eq!(
        world.decide(&nothing).message,
        Message::Refused(Refusal::BadCapture)
    );
}

#[test]
fn what_came_out_of_one_line_is_not_undone_from_another() {
    use Happening as H;
    // Two lines of one product; a case fills both, and the shop then wants two units fewer.
    let lines = vec![vec![(0, 1)], vec![(2, 3), (2, 1)], vec![(0, 1)]];
    let mut world = World::new(vec![(10, 10, (false, false)); 4], &lines, true);
    for happening in [
        H::SignIn(0, true),
        H::ScanOrder(1),
        H::Scan(2, 1),
        H::Scan(2, 3),
        H::ShopEdits(1, vec![(2, 2)]),
        H::Scan(2, 1),
        H::Scan(2, 3),
        H::ScanCard(1),
    ] {
        live(&mut world, &happening);
    }
    let session = world.bench.session().unwrap();
    assert_eq!(session.done(), 1, "the undone unit is out: {session:?}");
    can_be_finished(world);
}
