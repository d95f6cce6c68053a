//! The exceptions desk of a lead's station: entries of all benches, each named with its bench.

use pakownia::domain::alerts::AlertKind;
use pakownia::domain::desk::{EntryKind, Outcome};

use super::bench::{close, look, open, past, run};
use crate::support::bench::BenchTest;
use crate::support::several::{Several, sync};

/// An order that was put aside at bench-2, and a lead's station that knows it.
fn one_put_aside() -> (Several, BenchTest, BenchTest) {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    run(&mut packer, &["signin W-002", "scan B-101", "hold Other"]);
    sync(&mut packer);
    let mut lead = shop.lead("bench-1");
    sync(&mut lead);
    (shop, packer, lead)
}

#[test]
fn a_lead_sees_the_entries_of_another_bench_and_his_word_reaches_other_leads() {
    let (shop, _packer, mut lead) = one_put_aside();
    let [entry] = open(&mut lead).try_into().unwrap();
    assert_eq!(
        (entry.kind(), entry.station.unwrap().as_str()),
        (EntryKind::Held, "bench-2")
    );
    run(&mut lead, &["signin W-900"]);
    close(&mut lead, &entry.id, (Outcome::Corrected, "asked"));
    assert_eq!(open(&mut lead), []);
    sync(&mut lead);
    let mut other = shop.lead("bench-3");
    sync(&mut other);
    assert_eq!(open(&mut other), []);
    let [told] = past(&mut other).try_into().unwrap();
    assert_eq!(Some(&told), past(&mut lead).first(), "word for word");
    other.with_store(|store| {
        let text = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        assert_eq!(store.projections_as_text().unwrap(), text);
    });
    assert_eq!(past(&mut other).first(), Some(&told));
}

#[test]
fn what_another_bench_mends_is_mended_at_the_leads_station() {
    let (_shop, mut packer, mut lead) = one_put_aside();
    assert_eq!(open(&mut lead).len(), 1);
    run(&mut packer, &["wait 60", "reopen B-101 why"]);
    sync(&mut packer);
    sync(&mut lead);
    assert_eq!(open(&mut lead), []);
    let ended = past(&mut lead).remove(0).ended.unwrap();
    assert_eq!((ended.outcome, ended.by), (Some(Outcome::Mended), None));
    assert_eq!(ended.at, packer.now());
}

#[test]
fn an_entry_of_another_bench_that_is_late_calls_the_lead() {
    let (_shop, _packer, mut lead) = one_put_aside();
    lead.wait(4 * 3_600 + 1);
    assert!(look(&mut lead).contains(&AlertKind::Overdue));
}
