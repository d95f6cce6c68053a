//! Everything that can happen to a bench, resolved: the station has looked the codes up.

use chrono::{DateTime, Utc};

use super::OpenedLine;
use super::fact::{Capture, ShortPath};
pub use super::pair_command::PairCommand;
pub use super::privacy_command::PrivacyCommand;
use super::question::{DoubtedPrint, ProductOption};
pub use super::record_command::RecordCommand;
use crate::domain::catalog::Measures;
use crate::domain::desk::{EntryKind, Outcome};
use crate::domain::gate::Hold;
use crate::domain::handover::ParcelFound;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, ToteCode};
use crate::domain::label_debt::OwedLabel;
use crate::domain::mis_pick::Complaint;
use crate::domain::order::BoxDocument;
use crate::domain::packaging::Packaging;
use crate::domain::shift_check::ScannerFault;
use crate::domain::shipping_rules::{self, Rule};
use crate::domain::stats::weights::Correction;
use crate::domain::tariff::Way;
use crate::domain::units::Grams;
use crate::domain::verification::Verification;
use crate::domain::worker::Worker;

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A badge and a PIN.
    SignIn(Credentials),
    /// A complete code.
    Scanned(Scanned),
    /// A weight.
    Weighed {
        /// What stands on the scale.
        gross: Grams,
        /// Typed by a person, because there is no scale.
        typed: bool,
    },
    /// Something ordered by screen, card or script.
    Command(Command),
    /// Nobody did anything for the time set.
    IdledOut,
    /// Nobody knows whether a document came out of the printer.
    PrintDoubted(DoubtedPrint),
    /// The scale was unplugged or does not answer, or is back.
    Scale {
        /// It is not there.
        is_gone: bool,
    },
    /// A code did not come through; told while the devices are checked.
    ScannerFault(ScannerFault),
}

/// Who claims to be somebody, and whether the PIN proved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// What stood on the badge.
    pub badge: Badge,
    /// The worker of that badge, if there is one.
    pub worker: Option<Worker>,
    /// Whether the PIN is right.
    pub pin: PinProof,
}

/// What became of a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinProof {
    /// It is the worker's.
    Right,
    /// It is not, or was not even tried.
    Wrong,
    /// This bench cannot tell: the PIN was stored with a secret that it does not have.
    OtherSecret,
}

/// A code with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// As it was read.
    pub code: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a code means in this warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The number of an order.
    Order(Box<OrderFound>),
    /// A tote, and the order it carries.
    Tote {
        /// The tote.
        tote: ToteCode,
        /// The order bound to it.
        carries: Option<Box<OrderFound>>,
    },
    /// One product, or several with the same code.
    Products {
        /// All products that the code names; at least one.
        products: Vec<ProductOption>,
        /// Serial, lot and expiry that the code itself carried.
        capture: Capture,
        /// The most urgent order that consists of this one line, when no order is open.
        single_line: Option<Box<OrderFound>>,
    },
    /// A kind of packaging.
    Packaging(PackagingCode),
    /// A command card.
    Card(Card),
    /// A worker's badge.
    Badge(Badge),
    /// A place in the warehouse, as it is written on the shelf.
    Location(String),
    /// The number of an order, by its prefix, that this bench does not know.
    AbsentOrder(OrderNo),
    /// A parcel, by the number on its label; looked for while a carrier's list is filled.
    Parcel(Box<ParcelFound>),
    /// A parcel under a substitute label, by that label; looked for between two orders.
    OwedLabel(Box<OwedLabel>),
    /// A station card.
    StationCard {
        /// The name on it.
        station: String,
        /// Whether the bench's set-up of that name can be loaded here.
        set_up: SetUpFound,
    },
    /// Nothing known.
    Unknown,
}

/// What a station card's name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetUpFound {
    /// A set-up that can be loaded.
    Known,
    /// Nothing has this name.
    Unknown,
    /// It cannot be read.
    Bad {
        /// Why.
        why: String,
    },
}

/// An order as the cache knows it now, ready to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFound {
    /// Its number.
    pub order: OrderNo,
    /// The shop's revision.
    pub revision: u64,
    /// What keeps it from being packed.
    pub hold: Option<Hold>,
    /// Its pick list, kits expanded, in walking order.
    pub lines: Vec<OpenedLine>,
    /// How it goes out, as the shipping rules have it before anything is weighed.
    pub way: Way,
    /// Papers that belong into the box.
    pub documents: Vec<BoxDocument>,
    /// Whether it is packed already.
    pub packed: bool,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// How deeply it is verified; `None` where the shop sets no target, or it is open already.
    pub verification: Option<Verification>,
}

/// What the cache says of the open order at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderNow {
    /// The shop's revision.
    pub revision: u64,
    /// The shop has cancelled it.
    pub cancelled: bool,
    /// The master gave it to other benches.
    pub taken_over: bool,
    /// What keeps it from being packed now, for example that it is no longer paid.
    pub hold: Option<Hold>,
    /// Its pick list now.
    pub lines: Vec<OpenedLine>,
    /// What the shipping rules may look at, as the shop sent it.
    pub facts: shipping_rules::Facts,
    /// The service by which it goes as far as is known before the parcel is weighed.
    pub service: String,
    /// Whether it names a parcel locker.
    pub has_locker: bool,
}

/// An order given by screen, card or script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Take this packaging, or with `None` the proposed one.
    Packaging {
        /// The packaging as the catalogue knows it; `Err` with the code nobody knows.
        packaging: Option<Result<Packaging, PackagingCode>>,
        /// Why not the proposed one.
        reason: Option<String>,
    },
    /// These units are missing.
    Short {
        /// The product.
        sku: Sku,
        /// How many units.
        quantity: u32,
        /// Why.
        reason: String,
        /// What becomes of the order.
        path: ShortPath,
    },
    /// Take the last scan back, or drop the question.
    Undo,
    /// Count one unit whose barcode cannot be read.
    Confirm {
        /// The product.
        sku: Sku,
        /// Why it cannot be scanned.
        reason: String,
    },
    /// Record serial, lot or expiry of the unit at hand.
    Capture(Capture),
    /// Answer the question with this option, counted from 1.
    Choose {
        /// The option.
        option: u32,
    },
    /// Close this parcel as it is; the rest goes into another.
    NextParcel,
    /// More goes into this parcel than was reckoned.
    ItFits,
    /// Close the parcel under a substitute label.
    Substitute,
    /// Put the order aside.
    Hold {
        /// Why.
        reason: String,
    },
    /// Open a closed or put-aside order again.
    Reopen {
        /// The order, as given; the one on the screen when empty.
        order: OrderNo,
        /// Why.
        reason: String,
    },
    /// Print the label again.
    Reprint {
        /// The order, as given.
        order: OrderNo,
        /// The parcel; the last one when not given.
        parcel: Option<u32>,
        /// Why.
        reason: String,
    },
    /// Let the parcel go although its weight is off.
    Release {
        /// The second person.
        by: Credentials,
        /// Why.
        reason: String,
    },
    /// A second person has counted the units; the two-stage check.
    CountedTwice {
        /// The second person.
        by: Credentials,
    },
    /// From now on this code names this product.
    BindBarcode {
        /// The code.
        code: String,
        /// The product, if the catalogue has it.
        product: Result<Sku, Sku>,
        /// Units one scan stands for.
        units: u32,
        /// The product that the code names already.
        taken: Option<Sku>,
        /// Whether it names something else: an order, a packaging, a badge, a tote, a card.
        in_use: bool,
    },
    /// Begin a carrier's list, or, while one is filled, ask whether to close it.
    HandOver {
        /// The carrier; without one the bench asks.
        carrier: Option<String>,
    },
    /// Close the carrier's list.
    CloseManifest,
    /// What a shift lead decides about benches and exceptions.
    Lead(LeadCommand),
    /// What a shift lead orders about pairs of products that are confused.
    Pair(PairCommand),
    /// What a shift lead orders about people’s data.
    Privacy(PrivacyCommand),
    /// What a shift lead decides about learned weights.
    Weights(WeightCommand),
    /// What a shift lead says about products’ records.
    Record(RecordCommand),
    /// Sign out.
    SignOut,
    /// What a card asked for.
    Card(Card),
}

/// What a shift lead decides about learned weights. It has nothing to do with the order on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeightCommand {
    /// The catalogue gets the weight that parcels say.
    Correct {
        /// The product.
        sku: Sku,
        /// What parcels say, where it differs enough.
        found: Option<Correction>,
    },
    /// The catalogue gets the size and weight that were measured.
    Measure {
        /// The product.
        sku: Sku,
        /// What the catalogue says now; nothing for a product that nobody knows.
        old: Option<Measures>,
        /// What was measured.
        new: Measures,
    },
    /// The catalogue is right: what parcels taught of the product is forgotten.
    Forget {
        /// The product.
        sku: Sku,
        /// Whether parcels taught anything of it.
        is_known: bool,
    },
    /// This bench's scale was checked.
    ScaleChecked,
}

/// What a shift lead decides about benches and exceptions. It has nothing to do with the order on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeadCommand {
    /// An entry of the exceptions desk is closed.
    Settle {
        /// Its id.
        exception: String,
        /// How the bench knows it.
        known: ExceptionKnown,
        /// With what.
        outcome: Outcome,
        /// More about it.
        note: String,
    },
    /// An entry of the exceptions desk is given to a person.
    Give {
        /// Its id.
        exception: String,
        /// How the bench knows it.
        known: ExceptionKnown,
        /// The person, if there is one of this badge.
        to: Result<Badge, Badge>,
    },
    /// An alert was seen.
    Acknowledge {
        /// Its number.
        alert: String,
        /// How the bench knows it.
        known: AlertKnown,
        /// What is done about it; nothing where the person only says that he has seen it.
        note: String,
    },
    /// A customer complained.
    Complain {
        /// The order.
        order: OrderNo,
        /// It was packed, as far as this bench knows.
        is_known: bool,
        /// What about.
        what: Complaint,
        /// The product that it is about.
        sku: Option<Sku>,
        /// What came instead.
        came: Option<Sku>,
        /// A product that is named and not in the catalogue.
        unknown: Option<Sku>,
        /// In a few words; nobody's name.
        note: String,
    },
    /// How many orders in a million may leave with an error; 0: every unit is scanned.
    SetVerification {
        /// The target.
        target_ppm: u32,
    },
    /// The shipping rules are others from now on.
    SetRules {
        /// The version that was changed.
        base: u64,
        /// The version that this bench knows.
        known: u64,
        /// All rules, in their order.
        rules: Vec<Rule>,
    },
    /// A bench's set-up is saved under a name, for a station card.
    SaveStation {
        /// The name, as typed.
        station: String,
        /// The set-up; without one, the name is given up.
        set_up: Option<String>,
    },
    /// An order is given on although its bench does not answer.
    TakeOver {
        /// The order.
        order: OrderNo,
        /// The bench that holds it.
        from: StationId,
        /// Who holds it, as far as this bench knows.
        holder: Holder,
        /// Why.
        reason: String,
    },
    /// A suspected duplicate is wanted as well as the other order.
    LetGo {
        /// The order.
        order: OrderNo,
        /// This bench knows the order.
        is_known: bool,
        /// The order whose duplicate it seems to be, if it is held for that.
        twin: Option<OrderNo>,
        /// Why.
        reason: String,
    },
    /// A bench whose disk had been copied may work again.
    Readmit {
        /// The bench.
        bench: StationId,
        /// It is the one where this was asked.
        is_here: bool,
        /// Why.
        reason: String,
    },
    /// Benches that have not told what they did are no longer waited for.
    EndRecovery {
        /// Why.
        reason: String,
    },
}

/// How the bench knows an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionKnown {
    /// Somebody has to look at something of this kind.
    Open(EntryKind),
    /// Somebody has.
    Settled,
    /// Never heard of.
    Not,
}

/// How the bench knows an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKnown {
    /// Nobody has said that he has seen it.
    New,
    /// Somebody has.
    Acknowledged,
    /// Never heard of.
    Not,
}

/// Who holds an order, as far as the bench knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// The bench that was named.
    Named,
    /// This bench itself.
    Here,
    /// Nobody, or another bench than the one that was named.
    Other,
    /// The order is not known.
    UnknownOrder,
}

/// What the self-test barcode of the scanner's set-up sheet says.
///
/// Its signs lie on different keys on American, Polish, German and French keyboards,
/// so that a scanner set to another layout than it should be cannot read it right.
pub const SCANNER_SELF_TEST: &str = "PKN-TEST-yzYZ=;'/[]";

/// A command card: a barcode on the bench, and a big key on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Card {
    /// Take the last scan back, or drop the question.
    Undo,
    /// Declare units short.
    Short,
    /// Go on: take the proposed packaging.
    GoOn,
    /// Close this parcel; the rest goes into another.
    NextParcel,
    /// More goes into this parcel than was reckoned.
    ItFits,
    /// Put the order aside.
    Hold,
    /// Open the last order again.
    Reopen,
    /// Print the last label again.
    Reprint,
    /// Change the packer.
    SwitchPacker,
    /// What can be done now.
    Help,
    /// Set the empty scale to zero.
    ZeroScale,
    /// Take what lies on the scale as tare.
    TareScale,
    /// Hand parcels over to a carrier.
    HandOver,
    /// Close the parcel under a substitute label.
    Substitute,
    /// Check the bench's devices.
    ShiftCheck,
    /// Leave out what the check of the devices waits for.
    LeaveOut,
    /// Answer number 1 to 9.
    Option(u8),
}

impl Card {
    /// Every card that has a barcode, in the order of the printed sheet.
    pub const ALL: [Self; 22] = [
        Self::GoOn,
        Self::Undo,
        Self::Short,
        Self::NextParcel,
        Self::ItFits,
        Self::Hold,
        Self::Reopen,
        Self::Reprint,
        Self::SwitchPacker,
        Self::Help,
        Self::ZeroScale,
        Self::TareScale,
        Self::HandOver,
        Self::Substitute,
        Self::ShiftCheck,
        Self::LeaveOut,
        Self::Option(1),
        Self::Option(2),
        Self::Option(3),
        Self::Option(4),
        Self::Option(5),
        Self::Option(6),
    ];

    /// What stands on the card behind the shop's prefix. Letters and digits only, so that any keyboard
    /// layout carries it.
    pub fn name(self) -> String {
        match self {
            Self::Undo => "UNDO".to_owned(),
            Self::Short => "SHORT".to_owned(),
            Self::GoOn => "GO".to_owned(),
            Self::NextParcel => "NEXT".to_owned(),
            Self::ItFits => "FITS".to_owned(),
            Self::Hold => "HOLD".to_owned(),
            Self::Reopen => "REOPEN".to_owned(),
            Self::Reprint => "REPRINT".to_owned(),
            Self::SwitchPacker => "SWITCH".to_owned(),
            Self::Help => "HELP".to_owned(),
            Self::ZeroScale => "ZERO".to_owned(),
            Self::TareScale => "TARE".to_owned(),
            Self::HandOver => "HANDOVER".to_owned(),
            Self::Substitute => "SUBSTITUTE".to_owned(),
            Self::ShiftCheck => "CHECK".to_owned(),
            Self::LeaveOut => "LEAVEOUT".to_owned(),
            Self::Option(number) => format!("OPT{number}"),
        }
    }

    /// The card's barcode in a shop whose cards begin with `prefix`.
    pub fn code(self, prefix: &str) -> String {
        format!("{prefix}{}", self.name())
    }

    /// The card with this name behind the prefix.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|card| card.name().eq_ignore_ascii_case(name))
    }
}
