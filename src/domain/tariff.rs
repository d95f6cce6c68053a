//! What each carrier service takes for a parcel, and how large and heavy a parcel of it may be.
//!
//! A row of the price list is a price up to a weight, for parcels up to a size. Of the rows that take a parcel the
//! cheapest counts, so a dearer row for larger parcels stands beside the usual one. Where a service has rows for the
//! parcel's country, these alone count; else its rows without a country. A service without rows has no limits but the
//! lockers', and costs what the settings say.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::PackagingCode;
use super::packaging::{LOCKER_MAX, LOCKER_MAX_GROSS, Packaging};
use super::packing::LONGEST;
use super::packing::carrier::{LOCKERS, Service, prices};
use super::settings::{SettingError, Settings};
use super::units::{Grams, Minor, SizeMm};

/// What the keys of price-list rows begin with among the settings.
const KEY: &str = "tariff.";

/// What stands for the price of a row that counts no more.
const WITHDRAWN: &str = "withdrawn";

/// Heaviest parcel that a row may be for: ten tonnes, more than any pallet.
pub const MOST_GRAMS: i64 = 10_000_000;

/// Highest price in minor units. Assumption: ten thousand of the currency is a mistake for a parcel.
pub const MOST_PRICE: i64 = 1_000_000;

/// Longest side and girth in millimetres that a row may allow: no parcel has more.
pub const MOST_MM: i64 = 5 * LONGEST;

/// Largest divisor. Assumption: carriers have 4000 to 6000; 1 is already absurd.
pub const MOST_DIVISOR: i64 = 100_000;

/// How a parcel goes out, as far as it says which packaging will do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Whether it goes to a parcel locker.
    pub to_locker: bool,
    /// The carrier service; empty is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// Where it goes: ISO 3166-1 alpha-2 code in capitals; empty is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Way {
    /// To a locker, or not, by a service that nobody has named.
    pub fn by_default(to_locker: bool) -> Self {
        Self {
            to_locker,
            ..Self::default()
        }
    }

    /// By this service to the same country.
    #[must_use]
    pub fn by(&self, service: &str) -> Self {
        Self {
            to_locker: service.ends_with("_locker"),
            service: service.to_owned(),
            country: self.country.clone(),
        }
    }
}

/// What a row of the price list is about. Rows with the same are the same row: the later one counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowKey {
    /// The carrier service.
    pub service: String,
    /// ISO 3166-1 alpha-2 code in capitals; empty for all countries without rows of their own.
    pub country: String,
    /// Largest outer sides in millimetres, longest first; none when only the other limits count.
    pub size: Option<[u32; 3]>,
    /// Heaviest weight that counts, in grams.
    pub up_to: i64,
    /// Longest side plus twice the other two at most, in millimetres.
    pub girth: Option<u32>,
    /// Longest side at most, in millimetres.
    pub side: Option<u32>,
}

impl RowKey {
    /// Reads the key of a setting; `None` when it is none of the price list.
    pub fn read(key: &str) -> Option<Result<Self, SettingError>> {
        let mut parts = key.strip_prefix(KEY)?.rsplitn(6, '.');
        let (side, girth, up_to) = (parts.next()?, parts.next()?, parts.next()?);
        let (size, country, service) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self::of_parts([service, country, size, up_to, girth, side]))
    }

    fn of_parts(
        [service, country, size, up_to, girth, side]: [&str; 6],
    ) -> Result<Self, SettingError> {
        if service.is_empty() {
            return Err(SettingError::Tariff);
        }
        Ok(Self {
            service: service.to_owned(),
            country: read_country(country)?,
            size: read_size(size)?,
            up_to: number(up_to, MOST_GRAMS)?,
            girth: millimetres(girth)?,
            side: millimetres(side)?,
        })
    }
}

impl fmt::Display for RowKey {
    /// The key of the setting: `tariff.inpost_locker.PL.640x380x80.25000..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KEY}{}.{}.", self.service, self.country)?;
        if let Some([long, middle, short]) = self.size {
            write!(f, "{long}x{middle}x{short}")?;
        }
        write!(f, ".{}.", self.up_to)?;
        if let Some(girth) = self.girth {
            write!(f, "{girth}")?;
        }
        f.write_str(".")?;
        match self.side {
            Some(side) => write!(f, "{side}"),
            None => Ok(()),
        }
    }
}

/// What a row says of its parcels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// What the carrier takes.
    pub price: Minor,
    /// Cubic centimetres that count as a kilogram; none when only the scale counts.
    pub divisor: Option<u32>,
}

impl Charge {
    /// Reads the value of a setting; `None` is a row that is withdrawn and counts no more.
    pub fn read(value: &str) -> Result<Option<Self>, SettingError> {
        if is_withdrawn(value) {
            return Ok(None);
        }
        let (price, divisor) = value.split_once(' ').unwrap_or((value, ""));
        let price: i64 = price.parse().map_err(|_e| SettingError::Tariff)?;
        if !(0..=MOST_PRICE).contains(&price) {
            return Err(SettingError::Tariff);
        }
        let divisor = match divisor {
            "" => None,
            divisor => u32::try_from(number(divisor, MOST_DIVISOR)?).ok(),
        };
        Ok(Some(Self {
            price: Minor(price),
            divisor,
        }))
    }

    /// The value of the setting that holds it.
    pub fn value(charge: Option<Self>) -> String {
        match charge {
            None => WITHDRAWN.to_owned(),
            Some(Self {
                price,
                divisor: None,
            }) => price.0.to_string(),
            Some(Self {
                price,
                divisor: Some(divisor),
            }) => format!("{} {divisor}", price.0),
        }
    }
}

/// Whether a price says that its row counts no more.
pub fn is_withdrawn(price: &str) -> bool {
    matches!(price.to_lowercase().as_str(), WITHDRAWN | "wycofane")
}

/// A country of two letters in capitals; empty is none.
pub fn read_country(text: &str) -> Result<String, SettingError> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if text.is_empty() || is_code {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(SettingError::TariffCountry)
    }
}

/// The compartment of a locker by its letter, or three sides as `600x400x300`, longest first; empty is none.
pub fn read_size(text: &str) -> Result<Option<[u32; 3]>, SettingError> {
    let compartment = match text.to_ascii_uppercase().as_str() {
        "" => return Ok(None),
        "A" => Some(0),
        "B" => Some(1),
        "C" => Some(2),
        _ => None,
    };
    let sides: Vec<u32> = match compartment.and_then(|place: usize| LOCKERS.get(place)) {
        Some(sides) => sides
            .iter()
            .filter_map(|side| u32::try_from(*side).ok())
            .collect(),
        None => text
            .split(['x', 'X', '×'])
            .filter_map(|side| side.trim().parse().ok())
            .filter(|side| (1..=LONGEST).contains(&i64::from(*side)))
            .collect(),
    };
    let is_whole = compartment.is_some() || text.split(['x', 'X', '×']).count() == 3;
    let mut sides: [u32; 3] = sides.try_into().map_err(|_e| SettingError::TariffSize)?;
    if !is_whole {
        return Err(SettingError::TariffSize);
    }
    sides.sort_unstable_by(|a, b| b.cmp(a));
    Ok(Some(sides))
}

fn number(text: &str, most: i64) -> Result<i64, SettingError> {
    let number: Option<i64> = text.parse().ok();
    number
        .filter(|number| (1..=most).contains(number))
        .ok_or(SettingError::Tariff)
}

fn millimetres(text: &str) -> Result<Option<u32>, SettingError> {
    match text {
        "" => Ok(None),
        text => Ok(u32::try_from(number(text, MOST_MM)?).ok()),
    }
}

/// One row of the price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TariffRow {
    key: RowKey,
    charge: Charge,
}

/// The price lists of all services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariffs {
    /// The rows of each service, sorted by their keys.
    rows: BTreeMap<String, Vec<TariffRow>>,
}

impl Tariffs {
    /// Whether the shop has no price list.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes one setting; `None` when it is none of the price list.
    pub fn set(&mut self, key: &str, value: &str) -> Option<Result<(), SettingError>> {
        let read = RowKey::read(key)?;
        Some(read.and_then(|key| {
            let charge = Charge::read(value)?;
            self.put(key, charge);
            Ok(())
        }))
    }

    /// Puts a row in the place of the one with the same key; without a charge it is taken away.
    pub fn put(&mut self, key: RowKey, charge: Option<Charge>) {
        let rows = self.rows.entry(key.service.clone()).or_default();
        let found = rows.binary_search_by(|row| row.key.cmp(&key));
        match (found, charge) {
            (Ok(at), None) => drop(rows.remove(at)),
            (Ok(at), Some(charge)) => {
                if let Some(row) = rows.get_mut(at) {
                    row.charge = charge;
                }
            }
            (Err(at), Some(charge)) => rows.insert(at, TariffRow { key, charge }),
            (Err(_), None) => {}
        }
        self.rows.retain(|_, rows| !rows.is_empty());
    }

    /// The rows for a service to a country.
    fn rows_for(&self, way: &Way) -> Vec<&TariffRow> {
        let rows = self.rows.get(&way.service).map_or(&[][..], Vec::as_slice);
        let to = |country: &str| -> Vec<&TariffRow> {
            let mut found: Vec<&TariffRow> = Vec::new();
            found.extend(rows.iter().filter(|row| row.key.country == country));
            found
        };
        let own = to(&way.country);
        if own.is_empty() { to("") } else { own }
    }
}

impl TariffRow {
    fn service(&self, to_locker: bool) -> Service {
        let (key, any) = (&self.key, i64::from(u32::MAX));
        let side = key.side.map_or(any, i64::from);
        let size = key.size.map_or([any; 3], |size| size.map(i64::from));
        let mut largest = size.map(|most| most.min(side));
        let mut gross_max = key.up_to;
        if to_locker {
            let locker = LOCKER_MAX.sides_longest_first().map(i64::from);
            for (side, most) in largest.iter_mut().zip(locker) {
                *side = (*side).min(most);
            }
            gross_max = gross_max.min(LOCKER_MAX_GROSS.0);
        }
        Service {
            largest: (largest != [any; 3]).then_some(largest),
            girth_max: key.girth.map(i64::from),
            gross_max: Some(gross_max),
            divisor: self.charge.divisor.map(i64::from),
            prices: vec![(key.up_to, self.charge.price.0)],
        }
    }
}

/// What keeps a service from taking a parcel in some packaging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit")]
pub enum CarrierLimit {
    /// A side, or two of them, are too long.
    Size {
        /// Its outer sides in millimetres, longest first.
        found: [u32; 3],
        /// The largest that are taken.
        most: [u32; 3],
    },
    /// Its longest side alone is too long.
    Side {
        /// In millimetres.
        found: u32,
        /// The longest that is taken.
        most: u32,
    },
    /// Longest side and twice the other two are too much together.
    Girth {
        /// In millimetres.
        found: u32,
        /// The most that is taken.
        most: u32,
    },
    /// It counts as heavier than the service takes, by its size.
    SizeWeight {
        /// What it counts as.
        found: Grams,
        /// The most that is taken.
        most: Grams,
    },
    /// Packaging and goods are too heavy.
    Gross {
        /// The heaviest parcel that is taken in this packaging.
        most: Grams,
    },
}

/// A parcel that a carrier service does not take in this packaging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCarried {
    /// The packaging.
    pub packaging: PackagingCode,
    /// The service.
    pub service: String,
    /// What of it is too much.
    pub limit: CarrierLimit,
    /// A packaging that the service takes, where one holds the goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<PackagingCode>,
}

/// What a way out takes, and at which price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carriage {
    services: Vec<Service>,
    /// Whether the shop has a price list for it.
    pub is_priced: bool,
}

impl Settings {
    /// What a way out takes, and at which price.
    pub fn carriage(&self, way: &Way) -> Carriage {
        let rows = self.tariffs.rows_for(way);
        let is_priced = !rows.is_empty();
        let services = if is_priced {
            rows.iter().map(|row| row.service(way.to_locker)).collect()
        } else if way.to_locker {
            let compartments = LOCKERS.into_iter().zip(self.locker_prices);
            compartments
                .map(|(largest, price)| Service::locker(largest, price.0))
                .collect()
        } else {
            vec![Service {
                prices: vec![(i64::MAX, self.parcel_price.0)],
                ..Service::default()
            }]
        };
        Carriage {
            services,
            is_priced,
        }
    }
}

impl Carriage {
    /// The heaviest gross weight in this packaging; `None` when it may not go out this way at all.
    pub fn max_gross(&self, packaging: &Packaging) -> Option<Grams> {
        let outer = outer(packaging.outer);
        let mut heaviest = self.services.iter().filter_map(|it| it.heaviest(outer));
        let first = heaviest.next()?;
        let most = heaviest.fold(first, i64::max);
        Some(packaging.max_gross.min(Grams(most)))
    }

    /// Whether this packaging may go out this way at all.
    pub fn takes(&self, packaging: &Packaging) -> bool {
        self.max_gross(packaging).is_some()
    }

    /// What the carrier takes for a parcel of this weight in this packaging; `None` when it does not take it.
    pub fn price(&self, packaging: &Packaging, gross: Grams) -> Option<Minor> {
        let outer = outer(packaging.outer);
        let each = self.services.iter();
        let each = each.filter_map(|service| service.price(outer, gross.0));
        each.min().map(Minor)
    }

    /// What a parcel in this packaging costs up to each gross weight, packaging included, for the search.
    pub fn costs(&self, packaging: &Packaging) -> Vec<(i64, i64)> {
        prices(
            outer(packaging.outer),
            packaging.cost.0,
            packaging.max_gross.0,
            Some(&self.services),
        )
    }

    /// The limit that the packaging breaks. Of several rows the one that comes nearest to taking it says it.
    pub fn broken(&self, packaging: &Packaging) -> Option<CarrierLimit> {
        if self.takes(packaging) {
            return None;
        }
        let sides = packaging.outer.sides_longest_first();
        let broken = self.services.iter().filter_map(|it| broken(it, sides));
        broken.max_by_key(CarrierLimit::rank)
    }
}

impl CarrierLimit {
    /// How near a row with this limit comes to taking the parcel.
    fn rank(&self) -> (u8, i64) {
        let most = |sides: [u32; 3]| sides.into_iter().map(i64::from).sum();
        match self {
            Self::Size { most: sides, .. } => (0, most(*sides)),
            Self::Side { most, .. } => (1, i64::from(*most)),
            Self::Girth { most, .. } => (2, i64::from(*most)),
            Self::SizeWeight { most, .. } => (3, most.0),
            Self::Gross { most } => (4, most.0),
        }
    }
}

fn broken(service: &Service, found: [u32; 3]) -> Option<CarrierLimit> {
    let small = |side: i64| u32::try_from(side).unwrap_or(u32::MAX);
    let sides = found.map(i64::from);
    if let Some(largest) = service.largest {
        let mut most = largest.map(small);
        most.sort_unstable_by(|a, b| b.cmp(a));
        let ([long, ..], [longest, .., shortest]) = (found, most);
        if long > longest && longest == shortest {
            return Some(CarrierLimit::Side {
                found: long,
                most: longest,
            });
        }
        if found.iter().zip(most).any(|(found, most)| *found > most) {
            return Some(CarrierLimit::Size { found, most });
        }
    }
    let [long, middle, short] = sides;
    let girth = long + 2 * (middle + short);
    if let Some(most) = service.girth_max.filter(|most| girth > *most) {
        return Some(CarrierLimit::Girth {
            found: small(girth),
            most: small(most),
        });
    }
    let counted = service.size_weight(sides);
    let most = service.prices.last().map_or(0, |(to, _)| *to);
    (counted > most).then_some(CarrierLimit::SizeWeight {
        found: Grams(counted),
        most: Grams(most),
    })
}

fn outer(size: SizeMm) -> [i64; 3] {
    [size.length, size.width, size.height].map(i64::from)
}
