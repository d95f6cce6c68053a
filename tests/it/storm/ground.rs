//! Where the storm rages: the server, the benches' directories, and the lines between them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use pakownia::domain::feed::Row;
use pakownia::domain::ids::Sku;
use pakownia::master::Master;
use pakownia::master::postgres::PostgresMaster;
use pakownia::station::Station;
use pakownia::station::clock::Clock;
use pakownia::station::link::MasterLink;
use pakownia::station::sync_view::Drift;
use serde_json::Value;
use tempfile::TempDir;

use super::books::{Bin, Books, Kept, Received};
use super::shop::Shop;
use super::weather::Watch;
use super::{BENCHES, Terms};
use crate::support::cluster::{Cluster, PASSWORD, secret_file};
use crate::support::process::{doctor_on_journal, export, outcome, run, text};
use crate::support::proxy::Proxy;

/// How often a bench is started to send what it has left, when the weather is fine again.
const TRIES: usize = 20;

pub(super) struct Ground {
    pub(super) seed: u64,
    pub(super) shop: Shop,
    pub(super) benches: Vec<TempDir>,
    pub(super) proxies: Vec<Proxy>,
    pub(super) watch: Watch,
    pub(super) cluster: Cluster,
    schema: String,
    stock: BTreeMap<Bin, i64>,
    boxes: BTreeMap<String, i64>,
}

impl Ground {
    /// A server with a warehouse in it, and benches that nobody has worked at.
    pub(super) fn prepare(seed: u64, terms: &Terms) -> Self {
        let cluster = Cluster::start(true);
        let schema = cluster.warehouse();
        let office = tempfile::tempdir().unwrap();
        set_up(
            office.path(),
            &cluster,
            &schema,
            "bridge",
            server(&cluster).port(),
        );
        let folder = tempfile::tempdir().unwrap();
        let shop = Shop::open(folder.path(), terms.orders, terms);
        run(&[
            "import",
            text(folder.path()),
            "--data-dir",
            text(office.path()),
        ]);
        let mut watch = Watch::beside(&cluster, &schema);
        recover_quickly(&mut watch);
        let proxies: Vec<Proxy> = (0..BENCHES)
            .map(|bench| {
                Proxy::to(
                    server(&cluster),
                    seed ^ (u64::try_from(bench).unwrap() << 16),
                )
            })
            .collect();
        let benches = proxies
            .iter()
            .map(|proxy| {
                let dir = tempfile::tempdir().unwrap();
                set_up(dir.path(), &cluster, &schema, "station", proxy.port());
                // PINs are proved with the secret that they were kept with.
                std::fs::copy(office.path().join("pepper"), dir.path().join("pepper")).unwrap();
                dir
            })
            .collect();
        let mut ground = Self {
            seed,
            shop,
            benches,
            proxies,
            watch,
            cluster,
            schema,
            stock: BTreeMap::new(),
            boxes: BTreeMap::new(),
        };
        (ground.stock, ground.boxes) = ground.count();
        ground
    }

    /// The weather is fine again: every bench sends what it has left.
    pub(super) fn clear_up(&self) {
        for proxy in &self.proxies {
            proxy.calm_down();
        }
        thread::scope(|scope| {
            for dir in &self.benches {
                let drain = || drain(dir.path());
                thread::Builder::new().spawn_scoped(scope, drain).unwrap();
            }
        });
    }

    /// Everything that has to agree.
    pub(super) fn books(&mut self) -> Books {
        let dirs = self.benches.iter().map(TempDir::path);
        let mut complaints: Vec<String> = dirs
            .clone()
            .map(doctor_on_journal)
            .filter(|said| !said.starts_with("ok") || !said.ends_with("chain whole"))
            .collect();
        complaints.extend(self.mirrors());
        let journal = |dir| export(dir, "facts").iter().map(kept).collect();
        let journals = dirs.map(journal).collect();
        let (stock, boxes) = self.count();
        let inbox = self.watch.ask(|client| {
            client.query(
                "SELECT station, epoch, number, encode(hash, 'hex'), rejected FROM inbox",
                &[],
            )
        });
        let inbox = inbox.unwrap().iter().map(received).collect();
        let doubles = self
            .watch
            .ask(|client| client.query_one("SELECT count(*) FROM inbox_double", &[]));
        Books {
            ordered: self.ordered(),
            journals,
            complaints,
            inbox,
            inbox_doubles: doubles.unwrap().get(0),
            stock: (self.stock.clone(), stock),
            boxes: (self.boxes.clone(), boxes),
            exceptions: self
                .rows("exception")
                .into_iter()
                .filter_map(|row| match row {
                    Row::Exception(exception) => Some(*exception),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Benches whose cache is not what the master has.
    pub(super) fn mirrors(&self) -> Vec<String> {
        let compared = self.benches.iter().enumerate().map(|(bench, dir)| {
            let drift = self.compared(dir.path());
            (bench, drift)
        });
        compared
            .filter(|(_, drift)| !matches!(drift, Drift::None { .. }))
            .map(|(bench, drift)| format!("the cache of bench {bench}: {drift:?}"))
            .collect()
    }

    /// What a bench finds that compares its cache with the master.
    fn compared(&self, dir: &Path) -> Drift {
        let settings = self
            .cluster
            .settings(&format!("{}_station", self.schema), &self.schema);
        let door = move || -> Result<Box<dyn Master>, _> {
            Ok(Box::new(PostgresMaster::new(settings.clone())))
        };
        let link = MasterLink::Thread(Arc::new(door));
        let mut station = Station::open_linked(dir, Clock::default(), |_| Ok(link)).unwrap();
        for _ in 0..TRIES {
            let drift = station.compare_now().unwrap();
            if drift != Drift::Unknown {
                return drift;
            }
        }
        Drift::Unknown
    }

    fn ordered(&self) -> BTreeMap<String, BTreeMap<Sku, i64>> {
        let counted = self.shop.orders.iter().map(|(order, units)| {
            let mut ordered: BTreeMap<Sku, i64> = BTreeMap::new();
            for sku in units {
                *ordered.entry(sku.as_str().into()).or_default() += 1;
            }
            (order.clone(), ordered)
        });
        counted.collect()
    }

    /// Units in each bin and boxes of each kind, by the master's books.
    fn count(&mut self) -> (BTreeMap<Bin, i64>, BTreeMap<String, i64>) {
        let mut stock = BTreeMap::new();
        for row in self.rows("stock") {
            if let Row::Stock(place) = row {
                stock.insert((place.sku, place.location), place.on_hand);
            }
        }
        let mut boxes = BTreeMap::new();
        for row in self.rows("packaging") {
            if let Row::Packaging(packaging) = row {
                boxes.insert(packaging.code.to_string(), packaging.on_hand);
            }
        }
        (stock, boxes)
    }

    fn rows(&mut self, topic: &str) -> Vec<Row> {
        let found = self
            .watch
            .ask(|client| client.query("SELECT body FROM record WHERE topic = $1", &[&topic]));
        let found = found.unwrap();
        found
            .iter()
            .map(|columns| serde_json::from_str(columns.get(0)).unwrap())
            .collect()
    }
}

/// Lets the server bring its files to the disk with one call when it is started after a kill, instead
/// of a thousand: nothing but the time it takes is different.
fn recover_quickly(watch: &mut Watch) {
    let set = watch
        .ask(|client| client.execute("ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'", &[]));
    set.unwrap();
}

/// Where the server listens.
fn server(cluster: &Cluster) -> SocketAddr {
    let url = cluster.network_url("somebody", "");
    let port = url
        .split_once("@localhost:")
        .and_then(|(_, rest)| rest.split_once('/'));
    let port: u16 = port.unwrap().0.parse().unwrap();
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// A data directory that asks the master through `port`, over an encrypted line with a checked certificate.
fn set_up(dir: &Path, cluster: &Cluster, schema: &str, group: &str, port: u16) {
    secret_file(&dir.join("password"), PASSWORD);
    let ca = cluster.dir().join("ca.crt");
    let config = format!(
        "[master]\nurl = \"postgresql://{schema}_{group}@localhost:{port}/pakownia?hostaddr=127.0.0.1\"\nschema = \"{schema}\"\nca = \"{}\"\npassword_file = \"password\"\n",
        ca.display()
    );
    std::fs::write(dir.join("bench.toml"), config).unwrap();
}

/// A line of `pakownia export facts`.
fn kept(line: &Value) -> Kept {
    let number = |name: &str| line[name].as_u64().unwrap();
    let word = |name: &str| line[name].as_str().unwrap().to_owned();
    Kept {
        key: (word("station"), number("epoch"), number("number")),
        hash: word("hash"),
        fact: serde_json::from_value(line["fact"].clone()).unwrap(),
    }
}

fn received(columns: &postgres::Row) -> Received {
    let number = |at: usize| u64::try_from(columns.get::<_, i64>(at)).unwrap();
    Received {
        key: (columns.get(0), number(1), number(2)),
        hash: columns.get(3),
        rejected: columns.get(4),
    }
}

/// Sends and fetches until nothing is left to send.
fn drain(dir: &Path) {
    let mut said = String::new();
    for _ in 0..TRIES {
        outcome(&["sync", "now", "--data-dir", text(dir)]);
        let status = outcome(&["sync", "status", "--json", "--data-dir", text(dir)]);
        said = String::from_utf8(status.stdout).unwrap();
        let status: Value = serde_json::from_str(&said).unwrap_or_default();
        if status["unsent"]["value"] == 0 {
            return;
        }
        thread::sleep(Duration::from_millis(200));
    }
    panic!("the lines are sound, and a bench has facts left: {said}");
}
