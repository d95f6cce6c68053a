//! What is missing or doubtful in a product's record, and how what leads said about it stands.
//!
//! The rules are pure: a [`Record`] goes in, what was [`found`] comes out. A finding lasts until the record is right;
//! a lead gives it to a person, or accepts it as it is. An acceptance is of what was seen: when the record says
//! something else that is doubtful, it is found again.

pub mod alike;
pub mod list;
mod rules;
pub mod words;

use serde::{Deserialize, Serialize};

use super::catalog::Product;
use super::ids::Sku;
use super::stats::weights::Correction;
use super::units::{Grams, SizeMm};
use super::worker::Role;

pub use rules::{LONGEST_MM, found, number_of};

/// What can be wrong with a record, the most expensive first: what sends wrong goods before what costs time, and
/// that before what merely looks odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// One barcode names several products.
    SharedBarcode,
    /// No barcode at all.
    NoBarcode,
    /// Digits of a trade item whose last one does not check.
    BadCheckDigit,
    /// A code that is too short, too long, or has lost digits.
    OddLength,
    /// It lies nowhere.
    NoPlace,
    /// Nobody has weighed it.
    NoWeight,
    /// Parcels say another weight.
    WeightContradicted,
    /// Nobody has measured it, or not all sides.
    NoSize,
    /// A size that goods of a shop do not have.
    OddSize,
    /// Size and weight together cannot be.
    OddDensity,
    /// No photo.
    NoPhoto,
    /// The photo's file is not here, or is no picture.
    PhotoGone,
    /// Several products have the same photo.
    SharedPhoto,
    /// Another product has the same name.
    Twin,
    /// Its only numbers are the shop's own.
    OwnNumber,
}

impl FaultKind {
    /// Every one, the most expensive first.
    pub const ALL: [Self; 15] = [
        Self::SharedBarcode,
        Self::NoBarcode,
        Self::BadCheckDigit,
        Self::OddLength,
        Self::NoPlace,
        Self::NoWeight,
        Self::WeightContradicted,
        Self::NoSize,
        Self::OddSize,
        Self::OddDensity,
        Self::NoPhoto,
        Self::PhotoGone,
        Self::SharedPhoto,
        Self::Twin,
        Self::OwnNumber,
    ];

    /// The word kept in facts and given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::SharedBarcode => "shared_barcode",
            Self::NoBarcode => "no_barcode",
            Self::BadCheckDigit => "bad_check_digit",
            Self::OddLength => "odd_length",
            Self::NoPlace => "no_place",
            Self::NoWeight => "no_weight",
            Self::WeightContradicted => "weight_contradicted",
            Self::NoSize => "no_size",
            Self::OddSize => "odd_size",
            Self::OddDensity => "odd_density",
            Self::NoPhoto => "no_photo",
            Self::PhotoGone => "photo_gone",
            Self::SharedPhoto => "shared_photo",
            Self::Twin => "twin",
            Self::OwnNumber => "own_number",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Who sees to it until a lead gives it to a person.
    ///
    /// Assumption: what is mended with scanner, rule, scale and camera is a shift lead's; what has to be decided in the
    /// shop's own system (which of two products is the right one, where a product lies) is the business of whoever
    /// keeps the catalogue. The customer may settle it.
    pub fn owner(self) -> Role {
        match self {
            Self::SharedBarcode | Self::Twin | Self::NoPlace | Self::OwnNumber => Role::Admin,
            _ => Role::Lead,
        }
    }

    /// How it is mended at a bench; `None` where that is done in the shop's own system.
    pub fn mended_by(self) -> Option<Mending> {
        match self {
            Self::NoBarcode | Self::BadCheckDigit | Self::OddLength | Self::OwnNumber => {
                Some(Mending::Scan)
            }
            Self::NoWeight
            | Self::WeightContradicted
            | Self::NoSize
            | Self::OddSize
            | Self::OddDensity => Some(Mending::Measure),
            Self::NoPhoto | Self::PhotoGone | Self::SharedPhoto => Some(Mending::Photograph),
            Self::SharedBarcode | Self::NoPlace | Self::Twin => None,
        }
    }

    /// Whether it can only be seen beside all other records.
    pub fn is_among_several(self) -> bool {
        matches!(self, Self::SharedPhoto | Self::Twin)
    }
}

/// How a record is mended at a bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// Its barcode is scanned.
    Scan,
    /// It is measured and weighed.
    Measure,
    /// It is photographed.
    Photograph,
}

/// Other products: the first few, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others {
    /// At most [`Others::NAMED`], by number.
    pub first: Vec<Sku>,
    /// All of them.
    pub count: u64,
}

impl Others {
    /// Products that are named: a person looks at so many at once.
    pub const NAMED: usize = 5;

    /// Of these, each once.
    pub fn of(mut all: Vec<Sku>) -> Self {
        all.sort_unstable();
        all.dedup();
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
        all.truncate(Self::NAMED);
        Self { first: all, count }
    }
}

/// How the photo of a product stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Photo {
    /// The record names none.
    #[default]
    None,
    /// It names a file that is not here, or is no picture.
    Gone,
    /// It is here.
    There,
}

/// Why a file does not become the photo of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFault {
    /// Nobody has said in which folder photos arrive.
    NoFolder,
    /// No picture lies there.
    NothingThere,
    /// The file is not there or cannot be read.
    Missing,
    /// It is no picture that can be read.
    NoPicture,
    /// It is too small to know a product by.
    TooSmall,
    /// It is larger than a camera makes them.
    TooLarge,
    /// The disk does not take it.
    NotKept,
}

impl PhotoFault {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::NoFolder,
        Self::NothingThere,
        Self::Missing,
        Self::NoPicture,
        Self::TooSmall,
        Self::TooLarge,
        Self::NotKept,
    ];
}

/// Everything that is known of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The product as the catalogue has it, and as it was mended at this bench since.
    pub product: Product,
    /// Its codes.
    pub codes: Vec<String>,
    /// Those that name other products too.
    pub shared: Vec<(String, Others)>,
    /// It lies somewhere.
    pub has_place: bool,
    /// What parcels say against its weight.
    pub correction: Option<Correction>,
    /// Its photo.
    pub photo: Photo,
    /// Other products with the same photo.
    pub same_photo: Others,
    /// Other products that seem to be the same.
    pub twins: Others,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// One barcode names several products.
    SharedBarcode {
        /// The code.
        code: String,
        /// The others.
        with: Others,
    },
    /// No barcode at all.
    NoBarcode,
    /// Digits of a trade item whose last one does not check.
    BadCheckDigit {
        /// The code.
        code: String,
    },
    /// A code that is too short, too long, or has lost digits.
    OddLength {
        /// The code.
        code: String,
    },
    /// It lies nowhere.
    NoPlace,
    /// Nobody has weighed it.
    NoWeight,
    /// Parcels say another weight.
    WeightContradicted {
        /// What the catalogue says.
        old: Grams,
        /// What parcels say.
        new: Grams,
        /// How many parcels.
        parcels: u32,
    },
    /// Nobody has measured it, or not all sides.
    NoSize {
        /// As far as it is known.
        size: SizeMm,
    },
    /// A size that goods of a shop do not have.
    OddSize {
        /// The size.
        size: SizeMm,
    },
    /// Size and weight together cannot be.
    OddDensity {
        /// The size.
        size: SizeMm,
        /// The weight.
        weight: Grams,
        /// Milligrams in a cubic centimetre; water: 1,000.
        mg_per_cm3: u64,
    },
    /// No photo.
    NoPhoto,
    /// The photo's file is not here, or is no picture.
    PhotoGone {
        /// The file.
        file: String,
    },
    /// Several products have the same photo.
    SharedPhoto {
        /// The file.
        file: String,
        /// The others.
        with: Others,
    },
    /// Another product has the same name.
    Twin {
        /// The others.
        with: Others,
    },
    /// Its only numbers are the shop's own.
    OwnNumber {
        /// The first of them.
        code: String,
    },
}

impl Fault {
    /// Its kind.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::SharedBarcode { .. } => FaultKind::SharedBarcode,
            Self::NoBarcode => FaultKind::NoBarcode,
            Self::BadCheckDigit { .. } => FaultKind::BadCheckDigit,
            Self::OddLength { .. } => FaultKind::OddLength,
            Self::NoPlace => FaultKind::NoPlace,
            Self::NoWeight => FaultKind::NoWeight,
            Self::WeightContradicted { .. } => FaultKind::WeightContradicted,
            Self::NoSize { .. } => FaultKind::NoSize,
            Self::OddSize { .. } => FaultKind::OddSize,
            Self::OddDensity { .. } => FaultKind::OddDensity,
            Self::NoPhoto => FaultKind::NoPhoto,
            Self::PhotoGone { .. } => FaultKind::PhotoGone,
            Self::SharedPhoto { .. } => FaultKind::SharedPhoto,
            Self::Twin { .. } => FaultKind::Twin,
            Self::OwnNumber { .. } => FaultKind::OwnNumber,
        }
    }

    /// What was seen, in few characters: an acceptance covers this and nothing else. What changes with each parcel is
    /// left out.
    pub fn seen(&self) -> String {
        let sides = |size: &SizeMm| format!("{}x{}x{}", size.length, size.width, size.height);
        let others = |with: &Others| {
            let named: Vec<&str> = with.first.iter().map(Sku::as_str).collect();
            format!("{} {}", with.count, named.join(","))
        };
        match self {
            Self::NoBarcode | Self::NoPlace | Self::NoWeight | Self::NoPhoto => String::new(),
            Self::SharedBarcode { code, with } => format!("{code} {}", others(with)),
            Self::BadCheckDigit { code } | Self::OddLength { code } | Self::OwnNumber { code } => {
                code.clone()
            }
            Self::WeightContradicted { old, .. } => old.0.to_string(),
            Self::NoSize { size } | Self::OddSize { size } => sides(size),
            Self::OddDensity { size, weight, .. } => format!("{} {}", sides(size), weight.0),
            Self::PhotoGone { file } => file.clone(),
            Self::SharedPhoto { file, with } => format!("{file} {}", others(with)),
            Self::Twin { with } => others(with),
        }
    }
}

/// How a finding stands: exactly one of these. What was mended is found no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Somebody has to see to it.
    Open,
    /// A person has it.
    Given,
    /// A lead found that it is right as it is.
    Accepted,
}

impl Standing {
    /// The word given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Given => "given",
            Self::Accepted => "accepted",
        }
    }
}

#[cfg(test)]
mod tests;
