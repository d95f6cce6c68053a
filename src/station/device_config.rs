//! How scanner and scale are connected, as `bench.toml` says it.

use serde::{Deserialize, Serialize};

use crate::devices::scale::{ScaleProtocol, ScaleSettings, SettleSettings};
use crate::devices::scanner::{CodeEnd, FrameSettings};
use crate::devices::{DataBits, LineSettings, Parity, PortChoice, SerialSettings, StopBits};
use crate::domain::units::Grams;

/// The word for finding out the language of a scale.
const AUTO: &str = "auto";

/// A scanner on a wire of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScannerConfig {
    /// `/dev/ttyACM0`, `COM3`, `usb:VENDOR:PRODUCT[:SERIAL]`, `hid:VENDOR:PRODUCT[:SERIAL]` or `tcp:HOST:PORT`.
    pub port: String,
    /// Baud rate.
    #[serde(default = "usual_baud")]
    pub baud: u32,
    /// 7 or 8.
    #[serde(default = "eight", skip_serializing_if = "is_eight")]
    pub data_bits: u8,
    /// `none`, `even` or `odd`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parity: ParityWord,
    /// 1 or 2.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub stop_bits: u8,
    /// What each code begins with, as the scanner is programmed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix: String,
    /// What each code ends with, before the end itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub suffix: String,
    /// What ends a code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub end: EndWord,
}

impl ScannerConfig {
    /// Port and frames, or why they cannot be.
    pub fn settings(&self) -> Result<(SerialSettings, FrameSettings), String> {
        let port = port_of(
            &self.port,
            (self.baud, self.data_bits, self.parity, self.stop_bits),
        )?;
        let frames = FrameSettings {
            end: match self.end {
                EndWord::Line => CodeEnd::Line,
                EndWord::Tab => CodeEnd::Tab,
                EndWord::StxEtx => CodeEnd::StxEtx,
            },
            prefix: self.prefix.clone().into_bytes(),
            suffix: self.suffix.clone().into_bytes(),
            ..FrameSettings::default()
        };
        Ok((port, frames))
    }
}

/// The scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleConfig {
    /// As for a scanner.
    pub port: String,
    /// Its language, or `auto`.
    #[serde(default = "auto")]
    pub protocol: String,
    /// Baud rate; `auto` begins with it.
    #[serde(default = "usual_baud")]
    pub baud: u32,
    /// 7 or 8.
    #[serde(default = "eight", skip_serializing_if = "is_eight")]
    pub data_bits: u8,
    /// `none`, `even` or `odd`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parity: ParityWord,
    /// 1 or 2.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub stop_bits: u8,
    /// The interval `e` on its plate, in grams.
    #[serde(default = "usual_interval", skip_serializing_if = "is_usual_interval")]
    pub interval_g: u16,
    /// Whether each unit is weighed as it goes into the box, which stands on the scale.
    #[serde(default, skip_serializing_if = "is_default")]
    pub each_unit: bool,
}

impl ScaleConfig {
    /// A scale at this port, everything else as usual.
    pub fn at(port: &str) -> Self {
        Self {
            port: port.to_owned(),
            protocol: auto(),
            baud: usual_baud(),
            data_bits: eight(),
            parity: ParityWord::None,
            stop_bits: one(),
            interval_g: usual_interval(),
            each_unit: false,
        }
    }

    /// How it is connected, or why it cannot be.
    pub fn settings(&self) -> Result<ScaleSettings, String> {
        let port = port_of(
            &self.port,
            (self.baud, self.data_bits, self.parity, self.stop_bits),
        )?;
        let in_reports = matches!(port.port, PortChoice::Reports(_));
        let protocol = match self.protocol.as_str() {
            AUTO if in_reports => Some(ScaleProtocol::UsbPos),
            AUTO => None,
            name => Some(
                name.parse::<ScaleProtocol>()
                    .map_err(|why| format!("{why}, {AUTO}"))?,
            ),
        };
        let speaks_reports = protocol == Some(ScaleProtocol::UsbPos);
        if in_reports != speaks_reports {
            return Err(format!(
                "protocol {} does not go with port {}",
                self.protocol, self.port
            ));
        }
        if self.interval_g == 0 {
            return Err("interval_g is at least 1".to_owned());
        }
        Ok(ScaleSettings {
            port,
            protocol,
            settle: SettleSettings::with_interval(Grams(i64::from(self.interval_g))),
        })
    }
}

/// The parity bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParityWord {
    /// None.
    #[default]
    None,
    /// Even.
    Even,
    /// Odd.
    Odd,
}

/// What ends a code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndWord {
    /// Enter: carriage return, line feed or both.
    #[default]
    Line,
    /// Tab.
    Tab,
    /// The code stands between STX and ETX.
    StxEtx,
}

fn port_of(
    port: &str,
    (baud, data_bits, parity, stop_bits): (u32, u8, ParityWord, u8),
) -> Result<SerialSettings, String> {
    let line = LineSettings {
        baud,
        data_bits: match data_bits {
            7 => DataBits::Seven,
            8 => DataBits::Eight,
            other => return Err(format!("data_bits is 7 or 8, not {other}")),
        },
        parity: match parity {
            ParityWord::None => Parity::None,
            ParityWord::Even => Parity::Even,
            ParityWord::Odd => Parity::Odd,
        },
        stop_bits: match stop_bits {
            1 => StopBits::One,
            2 => StopBits::Two,
            other => return Err(format!("stop_bits is 1 or 2, not {other}")),
        },
    };
    let port = port.parse()?;
    Ok(SerialSettings { port, line })
}

/// Source: Radwag, Kern, Ohaus and Mettler-Toledo ship their scales with 9600 baud, 8N1.
fn usual_baud() -> u32 {
    9_600
}

fn auto() -> String {
    AUTO.to_owned()
}

fn eight() -> u8 {
    8
}

fn one() -> u8 {
    1
}

/// Assumption: 5 g, a usual 15 kg parcel scale.
fn usual_interval() -> u16 {
    5
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_eight(bits: &u8) -> bool {
    *bits == eight()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_one(bits: &u8) -> bool {
    *bits == one()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_usual_interval(grams: &u16) -> bool {
    *grams == usual_interval()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(text: &str) -> Result<ScaleSettings, String> {
        let config: ScaleConfig = toml::from_str(text).map_err(|error| error.to_string())?;
        config.settings()
    }

    #[test]
    fn a_scale_needs_no_more_than_its_port() {
        let settings = scale("port = \"/dev/ttyUSB0\"").unwrap();
        assert_eq!(settings.protocol, None);
        assert_eq!(settings.port.line, LineSettings::default());
        let usb = scale(
            "port = \"usb:0403:6001:FT1\"\nprotocol = \"toledo-8217\"\ndata_bits = 7\nparity = \"even\"",
        );
        let usb = usb.unwrap();
        assert_eq!(usb.protocol, Some(ScaleProtocol::Toledo8217));
        assert_eq!(usb.port.line.to_string(), "9600 7E1");
        assert!(matches!(usb.port.port, PortChoice::Usb { .. }));
    }

    #[test]
    fn a_usb_scale_speaks_in_reports_and_nothing_else_does() {
        let settings = scale("port = \"hid:0922:8003\"").unwrap();
        assert_eq!(settings.protocol, Some(ScaleProtocol::UsbPos));
        assert!(scale("port = \"hid:0922:8003\"\nprotocol = \"radwag\"").is_err());
        assert!(scale("port = \"/dev/ttyUSB0\"\nprotocol = \"usb-pos\"").is_err());
    }

    #[test]
    fn a_scanner_may_have_marks_around_its_codes() {
        let text = "port = \"tcp:127.0.0.1:4001\"\nprefix = \"~\"\nend = \"stx-etx\"";
        let config: ScannerConfig = toml::from_str(text).unwrap();
        let (port, frames) = config.settings().unwrap();
        assert_eq!(port.port, PortChoice::Socket("127.0.0.1:4001".to_owned()));
        assert_eq!(
            (frames.end, frames.prefix),
            (CodeEnd::StxEtx, b"~".to_vec())
        );
    }
}
