//! Documents on real printers: CUPS and its printer for tests, killed and without paper.
//!
//! `PAKOWNIA_NIGHTLY=1` prints 1,000 labels.

mod service;
mod storm;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use pakownia::devices::DeviceState;
use pakownia::devices::printer::{
    Delivery, Document, DocumentKind, IppPrinter, PrintTarget, Trust, Watch,
};
use pakownia::domain::printing::{PrintDoubt, PrintOutcome, PrinterTrouble};
use pakownia::station::printing::LaneTarget;

use self::service::{Printer, Service, sign_itself};
use crate::support::bench::BenchTest;

/// Longest that any of these deliveries may take.
const LONGEST: Duration = Duration::from_mins(2);

/// Something to do about a trouble.
type Then = Box<dyn FnMut(&PrinterTrouble)>;

/// What the packer would hear, and how long he waits.
#[derive(Default)]
struct Ear {
    since: Option<Instant>,
    heard: Vec<PrinterTrouble>,
    /// Does something when a trouble is heard for the first time.
    then: Option<Then>,
}

impl Ear {
    /// Puts paper in as soon as the printer is said to be out of it.
    fn that_refills(roll: PathBuf) -> Self {
        Self {
            then: Some(Box::new(move |trouble| {
                if *trouble == PrinterTrouble::OutOfPaper {
                    fs::remove_file(&roll).unwrap();
                }
            })),
            ..Self::default()
        }
    }
}

impl Watch for Ear {
    fn goes_on(&mut self, trouble: Option<&PrinterTrouble>) -> bool {
        if let Some(trouble) = trouble
            && self.heard.last() != Some(trouble)
        {
            self.heard.push(trouble.clone());
            if let Some(then) = &mut self.then {
                then(trouble);
            }
        }
        self.since.get_or_insert_with(Instant::now).elapsed() < LONGEST
    }
}

/// A page of the size of a label, as the smallest PDF that every filter takes.
fn page() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 283 425]/Contents 4 0 R/Resources<<>>>>",
        "<</Length 19>>stream\n10 10 100 100 re f \nendstream",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        write!(text, "{} 0 obj{object}\nendobj\n", at + 1).unwrap();
    }
    let begin = text.len();
    text.push_str("xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        writeln!(text, "{place:010} 00000 n ").unwrap();
    }
    writeln!(
        text,
        "trailer<</Root 1 0 R/Size 5>>\nstartxref\n{begin}\n%%EOF"
    )
    .unwrap();
    text.into_bytes()
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes
        .windows(old.len())
        .position(|part| part == old)
        .unwrap();
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}

fn label(key: &str) -> Document {
    Document {
        job_key: key.to_owned(),
        job_name: format!("pakownia STAN-1 {key}"),
        kind: DocumentKind::Label,
        bytes: page(),
        file_name: "label.pdf".to_owned(),
        copies: 1,
    }
}

fn deliver(printer: IppPrinter, document: &Document, ear: &mut Ear) -> Delivery {
    PrintTarget::Ipp(printer).deliver(document, ear)
}

const PRINTED: Delivery = Delivery::Done(PrintOutcome::Printed);

#[test]
fn a_label_that_cups_printed_counts_as_printed_and_came_out_once() {
    let printer = Printer::start();
    let service = Service::start(&printer);
    let queue = service.queue();
    assert_eq!(queue.state(), DeviceState::Ready);
    let can = queue.capabilities().unwrap();
    assert!(can.formats.iter().any(|format| format == "application/pdf"));
    assert!(!can.media.is_empty(), "{can:?}");
    for key in ["Łódź 1", "-o raw; rm *", "label/PL-1041/1/1"] {
        let mut ear = Ear::default();
        assert_eq!(
            deliver(queue.clone(), &label(key), &mut ear),
            PRINTED,
            "{key}"
        );
        assert_eq!(ear.heard, vec![]);
    }
    assert_eq!(printer.printed().len(), 3, "{:?}", printer.printed());
    assert!(printer.last().starts_with(b"%PDF"));
}

#[test]
fn a_document_that_cups_calls_completed_with_a_complaint_is_in_doubt() {
    let printer = Printer::start();
    let service = Service::start(&printer);
    let mut odd = label("odd");
    odd.bytes = replaced(&odd.bytes, b"/Length 19", b"/Length 99");
    let mut ear = Ear::default();
    let end = deliver(service.queue(), &odd, &mut ear);
    assert!(
        matches!(&end, Delivery::Doubtful(PrintDoubt::Complaint { .. })),
        "{end:?} {:?}",
        ear.heard
    );
}

#[test]
fn an_empty_printer_is_heard_of_in_words_and_goes_on_by_itself_with_a_new_roll() {
    let printer = Printer::start();
    let service = Service::start(&printer);
    printer.set_empty(true);
    let home = printer.roll();
    let mut ear = Ear::that_refills(home);
    assert_eq!(deliver(service.queue(), &label("1"), &mut ear), PRINTED);
    assert!(
        ear.heard.contains(&PrinterTrouble::OutOfPaper),
        "{:?}",
        ear.heard
    );
    assert_eq!(printer.printed().len(), 1);
}

#[test]
fn a_network_printer_is_spoken_to_without_a_print_service() {
    let mut printer = Printer::start();
    let target = || IppPrinter::at(&printer.uri()).unwrap();
    assert_eq!(deliver(target(), &label("1"), &mut Ear::default()), PRINTED);
    assert_eq!(printer.printed(), ["pakownia STAN-1 1"]);
    assert!(printer.last().starts_with(b"%PDF"));
    let mut zpl = label("2");
    zpl.bytes = b"^XA^XZ".to_vec();
    let format = "application/vnd.zebra-zpl".to_owned();
    assert_eq!(
        deliver(target(), &zpl, &mut Ear::default()),
        Delivery::NotSent(PrinterTrouble::OtherFormat { format })
    );
    let away = target();
    printer.switch_off();
    assert_eq!(
        deliver(away, &label("3"), &mut Ear::default()),
        Delivery::NotSent(PrinterTrouble::Offline)
    );
}

#[test]
fn an_encrypted_printer_prints_only_when_its_certificate_proves_that_it_is_the_one() {
    let printer = Printer::start();
    let uri = printer.uri().replace("ipp:", "ipps:");
    let trusting = |file: Option<PathBuf>| {
        let mut target = IppPrinter::at(&uri).unwrap();
        target.trust = Some(Trust { file });
        target
    };
    let name = uri.split('/').nth(2).unwrap().to_owned();
    let untrusted = PrinterTrouble::Untrusted { name };
    let other = tempfile::tempdir().unwrap();
    sign_itself(other.path(), "other");
    fs::write(other.path().join("empty.pem"), "").unwrap();
    // Signed by itself, by nobody whom the system knows, by nobody at all: the same.
    for file in [
        None,
        Some(other.path().join("other.crt")),
        Some(other.path().join("empty.pem")),
        Some(other.path().join("not-there.pem")),
    ] {
        let end = deliver(trusting(file.clone()), &label("1"), &mut Ear::default());
        assert_eq!(end, Delivery::NotSent(untrusted.clone()), "{file:?}");
        assert!(matches!(
            trusting(file).state(),
            DeviceState::Missing { .. }
        ));
    }
    assert_eq!(
        printer.printed(),
        [""; 0],
        "nothing of the document was sent"
    );
    let known = trusting(Some(printer.certificate()));
    assert_eq!(known.state(), DeviceState::Ready);
    let end = deliver(known, &label("2"), &mut Ear::default());
    assert_eq!(end, PRINTED);
    assert_eq!(printer.printed(), ["pakownia STAN-1 2"]);
    assert!(printer.last().starts_with(b"%PDF"));
}

#[test]
fn a_bench_goes_by_the_certificate_that_its_set_up_names() {
    let mut bench = BenchTest::new();
    bench.run_line("bench printer_certificate=\"printers.pem\"");
    bench.run_line("bench labels={ipp=\"ipps://10.0.0.7/ipp/print\"}");
    let file = bench.dir().join("printers.pem");
    let Some(LaneTarget::Real(PrintTarget::Ipp(printer))) = bench.station().lane_target("labels")
    else {
        panic!("speaks IPP");
    };
    assert_eq!(printer.trust, Some(Trust { file: Some(file) }));
}

#[test]
fn an_encrypted_printer_whose_maker_is_named_is_proved_by_its_name_too() {
    let printer = Printer::start_signed("localhost");
    let maker = printer.maker();
    let host = |host: &str| {
        let uri = printer
            .uri()
            .replace("ipp://localhost", &format!("ipps://{host}"));
        let mut target = IppPrinter::at(&uri).unwrap();
        target.trust = Some(Trust {
            file: Some(maker.clone()),
        });
        target
    };
    assert_eq!(
        deliver(host("localhost"), &label("1"), &mut Ear::default()),
        PRINTED
    );
    let end = deliver(host("127.0.0.1"), &label("2"), &mut Ear::default());
    assert!(
        matches!(end, Delivery::NotSent(PrinterTrouble::Untrusted { .. })),
        "{end:?}"
    );
}

#[test]
fn a_service_that_is_away_an_unknown_queue_and_a_paused_one_are_told_apart() {
    let printer = Printer::start();
    let mut service = Service::start(&printer);
    let mut other = service.queue();
    other.path = "/printers/Nobody".to_owned();
    other.name = "Nobody".to_owned();
    let end = deliver(other, &label("1"), &mut Ear::default());
    let name = "Nobody".to_owned();
    assert_eq!(end, Delivery::NotSent(PrinterTrouble::Unknown { name }));

    service.set_paused(true);
    let state = service.queue().state();
    assert!(
        matches!(&state, DeviceState::NeedsAttention { why } if why.to_string() == "the printer is paused"),
        "{state:?}"
    );
    let queue = service.queue();
    service.kill();
    let end = deliver(queue, &label("1"), &mut Ear::default());
    assert_eq!(end, Delivery::NotSent(PrinterTrouble::ServiceAway));
    assert_eq!(printer.printed(), [""; 0]);
}

#[test]
fn a_service_that_is_killed_while_it_prints_leaves_a_doubt_and_never_a_silent_second_label() {
    let printer = Printer::start();
    let mut service = Service::start(&printer);
    printer.set_empty(true);
    let queue = service.queue();
    let (told, heard) = std::sync::mpsc::sync_channel(256);
    let document = label("1");
    let bench = named("bench", move || {
        let mut ear = Ear {
            then: Some(Box::new(move |trouble| told.send(trouble.clone()).unwrap())),
            ..Ear::default()
        };
        deliver(queue, &document, &mut ear)
    });
    // A busy computer may be slow meanwhile, and says so first.
    let wait_for = |wanted: PrinterTrouble| while heard.recv_timeout(LONGEST).unwrap() != wanted {};
    wait_for(PrinterTrouble::OutOfPaper);
    service.kill();
    wait_for(PrinterTrouble::ServiceAway);
    printer.set_empty(false);
    service.begin();
    let end = bench.join().unwrap();
    assert!(
        matches!(
            end,
            Delivery::Doubtful(
                PrintDoubt::ServiceWentAway
                    | PrintDoubt::Forgotten
                    | PrintDoubt::GivenUp { .. }
                    | PrintDoubt::Complaint { .. }
            )
        ),
        "{end:?}"
    );
}

#[test]
fn a_bench_that_was_killed_finds_its_document_again_by_name() {
    let printer = Printer::start();
    let service = Service::start(&printer);
    let target = PrintTarget::Ipp(service.queue());
    let never_sent = target.recover(&label("never sent"), &mut Ear::default());
    assert_eq!(never_sent, Delivery::Doubtful(PrintDoubt::ProgramEnded));

    printer.set_empty(true);
    let home = printer.roll();
    let under_way = target.deliver(&label("1"), &mut Killed);
    assert_eq!(under_way, Delivery::UnderWay);
    let mut refills = Ear::that_refills(home);
    // It is followed to its end, but CUPS may have stopped with the computer and printed it twice.
    let end = target.recover(&label("1"), &mut refills);
    assert_eq!(end, Delivery::Doubtful(PrintDoubt::ServiceWentAway));
    assert_eq!(printer.printed().len(), 1);
}

fn named<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).unwrap()
}

/// A program that ends as soon as the printer has the document.
struct Killed;

impl Watch for Killed {
    fn goes_on(&mut self, _trouble: Option<&PrinterTrouble>) -> bool {
        false
    }
}
