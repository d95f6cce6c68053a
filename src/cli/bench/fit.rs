//! How long the packing takes to its first answer.
//!
//! On real orders where `PAKOWNIA_TEST_DATA` has them, else on orders made up alike: papers and small
//! goods, mostly a handful, now and then a pile.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::figure::{Figure, Limit, Sheet, Times};
use crate::cli::Failure;
use crate::cli::fit::{Case, pack};
use crate::domain::packing::{Evenness, USUAL_SUPPORT};

/// How often each order is packed; its shortest time counts, as the computer does other things too.
const ROUNDS: usize = 3;

/// Orders that are made up.
const ORDERS: u64 = 2_000;

/// What the first answer may take, in microseconds. Source: the best program known, measured on such orders.
const HALF_OF_THEM: f64 = 50.0;

/// The same for 99 of 100 orders.
const NEARLY_ALL: f64 = 1_000.0;

/// Measures.
pub(super) fn run(quick: bool, sheet: Sheet) -> Result<(), Failure> {
    let mut cases = real_orders()?.unwrap_or_else(made_up);
    if quick {
        cases.truncate(cases.len() / 10);
    }
    let mut times = Times::default();
    for case in &cases {
        let rounds = (0..ROUNDS).map(|_| pack(case, None).taken);
        times.add(rounds.min().unwrap_or(Duration::ZERO));
    }
    for (name, percent, limit, is) in [
        (
            "fit_p50",
            50,
            HALF_OF_THEM,
            "0.05 ms to the first answer of half of the orders",
        ),
        (
            "fit_p99",
            99,
            NEARLY_ALL,
            "1 ms to the first answer of 99 in 100 orders",
        ),
    ] {
        let limit = Limit { value: limit, is };
        sheet.write(&Figure::at_most(
            name,
            times.micros(percent),
            "us",
            limit,
            1.0,
        ))?;
    }
    Ok(())
}

fn read(line: &str) -> Option<Case> {
    Case::read(line.as_bytes(), USUAL_SUPPORT, Evenness::USUAL).ok()
}

fn real_orders() -> Result<Option<Vec<Case>>, Failure> {
    let Some(data) = std::env::var_os("PAKOWNIA_TEST_DATA") else {
        return Ok(None);
    };
    let file = Path::new(&data).join("packaging/orders_3d.jsonl");
    if !file.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(file)?;
    Ok(Some(text.lines().filter_map(read).collect()))
}

/// Orders by a fixed chance: thin goods of paper size, a few small ones, one to twenty lines.
fn made_up() -> Vec<Case> {
    let mut state = 1_u64;
    let mut below = |most: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % most
    };
    let sizes = [[297, 210], [297, 210], [210, 148], [330, 230], [173, 39]];
    let boxes = r#"[{"id":"1","inner":[230,300,240],"tare":160,"max_gross":15000},
        {"id":"2","inner":[364,374,40],"tare":140,"max_gross":3000},
        {"id":"3","inner":[229,305,520],"tare":100,"max_gross":10000},
        {"id":"4","inner":[220,260,15],"tare":10,"max_gross":500}]"#;
    let mut cases = Vec::new();
    for _ in 0..ORDERS {
        let lines = if below(20) == 0 { 20 } else { 1 + below(8) };
        let mut items = Vec::new();
        for line in 0..lines {
            let size = usize::try_from(below(5)).unwrap_or(0);
            let [a, b] = sizes.get(size).copied().unwrap_or_default();
            let (thick, count) = (2 + below(14), 1 + below(3));
            let weight = a * b * thick / 1_200;
            items.push(format!(
                r#"{{"id":{line},"dims":[{a},{b},{thick}],"qty":{count},"weight":{weight}}}"#
            ));
        }
        let case = format!(
            r#"{{"id":"made up","items":[{}],"boxes":{boxes}}}"#,
            items.join(",")
        );
        cases.extend(read(&case));
    }
    cases
}
