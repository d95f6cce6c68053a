//! The most memory that reading a folder takes for each of its rows, in a process that does nothing else.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::figure::{Figure, Limit, Sheet};
use super::process::{Memory, Watched};
use crate::cli::{Failure, tell};
use crate::connectors::csv_folder::{NothingKnown, read_folder};

/// Bytes that a row may take at most.
///
/// Assumption: a bench's PC has a gigabyte to spare while a million products are read.
const BYTES_A_ROW: Limit = Limit {
    value: 1_000.0,
    is: "bytes a row that the reading may take; the value is what is above an empty folder",
};

/// Reads a file of products beside one without any and writes the figure.
///
/// The most that a process ever held never falls again, so each folder is read by one of its own.
pub(super) fn run(own: &Path, is_quick: bool, sheet: Sheet) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        tell("memory of the import: measured on Linux alone");
        return Ok(());
    }
    let products = if is_quick { 20_000 } else { 1_000_000 };
    let (empty, full) = (peak(own, 0)?, peak(own, products)?);
    let bytes = (full - empty) * 1e6 / f64::from(products);
    // Whole bytes, and fewer than the limit: 999 of 1,000 is the last that holds.
    let figure = Figure::at_most("import_memory", bytes.floor(), "B/row", BYTES_A_ROW, 0.999);
    sheet.write(&figure)?;
    Ok(())
}

/// Megabytes that reading so many products takes at most.
fn peak(own: &Path, products: u32) -> Result<f64, Failure> {
    write_products(own, products)?;
    let reader = Watched::start(
        ["bench", "read-rows", "--data-dir"]
            .map(OsStr::new)
            .into_iter()
            .chain([own.as_os_str()]),
    )?;
    let (rows, peak) = (reader.says()?, reader.says()?);
    if rows != products.to_string() {
        return Err(format!("{rows} of {products} products were read").into());
    }
    Ok(peak.parse()?)
}

/// Reads a folder as an import does; says how many rows there are and the most memory in megabytes.
pub(super) fn read_and_tell(folder: &Path) -> Result<(), Failure> {
    let read = read_folder(folder, &NothingKnown, &mut |_| {})?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", read.rows.len(), Memory::own()?.peak)?;
    Ok(out.flush()?)
}

fn write_products(own: &Path, products: u32) -> Result<(), Failure> {
    fs::create_dir_all(own)?;
    let mut out = BufWriter::new(File::create(own.join("products.csv"))?);
    writeln!(
        out,
        "sku,name,weight_g,length_mm,width_mm,height_mm,image,tracking"
    )?;
    for at in 0..products {
        writeln!(out, "SKU-{at:07},Album czerwony żółty {at},330,210,297,5,,")?;
    }
    Ok(out.flush()?)
}
