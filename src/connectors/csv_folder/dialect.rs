//! How was this file written? Its encoding, its separator, and how many rows to expect.
//!
//! Spreadsheets save the same table in a dozen ways. The whole file is looked
//! through once before any row is read, so that one odd letter in the last
//! line cannot change how the first was understood.

use std::io::{self, Read};

use crate::domain::import_problem::{FolderProblem, ImportFile};

/// How the bytes of a file become letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1250, what Polish spreadsheets save when nobody asks them for UTF-8.
    Windows1250,
}

/// What a look through the whole file told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Survey {
    /// How bytes become letters.
    pub(super) encoding: Encoding,
    /// Line breaks of the file: a close guess of its rows.
    pub(super) lines: u64,
}

/// Bytes read at a time while looking through a file.
const CHUNK: usize = 64 * 1024;

/// The Polish letters as UTF-8 byte pairs. Read as Windows-1250 each would be a pair such as `Ĺ‚`
/// that no language writes, so one of them in a file that is no UTF-8 means: two encodings.
const POLISH_PAIRS: [[u8; 2]; 18] = [
    [0xC3, 0x93],
    [0xC3, 0xB3],
    [0xC4, 0x84],
    [0xC4, 0x85],
    [0xC4, 0x86],
    [0xC4, 0x87],
    [0xC4, 0x98],
    [0xC4, 0x99],
    [0xC5, 0x81],
    [0xC5, 0x82],
    [0xC5, 0x83],
    [0xC5, 0x84],
    [0xC5, 0x9A],
    [0xC5, 0x9B],
    [0xC5, 0xB9],
    [0xC5, 0xBA],
    [0xC5, 0xBB],
    [0xC5, 0xBC],
];

/// Looks through a whole file. `Ok(Err(_))` is a file that is no text in one encoding.
pub(super) fn survey(
    file: ImportFile,
    mut input: impl Read,
) -> io::Result<Result<Survey, FolderProblem>> {
    let mut look = Look::default();
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = chunk.get(..count).unwrap_or_default();
        if look.is_at_start
            && (bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]))
        {
            return Ok(Err(FolderProblem::Utf16 { file }));
        }
        look.take(bytes);
    }
    Ok(look.verdict(file))
}

/// What has been seen of a file so far.
#[derive(Debug)]
struct Look {
    is_at_start: bool,
    lines: u64,
    last: u8,
    /// Bytes that a chunk's end cut out of a letter.
    cut_letter: Vec<u8>,
    first_not_utf8: Option<u64>,
    has_polish_pair: bool,
    first_not_windows_1250: Option<u64>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            is_at_start: true,
            lines: 0,
            last: 0,
            cut_letter: Vec::new(),
            first_not_utf8: None,
            has_polish_pair: false,
            first_not_windows_1250: None,
        }
    }
}

impl Look {
    fn take(&mut self, bytes: &[u8]) {
        self.is_at_start = false;
        self.check_utf8(bytes);
        for &byte in bytes {
            if byte >= 0x80 {
                if POLISH_PAIRS.contains(&[self.last, byte]) {
                    self.has_polish_pair = true;
                }
                if is_unused_in_windows_1250(byte) && self.first_not_windows_1250.is_none() {
                    self.first_not_windows_1250 = Some(self.lines + 1);
                }
            }
            if byte == b'\r' || (byte == b'\n' && self.last != b'\r') {
                self.lines += 1;
            }
            self.last = byte;
        }
    }

    /// Runs before the chunk's lines are counted, so that `lines` is still its beginning.
    fn check_utf8(&mut self, bytes: &[u8]) {
        if self.first_not_utf8.is_some() {
            return;
        }
        let joined;
        let mut text = bytes;
        if !self.cut_letter.is_empty() {
            joined = [self.cut_letter.as_slice(), bytes].concat();
            text = &joined;
            self.cut_letter.clear();
        }
        let Err(error) = std::str::from_utf8(text) else {
            return;
        };
        let (before, after) = text.split_at(error.valid_up_to());
        if error.error_len().is_some() {
            self.first_not_utf8 = Some(self.lines + 1 + line_breaks(before, self.last));
        } else {
            after.clone_into(&mut self.cut_letter);
        }
    }

    fn verdict(self, file: ImportFile) -> Result<Survey, FolderProblem> {
        let lines = self.lines;
        let cut_at_end = (!self.cut_letter.is_empty()).then_some(lines + 1);
        let Some(line) = self.first_not_utf8.or(cut_at_end) else {
            return Ok(Survey {
                encoding: Encoding::Utf8,
                lines,
            });
        };
        if self.has_polish_pair {
            return Err(FolderProblem::MixedEncoding { file, line });
        }
        if let Some(line) = self.first_not_windows_1250 {
            return Err(FolderProblem::NotText { file, line });
        }
        Ok(Survey {
            encoding: Encoding::Windows1250,
            lines,
        })
    }
}

/// Source: Microsoft, "Windows-1250 code page": 81, 83, 88, 90 and 98 are not used.
fn is_unused_in_windows_1250(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x83 | 0x88 | 0x90 | 0x98)
}

fn line_breaks(bytes: &[u8], mut last: u8) -> u64 {
    let mut count = 0;
    for &byte in bytes {
        if byte == b'\r' || (byte == b'\n' && last != b'\r') {
            count += 1;
        }
        last = byte;
    }
    count
}

/// The separator of a file, from its header: what stands there most often outside of quotation
/// marks. A comma where nothing stands, because a table may have one column.
pub(super) fn separator(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for &byte in header {
        if byte == b'"' {
            is_quoted = !is_quoted;
        }
        if is_quoted {
            continue;
        }
        for (separator, count) in &mut counts {
            if byte == *separator {
                *count += 1;
            }
        }
    }
    let mut best = (b',', 0);
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(bytes: &[u8]) -> Result<Survey, FolderProblem> {
        survey(ImportFile::Products, bytes).unwrap()
    }

    #[test]
    fn a_file_of_polish_letters_is_read_in_the_encoding_it_was_saved_in() {
        let text = "sku,name\nA,Źródło żółte\n";
        assert_eq!(
            look(text.as_bytes()),
            Ok(Survey {
                encoding: Encoding::Utf8,
                lines: 2
            })
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(text);
        assert_eq!(
            look(&bytes),
            Ok(Survey {
                encoding: Encoding::Windows1250,
                lines: 2
            })
        );
    }

    #[test]
    fn a_letter_cut_by_the_end_of_a_chunk_is_still_one_letter() {
        let mut text = "a".repeat(CHUNK - 1);
        text.push_str("żółw\n");
        assert_eq!(
            look(text.as_bytes()).map(|survey| survey.encoding),
            Ok(Encoding::Utf8)
        );
    }

    #[test]
    fn two_encodings_in_one_file_are_refused_with_the_line() {
        let mut bytes = "sku,name\r\nA,żółty\r\nB,".as_bytes().to_vec();
        bytes.extend([0xBF, 0xF3, b'\r', b'\n']);
        let file = ImportFile::Products;
        assert_eq!(
            look(&bytes),
            Err(FolderProblem::MixedEncoding { file, line: 3 })
        );
    }

    #[test]
    fn bytes_that_no_encoding_knows_are_refused_with_the_line() {
        let file = ImportFile::Products;
        assert_eq!(
            look(b"sku\nA\n\x81\xff\n"),
            Err(FolderProblem::NotText { file, line: 3 })
        );
        assert_eq!(
            look(b"\xff\xfes\0k\0u\0"),
            Err(FolderProblem::Utf16 { file })
        );
    }

    #[test]
    fn the_separator_is_what_parts_the_header_outside_of_quotation_marks() {
        assert_eq!(separator(b"sku;name;\"a,b,c,d\""), b';');
        assert_eq!(separator(b"sku,name"), b',');
        assert_eq!(separator(b"sku\tname"), b'\t');
        assert_eq!(separator(b"code"), b',');
    }
}
