//! The storm itself: when the server is struck and lines are cut, and how far the work has come.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

use crate::support::cluster::Cluster;
use crate::support::dice::Dice;
use crate::support::proxy::Proxy;

/// What packers and weather know of each other.
pub(super) struct Sky {
    pub(super) seed: u64,
    is_over: AtomicBool,
    /// All orders that may be packed.
    pub(super) orders: Vec<String>,
    /// Those of them that nobody has closed yet, as far as it was told.
    open: Mutex<BTreeSet<String>>,
}

impl Sky {
    pub(super) fn over(seed: u64, orders: BTreeSet<String>) -> Self {
        Self {
            seed,
            is_over: AtomicBool::new(false),
            orders: orders.iter().cloned().collect(),
            open: Mutex::new(orders),
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }

    pub(super) fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }

    pub(super) fn closed(&self, order: &str) {
        self.open.lock().unwrap().remove(order);
    }

    pub(super) fn is_open(&self, order: &str) -> bool {
        self.open.lock().unwrap().contains(order)
    }

    pub(super) fn open_orders(&self) -> Vec<String> {
        self.open.lock().unwrap().iter().cloned().collect()
    }
}

/// Ends the storm when its holder fails, so that nobody waits for it.
pub(super) struct Ends<'a>(pub(super) &'a Sky);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}

/// The master as somebody sees it who sits beside the server.
pub(super) struct Watch {
    url: String,
    schema: String,
    client: Option<Client>,
}

impl Watch {
    pub(super) fn beside(cluster: &Cluster, schema: &str) -> Self {
        Self {
            url: cluster.settings("postgres", schema).url,
            schema: schema.to_owned(),
            client: None,
        }
    }

    /// Asks the server, once more on a new connection when it was struck since the last time.
    pub(super) fn ask<T>(
        &mut self,
        question: impl Fn(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, postgres::Error> {
        if let Some(client) = &mut self.client
            && let Ok(answer) = question(client)
        {
            return Ok(answer);
        }
        self.client = None;
        let mut client = Client::connect(&self.url, NoTls)?;
        client.batch_execute(&format!("SET search_path = {}", self.schema))?;
        let answer = question(&mut client)?;
        self.client = Some(client);
        Ok(answer)
    }

    /// Orders that may be packed and are not, as the master knows, each with where it stands.
    pub(super) fn undone(&mut self) -> Result<BTreeMap<String, String>, postgres::Error> {
        self.ask(|client| {
            let rows = client.query(
                "SELECT order_no, concat_ws(' ', state, 'fence', fence, 'at', coalesce(holder, 'nobody'),
                        'lease ends in', extract(epoch FROM lease_end - clock_timestamp())::BIGINT,
                        'heard of', extract(epoch FROM clock_timestamp() - last_seen)::BIGINT,
                        's ago, drained', extract(epoch FROM clock_timestamp() - drained_at)::BIGINT,
                        's ago, unsent', unsent)
                 FROM order_book LEFT JOIN bench ON station = holder
                 WHERE ready AND NOT cancelled AND state <> 'closed'",
                &[],
            )?;
            Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
        })
    }
}

/// What the weather does next.
#[derive(Debug, Clone, Copy)]
enum Gust {
    /// `kill -9` of the server.
    Server,
    /// All lines of a bench are cut at once.
    Line,
    /// A bench has no line at all, for longer than it may hold an order that it has not begun.
    Alone,
    Lull,
}

/// How long a bench is alone.
const ALONE: Duration = Duration::from_secs(18);

/// How much of each there is, in an order that is drawn anew each time it is through.
const FORECAST: [Gust; 6] = [
    Gust::Server,
    Gust::Server,
    Gust::Line,
    Gust::Line,
    Gust::Alone,
    Gust::Lull,
];

/// What the weather did.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// `kill -9` of the server.
    pub(super) servers: usize,
    /// How long it took to start it again, together.
    pub(super) starting: Duration,
    /// All lines of a bench cut at once.
    pub(super) lines: usize,
    /// Benches without a line for long.
    pub(super) alone: usize,
}

/// Rages until the master knows that every order is done.
pub(super) fn rage(
    sky: &Sky,
    cluster: &mut Cluster,
    watch: &mut Watch,
    proxies: &[Proxy],
    until: Instant,
) -> Damage {
    let mut dice = Dice::new(sky.seed ^ 0x5707);
    let mut damage = Damage::default();
    let mut ahead = vec![];
    loop {
        let pause = 500 + dice.below(3_000);
        sleep(Duration::from_millis(u64::try_from(pause).unwrap()));
        if ahead.is_empty() {
            ahead.extend(FORECAST);
            dice.shuffle(&mut ahead);
        }
        match ahead.pop() {
            Some(Gust::Server) => {
                damage.servers += 1;
                cluster.kill();
                let down = dice.below(1_500);
                sleep(Duration::from_millis(u64::try_from(down).unwrap()));
                let begun = Instant::now();
                cluster.start_again();
                damage.starting += begun.elapsed();
            }
            Some(Gust::Line) => {
                damage.lines += 1;
                dice.one_of(proxies).cut();
            }
            // Nobody learns anything from waiting for a bench that has nothing left to pack.
            Some(Gust::Alone) if !sky.open_orders().is_empty() => {
                damage.alone += 1;
                dice.one_of(proxies).close_for(ALONE);
            }
            Some(Gust::Alone | Gust::Lull) | None => {}
        }
        let undone = watch.undone().unwrap();
        if undone.is_empty() || sky.is_over() {
            return damage;
        }
        assert!(
            Instant::now() < until,
            "seed {}: the storm does not end, {damage:?}; not packed: {undone:#?}",
            sky.seed
        );
    }
}
