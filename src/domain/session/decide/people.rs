//! Who stands at the bench: signing in and out, and the second person whom a release needs.

use super::{Bench, Context, Decision};
use crate::domain::ids::Badge;
use crate::domain::session::WrongPins;
use crate::domain::session::fact::{Fact, SignOutReason};
use crate::domain::session::input::{Credentials, PinProof};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::Question;
use crate::domain::worker::Right;

/// Wrong PINs in a row before a badge has to wait.
const WRONG_PINS_ALLOWED: u32 = 5;

/// The first wait in seconds; it doubles with each further wrong PIN.
const FIRST_WAIT_SECONDS: i64 = 30;

/// The longest wait in seconds. Assumption: an hour is long enough to stop guessing within a shift.
const LONGEST_WAIT_SECONDS: i64 = 3_600;

impl Bench {
    /// Seconds that `badge` still has to wait after wrong PINs, if any.
    ///
    /// Five wrong PINs in a row cost 30 seconds, and each further one twice as much.
    pub fn locked_out_for(&self, badge: &Badge, now_millis: i64) -> Option<u32> {
        let wrong = self.wrong_pins.get(badge).copied().unwrap_or_default();
        let wait = wait_seconds(wrong)?;
        let over_at = wrong
            .last_at_millis
            .saturating_add(wait.saturating_mul(1_000));
        let left = over_at.saturating_sub(now_millis);
        (left > 0).then(|| u32::try_from((left + 999).div_euclid(1_000)).unwrap_or(u32::MAX))
    }

    pub(super) fn on_sign_in(&self, credentials: &Credentials, context: &Context<'_>) -> Decision {
        if let Err(refused) = self.prove(credentials, context) {
            return refused;
        }
        let Some(worker) = &credentials.worker else {
            return self.refuse(Refusal::UnknownBadge);
        };
        let fact = Fact::SignedIn {
            worker: worker.badge.clone(),
            role: worker.role,
            language: worker.language,
        };
        let mut facts = self.check_ends(context.now);
        facts.push(fact);
        let is_due = context.here.is_some_and(|here| here.check_is_due);
        if is_due && self.can_begin_check() {
            let asked = Decision::ask(None, Question::BeginCheck);
            return asked.after_all(facts);
        }
        Decision::accept(
            facts,
            Message::SignedIn {
                worker: worker.badge.clone(),
            },
        )
    }

    pub(super) fn on_badge(badge: &Badge) -> Decision {
        Decision {
            facts: vec![],
            verdict: Verdict::Asked,
            message: Message::PinNeeded {
                worker: badge.clone(),
            },
            sku: None,
        }
    }

    pub(super) fn on_sign_out(&self, context: &Context<'_>) -> Decision {
        self.sign_out(SignOutReason::Asked, Message::SignedOut, context)
    }

    pub(super) fn on_idled_out(&self, context: &Context<'_>) -> Decision {
        self.sign_out(SignOutReason::Idle, Message::LockedWhenIdle, context)
    }

    fn sign_out(&self, why: SignOutReason, message: Message, context: &Context<'_>) -> Decision {
        let signed_out = self.worker.iter().map(|worker| Fact::SignedOut {
            worker: worker.badge.clone(),
            why,
        });
        let mut facts = self.check_ends(context.now);
        facts.extend(signed_out);
        Decision::accept(facts, message)
    }

    /// Whether the badge and PIN are right; else the refusal, with the wrong PIN counted.
    pub(super) fn prove(
        &self,
        credentials: &Credentials,
        context: &Context<'_>,
    ) -> Result<(), Decision> {
        let Some(worker) = &credentials.worker else {
            return Err(self.refuse(Refusal::UnknownBadge));
        };
        if let Some(seconds) = self.locked_out_for(&worker.badge, context.now.timestamp_millis()) {
            return Err(self.refuse(Refusal::LockedOut { seconds }));
        }
        match credentials.pin {
            PinProof::Right => Ok(()),
            PinProof::Wrong => {
                let counted = Fact::SignInRefused {
                    worker: worker.badge.clone(),
                };
                Err(self.refuse(Refusal::WrongPin).after(counted))
            }
            // Nobody guessed wrong: it is the bench that lacks something.
            PinProof::OtherSecret => Err(self.refuse(Refusal::OtherSecret)),
        }
    }

    /// A second person with `right`, who is none of those at work on the order.
    pub(super) fn prove_second_person(
        &self,
        credentials: &Credentials,
        right: Option<Right>,
        context: &Context<'_>,
    ) -> Result<Badge, Decision> {
        self.prove(credentials, context)?;
        let Some(second) = &credentials.worker else {
            return Err(self.refuse(Refusal::UnknownBadge));
        };
        if let Some(right) = right.filter(|right| !second.role.has(*right)) {
            return Err(self.refuse(Refusal::NotPermitted { right }));
        }
        let signed_in = self
            .worker
            .as_ref()
            .is_some_and(|worker| worker.badge == second.badge);
        let packed_it = self
            .session()
            .is_some_and(|session| session.packers.contains(&second.badge));
        if signed_in || packed_it {
            return Err(self.refuse(Refusal::SamePerson));
        }
        Ok(second.badge.clone())
    }

    /// Refuses what the person at the bench has no right to.
    pub(super) fn require(&self, right: Right) -> Result<(), Decision> {
        if self
            .worker
            .as_ref()
            .is_some_and(|worker| worker.role.has(right))
        {
            Ok(())
        } else {
            Err(self.refuse(Refusal::NotPermitted { right }))
        }
    }
}

fn wait_seconds(wrong: WrongPins) -> Option<i64> {
    let beyond = wrong.count.checked_sub(WRONG_PINS_ALLOWED)?;
    let doubled = FIRST_WAIT_SECONDS
        .checked_shl(beyond.min(16))
        .unwrap_or(LONGEST_WAIT_SECONDS);
    Some(doubled.min(LONGEST_WAIT_SECONDS))
}
