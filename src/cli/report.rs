//! `pakownia report`: figures of some days, from the journal, as JSON or as a table.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::alerts::alert_json;
use super::figures::{figures_json, figures_of};
use super::language::Speech;
use super::{Failure, station};
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::StationId;
use crate::domain::mis_pick::cause::{Action, Likeness};
use crate::domain::mis_pick::{Dimension, Tally};
use crate::domain::packaging_cost::Cost;
use crate::domain::stats::control_chart::Verdict;
use crate::domain::stats::proportion::Proportion;
use crate::station::Station;
use crate::station::alerts::alerts_table;
use crate::station::all_benches::each_bench_table;
use crate::station::clock::Clock;
use crate::station::cutoff_pilot::{LorryView, PilotView, lorries_table};
use crate::station::figures::figures_table;
use crate::station::hex;
use crate::station::learned::{audit_table, weights_table};
use crate::station::mis_picks::{ConfusionView, MisPickView, TallyRow, mis_picks_table};
use crate::station::packaging::{PackagingView, packaging_table};
use crate::station::pair_actions::pair_actions_table;
use crate::station::report::shift_table;
use crate::station::snapshot::{ReportView, WeightsView};
use crate::station::table::TableFormat;
use crate::station::trace::traces_table;
use crate::store::Trace;

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
    /// Products that were packed although the catalogue does not know their size or weight: of now, so it takes no days.
    Audit,
    /// Alerts that were raised, who has seen them, and when they were over.
    Alerts,
    /// What was ordered about pairs of products that are confused, and whether it helped: of now, so it takes no days.
    Actions,
    /// Everything that was on the exceptions desk: whose it was until when, and how it ended.
    Exceptions,
    /// Who did what to an order when, at which bench: say with --of which; it takes no days.
    Dossier,
    /// What a parcel costs in packaging and at the carrier, by day and by packaging, and what is left of each.
    Packaging,
}

/// How to write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object.
    Json,
    /// Comma separated, UTF-8 with byte-order mark, cells safe for a spreadsheet.
    Csv,
    /// A workbook for a spreadsheet.
    Xlsx,
    /// On paper, for a claim: the dossier of one order.
    Pdf,
}

/// Why nothing was written where a person would see bytes.
const NO_TEXT: &str =
    "this is no text: send it into a file, as in report … --format xlsx > FILE.xlsx";

/// The figures of some days; of today when none are given.
pub(super) fn run(
    name: Name,
    dir: &Path,
    (from, to): (Option<String>, Option<String>),
    ((whose, of), purpose): ((Option<&str>, Option<&str>), Option<&str>),
    format: Format,
) -> Result<ExitCode, Failure> {
    let mut bench = station::unsynced(dir, Clock::System)?;
    if of.is_some() != (name == Name::Dossier) {
        return Err("--of and the dossier belong together: report dossier --of NUMBER".into());
    }
    let is_of_now = matches!(
        name,
        Name::Lorries | Name::Weights | Name::Audit | Name::Dossier | Name::Actions
    );
    if is_of_now && (from.is_some() || to.is_some() || whose.is_some()) {
        return Err("this report tells how it is now: leave --from, --to and --bench out".into());
    }
    let benches = bench_choice(&bench, whose)?;
    if let Some(purpose) = purpose.filter(|purpose| !purpose.trim().is_empty()) {
        bench.view_persons(purpose)?;
    }
    let from = from.unwrap_or_else(|| bench.today());
    let to = to.unwrap_or_else(|| bench.today());
    let (table, json) = match name {
        Name::Shift => {
            let report = bench.report(&from, &to, &benches)?;
            match &benches {
                BenchChoice::Each => {
                    let each = bench.reports_by_bench(&from, &to)?;
                    let json = each.iter().map(|one| {
                        let mut told = shift_json(&one.report);
                        told["bench"] = json!(one.station);
                        told
                    });
                    (
                        each_bench_table(&each),
                        json!({"benches": json.collect::<Vec<_>>()}),
                    )
                }
                BenchChoice::All | BenchChoice::One(_) => {
                    (shift_table(&report), shift_json(&report))
                }
            }
        }
        Name::Dossier => {
            let traces = bench.traces(of.unwrap_or_default())?;
            (traces_table(&traces), traces_json(&traces))
        }
        Name::Weights => {
            let weights = bench.read_weights()?;
            (weights_table(&weights), weights_json(&weights))
        }
        Name::Audit => {
            let weights = bench.read_weights()?;
            (audit_table(&weights), audit_json(&weights))
        }
        Name::Figures => {
            let each = figures_of(&bench, (&from, &to), &benches)?;
            (figures_table(&each), figures_json(&each))
        }
        Name::Lorries => {
            let view = bench.cutoff_pilot()?;
            (lorries_table(&view), lorries_json(&view))
        }
        Name::Packaging => {
            let view = bench.packaging_costs(&from, &to, &benches)?;
            (packaging_table(&view), packaging_json(&view))
        }
        Name::Alerts => {
            let alerts = bench.alerts_of(&from, &to)?;
            let told: Vec<Value> = alerts.iter().map(alert_json).collect();
            let json = json!({"from": from, "to": to, "alerts": told});
            (alerts_table(&alerts), json)
        }
        Name::Actions => {
            let actions = bench.pair_actions()?;
            let told: Vec<Value> = actions.iter().map(super::exceptions::action_json).collect();
            (pair_actions_table(&actions), json!({"actions": told}))
        }
        Name::Exceptions => super::exceptions::report(&mut bench, (&from, &to))?,
        Name::MisPicks => {
            let view = bench.mis_picks(&from, &to, &benches)?;
            (mis_picks_table(&view), mis_picks_json(&view))
        }
    };
    let bytes = match format {
        Format::Json => format!("{json}\n").into_bytes(),
        Format::Csv => bench.table_bytes(&table, TableFormat::Csv)?,
        Format::Xlsx | Format::Pdf if io::stdout().is_terminal() => return Err(NO_TEXT.into()),
        Format::Xlsx | Format::Pdf => bench.table_bytes(&table, TableFormat::Xlsx)?,
    };
    io::stdout().lock().write_all(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// One order's history as a PDF.
pub(super) fn on_paper(
    name: Name,
    dir: &Path,
    of: Option<&str>,
    speech: Speech,
) -> Result<ExitCode, Failure> {
    let (Name::Dossier, Some(key)) = (name, of) else {
        return Err(
            "only the dossier is made for paper: report dossier --of NUMBER --format pdf".into(),
        );
    };
    let bench = station::unsynced(dir, Clock::System)?;
    if io::stdout().is_terminal() {
        return Err(NO_TEXT.into());
    }
    let paper = bench.dossier_of(key, speech.of_bench(dir))?;
    io::stdout().lock().write_all(&paper)?;
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

fn shift_json(report: &ReportView) -> Value {
    let pairs = |counts: &[(String, u64)]| {
        let pair = |(key, count): &(String, u64)| json!({"key": key, "count": count});
        counts.iter().map(pair).collect::<Vec<_>>()
    };
    let hours = report.by_hour.iter().map(|(hour, refusals, orders, lines)| {
        json!({"hour": hour, "refusals": refusals, "orders": orders, "lines": lines})
    });
    json!({
        "from": report.from, "to": report.to, "orders": report.orders, "parcels": report.parcels,
        "lines": report.lines, "units": report.units, "refusals": report.refusals,
        "first_pass_yield_permille": report.first_pass_yield_permille,
        "orders_per_hour_tenths": report.orders_per_hour_tenths,
        "lines_per_hour_tenths": report.lines_per_hour_tenths,
        "refusals_by_kind": pairs(&report.by_kind),
        "refusals_by_packer": pairs(&report.by_packer),
        "refusals_by_product": pairs(&report.by_product),
        "other_packagings": pairs(&report.other_packagings),
        "by_hour": hours.collect::<Vec<_>>(),
    })
}

fn traces_json(traces: &[Trace]) -> Value {
    let orders = traces.iter().map(|trace| {
        let parcels = trace.parcels.iter().map(|it| {
            json!({
                "bench": it.bench, "parcel": it.parcel, "packaging": it.packaging, "gross_g": it.gross,
                "tracking": it.tracking, "closed_at": it.closed_at,
            })
        });
        let facts = trace.facts.iter().map(|it| {
            let fact: Value = serde_json::from_str(&it.body).unwrap_or(Value::Null);
            json!({
                "bench": it.bench, "number": it.number, "at": it.at, "worker": it.worker, "kind": it.kind,
                "fact": fact, "hash": hex(&it.hash),
            })
        });
        json!({
            "order": trace.order, "parcels": parcels.collect::<Vec<_>>(), "facts": facts.collect::<Vec<_>>(),
        })
    });
    json!({"orders": orders.collect::<Vec<_>>()})
}

fn weights_json(weights: &WeightsView) -> Value {
    let corrections = weights.corrections.iter().map(|row| {
        let correction = row.correction;
        json!({
            "sku": row.sku, "name": row.name, "old_g": correction.old, "new_g": correction.new,
            "confidence_permille": correction.confidence_permille, "parcels": correction.parcels,
        })
    });
    let scales = weights.scales.iter().map(|row| {
        json!({
            "scale": row.scale, "parcels": row.state.parcels, "has_drifted": row.state.has_drifted,
            "offset_mg": row.state.offset_mg,
        })
    });
    json!({
        "is_on": weights.is_on, "parcels": weights.learning.parcels, "products": weights.learning.products,
        "corrections": corrections.collect::<Vec<_>>(), "scales": scales.collect::<Vec<_>>(),
    })
}

fn audit_json(weights: &WeightsView) -> Value {
    let known = |number: i64| Some(number).filter(|number| *number > 0);
    let products = weights.unmeasured.iter().map(|row| {
        let (size, weight) = (row.known.size, row.known.weight);
        let [length, width, height] =
            [size.length, size.width, size.height].map(|side| known(i64::from(side)));
        json!({
            "sku": row.sku, "name": row.name, "parcels": row.parcels, "last_packed": row.last,
            "length_mm": length, "width_mm": width, "height_mm": height, "weight_g": known(weight.0),
        })
    });
    json!({"products": products.collect::<Vec<_>>()})
}

fn packaging_json(view: &PackagingView) -> Value {
    let costs = &view.costs;
    let cost = |cost: &Cost| {
        json!({
            "parcels": cost.parcels, "packaging_minor": cost.packaging,
            "packaging_mean_minor": cost.mean_packaging(), "carrier_parcels": cost.carried,
            "carrier_minor": cost.carrier, "carrier_mean_minor": cost.mean_carrier(),
        })
    };
    let days = costs.by_day.iter();
    let days = days.map(|(day, of)| json!({"day": day.to_string(), "cost": cost(of)}));
    let kinds = costs
        .by_packaging
        .iter()
        .map(|(code, of)| json!({"packaging": code, "name": view.name_of(code), "cost": cost(of)}));
    let stock = view.packagings.iter().map(|it| {
        json!({
            "packaging": it.code, "name": it.name, "on_hand": it.on_hand,
            "reorder_level": it.reorder_level, "is_low": it.is_low(),
        })
    });
    json!({
        "from": view.from, "to": view.to, "total": cost(&costs.total),
        "by_day": days.collect::<Vec<_>>(), "by_packaging": kinds.collect::<Vec<_>>(),
        "stock": stock.collect::<Vec<_>>(),
    })
}

fn lorries_json(view: &PilotView) -> Value {
    let lorries = view.lorries.iter().map(|LorryView { lorry, pickup, held }| {
        json!({
            "service": lorry.service, "cutoff": lorry.cutoff, "pickup": pickup, "waiting": lorry.waiting,
            "missing": lorry.missing.len(), "missing_if_quick": lorry.missing_if_quick,
            "missing_if_slow": lorry.missing_if_slow, "missing_with_one_more": lorry.missing_with_one_more,
            "missing_with_one_fewer": lorry.missing_with_one_fewer, "done_at": lorry.done_at, "held": held,
            "orders_missing": lorry.missing,
        })
    });
    let benches = view.at_work.iter().map(|bench| {
        json!({
            "bench": bench.station, "orders": bench.orders, "last": bench.last,
            "speed_permille": bench.speed_permille,
        })
    });
    let effort = view
        .pace
        .as_ref()
        .map(|pace| json!({"order_ms": pace.effort.order_ms, "unit_ms": pace.effort.unit_ms}));
    json!({
        "at": view.at, "waiting": view.waiting, "missing": view.missing(), "packers_needed": view.needed,
        "effort": effort, "is_todays_pace": view.is_todays_pace, "at_work": benches.collect::<Vec<_>>(),
        "lorries": lorries.collect::<Vec<_>>(),
    })
}

fn mis_picks_json(view: &MisPickView) -> Value {
    let tables = view.tables.iter().map(|table| {
        let name = table.dimension.map_or("hour", Dimension::name);
        let rows: Vec<Value> = table.rows.iter().map(row_json).collect();
        json!({"by": name, "rows": rows})
    });
    let kinds = view
        .kinds
        .iter()
        .map(|(kind, count)| json!({"kind": kind.name(), "mis_picks": count}));
    let rows = view.rows.iter().map(|row| {
        let one = &row.mis_pick;
        json!({
            "at": one.at, "bench": row.bench, "order": row.order, "kind": one.kind.name(), "packer": one.packer,
            "picker": row.picker, "wave": row.wave, "wrong": one.wrong, "right": one.right,
            "location": one.location.as_ref().map(ToString::to_string),
        })
    });
    let [per_order, per_line, per_scan] = view.rates.map(rate_json);
    json!({
        "from": view.from, "to": view.to, "total": tally_json(view.total),
        "per_order": per_order, "per_line": per_line, "per_scan": per_scan,
        "found_by_customers_per_order": rate_json(view.escaped),
        "kinds": kinds.collect::<Vec<_>>(), "tables": tables.collect::<Vec<_>>(),
        "wrong_items": view.wrong_items,
        "pairs": view.confusions.iter().map(pair_json).collect::<Vec<_>>(),
        "chart": chart_json(view), "mis_picks": rows.collect::<Vec<_>>(),
    })
}

fn row_json(row: &TallyRow) -> Value {
    json!({
        "key": row.key, "name": row.name, "tally": tally_json(row.tally), "per_line": rate_json(row.per_line),
        "expected_milli": row.standing.expected_milli, "excess_milli": row.standing.excess_milli,
        "stands_out": row.standing.stands_out,
    })
}

fn tally_json(tally: Tally) -> Value {
    json!({
        "orders": tally.orders, "lines": tally.lines, "scans": tally.scans, "mis_picks": tally.mis_picks,
    })
}

fn rate_json(rate: Option<Proportion>) -> Value {
    rate.map_or(
        Value::Null,
        |rate| json!({"ppm": rate.share.0, "low_ppm": rate.low.0, "high_ppm": rate.high.0}),
    )
}

fn pair_json(one: &ConfusionView) -> Value {
    let pair = &one.pair;
    let likeness: Vec<&str> = pair
        .likeness
        .iter()
        .map(|like| likeness_name(*like))
        .collect();
    json!({
        "wrong": pair.wrong, "wrong_name": one.wrong_name, "right": pair.right, "right_name": one.right_name,
        "mis_picks": pair.count, "share_so_far_permille": pair.share_so_far_permille,
        "alike": likeness, "action": action_name(pair.action),
    })
}

fn likeness_name(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::SameBin => "same_bin",
        Likeness::NeighbourBin => "neighbour_bin",
        Likeness::Barcode => "barcode",
        Likeness::Sku => "sku",
        Likeness::Name => "name",
    }
}

fn action_name(action: Action) -> &'static str {
    match action {
        Action::MoveApart => "move_apart",
        Action::Relabel => "relabel",
        Action::ShowPicture => "show_picture",
        Action::LookIntoBin => "look_into_bin",
    }
}

fn chart_json(view: &MisPickView) -> Value {
    let chart = &view.chart;
    let begin = |at: usize| view.shifts.get(at).map(|(begin, _)| begin.to_string());
    let (verdict, since, missing) = match chart.verdict {
        Verdict::TooFew { missing } => ("too_few", None, Some(missing)),
        Verdict::Noise => ("noise", None, None),
        Verdict::Signal { since } => ("signal", begin(since), None),
    };
    let points = chart.points.iter().map(|point| {
        json!({
            "shift": begin(point.at), "ppm": point.rate.0, "mean_ppm": point.mean.0,
            "limit_ppm": point.limit.0, "signal": point.is_signal,
        })
    });
    json!({
        "verdict": verdict, "since": since, "shifts_missing": missing,
        "ordinary_ppm": chart.ordinary.0, "points": points.collect::<Vec<_>>(),
    })
}
