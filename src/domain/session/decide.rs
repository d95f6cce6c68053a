//! What an input means for the bench: facts and an answer, without changing anything.

use chrono::{DateTime, Utc};

use super::Bench;
use super::fact::Fact;
use super::input::{Input, OrderNow};
use super::message::{Message, Verdict};
use crate::domain::ids::Sku;
use crate::domain::packaging::Packaging;
use crate::domain::settings::Settings;

/// What the bench knows beside its own state when it decides.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The time.
    pub now: DateTime<Utc>,
    /// The warehouse's settings.
    pub settings: &'a Settings,
    /// All packagings.
    pub packagings: &'a [Packaging],
    /// The open order as the cache has it now.
    pub order_now: Option<&'a OrderNow>,
    /// The next serial number for a tracking number.
    pub next_serial: Option<u64>,
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

impl Bench {
    /// Answers an input without changing anything.
    pub fn decide(&self, _input: &Input, _context: &Context<'_>) -> Decision {
        Decision { facts: vec![], verdict: Verdict::Ignored, message: Message::Help { step: self.step() }, sku: None }
    }
}
