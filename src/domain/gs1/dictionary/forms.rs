//! How the values of identifiers are written: each form is a row of parts.

use super::{Charset, Part, n, text, up_to, x};
use crate::domain::gs1::rules::Rule;

pub(super) const SSCC: &[Part] = &[n(18, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 1 }])];
pub(super) const GTIN: &[Part] = &[n(14, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 1 }])];
pub(super) const GLN: &[Part] = &[n(13, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }])];
pub(super) const SHIPMENT: &[Part] = &[n(17, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }])];
pub(super) const SERVICE_RELATION: &[Part] =
    &[n(18, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }])];
pub(super) const DOCUMENT: &[Part] = &[
    n(13, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }]),
    text(17, &[]).optional(),
];
pub(super) const COUPON_NUMBER: &[Part] = &[
    n(13, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }]),
    up_to(12, &[]).optional(),
];
pub(super) const RETURNABLE_ASSET: &[Part] = &[
    n(1, &[Rule::Zero]),
    n(13, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 0 }]),
    text(16, &[]).optional(),
];
pub(super) const PIECE: &[Part] = &[
    n(14, &[Rule::CheckDigit, Rule::CompanyPrefix { from: 1 }]),
    n(4, &[Rule::PieceOfTotal]),
];
pub(super) const MODEL: &[Part] = &[text(
    25,
    &[Rule::CheckPair, Rule::CompanyPrefix { from: 0 }],
)];
pub(super) const DEVICE: &[Part] = &[text(
    25,
    &[
        Rule::CheckPair,
        Rule::CompanyPrefix { from: 0 },
        Rule::HasNonDigit,
    ],
)];
pub(super) const KEY_30: &[Part] = &[text(30, &[Rule::CompanyPrefix { from: 0 }])];
pub(super) const COMPONENT: &[Part] = &[Part::of(
    Charset::Set39,
    1,
    30,
    &[Rule::CompanyPrefix { from: 0 }],
)];
pub(super) const SIGNATURE: &[Part] = &[Part::of(Charset::Set64, 1, 90, &[Rule::Base64])];

pub(super) const DAY: &[Part] = &[n(6, &[Rule::Day])];
pub(super) const DAY_OR_MONTH: &[Part] = &[n(6, &[Rule::DayOrMonth])];
pub(super) const DAY_TIME: &[Part] = &[n(6, &[Rule::DayOrMonth]), n(4, &[Rule::HourMinute])];
pub(super) const EXACT_DAY_TIME: &[Part] = &[n(6, &[Rule::Day]), n(4, &[Rule::HourMinute])];
pub(super) const DAY_MAYBE_TIME: &[Part] =
    &[n(6, &[Rule::Day]), n(4, &[Rule::HourMinute]).optional()];
pub(super) const DAY_TO_DAY: &[Part] = &[n(6, &[Rule::Day]), n(6, &[Rule::Day]).optional()];
pub(super) const LONG_DAY: &[Part] = &[n(8, &[Rule::LongDay])];
pub(super) const LONG_DAY_TIME: &[Part] = &[n(8, &[Rule::LongDay]), n(4, &[Rule::HourMinute])];
pub(super) const TO_THE_SECOND: &[Part] = &[
    n(6, &[Rule::Day]),
    n(2, &[Rule::AtMost(23)]),
    n(2, &[Rule::AtMost(59)]).optional(),
    n(2, &[Rule::AtMost(59)]).optional(),
];

pub(super) const TWO_DIGITS: &[Part] = &[n(2, &[])];
pub(super) const FOUR_DIGITS: &[Part] = &[n(4, &[])];
pub(super) const SIX_DIGITS: &[Part] = &[n(6, &[])];
pub(super) const THIRTEEN_DIGITS: &[Part] = &[n(13, &[])];
pub(super) const UP_TO_4: &[Part] = &[up_to(4, &[])];
pub(super) const UP_TO_6: &[Part] = &[up_to(6, &[])];
pub(super) const UP_TO_8: &[Part] = &[up_to(8, &[])];
pub(super) const UP_TO_10: &[Part] = &[up_to(10, &[])];
pub(super) const UP_TO_15: &[Part] = &[up_to(15, &[])];
pub(super) const NO_LEADING_ZERO: &[Part] = &[up_to(12, &[Rule::NoLeadingZero])];
pub(super) const CURRENCY_AMOUNT: &[Part] = &[n(3, &[Rule::Currency]), up_to(15, &[])];
pub(super) const YES_OR_NO: &[Part] = &[n(1, &[Rule::AtMost(1)])];
pub(super) const MEDIUM: &[Part] = &[n(2, &[Rule::Medium])];
pub(super) const SEX: &[Part] = &[n(1, &[Rule::Sex])];
pub(super) const TEMPERATURE: &[Part] = &[n(6, &[]), x(1, &[Rule::Hyphen]).optional()];
pub(super) const ROLL: &[Part] = &[
    n(4, &[Rule::NonZero]),
    n(5, &[Rule::NonZero]),
    n(3, &[Rule::NonZero]),
    n(1, &[Rule::Winding]),
    n(1, &[]),
];
pub(super) const PLACE: &[Part] = &[n(10, &[Rule::Latitude]), n(10, &[Rule::Longitude])];

pub(super) const X2: &[Part] = &[text(2, &[])];
pub(super) const X3: &[Part] = &[text(3, &[])];
pub(super) const X10: &[Part] = &[text(10, &[])];
pub(super) const X12: &[Part] = &[text(12, &[])];
pub(super) const X20: &[Part] = &[text(20, &[])];
pub(super) const X25: &[Part] = &[text(25, &[])];
pub(super) const X28: &[Part] = &[text(28, &[])];
pub(super) const X30: &[Part] = &[text(30, &[])];
pub(super) const X50: &[Part] = &[text(50, &[])];
pub(super) const X70: &[Part] = &[text(70, &[])];
pub(super) const X90: &[Part] = &[text(90, &[])];
pub(super) const ESCAPED_35: &[Part] = &[text(35, &[Rule::PercentEscapes])];
pub(super) const ESCAPED_40: &[Part] = &[text(40, &[Rule::PercentEscapes])];
pub(super) const ESCAPED_70: &[Part] = &[text(70, &[Rule::PercentEscapes])];
pub(super) const ESCAPED_90: &[Part] = &[text(90, &[Rule::PercentEscapes])];
pub(super) const SEQUENCE: &[Part] = &[x(3, &[Rule::PlaceInSequence])];
pub(super) const BANK_ACCOUNT: &[Part] = &[text(34, &[Rule::Iban])];
pub(super) const PACKAGE: &[Part] = &[text(4, &[Rule::Package])];
pub(super) const IMPORTER: &[Part] = &[
    n(1, &[]),
    x(1, &[]),
    x(1, &[]),
    x(1, &[Rule::ImporterIndex]),
];
pub(super) const CERTIFICATE: &[Part] = &[x(2, &[]), text(28, &[])];

pub(super) const COUNTRY: &[Part] = &[n(3, &[Rule::Country])];
pub(super) const COUNTRY_LETTERS: &[Part] = &[x(2, &[Rule::CountryLetters])];
pub(super) const COUNTRY_POSTCODE: &[Part] = &[n(3, &[Rule::Country]), text(9, &[])];
pub(super) const COUNTRY_999_TEXT: &[Part] = &[n(3, &[Rule::CountryOr999]), text(27, &[])];
pub(super) const COUNTRIES: &[Part] = &[
    n(3, &[Rule::Country]),
    n(3, &[Rule::Country]).optional(),
    n(3, &[Rule::Country]).optional(),
    n(3, &[Rule::Country]).optional(),
    n(3, &[Rule::Country]).optional(),
];

pub(super) const COUPON: &[Part] = &[text(70, &[Rule::Coupon])];
pub(super) const POSITIVE_OFFER: &[Part] = &[text(70, &[Rule::PositiveOffer])];
