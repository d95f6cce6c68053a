//! The answers to what the bench asked.

use super::{Bench, Context, Decision};
use crate::domain::session::Session;
use crate::domain::session::fact::{Capture, Fact, Proof};
use crate::domain::session::input::{Card, Meaning, Scanned};
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::{Choice, CommonReason, ProductOption, Question};

impl Bench {
    /// A scan while a question is open: an option's card, the undo card, or, where the question is
    /// which product it was, a code that names one of them alone.
    pub(super) fn on_scan_while_asked(
        &self,
        question: &Question,
        scanned: &Scanned,
        context: &Context<'_>,
    ) -> Decision {
        match (&scanned.meaning, question) {
            (Meaning::Card(Card::Undo), _) => self.on_undo(context),
            (
                Meaning::Card(
                    card @ (Card::SwitchPacker | Card::Help | Card::ZeroScale | Card::TareScale),
                ),
                _,
            ) => self.on_card(*card, context),
            (Meaning::Card(Card::Option(number)), _) => self.on_choice(u32::from(*number), context),
            (
                Meaning::Products {
                    products: named, ..
                },
                Question::WhichProduct {
                    products: asked, ..
                },
            ) => match named.as_slice() {
                [only] if asked.iter().any(|product| product.sku == only.sku) => {
                    self.answered_with_product(only, scanned.code.clone(), None, context)
                }
                _ => self.refuse(Refusal::AnswerFirst),
            },
            (Meaning::Card(Card::ShiftCheck), Question::BeginCheck) => self.on_choice(1, context),
            // Whoever begins an order has answered: the devices are not checked now.
            (
                Meaning::Order(_) | Meaning::Tote { .. } | Meaning::Products { .. },
                Question::BeginCheck,
            ) => {
                let unasked = Self {
                    question: None,
                    ..self.clone()
                };
                let closed = Fact::QuestionClosed {
                    order: None,
                    option: None,
                };
                unasked.on_scan(scanned, context).after(closed)
            }
            _ => self.refuse(Refusal::AnswerFirst),
        }
    }

    /// The option with this number, counted from 1.
    pub(super) fn on_choice(&self, option: u32, context: &Context<'_>) -> Decision {
        let chosen = self.question.as_ref().and_then(|question| {
            let at = usize::try_from(option).ok()?.checked_sub(1)?;
            Some((question, question.options().into_iter().nth(at)?))
        });
        let Some((question, choice)) = chosen else {
            return self.refuse(Refusal::NoSuchOption);
        };
        let closed = Fact::QuestionClosed {
            order: self.session().map(|session| session.order.clone()),
            option: Some(option),
        };
        match (question, choice) {
            (Question::WhichProduct { code, .. }, Choice::Product(item)) => {
                self.answered_with_product(&item, code.clone(), Some(option), context)
            }
            (Question::WhyPackaging { packaging, .. }, Choice::Reason(reason)) => self
                .in_open_order(|session| {
                    self.take_packaging(session, packaging, Some(word(reason)), context)
                })
                .after(closed),
            (Question::WhichShort { .. }, Choice::Short(sku)) => self
                .in_open_order(|session| {
                    let quantity = session.missing_of(&sku);
                    Decision::ask(
                        Some(session.order.clone()),
                        Question::WhyShort {
                            sku: sku.clone(),
                            quantity,
                        },
                    )
                })
                .after(closed),
            (Question::WhyShort { sku, quantity }, Choice::Reason(reason)) => {
                let next = Question::ShortPath {
                    sku: sku.clone(),
                    quantity: *quantity,
                    reason: word(reason).to_owned(),
                };
                self.in_open_order(|session| {
                    Decision::ask(Some(session.order.clone()), next.clone())
                })
                .after(closed)
            }
            (
                Question::ShortPath {
                    sku,
                    quantity,
                    reason,
                },
                Choice::Path(path),
            ) => self
                .declare_short(sku, *quantity, reason, path, context)
                .after(closed),
            (Question::WhyHold, Choice::Reason(reason)) => {
                self.put_aside(word(reason)).after(closed)
            }
            (Question::WhyReopen { order }, Choice::Reason(reason)) => {
                self.reopen(order, word(reason), context).after(closed)
            }
            (Question::WhyReprint { order, parcel }, Choice::Reason(reason)) => {
                self.reprint(order, *parcel, word(reason)).after(closed)
            }
            (Question::DidItPrint(print), Choice::Found(found)) => {
                Self::print_judged(print, found).after(closed)
            }
            (Question::WhichCarrier { .. }, Choice::Carrier(due)) => {
                self.begin_list(&due.carrier, context).after(closed)
            }
            (Question::CloseList { .. }, Choice::List(end)) => {
                self.on_list_end(end, context).after(closed)
            }
            (Question::BeginCheck, Choice::Check { now: true }) => {
                let unasked = Self {
                    question: None,
                    ..self.clone()
                };
                unasked.begin_check(context).after(closed)
            }
            (Question::BeginCheck, Choice::Check { now: false }) => {
                Decision::accept(vec![closed], Message::CheckLater)
            }
            _ => self.refuse(Refusal::NoSuchOption),
        }
    }

    fn answered_with_product(
        &self,
        item: &ProductOption,
        code: String,
        option: Option<u32>,
        context: &Context<'_>,
    ) -> Decision {
        let closed = Fact::QuestionClosed {
            order: self.session().map(|session| session.order.clone()),
            option,
        };
        let proof = Proof::Scanned { code };
        self.in_open_order(|session| self.pack(session, item, proof, &Capture::default(), context))
            .after(closed)
    }

    fn in_open_order(&self, answer: impl FnOnce(&Session) -> Decision) -> Decision {
        match self.session() {
            Some(session) => answer(session),
            None => self.refuse(Refusal::NoOrderOpen),
        }
    }
}

/// The reason as it is stored: the name of the option, the same in every language.
fn word(reason: CommonReason) -> &'static str {
    match reason {
        CommonReason::BinEmpty => "BinEmpty",
        CommonReason::Damaged => "Damaged",
        CommonReason::WrongInBin => "WrongInBin",
        CommonReason::TooSmall => "TooSmall",
        CommonReason::ItFits => "ItFits",
        CommonReason::UsedUp => "UsedUp",
        CommonReason::Fragile => "Fragile",
        CommonReason::LabelSpoilt => "LabelSpoilt",
        CommonReason::NotPrinted => "NotPrinted",
        CommonReason::ContentsWrong => "ContentsWrong",
        CommonReason::AskOffice => "AskOffice",
        CommonReason::Other => "Other",
    }
}
