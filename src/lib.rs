//! Pakownia: the packing-station program of a warehouse.

pub mod cli;
pub mod connectors;
pub mod devices;
pub mod domain;
pub mod i18n;
pub mod labels;
pub mod master;
mod sqlite;
pub mod station;
pub mod store;
pub mod ui;
