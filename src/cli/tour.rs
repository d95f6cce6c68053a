//! The scripted tour: what a newcomer would do in two minutes, with a picture of each state.

use std::path::Path;

use chrono::NaiveDate;

use super::demo::Sample;
use crate::domain::mis_pick::cause::Action as Remedy;
use crate::domain::scanner_test::{BATCH, SERIAL};
use crate::domain::session::Step;
use crate::domain::session::input::{Card, SCANNER_SELF_TEST};
use crate::domain::session::message::{Message, Verdict};
use crate::domain::session::question::Question;
use crate::domain::session::unit_step::DueOnScale;
use crate::domain::shift_check::Part;
use crate::domain::units::Grams;
use crate::i18n::Lang;
use crate::station::event::{Action, Command, Event, RecordsEvent};
use crate::station::snapshot::Snapshot;
use crate::station::sync_view::Drift;
use crate::ui::app::Route;
use crate::ui::lead::LeadScreen;
use crate::ui::tour::{TourInput, TourStep};

/// The order that the tour packs: two mugs and a tea.
pub(super) const ORDER: &str = "ZAM-1001";

/// The number of the first parcel that the sample's bench packs.
const FIRST_NUMBER: &str = "059000000000000015";

/// All steps, in Polish and in English, dark and light. The folder `cancelled` tells that the shop
/// cancels the order that the tour has packed.
pub(super) fn steps(sample: &Sample, cancelled: &Path) -> Vec<TourStep> {
    let mut steps = packing(sample);
    steps.extend(exceptions(sample));
    steps.extend(each_unit(sample));
    steps.extend(lead(sample));
    steps.extend(link(cancelled));
    steps.extend(alerts());
    steps.extend(records());
    steps.extend(lookalike());
    steps
}

/// A step that is pictured in both languages.
fn both(name: &str, inputs: Vec<TourInput>, wait_until: fn(&Snapshot) -> bool) -> Vec<TourStep> {
    let picture = |lang: Option<Lang>, inputs, ending: &str| TourStep {
        inputs: [vec![TourInput::Lang(lang)], inputs].concat(),
        wait_until: Box::new(wait_until),
        file_name: format!("{name}-{ending}"),
    };
    vec![
        picture(Some(Lang::Pl), inputs, "pl"),
        picture(Some(Lang::En), vec![], "en"),
    ]
}

fn keys(code: &str) -> TourInput {
    TourInput::Keys(code.to_owned())
}

fn command(command: Command) -> TourInput {
    TourInput::Event(Event::Action(Action::Command(command)))
}

fn weigh(grams: i64) -> TourInput {
    TourInput::Event(Event::Action(Action::Weigh {
        gross: Grams(grams),
        typed: false,
    }))
}

fn at(snapshot: &Snapshot, step: Step) -> bool {
    snapshot
        .session
        .as_ref()
        .is_some_and(|session| session.step == step)
}

fn done(snapshot: &Snapshot) -> u32 {
    snapshot.session.as_ref().map_or(0, |session| session.done)
}

fn refused(snapshot: &Snapshot, reason: &str) -> bool {
    snapshot
        .answers
        .back()
        .is_some_and(|answer| answer.message.reason() == Some(reason))
}

/// One order from its number to its label, with the mistakes that a bench is there to catch.
fn packing(sample: &Sample) -> Vec<TourStep> {
    let mug = sample.code_of("KUB-01");
    let tea = sample.code_of("HER-01");
    let other = sample.code_of("SLU-01");
    [
        both("01-sign-in", vec![], |snapshot| snapshot.worker.is_none()),
        both(
            "02-queue",
            vec![TourInput::Event(sample.sign_in("W-001"))],
            |snapshot| snapshot.worker.is_some() && !snapshot.queue.ready.is_empty(),
        ),
        both("03-order-open", vec![keys(ORDER)], |snapshot| {
            at(snapshot, Step::Scanning)
        }),
        both("04-right", vec![keys(&mug)], |snapshot| done(snapshot) == 1),
        both("05-wrong-item", vec![keys(&other)], |snapshot| {
            refused(snapshot, "NotOnPickList")
        }),
        both("06-units-missing", vec![keys(ORDER)], |snapshot| {
            refused(snapshot, "UnitsMissing")
        }),
        both(
            "07-one-too-many",
            vec![keys(&mug), keys(&mug)],
            |snapshot| refused(snapshot, "OneTooMany"),
        ),
        both("08-packaging", vec![keys(&tea)], |snapshot| {
            at(snapshot, Step::Packaging)
        }),
        both(
            "09-weigh",
            vec![command(Command::Card(Card::GoOn))],
            |snapshot| at(snapshot, Step::Weighing),
        ),
        both("10-weight-off", vec![weigh(300)], |snapshot| {
            refused(snapshot, "WeightOff")
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The ways beside the straight one: a release by the lead, a question, a serial number, a shortage.
fn exceptions(sample: &Sample) -> Vec<TourStep> {
    let release = Command::Release {
        badge: "W-900".to_owned(),
        pin: sample.pin_of("W-900"),
        reason: "tour".to_owned(),
    };
    let twin = "2100009000013";
    [
        both("11-confirm", vec![command(release)], |snapshot| {
            at(snapshot, Step::Confirming)
        }),
        both("12-closed", vec![keys(ORDER)], |snapshot| {
            at(snapshot, Step::Closed)
        }),
        both(
            "13-question",
            vec![keys("ZAM-1005"), keys(twin)],
            |snapshot| snapshot.question.is_some(),
        ),
        both(
            "14-short",
            vec![command(Command::Undo), command(Command::Card(Card::Short))],
            |snapshot| {
                matches!(
                    snapshot.question,
                    Some(Question::WhichShort { .. } | Question::WhyShort { .. })
                )
            },
        ),
        both(
            "15-serial",
            vec![
                command(Command::Undo),
                command(Command::Hold {
                    reason: "tour".to_owned(),
                }),
                keys("ZAM-1009"),
                keys(&sample.code_of("SLU-01")),
            ],
            |snapshot| {
                snapshot
                    .session
                    .as_ref()
                    .is_some_and(|session| session.capture.is_some())
            },
        ),
        both(
            "16-held",
            vec![
                command(Command::Undo),
                command(Command::Hold {
                    reason: "tour".to_owned(),
                }),
                keys("ZAM-1027"),
            ],
            |snapshot| refused(snapshot, "OrderHeld"),
        ),
        hand_over(),
        check(),
        vec![TourStep {
            inputs: vec![TourInput::Light(true), keys("ZAM-1003")],
            wait_until: Box::new(|snapshot| at(snapshot, Step::Scanning)),
            file_name: "17-light".to_owned(),
        }],
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn due_on_scale(snapshot: &Snapshot) -> Option<&DueOnScale> {
    let step = snapshot.session.as_ref()?.unit_step.as_ref()?;
    step.due.as_ref().map(|due| &due.what)
}

/// A bench that weighs each unit: a soap goes into the box, and then two are in it.
fn each_unit(sample: &Sample) -> Vec<TourStep> {
    let begun = vec![
        TourInput::Light(false),
        command(Command::Hold {
            reason: "tour".to_owned(),
        }),
        TourInput::Event(Event::EachUnit(true)),
        keys("ZAM-1006"),
    ];
    let put_in = vec![weigh(120), keys(&sample.code_of("MYD-01"))];
    [
        both("18-box", begun, |snapshot| {
            matches!(due_on_scale(snapshot), Some(DueOnScale::Box(_)))
        }),
        both("19-unit-in", put_in, |snapshot| {
            matches!(due_on_scale(snapshot), Some(DueOnScale::In(_)))
        }),
        both("20-two-in", vec![weigh(336)], |snapshot| {
            snapshot
                .answers
                .back()
                .is_some_and(|answer| answer.verdict == Verdict::Blocked)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The devices at the start of a shift: the scanner with Caps Lock, the scale with a weight that is off, a
/// label that is not the one that came out.
fn check() -> Vec<TourStep> {
    let scan = |code: &str| {
        TourInput::Event(Event::Action(Action::Scan {
            code: code.to_owned(),
        }))
    };
    let separator = scan(&format!("10{BATCH}\u{1d}21{SERIAL}"));
    let mut steps: Vec<TourStep> = [
        both("32-check", vec![command(Command::ShiftCheck)], |snapshot| {
            due(snapshot) == Some(Part::Layout)
        }),
        both(
            "33-check-scanner",
            vec![scan("pkn-test-YZyz=;'/[]")],
            is_off,
        ),
        both(
            "34-check-scale",
            vec![scan(SCANNER_SELF_TEST), separator],
            |snapshot| due(snapshot) == Some(Part::Reference),
        ),
        both("35-check-weight", vec![weigh(1_035)], is_off),
        both("36-check-label", vec![weigh(1_000)], move |snapshot| {
            due(snapshot) == Some(Part::Label)
        }),
        both(
            "37-check-result",
            vec![scan("PKN-LABEL-000000"), command(Command::LeaveOut)],
            |snapshot| snapshot.last_check.is_some(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    steps.push(TourStep {
        inputs: vec![command(Command::Card(Card::Help))],
        wait_until: Box::new(|_| true),
        file_name: String::new(),
    });
    steps
}

fn due(snapshot: &Snapshot) -> Option<Part> {
    snapshot.shift_check.as_ref()?.due()
}

/// What came to the check just now is not right.
fn is_off(snapshot: &Snapshot) -> bool {
    let answer = snapshot.answers.back();
    answer.is_some_and(|answer| matches!(answer.message, Message::CheckOff { .. }))
}

/// The driver is here: a list is begun, a parcel scanned onto it, and a code that is none.
fn hand_over() -> Vec<TourStep> {
    let is_open = |snapshot: &Snapshot| snapshot.hand_over.is_some();
    let mut steps: Vec<TourStep> = [
        both(
            "21-hand-over",
            vec![command(Command::Card(Card::HandOver))],
            is_open,
        ),
        both(
            "22-hand-over-wrong",
            vec![keys(FIRST_NUMBER), keys("KAR-S")],
            |snapshot| refused(snapshot, "HandOverGoesOn"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    steps.push(TourStep {
        inputs: vec![command(Command::CloseList)],
        wait_until: Box::new(|snapshot| snapshot.hand_over.is_none()),
        file_name: String::new(),
    });
    steps
}

/// The link to the master, and the exception that a cancelled, packed order is.
fn link(cancelled: &Path) -> Vec<TourStep> {
    let folder = cancelled.to_owned();
    let cancel = TourInput::Event(Event::Import {
        folder,
        skip_bad_rows: false,
    });
    let go = |screen| TourInput::Go(Route::Lead, screen);
    [
        both(
            "28-exceptions",
            vec![cancel, go(LeadScreen::Exceptions)],
            |snapshot| !snapshot.sync.exceptions.is_empty(),
        ),
        both(
            "29-link",
            vec![go(LeadScreen::Sync), TourInput::Event(Event::Compare)],
            |snapshot| snapshot.sync.overview.is_some() && snapshot.sync.drift != Drift::Unknown,
        ),
        vec![TourStep {
            inputs: vec![TourInput::Light(true), go(LeadScreen::Sync)],
            wait_until: Box::new(|_| true),
            file_name: "30-link-light".to_owned(),
        }],
        both(
            "31-rules",
            vec![
                TourInput::Light(false),
                go(LeadScreen::Rules),
                TourInput::Event(Event::ExplainOrder(ORDER.into())),
            ],
            |snapshot| snapshot.rules.explained.is_some(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What calls the lead: the sample's shelf has too few of a packaging. Dark and light, and the band elsewhere.
fn alerts() -> Vec<TourStep> {
    let go = |screen| TourInput::Go(Route::Lead, screen);
    let is_called = |snapshot: &Snapshot| snapshot.alerts.calling().next().is_some();
    let measure = vec![TourInput::Event(Event::Measure), go(LeadScreen::Statistics)];
    let mut steps = both("32-alerts-band", measure, is_called);
    steps.extend(both("32-alerts", vec![go(LeadScreen::Alerts)], |_| true));
    steps.push(TourStep {
        inputs: vec![TourInput::Light(true)],
        wait_until: Box::new(|_| true),
        file_name: "32-alerts-light".to_owned(),
    });
    steps
}

/// What is wrong with the sample's records; then a product of it, and a code that was scanned for it once.
fn records() -> Vec<TourStep> {
    let mut steps = vec![TourStep {
        inputs: vec![
            TourInput::Light(false),
            TourInput::Go(Route::Lead, LeadScreen::Records),
        ],
        wait_until: Box::new(|snapshot| snapshot.records.list.is_some()),
        file_name: String::new(),
    }];
    let look = RecordsEvent::LookAt("SWI-01".into());
    let look = vec![TourInput::Event(Event::Records(look))];
    steps.extend(both("34-records", look, |snapshot| {
        snapshot.records.looked.is_some()
    }));
    steps.extend(both(
        "35-records-scan",
        vec![keys("4006381333931")],
        |snapshot| snapshot.records.unknown.is_some(),
    ));
    steps
}

/// A photo warning of two mugs that are taken for each other: ordered by the lead, seen where one of them is packed.
fn lookalike() -> Vec<TourStep> {
    let warn = command(Command::OrderAction {
        wrong: "KUB-02".into(),
        right: "KUB-01".into(),
        what: Remedy::ShowPicture,
        to: "W-900".into(),
        due: NaiveDate::from_ymd_opt(2099, 1, 31).unwrap_or(NaiveDate::MAX),
    });
    both(
        "33-lookalike",
        vec![
            TourInput::Light(false),
            TourInput::Event(Event::EachUnit(false)),
            warn,
            TourInput::Go(Route::Bench, LeadScreen::Statistics),
            keys("ZAM-1014"),
        ],
        |snapshot| {
            let lines = snapshot.session.iter().flat_map(|session| &session.lines);
            lines.into_iter().any(|line| !line.lookalikes.is_empty())
        },
    )
}

/// The leads' screens.
fn lead(sample: &Sample) -> Vec<TourStep> {
    let screens = [
        ("23-statistics", LeadScreen::Statistics),
        ("23-figures", LeadScreen::Figures),
        ("23-mis-picks", LeadScreen::MisPicks),
        ("23-lorries", LeadScreen::Lorries),
        ("24-import", LeadScreen::Import),
        ("25-documents", LeadScreen::Documents),
        ("26-prints", LeadScreen::Prints),
        ("27-setup", LeadScreen::Setup),
        ("31-weights", LeadScreen::Weights),
        ("31-checking", LeadScreen::Verification),
    ];
    let mut steps = vec![TourStep {
        inputs: vec![
            TourInput::Light(false),
            command(Command::Hold {
                reason: "tour".to_owned(),
            }),
            command(Command::Card(Card::SwitchPacker)),
            TourInput::Event(sample.sign_in("W-900")),
        ],
        wait_until: Box::new(|snapshot| {
            snapshot
                .worker
                .as_ref()
                .is_some_and(|worker| worker.badge.as_str() == "W-900")
        }),
        file_name: String::new(),
    }];
    for (name, screen) in screens {
        steps.extend(both(name, vec![TourInput::Go(Route::Lead, screen)], |_| {
            true
        }));
    }
    steps
}
