//! Set-ups of benches at a master: saved at one bench, known at every other, the last one counts.

use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{each, pull_all, seat};
use crate::sample::entry;

fn saved(station: &str, set_up: Option<&str>) -> Fact {
    Fact::StationSaved {
        station: station.to_owned(),
        set_up: set_up.map(str::to_owned),
    }
}

/// What a bench reads of it that knows nothing.
fn known(master: &mut dyn Master, station: &str) -> Option<String> {
    let wanted = format!("station.{station}");
    let rows = pull_all(master, &mut Cursor::default(), 50);
    rows.into_iter().rev().find_map(|row| match row {
        Row::Setting { key, value } if key == wanted => Some(value),
        _ => None,
    })
}

#[test]
fn what_one_bench_saved_comes_down_to_every_other_and_the_last_word_counts() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let facts = [
            saved("TABLE-3", Some("{\"role\":\"a\"}")),
            saved("TABLE-3", Some("{\"role\":\"b\"}")),
            saved("TABLE-4", Some("{\"role\":\"c\"}")),
        ];
        let entries: Vec<_> = (1..)
            .zip(facts)
            .map(|(number, fact)| entry("bench-1", number, 0, fact))
            .collect();
        let outcomes = master.push(&bench, &entries).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 3], "{name}");
        let role = |role: &str| Some(format!("{{\"role\":\"{role}\"}}"));
        assert_eq!(known(master, "TABLE-3"), role("b"), "{name}");
        assert_eq!(known(master, "TABLE-4"), role("c"), "{name}");
        let given_up = entry("bench-1", 4, 0, saved("TABLE-4", None));
        master.push(&bench, &[given_up]).unwrap();
        assert_eq!(known(master, "TABLE-4"), Some(String::new()), "{name}");
    });
}
