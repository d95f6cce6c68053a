//! Numbers, masses, money and times as people write them.
//!
//! Thousands stand apart by a no-break space in both languages: a comma would be a decimal
//! sign to the one reader and a thousands sign to the other, at the same bench.

use chrono::{Datelike, Timelike};

use super::Lang;
use crate::domain::units::{Grams, Minor};

/// Keeps a number and its unit on one line.
const NBSP: char = '\u{a0}';
/// An en dash is as wide as a minus sign, and every face that we carry has it.
const MINUS: char = '–';

/// A whole number with its thousands apart: `12 345`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    text
}

/// A number as Fluent holds it; only whole ones are ever given.
pub(super) fn grouped(number: f64) -> String {
    let whole = format!("{number:.0}");
    match whole.parse::<i64>() {
        Ok(whole) => signed(whole),
        Err(_not_whole) => whole,
    }
}

/// A whole number with its thousands apart and its sign where it is below nothing: `–1 234`.
pub fn signed(number: i64) -> String {
    let size = count(number.unsigned_abs());
    if number < 0 {
        format!("{MINUS}{size}")
    } else {
        size
    }
}

/// A mass to the gram: `1 234 g`.
pub fn grams(_lang: Lang, mass: Grams) -> String {
    format!("{}{NBSP}g", signed(mass.0))
}

/// A difference, always with its sign: `+12 g`, `–37 g`, `0 g`.
pub fn difference(lang: Lang, mass: Grams) -> String {
    let plus = if mass.0 > 0 { "+" } else { "" };
    format!("{plus}{}", grams(lang, mass))
}

/// A mass in kilograms, exact, without idle zeros: `12,3 kg` in Polish, `12.3 kg` in English.
pub fn kilograms(lang: Lang, mass: Grams) -> String {
    let size = mass.0.unsigned_abs();
    let minus = if mass.0 < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let rest = format!("{:03}", size % 1_000);
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() {
        String::new()
    } else {
        decimal_sign(lang).to_string()
    };
    format!("{minus}{}{point}{rest}{NBSP}kg", count(size / 1_000))
}

/// Tenths as a decimal number: `12,3` in Polish, `12.3` in English.
pub fn tenths(lang: Lang, tenths: u64) -> String {
    format!(
        "{}{}{}",
        count(tenths / 10),
        decimal_sign(lang),
        tenths % 10
    )
}

/// Thousandths as a share: `98,7 %` in Polish, `98.7%` in English.
pub fn permille(lang: Lang, share: u32) -> String {
    let number = tenths(lang, u64::from(share));
    match lang {
        Lang::Pl => format!("{number}{NBSP}%"),
        Lang::En => format!("{number}%"),
    }
}

/// An amount of money with two decimals: `12,34 zł` in Polish, `PLN 12.34` in English.
pub fn money(lang: Lang, amount: Minor, currency: &str) -> String {
    let size = amount.0.unsigned_abs();
    let minus = if amount.0 < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let number = format!(
        "{minus}{}{}{:02}",
        count(size / 100),
        decimal_sign(lang),
        size % 100
    );
    match (lang, currency) {
        (Lang::Pl, "PLN") => format!("{number}{NBSP}zł"),
        (Lang::Pl, _) => format!("{number}{NBSP}{currency}"),
        (Lang::En, _) => format!("{currency}{NBSP}{number}"),
    }
}

/// A time of the day: `14:30`.
pub fn time(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A date: `22.11.2026` in Polish, `22 Nov 2026` in English.
pub fn date(lang: Lang, day: &impl Datelike) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = usize::try_from(day.month0())
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default();
    match lang {
        Lang::Pl => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
        Lang::En => format!("{} {month} {}", day.day(), day.year()),
    }
}

/// A date with its time: `22.11.2026 14:30`.
pub fn date_time<T: Datelike + Timelike>(lang: Lang, at: &T) -> String {
    format!("{} {}", date(lang, at), time(at))
}

/// How long something takes, to the minute: `6 h 20 min`; from two days on `3 dni 4 h`.
pub fn span(lang: Lang, minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => format!("{rest}{NBSP}min"),
        (1..48, 0) => format!("{hours}{NBSP}h"),
        (1..48, _) => format!("{hours}{NBSP}h {rest}{NBSP}min"),
        _ => {
            let (days, hours) = (count(hours / 24), hours % 24);
            let word = match lang {
                Lang::Pl => "dni",
                Lang::En => "days",
            };
            match hours {
                0 => format!("{days}{NBSP}{word}"),
                _ => format!("{days}{NBSP}{word} {hours}{NBSP}h"),
            }
        }
    }
}

/// A short time: `47 s`, `2 min 05 s`.
pub fn seconds(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest}{NBSP}s"),
        (minutes, rest) => format!("{}{NBSP}min {rest:02}{NBSP}s", count(minutes)),
    }
}

fn decimal_sign(lang: Lang) -> char {
    match lang {
        Lang::Pl => ',',
        Lang::En => '.',
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn masses_read_as_each_language_writes_them() {
        assert_eq!(grams(Lang::Pl, Grams(1_234)), "1\u{a0}234\u{a0}g");
        assert_eq!(kilograms(Lang::Pl, Grams(12_300)), "12,3\u{a0}kg");
        assert_eq!(kilograms(Lang::En, Grams(12_345)), "12.345\u{a0}kg");
        assert_eq!(kilograms(Lang::En, Grams(25_000)), "25\u{a0}kg");
        assert_eq!(kilograms(Lang::Pl, Grams(-5)), "–0,005\u{a0}kg");
    }

    #[test]
    fn a_difference_always_shows_its_sign() {
        assert_eq!(difference(Lang::Pl, Grams(-37)), "–37\u{a0}g");
        assert_eq!(difference(Lang::Pl, Grams(1_200)), "+1\u{a0}200\u{a0}g");
        assert_eq!(difference(Lang::Pl, Grams(0)), "0\u{a0}g");
        assert_eq!(
            grams(Lang::Pl, Grams(i64::MIN)),
            grams(Lang::En, Grams(i64::MIN))
        );
    }

    #[test]
    fn shares_and_money_carry_their_decimal_sign() {
        assert_eq!(permille(Lang::Pl, 987), "98,7\u{a0}%");
        assert_eq!(permille(Lang::En, 1_000), "100.0%");
        assert_eq!(
            money(Lang::Pl, Minor(123_456), "PLN"),
            "1\u{a0}234,56\u{a0}zł"
        );
        assert_eq!(money(Lang::En, Minor(-5), "PLN"), "PLN\u{a0}–0.05");
    }

    #[test]
    fn a_span_is_told_in_the_units_that_matter() {
        let told = |minutes| span(Lang::Pl, minutes).replace(NBSP, " ");
        assert_eq!(told(0), "0 min");
        assert_eq!(told(380), "6 h 20 min");
        assert_eq!(told(120), "2 h");
        assert_eq!(told(4 * 24 * 60 + 185), "4 dni 3 h");
        assert_eq!(span(Lang::En, 2 * 24 * 60), "2\u{a0}days");
        assert_eq!(seconds(47).replace(NBSP, " "), "47 s");
        assert_eq!(seconds(125).replace(NBSP, " "), "2 min 05 s");
    }

    #[test]
    fn dates_and_times_are_those_of_the_country() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 5)
            .unwrap()
            .and_hms_opt(9, 5, 59)
            .unwrap();
        assert_eq!(date_time(Lang::Pl, &at), "05.11.2026 09:05");
        assert_eq!(date_time(Lang::En, &at), "5 Nov 2026 09:05");
    }
}
