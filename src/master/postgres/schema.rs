//! The master's tables: made and brought forward by whoever looks after the server, never by a bench.

use std::fmt;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::bench;
use super::books::Head;
use super::connect::{MasterSettings, SchemaName};
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::LinkTrouble;
use crate::master::MasterError;
use crate::sqlite::{column, count};

/// One step of the schema. A released one is never edited; the schema remembers its digest.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0001_begin.sql",
        sql: include_str!("migrations/0001_begin.sql"),
    },
    Migration {
        name: "0002_seats.sql",
        sql: include_str!("migrations/0002_seats.sql"),
    },
    Migration {
        name: "0003_load.sql",
        sql: include_str!("migrations/0003_load.sql"),
    },
    Migration {
        name: "0004_due.sql",
        sql: include_str!("migrations/0004_due.sql"),
    },
    Migration {
        name: "0005_parcel_labels.sql",
        sql: include_str!("migrations/0005_parcel_labels.sql"),
    },
    Migration {
        name: "0006_rules.sql",
        sql: include_str!("migrations/0006_rules.sql"),
    },
    Migration {
        name: "0007_duplicates.sql",
        sql: include_str!("migrations/0007_duplicates.sql"),
    },
    Migration {
        name: "0008_all_benches.sql",
        sql: include_str!("migrations/0008_all_benches.sql"),
    },
    Migration {
        name: "0009_privacy.sql",
        sql: include_str!("migrations/0009_privacy.sql"),
    },
    Migration {
        name: "0010_mended_products.sql",
        sql: include_str!("migrations/0010_mended_products.sql"),
    },
    Migration {
        name: "0011_mended_photos.sql",
        sql: include_str!("migrations/0011_mended_photos.sql"),
    },
];

/// The group roles, and what each may do.
const ROLES: &str = include_str!("roles.sql");
const RIGHTS: &str = include_str!("rights.sql");

/// How long one step may take, with a year's facts in the tables.
const PATIENCE: Duration = Duration::from_hours(1);

/// Version of the tables that this program works with.
fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn digest(migration: &Migration) -> Vec<u8> {
    Sha256::digest(migration.sql.as_bytes()).to_vec()
}

/// Whether tables of this version are those of this program.
pub(super) fn judge(found: i64) -> Result<(), MasterError> {
    judge_by(found, known())
}

fn judge_by(found: i64, known: i64) -> Result<(), MasterError> {
    match found {
        0 => Err(MasterError::Link {
            trouble: LinkTrouble::NotSetUp,
            said: None,
        }),
        found if found > known => Err(MasterError::NewerSchema { found, known }),
        found if found < known => Err(MasterError::Link {
            trouble: LinkTrouble::OlderSchema { found, known },
            said: None,
        }),
        _ => Ok(()),
    }
}

/// Whether the tables are those of this program, to the letter of each migration.
pub(super) fn prove(session: &mut Session, settings: &MasterSettings) -> Result<(), Fault> {
    may_enter(session, settings)?;
    let newest = session.one("SELECT max(version) FROM schema_migration", &[])?;
    judge(newest.get::<_, Option<i64>>(0).unwrap_or(0))?;
    prove_unedited(session)
}

/// A schema that the account may not use looks to it as if there were none.
fn may_enter(session: &mut Session, settings: &MasterSettings) -> Result<(), Fault> {
    let schema = settings.schema().map_err(MasterError::from)?;
    let found = session.maybe(
        "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = $1",
        &[&settings.schema],
    )?;
    if found.is_none_or(|columns| columns.get(0)) {
        return Ok(());
    }
    Err(MasterError::Link {
        trouble: LinkTrouble::NoMember {
            group: schema.role("station"),
        },
        said: None,
    }
    .into())
}

fn prove_unedited(session: &mut Session) -> Result<(), Fault> {
    let stored = session.query(
        "SELECT version, digest FROM schema_migration ORDER BY version",
        &[],
    )?;
    for columns in stored {
        let version = usize::try_from(columns.get::<_, i64>(0)).unwrap_or(usize::MAX);
        if let Some(migration) = version.checked_sub(1).and_then(|at| MIGRATIONS.get(at))
            && columns.get::<_, &[u8]>(1) != digest(migration)
        {
            return Err(MasterError::EditedSchema {
                name: migration.name,
            }
            .into());
        }
    }
    Ok(())
}

/// What became of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// Version before; 0 when there was none.
    pub from: u64,
    /// Version now.
    pub to: u64,
    /// SQL that somebody with the right to make roles has to run, and then `migrate` again.
    pub roles_wanted: Option<String>,
}

/// How the master stands, for whoever looks after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The server's version.
    pub server: String,
    /// Version of the tables.
    pub schema: u64,
    /// The ledger's name.
    pub ledger: String,
    /// The master was set back, and benches have not all told yet.
    pub recovering: bool,
    /// Rows by kind.
    pub rows: Vec<(String, u64)>,
    /// The server takes nothing: it is a replica, or set read-only for this account.
    pub read_only: bool,
    /// Facts of all benches, and those among them that do not count; `None` when the account may not see them.
    pub facts: Option<(u64, u64)>,
    /// Group roles that are missing.
    pub roles_missing: Vec<String>,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "server: PostgreSQL {}", self.server)?;
        writeln!(f, "schema: version {}", self.schema)?;
        writeln!(f, "ledger: {}", self.ledger)?;
        if self.recovering {
            writeln!(
                f,
                "set back to an earlier day: waits for benches, see the reconciliation desk"
            )?;
        }
        for (topic, rows) in &self.rows {
            writeln!(f, "{topic}: {rows}")?;
        }
        if let Some((facts, rejected)) = self.facts {
            writeln!(f, "facts: {facts} ({rejected} do not count)")?;
        }
        for role in &self.roles_missing {
            writeln!(f, "missing role: {role}")?;
        }
        Ok(())
    }
}

/// Makes the schema where there is none, its tables and its group roles.
pub fn init(settings: &MasterSettings) -> Result<Brought, MasterError> {
    let schema = settings.schema()?;
    let mut session = settings.connect()?;
    let made = session.batch(&format!("CREATE SCHEMA IF NOT EXISTS {}", schema.quoted()));
    made.map_err(MasterError::from)?;
    bring_forward(&mut session, &schema)
}

/// Brings the tables forward to this program's version.
pub fn migrate(settings: &MasterSettings) -> Result<Brought, MasterError> {
    let schema = settings.schema()?;
    let mut session = settings.connect()?;
    if version(&mut session)? == 0 {
        return Err(MasterError::Link {
            trouble: LinkTrouble::NotSetUp,
            said: None,
        });
    }
    bring_forward(&mut session, &schema)
}

/// A master that answers, in the few words that tell one from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The server's version.
    pub server: String,
    /// Version of the tables.
    pub schema: u64,
    /// The ledger's name.
    pub ledger: String,
}

/// Asks what a bench's first connection asks, with its account: whether they could talk. Changes nothing.
pub fn try_out(settings: &MasterSettings) -> Result<Found, MasterError> {
    let mut session = settings.connect()?;
    prove(&mut session, settings)?;
    let head = Head::read(&mut session)?;
    let asked = session.one(
        "SELECT current_setting('server_version'), current_setting('transaction_read_only')::BOOLEAN,
            (SELECT max(version) FROM schema_migration)",
        &[],
    )?;
    if asked.get(1) {
        return Err(MasterError::Link {
            trouble: LinkTrouble::ReadOnly,
            said: None,
        });
    }
    Ok(Found {
        server: asked.get(0),
        schema: count(asked.get(2)),
        ledger: head.name,
    })
}

/// Looks how the master stands, and changes nothing.
pub fn status(settings: &MasterSettings) -> Result<Status, MasterError> {
    let schema = settings.schema()?;
    let mut session = settings.connect()?;
    may_enter(&mut session, settings)?;
    let found = version(&mut session)?;
    judge(found)?;
    Ok(look(&mut session, &schema, found)?)
}

/// The database was put back from a backup: gives the ledger a new name, so that every bench notices.
/// Answers the name.
pub fn restored(settings: &MasterSettings) -> Result<String, MasterError> {
    let mut session = settings.connect()?;
    prove(&mut session, settings)?;
    Ok(bench::begin_again(&mut session)?)
}

/// Version of the tables; 0 when there are none.
fn version(session: &mut Session) -> Result<i64, Fault> {
    let exists = session.one("SELECT to_regclass('schema_migration') IS NOT NULL", &[])?;
    if !exists.get::<_, bool>(0) {
        return Ok(0);
    }
    let newest = session.one("SELECT max(version) FROM schema_migration", &[])?;
    Ok(newest.get::<_, Option<i64>>(0).unwrap_or(0))
}

/// All steps in one transaction: the tables are of the one version or of the other.
fn bring_forward(session: &mut Session, schema: &SchemaName) -> Result<Brought, MasterError> {
    let roles_wanted = make_roles(session, schema)?;
    session.begin();
    session.be_patient(PATIENCE)?;
    let from = steps(session, schema)?;
    if roles_wanted.is_none() {
        session.batch(&filled(RIGHTS, schema))?;
    }
    session.commit()?;
    Ok(Brought {
        from: count(from),
        to: count(known()),
        roles_wanted,
    })
}

fn steps(session: &mut Session, schema: &SchemaName) -> Result<i64, Fault> {
    // Two people at once: the second waits, and finds the work done.
    session.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
        &[&format!("pakownia {schema}")],
    )?;
    session.batch(
        "CREATE TABLE IF NOT EXISTS schema_migration(
            version BIGINT PRIMARY KEY, name TEXT NOT NULL, digest BYTEA NOT NULL,
            taken_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())",
    )?;
    let from = version(session)?;
    if from > known() {
        judge(from)?;
    }
    prove_unedited(session)?;
    for (version, migration) in (1_i64..).zip(MIGRATIONS) {
        if version > from {
            session.batch(migration.sql)?;
            session.execute(
                "INSERT INTO schema_migration(version, name, digest) VALUES ($1, $2, $3)",
                &[&column(count(version)), &migration.name, &digest(migration)],
            )?;
        }
    }
    Ok(from)
}

/// Makes the group roles that are missing. Answers what somebody else has to run when this account
/// may not make roles.
fn make_roles(session: &mut Session, schema: &SchemaName) -> Result<Option<String>, Fault> {
    if missing_roles(session, schema)?.is_empty() {
        return Ok(None);
    }
    let sql = filled(ROLES, schema);
    let made = session.batch(&format!("BEGIN; {sql} COMMIT"));
    match made {
        Ok(()) => Ok(None),
        Err(fault) => {
            session.roll_back();
            match MasterError::from(fault).trouble() {
                LinkTrouble::NoRight { .. } => Ok(Some(sql)),
                trouble => Err(MasterError::Link {
                    trouble,
                    said: None,
                }
                .into()),
            }
        }
    }
}

fn missing_roles(session: &mut Session, schema: &SchemaName) -> Result<Vec<String>, Fault> {
    let wanted: Vec<String> = ["station", "lead", "bridge"]
        .iter()
        .map(|group| schema.role(group))
        .collect();
    let found = session.query(
        "SELECT wanted FROM unnest($1::TEXT[]) AS wanted
         WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted)",
        &[&wanted],
    )?;
    Ok(found.iter().map(|columns| columns.get(0)).collect())
}

/// The text with the names of this warehouse in it.
fn filled(sql: &str, schema: &SchemaName) -> String {
    let role = |group: &str| format!("\"{}\"", schema.role(group));
    sql.replace(":station", &role("station"))
        .replace(":lead", &role("lead"))
        .replace(":bridge", &role("bridge"))
        .replace(":schema", &schema.quoted())
}

fn look(session: &mut Session, schema: &SchemaName, found: i64) -> Result<Status, Fault> {
    let head = Head::read(session)?;
    let server = session.one("SELECT current_setting('server_version')", &[])?;
    let rows = session.query(
        "SELECT topic, count(*) FROM record GROUP BY topic ORDER BY topic",
        &[],
    )?;
    let read_only = session.one(
        "SELECT current_setting('transaction_read_only')::BOOLEAN",
        &[],
    )?;
    Ok(Status {
        server: server.get(0),
        schema: count(found),
        ledger: head.name,
        recovering: head.recovering_since.is_some(),
        rows: rows
            .iter()
            .map(|columns| (columns.get(0), count(columns.get(1))))
            .collect(),
        read_only: read_only.get(0),
        facts: facts(session)?,
        roles_missing: missing_roles(session, schema)?,
    })
}

/// Benches do not read what others did; leads and the owner do.
fn facts(session: &mut Session) -> Result<Option<(u64, u64)>, Fault> {
    let may = session.one("SELECT has_table_privilege('inbox', 'SELECT')", &[])?;
    if !may.get::<_, bool>(0) {
        return Ok(None);
    }
    let facts = session.one("SELECT count(*), count(rejected) FROM inbox", &[])?;
    Ok(Some((count(facts.get(0)), count(facts.get(1)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_another_version_are_named_with_both_versions() {
        let told = |found| judge_by(found, 3).map_err(|error| error.trouble());
        assert_eq!(told(3), Ok(()));
        assert_eq!(told(0), Err(LinkTrouble::NotSetUp));
        assert_eq!(
            told(2),
            Err(LinkTrouble::OlderSchema { found: 2, known: 3 })
        );
        assert_eq!(
            told(4),
            Err(LinkTrouble::NewerSchema { found: 4, known: 3 })
        );
    }

    #[test]
    fn every_name_of_a_warehouse_stands_in_its_rights() {
        let shop = SchemaName::new("shop").unwrap();
        for sql in [filled(ROLES, &shop), filled(RIGHTS, &shop)] {
            assert!(
                sql.contains("\"pakownia_shop_station\"") && !sql.contains(" :"),
                "{sql}"
            );
        }
    }
}
