//! Which serial port belongs to which USB device, whatever number the port got today.
//!
//! Source: Linux kernel documentation, `sysfs-rules` and `ABI/stable/sysfs-bus-usb`:
//! `class/tty/NAME/device` points into the device tree, and the USB device above it
//! has `idVendor`, `idProduct` (hexadecimal) and, if it has one, `serial`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::Trouble;

/// What a USB device says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsbIdentity {
    /// The vendor's number.
    pub vendor: u16,
    /// The product's number.
    pub product: u16,
    /// The serial number, where equal devices must be told apart.
    pub serial: Option<String>,
}

impl fmt::Display for UsbIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x}", self.vendor, self.product)?;
        match &self.serial {
            Some(serial) => write!(f, " {serial}"),
            None => Ok(()),
        }
    }
}

impl FromStr for UsbIdentity {
    type Err = String;

    /// `VENDOR:PRODUCT` or `VENDOR:PRODUCT:SERIAL`, the numbers hexadecimal as `lsusb` has them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, ':');
        let mut number = || {
            let part = parts.next().unwrap_or_default();
            let is_number = part.len() == 4 && part.bytes().all(|b| b.is_ascii_hexdigit());
            let number = u16::from_str_radix(part, 16).ok().filter(|_| is_number);
            number.ok_or_else(|| format!("{part:?} in {text:?} is no USB number of four digits"))
        };
        let (vendor, product) = (number()?, number()?);
        Ok(Self {
            vendor,
            product,
            serial: parts.next().filter(|it| !it.is_empty()).map(str::to_owned),
        })
    }
}

/// From a port's node up to its USB device: port, interface, device, and one to spare.
const LEVELS_MAX: usize = 4;

/// The device file of the one port that belongs to `identity`.
///
/// `sysfs` is `/sys` and `dev` is `/dev`, except in tests.
pub(super) fn find_port(
    identity: &UsbIdentity,
    sysfs: &Path,
    dev: &Path,
) -> Result<PathBuf, Trouble> {
    let ports = fs::read_dir(sysfs.join("class/tty"))
        .into_iter()
        .flatten()
        .flatten();
    let mut fitting: Vec<PathBuf> = ports
        .filter(|port| {
            let node = port.path().join("device");
            usb_device_above(&node).is_some_and(|device| fits(identity, &device))
        })
        .map(|port| dev.join(port.file_name()))
        .collect();
    match (fitting.pop(), fitting.len()) {
        (Some(port), 0) => Ok(port),
        (Some(_), others) => Err(Trouble::UsbAmbiguous {
            identity: identity.clone(),
            ports: others + 1,
        }),
        (None, _) => Err(Trouble::UsbNotFound {
            identity: identity.clone(),
        }),
    }
}

/// Something that is plugged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluggedIn {
    /// Its port, as `bench.toml` names it.
    pub port: String,
    /// What it calls itself.
    pub name: Option<String>,
}

/// Every serial port of a USB device, in the order of its name.
pub(super) fn serial_ports(sysfs: &Path, dev: &Path) -> Vec<PluggedIn> {
    let ports = fs::read_dir(sysfs.join("class/tty"))
        .into_iter()
        .flatten()
        .flatten();
    let mut seen: Vec<PluggedIn> = ports
        .filter_map(|port| {
            let device = usb_device_above(&port.path().join("device"))?;
            let text = |name: &str| {
                let text = fs::read_to_string(device.join(name)).ok()?;
                Some(text.trim().to_owned())
            };
            let serial = text("serial").map_or_else(String::new, |serial| format!(":{serial}"));
            let file = dev.join(port.file_name()).display().to_string();
            Some(PluggedIn {
                port: format!("usb:{}:{}{serial}", text("idVendor")?, text("idProduct")?),
                name: Some(text("product").map_or(file.clone(), |name| format!("{name}, {file}"))),
            })
        })
        .collect();
    seen.sort_by(|one, other| one.name.cmp(&other.name));
    seen
}

fn usb_device_above(node: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(node).ok()?;
    let mut above = real.ancestors().take(LEVELS_MAX);
    above
        .find(|folder| folder.join("idVendor").is_file())
        .map(Path::to_path_buf)
}

fn fits(identity: &UsbIdentity, device: &Path) -> bool {
    let text = |name: &str| fs::read_to_string(device.join(name)).ok();
    let number = |name: &str| u16::from_str_radix(text(name)?.trim(), 16).ok();
    number("idVendor") == Some(identity.vendor)
        && number("idProduct") == Some(identity.product)
        && identity.serial.as_ref().is_none_or(|wanted| {
            text("serial").is_some_and(|serial| serial.trim() == wanted.as_str())
        })
}

#[cfg(test)]
#[cfg(unix)]
pub(super) mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// Plugs a device into a faked tree as the kernel shows it.
    pub(in crate::devices) fn plug(sysfs: &Path, place: &str, port: &str, identity: &UsbIdentity) {
        let device = sysfs.join("devices/pci0000:00/usb1").join(place);
        let node = device.join(format!("{place}:1.0")).join(port);
        fs::create_dir_all(&node).unwrap();
        fs::write(
            device.join("idVendor"),
            format!("{:04x}\n", identity.vendor),
        )
        .unwrap();
        fs::write(
            device.join("idProduct"),
            format!("{:04x}\n", identity.product),
        )
        .unwrap();
        if let Some(serial) = &identity.serial {
            fs::write(device.join("serial"), format!("{serial}\n")).unwrap();
        }
        let class = sysfs.join("class/tty").join(port);
        fs::create_dir_all(&class).unwrap();
        symlink(node, class.join("device")).unwrap();
    }

    fn scanner(serial: &str) -> UsbIdentity {
        UsbIdentity {
            vendor: 0x0c2e,
            product: 0x0901,
            serial: Some(serial.into()),
        }
    }

    #[test]
    fn a_scanner_is_found_by_its_serial_number_on_any_port() {
        let sysfs = tempfile::tempdir().unwrap();
        plug(sysfs.path(), "1-1", "ttyUSB0", &scanner("A-1"));
        plug(sysfs.path(), "1-2", "ttyUSB1", &scanner("A-2"));
        fs::create_dir_all(sysfs.path().join("class/tty/ttyS0")).unwrap();
        let found = find_port(&scanner("A-2"), sysfs.path(), Path::new("/dev"));
        assert_eq!(found, Ok(PathBuf::from("/dev/ttyUSB1")));
    }

    #[test]
    fn an_identity_is_written_as_lsusb_has_it() {
        assert_eq!("0c2e:0901:A-1".parse(), Ok(scanner("A-1")));
        let any: UsbIdentity = "0c2e:0901".parse().unwrap();
        assert_eq!(any.serial, None);
        for text in ["", "0c2e", "0c2e:", "zzzz:0901", "0c2e:09011"] {
            assert!(text.parse::<UsbIdentity>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_is_plugged_in_is_named_as_the_set_up_takes_it() {
        let sysfs = tempfile::tempdir().unwrap();
        plug(sysfs.path(), "1-1", "ttyUSB0", &scanner("A-1"));
        fs::create_dir_all(sysfs.path().join("class/tty/ttyS0")).unwrap();
        let seen = serial_ports(sysfs.path(), Path::new("/dev"));
        let [only] = seen.as_slice() else {
            panic!("{seen:?}")
        };
        assert_eq!(only.port, "usb:0c2e:0901:A-1");
        assert_eq!(only.name.as_deref(), Some("/dev/ttyUSB0"));
        assert_eq!(
            only.port.strip_prefix("usb:").unwrap().parse(),
            Ok(scanner("A-1"))
        );
    }

    #[test]
    fn two_equal_scanners_are_not_guessed_between() {
        let sysfs = tempfile::tempdir().unwrap();
        plug(sysfs.path(), "1-1", "ttyUSB0", &scanner("A-1"));
        plug(sysfs.path(), "1-2", "ttyUSB1", &scanner("A-2"));
        let either = UsbIdentity {
            serial: None,
            ..scanner("")
        };
        let found = find_port(&either, sysfs.path(), Path::new("/dev"));
        assert_eq!(
            found,
            Err(Trouble::UsbAmbiguous {
                identity: either,
                ports: 2
            })
        );
    }

    #[test]
    fn a_device_that_is_not_there_is_named() {
        let sysfs = tempfile::tempdir().unwrap();
        let found = find_port(&scanner("A-1"), sysfs.path(), Path::new("/dev"));
        assert_eq!(
            found.unwrap_err().to_string(),
            "USB device 0c2e:0901 A-1 is not plugged in"
        );
    }
}
