//! VAT numbers of the European Union by their form, and the check digit of a Polish NIP.

use super::pattern::{bare, is_written, written};

/// What a member state's VAT number looks like behind its two letters; see [`super::pattern`].
///
/// Source: European Commission, VIES, frequently asked questions, "VAT identification number structure".
/// The Netherlands: since 2020 nine digits, B, two digits.
const FORMS: &str = "\
    AT=U########\nBE=[01]#########\nBG=#########|##########\nCY=########@\nCZ=########|#########|##########\nDE=#########\n\
    DK=########\nEE=#########\nEL=#########\nES=@#######*|########@\nFI=########\nFR=**#########\nHR=###########\n\
    HU=########\nIE=#*#####@|#######@@\nIT=###########\nLT=#########|############\nLU=########\nLV=###########\n\
    MT=########\nNL=#########B##\nPL=##########\nPT=#########\n\
    RO=##|###|####|#####|######|#######|########|#########|##########\nSE=############\nSI=########\nSK=##########\n\
    XI=#########|############|GD###|HA###";

/// Weights of a NIP's digits, before the check digit.
///
/// Source: Polish Ministry of Finance, regulation on the NIP; the sum modulo 11 is the tenth digit.
const NIP_WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/// Whether ten digits are a Polish NIP with its check digit.
pub fn is_nip(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|sign| sign.to_digit(10)).collect();
    let Some(digits) = digits else {
        return false;
    };
    let [first @ .., check] = digits.as_slice() else {
        return false;
    };
    let sum: u32 = first
        .iter()
        .zip(NIP_WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    first.len() == NIP_WEIGHTS.len() && sum > 0 && sum % 11 == *check
}

/// Whether `text` is a VAT number as a firm of `country` may have it, with or without the two letters
/// before it. Outside the Union anything is taken.
///
/// A number with the letters of another member state is that state's: a firm may be registered abroad.
pub fn is_vat_number(text: &str, country: &str) -> bool {
    let Some((state, number)) = parted(text, country) else {
        return true;
    };
    let is_formed = forms(state).is_some_and(|forms| is_written(forms, number));
    is_formed && (state != "PL" || is_nip(number))
}

/// A VAT number without blanks and dashes, in capitals; `None` if it is fine as it is or is none.
pub(super) fn mended_vat_number(text: &str, country: &str) -> Option<String> {
    let signs = bare(text)?.replace('-', "");
    let (state, number) = parted(&signs, country)?;
    let letters = signs.strip_suffix(number)?;
    let mended = format!("{letters}{}", written(forms(state)?, number)?);
    (mended != text && is_vat_number(&mended, country)).then_some(mended)
}

/// The member state that gave the number, and the number without its letters; none outside the Union.
fn parted<'t>(text: &'t str, country: &'t str) -> Option<(&'t str, &'t str)> {
    let own = if country == "GR" { "EL" } else { country };
    let prefixed = text
        .split_at_checked(2)
        .filter(|(letters, number)| forms(letters).is_some_and(|forms| is_written(forms, number)));
    if prefixed.is_some() {
        return prefixed;
    }
    forms(own)?;
    Some((own, text.strip_prefix(own).unwrap_or(text)))
}

fn forms(state: &str) -> Option<&'static str> {
    FORMS.split('\n').find_map(|row| {
        let (code, forms) = row.split_once('=')?;
        (code == state).then_some(forms)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nip_is_checked_by_its_last_digit() {
        assert!(is_nip("5260250274"), "the Ministry of Finance's own");
        assert!(!is_nip("5260250275"));
        assert!(!is_nip("526025027"));
        assert!(!is_nip("0000000000"));
        assert!(!is_nip("526-025-02-74"));
    }

    #[test]
    fn a_nip_is_mended_and_a_wrong_one_is_not() {
        assert_eq!(
            mended_vat_number("526-025-02-74", "PL").as_deref(),
            Some("5260250274")
        );
        assert_eq!(
            mended_vat_number("pl 526 025 02 74", "PL").as_deref(),
            Some("PL5260250274")
        );
        assert_eq!(mended_vat_number("526-025-02-75", "PL"), None);
        assert!(!is_vat_number("PL5260250275", "PL"));
    }

    #[test]
    fn each_state_has_its_form() {
        for (number, country) in [
            ("ATU12345678", "AT"),
            ("BE0123456789", "BE"),
            ("DE123456789", "DE"),
            ("EL123456789", "GR"),
            ("123456789", "GR"),
            ("ESX1234567X", "ES"),
            ("FRXX123456789", "FR"),
            ("IE1234567WA", "IE"),
            ("IE1S23456L", "IE"),
            ("NL123456789B01", "NL"),
            ("RO12", "RO"),
            ("SE123456789012", "SE"),
            ("XIGD123", "XI"),
            ("DE123456789", "PL"),
            ("whatever", "US"),
        ] {
            assert!(is_vat_number(number, country), "{number}");
        }
        for (number, country) in [
            ("AT12345678", "AT"),
            ("DE12345678", "DE"),
            ("NL123456789X01", "NL"),
            ("12345678", "GR"),
            ("HU123456789", "HU"),
        ] {
            assert!(!is_vat_number(number, country), "{number}");
        }
    }
}
