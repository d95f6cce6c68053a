//! One sample of every instruction on the giant line.

use super::Next;
use super::samples::NAME;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, ToteCode};
use crate::domain::location::Location;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::shift_check::Part;
use crate::domain::units::Grams;

/// What the instructions speak of.
pub(super) struct Things {
    sku: Sku,
    place: Location,
    tote: ToteCode,
    carton: PackagingCode,
    own_carton: PackagingCode,
    order: OrderNo,
}

impl Default for Things {
    fn default() -> Self {
        Self {
            sku: "MUG-01".into(),
            place: Location::new("A", "2", "3"),
            tote: "T-07".into(),
            carton: "KAR-S".into(),
            own_carton: OWN_CARTON.into(),
            order: "ZAM-1001".into(),
        }
    }
}

/// Every instruction; the chain does not compile when one is added and not sampled.
pub(super) fn nexts(things: &Things) -> Vec<Next<'_>> {
    let Things {
        sku,
        place,
        tote,
        carton,
        own_carton,
        order,
    } = things;
    let name = Some(NAME);
    let mut all = vec![Next::SignIn];
    while let Some(last) = all.last() {
        let next = match last {
            Next::SignIn => Next::Pin { name: "Anna" },
            Next::Pin { .. } => Next::OpenOrder,
            Next::OpenOrder => Next::OrderOfTote { tote },
            Next::OrderOfTote { .. } => Next::Answer,
            Next::Answer => Next::Unit {
                sku,
                name,
                missing: 2,
                location: Some(place),
            },
            Next::Unit { .. } => Next::TakeOut {
                sku,
                name,
                surplus: 1,
            },
            Next::TakeOut { .. } => Next::Count { units: 4 },
            Next::Count { .. } => Next::SecondPerson,
            Next::SecondPerson => Next::Capture {
                sku,
                name,
                needs: super::unit_samples::all_needs()[1],
            },
            Next::Capture { .. } => Next::Packaging {
                suggested: Some(carton),
                name: Some("Karton mały"),
            },
            Next::Packaging { .. } => Next::Weigh,
            Next::Weigh => Next::TypeWeight,
            Next::TypeWeight => Next::WeighAgain {
                difference: Grams(-37),
            },
            Next::WeighAgain { .. } => Next::Box {
                packaging: Some(carton),
            },
            Next::Box { .. } => Next::IntoBox {
                sku,
                name,
                units: 1,
            },
            Next::IntoBox { .. } => Next::OutOfBox { sku, name },
            Next::OutOfBox { .. } => Next::LookIntoBox {
                difference: Grams(-37),
            },
            Next::LookIntoBox { .. } => Next::Confirm { order },
            Next::Confirm { .. } => Next::ScanLabel,
            Next::ScanLabel => Next::HandOver { carrier: "inpost" },
            Next::HandOver { .. } => Next::Check {
                part: Part::Layout,
                reference: None,
            },
            Next::Check { .. } => Next::Closed,
            Next::Closed => Next::PutBack,
            Next::PutBack => break,
        };
        all.push(next);
    }
    all.extend([
        Next::Unit {
            sku,
            name,
            missing: 1,
            location: Some(place),
        },
        Next::Unit {
            sku,
            name,
            missing: 1,
            location: None,
        },
        Next::Unit {
            sku,
            name: None,
            missing: 3,
            location: None,
        },
        Next::Packaging {
            suggested: None,
            name: None,
        },
        Next::WeighAgain {
            difference: Grams(37),
        },
        Next::Packaging {
            suggested: Some(own_carton),
            name: None,
        },
        Next::Box { packaging: None },
        Next::IntoBox {
            sku,
            name,
            units: 10,
        },
        Next::LookIntoBox {
            difference: Grams(37),
        },
    ]);
    all.extend(Part::ALL.map(|part| Next::Check {
        part,
        reference: Some(Grams(1_000)),
    }));
    all.extend(
        super::unit_samples::all_needs()
            .into_iter()
            .map(|needs| Next::Capture { sku, name, needs }),
    );
    all
}
