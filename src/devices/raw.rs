//! Printers that take bytes and say nothing: a port of the network (usually 9100), a device file.
//!
//! When all bytes are gone that is all that is known, so the outcome is "sent" and not "printed".
//! Label printers that speak ZPL are asked first whether they can print; others do not answer, and
//! get the document all the same.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use super::ipp::connect;
use super::printer::{Delivery, Document};
use crate::domain::printing::{PrintDoubt, PrintOutcome, PrinterTrouble};

/// Asks a ZPL printer how it is. Source: Zebra, ZPL II Programming Guide, `~HS` Host Status Return.
const HOST_STATUS: &[u8] = b"~HS";

/// How long a printer may take to say how it is; one that speaks no ZPL never does.
const STATUS_MAX: Duration = Duration::from_millis(700);

/// How long the printer may take to take the whole document.
const SENDING_MAX: Duration = Duration::from_mins(1);

/// How long the printer may take to hang up after the last byte. Some never do, which is no fault.
const HANGING_UP_MAX: Duration = Duration::from_secs(2);

/// Longest answer to [`HOST_STATUS`]: three short lines.
const STATUS_BYTES_MAX: usize = 512;

/// Sends a document to a port.
pub(super) fn into_port(host: &str, port: u16, document: &Document) -> Delivery {
    if is_zpl(document) {
        match asked(host, port) {
            Ok(None) => {}
            Ok(Some(trouble)) => return Delivery::NotSent(trouble),
            Err(_) => return Delivery::NotSent(PrinterTrouble::Offline),
        }
    }
    let stream = match connect(host, port) {
        Ok(stream) => stream,
        Err(error) => {
            tracing::debug!(host, port, %error, "the printer does not answer");
            return Delivery::NotSent(PrinterTrouble::Offline);
        }
    };
    match send(stream, document) {
        Ok(()) => Delivery::Done(PrintOutcome::Sent),
        Err(error) => {
            tracing::warn!(host, port, %error, "the line to the printer broke");
            Delivery::Doubtful(PrintDoubt::LineCut)
        }
    }
}

fn is_zpl(document: &Document) -> bool {
    document.bytes.starts_with(b"^XA")
}

fn send(mut stream: TcpStream, document: &Document) -> io::Result<()> {
    stream.set_write_timeout(Some(SENDING_MAX))?;
    stream.set_read_timeout(Some(HANGING_UP_MAX))?;
    for _ in 0..document.copies {
        stream.write_all(&document.bytes)?;
    }
    stream.flush()?;
    stream.shutdown(Shutdown::Write)?;
    let until = Instant::now() + HANGING_UP_MAX;
    let mut said = [0; 256];
    while Instant::now() < until {
        match stream.read(&mut said) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if is_silence(&error) => return Ok(()),
            // A printer that resets the line threw away what it had not read.
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What a ZPL printer wants before it can print. Nothing when it is well or does not answer such
/// questions.
///
/// # Errors
/// Nobody answers the port.
pub(super) fn asked(host: &str, port: u16) -> io::Result<Option<PrinterTrouble>> {
    let mut stream = connect(host, port)?;
    stream.set_write_timeout(Some(STATUS_MAX))?;
    stream.set_read_timeout(Some(STATUS_MAX))?;
    if stream.write_all(HOST_STATUS).is_err() {
        return Ok(None);
    }
    let until = Instant::now() + STATUS_MAX;
    let mut answer = Vec::new();
    let mut part = [0; 128];
    while Instant::now() < until && answer.len() < STATUS_BYTES_MAX && lines(&answer).count() < 3 {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => answer.extend(part.get(..count).unwrap_or_default()),
        }
    }
    Ok(host_status(&answer))
}

/// The answer's complete lines, each between STX and ETX.
fn lines(answer: &[u8]) -> impl Iterator<Item = Vec<&str>> {
    answer.split(|byte| *byte == 0x02).filter_map(|line| {
        let end = line.iter().position(|byte| *byte == 0x03)?;
        let text = std::str::from_utf8(line.get(..end)?).ok()?;
        Some(text.split(',').collect())
    })
}

/// Source: Zebra, ZPL II Programming Guide, `~HS`: in the first line the second field is paper out
/// and the third pause; in the second line the third field is head up and the fourth ribbon out.
fn host_status(answer: &[u8]) -> Option<PrinterTrouble> {
    let lines: Vec<Vec<&str>> = lines(answer).collect();
    let flag = |line: usize, field: usize| {
        let value = lines.get(line).and_then(|fields| fields.get(field));
        value.is_some_and(|value| value.trim() == "1")
    };
    let table = [
        (0, 1, PrinterTrouble::OutOfPaper),
        (1, 2, PrinterTrouble::CoverOpen),
        (1, 3, PrinterTrouble::OutOfRibbon),
        (0, 2, PrinterTrouble::Paused),
    ];
    table
        .into_iter()
        .find_map(|(line, field, trouble)| flag(line, field).then_some(trouble))
}

/// Writes a document into a device file, or on Windows into the share of a printer.
pub(super) fn into_device(path: &Path, document: &Document) -> Delivery {
    let place = || path.display().to_string();
    let mut device = match OpenOptions::new().write(true).open(path) {
        Ok(device) => device,
        Err(error) => {
            return Delivery::NotSent(match error.kind() {
                io::ErrorKind::NotFound => PrinterTrouble::NotThere { place: place() },
                io::ErrorKind::PermissionDenied => PrinterTrouble::NoPermission { place: place() },
                io::ErrorKind::ResourceBusy => PrinterTrouble::Busy,
                _ => PrinterTrouble::Offline,
            });
        }
    };
    for _ in 0..document.copies {
        if let Err(error) = device
            .write_all(&document.bytes)
            .and_then(|()| device.flush())
        {
            tracing::warn!(device = %path.display(), %error, "the printer broke off");
            return Delivery::Doubtful(PrintDoubt::LineCut);
        }
    }
    Delivery::Done(PrintOutcome::Sent)
}

fn is_silence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::super::printer::DocumentKind;
    use super::*;

    fn label(bytes: &[u8]) -> Document {
        Document {
            job_key: "label/PL-1041/1/1".to_owned(),
            job_name: "STAN-1 7/1".to_owned(),
            kind: DocumentKind::Label,
            bytes: bytes.to_vec(),
            file_name: "label.zpl".to_owned(),
            copies: 1,
        }
    }

    /// A printer that answers questions with `status`, and documents as `document` does.
    fn printer(
        status: &'static str,
        document: impl Fn(TcpStream) -> Vec<u8> + Send + 'static,
    ) -> (u16, thread::JoinHandle<Vec<u8>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let thread = thread::Builder::new().name("printer".to_owned());
        let work = move || {
            loop {
                let (mut stream, _) = listener.accept().unwrap();
                let mut first = [0; 3];
                stream.peek(&mut first).unwrap();
                if first == *HOST_STATUS {
                    stream.read_exact(&mut first).unwrap();
                    stream.write_all(status.as_bytes()).unwrap();
                } else {
                    return document(stream);
                }
            }
        };
        (port, thread.spawn(work).unwrap())
    }

    fn reads_all(mut stream: TcpStream) -> Vec<u8> {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// As the manual shows it: all well, 203 dpi, two labels in the batch.
    const WELL: &str = "\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";

    #[test]
    fn a_label_printer_that_is_well_gets_the_label_which_is_then_sent_and_not_printed() {
        let (port, printer) = printer(WELL, reads_all);
        let end = into_port("127.0.0.1", port, &label(b"^XA^XZ"));
        assert_eq!(end, Delivery::Done(PrintOutcome::Sent));
        assert_eq!(printer.join().unwrap(), b"^XA^XZ");
    }

    #[test]
    fn what_the_printer_wants_is_known_before_anything_is_sent() {
        let paper = WELL.replace("030,0,0", "030,1,0");
        let pause = WELL.replace("030,0,0", "030,0,1");
        let head = WELL.replace("000,0,0,0,0", "000,0,1,0,0");
        let ribbon = WELL.replace("000,0,0,0,0", "000,0,0,1,0");
        let status = |answer: &str| host_status(answer.as_bytes());
        assert_eq!(status(&paper), Some(PrinterTrouble::OutOfPaper));
        assert_eq!(status(&pause), Some(PrinterTrouble::Paused));
        assert_eq!(status(&head), Some(PrinterTrouble::CoverOpen));
        assert_eq!(status(&ribbon), Some(PrinterTrouble::OutOfRibbon));
        for well in [WELL, "", "\x02", "\x02\x03", "garbage", "\x02\u{fffd},,1"] {
            assert_eq!(status(well), None, "{well:?}");
        }
        let (port, _printer) = printer(
            "\x02030,1,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
            reads_all,
        );
        let end = into_port("127.0.0.1", port, &label(b"^XA^XZ"));
        assert_eq!(end, Delivery::NotSent(PrinterTrouble::OutOfPaper));
    }

    #[test]
    fn a_printer_that_does_not_answer_questions_gets_the_document_all_the_same() {
        let (port, printer) = printer("", reads_all);
        let end = into_port("127.0.0.1", port, &label(b"%PDF-1.7"));
        assert_eq!(end, Delivery::Done(PrintOutcome::Sent));
        assert_eq!(printer.join().unwrap(), b"%PDF-1.7");
    }

    #[test]
    fn nobody_at_the_port_means_nothing_was_sent() {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let end = into_port("127.0.0.1", port, &label(b"%PDF-1.7"));
        assert_eq!(end, Delivery::NotSent(PrinterTrouble::Offline));
    }

    #[test]
    fn a_line_that_breaks_under_the_document_leaves_a_doubt() {
        let (port, printer) = printer("", |stream| {
            // Closed with bytes unread: the system resets the line.
            thread::sleep(Duration::from_millis(50));
            drop(stream);
            Vec::new()
        });
        let end = into_port("127.0.0.1", port, &label(&vec![b'x'; 4 << 20]));
        assert_eq!(end, Delivery::Doubtful(PrintDoubt::LineCut));
        printer.join().unwrap();
    }

    #[test]
    fn a_device_file_takes_the_bytes_and_a_missing_one_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let device = dir.path().join("lp0");
        let end = into_device(&device, &label(b"^XA^XZ"));
        let place = device.display().to_string();
        assert_eq!(end, Delivery::NotSent(PrinterTrouble::NotThere { place }));
        std::fs::write(&device, b"").unwrap();
        let end = into_device(&device, &label(b"^XA^XZ"));
        assert_eq!(end, Delivery::Done(PrintOutcome::Sent));
        assert_eq!(std::fs::read(&device).unwrap(), b"^XA^XZ");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_device_that_breaks_off_leaves_a_doubt() {
        let end = into_device(Path::new("/dev/full"), &label(b"^XA^XZ"));
        assert_eq!(end, Delivery::Doubtful(PrintDoubt::LineCut));
    }

    #[test]
    fn a_label_printer_may_tell_anything_of_itself() {
        bolero::check!()
            .with_test_time(crate::devices::fuzz::time())
            .for_each(|answer: &[u8]| {
                if host_status(answer).is_some() {
                    assert!(answer.contains(&b'1'), "trouble is a flag that is set");
                }
            });
    }
}
