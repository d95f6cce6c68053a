//! Weights that learn, from the scan to the catalogue: at the bench, on its screens, in its commands.

mod audit;
mod bench;
mod command;
mod screens;
