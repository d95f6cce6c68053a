//! The lines of an address in the order and form of the country that delivers it.
//!
//! A sorter reads the town's line where the country writes it; a British postcode
//! before its town, or a Hungarian town below its street, costs a day.
//!
//! Source: the `fmt` and `upper` columns of Google's libaddressinput, region data of
//! 2023 (data CC-BY 4.0); the name of the country in capitals on the last line:
//! Universal Postal Union, S42 and Convention Manual, article 17-104.

use super::label::Address;

/// What stands on one line, for its size and for refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Name,
    Company,
    Street,
    Town,
    Postcode,
    Region,
}

impl Part {
    /// How refusals call it.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Name => "recipient.name",
            Self::Company => "recipient.company",
            Self::Street => "recipient.lines",
            Self::Town => "recipient.city",
            Self::Postcode => "recipient.postcode",
            Self::Region => "recipient.region",
        }
    }
}

/// One line of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) part: Part,
    pub(crate) text: String,
}

/// How one country writes addresses.
struct Habit {
    code: &'static str,
    /// The country's name for a sorter abroad.
    name: &'static str,
    /// Lines, parted by `|`. `%N` name, `%O` company, `%A` street, `%Z` postcode, `%C` town, `%S` region.
    lines: &'static str,
    /// Town and region in capitals.
    in_capitals: bool,
}

const fn habit(code: &'static str, name: &'static str, lines: &'static str) -> Habit {
    Habit {
        code,
        name,
        lines,
        in_capitals: false,
    }
}

const fn capitals(code: &'static str, name: &'static str, lines: &'static str) -> Habit {
    Habit {
        in_capitals: true,
        ..habit(code, name, lines)
    }
}

/// Postcode before town, as most of Europe has it; also for countries that are not listed.
const USUAL: &str = "%N|%O|%A|%Z %C";

const HABITS: [Habit; 66] = [
    habit("AD", "ANDORRA", USUAL),
    habit("AE", "UNITED ARAB EMIRATES", "%N|%O|%A|%C|%S"),
    habit("AL", "ALBANIA", "%N|%O|%A|%Z|%C"),
    capitals("AR", "ARGENTINA", "%N|%O|%A|%Z %C|%S"),
    habit("AT", "AUSTRIA", "%O|%N|%A|%Z %C"),
    capitals("AU", "AUSTRALIA", "%O|%N|%A|%C %S %Z"),
    habit("BA", "BOSNIA AND HERZEGOVINA", USUAL),
    habit("BE", "BELGIUM", "%O|%N|%A|%Z %C"),
    habit("BG", "BULGARIA", USUAL),
    capitals("BR", "BRAZIL", "%O|%N|%A|%C-%S|%Z"),
    habit("BY", "BELARUS", "%N|%O|%A|%Z %C|%S"),
    capitals("CA", "CANADA", "%N|%O|%A|%C %S %Z"),
    habit("CH", "SWITZERLAND", "%O|%N|%A|CH-%Z %C"),
    habit("CN", "CHINA", "%N|%O|%A|%C|%S, %Z"),
    habit("CY", "CYPRUS", USUAL),
    habit("CZ", "CZECH REPUBLIC", USUAL),
    habit("DE", "GERMANY", USUAL),
    habit("DK", "DENMARK", USUAL),
    habit("EE", "ESTONIA", USUAL),
    capitals("ES", "SPAIN", "%N|%O|%A|%Z %C %S"),
    habit("FI", "FINLAND", "%O|%N|%A|FI-%Z %C"),
    capitals("FR", "FRANCE", "%O|%N|%A|%Z %C"),
    capitals("GB", "UNITED KINGDOM", "%N|%O|%A|%C|%Z"),
    capitals("GI", "GIBRALTAR", "%N|%O|%A|%C|%Z"),
    habit("GR", "GREECE", USUAL),
    habit("HK", "HONG KONG", "%N|%O|%A|%C|%S"),
    habit("HR", "CROATIA", "%N|%O|%A|HR-%Z %C"),
    capitals("HU", "HUNGARY", "%N|%O|%C|%A|%Z"),
    habit("IE", "IRELAND", "%N|%O|%A|%C|%S %Z"),
    habit("IL", "ISRAEL", "%N|%O|%A|%C %Z"),
    habit("IN", "INDIA", "%N|%O|%A|%C %Z|%S"),
    habit("IS", "ICELAND", USUAL),
    capitals("IT", "ITALY", "%N|%O|%A|%Z %C %S"),
    habit("JP", "JAPAN", "%N|%O|%A|%C, %S|%Z"),
    habit("KR", "SOUTH KOREA", "%N|%O|%A|%C|%S|%Z"),
    habit("KZ", "KAZAKHSTAN", "%N|%O|%A|%C|%S|%Z"),
    habit("LI", "LIECHTENSTEIN", "%O|%N|%A|FL-%Z %C"),
    habit("LT", "LITHUANIA", "%O|%N|%A|LT-%Z %C"),
    habit("LU", "LUXEMBOURG", "%O|%N|%A|L-%Z %C"),
    habit("LV", "LATVIA", "%N|%O|%A|%C, %Z"),
    habit("MC", "MONACO", "%N|%O|%A|MC-%Z %C"),
    habit("MD", "MOLDOVA", "%N|%O|%A|MD-%Z %C"),
    habit("ME", "MONTENEGRO", USUAL),
    habit("MK", "NORTH MACEDONIA", USUAL),
    capitals("MT", "MALTA", "%N|%O|%A|%C %Z"),
    capitals("MX", "MEXICO", "%N|%O|%A|%Z %C, %S"),
    habit("NL", "NETHERLANDS", "%O|%N|%A|%Z %C"),
    habit("NO", "NORWAY", USUAL),
    habit("NZ", "NEW ZEALAND", "%N|%O|%A|%C %Z"),
    habit("PL", "POLAND", USUAL),
    habit("PT", "PORTUGAL", USUAL),
    capitals("RO", "ROMANIA", USUAL),
    habit("RS", "SERBIA", USUAL),
    capitals("RU", "RUSSIAN FEDERATION", "%N|%O|%A|%C|%S|%Z"),
    habit("SE", "SWEDEN", "%O|%N|%A|SE-%Z %C"),
    habit("SG", "SINGAPORE", "%N|%O|%A|%C %Z"),
    habit("SI", "SLOVENIA", "%N|%O|%A|SI-%Z %C"),
    habit("SK", "SLOVAKIA", USUAL),
    habit("SM", "SAN MARINO", USUAL),
    habit("TR", "TURKEY", "%N|%O|%A|%Z %C/%S"),
    habit("TW", "TAIWAN", "%N|%O|%A|%C, %S %Z"),
    habit("UA", "UKRAINE", "%N|%O|%A|%C|%S|%Z"),
    capitals("US", "UNITED STATES", "%N|%O|%A|%C, %S %Z"),
    habit("VA", "VATICAN", USUAL),
    habit("XK", "KOSOVO", USUAL),
    habit("ZA", "SOUTH AFRICA", "%N|%O|%A|%C|%Z"),
];

fn habit_of(country: &str) -> Option<&'static Habit> {
    HABITS.iter().find(|habit| habit.code == country)
}

/// The lines of the address from the top, without its country. Empty ones are left out.
///
/// The postcode's country prefix stands only on parcels that cross a border.
pub(crate) fn lines(address: &Address, sender_country: &str) -> Vec<Line> {
    let country = code(&address.country);
    let habit = habit_of(&country);
    let is_abroad = country != code(sender_country);
    let (pattern, in_capitals) =
        habit.map_or((USUAL, false), |habit| (habit.lines, habit.in_capitals));
    let raised = |text: &str| {
        if in_capitals {
            text.trim().to_uppercase()
        } else {
            text.trim().to_owned()
        }
    };
    let (town, region) = (
        raised(&address.city),
        raised(address.region.as_deref().unwrap_or_default()),
    );
    let mut lines = Vec::new();
    for pattern in pattern.split('|') {
        match pattern {
            "%N" => push(&mut lines, Part::Name, &address.name),
            "%O" => push(
                &mut lines,
                Part::Company,
                address.company.as_deref().unwrap_or_default(),
            ),
            "%A" => address
                .lines
                .iter()
                .for_each(|line| push(&mut lines, Part::Street, line)),
            _ => {
                let value = |letter| match letter {
                    'C' => town.as_str(),
                    'S' => region.as_str(),
                    _ => address.postcode.trim(),
                };
                push(
                    &mut lines,
                    part_of(pattern),
                    &filled(pattern, is_abroad, value),
                );
            }
        }
    }
    // A region that the habit has no place for is still part of the address.
    if !region.is_empty() && !pattern.contains("%S") {
        push(&mut lines, Part::Region, &region);
    }
    lines
}

fn part_of(pattern: &str) -> Part {
    if pattern.contains("%C") {
        Part::Town
    } else if pattern.contains("%Z") {
        Part::Postcode
    } else {
        Part::Region
    }
}

fn push(lines: &mut Vec<Line>, part: Part, text: &str) {
    if !text.trim().is_empty() {
        lines.push(Line {
            part,
            text: text.trim().to_owned(),
        });
    }
}

/// Fills one line. What stands between two fields is left out when either is empty, and a prefix that
/// somebody wrote already is not written twice.
fn filled<'a>(pattern: &str, is_abroad: bool, value: impl Fn(char) -> &'a str) -> String {
    let mut line = String::new();
    let mut pieces = pattern.split('%');
    let mut between = pieces.next().unwrap_or_default();
    for piece in pieces {
        let mut rest = piece.chars();
        let text = rest.next().map_or("", &value);
        if !text.is_empty() {
            let is_prefix = line.is_empty();
            let has_it = text.to_uppercase().starts_with(between);
            if !is_prefix || (is_abroad && !has_it) {
                line.push_str(between);
            }
            line.push_str(text);
        }
        between = rest.as_str();
    }
    line
}

/// The last line: the country's name in capitals abroad, its two letters at home.
pub(crate) fn country_line(address: &Address, sender_country: &str) -> String {
    let country = code(&address.country);
    match habit_of(&country) {
        Some(habit) if country != code(sender_country) => habit.name.to_owned(),
        _ => country,
    }
}

fn code(country: &str) -> String {
    country.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(country: &str, postcode: &str, city: &str, region: Option<&str>) -> Vec<String> {
        let address = Address {
            name: "Anna Nowak".into(),
            company: Some("Firma".into()),
            lines: vec!["1 Main Street".into()],
            postcode: postcode.into(),
            city: city.into(),
            country: country.into(),
            region: region.map(str::to_owned),
            phone: None,
        };
        lines(&address, "PL")
            .into_iter()
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn each_country_has_its_own_order() {
        let tail = |country, postcode, city, region: Option<&str>| {
            written(country, postcode, city, region).split_off(3)
        };
        assert_eq!(tail("PL", "40-001", "Katowice", None), ["40-001 Katowice"]);
        assert_eq!(
            tail("GB", "SW1A 1AA", "London", None),
            ["LONDON", "SW1A 1AA"]
        );
        assert_eq!(
            tail("US", "94043", "Mountain View", Some("CA")),
            ["MOUNTAIN VIEW, CA 94043"]
        );
        assert_eq!(
            tail("IE", "D02 X285", "Dublin", None),
            ["Dublin", "D02 X285"]
        );
        assert_eq!(tail("LV", "LV-1010", "Rīga", None), ["Rīga, LV-1010"]);
        assert_eq!(
            tail("IT", "20121", "Milano", Some("MI")),
            ["20121 MILANO MI"]
        );
        assert_eq!(
            written("HU", "1055", "Budapest", None),
            ["Anna Nowak", "Firma", "BUDAPEST", "1 Main Street", "1055"]
        );
        assert_eq!(
            written("FR", "75001", "Paris", None)[..2],
            ["Firma", "Anna Nowak"]
        );
    }

    #[test]
    fn a_prefix_stands_once_and_only_abroad() {
        let tail = |postcode| written("SE", postcode, "Solna", None).split_off(3);
        assert_eq!(tail("171 63"), ["SE-171 63 Solna"]);
        assert_eq!(tail("SE-171 63"), ["SE-171 63 Solna"]);
        let at_home = Address {
            postcode: "171 63".into(),
            city: "Solna".into(),
            country: "se".into(),
            ..Address::default()
        };
        assert_eq!(lines(&at_home, "SE")[0].text, "171 63 Solna");
    }

    #[test]
    fn nothing_of_an_address_is_lost_where_a_field_is_empty_or_unforeseen() {
        let tail = |country, region| written(country, "12345", "Town", region).split_off(3);
        assert_eq!(tail("US", None), ["TOWN 12345"]);
        assert_eq!(tail("DE", Some("Sachsen")), ["12345 Town", "Sachsen"]);
        assert_eq!(tail("QQ", Some("Far")), ["12345 Town", "Far"]);
        for habit in &HABITS {
            let text = written(habit.code, "12345", "Town", Some("Region")).join("\n");
            let text = text.to_uppercase();
            for part in ["ANNA NOWAK", "FIRMA", "1 MAIN STREET", "TOWN", "REGION"] {
                assert!(text.contains(part), "{}: {part} in {text}", habit.code);
            }
            let has_postcode = habit.lines.contains("%Z");
            assert_eq!(text.contains("12345"), has_postcode, "{}", habit.code);
        }
    }

    #[test]
    fn the_country_is_named_for_sorters_abroad() {
        let to = |country: &str| Address {
            country: country.into(),
            ..Address::default()
        };
        assert_eq!(country_line(&to("de"), "PL"), "GERMANY");
        assert_eq!(country_line(&to("PL"), "PL"), "PL");
        assert_eq!(country_line(&to("QQ"), "PL"), "QQ");
    }
}
