//! Masters with one rule taken out: the simulator has to find each of them out.

use super::first_failure;

/// The rule that the simulated master lacks, and what it does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mutation {
    /// A fact counts whatever claim it was made under.
    FenceCheck,
    /// An order is given on when its lease is over, whatever may be in the outbox of its bench.
    DrainedRule,
    /// A bench reads rows behind others that are not written yet.
    SnapshotBound,
    /// A fact that cannot be stored fails all those that came with it.
    Savepoint,
    /// A message of an abandoned connection counts.
    RunCheck,
    /// A master that was set back gives orders away before the benches told what they did since.
    Recovery,
}

/// Seeds within which each mutation has to show; most do within a few hundred.
const SEEDS: u64 = 60_000;

fn is_found_out(mutation: Mutation, invariant: &str) {
    let found = first_failure(0..SEEDS, Some(mutation), |why| why.starts_with(invariant));
    assert!(
        found.is_some(),
        "a missing {mutation:?} never shows as {invariant}"
    );
}

#[test]
fn a_master_without_the_fence_check_is_found_out() {
    is_found_out(Mutation::FenceCheck, "I2");
}

#[test]
fn a_master_that_gives_orders_on_at_the_end_of_the_lease_is_found_out() {
    is_found_out(Mutation::DrainedRule, "I3");
}

#[test]
fn a_master_that_shows_rows_before_older_ones_are_written_is_found_out() {
    is_found_out(Mutation::SnapshotBound, "I5");
}

#[test]
fn a_master_that_fails_on_one_bad_fact_is_found_out() {
    is_found_out(Mutation::Savepoint, "I1");
}

#[test]
fn a_master_that_listens_to_abandoned_connections_is_found_out() {
    is_found_out(Mutation::RunCheck, "I3");
}

#[test]
fn a_master_that_was_set_back_and_does_not_wait_is_found_out() {
    is_found_out(Mutation::Recovery, "I3");
}
