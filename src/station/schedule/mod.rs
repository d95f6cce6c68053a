//! Reports made by the clock: each day's and each week's once, put into a folder and sent as letters.
//!
//! A report is kept with its files and letters in one step. From then on only its way is tried again: a folder that
//! cannot be written and a mail server that is away change nothing about what the report says, and double nothing.

pub mod config;
mod keeper;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

pub use self::keeper::ReportKeeper;
use super::report::ReportError;
use super::run::{Station, chain};
use super::table::{TableError, report_file};
use crate::domain::alerts::notice::Happened;
use crate::domain::all_benches::BenchChoice;
use crate::domain::schedule::{Due, Run, Scheduled};
use crate::domain::table::Report;
use crate::domain::worker::Language;
use crate::labels::documents::MadeAt;
use crate::store::{ReportFile, RunRow, RunState, StoreError};

/// A folder that could not be written is tried again after so long. Assumption: whoever mends a network drive sees the
/// report a quarter of an hour later; a bench that asks more often gains nothing.
const RETRY: TimeDelta = TimeDelta::minutes(15);

/// Reports shown.
const SHOWN: u32 = 40;

/// A report that was put together and has to become files.
pub struct Composed {
    run: Run,
    report: Report,
    formats: Vec<config::ReportFormat>,
    made: MadeAt,
    lang: Language,
}

/// Files that have to go into a folder.
pub struct Placing {
    run: Run,
    folder: PathBuf,
    files: Vec<ReportFile>,
}

impl Composed {
    /// Which report it is.
    pub fn run(&self) -> Run {
        self.run
    }

    /// Its files. They have the same names whenever they are made.
    pub fn files(&self) -> Result<Vec<ReportFile>, TableError> {
        let formats = self.formats.iter();
        let files = formats.map(|format| {
            let bytes = report_file(&self.report, format.of_table(), (self.made, self.lang))?;
            Ok(ReportFile {
                name: file_name(self.run, format.ending()),
                bytes,
            })
        });
        files.collect()
    }
}

impl Placing {
    /// Which report it is.
    pub fn run(&self) -> Run {
        self.run
    }

    /// Writes the files. Each is there whole or not at all; one that is there already is written over.
    pub fn place(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        for file in &self.files {
            write_whole(&self.folder, file)?;
        }
        Ok(())
    }
}

/// Under another name first: who opens the folder never finds half a file.
fn write_whole(folder: &Path, file: &ReportFile) -> io::Result<()> {
    let beside = folder.join(format!(".{}.part", file.name));
    fs::write(&beside, &file.bytes)?;
    fs::File::open(&beside)?.sync_all()?;
    fs::rename(&beside, folder.join(&file.name))
}

/// `radar-2026-11-20.pdf`, `week-2026-11-16.xlsx`.
fn file_name(run: Run, ending: &str) -> String {
    format!("{}-{}.{ending}", run.what.name(), run.day)
}

impl Station {
    /// Which reports have to be made now. Those that are too old are written down as dropped.
    pub fn reports_due(&mut self) -> Result<Vec<Run>, StoreError> {
        let Some(hours) = self.config.reports.hours() else {
            return Ok(vec![]);
        };
        let now = self.clock.now();
        let local = now.with_timezone(&self.settings.time_zone).naive_local();
        let last = self.store.last_runs()?;
        let Due { make, drop } = hours.due(local, |what| last.get(&what).copied());
        if let (Some(first), Some(newest)) = (drop.first(), drop.last()) {
            tracing::warn!(
                from = %first.day, to = %newest.day, count = drop.len(),
                "reports of days long ago are not made any more"
            );
            self.store.drop_runs(&drop, now)?;
        }
        Ok(make)
    }

    /// Puts a report together from what is known now.
    pub fn compose(&self, run: Run) -> Result<Composed, ReportError> {
        let config = &self.config.reports;
        let (all, lang) = (BenchChoice::All, config.language);
        let report = match run.what {
            Scheduled::Radar => self.radar(run.day, &all, lang)?,
            Scheduled::Week => self.week(run.day, &all, lang)?,
        };
        let mut formats = config.formats.clone();
        formats.sort_unstable();
        formats.dedup();
        Ok(Composed {
            run,
            report,
            formats,
            made: MadeAt {
                at: self.clock.now(),
                zone: self.settings.time_zone,
            },
            lang,
        })
    }

    /// Keeps a report that was made, with its letters.
    pub fn keep_report(&mut self, run: Run, files: &[ReportFile]) -> Result<(), StoreError> {
        let now = self.clock.now();
        let config = &self.config.reports;
        let mut readers = Vec::new();
        // Without a server nobody waits for letters; the report lies here all the same.
        if let Some(mail) = &self.config.alerts.mail {
            readers.extend(config.to.iter().cloned());
            readers.extend(mail.to.iter().filter(|_| config.mail).cloned());
        }
        readers.sort_unstable();
        readers.dedup();
        let told = Happened::Report { run };
        let letters = readers
            .into_iter()
            .map(|reader| {
                let letter = self.letter_to(&reader, &told, now);
                (reader, letter)
            })
            .collect::<Vec<_>>();
        let has_folder = config.folder.is_some();
        self.store.keep_run(run, files, &letters, (has_folder, now))
    }

    /// The next report that waits for its folder, with its files.
    pub fn next_placing(&self) -> Result<Option<Placing>, StoreError> {
        let Some(folder) = &self.config.reports.folder else {
            return Ok(None);
        };
        let Some(run) = self.store.next_run_to_place(self.clock.now())? else {
            return Ok(None);
        };
        Ok(Some(Placing {
            run,
            folder: self.dir.join(folder),
            files: self.store.report_files(run)?,
        }))
    }

    /// Keeps how that went.
    pub fn report_placed(
        &mut self,
        run: Run,
        placed: Result<(), String>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        match placed {
            Ok(()) => self.store.run_placed(run, now),
            Err(why) => {
                tracing::warn!(what = run.what.name(), day = %run.day, why, "a report waits for its folder");
                self.store.run_not_placed(run, &why, (now, now + RETRY))
            }
        }
    }

    /// Makes everything that is due and puts it where it goes, here and now; for commands without a window.
    pub fn make_reports(&mut self) -> Result<(), ReportError> {
        for run in self.reports_due()? {
            let composed = self.compose(run)?;
            match composed.files() {
                Ok(files) => self.keep_report(run, &files)?,
                Err(error) => tracing::error!(error = %chain(&error), "a report is no file"),
            }
        }
        while let Some(placing) = self.next_placing()? {
            let placed = placing.place().map_err(|error| chain(&error));
            self.report_placed(placing.run(), placed)?;
        }
        Ok(())
    }

    /// How the newest reports stand, those first that wait for their folder.
    pub fn report_runs(&self) -> Result<Vec<RunRow>, StoreError> {
        self.store.report_runs(SHOWN)
    }

    /// Reports that their folder did not take.
    pub(super) fn reports_stuck(&self) -> Result<Vec<RunRow>, StoreError> {
        let mut runs = self.report_runs()?;
        runs.retain(|row| row.state == RunState::Waiting && row.why.is_some());
        Ok(runs)
    }

    /// Whether any are made at all.
    pub fn makes_reports(&self) -> bool {
        self.config.reports.hours().is_some()
    }

    /// Whether letters are to go out and no server is set up that takes them.
    pub fn reports_lack_mail(&self) -> bool {
        self.config.reports.goes_by_mail() && self.config.alerts.mail.is_none()
    }
}
