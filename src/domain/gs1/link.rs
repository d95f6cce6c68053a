//! Digital Links: what a web address in a QR code or a Data Matrix says about goods.
//!
//! The path names a key with its qualifiers, `/01/05901234123457/10/L7`; what else is known stands
//! behind the question mark, `?17=271130`. Any domain may stand in front.
//!
//! Source: GS1 Digital Link Standard: URI Syntax, release 1.6, sections 4 and 5.

use percent_encoding::percent_decode_str;

use super::dictionary::{Identifier, identifier_at};
use super::elements::{Element, ElementFault, ElementString, check_value};
use super::{Gs1Error, Gtin14};

/// Schemes of a link, in lower or upper case as a whole.
///
/// Source: the same standard, section 4.4; capitals make a QR code smaller.
const SCHEMES: [&str; 4] = ["https://", "http://", "HTTPS://", "HTTP://"];

/// Characters of a web address. Source: RFC 3986, section 2.
const SIGNS: &str = "-._~:/?#[]@!$&'()*+,;=%";

/// Of these, the ones that no domain holds. Source: RFC 3986, section 3.2, without user and password.
const NOT_IN_DOMAIN: &str = "_~?#@!$&'()*+,;=%";

/// Whether a code is a web address.
pub fn is_link(code: &str) -> bool {
    SCHEMES.iter().any(|scheme| code.starts_with(scheme))
}

/// A name and a value of a link, and the place where the value begins.
struct Pair<'a> {
    name: &'a str,
    value: &'a str,
    at: usize,
}

/// Reads a Digital Link. Positions count in the link as it was given.
///
/// ```
/// # use pakownia::domain::gs1::parse_link;
/// let read = parse_link("https://example.pl/p/01/05901234123457/10/L7?17=271130")?;
/// assert_eq!(read.value("10"), Some("L7"));
/// assert_eq!(read.value("17"), Some("271130"));
/// # Ok::<(), pakownia::domain::gs1::ElementFault>(())
/// ```
pub fn parse_link(link: &str) -> Result<ElementString, ElementFault> {
    let fault = |position, rule| ElementFault { position, rule };
    let path_at = path_begins(link)?;
    let whole = link.split('#').next().unwrap_or(link);
    let (before_query, query) = whole.split_once('?').unwrap_or((whole, ""));
    let path = before_query.get(path_at..).unwrap_or_default();
    let pairs = pairs_of(path, path_at);
    let first = pairs
        .iter()
        .rposition(|pair| key_of(pair.name).is_some())
        .ok_or_else(|| fault(path_at, Gs1Error::NoKey))?;
    let mut read = ElementString {
        elements: Vec::new(),
        marked: true,
    };
    let own = pairs.get(first..).unwrap_or_default();
    check_order(own)?;
    for pair in own {
        add(&mut read, pair, false)?;
    }
    let query_at = before_query.len() + 1;
    for pair in query_pairs(query, query_at) {
        add(&mut read, &pair, true)?;
    }
    Ok(read)
}

/// Where the path begins, behind scheme and domain.
fn path_begins(link: &str) -> Result<usize, ElementFault> {
    let not_a_link = |position, why| ElementFault {
        position,
        rule: Gs1Error::NotALink { why },
    };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || SIGNS.contains(c);
    if let Some(place) = link.chars().position(|c| !is_allowed(c)) {
        return Err(not_a_link(place, "a character that no link holds"));
    }
    let scheme = SCHEMES
        .iter()
        .find(|scheme| link.starts_with(**scheme))
        .ok_or_else(|| not_a_link(0, "it begins neither with https:// nor with http://"))?;
    let rest = link.get(scheme.len()..).unwrap_or_default();
    let domain = rest.find('/').filter(|length| *length > 0);
    let domain = domain.ok_or_else(|| not_a_link(scheme.len(), "domain or path is missing"))?;
    let name = rest.get(..domain).unwrap_or_default();
    match name.chars().position(|c| NOT_IN_DOMAIN.contains(c)) {
        Some(place) => Err(not_a_link(
            scheme.len() + place,
            "a character that no domain holds",
        )),
        None => Ok(scheme.len() + domain),
    }
}

/// The steps of a path two by two, counted from its end as far as they are names and values.
fn pairs_of(path: &str, path_at: usize) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    let mut rest = path;
    while let Some((before, value)) = rest.rsplit_once('/')
        && let Some((earlier, name)) = before.rsplit_once('/')
        && identifier_of(name).is_some()
    {
        let at = path_at + before.len() + 1;
        pairs.push(Pair { name, value, at });
        rest = earlier;
        if key_of(name).is_some() {
            break;
        }
    }
    pairs.reverse();
    pairs
}

fn query_pairs(query: &str, query_at: usize) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    let mut at = query_at;
    for field in query.split(['&', ';']) {
        if let Some((name, value)) = field.split_once('=')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_digit())
        {
            let at = at + name.len() + 1;
            pairs.push(Pair { name, value, at });
        }
        at += field.len() + 1;
    }
    pairs
}

/// The identifier that a name is, as a whole.
fn identifier_of(name: &str) -> Option<&'static Identifier> {
    identifier_at(name).filter(|identifier| identifier.length() == name.len())
}

fn key_of(name: &str) -> Option<&'static [&'static [&'static str]]> {
    identifier_of(name)?.key
}

/// Finds the qualifiers behind the key to be its own, and in their order.
fn check_order(pairs: &[Pair<'_>]) -> Result<(), ElementFault> {
    let Some((key, qualifiers)) = pairs.split_first() else {
        return Ok(());
    };
    let sequences = key_of(key.name).unwrap_or_default();
    let follows = |sequence: &&[&str]| {
        let mut left = sequence.iter();
        qualifiers
            .iter()
            .all(|pair| left.any(|allowed| *allowed == pair.name))
    };
    if qualifiers.is_empty() || sequences.iter().any(follows) {
        return Ok(());
    }
    let (ai, position) = qualifiers.first().map_or((String::new(), key.at), |pair| {
        (pair.name.to_owned(), pair.at)
    });
    Err(ElementFault {
        position,
        rule: Gs1Error::Misplaced { ai },
    })
}

fn add(read: &mut ElementString, pair: &Pair<'_>, in_query: bool) -> Result<(), ElementFault> {
    let fault = |offset: usize, rule| ElementFault {
        position: pair.at + offset,
        rule,
    };
    let identifier =
        identifier_of(pair.name).ok_or_else(|| fault(0, Gs1Error::UnknownIdentifier))?;
    if in_query && !identifier.in_query {
        let ai = pair.name.to_owned();
        return Err(fault(0, Gs1Error::Misplaced { ai }));
    }
    let written = if in_query {
        pair.value.replace('+', " ")
    } else {
        pair.value.to_owned()
    };
    let value = percent_decode_str(&written)
        .decode_utf8()
        .map_err(|_error| {
            fault(
                0,
                Gs1Error::NotALink {
                    why: "escapes that are no text",
                },
            )
        })?;
    let value = filled(identifier, &value);
    // Behind an escape the places of value and link drift apart: then the value's beginning is told.
    let offset = |place: usize| if value == pair.value { place } else { 0 };
    check_value(identifier, &value).map_err(|(place, rule)| fault(offset(place), rule))?;
    let element = Element {
        identifier,
        ai: pair.name.to_owned(),
        value,
    };
    read.add(element).map_err(|rule| fault(0, rule))
}

/// A number of 8, 12 or 13 digits is filled up to 14, as older links left the zeros out.
fn filled(identifier: &Identifier, value: &str) -> String {
    match (identifier.digits, value.len(), value.parse::<Gtin14>()) {
        ("01", 8 | 12 | 13, Ok(gtin)) => gtin.to_string(),
        _ => value.to_owned(),
    }
}
