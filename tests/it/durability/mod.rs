//! What the packer saw acknowledged is there: after `kill -9`, after a power cut, on a full disk.

mod away;
mod disk;
mod fullness;
mod kill;
mod packer;
mod power;
mod restart;
mod story;
mod trace;

/// The counts that are tried normally, and in the nightly run.
struct Counts {
    /// Shifts that are packed under kills, and kills in each.
    kills: (u64, usize),
    /// States of the disk after a power cut that are opened again.
    power_cuts: usize,
    /// One in so many of them goes on packing to the end of the shift.
    gone_on_every: usize,
}

const USUAL: Counts = Counts {
    kills: (2, 20),
    power_cuts: 300,
    gone_on_every: 25,
};
const NIGHTLY: Counts = Counts {
    kills: (20, 50),
    power_cuts: 3_000,
    gone_on_every: 25,
};

fn counts() -> &'static Counts {
    if crate::support::process::is_nightly() {
        &NIGHTLY
    } else {
        &USUAL
    }
}
