//! Headless commands, each a thin door to the same code.

mod address;
mod alerts;
mod bench;
mod check;
mod check_devices;
mod cutoff;
mod data;
mod demo;
mod erase;
mod explanation;
mod fit;
mod label;
mod language;
mod log;
mod manifest;
mod master;
mod report;
mod scan;
mod schedule;
pub mod script;
mod ship;
mod simulate;
mod station;
mod sync;
mod tour;
mod weigh_sim;
mod window;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};

use self::language::Speech;
use crate::i18n::{Word, word};
use crate::station::StationError;
use crate::station::clock::Clock;
use crate::station::event::HandOut;
use crate::store::StoreError;

/// Pakownia, the packing station. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "pakownia", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The data directory of the window; the user's own when not given
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Fill the screen and keep the keyboard
    #[arg(long)]
    kiosk: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The board for a wall: what is left for the truck, pace, yield, alerts, orders on hold; nobody signs in
    Board {
        /// The data directory; the user's own when not given
        #[arg(long)]
        data_dir: Option<PathBuf>,
        #[command(flatten)]
        speech: Speech,
    },
    /// Read a folder of CSV files into the data directory
    Import {
        /// The folder with orders.csv, products.csv and the others
        folder: PathBuf,
        /// The data directory
        #[arg(long)]
        data_dir: PathBuf,
        /// Take the good rows although others are bad
        #[arg(long)]
        skip_bad_rows: bool,
        /// Take the workers although the shop's PINs were stored with a secret that is lost; all other
        /// benches then need the file pepper of this data directory
        #[arg(long)]
        new_secret: bool,
        #[command(flatten)]
        speech: Speech,
    },
    /// Write facts, orders or parcels as CSV or JSON lines
    Export {
        /// What
        what: data::Export,
        /// The data directory
        #[arg(long)]
        data_dir: PathBuf,
        /// How
        #[arg(long, default_value = "csv")]
        format: data::Format,
        /// Into this file instead of standard output
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Run a bench without a window: one JSON event a line in, one JSON answer a line out
    Script {
        /// The data directory
        #[arg(long)]
        data_dir: PathBuf,
        /// A clock that stands at this RFC 3339 time until an event moves it
        #[arg(long)]
        clock: Option<DateTime<Utc>>,
    },
    /// Print the stored label of a closed parcel again, as a recorded reprint; or draw labels from a file
    Label(label::LabelArguments),
    /// Write a pick list or one of the bench's sheets as PDF; handing out a pick list is recorded
    Document {
        /// Which paper
        what: data::Paper,
        /// The data directory
        #[arg(long)]
        data_dir: PathBuf,
        /// The order of a pick list; several make one list by trolley position
        #[arg(long = "order")]
        orders: Vec<String>,
        /// Badge of who picks it, so that errors can be told apart by it
        #[arg(long)]
        picker: Option<String>,
        /// The wave it is picked in
        #[arg(long)]
        wave: Option<String>,
        /// How many totes
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=1000))]
        count: u32,
        /// One label each for the label printer of this bench, in its language, instead of A4
        #[arg(long)]
        roll: bool,
        /// The file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// Write a carrier's hand-over list again, for the driver or as a table
    Manifest(manifest::ManifestArguments),
    /// Say what barcodes mean: one a line in, one JSON object a line out
    Scan {
        /// The data directory whose catalogue is asked
        #[arg(long)]
        data_dir: Option<PathBuf>,
    },
    /// Check addresses and mend what is only written wrongly: one JSON object a line in, one answer a line out
    CheckAddress,
    /// Say with which lorry an order goes that is paid then, and which rule of the calendar says so
    Cutoff(cutoff::CutoffArguments),
    /// Say by which service an order goes: which shipping rule won, which lost and why
    Ship(ship::ShipArguments),
    /// Judge parcels by their weight and learn from them: one parcel a line in as JSON, one answer a line out
    WeighSim(weigh_sim::WeighSimArguments),
    /// Choose boxes and places: one packing case a line in as JSON, one answer a line out
    Fit(fit::FitArguments),
    /// The statistics of some days, from the journal
    Report(report::ReportArguments),
    /// Forget a customer, everybody whose days are over, or a worker who has left; what happened stays, without names
    Erase(erase::EraseArguments),
    /// Measure what alerts are raised by, raise and end them, and say which are open; send notices of them
    Alerts(alerts::AlertsArguments),
    /// Make the reports that are due by the schedule of bench.toml, put them where they go, and say how each stands
    Schedule(schedule::ScheduleArguments),
    /// Open the window on the sample warehouse with simulated scanner, scale and printer
    Demo {
        /// Where the demo keeps its data; a folder of the user's own when not given
        #[arg(long)]
        data_dir: Option<PathBuf>,
        /// Take a scripted tour through the window, write pictures of it into this folder, and end
        #[arg(long)]
        tour: Option<PathBuf>,
    },
    /// A scale, a scanner or a printer that is none: it speaks a real one's bytes on a pseudo-terminal or a socket
    Simulate {
        #[command(subcommand)]
        what: simulate::Simulate,
    },
    /// Test the bench: database, journal, master, printers, devices; says what to do
    Doctor {
        /// The data directory
        #[arg(long)]
        data_dir: PathBuf,
        /// Copy the bench's database now, beside a window that may be open, and do nothing else
        #[arg(long)]
        backup: bool,
        /// Let this bench, the only one of its shop, in again after its database was put back from a copy
        #[arg(long, conflicts_with = "backup")]
        let_in: bool,
    },
    /// The link to the master: how it stands, or everything sent and fetched now
    Sync {
        #[command(subcommand)]
        what: sync::Sync,
    },
    /// Set up the PostgreSQL master of a warehouse with many benches, and look at it
    #[command(subcommand)]
    Master(master::MasterCommand),
    /// Measure speed, memory and idle work, each beside the same work done bare
    Bench(bench::BenchArguments),
}

/// An error of any command, told to the person who gave it.
type Failure = Box<dyn std::error::Error>;

/// Runs the command of the command line.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            tell(&format!("pakownia: {}", with_causes(error.as_ref())));
            if let Some(what_to_do) = disk_word(error.as_ref()) {
                tell(&word(Speech::default().lang(), what_to_do));
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    // A window writes its own log, and the board is one.
    if !matches!(arguments.command, None | Some(Command::Board { .. })) {
        log::to_terminal();
    }
    match arguments.command {
        None => {
            let dir = arguments.data_dir.map_or_else(window::usual_data_dir, Ok)?;
            let screen = if arguments.kiosk {
                window::Screen::Kiosk
            } else {
                window::Screen::Bench
            };
            window::open(&dir, screen)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Board { data_dir, speech }) => {
            let dir = data_dir.map_or_else(window::usual_data_dir, Ok)?;
            let board = window::Screen::Board(speech.of_bench(&dir));
            window::open(&dir, board)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Demo { data_dir, tour }) => demo::run(data_dir, tour.as_deref()),
        Some(Command::Import {
            folder,
            data_dir,
            skip_bad_rows,
            new_secret,
            speech,
        }) => {
            let taken = data::Taken {
                with_bad_rows: skip_bad_rows,
                with_new_secret: new_secret,
            };
            data::import(&data_dir, folder, taken, speech.lang())
        }
        Some(Command::Export {
            what,
            data_dir,
            format,
            out,
        }) => data::export(&data_dir, what, format, out.as_deref()),
        Some(Command::Script { data_dir, clock }) => {
            let clock = clock.map(Clock::standing_at).unwrap_or_default();
            let mut station = station::open(&data_dir, clock.clone())?;
            script::run(
                &mut station,
                &clock,
                io::stdin().lock(),
                io::stdout().lock(),
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Label(arguments)) => label::run(&arguments),
        Some(Command::Document {
            what,
            data_dir,
            orders,
            picker,
            wave,
            count,
            roll,
            out,
        }) => {
            let said = |text: &Option<String>| text.clone().unwrap_or_default();
            let to = HandOut::typed(&said(&picker), &said(&wave));
            data::document(&data_dir, what, (&orders, to), (count, roll), &out)
        }
        Some(Command::Manifest(arguments)) => manifest::run(&arguments),
        Some(Command::Scan { data_dir }) => scan::run(data_dir.as_deref()),
        Some(Command::CheckAddress) => address::run(),
        Some(Command::Cutoff(arguments)) => cutoff::run(&arguments),
        Some(Command::Ship(arguments)) => ship::run(&arguments),
        Some(Command::WeighSim(arguments)) => weigh_sim::run(&arguments),
        Some(Command::Fit(arguments)) => fit::run(&arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Erase(arguments)) => erase::run(&arguments),
        Some(Command::Alerts(arguments)) => alerts::run(&arguments),
        Some(Command::Schedule(arguments)) => schedule::run(&arguments),
        Some(Command::Doctor {
            data_dir,
            backup: true,
            ..
        }) => check::back_up(&data_dir),
        Some(Command::Doctor {
            data_dir,
            let_in: true,
            ..
        }) => check::let_in(&data_dir),
        Some(Command::Doctor { data_dir, .. }) => check::doctor(&data_dir),
        Some(Command::Sync { what }) => sync::run(&what),
        Some(Command::Simulate { what }) => simulate::run(&what, io::stdin().lock(), io::stdout()),
        Some(Command::Master(command)) => master::run(command),
        Some(Command::Bench(arguments)) => bench::run(&arguments),
    }
}

/// What to do about the bench's own disk, if that is what failed.
fn disk_word(error: &(dyn std::error::Error + 'static)) -> Option<Word> {
    let mut cause = Some(error);
    while let Some(one) = cause {
        let store = match one.downcast_ref() {
            // A transparent error hides what it wraps.
            Some(StationError::Store(error)) => Some(error),
            _ => one.downcast_ref::<StoreError>(),
        };
        match store {
            Some(error) if error.is_full() => return Some(Word::TroubleDiskFull),
            Some(error) if error.is_read_only() => return Some(Word::TroubleDiskReadOnly),
            _ => cause = one.source(),
        }
    }
    None
}

/// Tells the person at the terminal. A closed terminal is nobody to tell.
fn tell(text: &str) {
    drop(writeln!(io::stderr().lock(), "{text}"));
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = inner.source();
    }
    text
}
