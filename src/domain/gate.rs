//! May this order be packed at all? What is missing or wrong holds it, with a plain reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::address::{Address, Fault, Field, Rule};
use super::customs::CustomsFault;
use super::ids::OrderNo;
use super::order::Order;
use super::shipping_rules::{RuleHold, RuleId};

/// Why an order is held and cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hold")]
pub enum Hold {
    /// Not paid.
    Unpaid,
    /// It has no lines.
    NoLines,
    /// The recipient's name is missing.
    NoName,
    /// Street or number is missing.
    NoStreet,
    /// The postcode is missing or not one of its country.
    BadPostcode {
        /// As it was sent.
        postcode: String,
    },
    /// The city is missing.
    NoCity,
    /// The country is not a two-letter code.
    BadCountry {
        /// As it was sent.
        country: String,
    },
    /// The telephone is missing or has too few digits.
    BadPhone {
        /// As it was sent.
        phone: String,
    },
    /// A locker delivery without a locker.
    NoLocker,
    /// The locker's code is none of its carrier's.
    BadLocker {
        /// As it was sent.
        locker: String,
    },
    /// The city has other postcodes than the address.
    CityElsewhere {
        /// As it was sent.
        city: String,
    },
    /// The e-mail address is none.
    BadEmail {
        /// As it was sent.
        email: String,
    },
    /// The shop has cancelled it.
    Cancelled,
    /// Somebody at a bench put it aside.
    PutAside {
        /// What that person said.
        reason: String,
    },
    /// Another bench holds it.
    TakenElsewhere,
    /// This bench does not hold it, and the master does not answer.
    MasterAway,
    /// This bench held it until its time ran out, and the master does not answer.
    LeaseOver,
    /// This bench opens no order: its disk was copied, and two benches work under one name.
    BenchCopied,
    /// Its carrier's cut-off has passed, and the shop packs such orders on the day they go.
    AfterCutoff {
        /// The local day on which it can be packed.
        day: NaiveDate,
    },
    /// Its carrier does not come on any day of the calendar.
    NoCollection,
    /// A shipping rule holds it.
    ByRule {
        /// The rule.
        rule: RuleId,
        /// Why, in the shop's own words.
        reason: String,
    },
    /// It crosses a customs border, and its declaration lacks something.
    Customs(Box<CustomsFault>),
    /// The same customer has ordered the same shortly before.
    Duplicate {
        /// The order that goes first.
        of: OrderNo,
    },
    /// Its parcel is on a carrier's list.
    HandedOver {
        /// The list.
        manifest: String,
    },
}

impl Hold {
    /// The name of the hold, as facts keep it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unpaid => "Unpaid",
            Self::NoLines => "NoLines",
            Self::NoName => "NoName",
            Self::NoStreet => "NoStreet",
            Self::BadPostcode { .. } => "BadPostcode",
            Self::NoCity => "NoCity",
            Self::BadCountry { .. } => "BadCountry",
            Self::BadPhone { .. } => "BadPhone",
            Self::NoLocker => "NoLocker",
            Self::BadLocker { .. } => "BadLocker",
            Self::CityElsewhere { .. } => "CityElsewhere",
            Self::BadEmail { .. } => "BadEmail",
            Self::Cancelled => "Cancelled",
            Self::PutAside { .. } => "PutAside",
            Self::TakenElsewhere => "TakenElsewhere",
            Self::MasterAway => "MasterAway",
            Self::LeaseOver => "LeaseOver",
            Self::BenchCopied => "BenchCopied",
            Self::AfterCutoff { .. } => "AfterCutoff",
            Self::NoCollection => "NoCollection",
            Self::ByRule { .. } => "ByRule",
            Self::Customs(_) => "Customs",
            Self::Duplicate { .. } => "Duplicate",
            Self::HandedOver { .. } => "HandedOver",
        }
    }
}

impl From<CustomsFault> for Hold {
    fn from(fault: CustomsFault) -> Self {
        Self::Customs(Box::new(fault))
    }
}

impl From<RuleHold> for Hold {
    fn from(RuleHold { rule, reason }: RuleHold) -> Self {
        Self::ByRule { rule, reason }
    }
}

/// The first thing that keeps `order` from being packed, most final first.
///
/// An order that is collected in person needs no place, only name, country and telephone; a locker
/// delivery needs its locker beside the address.
pub fn hold_of(order: &Order) -> Option<Hold> {
    if order.cancelled {
        return Some(Hold::Cancelled);
    }
    if order.lines.is_empty() {
        return Some(Hold::NoLines);
    }
    if order.paid_at.is_none() {
        return Some(Hold::Unpaid);
    }
    address_hold(order)
}

/// The first thing in the address that no repair would mend.
fn address_hold(order: &Order) -> Option<Hold> {
    let mut address = Address::of(order);
    address.repair();
    address.faults().into_iter().find_map(hold_by)
}

/// The hold of a fault; none for what an order does not have.
pub fn hold_by(fault: Fault) -> Option<Hold> {
    let Fault { field, value, rule } = fault;
    Some(match field {
        Field::Name => Hold::NoName,
        Field::Locker if rule == Rule::Missing => Hold::NoLocker,
        Field::Locker => Hold::BadLocker { locker: value },
        Field::Country => Hold::BadCountry { country: value },
        Field::Street => Hold::NoStreet,
        Field::Postcode => Hold::BadPostcode { postcode: value },
        Field::City if rule == Rule::Missing => Hold::NoCity,
        Field::City => Hold::CityElsewhere { city: value },
        Field::Phone => Hold::BadPhone { phone: value },
        Field::Email => Hold::BadEmail { email: value },
        Field::Vat => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::{OrderLine, Recipient};
    use crate::domain::units::Minor;

    fn good() -> Order {
        Order {
            order_no: "ZAM-1".into(),
            channel: "shop".to_owned(),
            customer: String::new(),
            paid_at: Some("2026-11-20T08:00:00Z".parse().unwrap()),
            delivery_method: "dpd_courier".to_owned(),
            locker: String::new(),
            recipient: Recipient {
                name: "Żaneta Łącka".to_owned(),
                street: "Źródlana 1".to_owned(),
                postcode: "00-001".to_owned(),
                city: "Warszawa".to_owned(),
                country: "PL".to_owned(),
                phone: "+48600100200".to_owned(),
                email: String::new(),
            },
            value: Minor(1_000),
            currency: "PLN".to_owned(),
            tags: vec![],
            note: String::new(),
            documents: vec![],
            cancelled: false,
            service_level: String::new(),
            cash_on_delivery: None,
            lines: vec![OrderLine {
                line: 1,
                sku: "MUG-01".into(),
                quantity: 1,
                unit_value: None,
            }],
        }
    }

    #[test]
    fn a_complete_order_is_not_held() {
        assert_eq!(hold_of(&good()), None);
    }

    #[test]
    fn each_missing_thing_is_named() {
        type Spoil = fn(&mut Order);
        let cases: [(Spoil, Hold); 10] = [
            (
                |order| order.recipient.city = "Gdańsk".to_owned(),
                Hold::CityElsewhere {
                    city: "Gdańsk".to_owned(),
                },
            ),
            (
                |order| order.recipient.email = "jan.example.com".to_owned(),
                Hold::BadEmail {
                    email: "jan.example.com".to_owned(),
                },
            ),
            (
                |order| {
                    order.delivery_method = "inpost_locker".to_owned();
                    order.locker = "Rynek".to_owned();
                },
                Hold::BadLocker {
                    locker: "Rynek".to_owned(),
                },
            ),
            (
                |order| order.recipient.street = "Źródlana".to_owned(),
                Hold::NoStreet,
            ),
            (|order| order.paid_at = None, Hold::Unpaid),
            (|order| order.cancelled = true, Hold::Cancelled),
            (|order| order.lines.clear(), Hold::NoLines),
            (
                |order| order.recipient.postcode = "0-95".to_owned(),
                Hold::BadPostcode {
                    postcode: "0-95".to_owned(),
                },
            ),
            (
                |order| order.recipient.phone.clear(),
                Hold::BadPhone {
                    phone: String::new(),
                },
            ),
            (
                |order| order.delivery_method = "inpost_locker".to_owned(),
                Hold::NoLocker,
            ),
        ];
        for (spoil, expected) in cases {
            let mut order = good();
            spoil(&mut order);
            assert_eq!(hold_of(&order), Some(expected));
        }
    }

    #[test]
    fn what_a_repair_would_mend_holds_no_order() {
        let mut order = good();
        order.recipient.postcode = "00001".to_owned();
        order.recipient.phone = "600 100 200".to_owned();
        assert_eq!(hold_of(&order), None);
    }

    #[test]
    fn a_collected_order_needs_no_place_and_an_order_abroad_no_polish_postcode() {
        let mut order = good();
        order.delivery_method = "pickup".to_owned();
        order.recipient.street.clear();
        order.recipient.postcode.clear();
        assert_eq!(hold_of(&order), None);
        let mut order = good();
        order.recipient.country = "AE".to_owned();
        order.recipient.postcode.clear();
        assert_eq!(hold_of(&order), None);
    }
}
