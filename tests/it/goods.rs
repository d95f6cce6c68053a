//! Goods that have to be handled with care: what the catalogue says of them holds at the bench.

use pakownia::domain::handling::Mark;
use pakownia::station::Around;

use crate::support::bench::BenchTest;

/// What these goods weigh, how large they are, and how they have to be handled.
const PRODUCTS: &str = "\
sku,name,weight_g,length_mm,width_mm,height_mm,handling,apart
SOAP,Mydło,300,90,60,40,,chemicals
RICE,Ryż,400,90,60,40,,food
LAMP,Lampa,6900,780,420,240,own_carton,
VASE,Wazon,500,100,100,200,fragile nothing_on_top this_side_up,
";
const BARCODES: &str = "\
barcode,sku,units_per_scan
S-1,SOAP,1
R-1,RICE,1
L-1,LAMP,1
V-1,VASE,1
";
const STOCK: &str = "\
sku,aisle,shelf,bin,on_hand
SOAP,A,1,1,50
RICE,A,1,2,50
LAMP,A,1,3,50
VASE,A,1,4,50
";

/// A bench at which this order is open.
fn bench_with(lines: &[(u32, &str, u32)]) -> BenchTest {
    let mut bench = BenchTest::new();
    bench.shop_sends(&[
        ("products.csv", PRODUCTS.to_owned()),
        ("barcodes.csv", BARCODES.to_owned()),
        ("stock.csv", STOCK.to_owned()),
    ]);
    bench.shop_edits("B-101", Some(lines), &[]);
    bench.run_line("signin W-002");
    bench
}

#[test]
fn a_unit_that_must_not_share_the_parcel_is_stopped_and_goes_into_the_next_one() {
    let mut bench = bench_with(&[(1, "SOAP", 2), (2, "RICE", 1)]);
    let opened = bench.run_line("scan B-101");
    assert!(opened.contains("parcel 1/2"), "{opened}");
    // The rice lies second, and may be taken first.
    let first = bench.run_line("scan R-1");
    assert!(first.contains("packaging"), "the rice is a parcel: {first}");
    let soap = bench.run_line("scan S-1");
    assert!(soap.contains("OtherParcel"), "{soap}");
    bench.run_line("undo");
    bench.run_line("scan S-1");
    let met = bench.run_line("scan R-1");
    assert!(met.contains("OtherParcel"), "{met}");
}

#[test]
fn a_unit_in_its_own_carton_is_weighed_and_closed_as_it_is() {
    let mut bench = bench_with(&[(1, "LAMP", 1), (2, "VASE", 1)]);
    let opened = bench.run_line("scan B-101");
    assert!(opened.contains("parcel 1/2"), "{opened}");
    bench.run_line("scan V-1");
    let beside = bench.run_line("scan L-1");
    assert!(
        beside.contains("OwnParcel") || beside.contains("ParcelFull"),
        "{beside}"
    );
    bench.run_line("undo");
    let alone = bench.run_line("scan L-1");
    assert!(alone.contains("OWN-CARTON"), "{alone}");
    // Nothing has to be scanned; where somebody has printed the code, it is taken.
    let taken = bench.run_line("scan own-carton");
    assert!(taken.contains("weighing"), "{taken}");
    // Without tare: the scale shows what the lamp weighs.
    let weighed = bench.run_line("weigh 6900");
    assert!(
        weighed.contains("ConfirmNow") || weighed.contains("confirming"),
        "{weighed}"
    );
    let closed = bench.run_line("scan B-101");
    assert!(closed.contains("accepted"), "{closed}");
    let rest = bench.run_line("scan V-1");
    assert!(rest.contains("packaging"), "{rest}");
    assert!(!rest.contains("OWN-CARTON"), "{rest}");
}

#[test]
fn the_packer_sees_beside_the_line_how_goods_have_to_be_handled() {
    let mut bench = bench_with(&[(1, "VASE", 2)]);
    bench.run_line("scan B-101");
    let shown = bench.station().snapshot(&Around::default()).unwrap();
    let session = shown.session.unwrap();
    let marks = &session.lines[0].marks;
    assert_eq!(
        marks,
        &[Mark::NothingOnTop, Mark::Fragile, Mark::ThisSideUp]
    );
    // In the picture stands what matters most, and no vase stands on another or lies.
    let plan = session.plan.unwrap();
    assert_eq!(plan.units.len(), 2);
    for unit in &plan.units {
        assert_eq!(unit.mark, Some(Mark::NothingOnTop));
        assert_eq!((unit.at[2], unit.sides[2]), (0, 200));
    }
}
