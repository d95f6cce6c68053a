//! Masters with one rule taken out: the simulator has to find each of them out.

use super::run_seed;

/// The rule that the simulated master does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mutation {
    /// A fact counts whatever claim it was made under.
    NoFenceCheck,
    /// An order is given on when its lease is over, whatever may be in the outbox of its bench.
    NoDrainedRule,
    /// A bench reads rows behind others that are not written yet.
    NoSnapshotBound,
    /// A fact that cannot be stored fails all those that came with it.
    NoSavepoint,
    /// A message of an abandoned connection counts.
    NoRunCheck,
    /// A master that was set back gives orders away before the benches told what they did since.
    NoRecovery,
}

/// Seeds within which each mutation has to show.
const SEEDS: u64 = 2_000;

fn is_found_out(mutation: Mutation, invariant: &str) {
    let shows = |seed: &u64| {
        let violation = run_seed(*seed, Some(mutation)).err();
        violation.is_some_and(|violation| violation.starts_with(invariant))
    };
    assert!(
        (0..SEEDS).any(|seed| shows(&seed)),
        "{mutation:?} never shows as {invariant}"
    );
}

#[test]
fn a_master_without_the_fence_check_is_found_out() {
    is_found_out(Mutation::NoFenceCheck, "I2");
}

#[test]
fn a_master_that_gives_orders_on_at_the_end_of_the_lease_is_found_out() {
    is_found_out(Mutation::NoDrainedRule, "I3");
}

#[test]
fn a_master_that_shows_rows_before_older_ones_are_written_is_found_out() {
    is_found_out(Mutation::NoSnapshotBound, "I5");
}

#[test]
fn a_master_that_fails_on_one_bad_fact_is_found_out() {
    is_found_out(Mutation::NoSavepoint, "I1");
}

#[test]
fn a_master_that_listens_to_abandoned_connections_is_found_out() {
    is_found_out(Mutation::NoRunCheck, "I3");
}

#[test]
fn a_master_that_was_set_back_and_does_not_wait_is_found_out() {
    is_found_out(Mutation::NoRecovery, "I3");
}
