//! From complete code to committed verdict, beside the least that the same disk can do.

use std::path::Path;
use std::time::Instant;

use super::figure::{Figure, Limit, Sheet, Times};
use super::packing::{Packer, Scan};
use super::warehouse::{Warehouse, code_of};
use crate::cli::Failure;
use crate::domain::ids::Sku;
use crate::domain::session::fact::{Capture, Fact, OpenedBy};
use crate::domain::session::input::{Input, Meaning, Scanned};
use crate::domain::session::question::ProductOption;
use crate::domain::session::unit_step::UnitStepAt;
use crate::domain::session::{Bench, Context, HandOverNow, OpenedLine, Stamp};
use crate::domain::settings::Settings;
use crate::domain::units::{Grams, SizeMm};
use crate::domain::worker::{Language, Role};
use crate::station::clock::Clock;
use crate::station::lookup::{self, Reading};
use crate::store::Store;
use crate::store::bare::{BareLookup, BareRows};

/// Bare commits before the first timed one, and orders packed before the first timed scan: both logs have then been
/// written through once and are overwritten in place, as they are for most of a shift.
const WARM_UP: usize = 1_100;
/// See [`WARM_UP`].
const WARM_UP_ORDERS: usize = 60;

/// Bytes of a bare row.
const PAYLOAD: [u8; 120] = [b'x'; 120];

const BARE_P99: &str = "p99 of bare single-row synced SQLite commits, in turns on the same disk";
const BARE_P50: &str = "p50 of the same bare commits";

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    /// Unit scans, and as many bare commits.
    pub(super) scans: usize,
    /// Decisions and look-ups.
    pub(super) calls: usize,
}

/// Packs orders and writes the figures.
pub(super) fn run(warehouse: &mut Warehouse, counts: Counts, sheet: Sheet) -> Result<(), Failure> {
    let (scans, openings, bare) = pack(warehouse, counts.scans)?;
    let limit = Limit {
        value: bare.micros(99),
        is: BARE_P99,
    };
    // Assumption: nobody sees the tenth of a millisecond that look-up and decision may cost beside the median sync.
    sheet.write(&Figure::at_most(
        "scan_p50",
        scans.micros(50),
        "us",
        Limit {
            value: bare.micros(50),
            is: BARE_P50,
        },
        2.0,
    ))?;
    sheet.write(&Figure::at_most(
        "scan_p99",
        scans.micros(99),
        "us",
        limit,
        1.5,
    ))?;
    // Assumption: opening reads a whole order, some fifty rows that lie on the disk alone; with 20 times a sync
    // it is still over before the next picture of the screen.
    sheet.write(&Figure::at_most(
        "open_p99",
        openings.micros(99),
        "us",
        limit,
        20.0,
    ))?;
    // Assumption: what is no disk work must not be seen beside it.
    sheet.write(&Figure::at_most(
        "decide_p99",
        decide(counts.calls).micros(99),
        "us",
        limit,
        0.1,
    ))?;
    let (found, probed) = look_up(warehouse, counts.calls)?;
    let probe = Limit {
        value: probed.micros(99),
        is: "p99 of one bare index probe for the same codes",
    };
    // Assumption: the catalogue and what was bound at the bench are one probe each, and one to spare.
    sheet.write(&Figure::at_most(
        "lookup_p99",
        found.micros(99),
        "us",
        probe,
        3.0,
    ))?;
    Ok(())
}

/// Times of unit scans, openings and bare commits.
fn pack(warehouse: &mut Warehouse, wanted: usize) -> Result<(Times, Times, Times), Failure> {
    let file = warehouse.dir().join("bare.db");
    let bare = fresh(&file)?;
    for _ in 0..WARM_UP {
        bare.keep(&PAYLOAD)?;
    }
    let (mut scans, mut openings, mut commits) =
        (Times::default(), Times::default(), Times::default());
    let mut packer = Packer::begin(warehouse)?;
    for _ in 0..WARM_UP_ORDERS {
        packer.pack(&mut |_, _| Ok(()))?;
    }
    while scans.len() < wanted {
        packer.pack(&mut |kind, took| {
            match kind {
                Scan::Opening => openings.add(took),
                Scan::Unit => {
                    scans.add(took);
                    // One of each in turn, not in batches: what the disk has still to do after a closed parcel
                    // then slows both alike.
                    let begun = Instant::now();
                    bare.keep(&PAYLOAD)?;
                    commits.add(begun.elapsed());
                }
            }
            Ok(())
        })?;
    }
    packer.end()?;
    drop(bare);
    remove(&file)?;
    Ok((scans, openings, commits))
}

/// A bare database where there is none.
pub(super) fn fresh(file: &Path) -> Result<BareRows, Failure> {
    remove(file)?;
    Ok(BareRows::create(file)?)
}

/// Removes a database with its log.
pub(super) fn remove(file: &Path) -> Result<(), Failure> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Times of the decision alone, on an order of 30 lines.
fn decide(calls: usize) -> Times {
    let (bench, settings) = (bench_with_30_lines(), Settings::default());
    let context = Context {
        now: Clock::System.now(),
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
    let mut times = Times::default();
    for call in 0..calls {
        let products = vec![ProductOption {
            sku: Sku(format!("SKU-{:02}", call % 30)),
            units: 1,
        }];
        let meaning = Meaning::Products {
            products,
            capture: Capture::default(),
            single_line: None,
        };
        let input = Input::Scanned(Scanned {
            code: "5901234123457".to_owned(),
            meaning,
        });
        let begun = Instant::now();
        let decision = std::hint::black_box(bench.decide(std::hint::black_box(&input), &context));
        times.add(begun.elapsed());
        drop(decision);
    }
    times
}

fn bench_with_30_lines() -> Bench {
    let lines = (0..30).map(|at| OpenedLine {
        line: at + 1,
        sku: Sku(format!("SKU-{at:02}")),
        kit: None,
        ordered: 2,
        unit_weight: Grams(250),
        size: SizeMm::new(60, 50, 40),
        location: None,
        tracking: crate::domain::catalog::TrackingNeeds::default(),
        handling: crate::domain::handling::Handling::default(),
    });
    let opened = Fact::OrderOpened {
        order: "B-1".into(),
        revision: 1,
        lines: lines.collect(),
        way: crate::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: vec![],
        opened: OpenedBy::Number,
        promise: None,
        verification: None,
    };
    let signed_in = Fact::SignedIn {
        worker: "W-001".into(),
        role: Role::Packer,
        language: Language::Pl,
    };
    let stamp = Stamp {
        at: Clock::System.now(),
        worker: Some("W-001".into()),
    };
    let mut bench = Bench::default();
    bench.apply(&signed_in, &stamp);
    bench.apply(&opened, &stamp);
    bench
}

/// Times of "what does this code mean", and of the bare probe, for codes from all over the catalogue.
fn look_up(warehouse: &Warehouse, calls: usize) -> Result<(Times, Times), Failure> {
    let store = Store::open(warehouse.dir())?;
    let bare = BareLookup::open(warehouse.dir())?;
    let (settings, products) = (store.settings()?, warehouse.size().products);
    let reading = Reading {
        is_idle: false,
        year: 2026,
    };
    let (mut found, mut probed) = (Times::default(), Times::default());
    for call in 0..calls {
        let spread = u64::try_from(call)?.wrapping_mul(2_654_435_761) % u64::from(products);
        let code = code_of(u32::try_from(spread)?);
        // Whoever comes first reads the page from the file; they take turns at that.
        let mut meant = None;
        let mut probe = None;
        for turn in [call % 2, (call + 1) % 2] {
            let begun = Instant::now();
            if turn == 0 {
                meant = Some(lookup::meaning(&store, &settings, &code, reading)?);
                found.add(begun.elapsed());
            } else {
                probe = bare.product_of(&code)?;
                probed.add(begun.elapsed());
            }
        }
        let is_known =
            meant.is_some_and(|scanned| matches!(scanned.meaning, Meaning::Products { .. }));
        if !is_known || probe.is_none() {
            return Err(
                format!("the code {code} of the benchmark's catalogue is not known").into(),
            );
        }
    }
    Ok((found, probed))
}
