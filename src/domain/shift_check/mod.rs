//! The check of a bench's devices at the start of a shift: scanner, scale, printer, one part after the other.
//!
//! Nothing here does anything: [`ShiftCheck::answer`] looks at what came and says what it means for the
//! part that is due; [`ShiftCheck::apply`] alone changes state, from what is written down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::barcode::without_identifier;
use super::scanner_test::TestFinding;
use super::units::Grams;
use super::weight_check::class_iii_error_in_service;

/// Loads of more scale intervals than this are goods that somebody forgot on the scale, and no wrong zero.
///
/// Assumption: a zero that drifted by more than 20 intervals is rarer than a parcel that was left there.
const FORGOTTEN_FROM: u32 = 20;

/// One part of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The code of letters, digits and signs: keyboard layout and suffix.
    Layout,
    /// The code with a GS1 separator: FNC1.
    Separator,
    /// The empty scale.
    Zero,
    /// The reference weight on the scale.
    Reference,
    /// The label that came out of the printer, scanned.
    Label,
}

/// A device of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Device {
    /// The scanner.
    Scanner,
    /// The scale.
    Scale,
    /// The label printer.
    Printer,
}

impl Part {
    /// All parts in their order.
    pub const ALL: [Self; 5] = [
        Self::Layout,
        Self::Separator,
        Self::Zero,
        Self::Reference,
        Self::Label,
    ];

    /// What it tests.
    pub fn device(self) -> Device {
        match self {
            Self::Layout | Self::Separator => Device::Scanner,
            Self::Zero | Self::Reference => Device::Scale,
            Self::Label => Device::Printer,
        }
    }
}

/// What there is to be tested at this bench.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckPlan {
    /// Units are scanned here.
    pub scanner: bool,
    /// A scale is set up.
    pub scale: bool,
    /// A label printer is set up.
    pub printer: bool,
    /// The shop's reference weight.
    pub reference: Option<Grams>,
    /// The scale's interval `e`.
    pub interval: Grams,
    /// What the test label's barcode says: another one each time, so that no old label passes.
    pub label: String,
}

impl CheckPlan {
    /// Whether this part can be tested here at all.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Layout | Part::Separator => self.scanner,
            Part::Zero => self.scale,
            Part::Reference => self.scale && self.reference.is_some(),
            Part::Label => self.printer,
        }
    }
}

/// What keeps a scanner's code from being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScannerFault {
    /// No Enter came behind it.
    NoEnd,
    /// The scanner means another keyboard layout than the computer.
    Layout,
}

/// What came and was not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// The scanner's code says what is wrong with it.
    Scanner(TestFinding),
    /// The code did not come through.
    Fault(ScannerFault),
    /// The empty scale does not show zero.
    ZeroOff {
        /// What it shows.
        shown: Grams,
    },
    /// The scale shows the reference weight wrong.
    ReferenceOff {
        /// What it shows.
        shown: Grams,
        /// What it should show.
        nominal: Grams,
    },
    /// Another label was scanned.
    OtherLabel {
        /// Its code.
        code: String,
    },
}

impl Found {
    /// Its name, as machine output gives it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Scanner(TestFinding::CapsLock) => "CapsLock",
            Self::Scanner(TestFinding::Cut) => "CodeCut",
            Self::Scanner(TestFinding::SeparatorLost) => "SeparatorLost",
            Self::Scanner(TestFinding::SeparatorReplaced(_)) => "SeparatorReplaced",
            Self::Scanner(_) => "OtherCode",
            Self::Fault(ScannerFault::NoEnd) => "NoEnd",
            Self::Fault(ScannerFault::Layout) => "KeyboardLayout",
            Self::ZeroOff { .. } => "ZeroOff",
            Self::ReferenceOff { .. } => "ReferenceOff",
            Self::OtherLabel { .. } => "OtherLabel",
        }
    }
}

/// How a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// It is right.
    Passed,
    /// There is no such device here, or no reference weight.
    NotSetUp,
    /// The packer left it out.
    LeftOut,
    /// The check was broken off before.
    Stopped,
}

/// What became of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRecord {
    /// The part.
    pub part: Part,
    /// How it ended.
    pub outcome: Outcome,
    /// What was not right at the last try before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
    /// The code that came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the scale showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Grams>,
    /// How long it took.
    pub seconds: u32,
}

/// What became of a whole check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRecord {
    /// All parts in their order.
    pub parts: Vec<PartRecord>,
    /// What the reference weight should weigh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Grams>,
    /// How long it took from its beginning.
    pub seconds: u32,
}

/// A device after the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeviceState {
    /// Every part of it that there is passed.
    Works,
    /// There is none.
    NotSetUp,
    /// A part was not tested, and nothing wrong was seen.
    NotTested,
    /// A part was left with something wrong.
    ToMend,
}

impl CheckRecord {
    /// How a device stands.
    pub fn state(&self, device: Device) -> DeviceState {
        let parts = || self.parts.iter().filter(|it| it.part.device() == device);
        if parts().all(|it| it.outcome == Outcome::NotSetUp) {
            return DeviceState::NotSetUp;
        }
        let worst = parts().map(|it| match it.outcome {
            Outcome::Passed | Outcome::NotSetUp => DeviceState::Works,
            Outcome::LeftOut | Outcome::Stopped if it.found.is_some() => DeviceState::ToMend,
            Outcome::LeftOut | Outcome::Stopped => DeviceState::NotTested,
        });
        worst.max().unwrap_or(DeviceState::NotSetUp)
    }

    /// The whole bench: the worst of the devices that it has.
    pub fn worst(&self) -> DeviceState {
        let devices = [Device::Scanner, Device::Scale, Device::Printer];
        let states = devices.into_iter().map(|device| self.state(device));
        let there = states.filter(|state| *state != DeviceState::NotSetUp);
        there.max().unwrap_or(DeviceState::NotSetUp)
    }

    /// Whether any part passed.
    pub fn has_tested(&self) -> bool {
        self.parts.iter().any(|it| it.outcome == Outcome::Passed)
    }

    /// What was left with something wrong.
    pub fn to_mend(&self) -> impl Iterator<Item = (&PartRecord, &Found)> {
        let open = |it: &&PartRecord| it.outcome != Outcome::Passed;
        self.parts
            .iter()
            .filter(open)
            .filter_map(|it| Some((it, it.found.as_ref()?)))
    }
}

/// What happened at a check. Facts: names and fields are frozen.
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened")]
pub enum CheckFact {
    /// It was begun.
    Begun { plan: CheckPlan },
    /// Something came that was not right; the part stays due.
    Tried { part: Part, found: Found },
    /// A part is over: passed, or left out.
    PartEnded { record: PartRecord },
    /// The test label goes to the printer.
    LabelSent { code: String },
    /// It is over.
    Ended { record: CheckRecord },
}

/// Something that came while a check is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckInput<'a> {
    /// A code.
    Code(&'a str),
    /// A code that did not come through.
    Fault(ScannerFault),
    /// What the scale shows at rest.
    Weight(Grams),
    /// The packer leaves the part out.
    LeaveOut,
}

/// What it means for the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckAnswer {
    /// A part is over.
    Ended(PartRecord),
    /// It is not right; the part stays due.
    Off(Part, Found),
    /// The part that is due waits for something else.
    Waits(Part),
}

/// A check that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftCheck {
    /// What there is to be tested.
    pub plan: CheckPlan,
    /// When it was begun.
    pub began_at: DateTime<Utc>,
    /// When the last part ended.
    since: DateTime<Utc>,
    /// The parts that are over.
    pub ended: Vec<PartRecord>,
    /// What was not right at the last try of the parts that are due.
    pub tried: Vec<(Part, Found)>,
}

impl ShiftCheck {
    /// A check as it begins.
    pub fn begun(plan: CheckPlan, at: DateTime<Utc>) -> Self {
        Self {
            plan,
            began_at: at,
            since: at,
            ended: vec![],
            tried: vec![],
        }
    }

    /// The part that is due; `None` when all are over.
    pub fn due(&self) -> Option<Part> {
        Part::ALL
            .into_iter()
            .find(|part| self.plan.has(*part) && self.record(*part).is_none())
    }

    /// What became of a part.
    pub fn record(&self, part: Part) -> Option<&PartRecord> {
        self.ended.iter().find(|it| it.part == part)
    }

    /// What was not right at the last try of a part.
    pub fn found(&self, part: Part) -> Option<&Found> {
        let mut tried = self.tried.iter();
        tried.find(|it| it.0 == part).map(|it| &it.1)
    }

    /// What something that came means for the part that is due.
    pub fn answer(&self, input: CheckInput<'_>, now: DateTime<Utc>) -> Option<CheckAnswer> {
        let due = self.due()?;
        Some(match (input, due.device()) {
            (CheckInput::LeaveOut, _) => {
                CheckAnswer::Ended(self.part(due, Outcome::LeftOut, None, None, now))
            }
            (CheckInput::Code(code), Device::Scanner) => self.on_scanner_code(due, code, now),
            (CheckInput::Fault(fault), Device::Scanner) => {
                CheckAnswer::Off(due, Found::Fault(fault))
            }
            (CheckInput::Weight(shown), Device::Scale) => self.on_weight(due, shown, now),
            (CheckInput::Code(code), Device::Printer) => self.on_label(code, now),
            (CheckInput::Code(_) | CheckInput::Fault(_) | CheckInput::Weight(_), _) => {
                CheckAnswer::Waits(due)
            }
        })
    }

    /// Both codes of the card count, whichever comes first.
    fn on_scanner_code(&self, due: Part, code: &str, now: DateTime<Utc>) -> CheckAnswer {
        let finding = TestFinding::of(code);
        let of = match &finding {
            TestFinding::Fine | TestFinding::CapsLock | TestFinding::Cut => Part::Layout,
            TestFinding::SeparatorKept
            | TestFinding::SeparatorLost
            | TestFinding::SeparatorReplaced(_) => Part::Separator,
            TestFinding::Other(_) => due,
        };
        if self.record(of).is_some() {
            return CheckAnswer::Waits(due);
        }
        match finding {
            TestFinding::Fine | TestFinding::SeparatorKept => {
                let code = Some(code.to_owned());
                CheckAnswer::Ended(self.part(of, Outcome::Passed, code, None, now))
            }
            other => CheckAnswer::Off(of, Found::Scanner(other)),
        }
    }

    fn on_weight(&self, due: Part, shown: Grams, now: DateTime<Utc>) -> CheckAnswer {
        let interval = self.plan.interval;
        let passed = || CheckAnswer::Ended(self.part(due, Outcome::Passed, None, Some(shown), now));
        match (due, self.plan.reference) {
            (Part::Reference, Some(nominal)) => {
                // An empty scale: the weight is not there yet.
                if shown.abs() <= interval * 2 {
                    return CheckAnswer::Waits(due);
                }
                let error = class_iii_error_in_service(nominal, interval);
                if (shown - nominal).abs() <= error {
                    return passed();
                }
                CheckAnswer::Off(due, Found::ReferenceOff { shown, nominal })
            }
            // What rounds to zero at the scale's interval is zero.
            _ if shown.abs() * 2 <= interval => passed(),
            _ if shown > interval * FORGOTTEN_FROM => CheckAnswer::Waits(due),
            _ => CheckAnswer::Off(due, Found::ZeroOff { shown }),
        }
    }

    fn on_label(&self, code: &str, now: DateTime<Utc>) -> CheckAnswer {
        let bare = without_identifier(code);
        let code = Some(code.to_owned());
        if bare.eq_ignore_ascii_case(&self.plan.label) {
            return CheckAnswer::Ended(self.part(Part::Label, Outcome::Passed, code, None, now));
        }
        let code = bare.to_owned();
        CheckAnswer::Off(Part::Label, Found::OtherLabel { code })
    }

    fn part(
        &self,
        part: Part,
        outcome: Outcome,
        code: Option<String>,
        shown: Option<Grams>,
        now: DateTime<Utc>,
    ) -> PartRecord {
        PartRecord {
            part,
            outcome,
            found: self.found(part).cloned(),
            code,
            shown,
            seconds: seconds(self.since, now),
        }
    }

    /// What is written down of an answer, and what follows from it: the test label, the end.
    pub fn facts_of(&self, answer: &CheckAnswer, now: DateTime<Utc>) -> Vec<CheckFact> {
        match answer {
            CheckAnswer::Waits(_) => vec![],
            CheckAnswer::Off(part, found) => vec![CheckFact::Tried {
                part: *part,
                found: found.clone(),
            }],
            CheckAnswer::Ended(record) => {
                let ended = CheckFact::PartEnded {
                    record: record.clone(),
                };
                let mut after = self.clone();
                after.apply(&ended, now);
                let mut facts = vec![ended];
                facts.extend(after.what_follows(now));
                facts
            }
        }
    }

    /// What follows when a part is due for the first time, or none is.
    pub fn what_follows(&self, now: DateTime<Utc>) -> Option<CheckFact> {
        match self.due() {
            None => Some(CheckFact::Ended {
                record: self.end(now),
            }),
            Some(Part::Label) => Some(CheckFact::LabelSent {
                code: self.plan.label.clone(),
            }),
            Some(_) => None,
        }
    }

    /// Its end now: what is still due was not tested.
    pub fn end(&self, now: DateTime<Utc>) -> CheckRecord {
        let parts = Part::ALL.into_iter().map(|part| {
            let outcome = if self.plan.has(part) {
                Outcome::Stopped
            } else {
                Outcome::NotSetUp
            };
            match self.record(part) {
                Some(record) => record.clone(),
                None => PartRecord {
                    seconds: 0,
                    ..self.part(part, outcome, None, None, now)
                },
            }
        });
        CheckRecord {
            parts: parts.collect(),
            reference: self.plan.reference.filter(|_| self.plan.scale),
            seconds: seconds(self.began_at, now),
        }
    }

    /// Takes in what happened.
    pub fn apply(&mut self, fact: &CheckFact, at: DateTime<Utc>) {
        match fact {
            CheckFact::Tried { part, found } => {
                self.tried.retain(|it| it.0 != *part);
                self.tried.push((*part, found.clone()));
            }
            CheckFact::PartEnded { record } => {
                self.ended.retain(|it| it.part != record.part);
                self.ended.push(record.clone());
                self.since = at;
            }
            CheckFact::Begun { .. } | CheckFact::LabelSent { .. } | CheckFact::Ended { .. } => {}
        }
    }
}

/// Whole seconds between two moments; a clock that was set back counts as none.
fn seconds(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_seconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
