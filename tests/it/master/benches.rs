//! Which bench is heard, and how two of one name are noticed.

use pakownia::domain::exception::ExceptionKind;
use pakownia::master::{Report, Turned, Wanted};

use super::{
    again, claim_one, each, hello, kinds, on, position, readmitted, seat, turned, welcome,
};
use crate::sample::{self, no};

#[test]
fn whoever_has_not_greeted_is_not_heard() {
    each(|name, master| {
        let stranger = on("bench-1", "first");
        let fact = sample::entry("bench-1", 1, 0, sample::signed_in("W-001"));
        let order = Wanted::Order(no("ZAM-1"));
        let answers = [
            turned(master.claim(&stranger, &order)),
            turned(master.push(&stranger, &[fact])),
            turned(master.report(&stranger, &Report::default())),
            turned(master.release(&stranger, &[no("ZAM-1")])),
            turned(master.number_range(&stranger, 10)),
        ];
        for answer in answers {
            assert_eq!(answer, Turned::Superseded, "{name}");
        }
        let bench = seat(master, "bench-1");
        assert_eq!(
            master.number_range(&bench, 10).unwrap().first,
            1,
            "{name}: no number was spent on a stranger"
        );
    });
}

#[test]
fn the_newest_connection_alone_speaks_for_a_bench() {
    each(|name, master| {
        let old = seat(master, "bench-1");
        let new = again(master, &old, 0, &[]);
        let order = Wanted::Order(no("ZAM-1"));
        assert_eq!(
            turned(master.claim(&old, &order)),
            Turned::Superseded,
            "{name}"
        );
        let fact = sample::entry("bench-1", 1, 0, sample::signed_in("W-001"));
        assert_eq!(
            turned(master.push(&old, &[fact])),
            Turned::Superseded,
            "{name}"
        );
        assert_eq!(master.claim(&new, &order).unwrap().len(), 1, "{name}");
    });
}

#[test]
fn a_greeting_whose_answer_was_lost_is_repeated_and_answered_alike() {
    each(|name, master| {
        let old = seat(master, "bench-1");
        let fence = claim_one(master, &old, "ZAM-1");
        let held = [pakownia::master::Claim {
            order: no("ZAM-1"),
            fence,
        }];
        let new = on("bench-1", "second");
        let first = welcome(master, &new, "first", 0, &held);
        let second = welcome(master, &new, "first", 0, &held);
        assert_eq!(second, first, "{name}");
        assert_eq!(second.lost, vec![], "{name}");
    });
}

#[test]
fn a_repeated_greeting_that_is_late_gives_nothing_back() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &one, "ZAM-1");
        // The first greeting comes a second time: when it was written, the bench held nothing.
        seat(master, "bench-1");
        assert_eq!(super::claim(master, &two, "ZAM-1"), None, "{name}");
    });
}

#[test]
fn a_greeting_of_an_abandoned_connection_that_arrives_late_changes_nothing() {
    each(|name, master| {
        let old = seat(master, "bench-1");
        let new = again(master, &old, 0, &[]);
        let late = master.greet(&hello(&old, None));
        assert_eq!(turned(late), Turned::Superseded, "{name}");
        assert_eq!(kinds(master), [], "{name}: that is no copied disk");
        assert!(
            master.number_range(&new, 1).is_ok(),
            "{name}: the bench goes on"
        );
    });
}

#[test]
fn a_copied_disk_is_noticed_by_what_it_greets_with() {
    each(|name, master| {
        let original = seat(master, "bench-1");
        let newer = again(master, &original, 0, &[]);
        // The copy was made while the first connection was the newest.
        let mut copy = hello(&on("bench-1", "copy"), Some("first"));
        copy.cursor = position(master);
        assert_eq!(turned(master.greet(&copy)), Turned::Quarantined, "{name}");
        assert_eq!(turned(master.greet(&copy)), Turned::Quarantined, "{name}");
        assert_eq!(
            turned(master.claim(&newer, &Wanted::Best(1))),
            Turned::Quarantined,
            "{name}: nobody knows which of the two is the bench"
        );
        assert_eq!(kinds(master), [ExceptionKind::CopiedBench], "{name}");
        let told = master.overview().unwrap();
        assert!(told.benches[0].quarantined, "{name}");
        // One that has dropped its cache, and so has read nothing, is a copy all the same.
        let other = seat(master, "bench-2");
        again(master, &other, 0, &[]);
        let copy = hello(&on("bench-2", "copy"), Some("first"));
        assert_eq!(turned(master.greet(&copy)), Turned::Quarantined, "{name}");
    });
}

#[test]
fn a_lead_lets_one_of_the_two_in_again_and_the_other_is_noticed_anew() {
    each(|name, master| {
        let lead = seat(master, "bench-2");
        let original = seat(master, "bench-1");
        let newer = again(master, &original, 0, &[]);
        let mut copy = hello(&on("bench-1", "copy"), Some("first"));
        copy.cursor = position(master);
        turned(master.greet(&copy));
        let word = sample::entry("bench-2", 1, 0, readmitted("bench-1"));
        master.push(&lead, &[word]).unwrap();
        let back = again(master, &newer, 0, &[]);
        assert!(master.number_range(&back, 1).is_ok(), "{name}");
        assert_eq!(turned(master.greet(&copy)), Turned::Quarantined, "{name}");
        assert_eq!(
            turned(master.number_range(&back, 1)),
            Turned::Quarantined,
            "{name}"
        );
    });
}
