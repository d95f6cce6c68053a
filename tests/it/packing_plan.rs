//! Which packaging is proposed, by places that were found for every unit.

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::session::message::Verdict;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, BenchWord};
use pakownia::station::Around;
use pakownia::station::event::{Action, Command};

use crate::support::bench::BenchTest;
use crate::support::snapshots;
use crate::support::window::Bench;

/// A bench to which the shop has sent an order of so many units of one product.
fn bench_with(size: &str, units: u32) -> BenchTest {
    let mut bench = BenchTest::new();
    bench.shop_sends(&[
        (
            "products.csv",
            format!("sku,name,weight_g,length_mm,width_mm,height_mm\nODD-01,Skrzynka,900,{size}\n"),
        ),
        (
            "barcodes.csv",
            "barcode,sku,units_per_scan\n2000000099998,ODD-01,1\n".to_owned(),
        ),
        (
            "stock.csv",
            "sku,aisle,shelf,bin,on_hand\nODD-01,A,1,1,50\n".to_owned(),
        ),
    ]);
    bench.shop_edits("B-101", Some(&[(1, "ODD-01", units)]), &[]);
    bench.run_line("signin W-002");
    bench
}

const UNIT: &str = "scan 2000000099998";

#[test]
fn goods_that_fit_by_volume_but_not_by_shape_get_a_box_they_do_fit_into() {
    // Two of them have six litres, KAR-S has seven and a half; but neither side by side nor one on the other.
    let mut bench = bench_with("200,190,80", 2);
    bench.run_line("scan B-101");
    bench.run_line(UNIT);
    let last = bench.run_line(UNIT);
    assert!(last.contains("packaging KAR-M |"), "{last}");
}

#[test]
fn a_parcel_ends_where_no_place_is_found_for_the_next_unit() {
    // Two have less volume than KAR-L, but each of them needs a KAR-L of its own.
    let mut bench = bench_with("380,330,315", 2);
    let opened = bench.run_line("scan B-101");
    assert!(opened.contains("parcel 1/2"), "{opened}");
    let first = bench.run_line(UNIT);
    assert!(first.contains("1/2 packaging parcel 1/2 KAR-L"), "{first}");
    let second = bench.run_line(UNIT);
    assert!(second.contains("ParcelFull"), "{second}");
}

#[test]
fn who_sees_that_more_fits_packs_on() {
    let mut bench = bench_with("380,330,315", 2);
    bench.run_line("scan B-101");
    bench.run_line(UNIT);
    let fits = bench.run_line("scan PKN-FITS");
    assert!(fits.contains("accepted 1/2 scanning"), "{fits}");
    let second = bench.run_line(UNIT);
    assert!(second.contains("accepted ODD-01 2/2 packaging"), "{second}");
    let taken = bench.run_line("packaging");
    assert!(
        taken.contains("weighing KAR-L"),
        "by volume both go in: {taken}"
    );
}

#[test]
fn an_order_never_gets_the_packaging_of_the_one_before_it() {
    // Both have one line of two units, but of quite another size, and the first one is only put aside.
    let mut bench = bench_with("200,190,80", 2);
    bench.shop_edits("B-103", Some(&[(1, "MUG-01", 2)]), &[]);
    bench.run_line("scan B-101");
    bench.run_line("hold later");
    bench.run_line("scan B-103");
    bench.run_line("scan 5901234123457");
    let last = bench.run_line("scan 5901234123457");
    assert!(last.contains("packaging KAR-S |"), "{last}");
}

#[test]
fn a_lead_sees_which_packagings_are_not_taken_and_why() {
    let mut bench = bench_with("100,90,80", 2);
    bench.run_line("scan B-101");
    bench.run_line(UNIT);
    bench.run_line(UNIT);
    let taken = bench.take(&Action::Command(Command::Packaging {
        code: Some("KAR-L".into()),
        reason: Some("zabrakło małych".to_owned()),
    }));
    assert_eq!(taken.verdict, Verdict::Accepted);
    let today = bench
        .station()
        .report("2026-11-20", "2026-11-20", &BenchChoice::All)
        .unwrap();
    assert_eq!(
        today.other_packagings,
        [("KAR-S > KAR-L: zabrakło małych".to_owned(), 1)]
    );
}

#[test]
fn a_packer_whose_hands_know_better_takes_a_smaller_box_and_the_lead_reads_it() {
    // The bench finds no place for both in KAR-S.
    let mut bench = bench_with("200,190,80", 2);
    bench.run_line("scan B-101");
    bench.run_line(UNIT);
    let last = bench.run_line(UNIT);
    assert!(last.contains("packaging KAR-M |"), "{last}");
    let larger = bench.run_line("scan KAR-L");
    assert!(
        larger.contains("1 The proposed one is too small"),
        "{larger}"
    );
    bench.run_line("undo");
    let smaller = bench.run_line("scan KAR-S");
    assert!(smaller.contains("1 It all fits in this one"), "{smaller}");
    let taken = bench.run_line("scan PKN-OPT1");
    assert!(taken.contains("weighing KAR-S"), "{taken}");
    let today = bench
        .station()
        .report("2026-11-20", "2026-11-20", &BenchChoice::All)
        .unwrap();
    assert_eq!(
        today.other_packagings,
        [("KAR-M > KAR-S: ItFits".to_owned(), 1)]
    );
}

#[test]
fn a_bench_that_starts_again_in_the_middle_proposes_the_same() {
    let packed = |restarts: bool| {
        let mut bench = bench_with("200,190,80", 5);
        bench.run_line("scan B-101");
        let mut last = String::new();
        for _ in 0..5 {
            last = bench.run_line(UNIT);
            if restarts {
                bench.run_line("restart");
            }
        }
        last
    };
    let straight = packed(false);
    assert!(straight.contains("5/5 packaging"), "{straight}");
    assert_eq!(packed(true), straight);
}

#[test]
fn the_picture_counts_what_is_in_and_turns_without_telling_anybody() {
    let mut bench = bench_with("200,190,80", 2);
    bench.run_line("scan B-101");
    bench.run_line(UNIT);
    let shown = bench.station().snapshot(&Around::default()).unwrap();
    let plan = shown.session.unwrap().plan.unwrap();
    let is_in: Vec<bool> = plan.units.iter().map(|unit| unit.is_in).collect();
    assert_eq!(
        (plan.packaging.as_str(), is_in),
        ("KAR-M", vec![true, false])
    );

    for language in [Language::Pl, Language::En] {
        let mut window = Bench::new(snapshots::scanning(language, Role::Packer));
        let before = window.outlines();
        let turn = i18n::bench_word(language, BenchWord::TurnPicture);
        window.press(&turn);
        assert_ne!(window.outlines(), before);
        assert_eq!(window.sent(), []);
        for _ in 0..3 {
            window.press(&turn);
        }
        assert_eq!(window.outlines(), before);
    }
}

/// Seven units of an order for which only the better search finds places in KAR-S; the last answer.
fn seven_units(bench: &mut BenchTest) -> String {
    let products = "sku,name,weight_g,length_mm,width_mm,height_mm\nROD-01,Listwa,300,180,60,50\n\
                    BLOCK-01,Klocek,300,150,70,110\n";
    let codes = "barcode,sku,units_per_scan\n2000000099981,ROD-01,1\n2000000099974,BLOCK-01,1\n";
    bench.shop_sends(&[
        ("products.csv", products.to_owned()),
        ("barcodes.csv", codes.to_owned()),
    ]);
    bench.shop_edits("B-101", Some(&[(1, "ROD-01", 3), (2, "BLOCK-01", 4)]), &[]);
    bench.run_line("signin W-002");
    bench.run_line("scan B-101");
    for (code, units) in [("2000000099981", 3), ("2000000099974", 3)] {
        for _ in 0..units {
            bench.run_line(&format!("scan {code}"));
        }
    }
    bench.run_line("scan 2000000099974")
}

#[test]
fn what_is_done_first_after_a_restart_goes_by_the_plan_of_before() {
    let mut bench = BenchTest::new();
    let last = seven_units(&mut bench);
    assert!(last.contains("packaging KAR-S |"), "{last}");
    bench.run_line("restart");
    let taken = bench.run_line("packaging");
    assert!(taken.contains("weighing KAR-S "), "{taken}");
}

#[test]
fn a_parcel_that_is_opened_again_after_a_restart_gets_the_packaging_it_had() {
    let opened_again = |restarts: bool| {
        let mut bench = BenchTest::new();
        seven_units(&mut bench);
        bench.run_line("packaging");
        let session = bench
            .station()
            .snapshot(&Around::default())
            .unwrap()
            .session;
        let (expected, _) = session.unwrap().expected.unwrap();
        bench.run_line(&format!("weigh {}", expected.0));
        assert!(bench.run_line("scan B-101").contains("closed"));
        if restarts {
            bench.run_line("restart");
        }
        bench.run_line("reopen B-101 forgot the leaflet")
    };
    let straight = opened_again(false);
    assert!(straight.contains("packaging KAR-S |"), "{straight}");
    assert_eq!(opened_again(true), straight);
}
