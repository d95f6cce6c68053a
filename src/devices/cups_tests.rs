//! The print commands played by small scripts.
#![cfg(unix)]

use super::error::Trouble;
use super::printer::{
    Document, DocumentKind, PrintCommands, PrintFault, PrintProgress, PrintTarget, Printed,
    list_system_printers,
};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One at a time: a script cannot start while another test's new process, for a moment,
/// still has it open for writing.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Print commands that are small scripts, and what `lp` was called with.
struct FakeService {
    folder: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl FakeService {
    fn new(lp: &str, lpstat: &str) -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let fake = Self {
            folder: tempfile::tempdir().unwrap(),
            _turn: turn,
        };
        for (name, body) in [("lp", lp), ("lpstat", lpstat)] {
            let path = fake.folder.path().join(name);
            let keeps = "cd \"$(dirname \"$0\")\"\n";
            fs::write(&path, format!("#!/bin/sh\n{keeps}{body}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        fake
    }

    fn target(&self) -> PrintTarget {
        PrintTarget::System {
            name: "PackLabel".into(),
            options: vec!["print-scaling=none".into()],
            commands: PrintCommands {
                lp_program: self.folder.path().join("lp"),
                lpstat_program: self.folder.path().join("lpstat"),
                time_max: Duration::from_secs(5),
            },
        }
    }

    fn kept(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }
}

fn document() -> Document {
    Document {
        job_key: "-o raw; rm *\n$(id)".into(),
        kind: DocumentKind::Label,
        bytes: b"%PDF-1.7 label".to_vec(),
        file_name: "label.pdf".into(),
        copies: 2,
    }
}

const ACCEPTS: &str = "printf '%s\\n' \"$@\" > args; cat > input; \
                       echo 'request id is PackLabel-12 (0 file(s))'";

fn queued() -> Printed {
    Printed::Queued {
        request: "PackLabel-12".into(),
    }
}

#[test]
fn a_document_reaches_the_queue_byte_for_byte_and_no_shell_reads_its_name() {
    let fake = FakeService::new(ACCEPTS, "");
    assert_eq!(fake.target().print(&document()), Ok(queued()));
    assert_eq!(fake.kept("input"), "%PDF-1.7 label");
    let expected = "-d\nPackLabel\n-n\n2\n-t\no raw; rm *$(id)\n-o\nprint-scaling=none\n";
    assert_eq!(fake.kept("args"), expected);
}

#[test]
fn an_unknown_printer_and_a_service_that_is_down_are_told_apart() {
    let lp = "cat >/dev/null; echo 'lp: Error - The printer or class does not exist.' >&2; exit 1";
    let up = FakeService::new(lp, "echo 'scheduler is running'");
    let fault = up.target().print(&document()).unwrap_err();
    assert_eq!(
        fault,
        PrintFault::UnknownPrinter {
            name: "PackLabel".into()
        }
    );
    assert!(!fault.is_transient());
    drop(up);
    let down = FakeService::new(lp, "echo 'scheduler is not running'");
    let fault = down.target().print(&document()).unwrap_err();
    assert!(fault == PrintFault::ServiceAway && fault.is_transient());
}

#[test]
fn a_closed_queue_is_named() {
    let lp = "echo 'lp: Destination \"PackLabel\" is not accepting jobs.' >&2; exit 1";
    let fault = FakeService::new(lp, "")
        .target()
        .print(&document())
        .unwrap_err();
    assert_eq!(
        fault,
        PrintFault::NotAccepting {
            name: "PackLabel".into()
        }
    );
}

#[test]
fn without_the_print_command_the_fault_says_which_is_missing() {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let lp_program = folder.path().join("no-lp");
    let commands = PrintCommands {
        lp_program: lp_program.clone(),
        ..PrintCommands::default()
    };
    let target = PrintTarget::System {
        name: "P".into(),
        options: Vec::new(),
        commands,
    };
    let fault = target.print(&document()).unwrap_err();
    assert_eq!(
        fault,
        PrintFault::CommandMissing {
            program: lp_program
        }
    );
}

#[test]
fn a_service_that_hangs_leaves_a_doubt_and_not_a_second_label() {
    let fake = FakeService::new("exec sleep 30", "");
    let PrintTarget::System {
        name,
        options,
        mut commands,
    } = fake.target()
    else {
        panic!("a system printer")
    };
    commands.time_max = Duration::from_millis(200);
    let fault = PrintTarget::System {
        name,
        options,
        commands,
    }
    .print(&document())
    .unwrap_err();
    assert!(fault == PrintFault::Doubtful && !fault.is_transient());
}

fn follow(open: &str, completed: &str, queue: &str) -> PrintProgress {
    let lpstat = format!(
        "case \"$*\" in\n*not-completed*) printf '{open}';;\n\
         *completed*) printf '{completed}';;\n*) printf '{queue}';;\nesac"
    );
    FakeService::new(ACCEPTS, &lpstat)
        .target()
        .follow(&queued())
        .unwrap()
}

/// A line and its details as CUPS 2.4.2 writes them.
fn job_lines(status: &str, alerts: &str) -> String {
    let line = "PackLabel-12            root              1024   Sun Nov 22 10:36:33 2026";
    let details = format!("\\tStatus: {status}\\n\\tAlerts: {alerts}\\n\\tqueued for PackLabel");
    format!(
        "PackLabel-1  root  9  Sun\\n\\tStatus: \\n\\tAlerts: job-canceled-by-user\\n{line}\\n{details}\\n"
    )
}

#[test]
fn a_completed_document_with_a_complaint_is_in_doubt() {
    let done = job_lines("", "job-completed-successfully");
    assert_eq!(follow("", &done, ""), PrintProgress::Done);
    assert_eq!(
        follow("", &job_lines("", "processing-to-stop-point"), ""),
        PrintProgress::Done
    );
    let message = "Unable to add document to print job.";
    let lied = job_lines(message, "processing-to-stop-point");
    assert_eq!(
        follow("", &lied, ""),
        PrintProgress::Doubtful {
            message: message.into()
        }
    );
    let reason = "job-canceled-by-user".to_owned();
    assert_eq!(
        follow("", &job_lines("", &reason), ""),
        PrintProgress::Failed { reason }
    );
    assert_eq!(follow("", "", ""), PrintProgress::Forgotten);
}

#[test]
fn a_waiting_document_says_what_it_waits_for() {
    let open = job_lines("", "job-printing");
    let queue = "printer PackLabel now printing PackLabel-12.  enabled since Sun\\n";
    let waits = |queue: String| match follow(&open, "", &queue) {
        PrintProgress::Waiting { trouble } => trouble,
        other => panic!("{other:?}"),
    };
    assert_eq!(waits(queue.to_owned()), None);
    assert_eq!(
        waits(format!("{queue}\\tAlerts: media-empty-warning\\n")),
        Some(Trouble::OutOfPaper)
    );
    let away = format!("{queue}\\tThe printer may not exist or is unavailable at this time.\\n");
    assert_eq!(waits(away), Some(Trouble::PrinterOffline));
    let paused = "printer PackLabel disabled since Sun Nov 22 -\\n\\tAlerts: paused\\n";
    assert_eq!(waits(paused.to_owned()), Some(Trouble::PrinterOffline));
}

#[test]
fn printers_are_listed_by_name() {
    let fake = FakeService::new("", "echo Dead; echo PackLabel");
    let PrintTarget::System { commands, .. } = fake.target() else {
        panic!("a system printer")
    };
    assert_eq!(
        list_system_printers(&commands).unwrap(),
        ["Dead", "PackLabel"]
    );
}
