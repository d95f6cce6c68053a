//! `pakownia doctor`: tests the bench and says what to do.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::{Failure, check_devices, station, with_causes};
use crate::devices;
use crate::domain::alerts::Alert;
use crate::domain::alerts::notice::{NoticeState, Receiver};
use crate::domain::shift_check::{Device, DeviceState};
use crate::i18n::{self, Lang};
use crate::master::embedded::EmbeddedMaster;
use crate::station::clock::Clock;
use crate::station::config::BenchConfig;
use crate::station::packaging::LowPackaging;
use crate::station::{Finding, Station, copy_now};
use crate::store::{NoticeRow, RunRow};

/// Copies the bench's database now. Needs no lock: the window may be open.
pub(super) fn back_up(dir: &Path) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match copy_now(dir, &Clock::System) {
        Ok(made) => {
            let text = format!("{}, {} facts", made.file.display(), made.facts);
            line(&mut out, true, "copy", &text)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let text = format!(
                "no copy was made: {}. Older copies stay as they are; run doctor with the window closed",
                with_causes(&error)
            );
            line(&mut out, false, "copy", &text)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Lets the only bench of a shop in again. Where several share a server, a lead does it at another bench.
pub(super) fn let_in(dir: &Path) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    if BenchConfig::of(dir)?.master.is_some() {
        let text =
            "this bench has a server for its master: a shift lead lets it in at another bench";
        line(&mut out, false, "master", text)?;
        return Ok(ExitCode::FAILURE);
    }
    // The open bench keeps the window out.
    let bench = station::unsynced(dir, Clock::System)?;
    let mut master = EmbeddedMaster::open(dir, || Clock::System.now())?;
    master.let_in(bench.station_id())?;
    line(&mut out, true, "master", "listens to this bench again")?;
    Ok(ExitCode::SUCCESS)
}

/// Tests everything that can be tested without a person. Fails when something is broken.
pub(super) fn doctor(dir: &Path) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    let mut bench = match station::unsynced(dir, Clock::System) {
        Ok(bench) => bench,
        Err(error) => {
            line(
                &mut out,
                false,
                "data directory",
                &with_causes(error.as_ref()),
            )?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut sound = true;
    let devices = check_devices::findings(&BenchConfig::of(dir)?);
    for finding in findings(&mut bench).into_iter().chain(devices) {
        sound &= finding.sound;
        line(&mut out, finding.sound, finding.part, &finding.text)?;
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn findings(bench: &mut Station) -> Vec<Finding> {
    let mut findings = bench.examine();
    findings.extend(last_check(bench));
    findings.extend(low_packagings(bench));
    findings.extend(alerts(bench));
    findings.extend(reports(bench));
    for (name, state) in bench.printer_states() {
        findings.push(Finding {
            part: "printer",
            sound: state == devices::DeviceState::Ready,
            text: match state {
                devices::DeviceState::Ready => format!("{name}: ready"),
                devices::DeviceState::Searching => format!("{name}: is being looked for"),
                devices::DeviceState::Missing { why }
                | devices::DeviceState::NeedsAttention { why } => {
                    format!("{name}: {why}. Set it up in bench.toml in the data directory")
                }
            },
        });
    }
    findings
}

/// Open alerts, and whether the receivers were reached. An alert is about the shop; what is not sent is the bench's.
fn alerts(bench: &Station) -> Vec<Finding> {
    let part = "alerts";
    let broken = |error: &dyn std::error::Error| Finding {
        part,
        sound: false,
        text: with_causes(error),
    };
    let mut findings = match bench.open_alerts() {
        Ok(open) => open.iter().map(open_alert).collect(),
        Err(error) => vec![broken(&error)],
    };
    for receiver in Receiver::ALL {
        match bench.receiver_now(receiver) {
            Ok(None) => {}
            Ok(Some((last, waiting))) => findings.push(receiver_now(receiver, last, waiting)),
            Err(error) => findings.push(broken(&error)),
        }
    }
    findings
}

/// Reports made by the clock: the newest, and what waits for a folder.
fn reports(bench: &Station) -> Vec<Finding> {
    let part = "reports";
    if !bench.makes_reports() {
        return vec![];
    }
    let finding = |sound, text| Finding { part, sound, text };
    let runs = match bench.report_runs() {
        Ok(runs) => runs,
        Err(error) => return vec![finding(false, with_causes(&error))],
    };
    let told = |row: &RunRow| format!("{} of {}", row.run.what.name(), row.run.day);
    let stuck = runs.iter().filter_map(|row| {
        let why = row.why.as_ref()?;
        Some(finding(
            false,
            format!("{} waits for its folder: {why}", told(row)),
        ))
    });
    let mut findings: Vec<Finding> = stuck.collect();
    if bench.reports_lack_mail() {
        let text = "they are to be sent, and no server is set up in [alerts.mail]";
        findings.push(finding(false, text.to_owned()));
    }
    if findings.is_empty() {
        let newest = runs.iter().max_by_key(|row| row.changed_at);
        let text = newest.map_or_else(
            || "none was made yet; try it with pakownia schedule".to_owned(),
            |row| format!("the newest is {}, {}", told(row), row.state.name()),
        );
        findings.push(finding(true, text));
    }
    findings
}

fn open_alert(alert: &Alert) -> Finding {
    let seen = if alert.acknowledged.is_some() {
        "acknowledged"
    } else {
        "nobody has acknowledged it"
    };
    Finding {
        part: "alert",
        sound: true,
        text: format!(
            "{}, since {}, {seen}. {}",
            i18n::alert_headline(Lang::En, &alert.raised),
            alert.at.format("%Y-%m-%d %H:%M UTC"),
            i18n::alert_how(Lang::En, alert.raised.kind)
        ),
    }
}

fn receiver_now(receiver: Receiver, last: Option<NoticeRow>, waiting: u64) -> Finding {
    let name = receiver.name();
    let Some(last) = last else {
        return Finding {
            part: "alerts",
            sound: true,
            text: format!(
                "{name}: nothing was sent yet; try it with pakownia alerts --test --send"
            ),
        };
    };
    let at = last.changed_at.format("%Y-%m-%d %H:%M UTC");
    let (sound, state) = match &last.state {
        NoticeState::Sent => (true, format!("reached at {at}")),
        NoticeState::UnderWay => (true, "a notice is under way".to_owned()),
        NoticeState::Uncertain => (
            false,
            format!("nobody knows whether the notice of {at} arrived: ask the receiver"),
        ),
        NoticeState::Waiting { why: None } => (true, "a notice waits".to_owned()),
        NoticeState::Waiting { why: Some(why) } | NoticeState::Failed { why } => {
            (false, format!("not reached at {at}: {why}"))
        }
    };
    Finding {
        part: "alerts",
        sound,
        text: format!("{name}: {state}; {waiting} waiting"),
    }
}

/// Packagings to order. Nothing is broken by it, so the bench stays sound.
fn low_packagings(bench: &Station) -> Vec<Finding> {
    let part = "packaging";
    let low = match bench.low_packagings() {
        Ok(low) => low,
        Err(error) => {
            let text = with_causes(&error);
            return vec![Finding {
                part,
                sound: false,
                text,
            }];
        }
    };
    let told = low.into_iter().map(|LowPackaging { packaging, lasts }| {
        let level = packaging.reorder_level;
        let level = level.map(|level| format!("order new ones at {level}"));
        let lasts = lasts.map(|days| format!("they last about {days} working days"));
        let why: Vec<String> = level.into_iter().chain(lasts).collect();
        Finding {
            part,
            sound: true,
            text: format!(
                "{} {}: {} left, {}",
                packaging.code,
                packaging.name,
                packaging.on_hand,
                why.join(", ")
            ),
        }
    });
    told.collect()
}

/// How the devices stood when a packer checked them last; nothing where nobody has.
fn last_check(bench: &Station) -> Option<Finding> {
    let part = "last check";
    let last = match bench.last_check() {
        Ok(last) => last?,
        Err(error) => {
            let text = with_causes(&error);
            return Some(Finding {
                part,
                sound: false,
                text,
            });
        }
    };
    let devices = [Device::Scanner, Device::Scale, Device::Printer];
    let mut told: Vec<String> = devices
        .map(|device| {
            let name = i18n::check_device(Lang::En, device);
            let state = i18n::check_state(Lang::En, last.record.state(device));
            format!("{name} {state}")
        })
        .to_vec();
    let wrong = last.record.to_mend();
    told.extend(wrong.map(|(_, found)| i18n::check_found(Lang::En, found).one_line()));
    let when = last.at.format("%Y-%m-%d %H:%M UTC");
    Some(Finding {
        part,
        sound: last.record.worst() != DeviceState::ToMend,
        text: format!("{when}, {}: {}", last.worker, told.join(", ")),
    })
}

fn line(out: &mut impl io::Write, sound: bool, part: &str, text: &str) -> io::Result<()> {
    let mark = if sound { "ok  " } else { "FAIL" };
    writeln!(out, "{mark} {part}: {text}")
}
