//! What the bench asks when it must not guess, and the answers it offers.

use serde::{Deserialize, Serialize};

use super::fact::ShortPath;
use crate::domain::handover::{CarrierDue, ListEnd};
use crate::domain::ids::{OrderNo, PackagingCode, Sku};
use crate::domain::printing::{PaperKind, PrintDoubt, PrintFound};

/// A reason that can be chosen by number instead of being typed in gloves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommonReason {
    /// The bin was empty.
    BinEmpty,
    /// The goods are damaged.
    Damaged,
    /// Something else lay in the bin.
    WrongInBin,
    /// The proposed packaging is too small.
    TooSmall,
    /// Everything fits in a smaller packaging than the proposed one.
    ItFits,
    /// The proposed packaging is used up.
    UsedUp,
    /// The goods need more protection.
    Fragile,
    /// The label cannot be read or was lost.
    LabelSpoilt,
    /// The printer swallowed it.
    NotPrinted,
    /// Something was forgotten or wrong in the box.
    ContentsWrong,
    /// A question to the customer or the office.
    AskOffice,
    /// Anything else.
    Other,
}

/// One product that a code may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    /// The product.
    pub sku: Sku,
    /// How many units the code stands for.
    pub units: u32,
}

/// A question that the bench waits on. Options are numbered from 1 in the order given by [`Question::options`].
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "question")]
pub enum Question {
    /// The barcode names several products: which one is it?
    WhichProduct {
        code: String,
        products: Vec<ProductOption>,
    },
    /// Another packaging than proposed: why?
    WhyPackaging {
        packaging: PackagingCode,
        /// It is smaller than the proposed one, or none was proposed: the packer's hands may know better.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_smaller: bool,
    },
    /// Which product is missing?
    WhichShort { skus: Vec<Sku> },
    /// Why is it missing?
    WhyShort { sku: Sku, quantity: u32 },
    /// What becomes of the order?
    ShortPath {
        sku: Sku,
        quantity: u32,
        reason: String,
    },
    /// Why is the order put aside?
    WhyHold,
    /// Why is the order opened again?
    WhyReopen { order: OrderNo },
    /// Why is the label printed again?
    WhyReprint { order: OrderNo, parcel: Option<u32> },
    /// Nobody knows whether this came out of the printer: did it?
    DidItPrint(Box<DoubtedPrint>),
    /// Whose driver is here?
    WhichCarrier { carriers: Vec<CarrierDue> },
    /// A shift has begun: check the devices?
    BeginCheck,
    /// Close the carrier's list? So many parcels are on it, and so many that wait are not.
    CloseList {
        carrier: String,
        parcels: u32,
        missing: u32,
    },
}

/// A document of which nobody knows whether it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtedPrint {
    /// Its number in the bench's print queue.
    pub job: i64,
    /// What kind of paper.
    pub paper: PaperKind,
    /// What people know it by: the order's number.
    pub title: String,
    /// The order it belongs to, if any.
    pub order: Option<OrderNo>,
    /// The parcel, from 1, if it belongs to one.
    pub parcel: Option<u32>,
    /// Why nobody knows.
    pub doubt: PrintDoubt,
}

/// One answer that a question offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This product.
    Product(ProductOption),
    /// This missing product.
    Short(Sku),
    /// This reason.
    Reason(CommonReason),
    /// This way to go on.
    Path(ShortPath),
    /// This lies at the printer.
    Found(PrintFound),
    /// This carrier.
    Carrier(CarrierDue),
    /// This becomes of the list.
    List(ListEnd),
    /// The devices are checked now, or not.
    Check {
        /// They are.
        now: bool,
    },
}

impl Question {
    /// The name of the question, as machine output gives it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::WhichProduct { .. } => "WhichProduct",
            Self::WhyPackaging { .. } => "WhyPackaging",
            Self::WhichShort { .. } => "WhichShort",
            Self::WhyShort { .. } => "WhyShort",
            Self::ShortPath { .. } => "ShortPath",
            Self::WhyHold => "WhyHold",
            Self::WhyReopen { .. } => "WhyReopen",
            Self::WhyReprint { .. } => "WhyReprint",
            Self::DidItPrint(_) => "DidItPrint",
            Self::WhichCarrier { .. } => "WhichCarrier",
            Self::CloseList { .. } => "CloseList",
            Self::BeginCheck => "BeginCheck",
        }
    }

    /// The answers on offer; the first has number 1.
    pub fn options(&self) -> Vec<Choice> {
        use CommonReason as R;
        let reasons = |reasons: &[R]| reasons.iter().copied().map(Choice::Reason).collect();
        match self {
            Self::WhichProduct { products, .. } => {
                products.iter().cloned().map(Choice::Product).collect()
            }
            Self::WhichShort { skus } => skus.iter().cloned().map(Choice::Short).collect(),
            Self::WhyPackaging { is_smaller, .. } => {
                let first = if *is_smaller { R::ItFits } else { R::TooSmall };
                reasons(&[first, R::UsedUp, R::Fragile, R::Other])
            }
            Self::WhyShort { .. } => reasons(&[R::BinEmpty, R::Damaged, R::WrongInBin, R::Other]),
            Self::ShortPath { .. } => {
                [ShortPath::ShipShort, ShortPath::Hold, ShortPath::CancelLine]
                    .map(Choice::Path)
                    .to_vec()
            }
            Self::WhyHold => reasons(&[R::BinEmpty, R::Damaged, R::AskOffice, R::Other]),
            Self::WhyReopen { .. } => {
                reasons(&[R::ContentsWrong, R::Damaged, R::AskOffice, R::Other])
            }
            Self::WhyReprint { .. } => reasons(&[R::LabelSpoilt, R::NotPrinted, R::Other]),
            Self::DidItPrint(_) => [
                PrintFound::Printed,
                PrintFound::NotPrinted,
                PrintFound::Twice,
            ]
            .map(Choice::Found)
            .to_vec(),
            Self::WhichCarrier { carriers } => {
                carriers.iter().cloned().map(Choice::Carrier).collect()
            }
            Self::CloseList { .. } => [ListEnd::Close, ListEnd::GoOn].map(Choice::List).to_vec(),
            Self::BeginCheck => [true, false].map(|now| Choice::Check { now }).to_vec(),
        }
    }
}
