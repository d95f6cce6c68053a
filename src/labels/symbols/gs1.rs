//! Identifiers and their values as people write them: `(01)05901234123457(10)L7`.

use crate::domain::gs1::{SEPARATOR, is_predefined_length, parse_elements};
use crate::labels::LabelError;

use super::{Symbology, unfit};

/// Identifiers and values of a text in brackets, each checked by the rules of GS1.
pub(crate) fn elements<'a>(
    field: &'static str,
    symbology: Symbology,
    content: &'a str,
) -> Result<Vec<(&'a str, &'a str)>, LabelError> {
    let elements = split(content).ok_or_else(|| {
        unfit(
            field,
            symbology,
            "an identifier in brackets must come first",
        )
    })?;
    parse_elements(&format!("]C1{}", joined(&elements)))
        .map_err(|fault| unfit(field, symbology, fault.rule))?;
    Ok(elements)
}

/// Cuts `(ai)value(ai)value` apart. A bracket inside a value is not told from the next identifier.
fn split(content: &str) -> Option<Vec<(&str, &str)>> {
    let mut elements = Vec::new();
    let mut rest = content.strip_prefix('(')?;
    loop {
        let (identifier, after) = rest.split_once(')')?;
        let (value, next) = match after.split_once('(') {
            Some((value, next)) => (value, Some(next)),
            None => (after, None),
        };
        let is_identifier =
            (2..=4).contains(&identifier.len()) && identifier.bytes().all(|b| b.is_ascii_digit());
        if !is_identifier || value.is_empty() {
            return None;
        }
        elements.push((identifier, value));
        match next {
            Some(next) => rest = next,
            None => return Some(elements),
        }
    }
}

/// The element string: a separator only behind a value of variable length that is not the last.
///
/// Source: GS1 General Specifications, section 7.8.4 (concatenation).
pub(crate) fn joined(elements: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (place, (identifier, value)) in elements.iter().enumerate() {
        text.push_str(identifier);
        text.push_str(value);
        if place + 1 < elements.len() && !is_predefined_length(identifier) {
            text.push(SEPARATOR);
        }
    }
    text
}

/// The line under a GS1 symbol: identifiers in brackets, which are not encoded.
///
/// Source: GS1 General Specifications, section 4.14 (human readable interpretation).
pub(crate) fn bracketed(elements: &[(&str, &str)]) -> String {
    elements
        .iter()
        .map(|(identifier, value)| format!("({identifier}){value}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_stands_only_behind_a_value_of_variable_length() {
        let elements =
            elements("code", Symbology::Gs1128, "(01)05901234123457(10)L7(21)9").unwrap();
        assert_eq!(joined(&elements), "010590123412345710L7\u{1d}219");
        assert_eq!(bracketed(&elements), "(01)05901234123457(10)L7(21)9");
    }

    #[test]
    fn what_gs1_does_not_allow_is_refused() {
        for wrong in [
            "",
            "5901234123457",
            "(01)05901234123458",
            "(01)",
            "(xx)1",
            "(01",
            "(05)12",
        ] {
            assert!(
                elements("code", Symbology::Gs1128, wrong).is_err(),
                "{wrong:?}"
            );
        }
    }
}
