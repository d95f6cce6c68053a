//! May this order be packed at all? What is missing or wrong holds it, with a plain reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::order::Order;

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
            Self::Cancelled => "Cancelled",
            Self::PutAside { .. } => "PutAside",
            Self::TakenElsewhere => "TakenElsewhere",
            Self::MasterAway => "MasterAway",
            Self::LeaseOver => "LeaseOver",
            Self::BenchCopied => "BenchCopied",
            Self::AfterCutoff { .. } => "AfterCutoff",
            Self::NoCollection => "NoCollection",
            Self::HandedOver { .. } => "HandedOver",
        }
    }
}

/// The first thing that keeps `order` from being packed, most final first.
///
/// An order that is collected in person needs no address, only a name; a
/// locker delivery needs locker, name and telephone, not the street.
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

fn address_hold(order: &Order) -> Option<Hold> {
    let to = &order.recipient;
    if to.name.trim().is_empty() {
        return Some(Hold::NoName);
    }
    if order.goes_to_locker() && order.locker.trim().is_empty() {
        return Some(Hold::NoLocker);
    }
    if !is_country(&to.country) {
        return Some(Hold::BadCountry {
            country: to.country.clone(),
        });
    }
    if !order.is_collected() {
        if to.street.trim().is_empty() {
            return Some(Hold::NoStreet);
        }
        if !is_postcode(&to.postcode, &to.country) {
            return Some(Hold::BadPostcode {
                postcode: to.postcode.clone(),
            });
        }
        if to.city.trim().is_empty() {
            return Some(Hold::NoCity);
        }
    }
    (!is_phone(&to.phone)).then(|| Hold::BadPhone {
        phone: to.phone.clone(),
    })
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether `text` can be a postcode of `country`.
///
/// Polish ones are `NN-NNN`; of other countries only that there is one, of at
/// most ten characters.
///
/// Source: Poczta Polska, "Pocztowe Numery Adresowe"; UPU S42 for the length.
pub fn is_postcode(text: &str, country: &str) -> bool {
    if country != "PL" {
        return !text.trim().is_empty() && text.chars().count() <= 10;
    }
    let parts = text.split_once('-');
    parts.is_some_and(|(first, second)| {
        let digits =
            |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        digits(first, 2) && digits(second, 3)
    })
}

/// A Polish postcode that only lacks its dash or carries stray blanks, mended; `None` if it is fine
/// as it is or cannot be mended safely.
pub fn mended_postcode(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_filler = text
        .chars()
        .all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
    if digits.len() != 5 || !only_filler {
        return None;
    }
    let (first, second) = digits.split_at_checked(2)?;
    let mended = format!("{first}-{second}");
    (mended != text).then_some(mended)
}

/// Whether `text` can be a telephone number: 7 to 15 digits, an optional plus, blanks and dashes.
///
/// Source: ITU-T E.164, 6.2.1 for the 15 digits; the lower bound is ours.
pub fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let known = text.char_indices().all(|(at, c)| {
        c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')') || (c == '+' && at == 0)
    });
    known && (7..=15).contains(&digits)
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
            lines: vec![OrderLine {
                line: 1,
                sku: "MUG-01".into(),
                quantity: 1,
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
        let cases: [(Spoil, Hold); 6] = [
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
    fn a_postcode_without_its_dash_is_mended_and_a_short_one_is_not() {
        assert_eq!(mended_postcode("87100").as_deref(), Some("87-100"));
        assert_eq!(mended_postcode("87-100"), None);
        assert_eq!(mended_postcode("0-95"), None);
        assert_eq!(mended_postcode("871OO"), None);
    }
}
