//! A label printer on a network port that is none: it keeps what it is sent as files, and says what it lacks.
//!
//! Source: Zebra, ZPL II Programming Guide, `~HS` Host Status Return: three lines between STX
//! and ETX; in the first the second field is paper out and the third pause, in the second the
//! third field is head up and the fourth ribbon out.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{DeviceThread, Stop};

/// The question that it answers.
const HOST_STATUS: &[u8] = b"~HS";

/// A sender that says nothing for so long has sent all.
const SILENCE: Duration = Duration::from_secs(2);

/// Largest document: a hundred times a label's picture at 600 dots an inch.
const DOCUMENT_MAX: usize = 64 << 20;

/// Documents it holds while it cannot print; a sender has to wait after that.
const HELD_MAX: usize = 64;

/// What keeps it from printing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lacks {
    /// No labels.
    pub paper: bool,
    /// Paused by its key.
    pub resume: bool,
    /// The head is open.
    pub lid: bool,
    /// No ribbon.
    pub ribbon: bool,
}

impl Lacks {
    fn nothing(self) -> bool {
        self == Self::default()
    }

    /// The three lines of the host status.
    fn host_status(self, held: usize) -> String {
        let flag = u8::from;
        format!(
            "\u{2}030,{},{},1245,{held:03},0,0,0,000,0,0,0\u{3}\r\n\
             \u{2}000,0,{},{},0,2,6,0,00000000,1,000\u{3}\r\n\
             \u{2}1234,0\u{3}\r\n",
            flag(self.paper),
            flag(self.resume),
            flag(self.lid),
            flag(self.ribbon),
        )
    }
}

#[derive(Debug)]
struct Inside {
    folder: PathBuf,
    is_on: bool,
    lacks: Lacks,
    held: Vec<Vec<u8>>,
    printed: usize,
}

impl Inside {
    /// Prints what it holds, oldest first.
    fn print(&mut self) {
        if !self.is_on || !self.lacks.nothing() {
            return;
        }
        for document in self.held.drain(..) {
            let file = file_of(&self.folder, self.printed + 1, &document);
            match fs::write(&file, document) {
                Ok(()) => self.printed += 1,
                Err(error) => tracing::error!(file = %file.display(), %error, "a simulated print"),
            }
        }
    }
}

/// Numbered, with the ending that its first bytes ask for.
fn file_of(folder: &Path, number: usize, document: &[u8]) -> PathBuf {
    let ending = if document.starts_with(b"^XA") {
        "zpl"
    } else if document.starts_with(b"%PDF") {
        "pdf"
    } else {
        "bin"
    };
    folder.join(format!("print-{number:04}.{ending}"))
}

/// A simulated printer on a port. Dropping it ends it.
#[derive(Debug)]
pub struct PortPrinter {
    inside: Arc<Mutex<Inside>>,
    address: String,
    _thread: DeviceThread,
}

impl PortPrinter {
    /// Listens at `HOST:PORT` (port 0 takes a free one) and keeps documents in this folder.
    pub fn start(address: &str, folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        let first = bind(address)?;
        let address = first.local_addr()?.to_string();
        let inside = Arc::new(Mutex::new(Inside {
            folder,
            is_on: true,
            lacks: Lacks::default(),
            held: Vec::new(),
            printed: 0,
        }));
        let (its_inside, its_address) = (Arc::clone(&inside), address.clone());
        let thread = DeviceThread::start("simulated printer", move |stop| {
            listen(first, &its_address, &its_inside, stop);
        })?;
        Ok(Self {
            inside,
            address,
            _thread: thread,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Switches it on or off. Off, it answers nobody and forgets what it had not printed.
    pub fn switch(&self, is_on: bool) {
        let mut inside = lock(&self.inside);
        inside.is_on = is_on;
        if !is_on {
            inside.held.clear();
        }
    }

    /// Takes something away from it, or gives it back.
    pub fn change(&self, change: impl FnOnce(&mut Lacks)) {
        change(&mut lock(&self.inside).lacks);
    }

    /// How many documents came out.
    pub fn printed(&self) -> usize {
        lock(&self.inside).printed
    }
}

fn lock(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bind(address: &str) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn listen(first: TcpListener, address: &str, inside: &Mutex<Inside>, stop: &Stop) {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut listener = Some(first);
    while !stop.asked() {
        lock(inside).print();
        let is_on = lock(inside).is_on;
        if !is_on {
            listener = None;
        } else if listener.is_none() {
            listener = bind(address).ok();
        }
        match listener.as_ref().map(TcpListener::accept) {
            Some(Ok((stream, _))) => {
                if let Err(error) = take(stream, inside, stop) {
                    tracing::debug!(%error, "a sender broke off; its document is thrown away");
                }
            }
            _ => stop.wait(PAUSE),
        }
    }
}

/// Takes one document, and answers questions in between.
fn take(mut stream: TcpStream, inside: &Mutex<Inside>, stop: &Stop) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    let mut document = Vec::new();
    let mut part = [0; 4096];
    let mut heard_at = Instant::now();
    while !stop.asked() && heard_at.elapsed() < SILENCE {
        if !lock(inside).is_on {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(count) => {
                heard_at = Instant::now();
                document.extend(part.get(..count).unwrap_or_default());
            }
            Err(wait)
                if matches!(
                    wait.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) => {}
            Err(error) => return Err(error),
        }
        if document.trim_ascii() == HOST_STATUS {
            document.clear();
            let answer = {
                let inside = lock(inside);
                inside.lacks.host_status(inside.held.len())
            };
            stream.write_all(answer.as_bytes())?;
        }
        if document.len() > DOCUMENT_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
    let mut inside = lock(inside);
    if document.is_empty() {
        return Ok(());
    }
    if inside.held.len() >= HELD_MAX {
        return Err(io::ErrorKind::OutOfMemory.into());
    }
    inside.held.push(document);
    inside.print();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::Shutdown;

    use super::*;

    fn asked(printer: &PortPrinter) -> String {
        let mut stream = TcpStream::connect(printer.address()).unwrap();
        stream.write_all(HOST_STATUS).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn send(printer: &PortPrinter, document: &[u8]) {
        let mut stream = TcpStream::connect(printer.address()).unwrap();
        stream.write_all(document).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        // It hangs up when it has taken all.
        stream.read_to_end(&mut Vec::new()).unwrap();
    }

    #[test]
    fn it_says_what_it_lacks_holds_what_it_is_sent_and_prints_it_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        let printer = PortPrinter::start("127.0.0.1:0", folder.path().join("out")).unwrap();
        assert!(asked(&printer).starts_with("\u{2}030,0,0,"));
        printer.change(|lacks| lacks.paper = true);
        assert!(asked(&printer).starts_with("\u{2}030,1,0,"));
        send(&printer, b"^XA^FDone^FS^XZ");
        assert_eq!(printer.printed(), 0);
        printer.change(|lacks| *lacks = Lacks::default());
        send(&printer, b"%PDF-1.7 two");
        assert_eq!(printer.printed(), 2);
        let kept = |name: &str| fs::read(folder.path().join("out").join(name)).unwrap();
        assert_eq!(kept("print-0001.zpl"), b"^XA^FDone^FS^XZ");
        assert_eq!(kept("print-0002.pdf"), b"%PDF-1.7 two");
        printer.change(|lacks| (lacks.lid, lacks.ribbon) = (true, true));
        assert!(asked(&printer).contains("\u{2}000,0,1,1,"));
    }

    #[test]
    fn switched_off_it_answers_nobody_and_on_again_it_is_at_its_old_address() {
        let folder = tempfile::tempdir().unwrap();
        let printer = PortPrinter::start("127.0.0.1:0", folder.path().to_owned()).unwrap();
        printer.switch(false);
        let until = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(printer.address()).is_ok() {
            assert!(Instant::now() < until, "it still answers");
            std::thread::sleep(Duration::from_millis(10));
        }
        printer.switch(true);
        while TcpStream::connect(printer.address()).is_err() {
            assert!(Instant::now() < until, "it does not come back");
            std::thread::sleep(Duration::from_millis(10));
        }
        send(&printer, b"^XA^XZ");
        assert_eq!(printer.printed(), 1);
    }
}
