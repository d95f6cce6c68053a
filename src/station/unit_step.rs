//! Whether this bench weighs each unit, and which weight it waits for now.

use super::config::{BenchConfig, ConfigError};
use super::run::{Station, chain};
use super::snapshot::UnitStepView;
use crate::domain::ids::{OrderNo, PackagingCode};
use crate::domain::session::unit_step::{DueOnScale, UnitDue, UnitStepAt};
use crate::domain::session::{Session, Step};
use crate::domain::units::Grams;
use crate::domain::weight_check::Expectation;

/// What the weighing of each unit is set to here, beside what the facts of a parcel say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct UnitStepSetUp {
    /// Chosen for this bench.
    is_on: bool,
    /// The scale does not answer.
    is_scale_gone: bool,
}

impl UnitStepSetUp {
    pub(super) fn of(config: &BenchConfig) -> Self {
        Self {
            is_on: config.scale.as_ref().is_some_and(|scale| scale.each_unit),
            is_scale_gone: false,
        }
    }
}

/// What a weight is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightOf {
    /// The whole parcel, packed.
    Parcel,
    /// The box with what went in or came out just now.
    Unit {
        /// What the scale shows while nothing has gone in or come out, where that is known.
        unmoved: Option<Expectation>,
    },
}

/// A parcel that waits for a weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitedWeight {
    /// The order.
    pub order: OrderNo,
    /// The parcel, from 1.
    pub parcel: u32,
    /// What is to be weighed.
    pub of: WeightOf,
}

impl AwaitedWeight {
    /// Whether this weight only says that nothing was done yet.
    pub fn is_unmoved(&self, gross: Grams) -> bool {
        match self.of {
            WeightOf::Parcel => false,
            WeightOf::Unit { unmoved } => unmoved.is_some_and(|unmoved| unmoved.accepts(gross)),
        }
    }
}

impl Station {
    /// The weight that the bench waits for, if it can take one now.
    pub fn waits_for_weight(&self) -> Option<AwaitedWeight> {
        let can_take = self.bench.worker.is_some() && self.bench.question.is_none();
        let session = self.bench.session().filter(|_| can_take)?;
        let of = match session.step {
            Step::Weighing => WeightOf::Parcel,
            Step::Scanning if session.label_due.is_none() => WeightOf::Unit {
                unmoved: session.unit_due()?.unmoved,
            },
            _ => return None,
        };
        Some(AwaitedWeight {
            order: session.order.clone(),
            parcel: session.parcel()?.number,
            of,
        })
    }

    /// Whether units of the open parcel are being weighed one by one.
    pub fn weighs_units(&self) -> bool {
        let open = self
            .bench
            .session()
            .filter(|session| session.step != Step::Closed);
        open.and_then(|session| session.parcel()?.weighs_units())
            .is_some()
    }

    /// What the domain is told of this bench.
    pub(super) fn unit_step_here(&self) -> UnitStepAt {
        match self.unit_step {
            UnitStepSetUp { is_on: false, .. } => UnitStepAt::Off,
            // Where nobody scans units, a second person counts the whole parcel.
            _ if !self.settings.scanner => UnitStepAt::Off,
            UnitStepSetUp {
                is_scale_gone: true,
                ..
            } => UnitStepAt::NoScale,
            UnitStepSetUp { .. } => UnitStepAt::On,
        }
    }

    /// Whether the scale answers; parcels begun from now on are packed accordingly.
    pub fn scale_is_gone(&mut self, is_gone: bool) {
        self.unit_step.is_scale_gone = is_gone;
    }

    /// Whether each unit is weighed here.
    pub fn weighs_each_unit(&self) -> bool {
        self.unit_step.is_on
    }

    /// Chooses whether each unit is weighed, from the next parcel on.
    ///
    /// It is written into `bench.toml` where a scale is set up there; a scale that is only
    /// simulated has no place in it.
    pub fn set_each_unit(&mut self, is_on: bool) -> Result<(), ConfigError> {
        self.unit_step.is_on = is_on;
        let mut kept = BenchConfig::of(&self.dir)?;
        let Some(scale) = &mut kept.scale else {
            return Ok(());
        };
        scale.each_unit = is_on;
        self.config.scale.clone_from(&kept.scale);
        kept.save(&self.dir)
    }

    /// The same from the window: the bench goes by it although its file refuses.
    pub(super) fn keep_each_unit(&mut self, is_on: bool) {
        if let Err(error) = self.set_each_unit(is_on) {
            tracing::error!(error = %chain(&error), "the weighing of each unit is not kept");
        }
    }

    /// The weighing of each unit as the screen shows it.
    pub(super) fn unit_step_view(session: &Session) -> Option<UnitStepView> {
        let step = session.parcel()?.unit_step.as_ref()?;
        if session.step == Step::Closed {
            return None;
        }
        Some(UnitStepView {
            packaging: step.packaging.clone(),
            due: step.due.clone(),
            ended: step.ended,
        })
    }
}

/// What the scale shows once what is waited for is there: box, units in, units out.
pub(super) fn expected_on_scale(session: &Session) -> Option<(Grams, Grams)> {
    let expected = session.unit_due()?.expected?;
    Some((expected.gross, expected.tolerance))
}

/// The packaging whose empty box is waited for.
pub(super) fn box_waited_for(session: &Session) -> Option<PackagingCode> {
    let step = session.parcel()?.weighs_units()?;
    let due = step.due.as_ref()?;
    matches!(due.what, DueOnScale::Box(_))
        .then(|| step.packaging.clone())
        .flatten()
}

impl UnitStepView {
    /// Whether the empty box is waited for.
    pub fn waits_for_box(&self) -> bool {
        matches!(
            self.due,
            Some(UnitDue {
                what: DueOnScale::Box(_),
                ..
            })
        )
    }
}
