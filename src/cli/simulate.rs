//! `pakownia simulate`: a scale or a scanner without one, worked from the terminal.
//!
//! What is typed, or piped in, works the device: one command a line. The first line out is
//! the port as `bench.toml` takes it; each command is answered with `ok` or what is wrong.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use super::Failure;
use crate::devices::scale::ScaleProtocol;
use crate::devices::simulator_port::{Place, WiredDevice};
use crate::domain::units::Grams;

/// A scale that speaks unasked does so five times a second.
const STREAM_EVERY: Duration = Duration::from_millis(200);

/// Which device.
#[derive(Debug, Subcommand)]
pub(super) enum Simulate {
    /// A scale. Commands: a load in grams · off · on · stream · ask · creep G (grams a minute) · noise N (one byte in N) · pull · plug · end
    Scale {
        /// Its language: radwag, mt-sics, kern-kcp, a-and-d, dini-argeo, cas, ohaus, toledo-8217
        #[arg(long, default_value = "radwag")]
        protocol: ScaleProtocol,
        #[command(flatten)]
        place: PlaceArguments,
    },
    /// A scanner. Every line is a code, with {GS} for the separator; commands begin with a colon: :noise N · :pull · :plug · :end
    Scanner {
        /// What ends a code
        #[arg(long, default_value = "line")]
        end: End,
        /// What each code begins with
        #[arg(long, default_value = "")]
        prefix: String,
        /// What each code ends with, before the end itself
        #[arg(long, default_value = "")]
        suffix: String,
        #[command(flatten)]
        place: PlaceArguments,
    },
}

/// Where the device is found.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct PlaceArguments {
    /// A pseudo-terminal behind this new link
    #[arg(long)]
    link: Option<PathBuf>,
    /// A socket that listens here, HOST:PORT; port 0 takes a free one
    #[arg(long)]
    listen: Option<String>,
}

impl PlaceArguments {
    fn place(&self) -> Result<Place, Failure> {
        match (&self.link, &self.listen) {
            (Some(link), _) => Ok(Place::Terminal(link.clone())),
            (None, Some(address)) => Ok(Place::Socket(address.clone())),
            (None, None) => Err("name a --link or an address to --listen at".into()),
        }
    }
}

/// What ends a code.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum End {
    /// Carriage return and line feed.
    Line,
    /// Tab.
    Tab,
    /// STX before, ETX behind.
    StxEtx,
}

/// Runs the device until `end` or the end of what is typed.
pub(super) fn run(
    what: &Simulate,
    commands: impl BufRead,
    mut out: impl Write,
) -> Result<ExitCode, Failure> {
    let device = match what {
        Simulate::Scale { protocol, place } => WiredDevice::scale(&place.place()?, *protocol)?,
        Simulate::Scanner { place, .. } => WiredDevice::scanner(&place.place()?)?,
    };
    writeln!(out, "{device}")?;
    out.flush()?;
    for line in commands.lines() {
        let line = line?;
        let done = match what {
            Simulate::Scale { .. } => work_scale(&device, line.trim()),
            Simulate::Scanner {
                end,
                prefix,
                suffix,
                ..
            } => {
                if let Some(command) = line.strip_prefix(':') {
                    work_wire(&device, command.trim())
                } else {
                    let code = line.replace("{GS}", "\u{1d}");
                    device.send(framed(*end, &format!("{prefix}{code}{suffix}")).as_bytes());
                    Done::Yes
                }
            }
        };
        match done {
            Done::Yes => writeln!(out, "ok")?,
            Done::No(why) => writeln!(out, "{why}")?,
            Done::End => break,
        }
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

enum Done {
    Yes,
    No(String),
    End,
}

fn framed(end: End, code: &str) -> String {
    match end {
        End::Line => format!("{code}\r\n"),
        End::Tab => format!("{code}\t"),
        End::StxEtx => format!("\u{2}{code}\u{3}"),
    }
}

fn work_scale(device: &WiredDevice, command: &str) -> Done {
    let (word, number) = split(command);
    match (word, number) {
        ("off", _) => device.with_scale(|model, _now| model.switch(false)),
        ("on", _) => device.with_scale(|model, _now| model.switch(true)),
        ("stream", _) => device.with_scale(|model, _now| model.stream_every(Some(STREAM_EVERY))),
        ("ask", _) => device.with_scale(|model, _now| model.stream_every(None)),
        ("creep", Some(grams)) => device.with_scale(|model, _now| model.creep(grams)),
        (load, None) => match load.parse() {
            Ok(grams) => device.place(Grams(grams)),
            Err(_) => return work_wire(device, command),
        },
        _ => return work_wire(device, command),
    }
    Done::Yes
}

/// What every wire understands.
fn work_wire(device: &WiredDevice, command: &str) -> Done {
    match split(command) {
        ("pull", None) => device.plug(false),
        ("plug", None) => device.plug(true),
        ("end", None) => return Done::End,
        ("noise", Some(one_in)) => match u32::try_from(one_in) {
            Ok(one_in) => device.noise(one_in),
            Err(_) => return Done::No(format!("{one_in} is no number of bytes")),
        },
        _ => return Done::No(format!("no command: {command}")),
    }
    Done::Yes
}

fn split(command: &str) -> (&str, Option<i64>) {
    match command.split_once(' ') {
        Some((word, number)) => match number.trim().parse() {
            Ok(number) => (word, Some(number)),
            Err(_) => (command, None),
        },
        None => (command, None),
    }
}
