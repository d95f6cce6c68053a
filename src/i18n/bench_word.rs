//! The short words of what a bench does beside packing orders: parcels for the carriers' drivers.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { BenchWord, bench_word;
    KeyCloseList "Key: close the carrier's list.";
    HandOverOnList "Caption over the count: parcels on the list, of all that wait.";
    HandOverLast "Heading: the parcels scanned last.";
    HandOverNothingYet "Shown while no parcel is on the list.";
    HandOverMissing { count: u64 } "Heading: parcels that wait for this carrier and are not on the list.";
    HandOverAllThere "Shown when no parcel is missing.";
    HandOverMore { count: u64 } "Below a list that does not fit: so many more.";
    SubstituteTitle "Heading of a substitute label, before the order.";
    SubstituteText "Below it: what becomes of the parcel.";
    DebtHeading { count: u64 } "Heading: parcels under a substitute label.";
    DebtHint "Below the heading: how their real labels are had.";
    TurnPicture "Name of the picture of the packaging, which turns when it is pressed.";
    ByParcels "Over the proposed packaging: it was chosen for the fewest parcels.";
    ByCost "It was chosen for the least cost.";
    ByRoom "It was chosen for the least room.";
    CostOfParcel { why: String, total: String } "Over the proposed packaging: why it was chosen, and what the parcel costs.";
    CostAlone { total: String } "The same where there is no room for the reason.";
    NotMeasured "Note on a product of unknown size.";
    HandOverUnknown "In place of the order: another bench packed the parcel, and nobody here knows it.";
}
