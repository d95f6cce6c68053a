//! Prints over IPP: on a queue of this computer's print service (CUPS), or on a network printer itself.
//!
//! A document counts as printed only when the service says so and shows no complaint. CUPS calls a
//! document completed that the printer refused, prints one again that it was printing when it was
//! killed, and gives numbers of forgotten jobs to new ones; each of these ends in a question to a
//! person and never in a second label by itself.
//!
//! Line and messages are our own, because the client of the crate `ipp` (8.0.0) reaches no socket of
//! this computer, where CUPS listens, and one error of it may come from before or after the document
//! left. What is left to that crate is then the encoding, of which eight operations and a few kinds of
//! values are needed here: one file, tried with every answer cut and mangled.
//!
//! Source: RFC 8011 (IPP/1.1); CUPS 2.4.2, observed: right after a job ends, its reason is
//! `processing-to-stop-point` whether it was printed or not, and `job-printer-state-message` is empty
//! or holds the complaint; once the job was unloaded the message is gone and the reason is always
//! `job-completed-successfully`.

mod follow;
mod line;
mod media;
mod message;
mod tls;

use std::path::Path;
use std::time::Duration;

use self::line::{Cut, Line};
use self::message::{Group, Operation, PRINTER, Reply, Request};
use super::DeviceState;
use super::error::Trouble;
use super::printer::{Delivery, Document, Watch};
use crate::domain::printing::{PrintDoubt, PrinterTrouble};

pub use self::line::Address;
pub(super) use self::line::connect;
pub use self::tls::Trust;

/// The name under which this program prints; it may cancel its own documents again.
const USER: &str = "pakownia";

/// Longest answer time of a print service. Assumption: a queue that needs longer is not at work.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(20);

/// Longest name of a job. Source: RFC 8011, 5.1.3, `name` holds 255 bytes; Polish letters take two.
const NAME_CHARACTERS_MAX: usize = 120;

/// The paper in a printer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its size as IPP names it, for example `iso_a4_210x297mm`.
    pub media: Option<String>,
    /// How fine it prints, in dots an inch.
    pub dpi: Option<u16>,
}

/// A printer that is spoken to over IPP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IppPrinter {
    /// Where it or its print service listens.
    pub address: Address,
    /// Its place there, for example `/printers/Zebra` or `/ipp/print`.
    pub path: String,
    /// What people call it.
    pub name: String,
    /// The paper to ask for.
    pub paper: Paper,
    /// By whom it has to be vouched for, where the line is encrypted (`ipps:`).
    pub trust: Option<Trust>,
}

/// What a printer can do, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Kinds of documents, for example `application/pdf`.
    pub formats: Vec<String>,
    /// Sizes of paper as IPP names them.
    pub media: Vec<String>,
    /// How fine it prints, in dots an inch.
    pub dpi: Vec<u32>,
}

impl IppPrinter {
    /// A queue of this computer's print service.
    pub fn of_this_system(name: &str) -> Self {
        let escaped =
            percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        Self {
            address: system_address(),
            path: format!("/printers/{escaped}"),
            name: name.to_owned(),
            paper: Paper::default(),
            trust: None,
        }
    }

    /// A network printer by its address, for example `ipp://10.0.0.7/ipp/print`, or `ipps:` for an
    /// encrypted line.
    ///
    /// `None` when that is no such address.
    pub fn at(uri: &str) -> Option<Self> {
        let encrypted = uri.strip_prefix("ipps://");
        let rest = encrypted.or_else(|| uri.strip_prefix("ipp://"))?;
        let (authority, path) = match rest.split_once('/') {
            Some((authority, path)) => (authority, format!("/{path}")),
            None => (rest, "/ipp/print".to_owned()),
        };
        let harmless = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        let (host, port) = super::printer::host_and_port(authority, 631)?;
        harmless(&path).then(|| Self {
            address: Address::Network { host, port },
            path,
            name: authority.to_owned(),
            paper: Paper::default(),
            trust: encrypted.map(|_| Trust::default()),
        })
    }

    /// Hands a document over and follows it to its end.
    pub(super) fn deliver(&self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        let mut talk = Talk::new(self);
        match talk.hand_over(document) {
            Ok(Handed { job, is_doubtful }) => talk.follow(job, document, is_doubtful, watch),
            Err(end) => end,
        }
    }

    /// Looks for a document that was under way when the program ended, and follows it to its end.
    pub(super) fn recover(&self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        Talk::new(self).recover(document, watch)
    }

    /// What it can do.
    pub fn capabilities(&self) -> Result<Capabilities, PrinterTrouble> {
        let reply = Talk::new(self).printer()?;
        let printer = reply.group(PRINTER);
        Ok(Capabilities {
            formats: printer.texts("document-format-supported"),
            media: printer.texts("media-supported"),
            dpi: printer.dots("printer-resolution-supported"),
        })
    }

    /// How it is, for the health strip.
    pub fn state(&self) -> DeviceState {
        let why = match Talk::new(self).printer() {
            Ok(reply) => match trouble_of(&reply.group(PRINTER), &self.name) {
                Some(Want { trouble, .. }) => trouble,
                None => return DeviceState::Ready,
            },
            Err(trouble) => {
                return DeviceState::Missing {
                    why: Trouble::Printer(trouble),
                };
            }
        };
        DeviceState::NeedsAttention {
            why: Trouble::Printer(why),
        }
    }

    fn uri(&self) -> String {
        let host = match &self.address {
            Address::Network { host, port } => format!("{host}:{port}"),
            Address::Socket(_) => "localhost".to_owned(),
        };
        let scheme = if self.trust.is_some() { "ipps" } else { "ipp" };
        format!("{scheme}://{host}{}", self.path)
    }

    /// What it is called when nothing answers.
    fn away(&self) -> PrinterTrouble {
        if self.path.starts_with("/printers/") {
            PrinterTrouble::ServiceAway
        } else {
            PrinterTrouble::Offline
        }
    }
}

/// Where this computer's print service listens.
///
/// Source: cups-client.conf(5), `CUPS_SERVER`; the usual socket of Linux, and of macOS.
fn system_address() -> Address {
    let named = std::env::var("CUPS_SERVER").unwrap_or_default();
    if named.starts_with('/') {
        return Address::Socket(named.into());
    }
    if let Some((host, port)) = super::printer::host_and_port(&named, 631) {
        return Address::Network { host, port };
    }
    let usual = ["/run/cups/cups.sock", "/private/var/run/cupsd"];
    let socket = usual.iter().map(Path::new).find(|path| path.exists());
    socket.map_or_else(
        || Address::Network {
            host: "localhost".to_owned(),
            port: 631,
        },
        |path| Address::Socket(path.to_owned()),
    )
}

/// The printers that this computer's print service knows, by name.
pub(super) fn list_system_printers() -> Result<Vec<String>, PrinterTrouble> {
    let service = IppPrinter {
        address: system_address(),
        path: "/".to_owned(),
        name: String::new(),
        paper: Paper::default(),
        trust: None,
    };
    let request = Request::new(Operation::CupsGetPrinters, "ipp://localhost/")
        .keywords("requested-attributes", &["printer-name"]);
    let reply = Talk::new(&service)
        .ask(request)
        .map_err(|_cut| PrinterTrouble::ServiceAway)?;
    let mut names: Vec<String> = reply
        .groups(PRINTER)
        .filter_map(|printer| printer.text("printer-name"))
        .collect();
    names.sort();
    Ok(names)
}

/// A document that the service has.
struct Handed {
    job: i32,
    /// The service fell silent while it got the document.
    is_doubtful: bool,
}

/// One conversation with a print service, on one line as long as that holds.
struct Talk<'a> {
    printer: &'a IppPrinter,
    line: Line,
    /// A print service that stands between us and the printer, and has truths of its own.
    is_cups: bool,
}

impl<'a> Talk<'a> {
    fn new(printer: &'a IppPrinter) -> Self {
        Self {
            printer,
            line: Line::new(
                printer.address.clone(),
                printer.trust.clone(),
                ANSWER_TIME_MAX,
            ),
            is_cups: false,
        }
    }

    fn request(&self, operation: Operation) -> Request {
        Request::new(operation, &self.printer.uri())
    }

    /// Asks something that changes nothing.
    fn ask(&mut self, request: Request) -> Result<Reply, Cut> {
        let bytes = self.line.ask(&self.printer.path, &request.into_bytes())?;
        understood(&bytes)
    }

    /// Orders something, with a document or without one.
    fn order(&mut self, request: Request, document: &[u8]) -> Result<Reply, Cut> {
        let request = request.into_bytes();
        let bytes = self.line.post(&self.printer.path, &[&request, document])?;
        understood(&bytes)
    }

    /// Everything that matters of the printer.
    fn printer(&mut self) -> Result<Reply, PrinterTrouble> {
        let wanted = [
            "printer-state",
            "printer-state-reasons",
            "printer-is-accepting-jobs",
            "operations-supported",
            "document-format-supported",
            "media-supported",
            "printer-resolution-supported",
            "cups-version",
        ];
        let request = self
            .request(Operation::GetPrinterAttributes)
            .name("requesting-user-name", USER)
            .keywords("requested-attributes", &wanted);
        let reply = self.ask(request).map_err(|cut| self.trouble_of_cut(&cut))?;
        if !reply.is_ok() {
            return Err(refusal(&reply, self.printer, ""));
        }
        self.is_cups = reply.group(PRINTER).text("cups-version").is_some();
        Ok(reply)
    }

    fn trouble_of_cut(&self, cut: &Cut) -> PrinterTrouble {
        let (Cut::NotSent(error) | Cut::Sent(error)) = cut;
        tracing::debug!(printer = %self.printer.name, %error, "the printer does not answer");
        if tls::is_untrusted(error) {
            return PrinterTrouble::Untrusted {
                name: self.printer.name.clone(),
            };
        }
        match error.kind() {
            std::io::ErrorKind::PermissionDenied => PrinterTrouble::NoPermission {
                place: self.printer.name.clone(),
            },
            std::io::ErrorKind::NotFound if matches!(cut, Cut::Sent(_)) => {
                PrinterTrouble::Unknown {
                    name: self.printer.name.clone(),
                }
            }
            _ => self.printer.away(),
        }
    }

    /// Gives the service a document. An error is how the delivery ended: nothing was handed over, or
    /// nobody knows.
    fn hand_over(&mut self, document: &Document) -> Result<Handed, Delivery> {
        let reply = self.printer().map_err(Delivery::NotSent)?;
        let printer = reply.group(PRINTER);
        if printer.number("printer-is-accepting-jobs") == Some(0) {
            return Err(Delivery::NotSent(PrinterTrouble::Closed {
                name: self.printer.name.clone(),
            }));
        }
        let format = format_for(&document.bytes, &printer.texts("document-format-supported"))
            .map_err(Delivery::NotSent)?;
        let operations = printer.numbers("operations-supported");
        let knows = |operation: Operation| operations.contains(&(operation as i32));
        let paper = Wanted {
            // CUPS gives up a job whose paper the printer does not know; what lies in it is the best there is then.
            media: self
                .printer
                .paper
                .media
                .clone()
                .filter(|media| media::is_supported(media, &printer.texts("media-supported"))),
            dpi: self.printer.paper.dpi.filter(|dpi| {
                printer
                    .dots("printer-resolution-supported")
                    .contains(&u32::from(*dpi))
            }),
            copies: document.copies,
        };
        // In two steps a document that never arrived can be told from one that did. A simple
        // printer has room for one job and may keep it for an empty one, so it gets all at once.
        if self.is_cups && knows(Operation::CreateJob) && knows(Operation::SendDocument) {
            self.in_two_steps(document, format, &paper)
        } else {
            self.at_once(document, format, &paper)
        }
    }

    fn in_two_steps(
        &mut self,
        document: &Document,
        format: &str,
        paper: &Wanted,
    ) -> Result<Handed, Delivery> {
        let request = self
            .request(Operation::CreateJob)
            .name("requesting-user-name", USER)
            .name("job-name", &name_of(document));
        // Without a document nothing can come out, whatever became of the request.
        let reply = self
            .order(paper.ask_for(request), &[])
            .map_err(|cut| Delivery::NotSent(self.trouble_of_cut(&cut)))?;
        let Some(job) = reply
            .group(message::JOB)
            .number("job-id")
            .filter(|_| reply.is_ok())
        else {
            return Err(Delivery::NotSent(refusal(&reply, self.printer, format)));
        };
        let request = self
            .request(Operation::SendDocument)
            .integer("job-id", job)
            .name("requesting-user-name", USER)
            .mime_type("document-format", format)
            .boolean("last-document", true);
        match self.order(request, &document.bytes) {
            Ok(reply) if reply.is_ok() => Ok(Handed {
                job,
                is_doubtful: false,
            }),
            Ok(reply) => {
                self.cancel(job);
                Err(Delivery::NotSent(refusal(&reply, self.printer, format)))
            }
            Err(Cut::NotSent(error)) => {
                self.cancel(job);
                Err(Delivery::NotSent(self.trouble_of_cut(&Cut::NotSent(error))))
            }
            Err(Cut::Sent(_)) => Ok(Handed {
                job,
                is_doubtful: true,
            }),
        }
    }

    fn at_once(
        &mut self,
        document: &Document,
        format: &str,
        paper: &Wanted,
    ) -> Result<Handed, Delivery> {
        let request = self
            .request(Operation::PrintJob)
            .name("requesting-user-name", USER)
            .name("job-name", &name_of(document))
            .mime_type("document-format", format);
        match self.order(paper.ask_for(request), &document.bytes) {
            Ok(reply) => match reply.group(message::JOB).number("job-id") {
                Some(job) if reply.is_ok() => Ok(Handed {
                    job,
                    is_doubtful: false,
                }),
                // Taken, although the answer names no job: sending it again could make two.
                None if reply.is_ok() => Err(Delivery::Doubtful(PrintDoubt::Forgotten)),
                _ => Err(Delivery::NotSent(refusal(&reply, self.printer, format))),
            },
            Err(cut @ Cut::NotSent(_)) => Err(Delivery::NotSent(self.trouble_of_cut(&cut))),
            Err(Cut::Sent(_)) => match self.find(document) {
                Ok(Some(job)) => Ok(Handed {
                    job,
                    is_doubtful: true,
                }),
                Ok(None) | Err(_) => Err(Delivery::Doubtful(PrintDoubt::LineCut)),
            },
        }
    }

    /// Takes a job back. Whether that was heard does not matter: it has no document.
    fn cancel(&mut self, job: i32) -> bool {
        let request = self
            .request(Operation::CancelJob)
            .integer("job-id", job)
            .name("requesting-user-name", USER);
        let reply = self.order(request, &[]);
        reply.is_ok_and(|reply| reply.is_ok())
    }

    /// The job of this document's name, open or ended.
    fn find(&mut self, document: &Document) -> Result<Option<i32>, Cut> {
        let name = name_of(document);
        for which in ["not-completed", "completed"] {
            let request = self
                .request(Operation::GetJobs)
                .name("requesting-user-name", USER)
                .keyword("which-jobs", which)
                .keywords("requested-attributes", &["job-id", "job-name"]);
            let reply = self.ask(request)?;
            let mut jobs = reply.groups(message::JOB);
            let ours = jobs.find(|job| job.text("job-name").as_deref() == Some(&name));
            if let Some(job) = ours.and_then(|job| job.number("job-id")) {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }
}

/// How a document shall be printed.
struct Wanted {
    media: Option<String>,
    dpi: Option<u16>,
    copies: u16,
}

impl Wanted {
    fn ask_for(&self, request: Request) -> Request {
        // A label that is scaled is a label whose bars are wrong.
        let mut request = request.job_attributes().keyword("print-scaling", "none");
        if self.copies > 1 {
            request = request.integer("copies", i32::from(self.copies));
        }
        if let Some(media) = &self.media {
            request = request.keyword("media", media);
        }
        if let Some(dpi) = self.dpi {
            request = request.resolution("printer-resolution", dpi);
        }
        request
    }
}

fn understood(bytes: &[u8]) -> Result<Reply, Cut> {
    Reply::read(bytes).ok_or_else(|| Cut::Sent(std::io::ErrorKind::InvalidData.into()))
}

/// The job's name: the only thing by which it is found again for certain.
fn name_of(document: &Document) -> String {
    let name = document.job_name.chars().filter(|c| !c.is_control());
    name.take(NAME_CHARACTERS_MAX).collect()
}

/// What kind of document this is, if the printer takes it.
fn format_for(bytes: &[u8], supported: &[String]) -> Result<&'static str, PrinterTrouble> {
    let format = if bytes.starts_with(b"%PDF") {
        "application/pdf"
    } else if bytes.starts_with(b"^XA") {
        "application/vnd.zebra-zpl"
    } else {
        "application/octet-stream"
    };
    if supported.is_empty() || supported.iter().any(|known| known == format) {
        return Ok(format);
    }
    Err(PrinterTrouble::OtherFormat {
        format: format.to_owned(),
    })
}

/// Why a request was turned down. Source: RFC 8011, B.1 (status codes).
fn refusal(reply: &Reply, printer: &IppPrinter, format: &str) -> PrinterTrouble {
    match reply.status {
        0x0401..=0x0403 => PrinterTrouble::NoPermission {
            place: printer.name.clone(),
        },
        0x0406 => PrinterTrouble::Unknown {
            name: printer.name.clone(),
        },
        0x040a => PrinterTrouble::OtherFormat {
            format: format.to_owned(),
        },
        0x0502 | 0x0505 | 0x0507 => PrinterTrouble::Busy,
        0x0506 => PrinterTrouble::Closed {
            name: printer.name.clone(),
        },
        _ => PrinterTrouble::Refused {
            why: reply.complaint(),
        },
    }
}

/// What a printer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Want {
    trouble: PrinterTrouble,
    /// It says so at the beginning of every job too, so that only what lasts counts.
    may_pass: bool,
}

/// What a printer wants, by the reasons for its state.
fn trouble_of(printer: &Group<'_>, name: &str) -> Option<Want> {
    /// Source: RFC 8011, 5.4.11.
    const STOPPED: i32 = 5;
    let reasons = printer.texts("printer-state-reasons");
    if let Some(want) = reasons.iter().find_map(|reason| want_of(reason)) {
        return Some(want);
    }
    let trouble = if printer.number("printer-is-accepting-jobs") == Some(0) {
        PrinterTrouble::Closed {
            name: name.to_owned(),
        }
    } else if printer.number("printer-state") == Some(STOPPED) {
        PrinterTrouble::Paused
    } else {
        return None;
    };
    Some(Want {
        trouble,
        may_pass: false,
    })
}

/// Source: RFC 8011, 5.4.12, and PWG 5100.13. A reason ends in how bad it is; printers disagree
/// about that (media-empty comes as a mere warning from some), so it is read from what no name is known of only.
fn want_of(reason: &str) -> Option<Want> {
    let suffixes = ["-error", "-warning", "-report"];
    let bare = suffixes
        .iter()
        .find_map(|suffix| reason.strip_suffix(suffix));
    let is_error = reason.ends_with("-error");
    let trouble = match bare.unwrap_or(reason) {
        "media-empty" | "media-needed" | "input-tray-missing" => PrinterTrouble::OutOfPaper,
        "media-jam" => PrinterTrouble::PaperJam,
        "cover-open" | "door-open" | "interlock-open" => PrinterTrouble::CoverOpen,
        "marker-supply-empty" | "toner-empty" | "marker-supply-missing" => {
            PrinterTrouble::OutOfRibbon
        }
        "paused" | "moving-to-paused" => PrinterTrouble::Paused,
        "offline" | "shutdown" | "timed-out" | "connecting-to-device" => PrinterTrouble::Offline,
        _ if is_error => PrinterTrouble::Wants {
            why: reason.to_owned(),
        },
        _ => return None,
    };
    Some(Want {
        trouble,
        may_pass: reason.starts_with("connecting-to-device"),
    })
}
