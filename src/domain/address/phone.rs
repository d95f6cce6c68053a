//! Telephone numbers: from how people write them to E.164, `+48600100200`.
//!
//! Of every country the number of digits is known, and what is dialled before a number at home. Whether
//! a number is in use, nothing here says.

use std::sync::LazyLock;

use super::pattern::is_filler;

/// How a country's numbers are dialled.
struct Plan<'t> {
    calling_code: &'t str,
    /// What is dialled before the number at home and not from abroad, parted by `/`; or nothing.
    trunks: &'t str,
    /// Fewest digits after the calling code.
    shortest: usize,
    /// Most digits after the calling code.
    longest: usize,
}

/// Country and calling code, what is dialled before a number at home, and how many digits numbers have.
///
/// Source: the countries' numbering plans as ITU-T publishes them (E.164, E.129), read from the metadata of
/// libphonenumber 9: lengths of fixed and mobile numbers. Assumption: services with shorter or longer
/// numbers (data, machines, Polish pagers of fewer than nine digits) receive no parcels. Lithuania's old trunk 8 and Poland's old 0 are still typed.
/// Antarctica and Pitcairn have no plan of their own; any length is taken there.
const PLANS: &str = "\
    AD376::6-9 AE971:0:8-9 AF93:0:9 AG1:1:10 AI1:1:10 AL355:0:8-9 AM374:0:8 AO244::9 AQ672::4-12 AR54:0:10-11 \
    AS1:1:10 AT43:0:4-13 AU61:0:9 AW297::7 AX358:0:6-10 AZ994:0:9 BA387:0:8-9 BB1:1:10 BD880:0:6-10 BE32:0:8-9 \
    BF226::8 BG359:0:7-9 BH973::8 BI257::8 BJ229::10 BL590:0:9 BM1:1:10 BN673::7 BO591:0:8 BQ599::7 \
    BR55:0:10-11 BS1:1:10 BT975::7-8 BW267::7-8 BY375:80/8:9 BZ501::7 CA1:1:10 CC61:0:9 CD243:0:7-10 CF236::8 \
    CG242::9 CH41:0:9 CI225::10 CK682::5 CL56::9 CM237::9 CN86:0:7-11 CO57:0:8-10 CR506::8 CU53:0:6-10 CV238::7 \
    CW599::7-8 CX61:0:9 CY357::8 CZ420::9 DE49:0:6-13 DJ253::8 DK45::8 DM1:1:10 DO1:1:10 DZ213:0:8-9 \
    EC593:0:8-9 EE372::7-8 EG20:0:8-10 EH212:0:9 ER291:0:7 ES34::9 ET251:0:9 FI358:0:5-10 FJ679::7 FK500::5 \
    FM691::7 FO298::6 FR33:0:9 GA241::7-8 GB44:0:9-10 GD1:1:10 GE995:0:9 GF594:0:9 GG44:0:10 GH233:0:9 GI350::8 \
    GL299::6 GM220::7-9 GN224::8-9 GP590:0:9 GQ240::9 GR30::10 GT502::8 GU1:1:10 GW245::9 GY592::7 HK852::8 \
    HN504::8 HR385:0:8-9 HT509::8 HU36:06:8-9 ID62:0:7-12 IE353:0:7-9 IL972:0:8-9 IM44:0:10 IN91:0:10 IO246::7 \
    IQ964:0:8-10 IR98:0:6-10 IS354::7-9 IT39::6-11 JE44:0:10 JM1:1:10 JO962:0:8-9 JP81:0:9-10 KE254:0:7-9 \
    KG996:0:9 KH855:0:8-9 KI686:0:5-8 KM269::7 KN1:1:10 KP850:0:8-10 KR82:0:8-10 KW965::8 KY1:1:10 KZ7:8:10 \
    LA856:0:8-10 LB961:0:7-8 LC1:1:10 LI423:0:7-9 LK94:0:9 LR231:0:7-9 LS266::8 LT370:0/8:8 LU352::4-11 \
    LV371::8 LY218:0:9 MA212:0:9 MC377:0:8-9 MD373:0:8 ME382:0:8 MF590:0:9 MG261:0:9 MH692:1:7 MK389:0:8 \
    ML223::8 MM95:0:6-10 MN976:0:8-10 MO853::8 MP1:1:10 MQ596:0:9 MR222::8 MS1:1:10 MT356::8 MU230::7-8 \
    MV960::7 MW265:0:7-9 MX52::10 MY60:0:8-10 MZ258::8-9 NA264:0:8-9 NC687::6 NE227::8 NF672::6 NG234:0:10 \
    NI505::8 NL31:0:9-11 NO47::8 NP977:0:8-10 NR674::7 NU683::4-7 NZ64:0:8-10 OM968::8 PA507::7-8 PE51:0:8-9 \
    PF689::8 PG675::7-8 PH63:0:6-10 PK92:0:9-10 PL48:0:9 PM508:0:6-9 PN64::4-12 PR1:1:10 PS970:0:8-9 PT351::9 \
    PW680::7 PY595:0:7-9 QA974::8 RE262:0:9 RO40:0:9 RS381:0:7-12 RU7:8:10 RW250:0:8-9 SA966:0:9 SB677::5-7 \
    SC248::7 SD249:0:9 SE46:0:7-9 SG65::8 SH290::4-5 SI386:0:8 SJ47::8 SK421:0:9 SL232:0:8 SM378::8-10 SN221::9 \
    SO252:0:6-9 SR597::6-7 SS211:0:9 ST239::7 SV503::8 SX1:1:10 SY963:0:8-9 SZ268::8 TC1:1:10 TD235::8 TG228::8 \
    TH66:0:8-9 TJ992::9 TK690::4-7 TL670::7-8 TM993:8:8 TN216::8 TO676::5-7 TR90:0:10 TT1:1:10 TV688::5-7 \
    TW886:0:8-9 TZ255:0:9 UA380:0:9 UG256:0:9 US1:1:10 UY598:0:8 UZ998::9 VA39::6-11 VC1:1:10 VE58:0:10 \
    VG1:1:10 VI1:1:10 VN84:0:9-10 VU678::5-7 WF681::6 WS685::5-10 XK383:0:8-12 YE967:0:7-9 YT262:0:9 ZA27:0:5-9 \
    ZM260:0:9 ZW263:0:9";

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
    plans().any(|plan| {
        digits
            .strip_prefix(plan.calling_code)
            .is_some_and(|national| plan.takes(national))
    })
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
    (mended != text && is_e164(&mended)).then_some(mended)
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
    let without_trunk = plans().find_map(|plan| {
        let national = digits.strip_prefix(plan.calling_code)?;
        let rest = plan.without_trunk(national)?;
        Some(format!("+{}{rest}", plan.calling_code))
    });
    without_trunk.unwrap_or(plain)
}

fn at_home(digits: &str, country: &str) -> String {
    let found = COUNTRIES.iter().find(|(of, _)| *of == country);
    let Some((_, plan)) = found else {
        return digits.to_owned();
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

impl Plan<'_> {
    fn takes(&self, national: &str) -> bool {
        (self.shortest..=self.longest).contains(&national.len())
            && !(self.trunks.starts_with('0') && national.starts_with('0'))
    }

    fn without_trunk<'d>(&self, digits: &'d str) -> Option<&'d str> {
        self.trunks
            .split('/')
            .filter(|trunk| !trunk.is_empty())
            .filter_map(|trunk| digits.strip_prefix(trunk))
            .find(|national| self.takes(national))
    }
}

/// Every country with its plan, read once: a first load asks for every order.
static COUNTRIES: LazyLock<Vec<(&str, Plan<'_>)>> =
    LazyLock::new(|| PLANS.split(' ').filter_map(read).collect());

fn read(listed: &str) -> Option<(&str, Plan<'_>)> {
    let (country, rest) = listed.split_at_checked(2)?;
    let (calling_code, rest) = rest.split_once(':')?;
    let (trunks, lengths) = rest.split_once(':')?;
    let (shortest, longest) = lengths.split_once('-').unwrap_or((lengths, lengths));
    let plan = Plan {
        calling_code,
        trunks,
        shortest: shortest.parse().ok()?,
        longest: longest.parse().ok()?,
    };
    Some((country, plan))
}

fn plans() -> impl Iterator<Item = &'static Plan<'static>> {
    COUNTRIES.iter().map(|(_, plan)| plan)
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
            assert_eq!(mended_phone(text, "PL"), None, "{text}");
            assert!(!is_e164(text), "{text}");
        }
    }

    #[test]
    fn every_plan_can_be_read() {
        let listed = PLANS.split(' ').count();
        assert_eq!(plans().count(), listed);
        assert!(listed > 240, "{listed}");
        let fits = |plan: &Plan<'_>| plan.calling_code.len() + plan.longest <= DIGITS_MAX;
        assert!(plans().all(fits));
    }

    #[test]
    fn where_either_reading_fits_nothing_is_guessed() {
        assert_eq!(mended_phone("4915112345678", "DE"), None);
        assert_eq!(mended("015112345678", "DE"), "+4915112345678");
    }
}
