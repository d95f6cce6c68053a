//! What a lead reads in the morning, on one page: the day before, what stood out, and what waits; and the same of a week.
//!
//! It is put together from what the lead's screens show, so that paper and screen never differ.

use chrono::{Datelike as _, Days, NaiveDate};

use super::all_benches::each_bench_table;
use super::desk::{open_entries, owner_name};
use super::figures::{FigureAsked, FigureView, FiguresView, figures_table};
use super::mis_picks::MisPickView;
use super::packaging::LowPackaging;
use super::report::ReportError;
use super::run::Station;
use super::snapshot::ReportView;
use crate::domain::all_benches::BenchChoice;
use crate::domain::desk::owner::Owners;
use crate::domain::desk::{Entry, EntryKind, Standing};
use crate::domain::figures::Figure;
use crate::domain::figures::judge::Grade;
use crate::domain::figures::rows::{Adds, BehindRow, Split};
use crate::domain::table::{Cell, Part, Report, Table};
use crate::domain::worker::Language;
use crate::labels::{entry_reason, figure_how};
use crate::store::StoreError;

/// Rows of a day's lists on paper, the worst first: more are not read in a minute. Files for spreadsheets have all.
const WORST: usize = 5;

/// Rows on paper of a week's lists: it is read with a pencil, not at the door.
const MANY: usize = 12;

/// How much of it is told: of one day beside the day before, or of a week beside the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Day,
    Week,
}

/// Everything it is put together from.
struct Views {
    scope: Scope,
    figures: FiguresView,
    now: ReportView,
    before: ReportView,
    mis_picks: MisPickView,
    mis_picks_before: u64,
    missed: Vec<BehindRow>,
    open: Vec<(Entry, Standing)>,
    owners: Owners,
}

impl Station {
    /// The day before today in the warehouse: the one that the morning's radar is of.
    pub fn yesterday(&self) -> Option<NaiveDate> {
        let today = self.clock.now().with_timezone(&self.settings.time_zone);
        today.date_naive().pred_opt()
    }

    /// The radar of one local day.
    pub fn radar(
        &self,
        day: NaiveDate,
        benches: &BenchChoice,
        lang: Language,
    ) -> Result<Report, ReportError> {
        let views = self.views(Scope::Day, (day, day), benches)?;
        let mut parts = vec![views.totals(), views.attention(lang)];
        parts.extend(self.lists(&views, lang)?);
        Ok(report("radar", (day, day), benches, parts))
    }

    /// The report of the week, Monday to Sunday, in which this day lies.
    pub fn week(
        &self,
        day: NaiveDate,
        benches: &BenchChoice,
        lang: Language,
    ) -> Result<Report, ReportError> {
        let Some(week) = week_of(day) else {
            return Err(ReportError::Days {
                from: day.to_string(),
                to: day.to_string(),
            });
        };
        let views = self.views(Scope::Week, week, benches)?;
        let mut parts = vec![views.totals(), self.by_day(week, benches)?];
        if *benches == BenchChoice::All {
            let (from, to) = (week.0.to_string(), week.1.to_string());
            let each = self.reports_by_bench(&from, &to)?;
            parts.push(part("benches", each_bench_table(&each), None));
        }
        parts.push(views.all_figures());
        parts.push(views.attention(lang));
        parts.extend(self.lists(&views, lang)?);
        Ok(report("week", week, benches, parts))
    }

    fn views(
        &self,
        scope: Scope,
        (first, last): (NaiveDate, NaiveDate),
        benches: &BenchChoice,
    ) -> Result<Views, ReportError> {
        let (from, to) = (first.to_string(), last.to_string());
        let figures = self.figures(&from, &to, benches)?;
        let (before_from, before_to) = (figures.before_from.clone(), figures.before_to.clone());
        let deadlines = self.deadlines();
        let at = self.clock.now();
        let (owners, open) = (self.owners(), open_entries(&self.store, &deadlines)?);
        let standing = |entry: Entry| {
            let standing = entry.standing(&deadlines, at);
            (entry, standing)
        };
        Ok(Views {
            scope,
            now: self.report(&from, &to, benches)?,
            before: self.report(&before_from, &before_to, benches)?,
            mis_picks: self.mis_picks(&from, &to, benches)?,
            mis_picks_before: self.mis_picks_counted(&before_from, &before_to, benches)?,
            missed: self.missed((first, last), benches)?,
            open: open.into_iter().map(standing).collect(),
            owners,
            figures,
        })
    }

    /// Parcels that did not leave with the lorry that they were promised, day by day.
    fn missed(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        benches: &BenchChoice,
    ) -> Result<Vec<BehindRow>, ReportError> {
        let asked = FigureAsked {
            figure: Figure::OnTime,
            split: Split::Day,
            from: first.to_string(),
            to: last.to_string(),
            benches: benches.clone(),
        };
        // Where nobody scans parcels onto carriers' lists, nobody knows what left when.
        if self.figure_by(&asked)?.rows.is_empty() {
            return Ok(vec![]);
        }
        let mut missed = Vec::new();
        for day in first.iter_days().take_while(|day| *day <= last) {
            let behind = self.figure_behind(&asked, &day.to_string())?;
            missed.extend(behind.rows.into_iter().filter(|row| row.adds == Adds::Bad));
        }
        Ok(missed)
    }

    /// A row for each day of it.
    fn by_day(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        benches: &BenchChoice,
    ) -> Result<Part, ReportError> {
        let mut table = Table::new(&[
            "day",
            "orders",
            "parcels",
            "lines",
            "units",
            "first_pass_yield_permille",
            "orders_per_hour_tenths",
            "lines_per_hour_tenths",
            "mis_picks",
        ]);
        for day in first.iter_days().take_while(|day| *day <= last) {
            let day = day.to_string();
            let of_day = self.report(&day, &day, benches)?;
            table.rows.push(vec![
                day.as_str().into(),
                of_day.orders.into(),
                of_day.parcels.into(),
                of_day.lines.into(),
                of_day.units.into(),
                of_day.first_pass_yield_permille.into(),
                of_day.orders_per_hour_tenths.into(),
                of_day.lines_per_hour_tenths.into(),
                self.mis_picks_counted(&day, &day, benches)?.into(),
            ]);
        }
        Ok(part("days", table, None))
    }

    /// Pairs, parcels, entries, weights and packagings that somebody has to see to.
    fn lists(&self, views: &Views, lang: Language) -> Result<Vec<Part>, ReportError> {
        let mut lists = vec![views.pairs(), views.missed(), views.late(lang)];
        if views.scope == Scope::Week {
            lists.push(views.kinds());
        }
        lists.push(self.corrections(views.scope)?);
        lists.push(self.packagings_low(views.scope)?);
        Ok(lists)
    }

    /// Catalogue weights that parcels contradict, the surest first.
    fn corrections(&self, scope: Scope) -> Result<Part, ReportError> {
        let table = super::learned::weights_table(&self.read_weights()?);
        Ok(part("weights", table, Some(scope.most())))
    }

    /// Packagings to be ordered now.
    fn packagings_low(&self, scope: Scope) -> Result<Part, StoreError> {
        let mut table = Table::new(&[
            "packaging",
            "name",
            "on_hand",
            "reorder_level",
            "lasts_days",
        ]);
        for LowPackaging {
            packaging: it,
            lasts,
        } in self.low_packagings()?
        {
            table.rows.push(vec![
                it.code.as_str().into(),
                it.name.as_str().into(),
                it.on_hand.into(),
                it.reorder_level.into(),
                lasts.into(),
            ]);
        }
        Ok(part("packagings", table, Some(scope.most())))
    }
}

impl Scope {
    /// Rows of a list on paper.
    fn most(self) -> usize {
        match self {
            Self::Day => WORST,
            Self::Week => MANY,
        }
    }
}

impl Views {
    /// The numbers that are read first, each beside what it was before.
    fn totals(&self) -> Part {
        let mut table = Table::new(&["figure", "value", "before"]);
        let mut row = |figure: &str, value: Cell, before: Cell| {
            table.rows.push(vec![figure.into(), value, before]);
        };
        let (now, before) = (&self.now, &self.before);
        row("orders", now.orders.into(), before.orders.into());
        row("lines", now.lines.into(), before.lines.into());
        for figure in [Figure::FirstPass, Figure::OnTime] {
            let of = self.figures.figures.iter().find(|one| one.figure == figure);
            let number = |value: Option<crate::domain::figures::sums::Value>| {
                Cell::from(value.map(|value| value.number))
            };
            let value = number(of.and_then(|one| one.value));
            row(figure.name(), value, number(of.and_then(|one| one.before)));
        }
        let mis_picks = self.mis_picks.total.mis_picks;
        row("mis_picks", mis_picks.into(), self.mis_picks_before.into());
        row("missed", self.missed.len().into(), Cell::Empty);
        row("open_now", self.open.len().into(), Cell::Empty);
        row(
            "overdue_now",
            self.late_entries().count().into(),
            Cell::Empty,
        );
        part("totals", table, None)
    }

    fn late_entries(&self) -> impl Iterator<Item = &Entry> {
        let late = self.open.iter();
        late.filter(|(_, standing)| *standing == Standing::Overdue)
            .map(|(entry, _)| entry)
    }

    /// Figures that somebody has to look at: alarms before what is watched.
    fn attention(&self, lang: Language) -> Part {
        let mut table = Table::new(&[
            "figure", "unit", "number", "before", "grade", "limit", "owner", "how",
        ]);
        for grade in [Grade::Alarm, Grade::Watch] {
            let standing = self.figures.figures.iter().filter(|one| one.grade == grade);
            for one in standing {
                table.rows.push(attention_row(one, lang));
            }
        }
        part("attention", table, Some(self.scope.most()))
    }

    /// All figures with their limits, beside what they were before.
    fn all_figures(&self) -> Part {
        let mut figures = self.figures.clone();
        for one in &mut figures.figures {
            one.days.clear();
        }
        let table = figures_table(&[(String::new(), figures)]);
        part("figures", table, None)
    }

    /// The pairs of products that are confused most.
    fn pairs(&self) -> Part {
        let mut table = Table::new(&[
            "wrong",
            "wrong_name",
            "right",
            "right_name",
            "mis_picks",
            "what",
        ]);
        for one in &self.mis_picks.confusions {
            let what = serde_json::to_value(one.pair.action).unwrap_or_default();
            table.rows.push(vec![
                one.pair.wrong.as_str().into(),
                one.wrong_name.as_str().into(),
                one.pair.right.as_str().into(),
                one.right_name.as_str().into(),
                one.pair.count.into(),
                what.as_str().unwrap_or_default().into(),
            ]);
        }
        part("pairs", table, Some(self.scope.most()))
    }

    fn missed(&self) -> Part {
        let mut table = Table::new(&["order", "parcel", "packed_at", "bench"]);
        for row in &self.missed {
            table.rows.push(vec![
                row.order.as_ref().map(|order| order.0.clone()).into(),
                row.parcel.into(),
                row.at.into(),
                row.station.as_str().into(),
            ]);
        }
        part("missed", table, Some(self.scope.most()))
    }

    /// Entries of the desk that are late, those that wait longest first.
    fn late(&self, lang: Language) -> Part {
        let mut table = Table::new(&["kind", "order", "reason", "opened_at", "owner", "given_to"]);
        let mut late: Vec<&Entry> = self.late_entries().collect();
        late.sort_by_key(|entry| entry.opened_at);
        for entry in late {
            table.rows.push(vec![
                entry.kind().name().into(),
                entry.order.as_ref().map(|order| order.0.clone()).into(),
                entry_reason(lang, entry).into(),
                entry.opened_at.into(),
                self.owners.of_entry(entry).name().into(),
                entry.given_to.as_ref().map(|badge| badge.0.clone()).into(),
            ]);
        }
        part("late", table, Some(self.scope.most()))
    }

    /// How many entries of each kind are open, and how many of them late.
    fn kinds(&self) -> Part {
        let mut table = Table::new(&["kind", "open_now", "overdue_now"]);
        for kind in EntryKind::ALL {
            let of_kind = || self.open.iter().filter(|(entry, _)| entry.kind() == kind);
            let open = of_kind().count();
            let late = of_kind().filter(|(_, standing)| *standing == Standing::Overdue);
            if open > 0 {
                let late = late.count();
                table
                    .rows
                    .push(vec![kind.name().into(), open.into(), late.into()]);
            }
        }
        part("exceptions", table, None)
    }
}

fn attention_row(one: &FigureView, lang: Language) -> Vec<Cell> {
    let figure = one.figure;
    let limit = match one.grade {
        Grade::Alarm => one.limits.alarm,
        Grade::Watch | Grade::Ok | Grade::TooFew | Grade::Unmeasured => one.limits.watch,
    };
    vec![
        figure.name().into(),
        super::figures::unit_name(figure.unit()).into(),
        one.value.map(|value| value.number).into(),
        one.before.map(|value| value.number).into(),
        one.grade.name().into(),
        i64::from(limit).into(),
        owner_name(figure.owner()).into(),
        figure_how(lang, figure).into(),
    ]
}

fn part(name: &'static str, table: Table, on_paper: Option<usize>) -> Part {
    Part {
        name,
        table,
        on_paper,
    }
}

fn report(
    name: &'static str,
    (first, last): (NaiveDate, NaiveDate),
    benches: &BenchChoice,
    parts: Vec<Part>,
) -> Report {
    let report = Report {
        name,
        days: None,
        benches: None,
        is_one_page: name == "radar",
        parts,
    };
    report
        .of_days(&first.to_string(), &last.to_string())
        .of_benches(benches)
}

/// Monday and Sunday of the week in which a day lies.
pub fn week_of(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let since_monday = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(since_monday))?;
    Some((monday, monday.checked_add_days(Days::new(6))?))
}

/// The Monday of the last week that is whole on the evening of this day.
pub fn last_whole_week(day: NaiveDate) -> Option<NaiveDate> {
    let (monday, sunday) = week_of(day)?;
    if sunday == day {
        return Some(monday);
    }
    monday.checked_sub_days(Days::new(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_from_monday_to_sunday_whatever_its_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let week = (day("2026-11-16"), day("2026-11-22"));
        for one in ["2026-11-16", "2026-11-20", "2026-11-22"] {
            assert_eq!(week_of(day(one)), Some(week));
        }
        assert_eq!(last_whole_week(day("2026-11-22")), Some(day("2026-11-16")));
        assert_eq!(last_whole_week(day("2026-11-21")), Some(day("2026-11-09")));
        assert_eq!(week_of(NaiveDate::MIN), None);
        assert_eq!(week_of(NaiveDate::MAX), None);
    }
}
