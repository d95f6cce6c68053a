//! `pakownia report mis-picks`: how many, how sure that is, where they come from, what to do.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::mis_pick::cause::{Action, Likeness};
use crate::domain::mis_pick::{Dimension, Tally};
use crate::domain::stats::control_chart::Verdict;
use crate::domain::stats::proportion::Proportion;
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::mis_picks::{ConfusionView, MisPickView, TallyRow, mis_picks_table};

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let view = bench.mis_picks(asked.from, asked.to, &asked.benches)?;
    Ok(Told {
        report: Report::of("mis-picks", mis_picks_table(&view))
            .of_days(asked.from, asked.to)
            .of_benches(&asked.benches),
        json: mis_picks_json(&view),
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
