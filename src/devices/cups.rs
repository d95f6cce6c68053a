//! Talks to the system's print service through its own commands, `lp` and `lpstat`.
//!
//! Names and titles travel as separate arguments, never through a shell; the document
//! goes in by standard input. Answers are read in the fixed C language.

use std::path::PathBuf;
use std::time::Duration;

use super::command::run;
use super::error::Trouble;
use super::printer::{Document, PrintFault, PrintProgress};

/// The system's print commands; paths are given in tests only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintCommands {
    /// Hands a document over.
    pub lp_program: PathBuf,
    /// Asks how printers and documents are.
    pub lpstat_program: PathBuf,
    /// How long a command may take.
    pub time_max: Duration,
}

impl Default for PrintCommands {
    fn default() -> Self {
        Self {
            lp_program: "lp".into(),
            lpstat_program: "lpstat".into(),
            time_max: Duration::from_secs(20),
        }
    }
}

/// How a queue is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum QueueState {
    Working,
    Wants(Trouble),
}

/// The printers that the system knows, in its order.
pub fn list_system_printers(commands: &PrintCommands) -> Result<Vec<String>, PrintFault> {
    let answer = run(&commands.lpstat_program, &["-e"], None, commands.time_max)?;
    if answer.output.trim().is_empty() && !service_runs(commands) {
        return Err(PrintFault::ServiceAway);
    }
    Ok(answer
        .output
        .lines()
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Hands a document over and answers the number of the request.
pub(super) fn submit(
    commands: &PrintCommands,
    name: &str,
    options: &[String],
    document: &Document,
) -> Result<String, PrintFault> {
    if !is_a_name(name) {
        return Err(PrintFault::UnknownPrinter {
            name: name.to_owned(),
        });
    }
    let copies = document.copies.to_string();
    let title = title_of(&document.job_key);
    let mut arguments = vec!["-d", name, "-n", &copies, "-t", &title];
    for option in options {
        arguments.extend(["-o", option]);
    }
    let bytes = Some(document.bytes.clone());
    let answer = run(&commands.lp_program, &arguments, bytes, commands.time_max)?;
    if answer.success {
        // Taken, although the answer cannot be read: printing again could make two.
        return request_id(&answer.output)
            .map(str::to_owned)
            .ok_or(PrintFault::Doubtful);
    }
    Err(fault_of(commands, &answer.errors, name))
}

/// How far a request is.
///
/// A queue calls a document completed that the printer refused, with its complaint in
/// the status line; so completed alone is not believed when there is one.
/// Source: CUPS 2.4.2, observed with `lp`, and `lpstat(1)`, options `-l` and `-W`.
pub(super) fn follow(
    commands: &PrintCommands,
    name: &str,
    request: &str,
) -> Result<PrintProgress, PrintFault> {
    if !is_a_name(name) {
        return Err(PrintFault::UnknownPrinter {
            name: name.to_owned(),
        });
    }
    let jobs = |which| {
        let arguments = ["-l", "-W", which, "-o", name];
        run(
            &commands.lpstat_program,
            &arguments,
            None,
            commands.time_max,
        )
    };
    let open = jobs("not-completed")?;
    if !open.success {
        return Err(fault_of(commands, &open.errors, name));
    }
    if job(&open.output, request).is_some() {
        let trouble = match queue_state(commands, name)? {
            QueueState::Working => None,
            QueueState::Wants(trouble) => Some(trouble),
        };
        return Ok(PrintProgress::Waiting { trouble });
    }
    let Some(job) = job(&jobs("completed")?.output, request) else {
        return Ok(PrintProgress::Forgotten);
    };
    Ok(
        if job.alerts.contains("cancel") || job.alerts.contains("abort") {
            PrintProgress::Failed { reason: job.alerts }
        } else if job.status.is_empty() || job.alerts.contains("job-completed-successfully") {
            PrintProgress::Done
        } else {
            PrintProgress::Doubtful {
                message: job.status,
            }
        },
    )
}

/// How the printer is.
pub(super) fn queue_state(commands: &PrintCommands, name: &str) -> Result<QueueState, PrintFault> {
    if !is_a_name(name) {
        return Err(PrintFault::UnknownPrinter {
            name: name.to_owned(),
        });
    }
    let answer = run(
        &commands.lpstat_program,
        &["-l", "-p", name],
        None,
        commands.time_max,
    )?;
    if !answer.success {
        return Err(fault_of(commands, &answer.errors, name));
    }
    Ok(read_queue_state(&answer.output))
}

fn read_queue_state(output: &str) -> QueueState {
    let alerts = field(output, "Alerts:");
    // A reason ends in how bad it is; printers disagree about that, so it is not read.
    for alert in alerts.split_whitespace() {
        let suffixes = ["-error", "-warning", "-report"];
        let reason = suffixes
            .iter()
            .find_map(|suffix| alert.strip_suffix(suffix))
            .unwrap_or(alert);
        match reason {
            "media-empty" | "media-needed" | "media-jam" => {
                return QueueState::Wants(Trouble::OutOfPaper);
            }
            "paused"
            | "offline"
            | "shutdown"
            | "timed-out"
            | "connecting-to-device"
            | "cups-missing-filter"
            | "stopped-partly"
            | "moving-to-paused" => {
                return QueueState::Wants(Trouble::PrinterOffline);
            }
            _ => {}
        }
    }
    let first_line = output.lines().next().unwrap_or_default();
    if first_line.contains(" disabled since ") || output.contains("may not exist or is unavailable")
    {
        return QueueState::Wants(Trouble::PrinterOffline);
    }
    QueueState::Working
}

struct Job {
    status: String,
    alerts: String,
}

/// The lines of one request: its own, and the indented ones below it.
fn job(output: &str, request: &str) -> Option<Job> {
    let mut lines = output.lines();
    lines
        .find(|line| line.split_whitespace().next() == Some(request) && !line.starts_with('\t'))?;
    let details: Vec<&str> = lines
        .take_while(|line| line.starts_with(['\t', ' ']))
        .collect();
    let details = details.join("\n");
    Some(Job {
        status: field(&details, "Status:"),
        alerts: field(&details, "Alerts:"),
    })
}

fn field(output: &str, name: &str) -> String {
    let value = output
        .lines()
        .find_map(|line| line.trim_start().strip_prefix(name));
    value.unwrap_or_default().trim().to_owned()
}

/// `request id is PackLabel-12 (0 file(s))` gives `PackLabel-12`.
fn request_id(output: &str) -> Option<&str> {
    let (_, after) = output.split_once("request id is ")?;
    after.split_whitespace().next()
}

/// What CUPS takes as a printer's name; anything else could be read as an option.
fn is_a_name(name: &str) -> bool {
    let harmless = |c: char| !c.is_whitespace() && !c.is_control() && !"/#?'\"\\".contains(c);
    !name.is_empty() && !name.starts_with('-') && name.chars().all(harmless)
}

/// A title that a banner or a log can show.
fn title_of(job_key: &str) -> String {
    let title: String = job_key
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    title.trim_start_matches('-').to_owned()
}

fn service_runs(commands: &PrintCommands) -> bool {
    run(&commands.lpstat_program, &["-r"], None, commands.time_max)
        .is_ok_and(|answer| answer.output.contains("is running"))
}

fn says_away(said: &str) -> bool {
    [
        "not running",
        "Unable to connect",
        "Bad file descriptor",
        "Connection refused",
        "timed out",
    ]
    .iter()
    .any(|words| said.contains(words))
}

fn fault_of(commands: &PrintCommands, said: &str, name: &str) -> PrintFault {
    let name = name.to_owned();
    if [
        "does not exist",
        "Invalid destination",
        "Unknown destination",
    ]
    .iter()
    .any(|words| said.contains(words))
    {
        // The same words come when the service does not run at all.
        if service_runs(commands) {
            PrintFault::UnknownPrinter { name }
        } else {
            PrintFault::ServiceAway
        }
    } else if said.contains("not accepting") {
        PrintFault::NotAccepting { name }
    } else if says_away(said) {
        PrintFault::ServiceAway
    } else {
        PrintFault::Refused {
            detail: one_line(said),
        }
    }
}

fn one_line(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
