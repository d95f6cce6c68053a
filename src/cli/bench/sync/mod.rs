//! Bench and server: how fast a bench is filled, how soon it sees a change, how many the server serves at once.
//!
//! Each beside the same work done bare on the same server, which the benchmark starts for itself.

mod benches;
mod facts;
mod server;
mod work;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use self::server::{Programs, Server};
use super::figure::{Figure, Limit, Sheet};
use super::scan::remove;
use super::warehouse::{PIN, Size, give, rows, scratch};
use crate::cli::{Failure, tell};
use crate::master::postgres::bare::{ALL_ROWS, BareTables};
use crate::master::postgres::{MasterSettings, PostgresMaster, init};
use crate::master::{Master, MasterError};
use crate::station::Station;
use crate::station::auth::Pepper;
use crate::station::clock::Clock;
use crate::station::handle::MasterDoor;
use crate::station::link::MasterLink;
use crate::store::bare::BareCache;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(1);

/// How much is measured.
#[derive(Debug, Clone, Copy)]
struct Counts {
    size: Size,
    /// Orders that each of the benches asks for one by one.
    single_claims: usize,
    /// Questions of each bench for orders ahead, and orders in each.
    claims_ahead: (usize, u32),
    /// Outages after which all benches tell what waited.
    replays: usize,
    /// Orders that are imported and waited for.
    changes: usize,
    /// Scans of each kind.
    scans: usize,
}

const WHOLE: Counts = Counts {
    size: Size {
        products: 1_000_000,
        orders: 100_000,
    },
    single_claims: 100,
    // Assumption: a bench asks when half of the 250 orders that it holds ahead are used up.
    claims_ahead: (8, 125),
    replays: 5,
    changes: 100,
    scans: 1_000,
};

const QUICK: Counts = Counts {
    size: Size {
        products: 100_000,
        orders: 10_000,
    },
    single_claims: 20,
    claims_ahead: (1, 50),
    replays: 1,
    changes: 20,
    scans: 200,
};

/// The benchmark's warehouse behind a server.
struct Shop {
    server: Server,
    /// The data directory of its bench.
    dir: PathBuf,
    counts: Counts,
}

/// Measures everything between bench and server, if there is a server to measure with.
pub(super) fn run(root: Option<&Path>, is_quick: bool, sheet: Sheet) -> Result<(), Failure> {
    let Some(programs) = Programs::find() else {
        return Ok(());
    };
    let root = root.map_or_else(scratch, |root| Ok(root.to_owned()))?;
    let dir = root.join(format!("benchmark-sync-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    let measured = Server::start(programs).and_then(|server| {
        let counts = if is_quick { QUICK } else { WHOLE };
        measure(
            &Shop {
                server,
                dir: dir.clone(),
                counts,
            },
            sheet,
        )
    });
    fs::remove_dir_all(&dir)?;
    measured
}

fn measure(shop: &Shop, sheet: Sheet) -> Result<(), Failure> {
    shop.fill()?;
    first_load(shop, sheet)?;
    benches::claims(shop, sheet)?;
    benches::replay(shop, sheet)?;
    work::run(shop, sheet)
}

impl Shop {
    fn settings(&self) -> MasterSettings {
        self.server.settings()
    }

    fn master(&self) -> PostgresMaster {
        PostgresMaster::new(self.settings())
    }

    fn bare(&self) -> Result<BareTables, Failure> {
        Ok(BareTables::connect(&self.settings())?)
    }

    /// Opens connections for a bench, as a window does.
    fn door(&self) -> MasterDoor {
        let settings = self.settings();
        Arc::new(move || -> Result<Box<dyn Master>, MasterError> {
            Ok(Box::new(PostgresMaster::new(settings.clone())))
        })
    }

    /// The bench, which asks its master by a thread.
    fn station(&self) -> Result<Station, Failure> {
        let door = self.door();
        Ok(Station::open_linked(&self.dir, Clock::System, |_dir| {
            Ok(MasterLink::Thread(door))
        })?)
    }

    /// Makes the tables as soon as the server answers, imports the warehouse, and puts the bare orders beside it.
    fn fill(&self) -> Result<(), Failure> {
        let until = Instant::now() + PATIENCE;
        while let Err(error) = init(&self.settings()) {
            if Instant::now() > until {
                tell(&error.to_string());
                return Err(self.server.failed());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let Size { products, orders } = self.counts.size;
        tell(&format!(
            "importing {products} products and {orders} orders into a server of the benchmark's own …"
        ));
        let (now, pin_hash) = (Clock::System.now(), Pepper::of(&self.dir)?.hash_pin(PIN)?);
        give(
            &mut self.master(),
            rows(self.counts.size, &pin_hash, now),
            now,
        )?;
        let mut bare = self.bare()?;
        bare.make_orders()?;
        Ok(bare.settle()?)
    }
}

/// A bench that knows nothing reads everything.
fn first_load(shop: &Shop, sheet: Sheet) -> Result<(), Failure> {
    let mut bench = shop.station()?;
    let begun = Instant::now();
    bench.sync_all(|_| {})?;
    let ours = begun.elapsed();
    drop(bench);
    let begun = Instant::now();
    let rows = bare_load(shop)?;
    let bare = begun.elapsed();
    let rows = f64::from(rows);
    let limit = Limit {
        value: rows / bare.as_secs_f64(),
        is: "rows/s of psql COPY TO, piped into one SQLite table with a key in one transaction",
    };
    let speed = rows / ours.as_secs_f64();
    // Assumption: a bench's own tables and indexes may cost once more what one table costs.
    sheet.write(&Figure::at_least("first_load", speed, "rows/s", limit, 0.5))?;
    Ok(())
}

/// The same rows by the shortest way, and how many there are.
fn bare_load(shop: &Shop) -> Result<u32, Failure> {
    let file = shop.dir.join("bare.db");
    let mut cache = BareCache::create(&file)?;
    let mut copy = shop.server.psql(ALL_ROWS).stdout(Stdio::piped()).spawn()?;
    let lines = copy.stdout.take().ok_or("psql has no output")?;
    let mut count = 0_u32;
    cache.keep_together::<Failure>(|keep| {
        for line in BufReader::new(lines).lines() {
            let line = line?;
            let mut columns = line.splitn(3, '\t');
            let mut next = || columns.next().ok_or("psql told no row");
            keep([next()?, next()?, next()?])?;
            count += 1;
        }
        Ok(())
    })?;
    drop(cache);
    remove(&file)?;
    if copy.wait()?.success() {
        Ok(count)
    } else {
        Err(shop.server.failed())
    }
}
