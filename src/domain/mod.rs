//! What is true in a warehouse: rules without a clock, disk, network, screen or thread.
//!
//! Time, stock and settings are passed in; answers are data. No float touches
//! money, mass or length; `stats` alone reckons with them.
#![warn(missing_docs, clippy::float_arithmetic, clippy::indexing_slicing)]

pub mod address;
pub mod alerts;
pub mod all_benches;
pub mod barcode;
pub mod box_picture;
pub mod calendar;
pub mod catalog;
pub mod closed_parcels;
pub mod code_lists;
pub mod customs;
pub mod cutoff_pilot;
pub mod desk;
pub mod duplicate;
pub mod exception;
pub mod feed;
pub mod figures;
pub mod foresight;
pub mod gate;
pub mod gs1;
pub mod handling;
pub mod handover;
pub mod ids;
pub mod import_problem;
pub mod journal;
pub mod label_debt;
pub mod lease;
pub mod location;
pub mod mis_pick;
pub mod order;
pub mod own_codes;
pub mod packaging;
pub mod packaging_cost;
pub mod packaging_use;
pub mod packing;
pub mod packing_plan;
pub mod printing;
pub mod privacy;
pub mod queue;
pub mod record_audit;
pub mod scanner_test;
pub mod schedule;
pub mod session;
mod setting_error;
pub mod settings;
pub mod shift;
pub mod shift_check;
pub mod shipping_rules;
pub mod stats;
pub mod table;
pub mod tariff;
pub mod tracking;
pub mod units;
pub mod verification;
pub mod weight_check;
pub mod worker;
