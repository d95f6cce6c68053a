//! The figures that a lead steers by: of some days, beside the days before, by day and person, and what lies behind.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::config::BenchConfig;
use super::mis_picks::FAIR_LINES;
use super::report::{ReportError, span};
use super::run::{Station, chain};
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::judge::{Grade, grade};
use crate::domain::figures::limits::{FigureRules, Limits, MOST_WAGE};
use crate::domain::figures::rows::{BehindRow, Split};
use crate::domain::figures::sums::{Rates, Sums, Value};
use crate::domain::figures::whole_days::Span;
use crate::domain::figures::{Behind, Figure, Unit};
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::packaging::OWN_CARTON;
use crate::domain::privacy::TOGETHER;
use crate::domain::table::{Cell, Table};
use crate::domain::units::Minor;
use crate::store::StoreError;

/// One figure of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureView {
    /// Which.
    pub figure: Figure,
    /// What it was; `None` where nothing was counted.
    pub value: Option<Value>,
    /// What it was in as many days before.
    pub before: Option<Value>,
    /// How it stands.
    pub grade: Grade,
    /// By which limits.
    pub limits: Limits,
    /// By local day, oldest first.
    pub days: Vec<(NaiveDate, Option<Value>)>,
}

/// All figures of some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiguresView {
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day.
    pub to: String,
    /// First of as many days before.
    pub before_from: String,
    /// Last of them.
    pub before_to: String,
    /// The figures, in the sequence of [`Figure::ALL`].
    pub figures: Vec<FigureView>,
    /// What an hour of work costs; 0 where nobody has set it.
    pub wage: Minor,
}

/// One row of a figure that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitRow {
    /// Day, badge, service, code, article number or bench; empty for nobody known.
    pub key: String,
    /// Its name, where it has another.
    pub name: Option<String>,
    /// What the figure was there; `None` where a person packed too few lines to be compared.
    pub value: Option<Value>,
    /// How it stands.
    pub grade: Grade,
}

/// A figure that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitView {
    /// Which.
    pub figure: Figure,
    /// By what.
    pub split: Split,
    /// Days by date, all others the worst first.
    pub rows: Vec<SplitRow>,
}

/// What lies behind one row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehindView {
    /// Which figure.
    pub figure: Figure,
    /// By what it was told apart.
    pub split: Split,
    /// The row.
    pub key: String,
    /// The worst first.
    pub rows: Vec<BehindRow>,
}

/// What came of setting limits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LimitsOutcome {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// They are in force and written down.
    Saved,
    /// Limits of this figure that cannot be.
    Bad(Figure),
    /// They could not be written down, and nothing changed.
    NotWritten(String),
}

/// What a lead's screen of figures shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiguresShown {
    /// All figures, once asked for.
    pub all: Option<FiguresView>,
    /// The figure that is looked at.
    pub split: Option<SplitView>,
    /// The row that is looked at.
    pub behind: Option<BehindView>,
    /// What came of setting limits.
    pub outcome: LimitsOutcome,
}

/// What is asked: a figure, by what, in which days, of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureAsked {
    /// Which.
    pub figure: Figure,
    /// By what.
    pub split: Split,
    /// First local day.
    pub from: String,
    /// Last local day.
    pub to: String,
    /// Whose.
    pub benches: BenchChoice,
}

/// Limits as they were typed, in the form in which the figure is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedLimits {
    /// Watched from here.
    pub watch: String,
    /// An alarm from here.
    pub alarm: String,
    /// What an hour of work costs; `None` where the figure has nothing to do with it.
    pub wage: Option<String>,
}

impl Station {
    /// The figures of these local days, both included.
    pub fn figures(
        &self,
        from: &str,
        to: &str,
        benches: &BenchChoice,
    ) -> Result<FiguresView, ReportError> {
        let now_span = Period::read(from, to).ok_or_else(|| days_fault(from, to))?;
        let before = now_span.before().ok_or_else(|| days_fault(from, to))?;
        let rates = self.rates(now_span.days())?;
        let by_day = self.sums_by(Split::Day, now_span, benches)?;
        let total = whole(&by_day);
        let earlier = whole(&self.sums_by(Split::Day, before, benches)?);
        let one_day = Rates {
            days: 1,
            ..rates.clone()
        };
        let figures = Figure::ALL.into_iter().map(|figure| {
            let value = total.value(figure, &rates);
            let limits = self.config.figures.of(figure);
            let days = now_span.each().map(|day| {
                let sums = by_day.get(&day.to_string());
                (day, sums.and_then(|sums| sums.value(figure, &one_day)))
            });
            FigureView {
                figure,
                before: earlier.value(figure, &rates),
                grade: grade(figure, value.as_ref(), limits),
                value,
                limits,
                days: days.collect(),
            }
        });
        Ok(FiguresView {
            figures: figures.collect(),
            from: from.to_owned(),
            to: to.to_owned(),
            before_from: before.first.to_string(),
            before_to: before.last.to_string(),
            wage: rates.wage,
        })
    }

    /// One of them, told apart.
    pub fn figure_by(&self, asked: &FigureAsked) -> Result<SplitView, ReportError> {
        let FigureAsked {
            figure,
            split,
            from,
            to,
            benches,
        } = asked;
        let period = Period::read(from, to).ok_or_else(|| days_fault(from, to))?;
        let days = if *split == Split::Day {
            1
        } else {
            period.days()
        };
        let rates = self.rates(days)?;
        let limits = self.config.figures.of(*figure);
        let mut rows = Vec::new();
        let sums = match (split, figure.behind()) {
            // A month's products are read row by row, and only of what the figure is about.
            (Split::Product, behind @ (Behind::Orders | Behind::Parcels)) => {
                let days = self.span_of(period)?;
                let counted = self.store.counted_behind(benches, days, behind, true)?;
                counted.by(*split, self.settings.time_zone)
            }
            _ => self.sums_by(*split, period, benches)?,
        };
        for (key, sums) in sums {
            let Some(value) = sums.value(*figure, &rates) else {
                continue;
            };
            // Of a person with little work a number would say more about chance than about the person.
            let is_fair = *split != Split::Packer || sums.lines >= FAIR_LINES;
            rows.push(SplitRow {
                name: self.name_of_key(*split, &key)?,
                grade: if is_fair {
                    grade(*figure, Some(&value), limits)
                } else {
                    Grade::TooFew
                },
                value: Some(value).filter(|_| is_fair),
                key,
            });
        }
        if *split != Split::Day {
            let worst_first = |row: &SplitRow| {
                let number = row.value.map_or(0, |value| value.number);
                let sure = row.grade > Grade::TooFew;
                let bad = if figure.more_is_better() {
                    number
                } else {
                    -number
                };
                (!sure, bad)
            };
            rows.sort_by_key(worst_first);
        }
        Ok(SplitView {
            figure: *figure,
            split: *split,
            rows,
        })
    }

    /// The orders or parcels behind one of its rows.
    pub fn figure_behind(&self, asked: &FigureAsked, key: &str) -> Result<BehindView, ReportError> {
        // A day's row is of that day alone.
        let (from, to) = match asked.split {
            Split::Day => (key, key),
            _ => (asked.from.as_str(), asked.to.as_str()),
        };
        let period = Period::read(from, to).ok_or_else(|| days_fault(from, to))?;
        let zone = self.settings.time_zone;
        let with_products = asked.split == Split::Product;
        let behind = asked.figure.behind();
        let days = self.span_of(period)?;
        let mut counted = self
            .store
            .counted_behind(&asked.benches, days, behind, with_products)?;
        counted.forget_persons(self.persons_since());
        let rates = self.rates(period.days())?;
        Ok(BehindView {
            rows: counted.behind(asked.figure, (asked.split, key), zone, &rates),
            figure: asked.figure,
            split: asked.split,
            key: key.to_owned(),
        })
    }

    fn span_of(&self, period: Period) -> Result<Span, ReportError> {
        let (from, to) = (period.first.to_string(), period.last.to_string());
        span(&from, &to, self.settings.time_zone)
    }

    fn sums_by(
        &self,
        split: Split,
        period: Period,
        benches: &BenchChoice,
    ) -> Result<BTreeMap<String, Sums>, ReportError> {
        let (from, to) = self.span_of(period)?;
        let zone = self.settings.time_zone;
        let of = |span: Span| -> Result<BTreeMap<String, Sums>, StoreError> {
            let now = (zone, self.clock.now());
            Ok(self
                .store
                .summed(benches, span, split, now)?
                .by(split, zone))
        };
        if split != Split::Packer {
            return Ok(of((from, to))?);
        }
        let since = self.persons_since().clamp(from, to);
        let former = of((from, since))?;
        let mut sums = of((since, to))?;
        if !former.is_empty() {
            sums.insert(TOGETHER.to_owned(), whole(&former));
        }
        Ok(sums)
    }

    /// Sums up a day that is over, for the next who asks. `false` where there is none left.
    pub fn sum_up_a_day(&mut self) -> Result<bool, StoreError> {
        let (zone, now) = (self.settings.time_zone, self.clock.now());
        self.store.sum_up_a_day(zone, now)
    }

    /// What packagings cost today, and what work does.
    fn rates(&self, days: u64) -> Result<Rates, StoreError> {
        let known = self.store.packagings()?;
        let mut packagings: BTreeMap<PackagingCode, Minor> =
            known.into_iter().map(|it| (it.code, it.cost)).collect();
        packagings.insert(OWN_CARTON.into(), Minor(0));
        Ok(Rates {
            days,
            packagings,
            wage: self.config.figures.wage(),
            now: self.clock.now(),
        })
    }

    fn name_of_key(&self, split: Split, key: &str) -> Result<Option<String>, StoreError> {
        Ok(match split {
            Split::Product => {
                let product = self.store.product(&Sku(key.to_owned()))?;
                product.map(|product| product.name)
            }
            Split::Packaging => {
                let mut known = self.packagings.iter();
                let known = known.find(|it| it.code.as_str() == key);
                known.map(|it| it.name.clone())
            }
            Split::Day | Split::Packer | Split::Service | Split::Bench => None,
        })
    }

    /// Judges figures that are shown by the limits that are in force now.
    pub(super) fn judge_again(&self, shown: &mut FiguresShown) {
        for one in shown.all.iter_mut().flat_map(|all| &mut all.figures) {
            one.limits = self.config.figures.of(one.figure);
            one.grade = grade(one.figure, one.value.as_ref(), one.limits);
        }
        if let Some(split) = &mut shown.split {
            let limits = self.config.figures.of(split.figure);
            for row in split.rows.iter_mut().filter(|row| row.value.is_some()) {
                row.grade = grade(split.figure, row.value.as_ref(), limits);
            }
        }
    }

    /// Puts other limits of a figure in force. The rest of the file stays as somebody set it up meanwhile.
    pub fn set_limits(&mut self, figure: Figure, typed: &TypedLimits) -> LimitsOutcome {
        if !self.may_set_up() {
            return LimitsOutcome::Nothing;
        }
        let not_written = |error: &dyn std::error::Error| LimitsOutcome::NotWritten(chain(error));
        let mut written = match BenchConfig::of(&self.dir) {
            Ok(written) => written,
            Err(error) => return not_written(&error),
        };
        let Some(rules) = typed.read(figure, written.figures.clone()) else {
            return LimitsOutcome::Bad(figure);
        };
        written.figures = rules.clone();
        if let Err(error) = written.save(&self.dir) {
            return not_written(&error);
        }
        self.config.figures = rules;
        LimitsOutcome::Saved
    }
}

impl TypedLimits {
    /// What stands in the fields of these limits.
    pub fn of(figure: Figure, limits: Limits, wage: Minor) -> Self {
        let shown = |number: u32| shown(i64::from(number), decimals(figure.unit()));
        Self {
            watch: shown(limits.watch),
            alarm: shown(limits.alarm),
            wage: (figure == Figure::PackingCost).then(|| self::shown(wage.0, 2)),
        }
    }

    fn read(&self, figure: Figure, mut rules: FigureRules) -> Option<FigureRules> {
        let number = |text: &str| typed(text, decimals(figure.unit()));
        let limits = Limits {
            watch: number(&self.watch)?,
            alarm: number(&self.alarm)?,
        };
        if !limits.can_be_of(figure) {
            return None;
        }
        rules.set(figure, limits);
        if let Some(wage) = &self.wage {
            rules.wage_per_hour = typed(wage, 2).filter(|wage| *wage <= MOST_WAGE)?;
        }
        Some(rules)
    }
}

/// Digits behind the decimal sign of a unit.
fn decimals(unit: Unit) -> u32 {
    match unit {
        Unit::TenthsPerHour | Unit::Permille | Unit::TenthsPerThousand | Unit::TenthsPerMonth => 1,
        Unit::Minor => 2,
        Unit::Seconds | Unit::Minutes => 0,
    }
}

fn shown(number: i64, decimals: u32) -> String {
    let scale = 10_i64.pow(decimals);
    let (whole, rest) = (number / scale, number % scale);
    let width = usize::try_from(decimals).unwrap_or_default();
    match decimals {
        0 => whole.to_string(),
        _ => format!("{whole},{rest:0width$}"),
    }
}

/// A number with at most so many digits behind its comma or point.
fn typed(text: &str, decimals: u32) -> Option<u32> {
    let text = text.trim();
    let (whole, rest) = text.split_once([',', '.']).unwrap_or((text, ""));
    let width = usize::try_from(decimals).unwrap_or_default();
    let are_digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || rest.len() > width || !are_digits(whole) || !are_digits(rest) {
        return None;
    }
    format!("{whole}{rest:0<width$}").parse().ok()
}

fn whole(by_day: &BTreeMap<String, Sums>) -> Sums {
    let mut sums = Sums::default();
    for of_day in by_day.values() {
        sums.add(of_day.clone());
    }
    sums
}

fn days_fault(from: &str, to: &str) -> ReportError {
    ReportError::Days {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

/// Local days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// Longest time that is asked for, in days: ten years.
const LONGEST: u64 = 3_660;

impl Period {
    fn read(from: &str, to: &str) -> Option<Self> {
        let (first, last) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        let period = Self { first, last };
        (first <= last && period.days() <= LONGEST).then_some(period)
    }

    fn days(self) -> u64 {
        let days = (self.last - self.first).num_days() + 1;
        u64::try_from(days).unwrap_or(1)
    }

    /// As many days before.
    fn before(self) -> Option<Self> {
        let days = Days::new(self.days());
        Some(Self {
            first: self.first.checked_sub_days(days)?,
            last: self.last.checked_sub_days(days)?,
        })
    }

    fn each(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }
}

/// The figures as a table: one a row, and each day of it; numbers in the unit that stands beside them.
pub fn figures_table(each: &[(String, FiguresView)]) -> Table {
    let mut table = Table::new(&[
        "bench", "day", "figure", "unit", "number", "mean", "low", "high", "cases", "grade",
        "watch", "alarm", "before",
    ]);
    for (bench, view) in each {
        for one in &view.figures {
            table.rows.push(row(bench, "", one, one.value, true));
            for (day, value) in one.days.iter().filter(|(_, value)| value.is_some()) {
                table
                    .rows
                    .push(row(bench, &day.to_string(), one, *value, false));
            }
        }
    }
    table
}

fn row(
    bench: &str,
    day: &str,
    one: &FigureView,
    value: Option<Value>,
    is_whole: bool,
) -> Vec<Cell> {
    let number = |pick: fn(&Value) -> i64| value.as_ref().map(pick).map_or(Cell::Empty, Cell::from);
    let grade = if is_whole {
        one.grade
    } else {
        grade(one.figure, value.as_ref(), one.limits)
    };
    let before = one.before.filter(|_| is_whole);
    vec![
        bench.into(),
        day.into(),
        one.figure.name().into(),
        unit_name(one.figure.unit()).into(),
        number(|value| value.number),
        value
            .and_then(|value| value.mean)
            .map_or(Cell::Empty, Cell::from),
        number(|value| value.low),
        number(|value| value.high),
        value.map_or(Cell::Empty, |value| value.cases.into()),
        grade.name().into(),
        i64::from(one.limits.watch).into(),
        i64::from(one.limits.alarm).into(),
        before.map_or(Cell::Empty, |value| value.number.into()),
    ]
}

/// A unit as programs read it.
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::TenthsPerHour => "tenths_per_hour",
        Unit::Permille => "permille",
        Unit::TenthsPerThousand => "tenths_per_thousand",
        Unit::TenthsPerMonth => "tenths_per_30_days",
        Unit::Seconds => "seconds",
        Unit::Minutes => "minutes",
        Unit::Minor => "minor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_typed_as_they_are_shown_with_a_comma_or_a_point() {
        assert_eq!(typed("98,5", 1), Some(985));
        assert_eq!(typed(" 98.5 ", 1), Some(985));
        assert_eq!(typed("4", 2), Some(400));
        assert_eq!(typed("4,5", 2), Some(450));
        assert_eq!(typed("180", 0), Some(180));
        for odd in ["", ",5", "98,55", "-1", "1e3", "1,5", "99999999999"] {
            assert_eq!(typed(odd, u32::from(odd != "1,5")), None, "{odd}");
        }
        assert_eq!(
            (shown(985, 1), shown(405, 2)),
            ("98,5".into(), "4,05".into())
        );
    }

    #[test]
    fn the_days_before_are_as_many_and_end_the_day_before() {
        let week = Period::read("2026-11-16", "2026-11-22").unwrap();
        let before = week.before().unwrap();
        assert_eq!(before, Period::read("2026-11-09", "2026-11-15").unwrap());
        assert_eq!(week.each().count(), 7);
        assert_eq!(Period::read("2026-11-16", "2026-11-15"), None);
        assert_eq!(Period::read("0001-01-01", "2026-11-15"), None);
    }
}
