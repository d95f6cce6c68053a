//! The files that come along with the tables: pictures of products, papers that belong into a box.
//!
//! A path in a table is a stranger's word. It may only lead to a file inside
//! of the folder, and the file has to be what it says it is.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::domain::ids::OrderNo;
use crate::domain::import_problem::{NoteKind, RowNote, RowProblem};
use crate::domain::order::BoxDocument;

use super::cells::TEXT_MAX;
use super::table::hidden_in;
use super::text::shown;
use super::{FileToCopy, Findings, FolderError};

/// Largest picture. A photo of twelve megapixels is about half of it.
const IMAGE_MAX_BYTES: u64 = 10 * 1024 * 1024;
/// Largest paper.
const DOCUMENT_MAX_BYTES: u64 = 20 * 1024 * 1024;
/// Longest file name in bytes that every common file system takes, with room for a suffix.
const NAME_MAX: usize = 200;

/// Source: ISO/IEC 15948, 5.2 (PNG signature).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Source: ITU-T T.81, B.1.1.3 (SOI and the next marker's first byte).
const JPEG: &[u8] = b"\xff\xd8\xff";
/// Source: ISO 32000-1, 7.5.2.
const PDF: &[u8] = b"%PDF-";

/// The pictures that good rows named.
#[derive(Debug)]
pub(super) struct Images {
    root: PathBuf,
    /// The source of each name; by small letters, because some disks do not tell `A.png` from `a.png`.
    sources: HashMap<String, PathBuf>,
    pub(super) to_copy: Vec<FileToCopy>,
}

impl Images {
    /// For pictures inside of `root`, which is free of links.
    pub(super) fn new(root: PathBuf) -> Self {
        Self {
            root,
            sources: HashMap::new(),
            to_copy: Vec::new(),
        }
    }

    /// Takes a picture by its path in the folder and answers the name it will have.
    pub(super) fn take(&mut self, path: &str) -> Result<String, RowProblem> {
        let parts = parts_inside(path)?;
        let name = name_of(&parts);
        if name.len() > NAME_MAX {
            return Err(RowProblem::TooLong { max: NAME_MAX });
        }
        let joined: PathBuf = parts.iter().collect();
        // Whatever the reason: for the person who reads it, the picture is not there.
        let from = self
            .root
            .join(joined)
            .canonicalize()
            .map_err(|_e| RowProblem::ImageMissing)?;
        if !from.starts_with(&self.root) {
            return Err(RowProblem::ImageOutside);
        }
        let key = name.to_lowercase();
        if let Some(source) = self.sources.get(&key) {
            return if *source == from {
                Ok(name)
            } else {
                Err(RowProblem::ImageNameTaken)
            };
        }
        check_picture(&from)?;
        self.sources.insert(key, from.clone());
        self.to_copy.push(FileToCopy {
            from,
            name: name.clone(),
        });
        Ok(name)
    }
}

/// The parts of a relative path that never goes up, whichever slash it is written with.
fn parts_inside(path: &str) -> Result<Vec<&str>, RowProblem> {
    if let Some(code) = hidden_in(path) {
        return Err(RowProblem::HiddenCharacter { code });
    }
    if path.chars().count() > TEXT_MAX {
        return Err(RowProblem::TooLong { max: TEXT_MAX });
    }
    // A colon would name a drive, or a stream of a file.
    if path.starts_with(['/', '\\']) || path.contains(':') {
        return Err(RowProblem::ImageOutside);
    }
    let parts: Vec<&str> = path
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if parts.contains(&"..") {
        return Err(RowProblem::ImageOutside);
    }
    if parts.is_empty() {
        Err(RowProblem::ImageMissing)
    } else {
        Ok(parts)
    }
}

/// The file name of a picture in the data directory: its path without the usual folder `images`.
fn name_of(parts: &[&str]) -> String {
    let parts = match parts {
        [folder, rest @ ..] if !rest.is_empty() && folder.eq_ignore_ascii_case("images") => rest,
        all => all,
    };
    parts.join("_").replace(['<', '>', '"', '|', '?', '*'], "_")
}

fn check_picture(path: &Path) -> Result<(), RowProblem> {
    match begins_with(path, &[PNG, JPEG], IMAGE_MAX_BYTES) {
        Ok(Kind::Right) => Ok(()),
        Ok(Kind::Other) => Err(RowProblem::ImageNotPicture),
        Ok(Kind::TooLarge) => Err(RowProblem::ImageTooLarge {
            max_bytes: IMAGE_MAX_BYTES,
        }),
        Err(_unreadable) => Err(RowProblem::ImageMissing),
    }
}

enum Kind {
    Right,
    Other,
    TooLarge,
}

fn begins_with(path: &Path, signatures: &[&[u8]], max_bytes: u64) -> io::Result<Kind> {
    let about = fs::metadata(path)?;
    // Before opening: a pipe would wait for ever.
    if !about.is_file() {
        return Ok(Kind::Other);
    }
    if about.len() > max_bytes {
        return Ok(Kind::TooLarge);
    }
    let mut start = Vec::new();
    File::open(path)?.take(8).read_to_end(&mut start)?;
    let is_right = signatures
        .iter()
        .any(|signature| start.starts_with(signature));
    Ok(if is_right { Kind::Right } else { Kind::Other })
}

/// The name of an order's paper, in the folder `documents` of an import and of the data directory.
///
/// Signs that a file name cannot have are written as `%` and their number:
/// the invoice of `FV/7` is `FV%2F7-invoice.pdf`. So no two orders share a name.
pub fn document_file_name(order: &OrderNo, document: BoxDocument) -> String {
    let mut name = String::new();
    for sign in order.0.chars() {
        if is_plain(sign) {
            name.push(sign);
            continue;
        }
        let mut bytes = [0; 4];
        let bytes = sign.encode_utf8(&mut bytes).bytes();
        name.extend(bytes.map(|byte| format!("%{byte:02X}")));
    }
    name.push_str(suffix(document));
    name
}

fn suffix(document: BoxDocument) -> &'static str {
    match document {
        BoxDocument::Invoice => "-invoice.pdf",
        BoxDocument::ReturnSlip => "-return_slip.pdf",
    }
}

fn is_plain(sign: char) -> bool {
    (sign == ' ' || sign.is_ascii_graphic())
        && !matches!(
            sign,
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%'
        )
}

/// The papers in the folder `documents`, by name. What is none is noted.
pub(super) fn documents(
    root: &Path,
    findings: &mut Findings,
) -> Result<Vec<FileToCopy>, FolderError> {
    let folder = root.join("documents");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let io = |source| FolderError::Io {
        path: folder.clone(),
        source,
    };
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(&folder).map_err(io)? {
        names.insert(entry.map_err(io)?.file_name());
    }
    let mut papers = Vec::new();
    for name in names {
        let text = name.to_string_lossy();
        match paper(root, &folder.join(&name), &text) {
            Some(from) => papers.push(FileToCopy {
                from,
                name: text.into_owned(),
            }),
            None => findings.notes.push(RowNote {
                file: format!("documents/{}", shown(&text)).into(),
                line: None,
                column: None,
                value: String::new(),
                kind: NoteKind::DocumentUnusable,
            }),
        }
    }
    Ok(papers)
}

fn paper(root: &Path, path: &Path, name: &str) -> Option<PathBuf> {
    let is_named = [BoxDocument::Invoice, BoxDocument::ReturnSlip]
        .iter()
        .any(|document| {
            name.strip_suffix(suffix(*document))
                .is_some_and(|order| !order.is_empty())
        });
    let is_safe = name.len() <= NAME_MAX && name.chars().all(|sign| is_plain(sign) || sign == '%');
    let from = path
        .canonicalize()
        .ok()
        .filter(|from| from.starts_with(root))?;
    let is_pdf = matches!(
        begins_with(&from, &[PDF], DOCUMENT_MAX_BYTES),
        Ok(Kind::Right)
    );
    (is_named && is_safe && is_pdf).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Images) {
        let outside = tempfile::tempdir().unwrap();
        let inside = outside.path().join("in");
        fs::create_dir_all(inside.join("images/deep")).unwrap();
        fs::write(inside.join("images/mug.png"), PNG).unwrap();
        fs::write(inside.join("images/deep/mug.png"), PNG).unwrap();
        fs::write(inside.join("mug.png"), PNG).unwrap();
        fs::write(inside.join("images/page.png"), "<html>").unwrap();
        fs::write(outside.path().join("secret.png"), PNG).unwrap();
        let root = inside.canonicalize().unwrap();
        (outside, Images::new(root))
    }

    #[test]
    fn a_picture_is_named_by_its_path_without_the_usual_folder() {
        let (_kept, mut images) = folder();
        assert_eq!(images.take("images/mug.png").as_deref(), Ok("mug.png"));
        assert_eq!(
            images.take(r".\images\deep\mug.png").as_deref(),
            Ok("deep_mug.png")
        );
        assert_eq!(images.take("images/mug.png").as_deref(), Ok("mug.png"));
        assert_eq!(images.to_copy.len(), 2);
        assert_eq!(images.take("mug.png"), Err(RowProblem::ImageNameTaken));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let (kept, mut images) = folder();
        let absolute = kept.path().join("secret.png");
        let paths = [
            "../secret.png",
            "images/../../secret.png",
            r"..\secret.png",
            "C:secret.png",
            "//host/x.png",
        ];
        for path in paths.into_iter().chain(absolute.to_str()) {
            assert_eq!(images.take(path), Err(RowProblem::ImageOutside), "{path}");
        }
        assert_eq!(
            images.take("images/none.png"),
            Err(RowProblem::ImageMissing)
        );
        assert_eq!(
            images.take("images/page.png"),
            Err(RowProblem::ImageNotPicture)
        );
        assert_eq!(images.take("images"), Err(RowProblem::ImageNotPicture));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out_either() {
        let (kept, mut images) = folder();
        let link = kept.path().join("in/link.png");
        std::os::unix::fs::symlink(kept.path().join("secret.png"), link).unwrap();
        assert_eq!(images.take("link.png"), Err(RowProblem::ImageOutside));
    }

    #[test]
    fn no_two_orders_share_the_name_of_a_paper() {
        let name = |order: &str| document_file_name(&order.into(), BoxDocument::Invoice);
        assert_eq!(name("ZAM-1003"), "ZAM-1003-invoice.pdf");
        assert_eq!(name("FV/7"), "FV%2F7-invoice.pdf");
        assert_eq!(name("FV%2F7"), "FV%252F7-invoice.pdf");
        assert_eq!(name("../x"), "..%2Fx-invoice.pdf");
    }
}
