//! The one loop that owns session and store: commands in, snapshots out.

mod ahead;
pub mod alerts;
pub mod all_benches;
mod answer;
mod asked;
pub mod auth;
mod backup;
pub mod board;
pub mod clock;
pub mod config;
pub mod cutoff_pilot;
mod departures;
pub mod desk;
pub mod device_config;
mod disk;
mod documents;
mod dossier;
pub mod event;
mod event_loop;
mod examine;
mod figure_days;
pub mod figures;
mod glance;
pub mod handle;
pub mod handover;
pub mod import;
mod label_debt;
mod lamps;
mod lanes;
mod leading;
pub mod learned;
pub mod link;
pub mod lookup;
pub mod master_form;
pub mod master_setup;
pub mod mis_picks;
pub mod packaging;
pub mod pair_actions;
mod papers;
mod planning;
pub mod printer_setup;
pub mod printing;
pub mod privacy;
pub mod radar;
pub mod records;
pub mod report;
mod resolve;
mod run;
pub mod schedule;
pub mod self_test;
pub mod server;
mod shift_check;
pub mod shipping;
pub mod snapshot;
pub mod station_card;
pub mod sync;
pub mod sync_levels;
pub mod sync_view;
pub mod table;
pub mod trace;
pub mod unit_step;
pub mod verification;
mod view;

pub use crate::devices::wedge;

pub use self::answer::Answer;
pub use self::backup::copy_now;
pub use self::documents::DocumentError;
pub use self::examine::{Finding, LabelAgainError};
pub use self::glance::{bench_language, sync_glance};
pub use self::planning::PlannerDoor;
pub use self::run::{Envelope, Outcome, Station, StationError};
pub use self::view::Around;

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all that is written");
        text
    })
}
