//! Sentences of the house that stand in files beside figures: what is wrong, and what to do.

use crate::domain::desk::Entry;
use crate::domain::figures::Figure;
use crate::domain::record_audit::Fault;
use crate::i18n::{self, Lang};

/// What an entry of the exceptions desk is about.
pub fn entry_reason(lang: Lang, entry: &Entry) -> String {
    i18n::entry(lang, entry).headline
}

/// What to do when a figure is bad.
pub fn figure_how(lang: Lang, figure: Figure) -> String {
    i18n::figure_how(lang, figure)
}

/// What is wrong with a product's record.
pub fn record_fault(lang: Lang, fault: &Fault) -> String {
    i18n::record_fault(lang, fault).headline
}
