//! Data in and out: import, export, documents, statistics.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{Failure, station, tell};
use crate::connectors::csv_folder::Progress;
use crate::domain::ids::OrderNo;
use crate::domain::import_problem::{ImportLine, LeftOut, RowError};
use crate::i18n::{Lang, Word, import_line, word};

use crate::station::clock::Clock;
use crate::station::event::{HandOut, Wanted};
use crate::station::import::ImportOutcome;
use crate::station::table::csv_text::{quoted, safe};

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Export {
    /// Every fact of the journal.
    Facts,
    /// Every order that was begun at this bench.
    Orders,
    /// Every parcel.
    Parcels,
    /// Parcels under a substitute label whose real one is owed.
    Debts,
}

/// A paper of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// The pick list of one order, or of several by trolley position.
    PickList,
    /// The command cards.
    Commands,
    /// The scanner's set-up with its self-test.
    Scanner,
    /// The test card for the check of the devices.
    TestCard,
    /// A card for each set-up of a bench that has a name.
    Stations,
    /// The badges of all workers.
    Badges,
    /// The codes of all packagings.
    Packagings,
    /// The codes of all places.
    Locations,
    /// Codes of totes.
    Totes,
}

/// How to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Comma separated, UTF-8 with byte-order mark, cells safe for a spreadsheet.
    Csv,
    /// One JSON object a line; for statistics one object.
    Json,
}

/// What an import takes although something speaks against it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// The good rows, although others are bad.
    pub(super) with_bad_rows: bool,
    /// Workers, although the shop's PINs were stored with another secret.
    pub(super) with_new_secret: bool,
}

/// Reads a folder into the data directory.
pub(super) fn import(
    dir: &Path,
    folder: PathBuf,
    taken: Taken,
    lang: Lang,
) -> Result<ExitCode, Failure> {
    let mut bench = station::unsynced(dir, Clock::System)?;
    if bench.has_distant_master() {
        // Which workers the shop has, and with which secret, is known there.
        bench.sync_all(|_| {})?;
    }
    let mut plan = bench.import_plan(folder, taken.with_bad_rows)?;
    if taken.with_new_secret {
        plan = plan.with_new_secret();
    }
    let bar = bar("rows")?;
    let outcome = bench.import(&plan, &mut |progress: Progress| {
        bar.set_length(progress.total_rows);
        bar.set_position(progress.done_rows);
    });
    bar.finish_and_clear();
    let say = |line: &ImportLine| tell(&import_line(lang, line));
    let say_all = |lines: &mut dyn Iterator<Item = ImportLine>| lines.for_each(|line| say(&line));
    match outcome {
        Err(error) => {
            say(&error.line());
            Ok(ExitCode::FAILURE)
        }
        Ok(ImportOutcome::Refused { errors, left_out }) => {
            let count = u64::try_from(errors.len()).unwrap_or(u64::MAX);
            say_all(&mut rows_not_taken(errors, left_out));
            tell(&word(lang, Word::ImportRefused { count }));
            tell(&word(lang, Word::ImportNothingChangedTerminal));
            Ok(ExitCode::FAILURE)
        }
        Ok(ImportOutcome::Done {
            imported,
            errors,
            left_out,
            notes,
        }) => {
            let skipped = u64::try_from(errors.len() + left_out.len()).unwrap_or(u64::MAX);
            say_all(&mut rows_not_taken(errors, left_out));
            say_all(&mut notes.into_iter().map(ImportLine::Note));
            load(&mut bench)?;
            let summary = Word::ImportSummary {
                added: imported.added,
                changed: imported.changed,
                same: imported.same,
                skipped,
            };
            writeln!(io::stdout().lock(), "{}", word(lang, summary))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The rows that were not taken, each with its reason.
fn rows_not_taken(
    errors: Vec<RowError>,
    left_out: Vec<LeftOut>,
) -> impl Iterator<Item = ImportLine> {
    let bad = errors.into_iter().map(ImportLine::Bad);
    bad.chain(left_out.into_iter().map(ImportLine::LeftOut))
}

/// Brings the new rows into the bench's cache, with a bar of its own.
fn load(bench: &mut crate::station::Station) -> Result<(), Failure> {
    let bar = bar("rows into the bench")?;
    bench.sync_all(|slice| {
        bar.set_length(bar.position() + slice.pulled + slice.remaining);
        bar.inc(slice.pulled);
    })?;
    bar.finish_and_clear();
    Ok(())
}

fn bar(what: &'static str) -> Result<ProgressBar, Failure> {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left")?;
    Ok(ProgressBar::no_length()
        .with_style(style)
        .with_message(what))
}

/// Writes what the bench keeps.
pub(super) fn export(
    dir: &Path,
    what: Export,
    format: Format,
    out: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let bench = station::unsynced(dir, Clock::System)?;
    let sink: Box<dyn Write> = match out {
        Some(file) => Box::new(File::create(file)?),
        None => Box::new(io::stdout().lock()),
    };
    let mut table = Table::new(BufWriter::new(sink), format, columns(what));
    match what {
        Export::Facts => bench.each_fact(|fact| table.row(&fact))?,
        Export::Orders => bench.each_order(|order| table.row(&order))?,
        Export::Parcels => bench.each_parcel(|parcel| table.row(&parcel))?,
        Export::Debts => {
            for debt in bench.label_debts()? {
                table.row(&json!({
                    "order": debt.order, "parcel": debt.parcel, "substitute": debt.substitute,
                    "reason": debt.reason, "at": debt.at,
                }));
            }
        }
    }
    table.end()?;
    Ok(ExitCode::SUCCESS)
}

/// Columns of a CSV export, in order; each is a field of the JSON.
fn columns(what: Export) -> &'static [&'static str] {
    match what {
        Export::Facts => &[
            "station", "epoch", "number", "at", "worker", "fence", "kind", "order", "parcel",
            "sku", "fact", "hash",
        ],
        Export::Debts => &["order", "parcel", "substitute", "reason", "at"],
        Export::Orders => &[
            "order",
            "state",
            "reason",
            "parcels",
            "opened_at",
            "closed_at",
        ],
        Export::Parcels => &[
            "order",
            "parcel",
            "packaging",
            "gross_g",
            "tracking",
            "label_revision",
            "units",
            "closed_at",
        ],
    }
}

/// Rows as CSV or JSON lines. The first fault of the sink is kept and told at the end.
struct Table<W: Write> {
    sink: W,
    format: Format,
    columns: &'static [&'static str],
    begun: bool,
    fault: Option<io::Error>,
}

impl<W: Write> Table<W> {
    fn new(sink: W, format: Format, columns: &'static [&'static str]) -> Self {
        Self {
            sink,
            format,
            columns,
            begun: false,
            fault: None,
        }
    }

    fn row(&mut self, row: &Value) {
        if self.fault.is_none() {
            self.fault = self.write(row).err();
        }
    }

    fn write(&mut self, row: &Value) -> io::Result<()> {
        match self.format {
            Format::Json => writeln!(self.sink, "{row}"),
            Format::Csv => {
                self.head()?;
                let cells = self.columns.iter().map(|column| match row.get(column) {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(text)) => quoted(&safe(text)),
                    Some(other) => quoted(&other.to_string()),
                });
                let line = cells.collect::<Vec<_>>().join(",");
                write!(self.sink, "{line}\r\n")
            }
        }
    }

    fn head(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            write!(self.sink, "\u{feff}{}\r\n", self.columns.join(","))?;
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.format == Format::Csv {
            self.head()?;
        }
        self.sink.flush()
    }
}

/// Writes a paper of the bench.
pub(super) fn document(
    dir: &Path,
    paper: Paper,
    (orders, to): (&[String], HandOut),
    (count, is_roll): (u32, bool),
    out: &Path,
) -> Result<ExitCode, Failure> {
    let mut bench = station::unsynced(dir, Clock::System)?;
    let wanted = match paper {
        Paper::PickList => Wanted::PickList {
            orders: orders
                .iter()
                .map(|order| OrderNo::from(order.as_str()))
                .collect(),
            to,
        },
        Paper::Commands => Wanted::CommandSheet,
        Paper::Scanner => Wanted::ScannerSheet,
        Paper::TestCard => Wanted::TestCard,
        Paper::Stations => Wanted::StationCards,
        Paper::Badges => Wanted::Badges,
        Paper::Packagings => Wanted::PackagingSheet,
        Paper::Locations => Wanted::LocationSheet,
        Paper::Totes => Wanted::ToteSheet { count },
    };
    if is_roll {
        bench.write_roll(&wanted, out)?;
    } else {
        bench.write_document(&wanted, out)?;
    }
    Ok(ExitCode::SUCCESS)
}
