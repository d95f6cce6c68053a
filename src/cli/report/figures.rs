//! `pakownia report figures`: what a shift lead steers by, of all benches together, of one, or of each.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::sums;
use crate::domain::table::Report;
use crate::domain::units::Minor;
use crate::station::Station;
use crate::station::figures::{FigureView, FiguresView, figures_table, unit_name};

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let each = figures_of(bench, (asked.from, asked.to), &asked.benches)?;
    Ok(Told {
        report: Report::of("figures", figures_table(&each))
            .of_days(asked.from, asked.to)
            .of_benches(&asked.benches),
        json: figures_json(&each),
    })
}

/// Of all benches together, of one, or of each by its name.
fn figures_of(
    bench: &Station,
    (from, to): (&str, &str),
    benches: &BenchChoice,
) -> Result<Vec<(String, FiguresView)>, Failure> {
    let whose = match benches {
        BenchChoice::All => vec![(String::new(), BenchChoice::All)],
        BenchChoice::One(one) => vec![(one.0.clone(), benches.clone())],
        BenchChoice::Each => {
            let names = bench.benches_in()?.names().into_iter();
            names
                .map(|one| (one.0.clone(), BenchChoice::One(one)))
                .collect()
        }
    };
    let each = whose
        .into_iter()
        .map(|(name, choice)| Ok((name, bench.figures(from, to, &choice)?)));
    each.collect()
}

/// One object; with the benches in a list.
fn figures_json(each: &[(String, FiguresView)]) -> Value {
    let benches = each.iter().map(|(name, view)| {
        let figures: Vec<Value> = view.figures.iter().map(figure_json).collect();
        json!({
            "bench": (!name.is_empty()).then_some(name), "from": view.from, "to": view.to,
            "before_from": view.before_from, "before_to": view.before_to, "wage_per_hour_minor": wage(view.wage),
            "figures": figures,
        })
    });
    json!({"benches": benches.collect::<Vec<_>>()})
}

fn wage(wage: Minor) -> Option<Minor> {
    (wage.0 > 0).then_some(wage)
}

fn figure_json(one: &FigureView) -> Value {
    let figure = one.figure;
    let days = one.days.iter().map(
        |(day, value)| json!({"day": day.to_string(), "value": value.as_ref().map(value_json)}),
    );
    json!({
        "figure": figure.name(), "unit": unit_name(figure.unit()), "more_is_better": figure.more_is_better(),
        "value": one.value.as_ref().map(value_json), "before": one.before.as_ref().map(value_json),
        "grade": one.grade.name(), "watch": one.limits.watch, "alarm": one.limits.alarm,
        "owner": figure.owner(), "minutes_to_decide": figure.time_to_decide().num_minutes(),
        "days": days.collect::<Vec<_>>(),
    })
}

fn value_json(value: &sums::Value) -> Value {
    json!({
        "number": value.number, "mean": value.mean, "low": value.low, "high": value.high, "cases": value.cases,
    })
}
