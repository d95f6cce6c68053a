//! Code 128 and GS1-128 symbols with the fewest possible bars for their content.
//!
//! A shorter symbol has wider bars on the same label, and wider bars are read
//! from further away. So the choice of code sets is not left to a rule of thumb:
//! all of them are weighed, and the shortest way through wins.
//!
//! Source: ISO/IEC 15417:2007, sections 4.3 (character encodation) and 4.4 (check character).

use crate::domain::gs1::{SEPARATOR, Sscc, is_predefined_length};

use super::error::LabelError;

/// Longest content taken, in characters; far above what fits any label of ours.
const CONTENT_MAX: usize = 128;

/// Most data characters in a GS1-128 symbol, separators included.
///
/// Source: GS1 General Specifications, section 5.4.2.
const GS1_CONTENT_MAX: usize = 48;

const SHIFT: u8 = 98;
const CODE_C: u8 = 99;
const CODE_B: u8 = 100;
const CODE_A: u8 = 101;
const FNC1: u8 = 102;
const START: [u8; 3] = [103, 104, 105];
const STOP: u8 = 106;

/// Bar and space widths in modules of the symbol characters 0 to 106, bars first.
///
/// Source: ISO/IEC 15417:2007, table 1.
const WIDTHS: [&[u8]; 107] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312",
    b"132212", b"221213", b"221312", b"231212", b"112232", b"122132", b"122231", b"113222",
    b"123122", b"123221", b"223211", b"221132", b"221231", b"213212", b"223112", b"312131",
    b"311222", b"321122", b"321221", b"312212", b"322112", b"322211", b"212123", b"212321",
    b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121",
    b"313121", b"211331", b"231131", b"213113", b"213311", b"213131", b"311123", b"311321",
    b"331121", b"312113", b"312311", b"332111", b"314111", b"221411", b"431111", b"111224",
    b"111422", b"121124", b"121421", b"141122", b"141221", b"112214", b"112412", b"122114",
    b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112",
    b"421211", b"212141", b"214121", b"412121", b"111143", b"111341", b"131141", b"114113",
    b"114311", b"411113", b"411311", b"113141", b"114131", b"311141", b"411131", b"211412",
    b"211214", b"211232", b"2331112",
];

/// A symbol ready to be drawn: widths of bar, space, bar … in modules, without quiet zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    characters: Vec<u8>,
    widths: Vec<u8>,
}

impl Symbol {
    /// Symbol characters with start, check character and stop, by their values.
    pub fn characters(&self) -> &[u8] {
        &self.characters
    }

    /// Widths in modules, beginning and ending with a bar.
    pub fn widths(&self) -> &[u8] {
        &self.widths
    }

    /// Width of the whole symbol in modules, without quiet zones.
    pub fn modules(&self) -> u32 {
        self.widths.iter().map(|width| u32::from(*width)).sum()
    }
}

/// One thing to encode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Datum {
    /// An ASCII character, 0 to 127.
    Ascii(u8),
    /// Function character 1: GS1 mark in first place, separator elsewhere.
    Fnc1,
}

/// A plain Code 128 symbol of ASCII text, control characters included.
///
/// `field` is the name under which a refusal speaks of this text.
pub fn encode(field: &'static str, text: &str) -> Result<Symbol, LabelError> {
    let data = ascii(field, text)?;
    if data.is_empty() {
        return Err(LabelError::EmptyCode { field });
    }
    if data.len() > CONTENT_MAX {
        return Err(LabelError::DoesNotFit { field });
    }
    Ok(symbol(&data))
}

/// A GS1-128 symbol of identifiers and their values, in the order given.
///
/// A separator is set only after a value of variable length that is not the
/// last: everywhere else it would cost width and say nothing.
///
/// Source: GS1 General Specifications, sections 5.4.1 and 7.8.4 (concatenation).
pub fn encode_gs1(field: &'static str, elements: &[(&str, &str)]) -> Result<Symbol, LabelError> {
    let mut data = vec![Datum::Fnc1];
    for (place, (identifier, value)) in elements.iter().enumerate() {
        data.extend(ascii(field, identifier)?);
        data.extend(ascii(field, value)?);
        if place + 1 < elements.len() && !is_predefined_length(identifier) {
            data.push(Datum::Fnc1);
        }
    }
    if data.len() == 1 {
        return Err(LabelError::EmptyCode { field });
    }
    if data.len() - 1 > GS1_CONTENT_MAX {
        return Err(LabelError::DoesNotFit { field });
    }
    Ok(symbol(&data))
}

/// The GS1-128 symbol of a logistic unit: (00) and its SSCC.
pub fn encode_sscc(sscc: Sscc) -> Result<Symbol, LabelError> {
    encode_gs1("sscc", &[("00", &sscc.to_string())])
}

fn ascii(field: &'static str, text: &str) -> Result<Vec<Datum>, LabelError> {
    text.chars()
        .map(|character| match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => Ok(Datum::Ascii(byte)),
            _ => Err(LabelError::NotEncodable { field, character }),
        })
        .collect()
}

/// The three code sets, by their place in [`START`].
const SETS: [usize; 3] = [0, 1, 2];
const A: usize = 0;
const B: usize = 1;
const C: usize = 2;

/// The character that latches from any other set into this one.
const LATCH: [u8; 3] = [CODE_A, CODE_B, CODE_C];

/// One step of the way: which characters it writes and how many data it takes.
struct Step {
    written: [Option<u8>; 2],
    taken: usize,
}

fn value_in(set: usize, byte: u8) -> Option<u8> {
    match (set, byte) {
        (A, 0..=31) => Some(byte + 64),
        (A, 32..=95) | (B, 32..=127) => Some(byte - 32),
        _ => None,
    }
}

/// All that can be written at the head of `rest` while staying in `set`.
fn steps(set: usize, rest: &[Datum]) -> Option<Step> {
    let one = |value| Step {
        written: [Some(value), None],
        taken: 1,
    };
    match (set, rest) {
        (_, [Datum::Fnc1, ..]) => Some(one(FNC1)),
        (
            C,
            [
                Datum::Ascii(tens @ b'0'..=b'9'),
                Datum::Ascii(ones @ b'0'..=b'9'),
                ..,
            ],
        ) => Some(Step {
            written: [Some((tens - b'0') * 10 + (ones - b'0')), None],
            taken: 2,
        }),
        (A | B, [Datum::Ascii(byte), ..]) => value_in(set, *byte).map(one).or_else(|| {
            // SHIFT borrows one character from the other of A and B.
            let borrowed = value_in(1 - set, *byte)?;
            Some(Step {
                written: [Some(SHIFT), Some(borrowed)],
                taken: 1,
            })
        }),
        _ => None,
    }
}

/// Shortest number of characters from each place in each set to the end of the data.
fn costs(data: &[Datum]) -> Vec<[usize; 3]> {
    const NO_WAY: usize = usize::MAX / 4;
    let mut costs = vec![[0; 3]; data.len() + 1];
    for place in (0..data.len()).rev() {
        let direct = SETS.map(|set| match steps(set, &data[place..]) {
            Some(step) => step.written.iter().flatten().count() + costs[place + step.taken][set],
            None => NO_WAY,
        });
        // Latching twice at one place never pays, so one latch is enough to look at.
        costs[place] = SETS.map(|set| {
            let others = SETS.iter().filter(|other| **other != set);
            let latched = others.map(|other| 1 + direct[*other]).min();
            direct[set].min(latched.unwrap_or(NO_WAY))
        });
    }
    costs
}

fn symbol(data: &[Datum]) -> Symbol {
    let costs = costs(data);
    let cheapest = |place: usize| SETS.into_iter().rev().min_by_key(|set| costs[place][*set]);
    let mut set = cheapest(0).unwrap_or(B);
    let mut characters = vec![START[set]];
    let mut place = 0;
    while place < data.len() {
        let stay = steps(set, &data[place..]).filter(|step| {
            step.written.iter().flatten().count() + costs[place + step.taken][set]
                == costs[place][set]
        });
        if let Some(step) = stay {
            characters.extend(step.written.iter().flatten());
            place += step.taken;
        } else {
            set = latch_target(set, &data[place..], &costs[place..]);
            characters.push(LATCH[set]);
        }
    }
    characters.push(check_character(&characters));
    characters.push(STOP);
    let widths = characters
        .iter()
        .flat_map(|character| WIDTHS[usize::from(*character)])
        .map(|width| width - b'0')
        .collect();
    Symbol { characters, widths }
}

/// The set that a cheapest way latches into here; only asked where staying is dearer.
fn latch_target(set: usize, rest: &[Datum], costs: &[[usize; 3]]) -> usize {
    let direct = |other: usize| {
        steps(other, rest)
            .map(|step| step.written.iter().flatten().count() + costs[step.taken][other])
            .unwrap_or(usize::MAX)
    };
    SETS.into_iter()
        .filter(|other| *other != set)
        .min_by_key(|other| direct(*other))
        .unwrap_or(B)
}

fn check_character(characters: &[u8]) -> u8 {
    let sum: usize = characters
        .iter()
        .enumerate()
        .map(|(place, character)| usize::from(*character) * place.max(1))
        .sum();
    u8::try_from(sum % 103).unwrap_or(0)
}

/// What a scanner reports for GS1-128 text with separators, for the line under the bars.
///
/// Parentheses mark the identifiers for the eye and are not encoded; the digits
/// of an SSCC stand in groups of four so that they can be typed in.
///
/// Source: GS1 General Specifications, section 4.14 (human readable interpretation).
pub fn readable_sscc(sscc: Sscc) -> String {
    let digits = sscc.to_string();
    let mut text = "(00)".to_owned();
    for (place, digit) in digits.chars().enumerate() {
        // Extension digit, four groups of four, check digit.
        if place % 4 == 1 || place == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Text for the line under a plain symbol: control characters by their numbers, in angle brackets.
pub fn readable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            SEPARATOR => "<GS>".to_owned(),
            control if control.is_control() => format!("<{:02X}>", u32::from(control)),
            plain => plain.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree as _;

    /// Reads a symbol back, as a scanner would; `None` for any fault.
    fn decode(symbol: &Symbol) -> Option<Vec<Datum>> {
        let characters = from_widths(symbol.widths())?;
        let (stop, rest) = characters.split_last()?;
        let (check, body) = rest.split_last()?;
        if *stop != STOP || check_character(body) != *check {
            return None;
        }
        let mut set = START.iter().position(|start| *start == body[0])?;
        let mut shifted = false;
        let mut data = Vec::new();
        for value in &body[1..] {
            let now = if shifted { 1 - set } else { set };
            shifted = false;
            match (now, *value) {
                (_, FNC1) => data.push(Datum::Fnc1),
                (C, 0..=99) => {
                    data.push(Datum::Ascii(b'0' + value / 10));
                    data.push(Datum::Ascii(b'0' + value % 10));
                }
                (A, 0..=63) | (B, 0..=95) => data.push(Datum::Ascii(value + 32)),
                (A, 64..=95) => data.push(Datum::Ascii(value - 64)),
                (A | B, SHIFT) => shifted = true,
                (A | B, CODE_C) => set = C,
                (A | C, CODE_B) => set = B,
                (B | C, CODE_A) => set = A,
                _ => return None,
            }
        }
        Some(data)
    }

    fn from_widths(widths: &[u8]) -> Option<Vec<u8>> {
        let (body, stop) = widths.split_at_checked(widths.len().checked_sub(7)?)?;
        let find = |piece: &[u8]| {
            WIDTHS
                .iter()
                .position(|known| known.iter().map(|w| w - b'0').eq(piece.iter().copied()))
        };
        let mut values: Vec<u8> = Vec::new();
        for piece in body.chunks(6) {
            values.push(u8::try_from(find(piece)?).ok()?);
        }
        values.push(u8::try_from(find(stop)?).ok()?);
        Some(values)
    }

    /// Shortest number of symbol characters, by trying everything, without start, check and stop.
    fn brute_force(set: usize, data: &[Datum], budget: usize) -> Option<usize> {
        if data.is_empty() {
            return Some(0);
        }
        if budget == 0 {
            return None;
        }
        let mut best: Option<usize> = None;
        let mut offer = |cost: Option<usize>| {
            if let Some(cost) = cost {
                best = Some(best.map_or(cost, |best| best.min(cost)));
            }
        };
        for other in SETS.into_iter().filter(|other| *other != set) {
            offer(brute_force(other, data, budget - 1).map(|cost| cost + 1));
        }
        if let Some(step) = steps(set, data) {
            let written = step.written.iter().flatten().count();
            if written <= budget {
                offer(
                    brute_force(set, &data[step.taken..], budget - written)
                        .map(|cost| cost + written),
                );
            }
        }
        best
    }

    fn shortest(data: &[Datum]) -> usize {
        (0..)
            .find_map(|budget| {
                SETS.iter()
                    .filter_map(|set| brute_force(*set, data, budget))
                    .min()
            })
            .unwrap()
    }

    #[test]
    fn every_pattern_is_eleven_modules_and_unlike_the_others() {
        for (place, widths) in WIDTHS.iter().enumerate() {
            let total: u32 = widths.iter().map(|width| u32::from(width - b'0')).sum();
            assert_eq!(
                total,
                if place == usize::from(STOP) { 13 } else { 11 },
                "character {place}"
            );
            assert_eq!(
                WIDTHS.iter().filter(|other| other == &widths).count(),
                1,
                "character {place}"
            );
            let bars: u32 = widths
                .iter()
                .step_by(2)
                .map(|width| u32::from(width - b'0'))
                .sum();
            assert_eq!(
                bars % 2,
                0,
                "character {place}: the bars of every character are even"
            );
        }
    }

    #[test]
    fn known_symbols_come_out_as_the_standard_writes_them() {
        // Start B (A would be as short), seven characters, check character, stop.
        let symbol = encode("code", "PJJ123C").unwrap();
        assert_eq!(
            symbol.characters(),
            [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]
        );
        // An SSCC: start C, FNC1, ten digit pairs, check, stop.
        let symbol = encode_sscc("106141412345678908".parse().unwrap()).unwrap();
        assert_eq!(&symbol.characters()[..5], [105, 102, 0, 10, 61]);
        assert_eq!(symbol.modules(), 156);
    }

    #[test]
    fn a_separator_stands_only_where_it_is_needed() {
        let symbol = encode_gs1(
            "code",
            &[("01", "05901234123457"), ("10", "L7"), ("21", "9")],
        )
        .unwrap();
        let read = decode(&symbol).unwrap();
        let marks: Vec<usize> = read
            .iter()
            .enumerate()
            .filter(|(_, datum)| **datum == Datum::Fnc1)
            .map(|(place, _)| place)
            .collect();
        assert_eq!(marks, [0, 21]);
        assert!(encode_gs1("code", &[("10", "A"), ("99", &"9".repeat(60))]).is_err());
    }

    #[test]
    fn what_cannot_be_encoded_is_named() {
        assert_eq!(
            encode("order_no", "Ż1"),
            Err(LabelError::NotEncodable {
                field: "order_no",
                character: 'Ż'
            })
        );
        assert_eq!(
            encode("order_no", ""),
            Err(LabelError::EmptyCode { field: "order_no" })
        );
        assert_eq!(
            encode("order_no", &"A".repeat(129)),
            Err(LabelError::DoesNotFit { field: "order_no" })
        );
    }

    #[test]
    fn the_line_under_the_bars_can_be_typed_in() {
        let sscc = Sscc::compose(3, "5901234", 567_890_123).unwrap();
        assert!(readable_sscc(sscc).starts_with("(00) 3 5901 2345 6789 0123 "));
        assert_eq!(readable("A\u{1d}B\n"), "A<GS>B<0A>");
    }

    fn data() -> impl Strategy<Value = Vec<Datum>> {
        let datum = prop_oneof![
            6 => (b'0'..=b'9').prop_map(Datum::Ascii),
            2 => (b'a'..=b'z').prop_map(Datum::Ascii),
            2 => (0_u8..32).prop_map(Datum::Ascii),
            2 => (0_u8..128).prop_map(Datum::Ascii),
            1 => Just(Datum::Fnc1),
        ];
        prop::collection::vec(datum, 1..40)
    }

    /// Fewest symbol characters for the data, without start, check and stop, by a way of thinking of its own:
    /// from the front, the cheapest way into each set so far, with every latch and every shift weighed.
    fn fewest(data: &[Datum]) -> usize {
        const NO_WAY: usize = usize::MAX / 4;
        let mut reached = vec![[NO_WAY; 3]; data.len() + 1];
        reached[0] = [0; 3];
        for place in 0..data.len() {
            for _ in SETS {
                for (from, to) in [(A, B), (A, C), (B, A), (B, C), (C, A), (C, B)] {
                    reached[place][to] = reached[place][to].min(reached[place][from] + 1);
                }
            }
            for set in SETS {
                let here = reached[place][set];
                let mut offer = |taken: usize, cost: usize| {
                    let there = &mut reached[place + taken][set];
                    *there = (*there).min(here + cost);
                };
                let digit =
                    |datum: Option<&Datum>| matches!(datum, Some(Datum::Ascii(b'0'..=b'9')));
                match data[place] {
                    Datum::Fnc1 => offer(1, 1),
                    Datum::Ascii(_) if set == C => {
                        if digit(data.get(place)) && digit(data.get(place + 1)) {
                            offer(2, 1);
                        }
                    }
                    Datum::Ascii(byte) => {
                        let is_native = if set == A { byte < 96 } else { byte >= 32 };
                        offer(1, if is_native { 1 } else { 2 });
                    }
                }
            }
        }
        reached[data.len()].into_iter().min().unwrap()
    }

    #[test]
    fn no_symbol_of_many_is_longer_than_the_shortest_way() {
        // Without optimisation it is told from fewer, or whoever changes a word waits for it.
        let count = if cfg!(debug_assertions) {
            5_000
        } else {
            100_000
        };
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let strategy = data();
        for _ in 0..count {
            let data = strategy.new_tree(&mut runner).unwrap().current();
            assert_eq!(
                symbol(&data).characters().len(),
                fewest(&data) + 3,
                "{data:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_symbol_reads_back_as_it_was_written(data in data()) {
            prop_assert_eq!(decode(&symbol(&data)), Some(data));
        }

        #[test]
        fn no_shorter_symbol_exists(data in data()) {
            let data = &data[..data.len().min(7)];
            let written = symbol(data).characters().len();
            prop_assert_eq!(written, shortest(data) + 3);
        }
    }
}
