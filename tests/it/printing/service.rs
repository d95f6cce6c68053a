//! A print service (CUPS) and an IPP printer of the tests' own: started when a test needs them, gone when it ends.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use pakownia::devices::printer::{Address, IppPrinter, Paper};

use crate::support::process::is_alive;
use crate::support::wait;

/// What to do when there is nothing to test with.
const REMEDY: &str =
    "CUPS's server and its printer for tests are missing: run packaging/install-deps test";

/// Runs a program for as long as somebody holds the standard input: whatever becomes of the tests,
/// killed ones too, nothing stays behind. A program that other tests use as well waits for them.
const GUARD: &str = r#"
"$@" </dev/null >>"$GUARD_LOG" 2>&1 &
child=$!
echo "$child"
read -r _ || true
if [ -n "${GUARD_USERS:-}" ]; then
    exec 9<"$GUARD_USERS"
    flock --exclusive 9
fi
kill -KILL "$child" 2>/dev/null || true
wait 2>/dev/null
"#;

/// What the printer does with each document: it is written down once it is out.
const PRINTS: &str = r#"#!/bin/sh
here=$(dirname "$0")
if [ -e "$here/empty" ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e "$here/empty" ]; do sleep 0.1; done
    echo "STATE: -media-empty-error" >&2
fi
echo "$IPP_JOB_NAME" >>"$here/printed"
cp "$1" "$here/last"
"#;

/// A program that ends with the test.
struct Guarded {
    guard: Child,
    pid: u32,
}

impl Guarded {
    fn start(log: &Path, program: &str, arguments: &[&str]) -> Self {
        Self::guard(Command::new("sh").env("GUARD_LOG", log), program, arguments)
    }

    /// A program that ends when no process of tests uses the message bus any more.
    fn start_shared(program: &str, arguments: &[&str]) -> Self {
        let mut guard = Command::new("sh");
        guard
            .env("GUARD_LOG", "/dev/null")
            .env("GUARD_USERS", BUS_HOME);
        Self::guard(&mut guard, program, arguments)
    }

    fn guard(guard: &mut Command, program: &str, arguments: &[&str]) -> Self {
        let mut guard = guard
            .args(["-c", GUARD, "guard", program])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(guard.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        Self {
            guard,
            pid: line.trim().parse().unwrap(),
        }
    }

    /// As a power cut would.
    fn kill(&mut self) {
        let killed = Command::new("kill")
            .args(["-KILL", &self.pid.to_string()])
            .status();
        assert!(killed.unwrap().success());
        drop(self.guard.stdin.take());
        self.guard.wait().unwrap();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        self.guard.wait().ok();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn wait_for_port(port: u16, who: &str, log: &Path) {
    wait::until(who, || {
        TcpStream::connect(("127.0.0.1", port))
            .map_err(|error| format!("{error}: {}", fs::read_to_string(log).unwrap_or_default()))
    });
}

fn require(program: &str) {
    let found = std::env::var_os("PATH").is_some_and(|path| {
        let dirs = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/bin".into()]);
        dirs.into_iter().any(|dir| dir.join(program).exists())
    });
    assert!(found, "{program}: {REMEDY}");
}

/// The home of the system's message bus. Each process of tests that uses the bus holds its lock.
const BUS_HOME: &str = "/run/dbus";

/// Where the bus is reached.
const BUS: &str = "/run/dbus/system_bus_socket";

/// Who listens when a printer announces itself; it does not start without. The guards of what was
/// started here hear it when the last process of tests that uses it has ended, in whatever way.
struct Announcer {
    _used: fs::File,
    _started: Vec<Guarded>,
}

fn announcer() {
    static STARTED: OnceLock<Announcer> = OnceLock::new();
    STARTED.get_or_init(|| {
        for program in ["dbus-daemon", "avahi-daemon", "flock"] {
            require(program);
        }
        fs::create_dir_all(BUS_HOME).expect("only root starts the system's message bus");
        let mut started = Vec::new();
        // Whoever ends them at this moment is waited for.
        let used = fs::File::open(BUS_HOME).unwrap();
        used.lock_shared().unwrap();
        if UnixStream::connect(BUS).is_err() {
            // One that ended without a word left it there.
            fs::remove_file("/run/dbus/pid").ok();
            let arguments = ["--system", "--nofork"];
            started.push(Guarded::start_shared("dbus-daemon", &arguments));
            wait::until_so("dbus-daemon is there", || UnixStream::connect(BUS).is_ok());
        }
        let is_running = || {
            let check = Command::new("avahi-daemon")
                .arg("--check")
                .stderr(Stdio::null())
                .status();
            check.unwrap().success()
        };
        if !is_running() {
            let arguments = ["--no-drop-root", "--no-chroot"];
            started.push(Guarded::start_shared("avahi-daemon", &arguments));
            wait::until_so("avahi-daemon is there", is_running);
        }
        Announcer {
            _used: used,
            _started: started,
        }
    });
}

/// A printer that speaks IPP.
pub(super) struct Printer {
    _dir: tempfile::TempDir,
    home: PathBuf,
    port: u16,
    program: Option<Guarded>,
}

impl Printer {
    pub(super) fn start() -> Self {
        Self::start_with(|keys| sign_itself(keys, "localhost"))
    }

    /// With a certificate for this host that somebody else signed.
    pub(super) fn start_signed(host: &str) -> Self {
        Self::start_with(|keys| sign_by_maker(keys, host))
    }

    /// The certificate of whoever signed the printer's.
    pub(super) fn maker(&self) -> PathBuf {
        self.home.join("keys/maker.crt")
    }

    fn start_with(make_keys: impl FnOnce(&Path)) -> Self {
        require("ippeveprinter");
        announcer();
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().to_owned();
        fs::create_dir(home.join("spool")).unwrap();
        fs::create_dir(home.join("keys")).unwrap();
        make_keys(&home.join("keys"));
        fs::write(home.join("prints"), PRINTS).unwrap();
        fs::set_permissions(home.join("prints"), fs::Permissions::from_mode(0o755)).unwrap();
        let mut printer = Self {
            _dir: dir,
            home,
            port: free_port(),
            program: None,
        };
        printer.switch_on();
        printer
    }

    pub(super) fn switch_on(&mut self) {
        let log = self.home.join("log");
        let name = format!("PackLabel{}", self.port);
        let keys = self.home.join("keys").display().to_string();
        let (port, spool, prints) = (
            self.port.to_string(),
            self.home.join("spool").display().to_string(),
            self.home.join("prints").display().to_string(),
        );
        let arguments = [
            "-r",
            "off",
            "-p",
            &port,
            "-n",
            "localhost",
            "-K",
            &keys,
            "-d",
            &spool,
            "-c",
            &prints,
            "-f",
            "application/pdf",
            &name,
        ];
        self.program = Some(Guarded::start(&log, "ippeveprinter", &arguments));
        wait_for_port(self.port, "the printer", &log);
    }

    /// Pulls its plug.
    pub(super) fn switch_off(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill();
        }
    }

    /// Takes its labels away, or gives it a new roll.
    pub(super) fn set_empty(&self, is_empty: bool) {
        let mark = self.home.join("empty");
        if is_empty {
            fs::write(mark, b"").unwrap();
        } else {
            fs::remove_file(mark).ok();
        }
    }

    /// The mark that keeps it empty; whoever takes it away gives it a new roll.
    pub(super) fn roll(&self) -> PathBuf {
        self.home.join("empty")
    }

    /// The names of all jobs that came out, in their order.
    pub(super) fn printed(&self) -> Vec<String> {
        let text = fs::read_to_string(self.home.join("printed")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The bytes of the document that came out last.
    pub(super) fn last(&self) -> Vec<u8> {
        fs::read(self.home.join("last")).unwrap()
    }

    pub(super) fn uri(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// The certificate that it signed itself, as printers come with one.
    pub(super) fn certificate(&self) -> PathBuf {
        self.home.join("keys/localhost.crt")
    }
}

/// A maker's certificate, and a printer's for this host that the maker signed.
fn sign_by_maker(dir: &Path, host: &str) {
    sign_itself(dir, "maker");
    fs::write(dir.join("names"), format!("subjectAltName=DNS:{host}\n")).unwrap();
    let request = [
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=printer",
    ];
    openssl(
        dir,
        &[&request[..], &["-keyout", "localhost.key", "-out", "p.csr"]].concat(),
    );
    let sign = [
        "x509", "-req", "-in", "p.csr", "-days", "3650", "-extfile", "names",
    ];
    let by = ["-CA", "maker.crt", "-CAkey", "maker.key", "-CAcreateserial"];
    openssl(
        dir,
        &[&sign[..], &by[..], &["-out", "localhost.crt"]].concat(),
    );
}

fn openssl(dir: &Path, arguments: &[&str]) {
    let made = Command::new("openssl")
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("openssl is missing: run packaging/install-deps test");
    let told = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{told}");
}

/// A key and a certificate that it signed itself. The name in it is the maker's, as in most printers.
pub(super) fn sign_itself(dir: &Path, name: &str) {
    let [key, certificate] = ["key", "crt"].map(|ending| format!("{name}.{ending}"));
    let made = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
    ];
    let what = [
        "-subj",
        "/CN=PackLabel 3000/O=Maker",
        "-keyout",
        &key,
        "-out",
        &certificate,
    ];
    openssl(dir, &[&made[..], &what[..]].concat());
}

/// A print service with a queue for a printer.
pub(super) struct Service {
    _dir: tempfile::TempDir,
    home: PathBuf,
    port: u16,
    program: Option<Guarded>,
}

/// The account that CUPS gives its filters.
const LP: u32 = 7;

/// The queue's name.
const QUEUE: &str = "PackLabel";

impl Service {
    pub(super) fn start(printer: &Printer) -> Self {
        for program in ["cupsd", "lpadmin", "pdftops"] {
            require(program);
        }
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().to_owned();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
        let is_root = fs::metadata("/proc/self").is_ok_and(|of| {
            use std::os::unix::fs::MetadataExt as _;
            of.uid() == 0
        });
        for part in ["root", "spool", "cache", "state", "tmp"] {
            fs::create_dir(home.join(part)).unwrap();
            if is_root {
                chown(home.join(part), Some(LP), Some(LP)).unwrap();
            }
        }
        let port = free_port();
        let at = home.display();
        let config = format!(
            "LogLevel warn\nListen 127.0.0.1:{port}\nListen {at}/cups.sock\nBrowsing Off\n\
             DefaultAuthType None\nWebInterface No\n\
             <Location />\n Order allow,deny\n Allow all\n</Location>\n"
        );
        fs::write(home.join("cupsd.conf"), format!("{config}{POLICY}")).unwrap();
        let user = if is_root { "User lp\nGroup lp\n" } else { "" };
        let files = format!(
            "{user}ServerRoot {at}/root\nRequestRoot {at}/spool\nCacheDir {at}/cache\n\
             StateDir {at}/state\nTempDir {at}/tmp\nAccessLog {at}/access\nErrorLog {at}/error\n\
             PageLog {at}/page\n"
        );
        fs::write(home.join("cups-files.conf"), files).unwrap();
        let mut service = Self {
            _dir: dir,
            home,
            port,
            program: None,
        };
        service.begin();
        let made = Command::new("lpadmin")
            .args([
                "-h",
                &format!("127.0.0.1:{port}"),
                "-p",
                QUEUE,
                "-E",
                "-v",
                &printer.uri(),
            ])
            .args(["-m", "everywhere"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "no queue: {said}");
        // The service asks the printer what it can do, and takes its time.
        let ready = service.home.join("root/ppd").join(format!("{QUEUE}.ppd"));
        wait::until_so("the queue is made", || ready.exists());
        // A queue is written down half a minute later; killed before, the service would not know it.
        service.end_calmly();
        service.begin();
        // Its door is open before it answers.
        wait::until("the queue comes up", || {
            match service.queue().capabilities() {
                Ok(can) if !can.media.is_empty() => Ok(()),
                seen => Err(format!("{seen:?}")),
            }
        });
        service
    }

    pub(super) fn begin(&mut self) {
        let log = self.home.join("log");
        let at = |name: &str| self.home.join(name).display().to_string();
        let arguments = ["-f", "-c", &at("cupsd.conf"), "-s", &at("cups-files.conf")];
        self.program = Some(Guarded::start(&log, "cupsd", &arguments));
        wait_for_port(self.port, "cupsd", &log);
    }

    /// Kills the service without a word.
    pub(super) fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill();
        }
    }

    fn end_calmly(&mut self) {
        if let Some(mut program) = self.program.take() {
            let pid = program.pid.to_string();
            Command::new("kill").args(["-TERM", &pid]).status().unwrap();
            wait::until_so("cupsd ends", || {
                TcpStream::connect(("127.0.0.1", self.port)).is_err()
            });
            wait::until_so("it has written its queues down", || !is_alive(program.pid));
            drop(program.guard.stdin.take());
        }
    }

    /// Its queue, as a bench speaks to it.
    pub(super) fn queue(&self) -> IppPrinter {
        IppPrinter {
            address: Address::Socket(self.home.join("cups.sock")),
            path: format!("/printers/{QUEUE}"),
            name: QUEUE.to_owned(),
            paper: Paper::default(),
            trust: None,
        }
    }

    /// The queue's address for a bench's settings.
    pub(super) fn uri(&self) -> String {
        format!("ipp://127.0.0.1:{}/printers/{QUEUE}", self.port)
    }

    /// Lets the queue print or stops it.
    pub(super) fn set_paused(&self, is_paused: bool) {
        let program = if is_paused {
            "cupsdisable"
        } else {
            "cupsenable"
        };
        let done = Command::new(program)
            .args(["-h", &format!("127.0.0.1:{}", self.port), QUEUE])
            .status();
        assert!(done.unwrap().success());
    }
}

/// Who may do what: Debian's own policy, but that nobody has to log in to set a queue up.
const POLICY: &str = "<Policy default>\n JobPrivateAccess default\n JobPrivateValues default\n \
    SubscriptionPrivateAccess default\n SubscriptionPrivateValues default\n \
    <Limit Create-Job Print-Job Print-URI Validate-Job>\n  Order deny,allow\n </Limit>\n \
    <Limit Send-Document Send-URI Hold-Job Release-Job Restart-Job Purge-Jobs Set-Job-Attributes Cancel-Job Cancel-My-Jobs Close-Job CUPS-Move-Job>\n  Require user @OWNER @SYSTEM\n  Order deny,allow\n </Limit>\n \
    <Limit All>\n  Order deny,allow\n </Limit>\n</Policy>\n";
