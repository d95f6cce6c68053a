//! The few things that a shop sets: who sends, how exact its scale is, when its carriers leave.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, Timetable};
use super::foresight::Foresight;
use super::ids::Sku;
use super::own_codes::{MeasurePattern, OwnCodes};
use super::packing::Objective;
pub use super::setting_error::SettingError;
use super::shift::Shifts;
use super::shipping_rules::{self, RuleSet};
use super::tariff::Tariffs;
use super::units::{Grams, Minor};
use super::verification::VerificationTerms;

/// Who the parcels come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Company name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO 3166-1 alpha-2 country code.
    pub country: String,
    /// Telephone.
    pub phone: String,
    /// EORI number, for customs declarations; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub eori: String,
}

/// All settings of a warehouse that reach the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Who sends.
    pub sender: Sender,
    /// GS1 company prefix of the SSCCs, 7 to 10 digits.
    pub gs1_company_prefix: String,
    /// Verification scale interval `e` from the scale's plate.
    pub scale_interval: Grams,
    /// How far a catalogue weight may be from the truth, in thousandths.
    pub catalogue_uncertainty_permille: u32,
    /// How far a packaging's tare may be from the truth (tape, filler), in thousandths.
    pub tare_uncertainty_permille: u32,
    /// Right parcels in a million that the weight check may stop, so that it finds the wrong ones.
    #[serde(default = "false_alarms")]
    pub weight_false_alarms_ppm: u32,
    /// Whether closed parcels teach what products and packagings weigh.
    #[serde(default = "learning")]
    pub weight_learning: bool,
    /// Minutes without an input after which the bench asks for the PIN again; 0 never.
    pub idle_lock_minutes: u32,
    /// The warehouse's time zone.
    #[serde(with = "zone")]
    pub time_zone: Tz,
    /// Cut-off of each delivery method in local time, from Monday to Friday.
    pub cutoffs: BTreeMap<String, NaiveTime>,
    /// Cut-off of a delivery method that has none of its own.
    pub default_cutoff: NaiveTime,
    /// Other days and times, seasons and exceptions, and what happens after a cut-off.
    #[serde(default)]
    pub calendar: Calendar,
    /// Which service an order goes by.
    #[serde(default, skip_serializing_if = "RuleSet::is_unused")]
    pub shipping: RuleSet,
    /// Who carries each delivery method, where that is not the first word of the method's name.
    pub carriers: BTreeMap<String, String>,
    /// Whether packers scan units. Without a scanner a second person counts instead.
    pub scanner: bool,
    /// What the shop's own codes begin with.
    pub codes: OwnCodes,
    /// Which packaging is the best one.
    #[serde(default = "packing_objective")]
    pub packing_objective: Objective,
    /// What the carrier takes for a parcel, where the least cost is looked for.
    #[serde(default = "parcel_price")]
    pub parcel_price: Minor,
    /// What the carrier takes for a parcel in compartments A, B and C of a locker.
    #[serde(default = "locker_prices")]
    pub locker_prices: [Minor; 3],
    /// What each carrier service takes, and up to which size and weight.
    #[serde(default, skip_serializing_if = "Tariffs::is_empty")]
    pub tariffs: Tariffs,
    /// When the shifts begin, by which errors are told apart.
    #[serde(default)]
    pub shifts: Shifts,
    /// How far the shop looks ahead, and what it counts on.
    #[serde(default)]
    pub foresight: Foresight,
    /// Whether whoever signs in first in a shift is asked to check the devices.
    #[serde(default)]
    pub shift_check: ShiftCheckWhen,
    /// The weight that scales are checked with.
    #[serde(default = "reference_weight")]
    pub reference_weight: Option<Grams>,
    /// Set-ups of benches that a card brings, by the name on the card.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stations: BTreeMap<String, String>,
    /// Pairs of products that packers are warned of, by the name of the action that ordered it.
    pub warned_pairs: BTreeMap<String, (Sku, Sku)>,
    /// How many errors may leave, and what makes an order likelier to have one.
    #[serde(default)]
    pub verification: VerificationTerms,
    /// Hours within which the same order of the same customer is held as a duplicate; 0 never.
    #[serde(default = "duplicate_hours")]
    pub duplicate_hours: u32,
    /// Days after the hand-over for which a customer’s data are kept; 0: until somebody erases them.
    #[serde(default = "privacy_days")]
    pub privacy_days: u32,
    /// Days for which figures tell persons apart; what is older is told of all of them together.
    #[serde(default = "person_days")]
    pub person_days: u32,
    /// Orders that a bench holds ahead, so that it can go on when the master is away.
    pub orders_ahead: u32,
    /// Seconds that a bench may open an order it holds without having spoken with the master since.
    pub claim_lease_seconds: u32,
    /// Seconds that the master waits beyond that, for clocks that do not run alike.
    pub claim_grace_seconds: u32,
}

/// The key of the hours within which a second order is a suspected duplicate.
pub const DUPLICATE_HOURS: &str = "duplicate_hours";

/// What the keys of benches' set-ups begin with.
pub const STATION: &str = "station.";

/// What the keys of photo warnings begin with; the value is a JSON list of two article numbers.
pub const WARNED_PAIR: &str = "warned_pair.";

/// Longest set-up of a bench, in bytes. Assumption: one with every field filled has less than a third of it.
const STATION_MAX: usize = 4_096;

/// When a packer is asked to check the bench's devices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShiftCheckWhen {
    /// Never; the key and the card are there all the same.
    #[default]
    Off,
    /// At the first sign-in of a shift.
    Ask,
}

impl Default for Settings {
    /// The defaults of a shop that has set nothing.
    ///
    /// Assumption: 5 g is the interval of a common 15–30 kg bench scale; 1 %
    /// catalogue and 5 % tare uncertainty until parcels have taught better. 250 orders are a shift of
    /// eight hours at 30 an hour; twelve hours are a shift with overtime, and fifteen minutes are 2 % of them,
    /// more than two computers' clocks drift apart. What a carrier takes stands in the shop's contract with it:
    /// 15 zloty, and 13, 15 and 17 for lockers, are only there so that two parcels never seem cheaper than one.
    fn default() -> Self {
        Self {
            sender: Sender {
                name: "Pakownia".to_owned(),
                country: "PL".to_owned(),
                ..Sender::default()
            },
            gs1_company_prefix: "5900000".to_owned(),
            scale_interval: Grams(5),
            catalogue_uncertainty_permille: 10,
            tare_uncertainty_permille: 50,
            weight_false_alarms_ppm: false_alarms(),
            weight_learning: learning(),
            idle_lock_minutes: 10,
            time_zone: chrono_tz::Europe::Warsaw,
            cutoffs: BTreeMap::new(),
            default_cutoff: NaiveTime::from_hms_opt(15, 0, 0).unwrap_or(NaiveTime::MIN),
            calendar: Calendar::default(),
            shipping: RuleSet::default(),
            carriers: BTreeMap::new(),
            scanner: true,
            codes: OwnCodes::default(),
            packing_objective: packing_objective(),
            parcel_price: parcel_price(),
            locker_prices: locker_prices(),
            tariffs: Tariffs::default(),
            shifts: Shifts::default(),
            foresight: Foresight::default(),
            shift_check: ShiftCheckWhen::default(),
            reference_weight: reference_weight(),
            stations: BTreeMap::new(),
            warned_pairs: BTreeMap::new(),
            verification: VerificationTerms::default(),
            duplicate_hours: duplicate_hours(),
            privacy_days: privacy_days(),
            person_days: person_days(),
            orders_ahead: 250,
            claim_lease_seconds: 12 * 3_600,
            claim_grace_seconds: 900,
        }
    }
}

impl Settings {
    /// When a delivery method's carrier comes.
    pub fn timetable<'a>(&'a self, delivery_method: &'a str) -> Timetable<'a> {
        Timetable::of(self, delivery_method)
    }

    /// Whether orders have other places in the queue, or other holds, by `other`.
    pub fn ranks_differ(&self, other: &Self) -> bool {
        self.cutoffs != other.cutoffs
            || self.default_cutoff != other.default_cutoff
            || self.calendar != other.calendar
            || self.time_zone != other.time_zone
            || self.shipping != other.shipping
            || self.sender.eori != other.sender.eori
            || self.sender.country != other.sender.country
            || self.sender.postcode != other.sender.postcode
    }

    /// Who carries a delivery method: as set, else the first word of its name.
    ///
    /// Assumption: `inpost_locker` and `inpost_courier` leave with one driver on one list; a shop where
    /// they do not sets `carrier.inpost_courier` to a name of its own.
    pub fn carrier_of(&self, delivery_method: &str) -> String {
        let first_word = || delivery_method.split('_').next().unwrap_or_default();
        self.carriers
            .get(delivery_method)
            .map_or_else(|| first_word().to_owned(), Clone::clone)
    }

    /// Takes one row of `settings.csv`.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        if let Some(method) = key.strip_prefix("cutoff.") {
            let time = parse_time(value)?;
            self.cutoffs.insert(method.to_owned(), time);
            return Ok(());
        }
        if let Some(method) = key.strip_prefix("carrier.") {
            self.carriers.insert(method.to_owned(), carrier(value)?);
            return Ok(());
        }
        if let Some(name) = key.strip_prefix(STATION) {
            if value.is_empty() {
                self.stations.remove(name);
                return Ok(());
            }
            if !is_station_name(name) || !is_station(value) {
                return Err(SettingError::Station);
            }
            self.stations.insert(name.to_owned(), value.to_owned());
            return Ok(());
        }
        if let Some(action) = key.strip_prefix(WARNED_PAIR) {
            if value.is_empty() {
                self.warned_pairs.remove(action);
                return Ok(());
            }
            let pair = serde_json::from_str(value).map_err(|_error| SettingError::WarnedPair)?;
            self.warned_pairs.insert(action.to_owned(), pair);
            return Ok(());
        }
        if let Some(taken) = self.calendar.set(key, value) {
            return taken;
        }
        if let Some(taken) = self.tariffs.set(key, value) {
            return taken;
        }
        if let Some(taken) = self.verification.set(key, value) {
            return taken;
        }
        if let Some(taken) = self.foresight.set(key, value) {
            return taken;
        }
        match key {
            shipping_rules::SETTING => {
                self.shipping = RuleSet::read(value).ok_or(SettingError::ShippingRules)?;
            }
            "sender_name" => value.clone_into(&mut self.sender.name),
            "sender_street" => value.clone_into(&mut self.sender.street),
            "sender_postcode" => value.clone_into(&mut self.sender.postcode),
            "sender_city" => value.clone_into(&mut self.sender.city),
            "sender_country" => value.clone_into(&mut self.sender.country),
            "sender_phone" => value.clone_into(&mut self.sender.phone),
            "sender_eori" => self.sender.eori = eori(value),
            "gs1_company_prefix" => self.gs1_company_prefix = company_prefix(value)?,
            "scale_interval_g" => self.scale_interval = Grams(i64::from(number(value, 1, 1_000)?)),
            "catalogue_uncertainty_permille" => {
                self.catalogue_uncertainty_permille = number(value, 0, 500)?;
            }
            "tare_uncertainty_permille" => self.tare_uncertainty_permille = number(value, 0, 500)?,
            "weight_false_alarms_ppm" => {
                self.weight_false_alarms_ppm = number(value, 100, 50_000)?;
            }
            "weight_learning" => self.weight_learning = on_or_off(value)?,
            "idle_lock_minutes" => self.idle_lock_minutes = number(value, 0, 1_440)?,
            "time_zone" => self.time_zone = value.parse().map_err(|_e| SettingError::TimeZone)?,
            "cutoff" => self.default_cutoff = parse_time(value)?,
            "scanner" => self.scanner = yes_or_no(value)?,
            "tote_prefix" => self.codes.tote = prefix(value)?,
            "location_prefix" => self.codes.location = prefix(value)?,
            "order_prefix" => self.codes.order = prefix(value)?,
            "command_prefix" => self.codes.command = prefix(value)?,
            "variable_measure" => self.codes.variable_measure = measure_patterns(value)?,
            "packing_objective" => self.packing_objective = objective(value)?,
            "parcel_price" => self.parcel_price = price(value)?,
            "locker_prices" => self.locker_prices = three_prices(value)?,
            "shifts" => self.shifts = shifts(value)?,
            "shift_check" => self.shift_check = shift_check(value)?,
            "reference_weight_g" => {
                let grams = number(value, 0, 100_000)?;
                self.reference_weight = (grams > 0).then(|| Grams(i64::from(grams)));
            }
            "station_prefix" => self.codes.station = prefix(value)?,
            DUPLICATE_HOURS => self.duplicate_hours = number(value, 0, 720)?,
            "privacy_days" => self.privacy_days = number(value, 0, 3_650)?,
            "person_days" => self.person_days = number(value, 1, 366)?,
            "orders_ahead" => self.orders_ahead = number(value, 1, 5_000)?,
            "claim_lease_seconds" => self.claim_lease_seconds = number(value, 0, 604_800)?,
            "claim_grace_seconds" => self.claim_grace_seconds = number(value, 0, 86_400)?,
            _ => return Err(SettingError::UnknownKey),
        }
        Ok(())
    }
}

/// A whole number within these bounds.
pub(super) fn number(value: &str, min: u32, max: u32) -> Result<u32, SettingError> {
    value
        .parse()
        .ok()
        .filter(|number| (min..=max).contains(number))
        .ok_or(SettingError::Number { min, max })
}

fn parse_time(value: &str) -> Result<NaiveTime, SettingError> {
    NaiveTime::parse_from_str(value, "%H:%M").map_err(|_e| SettingError::Time)
}

fn company_prefix(value: &str) -> Result<String, SettingError> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (7..=10).contains(&value.len()) {
        Ok(value.to_owned())
    } else {
        Err(SettingError::CompanyPrefix)
    }
}

fn carrier(value: &str) -> Result<String, SettingError> {
    let value = value.trim();
    if (1..=32).contains(&value.chars().count()) && !value.chars().any(char::is_control) {
        Ok(value.to_owned())
    } else {
        Err(SettingError::Carrier)
    }
}

/// Without blanks and in capitals; whether it is one is told where it is needed.
fn eori(value: &str) -> String {
    let signs = value.chars().filter(|sign| !sign.is_whitespace());
    signs.collect::<String>().to_ascii_uppercase()
}

fn yes_or_no(value: &str) -> Result<bool, SettingError> {
    match value {
        "yes" | "tak" | "1" | "true" => Ok(true),
        "no" | "nie" | "0" | "false" => Ok(false),
        _ => Err(SettingError::YesNo),
    }
}

/// Five in a thousand: at a hundred parcels an hour one every other hour is looked at for nothing.
fn false_alarms() -> u32 {
    5_000
}

/// Assumption: who presses “pay” twice, or tries again after a failed payment, does so within the day; who buys the
/// same again the day after wants it. A shop that knows better sets it.
fn duplicate_hours() -> u32 {
    24
}

/// Assumption: a parcel that did not arrive, and most that come back, are known within two weeks; what is claimed later
/// is looked up in the shop, whose records these are.
fn privacy_days() -> u32 {
    14
}

/// Assumption: a month is enough to see who needs help.
///
/// Source for the order of magnitude: CNIL, deliberation SAN-2023-021 of 27 December 2023, which is about raw figures of
/// each worker of 31 days. The shop may set less.
fn person_days() -> u32 {
    31
}

fn learning() -> bool {
    true
}

fn on_or_off(value: &str) -> Result<bool, SettingError> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => yes_or_no(value),
    }
}

fn packing_objective() -> Objective {
    Objective::FewestParcels
}

fn parcel_price() -> Minor {
    Minor(1_500)
}

fn locker_prices() -> [Minor; 3] {
    [1_300, 1_500, 1_700].map(Minor)
}

fn objective(value: &str) -> Result<Objective, SettingError> {
    match value {
        "parcels" => Ok(Objective::FewestParcels),
        "cost" => Ok(Objective::LeastCost),
        "room" => Ok(Objective::LeastRoom),
        _ => Err(SettingError::Objective),
    }
}

/// An amount of money in minor units.
pub(super) fn price(value: &str) -> Result<Minor, SettingError> {
    Ok(Minor(i64::from(number(value, 0, 1_000_000)?)))
}

fn three_prices(value: &str) -> Result<[Minor; 3], SettingError> {
    let prices: Result<Vec<Minor>, SettingError> = value.split_whitespace().map(price).collect();
    prices
        .ok()
        .and_then(|prices| prices.try_into().ok())
        .ok_or(SettingError::ThreePrices)
}

fn shifts(value: &str) -> Result<Shifts, SettingError> {
    let times: Result<Vec<NaiveTime>, SettingError> =
        value.split_whitespace().map(parse_time).collect();
    times.ok().and_then(Shifts::new).ok_or(SettingError::Shifts)
}

fn shift_check(value: &str) -> Result<ShiftCheckWhen, SettingError> {
    match value {
        "off" => Ok(ShiftCheckWhen::Off),
        "ask" => Ok(ShiftCheckWhen::Ask),
        _ => Err(SettingError::ShiftCheck),
    }
}

/// Assumption: a weight of one kilogram is the one that a shop has or buys first.
#[expect(clippy::unnecessary_wraps, reason = "a shop may have none")]
fn reference_weight() -> Option<Grams> {
    Some(Grams(1_000))
}

/// Whether a text can be the name of a bench's set-up, and the end of its card's barcode.
pub fn is_station_name(name: &str) -> bool {
    let known = name
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    known && (1..=20).contains(&name.len())
}

/// Whether a text can be a bench's set-up; only the bench itself can read it.
fn is_station(value: &str) -> bool {
    let read: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(value);
    value.len() <= STATION_MAX && read.is_ok()
}

fn prefix(value: &str) -> Result<String, SettingError> {
    let known = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if known && (1..=8).contains(&value.len()) {
        Ok(value.to_owned())
    } else {
        Err(SettingError::Prefix)
    }
}

fn measure_patterns(value: &str) -> Result<Vec<MeasurePattern>, SettingError> {
    value
        .split_whitespace()
        .map(|pattern| pattern.parse().map_err(|_e| SettingError::VariableMeasure))
        .collect()
}

/// A time zone is stored by its IANA name.
mod zone {
    use chrono_tz::Tz;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes every field by reference"
    )]
    pub(super) fn serialize<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}
