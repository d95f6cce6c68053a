//! `pakownia label`: a stored label again, or labels that somebody describes.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{Failure, station};
use crate::domain::ids::OrderNo;
use crate::labels::{Label, LabelError, THERMAL_DPI, ZplText, picture_pdf, picture_zpl};
use crate::station::clock::Clock;

/// Which label, and how it is written.
#[derive(Debug, Args)]
pub(super) struct LabelArguments {
    /// The data directory
    #[arg(long, required_unless_present = "from")]
    data_dir: Option<PathBuf>,
    /// The order
    #[arg(long, required_unless_present = "from")]
    order: Option<String>,
    /// The parcel; the last one when not given
    #[arg(long)]
    parcel: Option<u32>,
    /// As stored when this is how it was printed; else made of the stored picture
    #[arg(long, default_value = "pdf")]
    format: Format,
    /// The file to write; with --from the folder for one file a label
    #[arg(long)]
    out: PathBuf,
    /// Draw the labels of this file, one JSON object a line (`-` for standard input), and record nothing
    #[arg(long, conflicts_with_all = ["data_dir", "order", "parcel"])]
    from: Option<PathBuf>,
    /// With --from: dots per inch of the printer
    #[arg(long, default_value_t = THERMAL_DPI, requires = "from")]
    dpi: u32,
    /// With --from: who draws the letters of ZPL
    #[arg(long, default_value = "printer", requires = "from")]
    text: Text,
}

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// PDF.
    Pdf,
    /// ZPL II.
    Zpl,
    /// A picture of the same label.
    Png,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Zpl => "zpl",
            Self::Png => "png",
        }
    }
}

/// Who draws the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Text {
    /// The printer's own font where it has the letters.
    Printer,
    /// We do.
    Picture,
}

/// Writes the latest stored label, as a recorded reprint; or the labels of a file.
pub(super) fn run(arguments: &LabelArguments) -> Result<ExitCode, Failure> {
    match (&arguments.from, &arguments.data_dir, &arguments.order) {
        (Some(file), ..) => drawn(arguments, file),
        (None, Some(dir), Some(order)) => {
            again(arguments, dir, order)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => Err("either --data-dir and --order, or --from".into()),
    }
}

fn again(arguments: &LabelArguments, dir: &Path, order: &str) -> Result<(), Failure> {
    let mut bench = station::unsynced(dir, Clock::System)?;
    let label = bench.label_again(&OrderNo::from(order), arguments.parcel, "label command")?;
    let bytes = match (arguments.format, label.format.as_str()) {
        (Format::Png, _) => label.picture,
        (Format::Pdf, "pdf") | (Format::Zpl, "zpl") => label.bytes,
        (Format::Pdf, _) => picture_pdf(&label.picture)?,
        (Format::Zpl, _) => picture_zpl(&label.picture)?,
    };
    fs::write(&arguments.out, bytes)?;
    Ok(())
}

/// One file a label, numbered by its line; one answer a line. Fails when a label was refused.
fn drawn(arguments: &LabelArguments, file: &Path) -> Result<ExitCode, Failure> {
    fs::create_dir_all(&arguments.out)?;
    let lines: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file)?))
    };
    let mut out = io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    for (place, line) in lines.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let number = place + 1;
        let answer = match one(arguments, &line) {
            Ok(bytes) => {
                let name = format!("{number:06}.{}", arguments.format.ending());
                fs::write(arguments.out.join(&name), bytes)?;
                json!({"line": number, "file": name})
            }
            Err(refusal) => {
                code = ExitCode::FAILURE;
                refusal.answer(number)
            }
        };
        writeln!(out, "{answer}")?;
    }
    Ok(code)
}

/// Why a label was not drawn.
enum Refusal {
    NoLabel(serde_json::Error),
    Label(LabelError),
}

impl Refusal {
    fn answer(&self, line: usize) -> Value {
        match self {
            Self::NoLabel(error) => {
                json!({"line": line, "refused": "NoLabel", "error": error.to_string()})
            }
            Self::Label(error) => json!({
                "line": line, "refused": error.name(), "field": error.field(),
                "error": error.to_string(),
            }),
        }
    }
}

fn one(arguments: &LabelArguments, line: &str) -> Result<Vec<u8>, Refusal> {
    let label: Label = serde_json::from_str(line).map_err(Refusal::NoLabel)?;
    let text = match arguments.text {
        Text::Printer => ZplText::Printer,
        Text::Picture => ZplText::Picture,
    };
    match arguments.format {
        Format::Pdf => label.pdf(arguments.dpi),
        Format::Zpl => label.zpl(arguments.dpi, text),
        Format::Png => label.png(arguments.dpi),
    }
    .map_err(Refusal::Label)
}
