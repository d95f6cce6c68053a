//! Outside systems: wire types and mapping: the CSV folder, and whoever is told of alerts.

pub mod bare_csv;
pub mod csv_folder;
pub mod mail;
pub mod webhook;
