//! The weighing of each unit as it goes into the box that stands on the scale.
//!
//! Whether a parcel is packed so, what was waited for and what the scale showed follows from facts
//! alone: a bench that is set up otherwise later replays the same.

use serde::{Deserialize, Serialize};

use super::fact::{Capture, Proof};
use super::question::ProductOption;
use super::{Parcel, Session, Take};
use crate::domain::ids::{Badge, PackagingCode, Sku};
use crate::domain::units::Grams;
use crate::domain::weight_check::{Expectation, WeighedUnits};

/// Whether a bench weighs each unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnitStepAt {
    /// It is not set up so.
    #[default]
    Off,
    /// It is.
    On,
    /// It is, but its scale is not there.
    NoScale,
}

/// Why units are counted without being weighed one by one. The check of the whole parcel stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotWeighed {
    /// The scale cannot tell one unit of it.
    TooLight,
    /// Nobody has weighed the product yet: from now on nobody knows what the box should weigh.
    UnknownWeight,
    /// It ships in its own carton: the parcel is weighed, and no box.
    OwnCarton,
    /// The scale is not there: what it shows next may begin at another zero.
    ScaleGone,
}

/// A scan that would count, and waits for its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedUnits {
    /// The product, and how many units the scan stands for.
    pub item: ProductOption,
    /// How it is known what it is.
    pub proof: Proof,
    /// What the code itself carried.
    #[serde(default)]
    pub capture: Capture,
}

/// One thing that happened while each unit is weighed.
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step")]
pub enum UnitStepFact {
    /// From now on each unit of this parcel is weighed; the empty box is waited for.
    Begun {
        packaging: Option<PackagingCode>,
        /// Why not the proposed one.
        reason: Option<String>,
        /// What the empty box weighs; any weight is taken when nobody knows.
        expected: Option<Expectation>,
        /// The box is too light to be waited for: what it weighs by the catalogue.
        on_scale: Option<Grams>,
        /// The scan that opened the order; it is weighed after the box.
        first: Option<Box<OfferedUnits>>,
    },
    /// The empty box was weighed.
    BoxWeighed { gross: Grams, accepted: bool },
    /// Units were scanned, and wait for their weight.
    Offered {
        units: Box<OfferedUnits>,
        expected: Expectation,
        /// What the scale shows while nothing was put in.
        unmoved: Expectation,
    },
    /// Units were taken back, and have to come out of the box.
    OutDue {
        sku: Sku,
        expected: Expectation,
        /// What the scale shows while nothing was taken out.
        unmoved: Expectation,
    },
    /// The scale showed a weight while units were waited for, or to be taken out.
    Weighed {
        sku: Sku,
        gross: Grams,
        difference: Grams,
        accepted: bool,
    },
    /// A permitted person let box or units be, although the weight is off.
    Released {
        sku: Option<Sku>,
        gross: Grams,
        difference: Grams,
        by: Badge,
        reason: String,
    },
    /// A scan that waited for its weight was taken back.
    SetBack {
        sku: Sku,
        /// What the scale shows once they are out again, where something had been put in.
        out: Option<Expectation>,
    },
    /// Units count without having been weighed.
    NotWeighed {
        sku: Sku,
        units: u32,
        unit_weight: Grams,
        why: NotWeighed,
    },
    /// No more units of this parcel are weighed.
    Ended { why: NotWeighed },
}

impl UnitStepFact {
    /// The name of the fact, as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "UnitStepBegun",
            Self::BoxWeighed { .. } => "BoxWeighed",
            Self::Offered { .. } => "UnitsOffered",
            Self::OutDue { .. } => "UnitsOutDue",
            Self::Weighed { .. } => "UnitsWeighed",
            Self::Released { .. } => "UnitWeightReleased",
            Self::SetBack { .. } => "UnitsSetBack",
            Self::NotWeighed { .. } => "UnitsNotWeighed",
            Self::Ended { .. } => "UnitStepEnded",
        }
    }

    /// The product it is about.
    pub fn sku(&self) -> Option<&Sku> {
        match self {
            Self::Offered { units, .. } => Some(&units.item.sku),
            Self::OutDue { sku, .. }
            | Self::Weighed { sku, .. }
            | Self::SetBack { sku, .. }
            | Self::NotWeighed { sku, .. } => Some(sku),
            Self::Released { sku, .. } => sku.as_ref(),
            Self::Begun { .. } | Self::BoxWeighed { .. } | Self::Ended { .. } => None,
        }
    }
}

/// What the scale is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueOnScale {
    /// The empty box, and after it the scan that opened the order.
    Box(Option<Box<OfferedUnits>>),
    /// Units that were scanned go in.
    In(Box<OfferedUnits>),
    /// Units that were taken back come out.
    Out(Sku),
}

/// What is waited for, and what the scale shows when it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitDue {
    /// What.
    pub what: DueOnScale,
    /// What the scale shows then; anything when nobody knows what the box weighs.
    pub expected: Option<Expectation>,
    /// What it shows while nothing was put in or taken out, where that is known.
    pub unmoved: Option<Expectation>,
    /// The last weight that was not right.
    pub refused: Option<Grams>,
}

impl UnitDue {
    fn new(what: DueOnScale, expected: Option<Expectation>, unmoved: Option<Expectation>) -> Self {
        Self {
            what,
            expected,
            unmoved,
            refused: None,
        }
    }
}

/// How far the weighing of each unit has come in one parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitStep {
    /// The packaging that was named for the box.
    pub packaging: Option<PackagingCode>,
    /// What the scale showed when it was right last: the box with all that counts.
    pub on_scale: Grams,
    /// What is waited for now.
    pub due: Option<UnitDue>,
    /// Units that count without having been weighed, because they are too light.
    pub loose: Vec<WeighedUnits>,
    /// Why no more units are weighed.
    pub ended: Option<NotWeighed>,
    /// What the units added that were weighed just now, until they are packed.
    added: Option<Grams>,
}

impl UnitStep {
    /// The weight of all units that may lie in the box or not.
    pub fn loose_weight(&self) -> Grams {
        let weights = self.loose.iter();
        weights.map(|units| units.unit_weight * units.count).sum()
    }

    /// Whether units of this product were counted without having been weighed.
    pub fn is_loose(&self, sku: &Sku) -> bool {
        self.loose.iter().any(|units| units.sku == *sku)
    }

    fn forget_loose(&mut self, sku: &Sku, takes: &[Take]) {
        let mut out: u32 = takes.iter().map(|take| take.units).sum();
        for units in self.loose.iter_mut().filter(|units| units.sku == *sku) {
            let off = units.count.min(out);
            units.count -= off;
            out -= off;
        }
        self.loose.retain(|units| units.count > 0);
    }

    fn apply(&mut self, fact: &UnitStepFact) {
        match fact {
            UnitStepFact::Begun { .. } => {}
            UnitStepFact::BoxWeighed { gross, accepted }
            | UnitStepFact::Weighed {
                gross, accepted, ..
            } => {
                if *accepted {
                    self.settle(*gross);
                } else if let Some(due) = &mut self.due {
                    due.refused = Some(*gross);
                }
            }
            UnitStepFact::Released { gross, .. } => self.settle(*gross),
            UnitStepFact::Offered {
                units,
                expected,
                unmoved,
            } => {
                let what = DueOnScale::In(units.clone());
                self.due = Some(UnitDue::new(what, Some(*expected), Some(*unmoved)));
            }
            UnitStepFact::OutDue {
                sku,
                expected,
                unmoved,
            } => {
                let what = DueOnScale::Out(sku.clone());
                self.due = Some(UnitDue::new(what, Some(*expected), Some(*unmoved)));
            }
            UnitStepFact::SetBack { sku, out } => self.set_back(sku, *out),
            UnitStepFact::NotWeighed {
                sku,
                units,
                unit_weight,
                why,
            } => {
                if *why == NotWeighed::TooLight {
                    self.loose.push(WeighedUnits {
                        sku: sku.clone(),
                        unit_weight: *unit_weight,
                        count: *units,
                    });
                }
            }
            UnitStepFact::Ended { why } => {
                self.due = None;
                self.ended = Some(*why);
            }
        }
    }

    /// What was waited for is there, or let be: this is what stands on the scale.
    fn settle(&mut self, gross: Grams) {
        let due = self.due.take();
        if matches!(
            due,
            Some(UnitDue {
                what: DueOnScale::In(_),
                ..
            })
        ) {
            self.added = Some(gross - self.on_scale);
        }
        self.on_scale = gross;
    }

    fn set_back(&mut self, sku: &Sku, out: Option<Expectation>) {
        let Some(due) = &mut self.due else { return };
        if let DueOnScale::Box(first) = &mut due.what {
            *first = None;
            return;
        }
        let what = DueOnScale::Out(sku.clone());
        self.due = out.map(|expected| UnitDue::new(what, Some(expected), None));
    }
}

impl Parcel {
    /// The weighing of each unit, while it goes on.
    pub fn weighs_units(&self) -> Option<&UnitStep> {
        self.unit_step.as_ref().filter(|step| step.ended.is_none())
    }

    /// What the scale is waited for before anything else is scanned.
    pub fn unit_due(&self) -> Option<&UnitDue> {
        self.weighs_units()?.due.as_ref()
    }

    pub(super) fn apply_unit_step(&mut self, fact: &UnitStepFact) {
        if let UnitStepFact::Begun {
            packaging,
            expected,
            on_scale,
            first,
            ..
        } = fact
        {
            let wait = || UnitDue::new(DueOnScale::Box(first.clone()), *expected, None);
            self.unit_step = Some(UnitStep {
                packaging: packaging.clone(),
                on_scale: on_scale.unwrap_or_default(),
                due: on_scale.is_none().then(wait),
                ..UnitStep::default()
            });
            return;
        }
        self.unit_step
            .get_or_insert_with(UnitStep::default)
            .apply(fact);
    }

    /// What the units added that are packed now.
    pub(super) fn take_added(&mut self) -> Option<Grams> {
        self.unit_step.as_mut()?.added.take()
    }

    pub(super) fn units_came_out(&mut self, sku: &Sku, takes: &[Take]) {
        if let Some(step) = &mut self.unit_step {
            step.forget_loose(sku, takes);
        }
    }
}

impl Session {
    /// What the scale is waited for before anything else is scanned.
    pub fn unit_due(&self) -> Option<&UnitDue> {
        self.parcel()?.unit_due()
    }
}
