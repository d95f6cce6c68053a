//! Whose data are kept, how long, and what goes when they are erased: of a customer the address, of a worker who has
//! left the name.
//!
//! What happened stays: facts hold order numbers and badges alone, so statistics, stock and the chain of facts are
//! the same before and after.
//!
//! Source: Regulation (EU) 2016/679 (GDPR, in Polish RODO), art. 5(1)(c) and (e) (no more and no longer than needed),
//! art. 17 (erasure), art. 25 (by design and by default); Kodeks pracy art. 22³ (a purpose for watching work).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::gate::Hold;
use super::order::{Order, Recipient};
use super::worker::{Role, Worker};

/// Why a customer's data were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ErasedFor {
    /// The days that the shop keeps them are over.
    Due,
    /// The customer asked for it.
    Asked,
}

/// Whether a customer's data can be erased, as far as a bench knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasable {
    /// Nobody knows the order.
    Unknown,
    /// It is not packed yet: without its address it cannot be.
    NotPacked,
    /// A parcel of it still waits for its carrier.
    StillHere,
    /// Nothing is left of them.
    Already,
    /// They can go.
    Now,
}

/// The key under which everybody is counted together: whose days are over, and where nobody said what names are wanted
/// for. No badge is a word of small letters alone.
pub const TOGETHER: &str = "together";

/// From when on a parcel counts as gone that is on no carrier's list: such a shop keeps none, or nobody scanned it.
///
/// Assumption: every carrier comes within three days, over a weekend too.
pub const GONE_WITHOUT_LIST: TimeDelta = TimeDelta::days(3);

/// How much later a bench erases what another bench packed: usually that one does it.
///
/// Assumption: a bench that is switched off on Friday is switched on by Monday.
pub const OTHERS_LATER: TimeDelta = TimeDelta::days(3);

/// Whether all parcels are gone: each with whether it is on a carrier's list, and when it was closed.
pub fn are_gone(
    parcels: impl IntoIterator<Item = (bool, DateTime<Utc>)>,
    now: DateTime<Utc>,
) -> bool {
    parcels
        .into_iter()
        .all(|(is_listed, closed_at)| is_listed || now - closed_at >= GONE_WITHOUT_LIST)
}

impl Order {
    /// Takes out everything that tells who the customer is or where they live. The country stays, for statistics by
    /// country; with the number alone nobody is found.
    pub fn erase_person(&mut self) {
        self.recipient = Recipient {
            country: std::mem::take(&mut self.recipient.country),
            ..Recipient::default()
        };
        self.customer.clear();
        self.locker.clear();
        self.note.clear();
    }

    /// Whether anything is left that tells who the customer is.
    pub fn has_person(&self) -> bool {
        let mut without = self.clone();
        without.erase_person();
        without != *self
    }

    /// Whether both go to one person: the shop's key of the customer, the e-mail address or the telephone is the
    /// same, or name, street and postcode are.
    pub fn is_of_same_person(&self, other: &Self) -> bool {
        let same =
            |one: &str, another: &str| !plain(one).is_empty() && plain(one) == plain(another);
        let (to, there) = (&self.recipient, &other.recipient);
        same(&self.customer, &other.customer)
            || same(&to.email, &there.email)
            || same(&to.phone, &there.phone)
            || same(&to.name, &there.name)
                && same(&to.street, &there.street)
                && same(&to.postcode, &there.postcode)
    }
}

/// Small letters and digits alone: blanks, dots and dashes are typed differently each time.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl Hold {
    /// The same without what the customer wrote, as facts keep it: they are never changed.
    #[must_use]
    pub fn without_person(&self) -> Self {
        let gone = String::new;
        match self {
            Self::BadPostcode { .. } => Self::BadPostcode { postcode: gone() },
            Self::BadPhone { .. } => Self::BadPhone { phone: gone() },
            Self::BadLocker { .. } => Self::BadLocker { locker: gone() },
            Self::CityElsewhere { .. } => Self::CityElsewhere { city: gone() },
            Self::BadEmail { .. } => Self::BadEmail { email: gone() },
            other => other.clone(),
        }
    }
}

impl Worker {
    /// A worker who has left: the badge alone stays, as a name too, and nobody signs in with it.
    #[must_use]
    pub fn left(&self) -> Self {
        Self {
            badge: self.badge.clone(),
            name: self.badge.0.clone(),
            role: Role::Packer,
            language: super::worker::Language::default(),
            pin_hash: String::new(),
        }
    }

    /// Whether the name of this worker was erased.
    pub fn has_left(&self) -> bool {
        self.name == self.badge.0 && self.pin_hash.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::OrderLine;
    use crate::domain::units::Minor;

    fn order() -> Order {
        Order {
            order_no: "ZAM-1".into(),
            channel: "allegro".to_owned(),
            customer: "K-17".to_owned(),
            paid_at: None,
            delivery_method: "inpost_locker".to_owned(),
            locker: "WAW01A".to_owned(),
            recipient: Recipient {
                name: "Jan Nowak".to_owned(),
                street: "Prosta 1".to_owned(),
                postcode: "00-950".to_owned(),
                city: "Warszawa".to_owned(),
                country: "PL".to_owned(),
                phone: "+48 600 100 200".to_owned(),
                email: "jan@example.pl".to_owned(),
            },
            value: Minor(5_000),
            currency: "PLN".to_owned(),
            tags: vec![],
            note: "dzwonek nie działa".to_owned(),
            documents: vec![],
            cancelled: false,
            service_level: String::new(),
            cash_on_delivery: None,
            lines: vec![OrderLine {
                line: 1,
                sku: "MUG-01".into(),
                quantity: 2,
                unit_value: None,
            }],
        }
    }

    #[test]
    fn an_erased_order_names_nobody_and_still_counts() {
        let (before, mut after) = (order(), order());
        assert!(before.has_person());
        after.erase_person();
        assert!(!after.has_person());
        let text = serde_json::to_string(&after).unwrap();
        for told in [
            "Nowak", "Prosta", "950", "Warszawa", "600", "jan@", "dzwonek", "K-17", "WAW01A",
        ] {
            assert!(!text.contains(told), "{told} is left in {text}");
        }
        assert_eq!(after.lines, before.lines);
        assert_eq!(
            after.way_out(),
            before.way_out(),
            "it still goes to a locker in Poland"
        );
        let again = after.clone();
        after.erase_person();
        assert_eq!(after, again);
    }

    #[test]
    fn orders_of_one_person_are_found_however_the_telephone_is_typed() {
        let mut other = order();
        other.customer.clear();
        other.recipient.email = "JAN@example.pl".to_owned();
        other.recipient.phone.clear();
        assert!(order().is_of_same_person(&other), "e-mail");
        other.recipient.email.clear();
        other.recipient.phone = "+48600100200".to_owned();
        assert!(order().is_of_same_person(&other), "telephone");
        other.recipient.phone.clear();
        assert!(order().is_of_same_person(&other), "address");
        other.recipient.name = "Anna Nowak".to_owned();
        assert!(!order().is_of_same_person(&other), "two at one address");
        let mut erased = order();
        erased.erase_person();
        assert!(
            !erased.is_of_same_person(&erased),
            "nobody is nobody’s twin"
        );
    }

    #[test]
    fn a_parcel_is_gone_with_its_list_or_after_three_days() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(10);
        let day = |days| now - TimeDelta::days(days);
        assert!(are_gone([(true, day(0)), (false, day(3))], now));
        assert!(!are_gone([(true, day(5)), (false, day(2))], now));
    }
}
