//! Threads around wires: scanner, scale, printer, and simulators that speak the same bytes.
//!
//! Every device runs in its own named thread and tells what happens through one
//! bounded inbox. A device that goes away is looked for again by itself; each change
//! of its state is told once, for the health strip.
#![warn(missing_docs)]

mod error;
#[cfg(test)]
mod fuzz;
mod hid;
mod ipp;
pub mod printer;
mod raw;
pub mod scale;
pub mod scale_model;
pub mod scanner;
mod scanner_reports;
mod serial;
pub mod simulator;
pub mod simulator_port;
pub mod simulator_printer;
#[cfg(windows)]
mod spooler;
#[cfg(test)]
mod test_wire;
mod usb;
pub mod wedge;
#[cfg(test)]
mod wire_tests;

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::domain::units::Grams;

pub use error::{DeviceFault, ScaleFault, ScanFault, Trouble};
pub use serial::{DataBits, LineSettings, Parity, PortChoice, SerialSettings, StopBits};
pub use usb::{PluggedIn, UsbIdentity};

use scale::{FoundScale, OrderEnd, Reading, ScaleOrder};

/// How many events may wait for the station.
///
/// Five seconds of scanning at fifty codes a second. When it is full the device's
/// thread waits; bytes then pile up in the system's own buffer, and nothing is dropped.
pub const DEVICE_INBOX: usize = 256;

/// The inbox that all devices of a bench share.
pub fn inbox() -> (SyncSender<DeviceEvent>, Receiver<DeviceEvent>) {
    sync_channel(DEVICE_INBOX)
}

/// Scanners and scales that may be plugged in, as `bench.toml` would name them.
pub fn plugged_in() -> Vec<PluggedIn> {
    let mut seen = usb::serial_ports(Path::new("/sys"), Path::new("/dev"));
    seen.extend(hid::devices());
    seen
}

/// What kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceKind {
    /// A barcode scanner.
    Scanner,
    /// A scale.
    Scale,
    /// A label or document printer.
    Printer,
}

/// One device of this bench.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId {
    /// Its kind.
    pub kind: DeviceKind,
    /// Its name among those of its kind, as set up.
    pub name: String,
}

impl DeviceId {
    /// A device from its kind and name.
    pub fn new(kind: DeviceKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
        }
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DeviceKind::Scanner => "scanner",
            DeviceKind::Scale => "scale",
            DeviceKind::Printer => "printer",
        };
        write!(f, "{kind} {}", self.name)
    }
}

/// How a device is, for the health strip.
///
/// Transitions: `Searching` → `Ready` | `Missing`; `Ready` ↔ `NeedsAttention`;
/// any → `Missing` → `Ready`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceState {
    /// It works.
    Ready,
    /// It is looked for the first time.
    Searching,
    /// It is not there; it is looked for again by itself.
    Missing {
        /// Why, as far as is known.
        why: Trouble,
    },
    /// It is there, but somebody must do something.
    NeedsAttention {
        /// What about.
        why: Trouble,
    },
}

/// What a device tells the station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceEvent {
    /// A complete code. Every frame is one scan; equal codes are never dropped.
    Scanned {
        /// The scanner.
        source: DeviceId,
        /// The code; of the control characters it can hold GS (ASCII 29) only.
        code: String,
    },
    /// The scale shows something else than before. For the screen, not for a parcel.
    Weighed {
        /// The scale.
        device: DeviceId,
        /// What it shows.
        reading: Reading,
        /// Whether a tare is taken off; `None` where the scale does not tell.
        tared: Option<bool>,
    },
    /// What became of an order to the scale.
    Ordered {
        /// The scale.
        device: DeviceId,
        /// The order.
        order: ScaleOrder,
        /// How it ended.
        end: OrderEnd,
    },
    /// The language of a scale was found out.
    FoundScale {
        /// The scale.
        device: DeviceId,
        /// What it is.
        found: FoundScale,
    },
    /// A load lies still on the scale. This is the weight a parcel may take.
    Settled {
        /// The scale.
        device: DeviceId,
        /// Counts loads: it grows only after the pan was empty. A parcel that took
        /// the weight of a load has used up this number; the next parcel needs a
        /// higher one, or it would get the previous parcel's weight.
        load: u64,
        /// The weight.
        grams: Grams,
    },
    /// The device's state changed.
    Health {
        /// The device.
        device: DeviceId,
        /// Its new state.
        state: DeviceState,
    },
    /// Something came that cannot be used.
    Fault {
        /// The device.
        device: DeviceId,
        /// What is wrong.
        fault: DeviceFault,
    },
}

/// A device's thread. Dropping it stops the thread and waits for its end.
#[derive(Debug)]
pub struct DeviceThread {
    stop: Stop,
    /// Where orders to a scale go in.
    orders: Option<SyncSender<ScaleOrder>>,
    handle: Option<JoinHandle<()>>,
}

impl DeviceThread {
    /// Starts `work` in a thread of this name. The work must watch its [`Stop`].
    pub(crate) fn start(name: &str, work: impl FnOnce(&Stop) + Send + 'static) -> io::Result<Self> {
        let stop = Stop(Arc::new(AtomicBool::new(false)));
        let its_stop = Stop(Arc::clone(&stop.0));
        let builder = thread::Builder::new().name(name.to_owned());
        let handle = builder.spawn(move || work(&its_stop))?;
        Ok(Self {
            stop,
            orders: None,
            handle: Some(handle),
        })
    }

    /// The same thread, which takes orders to a scale.
    pub(crate) fn with_orders(mut self, orders: SyncSender<ScaleOrder>) -> Self {
        self.orders = Some(orders);
        self
    }

    /// A door to a scale whose thread somebody else keeps.
    pub(crate) fn door_to(orders: SyncSender<ScaleOrder>) -> Self {
        Self {
            stop: Stop(Arc::new(AtomicBool::new(false))),
            orders: Some(orders),
            handle: None,
        }
    }

    /// Gives an order to the scale. `false` when this is no scale, or when it has more orders
    /// waiting than anybody gives.
    pub fn order(&self, order: ScaleOrder) -> bool {
        let orders = self.orders.as_ref();
        orders.is_some_and(|orders| orders.try_send(order).is_ok())
    }
}

impl Drop for DeviceThread {
    fn drop(&mut self) {
        self.stop.0.store(true, Ordering::Release);
        if let Some(handle) = self.handle.take() {
            handle.thread().unpark();
            if handle.join().is_err() {
                tracing::error!("a device thread had panicked");
            }
        }
    }
}

/// Tells a device's thread to end.
#[derive(Debug)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether the thread must end.
    pub(crate) fn asked(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Waits, but not longer than until the thread must end.
    pub(crate) fn wait(&self, pause: Duration) {
        if !self.asked() {
            thread::park_timeout(pause);
        }
    }
}

/// The station is gone, so the device's thread has nothing left to do.
#[derive(Debug)]
pub(crate) struct StationGone;

/// A device's end of the inbox.
#[derive(Debug)]
pub(crate) struct Outlet {
    device: DeviceId,
    events: SyncSender<DeviceEvent>,
    told: Option<DeviceState>,
}

impl Outlet {
    pub(crate) fn new(device: DeviceId, events: SyncSender<DeviceEvent>) -> Self {
        Self {
            device,
            events,
            told: None,
        }
    }

    pub(crate) fn device(&self) -> &DeviceId {
        &self.device
    }

    /// Hands an event over; waits while the inbox is full, so that no scan is dropped.
    pub(crate) fn send(&self, event: DeviceEvent, stop: &Stop) -> Result<(), StationGone> {
        let mut event = event;
        loop {
            match self.events.try_send(event) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(StationGone),
                Err(TrySendError::Full(_)) if stop.asked() => return Err(StationGone),
                Err(TrySendError::Full(back)) => {
                    event = back;
                    stop.wait(Duration::from_millis(2));
                }
            }
        }
    }

    /// Tells the device's state if it changed.
    pub(crate) fn report(&mut self, state: DeviceState, stop: &Stop) -> Result<(), StationGone> {
        if self.told.as_ref() == Some(&state) {
            return Ok(());
        }
        tracing::info!(device = %self.device, ?state, "device state");
        self.told = Some(state.clone());
        self.send(
            DeviceEvent::Health {
                device: self.device.clone(),
                state,
            },
            stop,
        )
    }
}
