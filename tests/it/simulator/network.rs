//! What goes between a bench and its master, and what may become of it on the way.
//!
//! A connection delivers in order and once, because TCP does. So a bench's own questions come one
//! after another; but one that was given up may still arrive, minutes later, behind those of a newer
//! connection, and what a bench itself would send twice may arrive twice.

use std::rc::Rc;

use pakownia::domain::feed::{Claim, NumberRange, Place, Row, TopicDigest};
use pakownia::domain::ids::OrderNo;
use pakownia::domain::journal::Entry;
use pakownia::master::{Cursor, Greeting, PushOutcome, Report, Seat, Turned, Wanted, Welcome};

use super::faults::{MINUTE, Plan, SECOND, within};
use super::trace::Millis;
use crate::support::dice::Dice;

/// How long a bench waits for an answer.
pub(super) const PATIENCE: Millis = 4 * MINUTE;

/// Longest time that a message is on its way: longer than a lease and the grace behind it.
const LONGEST_WAY: Millis = 90 * MINUTE;

/// What a bench asks.
#[derive(Debug, Clone)]
pub(super) enum Request {
    Greet(Box<Greeting>),
    Push(Seat, Vec<Entry>),
    Pull(Cursor, usize),
    Report(Seat, Report),
    Claim(Seat, Wanted),
    Numbers(Seat),
    Audit,
}

/// Rows that come down.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// The ledger they are from.
    pub(super) ledger: String,
    /// Each with its place.
    pub(super) rows: Vec<(Place, Rc<Row>)>,
    /// There are more.
    pub(super) more: bool,
    /// The bench has to drop its mirror first.
    pub(super) start_again: bool,
    /// It reads what lies behind the floor, because it began anew.
    pub(super) load: Option<String>,
}

/// What the master answers.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Welcome(Welcome),
    Outcomes(Vec<PushOutcome>),
    Rows(Rows),
    /// From what was read ahead on this connection.
    ReadAhead,
    Lost(Vec<OrderNo>),
    Claims(Vec<Claim>),
    Numbers(NumberRange),
    Audit {
        cursor: Cursor,
        topics: Vec<TopicDigest>,
        unsettled: bool,
    },
    Turned(Turned),
    /// The connection broke, or the master could not.
    Failed,
}

impl Request {
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Greet(_) => "greet",
            Self::Push(..) => "push",
            Self::Pull(..) => "pull",
            Self::Report(..) => "report",
            Self::Claim(..) => "claim",
            Self::Numbers(_) => "numbers",
            Self::Audit => "audit",
        }
    }

    /// Whether it needs a transaction that writes.
    pub(super) fn writes(&self) -> bool {
        !matches!(self, Self::Pull(..) | Self::Audit)
    }

    /// Whether the bench would send it again when no answer comes. A report is never repeated: the
    /// next one, or the next greeting, tells how the bench stands then.
    fn is_repeated(&self) -> bool {
        matches!(
            self,
            Self::Greet(_) | Self::Push(..) | Self::Pull(..) | Self::Claim(..)
        )
    }
}

impl Answer {
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Welcome(_) => "welcome",
            Self::Outcomes(_) => "outcomes",
            Self::Rows(_) => "rows",
            Self::ReadAhead => "read_ahead",
            Self::Lost(_) => "lost",
            Self::Claims(_) => "claims",
            Self::Numbers(_) => "numbers",
            Self::Audit { .. } => "audit",
            Self::Turned(_) => "turned",
            Self::Failed => "failed",
        }
    }
}

/// How long a message is on its way when all is well.
fn usual(dice: &mut Dice) -> Millis {
    20 + within(dice, 2 * SECOND)
}

/// How long a message is on its way that was stuck somewhere.
fn late(dice: &mut Dice) -> Millis {
    let most = *dice.one_of(&[10 * MINUTE, LONGEST_WAY]);
    within(dice, most)
}

/// When a request arrives: never, once, or twice.
pub(super) fn ways_there(dice: &mut Dice, plan: &Plan, request: &Request) -> Vec<Millis> {
    if dice.percent(plan.lost_requests) {
        return vec![];
    }
    let way = if dice.percent(plan.late) {
        late(dice)
    } else {
        usual(dice)
    };
    let mut ways = vec![way];
    if request.is_repeated() && dice.percent(plan.doubled) {
        ways.push(way + late(dice));
    }
    ways
}

/// When an answer arrives, if it does.
pub(super) fn way_back(dice: &mut Dice, plan: &Plan) -> Option<Millis> {
    if dice.percent(plan.lost_answers) {
        return None;
    }
    Some(if dice.percent(plan.late) {
        late(dice)
    } else {
        usual(dice)
    })
}
