//! The packing plan of the open order: a first one at once, a better one when it is found.

use std::collections::BTreeMap;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::event::Event;
use super::run::Station;
use super::snapshot::{PlanView, PlannedUnitView};
use crate::domain::ids::Sku;
use crate::domain::packing_plan::{Goods, MOST_PLANNED, PackingPlan, Planner, count};
use crate::domain::session::{Session, Shelf, Step};

/// Who looks for better plans.
pub type PlannerDoor = Box<dyn Fn(Planner) + Send>;

/// The plan at hand.
#[derive(Default)]
pub(super) struct Planning {
    plan: Option<PackingPlan>,
    /// Takes a planner away to let it look for better plans; without one the station looks itself.
    door: Option<PlannerDoor>,
}

/// Looks for better plans on a thread of its own, one for each order that needs it, which ends by itself.
pub(super) fn planner_door(inbox: &SyncSender<Event>) -> PlannerDoor {
    let inbox = inbox.clone();
    Box::new(move |mut planner| {
        let inbox = inbox.clone();
        let looking = move || {
            planner.improve();
            // Without a loop nobody packs any more.
            drop(inbox.send(Event::Planned(Box::new(planner.plan()))));
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
        let Some((goods, to_locker)) = self.to_plan() else {
            return false;
        };
        if self.plan().is_some_and(|plan| plan.covers(&goods)) {
            return false;
        }
        let mut planner = Planner::begin(&goods, to_locker, &self.packagings, &self.settings);
        if self.planning.door.is_none() {
            planner.improve();
        }
        self.planning.plan = Some(planner.plan());
        if let Some(door) = self.planning.door.as_ref().filter(|_| !planner.is_over()) {
            door(planner);
        }
        true
    }

    /// A better plan was found. `true` when it is still of use.
    pub(super) fn planned(&mut self, plan: PackingPlan) -> bool {
        let is_wanted = self.to_plan().is_some_and(|(goods, _)| plan.covers(&goods))
            && self.plan().is_some_and(|current| *current != plan);
        if is_wanted {
            self.planning.plan = Some(plan);
        }
        is_wanted
    }

    /// What the open order still needs a plan for, and whether it goes to a locker.
    fn to_plan(&self) -> Option<(Vec<Goods>, bool)> {
        let session = self.bench.session().filter(|session| is_packed(session))?;
        let goods = session.goods_ahead();
        let is_some = !goods.is_empty() && count(&goods) <= MOST_PLANNED;
        (is_some && !self.packagings.is_empty()).then_some((goods, session.to_locker))
    }
}

fn is_packed(session: &Session) -> bool {
    matches!(
        session.step,
        Step::Scanning | Step::Packaging | Step::Weighing | Step::Confirming
    )
}

impl Station {
    /// Where the units of the parcel at hand go.
    pub(super) fn plan_view(&self, session: &Session) -> Option<PlanView> {
        let plan = self.plan().filter(|it| it.covers(&session.goods_ahead()))?;
        let planned = plan.parcels.first()?;
        let mut scanned = session.parcel()?.contents.clone();
        let units: Vec<PlannedUnitView> = planned
            .units
            .iter()
            .map(|unit| PlannedUnitView {
                sku: session
                    .lines
                    .get(unit.line)
                    .map_or_else(|| Sku(String::new()), |line| line.opened.sku.clone()),
                product: product_of(session, unit.line),
                at: unit.at,
                sides: unit.sides,
                is_in: take_one(&mut scanned, unit.line),
            })
            .collect();
        Some(PlanView {
            packaging: planned.packaging.clone(),
            inner: planned.inner,
            objective: self.settings.packing_objective,
            units,
        })
    }
}

/// The product of a line by its first line: two lines of one product have one colour.
fn product_of(session: &Session, line: usize) -> usize {
    let sku = session.lines.get(line).map(|line| &line.opened.sku);
    let mut lines = session.lines.iter();
    lines
        .position(|other| Some(&other.opened.sku) == sku)
        .unwrap_or(line)
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
