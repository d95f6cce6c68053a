//! Does it fit, and into what? The packing plan answers; what it does not cover is looked for, and goods beyond any
//! plan go by the rule of volume.

use std::borrow::Cow;

use super::unit_step::box_of;
use super::{Context, Line, Session};
use crate::domain::ids::PackagingCode;
use crate::domain::packaging::{OWN_CARTON, Packaging, parcels_needed, smallest_that_holds};
use crate::domain::packing_plan::{
    Goods, MOST_PLANNED, PackingPlan, PlannedParcel, count, one_packaging,
};
use crate::domain::session::{OpenedLine, Parcel};
use crate::domain::settings::Settings;
use crate::domain::tariff::Way;

/// What there is to pack into, and what is planned.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// All packagings.
    pub packagings: &'a [Packaging],
    /// By what the shop chooses.
    pub settings: &'a Settings,
    /// Where the units of the open parcel and those still missing go, once somebody has looked.
    pub plan: Option<&'a PackingPlan>,
}

impl<'a> Shelf<'a> {
    /// The packaging to propose for the parcel at hand.
    pub fn suggestion(self, session: &Session) -> Option<PackagingCode> {
        let parcel = session.parcel()?;
        let carriage = self.settings.carriage(&session.way);
        if let Some(carton) = session.own_carton(parcel) {
            return carriage.takes(&carton).then(|| OWN_CARTON.into());
        }
        let contents = session.contents_of(parcel);
        // The box that stands on the scale already, unless it turned out too weak.
        let chosen = box_of(session);
        let chosen = chosen.and_then(|code| self.packagings.iter().find(|it| it.code == *code));
        if let Some(chosen) = chosen
            && carriage
                .max_gross(chosen)
                .is_some_and(|most| contents.net + chosen.tare <= most)
        {
            return Some(chosen.code.clone());
        }
        let goods = session.goods_of(parcel);
        if goods.is_empty() {
            return None;
        }
        if let Some(planned) = self.planned(session)
            && planned.is_of(&goods)
        {
            return Some(planned.packaging.clone());
        }
        self.one_packaging(&goods, &session.way).or_else(|| {
            // Nobody found places for all of it, and it is in the parcel: by its volume it may still fit.
            let smallest = smallest_that_holds(self.packagings, &contents, &carriage);
            smallest.map(|packaging| packaging.code.clone())
        })
    }

    /// A packaging that takes the parcel at hand this way out, if there is one.
    pub(super) fn carried(self, session: &Session, way: &Way) -> Option<PackagingCode> {
        let parcel = session.parcel()?;
        let goods = session.goods_of(parcel);
        self.one_packaging(&goods, way).or_else(|| {
            let contents = session.contents_of(parcel);
            let carriage = self.settings.carriage(way);
            let smallest = smallest_that_holds(self.packagings, &contents, &carriage);
            smallest.map(|packaging| packaging.code.clone())
        })
    }

    /// The packaging for what the parcel at hand is going to hold, before anything is in it.
    pub(super) fn packaging_ahead(self, session: &Session) -> Option<&'a Packaging> {
        let goods = session.goods_ahead();
        let code = match self.planned(session) {
            Some(planned) => planned.packaging.clone(),
            None if count(&goods) > MOST_PLANNED => return self.smallest_ahead(session),
            None => {
                let plan = self.first_plan(&goods, &session.way);
                plan.parcels.first()?.packaging.clone()
            }
        };
        self.packagings.iter().find(|it| it.code == code)
    }

    /// The smallest packaging for units in the list's order, as long as one packaging holds them all by volume.
    fn smallest_ahead(self, session: &Session) -> Option<&'a Packaging> {
        let carriage = self.settings.carriage(&session.way);
        let mut ahead = crate::domain::packaging::Contents::default();
        let mut found = None;
        for line in &session.lines {
            for _ in 0..line.missing() {
                let fuller = ahead.with(line.opened.size, line.opened.unit_weight, 1);
                let Some(packaging) = smallest_that_holds(self.packagings, &fuller, &carriage)
                else {
                    return found;
                };
                found = Some(packaging);
                ahead = fuller;
            }
        }
        found
    }

    /// Whether no unit that is still missing fits beside what is in the parcel.
    pub(super) fn is_full(self, session: &Session) -> bool {
        let missing = session.lines.iter().enumerate();
        let mut missing = missing.filter(|(_, line)| line.missing() > 0).peekable();
        missing.peek().is_some() && missing.all(|(at, line)| !self.fits(session, at, line, 1))
    }

    /// Whether some packaging still holds the parcel with `units` more of `line`. An empty parcel takes anything.
    ///
    /// What cannot fit by volume, sides or weight does not. What can by these, fits when the plan says so, or when
    /// places are found for all of it. Where the packer sees that more fits, its weight alone is asked.
    pub(super) fn fits(self, session: &Session, at: usize, line: &Line, units: u32) -> bool {
        let Some(parcel) = session.parcel() else {
            return true;
        };
        if !session.may_join(parcel, line) || (line.opened.handling.own_carton && units > 1) {
            return false;
        }
        if self.packagings.is_empty() || (parcel.contents.is_empty() && units == 1) {
            return true;
        }
        let fuller =
            session
                .contents_of(parcel)
                .with(line.opened.size, line.opened.unit_weight, units);
        let carriage = self.settings.carriage(&session.way);
        if parcel.by_eye {
            let mut limits = self
                .packagings
                .iter()
                .map(|it| (carriage.max_gross(it), it.tare));
            return limits.any(|(most, tare)| most.is_some_and(|most| fuller.net + tare <= most));
        }
        if smallest_that_holds(self.packagings, &fuller, &carriage).is_none() {
            return false;
        }
        let goods = fuller_goods(session, parcel, at, units);
        if count(&goods) > MOST_PLANNED {
            return true;
        }
        let is_planned = self
            .planned(session)
            .is_some_and(|planned| planned.includes(&goods));
        is_planned || self.one_packaging(&goods, &session.way).is_some()
    }

    /// How many of the missing units of `line` the parcel still takes; an empty one takes at least one.
    pub(super) fn most_that_fit(self, session: &Session, at: usize, line: &Line) -> u32 {
        let fit = (1..=line.missing())
            .rev()
            .find(|units| self.fits(session, at, line, *units));
        fit.unwrap_or(0)
    }

    /// How many parcels these lines are going to need.
    pub(super) fn parcels_needed(self, lines: &[OpenedLine], way: &Way) -> u32 {
        let is_own = |line: &&OpenedLine| line.handling.own_carton;
        if self.packagings.is_empty() {
            let own = lines.iter().filter(is_own).map(|line| line.ordered);
            let others = lines.iter().any(|line| !is_own(&line) && line.ordered > 0);
            return own.fold(u32::from(others), u32::saturating_add).max(1);
        }
        let goods: Vec<Goods> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| goods_of(at, line, line.ordered))
            .collect();
        if count(&goods) > MOST_PLANNED {
            let own = lines.iter().filter(is_own).map(|line| line.ordered);
            let own = own.fold(0, u32::saturating_add);
            let others = lines.iter().filter(|line| !is_own(line));
            let mut units = others
                .map(|line| (line.size, line.unit_weight, line.ordered))
                .filter(|(_, _, count)| *count > 0)
                .peekable();
            if own > 0 && units.peek().is_none() {
                return own;
            }
            let carriage = self.settings.carriage(way);
            return parcels_needed(self.packagings, units, &carriage).saturating_add(own);
        }
        self.first_plan(&goods, way).parcels_needed()
    }

    /// The planned parcel that the open one is going to be.
    fn planned(self, session: &Session) -> Option<&'a PlannedParcel> {
        let plan = self
            .plan
            .filter(|it| it.covers(&session.goods_ahead(), &session.way))?;
        plan.parcel_for(&session.goods_inside())
    }

    fn first_plan(self, goods: &[Goods], way: &Way) -> PackingPlan {
        PackingPlan::first(goods, way, self.packagings, self.settings)
    }

    fn one_packaging(self, goods: &[Goods], way: &Way) -> Option<PackagingCode> {
        if count(goods) > MOST_PLANNED {
            return None;
        }
        one_packaging(goods, way, self.packagings, self.settings)
    }
}

impl Context<'_> {
    /// What there is to pack into.
    pub(super) fn shelf(&self) -> Shelf<'_> {
        Shelf {
            packagings: self.packagings,
            settings: self.settings,
            plan: self.plan,
        }
    }
}

impl Session {
    /// The carton of the one unit in a parcel, where that unit ships as it is.
    pub fn own_carton(&self, parcel: &Parcel) -> Option<Packaging> {
        let mut contents = parcel.contents.iter();
        let (Some((at, 1)), None) = (contents.next(), contents.next()) else {
            return None;
        };
        let opened = &self.lines.get(*at)?.opened;
        let is_own = opened.handling.own_carton;
        is_own.then(|| Packaging::own_carton(opened.size))
    }

    /// The packaging of this code for a parcel: one of the shop's, or the carton of the goods themselves.
    pub fn packaging_of<'a>(
        &self,
        parcel: &Parcel,
        code: &PackagingCode,
        packagings: &'a [Packaging],
    ) -> Option<Cow<'a, Packaging>> {
        if code.as_str() == OWN_CARTON {
            return self.own_carton(parcel).map(Cow::Owned);
        }
        let mut packagings = packagings.iter();
        let found = packagings.find(|packaging| packaging.code == *code);
        found.map(Cow::Borrowed)
    }

    /// Whether a unit of a line may be in a parcel with what is in it, by how the goods have to be handled.
    pub fn may_join(&self, parcel: &Parcel, line: &Line) -> bool {
        let inside = parcel.contents.iter().filter(|(_, units)| **units > 0);
        let mut inside = inside.filter_map(|(at, _)| self.lines.get(*at));
        inside.all(|other| line.opened.handling.goes_with(&other.opened.handling))
    }

    /// What is in the open parcel, for its places.
    pub fn goods_inside(&self) -> Vec<Goods> {
        let parcel = self.parcel().filter(|parcel| !parcel.closed);
        parcel
            .map(|parcel| self.goods_of(parcel))
            .unwrap_or_default()
    }

    /// What is in a parcel, for its places.
    pub fn goods_of(&self, parcel: &Parcel) -> Vec<Goods> {
        let lines = parcel.contents.iter().filter(|(_, units)| **units > 0);
        lines
            .filter_map(|(at, units)| Some(goods_of(*at, &self.lines.get(*at)?.opened, *units)))
            .collect()
    }

    /// What is in the open parcel or still missing: scanning does not change it.
    pub fn goods_ahead(&self) -> Vec<Goods> {
        let parcel = self.parcel().filter(|parcel| !parcel.closed);
        let inside = |at: usize| parcel.and_then(|it| it.contents.get(&at)).copied();
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(at, line)| {
                let units = line.missing().saturating_add(inside(at).unwrap_or(0));
                goods_of(at, &line.opened, units)
            })
            .filter(|goods| goods.count > 0)
            .collect()
    }
}

fn goods_of(at: usize, line: &OpenedLine, count: u32) -> Goods {
    Goods {
        line: at,
        size: line.size,
        weight: line.unit_weight,
        count,
        handling: line.handling.clone(),
    }
}

/// What the parcel holds with `units` more of a line.
fn fuller_goods(session: &Session, parcel: &Parcel, at: usize, units: u32) -> Vec<Goods> {
    let mut goods = session.goods_of(parcel);
    match goods.iter_mut().find(|goods| goods.line == at) {
        Some(same) => same.count = same.count.saturating_add(units),
        None => goods.extend(
            session
                .lines
                .get(at)
                .map(|line| goods_of(at, &line.opened, units)),
        ),
    }
    goods
}
