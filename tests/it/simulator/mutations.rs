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
}

/// The first seed below `most` in which the mutation shows, and what is wrong then.
fn first_violation(mutation: Mutation, most: u64) -> Option<(u64, String)> {
    (0..most).find_map(|seed| Some((seed, run_seed(seed, Some(mutation)).err()?)))
}

fn is_found_out(mutation: Mutation, invariant: &str) {
    let (seed, violation) = first_violation(mutation, 2_000).unwrap();
    assert!(
        violation.starts_with(invariant),
        "seed {seed} shows {violation}"
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
