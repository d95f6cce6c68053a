//! What a person has to look at with his own eyes: did it come out, and is the label on its parcel?

use super::{Bench, Decision};
use crate::domain::printing::PrintFound;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{Meaning, Scanned};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::{DoubtedPrint, Question};
use crate::domain::session::{LabelDue, Session};
use crate::domain::worker::Right;

impl Bench {
    /// Whether somebody can be asked to look at the printer now: between two orders, and one question a time.
    pub fn can_be_asked_to_look(&self) -> bool {
        self.worker.is_some()
            && self.question.is_none()
            && self.manifest.is_none()
            && self.shift_check.is_none()
            && !self.has_open_order()
    }

    /// Nobody knows whether a document came out. The packer is asked between two orders.
    pub(super) fn on_print_doubted(&self, print: &DoubtedPrint) -> Decision {
        if self.can_be_asked_to_look() {
            return Decision::ask(
                print.order.clone(),
                Question::DidItPrint(Box::new(print.clone())),
            );
        }
        Decision {
            facts: vec![],
            verdict: Verdict::Ignored,
            message: Message::Question(Question::DidItPrint(Box::new(print.clone()))),
            sku: None,
        }
    }

    /// What lies at the printer.
    pub(super) fn print_judged(print: &DoubtedPrint, found: PrintFound) -> Decision {
        let fact = Fact::PrintJudged {
            order: print.order.clone(),
            parcel: print.parcel,
            job: print.job,
            paper: print.paper,
            found,
        };
        Decision::accept(vec![fact], Message::PrintJudged { found })
    }

    pub(super) fn is_label_due(&self) -> bool {
        self.session()
            .is_some_and(|session| session.label_due.is_some())
    }

    /// Refuses what begins another parcel while a label has to be scanned.
    pub(super) fn label_first(&self) -> Option<Decision> {
        let session = self.session()?;
        let due = session.label_due.as_ref()?;
        Some(self.refuse(Refusal::ScanLabelFirst {
            order: session.order.clone(),
            parcel: due.parcel,
        }))
    }

    /// A scan while a label has to be scanned: it is that label, another one, or something else.
    pub(super) fn on_scan_of_label(
        &self,
        session: &Session,
        due: &LabelDue,
        scanned: &Scanned,
    ) -> Decision {
        if due.is_in(&scanned.code) {
            let fact = Fact::LabelScanned {
                order: session.order.clone(),
                parcel: due.parcel,
                code: scanned.code.clone(),
            };
            let tracking = due.tracking.clone();
            return Decision::accept(vec![fact], Message::LabelMatches { tracking });
        }
        let refusal = match scanned.meaning {
            Meaning::Unknown => Refusal::WrongLabel {
                code: scanned.code.clone(),
                tracking: due.tracking.clone(),
            },
            _ => Refusal::ScanLabelFirst {
                order: session.order.clone(),
                parcel: due.parcel,
            },
        };
        self.refuse_code(refusal, scanned)
    }

    /// The card "put aside" while a label has to be scanned: only a permitted person may go on without.
    pub(super) fn ask_why_no_label_scan(&self) -> Decision {
        match self.require(Right::SkipLabelScan) {
            Err(refused) => refused,
            Ok(()) => Decision::ask(
                self.session().map(|session| session.order.clone()),
                Question::WhyHold,
            ),
        }
    }

    /// The card "print again" while a label has to be scanned means that label.
    pub(super) fn ask_why_label_again(&self) -> Decision {
        let due = self
            .session()
            .and_then(|session| Some((session, session.label_due.as_ref()?)));
        let Some((session, due)) = due else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        let order = session.order.clone();
        let question = Question::WhyReprint {
            order: order.clone(),
            parcel: Some(due.parcel),
        };
        Decision::ask(Some(order), question)
    }

    /// Lets the parcel stand without its label's scan: the printer is broken, or no label can be read.
    pub(super) fn drop_label_scan(
        &self,
        session: &Session,
        due: &LabelDue,
        reason: &str,
    ) -> Decision {
        if let Err(refused) = self.require(Right::SkipLabelScan) {
            return refused;
        }
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let (order, parcel) = (session.order.clone(), due.parcel);
        let fact = Fact::LabelScanDropped {
            order: order.clone(),
            parcel,
            reason: reason.to_owned(),
        };
        Decision::accept(vec![fact], Message::LabelScanDropped { order, parcel })
    }
}
