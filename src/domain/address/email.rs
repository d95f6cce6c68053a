//! E-mail addresses: whether one can be meant.

/// Longest part before the @. Source: RFC 5321, 4.5.3.1.1.
const LOCAL_MAX: usize = 64;
/// Longest address. Source: RFC 5321, 4.5.3.1.3, without its brackets.
const LENGTH_MAX: usize = 254;

/// Whether `text` can be an e-mail address: one @, something before it, a domain with a dot after it
/// that ends in letters, no blank. Nothing else is asked: only a message that arrives proves an address.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|sign| (sign.is_alphanumeric() && !is_wide(sign)) || sign == '-')
    };
    !local.is_empty()
        && local.len() <= LOCAL_MAX
        && text.len() <= LENGTH_MAX
        && !local.contains(|sign: char| sign.is_whitespace() || sign.is_control())
        && domain.rsplit_once('.').is_some_and(|(_, last)| {
            last.chars().count() >= 2 && last.contains(char::is_alphabetic)
        })
        && domain.split('.').all(is_label)
}

/// A letter of an East Asian keyboard that only looks like a Latin one: no domain has it.
fn is_wide(sign: char) -> bool {
    ('\u{FF00}'..='\u{FFEF}').contains(&sign)
}

/// An address without blanks around it and around its @, its domain in small letters; `None` if it is
/// fine as it is or cannot be mended safely.
pub(super) fn mended_email(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let mended = format!("{}@{}", local.trim(), domain.trim().to_lowercase());
    (mended != text && is_email(&mended)).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_and_a_domain_with_a_dot() {
        for good in [
            "jan@example.com",
            "j.k+sklep@sub.example.co.uk",
            "żaneta@łącka.pl",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "jan",
            "jan@",
            "@example.com",
            "a@b@c.pl",
            "jan@localhost",
            "jan k@example.com",
            "jan@example..com",
            "jan@-a.pl",
            "z@co.c",
            "jan@10.0.0.1",
            "jan@ｇｍａｉｌ.com",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn blanks_and_capitals_are_mended() {
        assert_eq!(
            mended_email(" Jan @Example.COM ").as_deref(),
            Some("Jan@example.com")
        );
        assert_eq!(mended_email("jan@example.com"), None);
        assert_eq!(mended_email("a@b@c.pl"), None);
    }
}
