//! A year of packing with causes of mis-picks planted in it: how fast the figures are, and whether they name the causes.

use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::dice::Dice;
use super::figure::{Figure, Limit, Sheet};
use super::warehouse::{BADGE, Size, Warehouse, code_of, location_of, product, sku};
use crate::cli::Failure;
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::mis_pick::Dimension;
use crate::domain::session::fact::{Fact, OpenedBy, Proof};
use crate::domain::session::message::Refusal;
use crate::domain::session::{OpenedLine, Take};
use crate::domain::worker::{Language, Role};
use crate::station::clock::Clock;
use crate::station::mis_picks::{MisPickView, TallyTable};
use crate::store::{Commit, Store};

/// Products of the shop.
const PRODUCTS: u32 = 2_000;

/// Working days of the year.
const DAYS: u64 = 300;

/// Orders of a day.
const ORDERS: u32 = 400;

/// Lines of which one is picked wrong where nothing is planted.
///
/// Source: Intermec's survey of 250 managers: two thirds of the sites have less than one per cent.
const ERRS_ONCE_IN: u32 = 400;

/// A product that is taken for its neighbour once in so many lines.
const CONFUSED: (u32, u32, u32) = (3, 4, 20);

/// A product whose bin holds wrong goods once in so many lines.
const BAD_BIN: (u32, u32) = (7, 40);

/// The hour, by UTC, in which so many times more goes wrong.
const CARELESS: (u32, u32) = (12, 4);

/// What falls at picking.
struct Chance(Dice);

impl Chance {
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
    let orders = if quick { ORDERS / 50 } else { ORDERS };
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default();
    let begun = Instant::now();
    let facts = live(&warehouse, first, orders)?;
    let took = begun.elapsed();
    crate::cli::tell(&format!(
        "{facts} facts of a year kept in {} s",
        took.as_secs()
    ));
    let bench = crate::cli::station::unsynced(warehouse.dir(), Clock::System)?;
    let day = |after: u64| (first + Days::new(after)).to_string();
    for (name, from, limit) in [
        (
            "mis_picks_month",
            DAYS - 30,
            "100 ms, so that the screen opens at once",
        ),
        ("mis_picks_year", 0, "300 ms, for a look at the whole year"),
    ] {
        let begun = Instant::now();
        let view = bench.mis_picks(&day(from), &day(DAYS), &BenchChoice::All)?;
        let millis = begun.elapsed().as_secs_f64() * 1e3;
        let value = if from == 0 { 300.0 } else { 100.0 };
        sheet.write(&Figure::at_most(
            name,
            millis,
            "ms",
            Limit { value, is: limit },
            1.0,
        ))?;
        if from == 0 && !quick {
            tell_found(&view, sheet)?;
        }
    }
    Ok(())
}

/// Which of the planted causes stand among the first five of their list, and who is named for nothing.
fn tell_found(view: &MisPickView, sheet: Sheet) -> Result<(), Failure> {
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
    ];
    let count = found.iter().filter(|is_found| **is_found).count();
    sheet.write(&Figure::at_least(
        "planted_found",
        count_of(count),
        "causes",
        Limit {
            value: count_of(found.len()),
            is: "planted: a pair, a bin, an hour",
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

/// Packs the year. Answers how many facts that are.
fn live(warehouse: &Warehouse, first: NaiveDate, orders: u32) -> Result<usize, Failure> {
    let mut store = Store::open(warehouse.dir())?;
    let mut dice = Chance(Dice::new(1));
    let mut facts = 0;
    for day in 0..DAYS {
        let date = first + Days::new(day);
        let lists: Vec<OrderNo> = (0..orders)
            .map(|at| OrderNo(format!("Y-{day:03}-{at:03}")))
            .collect();
        let handed_out = Fact::PickListHandedOut {
            orders: lists.clone(),
            picker: Some(Badge(format!("W-{}", 100 + day % 7))),
            wave: Some(format!("{date}")),
            positions: Vec::new(),
        };
        let begin = date.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(5);
        let signed_in = Fact::SignedIn {
            worker: BADGE.into(),
            role: Role::Packer,
            language: Language::Pl,
        };
        keep(&mut store, begin, &[handed_out, signed_in])?;
        for (at, order) in (0..).zip(lists) {
            // Ten hours of work.
            let minutes = i64::from(at) * 600 / i64::from(orders);
            let now = begin + TimeDelta::minutes(minutes);
            let packed = pack(&mut dice, &order, now);
            keep(&mut store, now, &packed)?;
            facts += packed.len();
        }
    }
    Ok(facts)
}

fn keep(store: &mut Store, at: DateTime<Utc>, facts: &[Fact]) -> Result<(), Failure> {
    store.commit(&Commit {
        at,
        worker: Some(BADGE.into()),
        facts,
        ..Commit::default()
    })?;
    Ok(())
}

/// The facts of one order, with what went wrong at picking.
fn pack(dice: &mut Chance, order: &OrderNo, now: DateTime<Utc>) -> Vec<Fact> {
    let count = 1 + dice.below(4);
    let products: Vec<u32> = (0..count).map(|_| dice.product()).collect();
    let lines = (1..).zip(&products).map(|(line, at)| opened(line, *at));
    let mut facts = vec![Fact::OrderOpened {
        order: order.clone(),
        revision: 0,
        lines: lines.collect(),
        way: crate::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: Vec::new(),
        opened: OpenedBy::Number,
        promise: None,
        verification: None,
    }];
    // What was picked wrong is fetched after the rest.
    let (mut at_once, mut fetched) = (Vec::new(), Vec::new());
    for (line, wanted) in products.iter().enumerate() {
        match wrong_for(dice, *wanted, now) {
            Some(wrong) => {
                facts.push(refused(order, wrong));
                fetched.push((line, *wanted));
            }
            None => at_once.push((line, *wanted)),
        }
    }
    at_once.append(&mut fetched);
    facts.extend(
        at_once
            .into_iter()
            .map(|(line, at)| packed(order, line, at)),
    );
    facts.push(Fact::OrderClosed {
        order: order.clone(),
        parcels: 1,
    });
    facts
}

/// The product that was picked instead, if one was.
fn wrong_for(dice: &mut Chance, wanted: u32, now: DateTime<Utc>) -> Option<u32> {
    use chrono::Timelike as _;
    if wanted == CONFUSED.0 && dice.hits(CONFUSED.2) {
        return Some(CONFUSED.1);
    }
    if wanted == BAD_BIN.0 && dice.hits(BAD_BIN.1) {
        return Some(dice.below(PRODUCTS));
    }
    let times = if now.hour() == CARELESS.0 {
        CARELESS.1
    } else {
        1
    };
    dice.hits(ERRS_ONCE_IN / times)
        .then(|| dice.below(PRODUCTS))
        .filter(|wrong| *wrong != wanted)
}

fn opened(line: u32, at: u32) -> OpenedLine {
    let product = product(at);
    OpenedLine {
        line,
        sku: product.sku,
        kit: None,
        ordered: 1,
        unit_weight: product.weight,
        size: product.size,
        location: Some(location_of(at)),
        tracking: product.tracking,
        handling: product.handling,
    }
}

fn refused(order: &OrderNo, at: u32) -> Fact {
    Fact::Refused {
        order: Some(order.clone()),
        sku: Some(sku(at)),
        code: Some(code_of(at)),
        refusal: Refusal::NotOnPickList { sku: sku(at) },
    }
}

fn packed(order: &OrderNo, line: usize, at: u32) -> Fact {
    Fact::UnitsPacked {
        order: order.clone(),
        parcel: 1,
        sku: sku(at),
        takes: vec![Take {
            at: line,
            units: 1,
            location: Some(location_of(at)),
            unit_weight: product(at).weight,
        }],
        proof: Proof::Scanned { code: code_of(at) },
    }
}
