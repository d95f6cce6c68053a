//! Into which packagings does an order go, and where does each unit stand? Asked of the shop's own packagings.
//!
//! The search itself is [`packing`]; here its answer is put in the words of the bench. A plan speaks of all units that
//! are in the open parcel or still missing, so it stays true while they are scanned, in whatever order.

use super::handling::Handling;
use super::ids::PackagingCode;
use super::packaging::{OWN_CARTON, Packaging};
use super::packing::{self, BoxKind, Evenness, Item, Patience, Search, USUAL_SUPPORT};
use super::settings::Settings;
use super::tariff::{Carriage, Way};
use super::units::{Grams, SizeMm};

pub use super::packing::Objective;

/// Most units whose places are looked for. Assumption: nobody arranges more by a picture; the rule of volume goes on.
pub const MOST_PLANNED: u32 = 300;

/// Steps of the search for better answers, a step being some microseconds. They are counted and not timed, so that the
/// same order gets the same plan on every bench and at every restart.
const STEPS: u32 = 8_000;

/// Equal units of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// Place of their line in the pick list, from 0.
    pub line: usize,
    /// Size of one.
    pub size: SizeMm,
    /// Weight of one.
    pub weight: Grams,
    /// How many.
    pub count: u32,
    /// How one has to be handled.
    pub handling: Handling,
}

/// One unit in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedUnit {
    /// Place of its line in the pick list.
    pub line: usize,
    /// Its corner, in millimetres from the box's: along length, width and height.
    pub at: [u32; 3],
    /// Its sides as it stands.
    pub sides: [u32; 3],
}

/// One parcel of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedParcel {
    /// Its packaging; [`OWN_CARTON`] for a unit that ships as it is.
    pub packaging: PackagingCode,
    /// Room inside, in millimetres.
    pub inner: [u32; 3],
    /// Its units in the order in which they are put in; each stands on what is in already.
    pub units: Vec<PlannedUnit>,
    /// Units of unknown size, by line: they go in where there is room.
    pub loose: Vec<(usize, u32)>,
}

impl PlannedParcel {
    /// How many units of a line go in.
    pub fn count_of(&self, line: usize) -> u32 {
        let placed = self.units.iter().filter(|unit| unit.line == line).count();
        let loose = self.loose.iter().filter(|(of, _)| *of == line);
        u32::try_from(placed).unwrap_or(u32::MAX) + loose.map(|(_, count)| count).sum::<u32>()
    }

    fn total(&self) -> u32 {
        let placed = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        placed.saturating_add(self.loose.iter().map(|(_, count)| count).sum())
    }

    /// Whether it takes just these units.
    pub fn is_of(&self, contents: &[Goods]) -> bool {
        self.includes(contents) && count(contents) == self.total()
    }

    /// Whether it takes all of these units, and perhaps more.
    pub fn includes(&self, contents: &[Goods]) -> bool {
        contents
            .iter()
            .all(|goods| goods.count <= self.count_of(goods.line))
    }
}

/// Where everything goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackingPlan {
    /// What it is a plan of, and for which way out: another order with as many units of other sizes has its own.
    goods: Vec<Goods>,
    way: Way,
    /// The parcels; the first one is packed first.
    pub parcels: Vec<PlannedParcel>,
    /// Units that no packaging holds.
    pub left_over: u32,
}

impl PackingPlan {
    /// The first answer, without looking for better ones: a few thousandths of a second at most.
    pub fn first(goods: &[Goods], way: &Way, packagings: &[Packaging], rules: &Settings) -> Self {
        Planner::begin(goods, way, packagings, rules).plan()
    }

    /// Whether it is a plan of just these units on this way out.
    pub fn covers(&self, goods: &[Goods], way: &Way) -> bool {
        self.goods == goods && self.way == *way
    }

    /// The parcels that the order needs: a unit that no packaging holds gets one of its own.
    pub fn parcels_needed(&self) -> u32 {
        let planned = u32::try_from(self.parcels.len()).unwrap_or(u32::MAX);
        planned.saturating_add(self.left_over).max(1)
    }

    /// The parcel that takes these units: the first one that has them all, else the first of all.
    pub fn parcel_for(&self, contents: &[Goods]) -> Option<&PlannedParcel> {
        let mut parcels = self.parcels.iter();
        let fitting = parcels.find(|parcel| parcel.includes(contents));
        fitting.or(self.parcels.first())
    }

    /// The one parcel that everything goes into, if it does.
    pub fn only_parcel(&self) -> Option<&PlannedParcel> {
        match self.parcels.as_slice() {
            [only] if self.left_over == 0 => Some(only),
            _ => None,
        }
    }
}

/// How many units these are.
pub fn count(goods: &[Goods]) -> u32 {
    goods
        .iter()
        .fold(0, |sum, goods| goods.count.saturating_add(sum))
}

/// The one packaging that takes all of these units, the best of those by the shop's objective.
///
/// `None` when the search finds no place for some of them, which is no proof that there is none.
pub fn one_packaging(
    goods: &[Goods],
    way: &Way,
    packagings: &[Packaging],
    rules: &Settings,
) -> Option<PackagingCode> {
    let found = PackingPlan::first(goods, way, packagings, rules);
    let only = found.only_parcel().map(|parcel| parcel.packaging.clone());
    if only.is_some() || rules.packing_objective == Objective::FewestParcels {
        return only;
    }
    // Two small boxes may be better than the one that is asked for here.

    let fewest = Settings {
        packing_objective: Objective::FewestParcels,
        ..rules.clone()
    };
    let found = PackingPlan::first(goods, way, packagings, &fewest);
    found.only_parcel().map(|parcel| parcel.packaging.clone())
}

/// Looks for the plan of an order: a first one at once, then better ones.
#[derive(Debug)]
pub struct Planner {
    goods: Vec<Goods>,
    way: Way,
    carriage: Carriage,
    order: packing::Order,
    codes: Vec<PackagingCode>,
    search: Search,
}

impl Planner {
    /// Finds a first plan. Packagings of which the books have none left are proposed only where nothing else does.
    pub fn begin(goods: &[Goods], way: &Way, packagings: &[Packaging], rules: &Settings) -> Self {
        let goods: Vec<Goods> = goods.iter().filter(|it| it.count > 0).cloned().collect();
        let carriage = rules.carriage(way);
        let usable = packagings.iter().filter(|it| carriage.takes(it));
        let usable: Vec<&Packaging> = usable.collect();
        let in_stock: Vec<&Packaging> =
            usable.iter().copied().filter(|it| it.on_hand > 0).collect();
        let planner = Self::with(&goods, way, &in_stock, rules);
        if planner.search.answer().unplaced.is_empty() {
            return planner;
        }
        Self::with(&goods, way, &usable, rules)
    }

    fn with(goods: &[Goods], way: &Way, packagings: &[&Packaging], rules: &Settings) -> Self {
        let carriage = rules.carriage(way);
        let boxes = packagings.iter().map(|it| box_kind(it, &carriage));
        let boxes = boxes.collect();
        let order = packing::Order {
            items: items(goods),
            boxes,
            objective: rules.packing_objective,
            support: USUAL_SUPPORT,
            evenness: Evenness::USUAL,
        };
        Self {
            goods: goods.to_vec(),
            way: way.clone(),
            carriage,
            search: Search::begin(&order),
            codes: packagings.iter().map(|it| it.code.clone()).collect(),
            order,
        }
    }

    /// Looks for better plans until none is expected, or enough was tried: a tenth of a second at most.
    pub fn improve(&mut self) {
        self.search.improve(&mut Steps(STEPS));
    }

    /// Whether no better plan is looked for any more.
    pub fn is_over(&self) -> bool {
        self.search.is_over()
    }

    /// The best plan so far.
    pub fn plan(&self) -> PackingPlan {
        let answer = self.search.answer();
        let left = answer.unplaced.iter().map(|unplaced| unplaced.count);
        let refused = answer.parcels.iter().filter(|it| self.is_refused(it));
        let left = left.chain(refused.map(|_| 1));
        PackingPlan {
            goods: self.goods.clone(),
            way: self.way.clone(),
            parcels: answer
                .parcels
                .iter()
                .filter_map(|parcel| self.parcel(parcel))
                .collect(),
            left_over: u32::try_from(left.sum::<i64>()).unwrap_or(u32::MAX),
        }
    }

    fn parcel(&self, parcel: &packing::Parcel) -> Option<PlannedParcel> {
        let Some(place) = parcel.box_kind else {
            return self.own_carton(parcel);
        };
        let kind = self.order.boxes.get(place)?;
        let line = |item: usize| self.goods.get(item).map(|goods| goods.line);
        let units = parcel.units.iter().filter_map(|unit| {
            Some(PlannedUnit {
                line: line(unit.item)?,
                at: unit.at.map(millimetres),
                sides: unit.sides.map(millimetres),
            })
        });
        let loose = parcel.loose.iter().filter_map(|(item, count)| {
            Some((line(*item)?, u32::try_from(*count).unwrap_or(u32::MAX)))
        });
        Some(PlannedParcel {
            packaging: self.codes.get(place)?.clone(),
            inner: kind.inner.map(millimetres),
            units: units.collect(),
            loose: loose.collect(),
        })
    }

    /// A unit that is a parcel by itself.
    fn own_carton(&self, parcel: &packing::Parcel) -> Option<PlannedParcel> {
        let goods = self.goods.get(parcel.units.first()?.item)?;
        let size = goods.size;
        let sides = [size.length, size.width, size.height];
        (!self.is_refused(parcel)).then(|| PlannedParcel {
            packaging: OWN_CARTON.into(),
            inner: sides,
            units: vec![PlannedUnit {
                line: goods.line,
                at: [0; 3],
                sides,
            }],
            loose: Vec::new(),
        })
    }

    /// Whether it is a unit in its own carton that may not go out this way.
    fn is_refused(&self, parcel: &packing::Parcel) -> bool {
        let unit = parcel.units.first().filter(|_| parcel.box_kind.is_none());
        let goods = unit.and_then(|unit| self.goods.get(unit.item));
        goods.is_some_and(|goods| {
            let carton = Packaging::own_carton(goods.size);
            let most = self.carriage.max_gross(&carton);
            most.is_none_or(|most| goods.weight > most)
        })
    }
}

/// Patience that is counted.
struct Steps(u32);

impl Patience for Steps {
    fn goes_on(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

fn millimetres(side: i64) -> u32 {
    u32::try_from(side).unwrap_or(0)
}

fn items(goods: &[Goods]) -> Vec<Item> {
    let item = |it: &Goods| {
        let size = [it.size.length, it.size.width, it.size.height];
        let others = goods.iter().enumerate();
        let apart = others.filter(|(_, other)| !it.handling.may_share(&other.handling));
        Item {
            upright: it.handling.upright(it.size),
            is_fragile: it.handling.fragile,
            bears_nothing: it.handling.nothing_on_top,
            own_carton: it.handling.own_carton,
            folds: it.handling.folds,
            apart: apart.map(|(place, _)| place).collect(),
            ..Item::plain(size.map(i64::from), i64::from(it.count), it.weight.0)
        }
    };
    goods.iter().map(item).collect()
}

fn box_kind(packaging: &Packaging, carriage: &Carriage) -> BoxKind {
    let inner = packaging.inner;
    BoxKind {
        inner: [inner.length, inner.width, inner.height].map(i64::from),
        tare: packaging.tare.0,
        stock: (packaging.on_hand > 0).then_some(packaging.on_hand),
        prices: carriage.costs(packaging),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::packaging::sample;
    use crate::domain::units::Minor;

    fn carton(code: &str, inner: [u32; 3], cost: i64) -> Packaging {
        Packaging {
            cost: Minor(cost),
            ..sample::carton(code, inner)
        }
    }

    fn goods(line: usize, size: [u32; 3], count: u32) -> Goods {
        Goods {
            line,
            size: SizeMm::new(size[0], size[1], size[2]),
            weight: Grams(300),
            count,
            handling: Handling::default(),
        }
    }

    fn handled(handling: Handling, mut goods: Goods) -> Goods {
        goods.handling = handling;
        goods
    }

    fn sort(name: &str) -> Handling {
        Handling {
            sort: Some(name.to_owned()),
            ..Handling::default()
        }
    }

    fn way(to_locker: bool) -> Way {
        Way::by_default(to_locker)
    }

    #[test]
    fn goods_that_must_not_share_a_parcel_get_two_although_one_box_would_hold_both() {
        let cube = carton("CUBE", [210, 210, 210], 150);
        let soap = handled(sort("chemicals"), goods(0, [100, 100, 100], 1));
        let rice = handled(sort("food"), goods(1, [100, 100, 100], 1));
        let both = [soap, rice.clone()];
        let plan = PackingPlan::first(&both, &way(false), &[cube], &Settings::default());
        assert_eq!((plan.parcels.len(), plan.left_over), (2, 0));
        // Whoever takes the rice first packs the parcel of the rice.
        let of_rice = plan.parcel_for(&[rice]).expect("a parcel");
        assert_eq!((of_rice.count_of(1), of_rice.count_of(0)), (1, 0));
    }

    #[test]
    fn a_unit_in_its_own_carton_is_a_parcel_without_packaging() {
        let own = Handling {
            own_carton: true,
            ..Handling::default()
        };
        let order = [
            handled(own, goods(0, [700, 400, 300], 2)),
            goods(1, [100, 100, 100], 1),
        ];
        let cube = carton("CUBE", [210, 210, 210], 150);
        let plan = PackingPlan::first(
            &order,
            &way(false),
            std::slice::from_ref(&cube),
            &Settings::default(),
        );
        let codes = plan.parcels.iter().map(|it| it.packaging.as_str());
        let codes: Vec<&str> = codes.collect();
        assert_eq!(codes, ["CUBE", OWN_CARTON, OWN_CARTON]);
        // No locker takes it.
        let plan = PackingPlan::first(&order, &way(true), &[cube], &Settings::default());
        assert_eq!((plan.parcels.len(), plan.left_over), (1, 2));
    }

    #[test]
    fn what_must_stand_upright_gets_a_box_that_is_high_enough() {
        let upright = Handling {
            stands: crate::domain::handling::Stands::ThisSideUp,
            ..Handling::default()
        };
        let low = carton("LOW", [400, 400, 110], 100);
        let high = carton("HIGH", [300, 300, 310], 300);
        let bottle = goods(0, [100, 100, 300], 1);
        let shelf = [low, high];
        let rules = Settings::default();
        let lying = one_packaging(std::slice::from_ref(&bottle), &way(false), &shelf, &rules);
        let standing = one_packaging(&[handled(upright, bottle)], &way(false), &shelf, &rules);
        assert_eq!((lying, standing), (Some("LOW".into()), Some("HIGH".into())));
    }

    #[test]
    fn what_folds_goes_into_a_box_that_is_too_short_for_it() {
        let folds = Handling {
            folds: true,
            ..Handling::default()
        };
        let cube = carton("CUBE", [310, 310, 100], 150);
        let shirt = goods(0, [500, 300, 20], 2);
        let rules = Settings::default();
        let stiff = one_packaging(
            std::slice::from_ref(&shirt),
            &way(false),
            std::slice::from_ref(&cube),
            &rules,
        );
        let folded = one_packaging(&[handled(folds, shirt)], &way(false), &[cube], &rules);
        assert_eq!((stiff, folded), (None, Some("CUBE".into())));
    }

    #[test]
    fn nothing_stands_on_goods_that_bear_nothing() {
        let bears_nothing = Handling {
            nothing_on_top: true,
            ..Handling::default()
        };
        // Two would lie on each other; nothing may lie on either, so that they lie side by side.
        let tall = carton("TALL", [210, 210, 210], 100);
        let wide = carton("WIDE", [410, 210, 110], 200);
        let cakes = goods(0, [200, 200, 100], 2);
        let shelf = [tall, wide];
        let rules = Settings::default();
        let cheapest = |goods: Goods| one_packaging(&[goods], &way(false), &shelf, &rules);
        assert_eq!(cheapest(handled(bears_nothing, cakes)), Some("WIDE".into()));
    }

    #[test]
    fn what_fits_by_volume_but_not_by_shape_gets_a_box_it_does_fit_into() {
        let flat = carton("FLAT", [400, 400, 50], 100);
        let cube = carton("CUBE", [210, 210, 210], 150);
        // Two cubes of 200 × 200 × 100 have the volume of the flat box and its sides, but not its height.
        let two = [goods(0, [200, 200, 100], 2)];
        let found = one_packaging(&two, &way(false), &[flat, cube], &Settings::default());
        assert_eq!(found, Some("CUBE".into()));
    }

    #[test]
    fn the_shop_chooses_what_is_best() {
        let small = carton("DEAR", [210, 210, 210], 900);
        let large = carton("CHEAP", [300, 300, 300], 100);
        let two = [goods(0, [200, 200, 100], 2)];
        let by = |objective| {
            let rules = Settings {
                packing_objective: objective,
                ..Settings::default()
            };
            one_packaging(&two, &way(false), &[small.clone(), large.clone()], &rules)
        };
        assert_eq!(by(Objective::LeastCost), Some("CHEAP".into()));
        assert_eq!(by(Objective::LeastRoom), Some("DEAR".into()));
    }

    #[test]
    fn a_packaging_that_is_used_up_is_proposed_only_where_nothing_else_does() {
        let mut gone = carton("GONE", [210, 210, 210], 100);
        gone.on_hand = 0;
        let other = carton("OTHER", [300, 300, 300], 200);
        let one = [goods(0, [200, 200, 200], 1)];
        let rules = Settings::default();
        let found = one_packaging(&one, &way(false), &[gone.clone(), other], &rules);
        assert_eq!(found, Some("OTHER".into()));
        let found = one_packaging(&one, &way(false), &[gone], &rules);
        assert_eq!(found, Some("GONE".into()));
    }

    #[test]
    fn a_plan_stays_true_while_its_units_are_scanned() {
        let cube = carton("CUBE", [210, 210, 210], 150);
        let all = [goods(0, [200, 200, 100], 2), goods(2, [100, 100, 10], 1)];
        let plan = PackingPlan::first(&all, &way(false), &[cube], &Settings::default());
        assert!(plan.covers(&all, &way(false)));
        assert!(!plan.covers(&all[..1], &way(false)));
        let first = plan.only_parcel().expect("one parcel");
        assert!(first.includes(&[goods(2, [100, 100, 10], 1)]) && first.is_of(&all));
    }

    #[test]
    fn goods_of_unknown_size_go_along_and_goods_too_large_for_every_box_are_counted() {
        let cube = carton("CUBE", [210, 210, 210], 150);
        let odd = [
            goods(0, [200, 200, 100], 1),
            goods(1, [0, 0, 0], 1),
            goods(2, [900, 10, 10], 2),
        ];
        let plan = PackingPlan::first(&odd, &way(false), &[cube], &Settings::default());
        let loose: Vec<&[(usize, u32)]> = plan.parcels.iter().map(|it| &it.loose[..]).collect();
        assert_eq!((loose, plan.left_over), (vec![&[(1, 1)][..]], 2));
        assert_eq!(plan.parcels_needed(), 3);
    }

    #[test]
    fn a_locker_parcel_goes_into_the_cheapest_compartment() {
        let rules = Settings {
            packing_objective: Objective::LeastCost,
            ..Settings::default()
        };
        // The cheap carton needs compartment B, the dearer one goes into A.
        let tall = carton("TALL", [300, 300, 150], 100);
        let low = carton("LOW", [370, 370, 70], 120);
        let one = [goods(0, [200, 200, 60], 1)];
        let found = one_packaging(&one, &way(true), &[tall, low], &rules);
        assert_eq!(found, Some("LOW".into()));
    }
}
