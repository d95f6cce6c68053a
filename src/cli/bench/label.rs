//! Whole labels as PDF and as ZPL, beside zint drawing nothing but the barcodes that are on them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::figure::{Figure, Limit, Sheet};
use super::warehouse::scratch;
use crate::cli::{Failure, tell};
use crate::domain::gs1::Sscc;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::units::Grams;
use crate::labels::{
    Address, LabelError, LabelSize, LabelWords, Orientation, ShippingLabel, THERMAL_DPI, ZplText,
    label_pdf, label_zpl,
};

/// What to do when zint is not there.
const REMEDY: &str =
    "zint is missing, so labels are not measured: install it, for example with apt install zint";

/// Symbologies of zint. Source: zint 2.11 manual, section 4.8.
const CODE_128: &str = "20";
/// See [`CODE_128`].
const GS1_128: &str = "16";

/// Draws labels and writes the figures.
pub(super) fn run(root: Option<&Path>, is_quick: bool, sheet: Sheet) -> Result<(), Failure> {
    if Command::new("zint")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        tell(REMEDY);
        return Ok(());
    }
    let root = match root {
        Some(root) => root.to_owned(),
        None => scratch()?,
    };
    let dir = root.join("benchmark-labels");
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    fs::create_dir_all(&dir)?;
    let measured = measure(&dir, if is_quick { 200 } else { 2_000 }, sheet);
    fs::remove_dir_all(&dir)?;
    measured
}

fn measure(dir: &Path, count: u32, sheet: Sheet) -> Result<(), Failure> {
    let labels: Vec<ShippingLabel> = (0..count).map(label).collect::<Result<_, _>>()?;
    // Whoever comes first would read the fonts from the disk.
    label_pdf(&label(count)?, THERMAL_DPI)?;
    let pdf = per_second(dir, "pdf", &labels, |label| label_pdf(label, THERMAL_DPI))?;
    let zpl = per_second(dir, "zpl", &labels, |label| {
        label_zpl(label, THERMAL_DPI, ZplText::Printer)
    })?;
    let outlines = zint(dir, "eps", &labels)?;
    let dots = zint(dir, "png", &labels)?;
    // Assumption: a label with its texts, fonts and last look may take four times as long as its two bare symbols.
    sheet.write(&Figure::at_least(
        "label_pdf",
        pdf,
        "labels/s",
        Limit {
            value: outlines,
            is: "zint drawing the same two barcodes of each label as EPS, in one batch",
        },
        0.25,
    ))?;
    // Assumption: ZPL is short and must not be slower than drawing its two symbols alone.
    sheet.write(&Figure::at_least(
        "label_zpl",
        zpl,
        "labels/s",
        Limit {
            value: dots,
            is: "zint drawing the same two barcodes of each label as PNG, in one batch",
        },
        1.0,
    ))?;
    Ok(())
}

/// Labels a second, each written to a file, as zint does it too.
fn per_second(
    dir: &Path,
    ending: &str,
    labels: &[ShippingLabel],
    draw: impl Fn(&ShippingLabel) -> Result<Vec<u8>, LabelError>,
) -> Result<f64, Failure> {
    let begun = Instant::now();
    for (place, label) in labels.iter().enumerate() {
        fs::write(dir.join(format!("{place:05}.{ending}")), draw(label)?)?;
    }
    rate(labels.len(), begun)
}

/// Labels whose barcodes zint draws a second: once all order numbers, once all SSCCs.
fn zint(dir: &Path, ending: &str, labels: &[ShippingLabel]) -> Result<f64, Failure> {
    let (orders, units) = (dir.join("orders.txt"), dir.join("units.txt"));
    let lines = |line: &dyn Fn(&ShippingLabel) -> String| -> String {
        labels.iter().map(|label| line(label) + "\n").collect()
    };
    fs::write(&orders, lines(&|label| label.order_no.to_string()))?;
    fs::write(&units, lines(&|label| format!("[00]{}", label.tracking)))?;
    let begun = Instant::now();
    for (symbology, list, name) in [(CODE_128, &orders, "order"), (GS1_128, &units, "unit")] {
        let target = dir.join(format!("{name}~~~~~.{ending}"));
        let output = Command::new("zint")
            .args(["--batch", "-b", symbology, "-i"])
            .arg(list)
            .arg("-o")
            .arg(target)
            .output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("zint failed: {said}").into());
        }
    }
    rate(labels.len(), begun)
}

fn rate(count: usize, begun: Instant) -> Result<f64, Failure> {
    Ok(f64::from(u32::try_from(count)?) / begun.elapsed().as_secs_f64())
}

/// A label as the bench prints it, each with another address.
fn label(number: u32) -> Result<ShippingLabel, Failure> {
    const NAMES: [&str; 4] = [
        "Grażyna Brzęczyszczykiewicz",
        "Jürgen Müller",
        "Zofia Święcicka",
        "Győző Kovács",
    ];
    let sscc = Sscc::compose(0, "5900000", u64::from(number))?;
    let name = NAMES
        .get(usize::try_from(number)? % NAMES.len())
        .copied()
        .unwrap_or_default();
    let address = |name: &str| Address {
        name: name.to_owned(),
        company: None,
        lines: vec![format!("ul. Księcia Józefa Poniatowskiego {number}/31")],
        postcode: format!("{:02}-{:03}", number % 100, number % 1000),
        city: "Łękołody".to_owned(),
        region: None,
        country: "PL".to_owned(),
        phone: Some("+48 600 100 200".to_owned()),
    };
    Ok(ShippingLabel {
        size: LabelSize::W100xH150,
        orientation: Orientation::Portrait,
        sender: address("Sklep Żółw Sp. z o.o."),
        recipient: address(name),
        service: "INPOST LOCKER".to_owned(),
        routing: "GDA12A".to_owned(),
        order_no: OrderNo(format!("WWW-2026-{number:05}")),
        parcel_index: 1,
        parcel_count: 1,
        gross: Grams(i64::from(number) + 100),
        sscc: Some(sscc),
        tracking: TrackingNo(sscc.to_string()),
        notes: vec![],
        words: LabelWords::polish(),
    })
}
