//! Products that nobody has measured: packed by the rule of volume, listed for the lead, measured once.

use pakownia::domain::catalog::Measures;
use pakownia::domain::session::message::Verdict;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::station::event::{Action, Command};
use pakownia::station::snapshot::UnmeasuredRow;

use crate::support::bench::BenchTest;

/// A bench whose shop has not measured the tea, and has an order of it and a mug.
fn bench() -> BenchTest {
    let mut bench = BenchTest::new();
    send_tea(&mut bench, "100,,,");
    bench.shop_edits("B-103", Some(&[(1, "TEA-01", 1), (2, "MUG-01", 1)]), &[]);
    bench.run_line("signin W-002");
    bench
}

fn send_tea(bench: &mut BenchTest, weight_and_size: &str) {
    let head = "sku,name,weight_g,length_mm,width_mm,height_mm";
    let tea = format!("{head}\nTEA-01,Herbata miętowa,{weight_and_size}\n");
    bench.shop_sends(&[("products.csv", tea)]);
}

fn says(bench: &mut BenchTest, line: &str, part: &str) {
    let said = bench.run_line(line);
    assert!(said.contains(part), "{line}: {said}");
}

fn pack(bench: &mut BenchTest) {
    says(bench, "scan B-103", "accepted");
    says(bench, "scan 5901234000031", "accepted");
    says(bench, "scan 5901234123457", "accepted");
    says(bench, "weigh 550", "accepted");
    says(bench, "scan B-103", "closed");
}

fn unmeasured(bench: &mut BenchTest) -> Vec<UnmeasuredRow> {
    bench.station().read_weights().unwrap().unmeasured
}

fn measure(weight_g: i64) -> Action {
    Action::Command(Command::MeasureProduct {
        sku: "TEA-01".into(),
        length_mm: 150,
        width_mm: 80,
        height_mm: 60,
        weight_g,
    })
}

#[test]
fn a_product_that_was_packed_unmeasured_is_a_task_until_a_lead_has_measured_it() {
    let mut bench = bench();
    assert_eq!(unmeasured(&mut bench), [], "nothing is packed yet");
    pack(&mut bench);
    let tasks = unmeasured(&mut bench);
    let [task] = &tasks[..] else {
        panic!("the mug is measured: {tasks:?}");
    };
    assert_eq!((task.sku.as_str(), task.parcels), ("TEA-01", 1));
    assert!(!task.known.has_size() && task.known.has_weight());
    assert_eq!(task.last.date_naive(), bench.now().date_naive());
    // Opened again and closed again it is still one parcel.
    says(&mut bench, "reopen B-103 forgot the leaflet", "accepted");
    says(&mut bench, "weigh 550", "accepted");
    says(&mut bench, "scan B-103", "closed");
    assert_eq!(unmeasured(&mut bench)[0].parcels, 1);
    bench.restart();
    assert_eq!(unmeasured(&mut bench).len(), 1);

    bench.run_line("signin W-002");
    let refused = bench.take(&measure(100));
    assert_eq!(refused.message.reason(), Some("NotPermitted"));
    bench.run_line("signout");
    bench.run_line("signin W-900");
    let refused = bench.take(&measure(0));
    assert_eq!(refused.message.reason(), Some("BadMeasures"));
    assert_eq!(bench.take(&measure(104)).verdict, Verdict::Accepted);
    assert_eq!(unmeasured(&mut bench), [], "it is on its way");
    bench.station().sync_all(|_| {}).unwrap();
    let tea = bench.with_store(|store| store.product(&"TEA-01".into()).unwrap().unwrap());
    let known = Measures {
        size: SizeMm::new(150, 80, 60),
        weight: Grams(104),
    };
    assert_eq!(tea.measures(), known, "the master has told it to the bench");
    let nobody = Action::Command(Command::MeasureProduct {
        sku: "NOBODY".into(),
        length_mm: 1,
        width_mm: 1,
        height_mm: 1,
        weight_g: 1,
    });
    let refused = bench.take(&nobody);
    assert_eq!(refused.message.reason(), Some("UnknownProduct"));
}

#[test]
fn a_product_that_the_shop_has_measured_since_is_no_task_any_more() {
    let mut bench = bench();
    pack(&mut bench);
    assert_eq!(unmeasured(&mut bench).len(), 1);
    send_tea(&mut bench, "100,150,80,60");
    assert_eq!(unmeasured(&mut bench), []);
    // Without its weight it is one again, with the parcels of before.
    send_tea(&mut bench, "0,150,80,60");
    let tasks = unmeasured(&mut bench);
    assert!(tasks[0].known.has_size() && !tasks[0].known.has_weight());
}
