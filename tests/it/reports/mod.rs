//! Reports as files: from a shift's scans to what a lead reads on paper.
//!
//! Needs `pdftotext` and `pdftoppm` (poppler-utils).

mod paper;
mod radar;
mod shift;
