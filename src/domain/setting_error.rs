//! Why a row of the settings was not taken, in words for whoever wrote the file.

/// Why a row of the settings was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No setting has that name.
    #[error("no setting has this name")]
    UnknownKey,
    /// Not a whole number within the bounds.
    #[error("expected a whole number from {min} to {max}")]
    Number {
        /// Smallest allowed value.
        min: u32,
        /// Largest allowed value.
        max: u32,
    },
    /// Not a time of day.
    #[error("expected a time of day such as 15:00")]
    Time,
    /// Neither a time of day nor a word of the calendar.
    #[error("expected a time of day such as 15:00, closed or withdrawn")]
    TimeOrClosed,
    /// Not days of the week.
    #[error("expected days of the week such as mon-fri or sat sun")]
    Weekdays,
    /// Not a date.
    #[error("expected a date such as 2026-12-24")]
    Date,
    /// The last day of a season is before its first.
    #[error("the last day is before the first")]
    DatesTurnedRound,
    /// The lorry comes before the cut-off.
    #[error("the lorry would come before the cut-off")]
    PickupBeforeCutoff,
    /// A lorry on a day on which none comes.
    #[error("a day without a collection has no pick-up")]
    PickupOfNothing,
    /// Not what can happen after a cut-off.
    #[error("expected tomorrow or block")]
    AfterCutoff,
    /// Not whose holidays count.
    #[error("expected PL or none")]
    PublicHolidays,
    /// Not a time zone of the IANA list.
    #[error("expected a time zone such as Europe/Warsaw")]
    TimeZone,
    /// Not a GS1 company prefix.
    #[error("expected 7 to 10 digits")]
    CompanyPrefix,
    /// Not yes or no.
    #[error("expected yes or no")]
    YesNo,
    /// A code prefix has to have between one and eight characters.
    #[error("expected one to eight letters, digits or dashes")]
    Prefix,
    /// A carrier's name has to have between one and 32 characters.
    #[error("expected a carrier's name of one to 32 characters")]
    Carrier,
    /// Not a list of shipping rules as this program writes it.
    #[error("expected the shipping rules in rules.csv")]
    ShippingRules,
    /// Not what packaging is chosen by.
    #[error("expected parcels, cost or room")]
    Objective,
    /// Not the prices of three compartments.
    #[error("expected three prices in minor units with blanks between, such as 1299 1499 1699")]
    ThreePrices,
    /// Not a row of the carriers' price list.
    #[error("expected a price in minor units up to a weight, as in tariffs.csv")]
    Tariff,
    /// Not a country of the carriers' price list.
    #[error("expected a country of two letters, or nothing")]
    TariffCountry,
    /// Not a size of the carriers' price list.
    #[error("expected A, B, C or three sides in millimetres such as 600x400x300")]
    TariffSize,
    /// Not the times at which shifts begin.
    #[error("expected one to six times of day, the earliest first, such as 06:00 14:00 22:00")]
    Shifts,
    /// Not the breaks of a day.
    #[error("expected up to six breaks that do not overlap, such as 10:00-10:15 13:00-13:30")]
    Breaks,
    /// Not whether the devices are checked.
    #[error("expected off or ask")]
    ShiftCheck,
    /// Not a bench's set-up as this program writes it.
    #[error("expected a bench's set-up as it is saved for a station card")]
    Station,
    /// Not a pair of products.
    #[error("expected a JSON list of two article numbers")]
    WarnedPair,
    /// Not the digits of variable-measure numbers.
    #[error(
        "expected 13 signs such as 29IIIIIWWWWWC: digits, I for the item, W for grams or P for the price, C for the check digit; several with a space between"
    )]
    VariableMeasure,
}
