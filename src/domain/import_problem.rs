//! What can be wrong with a file from outside, as data: which file, line, column and value, and why.
//!
//! Screens and the terminal say it in the reader's language from these values, each with its remedy.

use std::borrow::Cow;
use std::fmt;

use super::feed::LinkTrouble;
use super::order::BoxDocument;
use super::settings::SettingError;
use super::shipping_rules::RuleFault;
use super::shipping_rules::text::TextFault;

/// A file of an import folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportFile {
    /// `settings.csv`.
    Settings,
    /// `calendar.csv`.
    Calendar,
    /// `rules.csv`.
    Rules,
    /// `tariffs.csv`.
    Tariffs,
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
    pub const ALL: [Self; 14] = [
        Self::Settings,
        Self::Calendar,
        Self::Rules,
        Self::Tariffs,
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
            Self::Calendar => "calendar.csv",
            Self::Rules => "rules.csv",
            Self::Tariffs => "tariffs.csv",
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

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// A quotation mark was opened and not closed.
    UnclosedQuote,
    /// The row is longer than any honest one.
    RowTooLong {
        /// Longest row that is read.
        max_bytes: usize,
    },
    /// More or fewer cells than the header has.
    ColumnCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// The bytes are no text.
    BadEncoding,
    /// A cell that must be filled is empty.
    Empty,
    /// The text is too long.
    TooLong {
        /// Longest text that is read, in characters.
        max: usize,
    },
    /// A control character, or one that changes how the text around it is shown.
    HiddenCharacter {
        /// Its Unicode number.
        code: u32,
    },
    /// Not a number.
    NotANumber,
    /// A number with a part after the decimal mark.
    Fraction,
    /// Three digits behind a mark: thousands to one reader, thousandths to another.
    AmbiguousNumber,
    /// A number outside of what is sensible.
    OutOfBounds {
        /// Smallest number that is read.
        min: i64,
        /// Largest number that is read.
        max: i64,
    },
    /// Stock below zero.
    NegativeStock,
    /// A quantity of nothing.
    ZeroQuantity,
    /// A spreadsheet turned a long number into something like `2,00E+12`.
    ScientificNotation,
    /// A code that no barcode can carry.
    NotScannable,
    /// The same key twice in a file.
    DuplicateKey {
        /// Where it stands first; that row counts.
        first_line: u64,
    },
    /// No product has this SKU.
    UnknownSku,
    /// A part of a kit is a kit.
    KitInKit,
    /// A line of an order that the folder does not have.
    UnknownOrder,
    /// An order without lines.
    OrderWithoutLines,
    /// Not a date and time.
    BadDate,
    /// An unknown tag.
    BadTag,
    /// An unknown word of what has to be recorded.
    BadTracking,
    /// An unknown word of how goods are handled, or two that contradict each other.
    BadHandling,
    /// A packaging with the name that the program gives to goods in their own carton.
    OwnCartonCode,
    /// An unknown paper.
    BadDocument,
    /// An unknown state of an order.
    BadStatus,
    /// An unknown role.
    BadRole,
    /// A language that the screens do not speak.
    BadLanguage,
    /// A PIN that is too short or has other signs than digits.
    BadPin {
        /// Fewest digits.
        min: usize,
        /// Most digits.
        max: usize,
    },
    /// Not a currency code.
    BadCurrency,
    /// A setting that is unknown or has a value that cannot be.
    BadSetting(SettingError),
    /// A part of a shipping rule that cannot be read.
    BadRule(TextFault),
    /// A shipping rule, or the whole list, that cannot be used.
    BadRules(RuleFault),
    /// An exception without its rule above it.
    ExceptionAlone,
    /// An exception that would do something.
    ExceptionActs,
    /// A path that leaves the folder.
    ImageOutside,
    /// No such picture.
    ImageMissing,
    /// A file that is neither PNG nor JPEG.
    ImageNotPicture,
    /// A picture that is too large.
    ImageTooLarge {
        /// Largest picture in bytes.
        max_bytes: u64,
    },
    /// Two different pictures would get one name.
    ImageNameTaken,
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

/// What was mended or left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// A postcode got its dash, blank or capitals.
    PostcodeMended {
        /// As it is stored.
        mended: String,
    },
    /// A country code in small letters, or one that is no ISO code.
    CountryMended {
        /// As it is stored.
        mended: String,
    },
    /// Another part of an address: blanks, capitals, the calling code of a telephone number.
    AddressMended {
        /// As it is stored.
        mended: String,
    },
    /// Line breaks and tabs of a text became blanks.
    LineBreaksJoined,
    /// A weight or size that nobody has measured yet.
    NotMeasured,
    /// A column that means nothing here.
    UnknownColumn,
    /// A file that means nothing here.
    UnknownFile,
    /// The file was no UTF-8 and was read as Windows-1250.
    ReadAsWindows1250,
    /// A paper that belongs into the box has not come with the folder.
    DocumentMissing {
        /// Which.
        document: BoxDocument,
    },
    /// A file in `documents` that is no PDF, too large, or named otherwise than expected.
    DocumentUnusable,
}

/// Why a folder cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderProblem {
    /// No such folder.
    NotAFolder {
        /// As it was given.
        path: String,
    },
    /// None of the files is there.
    NothingToRead,
    /// The file is empty.
    NoHeader {
        /// The file.
        file: ImportFile,
    },
    /// Columns that must be there are not.
    MissingColumns {
        /// The file.
        file: ImportFile,
        /// What is missing.
        columns: Vec<&'static str>,
        /// What the header has.
        found: Vec<String>,
    },
    /// A column stands in the header twice.
    ColumnTwice {
        /// The file.
        file: ImportFile,
        /// The column.
        column: &'static str,
    },
    /// Saved as "Unicode text" by a spreadsheet.
    Utf16 {
        /// The file.
        file: ImportFile,
    },
    /// Parts of the file are UTF-8 and parts are not.
    MixedEncoding {
        /// The file.
        file: ImportFile,
        /// The first line that is not UTF-8.
        line: u64,
    },
    /// Neither UTF-8 nor Windows-1250.
    NotText {
        /// The file.
        file: ImportFile,
        /// The first such line.
        line: u64,
    },
    /// Orders and their lines come together.
    MissingPartner {
        /// What is here.
        file: ImportFile,
        /// What is missing.
        partner: ImportFile,
    },
}

impl fmt::Display for FolderProblem {
    /// For the log; people read it in their language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for FolderProblem {}

/// One line of what an import has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportLine {
    /// A row was refused.
    Bad(RowError),
    /// A good row has to wait for a refused one.
    LeftOut(LeftOut),
    /// Something was mended, or not read.
    Note(RowNote),
    /// The folder cannot be read at all.
    Folder(FolderProblem),
    /// A file or folder cannot be read or copied.
    File {
        /// Which.
        file: String,
        /// What the system said.
        why: String,
    },
    /// The shop's workers have PINs that were stored with another secret.
    OtherSecret,
    /// The master did not take it.
    Master(LinkTrouble),
    /// Something else.
    Other {
        /// What was said.
        why: String,
    },
}
