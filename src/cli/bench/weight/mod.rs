//! How well the weight check finds wrong parcels, beside the rules of other programs, on the same parcels.
//!
//! A shop is made up, its parcels teach the same code that a bench runs, and then errors are planted whose
//! truth is known. Each figure is the mean of several shops.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "a simulation with fractions whose tables have the length that is asked for"
)]

mod course;
mod peers;
mod world;

use std::fs;
use std::path::Path;

use self::course::{
    Course, Found, explain_thirty_lines, parcels_to_drift, parcels_to_repair, rules,
};
use self::peers::PEERS;
use self::world::Make;
use super::figure::{Figure, Limit, Sheet, Times};
use crate::cli::Failure;

/// False alarms that the shop's lead asks for, in a million: a little below the five in a thousand that are
/// held against it, so that chance does not decide.
const ASKED_PPM: u32 = 4_500;

/// Half of the products scatter less than this.
const SCATTER: f64 = 0.008;

/// Orders after which the check is tested.
const AFTER: [usize; 3] = [500, 10_000, 40_000];

#[derive(Debug, Clone, Copy)]
struct Size {
    shops: u64,
    orders: [usize; 3],
    clean: u32,
    wrong: u32,
}

/// Measures. `weights` is a file with one weight in grams a line.
pub(super) fn run(quick: bool, weights: Option<&Path>, sheet: Sheet) -> Result<(), Failure> {
    let weights = weights.map(read).transpose()?;
    let size = if quick {
        Size {
            shops: 1,
            orders: [100, 500, 2_000],
            clean: 1_000,
            wrong: 300,
        }
    } else {
        Size {
            shops: 5,
            orders: AFTER,
            clean: 20_000,
            wrong: 6_000,
        }
    };
    let mut early = [Found::default(), Found::default()];
    let mut late = Found::default();
    let (mut drifts, mut repairs, mut false_drifts) = (Vec::new(), Vec::new(), 0);
    let mut explained = Times::default();
    for seed in 1..=size.shops {
        let make = Make {
            seed,
            scatter: SCATTER,
        };
        let mut course = Course::new(make, weights.as_deref(), rules(ASKED_PPM));
        let mut packed = 0;
        for (at, after) in size.orders.into_iter().enumerate() {
            course.pack(after - packed);
            packed = after;
            match early.get_mut(at) {
                Some(early) => early.add(&course.test(size.clean / 2, size.wrong / 2)),
                None => late.add(&course.test(size.clean, size.wrong)),
            }
        }
        false_drifts += course.false_drifts;
        explained = explain_thirty_lines(&mut course, usize::try_from(size.wrong / 6).unwrap_or(0));
        for turn in 0..40 {
            let sign = if turn % 2 == 0 { 1.0 } else { -1.0 };
            drifts.push(parcels_to_drift(&mut course, 10.0 * sign));
            repairs.push(parcels_to_repair(&mut course, 1.0 + 0.5 * sign));
        }
    }
    figures(&early, &late, sheet)?;
    let limit = Limit {
        value: 1_000.0,
        is: "1 ms for verdict and explanation of 99 in 100 parcels with 30 lines",
    };
    let p99 = explained.micros(99);
    sheet.write(&Figure::at_most("explain_p99", p99, "us", limit, 1.0))?;
    calibration(size, weights.as_deref(), sheet)?;
    drifts.sort_unstable();
    repairs.sort_unstable();
    let half = |sorted: &[u32]| f64::from(sorted[sorted.len() / 2]);
    let nine_of_ten = |sorted: &[u32]| f64::from(sorted[sorted.len() * 9 / 10]);
    for (name, value, goal) in [
        ("drift_found_p50", half(&drifts), 20.0),
        ("drift_found_p90", nine_of_ten(&drifts), 20.0),
        ("repaired_p90", nine_of_ten(&repairs), 3.0),
    ] {
        sheet.write(&Figure::count(name, value, "parcels", goal))?;
    }
    let parcels = size.orders[2] as f64 * size.shops as f64;
    let drifts = f64::from(false_drifts) / parcels;
    sheet.write(&Figure::share("false_drifts", drifts, 0.0002))?;
    Ok(())
}

fn read(file: &Path) -> Result<Vec<f64>, Failure> {
    let text = fs::read_to_string(file)?;
    let mut weights = Vec::new();
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        match line.trim().parse::<f64>() {
            Ok(weight) if (1.0..=100_000.0).contains(&weight) => weights.push(weight),
            // A heading is no weight.
            Err(_) if at == 0 => {}
            _ => return Err(format!("line {}: expected grams from 1 to 100000", at + 1).into()),
        }
    }
    if weights.is_empty() {
        return Err("the file holds no weight".into());
    }
    Ok(weights)
}

fn figures(early: &[Found; 2], late: &Found, sheet: Sheet) -> Result<(), Failure> {
    let share = |part: u32, of: u32| f64::from(part) / f64::from(of.max(1));
    let found = |found: &Found, kind: usize| share(found.planted[kind][1], found.planted[kind][0]);
    sheet.write(&Figure::share(
        "false_alarms",
        share(late.false_alarms, late.clean),
        0.005,
    ))?;
    for (at, (_, peer)) in PEERS.iter().enumerate() {
        let value = share(late.peers[at][0], late.clean);
        sheet.write(&Figure::beside_us(format!("false_alarms_{peer}"), value))?;
    }
    for (kind, name, goal) in [
        (0, "missing_found", 0.97),
        (1, "extra_found", 0.98),
        (2, "swapped_found", 0.92),
    ] {
        sheet.write(&Figure::share_at_least(name, found(late, kind), goal))?;
        for (at, (_, peer)) in PEERS.iter().enumerate() {
            let value = share(late.peers[at][kind + 1], late.planted[kind][0]);
            sheet.write(&Figure::beside_us(format!("{name}_{peer}"), value))?;
        }
    }
    for (early, name, alarms, goal) in [
        (
            &early[1],
            "missing_found_after_10000",
            "false_alarms_after_10000",
            0.95,
        ),
        (
            &early[0],
            "missing_found_after_500",
            "false_alarms_after_500",
            0.6,
        ),
    ] {
        sheet.write(&Figure::share_at_least(name, found(early, 0), goal))?;
        sheet.write(&Figure::share(
            alarms,
            share(early.false_alarms, early.clean),
            0.005,
        ))?;
    }
    // Explained are the stopped ones.
    let explained = |kinds: &[usize], place: usize| {
        let sum = |column: usize| kinds.iter().map(|kind| late.planted[*kind][column]).sum();
        share(sum(place), sum(1))
    };
    for (name, kinds, first, third) in [
        ("explained", [0, 1].as_slice(), 0.95, 0.99),
        ("swapped_explained", &[2], 0.7, 0.95),
    ] {
        let figure = |place: &str, value, goal| {
            Figure::share_at_least(format!("{name}_{place}"), value, goal)
        };
        sheet.write(&figure("first", explained(kinds, 2), first))?;
        sheet.write(&figure("in_three", explained(kinds, 3), third))?;
    }
    Ok(())
}

/// Whether one in a hundred is one in a hundred, however products scatter.
fn calibration(size: Size, weights: Option<&[f64]>, sheet: Sheet) -> Result<(), Failure> {
    for (name, scatter) in [
        ("nominal_1_percent_at_scatter_0.3_percent", 0.003),
        ("nominal_1_percent_at_scatter_0.8_percent", 0.008),
        ("nominal_1_percent_at_scatter_4_percent", 0.04),
    ] {
        let mut found = Found::default();
        for seed in 1..=size.shops {
            let mut course = Course::new(Make { seed, scatter }, weights, rules(10_000));
            course.pack(size.orders[2]);
            found.add(&course.test(size.clean, 0));
        }
        let value = f64::from(found.false_alarms) / f64::from(found.clean.max(1));
        sheet.write(&Figure::share_within(name, value, (0.007, 0.013)))?;
    }
    Ok(())
}
