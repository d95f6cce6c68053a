//! A scanner, a scale and a printer for a desk without any.
//!
//! They speak the same bytes through the same parsers and the same inbox as real
//! devices, so that what is tried with them is what a bench does.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::printing::PrinterTrouble;
use crate::domain::units::Grams;

use super::error::Trouble;
use super::printer::{Delivery, Document, PrintTarget, Watch};
use super::scale::{ScaleProtocol, ScaleWire, SettleSettings};
use super::scanner::{FrameReader, FrameSettings, to_event};
use super::serial::Wire as _;
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

/// How long the simulated pan swings after it was loaded or emptied.
const SWING: Duration = Duration::from_millis(500);

/// The most that the simulated scale weighs, as its plate would say.
///
/// Assumption: 30 kg, what couriers take by hand.
const CAPACITY: Grams = Grams(30_000);

/// What lies on the simulated pan.
#[derive(Debug, Clone, Copy)]
struct PanModel {
    before: Grams,
    load: Grams,
    changed_at: Duration,
    is_on: bool,
}

impl PanModel {
    /// The answer to `SI`, as a Radwag scale writes it; none when switched off.
    fn answer(&self, now: Duration) -> Option<Vec<u8>> {
        if !self.is_on {
            return None;
        }
        if self.load > CAPACITY {
            return Some(b"SI ^               kg \r\n".to_vec());
        }
        let swung = now.saturating_sub(self.changed_at);
        let (mark, grams) = if swung >= SWING {
            (' ', self.load)
        } else {
            let part = |whole: Duration| i64::try_from(whole.as_millis()).unwrap_or(0);
            let way = (self.load - self.before).0 * part(swung) / part(SWING);
            ('?', self.before + Grams(way))
        };
        let sign = if grams < Grams(0) { '-' } else { ' ' };
        let size = grams.abs().0;
        let line = format!(
            "SI {mark} {sign}{:>5}.{:03} kg \r\n",
            size / 1000,
            size % 1000
        );
        Some(line.into_bytes())
    }
}

/// A scale worked by hand. Dropping it ends its thread.
#[derive(Debug)]
pub struct SimulatedScale {
    pan: Arc<Mutex<PanModel>>,
    began: Instant,
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
        let empty = PanModel {
            before: Grams(0),
            load: Grams(0),
            changed_at: Duration::ZERO,
            is_on: true,
        };
        let pan = Arc::new(Mutex::new(empty));
        let its_pan = Arc::clone(&pan);
        let device = DeviceId::new(DeviceKind::Scale, name);
        let thread = DeviceThread::start(&format!("simulated scale {name}"), move |stop| {
            let mut wire = ScaleWire::new(device.clone(), ScaleProtocol::Radwag, settle);
            let mut outlet = Outlet::new(device, events);
            let mut out = Vec::new();
            wire.opened(began.elapsed());
            while !stop.asked() {
                let now = began.elapsed();
                if wire.to_send(now).is_some() {
                    let pan = *its_pan.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(answer) = pan.answer(now) {
                        wire.received(&answer, now, &mut out);
                    }
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
            pan,
            began,
            _thread: thread,
        })
    }

    /// Puts a load on the pan in place of what lies there; zero empties it.
    pub fn place(&self, load: Grams) {
        let now = self.began.elapsed();
        let mut pan = self.pan.lock().unwrap_or_else(PoisonError::into_inner);
        *pan = PanModel {
            before: pan.load,
            load,
            changed_at: now,
            is_on: pan.is_on,
        };
    }

    /// What lies on the pan.
    pub fn load(&self) -> Grams {
        self.pan.lock().unwrap_or_else(PoisonError::into_inner).load
    }

    /// Switches the scale on or off; off, it does not answer.
    pub fn switch(&self, is_on: bool) {
        self.pan
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_on = is_on;
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
