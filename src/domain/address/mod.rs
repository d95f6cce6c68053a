//! Can a parcel reach this address? What of it is surely only written wrongly is mended and told; what is
//! missing or cannot be is a fault, with its field.
//!
//! Nothing here knows who lives where: forms and check digits are known, and no register is asked.

mod email;
mod locker;
mod pattern;
mod phone;
mod postcode;
mod tax;
mod town;

use serde::Serialize;

use super::code_lists;
use super::order::Order;

pub use email::is_email;
pub use locker::is_inpost_point;
pub use phone::is_e164;
pub use postcode::{forms as postcode_forms, is_needed as is_postcode_needed, is_postcode};
pub use tax::{is_nip, is_vat_number};

/// An address as it was given. What is `None` is not asked for; what is empty is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Name of the person or company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street, house and flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2 country code. Always asked for: nothing else can be judged without it.
    pub country: String,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address; may be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// How it goes out: the code of a locker is judged by its carrier. InPost's where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_method: Option<String>,
    /// The locker's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locker: Option<String>,
    /// VAT number or NIP; may be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat: Option<String>,
}

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Name of the person or company.
    Name,
    /// The locker's code.
    Locker,
    /// Country code.
    Country,
    /// Street, house and flat.
    Street,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// VAT number or NIP.
    Vat,
}

/// What was mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Which part.
    pub field: Field,
    /// As it was given.
    pub from: String,
    /// As it is now.
    pub to: String,
}

/// Which rule a part breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It is missing.
    Missing,
    /// A Polish street without a house number.
    NoNumber,
    /// No country has this code.
    UnknownCountry,
    /// The country writes its postcodes otherwise.
    PostcodeForm,
    /// The town has other postcodes.
    CityOfOtherPostcode,
    /// Not a number of the country, or of the calling code before it.
    PhoneForm,
    /// Not an e-mail address.
    EmailForm,
    /// Not the code of one of the carrier's lockers.
    LockerForm,
    /// The member state writes its numbers otherwise, or the check digit is wrong.
    VatForm,
}

/// What keeps a parcel from reaching the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Which part.
    pub field: Field,
    /// As it stands there.
    pub value: String,
    /// What is wrong with it.
    pub rule: Rule,
}

impl Address {
    /// What an order's parcels need: collected ones no place, those to a locker its code.
    pub fn of(order: &Order) -> Self {
        let to = &order.recipient;
        let place = |text: &String| (!order.is_collected()).then(|| text.clone());
        Self {
            name: Some(to.name.clone()),
            street: place(&to.street),
            postcode: place(&to.postcode),
            city: place(&to.city),
            country: to.country.clone(),
            phone: Some(to.phone.clone()),
            email: Some(to.email.clone()),
            delivery_method: Some(order.delivery_method.clone()),
            locker: order.goes_to_locker().then(|| order.locker.clone()),
            vat: None,
        }
    }

    /// Mends what is surely only written wrongly: capitals, blanks and dashes of codes, a country's
    /// letters before a postcode, the calling code of a telephone number. Says what, in the order of the
    /// label.
    ///
    /// A second repair changes nothing.
    pub fn repair(&mut self) -> Vec<Repair> {
        let mut repairs = Vec::new();
        let mut mend =
            |field, part: Option<&mut String>, mended: &dyn Fn(&str) -> Option<String>| {
                if let Some(part) = part
                    && let Some(to) = mended(part)
                {
                    let from = std::mem::replace(part, to.clone());
                    repairs.push(Repair { field, from, to });
                }
            };
        mend(Field::Country, Some(&mut self.country), &mended_country);
        let country = self.country.clone();
        let is_inpost = self.is_inpost();
        mend(Field::Name, self.name.as_mut(), &single_blanks);
        mend(Field::Locker, self.locker.as_mut(), &|text| {
            if is_inpost {
                locker::mended_inpost_point(text)
            } else {
                single_blanks(text)
            }
        });
        mend(Field::Street, self.street.as_mut(), &single_blanks);
        mend(Field::Postcode, self.postcode.as_mut(), &|text| {
            postcode::mended_postcode(text, &country)
        });
        mend(Field::City, self.city.as_mut(), &single_blanks);
        mend(Field::Phone, self.phone.as_mut(), &|text| {
            phone::mended_phone(text, &country)
        });
        mend(Field::Email, self.email.as_mut(), &email::mended_email);
        mend(Field::Vat, self.vat.as_mut(), &|text| {
            tax::mended_vat_number(text, &country)
        });
        repairs
    }

    /// What keeps a parcel from reaching it, the first to mend first.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut judge = |field, part: Option<&String>, rule: &dyn Fn(&str) -> Option<Rule>| {
            if let Some(value) = part
                && let Some(rule) = rule(value)
            {
                let value = value.clone();
                faults.push(Fault { field, value, rule });
            }
        };
        let country = self.country.as_str();
        judge(Field::Name, self.name.as_ref(), &|text| missing(text));
        judge(Field::Locker, self.locker.as_ref(), &|text| {
            let is_wrong = self.is_inpost() && !is_inpost_point(text);
            missing(text).or(is_wrong.then_some(Rule::LockerForm))
        });
        let has_country = is_country(country);
        judge(Field::Country, Some(&self.country), &|text| {
            missing(text).or((!has_country).then_some(Rule::UnknownCountry))
        });
        judge(Field::Street, self.street.as_ref(), &|text| {
            let is_bare = country == "PL" && !has_number(text);
            missing(text).or(is_bare.then_some(Rule::NoNumber))
        });
        judge(Field::Postcode, self.postcode.as_ref(), &|text| {
            let is_wrong = has_country && !is_postcode(text, country);
            let is_missing = is_wrong && text.trim().is_empty();
            is_missing
                .then_some(Rule::Missing)
                .or(is_wrong.then_some(Rule::PostcodeForm))
        });
        judge(Field::City, self.city.as_ref(), &|text| {
            let is_elsewhere = country == "PL"
                && self.postcode.as_ref().is_some_and(|code| {
                    is_postcode(code, country) && !town::can_have_postcode(text, code)
                });
            missing(text).or(is_elsewhere.then_some(Rule::CityOfOtherPostcode))
        });
        judge(Field::Phone, self.phone.as_ref(), &|text| {
            missing(text).or((!is_e164(text)).then_some(Rule::PhoneForm))
        });
        judge(Field::Email, self.email.as_ref(), &|text| {
            (!text.is_empty() && !is_email(text)).then_some(Rule::EmailForm)
        });
        judge(Field::Vat, self.vat.as_ref(), &|text| {
            (!text.is_empty() && !is_vat_number(text, country)).then_some(Rule::VatForm)
        });
        faults
    }

    fn is_inpost(&self) -> bool {
        self.delivery_method
            .as_ref()
            .is_none_or(|method| method.is_empty() || method.starts_with("inpost"))
    }
}

/// Whether a country has these two letters. Kosovo's are no ISO code yet; posts and customs use them.
pub fn is_country(code: &str) -> bool {
    code_lists::is_country(code) || code == "XK"
}

/// A country code in capitals and without blanks, and ISO's where the Union or people use another.
fn mended_country(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    let code = match code.as_str() {
        "UK" => "GB".to_owned(),
        "EL" => "GR".to_owned(),
        _ => code,
    };
    (code != text && is_country(&code)).then_some(code)
}

fn single_blanks(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mended = words.join(" ");
    (mended != text && !mended.is_empty()).then_some(mended)
}

/// Missing is also what has neither letter nor digit: a dash where something had to be filled in.
fn missing(text: &str) -> Option<Rule> {
    (!text.chars().any(char::is_alphanumeric)).then_some(Rule::Missing)
}

/// Whether a Polish street has a number, or says that the house has none ("bn.", "b/n").
fn has_number(street: &str) -> bool {
    let says_none = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        word == "bn" || word == "b/n"
    };
    street.chars().any(|sign| sign.is_ascii_digit()) || street.split_whitespace().any(says_none)
}
