//! `pakownia report shift`: what was packed, refused and how quickly; of all benches together, or of each.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::all_benches::BenchChoice;
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::all_benches::each_bench_table;
use crate::station::report::shift_table;
use crate::station::snapshot::ReportView;

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    if asked.benches == BenchChoice::Each {
        return each(bench, asked);
    }
    let report = bench.report(asked.from, asked.to, &asked.benches)?;
    Ok(Told {
        report: Report::of("shift", shift_table(&report))
            .of_days(asked.from, asked.to)
            .of_benches(&asked.benches),
        json: shift_json(&report),
    })
}

fn each(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let each = bench.reports_by_bench(asked.from, asked.to)?;
    let json = each.iter().map(|one| {
        let mut told = shift_json(&one.report);
        told["bench"] = json!(one.station);
        told
    });
    let json = json!({"benches": json.collect::<Vec<_>>()});
    Ok(Told {
        report: Report::of("shift", each_bench_table(&each))
            .of_days(asked.from, asked.to)
            .of_benches(&asked.benches),
        json,
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
