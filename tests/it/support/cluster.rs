//! A PostgreSQL server of the tests' own: started when a test needs it, gone when the tests end.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::journal::Entry;
use pakownia::master::postgres::{self as master, MasterSettings, PostgresMaster};
use pakownia::master::{
    Audit, Claim, Cursor, FactCursor, FactPage, Greeting, ImportRow, Imported, Master, MasterError,
    NumberRange, Overview, Pruned, Pulled, PushOutcome, Report, Seat, Wanted, Welcome,
};
use postgres::{Client, NoTls};

use super::process::is_alive;

/// What to do when there is no server to test with.
const REMEDY: &str = "PostgreSQL's server programs are missing: run packaging/install-deps test";

/// Where Debian and others put the server's programs.
const PROGRAMS: &[&str] = &["/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql"];

/// The password of every account that logs in through the network.
pub(crate) const PASSWORD: &str = "Zażółć gęślą jaźń";

/// Makes the server, starts it for each line that it reads, and ends it as soon as nobody holds its standard input any more:
/// whatever becomes of the tests, killed ones too, no server stays behind.
///
/// The server refuses to run as root.
const GUARD: &str = r#"
set -eu
dir=$1; bin=$2; port=$3; sync=$4
"$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1
cp "$dir"/server.crt "$dir"/server.key "$dir/data/" && chmod 600 "$dir/data/server.key"
cat >"$dir/data/pg_hba.conf" <<HBA
local   all all              trust
host    all all 127.0.0.1/32 scram-sha-256
HBA
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
fsync = $sync
max_connections = 200
ssl = on
log_line_prefix = '%u|'
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
CONF
server=
while read -r word; do
    "$bin/postgres" -D "$dir/data" >>"$dir/server.log" 2>&1 &
    server=$!
    echo "$server"
done
kill -INT "$server" 2>/dev/null || true
wait
# A small disk in it goes with this process.
rm -rf "$dir" 2>/dev/null || true
"#;

/// Mounts the small disk for this server alone, and gives up the right to do so.
const SMALL_DISK: &str = r#"
set -eu
user=$1; shift
dir=$5
mkdir "$dir/small"
mount -t tmpfs -o "size=2m,uid=$user,gid=$user,mode=700" tmpfs "$dir/small"
exec setpriv "--reuid=$user" "--regid=$user" --clear-groups "$@"
"#;

/// The account without any rights.
const NOBODY: u32 = 65_534;

/// A running server.
pub(crate) struct Cluster {
    dir: tempfile::TempDir,
    port: u16,
    guard: Child,
    leash: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
    postmaster: u32,
}

/// The account that the server runs under: ours, unless we are root.
fn as_ordinary_user(program: &str) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={NOBODY}"));
    command.arg(format!("--regid={NOBODY}"));
    command.args(["--clear-groups", program]);
    command
}

fn is_root() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("Uid:"))
        .and_then(|ids| ids.split_whitespace().nth(1))
        == Some("0")
}

/// The newest server's folder of programs.
pub(crate) fn programs() -> PathBuf {
    let versions = PROGRAMS.iter().filter_map(|place| fs::read_dir(place).ok());
    let mut found: Vec<PathBuf> = versions
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .chain(PROGRAMS.iter().map(|place| Path::new(place).join("bin")))
        .filter(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .collect();
    found.sort();
    found.pop().expect(REMEDY)
}

/// A certificate that its own authority signed, and another authority that did not. For `localhost`.
pub(crate) fn certificates(dir: &Path) {
    let openssl = |arguments: &[&str]| openssl(dir, arguments);
    for authority in ["ca", "other"] {
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "3650",
            "-subj",
            &format!("/CN=Pakownia {authority}"),
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-keyout",
            &format!("{authority}.key"),
            "-out",
            &format!("{authority}.crt"),
        ]);
    }
    openssl(&[
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "server.key",
        "-out",
        "server.csr",
    ]);
    sign(dir, "localhost", "3650");
}

fn openssl(dir: &Path, arguments: &[&str]) {
    let made = Command::new("openssl")
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("openssl is missing: run packaging/install-deps test");
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(made.status.success(), "openssl {arguments:?}: {told}");
}

/// The authority signs the server's key for this name; with 0 days it is over at once.
fn sign(dir: &Path, name: &str, days: &str) {
    fs::write(dir.join("names"), format!("subjectAltName=DNS:{name}\n")).unwrap();
    openssl(
        dir,
        &[
            "x509",
            "-req",
            "-in",
            "server.csr",
            "-CA",
            "ca.crt",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            days,
            "-extfile",
            "names",
            "-out",
            "server.crt",
        ],
    );
}

impl Cluster {
    /// Starts a server. `durable`: what it acknowledged survives the loss of power.
    pub(crate) fn start(durable: bool) -> Self {
        Self::start_under(durable, as_ordinary_user)
    }

    /// Starts a server that sees a small disk of its own in the folder `small`; `None` where nothing may be mounted.
    pub(crate) fn start_with_a_small_disk() -> Option<Self> {
        let tried = Command::new("unshare")
            .args(["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            .stderr(Stdio::null())
            .status();
        if !is_root() || !tried.is_ok_and(|status| status.success()) {
            return None;
        }
        Some(Self::start_under(false, |program| {
            let mut command = Command::new("unshare");
            command.args(["-m", "sh", "-c", SMALL_DISK, "small", &NOBODY.to_string()]);
            command.arg(program);
            command
        }))
    }

    fn start_under(durable: bool, user: impl Fn(&str) -> Command) -> Self {
        let bin = programs();
        let dir = tempfile::Builder::new()
            .prefix("pakownia-pg")
            .tempdir()
            .unwrap();
        certificates(dir.path());
        if is_root() {
            chown(dir.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        for file in ["server.key", "server.crt"] {
            fs::set_permissions(dir.path().join(file), fs::Permissions::from_mode(0o644)).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut guard = user("sh")
            .args(["-c", GUARD, "guard"])
            .arg(dir.path())
            .arg(&bin)
            .arg(port.to_string())
            .arg(if durable { "on" } else { "off" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut cluster = Self {
            dir,
            port,
            leash: guard.stdin.take(),
            said: BufReader::new(guard.stdout.take().unwrap()),
            guard,
            postmaster: 0,
        };
        cluster.start_again();
        let mut client = cluster.superuser();
        client.batch_execute("CREATE DATABASE pakownia").unwrap();
        client
            .batch_execute(&format!(
                "CREATE ROLE chief LOGIN CREATEROLE PASSWORD '{PASSWORD}';
                 GRANT CREATE ON DATABASE pakownia TO chief;"
            ))
            .unwrap();
        cluster
    }

    /// Starts the server; after it was killed, as soon as its last processes are gone.
    pub(crate) fn start_again(&mut self) {
        for _ in 0..50 {
            writeln!(self.leash.as_mut().unwrap(), "start").unwrap();
            let mut said = String::new();
            self.said.read_line(&mut said).unwrap();
            let log = || fs::read_to_string(self.dir.path().join("initdb.log")).unwrap_or_default();
            self.postmaster = said.trim().parse().unwrap_or_else(|_| panic!("{}", log()));
            if self.answers() {
                return;
            }
        }
        let log = fs::read_to_string(self.dir.path().join("server.log")).unwrap_or_default();
        panic!("the server does not answer: {log}");
    }

    /// Waits until the server answers, or its first process is gone.
    fn answers(&self) -> bool {
        loop {
            if Client::connect(&self.own_url("postgres", "postgres"), NoTls).is_ok() {
                return true;
            }
            if !is_alive(self.postmaster) {
                return false;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Gives the server another certificate, for its next connections.
    pub(crate) fn change_certificate(&self, name: &str, days: &str) {
        sign(self.dir(), name, days);
        let signed = fs::read(self.dir().join("server.crt")).unwrap();
        fs::write(self.dir().join("data/server.crt"), signed).unwrap();
        let mut administrator = self.administrator();
        administrator
            .batch_execute("SELECT pg_reload_conf()")
            .unwrap();
    }

    /// Whoever may do everything, outside of the database of the tests.
    pub(crate) fn administrator(&self) -> Client {
        self.administrator_if_it_answers().unwrap()
    }

    /// The same; `None` while the server is ending.
    pub(crate) fn administrator_if_it_answers(&self) -> Option<Client> {
        Client::connect(&self.own_url("postgres", "postgres"), NoTls).ok()
    }

    /// The port on which it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The server's first process.
    pub(crate) fn postmaster(&self) -> u32 {
        self.postmaster
    }

    /// The folder with sockets, certificates and logs.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Through the socket, without a password.
    fn own_url(&self, user: &str, database: &str) -> String {
        format!(
            "postgresql://{user}@/{database}?host={}&port={}",
            self.dir.path().display(),
            self.port
        )
    }

    /// Through the network, encrypted unless `more` says otherwise.
    pub(crate) fn network_url(&self, user: &str, more: &str) -> String {
        format!(
            "postgresql://{user}@localhost:{}/pakownia?hostaddr=127.0.0.1{more}",
            self.port
        )
    }

    /// Whoever may do everything, in the database of the tests.
    pub(crate) fn superuser(&self) -> Client {
        let database = if self.has_database() {
            "pakownia"
        } else {
            "postgres"
        };
        Client::connect(&self.own_url("postgres", database), NoTls).unwrap()
    }

    fn has_database(&self) -> bool {
        Client::connect(&self.own_url("postgres", "pakownia"), NoTls).is_ok()
    }

    /// Settings of an account for a schema, through the socket.
    pub(crate) fn settings(&self, user: &str, schema: &str) -> MasterSettings {
        MasterSettings {
            url: self.own_url(user, "pakownia"),
            schema: schema.to_owned(),
            ca: None,
            password_file: None,
        }
    }

    /// A new warehouse of its own: its schema's name. `chief` owns it, and there is an account for
    /// each group: `SCHEMA_station`, `SCHEMA_lead`, `SCHEMA_bridge`.
    pub(crate) fn warehouse(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let schema = format!("shop_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let made = master::init(&self.settings("chief", &schema)).unwrap();
        assert_eq!((made.from, made.roles_wanted), (0, None));
        let mut client = self.superuser();
        for group in ["station", "lead", "bridge"] {
            client
                .batch_execute(&format!(
                    "CREATE ROLE {schema}_{group} LOGIN PASSWORD '{PASSWORD}' IN ROLE pakownia_{schema}_{group}"
                ))
                .unwrap();
        }
        schema
    }

    /// The master of a warehouse, for an account of this group.
    pub(crate) fn master(&self, schema: &str, group: &str) -> PostgresMaster {
        PostgresMaster::new(self.settings(&format!("{schema}_{group}"), schema))
    }

    /// Kills the server's first process; the others end by themselves.
    pub(crate) fn kill(&self) {
        let killed = Command::new("kill")
            .args(["-KILL", &self.postmaster.to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.leash.take());
        drop(self.guard.wait());
    }
}

/// The server that tests share, each with a warehouse of its own. It ends with the process, because
/// its guard loses the hold then.
pub(crate) fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| Cluster::start(false))
}

/// Writes a file that only its owner can read.
pub(crate) fn secret_file(path: &Path, text: &str) {
    let mut file = fs::File::create(path).unwrap();
    file.set_permissions(fs::Permissions::from_mode(0o600))
        .unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// A master that waits before it reads until everything that was written can be read.
///
/// Benches are told rows only up to the oldest transaction that is still running anywhere on the
/// server. A bench simply asks again; a test that shares the server with others has to wait for them.
pub(crate) struct Patient {
    master: PostgresMaster,
    schema: String,
    watch: Client,
}

impl Patient {
    /// The bridge's master of a new warehouse.
    pub(crate) fn new() -> Self {
        let cluster = shared();
        let schema = cluster.warehouse();
        Self {
            master: cluster.master(&schema, "bridge"),
            watch: cluster.superuser(),
            schema,
        }
    }

    /// Whether facts have noted something that the next look folds.
    fn is_due(&mut self) -> bool {
        let schema = &self.schema;
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {schema}.stock_due) OR EXISTS (SELECT 1 FROM {schema}.packaging_due)"
        );
        self.watch.query_one(sql.as_str(), &[]).unwrap().get(0)
    }

    fn wait(&mut self) {
        wait_for_others(&mut self.watch);
    }
}

/// Waits until all transactions that are running now have ended.
pub(crate) fn wait_for_others(watch: &mut Client) {
    let now: String = watch
        .query_one("SELECT pg_current_xact_id()::TEXT", &[])
        .unwrap()
        .get(0);
    loop {
        let ended = watch
            .query_one(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::TEXT::XID8",
                &[&now],
            )
            .unwrap();
        if ended.get(0) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

impl Master for Patient {
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError> {
        self.master.greet(greeting)
    }

    fn report(&mut self, seat: &Seat, report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        self.master.report(seat, report)
    }

    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError> {
        if self.is_due() {
            // It tells nothing yet of what it folds while somebody else is writing.
            self.master.pull(&Cursor::default(), 1)?;
        }
        self.wait();
        self.master.pull(cursor, limit)
    }

    fn push(&mut self, seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        self.master.push(seat, entries)
    }

    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        self.master.claim(seat, wanted)
    }

    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError> {
        self.master.release(seat, orders)
    }

    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError> {
        self.master.number_range(seat, count)
    }

    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        self.master.has_product(sku)
    }

    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        self.master.has_kit(sku)
    }

    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError> {
        self.master.import(rows, now)
    }

    fn audit(&mut self) -> Result<Audit, MasterError> {
        self.wait();
        self.master.audit()
    }

    fn reserved(&mut self, sku: &Sku) -> Result<u64, MasterError> {
        self.master.reserved(sku)
    }

    /// Nobody but the owner of the tables may delete.
    fn prune(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Pruned, MasterError> {
        let settings = shared().settings("chief", &self.schema);
        PostgresMaster::new(settings).prune(before, now)
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        self.master.overview()
    }

    /// A lead's station asks; the bench that speaks here is an ordinary one.
    fn facts(&mut self, cursor: &FactCursor, limit: u32) -> Result<FactPage, MasterError> {
        self.wait();
        let settings = shared().settings(&format!("{}_lead", self.schema), &self.schema);
        PostgresMaster::new(settings).facts(cursor, limit)
    }
}
