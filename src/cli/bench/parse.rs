//! How many barcodes are understood in a second, beside the least that any reader of them has to do.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::figure::{Figure, Limit, Sheet};
use crate::cli::Failure;
use crate::domain::barcode;

/// Codes as a bench hears them: goods, cases, medicine, links, parcels, logistic units, and noise.
const CODES: [&str; 12] = [
    "5901234123457",
    "]E096385074",
    "04252614",
    "]d2010590123412345717280200\u{1d}1012AB-3\u{1d}21SN-7",
    "]C100059000000000000015",
    "0105901234123457310300125015261231",
    "https://id.gs1.org/01/05901234123457/10/ABC?17=280228",
    "1Z999AA10123456784",
    "RR473124829PL",
    "00340434161094042557",
    "9788360000007",
    "PKN-TEST-yzYZ=;'/[]",
];

/// How long each side is measured, and in how many turns, so that both see the same machine.
const TURN: Duration = Duration::from_millis(50);
const TURNS: u32 = 8;

/// Assumption: nobody waits for a barcode to be understood that takes a twentieth as long as to be read
/// by a scanner; what counts is that the structure costs no more than some passes over the characters.
const GOAL: f64 = 0.02;

/// Writes the figure.
pub(super) fn run(sheet: Sheet) -> Result<(), Failure> {
    let (mut parsed, mut passed) = (0.0, 0.0);
    for _ in 0..TURNS {
        parsed += codes_a_second(|code| _ = black_box(barcode::read(code)));
        passed += codes_a_second(|code| _ = black_box(one_pass(code)));
    }
    let limit = Limit {
        value: passed / f64::from(TURNS),
        is: "the same codes a second when each character is only looked at once and added up",
    };
    sheet.write(&Figure::at_least(
        "scan_parse",
        parsed / f64::from(TURNS),
        "codes/s",
        limit,
        GOAL,
    ))?;
    Ok(())
}

fn codes_a_second(mut work: impl FnMut(&str)) -> f64 {
    let begun = Instant::now();
    let mut codes = 0_u32;
    while begun.elapsed() < TURN {
        for code in CODES {
            work(black_box(code));
            codes += 1;
        }
    }
    f64::from(codes) / begun.elapsed().as_secs_f64()
}

/// The digits weighted and added up, as every check digit is.
fn one_pass(code: &str) -> u32 {
    code.chars()
        .zip([3, 1].into_iter().cycle())
        .filter_map(|(sign, weight)| Some(sign.to_digit(10)? * weight))
        .fold(0, u32::wrapping_add)
}
