//! Fifty benches at once: orders claimed, and facts that waited during an outage.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use super::facts::queued;
use super::{Shop, server::Server};
use crate::cli::Failure;
use crate::cli::bench::figure::{Figure, Limit, Sheet};
use crate::domain::feed::Claim;
use crate::domain::ids::StationId;
use crate::domain::journal::Entry;
use crate::master::postgres::PostgresMaster;
use crate::master::postgres::bare::{BareTables, claim_script};
use crate::master::{
    Cursor, Greeting, Master as _, MasterError, PushOutcome, Report, Seat, Wanted,
};

/// Benches at once.
const BENCHES: u32 = 50;

/// Facts that each of them has queued.
const FACTS: usize = 400;

/// Orders that are surely enough for them.
const ORDERS: u32 = 60;

/// A bench of which only the link is there.
struct Caller {
    master: PostgresMaster,
    seat: Seat,
}

impl Caller {
    /// The bench of this number, with a connection that has greeted.
    fn new(shop: &Shop, number: u32) -> Result<Self, Failure> {
        let seat = Seat {
            station: StationId(format!("bench-{number:08x}")),
            epoch: 1,
            run: format!("run-{number}"),
        };
        let mut master = shop.master();
        master.greet(&Greeting {
            seat: seat.clone(),
            before: None,
            acknowledged: 0,
            cursor: Cursor::default(),
            report: Report::default(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        })?;
        Ok(Self { master, seat })
    }

    fn claim(&mut self, orders: u32) -> Result<Vec<Claim>, MasterError> {
        self.master.claim(&self.seat, &Wanted::Best(orders))
    }
}

/// Lets all of them do something at the same moment: what each told, and the time until the last was done.
fn at_once<B: Send, T: Send>(
    benches: &mut [B],
    act: impl Fn(&mut B) -> Result<T, MasterError> + Sync,
) -> Result<(Vec<T>, Duration), Failure> {
    let ready = Barrier::new(benches.len() + 1);
    thread::scope(|scope| {
        let (ready, act) = (&ready, &act);
        let mut threads = Vec::new();
        for bench in benches {
            let run = move || {
                ready.wait();
                act(bench)
            };
            threads.push(
                thread::Builder::new()
                    .name("bench".into())
                    .spawn_scoped(scope, run)?,
            );
        }
        ready.wait();
        let begun = Instant::now();
        let mut told = Vec::new();
        for thread in threads {
            let ended = thread.join();
            told.push(ended.map_err(|_panic| "a bench's thread panicked")??);
        }
        Ok((told, begun.elapsed()))
    })
}

/// Orders a second that benches get: one by one, and ahead, as a bench at work asks for them.
pub(super) fn claims(shop: &Shop, sheet: Sheet) -> Result<(), Failure> {
    let mut benches = (0..BENCHES)
        .map(|number| Caller::new(shop, number))
        .collect::<Result<Vec<_>, _>>()?;
    let (times, orders) = shop.counts.claims_ahead;
    for (figure, times, orders) in [
        ("claims", shop.counts.single_claims, 1),
        ("claims_ahead", times, orders),
    ] {
        let (claimed, took) = at_once(&mut benches, |bench| {
            let mut claimed = 0;
            for _ in 0..times {
                claimed += bench.claim(orders)?.len();
            }
            Ok(claimed)
        })?;
        let claimed = u32::try_from(claimed.into_iter().sum::<usize>())?;
        let bare = bare_claims(&shop.server, times, orders)?;
        let limit = Limit {
            value: bare,
            is: "orders/s of pgbench with one UPDATE … SKIP LOCKED, as many clients, as many orders each time",
        };
        let speed = f64::from(claimed) / took.as_secs_f64();
        sheet.write(&Figure::at_least(figure, speed, "orders/s", limit, 0.5))?;
    }
    Ok(())
}

/// Orders a second by `pgbench`, without the time that it needs for connecting.
fn bare_claims(server: &Server, times: usize, orders: u32) -> Result<f64, Failure> {
    let clients = usize::try_from(BENCHES)?;
    let ended = server
        .pgbench(&claim_script(u64::from(orders)), clients, times)?
        .output()?;
    let said = String::from_utf8_lossy(&ended.stdout);
    let speed = said
        .lines()
        .find_map(|line| line.strip_prefix("tps = "))
        .and_then(|rest| rest.split_whitespace().next());
    let Some(speed) = speed else {
        let said = String::from_utf8_lossy(&ended.stderr);
        return Err(format!("pgbench told no figure: {}", said.trim_end()).into());
    };
    Ok(speed.parse::<f64>()? * f64::from(orders))
}

/// A bench with what it has to tell.
struct Queued {
    caller: Caller,
    entries: Vec<Entry>,
}

/// The server was away; now everybody sends what waited. Ours and the bare table take turns, because one
/// turn is over in a moment, and how long it takes hangs on what the disk has to do just then.
pub(super) fn replay(shop: &Shop, sheet: Sheet) -> Result<(), Failure> {
    let mut callers = (BENCHES..2 * BENCHES)
        .map(|number| Caller::new(shop, number))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sum = Turn::default();
    for turn in 0..shop.counts.replays {
        let mut benches = Vec::new();
        for caller in callers {
            benches.push(caller.queue(shop, turn)?);
        }
        let Turn { facts, ours, bare } = replayed(shop, &mut benches)?;
        sum.facts += facts;
        sum.ours += ours;
        sum.bare += bare;
        callers = benches.into_iter().map(|bench| bench.caller).collect();
    }
    let facts = f64::from(u32::try_from(sum.facts)?);
    let limit = Limit {
        value: facts / sum.bare.as_secs_f64(),
        is: "facts/s of one multi-row INSERT a bench into a table with the same columns, as many at once",
    };
    let speed = facts / sum.ours.as_secs_f64();
    sheet.write(&Figure::at_least("replay", speed, "facts/s", limit, 0.5))?;
    Ok(())
}

/// How long it took to take facts, by the master and by a bare table.
#[derive(Default)]
struct Turn {
    facts: usize,
    ours: Duration,
    bare: Duration,
}

impl Caller {
    /// Packs orders while the server is away, after what it packed in earlier turns.
    fn queue(mut self, shop: &Shop, turn: usize) -> Result<Queued, Failure> {
        let claims = self.claim(ORDERS)?;
        let first = turn * FACTS;
        let entries = queued(&self.seat, &claims, shop.counts.size.products, first, FACTS)?;
        Ok(Queued {
            caller: self,
            entries,
        })
    }
}

/// All benches send what waits, once to the master and once into an empty bare table.
fn replayed(shop: &Shop, benches: &mut [Queued]) -> Result<Turn, Failure> {
    let (outcomes, ours) = at_once(benches, |bench| {
        bench.caller.master.push(&bench.caller.seat, &bench.entries)
    })?;
    if let Some(other) = outcomes
        .iter()
        .flatten()
        .find(|outcome| **outcome != PushOutcome::Taken)
    {
        return Err(format!("the master did not take a fact: {other:?}").into());
    }
    shop.bare()?.make_facts()?;
    let mut tables = Vec::new();
    for bench in benches {
        tables.push((BareTables::connect(&shop.settings())?, &bench.entries));
    }
    let (_, bare) = at_once(&mut tables, |(tables, entries)| tables.keep_facts(entries))?;
    let facts = outcomes.iter().map(Vec::len).sum();
    Ok(Turn { facts, ours, bare })
}
