//! Kern scales with the Kern Communications Protocol.
//!
//! Source: Kern, Reference manual KCP, KCP-ZB-e-19137 (2019-02), 1.2 "Basic command and
//! response format", commands S, SI, T, Z; KIB-TM-ZB-e-1913, 1.4: at least 100 ms between
//! two questions. KCP has the answers of MT-SICS and adds `Z D` and `T D`, done after `A`.

use crate::devices::error::ScaleFault;

use super::mt_sics;
use super::reading::Saying;

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"SI\r\n";
/// Zero as soon as the pan is at rest.
pub(super) const ZERO: &[u8] = b"Z\r\n";
/// Tare as soon as the pan is at rest.
pub(super) const TARE: &[u8] = b"T\r\n";

/// Reads one line.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    match text.trim_end() {
        // The start of the work, not its end.
        "Z A" | "T A" | "S A" | "SI A" => Ok(Saying::Understood),
        "Z D" | "T D" => Ok(Saying::Done),
        other => mt_sics::read(other),
    }
}
