//! Pictures of a bench that weighs each unit: box, unit in, two in, unit out, and only counted.

use pakownia::domain::session::Step;
use pakownia::domain::session::fact::{Capture, Proof};
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::session::question::ProductOption;
use pakownia::domain::session::unit_step::{DueOnScale, NotWeighed, OfferedUnits, UnitDue};
use pakownia::domain::units::Grams;
use pakownia::domain::weight_check::Expectation;
use pakownia::domain::worker::{Language, Role};
use pakownia::station::snapshot::{Snapshot, UnitStepView};

use super::snapshots::{answered, refused, session, signed_in, with};

fn around(gross: i64, tolerance: i64) -> Expectation {
    Expectation {
        gross: Grams(gross),
        tolerance: Grams(tolerance),
    }
}

fn plate() -> DueOnScale {
    DueOnScale::In(Box::new(OfferedUnits {
        item: ProductOption {
            sku: "TAL-02".into(),
            units: 1,
        },
        proof: Proof::Scanned {
            code: "5900000000000".to_owned(),
        },
        capture: Capture::default(),
    }))
}

/// The bench waits for this, and the scale shows that.
fn waiting(lang: Language, due: UnitDue, shows: Option<i64>) -> Snapshot {
    let mut session = session(Step::Scanning);
    session.unit_step = Some(UnitStepView {
        packaging: Some("KAR-M".into()),
        due: Some(due),
        ended: None,
    });
    let mut snapshot = with(signed_in(lang, Role::Packer), session);
    snapshot.each_unit = true;
    snapshot.health.scale_shows = shows.map(Grams);
    snapshot
}

/// A plate was scanned and goes in.
pub(crate) fn unit_in(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: plate(),
        expected: Some(around(1_454, 17)),
        unmoved: Some(around(774, 10)),
        refused: None,
    };
    let message = Message::PutIntoBox {
        sku: "TAL-02".into(),
        units: 1,
        added: Grams(680),
    };
    answered(waiting(lang, due, Some(775)), Verdict::Asked, message)
}

/// One plate was scanned, and two are in.
pub(crate) fn two_in(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: plate(),
        expected: Some(around(1_454, 17)),
        unmoved: Some(around(774, 10)),
        refused: Some(Grams(2_135)),
    };
    let refusal = Refusal::TwoInBox {
        sku: "TAL-02".into(),
        difference: Grams(681),
    };
    refused(waiting(lang, due, Some(2_135)), refusal)
}

fn box_due(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: DueOnScale::Box(None),
        expected: Some(around(250, 18)),
        unmoved: None,
        refused: None,
    };
    let message = Message::PutBoxOnScale {
        order: "ZAM-1003".into(),
        units: 5,
        packaging: Some("KAR-M".into()),
    };
    answered(waiting(lang, due, None), Verdict::Accepted, message)
}

fn box_off(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: DueOnScale::Box(None),
        expected: Some(around(250, 18)),
        unmoved: None,
        refused: Some(Grams(412)),
    };
    let refusal = Refusal::BoxWeightOff {
        difference: Grams(162),
        tolerance: Grams(18),
    };
    refused(waiting(lang, due, Some(412)), refusal)
}

fn other_product(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: plate(),
        expected: Some(around(1_454, 17)),
        unmoved: Some(around(774, 10)),
        refused: Some(Grams(1_104)),
    };
    let refusal = Refusal::UnitWeightOff {
        sku: "TAL-02".into(),
        difference: Grams(-350),
        tolerance: Grams(17),
    };
    refused(waiting(lang, due, Some(1_104)), refusal)
}

fn too_early(lang: Language) -> Snapshot {
    let refusal = Refusal::UnitNotInBox {
        sku: "TAL-02".into(),
    };
    refused(unit_in(lang), refusal)
}

fn unit_out(lang: Language) -> Snapshot {
    let due = UnitDue {
        what: DueOnScale::Out("TAL-02".into()),
        expected: Some(around(774, 17)),
        unmoved: Some(around(1_454, 10)),
        refused: None,
    };
    let message = Message::Undone {
        sku: "TAL-02".into(),
        units: 1,
    };
    answered(waiting(lang, due, Some(1_454)), Verdict::Accepted, message)
}

fn only_counted(lang: Language) -> Snapshot {
    let mut session = session(Step::Scanning);
    session.unit_step = Some(UnitStepView {
        packaging: Some("KAR-M".into()),
        due: None,
        ended: Some(NotWeighed::ScaleGone),
    });
    let message = Message::NotWeighed {
        sku: None,
        why: NotWeighed::ScaleGone,
    };
    answered(
        with(signed_in(lang, Role::Packer), session),
        Verdict::Accepted,
        message,
    )
}

/// Every state, by a name for the picture.
pub(crate) fn all(lang: Language) -> Vec<(&'static str, Snapshot)> {
    vec![
        ("unit-box", box_due(lang)),
        ("unit-box-off", box_off(lang)),
        ("unit-in", unit_in(lang)),
        ("unit-too-early", too_early(lang)),
        ("unit-two-in", two_in(lang)),
        ("unit-other-product", other_product(lang)),
        ("unit-out", unit_out(lang)),
        ("unit-only-counted", only_counted(lang)),
    ]
}
