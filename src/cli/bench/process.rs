//! A program of ours in a process of its own: what it says, how long it takes, what it uses.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::{Failure, tell};

/// Lines that a watched program may be ahead; it says two.
const LINES: usize = 16;

/// How long a line is waited for. Assumption: a window that is not there after a minute never comes.
const PATIENCE: Duration = Duration::from_mins(1);

/// Clock ticks a second in `/proc/PID/stat`. Source: proc(5) and sysconf(3), `_SC_CLK_TCK`; 100 on all of Linux' usual
/// processors.
const TICKS: u32 = 100;

/// A running program. It is ended when this is dropped.
pub(super) struct Watched {
    child: Child,
    begun: Instant,
    lines: Receiver<(String, Instant)>,
}

/// Memory of a process in megabytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory {
    /// Now.
    pub(super) resident: f64,
    /// The most it ever was.
    pub(super) peak: f64,
}

impl Memory {
    /// Of this very process.
    pub(super) fn own() -> Result<Self, Failure> {
        Self::of("self")
    }

    /// Of the process with this number. Source: proc(5), `VmRSS` and `VmHWM` in KiB.
    fn of(process: &str) -> Result<Self, Failure> {
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let megabytes = |name: &str| -> Result<f64, Failure> {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .ok_or("the system tells no memory")?;
            let kib: u32 = line.trim_matches([':', ' ', '\t', 'k', 'B']).parse()?;
            Ok(f64::from(kib) * 1_024.0 / 1e6)
        };
        Ok(Self {
            resident: megabytes("VmRSS")?,
            peak: megabytes("VmHWM")?,
        })
    }
}

impl Watched {
    /// Starts this program again with other arguments.
    pub(super) fn start<'a>(
        arguments: impl IntoIterator<Item = &'a OsStr>,
    ) -> Result<Self, Failure> {
        let program = env::current_exe()?;
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let (sender, lines) = sync_channel(LINES);
        if let Some(out) = child.stdout.take() {
            thread::Builder::new().name("watch".into()).spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    if sender.send((line, Instant::now())).is_err() {
                        return;
                    }
                }
            })?;
        }
        Ok(Self {
            child,
            begun,
            lines,
        })
    }

    /// Time from the start of the process until it said `wanted`.
    pub(super) fn wait_for(&self, wanted: &str) -> Result<Duration, Failure> {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (line, at) = self
                .lines
                .recv_timeout(left)
                .map_err(|_error| format!("the window never said {wanted}"))?;
            if line == wanted {
                return Ok(at.duration_since(self.begun));
            }
        }
    }

    /// The next line that it says.
    pub(super) fn says(&self) -> Result<String, Failure> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok((line, _at)) => Ok(line),
            Err(error) => Err(format!("a program of ours says nothing: {error}").into()),
        }
    }

    /// Its memory.
    pub(super) fn memory(&self) -> Result<Memory, Failure> {
        Memory::of(&self.child.id().to_string())
    }

    /// Processor time that all its threads have used. Source: proc(5), fields 14 and 15 of `stat`.
    pub(super) fn processor_time(&self) -> Result<Duration, Failure> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program stands in brackets and may hold blanks; the third field follows it.
        let (_, fields) = stat
            .rsplit_once(')')
            .ok_or("the system tells no processor time")?;
        let mut fields = fields.split_whitespace().skip(11);
        let mut ticks = 0_u32;
        for _ in 0..2 {
            ticks += fields.next().unwrap_or_default().parse::<u32>()?;
        }
        Ok(Duration::from_secs(1) * ticks / TICKS)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait().map(drop)) {
            tell(&format!("a program of ours could not be ended: {error}"));
        }
    }
}
