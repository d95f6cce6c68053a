//! The whole warehouse in a few numbers: for comparing caches, and for shift leads.

use std::collections::BTreeMap;

use pakownia::domain::feed::{Row, TopicDigest, row_mark};
use pakownia::master::{Cursor, Master};

use super::{
    claim_one, each, exceptions, packing, position, pull_all, report, seat, shop, take_in,
};
use crate::sample::{self, no, order_row};

/// What a bench computes from all rows that it has read, the later of two with one key.
fn digests(rows: &[Row]) -> Vec<TopicDigest> {
    let mut cache: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for row in rows {
        let mark = row_mark(&serde_json::to_string(row).unwrap());
        cache.insert((row.topic(), row.key()), mark);
    }
    let mut topics: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for ((topic, _), mark) in cache {
        let digest = topics.entry(topic).or_default();
        *digest = (digest.0 + 1, digest.1 ^ mark);
    }
    topics
        .into_iter()
        .map(|(topic, (rows, mark))| TopicDigest {
            topic: topic.to_owned(),
            rows,
            mark,
        })
        .collect()
}

fn audited(name: &str, master: &mut dyn Master, seen: &mut Vec<Row>, cursor: &mut Cursor) {
    seen.extend(pull_all(master, cursor, 7));
    let audit = master.audit().unwrap();
    assert!(!audit.unsettled, "{name}");
    assert_eq!(audit.cursor, *cursor, "{name}: nothing is behind the bench");
    assert_eq!(audit.topics, digests(seen), "{name}");
}

#[test]
fn the_masters_digests_are_those_of_a_bench_that_has_read_everything() {
    each(|name, master| {
        let (mut seen, mut cursor) = (Vec::new(), Cursor::default());
        audited(name, master, &mut seen, &mut cursor);
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        audited(name, master, &mut seen, &mut cursor);
        let facts = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 12)]);
        master.push(&bench, &facts).unwrap();
        assert_eq!(exceptions(master).len(), 1, "{name}: a bin ran short");
        audited(name, master, &mut seen, &mut cursor);
        let mut edited = sample::order("ZAM-2", &["MUG-01"]);
        edited.note = "fragile".to_owned();
        take_in(master, &[order_row(edited)]);
        take_in(master, &shop());
        audited(name, master, &mut seen, &mut cursor);
        seen.pop();
        let lacking = digests(&seen);
        assert_ne!(master.audit().unwrap().topics, lacking, "{name}");
    });
}

#[test]
fn an_empty_master_has_nothing_to_compare() {
    for (name, new) in super::MASTERS {
        let mut master = new();
        let audit = master.audit().unwrap();
        assert_eq!(audit.topics, vec![], "{name}");
        assert_eq!(audit.cursor, position(&mut *master), "{name}");
    }
}

#[test]
fn leads_see_all_benches_and_what_they_hold() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let held = claim_one(master, &one, "ZAM-2");
        let facts = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 1)]);
        master.push(&one, &facts).unwrap();
        report(master, &one, 4, &[("ZAM-2", held)]);
        report(master, &two, 0, &[]);
        let told = master.overview().unwrap();
        assert_eq!(told.free, 1, "{name}: one is packed, one is held");
        assert_eq!(told.waited_for, vec![], "{name}");
        let [first, second] = told.benches.try_into().unwrap();
        assert_eq!(first.station, "bench-1".into(), "{name}");
        assert_eq!((first.unsent, second.unsent), (4, 0), "{name}");
        let [(order, lease)] = first.held.try_into().unwrap();
        assert_eq!(order, no("ZAM-2"), "{name}: what is packed is not held");
        assert!(lease > first.last_seen, "{name}: {lease:?}");
        assert_eq!(second.held, vec![], "{name}");
        assert_eq!(first.program, "1.0", "{name}");
        assert!(!first.quarantined, "{name}");
    });
}
