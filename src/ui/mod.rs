//! The screens: draw a snapshot, collect commands.
//!
//! A screen is a plain function: a [`scene::Scene`] in, a picture and events out. Nothing here
//! decides anything about goods; what the bench answers comes in with the next snapshot.
#![warn(missing_docs)]

pub mod app;
pub mod bars;
pub mod bell;
pub mod board;
pub mod demo_panel;
mod departure;
pub mod draw;
pub mod empty;
pub mod fields;
pub mod files;
pub mod fit;
mod icons;
pub mod keys;
pub mod lead;
pub mod next;
pub mod packing;
mod pad;
pub mod pictures;
pub mod queue;
pub mod rehearsal;
pub mod scene;
pub mod sign_in;
pub mod sound;
pub mod theme;
pub mod tour;
pub mod wedge_hook;
