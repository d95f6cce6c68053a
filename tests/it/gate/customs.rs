//! Parcels across a customs border: held until everything is known that customs ask for, then declared on paper.

use pakownia::domain::customs::{CustomsFault, CustomsField};
use pakownia::domain::gate::Hold;

use crate::labels::referees::text_of;
use crate::sample::no;
use crate::support::bench::BenchTest;

const HEAD: &str =
    "sku,name,weight_g,length_mm,width_mm,height_mm,customs_description,hs_code,origin\n";
const MUG: &str = "MUG-01,Kubek żółty,320,100,90,100,Ceramic mug,6911.10 00,pl\n";
const TEA: &str = "TEA-01,Herbata,120,80,60,40,Black tea,090240,LK\n";

fn held(bench: &mut BenchTest, order: &str) -> Option<Hold> {
    bench.with_store(|store| store.order(&no(order)).unwrap().unwrap().hold)
}

fn lacks(field: CustomsField, sku: Option<&str>, value: &str) -> Hold {
    Hold::from(CustomsFault {
        field,
        sku: sku.map(Into::into),
        value: value.to_owned(),
    })
}

fn to_switzerland(bench: &mut BenchTest, order: &str) {
    let cells = [
        ("country", "CH"),
        ("postcode", "8001"),
        ("city", "Zürich"),
        ("phone", "+41441234567"),
        ("currency", "EUR"),
    ];
    bench.shop_edits(order, None, &cells);
}

fn products(bench: &mut BenchTest, rows: &str) {
    bench.shop_sends(&[("products.csv", format!("{HEAD}{rows}"))]);
}

/// The lines of B-101 with what a unit is worth.
fn lines(bench: &mut BenchTest, mug: &str, tea: &str) {
    let orders =
        std::fs::read_to_string(crate::support::bench::fixtures().join("orders.csv")).unwrap();
    let head = orders.lines().next().unwrap();
    let row = orders
        .lines()
        .find(|row| row.starts_with("B-101,"))
        .unwrap();
    let row = row
        .replace(
            "00-001,Warszawa,PL,+48600100200",
            "8001,Zürich,CH,+41441234567",
        )
        .replace("9900,PLN", "9900,EUR");
    let rows = format!(
        "order_no,line,sku,quantity,unit_value_minor\nB-101,1,MUG-01,2,{mug}\nB-101,2,TEA-01,1,{tea}\n"
    );
    bench.shop_sends(&[
        ("orders.csv", format!("{head}\n{row}\n")),
        ("order_lines.csv", rows),
    ]);
}

#[test]
fn an_order_across_the_border_waits_for_each_thing_that_customs_ask_for() {
    let mut bench = BenchTest::new();
    to_switzerland(&mut bench, "B-101");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Eori, None, ""))
    );
    bench.run_line("signin W-002");
    let said = bench.run_line("scan B-101");
    assert!(
        said.starts_with("blocked OrderHeld") && said.contains("EORI"),
        "{said}"
    );
    bench.run_line("setting sender_eori 525-000");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Eori, None, "525-000"))
    );
    bench.run_line("setting sender_eori pl 525000000000000");
    let mug = Some("MUG-01");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Description, mug, ""))
    );
    // The catalogue learns it, and the order is looked at again by itself.
    products(&mut bench, &MUG.replace("6911.10 00", "6911"));
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::HsCode, mug, "6911"))
    );
    products(&mut bench, &MUG.replace("pl\n", "\n"));
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Origin, mug, ""))
    );
    products(&mut bench, MUG);
    let tea = Some("TEA-01");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Description, tea, ""))
    );
    products(&mut bench, TEA);
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Value, mug, ""))
    );
    lines(&mut bench, "3500", "");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Value, tea, ""))
    );
    lines(&mut bench, "3500", "0");
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Value, tea, ""))
    );
    lines(&mut bench, "3500", "2900");
    assert_eq!(held(&mut bench, "B-101"), None);
    // And it is held again when the catalogue forgets.
    products(&mut bench, &TEA.replace("090240", ""));
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::HsCode, tea, ""))
    );
}

#[test]
fn an_order_within_the_union_needs_none_of_it() {
    let mut bench = BenchTest::new();
    let cells = [
        ("country", "DE"),
        ("postcode", "10115"),
        ("city", "Berlin"),
        ("phone", "+4930123456"),
    ];
    bench.shop_edits("B-101", None, &cells);
    assert_eq!(held(&mut bench, "B-101"), None);
    // Büsingen lies in Germany and outside its customs border.
    let cells = [
        ("country", "DE"),
        ("postcode", "78266"),
        ("city", "Büsingen"),
        ("phone", "+4977341234"),
    ];
    bench.shop_edits("B-101", None, &cells);
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Eori, None, ""))
    );
}

#[test]
fn orders_that_customs_would_stop_are_no_work_ahead_and_stay_so_after_a_new_load() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    bench.station().sync_all(|_| {}).unwrap();
    let ahead = bench.with_store(|store| store.claims_ahead().unwrap());
    to_switzerland(&mut bench, "B-101");
    assert_eq!(
        bench.with_store(|store| store.claims_ahead().unwrap()),
        ahead - 1
    );
    bench.with_store(|store| store.drop_cache().unwrap());
    bench.station().sync_all(|_| {}).unwrap();
    assert_eq!(
        held(&mut bench, "B-101"),
        Some(lacks(CustomsField::Eori, None, ""))
    );
}

/// Everything is there, and B-101 is packed.
fn packed() -> BenchTest {
    let mut bench = BenchTest::new();
    bench.run_line("setting sender_eori PL525000000000000");
    products(&mut bench, &format!("{MUG}{TEA}"));
    lines(&mut bench, "3500", "2900");
    for line in [
        "signin W-002",
        "scan B-101",
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000031",
        "packaging",
    ] {
        let said = bench.run_line(line);
        assert!(said.starts_with("accepted"), "{line}: {said}");
    }
    bench
}

#[test]
fn the_parcel_takes_its_declaration_along_with_what_is_inside() {
    let mut bench = packed();
    let around = pakownia::station::Around::default();
    let (expected, _) = bench
        .station()
        .snapshot(&around)
        .unwrap()
        .session
        .unwrap()
        .expected
        .unwrap();
    bench.run_line(&format!("weigh {}", expected.0));
    let said = bench.run_line("scan B-101");
    assert!(said.contains("closed"), "{said}");
    let bytes = bench.with_store(|store| {
        let jobs = store.print_jobs(99).unwrap();
        let job = jobs
            .iter()
            .find(|job| job.key == "customs/B-101/1/1")
            .unwrap();
        assert_eq!(job.target, "documents");
        store.print_job_bytes(job.job).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let said = text_of(folder.path(), &bytes);
    for part in [
        "Customs declaration",
        "PL525000000000000",
        "Ceramic mug",
        "69111000",
        "Black tea",
        "090240",
        "LK",
        "0.640",
        "70.00",
        "29.00",
        "99.00",
        "Value EUR",
        "Zürich",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_parcel_that_stays_in_the_union_has_no_declaration() {
    let mut bench = BenchTest::new();
    for line in [
        "signin W-002",
        "scan B-106",
        "scan 5901234000093",
        "weigh 1150",
        "scan B-106",
    ] {
        bench.run_line(line);
    }
    let jobs = bench.with_store(|store| store.print_jobs(99).unwrap());
    let jobs: Vec<String> = jobs.into_iter().map(|job| job.key).collect();
    assert!(
        jobs.iter().any(|key| key.starts_with("slip/B-106")),
        "{jobs:?}"
    );
    assert!(
        !jobs.iter().any(|key| key.starts_with("customs/")),
        "{jobs:?}"
    );
}
