//! `pakownia weigh-sim`: one parcel a line in, what the weight check says to it a line out.
//!
//! The parcels run through the code that a bench runs, so that the check can be tried on other data.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::ExitCode;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::Failure;
use super::explanation::ExplanationOut;
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::stats::weights::{
    Around, Content, Explained, Knowledge, Lesson, Parcel, Rules, cannot_tell, correction, explain,
    judge,
};
use crate::domain::units::Grams;

/// Longest line that is read as a parcel. Assumption: a thousand lines with ten neighbours each.
const LONGEST_LINE: u64 = 4 << 20;

/// How parcels are judged.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct WeighSimArguments {
    /// Right parcels in a million that may be stopped
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(100..=50_000))]
    false_alarms_ppm: u32,
    /// Interval of the scale, in grams
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(i64).range(1..=1_000))]
    scale_interval_g: i64,
    /// How far a catalogue weight may be wrong at most, in thousandths
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    catalogue_permille: u32,
    /// And this much more, in grams
    #[arg(long, default_value_t = 42, value_parser = clap::value_parser!(i64).range(0..=1_000))]
    catalogue_g: i64,
    /// How far a tare may be wrong at most, in thousandths
    #[arg(long, default_value_t = 280, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    tare_permille: u32,
    /// And this much more, in grams
    #[arg(long, default_value_t = 28, value_parser = clap::value_parser!(i64).range(0..=1_000))]
    tare_g: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineIn {
    sku: Sku,
    weight_g: i64,
    units: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherIn {
    of: Sku,
    sku: Sku,
    weight_g: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackagingIn {
    code: PackagingCode,
    tare_g: i64,
}

/// A parcel on the scale.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParcelIn {
    #[serde(default)]
    id: serde_json::Value,
    lines: Vec<LineIn>,
    packaging: PackagingCode,
    tare_g: i64,
    gross_g: f64,
    #[serde(default)]
    scale: String,
    #[serde(default = "yes")]
    learn: bool,
    /// A person looked, and the content is right although the weight is off.
    #[serde(default)]
    confirmed: bool,
    #[serde(default)]
    taken_for: Vec<OtherIn>,
    #[serde(default)]
    packagings: Vec<PackagingIn>,
    /// Products of which what was learned is forgotten before this parcel.
    #[serde(default)]
    reset: Vec<Sku>,
    /// Somebody has checked the scale before this parcel.
    #[serde(default)]
    scale_checked: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Serialize)]
struct CorrectionOut {
    sku: Sku,
    old_g: i64,
    new_g: i64,
    confidence: f64,
    parcels: u32,
}

#[derive(Debug, Serialize)]
struct AnswerOut {
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    id: serde_json::Value,
    verdict: &'static str,
    expected_g: f64,
    tolerance_g: f64,
    difference_g: f64,
    deviation_g: f64,
    z: f64,
    limit: f64,
    cannot_tell: Vec<Sku>,
    explanations: Vec<ExplanationOut>,
    contents_right: f64,
    learned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale_off_g: Option<f64>,
    corrections: Vec<CorrectionOut>,
}

/// Heaviest parcel, in grams: a tonne.
const HEAVIEST: f64 = 1e6;

/// Judges and learns, line by line.
pub(super) fn run(arguments: &WeighSimArguments) -> Result<ExitCode, Failure> {
    let rules = Rules {
        false_alarms_ppm: arguments.false_alarms_ppm,
        scale_interval: Grams(arguments.scale_interval_g),
        catalogue_permille: arguments.catalogue_permille,
        catalogue_mg: arguments.catalogue_g * 1_000,
        tare_permille: arguments.tare_permille,
        tare_mg: arguments.tare_g * 1_000,
    };
    let mut knowledge = Knowledge::default();
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = io::stdout().lock();
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        number += 1;
        let read = input
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let parcel: Result<ParcelIn, _> = serde_json::from_slice(&line);
        let answer = match parcel.map_err(|error| error.to_string()).and_then(sound) {
            Ok(parcel) => serde_json::to_string(&answer(&mut knowledge, parcel, &rules))?,
            Err(why) => serde_json::json!({"line": number, "error": why}).to_string(),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
}

/// A parcel that can be judged, or why not.
fn sound(parcel: ParcelIn) -> Result<ParcelIn, String> {
    let masses = parcel.lines.iter().map(|line| line.weight_g);
    let masses = masses
        .chain(parcel.taken_for.iter().map(|other| other.weight_g))
        .chain(parcel.packagings.iter().map(|packaging| packaging.tare_g))
        .chain([parcel.tare_g]);
    if !masses
        .into_iter()
        .all(|mass| (0..=1_000_000).contains(&mass))
    {
        return Err("a weight is not from 0 to 1000000 g".to_owned());
    }
    if !(parcel.gross_g > 0.0 && parcel.gross_g <= HEAVIEST) {
        return Err("gross_g is not above 0 and up to 1000000".to_owned());
    }
    if parcel
        .lines
        .iter()
        .any(|line| !(1..=10_000).contains(&line.units))
    {
        return Err("units are not from 1 to 10000".to_owned());
    }
    Ok(parcel)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most a tonne in milligrams"
)]
fn milligrams(grams: f64) -> i64 {
    (grams * 1_000.0).round() as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milligrams of at most some tonnes"
)]
fn thousandths(whole: i64) -> f64 {
    whole as f64 / 1_000.0
}

fn answer(knowledge: &mut Knowledge, parcel_in: ParcelIn, rules: &Rules) -> AnswerOut {
    for sku in &parcel_in.reset {
        knowledge.products.remove(sku);
    }
    if parcel_in.scale_checked
        && let Some(scale) = knowledge.scales.get_mut(&parcel_in.scale)
    {
        scale.checked();
    }
    let contents = merged(&parcel_in.lines);
    let parcel = Parcel {
        contents: &contents,
        packaging: &parcel_in.packaging,
        tare: Grams(parcel_in.tare_g),
        scale: &parcel_in.scale,
    };
    let gross_mg = milligrams(parcel_in.gross_g);
    let judged = judge(knowledge, &parcel, rules);
    let verdict = judged.of(gross_mg);
    let explained = if verdict.accepted {
        Explained::default()
    } else {
        explained(knowledge, &parcel, gross_mg, &parcel_in, rules)
    };
    let cannot_tell = cannot_tell(knowledge, &parcel, &judged);
    let learned = parcel_in.learn && (verdict.accepted || parcel_in.confirmed);
    if learned {
        let lesson = Lesson {
            gross_mg,
            confirmed: parcel_in.confirmed,
        };
        knowledge.teach(&parcel, lesson, rules);
    }
    let scale = knowledge.scales.get(&parcel_in.scale);
    AnswerOut {
        verdict: if verdict.accepted { "accepted" } else { "off" },
        expected_g: thousandths(judged.expected_mg),
        tolerance_g: thousandths(judged.tolerance_mg),
        difference_g: thousandths(verdict.difference_mg),
        deviation_g: thousandths(judged.deviation_mg),
        z: thousandths(verdict.z_milli),
        limit: thousandths(judged.limit_milli),
        cannot_tell,
        explanations: explained.likely.iter().map(ExplanationOut::of).collect(),
        contents_right: f64::from(explained.chance_permille) / 1_000.0,
        learned,
        scale_off_g: scale
            .filter(|scale| scale.has_drifted)
            .map(|scale| thousandths(scale.offset_mg)),
        corrections: corrections(knowledge, &contents),
        id: parcel_in.id,
    }
}

/// One entry a product.
fn merged(lines: &[LineIn]) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::new();
    for line in lines {
        match contents.iter_mut().find(|content| content.sku == line.sku) {
            Some(content) => content.units += line.units,
            None => contents.push(Content {
                sku: line.sku.clone(),
                catalogue: Grams(line.weight_g),
                units: line.units,
            }),
        }
    }
    contents
}

fn explained(
    knowledge: &Knowledge,
    parcel: &Parcel<'_>,
    gross_mg: i64,
    parcel_in: &ParcelIn,
    rules: &Rules,
) -> Explained {
    let others = parcel_in.taken_for.iter();
    let taken_for: Vec<_> = others
        .map(|other| (other.of.clone(), other.sku.clone(), Grams(other.weight_g)))
        .collect();
    let packagings = parcel_in.packagings.iter();
    let packagings: Vec<_> = packagings
        .map(|packaging| (packaging.code.clone(), Grams(packaging.tare_g)))
        .collect();
    let around = Around {
        taken_for: &taken_for,
        packagings: &packagings,
    };
    explain(knowledge, parcel, gross_mg, around, rules)
}

fn corrections(knowledge: &Knowledge, contents: &[Content]) -> Vec<CorrectionOut> {
    let found = contents.iter().filter_map(|content| {
        let learned = knowledge.product(&content.sku, content.catalogue)?;
        let correction = correction(content.catalogue, learned)?;
        Some(CorrectionOut {
            sku: content.sku.clone(),
            old_g: correction.old.0,
            new_g: correction.new.0,
            confidence: f64::from(correction.confidence_permille) / 1_000.0,
            parcels: correction.parcels,
        })
    });
    found.collect()
}
