//! What a code looks like, written as the code: `##-###`, and how text is brought into that form.
//!
//! In a pattern `#` is a digit, `@` a letter, `*` either of them, `[A-CX]` one of those named; a blank
//! and a dash are how the code is parted, and every other sign stands for itself. Several patterns of
//! one code are parted by `|`.

/// One place of a code.
enum Place<'p> {
    /// A sign of the code that has to be one of those.
    Sign(&'p str),
    /// What parts the code.
    Gap(char),
}

/// The text as one of `patterns` writes it, the first that fits; capitals, and parted as it should be.
///
/// Blanks and dots of the text mean nothing, and a dash may stand where the code is parted: `00950` and
/// `00 950` are `00-950`, but `009-50` is a slip of whoever typed it, and nobody knows which.
pub(super) fn written(patterns: &str, text: &str) -> Option<String> {
    let signs = bare(text)?;
    patterns
        .split('|')
        .find_map(|pattern| fitted(pattern, &signs))
}

/// Whether the text is what one of `patterns` says, to the letter.
pub(super) fn is_written(patterns: &str, text: &str) -> bool {
    let Some(signs) = bare(text) else {
        return false;
    };
    patterns
        .split('|')
        .any(|pattern| fitted(pattern, &signs).is_some_and(|written| written == text))
}

/// Letters, digits and dashes alone, in capitals; none where something stands that no code has.
pub(super) fn bare(text: &str) -> Option<String> {
    let mut signs = String::new();
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric() {
            signs.push(sign.to_ascii_uppercase());
        } else if is_dash(sign) {
            signs.push('-');
        } else if !is_filler(sign) {
            return None;
        }
    }
    Some(signs)
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether a sign only parts a code: blanks of any width, dashes of any length, dots.
pub(super) fn is_filler(sign: char) -> bool {
    sign.is_whitespace() || sign == '.' || is_dash(sign)
}

fn fitted(pattern: &str, signs: &str) -> Option<String> {
    let mut written = String::new();
    let mut signs = signs.chars().peekable();
    let mut rest = pattern;
    while let Some((place, after)) = next_place(rest) {
        rest = after;
        match place {
            Place::Gap(gap) => {
                signs.next_if_eq(&'-');
                written.push(gap);
            }
            Place::Sign(wanted) => written.push(signs.next().filter(|sign| is_one(wanted, *sign))?),
        }
    }
    signs.next().is_none().then_some(written)
}

fn next_place(pattern: &str) -> Option<(Place<'_>, &str)> {
    let first = pattern.chars().next()?;
    if matches!(first, ' ' | '-') {
        return Some((Place::Gap(first), pattern.get(1..)?));
    }
    let length = if first == '[' {
        pattern.find(']')? + 1
    } else {
        first.len_utf8()
    };
    let (wanted, after) = pattern.split_at_checked(length)?;
    Some((Place::Sign(wanted), after))
}

fn is_one(wanted: &str, sign: char) -> bool {
    match wanted {
        "#" => sign.is_ascii_digit(),
        "@" => sign.is_ascii_uppercase(),
        "*" => sign.is_ascii_alphanumeric(),
        _ => match wanted
            .strip_prefix('[')
            .and_then(|set| set.strip_suffix(']'))
        {
            Some(set) => is_in(set, sign),
            None => wanted.starts_with(sign),
        },
    }
}

/// Whether a set such as `A-HJ` has the sign.
fn is_in(set: &str, sign: char) -> bool {
    let mut signs = set.chars().peekable();
    while let Some(first) = signs.next() {
        let last = match signs.next_if_eq(&'-') {
            Some(_dash) => signs.next().unwrap_or(first),
            None => first,
        };
        if (first..=last).contains(&sign) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_brought_into_the_first_form_that_fits() {
        let written = |patterns, text| written(patterns, text).unwrap_or_default();
        assert_eq!(written("##-###", "00950"), "00-950");
        assert_eq!(written("##-###", "00–950"), "00-950");
        assert_eq!(written("@# #@@|@@#@ #@@", "sw1a1aa"), "SW1A 1AA");
        assert_eq!(written("[A-CX]#", "x7"), "X7");
        assert_eq!(written("LV-####", "lv 1073"), "LV-1073");
    }

    #[test]
    fn a_sign_too_many_too_few_or_of_another_kind_fits_nowhere() {
        for text in [
            "0-95",
            "009-50",
            "-00950",
            "00-950-",
            "00--950",
            "00-9501",
            "87-1OO",
            "00/950",
            "",
            "००-९५०",
        ] {
            assert_eq!(written("##-###", text), None, "{text}");
        }
        assert_eq!(written("[A-CX]#", "D7"), None);
    }

    #[test]
    fn only_the_very_form_counts_as_written() {
        assert!(is_written("##-###", "00-950"));
        assert!(!is_written("##-###", "00950"));
        assert!(!is_written("@@#@ #@@", "sw1a 1aa"));
    }
}
