//! Reads the files in the order in which they need one another, and lets in what stands on its own feet.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::feed::Row;
use crate::domain::import_problem::{FolderProblem, ImportFile, LeftOut, RowProblem};

use super::cells::Cells;
use super::images::Images;
use super::join::Orders;
use super::keys::{Keys, joined};
use super::shop_rows::{self, Keyed};
use super::table::{Layout, SourceRow, Table};
use super::{
    FileToCopy, Findings, FolderError, FolderRead, FolderRow, Item, Known, Progress, Source,
    calendar_rows, catalog_rows, order_rows, tariff_rows,
};

/// Rows between two calls of the progress.
const PROGRESS_ROWS: u64 = 1_000;

/// A folder while it is read.
pub(super) struct Reading<'k> {
    pub(super) known: &'k dyn Known,
    sources: BTreeMap<ImportFile, Source>,
    pub(super) findings: Findings,
    pub(super) read: FolderRead,
    images: Images,
    products: Keys,
    /// Kits by their SKU; refused when any of their parts was.
    pub(super) kits: Keys,
    progress: Option<(Progress, &'k mut dyn FnMut(Progress))>,
}

/// Whether what a row refers to is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// It is.
    Good,
    /// It was refused, in this row.
    Bad(ImportFile, u64),
    /// Nobody knows it.
    Unknown,
}

impl<'k> Reading<'k> {
    pub(super) fn new(
        root: PathBuf,
        sources: BTreeMap<ImportFile, Source>,
        known: &'k dyn Known,
        findings: Findings,
        documents: Vec<FileToCopy>,
    ) -> Self {
        Self {
            known,
            sources,
            findings,
            read: FolderRead {
                documents,
                ..FolderRead::default()
            },
            images: Images::new(root),
            products: Keys::default(),
            kits: Keys::default(),
            progress: None,
        }
    }

    /// Tells `call` how far the reading is.
    pub(super) fn progress(&mut self, total_rows: u64, call: &'k mut dyn FnMut(Progress)) {
        self.progress = Some((
            Progress {
                done_rows: 0,
                total_rows,
            },
            call,
        ));
    }

    /// Reads every file that is there.
    pub(super) fn read_all(mut self) -> Result<FolderRead, FolderError> {
        self.check_partners()?;
        self.shop(&shop_rows::SETTINGS, "key", shop_rows::setting)?;
        self.shop(&calendar_rows::CALENDAR, "service", calendar_rows::calendar)?;
        self.rules()?;
        self.shop(&tariff_rows::TARIFFS, "max_gross_g", tariff_rows::tariff)?;
        self.shop(&shop_rows::PACKAGINGS, "code", shop_rows::packaging)?;
        self.shop(&shop_rows::WORKERS, "badge", shop_rows::worker)?;
        self.shop(&shop_rows::TOTES, "code", shop_rows::tote)?;
        self.shop(&shop_rows::CUSTOMERS, "customer", shop_rows::customer)?;
        self.each_row(&catalog_rows::PRODUCTS, Self::product)?;
        let mut keys = Keys::default();
        self.each_row(&catalog_rows::BARCODES, |reading, row| {
            reading.barcode(row, &mut keys);
        })?;
        self.kits()?;
        let mut keys = Keys::default();
        self.each_row(&catalog_rows::STOCK, |reading, row| {
            reading.stock(row, &mut keys);
        })?;
        let mut orders = Orders::default();
        self.each_row(&order_rows::ORDER_LINES, |reading, row| {
            orders.line(reading, row);
        })?;
        self.each_row(&order_rows::ORDERS, |reading, row| {
            orders.order(reading, row);
        })?;
        orders.finish(&mut self);
        Ok(self.finished())
    }

    fn check_partners(&self) -> Result<(), FolderProblem> {
        let pair = [ImportFile::Orders, ImportFile::OrderLines];
        let [orders, lines] = pair.map(|file| self.sources.contains_key(&file));
        let [file, partner] = match (orders, lines) {
            (true, false) => pair,
            (false, true) => [pair[1], pair[0]],
            _ => return Ok(()),
        };
        Err(FolderProblem::MissingPartner { file, partner })
    }

    fn finished(mut self) -> FolderRead {
        if let Some((at, call)) = &mut self.progress {
            call(Progress {
                done_rows: at.total_rows,
                ..*at
            });
        }
        self.read.errors = self.findings.errors;
        self.read.notes = self.findings.notes;
        self.read.images = self.images.to_copy;
        // Some checks can only be made when a file has been read to its end.
        self.read
            .errors
            .sort_by_key(|error| (error.file, error.line));
        self.read.left_out.sort_by_key(|row| (row.file, row.line));
        self.read
    }

    /// Calls `take` for each row of a file that is there.
    pub(super) fn each_row(
        &mut self,
        layout: &'static Layout,
        mut take: impl FnMut(&mut Self, &SourceRow<'_>),
    ) -> Result<(), FolderError> {
        let Some(source) = self.sources.get(&layout.file).cloned() else {
            return Ok(());
        };
        let mut table = Table::open(layout, &source.path, source.encoding, &mut self.findings)?;
        let before = self.progress.as_ref().map_or(0, |(at, _)| at.done_rows);
        while let Some(row) = table.next_row(&source.path, &mut self.findings)? {
            take(self, &row);
            self.report(before + table.lines_done().saturating_sub(1), PROGRESS_ROWS);
        }
        self.report(before + table.lines_done().saturating_sub(1), 1);
        Ok(())
    }

    fn report(&mut self, done_rows: u64, at_least: u64) {
        let Some((at, call)) = &mut self.progress else {
            return;
        };
        let done_rows = done_rows.min(at.total_rows);
        if done_rows >= at.done_rows + at_least {
            at.done_rows = done_rows;
            call(*at);
        }
    }

    /// Lets a row in.
    pub(super) fn accept(&mut self, row: &SourceRow<'_>, item: Item) {
        let (file, line) = (row.file(), row.line);
        self.read.rows.push(FolderRow {
            item,
            raw: row.canonical(),
            file,
            line,
        });
    }

    /// Reads a file whose rows need no other file.
    fn shop(
        &mut self,
        layout: &'static Layout,
        key_column: &'static str,
        read: fn(&mut Cells<'_>) -> Keyed,
    ) -> Result<(), FolderError> {
        let mut keys = Keys::default();
        self.each_row(layout, |reading, row| {
            if row.is_broken {
                return;
            }
            let mut cells = Cells::new(row, &mut reading.findings);
            let (key, item) = read(&mut cells);
            let is_good = enter(&mut cells, &mut keys, key_column, key.as_deref(), row.line);
            if let Some(item) = item.filter(|_| is_good) {
                reading.accept(row, item);
            }
        })
    }

    fn product(&mut self, row: &SourceRow<'_>) {
        if row.is_broken {
            // What needs this product is then left out, and not called a mistake of its own.
            self.products.spoil(row.cell("sku"), row.line);
            return;
        }
        let mut cells = Cells::new(row, &mut self.findings);
        let (sku, product) = catalog_rows::product(&mut cells, &mut self.images);
        let is_good = enter(
            &mut cells,
            &mut self.products,
            "sku",
            sku.as_deref(),
            row.line,
        );
        if let Some(product) = product.filter(|_| is_good) {
            self.accept(row, Item::Row(Row::Product(product)));
        }
    }

    fn barcode(&mut self, row: &SourceRow<'_>, keys: &mut Keys) {
        if row.is_broken {
            return;
        }
        let mut cells = Cells::new(row, &mut self.findings);
        let barcode = catalog_rows::barcode(&mut cells);
        let key = barcode
            .as_ref()
            .map(|barcode| joined(&[&barcode.code, barcode.sku.as_str()]));
        let is_good = enter(&mut cells, keys, "barcode", key.as_deref(), row.line);
        let Some(barcode) = barcode.filter(|_| is_good) else {
            return;
        };
        if self.rests_on(row, "sku", &barcode.code) {
            self.accept(row, Item::Row(Row::Barcode(barcode)));
        }
    }

    fn stock(&mut self, row: &SourceRow<'_>, keys: &mut Keys) {
        if row.is_broken {
            return;
        }
        let mut cells = Cells::new(row, &mut self.findings);
        let place = catalog_rows::stock(&mut cells);
        let key = place.as_ref().map(|place| {
            let at = &place.location;
            joined(&[place.sku.as_str(), &at.aisle, &at.shelf, &at.bin])
        });
        let is_good = enter(&mut cells, keys, "sku", key.as_deref(), row.line);
        let Some(place) = place.filter(|_| is_good) else {
            return;
        };
        if self.rests_on(row, "sku", place.sku.as_str()) {
            self.accept(row, Item::Row(Row::Stock(place)));
        }
    }

    /// Whether the product that a row names in `column` is there; reports when it is not.
    pub(super) fn rests_on(
        &mut self,
        row: &SourceRow<'_>,
        column: &'static str,
        key: &str,
    ) -> bool {
        match self.product_reference(row.cell(column)) {
            Reference::Good => true,
            Reference::Bad(bad_file, bad_line) => {
                self.leave_out((row.file(), row.line), key, (bad_file, bad_line));
                false
            }
            Reference::Unknown => {
                Cells::new(row, &mut self.findings).refuse(column, RowProblem::UnknownSku);
                false
            }
        }
    }

    /// Names a good row that cannot come in because of a refused one.
    pub(super) fn leave_out(&mut self, row: (ImportFile, u64), key: &str, bad: (ImportFile, u64)) {
        let key = key.to_owned();
        let ((file, line), (bad_file, bad_line)) = (row, bad);
        self.read.left_out.push(LeftOut {
            file,
            line,
            key,
            bad_file,
            bad_line,
        });
    }

    /// Whether a product is there. One that was refused now may still stand at the master.
    fn product_reference(&self, sku: &str) -> Reference {
        match self.products.get(sku) {
            Some(standing) if standing.is_good => Reference::Good,
            _ if self.known.has_sku(sku) => Reference::Good,
            Some(standing) => Reference::Bad(ImportFile::Products, standing.line),
            None => Reference::Unknown,
        }
    }

    /// Whether an order may name a SKU: the product is there, and if it is a kit, so are its parts.
    pub(super) fn orderable(&self, sku: &str) -> Reference {
        match self.kits.get(sku) {
            Some(kit) if !kit.is_good && !self.known.has_kit(sku) => {
                Reference::Bad(ImportFile::Kits, kit.line)
            }
            _ => self.product_reference(sku),
        }
    }
}

/// Enters a row's key among those of its file; whether the row is good so far.
pub(super) fn enter(
    cells: &mut Cells<'_>,
    keys: &mut Keys,
    column: &'static str,
    key: Option<&str>,
    line: u64,
) -> bool {
    let Some(key) = key else { return false };
    let is_good = cells.is_good;
    match keys.enter(key, line, is_good) {
        Ok(()) => is_good,
        Err(problem) => {
            cells.refuse(column, problem);
            false
        }
    }
}
