//! The scale: what it shows, when a weight may be taken for a parcel, and what it is told to do.
//!
//! A scale in motion, an overloaded one and a silent one say so by name; none of
//! them is ever a weight of zero. Each language has a parser of its own, which is pure.

mod a_and_d;
mod cas;
mod dini_argeo;
mod finder;
mod kern_kcp;
mod mt_sics;
mod ohaus;
#[cfg(test)]
mod parser_tests;
mod protocol;
mod radwag;
mod reading;
mod settle;
mod toledo_8217;
mod usb_pos;
mod watch;
mod wire;

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::serial::{SerialSettings, serve};
use super::{DeviceEvent, DeviceId, DeviceKind, DeviceThread, Outlet};

pub use finder::FoundScale;
pub use protocol::ScaleProtocol;
pub use reading::{OrderEnd, Reading, Saying, ScaleOrder, Shown};
pub use settle::{SettleFilter, SettleSettings, Settled};

pub(super) use wire::ScaleWire;

/// Orders that may wait for the scale: nobody presses more keys than this in the second one takes.
const ORDERS: usize = 4;

/// How a scale is connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleSettings {
    /// Where it is.
    pub port: SerialSettings,
    /// Its language; `None` finds it out.
    pub protocol: Option<ScaleProtocol>,
    /// When a load counts as lying still.
    pub settle: SettleSettings,
}

/// Starts the thread of a scale. Orders reach it through [`DeviceThread::order`].
pub fn start_scale(
    name: &str,
    settings: ScaleSettings,
    events: SyncSender<DeviceEvent>,
) -> io::Result<DeviceThread> {
    let device = DeviceId::new(DeviceKind::Scale, name);
    let (door, orders) = order_door();
    let thread = DeviceThread::start(&format!("scale {name}"), move |stop| {
        let mut wire = ScaleWire::new(device.clone(), &settings, orders);
        serve(
            &settings.port,
            &mut wire,
            &mut Outlet::new(device, events),
            stop,
        );
    })?;
    Ok(thread.with_orders(door))
}

/// Both ends of the way that orders take.
pub(super) fn order_door() -> (SyncSender<ScaleOrder>, Receiver<ScaleOrder>) {
    sync_channel(ORDERS)
}
