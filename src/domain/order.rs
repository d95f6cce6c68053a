//! What one customer bought, where it goes, and what has to be known before it may be packed.

use std::mem;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::address::{Address, Repair};
use super::ids::{OrderNo, Sku};
use super::tariff::Way;
use super::units::Minor;

/// One line of an order as the shop sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The line's number within the order.
    pub line: u32,
    /// The product, or a kit that is packed as its parts.
    pub sku: Sku,
    /// Units ordered.
    pub quantity: u32,
    /// What one unit is worth, in the order's currency; customs ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_value: Option<Minor>,
}

/// Where a parcel goes. Personal text: it lives in erasable tables and on labels, never in a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Name of the person or company.
    pub name: String,
    /// Street, house and flat.
    pub street: String,
    /// Postcode as written in the country; Polish ones as `NN-NNN`.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO 3166-1 alpha-2 country code.
    pub country: String,
    /// Telephone, with country code.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

/// A mark that changes an order's place in the queue or how it is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// Has to leave today.
    Today,
    /// A customer whom the shop does not want to lose.
    Vip,
    /// Paid for express delivery.
    Express,
    /// The customer collects it.
    Pickup,
    /// Made for this customer.
    MadeToOrder,
    /// Goes to a parcel locker.
    Locker,
    /// Packed as a gift.
    Gift,
}

impl Tag {
    /// All tags with the word that the import reads.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("today", Self::Today),
        ("vip", Self::Vip),
        ("express", Self::Express),
        ("pickup", Self::Pickup),
        ("made_to_order", Self::MadeToOrder),
        ("locker", Self::Locker),
        ("gift", Self::Gift),
    ];

    /// How strongly the tag pulls an order forward in the queue; 0 is not at all.
    ///
    /// Assumption: today before express before VIP, as the tags stand in the shop's list.
    pub fn urgency(self) -> u8 {
        match self {
            Self::Today => 4,
            Self::Express => 3,
            Self::Vip => 2,
            Self::Pickup | Self::MadeToOrder | Self::Locker | Self::Gift => 0,
        }
    }
}

/// A paper that belongs into the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxDocument {
    /// The invoice.
    Invoice,
    /// The slip for sending goods back.
    ReturnSlip,
}

/// A customer's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The number on pick list, tote and order document.
    pub order_no: OrderNo,
    /// Where it was sold, for example `allegro`.
    pub channel: String,
    /// The customer's key, where the shop gives one.
    #[serde(default)]
    pub customer: String,
    /// When it was paid; nothing is shipped unpaid.
    pub paid_at: Option<DateTime<Utc>>,
    /// How it goes out, for example `inpost_locker`.
    pub delivery_method: String,
    /// The locker's code for locker deliveries, else empty.
    pub locker: String,
    /// Where it goes.
    pub recipient: Recipient,
    /// What it is worth.
    pub value: Minor,
    /// ISO 4217 code of `value`.
    pub currency: String,
    /// Marks, sorted, each once.
    pub tags: Vec<Tag>,
    /// What the shop or the customer wrote for the packer.
    pub note: String,
    /// Papers that belong into the box.
    #[serde(default)]
    pub documents: Vec<BoxDocument>,
    /// Whether the shop has cancelled it.
    #[serde(default)]
    pub cancelled: bool,
    /// What the customer paid for, for example `next_day`; empty is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_level: String,
    /// What the carrier takes at the door; 0 is nothing, `None` is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery: Option<Minor>,
    /// The lines in the order's own sequence.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// The strongest pull of its tags; 0 for an ordinary order.
    pub fn urgency(&self) -> u8 {
        self.tags.iter().map(|tag| tag.urgency()).max().unwrap_or(0)
    }

    /// Units in all lines.
    pub fn units(&self) -> u32 {
        let units = self.lines.iter().map(|line| line.quantity);
        units.fold(0, u32::saturating_add)
    }

    /// Sends it by another service. An order that does not go to a locker any more loses the locker's code.
    pub fn go_by(&mut self, service: &str) {
        if self.delivery_method == service {
            return;
        }
        service.clone_into(&mut self.delivery_method);
        if !service.ends_with("_locker") {
            self.locker.clear();
        }
    }

    /// Whether the order goes to a parcel locker.
    pub fn goes_to_locker(&self) -> bool {
        self.delivery_method.ends_with("_locker") || !self.locker.is_empty()
    }

    /// How it goes out, by its delivery method.
    pub fn way_out(&self) -> Way {
        Way {
            to_locker: self.goes_to_locker(),
            service: self.delivery_method.clone(),
            country: self.recipient.country.to_uppercase(),
        }
    }

    /// Whether the customer collects it, so that no address is needed.
    pub fn is_collected(&self) -> bool {
        self.delivery_method == "pickup"
    }

    /// Mends what of the address and the locker is surely only written wrongly, and says what.
    pub fn repair_address(&mut self) -> Vec<Repair> {
        let locker = self.goes_to_locker().then(|| mem::take(&mut self.locker));
        let to = mem::take(&mut self.recipient);
        let mut address = Address {
            name: Some(to.name),
            street: Some(to.street),
            postcode: Some(to.postcode),
            city: Some(to.city),
            country: to.country,
            phone: Some(to.phone),
            email: Some(to.email),
            delivery_method: Some(self.delivery_method.clone()),
            locker,
            vat: None,
        };
        let repairs = address.repair();
        self.recipient = Recipient {
            name: address.name.unwrap_or_default(),
            street: address.street.unwrap_or_default(),
            postcode: address.postcode.unwrap_or_default(),
            city: address.city.unwrap_or_default(),
            country: address.country,
            phone: address.phone.unwrap_or_default(),
            email: address.email.unwrap_or_default(),
        };
        self.locker = address.locker.unwrap_or_default();
        repairs
    }
}
