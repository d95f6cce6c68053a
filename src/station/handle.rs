//! The station in a thread of its own: events in through a bounded inbox, the latest picture out.

use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::event::Event;
use super::event_loop::Loop;
use super::run::Station;
use super::snapshot::Snapshot;
use super::view::Around;
use crate::devices::{DeviceEvent, DeviceThread};
use crate::master::{Master, MasterError};

/// Events that may wait: five seconds of scanning at fifty a second. When it is full, the sender waits.
const INBOX: usize = 256;

/// Makes another connection to the master, for work beside the loop.
pub type MasterDoor = Arc<dyn Fn() -> Result<Box<dyn Master>, MasterError> + Send + Sync>;

/// Starts the devices as they are set up now; they speak through the sender given.
pub type StartDevices = Box<dyn FnMut(SyncSender<DeviceEvent>) -> Vec<DeviceThread> + Send>;

/// The latest picture. A slot and not a queue: a stalled screen never holds up the bench.
#[derive(Debug, Clone)]
pub(super) struct Published(Arc<Mutex<Arc<Snapshot>>>);

impl Published {
    fn latest(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn publish(&self, snapshot: Snapshot) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}

/// What a running station is given beside its data.
pub struct Surroundings {
    /// Hears each new picture as soon as its answers are on disk, before anything is painted.
    pub heard: Box<dyn Fn(&Snapshot) + Send + Sync>,
    /// Wakes the screen after each new picture.
    pub wake: Box<dyn Fn() + Send + Sync>,
    /// Another connection to the master.
    pub master_door: MasterDoor,
    /// Starts the bench's devices, at the beginning and when a station card brings others.
    pub devices: StartDevices,
}

/// The door to a running station.
pub struct StationHandle {
    inbox: SyncSender<Event>,
    published: Published,
    thread: Option<JoinHandle<()>>,
}

impl StationHandle {
    /// Starts the station's thread.
    pub fn start(station: Station, surroundings: Surroundings) -> io::Result<Self> {
        let (inbox, events) = sync_channel(INBOX);
        let first = station
            .snapshot(&Around::default())
            .map_err(io::Error::other)?;
        let published = Published(Arc::new(Mutex::new(Arc::new(first))));
        let run = Loop::begin(station, surroundings, published.clone(), inbox.clone())?;
        let thread = thread::Builder::new()
            .name("station".into())
            .spawn(move || run.run(&events))?;
        Ok(Self {
            inbox,
            published,
            thread: Some(thread),
        })
    }

    /// What to paint now.
    pub fn latest(&self) -> Arc<Snapshot> {
        self.published.latest()
    }

    /// Sends an event. A full inbox makes the sender wait rather than lose it; `false` when the station has ended.
    pub fn send(&self, event: Event) -> bool {
        self.inbox.send(event).is_ok()
    }
}

impl Drop for StationHandle {
    fn drop(&mut self) {
        // A station that has ended already needs no word to stop.
        drop(self.inbox.send(Event::Stop));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the station's thread panicked");
        }
    }
}
