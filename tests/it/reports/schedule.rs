//! Reports by the clock: made once, put into a folder and sent to a mail server that we did not write, whatever happens.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use pakownia::station::event::{Event, Figures};
use pakownia::station::handle::{StationHandle, Surroundings};
use serde_json::Value;
use tempfile::TempDir;

use super::shift::{DAY, shift};
use crate::labels::referees::text_of;
use crate::support::post::{header, letters, mail};
use crate::support::process::{PROGRAM, filled_bench, outcome, run, text};
use crate::support::wait::{until, until_so};

/// Ten past six in Warsaw, on a Monday.
const MONDAY: &str = "2026-11-23T05:10:00Z";

/// A bench with the warehouse; beside it the folder for reports and the letters of a mail server.
struct Office {
    dir: TempDir,
    beside: TempDir,
}

impl Office {
    fn new() -> Self {
        Self {
            dir: filled_bench(),
            beside: tempfile::tempdir().unwrap(),
        }
    }

    fn folder(&self) -> PathBuf {
        self.beside.path().join("raporty/dzienne")
    }

    fn mails(&self) -> PathBuf {
        self.beside.path().join("mails")
    }

    /// Both reports, into the folder; and by mail where there is a server.
    fn set_up(&self, more: &str, port: Option<u16>) {
        let folder = self.folder();
        let mail = port.map_or(String::new(), |port| {
            format!(
                "[alerts.mail]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
                 from = \"bench@sklep.pl\"\nto = [\"lead@sklep.pl\"]\n"
            )
        });
        let toml = format!(
            "[reports]\nradar = true\nweek = \"mon\"\nfolder = \"{}\"\n{more}\n{mail}\
             [alerts.rules]\nstuck_orders = {{ on = false, limit = 1, minutes = 60 }}\n",
            text(&folder)
        );
        fs::write(self.dir.path().join("bench.toml"), toml).unwrap();
    }

    fn at(&self, clock: &str, more: &[&str]) -> Value {
        let dir = text(self.dir.path());
        let whole = [&["schedule", "--data-dir", dir, "--clock", clock], more].concat();
        serde_json::from_str(&run(&whole)).unwrap()
    }

    /// Names of the files in the folder.
    fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten();
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect()
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Each report with its day and state, as the program tells them.
fn states(told: &Value) -> Vec<String> {
    let rows = told["reports"].as_array().unwrap();
    let part = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let one = |row: &Value| {
        ["report", "day", "state"]
            .map(|name| part(row, name))
            .join(" ")
    };
    rows.iter().map(one).collect()
}

#[test]
fn what_is_due_lies_in_the_folder_and_in_each_letter_once() {
    let office = Office::new();
    let server = mail(&office.mails(), &[]);
    let more =
        "formats = [\"pdf\", \"xlsx\"]\nmail = true\nto = [\"boss@sklep.pl\", \"lead@sklep.pl\"]\n";
    office.set_up(more, Some(server.port));
    let told = office.at(MONDAY, &["--send"]);
    assert_eq!(
        states(&told),
        ["radar 2026-11-22 placed", "week 2026-11-16 placed"]
    );
    let files = set(&[
        "radar-2026-11-22.pdf",
        "radar-2026-11-22.xlsx",
        "week-2026-11-16.pdf",
        "week-2026-11-16.xlsx",
    ]);
    assert_eq!(office.files(), files);
    for _again in 0..2 {
        office.at("2026-11-23T20:00:00Z", &["--send"]);
    }
    assert_eq!(office.files(), files, "nothing new until the next morning");
    let letters = letters(&office.mails());
    let to: Vec<&str> = letters.iter().map(|letter| header(letter, "To")).collect();
    assert_eq!(to.len(), 4, "two reports, two readers: {to:?}");
    let ids: BTreeSet<&str> = letters
        .iter()
        .map(|letter| header(letter, "Message-ID"))
        .collect();
    assert_eq!(ids.len(), 4);
    for letter in &letters {
        assert!(letter.contains("Content-Type: multipart/mixed"), "{letter}");
        assert_eq!(letter.matches("Content-Disposition: attachment").count(), 2);
        assert!(letter.contains("application/pdf"), "{letter}");
    }
    let radars = letters
        .iter()
        .filter(|one| one.contains("radar-2026-11-22.pdf"));
    assert_eq!(radars.count(), 2);
    let pdf = fs::read(office.folder().join("week-2026-11-16.pdf")).unwrap();
    let said = text_of(office.beside.path(), &pdf);
    assert!(said.contains("Dni od 16.11.2026 do 22.11.2026"), "{said}");
}

#[test]
fn a_letter_holds_the_very_file_that_lies_in_the_folder() {
    let office = Office::new();
    let server = mail(&office.mails(), &[]);
    office.set_up("mail = true\n", Some(server.port));
    office.at(MONDAY, &["--send"]);
    let letters = letters(&office.mails());
    let radar = letters
        .iter()
        .find(|one| one.contains("radar-2026-11-22.pdf"))
        .unwrap();
    // A stranger takes the letter apart.
    let script = "import email, sys\n\
        letter = email.message_from_bytes(sys.stdin.buffer.read())\n\
        part, = [it for it in letter.walk() if it.get_filename()]\n\
        sys.stdout.buffer.write(part.get_payload(decode=True))";
    let mut python = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = python.stdin.take().unwrap();
    std::io::Write::write_all(&mut pipe, radar.as_bytes()).unwrap();
    drop(pipe);
    let taken = python.wait_with_output().unwrap().stdout;
    let placed = fs::read(office.folder().join("radar-2026-11-22.pdf")).unwrap();
    assert!(
        taken == placed,
        "{} and {} bytes",
        taken.len(),
        placed.len()
    );
}

#[test]
fn days_that_a_bench_was_off_are_made_up_for_and_what_is_too_old_is_said_to_be_dropped() {
    let office = Office::new();
    office.set_up("", None);
    office.at("2026-11-02T05:10:00Z", &[]);
    assert_eq!(
        office.files(),
        set(&["radar-2026-11-01.pdf", "week-2026-10-26.pdf"])
    );
    // Three weeks later.
    let told = states(&office.at(MONDAY, &[]));
    let of = |state: &str| told.iter().filter(|one| one.ends_with(state)).count();
    // Seven radars and three weeks, beside the two of the first day.
    assert_eq!(of("placed"), 12, "{told:?}");
    assert!(of("dropped") > 0, "{told:?}");
    assert!(
        told.contains(&"radar 2026-11-15 dropped".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"radar 2026-11-16 placed".to_owned()),
        "{told:?}"
    );
    assert!(!office.files().contains("radar-2026-11-15.pdf"));
    assert_eq!(office.files().len(), 12);
}

#[test]
fn a_folder_that_takes_nothing_is_tried_again_and_the_letters_go_meanwhile() {
    let office = Office::new();
    let server = mail(&office.mails(), &[]);
    office.set_up("mail = true\n", Some(server.port));
    // A file where the folder should be.
    let place = office.beside.path().join("raporty");
    fs::write(&place, "").unwrap();
    let told = office.at(MONDAY, &["--send"]);
    let stuck = &told["reports"][0];
    assert_eq!(stuck["state"], "waiting");
    assert!(stuck["why"].is_string(), "{told}");
    assert_eq!(letters(&office.mails()).len(), 2);
    let doctor = outcome(&["doctor", "--data-dir", text(office.dir.path())]);
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(
        said.contains("FAIL reports: radar of 2026-11-22 waits for its folder"),
        "{said}"
    );
    fs::remove_file(&place).unwrap();
    office.at("2026-11-23T05:12:00Z", &["--send"]);
    assert!(office.files().is_empty(), "not before its time");
    let told = office.at("2026-11-23T05:40:00Z", &["--send"]);
    assert_eq!(
        states(&told),
        ["radar 2026-11-22 placed", "week 2026-11-16 placed"]
    );
    assert_eq!(
        office.files(),
        set(&["radar-2026-11-22.pdf", "week-2026-11-16.pdf"])
    );
    assert_eq!(letters(&office.mails()).len(), 2, "and nobody got it twice");
}

#[test]
fn a_mail_server_that_is_down_gets_each_report_once_when_it_is_back() {
    let office = Office::new();
    let port = mail(&office.mails(), &[]).stop();
    office.set_up("mail = true\n", Some(port));
    let told = office.at(MONDAY, &["--send"]);
    assert_eq!(told["letters"].as_array().unwrap().len(), 2);
    assert_eq!(states(&told).len(), 2, "the folder has them: {told}");
    let arguments = ["--port", &port.to_string()];
    let _server = mail(&office.mails(), &arguments);
    until("both letters", || {
        // A pause after trouble is over in seconds of the clock that goes on.
        let told = office.at("2026-11-23T06:00:00Z", &["--send"]);
        let rows = told["letters"].as_array().unwrap().clone();
        let is_sent = rows.iter().all(|row| row["state"] == "sent");
        if is_sent {
            Ok(())
        } else {
            Err(told.to_string())
        }
    });
    assert_eq!(letters(&office.mails()).len(), 2);
}

#[test]
fn a_program_that_is_killed_while_it_sends_a_report_doubles_nothing() {
    let office = Office::new();
    let waits = office.mails().join("hangs");
    let server = mail(&office.mails(), &["--hang-at", "answer"]);
    office.set_up("mail = true\n", Some(server.port));
    let mut program = Command::new(PROGRAM)
        .args(["schedule", "--send", "--clock", MONDAY, "--data-dir"])
        .arg(office.dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until_so("the server waits", || {
        waits.exists() || !letters(&office.mails()).is_empty()
    });
    program.kill().unwrap();
    program.wait().unwrap();
    let port = server.stop();
    // A server that takes everything stands there now.
    let arguments = ["--port", &port.to_string()];
    let _server = mail(&office.mails(), &arguments);
    let told = office.at("2026-11-23T05:20:00Z", &["--send"]);
    let states: BTreeSet<&str> = told["letters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["state"].as_str().unwrap())
        .collect();
    // Of the one that was cut off nobody knows, and it is not sent again by itself.
    assert_eq!(states, BTreeSet::from(["sent", "uncertain"]), "{told}");
    let ids: Vec<String> = letters(&office.mails())
        .iter()
        .map(|letter| header(letter, "Message-ID").to_owned())
        .collect();
    let different: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "{ids:?}");
    assert_eq!(office.files().len(), 2);
}

fn open_loop(bench: &mut crate::support::bench::BenchTest) -> StationHandle {
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(|_| vec![]),
    };
    StationHandle::start(bench.take_station(), around).unwrap()
}

fn configure(dir: &Path, folder: &Path) {
    let toml = format!("[reports]\nradar = true\nfolder = \"{}\"\n", text(folder));
    fs::write(dir.join("bench.toml"), toml).unwrap();
}

#[test]
fn a_window_makes_them_between_two_orders_and_shows_what_its_folder_did_not_take() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("raporty");
    let mut bench = shift();
    configure(bench.dir(), &folder);
    bench.restart();
    bench.wait(24 * 3_600);
    let station = open_loop(&mut bench);
    station.send(Event::Measure);
    let file = folder.join(format!("radar-{DAY}.pdf"));
    until_so("the radar lies there", || file.is_file());
    let said = text_of(beside.path(), &fs::read(&file).unwrap());
    assert!(said.contains("MUG-02"), "the confused pair: {said}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no half file");

    // The next morning the network drive is away.
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "").unwrap();
    bench.wait(24 * 3_600);
    station.send(Event::Measure);
    until_so("the screen says so", || {
        let reports = &station.latest().alerts.reports;
        reports.len() == 1 && reports[0].why.is_some()
    });
}

#[test]
fn a_lead_at_the_window_saves_radar_and_week_as_paper_or_as_a_workbook() {
    let beside = tempfile::tempdir().unwrap();
    let mut bench = shift();
    // The Monday after.
    bench.wait(3 * 24 * 3_600);
    bench.run_line("signin W-900");
    let station = open_loop(&mut bench);
    let save = |figures, name: &str| {
        let file = beside.path().join(name);
        let wanted = file.clone();
        station.send(Event::WriteTable { figures, file });
        until_so(name, || {
            let written = station.latest().written.clone();
            written.is_some_and(|it| it.file == wanted && it.fault.is_none())
        });
        fs::read(wanted).unwrap()
    };
    let week = text_of(beside.path(), &save(Figures::Week, "week.pdf"));
    assert!(week.contains("Dni od 16.11.2026 do 22.11.2026"), "{week}");
    assert!(week.contains("MUG-02"), "{week}");
    let radar = text_of(beside.path(), &save(Figures::Radar, "radar.pdf"));
    assert!(radar.contains("Dzień 22.11.2026"), "{radar}");
    assert!(save(Figures::Week, "week.xlsx").starts_with(b"PK"));
}
