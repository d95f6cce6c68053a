//! What can be wrong with a file from outside, as data: which file, line, column and value, and why.
//!
//! Screens say it in the reader's language from the same values; the English
//! words here are for the terminal and the log. Each problem has a remedy.

use std::borrow::Cow;
use std::fmt;

use super::order::BoxDocument;
use super::settings::SettingError;

/// A file of an import folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportFile {
    /// `settings.csv`.
    Settings,
    /// `packagings.csv`.
    Packagings,
    /// `workers.csv`.
    Workers,
    /// `totes.csv`.
    Totes,
    /// `customers.csv`.
    Customers,
    /// `products.csv`.
    Products,
    /// `barcodes.csv`.
    Barcodes,
    /// `kits.csv`.
    Kits,
    /// `stock.csv`.
    Stock,
    /// `order_lines.csv`.
    OrderLines,
    /// `orders.csv`.
    Orders,
}

impl ImportFile {
    /// Every file, in the order in which they are read.
    pub const ALL: [Self; 11] = [
        Self::Settings,
        Self::Packagings,
        Self::Workers,
        Self::Totes,
        Self::Customers,
        Self::Products,
        Self::Barcodes,
        Self::Kits,
        Self::Stock,
        Self::OrderLines,
        Self::Orders,
    ];

    /// The file's name in the folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings.csv",
            Self::Packagings => "packagings.csv",
            Self::Workers => "workers.csv",
            Self::Totes => "totes.csv",
            Self::Customers => "customers.csv",
            Self::Products => "products.csv",
            Self::Barcodes => "barcodes.csv",
            Self::Kits => "kits.csv",
            Self::Stock => "stock.csv",
            Self::OrderLines => "order_lines.csv",
            Self::Orders => "orders.csv",
        }
    }
}

impl fmt::Display for ImportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The file.
    pub file: ImportFile,
    /// The line as an editor counts it, the header being line 1.
    pub line: u64,
    /// The column's name; `None` when the row as a whole is wrong.
    pub column: Option<&'static str>,
    /// What stands there: shortened, hidden characters shown as `�`, a PIN as `•`.
    pub value: String,
    /// What is wrong.
    pub problem: RowProblem,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, " {column}")?;
        }
        write!(
            f,
            " “{}”: {}. {}",
            self.value,
            self.problem,
            self.problem.remedy()
        )
    }
}

/// A row that is good itself and cannot come in because a row it needs was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub file: ImportFile,
    /// The line as an editor counts it.
    pub line: u64,
    /// The row's own key, for example the order number.
    pub key: String,
    /// The file of the refused row.
    pub bad_file: ImportFile,
    /// The line of the refused row.
    pub bad_line: u64,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{} “{}”: left out, because it needs {}:{}",
            self.file, self.line, self.key, self.bad_file, self.bad_line
        )
    }
}

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// A quotation mark was opened and not closed.
    #[error("a quotation mark is opened and never closed")]
    UnclosedQuote,
    /// The row is longer than any honest one.
    #[error("the row is longer than {max_bytes} bytes")]
    RowTooLong {
        /// Longest row that is read.
        max_bytes: usize,
    },
    /// More or fewer cells than the header has.
    #[error("the row has {found} cells and the header has {expected}")]
    ColumnCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// The bytes are no text.
    #[error("the bytes are not text in the encoding of the file")]
    BadEncoding,
    /// A cell that must be filled is empty.
    #[error("the cell is empty")]
    Empty,
    /// The text is too long.
    #[error("the text is longer than {max} characters")]
    TooLong {
        /// Longest text that is read, in characters.
        max: usize,
    },
    /// A control character, or one that changes how the text around it is shown.
    #[error("a hidden character (U+{code:04X}) stands in the text")]
    HiddenCharacter {
        /// Its Unicode number.
        code: u32,
    },
    /// Not a number.
    #[error("not a whole number")]
    NotANumber,
    /// A number with a part after the decimal mark.
    #[error("a fraction where a whole number is needed")]
    Fraction,
    /// Three digits behind a mark: thousands to one reader, thousandths to another.
    #[error("three digits after the mark can mean thousands or thousandths")]
    AmbiguousNumber,
    /// A number outside of what is sensible.
    #[error("not between {min} and {max}")]
    OutOfBounds {
        /// Smallest number that is read.
        min: i64,
        /// Largest number that is read.
        max: i64,
    },
    /// Stock below zero.
    #[error("stock cannot be below zero")]
    NegativeStock,
    /// A quantity of nothing.
    #[error("a quantity of zero")]
    ZeroQuantity,
    /// A spreadsheet turned a long number into something like `2,00E+12`.
    #[error("a spreadsheet has shortened this code and its digits are lost")]
    ScientificNotation,
    /// A code that no barcode can carry.
    #[error("a code that cannot be printed as a barcode")]
    NotScannable,
    /// The same key twice in a file.
    #[error("the same key stands in line {first_line} already")]
    DuplicateKey {
        /// Where it stands first; that row counts.
        first_line: u64,
    },
    /// No product has this SKU.
    #[error("no product has this SKU")]
    UnknownSku,
    /// A part of a kit is a kit.
    #[error("a part of a kit cannot be a kit")]
    KitInKit,
    /// A line of an order that the folder does not have.
    #[error("orders.csv has no order of this number")]
    UnknownOrder,
    /// An order without lines.
    #[error("the order has no lines")]
    OrderWithoutLines,
    /// Not a date and time.
    #[error("not a date and time with its zone")]
    BadDate,
    /// An unknown tag.
    #[error("not a tag")]
    BadTag,
    /// An unknown word of what has to be recorded.
    #[error("not a word of tracking")]
    BadTracking,
    /// An unknown paper.
    #[error("not a document")]
    BadDocument,
    /// An unknown state of an order.
    #[error("not a status")]
    BadStatus,
    /// An unknown role.
    #[error("not a role")]
    BadRole,
    /// A language that the screens do not speak.
    #[error("not a language of the screens")]
    BadLanguage,
    /// A PIN that is too short or has other signs than digits.
    #[error("not a PIN of {min} to {max} digits")]
    BadPin {
        /// Fewest digits.
        min: usize,
        /// Most digits.
        max: usize,
    },
    /// Not a currency code.
    #[error("not a currency code")]
    BadCurrency,
    /// A setting that is unknown or has a value that cannot be.
    #[error("{0}")]
    BadSetting(SettingError),
    /// A path that leaves the folder.
    #[error("the path leads out of the folder")]
    ImageOutside,
    /// No such picture.
    #[error("there is no such file")]
    ImageMissing,
    /// A file that is neither PNG nor JPEG.
    #[error("the file is not a PNG or JPEG picture")]
    ImageNotPicture,
    /// A picture that is too large.
    #[error("the picture is larger than {max_bytes} bytes")]
    ImageTooLarge {
        /// Largest picture in bytes.
        max_bytes: u64,
    },
    /// Two different pictures would get one name.
    #[error("another picture of this folder has the same name")]
    ImageNameTaken,
}

impl RowProblem {
    /// What a person does about it, in English.
    pub fn remedy(&self) -> Cow<'static, str> {
        let text = match self {
            Self::UnclosedQuote => {
                "Close the quotation mark, or write it twice if it belongs to the text"
            }
            Self::RowTooLong { .. } => "Look for a missing line break or quotation mark here",
            Self::ColumnCount { .. } => "Put text that contains the separator into quotation marks",
            Self::BadEncoding => "Save the file as UTF-8",
            Self::Empty => "Fill the cell",
            Self::TooLong { .. } => "Shorten the text",
            Self::HiddenCharacter { .. } => "Delete the cell and type its text anew",
            Self::NotANumber => "Write digits only, for example 330",
            Self::Fraction => "Write whole grams, millimetres, pieces or grosz, for example 330",
            Self::AmbiguousNumber => "Write the number without a mark, for example 1500",
            Self::OutOfBounds { .. } => "Check the number and its unit",
            Self::NegativeStock => "Count the bin and write what lies there, or 0",
            Self::ZeroQuantity => "Write 1 or more, or delete the row",
            Self::ScientificNotation => "Format the column as text and enter the code again",
            Self::NotScannable => "Use letters without accents, digits and signs such as - / .",
            Self::DuplicateKey { .. } => "Delete one of the two rows",
            Self::UnknownSku => "Add the product to products.csv, or correct the SKU",
            Self::KitInKit => "List the parts of the inner kit instead",
            Self::UnknownOrder => {
                "Bring the row of the order in orders.csv too, or correct the number"
            }
            Self::OrderWithoutLines => {
                "Add its lines to order_lines.csv, or set its status to cancelled"
            }
            Self::BadDate => {
                "Write it like 2026-11-17T16:39:17Z, or leave it empty if it is not paid"
            }
            Self::BadTag => {
                "Use today, vip, express, pickup, made_to_order, locker, gift with blanks between them"
            }
            Self::BadTracking => {
                "Use serial, lot, expiry with blanks between them, or leave it empty"
            }
            Self::BadDocument => {
                "Use invoice, return_slip with a blank between them, or leave it empty"
            }
            Self::BadStatus => "Write cancelled, or leave it empty",
            Self::BadRole => "Write packer, lead or admin",
            Self::BadLanguage => "Write pl or en",
            Self::BadPin { .. } => {
                "Choose a longer PIN of digits alone; format the column as text to keep zeros"
            }
            Self::BadCurrency => "Write three capital letters, for example PLN",
            Self::BadSetting(SettingError::UnknownKey) => {
                "Compare the name with the list of settings"
            }
            Self::BadSetting(_) => "Correct the value",
            Self::ImageOutside => "Put the picture into the folder and write its path from there",
            Self::ImageMissing => {
                "Put the picture there, correct the path, or leave the cell empty"
            }
            Self::ImageNotPicture => "Save the picture as PNG or JPEG",
            Self::ImageTooLarge { .. } => "Save the picture smaller",
            Self::ImageNameTaken => "Give one of the two files another name",
        };
        Cow::Borrowed(text)
    }
}

/// Something that was mended or left aside while reading; the row came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    /// The file's name in the folder.
    pub file: Cow<'static, str>,
    /// The line as an editor counts it; `None` for the file as a whole.
    pub line: Option<u64>,
    /// The column's name, where one is meant.
    pub column: Option<Cow<'static, str>>,
    /// What stands there, made safe to show.
    pub value: String,
    /// What was done.
    pub kind: NoteKind,
}

impl fmt::Display for RowNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, " {column}")?;
        }
        if !self.value.is_empty() {
            write!(f, " “{}”", self.value)?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// What was mended or left aside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteKind {
    /// A Polish postcode got its dash.
    #[error("postcode written as {mended}")]
    PostcodeMended {
        /// As it is stored.
        mended: String,
    },
    /// A country code in small letters.
    #[error("country written as {mended}")]
    CountryMended {
        /// As it is stored.
        mended: String,
    },
    /// Line breaks and tabs of a text became blanks.
    #[error("line breaks became blanks")]
    LineBreaksJoined,
    /// A weight or size that nobody has measured yet.
    #[error("not measured yet")]
    NotMeasured,
    /// A column that means nothing here.
    #[error("unknown column, not read")]
    UnknownColumn,
    /// A file that means nothing here.
    #[error("unknown file, not read")]
    UnknownFile,
    /// The file was no UTF-8 and was read as Windows-1250.
    #[error("read as Windows-1250")]
    ReadAsWindows1250,
    /// A paper that belongs into the box has not come with the folder.
    #[error("the document is not in the folder")]
    DocumentMissing {
        /// Which.
        document: BoxDocument,
    },
    /// A file in `documents` that is no PDF, too large, or named otherwise than expected.
    #[error(
        "not a document, not read: a PDF named ORDER-invoice.pdf or ORDER-return_slip.pdf is expected"
    )]
    DocumentUnusable,
}

/// Why a folder cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderProblem {
    /// No such folder.
    #[error("there is no folder {path}. Check the path")]
    NotAFolder {
        /// As it was given.
        path: String,
    },
    /// None of the files is there.
    #[error(
        "the folder holds no file to import. Expected at least one such as products.csv or orders.csv"
    )]
    NothingToRead,
    /// The file is empty.
    #[error(
        "{file} has no header. Write the names of its columns into the first line, or delete the file"
    )]
    NoHeader {
        /// The file.
        file: ImportFile,
    },
    /// Columns that must be there are not.
    #[error(
        "{file} lacks {}. Its header has {}. Add what is missing; columns are parted by a comma or semicolon",
        .columns.join(", "), .found.join(", ")
    )]
    MissingColumns {
        /// The file.
        file: ImportFile,
        /// What is missing.
        columns: Vec<&'static str>,
        /// What the header has.
        found: Vec<String>,
    },
    /// A column stands in the header twice.
    #[error("{file} has the column {column} twice. Delete or rename one")]
    ColumnTwice {
        /// The file.
        file: ImportFile,
        /// The column.
        column: &'static str,
    },
    /// Saved as "Unicode text" by a spreadsheet.
    #[error("{file} is UTF-16. Save it as CSV UTF-8")]
    Utf16 {
        /// The file.
        file: ImportFile,
    },
    /// Parts of the file are UTF-8 and parts are not.
    #[error("{file} mixes two encodings, first in line {line}. Save the whole file as UTF-8")]
    MixedEncoding {
        /// The file.
        file: ImportFile,
        /// The first line that is not UTF-8.
        line: u64,
    },
    /// Neither UTF-8 nor Windows-1250.
    #[error("{file} is neither UTF-8 nor Windows-1250, first in line {line}. Save it as CSV UTF-8")]
    NotText {
        /// The file.
        file: ImportFile,
        /// The first such line.
        line: u64,
    },
    /// Orders and their lines come together.
    #[error("{file} is here and {partner} is not. An order and its lines come together")]
    MissingPartner {
        /// What is here.
        file: ImportFile,
        /// What is missing.
        partner: ImportFile,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_row_names_the_place_the_value_and_the_remedy() {
        let error = RowError {
            file: ImportFile::Products,
            line: 17,
            column: Some("weight_g"),
            value: "1,5".to_owned(),
            problem: RowProblem::Fraction,
        };
        assert_eq!(
            error.to_string(),
            "products.csv:17 weight_g “1,5”: a fraction where a whole number is needed. \
             Write whole grams, millimetres, pieces or grosz, for example 330"
        );
    }
}
