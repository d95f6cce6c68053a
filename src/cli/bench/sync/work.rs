//! One bench at work, as in the window: how soon it sees a change, and whether its scans wait for the sync.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Shop;
use crate::cli::Failure;
use crate::cli::bench::figure::{Figure, Limit, Sheet, Times};
use crate::cli::bench::warehouse::{BADGE, PIN, code_of, lines_of, order, order_no};
use crate::domain::feed::{OrderRow, Row};
use crate::domain::session::message::Verdict;
use crate::master::{ImportRow, Master as _};
use crate::station::clock::Clock;
use crate::station::event::{Action, Command, Event};
use crate::station::handle::{StationHandle, Surroundings};
use crate::store::Store;

/// What is promised of a change at the master, in milliseconds.
const PROMISE: Limit = Limit {
    value: 1_000.0,
    is: "the second that is promised",
};

/// Between two looks into the bench's cache.
const A_LOOK: Duration = Duration::from_millis(2);

/// Between two scans. Assumption: nobody scans faster.
const A_HAND: Duration = Duration::from_millis(25);

/// How long anything is waited for before the benchmark gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// The running bench and what a screen has of it.
struct Running {
    handle: StationHandle,
    woken: Receiver<()>,
}

/// Measures at a bench where somebody works.
pub(super) fn run(shop: &Shop, sheet: Sheet) -> Result<(), Failure> {
    let bench = Running::start(shop)?;
    bench.wanted(Action::SignIn {
        badge: BADGE.to_owned(),
        pin: PIN.to_owned(),
    })?;
    bench.wait_until_read_up()?;
    let changes = visible(shop)?;
    sheet.write(&Figure::at_most(
        "visible_p95",
        changes.millis(95),
        "ms",
        PROMISE,
        1.0,
    ))?;
    let (idle, syncing) = bench.scans(shop)?;
    let limit = Limit {
        value: idle.micros(99),
        is: "p99 of the same scans while nothing is to be read",
    };
    sheet.write(&Figure::at_most(
        "scan_during_sync_p99",
        syncing.micros(99),
        "us",
        limit,
        2.0,
    ))?;
    Ok(())
}

impl Running {
    fn start(shop: &Shop) -> Result<Self, Failure> {
        let (wake, woken) = sync_channel(1);
        let around = Surroundings {
            heard: Box::new(|_picture| {}),
            // A word that is not heard yet is enough.
            wake: Box::new(move || wake.try_send(()).unwrap_or_default()),
            master_door: shop.door(),
            devices: Box::new(|_events| vec![]),
        };
        let handle = StationHandle::start(shop.station()?, around)?;
        Ok(Self { handle, woken })
    }

    fn answers(&self) -> u64 {
        let latest = self.handle.latest();
        latest.answers.back().map_or(0, |answer| answer.seq)
    }

    /// Does something, and tells the verdict that a screen shows.
    fn act(&self, action: Action) -> Result<Verdict, Failure> {
        let before = self.answers();
        if !self.handle.send(Event::Action(action)) {
            return Err("the bench has ended".into());
        }
        while self.answers() == before {
            self.woken.recv_timeout(PATIENCE)?;
        }
        let latest = self.handle.latest();
        let answer = latest.answers.back().ok_or("the bench answered nothing")?;
        Ok(answer.verdict)
    }

    fn wanted(&self, action: Action) -> Result<(), Failure> {
        let told = format!("{action:?}");
        match self.act(action)? {
            Verdict::Accepted => Ok(()),
            other => Err(format!("the bench answered {other:?} to {told}").into()),
        }
    }

    /// Waits until the bench has read everything and holds orders ahead.
    fn wait_until_read_up(&self) -> Result<(), Failure> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let sync = Arc::clone(&self.handle.latest().sync);
            if sync.rows_to_come == 0 && sync.autonomy.orders > 0 {
                return Ok(());
            }
            thread::sleep(A_HAND);
        }
        Err("the bench has not read everything".into())
    }

    /// Scans of a unit while nothing is to be read, and while everything is.
    fn scans(&self, shop: &Shop) -> Result<(Times, Times), Failure> {
        // The last order has twelve lines, and no bench has asked for it yet.
        let last = shop.counts.size.orders - 1;
        self.wanted(Action::Scan {
            code: order_no(last).0,
        })?;
        let lines = lines_of(last, shop.counts.size.products);
        let codes: Vec<String> = lines.iter().map(|(product, _)| code_of(*product)).collect();
        let mut codes = codes.iter().cycle();
        let mut scan = |times: &mut Times| -> Result<(), Failure> {
            let code = codes.next().ok_or("the order has no line")?;
            let begun = Instant::now();
            self.wanted(Action::Scan { code: code.clone() })?;
            times.add(begun.elapsed());
            // The unit goes back, so that the order is as long as before.
            thread::sleep(A_HAND);
            self.wanted(Action::Command(Command::Undo))?;
            thread::sleep(A_HAND);
            Ok(())
        };
        let (mut idle, mut syncing) = (Times::default(), Times::default());
        while idle.len() < shop.counts.scans {
            scan(&mut idle)?;
        }
        shop.bare()?.tell_everything_again()?;
        let until = Instant::now() + PATIENCE;
        while self.handle.latest().sync.rows_to_come == 0 {
            if Instant::now() > until {
                return Err("the bench does not read again".into());
            }
            thread::sleep(A_LOOK);
        }
        while syncing.len() < shop.counts.scans && self.handle.latest().sync.rows_to_come > 0 {
            scan(&mut syncing)?;
        }
        if syncing.len() < shop.counts.scans {
            crate::cli::tell(&format!(
                "everything was read after {} scans",
                syncing.len()
            ));
        }
        Ok((idle, syncing))
    }
}

/// Times from an imported order's commit to its row in the cache of the running bench.
fn visible(shop: &Shop) -> Result<Times, Failure> {
    let mut master = shop.master();
    let cache = Store::read_only(&shop.dir.join("station.db"))?;
    let mut times = Times::default();
    for change in 0..shop.counts.changes {
        let number = shop.counts.size.orders + u32::try_from(change)?;
        let now = Clock::System.now();
        let row = Row::Order(Box::new(OrderRow {
            order: order(number, shop.counts.size.products, now),
            revision: 0,
        }));
        let digest = [1; 32];
        master.import(&[ImportRow { row, digest }], now)?;
        let begun = Instant::now();
        while cache.order(&order_no(number))?.is_none() {
            if begun.elapsed() > PATIENCE {
                return Err("the bench did not see a new order".into());
            }
            thread::sleep(A_LOOK);
        }
        times.add(begun.elapsed());
        // At no fixed moment between two looks of the bench.
        let pause = u64::try_from(change)? * 618 % 1_000;
        thread::sleep(Duration::from_millis(pause));
    }
    Ok(times)
}
