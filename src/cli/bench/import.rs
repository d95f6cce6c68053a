//! Rows of CSV files taken in: read, checked, joined and kept, beside reading and keeping alone.

use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::figure::{Figure, Limit, Sheet};
use super::import_memory;
use super::scan::{fresh, remove};
use super::warehouse::{code_of, lines_of, order_no, scratch};
use crate::cli::{Failure, station, tell};
use crate::connectors::bare_csv::each_record;
use crate::station::clock::Clock;
use crate::station::import::ImportOutcome;
use crate::store::bare::BareRows;

/// The variable that names a folder with test data, of which `warehouse` is imported.
const TEST_DATA: &str = "PAKOWNIA_TEST_DATA";

/// Imports a folder into an empty data directory and writes the figures.
pub(super) fn run(root: Option<&Path>, is_quick: bool, sheet: Sheet) -> Result<(), Failure> {
    let root = match root {
        Some(root) => root.to_owned(),
        None => scratch()?,
    };
    let (dir, own) = (root.join("benchmark-import"), root.join("benchmark-csv"));
    for folder in [&dir, &own] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let rows = own.join("memory");
    let measured = folder(&own, is_quick)
        .and_then(|folder| measure(&dir, &folder))
        .and_then(|(ours, bare)| {
            write_speed(ours, bare, sheet)?;
            import_memory::run(&rows, is_quick, sheet)
        });
    for folder in [&dir, &own] {
        fs::remove_dir_all(folder)?;
    }
    measured
}

fn write_speed(ours: f64, bare: f64, sheet: Sheet) -> Result<(), Failure> {
    let limit = Limit {
        value: bare,
        is: "rows/s of the csv crate into one bare table, one synced commit",
    };
    // Assumption: checking, joining and indexing every row may take twenty times as long as its bare copy.
    sheet.write(&Figure::at_least(
        "import_rows",
        ours,
        "rows/s",
        limit,
        0.05,
    ))?;
    Ok(())
}

/// The folder named by the environment, or one made for the purpose.
fn folder(own: &Path, is_quick: bool) -> Result<PathBuf, Failure> {
    if let Some(data) = env::var_os(TEST_DATA).map(|data| Path::new(&data).join("warehouse"))
        && data.is_dir()
    {
        return Ok(data);
    }
    let (products, orders) = if is_quick {
        (1_000, 500)
    } else {
        (50_000, 20_000)
    };
    tell(&format!(
        "{TEST_DATA} names no folder with a warehouse: {products} products and {orders} orders are made"
    ));
    write_folder(own, products, orders)?;
    Ok(own.to_owned())
}

/// Rows a second of ours and of the bare work.
fn measure(dir: &Path, folder: &Path) -> Result<(f64, f64), Failure> {
    let mut bench = station::unsynced(dir, Clock::System)?;
    let begun = Instant::now();
    let plan = bench.import_plan(folder.to_owned(), false)?;
    let outcome = bench.import(&plan, &mut |_| {})?;
    let ours = begun.elapsed();
    if let ImportOutcome::Refused { errors, .. } = outcome {
        return Err(format!("{} rows of {} are bad", errors.len(), folder.display()).into());
    }
    drop(bench);
    let file = dir.join("bare.db");
    let mut bare: BareRows = fresh(&file)?;
    let begun = Instant::now();
    let mut rows = 0;
    bare.keep_together::<Failure>(|keep| {
        rows = each_record::<Failure>(folder, |record| keep(record))?;
        Ok(())
    })?;
    let least = begun.elapsed();
    drop(bare);
    remove(&file)?;
    let rows = f64::from(u32::try_from(rows)?);
    Ok((rows / ours.as_secs_f64(), rows / least.as_secs_f64()))
}

fn write_folder(dir: &Path, products: u32, orders: u32) -> Result<(), Failure> {
    let file = |name: &str| File::create(dir.join(name)).map(BufWriter::new);
    let mut out = file("products.csv")?;
    writeln!(
        out,
        "sku,name,weight_g,length_mm,width_mm,height_mm,image,tracking"
    )?;
    for at in 0..products {
        writeln!(
            out,
            "SKU-{at:07},Kubek ceramiczny żółty {at},{},70,60,50,,",
            100 + at % 300
        )?;
    }
    out.flush()?;
    let mut out = file("barcodes.csv")?;
    writeln!(out, "barcode,sku,units_per_scan")?;
    for at in 0..products {
        writeln!(out, "{},SKU-{at:07},1", code_of(at))?;
    }
    out.flush()?;
    let mut out = file("orders.csv")?;
    writeln!(
        out,
        "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,value_minor,currency,tags,note"
    )?;
    for at in 0..orders {
        let no = order_no(at);
        writeln!(
            out,
            "{no},allegro,2026-11-17T16:39:17Z,courier,,Żaneta Łącka,Źródlana 10/4,70-001,Szczecin,PL,+48707632255,klient{at}@example.com,84765,PLN,,"
        )?;
    }
    out.flush()?;
    let mut out = file("order_lines.csv")?;
    writeln!(out, "order_no,line,sku,quantity")?;
    for at in 0..orders {
        for (line, (product, units)) in (1..).zip(lines_of(at, products)) {
            writeln!(out, "{},{line},SKU-{product:07},{units}", order_no(at))?;
        }
    }
    Ok(out.flush()?)
}
