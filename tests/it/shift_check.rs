//! The check at the start of a shift and station cards: on wires, on the screens, on paper.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;

use pakownia::devices::scale::ScaleProtocol;
use pakownia::devices::scanner::start_scanner;
use pakownia::devices::simulator_port::{Place, WiredDevice};
use pakownia::devices::simulator_printer::PortPrinter;
use pakownia::domain::label_debt::DebtReason;
use pakownia::domain::scanner_test::TestFinding;
use pakownia::domain::session::input::{Card, SCANNER_SELF_TEST};
use pakownia::domain::session::message::{Message, Verdict};
use pakownia::domain::session::question::Question;
use pakownia::domain::shift_check::{
    CheckFact, CheckInput, CheckPlan, CheckRecord, DeviceState, Found, Outcome, Part, ScannerFault,
    ShiftCheck,
};
use pakownia::domain::units::Grams;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, CheckWord, Word, check_word, word};
use pakownia::station::config::{BenchConfig, LabelLanguage, LabelPrinter};
use pakownia::station::event::{Action, Command, Event, Reading, Wanted};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::printer_setup::PrintersView;
use pakownia::station::snapshot::{DebtRow, LastCheck, Snapshot};
use pakownia::station::station_card::StationsView;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::devices::Floor;
use crate::support::bench::BenchTest;
use crate::support::process::{answers, filled_bench, outcome, text};
use crate::support::snapshots;
use crate::support::wait;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const SEPARATOR: &str = "]C110PKNTEST\u{1d}217";
const EN: Language = Language::En;

fn due(picture: &Snapshot) -> Option<Part> {
    picture.shift_check.as_ref()?.due()
}

#[test]
fn on_wires_it_goes_on_by_what_scanner_and_scale_send_and_the_label_comes_out_of_the_printer() {
    let out = tempfile::tempdir().unwrap();
    let printer = PortPrinter::start("127.0.0.1:0", out.path().to_owned()).unwrap();
    let address: SocketAddr = printer.address().parse().unwrap();
    let labels = format!("labels={{raw=\"{address}\"}}");
    let lines = [
        format!("bench {labels}"),
        "bench label_printer={language=\"zpl\"}".to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let floor = Floor::set_up(ScaleProtocol::Radwag, &lines);
    floor.scale.place(Grams(420));
    floor.wait_for("a forgotten parcel", |picture| {
        picture.health.scale_shows == Some(Grams(420))
    });
    floor.scan("PKN-CHECK");
    floor.wait_for("the check", |picture| due(picture) == Some(Part::Layout));
    floor.scan(SCANNER_SELF_TEST);
    floor.scan(SEPARATOR);
    floor.wait_for("the scanner's end", |picture| {
        due(picture) == Some(Part::Zero)
    });
    // What was forgotten there is no wrong zero; it is taken off, and the check goes on by itself.
    floor.scale.place(Grams(0));
    floor.wait_for("the zero", |picture| due(picture) == Some(Part::Reference));
    floor.scale.place(Grams(1_030));
    floor.wait_for("a weight that is off", |picture| {
        let check = picture.shift_check.as_ref();
        check.is_some_and(|check| check.found(Part::Reference).is_some())
    });
    floor.scale.place(Grams(1_000));
    floor.wait_for("the right weight", |picture| {
        due(picture) == Some(Part::Label)
    });
    wait::until_so("the label is printed", || printer.printed() == 1);
    let zpl = fs::read_to_string(out.path().join("print-0001.zpl")).unwrap();
    let code = zpl.split("PKN-LABEL-").nth(1).unwrap();
    let code: String = code.chars().take_while(char::is_ascii_digit).collect();
    floor.scan(&format!("PKN-LABEL-{code}"));
    floor.wait_for("the end", |picture| picture.last_check.is_some());
    let picture = floor.station.latest();
    let last = picture.last_check.as_ref().unwrap();
    assert_eq!(last.record.worst(), DeviceState::Works);
    assert_eq!(last.worker, "Oleh");
    let reference = &last.record.parts[3];
    assert_eq!(reference.shown, Some(Grams(1_000)));
    assert!(matches!(
        reference.found,
        Some(Found::ReferenceOff { shown, .. }) if shown > Grams(1_000)
    ));
    // A scale that shows the weight right has been checked for the learned weights too.
    let weights = floor.station.send(Event::Read(Reading::Weights));
    assert!(weights);
    floor.wait_for("the scales", |picture| {
        let weights = picture.weights.as_ref();
        weights.is_some_and(|weights| !weights.scales.is_empty())
    });
}

#[test]
fn a_station_card_starts_the_scanner_that_it_names() {
    let place = Place::Socket("127.0.0.1:0".to_owned());
    let scanner = WiredDevice::scanner(&place).unwrap();
    let mut data = BenchTest::new();
    let set_up = format!(
        "{{\"role\":\"duże\",\"scanner\":{{\"port\":\"{}\"}}}}",
        scanner.port()
    );
    data.run_line(&format!("setting station.STOL-7 {set_up}"));
    data.run_line("signin W-001");
    let dir = data.dir().to_owned();
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(move |events| {
            let config = BenchConfig::of(&dir).unwrap();
            let threads = config.scanner.iter().map(|scanner| {
                let (port, frames) = scanner.settings().unwrap();
                start_scanner("scanner", port, frames, events.clone()).unwrap()
            });
            threads.collect()
        }),
    };
    let station = StationHandle::start(data.take_station(), around).unwrap();
    let card = "ST-STOL-7".to_owned();
    station.send(Event::Action(Action::Scan { code: card }));
    wait::until_so("the card is loaded", || {
        station.latest().stations.role == "duże"
    });
    wait::until_so("its scanner is heard", || {
        scanner.send(b"B-101\r\n");
        let picture = station.latest();
        picture
            .session
            .as_ref()
            .is_some_and(|it| it.order.as_str() == "B-101")
    });
}

#[test]
fn the_test_card_and_the_station_cards_are_papers() {
    let mut bench = BenchTest::new();
    bench.run_line("setting station.STOL-7 {\"role\":\"single-line\"}");
    for wanted in [Wanted::TestCard, Wanted::StationCards] {
        let pdf = bench.station().document(&wanted).unwrap();
        assert!(pdf.starts_with(b"%PDF"), "{wanted:?}");
        let roll = bench.dir().join("roll.pdf");
        bench.station().write_roll(&wanted, &roll).unwrap();
        assert!(fs::read(roll).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_script_is_told_which_part_is_due_and_the_doctor_how_the_last_check_went() {
    let dir = filled_bench();
    let script = [
        r#"{"badge":"W-001","pin":"111111"}"#,
        r#"{"command":"shift_check"}"#,
        r#"{"scanner":"no_end"}"#,
        r#"{"command":"leave_out"}"#,
        r#"{"scan":"10PKNTEST\u001d217"}"#,
        r#"{"weigh_g":0}"#,
        r#"{"weigh_g":1000}"#,
        r#"{"scanner":"torn"}"#,
    ];
    let answers = answers(
        &["script", "--data-dir", text(dir.path())],
        &script.join("\n"),
    );
    let told = |key: &str| -> Vec<String> {
        let told = answers.iter().map(|answer| answer[key].as_str());
        told.map(|text| text.unwrap_or("-").to_owned()).collect()
    };
    let due = [
        "-",
        "Layout",
        "Layout",
        "Separator",
        "Zero",
        "Reference",
        "-",
        "-",
    ];
    assert_eq!(told("due"), due);
    let reasons = ["-", "-", "NoEnd", "-", "-", "-", "-", "BadEvent"];
    assert_eq!(told("reason"), reasons);
    let record = &answers[6]["check"];
    assert_eq!(record["parts"][0]["outcome"], "LeftOut", "{record}");
    assert_eq!(record["parts"][3]["shown"], 1_000, "{record}");
    assert_eq!(record["parts"][4]["outcome"], "NotSetUp", "{record}");

    let doctor = outcome(&["doctor", "--data-dir", text(dir.path())]);
    let said = String::from_utf8(doctor.stdout).unwrap();
    let line = said.lines().find(|line| line.contains("last check:"));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    assert!(line.starts_with("FAIL"), "{line}");
    let end =
        "Scanner to mend, Scale works, Printer not set up, The scanner does not end with Enter.";
    assert!(line.contains(end), "{line}");
}

#[test]
fn a_keyboard_scanner_is_heard_by_the_check() {
    let mut bench = Bench::new(states(EN).remove(0).1);
    bench.scan(SCANNER_SELF_TEST);
    let code = SCANNER_SELF_TEST.to_owned();
    assert_eq!(bench.sent(), [Event::Action(Action::Scan { code })]);
}

fn plan() -> CheckPlan {
    CheckPlan {
        scanner: true,
        scale: true,
        printer: true,
        reference: Some(Grams(1_000)),
        interval: Grams(5),
        label: "PKN-LABEL-482913".to_owned(),
    }
}

/// A check that was given these inputs.
fn check(inputs: &[CheckInput<'_>]) -> (ShiftCheck, Vec<CheckFact>) {
    let mut check = ShiftCheck::begun(plan(), snapshots::now());
    let mut happened = Vec::new();
    for input in inputs {
        let answer = check.answer(*input, snapshots::now()).unwrap();
        let facts = check.facts_of(&answer, snapshots::now());
        for fact in &facts {
            check.apply(fact, snapshots::now());
        }
        happened.extend(facts);
    }
    (check, happened)
}

fn checking(lang: Language, inputs: &[CheckInput<'_>], message: Message) -> Snapshot {
    let mut snapshot = snapshots::signed_in(lang, Role::Packer);
    snapshot.has_scale = true;
    snapshot.health.scale_shows = Some(Grams(12_035));
    let verdict = match message {
        Message::CheckOff { .. } => Verdict::Refused,
        _ => Verdict::Accepted,
    };
    snapshot.shift_check = Some(Box::new(check(inputs).0));
    snapshots::answered(snapshot, verdict, message)
}

/// The longest record: everything was tried, was wrong, and was left out.
fn everything_wrong() -> CheckRecord {
    let found = [
        Found::Fault(ScannerFault::Layout),
        Found::Scanner(TestFinding::SeparatorReplaced("^".to_owned())),
        Found::ZeroOff { shown: Grams(-15) },
        Found::ReferenceOff {
            shown: Grams(1_035),
            nominal: Grams(1_000),
        },
        Found::OtherLabel {
            code: "PKN-LABEL-482913".to_owned(),
        },
    ];
    let mut record = check(&[]).0.end(snapshots::now());
    for (part, found) in record.parts.iter_mut().zip(found) {
        part.outcome = Outcome::LeftOut;
        part.found = Some(found);
    }
    record
}

/// Every state of the check as a packer sees it.
fn states(lang: Language) -> Vec<(String, Snapshot)> {
    use CheckInput::{Code, Fault, LeaveOut, Weight};
    let right = [
        Code(SCANNER_SELF_TEST),
        Code(SEPARATOR),
        Weight(Grams(0)),
        Weight(Grams(1_000)),
    ];
    let mut states = Vec::new();
    for (at, part) in Part::ALL.into_iter().enumerate() {
        let waits = checking(lang, &right[..at], Message::CheckWaits { part });
        states.push((format!("waits {part:?}"), waits));
    }
    let wrong: [(usize, CheckInput<'_>); 9] = [
        (0, Code("pkn-test-YZyz=;'/[]")),
        (0, Code("TEST-yzYZ")),
        (0, Code("59012341234579999999999999999999999999")),
        (0, Fault(ScannerFault::NoEnd)),
        (0, Fault(ScannerFault::Layout)),
        (1, Code("10PKNTEST217")),
        (2, Weight(Grams(-15))),
        (3, Weight(Grams(1_035))),
        (4, Code("PKN-LABEL-111111")),
    ];
    for (at, input) in wrong {
        let inputs: Vec<CheckInput<'_>> = right[..at].iter().copied().chain([input]).collect();
        let (_, happened) = check(&inputs);
        let Some(CheckFact::Tried { found, .. }) = happened.last() else {
            panic!("{input:?} is not right");
        };
        let message = Message::CheckOff {
            found: found.clone(),
        };
        states.push((format!("{input:?}"), checking(lang, &inputs, message)));
    }
    let left = [LeaveOut; 5];
    let ended = |inputs: &[CheckInput<'_>]| match check(inputs).1.pop() {
        Some(CheckFact::Ended { record }) => record,
        other => panic!("an end, not {other:?}"),
    };
    let all_right: Vec<CheckInput<'_>> = right
        .into_iter()
        .chain([Code("PKN-LABEL-482913")])
        .collect();
    for (name, record, verdict) in [
        ("works", ended(&all_right), Verdict::Accepted),
        ("left out", ended(&left), Verdict::Accepted),
        ("to mend", everything_wrong(), Verdict::Refused),
    ] {
        let record = Box::new(record);
        let snapshot = snapshots::signed_in(lang, Role::Packer);
        let message = Message::CheckEnded { record };
        states.push((
            name.to_owned(),
            snapshots::answered(snapshot, verdict, message),
        ));
    }
    let mut asked = snapshots::signed_in(lang, Role::Packer);
    asked.question = Some(Question::BeginCheck);
    let message = Message::Question(Question::BeginCheck);
    let asked = snapshots::answered(asked, Verdict::Asked, message);
    states.push(("asked".to_owned(), asked));
    states
}

#[test]
fn every_state_of_the_check_is_readable_at_a_metre_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for (name, snapshot) in states(lang) {
                let bench = Bench::sized(snapshot, window, window == WINDOWS[1]);
                let name = format!("{name} {lang:?} {window:?}");
                let sheet = sheet_of(window);
                wrong.extend(check_texts(&bench, &name, theme::TEXT_MIN, sheet));
                check_nodes(&bench, &name, theme::KEY_MIN, sheet);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_keys_of_the_check_do_what_its_cards_do() {
    let snapshot = snapshots::signed_in(EN, Role::Packer);
    let mut bench = Bench::new(snapshot);
    bench.press(&i18n::card(EN, Card::ShiftCheck).title);
    bench.show(states(EN).remove(2).1);
    assert!(bench.says("Take everything off the scale"));
    bench.press(&i18n::card(EN, Card::LeaveOut).title);
    bench.press(&i18n::card(EN, Card::ZeroScale).title);
    bench.press(&check_word(EN, CheckWord::CheckStop));
    let sent: Vec<Event> = [
        Card::ShiftCheck,
        Card::LeaveOut,
        Card::ZeroScale,
        Card::Undo,
    ]
    .map(|card| command(Command::Card(card)))
    .to_vec();
    assert_eq!(bench.sent(), sent);
}

/// A lead's picture with everything that the pages can show.
fn lead(lang: Language) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.last_check = Some(Arc::new(LastCheck {
        at: snapshots::now(),
        worker: "Żaneta Gżegżółka".to_owned(),
        record: everything_wrong(),
    }));
    snapshot.stations = Arc::new(StationsView {
        role: "pojedyncze i listy WWW".to_owned(),
        card: Some("STOL-PRZY-OKNIE-0007".to_owned()),
        known: (1..=9)
            .map(|number| {
                let name = format!("STOL-PRZY-OKNIE-000{number}");
                (name, "pojedyncze i listy WWW".to_owned())
            })
            .collect(),
    });
    let mut queue = (*snapshot.queue).clone();
    queue.debts = (1..=4)
        .map(|number| DebtRow {
            substitute: format!("95900000000000001{number}").as_str().into(),
            order: format!("WWW-2026-0100{number}").as_str().into(),
            parcel: 12,
            reason: if number % 2 == 0 {
                DebtReason::NoTrackingNumbers
            } else {
                DebtReason::LabelImpossible {
                    field: "recipient.name".to_owned(),
                }
            },
            at: snapshots::now(),
        })
        .collect();
    snapshot.queue = Arc::new(queue);
    snapshot
}

#[test]
fn the_leads_pages_fit_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            for screen in [
                LeadScreen::Setup,
                LeadScreen::Documents,
                LeadScreen::Exceptions,
            ] {
                let mut bench = Bench::sized(lead(lang), window, window == WINDOWS[1]);
                bench.harness.state_mut().go(Route::Lead, screen);
                bench.run();
                let sheet = sheet_of(window);
                let name = format!("{screen:?} {lang:?} {window:?}");
                wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(&bench, &name, 56.0, sheet);
                if screen == LeadScreen::Setup {
                    bench.press(&check_word(lang, CheckWord::StationsOpen));
                    let name = format!("stations {lang:?} {window:?}");
                    wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(&bench, &name, 56.0, sheet);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_lead_saves_the_bench_as_a_card_and_gives_one_up() {
    let mut snapshot = snapshots::lead(EN);
    snapshot.stations = Arc::new(StationsView {
        role: "packing".to_owned(),
        card: Some("TABLE-3".to_owned()),
        known: vec![("TABLE-9".to_owned(), String::new())],
    });
    let mut bench = Bench::lead(snapshot, LeadScreen::Setup);
    bench.press(&check_word(EN, CheckWord::StationsOpen));
    bench.press(&check_word(EN, CheckWord::StationsSave));
    let station = "TABLE-9".to_owned();
    bench.press(&check_word(EN, CheckWord::StationsForget { station }));
    let save = Command::SaveStation {
        station: "TABLE-3".to_owned(),
        role: "packing".to_owned(),
    };
    let forget = Command::ForgetStation {
        station: "TABLE-9".to_owned(),
    };
    assert_eq!(bench.sent(), [command(save), command(forget)]);
}

#[test]
fn language_and_dots_of_the_label_printer_are_set_in_the_window() {
    let mut snapshot = snapshots::lead(EN);
    let mut view = PrintersView::default();
    view.form.label_printer.dpi = 150;
    snapshot.printers = Arc::new(view.clone());
    let mut bench = Bench::lead(snapshot, LeadScreen::Setup);
    bench.press(&word(EN, Word::SetPrintersOpen));
    // What stands in the file alone is shown and can be kept.
    assert!(bench.says("150"));
    bench.press(&check_word(EN, CheckWord::LanguageZpl));
    bench.press(&check_word(EN, CheckWord::Dpi300));
    bench.press(&word(EN, Word::SetPrintersSave));
    view.form.label_printer = LabelPrinter {
        language: LabelLanguage::Zpl,
        dpi: 300,
        ..view.form.label_printer
    };
    let saved = Event::SetPrinters(Box::new(view.form.clone()));
    assert_eq!(bench.sent().last(), Some(&saved));

    let mut data = BenchTest::new();
    data.station().set_printers(&view.form);
    let kept = BenchConfig::of(data.dir()).unwrap();
    assert_eq!(kept.label_printer, view.form.label_printer);
}
