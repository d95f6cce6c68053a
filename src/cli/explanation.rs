//! What explains a weight that is off, as programs read it.

use serde::Serialize;

use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::stats::weights::{Explanation, Likely};

/// One explanation with its probability, from 0 to 1.
#[derive(Debug, Serialize)]
pub(super) struct ExplanationOut {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<Sku>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Sku>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packaging: Option<PackagingCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<u32>,
    probability: f64,
}

impl ExplanationOut {
    /// In the words of the command line.
    pub(super) fn of(likely: &Likely) -> Self {
        let mut out = Self {
            what: "",
            sku: None,
            of: None,
            packaging: None,
            units: None,
            probability: f64::from(likely.permille) / 1_000.0,
        };
        match &likely.explanation {
            Explanation::Missing { sku, units } => {
                out.what = "missing";
                (out.sku, out.units) = (Some(sku.clone()), Some(*units));
            }
            Explanation::Extra { sku, units } => {
                out.what = "extra";
                (out.sku, out.units) = (Some(sku.clone()), Some(*units));
            }
            Explanation::SeveralMissing => out.what = "several_missing",
            Explanation::SeveralExtra => out.what = "several_extra",
            Explanation::Instead { sku, of } => {
                out.what = "instead";
                (out.sku, out.of) = (Some(sku.clone()), Some(of.clone()));
            }
            Explanation::OtherPackaging { packaging } => {
                out.what = "packaging";
                out.packaging = Some(packaging.clone());
            }
            Explanation::ScaleOff => out.what = "scale",
            Explanation::CatalogueWrong { sku } => {
                out.what = "catalogue";
                out.sku = Some(sku.clone());
            }
        }
        out
    }
}
