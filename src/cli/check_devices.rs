//! `pakownia doctor`, the part about scanner and scale: are they there, and what do they say?

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::devices::scale::{Reading, ScaleProtocol, ScaleSettings, start_scale};
use crate::devices::scanner::start_scanner;
use crate::devices::{DeviceEvent, DeviceState, DeviceThread, Trouble, inbox, plugged_in};
use crate::station::Finding;
use crate::station::config::BenchConfig;

/// A device whose language is set up answers within this time, or not at all.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Every language on every usual setting of the line, once.
const FOUND_WITHIN: Duration = Duration::from_secs(40);

/// Tests the devices that are set up.
pub(super) fn findings(config: &BenchConfig) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(scanner) = &config.scanner {
        let tested = scanner.settings().map(|(port, frames)| {
            let (sender, events) = inbox();
            let started = start_scanner("scanner", port, frames, sender);
            started.map_or_else(
                |error| Err(error.to_string()),
                |it| scanner_says(&it, &events),
            )
        });
        findings.push(finding("scanner", tested.and_then(|said| said)));
    }
    if let Some(scale) = &config.scale {
        findings.push(finding("scale", scale.settings().and_then(scale_says)));
    }
    findings
}

fn finding(part: &'static str, said: Result<String, String>) -> Finding {
    let sound = said.is_ok();
    let (Ok(text) | Err(text)) = said;
    Finding { part, sound, text }
}

fn scanner_says(_running: &DeviceThread, events: &Receiver<DeviceEvent>) -> Result<String, String> {
    let mut last = None;
    for event in within(events, ANSWERS_WITHIN) {
        match event {
            DeviceEvent::Health {
                state: DeviceState::Ready,
                ..
            } => return Ok("its port is open; scan the self-test on the scanner sheet".to_owned()),
            DeviceEvent::Health { state, .. } => last = Some(state),
            _ => {}
        }
    }
    Err(what_to_do(last.as_ref()))
}

fn scale_says(settings: ScaleSettings) -> Result<String, String> {
    let (sender, events) = inbox();
    let patience = match settings.protocol {
        Some(_) => ANSWERS_WITHIN,
        None => FOUND_WITHIN,
    };
    let mut speaks = settings.protocol.map(|protocol| match protocol {
        ScaleProtocol::UsbPos => protocol.to_string(),
        _ => format!("{protocol}, {}", settings.port.line),
    });
    let running = start_scale("scale", settings, sender).map_err(|error| error.to_string())?;
    let (mut last, mut said) = (None, None);
    for event in within(&events, patience) {
        match event {
            DeviceEvent::FoundScale { found, .. } => {
                speaks = Some(format!("found {}, {}", found.protocol, found.line));
            }
            DeviceEvent::Weighed { reading, .. } => {
                if let (Some(speaks), Some(shows)) = (&speaks, words(reading)) {
                    said = Some(format!("{speaks}: {shows}"));
                }
                // A pan that still swings is waited for.
                if said.is_some() && !matches!(reading, Reading::Moving(_)) {
                    break;
                }
            }
            DeviceEvent::Fault { fault, .. } => tracing::warn!(%fault, "the scale"),
            DeviceEvent::Health { state, .. } => last = Some(state),
            _ => {}
        }
    }
    drop(running);
    said.ok_or_else(|| what_to_do(last.as_ref()))
}

/// What comes until the time is over.
fn within(events: &Receiver<DeviceEvent>, patience: Duration) -> impl Iterator<Item = DeviceEvent> {
    let began = Instant::now();
    std::iter::from_fn(move || {
        let left = patience.checked_sub(began.elapsed())?;
        events.recv_timeout(left).ok()
    })
}

fn words(reading: Reading) -> Option<String> {
    Some(match reading {
        Reading::Stable(grams) => format!("shows {} g", grams.0),
        Reading::Moving(_) => "is moving".to_owned(),
        Reading::Zero => "shows 0 g".to_owned(),
        Reading::Over => "is overloaded".to_owned(),
        Reading::Under => "is below its range".to_owned(),
        Reading::NeedsZero => "has lost its zero: empty it and set it to zero".to_owned(),
        Reading::Fault | Reading::Stale => return None,
    })
}

fn what_to_do(state: Option<&DeviceState>) -> String {
    let Some(DeviceState::Missing { why } | DeviceState::NeedsAttention { why }) = state else {
        return "nothing was understood. Check cable, power and the settings in bench.toml"
            .to_owned();
    };
    let mut text = why.to_string();
    match why {
        Trouble::PortNotFound { .. } | Trouble::UsbNotFound { .. } => {
            let seen = plugged_in();
            if seen.is_empty() {
                text.push_str(". No serial port and no USB scanner or scale is plugged in");
            }
            for device in seen {
                text.push_str(". There is port = \"");
                text.push_str(&device.port);
                text.push('"');
                if let Some(name) = device.name {
                    text.push_str(", ");
                    text.push_str(&name);
                }
            }
        }
        Trouble::NoPermission { .. } => {
            text.push_str(
                ". Put the user into the group dialout, or install packaging/99-pakownia.rules",
            );
        }
        Trouble::NoAnswer | Trouble::ProtocolUnknown => {
            text.push_str(
                ". Switch the scale on, and set its protocol and baud rate as its menu has them",
            );
        }
        _ => {}
    }
    text
}
