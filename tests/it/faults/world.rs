//! A warehouse with a real server and one bench in its window, where anything can be broken and mended.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::session::message::Verdict;
use pakownia::domain::units::Grams;
use pakownia::station::Station;
use pakownia::station::clock::Clock;
use pakownia::station::config::{BenchConfig, MasterConfig};
use pakownia::station::event::{Action, Event};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::import::ImportOutcome;
use pakownia::station::link::MasterLink;
use pakownia::station::server;
use pakownia::station::snapshot::Snapshot;
use pakownia::station::sync_view::LinkView;
use postgres::Client;
use tempfile::TempDir;

use crate::support::bench::fixtures;
use crate::support::cluster::{Cluster, PASSWORD, secret_file};
use crate::support::wait;

/// Orders that the shop has: one a fault, and some more.
const ORDERS: usize = 120;

/// The bench's clock goes on by so much at each look, so that nobody waits half a minute for the next try.
const STEP: TimeDelta = TimeDelta::milliseconds(150);

/// What the authority's certificate and the password are called in the data directory.
pub(super) const CA: &str = "ca.crt";
pub(super) const PASSWORD_FILE: &str = "master-password";

pub(super) struct World {
    pub(super) cluster: Cluster,
    pub(super) schema: String,
    pub(super) dir: TempDir,
    clock: Clock,
    /// The bench in its window; `None` while the program does not run.
    window: Option<StationHandle>,
    packed: usize,
}

impl World {
    /// The bench is signed in at and holds orders ahead.
    pub(super) fn at(cluster: Cluster) -> Self {
        let schema = cluster.warehouse();
        let mut world = Self {
            cluster,
            schema,
            dir: tempfile::tempdir().unwrap(),
            clock: Clock::standing_at(Clock::System.now()),
            window: None,
            packed: 0,
        };
        fs::copy(world.cluster.dir().join("ca.crt"), world.file(CA)).unwrap();
        secret_file(&world.file(PASSWORD_FILE), PASSWORD);
        world.set_up(&world.address());
        world.fill();
        world.start();
        world.until("bench and master talk", |seen| {
            seen.sync.link == LinkView::On && seen.sync.autonomy.data_of.is_some()
        });
        world.act(&Action::SignIn {
            badge: "W-900".to_owned(),
            pin: "900900".to_owned(),
        });
        world.until("orders are ahead", |seen| seen.sync.autonomy.orders > 50);
        world
    }

    /// A file in the bench's data directory.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The bench's account.
    pub(super) fn account(&self) -> String {
        format!("{}_station", self.schema)
    }

    /// Where the server is.
    pub(super) fn address(&self) -> String {
        self.cluster.network_url(&self.account(), "")
    }

    /// Writes `bench.toml`.
    pub(super) fn set_up(&self, url: &str) {
        let config = BenchConfig {
            master: Some(MasterConfig {
                url: url.to_owned(),
                schema: self.schema.clone(),
                ca: Some(CA.into()),
                password_file: Some(PASSWORD_FILE.into()),
            }),
            ..BenchConfig::default()
        };
        config.save(self.dir.path()).unwrap();
    }

    /// The shop's orders, through the bridge.
    fn fill(&self) {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(fixtures()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        let mut orders = fs::read_to_string(fixtures().join("orders.csv")).unwrap();
        let mut lines = fs::read_to_string(fixtures().join("order_lines.csv")).unwrap();
        for number in 1..=ORDERS {
            let order = order_no(number);
            writeln!(
                orders,
                "{order},shop,,2026-11-20T06:00:00Z,dpd_courier,,Jan Żółw,Długa 1,00-001,Warszawa,PL,+48600100200,{},9900,PLN,,,,",
                crate::sample::email_of(&order)
            )
            .unwrap();
            writeln!(lines, "{order},1,VASE-01,1").unwrap();
        }
        let settings = fs::read_to_string(fixtures().join("settings.csv")).unwrap();
        let settings = format!("{settings}idle_lock_minutes,0\n");
        for (name, text) in [
            ("orders.csv", orders),
            ("order_lines.csv", lines),
            ("settings.csv", settings),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let plan = self
            .station()
            .import_plan(folder.path().to_owned(), false)
            .unwrap();
        let mut bridge = self.cluster.master(&self.schema, "bridge");
        let outcome = plan.run(&mut bridge, &mut |_| {}).unwrap();
        assert!(matches!(outcome, ImportOutcome::Done { .. }), "{outcome:?}");
    }

    fn station(&self) -> Station {
        let dir = self.dir.path();
        let config = BenchConfig::of(dir).unwrap().master.unwrap();
        let link = |_dir: &std::path::Path| Ok(MasterLink::Thread(server::door(dir, &config)));
        Station::open_linked(dir, self.clock.clone(), link).unwrap()
    }

    /// The program starts, as `bench.toml` says.
    pub(super) fn start(&mut self) {
        self.window = None;
        let config = BenchConfig::of(self.dir.path()).unwrap().master.unwrap();
        let around = Surroundings {
            heard: Box::new(|_snapshot| {}),
            wake: Box::new(|| {}),
            master_door: server::door(self.dir.path(), &config),
            devices: Box::new(|_events| vec![]),
        };
        self.window = Some(StationHandle::start(self.station(), around).unwrap());
    }

    /// What the window shows now.
    pub(super) fn seen(&self) -> Snapshot {
        (*self.handle().latest()).clone()
    }

    fn handle(&self) -> &StationHandle {
        self.window.as_ref().unwrap()
    }

    /// Lets time pass until the window shows it.
    pub(super) fn until(&self, what: &str, is_so: impl Fn(&Snapshot) -> bool) -> Snapshot {
        wait::until(what, || {
            let seen = self.seen();
            if is_so(&seen) {
                return Ok(seen);
            }
            self.clock.set(self.clock.now() + STEP);
            self.handle().send(Event::MasterAnswered);
            Err(format!("{:?}", seen.sync.link))
        })
    }

    /// Waits until the window shows why bench and master do not talk.
    pub(super) fn until_off(&self, what: &str, is_it: fn(&LinkTrouble) -> bool) -> Snapshot {
        self.until(what, |seen| match &seen.sync.link {
            LinkView::Off { trouble, .. } => is_it(trouble) && is_lit(seen),
            // Whoever is connected goes on as before.
            LinkView::On => {
                self.hang_up();
                false
            }
            LinkView::Trying => false,
        })
    }

    /// Ends the bench's connection, if there is one and the server answers.
    pub(super) fn hang_up(&self) {
        if let Some(mut client) = self.administrator() {
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1";
            client.execute(sql, &[&self.account()]).unwrap();
        }
    }

    fn administrator(&self) -> Option<Client> {
        if !is_running(self.cluster.postmaster()) {
            return None;
        }
        self.cluster.administrator_if_it_answers()
    }

    /// In the database of the warehouse, as whoever may do everything.
    pub(super) fn sql(&self, text: &str) {
        self.cluster.superuser().batch_execute(text).unwrap();
    }

    fn act(&self, action: &Action) {
        let last = |seen: &Snapshot| seen.answers.back().map_or(0, |answer| answer.seq);
        let before = last(&self.seen());
        assert!(self.handle().send(Event::Action(action.clone())));
        let seen = self.until("an answer", |seen| last(seen) > before);
        let answer = seen.answers.back().unwrap();
        assert_eq!(answer.verdict, Verdict::Accepted, "{action:?}: {answer:?}");
    }

    /// Packs the next order that the bench holds.
    pub(super) fn pack(&mut self) {
        self.packed += 1;
        let order = order_no(self.packed);
        let scan = |code: &str| Action::Scan {
            code: code.to_owned(),
        };
        self.act(&scan(&order));
        self.act(&scan("5901234000093"));
        self.act(&Action::Weigh {
            gross: Grams(1_150),
            typed: false,
        });
        self.act(&scan(&order));
    }

    /// After the cause is gone: everything arrives by itself, each fact once, each parcel packed.
    pub(super) fn drains(&self, name: &str) {
        self.until(name, |seen| {
            seen.sync.link == LinkView::On && seen.sync.unsent == 0
        });
        let mut client = self.cluster.superuser();
        let schema = &self.schema;
        let sql = format!(
            "SELECT count(*), max(number), count(rejected),
                (SELECT count(*) FROM {schema}.order_book WHERE state = 'closed')
             FROM {schema}.inbox"
        );
        let sent = client.query_one(sql.as_str(), &[]).unwrap();
        assert_eq!(
            sent.get::<_, i64>(0),
            sent.get::<_, i64>(1),
            "{name}: each once"
        );
        assert_eq!(sent.get::<_, i64>(2), 0, "{name}: all count");
        assert_eq!(
            usize::try_from(sent.get::<_, i64>(3)).unwrap(),
            self.packed,
            "{name}: all are packed"
        );
    }

    /// Stops or continues the server's first process.
    pub(super) fn signal_server(&self, signal: &str) {
        signal_process(signal, self.cluster.postmaster());
    }

    /// Ends the process behind the bench's connection, with nobody to take its place.
    pub(super) fn hang_up_past_the_server(&self) {
        let sql = "SELECT pid FROM pg_stat_activity WHERE usename = $1";
        let rows = self
            .cluster
            .administrator()
            .query(sql, &[&self.account()])
            .unwrap();
        self.signal_server("-STOP");
        for row in rows {
            signal_process("-TERM", u32::try_from(row.get::<_, i32>(0)).unwrap());
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // A stopped server cannot end.
        self.signal_server("-CONT");
        self.window = None;
    }
}

fn signal_process(signal: &str, process: u32) {
    // A process that is gone already needs no signal.
    let sent = Command::new("kill")
        .args([signal, &process.to_string()])
        .stderr(Stdio::null())
        .status();
    assert!(sent.is_ok());
}

/// Whether the process is there and not stopped.
fn is_running(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit(')')
        .next()
        .is_some_and(|rest| rest.trim_start().starts_with(['S', 'R', 'D']))
}

/// Whether the master's lamp tells it; a blip lights none.
fn is_lit(seen: &Snapshot) -> bool {
    use pakownia::station::snapshot::{Lamp, Trouble};
    matches!(
        seen.health.master,
        Lamp::Watch(Trouble::MasterAway { .. }) | Lamp::Alarm(Trouble::MasterAway { .. })
    )
}

fn order_no(number: usize) -> String {
    format!("F-{number:03}")
}
