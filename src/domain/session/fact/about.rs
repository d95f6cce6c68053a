//! What a fact is called, and what it is about: an order, a product, a parcel.

use super::Fact;
use crate::domain::ids::{OrderNo, Sku};

impl Fact {
    /// The name of the fact, as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SignedIn { .. } => "SignedIn",
            Self::SignInRefused { .. } => "SignInRefused",
            Self::SignedOut { .. } => "SignedOut",
            Self::ToteOffered { .. } => "ToteOffered",
            Self::ToteBound { .. } => "ToteBound",
            Self::OrderOpened { .. } => "OrderOpened",
            Self::OrderResumed { .. } => "OrderResumed",
            Self::OrderRevised { .. } => "OrderRevised",
            Self::OrderWithdrawn { .. } => "OrderWithdrawn",
            Self::OrderPutAside { .. } => "OrderPutAside",
            Self::OrderReopened { .. } => "OrderReopened",
            Self::UnitsPacked { .. } => "UnitsPacked",
            Self::UnitsTakenOut { .. } => "UnitsTakenOut",
            Self::UnitCaptured { .. } => "UnitCaptured",
            Self::ShortDeclared { .. } => "ShortDeclared",
            Self::Asked { .. } => "Asked",
            Self::QuestionClosed { .. } => "QuestionClosed",
            Self::Refused { .. } => "Refused",
            Self::ParcelCut { .. } => "ParcelCut",
            Self::ParcelStretched { .. } => "ParcelStretched",
            Self::PackagingTaken { .. } => "PackagingTaken",
            Self::Weighed { .. } => "Weighed",
            Self::WeightReleased { .. } => "WeightReleased",
            Self::UnitStep { happened, .. } => happened.kind(),
            Self::SecondPersonChecked { .. } => "SecondPersonChecked",
            Self::ParcelClosed { .. } => "ParcelClosed",
            Self::OrderClosed { .. } => "OrderClosed",
            Self::LabelStored { .. } => "LabelStored",
            Self::LabelReprinted { .. } => "LabelReprinted",
            Self::PrintJudged { .. } => "PrintJudged",
            Self::LabelScanDue { .. } => "LabelScanDue",
            Self::LabelScanned { .. } => "LabelScanned",
            Self::LabelScanDropped { .. } => "LabelScanDropped",
            Self::DocumentMissing { .. } => "DocumentMissing",
            Self::BarcodeBound { .. } => "BarcodeBound",
            Self::PickListHandedOut { .. } => "PickListHandedOut",
            Self::OrderTakenOver { .. } => "OrderTakenOver",
            Self::DuplicateLetGo { .. } => "DuplicateLetGo",
            Self::PersonalDataErased { .. } => "PersonalDataErased",
            Self::WorkerErased { .. } => "WorkerErased",
            Self::PersonViewOpened { .. } => "PersonViewOpened",
            Self::ExceptionSettled { .. } => "ExceptionSettled",
            Self::EntryClosed { .. } => "EntryClosed",
            Self::EntryGiven { .. } => "EntryGiven",
            Self::ComplaintTaken { .. } => "ComplaintTaken",
            Self::BenchReadmitted { .. } => "BenchReadmitted",
            Self::RecoveryEnded { .. } => "RecoveryEnded",
            Self::LabelOwed { .. } => "LabelOwed",
            Self::LabelPaid { .. } => "LabelPaid",
            Self::ManifestOpened { .. } => "ManifestOpened",
            Self::ParcelHandedOver { .. } => "ParcelHandedOver",
            Self::ParcelTakenBack { .. } => "ParcelTakenBack",
            Self::ManifestClosed { .. } => "ManifestClosed",
            Self::RulesChanged { .. } => "RulesChanged",
            Self::WeightTaught { .. } => "WeightTaught",
            Self::WeightCorrected { .. } => "WeightCorrected",
            Self::WeightForgotten { .. } => "WeightForgotten",
            Self::ProductMeasured { .. } => "ProductMeasured",
            Self::ProductPhotographed { .. } => "ProductPhotographed",
            Self::RecordGiven { .. } => "RecordGiven",
            Self::RecordAccepted { .. } => "RecordAccepted",
            Self::ScaleChecked => "ScaleChecked",
            Self::ShiftCheck { .. } => "ShiftCheck",
            Self::StationSaved { .. } => "StationSaved",
            Self::StationLoaded { .. } => "StationLoaded",
            Self::VerificationSet { .. } => "VerificationSet",
            Self::PairActionSet { .. } => "PairActionSet",
            Self::PairActionDone { .. } => "PairActionDone",
            Self::PairActionWithdrawn { .. } => "PairActionWithdrawn",
            Self::AlertRaised { .. } => "AlertRaised",
            Self::AlertCleared { .. } => "AlertCleared",
            Self::AlertAcknowledged { .. } => "AlertAcknowledged",
            Self::EntryLost => "EntryLost",
        }
    }

    /// The order it belongs to; `None` for what happens to the bench itself.
    pub fn order(&self) -> Option<&OrderNo> {
        match self {
            Self::SignedIn { .. }
            | Self::SignInRefused { .. }
            | Self::SignedOut { .. }
            | Self::ToteOffered { .. }
            | Self::BarcodeBound { .. }
            | Self::PickListHandedOut { .. }
            | Self::OrderTakenOver { .. }
            | Self::DuplicateLetGo { .. }
            | Self::PersonalDataErased { .. }
            | Self::WorkerErased { .. }
            | Self::PersonViewOpened { .. }
            | Self::ExceptionSettled { .. }
            | Self::EntryClosed { .. }
            | Self::EntryGiven { .. }
            | Self::ComplaintTaken { .. }
            | Self::BenchReadmitted { .. }
            | Self::RecoveryEnded { .. }
            | Self::ManifestOpened { .. }
            | Self::ManifestClosed { .. }
            | Self::RulesChanged { .. }
            | Self::WeightCorrected { .. }
            | Self::WeightForgotten { .. }
            | Self::ProductMeasured { .. }
            | Self::ProductPhotographed { .. }
            | Self::RecordGiven { .. }
            | Self::RecordAccepted { .. }
            | Self::ScaleChecked
            | Self::ShiftCheck { .. }
            | Self::StationSaved { .. }
            | Self::StationLoaded { .. }
            | Self::VerificationSet { .. }
            | Self::PairActionSet { .. }
            | Self::PairActionDone { .. }
            | Self::PairActionWithdrawn { .. }
            | Self::AlertRaised { .. }
            | Self::AlertCleared { .. }
            | Self::AlertAcknowledged { .. }
            | Self::EntryLost => None,
            Self::Asked { order, .. }
            | Self::ParcelHandedOver { order, .. }
            | Self::ParcelTakenBack { order, .. }
            | Self::PrintJudged { order, .. }
            | Self::QuestionClosed { order, .. }
            | Self::Refused { order, .. } => order.as_ref(),
            Self::ToteBound { order, .. }
            | Self::OrderOpened { order, .. }
            | Self::OrderResumed { order, .. }
            | Self::OrderRevised { order, .. }
            | Self::OrderWithdrawn { order }
            | Self::OrderPutAside { order, .. }
            | Self::OrderReopened { order, .. }
            | Self::UnitsPacked { order, .. }
            | Self::UnitsTakenOut { order, .. }
            | Self::UnitCaptured { order, .. }
            | Self::ShortDeclared { order, .. }
            | Self::ParcelCut { order, .. }
            | Self::ParcelStretched { order, .. }
            | Self::PackagingTaken { order, .. }
            | Self::Weighed { order, .. }
            | Self::WeightReleased { order, .. }
            | Self::UnitStep { order, .. }
            | Self::SecondPersonChecked { order, .. }
            | Self::ParcelClosed { order, .. }
            | Self::OrderClosed { order, .. }
            | Self::LabelStored { order, .. }
            | Self::LabelReprinted { order, .. }
            | Self::LabelScanDue { order, .. }
            | Self::LabelScanned { order, .. }
            | Self::LabelScanDropped { order, .. }
            | Self::LabelOwed { order, .. }
            | Self::LabelPaid { order, .. }
            | Self::WeightTaught { order, .. }
            | Self::DocumentMissing { order, .. } => Some(order),
        }
    }

    /// Whether personal data go with it.
    pub fn erases(&self) -> bool {
        matches!(
            self,
            Self::PersonalDataErased { .. } | Self::WorkerErased { .. }
        )
    }

    /// The product it is about.
    pub fn sku(&self) -> Option<&Sku> {
        match self {
            Self::UnitsPacked { sku, .. }
            | Self::UnitsTakenOut { sku, .. }
            | Self::UnitCaptured { sku, .. }
            | Self::ShortDeclared { sku, .. }
            | Self::WeightCorrected { sku, .. }
            | Self::WeightForgotten { sku }
            | Self::RecordGiven { sku, .. }
            | Self::RecordAccepted { sku, .. }
            | Self::BarcodeBound { sku, .. } => Some(sku),
            Self::ProductMeasured { measured } => Some(&measured.sku),
            Self::ProductPhotographed { photographed } => Some(&photographed.sku),
            Self::Refused { sku, .. } => sku.as_ref(),
            Self::UnitStep { happened, .. } => happened.sku(),
            _ => None,
        }
    }

    /// The parcel of the order it is about, counted from 1.
    pub fn parcel(&self) -> Option<u32> {
        match self {
            Self::UnitsPacked { parcel, .. }
            | Self::UnitsTakenOut { parcel, .. }
            | Self::UnitCaptured { parcel, .. }
            | Self::ParcelCut { parcel, .. }
            | Self::ParcelStretched { parcel, .. }
            | Self::PackagingTaken { parcel, .. }
            | Self::Weighed { parcel, .. }
            | Self::WeightReleased { parcel, .. }
            | Self::UnitStep { parcel, .. }
            | Self::SecondPersonChecked { parcel, .. }
            | Self::ParcelClosed { parcel, .. }
            | Self::LabelStored { parcel, .. }
            | Self::LabelReprinted { parcel, .. }
            | Self::LabelScanDue { parcel, .. }
            | Self::LabelScanned { parcel, .. }
            | Self::LabelScanDropped { parcel, .. }
            | Self::LabelOwed { parcel, .. }
            | Self::LabelPaid { parcel, .. }
            | Self::WeightTaught { parcel, .. } => Some(*parcel),
            Self::PrintJudged { parcel, .. }
            | Self::ParcelHandedOver { parcel, .. }
            | Self::ParcelTakenBack { parcel, .. } => *parcel,
            _ => None,
        }
    }
}
