//! Does a Polish town belong to its postcode?

/// The largest towns, and with what their postcodes begin.
///
/// Source: Poczta Polska, list of postcodes (Spis PNA). Held wide on purpose, because nobody may release a
/// wrong hold: the districts around each town are taken too, and of Łódź and Poznań also those with
/// villages of the same name. Other towns are not judged.
const TOWNS: [(&str, &str); 12] = [
    ("białystok", "15 16"),
    ("bydgoszcz", "85 86"),
    ("gdańsk", "80 83"),
    ("gdynia", "81 84 80"),
    ("katowice", "40 41 43"),
    ("kraków", "30 31 32"),
    ("lublin", "20 21"),
    ("poznań", "60 61 62 21"),
    ("szczecin", "70 71 72"),
    ("warszawa", "00 01 02 03 04 05"),
    ("wrocław", "50 51 52 53 54 55"),
    ("łódź", "90 91 92 93 94 95 62"),
];

/// Whether a town can have a Polish postcode. Only the largest towns are known; others can.
pub(super) fn can_have_postcode(town: &str, postcode: &str) -> bool {
    let town = town.trim().to_lowercase();
    TOWNS
        .iter()
        .find(|(name, _)| *name == town)
        .is_none_or(|(_, begins)| begins.split(' ').any(|begin| postcode.starts_with(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_town_has_its_own_postcodes_and_others_are_not_judged() {
        assert!(can_have_postcode("Warszawa", "00-950"));
        assert!(!can_have_postcode("WARSZAWA", "30-001"));
        assert!(!can_have_postcode("Łódź ", "00-950"));
        assert!(can_have_postcode("Wólka", "30-001"));
    }
}
