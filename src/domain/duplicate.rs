//! Did the same customer order the same twice? Whoever pressed a key twice wants one parcel, and asks for one refund.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::order::Order;

/// What two suspected duplicates have in common, in one number: recipient and content.
///
/// `None` for an order that is nobody's duplicate: unpaid, cancelled, without lines, or without a recipient to tell
/// apart.
///
/// The recipient is the e-mail address in small letters; without one, name, postcode, and locker or street.
/// An order with an address and one without are never duplicates of each other. The content is products and
/// units, whatever the lines are called.
///
/// Assumption: 64 bits of SHA-256. Among a million orders two others share a number once in forty million
/// warehouses; the later one would wait for a lead's word.
pub fn duplicate_key(order: &Order) -> Option<u64> {
    if order.cancelled || order.paid_at.is_none() || order.lines.is_empty() {
        return None;
    }
    let mut text = recipient(order)?;
    let mut units: BTreeMap<&str, u64> = BTreeMap::new();
    for line in &order.lines {
        *units.entry(line.sku.as_str()).or_insert(0) += u64::from(line.quantity);
    }
    for (sku, units) in units {
        // Writing into a text cannot fail.
        write!(text, "{JOIN}{sku}{JOIN}{units}").ok()?;
    }
    let digest = Sha256::digest(text.as_bytes());
    let first: [u8; 8] = digest.first_chunk().copied()?;
    Some(u64::from_be_bytes(first))
}

/// Stands between the parts; no code or address holds it.
const JOIN: char = '\u{1f}';

fn recipient(order: &Order) -> Option<String> {
    let to = &order.recipient;
    let email = plain(&to.email);
    if !email.is_empty() {
        return Some(format!("@{JOIN}{email}"));
    }
    let name = plain(&to.name);
    let place = if order.goes_to_locker() {
        plain(&order.locker)
    } else {
        plain(&to.street)
    };
    if name.is_empty() || place.is_empty() {
        return None;
    }
    let postcode: String = plain(&to.postcode)
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    let country = plain(&to.country);
    Some(format!(
        "#{JOIN}{name}{JOIN}{country}{JOIN}{postcode}{JOIN}{place}"
    ))
}

/// Small letters, single blanks.
fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::{OrderLine, Recipient};
    use crate::domain::units::Minor;

    fn order(lines: &[(&str, u32)]) -> Order {
        let lines = lines.iter().zip(1..);
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
                email: "zaneta@example.com".to_owned(),
            },
            value: Minor(1_000),
            currency: "PLN".to_owned(),
            tags: vec![],
            note: String::new(),
            documents: vec![],
            cancelled: false,
            service_level: String::new(),
            cash_on_delivery: None,
            lines: lines
                .map(|((sku, quantity), line)| OrderLine {
                    line,
                    sku: (*sku).into(),
                    quantity: *quantity,
                    unit_value: None,
                })
                .collect(),
        }
    }

    fn changed(change: impl FnOnce(&mut Order)) -> Option<u64> {
        let mut order = order(&[("MUG-01", 2), ("TEA-01", 1)]);
        change(&mut order);
        duplicate_key(&order)
    }

    #[test]
    fn the_same_customer_and_the_same_goods_are_the_same_whatever_else_differs() {
        let one = changed(|_| {});
        assert!(one.is_some());
        let same: [fn(&mut Order); 5] = [
            |order| order.order_no = "ZAM-2".into(),
            |order| order.recipient.email = " Zaneta@Example.COM".to_owned(),
            |order| order.recipient.street = "Krótka 5".to_owned(),
            |order| order.lines.reverse(),
            |order| {
                let halves: Vec<OrderLine> = order
                    .lines
                    .drain(..1)
                    .flat_map(|line| [line.clone(), line])
                    .map(|line| OrderLine {
                        quantity: 1,
                        ..line
                    })
                    .collect();
                order.lines.extend(halves);
            },
        ];
        for change in same {
            assert_eq!(changed(change), one);
        }
    }

    #[test]
    fn other_goods_other_numbers_of_them_and_other_people_are_others() {
        let one = changed(|_| {});
        let other: [fn(&mut Order); 4] = [
            |order| {
                for line in &mut order.lines {
                    line.quantity = 3;
                }
            },
            |order| {
                for line in &mut order.lines {
                    line.sku = "TEA-02".into();
                }
            },
            |order| order.recipient.email = "jan@example.com".to_owned(),
            |order| order.recipient.email.clear(),
        ];
        for change in other {
            let changed = changed(change);
            assert!(changed.is_some());
            assert_ne!(changed, one);
        }
    }

    #[test]
    fn without_an_e_mail_name_and_place_tell_people_apart() {
        let without = |change: fn(&mut Order)| {
            changed(|order| {
                order.recipient.email.clear();
                change(order);
            })
        };
        let one = without(|_| {});
        assert_eq!(
            without(|order| order.recipient.name = "żaneta  łĄcka".to_owned()),
            one
        );
        assert_eq!(
            without(|order| order.recipient.postcode = "00001".to_owned()),
            one
        );
        assert_ne!(
            without(|order| order.recipient.street = "Źródlana 2".to_owned()),
            one
        );
        assert_ne!(
            without(|order| order.recipient.postcode = "00-002".to_owned()),
            one
        );
        let to_locker = |code: &str| {
            changed(|order| {
                order.recipient.email.clear();
                "inpost_locker".clone_into(&mut order.delivery_method);
                code.clone_into(&mut order.locker);
            })
        };
        assert_ne!(to_locker("WAW01A"), to_locker("WAW01M"));
        assert_eq!(to_locker("WAW01A"), to_locker("waw01a"));
    }

    #[test]
    fn what_is_not_paid_cancelled_empty_or_nobodys_is_no_duplicate() {
        let none: [fn(&mut Order); 4] = [
            |order| order.paid_at = None,
            |order| order.cancelled = true,
            |order| order.lines.clear(),
            |order| {
                order.recipient.email.clear();
                order.recipient.street.clear();
            },
        ];
        for change in none {
            assert_eq!(changed(change), None);
        }
    }
}
