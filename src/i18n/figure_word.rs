//! The words of the lead's figures: what each is called, what it counts, what to do; and how its numbers are written.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, format, texts};
use crate::domain::figures::judge::Grade;
use crate::domain::figures::{Figure, Unit};
use crate::domain::units::Minor;

words! { FigureWord, figure_word;
    MenuFigures "Menu of the lead.";
    FigureTooFew "How a figure stands: chance may explain it.";
    FigureNoData "How a figure stands: nothing was counted.";
    FigureBetter { value: String } "Below a figure: what it was in as many days before.";
    FigureWorse { value: String } "Below a figure: what it was in as many days before.";
    FigureSame "Below a figure: it was the same in as many days before.";
    FigureMean { value: String } "Beside a median.";
    FigureMedian "Beside a lead time.";
    FigureRange { low: String, high: String, count: u64 } "Below a figure: its range and out of how many.";
    FigureCount { count: u64 } "Below a figure without a range: out of how many.";
    FigureCompared { from: String, to: String } "Below the figures: the days before.";
    FigureHint "Below the figures.";
    FigureWhat "Caption.";
    FigureDo "Caption.";
    FigureOwner { who: String, within: String } "Who decides and in what time.";
    FigureWatchBelow "Field.";
    FigureAlarmBelow "Field.";
    FigureWatchAbove "Field.";
    FigureAlarmAbove "Field.";
    FigureWage "Field: what an hour of work costs.";
    FigureSave "Button.";
    FiguresSaved "Limits were set.";
    FiguresBadLimits "Limits that cannot be.";
    FiguresNotWritten { why: String } "The disk refused.";
    FigureBack "Button: back to all figures.";
    FigureRowsBack "Button: back to the rows of a figure.";
    FigureByDay "Key: rows by day.";
    FigureByPacker "Key: rows by packer.";
    FigureByService "Key: rows by carrier service.";
    FigureByPackaging "Key: rows by packaging.";
    FigureByProduct "Key: rows by product.";
    FigureByBench "Key: rows by bench.";
    FigureUnknown "A row whose key is empty.";
    FigureGood "What an order adds to a share.";
    FigureBad "What an order adds to a share.";
    FigureLines { count: u64 } "So many lines of an order.";
    FigureParcel { order: String, parcel: u64 } "A parcel behind a figure.";
    FigureDossier { of: String } "Saving one order’s history.";
    FigureBehind { what: String } "Heading over the orders behind a row.";
    FigureTooFewHint "Under a figure that cannot be judged.";
    FigureOrdersPerHour "Figure: its name.";
    FigureOrdersPerHourIs "Figure: what is counted.";
    FigureOrdersPerHourHow "Figure: what to do.";
    FigureLinesPerHour "Figure: its name.";
    FigureLinesPerHourIs "Figure: what is counted.";
    FigureLinesPerHourHow "Figure: what to do.";
    FigureFirstPass "Figure: its name.";
    FigureFirstPassIs "Figure: what is counted.";
    FigureFirstPassHow "Figure: what to do.";
    FigureOnTime "Figure: its name.";
    FigureOnTimeIs "Figure: what is counted.";
    FigureOnTimeHow "Figure: what to do.";
    FigurePaidToPacked "Figure: its name.";
    FigurePaidToPackedIs "Figure: what is counted.";
    FigurePaidToPackedHow "Figure: what to do.";
    FigurePaidToHandedOver "Figure: its name.";
    FigurePaidToHandedOverIs "Figure: what is counted.";
    FigurePaidToHandedOverHow "Figure: what to do.";
    FigurePackedToHandedOver "Figure: its name.";
    FigurePackedToHandedOverIs "Figure: what is counted.";
    FigurePackedToHandedOverHow "Figure: what to do.";
    FigureLabelsAutomatic "Figure: its name.";
    FigureLabelsAutomaticIs "Figure: what is counted.";
    FigureLabelsAutomaticHow "Figure: what to do.";
    FigureFailedLabels "Figure: its name.";
    FigureFailedLabelsIs "Figure: what is counted.";
    FigureFailedLabelsHow "Figure: what to do.";
    FigureBlocked "Figure: its name.";
    FigureBlockedIs "Figure: what is counted.";
    FigureBlockedHow "Figure: what to do.";
    FigureCompleteData "Figure: its name.";
    FigureCompleteDataIs "Figure: what is counted.";
    FigureCompleteDataHow "Figure: what to do.";
    FigureCorrections "Figure: its name.";
    FigureCorrectionsIs "Figure: what is counted.";
    FigureCorrectionsHow "Figure: what to do.";
    FigurePackingCost "Figure: its name.";
    FigurePackingCostIs "Figure: what is counted.";
    FigurePackingCostHow "Figure: what to do.";
    FigureHandling "Figure: its name.";
    FigureHandlingIs "Figure: what is counted.";
    FigureHandlingHow "Figure: what to do.";
    FigureScanning "Figure: its name.";
    FigureScanningIs "Figure: what is counted.";
    FigureScanningHow "Figure: what to do.";
    FigurePackaging "Figure: its name.";
    FigurePackagingIs "Figure: what is counted.";
    FigurePackagingHow "Figure: what to do.";
    FigureWeighing "Figure: its name.";
    FigureWeighingIs "Figure: what is counted.";
    FigureWeighingHow "Figure: what to do.";
    FigureConfirming "Figure: its name.";
    FigureConfirmingIs "Figure: what is counted.";
    FigureConfirmingHow "Figure: what to do.";
}

/// In which packagings and work are paid. Assumption: the shop's are Polish, as its cut-offs and holidays.
const CURRENCY: &str = "PLN";

/// What a figure is called.
pub fn figure_name(lang: Lang, figure: Figure) -> String {
    figure_word(
        lang,
        match figure {
            Figure::OrdersPerHour => FigureWord::FigureOrdersPerHour,
            Figure::LinesPerHour => FigureWord::FigureLinesPerHour,
            Figure::FirstPass => FigureWord::FigureFirstPass,
            Figure::OnTime => FigureWord::FigureOnTime,
            Figure::PaidToPacked => FigureWord::FigurePaidToPacked,
            Figure::PaidToHandedOver => FigureWord::FigurePaidToHandedOver,
            Figure::PackedToHandedOver => FigureWord::FigurePackedToHandedOver,
            Figure::LabelsAutomatic => FigureWord::FigureLabelsAutomatic,
            Figure::FailedLabels => FigureWord::FigureFailedLabels,
            Figure::Blocked => FigureWord::FigureBlocked,
            Figure::CompleteData => FigureWord::FigureCompleteData,
            Figure::Corrections => FigureWord::FigureCorrections,
            Figure::PackingCost => FigureWord::FigurePackingCost,
            Figure::Handling => FigureWord::FigureHandling,
            Figure::Scanning => FigureWord::FigureScanning,
            Figure::Packaging => FigureWord::FigurePackaging,
            Figure::Weighing => FigureWord::FigureWeighing,
            Figure::Confirming => FigureWord::FigureConfirming,
        },
    )
}

/// What it counts: of what, out of what, from where.
pub fn figure_definition(lang: Lang, figure: Figure) -> String {
    figure_word(
        lang,
        match figure {
            Figure::OrdersPerHour => FigureWord::FigureOrdersPerHourIs,
            Figure::LinesPerHour => FigureWord::FigureLinesPerHourIs,
            Figure::FirstPass => FigureWord::FigureFirstPassIs,
            Figure::OnTime => FigureWord::FigureOnTimeIs,
            Figure::PaidToPacked => FigureWord::FigurePaidToPackedIs,
            Figure::PaidToHandedOver => FigureWord::FigurePaidToHandedOverIs,
            Figure::PackedToHandedOver => FigureWord::FigurePackedToHandedOverIs,
            Figure::LabelsAutomatic => FigureWord::FigureLabelsAutomaticIs,
            Figure::FailedLabels => FigureWord::FigureFailedLabelsIs,
            Figure::Blocked => FigureWord::FigureBlockedIs,
            Figure::CompleteData => FigureWord::FigureCompleteDataIs,
            Figure::Corrections => FigureWord::FigureCorrectionsIs,
            Figure::PackingCost => FigureWord::FigurePackingCostIs,
            Figure::Handling => FigureWord::FigureHandlingIs,
            Figure::Scanning => FigureWord::FigureScanningIs,
            Figure::Packaging => FigureWord::FigurePackagingIs,
            Figure::Weighing => FigureWord::FigureWeighingIs,
            Figure::Confirming => FigureWord::FigureConfirmingIs,
        },
    )
}

/// What to do when it is bad.
pub fn figure_how(lang: Lang, figure: Figure) -> String {
    figure_word(
        lang,
        match figure {
            Figure::OrdersPerHour => FigureWord::FigureOrdersPerHourHow,
            Figure::LinesPerHour => FigureWord::FigureLinesPerHourHow,
            Figure::FirstPass => FigureWord::FigureFirstPassHow,
            Figure::OnTime => FigureWord::FigureOnTimeHow,
            Figure::PaidToPacked => FigureWord::FigurePaidToPackedHow,
            Figure::PaidToHandedOver => FigureWord::FigurePaidToHandedOverHow,
            Figure::PackedToHandedOver => FigureWord::FigurePackedToHandedOverHow,
            Figure::LabelsAutomatic => FigureWord::FigureLabelsAutomaticHow,
            Figure::FailedLabels => FigureWord::FigureFailedLabelsHow,
            Figure::Blocked => FigureWord::FigureBlockedHow,
            Figure::CompleteData => FigureWord::FigureCompleteDataHow,
            Figure::Corrections => FigureWord::FigureCorrectionsHow,
            Figure::PackingCost => FigureWord::FigurePackingCostHow,
            Figure::Handling => FigureWord::FigureHandlingHow,
            Figure::Scanning => FigureWord::FigureScanningHow,
            Figure::Packaging => FigureWord::FigurePackagingHow,
            Figure::Weighing => FigureWord::FigureWeighingHow,
            Figure::Confirming => FigureWord::FigureConfirmingHow,
        },
    )
}

/// A number of a figure as people write it.
pub fn figure_number(lang: Lang, unit: Unit, number: i64) -> String {
    let size = number.unsigned_abs();
    match unit {
        Unit::TenthsPerHour | Unit::TenthsPerThousand | Unit::TenthsPerMonth => {
            format::tenths(lang, size)
        }
        Unit::Permille => format::permille(lang, u32::try_from(size).unwrap_or(u32::MAX)),
        Unit::Seconds => format::seconds(size),
        Unit::Minutes => format::span(lang, size),
        Unit::Minor => format::money(lang, Minor(number), CURRENCY),
    }
}

/// The word beside the shape and the colour of a figure that cannot be judged; the others are those of lamps.
pub fn figure_unjudged(lang: Lang, grade: Grade) -> Option<String> {
    let word = match grade {
        Grade::Unmeasured => FigureWord::FigureNoData,
        Grade::TooFew => FigureWord::FigureTooFew,
        Grade::Ok | Grade::Watch | Grade::Alarm => return None,
    };
    Some(figure_word(lang, word))
}
