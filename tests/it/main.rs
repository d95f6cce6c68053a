//! Tests through the front doors of the rooms, one binary so that it links once.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod address;
mod alerts;
mod all_benches;
mod barcodes;
mod bench;
mod calendar;
mod commands;
mod desk;
mod devices;
mod durability;
mod each_unit;
mod exceptions;
mod faults;
mod figures;
mod first_picture;
mod fit;
mod flow_data;
mod fuzz;
mod gate;
mod goods;
mod handover;
mod import;
mod labels;
mod leading;
mod link;
mod look;
mod lorries;
mod master;
mod mis_picks;
mod mis_picks_screen;
mod packing_plan;
mod pair_actions;
mod postgres;
mod printing;
mod privacy;
mod properties;
mod records;
mod reports;
mod rescue;
mod sample;
mod scanner_test;
mod screens;
mod shift_check;
mod shipping;
mod simulator;
mod store;
mod stories;
mod storm;
mod support;
mod tables;
mod tariff;
mod tidy;
mod verification;
mod weights;
