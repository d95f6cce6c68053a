//! A year of ten benches with causes of errors planted in it: how fast a lead's figures are, whether they name the
//! causes, and whether what was summed up is what the rows add up to.

mod life;

use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Europe::Warsaw;

use super::dice::Dice;
use super::figure::{Figure, Limit, Sheet};
use super::warehouse::{Size, Warehouse, location_of, sku};
use crate::cli::Failure;
use crate::domain::all_benches::BenchChoice;
use crate::domain::calendar::midnight;
use crate::domain::figures::Figure as LeadFigure;
use crate::domain::figures::rows::Split;
use crate::domain::figures::whole_days::Span;
use crate::domain::ids::Sku;
use crate::domain::mis_pick::Dimension;
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::figures::FigureAsked;
use crate::station::learned::WeightsView;
use crate::station::mis_picks::{MisPickView, TallyTable};
use crate::store::Store;

/// Products of the shop.
const PRODUCTS: u32 = 2_000;

/// Working days of the year.
const DAYS: u64 = 300;

/// Orders of a day, at all benches: some ten million facts in the year.
const ORDERS: u32 = 3_200;

/// The same where it is only shown that it works.
const FEW_ORDERS: u32 = 20;

/// A product that is taken for its neighbour once in so many lines.
const CONFUSED: (u32, u32, u32) = (3, 4, 20);

/// A product whose bin holds wrong goods once in so many lines.
const BAD_BIN: (u32, u32) = (7, 40);

/// The hour, by UTC, in which so many times more goes wrong.
const CARELESS: (u32, u32) = (12, 4);

/// Remembers that the year was lived to its end.
const LIVED: &str = "year.txt";

/// Products that weigh a third more than their catalogue weight.
const WRONG_WEIGHTS: [u32; 3] = [11, 15, 19];

/// From this day on the scale of the lead's own bench shows so many grams too much.
const DRIFT: (u64, i64) = (200, 12);

/// What falls at picking.
struct Chance(Dice);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(Dice::new(seed))
    }

    fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        self.0.one_of(choices)
    }

    fn below(&mut self, faces: u32) -> u32 {
        let faces = usize::try_from(faces).unwrap_or(usize::MAX);
        u32::try_from(self.0.below(faces)).unwrap_or(0)
    }

    fn hits(&mut self, once_in: u32) -> bool {
        self.below(once_in) == 0
    }

    /// A product: a tenth of them are sold in half of the lines.
    fn product(&mut self) -> u32 {
        let faces = if self.hits(2) {
            PRODUCTS / 10
        } else {
            PRODUCTS
        };
        self.below(faces)
    }
}

/// Makes the year, asks for its figures, and looks for what was planted.
pub(super) fn run(
    root: Option<&std::path::Path>,
    quick: bool,
    sheet: Sheet,
) -> Result<(), Failure> {
    let size = Size {
        products: PRODUCTS,
        orders: 0,
    };
    let warehouse = Warehouse::at(root, size)?;
    let orders = if quick { FEW_ORDERS } else { ORDERS };
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default();
    // A year that was kept is looked at again.
    let note = warehouse.dir().join(LIVED);
    if !note.exists() {
        let begun = Instant::now();
        let facts = life::live(&warehouse, first, orders)?;
        crate::cli::tell(&format!(
            "{facts} facts of a year kept in {} s",
            begun.elapsed().as_secs()
        ));
        std::fs::write(note, facts.to_string())?;
    }
    sum_up(&warehouse, first, sheet)?;
    let bench = crate::cli::station::unsynced(warehouse.dir(), Clock::System)?;
    let asked = Asked {
        bench: &bench,
        last: first + Days::new(DAYS - 1),
        sheet,
    };
    let view = asked.figures()?;
    if !quick {
        tell_found(&view, &bench.read_weights()?, sheet)?;
    }
    Ok(())
}

/// Sums up the days, as the bench does between scans, and holds the sums against the rows.
fn sum_up(warehouse: &Warehouse, first: NaiveDate, sheet: Sheet) -> Result<(), Failure> {
    let mut store = Store::open(warehouse.dir())?;
    let now = Clock::System.now();
    let (mut slowest, mut days) = (0.0_f64, 0_u32);
    loop {
        let begun = Instant::now();
        if !store.sum_up_a_day(Warsaw, now)? {
            break;
        }
        days += 1;
        slowest = slowest.max(millis(begun));
    }
    crate::cli::tell(&format!("{days} days summed up"));
    let limit = Limit {
        value: 50.0,
        is: "50 ms, what a scan may wait that comes just then",
    };
    sheet.write(&Figure::at_most("day_summed_up", slowest, "ms", limit, 1.0))?;
    let year: Span = (
        midnight(first, Warsaw),
        midnight(first + Days::new(DAYS), Warsaw),
    );
    let mut differing = 0;
    for split in [
        Split::Day,
        Split::Packer,
        Split::Service,
        Split::Packaging,
        Split::Bench,
    ] {
        differing += u32::from(differs(&store, year, split, now)?);
    }
    let differing = f64::from(differing);
    sheet.write(&Figure::count("sums_that_differ", differing, "splits", 0.0))?;
    Ok(())
}

/// Whether the sums of the year are others than its rows add up to.
fn differs(store: &Store, year: Span, split: Split, now: DateTime<Utc>) -> Result<bool, Failure> {
    let summed = store.summed(&BenchChoice::All, year, split, (Warsaw, now))?;
    let rows = store.counted(&BenchChoice::All, year, false)?;
    Ok(summed.by(split, Warsaw) != rows.by(split, Warsaw))
}

fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

/// What a lead asks the bench.
struct Asked<'a> {
    bench: &'a Station,
    /// The last day of the year.
    last: NaiveDate,
    sheet: Sheet,
}

impl Asked<'_> {
    /// First and last day of so many days.
    fn days(&self, days: u64) -> (String, String) {
        let first = self.last - Days::new(days - 1);
        (first.to_string(), self.last.to_string())
    }

    /// How long each screen takes to be there, and what lies behind its numbers.
    fn figures(&self) -> Result<MisPickView, Failure> {
        let bench = self.bench;
        let month = self.days(30);
        let year = self.days(DAYS);
        let all = &BenchChoice::All;
        self.within("figures_month", 100.0, || {
            bench.figures(&month.0, &month.1, all)
        })?;
        self.within("figures_year", 300.0, || {
            bench.figures(&year.0, &year.1, all)
        })?;
        for (name, figure, split) in [
            ("by_service_month", LeadFigure::OnTime, Split::Service),
            ("by_bench_month", LeadFigure::Handling, Split::Bench),
            ("by_product_month", LeadFigure::FirstPass, Split::Product),
        ] {
            let asked = asked(figure, split, &month);
            self.within(name, 300.0, || bench.figure_by(&asked))?;
        }
        for (name, figure, split, key) in [
            (
                "behind_service_month",
                LeadFigure::OnTime,
                Split::Service,
                "dpd_courier",
            ),
            (
                "behind_product_month",
                LeadFigure::FirstPass,
                Split::Product,
                sku(3).as_str(),
            ),
        ] {
            let asked = asked(figure, split, &month);
            self.within(name, 300.0, || bench.figure_behind(&asked, key))?;
        }
        self.within("shift_month", 100.0, || {
            bench.report(&month.0, &month.1, all)
        })?;
        self.within("mis_picks_month", 100.0, || {
            bench.mis_picks(&month.0, &month.1, all)
        })?;
        self.within("mis_picks_year", 300.0, || {
            bench.mis_picks(&year.0, &year.1, all)
        })
    }

    fn within<T, E>(
        &self,
        name: &'static str,
        value: f64,
        ask: impl Fn() -> Result<T, E>,
    ) -> Result<T, Failure>
    where
        Failure: From<E>,
    {
        // The second time, as a lead who looks at one screen after another.
        ask()?;
        let begun = Instant::now();
        let answer = ask()?;
        let limit = Limit {
            value,
            is: if value < 200.0 {
                "100 ms, so that the screen opens at once"
            } else {
                "300 ms, for a look at the whole year or behind a number"
            },
        };
        self.sheet
            .write(&Figure::at_most(name, millis(begun), "ms", limit, 1.0))?;
        Ok(answer)
    }
}

fn asked(figure: LeadFigure, split: Split, (from, to): &(String, String)) -> FigureAsked {
    FigureAsked {
        figure,
        split,
        from: from.clone(),
        to: to.clone(),
        benches: BenchChoice::All,
    }
}

/// Which of the planted causes stand among the first five of their list, and who is named for nothing.
fn tell_found(view: &MisPickView, weights: &WeightsView, sheet: Sheet) -> Result<(), Failure> {
    let first_five = |dimension: Option<Dimension>, key: &str| {
        let rows = table(view, dimension).map_or(&[][..], |table| &table.rows);
        rows.iter()
            .take(5)
            .any(|row| row.key == key && row.standing.stands_out)
    };
    let pair = (sku(CONFUSED.1), sku(CONFUSED.0));
    let found = [
        view.confusions
            .iter()
            .take(5)
            .any(|one| (one.pair.wrong.clone(), one.pair.right.clone()) == pair),
        first_five(
            Some(Dimension::Location),
            &location_of(BAD_BIN.0).to_string(),
        ),
        // Warsaw is an hour or two ahead of UTC.
        first_five(None, &format!("{:02}", CARELESS.0 + 1))
            || first_five(None, &format!("{:02}", CARELESS.0 + 2)),
        WRONG_WEIGHTS.iter().all(|at| {
            let mut first = weights.corrections.iter().take(5);
            first.any(|row| row.sku == sku(*at))
        }),
        weights.scales.iter().any(|row| row.state.has_drifted),
    ];
    let count = found.iter().filter(|is_found| **is_found).count();
    sheet.write(&Figure::at_least(
        "planted_found",
        count_of(count),
        "causes",
        Limit {
            value: count_of(found.len()),
            is: "planted: a pair, a bin, an hour, three weights, a scale",
        },
        1.0,
    ))?;
    let planted: [Sku; 2] = [sku(CONFUSED.0), sku(BAD_BIN.0)];
    let rows = |dimension| table(view, Some(dimension)).map_or(&[][..], |table| &table.rows);
    let named: Vec<&str> = [Dimension::Product, Dimension::Packer, Dimension::Picker]
        .into_iter()
        .flat_map(rows)
        .filter(|row| row.standing.stands_out)
        .map(|row| row.key.as_str())
        .collect();
    let wrongly = named
        .iter()
        .filter(|key| !planted.iter().any(|sku| sku.as_str() == **key))
        .count();
    let corrected = weights.corrections.iter();
    let wrong_corrections = corrected
        .filter(|row| WRONG_WEIGHTS.iter().all(|at| row.sku != sku(*at)))
        .count();
    sheet.write(&Figure::count(
        "weights_named_for_nothing",
        count_of(wrong_corrections),
        "products",
        0.0,
    ))?;
    sheet.write(&Figure::share(
        "named_for_nothing",
        count_of(wrongly) / count_of(named.len().max(1)),
        0.05,
    ))?;
    Ok(())
}

fn table(view: &MisPickView, dimension: Option<Dimension>) -> Option<&TallyTable> {
    view.tables
        .iter()
        .find(|table| table.dimension == dimension)
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn count_of(count: usize) -> f64 {
    count as f64
}
