//! The short words of the screen of mis-picks.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { MisPickWord, mis_pick_word;
    MenuMisPicks "Menu of the lead.";
    HandOutPicker "Field: badge of who picks a list.";
    HandOutWave "Field: wave a list is picked in.";
    HandOutUnknownPicker { badge: String } "Why a pick list was not saved.";
    HandOutBadWave "Why a pick list was not saved.";
    MisPickCount "Figure, and a column.";
    MisPickPerOrders "Figure: rate.";
    MisPickPerLines "Figure, and a column: rate.";
    MisPickPerScans "Figure: rate.";
    MisPickLines "Column.";
    MisPickRange { low: String, high: String } "Below a rate: in what range the true one lies.";
    MisPickPairs "Heading.";
    MisPickPairsShare { count: u64, share: String } "Above the pairs of products that were confused.";
    MisPickNoPairs "Instead of the pairs.";
    MisPickFor { wrong: String, right: String } "A pair: names of two products.";
    MisPickSameBin "What two products have in common.";
    MisPickNeighbourBin "What two products have in common.";
    MisPickBarcode "What two products have in common.";
    MisPickSku "What two products have in common.";
    MisPickName "What two products have in common.";
    MisPickMoveApart "What to do about a pair.";
    MisPickRelabel "What to do about a pair.";
    MisPickShowPicture "What to do about a pair.";
    MisPickLookIntoBin "What to do about a pair.";
    MisPickChart "Heading of the control chart.";
    MisPickNoise "The chart's verdict.";
    MisPickSignal { since: String } "The chart's verdict: since which shift.";
    MisPickTooFew { count: u64 } "The chart has no verdict yet: how many shifts are missing.";
    MisPickChartHint "Below the chart: how soon it finds something.";
    MisPickOrdinary { rate: String } "Legend of the chart: the ordinary rate.";
    MisPickSmoothed "Legend of the chart.";
    MisPickLimit "Legend of the chart.";
    MisPickByHour "Key: rows by hour of the day.";
    MisPickByPacker "Key: rows by packer.";
    MisPickByPicker "Key: rows by picker.";
    MisPickByWave "Key: rows by wave.";
    MisPickByProduct "Key: rows by product.";
    MisPickByPlace "Key: rows by place.";
    MisPickByKind "Key: rows by kind.";
    MisPickWrongItem "Kind of mis-pick.";
    MisPickExtra "Kind of mis-pick.";
    MisPickMissing "Kind of mis-pick.";
    MisPickFoundByWeight "Kind of mis-pick.";
    MisPickStandsOut "Chip of a row.";
    MisPickTooFewLines { least: u64 } "Instead of a rate.";
    MisPickEach "Heading of the list of single mis-picks.";
    MisPickBack "Button: leave that list.";
    MisPickDefinition "Below the figures: what is counted.";
}
