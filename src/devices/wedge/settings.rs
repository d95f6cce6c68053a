//! How the bench's keyboard scanner is programmed, and what the decoder answers.

use super::keys::{KeyEvent, PhysicalKey};

/// The key or character a scanner sends before each code, when it is programmed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WedgePrefix {
    /// A key that nobody types, such as F9.
    Key(PhysicalKey),
    /// A character that stands in no code, such as `~`.
    Character(char),
}

/// Whether to read a key's place or the letter the system made of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WedgeLayout {
    /// The scanner types as on an American keyboard (every scanner's factory setting).
    #[default]
    UsKeys,
    /// The scanner is programmed for the same layout as this computer.
    AsTyped,
}

/// How a keyboard scanner is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WedgeSettings {
    /// What the scanner sends before each code; with it there is no doubt at all.
    pub prefix: Option<WedgePrefix>,
    /// Recognise scans without a prefix, by their speed.
    pub bursts: bool,
    /// Enter (either one) ends a code.
    pub enter_ends: bool,
    /// Tab ends a code.
    pub tab_ends: bool,
    /// Keys that stand for the GS1 separator besides Ctrl+`]`, for example F8.
    pub gs_keys: Vec<PhysicalKey>,
    /// Characters that stand for the GS1 separator, if the scanner is programmed so.
    pub gs_characters: Vec<char>,
    /// Which reading of the keys is right.
    pub layout: WedgeLayout,
    /// Fewest characters of a code that is known by its speed alone.
    pub length_min: usize,
    /// Most characters of a code; a longer one is refused.
    pub length_max: usize,
    /// Longest gap between two keys of a scanner, in milliseconds.
    ///
    /// Source: others settle at 55 to 100 ms (Odoo's barcode service 55 ms, made
    /// adjustable for Bluetooth; `WooCommerce` point of sale 100 ms).
    pub gap_max_millis: u64,
    /// The same while no text field has the focus, in milliseconds.
    ///
    /// Nobody has a reason to type then, so a slow scanner or a busy computer is given more
    /// time. Source: as above, the longer of the two.
    pub lone_gap_max_millis: u64,
    /// Shortest gap between two keys of a person who types steadily, in milliseconds.
    pub typing_gap_min_millis: u64,
    /// After a prefix: how long the next key may take, in milliseconds.
    pub frame_gap_max_millis: u64,
}

impl Default for WedgeSettings {
    fn default() -> Self {
        Self {
            prefix: None,
            bursts: true,
            enter_ends: true,
            tab_ends: true,
            gs_keys: Vec::new(),
            gs_characters: Vec::new(),
            layout: WedgeLayout::UsKeys,
            length_min: 4,
            length_max: 128,
            gap_max_millis: 60,
            lone_gap_max_millis: 100,
            typing_gap_min_millis: 70,
            frame_gap_max_millis: 250,
        }
    }
}

impl WedgeSettings {
    /// For a scanner programmed to send `prefix`: only what follows it is a scan.
    pub fn with_prefix(prefix: WedgePrefix) -> Self {
        Self {
            prefix: Some(prefix),
            bursts: false,
            ..Self::default()
        }
    }
}

/// How we know that keys were a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// It began with the programmed prefix.
    Prefix,
    /// It came faster than a person types and ended with Enter or Tab.
    Speed,
}

/// Whether the system's keyboard layout agrees with the keys the scanner pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LayoutCheck {
    /// Every character is what the system typed, too (or the system typed nothing).
    Agrees,
    /// Only capitals and small letters differ: Caps Lock is on.
    CaseDiffers,
    /// The system has another layout than the scanner. The code is right nevertheless.
    Differs,
}

/// One complete code from a keyboard scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WedgeScan {
    /// The code: printable ASCII and GS only.
    pub code: String,
    /// What the system's keyboard layout would have made of it.
    pub as_typed: String,
    /// How it was recognised.
    pub framing: Framing,
    /// Whether `code` and `as_typed` agree.
    pub layout: LayoutCheck,
    /// Characters that no code may hold and that were left out.
    pub kept_out: usize,
}

/// Something a scanner sent that is no usable code. The packer must scan again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WedgeFault {
    /// More characters than a code may have. Told once per code.
    #[error("the code is longer than {length_max} characters")]
    TooLong {
        /// The limit.
        length_max: usize,
    },
    /// A code came without Enter or Tab behind it: the scanner is not programmed to send one.
    #[error("no Enter or Tab came behind {code:?}")]
    NoEnd {
        /// What came.
        code: String,
    },
    /// A code was torn by a pause, so this is only its end.
    #[error("the code was torn apart; its end is {code:?}")]
    Torn {
        /// What came after the pause.
        code: String,
    },
}

/// What became of keys that were fed. Keys in no outcome are held back or swallowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WedgeOutcome<P> {
    /// A complete code. Its keys, the ending Enter included, reach nobody else.
    Scan(WedgeScan),
    /// A person's keys: hand them to the screen, in this order.
    Typing(Vec<KeyEvent<P>>),
    /// A scan that cannot be used.
    Fault(WedgeFault),
}

impl WedgeScan {
    /// Whether the screen should warn about the keyboard layout.
    pub fn layout_disagrees(&self) -> bool {
        self.layout == LayoutCheck::Differs
    }
}
