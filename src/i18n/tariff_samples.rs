//! One sample of everything that is said of carriers’ limits, and of parcels that take no more; links of the chains in `samples`.

use super::samples::mug;
use crate::domain::session::message::Refusal;
use crate::domain::tariff::{CarrierLimit, NotCarried};
use crate::domain::units::Grams;

/// The first form of the refusal.
pub(super) fn first_refusal() -> Refusal {
    refusal(
        CarrierLimit::Girth {
            found: 3_420,
            most: 3_000,
        },
        Some("KAR-M"),
    )
}

/// The other forms that it takes.
pub(super) fn more_refusals() -> Vec<Refusal> {
    let size = CarrierLimit::Size {
        found: [806, 606, 508],
        most: [640, 410, 380],
    };
    let side = CarrierLimit::Side {
        found: 1_806,
        most: 1_500,
    };
    let counts = CarrierLimit::SizeWeight {
        found: Grams(41_355),
        most: Grams(31_500),
    };
    let gross = CarrierLimit::Gross {
        most: Grams(20_000),
    };
    vec![
        refusal(size, None),
        refusal(side, Some("KAR-M")),
        refusal(counts, None),
        refusal(gross, None),
        full(true),
    ]
}

/// A parcel that takes no more.
pub(super) fn full(too_heavy: bool) -> Refusal {
    Refusal::ParcelFull {
        sku: mug(),
        too_heavy,
    }
}

fn refusal(limit: CarrierLimit, instead: Option<&str>) -> Refusal {
    Refusal::NotCarried(Box::new(NotCarried {
        packaging: "KAR-L".into(),
        service: "dpd_courier".to_owned(),
        limit,
        instead: instead.map(Into::into),
    }))
}
