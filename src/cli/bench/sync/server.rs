//! A PostgreSQL server of the benchmark's own: reached through a socket alone, gone when the benchmark ends.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::cli::{Failure, tell};
use crate::master::postgres::MasterSettings;

/// The programs that are needed, the server's and its clients'.
const PROGRAMS: [&str; 4] = ["initdb", "postgres", "psql", "pgbench"];

/// Where Debian and others put them, a folder for each version.
const PLACES: [&str; 2] = ["/usr/lib/postgresql", "/usr/local/pgsql"];

/// What to do when they are not there.
const REMEDY: &str = "PostgreSQL's programs (initdb, postgres, psql, pgbench) are missing, so the link to a server is \
    not measured: install them, for example with apt install postgresql postgresql-contrib";

/// The schema of the benchmark's warehouse.
const SCHEMA: &str = "bench";

/// The account without any rights; the server refuses to run as root.
const NOBODY: u32 = 65_534;

/// Makes the server and ends it as soon as nobody holds its standard input any more: a benchmark that is
/// killed leaves none behind.
const GUARD: &str = r#"
set -eu
trap '' HUP INT TERM
dir=$1; initdb=$2; postgres=$3
"$initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >"$dir/server.log" 2>&1
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 150
shared_buffers = '256MB'
max_wal_size = '4GB'
CONF
"$postgres" -D "$dir/data" >>"$dir/server.log" 2>&1 &
server=$!
echo started
cat >/dev/null
kill -INT "$server" 2>/dev/null || true
wait
rm -rf "$dir"
"#;

/// The programs that were found.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    found: [PathBuf; PROGRAMS.len()],
}

impl Programs {
    /// Those of the newest version; if there are none, the person at the terminal is told what to do.
    pub(super) fn find() -> Option<Self> {
        let found = folders().into_iter().find_map(|versions| {
            let usual = env::var_os("PATH").unwrap_or_default();
            let all: Vec<PathBuf> = versions
                .into_iter()
                .chain(env::split_paths(&usual))
                .collect();
            let [initdb, postgres, psql, pgbench] = PROGRAMS.map(|program| {
                all.iter()
                    .map(|dir| dir.join(program))
                    .find(|file| file.is_file())
            });
            Some([initdb?, postgres?, psql?, pgbench?])
        });
        if found.is_none() {
            tell(REMEDY);
        }
        found.map(|found| Self { found })
    }

    fn psql(&self) -> &Path {
        &self.found[2]
    }

    fn pgbench(&self) -> &Path {
        &self.found[3]
    }
}

/// Folders to look into before the usual ones: the newest version first, none last.
fn folders() -> Vec<Option<PathBuf>> {
    let mut versions: Vec<(u32, PathBuf)> = PLACES
        .iter()
        .filter_map(|place| fs::read_dir(place).ok())
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry
                .file_name()
                .to_str()?
                .split('.')
                .next()?
                .parse()
                .ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let newest_first = versions.into_iter().rev().map(|(_, bin)| Some(bin));
    newest_first.chain([None]).collect()
}

/// A running server.
pub(super) struct Server {
    dir: PathBuf,
    programs: Programs,
    guard: Child,
    leash: Option<ChildStdin>,
}

impl Server {
    /// Makes a server in a folder of its own. It answers after a moment.
    pub(super) fn start(programs: Programs) -> Result<Self, Failure> {
        // Not below the home directory, where another account could not reach it, and short: the
        // name of a socket has at most 107 bytes.
        let place = ["/var/tmp", "/tmp"]
            .into_iter()
            .map(Path::new)
            .find(|place| place.is_dir());
        let dir = place
            .map_or_else(env::temp_dir, Path::to_owned)
            .join(format!("pakownia-bench-{}", std::process::id()));
        fs::create_dir(&dir)?;
        let mut guard = as_ordinary_user(&dir)?
            .args(["-c", GUARD, "guard"])
            .args([&dir, &programs.found[0], &programs.found[1]])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = guard.stdout.take();
        let server = Self {
            dir,
            programs,
            leash: guard.stdin.take(),
            guard,
        };
        let first = said.and_then(|said| BufReader::new(said).lines().next());
        match first {
            Some(Ok(_started)) => Ok(server),
            _ => Err(server.failed()),
        }
    }

    /// How benches reach it.
    pub(super) fn settings(&self) -> MasterSettings {
        MasterSettings {
            url: format!(
                "postgresql://postgres@/postgres?host={}",
                self.dir.display()
            ),
            schema: SCHEMA.to_owned(),
            ca: None,
            password_file: None,
        }
    }

    /// What it wrote down, when it does not answer.
    pub(super) fn failed(&self) -> Failure {
        let log = fs::read_to_string(self.dir.join("server.log")).unwrap_or_default();
        format!(
            "the benchmark's PostgreSQL server does not work: {}",
            log.trim_end()
        )
        .into()
    }

    /// `psql`, for one statement.
    pub(super) fn psql(&self, statement: &str) -> Command {
        let mut command = self.client(self.programs.psql());
        command.args(["-X", "-q", "-c", statement]);
        command
    }

    /// `pgbench` with this script: `clients` at once, each so many times.
    pub(super) fn pgbench(
        &self,
        script: &str,
        clients: usize,
        times: usize,
    ) -> Result<Command, Failure> {
        let file = self.dir.join("script.sql");
        fs::write(&file, script)?;
        let mut command = self.client(self.programs.pgbench());
        command
            .args(["-n", "-M", "prepared", "-j", "2"])
            .args(["-c", &clients.to_string(), "-t", &times.to_string(), "-f"])
            .arg(&file)
            .arg("postgres");
        Ok(command)
    }

    fn client(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .arg("-h")
            .arg(&self.dir)
            .args(["-U", "postgres"])
            .env("PGDATABASE", "postgres")
            .env("PGOPTIONS", format!("-c search_path={SCHEMA}"))
            .stdin(Stdio::null());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.leash.take());
        if let Err(error) = self.guard.wait() {
            tell(&format!(
                "the benchmark's server could not be ended: {error}"
            ));
        }
        // It is gone by now, unless the server could not be made.
        if self.dir.exists() && fs::remove_dir_all(&self.dir).is_err() {
            tell(&format!("{} could not be removed", self.dir.display()));
        }
    }
}

/// A shell under our account, or under one without rights when we are root; the folder becomes that account's.
#[cfg(unix)]
fn as_ordinary_user(dir: &Path) -> Result<Command, Failure> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?;
    if fs::metadata(dir)?.uid() != 0 {
        return Ok(Command::new("sh"));
    }
    chown(dir, Some(NOBODY), Some(NOBODY))?;
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={NOBODY}"));
    command.arg(format!("--regid={NOBODY}"));
    command.args(["--clear-groups", "sh"]);
    Ok(command)
}

#[cfg(not(unix))]
fn as_ordinary_user(_dir: &Path) -> Result<Command, Failure> {
    Err(format!("the link to a server is measured on Unix alone (account {NOBODY})").into())
}
