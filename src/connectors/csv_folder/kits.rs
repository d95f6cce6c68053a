//! Reads the kits. A kit comes in with all of its parts or not at all: half a kit would be packed.

use std::collections::BTreeSet;

use crate::domain::catalog::KitPart;
use crate::domain::feed::Row;
use crate::domain::import_problem::{ImportFile, RowError, RowProblem};

use super::cells::Cells;
use super::check::{Reading, enter};
use super::keys::{Keys, joined};
use super::table::SourceRow;
use super::text::shown;
use super::{FolderError, FolderRow, Item, catalog_rows};

/// A part of a kit that is good itself, until all of its kit has been read.
struct PartRow {
    part: KitPart,
    raw: Vec<u8>,
    line: u64,
}

impl Reading<'_> {
    /// Reads `kits.csv`, after the products.
    pub(super) fn kits(&mut self) -> Result<(), FolderError> {
        let mut parts = Vec::new();
        let mut keys = Keys::default();
        let mut lost = None;
        self.each_row(&catalog_rows::KITS, |reading, row| {
            reading.kit_part(row, &mut keys, &mut parts, &mut lost);
        })?;
        let kits: BTreeSet<String> = parts.iter().map(|part| part.part.kit.0.clone()).collect();
        for part in &parts {
            let inner = part.part.part.as_str();
            if kits.contains(inner) || self.kits.get(inner).is_some() || self.known.has_kit(inner) {
                self.kits.spoil(part.part.kit.as_str(), part.line);
                self.findings.errors.push(RowError {
                    file: ImportFile::Kits,
                    line: part.line,
                    column: Some("part_sku"),
                    value: shown(inner),
                    problem: RowProblem::KitInKit,
                });
            }
        }
        if let Some(line) = lost {
            // The part of some kit is unreadable, and nobody can say of which.
            for kit in &kits {
                self.kits.spoil(kit, line);
            }
        }
        for part in parts {
            self.finish_part(part);
        }
        Ok(())
    }

    fn kit_part(
        &mut self,
        row: &SourceRow<'_>,
        keys: &mut Keys,
        parts: &mut Vec<PartRow>,
        lost: &mut Option<u64>,
    ) {
        let line = row.line;
        let mut cells = Cells::new(row, &mut self.findings);
        let (kit, part) = if row.is_broken {
            (
                Some(row.cell("kit_sku").to_owned()).filter(|kit| !kit.is_empty()),
                None,
            )
        } else {
            catalog_rows::kit_part(&mut cells)
        };
        let Some(kit) = kit else {
            lost.get_or_insert(line);
            return;
        };
        let key = part
            .as_ref()
            .map(|part| joined(&[part.kit.as_str(), part.part.as_str()]));
        let is_good = enter(&mut cells, keys, "part_sku", key.as_deref(), line);
        let Some(part) = part.filter(|_| is_good) else {
            self.kits.spoil(&kit, line);
            return;
        };
        if !self.rests_on(row, "kit_sku", &kit) || !self.rests_on(row, "part_sku", &kit) {
            self.kits.spoil(&kit, line);
            return;
        }
        parts.push(PartRow {
            part,
            raw: row.canonical(),
            line,
        });
    }

    fn finish_part(&mut self, row: PartRow) {
        let PartRow { part, raw, line } = row;
        let file = ImportFile::Kits;
        match self.kits.get(part.kit.as_str()) {
            // Its own row is the refused one, and that has been said.
            Some(kit) if !kit.is_good && kit.line == line => {}
            Some(kit) if !kit.is_good => {
                self.leave_out((file, line), part.kit.as_str(), (file, kit.line));
            }
            _ => self.read.rows.push(FolderRow {
                item: Item::Row(Row::Kit(part)),
                raw,
                file,
                line,
            }),
        }
    }
}
