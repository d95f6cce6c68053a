//! What an input means for the bench: facts and an answer, without changing anything.
//!
//! Total: in every step, every input has an answer. Asking twice gives the same one.

mod cards;
mod desk;
mod exceptions;
mod handover;
mod leading;
mod looking;
mod opening;
mod pair_actions;
mod parcel;
mod people;
mod privacy;
mod questions;
mod records;
mod room;
mod ruling;
mod second_person;
mod shift_check;
mod stations;
mod substitute;
mod unit_step;
mod units;
mod weights;

pub use self::parcel::tracking_number;
pub use self::room::Shelf;
pub use self::ruling::ruling_of;

use chrono::{DateTime, Utc};

use super::fact::Fact;
use super::input::{Card, Command, Input, Meaning, OrderNow, Scanned};
use super::message::{Message, Refusal, Verdict};
use super::question::Question;
use super::unit_step::UnitStepAt;
use super::{Bench, Line, OpenedLine, Session, Stamp, Step, Take};
use crate::domain::gate::Hold;
use crate::domain::handover::{CarrierDue, ParcelFound};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::order::BoxDocument;
use crate::domain::packaging::Packaging;
use crate::domain::packing_plan::PackingPlan;
use crate::domain::settings::Settings;
use crate::domain::shift_check::CheckPlan;
use crate::domain::stats::weights::Knowledge;

/// Why an order is put aside that was given to other benches, as facts keep it.
const TAKEN_OVER: &str = "TakenOver";

/// What the bench knows beside its own state when it decides.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The time.
    pub now: DateTime<Utc>,
    /// The warehouse's settings.
    pub settings: &'a Settings,
    /// All packagings.
    pub packagings: &'a [Packaging],
    /// Where the units of the open parcel and those still missing go, once somebody has looked.
    pub plan: Option<&'a PackingPlan>,
    /// The open order as the cache has it now.
    pub order_now: Option<&'a OrderNow>,
    /// What keeps the order from being opened again that the input asks for.
    pub reopen_hold: Option<&'a Hold>,
    /// The next serial number for a tracking number.
    pub next_serial: Option<u64>,
    /// Papers of the open order that nobody has.
    pub missing_documents: &'a [BoxDocument],
    /// The field that keeps the parcel's label from being made.
    pub label_fault: Option<&'a str>,
    /// Whether this bench scans the label on each parcel before the next one.
    pub label_scan: bool,
    /// Whether this bench weighs each unit as it goes into the box.
    pub unit_step: UnitStepAt,
    /// The serial that the next substitute label gets.
    pub substitute_serial: Option<u64>,
    /// What a hand-over has to know; empty for inputs that have nothing to do with one.
    pub handover: &'a HandOverNow,
    /// What parcels have taught of the weights of the open order's products; `None` while it has no parcel to weigh.
    pub weights: Option<&'a Knowledge>,
    /// What is known of this bench's devices; `None` where an input has nothing to do with them.
    pub here: Option<&'a BenchHere>,
}

/// What is known of the devices of a bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchHere {
    /// What a check that is begun now has to test.
    pub check: CheckPlan,
    /// Whether whoever signs in is asked to check the devices.
    pub check_is_due: bool,
    /// Whether anybody has set this bench up.
    pub is_set_up: bool,
}

/// What the bench knows of the parcels that wait for carriers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandOverNow {
    /// The number that a list gets which is begun now.
    pub next_manifest: String,
    /// Carriers for whom parcels wait, the busiest first.
    pub due: Vec<CarrierDue>,
    /// Parcels on the open list.
    pub on_list: u32,
    /// The parcel that came onto the open list last.
    pub last: Option<ParcelFound>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What happened. Empty when nothing did.
    pub facts: Vec<Fact>,
    /// The colour of the answer.
    pub verdict: Verdict,
    /// What it says.
    pub message: Message,
    /// The product it is about.
    pub sku: Option<Sku>,
}

impl Decision {
    fn accept(facts: Vec<Fact>, message: Message) -> Self {
        Self {
            facts,
            verdict: Verdict::Accepted,
            message,
            sku: None,
        }
    }

    fn ask(order: Option<OrderNo>, question: Question) -> Self {
        let fact = Fact::Asked {
            order,
            question: question.clone(),
        };
        Self {
            facts: vec![fact],
            verdict: Verdict::Asked,
            message: Message::Question(question),
            sku: None,
        }
    }

    fn about(mut self, sku: &Sku) -> Self {
        self.sku = Some(sku.clone());
        self
    }

    /// The same with something that happened before it.
    fn after(mut self, fact: Fact) -> Self {
        self.facts.insert(0, fact);
        self
    }

    /// The same with several things that happened before it.
    fn after_all(mut self, facts: Vec<Fact>) -> Self {
        self.facts.splice(0..0, facts);
        self
    }
}

impl Bench {
    /// Answers an input without changing anything.
    ///
    /// Transitions:
    /// - idle, closed: order number, tote or the item of a single-line order → scanning
    /// - scanning: last missing unit, or a full parcel → packaging
    /// - packaging: packaging taken → weighing
    /// - weighing: weight within the tolerance, or released → confirming
    /// - confirming: order number → closed, or scanning when another parcel follows
    /// - scanning, where each unit is weighed: what was scanned counts once the scale shows it
    /// - any open step: undo, a shortage or a change of the order → scanning; put aside, cancelled → idle
    pub fn decide(&self, input: &Input, context: &Context<'_>) -> Decision {
        match input {
            Input::SignIn(credentials) => return self.on_sign_in(credentials, context),
            Input::IdledOut => return self.on_idled_out(context),
            Input::PrintDoubted(print) => return self.on_print_doubted(print),
            Input::ScannerFault(_) if self.shift_check.is_none() => {
                return only_says(Message::Help { step: self.step() });
            }
            Input::Scale { is_gone: true } => return self.on_scale_gone(context),
            Input::Scale { is_gone: false } => {
                return only_says(Message::Help { step: self.step() });
            }
            Input::Scanned(Scanned {
                meaning: Meaning::Badge(badge),
                ..
            }) => return Self::on_badge(badge),
            _ => {}
        }
        if self.worker.is_none() {
            return self.refuse(Refusal::NotSignedIn);
        }
        if !leaves_the_order_alone(input)
            && let Some(changed) = self.on_changed_order(context)
        {
            return changed;
        }
        match &self.shift_check {
            Some(check) => self.while_checking(check, input, context),
            None => self.or_second_person(self.on_input(input, context), context),
        }
    }

    fn on_input(&self, input: &Input, context: &Context<'_>) -> Decision {
        match input {
            Input::Scanned(scanned) => self.on_scan(scanned, context),
            Input::Weighed { gross, typed } => self.on_weight(*gross, *typed, context),
            Input::Command(command) => self.on_command(command, context),
            Input::ScannerFault(_) => only_says(Message::Help { step: self.step() }),
            Input::SignIn(_) | Input::IdledOut | Input::PrintDoubted(_) | Input::Scale { .. } => {
                unreachable!("answered above")
            }
        }
    }

    fn on_scan(&self, scanned: &Scanned, context: &Context<'_>) -> Decision {
        if let Some(question) = &self.question {
            return self.on_scan_while_asked(question, scanned, context);
        }
        if let Meaning::Card(card) = &scanned.meaning {
            return self.on_card(*card, context);
        }
        if let Meaning::StationCard { station, set_up } = &scanned.meaning {
            return self.on_station_card(station, set_up, context);
        }
        if let Some(open) = &self.manifest {
            return self.on_scan_for_list(open, scanned);
        }
        if let Some(session) = self.session()
            && let Some(due) = &session.label_due
        {
            return self.on_scan_of_label(session, due, scanned);
        }
        match self.session() {
            Some(session) if session.step != Step::Closed => {
                self.on_scan_in_order(session, scanned, context)
            }
            _ => self.on_scan_without_order(scanned, context),
        }
    }

    fn on_scan_in_order(
        &self,
        session: &Session,
        scanned: &Scanned,
        context: &Context<'_>,
    ) -> Decision {
        if let Some(due) = &session.capture_due {
            return self.on_scan_for_capture(session, due, scanned);
        }
        match &scanned.meaning {
            Meaning::Products {
                products, capture, ..
            } => self.on_products(session, &scanned.code, products, capture, context),
            Meaning::Order(found) => self.on_order_number(session, &found.order, context),
            Meaning::Tote { tote, carries } => {
                self.on_tote_in_order(session, tote, carries.as_deref())
            }
            Meaning::Packaging(code) => self.take_packaging(session, code, None, context),
            Meaning::Card(_) | Meaning::Badge(_) => {
                self.refuse(Refusal::NotInThisStep { step: session.step })
            }
            Meaning::Location(place) => self.refuse(Refusal::LocationScanned {
                location: place.clone(),
            }),
            Meaning::AbsentOrder(order) => self.refuse(Refusal::UnknownOrder {
                order: order.clone(),
            }),
            Meaning::Unknown
            | Meaning::Parcel(_)
            | Meaning::OwedLabel(_)
            | Meaning::StationCard { .. } => self.refuse_code(
                Refusal::UnknownBarcode {
                    code: scanned.code.clone(),
                },
                scanned,
            ),
        }
    }

    fn on_command(&self, command: &Command, context: &Context<'_>) -> Decision {
        match command {
            Command::Undo => self.on_undo(context),
            Command::Choose { option } => self.on_choice(*option, context),
            Command::Card(card) => self.on_card(*card, context),
            Command::SignOut => self.on_sign_out(context),
            Command::Lead(command) => self.on_lead_command(command),
            Command::Pair(command) => self.on_pair_command(command),
            Command::Privacy(command) => self.on_privacy_command(command),
            Command::Weights(command) => self.on_weight_command(command),
            Command::Record(command) => self.on_record_command(command),
            _ if self.question.is_some() => self.refuse(Refusal::AnswerFirst),
            Command::HandOver { carrier } => self.on_hand_over(carrier.as_deref(), context),
            Command::CloseManifest => self.close_list(context),
            _ if self.manifest.is_some() => self.refuse_during_hand_over(),
            Command::Hold { reason } => self.put_aside(reason),
            Command::Reopen { order, reason } => self.reopen(order, reason, context),
            Command::Reprint {
                order,
                parcel,
                reason,
            } => self.reprint(order, *parcel, reason),
            Command::BindBarcode {
                code,
                product,
                units,
                taken,
                in_use,
            } => self.on_bind(code, product.as_ref(), *units, taken.as_ref(), *in_use),
            other => match self.label_first() {
                Some(refused) => refused,
                None => self.on_packing_command(other, context),
            },
        }
    }

    /// Commands that do something with the parcel at hand.
    fn on_packing_command(&self, command: &Command, context: &Context<'_>) -> Decision {
        match command {
            Command::Packaging { packaging, reason } => {
                self.on_packaging_command(packaging.as_ref(), reason.as_deref(), context)
            }
            Command::Short {
                sku,
                quantity,
                reason,
                path,
            } => self.declare_short(sku, *quantity, reason, *path, context),
            Command::Confirm { sku, reason } => self.on_confirm_by_hand(sku, reason, context),
            Command::Capture(capture) => self.on_capture(capture),
            Command::NextParcel => self.on_next_parcel(context),
            Command::ItFits => self.on_it_fits(),
            Command::Substitute => self.on_substitute(context),
            Command::Release { by, reason } => self.on_release(by, reason, context),
            Command::CountedTwice { by } => self.on_counted_twice(by, context),
            Command::Undo
            | Command::Choose { .. }
            | Command::Card(_)
            | Command::SignOut
            | Command::Lead(_)
            | Command::Pair(_)
            | Command::Privacy(_)
            | Command::Weights(_)
            | Command::Record(_)
            | Command::HandOver { .. }
            | Command::CloseManifest
            | Command::Hold { .. }
            | Command::Reopen { .. }
            | Command::Reprint { .. }
            | Command::BindBarcode { .. } => unreachable!("answered above"),
        }
    }

    /// The shop cancelled or changed the order while it was open, or a lead gave it to other benches:
    /// the next input learns of it first.
    fn on_changed_order(&self, context: &Context<'_>) -> Option<Decision> {
        let session = self
            .session()
            .filter(|session| session.step != Step::Closed)?;
        let now = context.order_now?;
        if now.cancelled {
            let withdrawn = Fact::OrderWithdrawn {
                order: session.order.clone(),
            };
            return Some(
                self.refuse(Refusal::OrderCancelled {
                    order: session.order.clone(),
                })
                .after(withdrawn),
            );
        }
        if now.taken_over {
            let order = session.order.clone();
            let aside = Fact::OrderPutAside {
                order: order.clone(),
                reason: TAKEN_OVER.to_owned(),
            };
            return Some(self.refuse(Refusal::OrderTakenOver { order }).after(aside));
        }
        let is_changed = now.revision != session.revision;
        if !is_changed && now.hold.is_none() {
            return None;
        }
        let mut after = session.clone();
        let mut facts = Vec::new();
        if is_changed {
            let lines = merged_lines(session, &now.lines);
            let revised = Fact::OrderRevised {
                order: session.order.clone(),
                revision: now.revision,
                planned_parcels: context.shelf().parcels_needed(&lines, &session.way),
                lines,
            };
            after.apply(&revised, &self.stamp(context));
            facts.push(revised);
        }
        let order = session.order.clone();
        let refused = if let Some(hold) = &now.hold {
            facts.push(Fact::OrderPutAside {
                order: order.clone(),
                reason: hold.name().to_owned(),
            });
            self.refuse(Refusal::OrderHeld {
                order,
                hold: hold.clone(),
            })
        } else {
            facts.extend(after.end_if_nothing_is_left());
            self.refuse(Refusal::OrderChanged { order })
        };
        facts.extend(refused.facts);
        Some(Decision {
            facts,
            verdict: refused.verdict,
            message: refused.message,
            sku: None,
        })
    }

    /// The same, and the end of the order when nothing is left for its empty parcel.
    fn and_end(
        &self,
        session: &Session,
        mut decision: Decision,
        context: &Context<'_>,
    ) -> Decision {
        let mut after = session.clone();
        for fact in &decision.facts {
            after.apply(fact, &self.stamp(context));
        }
        let end = after.end_if_nothing_is_left();
        if let Some(Fact::OrderPutAside { order, .. }) = &end {
            decision.message = Message::PutAside {
                order: order.clone(),
            };
        }
        decision.facts.extend(end);
        decision
    }

    /// Turned down. A refusal is a fact.
    fn refuse(&self, refusal: Refusal) -> Decision {
        self.refused(refusal, None, None)
    }

    fn refuse_sku(&self, refusal: Refusal, sku: &Sku) -> Decision {
        self.refused(refusal, Some(sku), None).about(sku)
    }

    fn refuse_code(&self, refusal: Refusal, scanned: &Scanned) -> Decision {
        self.refused(refusal, None, Some(&scanned.code))
    }

    fn refused(&self, refusal: Refusal, sku: Option<&Sku>, code: Option<&str>) -> Decision {
        let fact = Fact::Refused {
            order: self.session().map(|session| session.order.clone()),
            sku: sku.cloned(),
            code: code.map(str::to_owned),
            refusal: refusal.without_person(),
        };
        Decision {
            facts: vec![fact],
            verdict: refusal.verdict(),
            message: Message::Refused(refusal),
            sku: None,
        }
    }

    /// The stamp that facts decided now will carry.
    fn stamp(&self, context: &Context<'_>) -> Stamp {
        Stamp {
            at: context.now,
            worker: self.worker.as_ref().map(|worker| worker.badge.clone()),
        }
    }
}

/// Inputs that have nothing to do with the order on the screen.
fn leaves_the_order_alone(input: &Input) -> bool {
    let card = match input {
        Input::Command(
            Command::SignOut
            | Command::Lead(_)
            | Command::Pair(_)
            | Command::Privacy(_)
            | Command::Weights(_),
        )
        | Input::PrintDoubted(_) => {
            return true;
        }
        Input::Command(Command::Card(card)) => Some(card),
        Input::Scanned(scanned) => match &scanned.meaning {
            Meaning::Card(card) => Some(card),
            _ => None,
        },
        _ => None,
    };
    matches!(
        card,
        Some(Card::SwitchPacker | Card::Help | Card::ZeroScale | Card::TareScale)
    )
}

/// An answer that changes nothing in the books.
fn only_says(message: Message) -> Decision {
    Decision {
        facts: vec![],
        verdict: Verdict::Ignored,
        message,
        sku: None,
    }
}

/// The new lines in the old places: a line that is gone keeps its place with nothing ordered, a new one comes last.
fn merged_lines(session: &Session, now: &[OpenedLine]) -> Vec<OpenedLine> {
    let same =
        |a: &OpenedLine, b: &OpenedLine| a.line == b.line && a.sku == b.sku && a.kit == b.kit;
    let old = session.lines.iter().map(|line| &line.opened);
    let mut merged: Vec<OpenedLine> = old
        .map(|old| {
            now.iter()
                .find(|new| same(old, new))
                .cloned()
                .unwrap_or_else(|| OpenedLine {
                    ordered: 0,
                    ..old.clone()
                })
        })
        .collect();
    let added = now
        .iter()
        .filter(|new| !session.lines.iter().any(|line| same(&line.opened, new)));
    merged.extend(added.cloned());
    merged
}

/// Spreads `units` of a product over its lines in the list's order, as far as `room` of each line,
/// named by its place, goes.
fn spread(
    session: &Session,
    sku: &Sku,
    mut units: u32,
    room: impl Fn(usize, &Line) -> u32,
) -> Vec<Take> {
    let mut takes = Vec::new();
    for (at, line) in session.lines_of(sku) {
        let share = room(at, line).min(units);
        if share > 0 {
            units -= share;
            takes.push(Take {
                at,
                units: share,
                location: line.opened.location.clone(),
                unit_weight: line.opened.unit_weight,
            });
        }
    }
    takes
}
