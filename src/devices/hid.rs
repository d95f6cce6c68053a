//! USB devices of the classes for points of sale: they speak in reports, through hidraw.
//!
//! Linux gives them to a user only by a rule of udev, see `packaging/99-pakownia.rules`.

use std::io;
use std::time::Duration;

use hidapi::{HidApi, HidDevice, HidError};

use super::error::Trouble;
use super::serial::Line;
use super::usb::{PluggedIn, UsbIdentity};

/// An open device. Each read answers one report.
struct Reports {
    device: HidDevice,
    timeout: Duration,
}

/// Opens the one device of this identity.
pub(super) fn open(identity: &UsbIdentity) -> Result<(Box<dyn Line>, String), Trouble> {
    let cannot = |error: &HidError| Trouble::CannotOpen {
        port: identity.to_string(),
        detail: error.to_string(),
    };
    // A new list each time: what was plugged in since is not in an old one.
    let api = HidApi::new().map_err(|error| cannot(&error))?;
    let mut fitting = api.device_list().filter(|device| {
        let is_it =
            device.vendor_id() == identity.vendor && device.product_id() == identity.product;
        let serial = identity.serial.as_deref();
        is_it && serial.is_none_or(|serial| device.serial_number() == Some(serial))
    });
    let Some(first) = fitting.next() else {
        return Err(Trouble::UsbNotFound {
            identity: identity.clone(),
        });
    };
    // One device may have several interfaces; another device has another path up to them.
    let others = fitting.filter(|other| other.serial_number() != first.serial_number());
    let others = others.count();
    if others > 0 {
        return Err(Trouble::UsbAmbiguous {
            identity: identity.clone(),
            ports: others + 1,
        });
    }
    let port = first.path().to_string_lossy().into_owned();
    let device = first.open_device(&api).map_err(|error| match error {
        HidError::IoError { error } if error.kind() == io::ErrorKind::PermissionDenied => {
            Trouble::NoPermission { port: port.clone() }
        }
        other => cannot(&other),
    })?;
    let line = Reports {
        device,
        timeout: Duration::from_millis(100),
    };
    Ok((Box::new(line), port))
}

/// The pages of usages of scanners and scales for points of sale.
///
/// Source: USB Implementers' Forum, HID Point of Sale Usage Tables 1.02 (2001), section 2.
const PAGES: [u16; 2] = [0x8c, 0x8d];

/// Scanners and scales of these classes that are plugged in.
pub(super) fn devices() -> Vec<PluggedIn> {
    let api = match HidApi::new() {
        Ok(api) => api,
        Err(error) => {
            tracing::debug!(%error, "the USB devices that speak in reports cannot be listed");
            return Vec::new();
        }
    };
    let ours = api
        .device_list()
        .filter(|it| PAGES.contains(&it.usage_page()));
    ours.map(|device| {
        let serial = device.serial_number().filter(|serial| !serial.is_empty());
        let serial = serial.map_or_else(String::new, |serial| format!(":{serial}"));
        PluggedIn {
            port: format!(
                "hid:{:04x}:{:04x}{serial}",
                device.vendor_id(),
                device.product_id()
            ),
            name: device.product_string().map(str::to_owned),
        }
    })
    .collect()
}

impl io::Read for Reports {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let millis = i32::try_from(self.timeout.as_millis()).unwrap_or(i32::MAX);
        match self.device.read_timeout(buffer, millis) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(count) => Ok(count),
            Err(HidError::IoError { error }) => Err(error),
            Err(other) => Err(io::Error::other(other)),
        }
    }
}

impl io::Write for Reports {
    fn write(&mut self, report: &[u8]) -> io::Result<usize> {
        self.device.write(report).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Line for Reports {
    fn wait_at_most(&mut self, timeout: Duration) -> io::Result<()> {
        self.timeout = timeout;
        Ok(())
    }
}
