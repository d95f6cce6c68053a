//! `pakownia report`: figures of some days, from the journal, as JSON, as a table or on paper.
//!
//! Each report is a file of its own, which gives its table and its JSON; [`write`] turns either into bytes.

mod actions;
mod alerts;
mod audit;
mod dossier;
mod exceptions;
mod figures;
mod lorries;
mod mis_picks;
mod packaging;
mod radar;
mod shift;
mod weights;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::Value;

use self::write::Format;
use super::language::Speech;
use super::{Failure, station};
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::StationId;
use crate::domain::table::Report;
use crate::i18n::Lang;
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::radar::last_whole_week;

/// Which report, of when, of whom, and how it is written.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Which
    #[arg(default_value = "shift")]
    name: Name,
    /// The data directory
    #[arg(long)]
    data_dir: PathBuf,
    /// First local day, YYYY-MM-DD; today when not given
    #[arg(long)]
    from: Option<String>,
    /// Last local day, YYYY-MM-DD; today when not given
    #[arg(long)]
    to: Option<String>,
    /// Whose figures: all (of a lead's station: of all benches), each, this, or the name of a bench; all when not given
    #[arg(long)]
    bench: Option<String>,
    /// What figures by person are wanted for; it is written down. Without it they are told of everybody together
    #[arg(long)]
    purpose: Option<String>,
    /// Of the dossier: an order’s number, a parcel’s tracking number, or a unit’s serial number
    #[arg(long)]
    of: Option<String>,
    /// How
    #[arg(long, default_value = "json")]
    format: Format,
    #[command(flatten)]
    speech: Speech,
}

/// Which figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// Orders, lines, refusals, first-pass yield.
    Shift,
    /// Mis-picks: how many, how sure that is, where they come from, what to do.
    MisPicks,
    /// What a shift lead steers by, each with its limits and how it stands, beside as many days before.
    Figures,
    /// Which orders will miss their lorry if the shift goes on as it does: of now, so it takes no days.
    Lorries,
    /// Catalogue weights that parcels contradict: of now, so it takes no days.
    Weights,
    /// Products’ records in which something is missing or doubtful, with who sees to it: of now, so it takes no days.
    Audit,
    /// Alerts that were raised, who has seen them, and when they were over.
    Alerts,
    /// What was ordered about pairs of products that are confused, and whether it helped: of now, so it takes no days.
    Actions,
    /// Everything that was on the exceptions desk: whose it was until when, and how it ended.
    Exceptions,
    /// One day on a page: what was packed, what stood out, what waits; of yesterday when no --from is given.
    Radar,
    /// The week, Monday to Sunday, in which --from lies, beside the week before; the last whole one when it is not given.
    Week,
    /// Who did what to an order when, at which bench: say with --of which; it takes no days.
    Dossier,
    /// What a parcel costs in packaging and at the carrier, by day and by packaging, and what is left of each.
    Packaging,
}

/// What is asked of a report.
struct Asked<'a> {
    /// First local day.
    from: &'a str,
    /// Last local day.
    to: &'a str,
    /// Whose figures.
    benches: BenchChoice,
    /// Which order, of the dossier.
    of: Option<&'a str>,
    /// In which language sentences are told: English in files for programs, as the names of their columns are.
    lang: Lang,
}

/// What a report tells.
struct Told {
    /// For spreadsheets and paper.
    report: Report,
    /// For programs.
    json: Value,
}

impl Name {
    /// Of now: it takes no days and no bench.
    fn is_of_now(self) -> bool {
        match self {
            Self::Lorries | Self::Weights | Self::Audit | Self::Dossier | Self::Actions => true,
            Self::Shift
            | Self::MisPicks
            | Self::Figures
            | Self::Alerts
            | Self::Exceptions
            | Self::Radar
            | Self::Week
            | Self::Packaging => false,
        }
    }

    /// The day that a report is of when none is given.
    fn usual_day(self, bench: &Station) -> String {
        let yesterday = bench.yesterday();
        let day = match self {
            Self::Radar => yesterday,
            Self::Week => yesterday.and_then(last_whole_week),
            _ => None,
        };
        day.map_or_else(|| bench.today(), |day| day.to_string())
    }

    fn told(self, bench: &mut Station, asked: &Asked<'_>) -> Result<Told, Failure> {
        match self {
            Self::Shift => shift::told(bench, asked),
            Self::MisPicks => mis_picks::told(bench, asked),
            Self::Figures => figures::told(bench, asked),
            Self::Lorries => lorries::told(bench, asked),
            Self::Weights => weights::told(bench, asked),
            Self::Audit => audit::told(bench, asked),
            Self::Alerts => alerts::told(bench, asked),
            Self::Actions => actions::told(bench, asked),
            Self::Exceptions => exceptions::told(bench, asked),
            Self::Radar => radar::day(bench, asked),
            Self::Week => radar::week(bench, asked),
            Self::Dossier => dossier::told(bench, asked),
            Self::Packaging => packaging::told(bench, asked),
        }
    }
}

/// The figures of some days; of today when none are given.
pub(super) fn run(arguments: &ReportArguments) -> Result<ExitCode, Failure> {
    let ReportArguments { name, of, .. } = arguments;
    let mut bench = station::unsynced(&arguments.data_dir, Clock::System)?;
    if of.is_some() != (*name == Name::Dossier) {
        return Err("--of and the dossier belong together: report dossier --of NUMBER".into());
    }
    let days = [&arguments.from, &arguments.to, &arguments.bench];
    if name.is_of_now() && days.into_iter().any(Option::is_some) {
        return Err("this report tells how it is now: leave --from, --to and --bench out".into());
    }
    if matches!(name, Name::Radar | Name::Week) && arguments.to.is_some() {
        return Err("this report knows its last day itself: leave --to out".into());
    }
    let (usual, today) = (name.usual_day(&bench), bench.today());
    let format = arguments.format;
    let lang = match format {
        Format::Pdf => arguments.speech.of_bench(&arguments.data_dir),
        Format::Json | Format::Csv | Format::Xlsx => Lang::En,
    };
    let asked = Asked {
        from: arguments.from.as_deref().unwrap_or(&usual),
        to: arguments.to.as_deref().unwrap_or(&today),
        benches: bench_choice(&bench, arguments.bench.as_deref())?,
        of: of.as_deref(),
        lang,
    };
    format.is_for_here()?;
    let purpose = arguments.purpose.as_deref();
    if let Some(purpose) = purpose.filter(|purpose| !purpose.trim().is_empty()) {
        bench.view_persons(purpose)?;
    }
    let bytes = if let (Format::Pdf, Some(key)) = (format, asked.of) {
        // What happened to an order has a paper of its own, made for a claim.
        bench.dossier_of(key, lang)?
    } else {
        let told = name.told(&mut bench, &asked)?;
        write::bytes(&bench, &told, format, lang)?
    };
    write::out(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// Whose figures: `all`, `each`, `this`, or the name of a bench that is known here.
fn bench_choice(bench: &Station, whose: Option<&str>) -> Result<BenchChoice, Failure> {
    let known = bench.benches_in()?;
    Ok(match whose {
        None | Some("all") => BenchChoice::All,
        Some("each") => BenchChoice::Each,
        Some("this") => BenchChoice::One(known.here),
        Some(name) => {
            let names = known.names();
            let found = names.iter().find(|station| station.as_str() == name);
            let Some(station) = found else {
                let names: Vec<&str> = names.iter().map(StationId::as_str).collect();
                return Err(format!(
                    "no figures of the bench {name} here; there are: {}",
                    names.join(", ")
                )
                .into());
            };
            BenchChoice::One(station.clone())
        }
    })
}
