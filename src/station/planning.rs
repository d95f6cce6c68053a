//! The packing plan of the open order: a first one at once, a better one when it is found.

use std::collections::BTreeMap;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::event::Event;
use super::run::Station;
use super::snapshot::{ParcelCost, PlanView, PlannedUnitView};
use crate::domain::handling::{Handling, Mark};
use crate::domain::ids::PackagingCode;
use crate::domain::packing_plan::{
    Goods, MOST_PLANNED, Objective, PackingPlan, PlannedParcel, Planner, count,
};
use crate::domain::session::{Parcel, Session, Shelf, Step};
use crate::domain::tariff::Way;
use crate::labels::documents::{BoxPicture, PicturedUnit};

/// Who looks for better plans: takes a planner, and the number of its plan.
pub type PlannerDoor = Box<dyn Fn(Planner, u64) + Send>;

/// The plan at hand.
#[derive(Default)]
pub(super) struct Planning {
    plan: Option<PackingPlan>,
    /// Plans begun so far: what is found for an earlier one comes too late.
    begun: u64,
    /// Takes a planner away to let it look for better plans; without one the station looks itself.
    door: Option<PlannerDoor>,
}

/// Looks for better plans on a thread of its own, one for each order that needs it, which ends by itself.
pub(super) fn planner_door(inbox: &SyncSender<Event>) -> PlannerDoor {
    let inbox = inbox.clone();
    Box::new(move |mut planner, number| {
        let inbox = inbox.clone();
        let looking = move || {
            planner.improve();
            // Without a loop nobody packs any more.
            drop(inbox.send(Event::Planned {
                number,
                plan: Box::new(planner.plan()),
            }));
        };
        if let Err(error) = thread::Builder::new().name("packing".into()).spawn(looking) {
            tracing::warn!(%error, "no thread to look for a better packing; the first plan stays");
        }
    })
}

impl Station {
    /// From now on somebody else looks for better plans, so that no scan waits for it.
    pub fn improve_plans_by(&mut self, door: PlannerDoor) {
        self.planning.door = Some(door);
    }

    /// The plan of the open order.
    pub(super) fn plan(&self) -> Option<&PackingPlan> {
        self.planning.plan.as_ref()
    }

    /// What there is to pack into.
    pub(super) fn shelf(&self) -> Shelf<'_> {
        Shelf {
            packagings: &self.packagings,
            settings: &self.settings,
            plan: self.plan(),
        }
    }

    /// Packagings or rules are other ones now: plans are made anew.
    pub(super) fn forget_plan(&mut self) {
        self.planning.plan = None;
    }

    /// Makes a plan of what the open order still needs, unless there is one. `true` when there is a new one.
    pub(super) fn plan_ahead(&mut self) -> bool {
        let wanted = self.to_plan(self.bench.session());
        wanted.is_some_and(|wanted| self.plan_goods(wanted))
    }

    /// Makes it for a packaging that is about to be proposed: a closed order that is opened again has no plan any
    /// more after a restart, and the bench proposes the same as one that was never switched off.
    pub(super) fn plan_packaging(&mut self, session: Option<&Session>) {
        let session = session.filter(|session| session.step == Step::Packaging);
        if let Some(wanted) = self.to_plan(session) {
            self.plan_goods(wanted);
        }
    }

    fn plan_goods(&mut self, (goods, way): (Vec<Goods>, Way)) -> bool {
        if self.plan().is_some_and(|plan| plan.covers(&goods, &way)) {
            return false;
        }
        let mut planner = Planner::begin(&goods, &way, &self.packagings, &self.settings);
        if self.planning.door.is_none() {
            planner.improve();
        }
        self.planning.plan = Some(planner.plan());
        self.planning.begun += 1;
        if let Some(door) = self.planning.door.as_ref().filter(|_| !planner.is_over()) {
            door(planner, self.planning.begun);
        }
        true
    }

    /// A better plan was found for the one of this number. `true` when it is still of use.
    pub(super) fn planned(&mut self, number: u64, plan: PackingPlan) -> bool {
        let is_better =
            number == self.planning.begun && self.plan().is_some_and(|current| *current != plan);
        if is_better {
            self.planning.plan = Some(plan);
        }
        is_better
    }

    /// What an order still needs a plan for, and how it goes out.
    fn to_plan(&self, session: Option<&Session>) -> Option<(Vec<Goods>, Way)> {
        let session = session.filter(|session| is_packed(session))?;
        let goods = session.goods_ahead();
        let is_some = !goods.is_empty() && count(&goods) <= MOST_PLANNED;
        (is_some && !self.packagings.is_empty()).then(|| (goods, session.way.clone()))
    }

    /// Where the units of the parcel at hand go.
    pub(super) fn plan_view(&self, session: &Session) -> Option<PlanView> {
        let plan = self
            .plan()
            .filter(|it| it.covers(&session.goods_ahead(), &session.way))?;
        let planned = plan.parcel_for(&session.goods_inside())?;
        let mut scanned = session.parcel()?.contents.clone();
        let units: Vec<PlannedUnitView> = planned
            .units
            .iter()
            .filter_map(|unit| {
                let opened = &session.lines.get(unit.line)?.opened;
                let sku = &opened.sku;
                Some(PlannedUnitView {
                    sku: sku.clone(),
                    // Two lines of one product have one colour.
                    product: session.lines_of(sku).next()?.0,
                    at: unit.at,
                    sides: unit.sides,
                    is_in: take_one(&mut scanned, unit.line),
                    mark: standing_mark(&opened.handling),
                })
            })
            .collect();
        Some(PlanView {
            packaging: planned.packaging.clone(),
            inner: planned.inner,
            objective: self.settings.packing_objective,
            cost: self.cost_of(planned, session),
            units,
        })
    }
}

impl Station {
    /// Packagings that the order's carrier never takes.
    pub(super) fn not_carried(&self, session: &Session) -> Vec<PackagingCode> {
        let carriage = self.settings.carriage(&session.way);
        let refused = self.packagings.iter().filter(|it| !carriage.takes(it));
        refused.map(|it| it.code.clone()).collect()
    }

    /// What a planned parcel is going to cost; nothing where nobody has told what the carrier takes.
    fn cost_of(&self, planned: &PlannedParcel, session: &Session) -> Option<ParcelCost> {
        let carriage = self.settings.carriage(&session.way);
        let counts = self.settings.packing_objective == Objective::LeastCost;
        if !carriage.is_priced && !counts {
            return None;
        }
        let mut packagings = self.packagings.iter();
        let packaging = packagings.find(|it| it.code == planned.packaging)?;
        let weight = |line: usize| session.lines.get(line).map(|line| line.opened.unit_weight);
        let placed = planned.units.iter().filter_map(|unit| weight(unit.line));
        let loose = planned.loose.iter();
        let loose = loose.filter_map(|(line, count)| Some(weight(*line)? * *count));
        let gross = placed
            .chain(loose)
            .fold(packaging.tare, |sum, weight| sum + weight);
        Some(ParcelCost {
            packaging: packaging.cost,
            carrier: carriage.price(packaging, gross)?,
        })
    }
}

impl Station {
    /// Where the units of a parcel stand, for its packing slip: by the plan that was on the screen, else as places are
    /// found for them in the packaging that was taken; nothing where there are none.
    pub(super) fn packed_picture(&self, session: &Session, parcel: &Parcel) -> Option<BoxPicture> {
        let chosen = &parcel.packaging.as_ref()?.code;
        let goods = session.goods_of(parcel);
        if goods.is_empty() || count(&goods) > MOST_PLANNED {
            return None;
        }
        let is_it = |planned: &PlannedParcel| planned.packaging == *chosen && planned.is_of(&goods);
        let shown = self
            .plan()
            .filter(|plan| plan.covers(&session.goods_ahead(), &session.way));
        let shown = shown.and_then(|plan| plan.parcels.iter().find(|it| is_it(it)));
        let found = shown.cloned().or_else(|| {
            let packaging = self.packagings.iter().find(|it| it.code == *chosen)?;
            let only = std::slice::from_ref(packaging);
            let plan = PackingPlan::first(&goods, &session.way, only, &self.settings);
            plan.only_parcel().filter(|it| is_it(it)).cloned()
        })?;
        let units = found.units.iter().filter_map(|unit| {
            Some(PicturedUnit {
                sku: session.lines.get(unit.line)?.opened.sku.clone(),
                at: unit.at,
                sides: unit.sides,
            })
        });
        let units: Vec<PicturedUnit> = units.collect();
        (!units.is_empty()).then_some(BoxPicture {
            inner: found.inner,
            units,
        })
    }
}

/// The mark that says most about how a unit stands in the box.
fn standing_mark(handling: &Handling) -> Option<Mark> {
    let mut marks = handling.marks().into_iter();
    marks.find(|mark| matches!(mark, Mark::NothingOnTop | Mark::Fragile | Mark::ThisSideUp))
}

fn is_packed(session: &Session) -> bool {
    matches!(
        session.step,
        Step::Scanning | Step::Packaging | Step::Weighing | Step::Confirming
    )
}

fn take_one(scanned: &mut BTreeMap<usize, u32>, line: usize) -> bool {
    match scanned.get_mut(&line) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}
