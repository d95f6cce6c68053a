//! Tracking numbers: whose parcel is this, as far as the number itself tells.
//!
//! Forms overlap, and some carriers publish no check digit; so a number can be several carriers' at
//! once. All of them are told, the proved ones first, and nobody guesses: which one it is, the order
//! on the screen says.
//!
//! Source: for each form its own line; those of UPS, `FedEx`, DHL Express, DHL eCommerce and S10 agree
//! with the collection `tracking_number_data` 2.0.

use serde::Serialize;

use super::code_lists;
use super::gs1::check_digit;

/// Who carries a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// InPost, lockers and couriers.
    Inpost,
    /// DPD.
    Dpd,
    /// DHL: Express, parcels and eCommerce.
    Dhl,
    /// GLS.
    Gls,
    /// Poczta Polska and Pocztex.
    PocztaPolska,
    /// UPS.
    Ups,
    /// `FedEx`.
    #[serde(rename = "fedex")]
    FedEx,
    /// The post of another country, by the rules of the Universal Postal Union.
    Post,
}

/// What a number is by one reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tracking {
    /// Who carries it.
    pub carrier: Carrier,
    /// The form of number, in the carrier's own words.
    pub form: &'static str,
    /// Its check digit was computed and is right. Otherwise only length and characters fit.
    pub proved: bool,
}

/// The rule by which the last character follows from the others.
#[derive(Clone, Copy)]
enum Check {
    /// There is none, or none that is public.
    None,
    /// As under GS1: 3 and 1 from the right, modulo 10.
    Gs1,
    /// The same with `92` in front.
    Gs1Behind92,
    /// These weights from the left, modulo 11, then modulo 10.
    Weights(&'static [u32]),
    /// The number before it, modulo 7.
    Modulo7,
    /// Two characters of a circle of 37 and 36. Source: ISO/IEC 7064, MOD 37,36.
    Circle,
    /// 3 and 1 from the left, and 1 more, modulo 10.
    GlsSum,
    /// 4 and 9 from the left, modulo 10.
    Identcode,
    /// Every second place doubled, letters as digits, modulo 10.
    UpsSum,
    /// 8 6 4 2 3 5 9 7, modulo 11.
    Postal,
}

/// One form of number.
struct Form {
    carrier: Carrier,
    name: &'static str,
    /// `9` a digit, `A` a capital, `*` either of them; anything else stands for itself.
    pattern: &'static str,
    /// Characters, from and to, of which the last is checked by the others.
    checked: (usize, usize),
    check: Check,
}

const fn form(
    carrier: Carrier,
    name: &'static str,
    pattern: &'static str,
    checked: (usize, usize),
    check: Check,
) -> Form {
    Form {
        carrier,
        name,
        pattern,
        checked,
        check,
    }
}

const FEDEX_EXPRESS: &[u32] = &[3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1];
const FEDEX_LONG: &[u32] = &[1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1];

/// All forms; `#` in a pattern is a nine that stands for itself.
#[rustfmt::skip]
const FORMS: &[Form] = &[
    // Source: UPS, Guide to Labeling, 1Z tracking number.
    form(Carrier::Ups, "1Z", "1Z****************", (2, 18), Check::UpsSum),
    // Source: FedEx Ground and FedEx Express label specifications.
    form(Carrier::FedEx, "Express", "999999999999", (0, 12), Check::Weights(FEDEX_EXPRESS)),
    form(Carrier::FedEx, "Express of 34 digits", "1009999999999999999999999999999999", (20, 34), Check::Weights(FEDEX_LONG)),
    form(Carrier::FedEx, "Ground", "999999999999999", (0, 15), Check::Gs1),
    form(Carrier::FedEx, "Ground 96", "#699999999999999999999", (7, 22), Check::Gs1),
    form(Carrier::FedEx, "Ground of 34 digits", "#699999999999999999999999999999999", (20, 34), Check::Weights(FEDEX_LONG)),
    form(Carrier::FedEx, "Ground under an SSCC", "009999999999999999", (0, 18), Check::Gs1),
    form(Carrier::FedEx, "SmartPost", "#299999999999999999999", (0, 22), Check::Gs1),
    form(Carrier::FedEx, "SmartPost without 92", "99999999999999999999", (0, 20), Check::Gs1Behind92),
    // Source: DPD parcel label specification 2.4.1: postcode, parcel number, service, country.
    form(Carrier::Dpd, "label code", "999999999999999999999999999*", (0, 28), Check::Circle),
    form(Carrier::Dpd, "label code", "%*******9999999999999*999999", (0, 0), Check::None),
    form(Carrier::Dpd, "parcel number with check character", "9999999999999**", (0, 15), Check::Circle),
    form(Carrier::Dpd, "parcel number", "9999999999999*", (0, 0), Check::None),
    // Source: DHL Express, waybills and pieces; DHL Paket, check digits of Identcode and parcel number.
    form(Carrier::Dhl, "Express", "9999999999", (0, 10), Check::Modulo7),
    form(Carrier::Dhl, "Express", "99999999999", (0, 11), Check::Modulo7),
    form(Carrier::Dhl, "Express piece", "JAA999999999", (0, 0), Check::None),
    form(Carrier::Dhl, "Express piece", "JAA9999999999", (0, 0), Check::None),
    form(Carrier::Dhl, "Express piece", "JAAA999999999", (0, 0), Check::None),
    form(Carrier::Dhl, "Express piece", "JAAA9999999999", (0, 0), Check::None),
    form(Carrier::Dhl, "Paket", "00349999999999999999", (2, 20), Check::Gs1),
    form(Carrier::Dhl, "Identcode", "999999999999", (0, 12), Check::Identcode),
    // Source: GLS, parcel numbers; some countries use the plain check of GS1 instead.
    form(Carrier::Gls, "parcel number", "999999999999", (0, 12), Check::GlsSum),
    form(Carrier::Gls, "parcel number", "999999999999", (0, 12), Check::Gs1),
    form(Carrier::Gls, "parcel number without check digit", "99999999999", (0, 0), Check::None),
    form(Carrier::Gls, "Track-ID", "********", (0, 0), Check::None),
    // Source: Poczta Polska, identification of parcels (SSCC under its company prefix); Pocztex labels.
    form(Carrier::PocztaPolska, "parcel number", "0095#007739999999999", (2, 20), Check::Gs1),
    form(Carrier::PocztaPolska, "Pocztex", "PX9999999999", (0, 0), Check::None),
    // Source: InPost ShipX; no check digit is public.
    form(Carrier::Inpost, "parcel number", "999999999999999999999999", (0, 0), Check::None),
    // Source: UPU S10-12, identification of postal items.
    form(Carrier::Post, "S10", "AA999999999AA", (2, 11), Check::Postal),
];

/// Codes of DHL eCommerce before their digits, of which there are 10 to 39.
///
/// Source: the collection named above.
const DHL_ECOMMERCE: [&str; 10] = ["GM", "LX", "RX", "UV", "CN", "SG", "TH", "IN", "HK", "MY"];

/// Every carrier whose number this could be, the proved ones first. Blanks do not count.
///
/// A form with a check digit that is wrong is none.
///
/// ```
/// # use pakownia::domain::tracking::{Carrier, candidates};
/// let found = candidates("1Z 5R8 939 0357567127");
/// assert_eq!(found[0].carrier, Carrier::Ups);
/// assert!(found[0].proved);
/// ```
pub fn candidates(code: &str) -> Vec<Tracking> {
    let number: String = code.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let mut found: Vec<Tracking> = FORMS
        .iter()
        .filter(|form| has_form(form.pattern, &number))
        .filter_map(|form| reading_of(form, &number))
        .collect();
    if is_dhl_ecommerce(&number) {
        found.push(Tracking {
            carrier: Carrier::Dhl,
            form: "eCommerce",
            proved: false,
        });
    }
    found.dedup_by(|one, other| one.carrier == other.carrier && one.form == other.form);
    found.sort_by_key(|tracking| !tracking.proved);
    found
}

fn reading_of(form: &Form, number: &str) -> Option<Tracking> {
    let proved = !matches!(form.check, Check::None);
    if proved && !form.check.holds(number, form.checked) {
        return None;
    }
    let carrier = match form.carrier {
        Carrier::Post if number.ends_with("PL") => Carrier::PocztaPolska,
        Carrier::Post if !code_lists::is_country(number.get(11..)?) => return None,
        carrier => carrier,
    };
    // Eight capitals are a word, and eight digits a date or a small trade item.
    if form.name == "Track-ID" && !is_mixed(number) {
        return None;
    }
    Some(Tracking {
        carrier,
        form: form.name,
        proved,
    })
}

fn is_mixed(number: &str) -> bool {
    number.bytes().any(|byte| byte.is_ascii_digit())
        && number.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_dhl_ecommerce(number: &str) -> bool {
    let digits = DHL_ECOMMERCE
        .iter()
        .find_map(|code| number.strip_prefix(code));
    digits.is_some_and(|digits| {
        (10..=39).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn has_form(pattern: &str, number: &str) -> bool {
    pattern.len() == number.len()
        && pattern
            .bytes()
            .zip(number.bytes())
            .all(|(wanted, byte)| match wanted {
                b'9' => byte.is_ascii_digit(),
                b'A' => byte.is_ascii_uppercase(),
                b'*' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
                b'#' => byte == b'9',
                other => byte == other,
            })
}

impl Check {
    /// Whether the last of these characters follows from the others.
    fn holds(self, number: &str, (from, to): (usize, usize)) -> bool {
        let (Some(body), Some(last)) = (number.get(from..to - 1), number.get(to - 1..to)) else {
            return false;
        };
        let expected = match self {
            Self::None => return true,
            Self::Circle => return circle(body).is_some_and(|sign| last.starts_with(sign)),
            Self::Gs1 => check_digit(body).ok().map(u32::from),
            Self::Gs1Behind92 => check_digit(&format!("92{body}")).ok().map(u32::from),
            Self::Modulo7 => body
                .parse::<u64>()
                .ok()
                .and_then(|number| u32::try_from(number % 7).ok()),
            Self::Weights(weights) => Some(weighted(body, weights) % 11 % 10),
            Self::GlsSum => Some((10 - (weighted(body, &ALTERNATING) + 1) % 10) % 10),
            Self::Identcode => Some((10 - weighted(body, &FOUR_AND_NINE) % 10) % 10),
            Self::UpsSum => Some((10 - weighted(body, &ONE_AND_TWO) % 10) % 10),
            Self::Postal => Some(match weighted(body, &POSTAL) % 11 {
                0 => 5,
                1 => 0,
                remainder => 11 - remainder,
            }),
        };
        // UPS allows a letter here, which counts as a digit like the others.
        let found = last.chars().next().map(digit_of);
        expected.is_some() && expected == found
    }
}

const ALTERNATING: [u32; 11] = [3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3];
const FOUR_AND_NINE: [u32; 11] = [4, 9, 4, 9, 4, 9, 4, 9, 4, 9, 4];
const ONE_AND_TWO: [u32; 15] = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
const POSTAL: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];

fn weighted(body: &str, weights: &[u32]) -> u32 {
    body.chars()
        .map(digit_of)
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// A digit, or the digit that UPS has a letter stand for: A is 2, B is 3, and so round.
fn digit_of(character: char) -> u32 {
    character
        .to_digit(10)
        .unwrap_or_else(|| (u32::from(character).saturating_sub(3)) % 10)
}

/// The check character after ISO/IEC 7064, MOD 37,36.
fn circle(body: &str) -> Option<char> {
    let mut product = 36;
    for character in body.chars() {
        let sum = (product + character.to_digit(36)?) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    char::from_digit((37 - product) % 36, 36).map(|sign| sign.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn carriers(number: &str) -> Vec<(Carrier, bool)> {
        let found = candidates(number);
        found.iter().map(|one| (one.carrier, one.proved)).collect()
    }

    #[test]
    fn numbers_off_real_labels_are_known_and_proved() {
        for (number, carrier) in [
            ("1Z879E930346834440", Carrier::Ups),
            ("986578788855", Carrier::FedEx),
            ("1001921334250001000300779017972697", Carrier::FedEx),
            ("9622001560001234567100794808390594", Carrier::FedEx),
            ("0414 4176 0228 964", Carrier::FedEx),
            ("9611020987654312345672", Carrier::FedEx),
            ("9261292700768711948021", Carrier::FedEx),
            ("61299998820821171811", Carrier::FedEx),
            ("000123450000000027", Carrier::FedEx),
            ("0081 827 0998 0000 0200 45 327 276 N", Carrier::Dpd),
            ("0000007278859QR", Carrier::Dpd),
            ("3318810025", Carrier::Dhl),
            ("73891051146", Carrier::Dhl),
            ("903844384574", Carrier::Gls),
            ("063070246563", Carrier::Gls),
            ("RB123456785GB", Carrier::Post),
            ("RR123456785PL", Carrier::PocztaPolska),
            ("00359007731234567893", Carrier::PocztaPolska),
        ] {
            assert!(
                carriers(number).contains(&(carrier, true)),
                "{number}: {:?}",
                candidates(number)
            );
        }
    }

    #[test]
    fn a_wrong_check_digit_is_nobodys_number() {
        for (number, carrier) in [
            ("1Z1111111111111111", Carrier::Ups),
            ("996578788855", Carrier::FedEx),
            ("1001901781990001000300617767839438", Carrier::FedEx),
            ("9600000000000000000001", Carrier::FedEx),
            ("9261292700768711948020", Carrier::FedEx),
            ("008182709980000020033350276A", Carrier::Dpd),
            ("3318810010", Carrier::Dhl),
            ("RB123456786US", Carrier::Post),
            ("RB123456785XX", Carrier::Post),
        ] {
            let found = carriers(number);
            assert!(
                found.iter().all(|(found, _)| *found != carrier),
                "{number}: {found:?}"
            );
        }
    }

    #[test]
    fn carriers_without_a_public_check_are_told_as_not_proved() {
        assert_eq!(
            carriers("520000012345678901234567"),
            [(Carrier::Inpost, false)]
        );
        assert_eq!(carriers("PX1234567890"), [(Carrier::PocztaPolska, false)]);
        assert_eq!(carriers("JJD0099999999"), [(Carrier::Dhl, false)]);
        assert_eq!(carriers("GM295117494011169042"), [(Carrier::Dhl, false)]);
        assert_eq!(carriers("GS295117494011169041"), []);
        assert_eq!(carriers("KARTONIK"), []);
    }

    proptest! {
        #[test]
        fn no_code_can_break_it(code in "[0-9A-Z ]{0,40}|\\PC{0,40}") {
            candidates(&code);
        }

        #[test]
        fn one_changed_character_of_a_parcel_of_dpd_is_found(place in 0_usize..14, other in 1_u32..10) {
            let changed = |(at, character): (usize, char)| match character.to_digit(10) {
                Some(digit) if at == place => char::from_digit((digit + other) % 10, 10).unwrap(),
                None if at == place => '0',
                _ => character,
            };
            let number: String = "0000007278859QR".chars().enumerate().map(changed).collect();
            prop_assert!(!carriers(&number).contains(&(Carrier::Dpd, true)), "{number}");
        }
    }
}
