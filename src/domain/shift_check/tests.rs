//! The check of a shift, every part against everything that can come.

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::domain::session::input::SCANNER_SELF_TEST;

const SEPARATOR: &str = "]C110PKNTEST\u{1d}217";

fn now() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn plan() -> CheckPlan {
    CheckPlan {
        scanner: true,
        scale: true,
        printer: true,
        reference: Some(Grams(1_000)),
        interval: Grams(5),
        label: "PKN-LABEL-482913".to_owned(),
    }
}

/// A check of which all parts before this one have passed.
fn due(part: Part) -> ShiftCheck {
    let mut check = ShiftCheck::begun(plan(), now());
    for before in Part::ALL.into_iter().filter(|before| *before < part) {
        let record = check.part(before, Outcome::Passed, None, None, now());
        check.apply(&CheckFact::PartEnded { record }, now());
    }
    assert_eq!(check.due(), Some(part));
    check
}

/// One word for an answer.
fn word(answer: Option<CheckAnswer>) -> String {
    match answer {
        None => "over".to_owned(),
        Some(CheckAnswer::Ended(record)) => format!("{:?} {:?}", record.part, record.outcome),
        Some(CheckAnswer::Off(part, found)) => format!("{part:?} off {found:?}"),
        Some(CheckAnswer::Waits(part)) => format!("waits {part:?}"),
    }
}

#[test]
fn every_part_has_an_answer_to_everything_that_can_come() {
    use CheckInput::{Code, Fault, LeaveOut, Weight};
    let inputs = [
        ("layout", Code(SCANNER_SELF_TEST)),
        ("separator", Code(SEPARATOR)),
        ("lost", Code("10PKNTEST217")),
        ("label", Code("]C0pkn-label-482913")),
        ("no end", Fault(ScannerFault::NoEnd)),
        ("keyboard", Fault(ScannerFault::Layout)),
        ("0 g", Weight(Grams(0))),
        ("15 g", Weight(Grams(15))),
        ("-15 g", Weight(Grams(-15))),
        ("900 g", Weight(Grams(900))),
        ("1000 g", Weight(Grams(1_000))),
        ("1010 g", Weight(Grams(1_010))),
        ("leave out", LeaveOut),
    ];
    let lost = "Separator off Scanner(SeparatorLost)";
    let table: [(Part, [&str; 13]); 5] = [
        (
            Part::Layout,
            [
                "Layout Passed",
                "Separator Passed",
                lost,
                "Layout off Scanner(Other(\"]C0pkn-label-482913\"))",
                "Layout off Fault(NoEnd)",
                "Layout off Fault(Layout)",
                "waits Layout",
                "waits Layout",
                "waits Layout",
                "waits Layout",
                "waits Layout",
                "waits Layout",
                "Layout LeftOut",
            ],
        ),
        (
            Part::Separator,
            [
                "waits Separator",
                "Separator Passed",
                lost,
                "Separator off Scanner(Other(\"]C0pkn-label-482913\"))",
                "Separator off Fault(NoEnd)",
                "Separator off Fault(Layout)",
                "waits Separator",
                "waits Separator",
                "waits Separator",
                "waits Separator",
                "waits Separator",
                "waits Separator",
                "Separator LeftOut",
            ],
        ),
        (
            Part::Zero,
            [
                "waits Zero",
                "waits Zero",
                "waits Zero",
                "waits Zero",
                "waits Zero",
                "waits Zero",
                "Zero Passed",
                "Zero off ZeroOff { shown: Grams(15) }",
                "Zero off ZeroOff { shown: Grams(-15) }",
                "waits Zero",
                "waits Zero",
                "waits Zero",
                "Zero LeftOut",
            ],
        ),
        (
            Part::Reference,
            [
                "waits Reference",
                "waits Reference",
                "waits Reference",
                "waits Reference",
                "waits Reference",
                "waits Reference",
                "waits Reference",
                "Reference off ReferenceOff { shown: Grams(15), nominal: Grams(1000) }",
                "Reference off ReferenceOff { shown: Grams(-15), nominal: Grams(1000) }",
                "Reference off ReferenceOff { shown: Grams(900), nominal: Grams(1000) }",
                "Reference Passed",
                "Reference off ReferenceOff { shown: Grams(1010), nominal: Grams(1000) }",
                "Reference LeftOut",
            ],
        ),
        (
            Part::Label,
            [
                "Label off OtherLabel { code: \"PKN-TEST-yzYZ=;'/[]\" }",
                "Label off OtherLabel { code: \"10PKNTEST\\u{1d}217\" }",
                "Label off OtherLabel { code: \"10PKNTEST217\" }",
                "Label Passed",
                "waits Label",
                "waits Label",
                "waits Label",
                "waits Label",
                "waits Label",
                "waits Label",
                "waits Label",
                "waits Label",
                "Label LeftOut",
            ],
        ),
    ];
    for (part, answers) in table {
        let check = due(part);
        for ((name, input), expected) in inputs.iter().zip(answers) {
            let said = word(check.answer(*input, now()));
            assert_eq!(said, expected, "{part:?}: {name}");
        }
    }
}

#[test]
fn the_reference_weight_may_be_off_by_what_the_law_allows_a_scale_in_service() {
    let check = due(Part::Reference);
    // 1000 g are 200 intervals of 5 g: one interval, doubled in service from half a one.
    let error = class_iii_error_in_service(Grams(1_000), Grams(5));
    for shown in [Grams(1_000) + error, Grams(1_000) - error] {
        assert_eq!(
            word(check.answer(CheckInput::Weight(shown), now())),
            "Reference Passed"
        );
    }
    let off = check.answer(CheckInput::Weight(Grams(1_001) + error), now());
    assert!(matches!(off, Some(CheckAnswer::Off(Part::Reference, _))));
}

#[test]
fn what_is_not_set_up_is_never_due_and_stands_so_in_the_record() {
    for bits in 0..16_u8 {
        let bit = |bit: u8| bits & bit != 0;
        let plan = CheckPlan {
            scanner: bit(1),
            scale: bit(2),
            printer: bit(4),
            reference: bit(8).then_some(Grams(1_000)),
            ..plan()
        };
        let mut check = ShiftCheck::begun(plan.clone(), now());
        let mut tested = Vec::new();
        while let Some(part) = check.due() {
            assert!(plan.has(part), "{part:?} of {plan:?}");
            tested.push(part);
            let out = check.answer(CheckInput::LeaveOut, now()).unwrap();
            for fact in check.facts_of(&out, now()) {
                check.apply(&fact, now());
            }
        }
        let record = check.end(now());
        assert_eq!(record.parts.len(), Part::ALL.len());
        for it in &record.parts {
            let expected = if tested.contains(&it.part) {
                Outcome::LeftOut
            } else {
                Outcome::NotSetUp
            };
            assert_eq!(it.outcome, expected);
        }
        let state = if bit(1) {
            DeviceState::NotTested
        } else {
            DeviceState::NotSetUp
        };
        assert_eq!(record.state(Device::Scanner), state);
    }
}

#[test]
fn a_part_that_was_wrong_and_then_right_is_right_and_one_that_was_left_wrong_is_to_be_mended() {
    let mut check = ShiftCheck::begun(plan(), now());
    let mut at = now();
    let mut take = |input: CheckInput<'_>| {
        at += TimeDelta::seconds(3);
        let answer = check.answer(input, at).unwrap();
        let facts = check.facts_of(&answer, at);
        for fact in &facts {
            check.apply(fact, at);
        }
        facts
    };
    take(CheckInput::Code("pkn-test-YZyz=;'/[]"));
    take(CheckInput::Code(SCANNER_SELF_TEST));
    take(CheckInput::Code("10PKNTEST217"));
    take(CheckInput::LeaveOut);
    take(CheckInput::Weight(Grams(0)));
    let sent = take(CheckInput::Weight(Grams(1_005)));
    assert!(
        matches!(sent.last(), Some(CheckFact::LabelSent { code }) if code == "PKN-LABEL-482913"),
        "the label goes to the printer when its turn comes: {sent:?}"
    );
    let last = take(CheckInput::Code("PKN-LABEL-482913"));
    let Some(CheckFact::Ended { record }) = last.last() else {
        panic!("the last part ends the check");
    };
    assert_eq!(record.seconds, 21);
    let seconds: Vec<u32> = record.parts.iter().map(|it| it.seconds).collect();
    assert_eq!(seconds, [6, 6, 3, 3, 3]);
    assert_eq!(record.state(Device::Scanner), DeviceState::ToMend);
    assert_eq!(record.state(Device::Scale), DeviceState::Works);
    assert_eq!(record.state(Device::Printer), DeviceState::Works);
    assert_eq!(record.worst(), DeviceState::ToMend);
    let mend: Vec<Part> = record.to_mend().map(|(it, _)| it.part).collect();
    assert_eq!(mend, [Part::Separator]);
}

#[test]
fn a_check_that_is_broken_off_says_what_was_not_tested() {
    let check = due(Part::Zero);
    let record = check.end(now());
    let outcomes: Vec<Outcome> = record.parts.iter().map(|it| it.outcome).collect();
    use Outcome::{Passed, Stopped};
    assert_eq!(outcomes, [Passed, Passed, Stopped, Stopped, Stopped]);
    assert_eq!(record.worst(), DeviceState::NotTested);
}
