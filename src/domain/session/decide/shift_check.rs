//! The check of the devices: begun between two orders, carried on by what scanner and scale send, and never
//! in the way of packing.

use chrono::{DateTime, Utc};

use super::{Bench, Context, Decision};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{Card, Command, Input, Meaning, Scanned};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::shift_check::{
    CheckAnswer, CheckFact, CheckInput, CheckRecord, Device, DeviceState, Outcome, Part, ShiftCheck,
};

/// What an input is to a check that is under way.
enum Way<'a> {
    /// It belongs to the check.
    Of(CheckInput<'a>),
    /// The check is asked what it waits for.
    Waits,
    /// The test label is wanted once more.
    LabelAgain,
    /// The check is broken off.
    Stop,
    /// It has nothing to do with the check, which goes on.
    Beside,
    /// Something else begins: the check ends, and nobody is kept from packing.
    Instead,
}

impl Bench {
    /// Whether nothing else is at hand.
    pub(super) fn can_begin_check(&self) -> bool {
        !self.has_open_order() && !self.is_label_due() && self.manifest.is_none()
    }

    /// Begins a check between two orders; while one is under way, says what it waits for.
    pub(super) fn begin_check(&self, context: &Context<'_>) -> Decision {
        if let Some(open) = self.current.as_ref().filter(|_| self.has_open_order()) {
            return self.refuse(Refusal::AnotherOrderOpen { open: open.clone() });
        }
        if let Some(refused) = self.label_first() {
            return refused;
        }
        let Some(plan) = context.here.map(|here| &here.check) else {
            return self.refuse(Refusal::NoShiftCheck);
        };
        let begun = CheckFact::Begun { plan: plan.clone() };
        let check = ShiftCheck::begun(plan.clone(), context.now);
        let Some(part) = check.due() else {
            return ended(vec![begun], check.end(context.now));
        };
        let facts = [begun].into_iter().chain(check.what_follows(context.now));
        Decision::accept(facts.map(fact).collect(), Message::CheckWaits { part })
    }

    /// The end of the check that is under way, if one is.
    pub(super) fn check_ends(&self, now: DateTime<Utc>) -> Vec<Fact> {
        let check = self.shift_check.iter();
        let ended = check.map(|check| CheckFact::Ended {
            record: check.end(now),
        });
        ended.map(fact).collect()
    }

    /// An input while the devices are checked.
    pub(super) fn while_checking(
        &self,
        check: &ShiftCheck,
        input: &Input,
        context: &Context<'_>,
    ) -> Decision {
        let Some(due) = check.due() else {
            // A check without a part that is due has ended; its facts never leave it so.
            let unchecked = self.on_input(input, context);
            return unchecked.after_all(self.check_ends(context.now));
        };
        match way_of(input, due) {
            Way::Of(came) => match check.answer(came, context.now) {
                Some(answer) => told(check, &answer, context.now),
                None => super::only_says(Message::CheckWaits { part: due }),
            },
            Way::Waits => super::only_says(Message::CheckWaits { part: due }),
            Way::LabelAgain => {
                let code = check.plan.label.clone();
                let sent = fact(CheckFact::LabelSent { code });
                Decision::accept(vec![sent], Message::CheckLabelAgain)
            }
            Way::Stop => ended(vec![], check.end(context.now)),
            Way::Beside => self.on_input(input, context),
            Way::Instead => {
                let unchecked = self.on_input(input, context);
                unchecked.after_all(self.check_ends(context.now))
            }
        }
    }
}

fn fact(happened: CheckFact) -> Fact {
    Fact::ShiftCheck { happened }
}

fn way_of(input: &Input, due: Part) -> Way<'_> {
    match input {
        Input::Scanned(Scanned {
            meaning: Meaning::Card(card),
            ..
        })
        | Input::Command(Command::Card(card)) => way_of_card(*card, due),
        Input::Scanned(scanned) => way_of_code(scanned, due),
        Input::Weighed { gross, .. } => Way::Of(CheckInput::Weight(*gross)),
        Input::ScannerFault(fault) => Way::Of(CheckInput::Fault(*fault)),
        Input::Command(Command::Undo) => Way::Stop,
        Input::Command(Command::Lead(_) | Command::Weights(_) | Command::SignOut) => Way::Beside,
        Input::Command(_)
        | Input::SignIn(_)
        | Input::IdledOut
        | Input::PrintDoubted(_)
        | Input::Scale { .. } => Way::Instead,
    }
}

fn way_of_card(card: Card, due: Part) -> Way<'static> {
    match card {
        Card::LeaveOut => Way::Of(CheckInput::LeaveOut),
        Card::Undo | Card::Hold => Way::Stop,
        Card::Reprint if due == Part::Label => Way::LabelAgain,
        Card::ZeroScale | Card::SwitchPacker => Way::Beside,
        // A tare would spoil the zero that is being looked at.
        Card::ShiftCheck | Card::Help | Card::GoOn | Card::TareScale | Card::Option(_) => {
            Way::Waits
        }
        Card::Short
        | Card::NextParcel
        | Card::ItFits
        | Card::Reopen
        | Card::Reprint
        | Card::HandOver
        | Card::Substitute => Way::Instead,
    }
}

/// An order's number begins the order; of goods only those do that are an order of their own, and only
/// while no code is waited for.
fn way_of_code(scanned: &Scanned, due: Part) -> Way<'_> {
    let begins = match &scanned.meaning {
        Meaning::Order(_)
        | Meaning::StationCard { .. }
        | Meaning::Tote {
            carries: Some(_), ..
        } => true,
        Meaning::Products {
            single_line: Some(_),
            ..
        } => due.device() == Device::Scale,
        _ => false,
    };
    if begins {
        Way::Instead
    } else {
        Way::Of(CheckInput::Code(&scanned.code))
    }
}

fn told(check: &ShiftCheck, answer: &CheckAnswer, now: DateTime<Utc>) -> Decision {
    let mut happened = check.facts_of(answer, now);
    let over = happened.pop_if(|last| matches!(last, CheckFact::Ended { .. }));
    let scale_is_right = matches!(
        answer,
        CheckAnswer::Ended(record)
            if record.part == Part::Reference && record.outcome == Outcome::Passed
    );
    let mut decision = match (answer, over) {
        (_, Some(CheckFact::Ended { record })) => ended(happened, record),
        (CheckAnswer::Waits(part), _) => super::only_says(Message::CheckWaits { part: *part }),
        (CheckAnswer::Off(_, found), _) => {
            let found = found.clone();
            Decision {
                verdict: Verdict::Refused,
                ..Decision::accept(
                    happened.into_iter().map(fact).collect(),
                    Message::CheckOff { found },
                )
            }
        }
        (CheckAnswer::Ended(record), _) => {
            let part = record.part;
            let message = match record.outcome {
                Outcome::Passed => Message::CheckPassed { part },
                _ => Message::CheckLeftOut { part },
            };
            Decision::accept(happened.into_iter().map(fact).collect(), message)
        }
    };
    if scale_is_right {
        // A scale that shows the reference weight right has been checked: its drift is counted anew.
        decision.facts.push(Fact::ScaleChecked);
    }
    decision
}

/// The end, after what happened before, with the colour of the worst device.
fn ended(mut happened: Vec<CheckFact>, record: CheckRecord) -> Decision {
    let verdict = match record.worst() {
        DeviceState::ToMend => Verdict::Refused,
        DeviceState::Works | DeviceState::NotTested | DeviceState::NotSetUp => Verdict::Accepted,
    };
    happened.push(CheckFact::Ended {
        record: record.clone(),
    });
    let record = Box::new(record);
    Decision {
        verdict,
        ..Decision::accept(
            happened.into_iter().map(fact).collect(),
            Message::CheckEnded { record },
        )
    }
}
