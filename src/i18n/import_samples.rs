//! One sample of everything that an import can tell.

use super::rules_samples;
use super::samples::chain;
use crate::domain::feed::LinkTrouble;
use crate::domain::import_problem::{
    FolderProblem, ImportFile, ImportLine, LeftOut, NoteKind, RowError, RowNote, RowProblem,
};
use crate::domain::order::BoxDocument;
use crate::domain::settings::SettingError;
use crate::domain::shipping_rules::text::TextFault;

/// Every line.
pub(super) fn import_lines() -> Vec<ImportLine> {
    let bad = row_problems().into_iter().map(|problem| {
        ImportLine::Bad(RowError {
            file: ImportFile::Products,
            line: 1_017,
            column: Some("weight_g"),
            value: "1,5".to_owned(),
            problem,
        })
    });
    let notes = note_kinds().into_iter().map(|kind| {
        ImportLine::Note(RowNote {
            file: "orders.csv".into(),
            line: Some(3),
            column: Some("postcode".into()),
            value: "00950".to_owned(),
            kind,
        })
    });
    let first = ImportLine::LeftOut(LeftOut {
        file: ImportFile::Orders,
        line: 4,
        key: "ZAM-1001".to_owned(),
        bad_file: ImportFile::OrderLines,
        bad_line: 9,
    });
    let mut lines = chain(first, |line| {
        Some(match line {
            ImportLine::LeftOut(_) => ImportLine::Folder(FolderProblem::NothingToRead),
            ImportLine::Folder(_) => ImportLine::File {
                file: "products.csv".to_owned(),
                why: "permission denied".to_owned(),
            },
            ImportLine::File { .. } => ImportLine::OtherSecret,
            ImportLine::OtherSecret => ImportLine::Master(LinkTrouble::Away),
            ImportLine::Master(_) => ImportLine::Other {
                why: "no random bytes".to_owned(),
            },
            ImportLine::Other { .. } => ImportLine::Note(RowNote {
                file: "extra.csv".into(),
                line: None,
                column: None,
                value: String::new(),
                kind: NoteKind::UnknownFile,
            }),
            ImportLine::Note(_) => ImportLine::Bad(RowError {
                file: ImportFile::Stock,
                line: 2,
                column: None,
                value: "MUG-01 / A / 1 / 1".to_owned(),
                problem: RowProblem::UnclosedQuote,
            }),
            ImportLine::Bad(_) => return None,
        })
    });
    lines.extend(bad);
    lines.extend(notes);
    lines.extend(folder_problems().into_iter().map(ImportLine::Folder));
    lines
}

fn row_problems() -> Vec<RowProblem> {
    use RowProblem as P;
    let mut problems = chain(P::UnclosedQuote, |problem| {
        Some(match problem {
            P::UnclosedQuote => P::RowTooLong {
                max_bytes: 1_000_000,
            },
            P::RowTooLong { .. } => P::ColumnCount {
                expected: 5,
                found: 4,
            },
            P::ColumnCount { .. } => P::BadEncoding,
            P::BadEncoding => P::Empty,
            P::Empty => P::TooLong { max: 200 },
            P::TooLong { .. } => P::HiddenCharacter { code: 27 },
            P::HiddenCharacter { .. } => P::NotANumber,
            P::NotANumber => P::Fraction,
            P::Fraction => P::AmbiguousNumber,
            P::AmbiguousNumber => P::OutOfBounds { min: 0, max: 200 },
            P::OutOfBounds { .. } => P::NegativeStock,
            P::NegativeStock => P::ZeroQuantity,
            P::ZeroQuantity => P::ScientificNotation,
            P::ScientificNotation => P::NotScannable,
            P::NotScannable => P::DuplicateKey { first_line: 2 },
            P::DuplicateKey { .. } => P::UnknownSku,
            P::UnknownSku => P::KitInKit,
            P::KitInKit => P::UnknownOrder,
            P::UnknownOrder => P::OrderWithoutLines,
            P::OrderWithoutLines => P::BadDate,
            P::BadDate => P::BadTag,
            P::BadTag => P::BadTracking,
            P::BadTracking => P::BadHandling,
            P::BadHandling => P::OwnCartonCode,
            P::OwnCartonCode => P::BadDocument,
            P::BadDocument => P::BadStatus,
            P::BadStatus => P::BadRole,
            P::BadRole => P::BadLanguage,
            P::BadLanguage => P::BadPin { min: 0, max: 200 },
            P::BadPin { .. } => P::BadCurrency,
            P::BadCurrency => P::ImageOutside,
            P::ImageOutside => P::ImageMissing,
            P::ImageMissing => P::ImageNotPicture,
            P::ImageNotPicture => P::ImageTooLarge {
                max_bytes: 1_000_000,
            },
            P::ImageTooLarge { .. } => P::ImageNameTaken,
            P::ImageNameTaken => P::BadSetting(SettingError::UnknownKey),
            P::BadSetting(_) => P::ExceptionAlone,
            P::ExceptionAlone => P::ExceptionActs,
            P::ExceptionActs => P::BadRule(TextFault::Range),
            P::BadRule(fault) => match rules_samples::next_text_fault(*fault) {
                Some(fault) => P::BadRule(fault),
                None => P::BadRules(rules_samples::FIRST_FAULT),
            },
            P::BadRules(fault) => P::BadRules(rules_samples::next_fault(*fault)?),
        })
    });
    problems.extend(setting_errors().into_iter().map(P::BadSetting));
    problems
}

fn setting_errors() -> Vec<SettingError> {
    use SettingError as S;
    chain(S::UnknownKey, |error| {
        Some(match error {
            S::UnknownKey => S::Number { min: 1, max: 5_000 },
            S::Number { .. } => S::Time,
            S::Time => S::TimeZone,
            S::TimeZone => S::CompanyPrefix,
            S::CompanyPrefix => S::YesNo,
            S::YesNo => S::Prefix,
            S::Prefix => S::Objective,
            S::Objective => S::ThreePrices,
            S::ThreePrices => S::Tariff,
            S::Tariff => S::TariffCountry,
            S::TariffCountry => S::TariffSize,
            S::TariffSize => S::Breaks,
            S::Breaks => S::Shifts,
            S::Shifts => S::ShiftCheck,
            S::ShiftCheck => S::WarnedPair,
            S::WarnedPair => S::Station,
            S::Station => S::ShippingRules,
            S::ShippingRules => S::Carrier,
            S::Carrier => S::VariableMeasure,
            S::VariableMeasure => S::TimeOrClosed,
            S::TimeOrClosed => S::Weekdays,
            S::Weekdays => S::Date,
            S::Date => S::DatesTurnedRound,
            S::DatesTurnedRound => S::PickupBeforeCutoff,
            S::PickupBeforeCutoff => S::PickupOfNothing,
            S::PickupOfNothing => S::AfterCutoff,
            S::AfterCutoff => S::PublicHolidays,
            S::PublicHolidays => return None,
        })
    })
}

fn note_kinds() -> Vec<NoteKind> {
    use NoteKind as N;
    let first = N::PostcodeMended {
        mended: "00-950".to_owned(),
    };
    chain(first, |kind| {
        Some(match kind {
            N::PostcodeMended { .. } => N::CountryMended {
                mended: "00-950".to_owned(),
            },
            N::CountryMended { .. } => N::AddressMended {
                mended: "+48600100200".to_owned(),
            },
            N::AddressMended { .. } => N::LineBreaksJoined,
            N::LineBreaksJoined => N::NotMeasured,
            N::NotMeasured => N::UnknownColumn,
            N::UnknownColumn => N::UnknownFile,
            N::UnknownFile => N::ReadAsWindows1250,
            N::ReadAsWindows1250 => N::DocumentMissing {
                document: BoxDocument::Invoice,
            },
            N::DocumentMissing { .. } => N::DocumentUnusable,
            N::DocumentUnusable => return None,
        })
    })
}

fn folder_problems() -> Vec<FolderProblem> {
    use FolderProblem as F;
    let first = F::NotAFolder {
        path: "/home/pakownia/import".to_owned(),
    };
    chain(first, |problem| {
        Some(match problem {
            F::NotAFolder { .. } => F::NothingToRead,
            F::NothingToRead => F::NoHeader {
                file: ImportFile::Orders,
            },
            F::NoHeader { .. } => F::MissingColumns {
                file: ImportFile::Orders,
                columns: vec!["sku", "quantity"],
                found: vec!["SKU".to_owned(), "ilość".to_owned()],
            },
            F::MissingColumns { .. } => F::ColumnTwice {
                file: ImportFile::Orders,
                column: "sku",
            },
            F::ColumnTwice { .. } => F::Utf16 {
                file: ImportFile::Orders,
            },
            F::Utf16 { .. } => F::MixedEncoding {
                file: ImportFile::Orders,
                line: 17,
            },
            F::MixedEncoding { .. } => F::NotText {
                file: ImportFile::Orders,
                line: 17,
            },
            F::NotText { .. } => F::MissingPartner {
                file: ImportFile::Orders,
                partner: ImportFile::OrderLines,
            },
            F::MissingPartner { .. } => return None,
        })
    })
}
