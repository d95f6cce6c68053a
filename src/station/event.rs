//! Everything that can reach the station's loop: devices, screens, workers.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::alerts::form::{AlertForm, AlertSecrets};
use super::alerts::post::{Permit, PostEnd};
use super::config::Look;
use super::figures::TypedLimits;
use super::master_form::{MasterForm, Secret};
use super::printer_setup::PrinterForm;
use super::printing::ErrandEnd;
use super::snapshot::{ImportEnd, Trouble};
use crate::devices::DeviceEvent;
use crate::domain::desk::Outcome;
use crate::domain::feed::LinkTrouble;
use crate::domain::figures::Figure;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId};
use crate::domain::mis_pick::Complaint;
use crate::domain::mis_pick::cause::Action as PairRemedy;
use crate::domain::packing_plan::PackingPlan;
use crate::domain::printing::PrinterTrouble;
use crate::domain::record_audit::{FaultKind, PhotoFault};
use crate::domain::session::fact::{Capture, ShortPath};
use crate::domain::session::input::Card;
use crate::domain::shift_check::ScannerFault;
use crate::domain::shipping_rules::{Rule, RuleSet};
use crate::domain::units::Grams;
use crate::master::postgres::Found;

pub use super::asked::{Figures, HandOut, Reading, RecordsEvent, Wanted};
pub use crate::domain::session::input::SCANNER_SELF_TEST;

/// What a screen, a scanner, a scale or a script tells the bench. Texts are as given; the station looks them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Sign in.
    SignIn {
        /// What stands on the badge.
        badge: String,
        /// The PIN as typed.
        pin: String,
    },
    /// A complete code.
    Scan {
        /// As it was read.
        code: String,
    },
    /// A weight.
    Weigh {
        /// What stands on the scale.
        gross: Grams,
        /// Typed by a person.
        typed: bool,
    },
    /// Something ordered.
    Command(Command),
    /// The scale was unplugged or does not answer, or is back.
    Scale {
        /// It is not there.
        is_gone: bool,
    },
    /// A code of the scanner did not come through; for the check of the devices.
    ScannerFault {
        /// What is wrong.
        fault: ScannerFault,
    },
}

/// A command as a screen or a script gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Take this packaging; without a code the proposed one.
    Packaging {
        /// The packaging.
        #[serde(default)]
        code: Option<PackagingCode>,
        /// Why not the proposed one.
        #[serde(default)]
        reason: Option<String>,
    },
    /// These units are missing.
    Short {
        /// The product.
        sku: Sku,
        /// How many.
        quantity: u32,
        /// Why.
        reason: String,
        /// What becomes of the order.
        #[serde(default)]
        path: ShortPath,
    },
    /// Take the last scan back.
    Undo,
    /// Count one unit whose barcode cannot be read.
    Confirm {
        /// The product.
        sku: Sku,
        /// Why.
        reason: String,
    },
    /// Serial, lot or expiry of the unit at hand.
    Capture(Capture),
    /// Answer the question.
    Choose {
        /// Counted from 1.
        option: u32,
    },
    /// Close this parcel; the rest goes into another.
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
    /// Open again.
    Reopen {
        /// The order.
        order: OrderNo,
        /// Why.
        reason: String,
    },
    /// Print the label again.
    Reprint {
        /// The order.
        order: OrderNo,
        /// The parcel; the last one when not given.
        #[serde(default)]
        parcel: Option<u32>,
        /// Why.
        reason: String,
    },
    /// Let the parcel go although its weight is off.
    Release {
        /// The second person's badge.
        badge: String,
        /// The second person's PIN.
        pin: String,
        /// Why.
        reason: String,
    },
    /// A second person has counted.
    Counted {
        /// The second person's badge.
        badge: String,
        /// The second person's PIN.
        pin: String,
    },
    /// From now on this code names this product.
    Bind {
        /// The code.
        code: String,
        /// The product.
        sku: Sku,
        /// Units a scan stands for.
        #[serde(default = "one")]
        units: u32,
    },
    /// A lead closes an entry of the exceptions desk.
    Settle {
        /// Its id.
        exception: String,
        /// With what.
        outcome: Outcome,
        /// More about it.
        #[serde(default)]
        note: String,
    },
    /// A lead gives an entry of the exceptions desk to a person.
    Give {
        /// Its id.
        exception: String,
        /// The person.
        to: Badge,
    },
    /// A lead orders something about two products that are taken for each other.
    OrderAction {
        /// The product that was picked.
        wrong: Sku,
        /// The product that was wanted.
        right: Sku,
        /// What.
        what: PairRemedy,
        /// The person.
        to: Badge,
        /// Until when, `YYYY-MM-DD`.
        due: NaiveDate,
    },
    /// It was done.
    ActionDone {
        /// The action.
        action: String,
        /// On which day, `YYYY-MM-DD`.
        day: NaiveDate,
    },
    /// It is wanted no longer.
    WithdrawAction {
        /// The action.
        action: String,
    },
    /// A lead has seen an alert.
    Acknowledge {
        /// Its number.
        alert: String,
        /// What is done about it.
        #[serde(default)]
        note: String,
    },
    /// A customer complained about an order.
    Complain {
        /// The order.
        order: OrderNo,
        /// What about.
        what: Complaint,
        /// The product that it is about: wanted, too many, or missing.
        #[serde(default)]
        sku: Option<Sku>,
        /// What came instead.
        #[serde(default)]
        came: Option<Sku>,
        /// In a few words; nobody's name.
        note: String,
    },
    /// A lead gives an order on although its bench does not answer.
    TakeOver {
        /// The order.
        order: OrderNo,
        /// The bench that holds it.
        from: StationId,
        /// Why.
        reason: String,
    },
    /// A lead lets an order go that is held as a duplicate: both are wanted.
    LetGo {
        /// The order.
        order: OrderNo,
        /// Why.
        reason: String,
    },
    /// A lead erases whatever tells who the customer of an order is.
    EraseCustomer {
        /// The order, or a parcel of it by its tracking number.
        order: OrderNo,
    },
    /// A lead wants figures by person until signing out.
    ViewPersons {
        /// What for.
        purpose: String,
    },
    /// A lead erases the name of a worker who has left.
    EraseWorker {
        /// The badge.
        worker: Badge,
    },
    /// A lead lets a bench in again whose disk had been copied.
    Readmit {
        /// The bench.
        bench: StationId,
        /// Why.
        reason: String,
    },
    /// A lead no longer waits for benches that have not told what they did before the master was set back.
    EndRecovery {
        /// Why.
        reason: String,
    },
    /// A lead says how many orders in a million may leave with an error; 0: every unit is scanned.
    SetVerification {
        /// The target.
        target_ppm: u32,
    },
    /// A lead changes the shipping rules.
    SetRules {
        /// The version that was changed.
        base: u64,
        /// All rules, in their order.
        rules: Vec<Rule>,
    },
    /// A lead takes what parcels say for the catalogue's weight.
    CorrectWeight {
        /// The product.
        sku: Sku,
    },
    /// A lead finds the catalogue's weight right: what parcels taught is forgotten.
    ForgetWeight {
        /// The product.
        sku: Sku,
    },
    /// A lead has measured a product that the catalogue does not know whole.
    MeasureProduct {
        /// The product.
        sku: Sku,
        /// Its length in millimetres.
        length_mm: u32,
        /// Its width in millimetres.
        width_mm: u32,
        /// Its height in millimetres, as it stands.
        height_mm: u32,
        /// What one unit weighs, in grams.
        weight_g: i64,
    },
    /// A lead gives what is wrong with a product's record to a person.
    GiveRecord {
        /// The product.
        sku: Sku,
        /// What is wrong.
        fault: FaultKind,
        /// The person.
        to: Badge,
    },
    /// A lead finds a product's record right although it looks wrong.
    AcceptRecord {
        /// The product.
        sku: Sku,
        /// What looks wrong.
        fault: FaultKind,
        /// Why.
        reason: String,
    },
    /// A lead gives a product a photo.
    Photograph {
        /// The product.
        sku: Sku,
        /// The photo; the newest of the folder where photos arrive when not given.
        #[serde(default)]
        file: Option<PathBuf>,
    },
    /// The same with a photo that was taken in beside the loop.
    #[serde(skip)]
    PhotoTaken {
        /// The product.
        sku: Sku,
        /// The picture's name, or why there is none.
        taken: Result<String, PhotoFault>,
    },
    /// This bench's scale was checked.
    ScaleChecked,
    /// Save this bench's set-up under a name, for a station card.
    SaveStation {
        /// The name.
        station: String,
        /// What the bench is for.
        #[serde(default)]
        role: String,
    },
    /// Give the name of a set-up up.
    ForgetStation {
        /// The name.
        station: String,
    },
    /// Check the devices of this bench.
    ShiftCheck,
    /// Leave out what the check waits for.
    LeaveOut,
    /// Begin a carrier's list; while one is filled, ask whether to close it.
    HandOver {
        /// The carrier; without one the bench asks.
        #[serde(default)]
        carrier: Option<String>,
    },
    /// Close the carrier's list.
    CloseList,
    /// Sign out.
    SignOut,
    /// A command card or its key on the screen.
    #[serde(skip)]
    Card(Card),
}

fn one() -> u32 {
    1
}

/// Everything that can reach the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An input of the packing.
    Action(Action),
    /// Read a folder of CSV files.
    Import {
        /// The folder.
        folder: PathBuf,
        /// Take the good rows although others are bad.
        skip_bad_rows: bool,
    },
    /// Work out figures for the lead's screen.
    Read(Reading),
    /// Write the figures that were read last into this file: a workbook where its name ends in `xlsx`, else CSV.
    WriteTable {
        /// Which.
        figures: Figures,
        /// The file.
        file: PathBuf,
    },
    /// Write a document into this file and hand it to the desktop's viewer.
    Document {
        /// Which.
        document: Wanted,
        /// The file.
        file: PathBuf,
    },
    /// Ask the master how all benches stand.
    Overview,
    /// Compare the cache with the master now.
    Compare,
    /// What would these shipping rules do to yesterday's orders?
    TryRules(Box<RuleSet>),
    /// What do the shipping rules say of this order?
    ExplainOrder(OrderNo),
    /// An answer of the master has come.
    MasterAnswered,
    /// Try a failed print job again.
    RetryPrint {
        /// The job.
        job: i64,
    },
    /// What a device says.
    Device(DeviceEvent),
    /// Ask the system which printers it knows.
    LookForPrinters,
    /// The printers that the system knows.
    PrintersKnown(Vec<String>),
    /// Use these printers from now on.
    SetPrinters(Box<PrinterForm>),
    /// A document is printed, or why not.
    Printed(ErrandEnd),
    /// What the printer of a lane wants, or that it is well.
    Printer {
        /// The lane.
        lane: &'static str,
        /// What it wants.
        trouble: Option<PrinterTrouble>,
    },
    /// An import ended.
    Imported(ImportEnd),
    /// Whether the window has the keyboard, and whether a scanner's layout agrees with the computer's.
    Keyboard(Trouble),
    /// The keyboard scanner is heard again.
    KeyboardFine,
    /// How the window shall look and sound, from now on and after the next start.
    Look(Look),
    /// Whether each unit shall be weighed as it goes into the box.
    EachUnit(bool),
    /// Whether this station shows what all benches did.
    AllBenches(bool),
    /// Ask the server of this form whether it is a master, and keep nothing.
    TryMaster {
        /// Where it is.
        form: Box<MasterForm>,
        /// A password just typed; the kept one when not given.
        password: Option<Secret>,
    },
    /// What that server answered.
    MasterTried(Result<Found, LinkTrouble>),
    /// Write this form down and speak to its server from now on.
    SetMaster {
        /// Where it is.
        form: Box<MasterForm>,
        /// A password just typed; the kept one when not given.
        password: Option<Secret>,
    },
    /// This bench is alone from now on.
    SetAlone,
    /// A better packing plan was found.
    Planned {
        /// The number of the plan that it is better than.
        number: u64,
        /// The plan.
        plan: Box<PackingPlan>,
    },
    /// Measure what alerts are raised by now.
    Measure,
    /// Put this set-up of alerts in force.
    SetAlerts {
        /// What was filled in.
        form: Box<AlertForm>,
        /// Passwords just typed.
        typed: AlertSecrets,
    },
    /// Put other limits of a figure in force.
    SetLimits {
        /// Which.
        figure: Figure,
        /// As they were typed.
        typed: TypedLimits,
    },
    /// Send a test to everybody who is told of alerts.
    TestAlerts,
    /// A notice is sent again, or was found by its reader.
    SettleNotice {
        /// Its number.
        notice: i64,
        /// It has arrived.
        has_arrived: bool,
    },
    /// From now on a server may have a letter.
    PostCommits(Permit),
    /// A notice was sent, or why not.
    Posted(PostEnd),
    /// What a lead does on the screen of products' records.
    Records(RecordsEvent),
    /// Stop.
    Stop,
}
