//! Every reason why an order is held, and what else an address may lack.

use super::reason_samples::after_cutoff;
use super::samples::chain;
use crate::domain::address::{Fault, Field, Rule};
use crate::domain::customs::{CustomsFault, CustomsField};
use crate::domain::gate::Hold;
use crate::domain::shipping_rules::RuleId;

/// Every hold, with the forms that a missing value takes.
pub(super) fn holds() -> Vec<Hold> {
    use Hold as H;
    let mut holds = chain(H::Unpaid, |hold| {
        Some(match hold {
            H::Unpaid => H::NoLines,
            H::NoLines => H::NoName,
            H::NoName => H::NoStreet,
            H::NoStreet => H::BadPostcode {
                postcode: "0-95".to_owned(),
            },
            H::BadPostcode { .. } => H::NoCity,
            H::NoCity => H::BadCountry {
                country: "Polska".to_owned(),
            },
            H::BadCountry { .. } => H::BadPhone {
                phone: "123".to_owned(),
            },
            H::BadPhone { .. } => H::NoLocker,
            H::NoLocker => H::BadLocker {
                locker: "Rynek".to_owned(),
            },
            H::BadLocker { .. } => H::CityElsewhere {
                city: "Gdańsk".to_owned(),
            },
            H::CityElsewhere { .. } => H::BadEmail {
                email: "jan.example.com".to_owned(),
            },
            H::BadEmail { .. } => H::Cancelled,
            H::Cancelled => H::PutAside {
                reason: "Towar uszkodzony".to_owned(),
            },
            H::PutAside { .. } => H::TakenElsewhere,
            H::TakenElsewhere => H::MasterAway,
            H::MasterAway => H::LeaseOver,
            H::LeaseOver => H::BenchCopied,
            H::BenchCopied => H::HandedOver {
                manifest: "packing-1-1-214".to_owned(),
            },
            H::HandedOver { .. } => after_cutoff(),
            H::AfterCutoff { .. } => H::NoCollection,
            H::NoCollection => H::ByRule {
                rule: RuleId(3),
                reason: "Za duża wartość".to_owned(),
            },
            H::ByRule { .. } => H::Duplicate {
                of: "ZAM-1001".into(),
            },
            H::Duplicate { .. } => customs(CustomsField::Eori, None, ""),
            H::Customs(_) => return None,
        })
    });
    holds.push(customs(CustomsField::Eori, None, "PL"));
    for (field, value) in [
        (CustomsField::Description, ""),
        (CustomsField::HsCode, "69"),
        (CustomsField::Origin, "Polska"),
        (CustomsField::Value, ""),
    ] {
        holds.push(customs(field, Some("MUG-01"), value));
    }
    holds.push(H::BadPostcode {
        postcode: String::new(),
    });
    holds.push(H::BadCountry {
        country: String::new(),
    });
    holds.push(H::BadPhone {
        phone: String::new(),
    });
    holds
}

fn customs(field: CustomsField, sku: Option<&str>, value: &str) -> Hold {
    Hold::from(CustomsFault {
        field,
        sku: sku.map(Into::into),
        value: value.to_owned(),
    })
}

/// What may be wrong with an address and holds no order, because orders do not have it.
pub(super) fn address_faults() -> Vec<Fault> {
    vec![Fault {
        field: Field::Vat,
        value: "5260250275".to_owned(),
        rule: Rule::VatForm,
    }]
}
