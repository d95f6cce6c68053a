//! The figures that a shift lead steers by: what each counts, when it is good, who acts on it and in what time.
//!
//! Definitions, which the screens and the report show too:
//!
//! - Everything belongs to the moment at which a bench closed the order or the parcel for the *first* time, with all
//!   that is known of it by now: reprints, hand-over, what was done after it was opened again. So a day that is over
//!   keeps its orders. An order that two benches closed was work at both, and counts at both.
//! - A *working hour* is a clock hour of one bench in which somebody who was signed in did anything.
//! - *First pass*: an order at which the bench never had to refuse a wrong, extra or missing unit, or a weight.
//! - *Handling time*: the time between one entry of the order and the next, put down to the step that the packing was
//!   in. What lasts longer than [`account::PAUSE`] is a pause and counts nowhere.
//! - *Packing cost*: the packaging at today's price, and the handling time at the wage that the lead has set.
//! - *Automatic label*: nobody had to print it again, look for it at the printer, or go without it. *Failed label*: it
//!   had to be printed again, did not come out, or could not be had at all.
//! - *Blocked*: a bench refused the order or its label because its data are wrong or missing, counted once an order.
//!   *Complete data*: nothing of that kind at the bench, every product measured and weighed, every paper there.
//! - *Lead times* count for each parcel, from the payment to its last closing, and from there to the scan onto the
//!   carrier's list; the figure is the median, the mean stands beside it.
//! - *On time*: scanned onto the carrier's list before the lorry left that the order was promised at payment. A parcel
//!   that is in the house after that is late.

pub mod account;
pub mod judge;
pub mod limits;
pub mod rows;
pub mod sums;
pub mod whole_days;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::alerts::Reaction;
use super::worker::Role;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Orders closed in a working hour.
    OrdersPerHour,
    /// Lines packed in a working hour.
    LinesPerHour,
    /// Orders at which nothing had to be refused.
    FirstPass,
    /// Parcels scanned onto the list before their lorry left.
    OnTime,
    /// From payment to hand-over.
    PaidToHandedOver,
    /// From payment to the closed parcel.
    PaidToPacked,
    /// From the closed parcel to hand-over.
    PackedToHandedOver,
    /// Labels that nobody had to help.
    LabelsAutomatic,
    /// Labels that had to be made again.
    FailedLabels,
    /// Orders that a bench refused for their data.
    Blocked,
    /// Orders whose data were all there.
    CompleteData,
    /// Weights and sizes that a lead corrected.
    Corrections,
    /// Packaging and work for a parcel.
    PackingCost,
    /// Work on an order, all steps.
    Handling,
    /// Work on an order while units are scanned.
    Scanning,
    /// Work on an order while its packaging is taken.
    Packaging,
    /// Work on an order at the scale.
    Weighing,
    /// Work on an order from the right weight to the closed parcel.
    Confirming,
}

/// What a figure's whole number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Tenths in a working hour.
    TenthsPerHour,
    /// Thousandths of all.
    Permille,
    /// Tenths in a thousand.
    TenthsPerThousand,
    /// Tenths in thirty days.
    TenthsPerMonth,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hundredths of the shop's currency.
    Minor,
}

/// What of the figures is behind one: what its list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Behind {
    /// Orders.
    Orders,
    /// Parcels.
    Parcels,
    /// Orders that a bench refused.
    Refusals,
    /// Corrected products.
    Products,
}

impl Figure {
    /// All of them, in the sequence of the screen: how fast, how well, how soon, what it takes.
    pub const ALL: [Self; 18] = [
        Self::OrdersPerHour,
        Self::LinesPerHour,
        Self::FirstPass,
        Self::OnTime,
        Self::PaidToPacked,
        Self::PaidToHandedOver,
        Self::PackedToHandedOver,
        Self::LabelsAutomatic,
        Self::FailedLabels,
        Self::Blocked,
        Self::CompleteData,
        Self::Corrections,
        Self::PackingCost,
        Self::Handling,
        Self::Scanning,
        Self::Packaging,
        Self::Weighing,
        Self::Confirming,
    ];

    /// The word kept in files and given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrdersPerHour => "orders_per_hour",
            Self::LinesPerHour => "lines_per_hour",
            Self::FirstPass => "first_pass",
            Self::OnTime => "on_time",
            Self::PaidToHandedOver => "paid_to_handed_over",
            Self::PaidToPacked => "paid_to_packed",
            Self::PackedToHandedOver => "packed_to_handed_over",
            Self::LabelsAutomatic => "labels_automatic",
            Self::FailedLabels => "failed_labels",
            Self::Blocked => "blocked",
            Self::CompleteData => "complete_data",
            Self::Corrections => "corrections",
            Self::PackingCost => "packing_cost",
            Self::Handling => "handling",
            Self::Scanning => "scanning",
            Self::Packaging => "packaging",
            Self::Weighing => "weighing",
            Self::Confirming => "confirming",
        }
    }

    /// The figure of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }

    /// What its number means.
    pub fn unit(self) -> Unit {
        match self {
            Self::OrdersPerHour | Self::LinesPerHour => Unit::TenthsPerHour,
            Self::FirstPass | Self::OnTime | Self::LabelsAutomatic | Self::CompleteData => {
                Unit::Permille
            }
            Self::FailedLabels | Self::Blocked => Unit::TenthsPerThousand,
            Self::Corrections => Unit::TenthsPerMonth,
            Self::PackingCost => Unit::Minor,
            Self::PaidToHandedOver | Self::PaidToPacked | Self::PackedToHandedOver => Unit::Minutes,
            Self::Handling
            | Self::Scanning
            | Self::Packaging
            | Self::Weighing
            | Self::Confirming => Unit::Seconds,
        }
    }

    /// Whether a larger number is the better one.
    pub fn more_is_better(self) -> bool {
        matches!(self.unit(), Unit::TenthsPerHour | Unit::Permille)
    }

    /// What its list shows.
    pub fn behind(self) -> Behind {
        match self {
            Self::OnTime
            | Self::PaidToHandedOver
            | Self::PaidToPacked
            | Self::PackedToHandedOver
            | Self::LabelsAutomatic
            | Self::FailedLabels
            | Self::PackingCost => Behind::Parcels,
            Self::Blocked => Behind::Refusals,
            Self::Corrections => Behind::Products,
            _ => Behind::Orders,
        }
    }

    /// What is done first. Source: warehouse rules, "each with a reaction (stop, limit, fix)".
    ///
    /// Assumption: what makes parcels that come back is stopped, what makes them late is met by taking less on, and
    /// what only costs is mended; a shift lead may settle it.
    pub fn reaction(self) -> Reaction {
        match self {
            Self::FailedLabels | Self::LabelsAutomatic => Reaction::Stop,
            Self::FirstPass
            | Self::OnTime
            | Self::PaidToHandedOver
            | Self::PaidToPacked
            | Self::PackedToHandedOver => Reaction::Limit,
            _ => Reaction::Fix,
        }
    }

    /// Who decides.
    pub fn owner(self) -> Role {
        match self {
            // Set-up of printers, and master data in the outside system.
            Self::LabelsAutomatic | Self::CompleteData => Role::Admin,
            _ => Role::Lead,
        }
    }

    /// In what time.
    ///
    /// Assumption: labels before the next parcels are packed; what makes a lorry late before the next lorry; the
    /// rest before the shift ends, cost before the week does; a shift lead may settle it.
    pub fn time_to_decide(self) -> TimeDelta {
        TimeDelta::minutes(match self {
            Self::FailedLabels => 10,
            Self::FirstPass | Self::OnTime | Self::OrdersPerHour | Self::LinesPerHour => 60,
            Self::PackingCost | Self::Corrections => 7 * 24 * 60,
            _ => 8 * 60,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_stands_once_on_the_list_and_is_found_by_its_name() {
        for (at, figure) in Figure::ALL.into_iter().enumerate() {
            assert_eq!(Figure::named(figure.name()), Some(figure));
            let first = Figure::ALL.iter().position(|other| *other == figure);
            assert_eq!(first, Some(at), "{}", figure.name());
            let json = serde_json::to_string(&figure).unwrap();
            assert_eq!(json, format!("\"{}\"", figure.name()));
        }
    }
}
