//! A scanner, a scale and a printer for a desk without any.
//!
//! They speak the same bytes through the same parsers and the same inbox as real
//! devices, so that what is tried with them is what a bench does.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::domain::printing::PrinterTrouble;
use crate::domain::units::Grams;

use super::error::Trouble;
use super::printer::{Delivery, Document, PrintTarget, Watch};
use super::scale::{
    ScaleOrder, ScaleProtocol, ScaleSettings, ScaleWire, SettleSettings, order_door,
};
use super::scale_model::ScaleModel;
use super::scanner::{FrameReader, FrameSettings, to_event};
use super::serial::{PortChoice, SerialSettings, Wire as _};
use super::{DeviceEvent, DeviceId, DeviceKind, DeviceState, DeviceThread, Outlet};

/// A scanner worked by hand: whatever is given to it goes the way of a serial scan.
#[derive(Debug)]
pub struct SimulatedScanner {
    device: DeviceId,
    reader: FrameReader,
    events: SyncSender<DeviceEvent>,
    began: Instant,
}

impl SimulatedScanner {
    /// A scanner that is ready at once.
    pub fn new(name: &str, events: SyncSender<DeviceEvent>) -> Self {
        let scanner = Self {
            device: DeviceId::new(DeviceKind::Scanner, name),
            reader: FrameReader::new(FrameSettings::default()),
            events,
            began: Instant::now(),
        };
        let device = scanner.device.clone();
        scanner.send(DeviceEvent::Health {
            device,
            state: DeviceState::Ready,
        });
        scanner
    }

    /// Scans a code.
    pub fn scan(&mut self, code: &str) {
        let mut bytes = code.as_bytes().to_vec();
        bytes.push(b'\r');
        let now_millis = super::scanner::millis(self.began.elapsed());
        for answer in self.reader.feed(&bytes, now_millis) {
            self.send(to_event(&self.device, answer));
        }
    }

    /// Hands over without waiting: this is called by the thread that draws the screen.
    fn send(&self, event: DeviceEvent) {
        if let Err(lost) = self.events.try_send(event) {
            tracing::error!(%lost, "the inbox did not take a simulated scan");
        }
    }
}

/// A scale worked by hand. Dropping it ends its thread.
#[derive(Debug)]
pub struct SimulatedScale {
    model: Arc<Mutex<ScaleModel>>,
    began: Instant,
    orders: SyncSender<ScaleOrder>,
    _thread: DeviceThread,
}

impl SimulatedScale {
    /// Starts an empty scale that answers five times a second.
    pub fn start(
        name: &str,
        settle: SettleSettings,
        events: SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let began = Instant::now();
        let model = Arc::new(Mutex::new(ScaleModel::new(ScaleProtocol::Radwag)));
        let its_model = Arc::clone(&model);
        let device = DeviceId::new(DeviceKind::Scale, name);
        // No wire at all: the bytes go from hand to hand.
        let settings = ScaleSettings {
            port: SerialSettings::new(PortChoice::Path("simulated".into())),
            protocol: Some(ScaleProtocol::Radwag),
            settle,
        };
        let (orders, its_orders) = order_door();
        let thread = DeviceThread::start(&format!("simulated scale {name}"), move |stop| {
            let mut wire = ScaleWire::new(device.clone(), &settings, its_orders);
            let mut outlet = Outlet::new(device, events);
            let mut out = Vec::new();
            wire.opened(began.elapsed());
            while !stop.asked() {
                let now = began.elapsed();
                if let Some(question) = wire.to_send(now) {
                    let answer = its_model
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .hears(&question, now);
                    wire.received(&answer, now, &mut out);
                }
                wire.tick(now, &mut out);
                let told = out.drain(..).try_for_each(|event| outlet.send(event, stop));
                if told
                    .and_then(|()| outlet.report(wire.state(), stop))
                    .is_err()
                {
                    return;
                }
                stop.wait(wire.next_due(now).saturating_sub(began.elapsed()));
            }
        })?;
        Ok(Self {
            model,
            began,
            orders,
            _thread: thread,
        })
    }

    /// Puts a load on the pan in place of what lies there; zero empties it.
    pub fn place(&self, load: Grams) {
        let now = self.began.elapsed();
        self.model().place(load, now);
    }

    /// What lies on the pan.
    pub fn load(&self) -> Grams {
        self.model().load()
    }

    /// Switches the scale on or off; off, it does not answer.
    pub fn switch(&self, is_on: bool) {
        self.model().switch(is_on);
    }

    /// Where orders to the scale go in.
    pub fn door(&self) -> DeviceThread {
        DeviceThread::door_to(self.orders.clone())
    }

    fn model(&self) -> MutexGuard<'_, ScaleModel> {
        self.model.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a simulated printer lacks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PrinterMood {
    /// It prints.
    #[default]
    Ready,
    /// It has no labels.
    OutOfPaper,
    /// It is switched off.
    Offline,
}

/// A printer that prints into a folder and shows what it printed.
#[derive(Debug)]
pub struct SimulatedPrinter {
    folder: PathBuf,
    inside: Mutex<(PrinterMood, Vec<Printout>)>,
}

/// One document that came out of the simulated printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printout {
    /// The job.
    pub job_key: String,
    /// How many copies came out.
    pub copies: u16,
}

impl SimulatedPrinter {
    /// A printer that prints into this folder, which is made if it is missing.
    pub fn new(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            inside: Mutex::new((PrinterMood::Ready, Vec::new())),
        })
    }

    /// Takes its paper away, switches it off, or repairs it.
    pub fn set_mood(&self, mood: PrinterMood) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).0 = mood;
    }

    /// Prints, unless something is lacking. The same job comes out once.
    pub fn deliver(&self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(trouble) = inside.0.trouble() {
            return Delivery::NotSent(trouble);
        }
        let end = PrintTarget::Folder(self.folder.clone()).deliver(document, watch);
        let is_new = || !inside.1.iter().any(|out| out.job_key == document.job_key);
        if matches!(end, Delivery::Done(_)) && is_new() {
            inside.1.push(Printout {
                job_key: document.job_key.clone(),
                copies: document.copies,
            });
        }
        end
    }

    /// What came out since the start, oldest first.
    pub fn printouts(&self) -> Vec<Printout> {
        self.inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .clone()
    }

    /// How it is, for the health strip.
    pub fn state(&self) -> DeviceState {
        let mood = self.inside.lock().unwrap_or_else(PoisonError::into_inner).0;
        match mood.trouble() {
            None => DeviceState::Ready,
            Some(trouble) => DeviceState::NeedsAttention {
                why: Trouble::Printer(trouble),
            },
        }
    }
}

impl PrinterMood {
    fn trouble(self) -> Option<PrinterTrouble> {
        match self {
            Self::Ready => None,
            Self::OutOfPaper => Some(PrinterTrouble::OutOfPaper),
            Self::Offline => Some(PrinterTrouble::Offline),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::inbox;
    use super::super::printer::DocumentKind;
    use super::super::scale::Reading;
    use super::*;
    use crate::domain::printing::PrintOutcome;
    use std::time::Duration;

    #[test]
    fn a_simulated_scan_is_one_scan_even_if_it_is_the_same_code_again() {
        let (sender, events) = inbox();
        let mut scanner = SimulatedScanner::new("demo", sender);
        scanner.scan("5901234123457");
        scanner.scan("5901234123457");
        drop(scanner);
        let scans = events
            .iter()
            .filter(|event| matches!(event, DeviceEvent::Scanned { .. }));
        assert_eq!(scans.count(), 2);
    }

    #[test]
    fn the_simulated_scale_swings_settles_and_overloads() {
        let (sender, events) = inbox();
        let scale = SimulatedScale::start("demo", SettleSettings::default(), sender).unwrap();
        let next = || {
            events
                .recv_timeout(Duration::from_secs(5))
                .expect("the scale speaks")
        };
        let until = |wanted: &dyn Fn(&DeviceEvent) -> bool| {
            let mut seen = vec![next()];
            while !wanted(&seen[seen.len() - 1]) {
                seen.push(next());
            }
            seen
        };
        let shows = |event: &DeviceEvent, wanted: Reading| matches!(event, DeviceEvent::Weighed { reading, .. } if *reading == wanted);
        until(&|event| shows(event, Reading::Zero));
        scale.place(Grams(1180));
        let seen = until(&|event| matches!(event, DeviceEvent::Settled { .. }));
        let moved = |event: &DeviceEvent| {
            matches!(
                event,
                DeviceEvent::Weighed {
                    reading: Reading::Moving(_),
                    ..
                }
            )
        };
        assert!(seen.iter().any(moved), "{seen:?}");
        let Some(DeviceEvent::Settled {
            load: 1,
            grams: Grams(1180),
            ..
        }) = seen.last()
        else {
            panic!("{seen:?}")
        };
        scale.place(Grams(31_000));
        until(&|event| shows(event, Reading::Over));
        scale.switch(false);
        let why = Trouble::NoAnswer;
        let silent = DeviceState::NeedsAttention { why };
        until(&|event| matches!(event, DeviceEvent::Health { state, .. } if *state == silent));
    }

    #[test]
    fn the_simulated_printer_prints_once_it_has_paper_again() {
        let folder = tempfile::tempdir().unwrap();
        let printer = SimulatedPrinter::new(folder.path().join("out")).unwrap();
        let document = Document {
            job_key: "J1".into(),
            job_name: "J1".into(),
            kind: DocumentKind::Label,
            bytes: b"label".to_vec(),
            file_name: "J1.pdf".into(),
            copies: 1,
        };
        let print = || printer.deliver(&document, &mut NoPatience);
        printer.set_mood(PrinterMood::OutOfPaper);
        assert_eq!(print(), Delivery::NotSent(PrinterTrouble::OutOfPaper));
        printer.set_mood(PrinterMood::Ready);
        assert_eq!(print(), Delivery::Done(PrintOutcome::Written));
        assert_eq!(print(), Delivery::Done(PrintOutcome::Written));
        assert_eq!(printer.printouts().len(), 1);
    }

    /// Waits for nothing.
    struct NoPatience;

    impl Watch for NoPatience {
        fn goes_on(&mut self, _trouble: Option<&PrinterTrouble>) -> bool {
            false
        }
    }
}
