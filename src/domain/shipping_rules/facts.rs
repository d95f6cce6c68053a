//! What rules may look at: the order as the shop sent it, and the parcel as far as it is known.

use serde::{Deserialize, Serialize};

use super::postcode::Postcode;
use crate::domain::order::{Order, Tag};
use crate::domain::packaging::Packaging;
use crate::domain::packing::carrier::LOCKERS;
use crate::domain::units::{Grams, Minor, SizeMm};

/// How large a parcel is, by the compartments of parcel lockers.
///
/// Source: InPost, parcel sizes for Paczkomat: A 80, B 190, C 410 × 380 × 640 mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// Goes into compartment A.
    A,
    /// Goes into compartment B.
    B,
    /// Goes into compartment C.
    C,
    /// Larger than every compartment.
    Larger,
}

impl SizeClass {
    /// All classes with the word that is read and shown.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("A", Self::A),
        ("B", Self::B),
        ("C", Self::C),
        ("larger", Self::Larger),
    ];

    /// The word of the class.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, class)| *class == self);
        found.map_or("larger", |(word, _)| word)
    }

    /// The class of a parcel in this packaging.
    pub fn of(packaging: &Packaging) -> Self {
        let side = |side: i64| u32::try_from(side).unwrap_or(0);
        let classes = [Self::A, Self::B, Self::C];
        let mut compartments = LOCKERS.into_iter().zip(classes);
        compartments
            .find(|([height, width, length], _)| {
                let room = SizeMm::new(side(*length), side(*width), side(*height));
                packaging.outer.fits_into(room)
            })
            .map_or(Self::Larger, |(_, class)| class)
    }
}

/// What rules are asked about. A parcel's weight and size class are `None` while nobody knows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the parcel weighs, or its goods by the catalogue; never negative.
    pub weight: Option<Grams>,
    /// How large the parcel is.
    pub size: Option<SizeClass>,
    /// ISO 3166-1 alpha-2 code in capitals; empty is not known.
    pub country: String,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The delivery method that the shop sent.
    pub method: String,
    /// What the order is worth; never negative.
    pub value: Minor,
    /// ISO 4217 code of `value`.
    pub currency: String,
    /// Its tags as the shop sent them, sorted.
    pub tags: Vec<Tag>,
    /// Where it was sold; empty is not known.
    pub channel: String,
    /// What the customer paid for, for example `next_day`; empty is not known.
    pub service_level: String,
    /// Whether the carrier takes money at the door; `None` is not known.
    pub cash_on_delivery: Option<bool>,
}

impl Facts {
    /// What an order says by itself.
    pub fn of(order: &Order) -> Self {
        Self {
            weight: None,
            size: None,
            country: order.recipient.country.to_uppercase(),
            postcode: Postcode::read(&order.recipient.postcode),
            method: order.delivery_method.clone(),
            value: order.value,
            currency: order.currency.clone(),
            tags: order.tags.clone(),
            channel: order.channel.clone(),
            service_level: order.service_level.clone(),
            cash_on_delivery: order.cash_on_delivery.map(|amount| amount > Minor(0)),
        }
    }

    /// The same with what the goods or the parcel weigh; nothing weighs less than a gram.
    #[must_use]
    pub fn weighing(mut self, weight: Option<Grams>) -> Self {
        self.weight = weight.filter(|weight| *weight > Grams(0));
        self
    }

    /// The same in this packaging.
    #[must_use]
    pub fn packed_in(mut self, packaging: Option<&Packaging>) -> Self {
        self.size = packaging.map(SizeClass::of);
        self
    }
}
