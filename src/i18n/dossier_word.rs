//! The short words around an order's dossier on paper.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { DossierWord, dossier_word;
    DocHistory "Heading of the place where a dossier is asked for.";
    HistoryOf "Field: what names an order.";
    NothingKnownOf { of: String } "Not saved: nothing is known of it.";
    InSeveralOrders { of: String, orders: String } "Not saved: it is in several orders.";
}
