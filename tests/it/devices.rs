//! Simulated devices on real wires, beside the program that a shop runs: `simulate`, `doctor`, and a station.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pakownia::devices::SerialSettings;
use pakownia::devices::scale::{ScaleProtocol, ScaleSettings, SettleSettings, start_scale};
use pakownia::devices::scanner::{FrameSettings, start_scanner};
use pakownia::devices::simulator_port::{Place, WiredDevice};
use pakownia::domain::session::Step;
use pakownia::domain::units::Grams;
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::snapshot::{AnswerView, Lamp, OrderEnd, ScaleOrder, Snapshot, Trouble};

use crate::support::bench::BenchTest;
use crate::support::process::{filled_bench, outcome, text};
use crate::support::wait;

/// `pakownia simulate`, worked through its terminal.
struct Simulated {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    port: String,
}

impl Simulated {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_pakownia"))
            .arg("simulate")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut simulated = Self {
            commands: process.stdin.take().unwrap(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
            port: String::new(),
        };
        simulated.port = simulated.answer();
        simulated
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    fn says(&mut self, command: &str) -> String {
        writeln!(self.commands, "{command}").unwrap();
        self.answer()
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        // Ended by its own command it takes its link away; a test that failed before has no use for it.
        // To a scanner `end` is a code and `:end` the command.
        drop(writeln!(self.commands, "end\n:end"));
        drop(self.process.wait());
    }
}

/// So often in a row a weight at rest is told until it is believed even on a wire that was noisy,
/// and once more: that question is asked when the station has been told what came of the others.
const UNTIL_BELIEVED: u64 = 5;

fn doctor(dir: &Path, bench: &str) -> String {
    fs::write(dir.join("bench.toml"), bench).unwrap();
    let output = outcome(&["doctor", "--data-dir", text(dir)]);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_doctor_finds_a_simulated_scale_out_and_says_what_it_shows() {
    let dir = filled_bench();
    let mut scale =
        Simulated::start(&["scale", "--protocol", "a-and-d", "--listen", "127.0.0.1:0"]);
    assert_eq!(scale.says("1180"), "ok");
    let bench = format!("[scale]\nport = \"{}\"\n", scale.port);
    let told = doctor(dir.path(), &bench);
    assert!(
        told.contains("ok   scale: found a-and-d, 9600 8N1: "),
        "{told}"
    );
    // A port that is not there is named, and what could be meant instead.
    let told = doctor(
        dir.path(),
        "[scale]\nport = \"/dev/ttyPAK9\"\nprotocol = \"radwag\"\n",
    );
    assert!(
        told.contains("FAIL scale: no device at /dev/ttyPAK9"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn a_simulated_scale_on_a_terminal_is_worked_by_its_commands() {
    let dir = filled_bench();
    let link = dir.path().join("ttyPAK0");
    let mut scale = Simulated::start(&["scale", "--link", text(&link)]);
    assert_eq!(scale.port, text(&link));
    for command in ["stream", "ask", "noise 0", "creep 0", "0"] {
        assert_eq!(scale.says(command), "ok", "{command}");
    }
    assert_eq!(scale.says("word"), "no command: word");
    let bench = format!(
        "[scale]\nport = \"{}\"\nprotocol = \"radwag\"\n",
        scale.port
    );
    let told = doctor(dir.path(), &bench);
    assert!(
        told.contains("ok   scale: radwag, 9600 8N1: shows 0 g"),
        "{told}"
    );
    drop(scale);
    assert!(
        fs::symlink_metadata(&link).is_err(),
        "the link is gone with it"
    );
}

#[cfg(unix)]
#[test]
fn a_simulated_scanner_is_a_port_that_can_be_opened() {
    let dir = filled_bench();
    let link = dir.path().join("ttyPAK1");
    let mut scanner = Simulated::start(&["scanner", "--link", text(&link)]);
    assert_eq!(scanner.says("5901234123457"), "ok");
    assert_eq!(scanner.says(":pull"), "ok");
    wait::until_so("the port is gone", || fs::symlink_metadata(&link).is_err());
    assert_eq!(scanner.says(":plug"), "ok");
    wait::until_so("the port is back", || fs::symlink_metadata(&link).is_ok());
    let told = doctor(
        dir.path(),
        &format!("[scanner]\nport = \"{}\"\n", scanner.port),
    );
    assert!(told.contains("ok   scanner: its port is open"), "{told}");
}

#[test]
fn a_simulated_printer_keeps_what_it_is_sent_until_it_has_paper() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut printer =
        Simulated::start(&["printer", "--listen", "127.0.0.1:0", "--folder", text(&out)]);
    assert_eq!(printer.says("paper out"), "ok");
    let mut line = TcpStream::connect(&printer.port).unwrap();
    line.write_all(b"^XA^XZ").unwrap();
    line.shutdown(Shutdown::Write).unwrap();
    line.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(printer.says("printed"), "0");
    assert_eq!(printer.says("paper in"), "ok");
    let until = Instant::now() + Duration::from_secs(10);
    while printer.says("printed") != "1" {
        assert!(Instant::now() < until, "it does not print");
    }
    assert_eq!(fs::read(out.join("print-0001.zpl")).unwrap(), b"^XA^XZ");
}

/// A running station whose scanner and scale are simulated ones on sockets.
pub(crate) struct Floor {
    scanner: WiredDevice,
    pub(crate) scale: WiredDevice,
    pub(crate) station: StationHandle,
    _data: BenchTest,
}

impl Floor {
    fn new(protocol: ScaleProtocol) -> Self {
        Self::set_up(protocol, &[])
    }

    /// The same on a bench that these lines of a script have set up.
    pub(crate) fn set_up(protocol: ScaleProtocol, lines: &[&str]) -> Self {
        let socket = Place::Socket("127.0.0.1:0".to_owned());
        let scanner = WiredDevice::scanner(&socket).unwrap();
        let scale = WiredDevice::scale(&socket, protocol).unwrap();
        let port = |device: &WiredDevice| SerialSettings::new(device.port().parse().unwrap());
        let (scanner_port, scale_port) = (port(&scanner), port(&scale));
        let mut data = BenchTest::new();
        for line in lines {
            data.run_line(line);
        }
        data.run_line("signin W-002");
        let around = Surroundings {
            heard: Box::new(|_| {}),
            wake: Box::new(|| {}),
            master_door: Arc::new(|| panic!("nothing is imported")),
            devices: Box::new(move |events| {
                let settings = ScaleSettings {
                    port: scale_port.clone(),
                    protocol: None,
                    settle: SettleSettings::default(),
                };
                let frames = FrameSettings::default();
                vec![
                    start_scanner("left", scanner_port.clone(), frames, events.clone()).unwrap(),
                    start_scale("pan", settings, events).unwrap(),
                ]
            }),
        };
        let station = StationHandle::start(data.take_station(), around).unwrap();
        let floor = Self {
            scanner,
            scale,
            station,
            _data: data,
        };
        floor.wait_for("both devices", |picture| {
            picture.health.scanner == Lamp::Ok && picture.health.scale_shows == Some(Grams(0))
        });
        floor
    }

    pub(crate) fn wait_for(&self, what: &str, is_so: impl Fn(&Snapshot) -> bool) {
        wait::until(what, || {
            let picture = self.station.latest();
            if is_so(&picture) {
                return Ok(());
            }
            Err(format!("{:?}", (&picture.health, picture.answers.back())))
        });
    }

    pub(crate) fn scan(&self, code: &str) {
        self.scanner.send(format!("{code}\r\n").as_bytes());
    }

    /// Scans a code and gives what is answered to it.
    pub(crate) fn answer_to(&self, code: &str) -> AnswerView {
        let last = || self.station.latest().answers.back().cloned();
        let before = last().map(|answer| answer.seq);
        self.scan(code);
        self.wait_for("an answer", |picture| {
            picture.answers.back().map(|answer| answer.seq) > before
        });
        last().unwrap()
    }

    /// What lies on the scale, or the empty pan, rests until the bench believes it.
    pub(crate) fn rest(&self) {
        let before = self.scale.told_at_rest();
        wait::until_so("the scale is asked and at rest", || {
            self.scale.told_at_rest() >= before + UNTIL_BELIEVED
        });
    }

    /// What lies on the scale is touched until the screen shows that it is not at rest.
    pub(crate) fn touch(&self, pressed: Grams) {
        self.wait_for("a touched scale", |picture| {
            self.scale.place(pressed);
            picture.health.scale_shows.is_none()
        });
    }

    pub(crate) fn step(&self, wanted: Step) {
        self.wait_for(&format!("{wanted:?}"), |picture| {
            picture
                .session
                .as_ref()
                .is_some_and(|session| session.step == wanted)
        });
    }

    fn to_the_scale(&self) {
        // Nobody packs as quickly as this test: the pan has to be seen empty before.
        self.rest();
        for code in ["B-101", "5901234123457", "5901234123457", "5901234000031"] {
            self.scan(code);
        }
        self.step(Step::Packaging);
        self.scan("PKN-GO");
        self.step(Step::Weighing);
    }
}

#[test]
fn a_parcel_is_weighed_and_the_next_one_never_gets_its_weight() {
    let floor = Floor::new(ScaleProtocol::Ohaus);
    let found = floor.station.latest().health.scale_found.clone();
    assert_eq!(found.as_deref(), Some("ohaus, 9600 8N1"));
    floor.to_the_scale();
    floor.scale.place(Grams(880));
    floor.step(Step::Confirming);
    floor.scan("B-101");
    floor.step(Step::Closed);
    // The parcel still lies there when the next one is to be weighed.
    floor.scan("PKN-REOPEN");
    floor.wait_for("the question", |picture| picture.question.is_some());
    floor.scan("PKN-OPT1");
    floor.step(Step::Packaging);
    floor.scan("PKN-GO");
    floor.step(Step::Weighing);
    floor.rest();
    // With a weight this code would close the parcel.
    let answer = floor.answer_to("B-101");
    assert_eq!(answer.message.reason(), Some("WeighFirst"), "{answer:?}");
    floor.step(Step::Weighing);
    floor.scale.place(Grams(0));
    floor.wait_for("an empty pan", |picture| {
        picture.health.scale_shows == Some(Grams(0))
    });
    floor.rest();
    floor.scale.place(Grams(880));
    floor.step(Step::Confirming);
}

#[test]
fn the_tare_card_takes_a_tray_away_and_the_strip_says_when_it_is_lifted() {
    let floor = Floor::new(ScaleProtocol::Radwag);
    floor.scale.place(Grams(400));
    floor.wait_for("the tray", |picture| {
        picture.health.scale_shows == Some(Grams(400))
    });
    floor.scan("PKN-TARE");
    floor.wait_for("the tare", |picture| {
        picture.health.scale_said == Some((ScaleOrder::Tare, OrderEnd::Done))
            && picture.health.scale_shows == Some(Grams(0))
    });
    floor.to_the_scale();
    floor.scale.place(Grams(1_280));
    floor.step(Step::Confirming);
    // Tray and parcel are lifted off: less than nothing is no weight, and is said.
    floor.scale.place(Grams(0));
    floor.wait_for("below zero", |picture| {
        picture.health.scale == Lamp::Watch(Trouble::ScaleBelowZero)
    });
    floor.scan("PKN-ZERO");
    floor.wait_for("the zero", |picture| {
        picture.health.scale == Lamp::Ok && picture.health.scale_shows == Some(Grams(0))
    });
    floor.scale.plug(false);
    floor.wait_for("the pulled plug", |picture| {
        matches!(picture.health.scale, Lamp::Alarm(_))
    });
    floor.scan("PKN-ZERO");
    floor.wait_for("no scale", |picture| {
        picture.health.scale_said == Some((ScaleOrder::Zero, OrderEnd::NoScale))
    });
}

#[test]
fn the_scanners_test_packs_nothing_and_is_heard() {
    let floor = Floor::new(ScaleProtocol::MtSics);
    let answers = floor.station.latest().answers.len();
    floor.scan("]C110PKNTEST\u{1d}217");
    floor.wait_for("the test", |picture| {
        let heard = picture.health.scanner_heard.as_ref();
        heard.is_some_and(|heard| heard.code.as_deref() == Some("]C110PKNTEST\u{1d}217"))
    });
    assert_eq!(floor.station.latest().answers.len(), answers);
}
