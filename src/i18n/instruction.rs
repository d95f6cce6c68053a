//! The giant line: what to do next.

use super::said::{Phrase, product};
use super::terms::needs_key;
use super::{Lang, format};
use crate::domain::catalog::TrackingNeeds;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, ToteCode};
use crate::domain::location::Location;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::shift_check::Part;
use crate::domain::units::Grams;

/// What the bench waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// Somebody signs in.
    SignIn,
    /// The PIN of the badge that was scanned.
    Pin {
        /// Whose; the badge's number where the name is not known.
        name: &'a str,
    },
    /// An order is opened.
    OpenOrder,
    /// The order that lies in a free tote.
    OrderOfTote {
        /// The tote.
        tote: &'a ToteCode,
    },
    /// The answer to the question on the screen.
    Answer,
    /// A unit.
    Unit {
        /// The product.
        sku: &'a Sku,
        /// Its name.
        name: Option<&'a str>,
        /// How many of it are missing.
        missing: u32,
        /// Where it lies.
        location: Option<&'a Location>,
    },
    /// Units that are in the box and no longer ordered.
    TakeOut {
        /// The product.
        sku: &'a Sku,
        /// Its name.
        name: Option<&'a str>,
        /// How many have to come out.
        surplus: u32,
    },
    /// A second person's count, where there is no scanner.
    Count {
        /// How many units have to be in the box.
        units: u32,
    },
    /// A second person's look into the parcel, because the order asks for it.
    SecondPerson,
    /// Serial, lot or expiry of the unit at hand.
    Capture {
        /// The product.
        sku: &'a Sku,
        /// Its name.
        name: Option<&'a str>,
        /// What is missing.
        needs: TrackingNeeds,
    },
    /// A packaging: the proposed one, or one that has to be chosen.
    Packaging {
        /// The proposed one.
        suggested: Option<&'a PackagingCode>,
        /// Its name.
        name: Option<&'a str>,
    },
    /// The parcel on the scale.
    Weigh,
    /// The weight, typed in.
    TypeWeight,
    /// The parcel on the scale again, because its weight was off.
    WeighAgain {
        /// Measured less expected.
        difference: Grams,
    },
    /// The empty box on the scale, before the first unit.
    Box {
        /// Its packaging.
        packaging: Option<&'a PackagingCode>,
    },
    /// What was scanned, into the box that stands on the scale.
    IntoBox {
        /// The product.
        sku: &'a Sku,
        /// Its name.
        name: Option<&'a str>,
        /// How many units go in.
        units: u32,
    },
    /// What was taken back, out of the box.
    OutOfBox {
        /// The product.
        sku: &'a Sku,
        /// Its name.
        name: Option<&'a str>,
    },
    /// A look into the box, because it does not weigh what was scanned.
    LookIntoBox {
        /// Measured less expected.
        difference: Grams,
    },
    /// The order number as confirmation.
    Confirm {
        /// The order.
        order: &'a OrderNo,
    },
    /// The label on the parcel, scanned there.
    ScanLabel,
    /// What the check of the devices waits for.
    Check {
        /// The part that is due.
        part: Part,
        /// The shop's reference weight.
        reference: Option<Grams>,
    },
    /// Each parcel that the driver takes.
    HandOver {
        /// The carrier's name in the settings.
        carrier: &'a str,
    },
    /// The label on the parcel, and the next order.
    Closed,
    /// The goods back on their shelves: the shop cancelled the order.
    PutBack,
}

/// What to do next, on one line.
pub fn instruction(lang: Lang, next: Next<'_>) -> String {
    let phrase = match next {
        Next::SignIn => Phrase::of("next-SignIn"),
        Next::Pin { name } => Phrase::of("next-Pin").text("name", name),
        Next::OpenOrder => Phrase::of("next-OpenOrder"),
        Next::OrderOfTote { tote } => Phrase::of("next-OrderOfTote").text("tote", tote),
        Next::Answer => Phrase::of("next-Answer"),
        Next::Unit {
            sku,
            name,
            missing,
            location,
        } => unit(sku, name, missing, location),
        Next::TakeOut { sku, name, surplus } => Phrase::of("next-TakeOut")
            .product(sku, name)
            .count("surplus", surplus),
        Next::SecondPerson => Phrase::of("next-SecondPerson"),
        Next::Count { units } => Phrase::of("next-Count").count("units", units),
        Next::Capture { sku, name, needs } => Phrase::of("next-Capture")
            .product(sku, name)
            .text("needs", needs_key(needs)),
        Next::Packaging {
            suggested: Some(code),
            ..
        } if code.as_str() == OWN_CARTON => Phrase::of("next-Packaging-own"),
        Next::Packaging {
            suggested: Some(code),
            name,
        } => {
            let packaging = product(&Sku(code.0.clone()), name);
            Phrase::of("next-Packaging").whole("packaging", packaging)
        }
        Next::Packaging {
            suggested: None, ..
        } => Phrase::of("next-Packaging-none"),
        Next::Weigh => Phrase::of("next-Weigh"),
        Next::TypeWeight => Phrase::of("next-TypeWeight"),
        Next::WeighAgain { difference } => {
            let ids = ["next-WeighAgain-light", "next-WeighAgain-heavy"];
            weight_off(lang, ids, difference)
        }
        Next::Box {
            packaging: Some(code),
        } => Phrase::of("next-Box").text("packaging", code),
        Next::Box { packaging: None } => Phrase::of("next-Box-none"),
        Next::IntoBox { sku, name, units } => Phrase::of("next-IntoBox")
            .product(sku, name)
            .count("units", units),
        Next::OutOfBox { sku, name } => Phrase::of("next-OutOfBox").product(sku, name),
        Next::LookIntoBox { difference } => {
            let ids = ["next-LookIntoBox-light", "next-LookIntoBox-heavy"];
            weight_off(lang, ids, difference)
        }
        Next::Confirm { order } => Phrase::of("next-Confirm").text("order", order),
        Next::ScanLabel => Phrase::of("next-ScanLabel"),
        Next::HandOver { carrier } => {
            Phrase::of("next-HandOver").whole("carrier", super::carrier(lang, carrier))
        }
        Next::Check { part, reference } => check(lang, part, reference),
        Next::Closed => Phrase::of("next-Closed"),
        Next::PutBack => Phrase::of("next-PutBack"),
    };
    phrase.line(lang)
}

fn unit(sku: &Sku, name: Option<&str>, missing: u32, location: Option<&Location>) -> Phrase {
    let id = match (missing, location) {
        (0 | 1, None) => "next-Unit",
        (0 | 1, Some(_)) => "next-Unit-at",
        (_, None) => "next-Units",
        (_, Some(_)) => "next-Units-at",
    };
    let phrase = Phrase::of(id).product(sku, name).count("missing", missing);
    match location {
        Some(place) => phrase.text("location", place),
        None => phrase,
    }
}

fn check(lang: Lang, part: Part, reference: Option<Grams>) -> Phrase {
    match part {
        Part::Layout => Phrase::of("next-Check-Layout"),
        Part::Separator => Phrase::of("next-Check-Separator"),
        Part::Zero => Phrase::of("next-Check-Zero"),
        Part::Reference => Phrase::of("next-Check-Reference")
            .whole("weight", format::grams(lang, reference.unwrap_or_default())),
        Part::Label => Phrase::of("next-Check-Label"),
    }
}

fn weight_off(lang: Lang, [light, heavy]: [&'static str; 2], difference: Grams) -> Phrase {
    let id = if difference.0 < 0 { light } else { heavy };
    Phrase::of(id).whole("difference", format::grams(lang, difference.abs()))
}
