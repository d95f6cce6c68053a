//! An import in words: why a row, a file or a folder was refused, what was mended, and what to do.

use super::args::shown;
use super::said::{Phrase, Said};
use super::{Lang, box_document, link_trouble, rules};
use crate::domain::import_problem::{
    FolderProblem, ImportFile, ImportLine, NoteKind, RowError, RowNote, RowProblem,
};
use crate::domain::settings::SettingError;

/// One line of what an import has to tell: where, what, and what to do.
pub fn import_line(lang: Lang, line: &ImportLine) -> String {
    match line {
        ImportLine::Bad(error) => bad_row(lang, error),
        ImportLine::LeftOut(row) => {
            let place = place(lang, row.file.name(), Some(row.line), None, &row.key);
            let needs = place_of(lang, row.bad_file, row.bad_line);
            let why = Phrase::of("import-left-out").whole("place", needs);
            format!("{place}: {}", why.line(lang))
        }
        ImportLine::Note(note) => noted(lang, note),
        ImportLine::Folder(problem) => folder_problem(lang, problem).one_line(),
        ImportLine::File { file, why } => Phrase::of("import-file")
            .whole("file", shown(file))
            .text("why", why)
            .said(lang, None)
            .one_line(),
        ImportLine::OtherSecret => Phrase::of("import-other-secret")
            .said(lang, None)
            .one_line(),
        ImportLine::Master(trouble) => link_trouble(lang, trouble).one_line(),
        ImportLine::Other { why } => Phrase::of("import-other")
            .text("why", why)
            .said(lang, None)
            .one_line(),
    }
}

fn bad_row(lang: Lang, error: &RowError) -> String {
    let place = place(
        lang,
        error.file.name(),
        Some(error.line),
        error.column,
        &error.value,
    );
    format!("{place}: {}", row_problem(lang, &error.problem).one_line())
}

fn noted(lang: Lang, note: &RowNote) -> String {
    let place = place(
        lang,
        &note.file,
        note.line,
        note.column.as_deref(),
        &note.value,
    );
    format!("{place}: {}", note_kind(lang, &note.kind))
}

/// File, line, column and value, as far as they are known.
fn place(lang: Lang, file: &str, line: Option<u64>, column: Option<&str>, value: &str) -> String {
    let mut place = match line {
        None => file.to_owned(),
        Some(line) => line_of(lang, file, line),
    };
    if let Some(column) = column {
        place.push_str(", ");
        place.push_str(column);
    }
    if value.is_empty() {
        return place;
    }
    let quoted = Phrase::of("import-quoted").whole("place", place);
    quoted.text("value", value).line(lang)
}

fn place_of(lang: Lang, file: ImportFile, line: u64) -> String {
    line_of(lang, file.name(), line)
}

/// A line is named as an editor shows it, without blanks between its digits.
fn line_of(lang: Lang, file: &str, line: u64) -> String {
    let place = Phrase::of("import-place").text("file", file);
    place.text("line", line).line(lang)
}

/// Why a row was refused, and what a person does about it.
pub fn row_problem(lang: Lang, problem: &RowProblem) -> Said {
    let phrase = match problem {
        RowProblem::UnclosedQuote => Phrase::of("import-row-UnclosedQuote"),
        RowProblem::RowTooLong { max_bytes } => {
            Phrase::of("import-row-RowTooLong").text("max_bytes", max_bytes)
        }
        RowProblem::ColumnCount { expected, found } => Phrase::of("import-row-ColumnCount")
            .text("expected", expected)
            .text("found", found),
        RowProblem::BadEncoding => Phrase::of("import-row-BadEncoding"),
        RowProblem::Empty => Phrase::of("import-row-Empty"),
        RowProblem::TooLong { max } => Phrase::of("import-row-TooLong").text("max", max),
        RowProblem::HiddenCharacter { code } => {
            Phrase::of("import-row-HiddenCharacter").text("code", format!("{code:04X}"))
        }
        RowProblem::NotANumber => Phrase::of("import-row-NotANumber"),
        RowProblem::Fraction => Phrase::of("import-row-Fraction"),
        RowProblem::AmbiguousNumber => Phrase::of("import-row-AmbiguousNumber"),
        RowProblem::OutOfBounds { min, max } => Phrase::of("import-row-OutOfBounds")
            .text("min", min)
            .text("max", max),
        RowProblem::NegativeStock => Phrase::of("import-row-NegativeStock"),
        RowProblem::ZeroQuantity => Phrase::of("import-row-ZeroQuantity"),
        RowProblem::ScientificNotation => Phrase::of("import-row-ScientificNotation"),
        RowProblem::NotScannable => Phrase::of("import-row-NotScannable"),
        RowProblem::DuplicateKey { first_line } => {
            Phrase::of("import-row-DuplicateKey").text("first_line", first_line)
        }
        RowProblem::UnknownSku => Phrase::of("import-row-UnknownSku"),
        RowProblem::KitInKit => Phrase::of("import-row-KitInKit"),
        RowProblem::UnknownOrder => Phrase::of("import-row-UnknownOrder"),
        RowProblem::OrderWithoutLines => Phrase::of("import-row-OrderWithoutLines"),
        RowProblem::BadDate => Phrase::of("import-row-BadDate"),
        RowProblem::BadTag => Phrase::of("import-row-BadTag"),
        RowProblem::BadTracking => Phrase::of("import-row-BadTracking"),
        RowProblem::BadHandling => Phrase::of("import-row-BadHandling"),
        RowProblem::OwnCartonCode => Phrase::of("import-row-OwnCartonCode"),
        RowProblem::BadDocument => Phrase::of("import-row-BadDocument"),
        RowProblem::BadStatus => Phrase::of("import-row-BadStatus"),
        RowProblem::BadRole => Phrase::of("import-row-BadRole"),
        RowProblem::BadLanguage => Phrase::of("import-row-BadLanguage"),
        RowProblem::BadPin { min, max } => Phrase::of("import-row-BadPin")
            .text("min", min)
            .text("max", max),
        RowProblem::BadCurrency => Phrase::of("import-row-BadCurrency"),
        RowProblem::ImageOutside => Phrase::of("import-row-ImageOutside"),
        RowProblem::ImageMissing => Phrase::of("import-row-ImageMissing"),
        RowProblem::ImageNotPicture => Phrase::of("import-row-ImageNotPicture"),
        RowProblem::ImageTooLarge { max_bytes } => {
            Phrase::of("import-row-ImageTooLarge").text("max_bytes", max_bytes)
        }
        RowProblem::ImageNameTaken => Phrase::of("import-row-ImageNameTaken"),
        RowProblem::BadSetting(error) => setting(error),
        RowProblem::BadRule(fault) => rules::text_fault(*fault),
        RowProblem::BadRules(fault) => rules::rule_fault(*fault),
        RowProblem::ExceptionAlone => Phrase::of("import-rule-NoRule"),
        RowProblem::ExceptionActs => Phrase::of("import-rule-ExceptionActs"),
    };
    phrase.said(lang, None)
}

fn setting(error: &SettingError) -> Phrase {
    match error {
        SettingError::UnknownKey => Phrase::of("import-setting-UnknownKey"),
        SettingError::Number { min, max } => Phrase::of("import-setting-Number")
            .text("min", min)
            .text("max", max),
        SettingError::Time => Phrase::of("import-setting-Time"),
        SettingError::TimeZone => Phrase::of("import-setting-TimeZone"),
        SettingError::CompanyPrefix => Phrase::of("import-setting-CompanyPrefix"),
        SettingError::YesNo => Phrase::of("import-setting-YesNo"),
        SettingError::Prefix => Phrase::of("import-setting-Prefix"),
        SettingError::Objective => Phrase::of("import-setting-Objective"),
        SettingError::ThreePrices => Phrase::of("import-setting-ThreePrices"),
        SettingError::Tariff => Phrase::of("import-setting-Tariff"),
        SettingError::TariffCountry => Phrase::of("import-setting-TariffCountry"),
        SettingError::TariffSize => Phrase::of("import-setting-TariffSize"),
        SettingError::Breaks => Phrase::of("import-setting-Breaks"),
        SettingError::Shifts => Phrase::of("import-setting-Shifts"),
        SettingError::ShiftCheck => Phrase::of("import-setting-ShiftCheck"),
        SettingError::WarnedPair => Phrase::of("import-setting-WarnedPair"),
        SettingError::Station => Phrase::of("import-setting-Station"),
        SettingError::ShippingRules => Phrase::of("import-setting-ShippingRules"),
        SettingError::Carrier => Phrase::of("import-setting-Carrier"),
        SettingError::VariableMeasure => Phrase::of("import-setting-VariableMeasure"),
        SettingError::TimeOrClosed => Phrase::of("import-setting-TimeOrClosed"),
        SettingError::Weekdays => Phrase::of("import-setting-Weekdays"),
        SettingError::Date => Phrase::of("import-setting-Date"),
        SettingError::DatesTurnedRound => Phrase::of("import-setting-DatesTurnedRound"),
        SettingError::PickupBeforeCutoff => Phrase::of("import-setting-PickupBeforeCutoff"),
        SettingError::PickupOfNothing => Phrase::of("import-setting-PickupOfNothing"),
        SettingError::AfterCutoff => Phrase::of("import-setting-AfterCutoff"),
        SettingError::PublicHolidays => Phrase::of("import-setting-PublicHolidays"),
    }
}

/// What was mended or left aside.
fn note_kind(lang: Lang, kind: &NoteKind) -> String {
    let phrase = match kind {
        NoteKind::PostcodeMended { mended } => {
            Phrase::of("import-note-PostcodeMended").text("mended", mended)
        }
        NoteKind::CountryMended { mended } => {
            Phrase::of("import-note-CountryMended").text("mended", mended)
        }
        NoteKind::AddressMended { mended } => {
            Phrase::of("import-note-AddressMended").text("mended", mended)
        }
        NoteKind::LineBreaksJoined => Phrase::of("import-note-LineBreaksJoined"),
        NoteKind::NotMeasured => Phrase::of("import-note-NotMeasured"),
        NoteKind::UnknownColumn => Phrase::of("import-note-UnknownColumn"),
        NoteKind::UnknownFile => Phrase::of("import-note-UnknownFile"),
        NoteKind::ReadAsWindows1250 => Phrase::of("import-note-ReadAsWindows1250"),
        NoteKind::DocumentMissing { document } => Phrase::of("import-note-DocumentMissing")
            .whole("document", box_document(lang, *document)),
        NoteKind::DocumentUnusable => Phrase::of("import-note-DocumentUnusable"),
    };
    phrase.line(lang)
}

/// Why a folder cannot be read at all, and what to do about it.
pub fn folder_problem(lang: Lang, problem: &FolderProblem) -> Said {
    let phrase = match problem {
        FolderProblem::NotAFolder { path } => {
            Phrase::of("import-folder-NotAFolder").whole("path", shown(path))
        }
        FolderProblem::NothingToRead => Phrase::of("import-folder-NothingToRead"),
        FolderProblem::NoHeader { file } => Phrase::of("import-folder-NoHeader").text("file", file),
        FolderProblem::MissingColumns {
            file,
            columns,
            found,
        } => Phrase::of("import-folder-MissingColumns")
            .text("file", file)
            .whole("columns", columns.join(", "))
            .whole("found", shown(&found.join(", "))),
        FolderProblem::ColumnTwice { file, column } => Phrase::of("import-folder-ColumnTwice")
            .text("file", file)
            .text("column", column),
        FolderProblem::Utf16 { file } => Phrase::of("import-folder-Utf16").text("file", file),
        FolderProblem::MixedEncoding { file, line } => Phrase::of("import-folder-MixedEncoding")
            .text("file", file)
            .text("line", line),
        FolderProblem::NotText { file, line } => Phrase::of("import-folder-NotText")
            .text("file", file)
            .text("line", line),
        FolderProblem::MissingPartner { file, partner } => {
            Phrase::of("import-folder-MissingPartner")
                .text("file", file)
                .text("partner", partner)
        }
    };
    phrase.said(lang, None)
}
