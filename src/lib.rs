//! Pakownia: the packing-station program of a warehouse.
//!
//! # The house
//!
//! One crate, library and program. Arrows never turn round; `tests/it/tidy` proves it.
//!
//! ```text
//! main ─► ui, cli ─► station ─► store · master · connectors · devices · labels ─► domain
//!           └──────► i18n ◄──────────────────────────────────────────────┘    (i18n ─► domain)
//! ```
//!
//! | module | its one job | the only one that names |
//! |---|---|---|
//! | [`domain`] | what is true in a warehouse: barcodes, pick lists, the packing session, weight, packaging, shipping rules, holds, cut-offs. No clock, disk, network, screen or thread; no float in money, mass, length | – |
//! | [`store`] | this bench's SQLite: cached masters, journal, outbox, statistics | rusqlite (with [`master`]) |
//! | [`master`] | the one truth behind one trait: a file beside one bench, or PostgreSQL for many; the rules of both in [`master::ledger`], what a bench asks next in [`master::planner`] | `tokio_postgres`, rustls |
//! | [`connectors`] | outside systems: the CSV folder; mail server and webhook, which are told of alerts | csv, lettre, ureq |
//! | [`devices`] | threads around wires: scanner, scale, printer; simulators that speak the same bytes | serialport, hidapi |
//! | [`labels`] | label and papers: barcode symbols, layout, PDF, pictures | printpdf, krilla |
//! | [`station`] | the one loop that owns session and store; actions in, answers and snapshots out | argon2 |
//! | [`i18n`] | every word a person reads, Polish and English | fluent |
//! | [`ui`] | the screens: draw a snapshot, collect commands | eframe, egui, `egui_plot`, rfd, rodio |
//! | [`cli`] | headless commands, each a thin door to the same code | clap, indicatif |
//!
//! A scan's way: device or screen → the station's inbox → [`station`] looks up what the code means →
//! [`domain::session::Bench::decide`] gives facts (a refusal is a fact) → one transaction keeps facts,
//! projections and outbox rows → [`domain::session::Bench::apply`] → answer and snapshot.
//!
//! Between two scans the station's [planner](master::planner) says what to ask the master. One beside it
//! answers in place; one behind a network is asked by a thread, and its answers come back through the inbox,
//! in bounded slices. A bench opens only orders it holds, until their lease ends; the master gives an order on
//! only after its bench has said that nothing is left unsent.
//!
//! # What always holds
//!
//! Each line ends with the tests that prove it; a test proves that they exist.
//!
//! 1. What the packer saw acknowledged is on disk, after `kill -9` and after power loss:
//!    `nothing_acknowledged_is_lost_in_a_power_cut`, `a_killed_bench_goes_on_where_its_journal_ends`.
//! 2. A parcel is closed only when every unit was scanned and the order number was scanned, or a permitted
//!    person overrode it with a recorded reason: `whatever_happens_the_bench_answers_and_replays_the_same`,
//!    `a_shift_full_of_mistakes_ships_only_what_was_ordered`, `only_a_lead_confirms_by_hand_and_it_is_counted`.
//!    Where each unit is weighed: `where_each_unit_is_weighed_no_parcel_closes_with_a_unit_that_nobody_weighed`.
//! 3. An order is packed by one bench. A parcel gets one tracking number; printing again reprints the same
//!    stored bytes and is recorded: `an_order_is_held_by_one_bench_and_its_fence_grows`,
//!    `the_end_of_a_lease_alone_takes_nothing_from_a_silent_bench`,
//!    `whatever_goes_wrong_no_order_is_packed_twice_and_no_fact_is_lost`,
//!    `ten_benches_in_a_storm_lose_nothing_and_double_nothing`,
//!    `an_opened_parcel_keeps_its_number_and_gets_a_second_label`,
//!    `a_label_printed_again_has_the_same_bytes_and_is_recorded`.
//! 4. State changes only in `apply`, from a stored fact. Replaying the journal gives the same state:
//!    `a_bench_started_again_is_the_bench_it_was`, `rebuilt_projections_equal_the_living_ones`.
//! 5. The master is never merged with; benches send facts, the master decides. Sending a fact twice changes
//!    nothing: `a_fact_that_is_sent_twice_counts_once`, `facts_whose_answer_was_lost_count_once`, `dropping_the_cache_loses_nothing_of_the_journal`.
//! 6. The bench works with no network, no printer, no scale: what cannot be done now queues up, visibly:
//!    `in_the_window_an_outage_is_one_lamp_and_a_scan_does_not_wait_for_it`,
//!    `a_document_is_queued_once_and_tried_until_it_is_on_paper`, `the_journal_is_its_own_outbox`,
//!    `a_weight_is_typed_only_where_there_is_no_scale`. What a scale says is a parcel's weight or none:
//!    `a_whole_day_of_parcels_on_noisy_wires_gives_no_wrong_weight`.
//!    What is sent elsewhere waits there too, and is not doubled: `a_program_that_is_killed_while_it_sends_doubles_no_letter`.
//! 7. Every queue and loop has a bound with a reason. No scan is dropped silently:
//!    `no_scan_is_lost_doubled_or_split_at_any_frame_rate`, `fifty_scans_a_second_into_a_slow_station_are_all_there`.
//! 8. Nothing from outside (a barcode, a file, a scale's bytes, a customer's name) can crash the bench or reach
//!    SQL, ZPL, PDF, CSV or the shell as anything but data: `no_bytes_in_any_file_stop_the_bench`,
//!    `a_scales_wire_takes_anything_in_any_pieces_and_gives_no_load_without_an_empty_pan`,
//!    `bytes_that_are_no_answer_are_none_and_never_stop_the_bench`,
//!    `no_text_of_a_customer_is_ever_a_command`.
//! 9. Whole numbers in named units. Time is passed in: `money_mass_and_length_are_whole_numbers`,
//!    `the_domain_knows_no_clock_disk_network_screen_or_thread`.
//! 10. Every capability has a headless command with files or JSON lines in and out:
//!     `a_shift_full_of_mistakes_ships_only_what_was_ordered`.

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
