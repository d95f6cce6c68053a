//! Command cards and their big keys: each does what its command does, or asks for what the command needs.

use super::{Bench, Context, Decision, only_says};
use crate::domain::session::input::Card;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::Question;

impl Bench {
    /// What a command card, or its big key, asks for.
    pub(super) fn on_card(&self, card: Card, context: &Context<'_>) -> Decision {
        match card {
            Card::Undo => self.on_undo(context),
            Card::Option(number) => self.on_choice(u32::from(number), context),
            Card::SwitchPacker => self.on_sign_out(context),
            Card::Help => only_says(Message::Help { step: self.step() }),
            Card::ZeroScale => only_says(Message::ZeroScale),
            Card::TareScale => only_says(Message::TareScale),
            Card::ShiftCheck if self.question == Some(Question::BeginCheck) => {
                self.on_choice(1, context)
            }
            _ if self.question.is_some() => self.refuse(Refusal::AnswerFirst),
            Card::HandOver => self.on_hand_over(None, context),
            _ if self.manifest.is_some() => self.refuse_during_hand_over(),
            Card::ShiftCheck => self.begin_check(context),
            Card::LeaveOut => self.refuse(Refusal::NoShiftCheck),
            Card::GoOn | Card::Short | Card::NextParcel | Card::ItFits | Card::Substitute
                if self.is_label_due() =>
            {
                self.label_first()
                    .unwrap_or_else(|| self.refuse(Refusal::NoOrderOpen))
            }
            Card::GoOn => self.on_packaging_command(None, None, context),
            Card::Short => self.ask_which_short(),
            Card::NextParcel => self.on_next_parcel(context),
            Card::ItFits => self.on_it_fits(),
            Card::Substitute => self.on_substitute(context),
            Card::Hold if self.is_label_due() => self.ask_why_no_label_scan(),
            Card::Hold => self.ask_about_open_order(|_| Question::WhyHold),
            Card::Reopen => self.ask_about_closed_order(|session| Question::WhyReopen {
                order: session.order.clone(),
            }),
            Card::Reprint if self.is_label_due() => self.ask_why_label_again(),
            Card::Reprint => self.ask_about_closed_order(|session| Question::WhyReprint {
                order: session.order.clone(),
                parcel: None,
            }),
        }
    }
}
