//! A made-up shop for the weight benchmark: products that scatter, a catalogue that errs, boxes with tape.
//!
//! Weights may come from a file; all else is made by dice that fall the same way each time they are thrown
//! with the same seed.

use crate::cli::bench::dice::Dice;
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::stats::weights::Content;
use crate::domain::units::Grams;

/// How the shop is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Make {
    pub(super) seed: u64,
    /// Half of the products scatter less than this, as a share of their weight.
    pub(super) scatter: f64,
}

/// How many products, where no file says which.
const PRODUCTS: usize = 2_000;

/// One product has so many times the orders of the one ten times as far down the list. Assumption: a usual shop.
const ZIPF: f64 = 0.9;

/// Catalogue weights that are coarsely wrong, and how the others err.
const COARSELY_WRONG: f64 = 0.05;
const CATALOGUE_ERROR: f64 = 0.02;

#[derive(Debug, Clone)]
pub(super) struct Article {
    pub(super) sku: Sku,
    pub(super) catalogue: Grams,
    /// What a unit weighs on average, in grams.
    mean: f64,
    /// By how much pieces differ, in grams.
    scatter: f64,
}

#[derive(Debug, Clone)]
struct Carton {
    code: PackagingCode,
    tare: Grams,
    mean: f64,
    scatter: f64,
    /// Heaviest content, in grams.
    holds: f64,
}

/// The shop. Its articles lie in this order on the shelves.
#[derive(Debug)]
pub(super) struct Shop {
    pub(super) articles: Vec<Article>,
    /// Sums of how often each is ordered.
    asked: Vec<f64>,
    cartons: Vec<Carton>,
    /// What the scale shows too much, in grams.
    pub(super) drift: f64,
    pub(super) dice: Dice,
}

/// What is wrong with a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Planted {
    Missing(usize),
    Extra(usize),
    /// Of this article lies that one in the parcel.
    Swapped(usize, usize),
    OtherCarton(usize),
}

/// An order that goes over the scale.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// Articles and units.
    pub(super) lines: Vec<(usize, u32)>,
    carton: usize,
    pub(super) contents: Vec<Content>,
    pub(super) packaging: PackagingCode,
    pub(super) tare: Grams,
}

const INTERVAL: f64 = 5.0;

impl Shop {
    /// Weights in grams, or made-up ones.
    pub(super) fn new(make: Make, weights: Option<&[f64]>) -> Self {
        let mut dice = Dice::new(make.seed);
        let articles: Vec<Article> = (0..PRODUCTS)
            .map(|at| article(at, &mut dice, make, weights))
            .collect();
        let mut ranks: Vec<usize> = (0..articles.len()).collect();
        for at in (1..ranks.len()).rev() {
            ranks.swap(at, dice.below(at + 1));
        }
        let mut sum = 0.0;
        let asked = ranks.iter().map(|rank| {
            sum += (*rank as f64 + 1.0).powf(-ZIPF);
            sum
        });
        Self {
            asked: asked.collect(),
            articles,
            cartons: cartons(&mut dice),
            drift: 0.0,
            dice,
        }
    }

    /// An order of 2.2 lines on average.
    pub(super) fn order(&mut self) -> Order {
        let mut lines = 1;
        while self.dice.share() >= 1.0 / 2.2 {
            lines += 1;
        }
        self.order_of(lines)
    }

    /// An order of so many lines.
    pub(super) fn order_of(&mut self, count: usize) -> Order {
        let mut lines: Vec<(usize, u32)> = Vec::new();
        while lines.len() < count {
            let article = self.article();
            let units = match self.dice.share() {
                share if share < 0.9 => 1,
                share if share < 0.98 => 2,
                _ => 3,
            };
            if lines.iter().all(|(at, _)| *at != article) {
                lines.push((article, units));
            }
        }
        let catalogue = |at: usize| self.articles[at].catalogue;
        let net: f64 = lines
            .iter()
            .map(|(at, units)| catalogue(*at).0 as f64 * f64::from(*units))
            .sum();
        let carton = self.cartons.iter().position(|carton| net <= carton.holds);
        let carton = carton.unwrap_or(self.cartons.len() - 1);
        let contents = lines.iter().map(|(at, units)| Content {
            sku: self.articles[*at].sku.clone(),
            catalogue: catalogue(*at),
            units: *units,
        });
        Order {
            contents: contents.collect(),
            packaging: self.cartons[carton].code.clone(),
            tare: self.cartons[carton].tare,
            carton,
            lines,
        }
    }

    fn article(&mut self) -> usize {
        let most = self.asked.last().copied().unwrap_or(0.0);
        let at = self.dice.share() * most;
        self.asked
            .partition_point(|sum| *sum < at)
            .min(self.articles.len() - 1)
    }

    /// Something that happens to this order.
    pub(super) fn plant(&mut self, order: &Order, kind: usize) -> Planted {
        let (at, _) = *self.dice.one_of(&order.lines);
        match kind {
            0 => Planted::Missing(at),
            1 => Planted::Extra(at),
            2 => Planted::Swapped(at, self.neighbour(at, order)),
            _ => {
                let other = 1 + self.dice.below(self.cartons.len() - 1);
                Planted::OtherCarton((order.carton + other) % self.cartons.len())
            }
        }
    }

    /// A product within three places.
    fn neighbour(&mut self, at: usize, order: &Order) -> usize {
        loop {
            let step = 1 + self.dice.below(3);
            let all = self.articles.len();
            let up = self.dice.share() < 0.5;
            let other = if up { at + step } else { at + all - step } % all;
            if order.lines.iter().all(|(line, _)| *line != other) {
                return other;
            }
        }
    }

    /// Products that lie within five places of each line's: what the bench knows of its shelves.
    pub(super) fn taken_for(&self, order: &Order) -> Vec<(Sku, Sku, Grams)> {
        let all = self.articles.len();
        let mut found = Vec::new();
        for (at, _) in &order.lines {
            for step in (0..=10).filter(|step| *step != 5) {
                let other = (at + all + step - 5) % all;
                if order.lines.iter().all(|(line, _)| *line != other) {
                    let article = &self.articles[other];
                    let of = self.articles[*at].sku.clone();
                    found.push((of, article.sku.clone(), article.catalogue));
                }
            }
        }
        found
    }

    pub(super) fn packagings(&self) -> Vec<(PackagingCode, Grams)> {
        let all = self.cartons.iter();
        all.map(|carton| (carton.code.clone(), carton.tare))
            .collect()
    }

    /// What the scale shows, in milligrams.
    pub(super) fn weigh(&mut self, order: &Order, planted: Option<Planted>) -> i64 {
        let mut gross = 0.0;
        let piece = |at: usize, dice: &mut Dice, articles: &[Article]| {
            let article = &articles[at];
            (article.mean + article.scatter * dice.normal()).max(article.mean * 0.2)
        };
        for (at, units) in &order.lines {
            let mut units = i64::from(*units);
            match planted {
                Some(Planted::Missing(gone)) if gone == *at => units -= 1,
                Some(Planted::Extra(more)) if more == *at => units += 1,
                Some(Planted::Swapped(of, other)) if of == *at => {
                    units -= 1;
                    gross += piece(other, &mut self.dice, &self.articles);
                }
                _ => {}
            }
            for _ in 0..units {
                gross += piece(*at, &mut self.dice, &self.articles);
            }
        }
        let carton = match planted {
            Some(Planted::OtherCarton(other)) => other,
            _ => order.carton,
        };
        let carton = &self.cartons[carton];
        gross += (carton.mean + carton.scatter * self.dice.normal()).max(1.0);
        gross += self.drift + self.dice.normal();
        ((gross / INTERVAL).round() * INTERVAL * 1_000.0) as i64
    }

    pub(super) fn sku(&self, at: usize) -> &Sku {
        &self.articles[at].sku
    }

    pub(super) fn carton(&self, at: usize) -> &PackagingCode {
        &self.cartons[at].code
    }

    pub(super) fn mean(&self, at: usize) -> f64 {
        self.articles[at].mean
    }

    /// How far a mean is from the truth, as a share.
    pub(super) fn error(&self, at: usize, mean_mg: i64) -> f64 {
        (mean_mg as f64 / 1_000.0 / self.articles[at].mean - 1.0).abs()
    }
}

fn article(at: usize, dice: &mut Dice, make: Make, weights: Option<&[f64]>) -> Article {
    let mean = match weights {
        Some(weights) if !weights.is_empty() => *dice.one_of(weights),
        _ => made_up(dice),
    };
    let scatter = mean * make.scatter * (0.5 * dice.normal()).exp();
    let error = if dice.share() < COARSELY_WRONG {
        dice.share() - 0.5
    } else {
        CATALOGUE_ERROR * dice.normal()
    };
    Article {
        sku: Sku(format!("P-{at:04}")),
        catalogue: Grams(((mean * (1.0 + error)).round() as i64).max(1)),
        mean,
        scatter: scatter.min(mean * 0.1),
    }
}

/// Weights as a large marketplace lists them: half below 700 g, a quarter below 300 g, a quarter above
/// 1,900 g, five of six rounded to 50 g.
fn made_up(dice: &mut Dice) -> f64 {
    let weight = (700.0 * (1.37 * dice.normal()).exp()).clamp(50.0, 30_000.0);
    if dice.share() < 0.84 {
        (weight / 50.0).round().max(1.0) * 50.0
    } else {
        weight.round()
    }
}

fn cartons(dice: &mut Dice) -> Vec<Carton> {
    let table = [
        ("KOP", 25, 400.0),
        ("KAR-S", 120, 1_500.0),
        ("KAR-M", 220, 4_000.0),
        ("KAR-L", 380, 10_000.0),
        ("KAR-XL", 620, f64::MAX),
    ];
    let made = table.map(|(code, tare, holds)| {
        let listed = f64::from(tare);
        // Tape and filler are in no list.
        let filler = 2.0 + listed * 0.02;
        Carton {
            code: PackagingCode(code.to_owned()),
            tare: Grams(i64::from(tare)),
            mean: listed * (1.0 + 0.03 * dice.normal()) + filler,
            scatter: 1.5 + listed * 0.02,
            holds,
        }
    });
    made.into()
}
