//! What can be wrong with a device, in names that the screens turn into words.

use super::usb::UsbIdentity;
use super::wedge::WedgeFault;
use crate::domain::printing::PrinterTrouble;

/// Why a device is missing or wants somebody's hand. A lasting condition, not an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing is plugged in at this port.
    #[error("no device at {port}")]
    PortNotFound {
        /// The port as it was set up.
        port: String,
    },
    /// Another program uses the port.
    #[error("{port} is used by another program")]
    PortBusy {
        /// The port as it was set up.
        port: String,
    },
    /// This user may not open the port (on Linux: the group `dialout`).
    #[error("no permission to open {port}")]
    NoPermission {
        /// The port as it was set up.
        port: String,
    },
    /// The port cannot be opened for another reason.
    #[error("{port} cannot be opened: {detail}")]
    CannotOpen {
        /// The port as it was set up.
        port: String,
        /// What the system says.
        detail: String,
    },
    /// It was there and went away: cable or power.
    #[error("{port} went away")]
    Unplugged {
        /// The port that was open.
        port: String,
    },
    /// No port belongs to the USB device that was set up.
    #[error("USB device {identity} is not plugged in")]
    UsbNotFound {
        /// What is looked for.
        identity: UsbIdentity,
    },
    /// Several ports fit; the serial number must be set up to tell them apart.
    #[error("{ports} ports fit USB device {identity}")]
    UsbAmbiguous {
        /// What is looked for.
        identity: UsbIdentity,
        /// How many fit.
        ports: usize,
    },
    /// The port is open but nothing answers: switched off, wrong speed or wrong protocol.
    #[error("no answer")]
    NoAnswer,
    /// The scale was loaded when the program started: empty it once, so that the
    /// weight is known not to be the previous parcel's.
    #[error("the pan must be emptied once")]
    PanNotEmpty,
    /// Something answers, but in none of the languages that were tried.
    #[error("no known language of scales was understood")]
    ProtocolUnknown,
    /// The scale has shown less than nothing for a while.
    #[error("the scale is below zero")]
    ScaleBelowZero,
    /// The empty scale does not show zero.
    #[error("the scale has lost its zero")]
    ScaleNeedsZero,
    /// Its weight wanders although it says that it is at rest.
    #[error("the scale drifts")]
    ScaleDrifts,
    /// It has shown the same load to the gram for minutes.
    #[error("the scale shows the same load all the time")]
    ScaleFrozen,
    /// It does not come to rest.
    #[error("the scale does not come to rest")]
    ScaleRestless,
    /// A printer wants something.
    #[error(transparent)]
    Printer(#[from] PrinterTrouble),
}

/// Something a device sent that could not be used. An event, not a condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeviceFault {
    /// A code that the packer must scan again.
    #[error(transparent)]
    Scan(#[from] ScanFault),
    /// The same, from a keyboard scanner.
    #[error(transparent)]
    Wedge(#[from] WedgeFault),
    /// A line from the scale that its protocol does not know.
    #[error(transparent)]
    Scale(#[from] ScaleFault),
    /// A document that was not printed.
    #[error(transparent)]
    Print(#[from] PrinterTrouble),
}

/// Bytes from a scanner that are no usable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanFault {
    /// More bytes than a code may have. Told once per code.
    #[error("the code is longer than {length_max} bytes")]
    TooLong {
        /// The limit.
        length_max: usize,
    },
    /// The end never came: a loose cable, or the scanner sends no line end.
    #[error("no end came behind {code:?}")]
    NoEnd {
        /// What came.
        code: String,
    },
    /// The beginning is missing: this is only the end of a code.
    #[error("the code was torn apart; its end is {code:?}")]
    Torn {
        /// What came.
        code: String,
    },
}

/// A line from a scale that says no weight.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScaleFault {
    /// Not a line of this protocol.
    #[error("the scale sent {line:?}, which its protocol does not know")]
    Garbled {
        /// What came, made printable.
        line: String,
    },
    /// A mass in a unit other than g or kg. It is never converted by guess.
    #[error("the scale weighs in {unit:?}; set it to g or kg")]
    UnknownUnit {
        /// The unit as sent.
        unit: String,
    },
    /// The scale does not know the command: another protocol is set on it.
    #[error("the scale does not know our command; check the protocol set on it")]
    UnknownCommand,
}
