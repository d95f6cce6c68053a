//! Reports as files: from a shift's scans to what a lead reads on paper.
//!
//! Needs aiosmtpd (python3-aiosmtpd), `pdftotext` and `pdftoppm` (poppler-utils), zbarimg (zbar-tools).

mod dossier;
mod paper;
mod radar;
#[cfg(unix)]
mod schedule;
mod shift;
