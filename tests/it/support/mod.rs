//! What several tests need: a bench, the real program as a process, screens to draw, dice that fall the same way again.

pub(crate) mod alert_views;
pub(crate) mod bench;
pub(crate) mod check_lines;
pub(crate) mod cluster;
pub(crate) mod dice;
pub(crate) mod handover_views;
pub(crate) mod link_views;
pub(crate) mod lists;
pub(crate) mod mirror;
pub(crate) mod mis_pick_lines;
pub(crate) mod mis_pick_views;
pub(crate) mod mistakes;
pub(crate) mod post;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod seats;
pub(crate) mod several;
pub(crate) mod snapshots;
pub(crate) mod unit_snapshots;
pub(crate) mod wait;
pub(crate) mod weight_views;
pub(crate) mod window;
pub(crate) mod wording;
