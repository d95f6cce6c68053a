//! Postcodes: how each country writes them, and what of a wrongly written one can be mended safely.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::pattern::{bare, is_written, written};

/// How each country that has postcodes writes them, the usual form first; see [`super::pattern`].
///
/// `?` before the forms: the country has postcodes, and many of its addresses have none.
///
/// Source: Universal Postal Union, "Postal addressing systems in member countries" (sheets of the
/// countries), and Unicode CLDR 26, supplemental data, postal codes; where they differ, either form is
/// taken. First digits where the country's post gives out only some: the regions of India, China, Colombia
/// and Belarus, the provinces of Spain and France, the letters that the Dutch (no SA, SD, SS) and the Irish post (no
/// O) leave out. Those that may be missing: the forms that CLDR writes as possibly empty. Assumption: the
/// Caribbean and Central American ones among them, where the post itself says that they are new.
const FORMS: &str = "\
    AD=AD###\nAF=####\nAI=AI-2640|2640\nAL=####\nAM=####|37####\nAQ=BIQQ 1ZZ|####\n\
    AR=####|[A-HJ-NP-Z]####@@@|[A-HJ-NP-Z]####\nAS=96799|96799-####\nAT=[1-9]###\nAU=####\nAX=22###\n\
    AZ=####|AZ ####|AZ####\nBA=[78]####\nBB=?BB#####\nBD=####\nBE=[1-9]###\nBG=[1-9]###\nBH=?###|1[0-2]##\n\
    BL=9[78][01]##\nBM=@@ **\nBN=@@####|@@ ####\nBR=#####-###\nBT=#####\nBY=2[1-4]####\n\
    CA=[ABCEGHJ-NPRSTVXY]#[ABCEGHJ-NPRSTV-Z] #[ABCEGHJ-NPRSTV-Z]#\nCC=6799\nCH=[1-9]###\nCL=#######|###-####\n\
    CN=0[1-7]####|1[0-356]####|2[0-7]####|3[0-6]####|4[0-7]####|5[1-7]####|6[1-7]####|7[1-5]####|8[1345]####|9[09]####\n\
    CO=0[58]####|1[135789]####|2[0357]####|4[147]####|5[024]####|6[368]####|7[036]####|8[1568]####|9[14579]####\n\
    CR=#####|####|###-####|#####-####\nCU=#####\nCV=####\nCX=6798\nCY=[1-9]###\nCZ=### ##\nDE=0[1-9]###|[1-9]####\n\
    DK=####\nDO=#####\nDZ=#####\nEC=?######|@####@|@@######\nEE=#####\nEG=#####|#######\nEH=#####\n\
    ES=0[1-9]###|[1-4]####|5[0-2]###\nET=####\nFI=#####\nFK=FIQQ 1ZZ\nFM=9694[1-4]|9694[1-4]-####\nFO=###\n\
    FR=[0-8]####|9[0-57]###|98[4678]##|99###\n\
    GB=@# #@@|@## #@@|@#@ #@@|@@# #@@|@@## #@@|@@#@ #@@|GIR 0AA|BFPO #|BFPO ##|BFPO ###|BFPO ####\n\
    GE=####\nGF=9[78]3##\nGG=GY# #@@|GY## #@@\nGI=GX11 1AA\nGL=39##|2412\nGN=###\nGP=9[78][01]##\nGR=### ##\n\
    GS=SIQQ 1ZZ\nGT=#####\nGU=969[123]#|969[123]#-####\nGW=####\nHM=####\nHN=?#####|@@####\nHR=[1-5]####\n\
    HT=HT####|####\nHU=[1-9]###\nID=#####\nIE=?[A-NP-Z]#[0-9W] [0-9A-NP-Z][0-9A-NP-Z][0-9A-NP-Z][0-9A-NP-Z]\n\
    IL=#######|#####\nIM=IM# #@@|IM## #@@\n\
    IN=1[1-9]####|2[0-8]####|3[0-46-9]####|4#####|5[0-36-9]####|6[0-47-9]####|7#####|8[0-5]####|9#####\n\
    IO=BBND 1ZZ\nIQ=#####\nIR=#####-#####|##########\nIS=###\nIT=#####\nJE=JE# #@@|JE## #@@\nJO=#####\nJP=###-####\n\
    KE=#####\nKG=######\nKH=#####|######\nKR=#####|###-###\nKW=?#####\nKY=KY[1-3]-####\nKZ=######|@##@#@#\nLA=#####\n\
    LB=?####|#### ####|#####\nLC=?LC## ###\nLI=948[5-9]|949[0-8]\nLK=#####\nLR=?####\nLS=###\nLT=#####\n\
    LU=[1-9]###\nLV=LV-####\nMA=#####\nMC=980##\nMD=####\nME=8####\nMF=9[78][01]##\nMG=###\n\
    MH=969[67]#|969[67]#-####\nMK=####\nMM=#####|#######\nMN=#####|######\nMP=9695[012]|9695[012]-####\n\
    MQ=9[78]2##\nMT=@@@ ####|@@@ ###|@@@ ##\nMU=?#####|[AR]####|###@@###\nMV=#####\nMX=#####\nMY=#####\n\
    MZ=####|####-##\nNA=?#####\nNC=988##\nNE=####\nNF=2899\nNG=?######\nNI=?#####|###-###|###-###-#|####-###-###-#\n\
    NL=[1-9]### [A-RT-Z]@|[1-9]### S[BCE-RT-Z]\nNO=####\nNP=10###|2[12]###|3[2-4]###|4[45]###|5[67]###\nNZ=####\nOM=###|PC ###\nPA=?####\n\
    PE=[0-2]####|LIMA #|LIMA ##|CALLAO #|CALLAO ##\nPF=987##\nPG=###\nPH=####\nPK=#####\nPL=##-###\n\
    PM=9[78]5##\nPN=PCRN 1ZZ\nPR=00[679]##|00[679]##-####\nPS=?###|P#######\nPT=####-###\n\
    PW=969[34]#|969[34]#-####\nPY=####|######\nRE=9[78]4##\nRO=######\nRS=#####|######\nRU=[1-6]#####\n\
    SA=#####|#####-####\nSD=#####\nSE=[1-9]## ##\nSG=######\nSH=STHL 1ZZ|ASCN 1ZZ|TDCU 1ZZ\nSI=[1-9]###\nSJ=####\n\
    SK=### ##\nSM=4789#\nSN=#####\nSO=?@@ #####|#####\nSS=?#####\nSV=?####|CP ####\nSZ=[HLMS]###\nTC=TKCA 1ZZ\n\
    TH=#####\nTJ=######\nTM=######\nTN=####\nTR=#####\nTT=?######\nTW=###|#####|######|###-##|###-###\n\
    TZ=?#####|####\nUA=#####\nUM=96898\nUS=#####|#####-####\nUY=#####\nUZ=######\nVA=00120\nVC=?VC####\n\
    VE=####|####-@|####@\nVG=VG####\nVI=008##|008##-####\nVN=#####|######\nWF=986##\nWS=?WS####\nXK=[1-7]####\n\
    YT=976##\nZA=####\nZM=#####";

/// What stands before a British postcode's first digit: the letters of its area.
///
/// Source: Royal Mail, "Programmers' guide to the Postcode Address File", list of postcode areas.
const BRITISH_AREAS: &str = "\
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK \
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR \
    NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC \
    WD WF WN WR WS WV YO ZE GIR BFPO";

/// Letters that a British postcode has not among its last two. Source: as above, inward code.
const UNUSED_AT_THE_END: &str = "CIKMOV";

/// What people write before a postcode instead of the country's two letters.
///
/// Source: CEPT's former recommendation to put the sign of vehicles before the postcode.
const VEHICLE_SIGNS: [(&str, &str); 14] = [
    ("AT", "A"),
    ("BE", "B"),
    ("DE", "D"),
    ("ES", "E"),
    ("FI", "SF"),
    ("FR", "F"),
    ("HU", "H"),
    ("IT", "I"),
    ("LI", "FL"),
    ("LU", "L"),
    ("NO", "N"),
    ("PT", "P"),
    ("SE", "S"),
    ("SI", "SLO"),
];

/// Longest text in place of a postcode where no form is known, in characters. Source: UPU S42.
const LENGTH_MAX: usize = 10;

/// The rows of [`FORMS`] by country, read once: a first load asks for every order.
static FORMS_BY_COUNTRY: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    FORMS
        .split('\n')
        .filter_map(|row| row.split_once('='))
        .collect()
});

fn entry(country: &str) -> Option<&'static str> {
    FORMS_BY_COUNTRY.get(country).copied()
}

/// The forms of a country's postcodes, parted by `|`; none where no form is published.
pub fn forms(country: &str) -> Option<&'static str> {
    entry(country).map(|forms| forms.trim_start_matches('?'))
}

/// Whether an address of this country needs a postcode.
pub fn is_needed(country: &str) -> bool {
    entry(country).is_some_and(|forms| !forms.starts_with('?'))
}

/// Whether `text` is a postcode of `country`, to the letter.
///
/// Nothing is a postcode too where none is needed. Of a country without a published form only the
/// length is known. Whether the code is in use, this does not say.
pub fn is_postcode(text: &str, country: &str) -> bool {
    if text.trim().is_empty() {
        return !is_needed(country);
    }
    match forms(country) {
        Some(forms) => is_written(forms, text) && (country != "GB" || is_british(text)),
        None => text.chars().count() <= LENGTH_MAX,
    }
}

/// A postcode that only lacks its dash, blank or capitals, or has a sign of the country before it,
/// mended; `None` if it is fine as it is or cannot be mended safely.
pub(super) fn mended_postcode(text: &str, country: &str) -> Option<String> {
    let trimmed = text.trim();
    let mended = match forms(country) {
        None => trimmed.to_owned(),
        Some(_) if is_postcode(trimmed, country) => trimmed.to_owned(),
        Some(forms) => brought_into(forms, trimmed, country)?,
    };
    (mended != text && is_postcode(&mended, country)).then_some(mended)
}

fn brought_into(forms: &str, text: &str, country: &str) -> Option<String> {
    if let Some(mended) = written(forms, text) {
        return Some(mended);
    }
    let signs = bare(text)?;
    let vehicle = VEHICLE_SIGNS
        .iter()
        .find(|(code, _)| *code == country)
        .map(|(_, sign)| *sign);
    let without = [Some(country), vehicle]
        .into_iter()
        .flatten()
        .find_map(|sign| {
            let rest = signs.strip_prefix(sign)?;
            written(forms, rest.strip_prefix('-').unwrap_or(rest))
        });
    // Where the country's letters belong to the code, as in Latvia, they may be the part that is missing.
    without.or_else(|| written(forms, &format!("{country}{signs}")))
}

/// Whether a British postcode is of an area that there is, and ends in letters that Royal Mail uses.
fn is_british(text: &str) -> bool {
    let area: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let is_listed = BRITISH_AREAS.split(' ').any(|listed| listed == area);
    is_listed
        && !text
            .chars()
            .rev()
            .take(2)
            .any(|sign| UNUSED_AT_THE_END.contains(sign))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::code_lists::is_country;

    #[test]
    fn every_row_of_the_forms_is_one_country_once() {
        let mut codes = BTreeSet::new();
        for row in FORMS.split('\n') {
            let (code, _) = row.split_once('=').unwrap();
            assert!(is_country(code) || code == "XK", "{code}");
            assert!(codes.insert(code), "{code} stands there twice");
        }
        assert!(codes.len() > 180, "{}", codes.len());
    }

    #[test]
    fn a_postcode_without_its_dash_is_mended_and_a_short_one_is_not() {
        assert_eq!(mended_postcode("87100", "PL").as_deref(), Some("87-100"));
        assert_eq!(mended_postcode("87-100", "PL"), None);
        assert_eq!(mended_postcode("0-95", "PL"), None);
        assert_eq!(mended_postcode("871OO", "PL"), None);
    }

    #[test]
    fn the_sign_of_the_country_goes_and_comes_as_the_country_writes_it() {
        let mended = |text, country| mended_postcode(text, country).unwrap_or_default();
        assert_eq!(mended("D-10115", "DE"), "10115");
        assert_eq!(mended("CH 8001", "CH"), "8001");
        assert_eq!(mended("LT-04340", "LT"), "04340");
        assert_eq!(mended("1073", "LV"), "LV-1073");
        assert_eq!(mended("SLO-1000", "SI"), "1000");
        assert_eq!(mended("PL 00950", "PL"), "00-950");
        assert_eq!(mended_postcode("D-10115", "FR"), None);
    }

    #[test]
    fn a_british_postcode_is_of_an_area_that_there_is() {
        assert_eq!(
            mended_postcode("sw1a1aa", "GB").as_deref(),
            Some("SW1A 1AA")
        );
        assert!(!is_postcode("QZ1 1AA", "GB"));
        assert_eq!(mended_postcode("qz11aa", "GB"), None);
    }

    #[test]
    fn where_no_postcode_is_needed_none_is_fine() {
        assert!(is_postcode("", "AE"));
        assert!(is_postcode("", "IE"));
        assert!(!is_postcode("", "PL"));
        assert!(!is_postcode("Dublin 4", "IE"));
    }
}
