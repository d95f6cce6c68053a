//! The yardstick of the import's benchmark: a folder's CSV files read and nothing more.

use std::fs;
use std::path::Path;

/// Hands every record of every CSV file in `dir` to `seen`, cells separated by zero bytes; heads are left out.
///
/// Nothing is checked, decoded or joined.
pub fn each_record<E: From<csv::Error>>(
    dir: &Path,
    mut seen: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<u64, E> {
    let mut records = 0;
    let mut cells = Vec::new();
    let mut record = csv::ByteRecord::new();
    for entry in fs::read_dir(dir).map_err(csv::Error::from)? {
        let path = entry.map_err(csv::Error::from)?.path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(&path)?;
        while reader.read_byte_record(&mut record)? {
            cells.clear();
            for cell in &record {
                cells.extend_from_slice(cell);
                cells.push(0);
            }
            seen(&cells)?;
            records += 1;
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_handed_over_once_without_its_head() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.csv"), "x,y\n1,\"2,3\"\n4,5\n").unwrap();
        fs::write(dir.path().join("note.txt"), "x\n1\n").unwrap();
        let mut seen = Vec::new();
        let records = each_record::<csv::Error>(dir.path(), |cells| {
            seen.push(String::from_utf8_lossy(cells).into_owned());
            Ok(())
        });
        assert_eq!(records.unwrap(), 2);
        assert_eq!(seen, ["1\u{0}2,3\u{0}", "4\u{0}5\u{0}"]);
    }
}
