//! `pakownia fit`: one packing case a line in, one answer a line out.

mod case;
mod reply;

use std::io::{self, BufRead, BufReader, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;

pub(super) use self::case::Case;
use super::Failure;
use crate::domain::packing::{Answer, Evenness, Patience, Search};

/// Longest line that is read as a case. Assumption: an order of 100,000 lines of 150 characters.
const LONGEST_LINE: u64 = 16 << 20;

/// How cases are packed.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct FitArguments {
    /// Look for better answers for so many milliseconds; without it only the first answer is given
    #[arg(long)]
    budget_ms: Option<u64>,
    /// Share of its base on which each unit must stand, or off, which lets units float
    #[arg(long, default_value = "0.7", value_parser = support)]
    support: Support,
    /// Grams less deviation between parcels that are worth a litre more room; off takes no more room for it
    #[arg(long, value_parser = evenness)]
    even_weights: Option<Evenness>,
}

/// In thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Support(i64);

fn support(text: &str) -> Result<Support, String> {
    if text == "off" {
        return Ok(Support(0));
    }
    let share: f64 = text
        .parse()
        .map_err(|_error| "a share from 0 to 1, or off".to_owned())?;
    if !(0.0..=1.0).contains(&share) {
        return Err("a share from 0 to 1, or off".to_owned());
    }
    Ok(Support(case::whole(share * 1000.0, f64::round)))
}

fn evenness(text: &str) -> Result<Evenness, String> {
    if text == "off" {
        return Ok(Evenness::FREE);
    }
    let grams_a_litre: u32 = text
        .parse()
        .map_err(|_error| "whole grams, or off".to_owned())?;
    Ok(Evenness {
        grams_a_litre: grams_a_litre.into(),
        ..Evenness::USUAL
    })
}

impl FitArguments {
    /// In thousandths.
    fn support(&self) -> i64 {
        self.support.0
    }

    /// Where units may float, nothing is meant to be carried, and least room counts alone.
    fn evenness(&self) -> Evenness {
        let usual = if self.support.0 > 0 {
            Evenness::USUAL
        } else {
            Evenness::FREE
        };
        self.even_weights.unwrap_or(usual)
    }
}

/// Patience until a moment.
#[derive(Debug)]
struct Until(Instant);

impl Patience for Until {
    fn goes_on(&mut self) -> bool {
        Instant::now() < self.0
    }
}

/// An answer, and how long it took.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) answer: Answer,
    pub(super) taken: Duration,
}

/// Packs one case.
pub(super) fn pack(case: &Case, budget: Option<Duration>) -> Found {
    let begun = Instant::now();
    let mut search = Search::begin(&case.order);
    if let Some(budget) = budget {
        search.improve(&mut Until(begun + budget));
    }
    let answer = search.answer();
    Found {
        answer,
        taken: begun.elapsed(),
    }
}

/// Reads cases until the input ends.
pub(super) fn run(arguments: &FitArguments) -> Result<ExitCode, Failure> {
    let mut cases = BufReader::new(io::stdin().lock());
    let mut answers = io::stdout().lock();
    let budget = arguments.budget_ms.map(Duration::from_millis);
    let mut line = Vec::new();
    while read_line(&mut cases, &mut line)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let reply = match Case::read(&line, arguments.support(), arguments.evenness()) {
            Ok(case) => reply::of(&case, &pack(&case, budget)),
            Err(refused) => reply::refused(&refused),
        };
        writeln!(answers, "{reply}")?;
        answers.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads one line; of one that is too long the beginning, which then is no case.
fn read_line(cases: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = io::Read::take(&mut *cases, LONGEST_LINE).read_until(b'\n', line)?;
    if line.last() != Some(&b'\n') && read as u64 == LONGEST_LINE {
        cases.skip_until(b'\n')?;
    }
    Ok(read > 0)
}
