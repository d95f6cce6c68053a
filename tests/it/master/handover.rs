//! A parcel packed at one bench is handed to the driver at another, and what does not fit is told.

use pakownia::domain::exception::{ExceptionKind, HandOverDoubt};
use pakownia::domain::feed::{Rejection, Row, StandingParcel};
use pakownia::domain::ids::OrderNo;
use pakownia::domain::label_debt::DebtReason;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Master, PushOutcome, Seat};

use super::{claim_one, each, exceptions, kinds, packing, pull_all, seat, take_in};
use crate::sample::{self, no, order_row};

/// `bench-1` packs ZAM-1 in one parcel.
fn packed(master: &mut dyn Master) -> (Seat, u64) {
    let bench = seat(master, "bench-1");
    let fence = claim_one(master, &bench, "ZAM-1");
    let facts = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 1)]);
    master.push(&bench, &facts).unwrap();
    (bench, fence)
}

fn handed(manifest: &str, order: Option<&str>) -> Fact {
    Fact::ParcelHandedOver {
        manifest: manifest.to_owned(),
        tracking: "ZAM-1/1".into(),
        order: order.map(OrderNo::from),
        parcel: order.map(|_| 1),
    }
}

fn back(manifest: &str) -> Fact {
    Fact::ParcelTakenBack {
        manifest: manifest.to_owned(),
        tracking: "ZAM-1/1".into(),
        order: Some(no("ZAM-1")),
        parcel: Some(1),
    }
}

/// Facts that a bench sends, the first with this number.
fn send(master: &mut dyn Master, bench: &Seat, first: u64, facts: Vec<Fact>) -> Vec<PushOutcome> {
    let entries: Vec<_> = (first..)
        .zip(facts)
        .map(|(number, fact)| sample::entry(bench.station.as_str(), number, 0, fact))
        .collect();
    master.push(bench, &entries).unwrap()
}

/// The parcels of ZAM-1 as every bench knows them.
fn parcels(master: &mut dyn Master) -> Vec<StandingParcel> {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    let standing = rows.into_iter().find_map(|row| match row {
        Row::Standing(standing) if standing.order_no == no("ZAM-1") => Some(standing),
        _ => None,
    });
    standing
        .map(|standing| standing.parcels)
        .unwrap_or_default()
}

fn lists(master: &mut dyn Master) -> Vec<Option<String>> {
    parcels(master).into_iter().map(|it| it.manifest).collect()
}

fn doubt(manifest: &str, why: HandOverDoubt) -> ExceptionKind {
    ExceptionKind::HandOverDoubted {
        manifest: manifest.to_owned(),
        why,
    }
}

#[test]
fn every_bench_is_told_of_a_closed_parcel_and_of_the_list_it_is_on() {
    each(|name, master| {
        packed(master);
        let [parcel] = parcels(master).try_into().unwrap();
        assert_eq!(parcel.tracking, "ZAM-1/1".into(), "{name}");
        assert_eq!(
            parcel.closed_at,
            sample::later(2).timestamp_millis(),
            "{name}"
        );
        assert_eq!((parcel.parcel, parcel.gross.0), (1, 820), "{name}");
        assert_eq!(parcel.manifest, None, "{name}");
        // Another bench hands it over, and holds no claim for it.
        let other = seat(master, "bench-2");
        let outcomes = send(master, &other, 1, vec![handed("L-1", Some("ZAM-1"))]);
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        assert_eq!(lists(master), [Some("L-1".to_owned())], "{name}");
        assert_eq!(exceptions(master), [], "{name}");
        // Taken off again, it waits; on another list, nothing is told.
        let facts = vec![back("L-1"), handed("L-2", Some("ZAM-1"))];
        send(master, &other, 2, facts);
        assert_eq!(lists(master), [Some("L-2".to_owned())], "{name}");
        // The same words once more change nothing: it is not on that list.
        send(master, &other, 4, vec![back("L-1")]);
        assert_eq!(lists(master), [Some("L-2".to_owned())], "{name}");
        assert_eq!(exceptions(master), [], "{name}");
    });
}

#[test]
fn a_parcel_that_its_bench_scanned_unknown_is_found_by_its_number() {
    each(|name, master| {
        let other = seat(master, "bench-2");
        // Nobody has told of it yet.
        let outcomes = send(master, &other, 1, vec![handed("L-1", None)]);
        let unknown = Rejection::UnknownParcel {
            tracking: "ZAM-1/1".into(),
        };
        assert_eq!(outcomes, [PushOutcome::Rejected(unknown.clone())], "{name}");
        let rejected = ExceptionKind::FactRejected {
            why: unknown,
            fact: "ParcelHandedOver".to_owned(),
        };
        assert_eq!(kinds(master), [rejected], "{name}");
        packed(master);
        let outcomes = send(master, &other, 2, vec![handed("L-1", None)]);
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        assert_eq!(lists(master), [Some("L-1".to_owned())], "{name}");
    });
}

#[test]
fn a_parcel_on_two_lists_is_an_exception_and_the_first_list_stands() {
    each(|name, master| {
        let (bench, _) = packed(master);
        let other = seat(master, "bench-2");
        send(master, &bench, 4, vec![handed("L-1", Some("ZAM-1"))]);
        send(master, &other, 1, vec![handed("L-2", Some("ZAM-1"))]);
        let why = HandOverDoubt::OnTwoLists {
            other: "L-1".to_owned(),
        };
        let [found] = exceptions(master).try_into().unwrap();
        assert_eq!(found.kind, doubt("L-2", why), "{name}");
        assert_eq!(found.order, Some(no("ZAM-1")), "{name}");
        assert_eq!(found.parcel, Some(1), "{name}");
        assert_eq!(found.station, Some("bench-2".into()), "{name}: whom to ask");
        assert_eq!(lists(master), [Some("L-1".to_owned())], "{name}");
    });
}

#[test]
fn handing_over_what_the_shop_cancelled_is_an_exception() {
    each(|name, master| {
        packed(master);
        let mut order = sample::order("ZAM-1", &["MUG-01"]);
        order.cancelled = true;
        take_in(master, &[order_row(order)]);
        let other = seat(master, "bench-2");
        send(master, &other, 1, vec![handed("L-1", Some("ZAM-1"))]);
        let mut found = kinds(master);
        found.retain(|kind| *kind != ExceptionKind::PackedThenCancelled);
        assert_eq!(found, [doubt("L-1", HandOverDoubt::Cancelled)], "{name}");
    });
}

#[test]
fn a_parcel_that_is_opened_again_is_none_for_the_driver_until_it_is_closed() {
    each(|name, master| {
        let (bench, fence) = packed(master);
        let reopened = Fact::OrderReopened {
            order: no("ZAM-1"),
            reason: "ContentsWrong".to_owned(),
        };
        let closed = [
            sample::parcel_closed("ZAM-1", 1, None, 2, &[("MUG-01", 1)]),
            sample::order_closed("ZAM-1"),
        ];
        let own = |number: u64, fact: Fact| sample::entry("bench-1", number, fence, fact);
        master.push(&bench, &[own(4, reopened.clone())]).unwrap();
        assert_eq!(parcels(master), [], "{name}: nobody is offered it");
        // A bench that had not heard of that.
        let other = seat(master, "bench-2");
        send(master, &other, 1, vec![handed("L-1", Some("ZAM-1"))]);
        assert_eq!(
            kinds(master),
            [doubt("L-1", HandOverDoubt::NotClosed)],
            "{name}"
        );
        let [parcel_closed, order_closed] = closed;
        master
            .push(&bench, &[own(5, parcel_closed), own(6, order_closed)])
            .unwrap();
        assert_eq!(lists(master), [Some("L-1".to_owned())], "{name}");
        // And the other way round: opened although it is on a list.
        master.push(&bench, &[own(7, reopened)]).unwrap();
        let found = kinds(master);
        assert_eq!(found.len(), 2, "{name}");
        assert!(
            found.contains(&doubt("L-1", HandOverDoubt::OpenedAgain)),
            "{name}: {found:?}"
        );
    });
}

#[test]
fn lists_are_kept_and_move_nothing_else() {
    each(|name, master| {
        packed(master);
        let other = seat(master, "bench-2");
        let before = super::on_hand(master);
        let facts = vec![
            Fact::ManifestOpened {
                manifest: "L-1".to_owned(),
                carrier: "dpd".to_owned(),
            },
            handed("L-1", Some("ZAM-1")),
            Fact::ManifestClosed {
                manifest: "L-1".to_owned(),
                carrier: "dpd".to_owned(),
                parcels: 1,
            },
        ];
        let outcomes = send(master, &other, 1, facts);
        assert_eq!(outcomes, vec![PushOutcome::Taken; 3], "{name}");
        assert_eq!(super::on_hand(master), before, "{name}");
    });
}

fn owed() -> Fact {
    Fact::LabelOwed {
        order: no("ZAM-1"),
        parcel: 1,
        substitute: "ZAM-1/1".into(),
        substitute_serial: 1,
        kept: None,
        reason: DebtReason::NoTrackingNumbers,
    }
}

fn paid(order_revision: u64) -> Fact {
    Fact::LabelPaid {
        order: no("ZAM-1"),
        parcel: 1,
        substitute: "ZAM-1/1".into(),
        tracking: "REAL-1".into(),
        serial: Some(7),
        label_revision: 2,
        order_revision,
    }
}

/// `bench-1` packs ZAM-1 under a substitute label, and the shop mends the order's note.
fn owed_and_mended(master: &mut dyn Master, units: u32) -> (Seat, u64) {
    let bench = seat(master, "bench-1");
    let fence = claim_one(master, &bench, "ZAM-1");
    let facts = [
        sample::opened("ZAM-1", "MUG-01"),
        sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", units)]),
        owed(),
        sample::order_closed("ZAM-1"),
    ];
    let entries: Vec<_> = (1..)
        .zip(facts)
        .map(|(number, fact)| sample::entry("bench-1", number, fence, fact))
        .collect();
    master.push(&bench, &entries).unwrap();
    let mut order = sample::order("ZAM-1", &["MUG-01"]);
    "Jan Kowalski".clone_into(&mut order.recipient.name);
    take_in(master, &[order_row(order)]);
    (bench, fence)
}

fn open_kinds(master: &mut dyn Master) -> Vec<ExceptionKind> {
    let found = exceptions(master).into_iter();
    found
        .filter(|it| it.settled.is_none())
        .map(|it| it.kind)
        .collect()
}

#[test]
fn a_substitute_is_told_to_all_benches_and_the_real_label_ends_what_the_shop_mended() {
    each(|name, master| {
        let (bench, fence) = owed_and_mended(master, 1);
        let [parcel] = parcels(master).try_into().unwrap();
        assert!(parcel.owed, "{name}");
        let edited = ExceptionKind::PackedThenEdited { packed: 1, now: 2 };
        assert_eq!(open_kinds(master), [edited], "{name}");
        // A bench that had not heard of the substitute.
        let other = seat(master, "bench-2");
        send(
            master,
            &other,
            1,
            vec![handed("L-1", Some("ZAM-1")), back("L-1")],
        );
        assert!(
            open_kinds(master).contains(&doubt("L-1", HandOverDoubt::LabelOwed)),
            "{name}"
        );
        let fact = sample::entry("bench-1", 5, fence, paid(2));
        master.push(&bench, &[fact]).unwrap();
        let [parcel] = parcels(master).try_into().unwrap();
        assert_eq!(
            (parcel.owed, parcel.tracking),
            (false, "REAL-1".into()),
            "{name}"
        );
        assert_eq!(
            open_kinds(master),
            [doubt("L-1", HandOverDoubt::LabelOwed)],
            "{name}: the goods are what the shop wants"
        );
    });
}

#[test]
fn a_real_label_ends_nothing_when_the_goods_are_others() {
    each(|name, master| {
        let (bench, fence) = owed_and_mended(master, 2);
        let fact = sample::entry("bench-1", 5, fence, paid(2));
        master.push(&bench, &[fact]).unwrap();
        let edited = ExceptionKind::PackedThenEdited { packed: 1, now: 2 };
        assert_eq!(open_kinds(master), [edited], "{name}");
    });
}
