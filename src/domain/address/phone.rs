//! Telephone numbers: from how people write them to E.164, `+48600100200`.
//!
//! Of the countries in `PLANS` the number of digits is known, and so is what is dialled before a number
//! at home; of the others only the calling code. Whether a number is in use, nothing here says.

use super::pattern::is_filler;

/// How a country's numbers are dialled.
struct Plan {
    country: &'static str,
    calling_code: &'static str,
    /// What is dialled before the number at home and not from abroad, the usual one first.
    trunks: &'static [&'static str],
    /// Fewest digits after the calling code.
    shortest: usize,
    /// Most digits after the calling code.
    longest: usize,
}

const fn plan(
    country: &'static str,
    calling_code: &'static str,
    trunks: &'static [&'static str],
    (shortest, longest): (usize, usize),
) -> Plan {
    Plan {
        country,
        calling_code,
        trunks,
        shortest,
        longest,
    }
}

/// Source: ITU-T E.164 national numbering plans, as the countries sent them to the ITU (E.129).
/// Assumption: services with shorter or longer numbers (data, machines) receive no parcels.
const PLANS: [Plan; 49] = [
    plan("AE", "971", &["0"], (8, 9)),
    plan("AT", "43", &["0"], (4, 13)),
    plan("AU", "61", &["0"], (9, 9)),
    plan("BE", "32", &["0"], (8, 9)),
    plan("BG", "359", &["0"], (7, 9)),
    plan("BR", "55", &["0"], (10, 11)),
    plan("BY", "375", &["80"], (9, 9)),
    plan("CA", "1", &["1"], (10, 10)),
    plan("CH", "41", &["0"], (9, 9)),
    plan("CN", "86", &["0"], (7, 12)),
    plan("CY", "357", &[], (8, 8)),
    plan("CZ", "420", &[], (9, 9)),
    plan("DE", "49", &["0"], (6, 13)),
    plan("DK", "45", &[], (8, 8)),
    plan("EE", "372", &[], (7, 8)),
    plan("ES", "34", &[], (9, 9)),
    plan("FI", "358", &["0"], (5, 12)),
    plan("FR", "33", &["0"], (9, 9)),
    plan("GB", "44", &["0"], (7, 10)),
    plan("GR", "30", &[], (10, 10)),
    plan("HK", "852", &[], (8, 8)),
    plan("HR", "385", &["0"], (8, 9)),
    plan("HU", "36", &["06"], (8, 9)),
    plan("IE", "353", &["0"], (7, 9)),
    plan("IL", "972", &["0"], (8, 9)),
    plan("IN", "91", &["0"], (10, 10)),
    plan("IS", "354", &[], (7, 9)),
    plan("IT", "39", &[], (6, 11)),
    plan("JP", "81", &["0"], (9, 10)),
    plan("KR", "82", &["0"], (8, 10)),
    plan("LT", "370", &["0", "8"], (8, 8)),
    plan("LU", "352", &[], (4, 11)),
    plan("LV", "371", &[], (8, 8)),
    plan("MT", "356", &[], (8, 8)),
    plan("MX", "52", &[], (10, 10)),
    plan("NL", "31", &["0"], (9, 11)),
    plan("NO", "47", &[], (8, 8)),
    plan("NZ", "64", &["0"], (8, 10)),
    plan("PL", "48", &["0"], (9, 9)),
    plan("PT", "351", &[], (9, 9)),
    plan("RO", "40", &["0"], (9, 9)),
    plan("RU", "7", &["8"], (10, 10)),
    plan("SE", "46", &["0"], (7, 10)),
    plan("SG", "65", &[], (8, 8)),
    plan("SI", "386", &["0"], (8, 8)),
    plan("SK", "421", &["0"], (9, 9)),
    plan("TR", "90", &["0"], (10, 10)),
    plan("UA", "380", &["0"], (9, 9)),
    plan("US", "1", &["1"], (10, 10)),
];

/// Calling codes of the countries that are not in `PLANS`. Source: ITU-T E.164, list of assigned codes.
const OTHER_CALLING_CODES: &str = "\
    AD376 AF93 AG1 AI1 AL355 AM374 AO244 AQ672 AR54 AS1 AW297 AX358 AZ994 BA387 BB1 BD880 BF226 BH973 BI257 BJ229 \
    BL590 BM1 BN673 BO591 BQ599 BS1 BT975 BW267 BZ501 CC61 CD243 CF236 CG242 CI225 CK682 CL56 CM237 CO57 CR506 CU53 \
    CV238 CW599 CX61 DJ253 DM1 DO1 DZ213 EC593 EG20 EH212 ER291 ET251 FJ679 FK500 FM691 FO298 GA241 GD1 GE995 GF594 \
    GG44 GH233 GI350 GL299 GM220 GN224 GP590 GQ240 GT502 GU1 GW245 GY592 HN504 HT509 ID62 IM44 IO246 IQ964 IR98 JE44 \
    JM1 JO962 KE254 KG996 KH855 KI686 KM269 KN1 KP850 KW965 KY1 KZ7 LA856 LB961 LC1 LI423 LK94 LR231 LS266 LY218 MA212 \
    MC377 MD373 ME382 MF590 MG261 MH692 MK389 ML223 MM95 MN976 MO853 MP1 MQ596 MR222 MS1 MU230 MV960 MW265 MY60 MZ258 \
    NA264 NC687 NE227 NF672 NG234 NI505 NP977 NR674 NU683 OM968 PA507 PE51 PF689 PG675 PH63 PK92 PM508 PN64 PR1 PS970 \
    PW680 PY595 QA974 RE262 RS381 RW250 SA966 SB677 SC248 SD249 SH290 SJ47 SL232 SM378 SN221 SO252 SR597 SS211 ST239 \
    SV503 SX1 SY963 SZ268 TC1 TD235 TG228 TH66 TJ992 TK690 TL670 TM993 TN216 TO676 TT1 TV688 TW886 TZ255 UG256 UY598 \
    UZ998 VA39 VC1 VE58 VG1 VI1 VN84 VU678 WF681 WS685 XK383 YE967 YT262 ZA27 ZM260 ZW263";

/// Most digits of a number with its calling code. Source: ITU-T E.164, 6.2.1.
const DIGITS_MAX: usize = 15;
/// Fewest digits of a number with its calling code. Assumption: ours; the shortest of small islands.
const DIGITS_MIN: usize = 7;

/// Whether `text` is a number of E.164, to the letter: a plus, a calling code that there is, and as many
/// digits as its country has.
pub fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    let is_long_enough = (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len());
    if !is_long_enough || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let mut known = PLANS
        .iter()
        .filter_map(|plan| Some((plan, digits.strip_prefix(plan.calling_code)?)))
        .peekable();
    if known.peek().is_none() {
        return other_codes().any(|(_, code)| digits.starts_with(code));
    }
    known.any(|(plan, national)| plan.takes(national))
}

/// Whether `text` can be a telephone number in an address of `country`: one of E.164, or, where the
/// country's numbers are not known well enough to write it so, 7 to 15 digits.
pub fn is_phone(text: &str, country: &str) -> bool {
    if plan_of(country).is_some() || text.starts_with('+') {
        return is_e164(text);
    }
    (DIGITS_MIN..=DIGITS_MAX).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_digit())
}

/// A number as E.164 writes it, where it is sure which number is meant; `None` if it is written so
/// already, or cannot be mended safely.
///
/// Without a calling code it is taken for a number of `country`, the recipient's.
pub(super) fn mended_phone(text: &str, country: &str) -> Option<String> {
    let (has_plus, digits) = digits_of(text)?;
    let mended = if has_plus {
        international(&digits)
    } else if let Some(digits) = digits.strip_prefix("00") {
        international(digits)
    } else {
        at_home(&digits, country)
    };
    (mended != text && is_phone(&mended, country)).then_some(mended)
}

/// The digits, and whether a plus stands before them; none where something else stands among them.
fn digits_of(text: &str) -> Option<(bool, String)> {
    // The trunk's zero in brackets, as in +44 (0)20, is not dialled from abroad.
    let text = text.trim();
    let (has_plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest.replace("(0)", "")),
        None => (false, text.to_owned()),
    };
    let mut digits = String::new();
    for sign in rest.chars() {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else if !is_filler(sign) && !matches!(sign, '(' | ')' | '/') {
            return None;
        }
    }
    Some((has_plus, digits))
}

fn international(digits: &str) -> String {
    let plain = format!("+{digits}");
    if is_e164(&plain) {
        return plain;
    }
    // Somebody wrote the trunk's zero behind the calling code.
    let without_trunk = PLANS.iter().find_map(|plan| {
        let national = digits.strip_prefix(plan.calling_code)?;
        let rest = plan.without_trunk(national)?;
        Some(format!("+{}{rest}", plan.calling_code))
    });
    without_trunk.unwrap_or(plain)
}

fn at_home(digits: &str, country: &str) -> String {
    let Some(plan) = plan_of(country) else {
        let code = other_codes().find(|(of, _)| *of == country);
        return match code {
            Some((_, code)) if digits.starts_with(code) && digits.len() > 10 => {
                format!("+{digits}")
            }
            _ => digits.to_owned(),
        };
    };
    let code = plan.calling_code;
    if let Some(national) = plan.without_trunk(digits) {
        return format!("+{code}{national}");
    }
    let with_code = digits
        .strip_prefix(code)
        .is_some_and(|national| plan.takes(national));
    match (plan.takes(digits), with_code) {
        (true, false) => format!("+{code}{digits}"),
        (false, true) => format!("+{digits}"),
        // Nothing fits, or both do: nobody can say which number is meant.
        _ => digits.to_owned(),
    }
}

impl Plan {
    fn takes(&self, national: &str) -> bool {
        (self.shortest..=self.longest).contains(&national.len())
            && !(self.trunks.contains(&"0") && national.starts_with('0'))
    }

    fn without_trunk<'d>(&self, digits: &'d str) -> Option<&'d str> {
        self.trunks
            .iter()
            .filter_map(|trunk| digits.strip_prefix(*trunk))
            .find(|national| self.takes(national))
    }
}

fn plan_of(country: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.country == country)
}

fn other_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    OTHER_CALLING_CODES
        .split(' ')
        .filter_map(|listed| listed.split_at_checked(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, country: &str) -> String {
        mended_phone(text, country).unwrap_or_default()
    }

    #[test]
    fn a_polish_number_is_written_with_its_country() {
        for text in [
            "600 100 200",
            "600-100-200",
            "0048 600100200",
            "48600100200",
            "(48) 600 100 200",
            "+48 600 100 200",
            "+48 (0) 600100200",
            "0600100200",
        ] {
            assert_eq!(mended(text, "PL"), "+48600100200", "{text}");
        }
        assert_eq!(mended_phone("+48600100200", "PL"), None);
        assert_eq!(mended("480 100 200", "PL"), "+48480100200");
    }

    #[test]
    fn numbers_from_abroad_keep_their_own_country() {
        assert_eq!(mended("+380 44 123 45 67", "PL"), "+380441234567");
        assert_eq!(mended("020 7946 0018", "GB"), "+442079460018");
        assert_eq!(mended("+44 (0)20 7946 0018", "PL"), "+442079460018");
        assert_eq!(mended("06 1234 5678", "IT"), "+390612345678");
        assert_eq!(mended("06 30 123 4567", "HU"), "+36301234567");
        assert_eq!(mended("(212) 555-0123", "US"), "+12125550123");
    }

    #[test]
    fn what_is_no_number_stays_as_it_is() {
        for text in [
            "12345",
            "",
            "60010020",
            "6001002000",
            "tel. 600100200",
            "+999 600100200",
            "600100200 w. 3",
        ] {
            assert_eq!(
                mended_phone(text, "PL").filter(|mended| is_phone(mended, "PL")),
                None,
                "{text}"
            );
            assert!(!is_phone(text, "PL"), "{text}");
        }
    }

    #[test]
    fn where_either_reading_fits_nothing_is_guessed() {
        assert_eq!(mended_phone("4915112345678", "DE"), None);
        assert_eq!(mended("015112345678", "DE"), "+4915112345678");
    }
}
