//! What goes another way than planned: undo, short picks, parcels in parts, put aside, opened again.

use super::{Bench, Context, Decision, Session, spread};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::session::Step;
use crate::domain::session::fact::{Fact, ShortPath};
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::Question;
use crate::domain::worker::Right;

/// Most units that one barcode may stand for. Assumption: no case on a bench holds more.
const LARGEST_CASE: u32 = 10_000;

impl Bench {
    /// Drops the open question, or takes back the last scan of the open parcel.
    pub(super) fn on_undo(&self, context: &Context<'_>) -> Decision {
        if matches!(self.question, Some(Question::DidItPrint(_))) {
            // It would be asked again at once.
            return self.refuse(Refusal::AnswerFirst);
        }
        if self.question.is_some() {
            let order = self.session().map(|session| session.order.clone());
            return Decision::accept(
                vec![Fact::QuestionClosed {
                    order,
                    option: None,
                }],
                Message::QuestionDropped,
            );
        }
        if let Some(open) = &self.manifest {
            return self.take_back(open, context);
        }
        let session = self
            .session()
            .filter(|session| session.step != Step::Closed);
        if let Some(back) = session.and_then(|session| self.set_back(session, context)) {
            return back;
        }
        let last = session.and_then(|session| {
            let parcel = session.parcel()?;
            Some((session, parcel, parcel.scans.last()?))
        });
        let Some((session, parcel, scan)) = last else {
            return self.refuse(Refusal::NothingToUndo);
        };
        let mut facts: Vec<Fact> = Vec::new();
        facts.extend(Self::out_due(session, &scan.sku, &scan.takes, context));
        facts.push(Fact::UnitsTakenOut {
            order: session.order.clone(),
            parcel: parcel.number,
            sku: scan.sku.clone(),
            takes: scan.takes.clone(),
            undone: true,
        });
        let units = scan.takes.iter().map(|take| take.units).sum();
        let undone = Decision::accept(
            facts,
            Message::Undone {
                sku: scan.sku.clone(),
                units,
            },
        )
        .about(&scan.sku);
        self.and_end(session, undone, context)
    }

    /// Declares units missing, with the reason and what becomes of the order.
    ///
    /// An order of which nothing at all can be shipped is put aside, whatever the path.
    pub(super) fn declare_short(
        &self,
        sku: &Sku,
        quantity: u32,
        reason: &str,
        path: ShortPath,
        context: &Context<'_>,
    ) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        if !session.lists(sku) {
            return self.refuse_sku(Refusal::NotOnPickList { sku: sku.clone() }, sku);
        }
        if let Some(due) = &session.capture_due {
            return self.refuse_sku(
                Refusal::CaptureMissing {
                    sku: due.sku.clone(),
                },
                sku,
            );
        }
        if let Some(first) = self.unit_first(session) {
            return first;
        }
        let missing = session.missing_of(sku);
        let quantity = if path == ShortPath::CancelLine {
            missing
        } else {
            quantity
        };
        if quantity == 0 || quantity > missing {
            return self.refuse_sku(
                Refusal::ShortTooMany {
                    sku: sku.clone(),
                    missing,
                },
                sku,
            );
        }
        // Nothing at all to ship: the order waits for its goods, whatever was chosen.
        let ships_nothing = session.missing() == quantity && session.done() == 0;
        let path = if ships_nothing { ShortPath::Hold } else { path };
        let mut facts = vec![Fact::ShortDeclared {
            order: session.order.clone(),
            sku: sku.clone(),
            takes: spread(session, sku, quantity, |_, line| line.missing()),
            reason: reason.to_owned(),
            path,
        }];
        if path == ShortPath::Hold {
            facts.push(Fact::OrderPutAside {
                order: session.order.clone(),
                reason: reason.to_owned(),
            });
            let message = Message::PutAside {
                order: session.order.clone(),
            };
            return Decision::accept(facts, message).about(sku);
        }
        let message = Message::ShortDeclared {
            sku: sku.clone(),
            quantity,
        };
        let declared = Decision::accept(facts, message).about(sku);
        self.and_end(session, declared, context)
    }

    /// The parcel closes as it is; what is missing goes into the next one.
    pub(super) fn on_next_parcel(&self, context: &Context<'_>) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        if session.step != Step::Scanning {
            return self.refuse(Refusal::NotInThisStep { step: session.step });
        }
        if let Some(due) = &session.capture_due {
            return self.refuse(Refusal::CaptureMissing {
                sku: due.sku.clone(),
            });
        }
        if let Some(first) = self.unit_first(session) {
            return first;
        }
        let parcel = session
            .parcel()
            .filter(|parcel| !parcel.contents.is_empty());
        let Some(parcel) = parcel else {
            return self.refuse(Refusal::ParcelEmpty);
        };
        if session.surplus() > 0 {
            return self.refuse(Refusal::OrderChanged {
                order: session.order.clone(),
            });
        }
        let fact = Fact::ParcelCut {
            order: session.order.clone(),
            parcel: parcel.number,
        };
        let packaging = context.shelf().suggestion(session);
        Decision::accept(vec![fact], Message::ParcelComplete { packaging })
    }

    /// More goes into the parcel than was reckoned: a size in the catalogue is too large, or soft goods give way.
    pub(super) fn on_it_fits(&self) -> Decision {
        let open = self.session().filter(|it| it.step != Step::Closed);
        let Some(session) = open else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        let parcel = session.parcel().filter(|it| !it.contents.is_empty());
        let Some(parcel) = parcel else {
            return self.refuse(Refusal::ParcelEmpty);
        };
        let waits_for_box = session.step == Step::Packaging && parcel.cut;
        if session.missing() == 0 || !(session.step == Step::Scanning || waits_for_box) {
            return self.refuse(Refusal::NotInThisStep { step: session.step });
        }
        let fact = Fact::ParcelStretched {
            order: session.order.clone(),
            parcel: parcel.number,
        };
        Decision::accept(vec![fact], Message::ParcelStretched)
    }

    /// Puts the open order aside; it is held until somebody opens it again with a reason.
    pub(super) fn put_aside(&self, reason: &str) -> Decision {
        if let Some(session) = self.session()
            && let Some(due) = &session.label_due
        {
            return self.drop_label_scan(session, due, reason);
        }
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let fact = Fact::OrderPutAside {
            order: session.order.clone(),
            reason: reason.to_owned(),
        };
        Decision::accept(
            vec![fact],
            Message::PutAside {
                order: session.order.clone(),
            },
        )
    }

    /// Opens a closed or put-aside order again; the reason stays with it.
    pub(super) fn reopen(&self, order: &OrderNo, reason: &str, context: &Context<'_>) -> Decision {
        if let Some(open) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        {
            return self.refuse(Refusal::AnotherOrderOpen {
                open: open.order.clone(),
            });
        }
        let Some(session) = self.sessions.get(order) else {
            return self.refuse(Refusal::UnknownOrder {
                order: order.clone(),
            });
        };
        if session.withdrawn {
            return self.refuse(Refusal::OrderCancelled {
                order: order.clone(),
            });
        }
        if let Some(hold) = context.reopen_hold {
            return self.refuse(Refusal::OrderHeld {
                order: order.clone(),
                hold: hold.clone(),
            });
        }
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let fact = Fact::OrderReopened {
            order: order.clone(),
            reason: reason.to_owned(),
        };
        Decision::accept(
            vec![fact],
            Message::Reopened {
                order: order.clone(),
            },
        )
    }

    /// Prints the stored label of a closed parcel again; that is recorded.
    pub(super) fn reprint(&self, order: &OrderNo, parcel: Option<u32>, reason: &str) -> Decision {
        let Some(session) = self.sessions.get(order) else {
            return self.refuse(Refusal::UnknownOrder {
                order: order.clone(),
            });
        };
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let mut closed = session
            .parcels
            .iter()
            .rev()
            .filter(|candidate| candidate.closed);
        let found = closed.find(|candidate| parcel.is_none_or(|wanted| wanted == candidate.number));
        let Some(found) = found else {
            return self.refuse(Refusal::NoSuchParcel);
        };
        let fact = Fact::LabelReprinted {
            order: order.clone(),
            parcel: found.number,
            revision: found.label_revision,
            reason: reason.to_owned(),
        };
        Decision::accept(
            vec![fact],
            Message::Reprinted {
                order: order.clone(),
                parcel: found.number,
            },
        )
    }

    /// A permitted person tells which product an unknown barcode names.
    pub(super) fn on_bind(
        &self,
        code: &str,
        product: Result<&Sku, &Sku>,
        units: u32,
        taken: Option<&Sku>,
        in_use: bool,
    ) -> Decision {
        if let Err(refused) = self.require(Right::BindBarcode) {
            return refused;
        }
        let sku = match product {
            Ok(sku) => sku,
            Err(sku) => return self.refuse_sku(Refusal::UnknownProduct { sku: sku.clone() }, sku),
        };
        if let Some(taken) = taken {
            return self.refuse_sku(Refusal::BarcodeTaken { sku: taken.clone() }, taken);
        }
        if in_use {
            return self.refuse(Refusal::CodeInUse {
                code: code.to_owned(),
            });
        }
        if code.trim().is_empty() || !(1..=LARGEST_CASE).contains(&units) {
            return self.refuse(Refusal::BadEvent {
                why: "code or units".to_owned(),
            });
        }
        let fact = Fact::BarcodeBound {
            code: code.to_owned(),
            sku: sku.clone(),
            units,
        };
        Decision::accept(vec![fact], Message::BarcodeBound { sku: sku.clone() }).about(sku)
    }

    /// The card "short": which product is missing? With only one missing, straight to why.
    pub(super) fn ask_which_short(&self) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        let mut skus: Vec<Sku> = Vec::new();
        for line in session.lines.iter().filter(|line| line.missing() > 0) {
            if !skus.contains(&line.opened.sku) {
                skus.push(line.opened.sku.clone());
            }
        }
        let question = match skus.as_slice() {
            [] => return self.refuse(Refusal::NotInThisStep { step: session.step }),
            [only] => Question::WhyShort {
                sku: only.clone(),
                quantity: session.missing_of(only),
            },
            _ => Question::WhichShort { skus },
        };
        Decision::ask(Some(session.order.clone()), question)
    }

    pub(super) fn ask_about_open_order(
        &self,
        question: impl FnOnce(&Session) -> Question,
    ) -> Decision {
        match self
            .session()
            .filter(|session| session.step != Step::Closed)
        {
            Some(session) => Decision::ask(Some(session.order.clone()), question(session)),
            None => self.refuse(Refusal::NoOrderOpen),
        }
    }

    /// The cards "open again" and "print again" mean the order that was closed last and is still on the screen.
    pub(super) fn ask_about_closed_order(
        &self,
        question: impl FnOnce(&Session) -> Question,
    ) -> Decision {
        match self.session() {
            Some(session) if session.step == Step::Closed => {
                Decision::ask(Some(session.order.clone()), question(session))
            }
            Some(session) => self.refuse(Refusal::NotInThisStep { step: session.step }),
            None => self.refuse(Refusal::NoOrderOpen),
        }
    }
}
