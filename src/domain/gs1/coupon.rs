//! Coupons of North America: fields whose lengths are told by the digits before them.
//!
//! Source: GS1 US, North American Coupon Application Guideline Using GS1 `DataBar` Expanded Symbols,
//! and GS1 AI (8112) Coupon Data Specification.

use super::Gs1Error;
use super::rules::{Broken, Rule};

/// What is left to read of a coupon.
struct Fields<'a> {
    whole: &'a str,
    at: usize,
    rule: Rule,
}

impl<'a> Fields<'a> {
    fn of(whole: &'a str, rule: Rule) -> Result<Self, Broken> {
        match whole.bytes().position(|byte| !byte.is_ascii_digit()) {
            Some(place) => Err((place, Gs1Error::NotDigits)),
            None => Ok(Self { whole, at: 0, rule }),
        }
    }

    fn fault(&self, at: usize) -> Broken {
        (at, Gs1Error::Broken { rule: self.rule })
    }

    /// The next field, of this many digits.
    fn take(&mut self, length: usize) -> Result<&'a str, Broken> {
        let field = self.whole.get(self.at..self.at + length);
        let field = field.ok_or_else(|| self.fault(self.at))?;
        self.at += length;
        Ok(field)
    }

    /// One digit out of these.
    fn digit(&mut self, allowed: &str) -> Result<usize, Broken> {
        let at = self.at;
        let digit = self.take(1)?;
        if !allowed.contains(digit) {
            return Err(self.fault(at));
        }
        digit.parse().or(Err(self.fault(at)))
    }

    /// A field whose length is told by the digit before it, and `more`.
    fn counted(&mut self, allowed: &str, more: usize) -> Result<&'a str, Broken> {
        let length = self.digit(allowed)?;
        self.take(length + more)
    }

    /// Whether the optional field with this number comes next; if so, its number has been read.
    fn begins(&mut self, number: &str) -> bool {
        let begins = self.whole.get(self.at..self.at + 1) == Some(number);
        if begins {
            self.at += 1;
        }
        begins
    }

    fn end(&self) -> Result<(), Broken> {
        if self.at == self.whole.len() {
            Ok(())
        } else {
            Err(self.fault(self.at))
        }
    }

    /// What has to be bought: how much, of which kind, of which family.
    fn purchase(&mut self) -> Result<(), Broken> {
        self.counted("12345", 0)?;
        self.digit("012349")?;
        self.take(3)?;
        Ok(())
    }

    /// The same for a second or third purchase, with whose goods they are; 9 for the same company.
    fn further_purchase(&mut self) -> Result<(), Broken> {
        self.purchase()?;
        if self.begins("9") {
            return Ok(());
        }
        self.counted("0123456", 6).map(drop)
    }

    fn day(&mut self) -> Result<&'a str, Broken> {
        let at = self.at;
        let day = self.take(6)?;
        Rule::Day
            .check(day)
            .map_err(|(place, rule)| (at + place, rule))?;
        Ok(day)
    }
}

/// A coupon under identifier 8110.
pub(super) fn check(value: &str) -> Result<(), Broken> {
    let mut fields = Fields::of(value, Rule::Coupon)?;
    fields.counted("0123456", 6)?;
    fields.take(6)?;
    fields.counted("12345", 0)?;
    fields.purchase()?;
    if fields.begins("1") {
        fields.digit("0123")?;
        fields.further_purchase()?;
    }
    if fields.begins("2") {
        fields.further_purchase()?;
    }
    let expiry = if fields.begins("3") {
        Some(fields.day()?)
    } else {
        None
    };
    if fields.begins("4") {
        let at = fields.at;
        let start = fields.day()?;
        if expiry.is_some_and(|expiry| expiry < start) {
            return Err(fields.fault(at));
        }
    }
    if fields.begins("5") {
        fields.counted("0123456789", 6)?;
    }
    if fields.begins("6") {
        fields.counted("1234567", 6)?;
    }
    if fields.begins("9") {
        fields.digit("01256")?;
        fields.digit("012")?;
        fields.take(1)?;
        fields.digit("01")?;
    }
    fields.end()
}

/// A coupon under identifier 8112.
pub(super) fn check_positive_offer(value: &str) -> Result<(), Broken> {
    let mut fields = Fields::of(value, Rule::PositiveOffer)?;
    fields.digit("01")?;
    fields.counted("0123456", 6)?;
    fields.take(6)?;
    fields.counted("0123456789", 6)?;
    fields.end()
}
