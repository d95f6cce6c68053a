//! What leads ordered about pairs of products that are confused, with its effect, and what packers are warned of.

use chrono::{DateTime, NaiveDate, Utc};

use super::event::Command;
use super::run::Station;
use super::snapshot::Lookalike;
use crate::domain::calendar::midnight;
use crate::domain::ids::Sku;
use crate::domain::mis_pick::remedy::{PairAction, Stand, actions, spans};
use crate::domain::session::input::{self, PairCommand};
use crate::domain::stats::difference::{Change, Difference};
use crate::domain::table::{Cell, Table};
use crate::store::StoreError;

/// What an action changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// Whole days on each side.
    pub days: u32,
    /// Errors of the pair by units scanned of both, before and after.
    pub difference: Difference,
}

/// An action as a lead reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairActionView {
    /// The action.
    pub action: PairAction,
    /// How it stands today.
    pub stand: Stand,
    /// Name of the product that was picked.
    pub wrong_name: String,
    /// Name of the product that was wanted.
    pub right_name: String,
    /// Name of who does it.
    pub worker_name: String,
    /// What it changed; `None` while it is not done, or no whole day has passed, or nothing was scanned.
    pub effect: Option<Effect>,
}

impl Station {
    /// All actions: overdue and open ones by their day, then what is done or withdrawn, the last one first.
    pub fn pair_actions(&self) -> Result<Vec<PairActionView>, StoreError> {
        let today = self.local_today();
        let mut views = Vec::new();
        for action in actions(&self.store.pair_words()?) {
            let name = |sku: &Sku| -> Result<String, StoreError> {
                let product = self.store.product(sku)?;
                Ok(product.map_or_else(|| sku.0.clone(), |product| product.name))
            };
            let worker = self.store.worker(&action.worker)?;
            views.push(PairActionView {
                stand: action.stand(today),
                wrong_name: name(&action.wrong)?,
                right_name: name(&action.right)?,
                worker_name: worker.map_or_else(|| action.worker.0.clone(), |it| it.name),
                effect: self.effect_of(&action, today)?,
                action,
            });
        }
        // Stable: what is over stays with the one ordered last first.
        views.sort_by_key(|view| match view.stand {
            Stand::Open | Stand::Overdue => (0, view.action.due),
            Stand::Done => (1, NaiveDate::MIN),
            Stand::Withdrawn => (2, NaiveDate::MIN),
        });
        Ok(views)
    }

    fn effect_of(
        &self,
        action: &PairAction,
        today: NaiveDate,
    ) -> Result<Option<Effect>, StoreError> {
        let Some((done, _)) = &action.done else {
            return Ok(None);
        };
        let Some(spans) = spans(*done, today) else {
            return Ok(None);
        };
        let pair = (&action.wrong, &action.right);
        let before = self.store.confused(pair, self.moments(spans.before))?;
        let after = self.store.confused(pair, self.moments(spans.after))?;
        let difference = Difference::new(before, after);
        Ok(difference.map(|difference| Effect {
            days: spans.days,
            difference,
        }))
    }

    fn moments(&self, (from, to): (NaiveDate, NaiveDate)) -> (DateTime<Utc>, DateTime<Utc>) {
        let zone = self.settings.time_zone;
        (midnight(from, zone), midnight(to, zone))
    }

    fn local_today(&self) -> NaiveDate {
        let now = self.clock.now();
        now.with_timezone(&self.settings.time_zone).date_naive()
    }

    /// A lead's command about an action with what this bench knows of it.
    pub(super) fn resolve_pair_command(
        &self,
        command: &Command,
    ) -> Result<input::Command, StoreError> {
        let today = self.local_today();
        let known = |id: &str| -> Result<Option<PairAction>, StoreError> {
            let all = actions(&self.store.pair_words()?);
            Ok(all.into_iter().find(|action| action.id == id))
        };
        Ok(input::Command::Pair(match command {
            Command::OrderAction {
                wrong,
                right,
                what,
                to,
                due,
            } => {
                let all = actions(&self.store.pair_words()?);
                let stands = all.iter().any(|action| {
                    let is_over = match action.stand(today) {
                        Stand::Open | Stand::Overdue => false,
                        // A photo warning that is done warns still.
                        Stand::Done => !action.warns(),
                        Stand::Withdrawn => true,
                    };
                    !is_over && action.what == *what && action.is_of(wrong, right)
                });
                let mut unknown = None;
                for sku in [wrong, right] {
                    if unknown.is_none() && self.store.product(sku)?.is_none() {
                        unknown = Some(sku.clone());
                    }
                }
                PairCommand::Order {
                    wrong: wrong.clone(),
                    right: right.clone(),
                    what: *what,
                    to: match self.store.worker(to)? {
                        Some(worker) => Ok(worker.badge),
                        None => Err(to.clone()),
                    },
                    due: *due,
                    today,
                    unknown,
                    stands,
                }
            }
            Command::ActionDone { action, day } => PairCommand::Done {
                known: known(action)?.map(|it| {
                    let ordered = it.set_at.with_timezone(&self.settings.time_zone);
                    (it.stand(today), ordered.date_naive())
                }),
                action: action.clone(),
                day: *day,
                today,
            },
            Command::WithdrawAction { action } => PairCommand::Withdraw {
                known: known(action)?.map(|it| it.stand(today)),
                action: action.clone(),
            },
            other => unreachable!("not about an action: {other:?}"),
        }))
    }

    /// The products that this one is taken for, as far as photo warnings stand: by their numbers.
    pub(super) fn lookalikes(&self, sku: &Sku) -> Result<Vec<Lookalike>, StoreError> {
        let mut others: Vec<&Sku> = Vec::new();
        for (one, other) in self.settings.warned_pairs.values() {
            others.extend((one == sku).then_some(other));
            others.extend((other == sku).then_some(one));
        }
        others.sort_unstable();
        others.dedup();
        let alike = others.into_iter().map(|other| {
            let product = self.store.product(other)?;
            Ok(Lookalike {
                sku: other.clone(),
                name: product
                    .as_ref()
                    .map_or_else(String::new, |product| product.name.clone()),
                image: product.and_then(|product| product.image),
            })
        });
        alike.collect()
    }
}

/// The word given to programs for how an action stands.
pub fn stand_name(stand: Stand) -> &'static str {
    match stand {
        Stand::Open => "open",
        Stand::Overdue => "overdue",
        Stand::Done => "done",
        Stand::Withdrawn => "withdrawn",
    }
}

/// The word given to programs for what an action changed.
pub fn change_name(change: Change) -> &'static str {
    match change {
        Change::Less => "better",
        Change::More => "worse",
        Change::NoneSeen => "no_difference_seen",
        Change::TooFew => "too_few_to_tell",
    }
}

/// Actions as a table: rates in errors of the pair per million units scanned of both, each with its range.
pub fn pair_actions_table(views: &[PairActionView]) -> Table {
    let mut table = Table::new(&[
        "action",
        "wrong",
        "right",
        "what",
        "worker",
        "due",
        "standing",
        "done",
        "days",
        "errors_before",
        "scans_before",
        "per_million_before",
        "errors_after",
        "scans_after",
        "per_million_after",
        "difference_low",
        "difference_high",
        "effect",
    ]);
    for view in views {
        let action = &view.action;
        let what = serde_json::to_value(action.what).unwrap_or_default();
        let mut row: Vec<Cell> = vec![
            action.id.as_str().into(),
            action.wrong.as_str().into(),
            action.right.as_str().into(),
            what.as_str().unwrap_or_default().into(),
            action.worker.as_str().into(),
            action.due.to_string().into(),
            stand_name(view.stand).into(),
            match &action.done {
                Some((day, _)) => day.to_string().into(),
                None => Cell::Empty,
            },
        ];
        match &view.effect {
            None => row.extend(std::iter::repeat_n(Cell::Empty, 10)),
            Some(effect) => {
                let told = &effect.difference;
                row.push(u64::from(effect.days).into());
                for side in [told.before, told.after] {
                    row.extend([
                        side.hits.into(),
                        side.trials.into(),
                        Cell::from(side.share.0),
                    ]);
                }
                row.extend([
                    told.low.into(),
                    told.high.into(),
                    change_name(told.change).into(),
                ]);
            }
        }
        table.rows.push(row);
    }
    table
}
