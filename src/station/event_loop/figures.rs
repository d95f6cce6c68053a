//! What a lead asks to read, and to have written: figures, tables, papers.

use std::path::PathBuf;
use std::sync::Arc;

use super::Loop;
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::Figure;
use crate::domain::record_audit::Fault;
use crate::domain::table::Report;
use crate::labels::record_fault;
use crate::station::all_benches::each_bench_table;
use crate::station::cutoff_pilot::lorries_table;
use crate::station::documents::DocumentError;
use crate::station::event::{Figures, Reading, Wanted};
use crate::station::figures::{LimitsOutcome, TypedLimits, figures_table};
use crate::station::learned::weights_table;
use crate::station::mis_picks::mis_picks_table;
use crate::station::radar::last_whole_week;
use crate::station::records::records_table;
use crate::station::report::shift_table;
use crate::station::run::chain;
use crate::station::snapshot::{WriteFault, Written};
use crate::station::table::TableFormat;

impl Loop {
    /// Figures that cannot be worked out stay as they were read last.
    pub(super) fn read_figures(&mut self, reading: &Reading) {
        let (station, around) = (&self.station, &mut self.around);
        // Facts that come in while it is read are told as not yet in.
        let benches_in = station.benches_in().ok().map(Arc::new);
        let read = match reading {
            Reading::Shift { from, to, benches } => station
                .packaging_costs(from, to, benches)
                .map(|costs| around.packaging = Some(Arc::new(costs)))
                .and_then(|()| station.report(from, to, benches))
                .map(|report| around.report = Some(Arc::new(report)))
                .and_then(|()| match benches {
                    BenchChoice::Each => station.reports_by_bench(from, to).map(Some),
                    BenchChoice::All | BenchChoice::One(_) => Ok(None),
                })
                .map(|each| around.each_bench = each.map(Arc::new))
                .map(|()| around.benches_read[0] = benches_in),
            Reading::MisPicks { from, to, benches } => station
                .mis_picks(from, to, benches)
                .map(|view| around.mis_picks = Some(Arc::new(view)))
                .map(|()| around.benches_read[1] = benches_in),
            Reading::Figures { from, to, benches } => station
                .figures(from, to, benches)
                .map(|all| Arc::make_mut(&mut around.figures).all = Some(all))
                .map(|()| around.benches_read[2] = benches_in),
            Reading::FigureBy(asked) => station
                .figure_by(asked)
                .map(|split| Arc::make_mut(&mut around.figures).split = Some(split)),
            Reading::FigureBehind(asked, key) => station
                .figure_behind(asked, key)
                .map(|behind| Arc::make_mut(&mut around.figures).behind = Some(behind)),
            Reading::Board => station
                .board()
                .map(|board| around.board = Some(Arc::new(board))),
            Reading::Lorries => station
                .cutoff_pilot()
                .map(|view| around.pilot = Some(Arc::new(view)))
                .map_err(Into::into),
            Reading::Verification => station
                .verification_view()
                .map(|view| around.verification = Some(Arc::new(view)))
                .map_err(Into::into),
            Reading::Weights => station
                .read_weights()
                .map(|weights| around.weights = Some(Arc::new(weights)))
                .map_err(Into::into),
        };
        let is_pairs = matches!(reading, Reading::MisPicks { .. });
        if let Err(error) = read {
            tracing::warn!(error = %chain(&error), ?reading, "no figures");
        }
        if is_pairs {
            self.show_pair_actions();
        }
    }

    /// Writes what was read last; nothing where nothing was.
    pub(super) fn write_figures(&mut self, figures: Figures, file: PathBuf) {
        let Some(report) = self.figures_shown(figures) else {
            return;
        };
        let format = TableFormat::of_file(&file);
        let bytes = self
            .station
            .report_bytes(&report, format, self.station.language());
        let written = match bytes {
            Ok(bytes) => std::fs::write(&file, bytes).map_err(|error| chain(&error)),
            Err(error) => Err(chain(&error)),
        };
        self.wrote(file, written.err().map(WriteFault::Other));
    }

    /// The figures that stand on a screen, as a report.
    fn figures_shown(&self, figures: Figures) -> Option<Report> {
        let around = &self.around;
        Some(match figures {
            Figures::Shift => {
                let shown = around.report.as_ref()?;
                let report = match &around.each_bench {
                    Some(each) => {
                        Report::of("shift", each_bench_table(each)).of_benches(&BenchChoice::Each)
                    }
                    None => Report::of("shift", shift_table(shown)),
                };
                report.of_days(&shown.from, &shown.to)
            }
            Figures::MisPicks => {
                let view = around.mis_picks.as_ref()?;
                Report::of("mis-picks", mis_picks_table(view)).of_days(&view.from, &view.to)
            }
            Figures::All => {
                let view = around.figures.all.as_ref()?;
                let all = figures_table(&[(String::new(), view.clone())]);
                Report::of("figures", all).of_days(&view.from, &view.to)
            }
            Figures::Lorries => Report::of("lorries", lorries_table(around.pilot.as_ref()?)),
            Figures::Audit => {
                let lang = self.station.language();
                let list = around.records.list.as_ref()?;
                let reason = |fault: &Fault| record_fault(lang, fault);
                Report::of("audit", records_table(list, reason))
            }
            Figures::Weights => Report::of("weights", weights_table(around.weights.as_ref()?)),
            Figures::Radar | Figures::Week => return self.morning_report(figures),
        })
    }

    /// What a lead reads in the morning: of no screen, so it is put together now.
    fn morning_report(&self, figures: Figures) -> Option<Report> {
        let (station, all) = (&self.station, &BenchChoice::All);
        let (day, lang) = (station.yesterday()?, station.language());
        let report = match figures {
            Figures::Week => station.week(last_whole_week(day)?, all, lang),
            _ => station.radar(day, all, lang),
        };
        let logged = |error| tracing::error!(error = %chain(&error), "no report of the morning");
        report.map_err(logged).ok()
    }

    /// Sets limits, and judges what is shown by them.
    pub(super) fn set_limits(&mut self, figure: Figure, typed: &TypedLimits) {
        let outcome = self.station.set_limits(figure, typed);
        let shown = Arc::make_mut(&mut self.around.figures);
        if outcome == LimitsOutcome::Saved {
            self.station.judge_again(shown);
        }
        shown.outcome = outcome;
    }

    pub(super) fn write_document(&mut self, document: &Wanted, file: PathBuf) {
        let fault = self.station.write_document(document, &file).err();
        self.wrote(
            file,
            fault.map(|error| match error {
                DocumentError::UnknownPicker(badge) => WriteFault::UnknownPicker(badge),
                DocumentError::Wave => WriteFault::BadWave,
                DocumentError::NothingKnown(of) => WriteFault::NothingKnown(of),
                DocumentError::SeveralOrders { of, orders } => {
                    WriteFault::SeveralOrders(of, orders)
                }
                other => WriteFault::Other(chain(&other)),
            }),
        );
    }

    /// Tells the screen whether a file is there.
    fn wrote(&mut self, file: PathBuf, fault: Option<WriteFault>) {
        if let Some(why) = &fault {
            tracing::warn!(file = %file.display(), ?why, "a file was not written");
        }
        self.around.written = Some(Written { file, fault });
    }
}
