//! The loop and the bench's devices: started at the beginning, and anew when a station card brings others.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::{Loop, replace};
use crate::devices::DeviceThread;
use crate::station::event::Event;
use crate::station::handle::StartDevices;
use crate::station::printer_setup::PrintersOutcome;
use crate::station::run::chain;

impl Loop {
    /// Other devices and printers are set up: those of before are let go of first.
    pub(super) fn restart_devices(&mut self) {
        self.devices.clear();
        self.lamps.forget_devices();
        match start_devices(&mut self.start, self.inbox.clone()) {
            Ok(devices) => self.devices = devices,
            Err(error) => tracing::error!(%error, "the devices cannot be started"),
        }
        self.lanes.retarget(&self.station);
        self.show_printers(None, PrintersOutcome::Nothing);
    }

    /// How the last check of the devices went, and which set-ups have names. `true` when that is different.
    pub(super) fn read_devices(&mut self) -> bool {
        let mut differs = replace(&mut self.around.stations, self.station.stations_view());
        match self.station.last_check() {
            Ok(check) if check.as_ref() != self.around.last_check.as_deref() => {
                self.around.last_check = check.map(Arc::new);
                differs = true;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error = %chain(&error), "the last check of the devices cannot be read");
            }
        }
        differs
    }
}

/// Devices speak their own events; a thread of one line each passes them on.
pub(super) fn start_devices(
    start: &mut StartDevices,
    inbox: SyncSender<Event>,
) -> io::Result<Vec<DeviceThread>> {
    let (sender, events) = crate::devices::inbox();
    let devices = start(sender);
    thread::Builder::new()
        .name("devices".into())
        .spawn(move || {
            for event in events {
                if inbox.send(Event::Device(event)).is_err() {
                    return;
                }
            }
        })?;
    Ok(devices)
}
