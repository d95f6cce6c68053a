//! The stories of the packing bench, one test each; the scripts stand in `tests/scripts`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::bench::run_script;

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")
}

macro_rules! stories {
    ($($name:ident => $file:literal,)*) => {
        $(
            #[test]
            fn $name() {
                run_script(&scripts().join($file));
            }
        )*

        #[test]
        fn every_script_is_told() {
            let told = [$($file),*];
            for entry in fs::read_dir(scripts()).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!(told.contains(&name.as_str()), "{name} is not told by any test");
            }
        }
    };
}

stories! {
    what_was_wrong_is_counted_once_and_put_down_to_the_right_product => "mis_picks.txt",
    an_address_is_mended_or_holds_its_order => "address.txt",
    wrong_goods_are_refused_and_the_right_ones_ship => "wrong_goods.txt",
    a_code_with_two_products_is_asked_about_and_never_guessed => "ambiguous_barcode.txt",
    a_crash_between_any_two_scans_loses_nothing => "crash.txt",
    a_case_counts_its_units_or_is_refused_whole => "case_barcode.txt",
    serial_lot_and_expiry_are_written_down => "serial_lot_expiry.txt",
    only_a_lead_confirms_by_hand_and_it_is_counted => "confirmed_by_hand.txt",
    a_short_pick_has_three_ways_out => "short_pick.txt",
    the_last_scan_can_be_taken_back_in_every_step => "undo.txt",
    a_cancelled_order_stops_under_the_packers_hands => "cancelled.txt",
    an_edited_order_shows_its_new_list_first => "edited.txt",
    one_order_goes_out_in_several_parcels => "several_parcels.txt",
    a_packer_puts_more_into_a_parcel_than_was_reckoned => "more_than_reckoned.txt",
    an_opened_parcel_keeps_its_number_and_gets_a_second_label => "opened_again.txt",
    the_packer_changes_in_the_middle_of_an_order => "change_of_packer.txt",
    a_tote_opens_its_order_until_it_is_closed => "totes.txt",
    an_order_of_one_line_opens_by_its_item => "single_line.txt",
    kits_count_their_parts => "kits_and_notes.txt",
    a_lead_teaches_the_bench_a_barcode => "bound_barcode.txt",
    without_a_scanner_a_second_person_counts => "without_scanner.txt",
    by_risk_a_second_person_looks_or_one_scan_counts_whole_cases => "verification.txt",
    a_missing_invoice_warns_and_does_not_block => "papers.txt",
    another_packaging_needs_a_reason => "packaging.txt",
    a_weight_that_is_off_blocks_until_another_person_lets_it_go => "weight.txt",
    wrong_pins_and_pauses_lock_the_bench => "signing_in.txt",
    held_orders_stay_shut => "held.txt",
    of_two_orders_that_are_the_same_the_later_one_waits_for_a_leads_word => "duplicates.txt",
    a_label_printed_again_has_the_same_bytes_and_is_recorded => "reprint.txt",
    every_command_has_a_card => "cards.txt",
    the_shops_own_codes_are_told_by_how_they_begin => "own_codes.txt",
    a_print_of_which_nobody_knows_is_asked_about_between_two_orders => "uncertain_print.txt",
    the_label_is_scanned_on_its_parcel_before_the_next_one => "label_scan.txt",
    each_unit_is_weighed_at_its_scan => "each_unit.txt",
    a_unit_that_the_scale_cannot_tell_is_counted_and_said => "each_unit_light.txt",
    an_unplugged_scale_and_a_crash_in_the_middle_of_weighing_each_unit => "each_unit_interrupted.txt",
    parcels_are_scanned_onto_the_carriers_list_and_others_are_refused => "handover.txt",
    a_parcel_whose_label_cannot_be_had_goes_under_a_substitute => "substitute.txt",
    an_order_that_missed_its_lorry_is_late_and_stays_first => "after_cutoff.txt",
    a_service_that_blocks_holds_its_orders_until_the_next_lorrys_day => "after_cutoff_blocked.txt",
    a_rule_decides_by_the_goods_and_once_more_by_the_scale => "shipping_rules.txt",
    the_devices_are_checked_at_the_start_of_a_shift_and_nobody_is_kept_from_packing => "shift_check.txt",
    a_station_card_brings_devices_printers_paper_and_role => "station_card.txt",
    zero_and_tare_of_the_scale_are_cards_in_any_step => "scale_cards.txt",
}
