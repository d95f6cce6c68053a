//! `pakownia bench`: how fast, beside the least that this computer and this disk can do.
//!
//! Each figure is measured together with its limit: the same work done bare, in the same run. A goal
//! that does not hold is said in the figure; the command itself fails only when it cannot measure.

mod dice;
mod figure;
mod fit;
mod import;
mod import_memory;
mod label;
mod packing;
mod parse;
mod process;
mod scan;
mod sync;
mod warehouse;
mod weight;
mod window;
mod year;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use self::figure::Sheet;
use self::scan::Counts;
use self::warehouse::{Size, Warehouse};
use super::Failure;

/// What to measure, and where.
#[derive(Debug, Args)]
pub(super) struct BenchArguments {
    /// What to measure
    name: Name,
    /// One JSON object a line instead of a table
    #[arg(long)]
    json: bool,
    /// A small warehouse and few scans: shows that it works, not how fast
    #[arg(long)]
    quick: bool,
    /// Where the benchmark makes a folder for its warehouse and leaves it for the next time
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Product weights for the weight benchmark, in grams, one a line; made up alike without it
    #[arg(long)]
    weights: Option<PathBuf>,
    /// The unit that the watched window is told to scan
    #[arg(long, hide = true)]
    scan: Option<String>,
}

/// A benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// From complete code to committed verdict
    Scan,
    /// Barcodes understood in a second
    ScanParse,
    /// The window's first frame and first accepted scan
    Start,
    /// Processor time of the idle window
    Idle,
    /// Memory of the window
    Memory,
    /// Rows of CSV files taken in, and the memory that takes
    Import,
    /// Labels as PDF and ZPL
    Label,
    /// Bench and server: first load, changes, claims, facts of an outage
    Sync,
    /// Time to the first answer of the packing
    Fit,
    /// Wrong parcels found by their weight, and right ones stopped
    Weight,
    /// A lead's screens over a year of ten benches, and whether planted causes are named
    #[value(alias = "mis-picks")]
    Year,
    /// All of them
    All,
    /// The window, watched; started by the benchmark itself
    #[value(hide = true)]
    Window,
    /// A window with nothing in it; started by the benchmark itself
    #[value(hide = true)]
    EmptyWindow,
    /// A folder read, and nothing else; started by the benchmark itself
    #[value(hide = true)]
    ReadRows,
}

impl Name {
    fn includes(self, other: Self) -> bool {
        self == other || self == Self::All
    }
}

/// Measures.
pub(super) fn run(arguments: &BenchArguments) -> Result<ExitCode, Failure> {
    match arguments.name {
        Name::Window => {
            let dir = arguments
                .data_dir
                .as_deref()
                .ok_or("the window needs --data-dir")?;
            window::open_watched(dir, arguments.scan.clone())?;
        }
        Name::EmptyWindow => window::open_empty()?,
        Name::ReadRows => {
            let folder = arguments
                .data_dir
                .as_deref()
                .ok_or("the folder needs --data-dir")?;
            import_memory::read_and_tell(folder)?;
        }
        _ => measure(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(arguments: &BenchArguments) -> Result<(), Failure> {
    let name = arguments.name;
    let (size, counts) = if arguments.quick {
        (
            Size {
                products: 20_000,
                orders: 2_000,
            },
            Counts {
                scans: 500,
                calls: 2_000,
            },
        )
    } else {
        (
            Size {
                products: 1_000_000,
                orders: 100_000,
            },
            Counts {
                scans: 5_000,
                calls: 20_000,
            },
        )
    };
    let sheet = Sheet::begin(arguments.json)?;
    let needs_window = [Name::Start, Name::Memory, Name::Idle]
        .into_iter()
        .any(|window| name.includes(window));
    let with_window = needs_window && window::has_display();
    if name.includes(Name::Scan) || with_window {
        let mut warehouse = Warehouse::at(arguments.data_dir.as_deref(), size)?;
        if name.includes(Name::Scan) {
            scan::run(&mut warehouse, counts, sheet)?;
        }
        if with_window {
            window::run(&mut warehouse, name, arguments.quick, sheet)?;
        }
    }
    if name.includes(Name::ScanParse) {
        parse::run(sheet)?;
    }
    if name.includes(Name::Import) {
        import::run(arguments.data_dir.as_deref(), arguments.quick, sheet)?;
    }
    if name.includes(Name::Fit) {
        fit::run(arguments.quick, sheet)?;
    }
    if name.includes(Name::Weight) {
        weight::run(arguments.quick, arguments.weights.as_deref(), sheet)?;
    }
    if name.includes(Name::Year) {
        year::run(arguments.data_dir.as_deref(), arguments.quick, sheet)?;
    }
    if name.includes(Name::Label) {
        label::run(arguments.data_dir.as_deref(), arguments.quick, sheet)?;
    }
    if name.includes(Name::Sync) {
        sync::run(arguments.data_dir.as_deref(), arguments.quick, sheet)?;
    }
    Ok(())
}
