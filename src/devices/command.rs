//! Runs one of the system's commands: no shell, no endless wait, no endless answer.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::printer::PrintFault;

/// What a command answered.
pub(super) struct Answer {
    pub(super) success: bool,
    pub(super) output: String,
    pub(super) errors: String,
}

/// Runs a command, feeds it, and never waits longer than `time_max`.
pub(super) fn run(
    program: &Path,
    arguments: &[&str],
    input: Option<Vec<u8>>,
    time_max: Duration,
) -> Result<Answer, PrintFault> {
    let hands_over = input.is_some();
    let cannot_start = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => PrintFault::CommandMissing {
            program: program.to_owned(),
        },
        _ => PrintFault::Refused {
            detail: error.to_string(),
        },
    };
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .env("LANGUAGE", "C")
        .stdin(if hands_over {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(cannot_start)?;
    let output = read_aside(child.stdout.take());
    let errors = read_aside(child.stderr.take());
    write_aside(child.stdin.take(), input);
    let until = Instant::now() + time_max;
    let Some(success) = wait(&mut child, until) else {
        return Err(if hands_over {
            PrintFault::Doubtful
        } else {
            PrintFault::ServiceAway
        });
    };
    let text = |from: Receiver<String>| from.recv_timeout(Duration::from_secs(2));
    Ok(Answer {
        success,
        output: text(output).unwrap_or_default(),
        errors: text(errors).unwrap_or_default(),
    })
}

/// Whether the command succeeded; none if it had to be killed.
fn wait(child: &mut Child, until: Instant) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
            Ok(None) | Err(_) => {
                let ended = child.kill().and_then(|()| child.wait());
                tracing::warn!(?ended, "a print command did not end by itself");
                return None;
            }
        }
    }
}

/// Most that is read of an answer: a queue that keeps 500 old jobs writes 100 KB.
const ANSWER_MAX: u64 = 4 << 20;

fn read_aside(from: Option<impl Read + Send + 'static>) -> Receiver<String> {
    // One answer, once.
    let (answer, receiver) = sync_channel(1);
    let read = move || {
        let mut bytes = Vec::new();
        let read = from.map(|from| from.take(ANSWER_MAX).read_to_end(&mut bytes));
        if let Some(Err(error)) = read {
            tracing::debug!(%error, "a print command's answer broke off");
        }
        if answer
            .send(String::from_utf8_lossy(&bytes).into_owned())
            .is_err()
        {
            tracing::debug!("nobody waits for a print command's answer any more");
        }
    };
    aside("print answer", read);
    receiver
}

fn write_aside(into: Option<impl io::Write + Send + 'static>, input: Option<Vec<u8>>) {
    let (Some(mut into), Some(input)) = (into, input) else {
        return;
    };
    aside("print input", move || {
        if let Err(error) = into.write_all(&input) {
            // The command's own answer says what is wrong.
            tracing::debug!(%error, "a print command did not read its document");
        }
    });
}

fn aside(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::error!(%error, "cannot start a thread");
    }
}
