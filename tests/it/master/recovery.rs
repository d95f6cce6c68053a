//! A master that was set back to an earlier day, and how the benches bring the lost days back.

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Claim, Cursor, Greeting, Master, PushOutcome, Report, Seat, Welcome};

use super::{
    best, claim, each, hello, kinds, on, packing, position, pull_all, report, seat, take_in,
};
use crate::sample::{self, no, order_row};

/// The facts that `bench-1` had sent before the master was set back.
const FORGOTTEN: u64 = 4;

/// `bench-1` proves that the master knows less than it told: four facts, and a claim of ZAM-1.
fn set_back(master: &mut dyn Master) -> (Seat, Welcome) {
    seat(master, "bench-1");
    let back = on("bench-1", "after");
    let greeting = Greeting {
        acknowledged: FORGOTTEN,
        cursor: position(master),
        report: Report {
            unsent: 0,
            held: vec![Claim {
                order: no("ZAM-1"),
                fence: 7,
            }],
        },
        ..hello(&back, Some("of the lost day"))
    };
    let welcome = master.greet(&greeting).unwrap();
    (back, welcome)
}

/// What `bench-1` had done on the lost day: ZAM-2 is packed.
fn lost_day() -> Vec<pakownia::domain::journal::Entry> {
    let mut facts = vec![sample::entry("bench-1", 1, 0, sample::signed_in("W-001"))];
    facts.extend(packing("bench-1", 2, 5, "ZAM-2", &[("MUG-01", 1)]));
    facts
}

#[test]
fn a_bench_that_knows_more_than_the_master_proves_that_it_was_set_back() {
    each(|name, master| {
        let before = position(master);
        let (_, welcome) = set_back(master);
        assert_ne!(welcome.ledger, before.ledger, "{name}: another history");
        assert_eq!(welcome.has_up_to, 0, "{name}: all is to be sent again");
        let pulled = master.pull(&before, 100).unwrap();
        assert!(pulled.start_again, "{name}");
        assert_eq!(pulled.cursor.ledger, welcome.ledger, "{name}");
        assert_eq!(kinds(master), [ExceptionKind::MasterRestored], "{name}");
    });
}

#[test]
fn a_cursor_ahead_of_the_feed_proves_it_too() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let mut greeting = hello(&on("bench-1", "after"), Some("first"));
        greeting.cursor = position(master);
        greeting.cursor.place.transaction += 1_000_000;
        greeting.cursor.place.seq += 1_000_000;
        let welcome = master.greet(&greeting).unwrap();
        assert_ne!(welcome.ledger, greeting.cursor.ledger, "{name}");
        let repeated = master.greet(&greeting).unwrap();
        assert_eq!(
            repeated.ledger, welcome.ledger,
            "{name}: one proof, one new name"
        );
        assert_eq!(bench.station, "bench-1".into(), "{name}");
    });
}

#[test]
fn a_master_that_has_never_heard_of_the_last_connection_was_set_back() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let mut greeting = hello(&on("bench-1", "after"), Some("of the lost day"));
        greeting.cursor = position(master);
        let welcome = master.greet(&greeting).unwrap();
        assert_ne!(welcome.ledger, greeting.cursor.ledger, "{name}");
        assert!(
            super::turned(master.number_range(&bench, 1)) == pakownia::master::Turned::Superseded,
            "{name}"
        );
    });
}

#[test]
fn no_order_is_given_out_before_every_bench_has_told_what_it_did() {
    each(|name, master| {
        let two = seat(master, "bench-2");
        let (one, _) = set_back(master);
        let waited_for = |master: &mut dyn Master| master.overview().unwrap().waited_for;
        assert_eq!(
            waited_for(master),
            ["bench-1".into(), "bench-2".into()],
            "{name}"
        );
        assert_eq!(best(master, &two, 9), Vec::<String>::new(), "{name}");
        assert_eq!(claim(master, &one, "ZAM-3"), None, "{name}");
        report(master, &two, 0, &[]);
        assert_eq!(waited_for(master), ["bench-1".into()], "{name}");
        let outcomes = master.push(&one, &lost_day()).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 4], "{name}");
        assert_eq!(best(master, &two, 9), Vec::<String>::new(), "{name}");
        report(master, &one, 0, &[("ZAM-1", 7)]);
        assert_eq!(waited_for(master), [], "{name}");
        assert_eq!(
            best(master, &two, 9),
            ["ZAM-3"],
            "{name}: one is packed, and one is held since the lost day"
        );
        assert_eq!(claim(master, &one, "ZAM-1").unwrap().fence, 7, "{name}");
    });
}

#[test]
fn a_lead_ends_the_wait_for_a_bench_that_will_not_come() {
    each(|name, master| {
        let two = seat(master, "bench-2");
        seat(master, "bench-3");
        let (one, _) = set_back(master);
        master.push(&one, &lost_day()).unwrap();
        report(master, &one, 0, &[("ZAM-1", 7)]);
        let word = Fact::RecoveryEnded {
            reason: "bench 3 is scrapped".to_owned(),
        };
        master
            .push(&two, &[sample::entry("bench-2", 1, 0, word)])
            .unwrap();
        assert_eq!(master.overview().unwrap().waited_for, [], "{name}");
        assert_eq!(best(master, &two, 9), ["ZAM-3"], "{name}");
    });
}

#[test]
fn an_order_of_the_lost_day_that_the_shop_sends_again_is_not_packed_again() {
    each(|name, master| {
        let (one, _) = set_back(master);
        let facts = packing("bench-1", 1, 2, "ZAM-NEW", &[("MUG-01", 1)]);
        let outcomes = master.push(&one, &facts).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 3], "{name}");
        report(master, &one, 0, &[]);
        take_in(master, &[order_row(sample::order("ZAM-NEW", &["MUG-01"]))]);
        let two = seat(master, "bench-2");
        assert_eq!(claim(master, &two, "ZAM-NEW"), None, "{name}");
        let rows = pull_all(master, &mut Cursor::default(), 100);
        assert!(
            rows.iter().any(|row| matches!(row, Row::Standing(standing)
                if standing.order_no == no("ZAM-NEW") && standing.packed)),
            "{name}"
        );
        assert_eq!(
            kinds(master),
            [ExceptionKind::MasterRestored],
            "{name}: nothing was changed since it was packed"
        );
    });
}

#[test]
fn no_serial_number_is_given_out_a_second_time() {
    each(|name, master| {
        let bench = seat(master, "bench-2");
        let before = master.number_range(&bench, 100).unwrap();
        let (one, _) = set_back(master);
        let after = master.number_range(&one, 100).unwrap();
        assert!(
            after.first > before.last + 10_000,
            "{name}: the master does not know how many it has given since: {after:?}"
        );
    });
}
