//! Which parcels cross a customs border, what a declaration says of their goods, and what of it is missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::address::is_country;
use super::ids::Sku;
use super::order::{Order, OrderLine};
use super::settings::Sender;
use super::units::{Grams, Minor};

/// The member states of the European Union since 2020-02-01, and Monaco, which belongs to its customs territory.
///
/// Source: Regulation (EU) No 952/2013 (Union Customs Code), Article 4(1) and 4(2)(a).
const UNION: [&str; 28] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Parts of member states to which goods go with a customs declaration, by how their postcodes begin.
///
/// Outside the customs territory: Büsingen and Heligoland, Ceuta and Melilla, Livigno. Source: Regulation (EU)
/// No 952/2013, Article 4(1). Inside it, but outside the territory of the value added tax, so that the same
/// formalities apply by Article 1(3) of that Regulation: Mount Athos, the Canary Islands, the French
/// departments overseas, the Åland Islands, Campione d'Italia. Source: Directive 2006/112/EC, Article 6(1). The French
/// territories that begin with 98 are none of either; 980 is Monaco's own. Postcodes: the posts' own lists.
const APART: [(&str, &[&str]); 6] = [
    ("DE", &["78266", "27498"]),
    ("ES", &["35", "38", "51", "52"]),
    ("FI", &["22"]),
    (
        "FR",
        &[
            "97", "981", "982", "983", "984", "985", "986", "987", "988", "989",
        ],
    ),
    ("GR", &["63086", "63087"]),
    ("IT", &["23041", "22061"]),
];

/// Where customs formalities begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Territory<'a> {
    Union,
    /// A country outside, or a part of a member state by how its postcodes begin.
    Other(&'a str, &'a str),
}

/// Northern Ireland follows the Union's rules for goods; the Channel Islands and the Isle of Man have country codes
/// of their own and do not.
///
/// Source: Protocol on Ireland/Northern Ireland (Windsor Framework), Article 5.
fn territory<'a>(country: &'a str, postcode: &str) -> Territory<'a> {
    let postcode: String = postcode
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_uppercase())
        .collect();
    if country == "GB" && postcode.starts_with("BT") {
        return Territory::Union;
    }
    if !UNION.contains(&country) {
        return Territory::Other(country, "");
    }
    let parts = APART.iter().filter(|(state, _)| *state == country);
    let part = parts
        .flat_map(|(_, beginnings)| beginnings.iter())
        .find(|beginning| postcode.starts_with(**beginning));
    part.map_or(Territory::Union, |part| Territory::Other(country, part))
}

/// Whether a parcel of this order needs a customs declaration. One that is collected crosses no border.
pub fn needs_declaration(sender: &Sender, order: &Order) -> bool {
    let to = &order.recipient;
    !order.is_collected()
        && is_country(&to.country)
        && territory(&sender.country, &sender.postcode) != territory(&to.country, &to.postcode)
}

/// What customs want to know of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomsGoods {
    /// What it is, in English: "ceramic mug", not "gift".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its number in the Harmonized System: 6 digits, or up to 10 of a tariff built on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hs_code: String,
    /// ISO 3166-1 alpha-2 code of the country where it was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub origin: String,
}

impl CustomsGoods {
    /// Whether nobody has said anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The first that is missing or wrong, with what stands there.
    fn fault(&self) -> Option<(CustomsField, &str)> {
        if !self.description.chars().any(char::is_alphabetic) {
            return Some((CustomsField::Description, &self.description));
        }
        if !is_hs_code(&self.hs_code) {
            return Some((CustomsField::HsCode, &self.hs_code));
        }
        (!is_country(&self.origin)).then_some((CustomsField::Origin, &self.origin))
    }
}

/// Whether a number can be one of the Harmonized System: 6 to 10 digits in a chapter that is in use.
///
/// Source: Harmonized System 2022, table of contents: chapters 1 to 97, of which 77 is reserved. National tariffs add
/// two or four digits.
pub fn is_hs_code(code: &str) -> bool {
    let has_digits = (6..=10).contains(&code.len()) && code.bytes().all(|it| it.is_ascii_digit());
    let chapter = code.get(..2).and_then(|chapter| chapter.parse::<u8>().ok());
    has_digits && chapter.is_some_and(|chapter| (1..=97).contains(&chapter) && chapter != 77)
}

/// Whether a text can be an EORI number: a country's two letters and up to 15 more letters or digits.
///
/// Source: Delegated Regulation (EU) 2015/2446, Annex B, data element 13 01 017 000 (an..17).
pub fn is_eori(text: &str) -> bool {
    let (Some(country), Some(number)) = (text.get(..2), text.get(2..)) else {
        return false;
    };
    let is_number = number
        .bytes()
        .all(|it| it.is_ascii_digit() || it.is_ascii_uppercase());
    is_country(country) && is_number && (1..=15).contains(&number.len())
}

/// A part of what a declaration says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomsField {
    /// The sender's EORI number.
    Eori,
    /// What the goods are.
    Description,
    /// The number in the Harmonized System.
    HsCode,
    /// The country of origin.
    Origin,
    /// What a unit is worth.
    Value,
}

/// What keeps a declaration from being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomsFault {
    /// Which part.
    pub field: CustomsField,
    /// The product; `None` for what is the sender's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    /// As it stands there; empty is missing.
    pub value: String,
}

/// One product that goes into the box for a line of the order.
#[derive(Debug, Clone)]
pub struct Boxed {
    /// The product.
    pub sku: Sku,
    /// Units for the whole line.
    pub units: u32,
    /// Weight of a unit; zero is not known.
    pub weight: Grams,
    /// What customs want to know of it.
    pub customs: CustomsGoods,
}

/// A line of the order with what goes into the box for it: the product itself, or a kit's parts.
pub type BoxedLine<'a> = (&'a OrderLine, Vec<Boxed>);

/// What all units of a product in an order are worth together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Worth {
    /// Their value in the order's currency.
    pub value: Minor,
    /// How many they are.
    pub units: u64,
}

impl Worth {
    /// What so many of these units are worth, rounded down. All of them are worth everything.
    pub fn of(self, units: u32) -> Minor {
        let share = i128::from(self.value.0) * i128::from(units) / i128::from(self.units.max(1));
        Minor(i64::try_from(share).unwrap_or(i64::MAX))
    }
}

/// The first thing that keeps the declaration of an order from being made.
pub fn fault(sender: &Sender, order: &Order, lines: &[BoxedLine<'_>]) -> Option<CustomsFault> {
    if !is_eori(&sender.eori) {
        return Some(CustomsFault {
            field: CustomsField::Eori,
            sku: None,
            value: sender.eori.clone(),
        });
    }
    let of = |sku: &Sku, (field, value): (CustomsField, &str)| CustomsFault {
        field,
        sku: Some(sku.clone()),
        value: value.to_owned(),
    };
    let goods = lines.iter().flat_map(|(_, goods)| goods);
    if let Some(fault) = goods
        .clone()
        .find_map(|it| Some(of(&it.sku, it.customs.fault()?)))
    {
        return Some(fault);
    }
    let priceless = lines
        .iter()
        .find(|it| line_value(order, lines, it).is_none())?;
    Some(of(&priceless.0.sku, (CustomsField::Value, "")))
}

/// What the goods of an order are worth, by product; those without a value are left out.
///
/// A line is worth its units' value; in an order of one line that says none, all that the order is worth. A kit's
/// value is shared among its parts by weight. Assumption: what is heavier is dearer; a shop that declares otherwise
/// sells the parts on lines of their own.
pub fn worth(order: &Order, lines: &[BoxedLine<'_>]) -> BTreeMap<Sku, Worth> {
    let mut worth: BTreeMap<Sku, Worth> = BTreeMap::new();
    for line in lines {
        let Some(value) = line_value(order, lines, line) else {
            continue;
        };
        let knows_weights = line.1.iter().all(|it| it.weight > Grams(0));
        let share = |it: &Boxed| {
            let weight = if knows_weights { it.weight.0 } else { 1 };
            i128::from(it.units) * i128::from(weight)
        };
        let mut all: i128 = line.1.iter().map(share).sum();
        let mut left = i128::from(value.0);
        for it in &line.1 {
            // The last one gets what is left, so that nothing is lost by rounding.
            let part = left * share(it) / all.max(1);
            left -= part;
            all -= share(it);
            let known = worth.entry(it.sku.clone()).or_default();
            let part = i64::try_from(part).unwrap_or(i64::MAX);
            known.value = Minor(known.value.0.saturating_add(part));
            known.units = known.units.saturating_add(u64::from(it.units));
        }
    }
    worth
}

fn line_value(order: &Order, lines: &[BoxedLine<'_>], (line, _): &BoxedLine<'_>) -> Option<Minor> {
    let value = match line.unit_value {
        Some(unit) => Minor(unit.0.saturating_mul(i64::from(line.quantity))),
        None if lines.len() == 1 => order.value,
        None => return None,
    };
    (value > Minor(0)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Recipient;

    fn sender() -> Sender {
        Sender {
            country: "PL".to_owned(),
            postcode: "00-950".to_owned(),
            eori: "PL525000000000000".to_owned(),
            ..Sender::default()
        }
    }

    fn order(country: &str, postcode: &str, lines: &[(&str, u32, Option<i64>)]) -> Order {
        Order {
            order_no: "ZAM-1".into(),
            channel: String::new(),
            customer: String::new(),
            paid_at: None,
            delivery_method: "dpd_courier".to_owned(),
            locker: String::new(),
            recipient: Recipient {
                country: country.to_owned(),
                postcode: postcode.to_owned(),
                ..Recipient::default()
            },
            value: Minor(10_000),
            currency: "EUR".to_owned(),
            tags: vec![],
            note: String::new(),
            documents: vec![],
            cancelled: false,
            service_level: String::new(),
            cash_on_delivery: None,
            lines: (1..)
                .zip(lines)
                .map(|(line, (sku, quantity, value))| OrderLine {
                    line,
                    sku: (*sku).into(),
                    quantity: *quantity,
                    unit_value: value.map(Minor),
                })
                .collect(),
        }
    }

    fn boxed(sku: &str, units: u32, weight: i64) -> Boxed {
        Boxed {
            sku: sku.into(),
            units,
            weight: Grams(weight),
            customs: CustomsGoods {
                description: "ceramic mug".to_owned(),
                hs_code: "691110".to_owned(),
                origin: "PL".to_owned(),
            },
        }
    }

    #[test]
    fn the_border_runs_where_the_formalities_begin() {
        let crosses = |country: &str, postcode: &str| {
            needs_declaration(&sender(), &order(country, postcode, &[]))
        };
        for (country, postcode) in [
            ("PL", "30-001"),
            ("DE", "10115"),
            ("DE", "78267"),
            ("ES", "28001"),
            ("FI", "00100"),
            ("FR", "75001"),
            ("FR", "98000"),
            ("MC", "98000"),
            ("IT", "00118"),
            ("GR", "10431"),
            ("GB", "BT1 5GS"),
            ("GB", "bt15gs"),
        ] {
            assert!(!crosses(country, postcode), "{country} {postcode}");
        }
        for (country, postcode) in [
            ("GB", "SW1A 1AA"),
            ("GB", ""),
            ("CH", "8001"),
            ("UA", "01001"),
            ("NO", "0150"),
            ("US", "10001"),
            ("AX", "22100"),
            ("FI", "22100"),
            ("DE", "78266"),
            ("DE", "27498"),
            ("ES", "35001"),
            ("ES", "38 001"),
            ("ES", "51001"),
            ("ES", "52001"),
            ("FR", "97110"),
            ("FR", "98800"),
            ("RE", "97400"),
            ("GR", "63086"),
            ("GR", "630 86"),
            ("IT", "23041"),
            ("JE", "JE2 3AB"),
            ("GG", "GY1 1AA"),
            ("IM", "IM1 1AA"),
            ("XK", "10000"),
        ] {
            assert!(crosses(country, postcode), "{country} {postcode}");
        }
    }

    #[test]
    fn a_shop_outside_declares_what_goes_into_the_union_and_not_what_stays() {
        let swiss = Sender {
            country: "CH".to_owned(),
            ..sender()
        };
        assert!(needs_declaration(&swiss, &order("DE", "10115", &[])));
        assert!(!needs_declaration(&swiss, &order("CH", "8001", &[])));
    }

    #[test]
    fn a_collected_order_crosses_no_border() {
        let mut collected = order("CH", "8001", &[]);
        "pickup".clone_into(&mut collected.delivery_method);
        assert!(!needs_declaration(&sender(), &collected));
    }

    #[test]
    fn numbers_of_the_harmonized_system_and_of_traders_are_told_from_what_is_none() {
        for code in ["691110", "69111000", "6911100090", "010121", "970191"] {
            assert!(is_hs_code(code), "{code}");
        }
        for code in [
            "",
            "6911",
            "69111",
            "00691110",
            "770000",
            "980100",
            "69111O",
            "69111000901",
        ] {
            assert!(!is_hs_code(code), "{code}");
        }
        assert!(is_eori("PL525000000000000") && is_eori("GB123456789000") && is_eori("DE1"));
        for number in [
            "",
            "PL",
            "PL-525",
            "pl525",
            "ZZ123",
            "PL5250000000000001",
            "Ł1",
        ] {
            assert!(!is_eori(number), "{number}");
        }
    }

    #[test]
    fn each_part_that_is_missing_or_wrong_is_named_with_its_product() {
        let order = order(
            "CH",
            "8001",
            &[("MUG-01", 2, Some(900)), ("TEA-01", 1, None)],
        );
        let [mug, tea] = order.lines.as_slice() else {
            unreachable!("two lines")
        };
        let lines = |change: fn(&mut Boxed)| {
            let mut last = boxed("TEA-01", 1, 120);
            change(&mut last);
            vec![(mug, vec![boxed("MUG-01", 2, 320)]), (tea, vec![last])]
        };
        let found = |change: fn(&mut Boxed)| {
            let fault = fault(&sender(), &order, &lines(change)).unwrap();
            (fault.field, fault.sku.unwrap().0, fault.value)
        };
        let tea = |field, value: &str| (field, "TEA-01".to_owned(), value.to_owned());
        assert_eq!(
            found(|it| it.customs.description = " ".to_owned()),
            tea(CustomsField::Description, " ")
        );
        assert_eq!(
            found(|it| it.customs.hs_code = "0902".to_owned()),
            tea(CustomsField::HsCode, "0902")
        );
        assert_eq!(
            found(|it| it.customs.origin.clear()),
            tea(CustomsField::Origin, "")
        );
        assert_eq!(found(|_| {}), tea(CustomsField::Value, ""));
        let nobody = Sender {
            eori: String::new(),
            ..sender()
        };
        let first = fault(&nobody, &order, &lines(|_| {})).unwrap();
        assert_eq!((first.field, first.sku), (CustomsField::Eori, None));
    }

    #[test]
    fn an_order_of_one_line_is_worth_what_the_order_is() {
        let order = order("CH", "8001", &[("MUG-01", 3, None)]);
        let lines: Vec<BoxedLine<'_>> = order
            .lines
            .iter()
            .map(|line| (line, vec![boxed("MUG-01", 3, 320)]))
            .collect();
        assert_eq!(fault(&sender(), &order, &lines), None);
        let worth = worth(&order, &lines);
        let mug = worth.get(&"MUG-01".into()).copied().unwrap();
        assert_eq!(
            (mug.of(1), mug.of(2), mug.of(3)),
            (Minor(3_333), Minor(6_666), Minor(10_000))
        );
    }

    proptest::proptest! {
        /// Whatever a kit consists of, its parts are worth what the kit is, to the last cent.
        #[test]
        fn a_kit_s_value_is_shared_among_its_parts_and_nothing_is_lost(
            parts in proptest::collection::vec((1_u32..9, 0_i64..5_000), 1..6),
            quantity in 1_u32..50,
            value in 1_i64..1_000_000,
        ) {
            let order = order("CH", "8001", &[("SET-01", quantity, Some(value))]);
            let goods: Vec<Boxed> = (0..)
                .zip(parts)
                .map(|(at, (units, weight))| boxed(&format!("P-{at}"), units * quantity, weight))
                .collect();
            let lines: Vec<BoxedLine<'_>> = order.lines.iter().map(|line| (line, goods.clone())).collect();
            let worth = worth(&order, &lines);
            let of = |it: &Boxed| worth.get(&it.sku).copied().unwrap_or_default();
            let all: i64 = goods.iter().map(|it| of(it).of(it.units).0).sum();
            proptest::prop_assert_eq!(all, value * i64::from(quantity));
            for it in &goods {
                proptest::prop_assert!(of(it).value >= Minor(0));
            }
        }
    }
}
