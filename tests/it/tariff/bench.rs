//! At the bench: what a carrier does not take is not proposed, and refused by hand with the way out.

use pakownia::domain::units::Minor;
use pakownia::station::Around;

use crate::support::bench::BenchTest;

/// A bench with these rows in its price list.
fn bench_with(tariffs: &str) -> BenchTest {
    let mut bench = BenchTest::new();
    bench.run_line(&format!("tariffs {tariffs}"));
    bench
}

/// Packs an order of so many mugs but for its packaging; the last answer.
fn pack(bench: &mut BenchTest, mugs: u32) -> String {
    bench.shop_edits("B-103", Some(&[(1, "MUG-01", mugs)]), &[]);
    bench.run_line("signin W-002");
    let mut last = bench.run_line("scan B-103");
    for _ in 0..mugs {
        last = bench.run_line("scan 5901234123457");
    }
    last
}

#[test]
fn a_box_that_breaks_the_services_girth_is_not_proposed_and_refused_by_hand_with_the_way_out() {
    // KAR-S: 256 + 2 × (206 + 158) = 984 mm round; KAR-M: 356 + 2 × (306 + 258) = 1 484 mm.
    let mut bench = bench_with("dpd_courier,PL,30000,,1000,,,1690");
    let last = pack(&mut bench, 2);
    assert!(last.contains("packaging KAR-S |"), "{last}");
    let seen = bench.station().snapshot(&Around::default()).unwrap();
    let without_key = seen.session.unwrap().not_carried;
    assert_eq!(without_key, ["KAR-L".into(), "KAR-M".into()]);
    let refused = bench.run_line("packaging KAR-M TooSmall");
    assert!(refused.starts_with("blocked NotCarried"), "{refused}");
    for said in ["girth is 1 484 mm, at most 1 000 mm", "Take KAR-S"] {
        let spaced = refused.replace('\u{a0}', " ");
        assert!(spaced.contains(said), "{refused}");
    }
    // The service that takes it has no such limit.
    let taken = bench.run_line("packaging KAR-S");
    assert!(taken.starts_with("accepted"), "{taken}");
}

#[test]
fn goods_that_would_need_a_box_too_long_for_the_service_go_in_more_parcels() {
    // Twelve mugs go into one KAR-M, which is longer than 300 mm, or four by four into KAR-S.
    for (row, opened) in [
        ("dpd_courier,PL,30000,,,300,,1690", "parcel 1/3"),
        ("dpd_courier,PL,30000,,,,,1690", "0/12 scanning |"),
    ] {
        let mut bench = bench_with(row);
        bench.shop_edits("B-103", Some(&[(1, "MUG-01", 12)]), &[]);
        bench.run_line("signin W-002");
        let answer = bench.run_line("scan B-103");
        assert!(answer.contains(opened), "{row}: {answer}");
    }
}

#[test]
fn a_limit_of_another_country_or_service_says_nothing() {
    for row in [
        "dpd_courier,DE,30000,,1000,,,1690",
        "gls_courier,PL,30000,,1000,,,1690",
    ] {
        let mut bench = bench_with(row);
        pack(&mut bench, 2);
        let taken = bench.run_line("packaging KAR-M TooSmall");
        assert!(taken.starts_with("accepted"), "{row}: {taken}");
    }
}

#[test]
fn a_rule_that_sends_the_parcel_by_another_service_on_the_scale_asks_whether_that_one_takes_the_box()
 {
    let mut bench = bench_with("gls_courier,PL,30000,,1000,,,1690");
    bench.run_line("rules 1,,,700..,,,gls_courier,,,");
    pack(&mut bench, 2);
    // In KAR-S they weigh 780 g; the packer takes KAR-M, in which gls does not take them.
    let taken = bench.run_line("packaging KAR-M TooSmall");
    assert!(taken.starts_with("accepted"), "{taken}");
    let weighed = bench.run_line("weigh 910");
    assert!(weighed.starts_with("blocked NotCarried"), "{weighed}");
    assert!(
        weighed.contains("GLS") && weighed.contains("Take KAR-S"),
        "{weighed}"
    );
    assert!(bench.run_line("scan B-103").contains("NotCarried"));
    assert!(bench.run_line("scan KAR-S").contains("weighing KAR-S"));
    assert!(bench.run_line("weigh 780").starts_with("accepted"));
    assert!(bench.run_line("scan B-103").contains("closed"));
}

#[test]
fn by_least_cost_the_dearer_box_wins_where_its_smaller_size_is_cheaper_to_send() {
    let sized = "dpd_courier,PL,30000,260x210x160,,,,990 dpd_courier,PL,30000,,,,,2490";
    let cost = |tariffs: &str| {
        let mut bench = bench_with(tariffs);
        bench.run_line("setting packing_objective cost");
        // KAR-M is the cheaper one to buy.
        let text = "code,name,inner_length_mm,inner_width_mm,inner_height_mm,outer_length_mm,outer_width_mm,outer_height_mm,tare_g,max_gross_g,cost_minor,on_hand\n\
            KAR-M,Karton średni,350,300,250,356,306,258,250,15000,20,50\n";
        bench.shop_sends(&[("packagings.csv", text.to_owned())]);
        let last = pack(&mut bench, 2);
        let shown = bench.station().snapshot(&Around::default()).unwrap();
        let plan = shown.session.and_then(|session| session.plan);
        let cost = plan.and_then(|plan| plan.cost);
        (last, cost.map(|cost| (cost.packaging, cost.carrier)))
    };
    let (one_price, parcel) = cost("dpd_courier,PL,30000,,,,,2490");
    assert!(one_price.contains("packaging KAR-M |"), "{one_price}");
    assert_eq!(parcel, Some((Minor(20), Minor(2_490))));
    let (by_size, parcel) = cost(sized);
    assert!(by_size.contains("packaging KAR-S |"), "{by_size}");
    assert_eq!(parcel, Some((Minor(120), Minor(990))));
}
