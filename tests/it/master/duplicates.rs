//! A lead's word that both of two equal orders are wanted: every bench is told, and nothing else changes.

use pakownia::domain::feed::{Rejection, Row};
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{each, pull_all, seat};
use crate::sample::{entry, no};

fn let_go(order: &str) -> Fact {
    Fact::DuplicateLetGo {
        let_go: no(order),
        twin: no("ZAM-1"),
        reason: "for two people".to_owned(),
    }
}

/// The orders of which a bench that knows nothing is told that a lead let them go.
fn told(master: &mut dyn Master) -> Vec<String> {
    let rows = pull_all(master, &mut Cursor::default(), 50);
    let standings = rows.into_iter().filter_map(|row| match row {
        Row::Standing(standing) if standing.both_wanted => Some(standing.order_no.0),
        _ => None,
    });
    standings.collect()
}

#[test]
fn what_a_lead_let_go_is_told_to_every_bench_and_stays_with_the_order() {
    each(|name, master| {
        let (one, other) = (seat(master, "bench-1"), seat(master, "bench-2"));
        assert_eq!(told(master), Vec::<String>::new(), "{name}");
        let word = entry("bench-1", 1, 0, let_go("ZAM-2"));
        let outcomes = master.push(&one, std::slice::from_ref(&word)).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        assert_eq!(told(master), ["ZAM-2"], "{name}");
        assert_eq!(master.push(&one, &[word]).unwrap(), [PushOutcome::Known]);
        // Another bench holds it, packs it, and it stays let go.
        let claims = master
            .claim(&other, &pakownia::master::Wanted::Order(no("ZAM-2")))
            .unwrap();
        let fence = claims[0].fence;
        let opened = entry(
            "bench-2",
            1,
            fence,
            crate::sample::opened("ZAM-2", "MUG-01"),
        );
        let closed = entry("bench-2", 2, fence, crate::sample::order_closed("ZAM-2"));
        let outcomes = master.push(&other, &[opened, closed]).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 2], "{name}");
        assert_eq!(told(master), ["ZAM-2"], "{name}");
    });
}

#[test]
fn an_order_that_nobody_knows_is_not_let_go() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let word = entry("bench-1", 1, 0, let_go("ZAM-99"));
        let why = Rejection::UnknownOrder {
            order: no("ZAM-99"),
        };
        let outcomes = master.push(&bench, &[word]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Rejected(why)], "{name}");
    });
}
