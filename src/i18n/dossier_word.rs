//! The short words around an order's dossier on paper.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { DossierWord, dossier_word;
    DossierHeading "Heading of the place where a dossier is asked for.";
    DossierOf "Field: what names an order.";
    DossierNothing { of: String } "Not saved: nothing is known of it.";
    DossierSeveral { of: String, orders: String } "Not saved: it is in several orders.";
}
