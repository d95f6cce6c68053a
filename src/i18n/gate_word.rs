//! The words of the data gate, orders that seem to be duplicates, and of packaging as stock.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { GateWord, gate_word;
    DuplicateOf { twin: String } "Exceptions: a held order, and the one that goes first.";
    DuplicatePaid { order: String, at: String } "Below it: the held order and when it was paid.";
    DuplicateWaits { twin: String, at: String } "The order that goes first, not packed yet.";
    DuplicatePacked { twin: String, at: String } "The order that goes first, packed.";
    DuplicateHow { units: u64, value: String } "What both contain, and what to do.";
    DuplicateWhy "Caption over the field for the reason.";
    DuplicateCustomerSaid "Key: a common reason.";
    DuplicateShopSaid "Key: a common reason.";
    DuplicateTwoPeople "Key: a common reason.";
    BothWanted "Key: both are wanted.";
    PackagingLow { name: String, left: String } "Exceptions: a packaging of which few are left.";
    PackagingLevel { code: String, level: String } "Below it: its code and the level at which new ones are ordered.";
    PackagingLasts { days: u64 } "Beside it: for how many working days it lasts; 0: less than one.";
    PackagingLowHow "What to do about it.";
    PackagingPerParcel "Statistics: figure, what the packaging of a parcel costs in the mean.";
    PackagingCosts "Statistics: heading over packaging and carrier by packaging.";
    PackagingParcels { count: u64 } "Statistics: parcels in a packaging.";
    PackagingAndCarrier { packaging: String, carrier: String } "Statistics: packaging and carrier for a parcel.";
}
