//! The work of one scan that is no disk: decide, draw a symbol, lay out a label.
//!
//! What the disk and the whole way of a scan take is measured by `pakownia bench`.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use pakownia::domain::catalog::TrackingNeeds;
use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{Sku, TrackingNo};
use pakownia::domain::session::fact::{Capture, Fact, OpenedBy};
use pakownia::domain::session::input::{Input, Meaning, Scanned};
use pakownia::domain::session::question::ProductOption;
use pakownia::domain::session::unit_step::UnitStepAt;
use pakownia::domain::session::{Bench, Context, HandOverNow, OpenedLine, Stamp};
use pakownia::domain::settings::Settings;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::domain::worker::{Language, Role};
use pakownia::labels::{
    Address, LabelSize, LabelWords, Orientation, ShippingLabel, THERMAL_DPI, code128, label_pdf,
};

fn bench_with_30_lines(stamp: &Stamp) -> Bench {
    let lines = (0..30).map(|at| OpenedLine {
        line: at + 1,
        sku: Sku(format!("SKU-{at:02}")),
        kit: None,
        ordered: 2,
        unit_weight: Grams(250),
        size: SizeMm::new(60, 50, 40),
        location: None,
        tracking: TrackingNeeds::default(),
        handling: pakownia::domain::handling::Handling::default(),
    });
    let facts = [
        Fact::SignedIn {
            worker: "W-001".into(),
            role: Role::Packer,
            language: Language::Pl,
        },
        Fact::OrderOpened {
            order: "B-1".into(),
            revision: 1,
            lines: lines.collect(),
            way: pakownia::domain::tariff::Way::default(),
            planned_parcels: 1,
            documents: vec![],
            opened: OpenedBy::Number,
            promise: None,
            verification: None,
        },
    ];
    let mut bench = Bench::default();
    for fact in &facts {
        bench.apply(fact, stamp);
    }
    bench
}

fn decide_on_30_lines(criterion: &mut Criterion) {
    let settings = Settings::default();
    let context = Context {
        now: "2026-11-20T07:00:00Z".parse().unwrap(),
        settings: &settings,
        packagings: &[],
        plan: None,
        order_now: None,
        reopen_hold: None,
        next_serial: Some(1),
        missing_documents: &[],
        label_fault: None,
        label_scan: false,
        unit_step: UnitStepAt::Off,
        substitute_serial: None,
        handover: &HandOverNow::default(),
        weights: None,
        here: None,
    };
    let bench = bench_with_30_lines(&Stamp {
        at: context.now,
        worker: Some("W-001".into()),
    });
    let input = Input::Scanned(Scanned {
        code: "5901234123457".to_owned(),
        meaning: Meaning::Products {
            products: vec![ProductOption {
                sku: "SKU-29".into(),
                units: 1,
            }],
            capture: Capture::default(),
            single_line: None,
        },
    });
    criterion.bench_function("decide on an order of 30 lines", |timer| {
        timer.iter(|| bench.decide(black_box(&input), &context));
    });
}

fn encode_a_symbol(criterion: &mut Criterion) {
    let sscc = Sscc::compose(3, "5901234", 17).unwrap();
    criterion.bench_function("code 128 of an SSCC", |timer| {
        timer.iter(|| code128::encode_sscc(black_box(sscc)));
    });
    criterion.bench_function("code 128 of an order number", |timer| {
        timer.iter(|| code128::encode("order_no", black_box("WWW-2026-00003")));
    });
}

fn lay_out_a_label(criterion: &mut Criterion) {
    let sscc = Sscc::compose(3, "5901234", 17).unwrap();
    let address = |name: &str, city: &str| Address {
        region: None,
        name: name.to_owned(),
        company: None,
        lines: vec!["ul. Źródlana 10/4".to_owned()],
        postcode: "70-001".to_owned(),
        city: city.to_owned(),
        country: "PL".to_owned(),
        phone: Some("+48707632255".to_owned()),
    };
    let label = ShippingLabel {
        orientation: Orientation::Portrait,
        size: LabelSize::W100xH150,
        sender: address("Sklep Żółw Sp. z o.o.", "Pruszków"),
        recipient: address("Grażyna Brzęczyszczykiewicz", "Łękołody"),
        service: "KURIER".to_owned(),
        routing: "PL 70-001".to_owned(),
        order_no: "WWW-2026-00003".into(),
        parcel_index: 1,
        parcel_count: 1,
        gross: Grams(2_345),
        sscc: Some(sscc),
        tracking: TrackingNo(sscc.to_string()),
        notes: vec![],
        words: LabelWords::polish(),
    };
    criterion.bench_function("a label as PDF", |timer| {
        timer.iter(|| label_pdf(black_box(&label), THERMAL_DPI).unwrap());
    });
}

criterion_group!(
    without_a_disk,
    decide_on_30_lines,
    encode_a_symbol,
    lay_out_a_label
);
criterion_main!(without_a_disk);
