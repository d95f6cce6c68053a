//! What keeps bench and master apart, one real cause after the other: each has its sentence and its
//! remedy in both languages wherever a person looks, the bench packs on what it holds, and when the
//! cause is gone everything arrives.

mod own_disk;
mod setting_up;
mod world;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, Word};
use pakownia::station::snapshot::{Lamp, Snapshot, Trouble};
use pakownia::station::sync_view::LinkView;
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;

use self::world::{CA, PASSWORD_FILE, World};
use crate::support::cluster::{Cluster, PASSWORD, secret_file};
use crate::support::process::{outcome, say, text};
use crate::support::wait;
use crate::support::window::{Bench, LANGUAGES};

/// A cause, how it is made and mended, and what the bench has to call it.
struct Fault {
    name: &'static str,
    make: fn(&mut World),
    mend: fn(&mut World),
    is_it: fn(&LinkTrouble) -> bool,
}

/// Everything that can lie between a bench and its master.
const FAULTS: &[Fault] = &[
    Fault {
        name: "the server is not running, its port is closed",
        make: |world| world.cluster.kill(),
        mend: |world| world.cluster.start_again(),
        is_it: is_away,
    },
    Fault {
        name: "the server takes connections and says nothing",
        make: |world| world.hang_up_past_the_server(),
        mend: |world| world.signal_server("-CONT"),
        is_it: is_away,
    },
    Fault {
        name: "nobody knows the server's name",
        make: |world| {
            let elsewhere = world.address().replace("@localhost:", "@server.invalid:");
            world.set_up(&elsewhere.replace("hostaddr=127.0.0.1", ""));
            world.start();
        },
        mend: |world| {
            world.set_up(&world.address());
            world.start();
        },
        is_it: is_away,
    },
    Fault {
        name: "the password was changed at the server",
        make: |world| world.sql(&format!("ALTER ROLE {} PASSWORD 'other'", world.account())),
        mend: |world| {
            world.sql(&format!(
                "ALTER ROLE {} PASSWORD '{PASSWORD}'",
                world.account()
            ));
        },
        is_it: |told| *told == LinkTrouble::WrongPassword,
    },
    Fault {
        name: "the account may not log in any more",
        make: |world| world.sql(&format!("ALTER ROLE {} NOLOGIN", world.account())),
        mend: |world| world.sql(&format!("ALTER ROLE {} LOGIN", world.account())),
        is_it: |told| *told == LinkTrouble::WrongPassword,
    },
    Fault {
        name: "the password file is gone",
        make: |world| fs::remove_file(world.file(PASSWORD_FILE)).unwrap(),
        mend: |world| secret_file(&world.file(PASSWORD_FILE), PASSWORD),
        is_it: |told| matches!(told, LinkTrouble::PasswordFile { .. }),
    },
    Fault {
        name: "another authority signed the server's certificate",
        make: |world| {
            let other = world.cluster.dir().join("other.crt");
            fs::copy(other, world.file(CA)).unwrap();
        },
        mend: restore_authority,
        is_it: is_certificate,
    },
    Fault {
        name: "the authority's file is gone",
        make: |world| fs::remove_file(world.file(CA)).unwrap(),
        mend: restore_authority,
        is_it: is_certificate,
    },
    Fault {
        name: "the certificate is made out for another name",
        make: |world| world.cluster.change_certificate("db.example", "3650"),
        mend: restore_certificate,
        is_it: is_certificate,
    },
    Fault {
        name: "the certificate has expired",
        make: |world| world.cluster.change_certificate("localhost", "0"),
        mend: restore_certificate,
        is_it: is_certificate,
    },
    Fault {
        name: "TLS is switched off at the server",
        make: |world| set_ssl(world, "off"),
        mend: |world| set_ssl(world, "on"),
        is_it: is_certificate,
    },
    Fault {
        name: "the database is gone",
        make: |world| {
            let mut administrator = world.cluster.administrator();
            for step in [
                "ALTER DATABASE pakownia ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'pakownia'",
                "ALTER DATABASE pakownia RENAME TO set_aside",
            ] {
                administrator.batch_execute(step).unwrap();
            }
        },
        mend: |world| {
            let mut administrator = world.cluster.administrator();
            for step in [
                "ALTER DATABASE set_aside RENAME TO pakownia",
                "ALTER DATABASE pakownia ALLOW_CONNECTIONS true",
            ] {
                administrator.batch_execute(step).unwrap();
            }
        },
        is_it: |told| *told == LinkTrouble::NoDatabase,
    },
    Fault {
        name: "the warehouse's schema is gone",
        make: |world| {
            world.sql(&format!(
                "ALTER SCHEMA {} RENAME TO set_aside",
                world.schema
            ));
        },
        mend: |world| {
            world.sql(&format!(
                "ALTER SCHEMA set_aside RENAME TO {}",
                world.schema
            ));
        },
        is_it: |told| *told == LinkTrouble::NotSetUp,
    },
    Fault {
        name: "the account was taken out of the group of benches",
        make: |world| {
            let (schema, account) = (&world.schema, world.account());
            world.sql(&format!("REVOKE pakownia_{schema}_station FROM {account}"));
        },
        mend: |world| {
            let (schema, account) = (&world.schema, world.account());
            world.sql(&format!("GRANT pakownia_{schema}_station TO {account}"));
        },
        is_it: |told| matches!(told, LinkTrouble::NoMember { .. }),
    },
    Fault {
        name: "benches lost the right to send facts",
        make: |world| {
            let schema = &world.schema;
            world.sql(&format!(
                "REVOKE INSERT ON {schema}.inbox FROM pakownia_{schema}_station"
            ));
            world.pack();
        },
        mend: |world| {
            let schema = &world.schema;
            world.sql(&format!(
                "GRANT INSERT ON {schema}.inbox TO pakownia_{schema}_station"
            ));
        },
        is_it: |told| matches!(told, LinkTrouble::NoRight { .. }),
    },
    Fault {
        name: "the server is read-only",
        make: |world| {
            let account = world.account();
            world.sql(&format!(
                "ALTER ROLE {account} SET default_transaction_read_only = on"
            ));
        },
        mend: |world| {
            let account = world.account();
            world.sql(&format!(
                "ALTER ROLE {account} RESET default_transaction_read_only"
            ));
            world.hang_up();
        },
        is_it: |told| *told == LinkTrouble::ReadOnly,
    },
    Fault {
        name: "the account was given to another bench",
        make: |world| {
            world.sql(&format!(
                "INSERT INTO {}.seat_account(account, station) VALUES ('{}', 'STAN-2')",
                world.schema,
                world.account()
            ));
        },
        mend: |world| world.sql(&format!("DELETE FROM {}.seat_account", world.schema)),
        is_it: |told| matches!(told, LinkTrouble::OtherSeat { .. }),
    },
    Fault {
        name: "the tables are those of an older program",
        make: |world| {
            world.sql(&format!("SET search_path = {}; {TAKE_BACK}", world.schema));
        },
        mend: |world| {
            world.sql(&format!(
                "INSERT INTO {}.schema_migration SELECT * FROM public.taken_back",
                world.schema
            ));
        },
        is_it: |told| matches!(told, LinkTrouble::OlderSchema { .. }),
    },
    Fault {
        name: "a newer program has changed the tables",
        make: |world| {
            world.sql(&format!(
                "INSERT INTO {}.schema_migration(version, name, digest) VALUES (99, '0099_later.sql', '')",
                world.schema
            ));
        },
        mend: |world| {
            world.sql(&format!(
                "DELETE FROM {}.schema_migration WHERE version = 99",
                world.schema
            ));
        },
        is_it: |told| matches!(told, LinkTrouble::NewerSchema { .. }),
    },
];

/// The newest step of the tables counts as not taken.
const TAKE_BACK: &str = "CREATE TABLE public.taken_back AS
        SELECT * FROM schema_migration ORDER BY version DESC LIMIT 1;
    DELETE FROM schema_migration WHERE version IN (SELECT version FROM public.taken_back)";

fn is_away(told: &LinkTrouble) -> bool {
    *told == LinkTrouble::Away
}

fn is_certificate(told: &LinkTrouble) -> bool {
    matches!(told, LinkTrouble::Certificate { .. })
}

fn restore_authority(world: &mut World) {
    fs::copy(world.cluster.dir().join("ca.crt"), world.file(CA)).unwrap();
}

fn restore_certificate(world: &mut World) {
    world.cluster.change_certificate("localhost", "3650");
}

fn set_ssl(world: &World, state: &str) {
    let mut administrator = world.cluster.administrator();
    administrator
        .batch_execute(&format!("ALTER SYSTEM SET ssl = {state}"))
        .unwrap();
    administrator
        .batch_execute("SELECT pg_reload_conf()")
        .unwrap();
}

/// Makes the cause, looks everywhere, packs, mends it, and sees that nothing is lost.
fn tried(world: &mut World, windows: &mut Windows, fault: &Fault) -> String {
    (fault.make)(world);
    let seen = world.until_off(fault.name, fault.is_it);
    let told = told_everywhere(world, windows, fault.name, &seen);
    world.pack();
    (fault.mend)(world);
    world.drains(fault.name);
    told
}

/// What a person reads, in both languages.
fn told_everywhere(world: &World, windows: &mut Windows, name: &str, seen: &Snapshot) -> String {
    let LinkView::Off { trouble, .. } = &seen.sync.link else {
        panic!("{name}: {:?}", seen.sync.link);
    };
    let mut told = format!("\n{name}\n");
    for (lang, window) in windows.iter_mut() {
        let lang = *lang;
        let said = i18n::link_trouble(lang, trouble);
        let remedy = said.remedy.clone().unwrap();
        for (screen, wanted) in [
            (
                LeadScreen::Sync,
                vec![said.headline.clone(), remedy.clone()],
            ),
            (LeadScreen::Setup, vec![said.headline.clone()]),
        ] {
            show(window, seen, lang, Route::Lead, screen);
            for wanted in wanted {
                let is_read = window
                    .texts()
                    .iter()
                    .any(|text| text.text == wanted && !text.is_cut);
                assert!(
                    is_read,
                    "{name}: {screen:?} {lang:?} does not say: {wanted}"
                );
            }
        }
        let [status, master] = [status(world, lang), master_status(world, lang)];
        writeln!(told, "  {lang:?} {}", said.headline).unwrap();
        writeln!(told, "     {remedy}").unwrap();
        writeln!(told, "     lamp: {}", lamp(window, seen, lang)).unwrap();
        writeln!(told, "     sync status: {}", hidden(world, &status)).unwrap();
        writeln!(told, "     master status: {}", hidden(world, &master)).unwrap();
    }
    match trouble {
        LinkTrouble::NewerSchema { known, .. } => {
            told = told.replace(&format!(" {known})"), " KNOWN)");
        }
        LinkTrouble::OlderSchema { found, known } => {
            told = told.replace(&format!("({found},"), "(FOUND,");
            told = told.replace(&format!(" {known})"), " KNOWN)");
        }
        LinkTrouble::OtherSeat { station, .. } => {
            told = told.replace(station.as_str(), "STATION");
        }
        _ => {}
    }
    hidden(world, &told)
}

/// Places and names that every run has otherwise.
fn hidden(world: &World, text: &str) -> String {
    text.replace(self::text(world.dir.path()), "DIR")
        .replace(&world.schema, "SCHEMA")
}

/// A window in each language: opening one takes longest.
type Windows = [(Language, Bench); 2];

fn windows(seen: &Snapshot) -> Windows {
    LANGUAGES.map(|lang| (lang, Bench::new(seen.clone())))
}

fn show(window: &mut Bench, seen: &Snapshot, lang: Language, route: Route, screen: LeadScreen) {
    let mut seen = seen.clone();
    let worker = seen.worker.as_mut().unwrap();
    (worker.language, worker.role) = (lang, Role::Admin);
    window.harness.state_mut().go(route, screen);
    window.show(seen);
}

/// What stands beside the packer's lamps. How long the bench goes on depends on the test's pace.
fn lamp(window: &mut Bench, seen: &Snapshot, lang: Language) -> String {
    assert!(matches!(
        &seen.health.master,
        Lamp::Watch(Trouble::MasterAway { .. }) | Lamp::Alarm(Trouble::MasterAway { .. })
    ));
    let mut alone = seen.clone();
    for lamp in [
        &mut alone.health.scanner,
        &mut alone.health.scale,
        &mut alone.health.printer,
        &mut alone.health.disk,
    ] {
        *lamp = Lamp::Ok;
    }
    let mut sync = (*alone.sync).clone();
    sync.autonomy.minutes = None;
    alone.sync = sync.into();
    let go_on = i18n::word(lang, Word::TroubleGoOn);
    show(window, &alone, lang, Route::Bench, LeadScreen::default());
    let texts = window.texts();
    let found = texts.iter().find(|text| text.text.ends_with(&go_on));
    let found = found.unwrap_or_else(|| panic!("{lang:?}: the lamp says nothing"));
    assert!(!found.is_cut, "{}", found.text);
    found.text.clone()
}

fn code(lang: Language) -> &'static str {
    match lang {
        Language::Pl => "pl",
        Language::En => "en",
    }
}

/// The first line of `pakownia sync status`, beside the open window.
///
/// With each new try the bench hopes for a moment, and knows nothing of the link then.
fn status(world: &World, lang: Language) -> String {
    let dir = text(world.dir.path());
    let status = [
        "sync",
        "status",
        "--data-dir",
        dir,
        "--language",
        code(lang),
    ];
    let hopes = i18n::word(lang, Word::SyncNotHeard);
    wait::until("what is wrong with the link", || {
        let output = outcome(&status);
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().next().unwrap_or_default();
        let is_told = output.status.code() != Some(0) && !line.contains(&hopes);
        is_told.then(|| line.to_owned()).ok_or(said)
    })
}

/// What `pakownia master status` says with the bench's own settings: the first line of its complaint.
fn master_status(world: &World, lang: Language) -> String {
    let config = pakownia::station::config::BenchConfig::of(world.dir.path()).unwrap();
    let (ca, password) = (world.file(CA), world.file(PASSWORD_FILE));
    let output = outcome(&[
        "master",
        "status",
        "--url",
        &config.master.unwrap().url,
        "--schema",
        &world.schema,
        "--ca",
        text(&ca),
        "--password-file",
        text(&password),
        "--language",
        code(lang),
    ]);
    let said = String::from_utf8(output.stderr).unwrap();
    match said.lines().next() {
        Some(line) => {
            assert!(!output.status.success(), "{said}");
            line.to_owned()
        }
        None => "-".to_owned(),
    }
}

fn compare_with_golden(name: &str, told: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, told).unwrap();
    }
    let approved = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(told, approved, "run with UPDATE_GOLDEN=1 and read the diff");
}

#[test]
fn whatever_keeps_bench_and_master_apart_is_told_with_its_remedy_and_nothing_is_lost() {
    let mut world = World::at(Cluster::start(false));
    let mut told =
        String::from("What a person reads of each cause that keeps bench and master apart.\n");
    let mut windows = windows(&world.seen());
    for fault in FAULTS {
        told.push_str(&tried(&mut world, &mut windows, fault));
    }
    compare_with_golden("faults.txt", &told);
}

#[test]
fn a_full_disk_at_the_master_is_told_with_its_remedy_and_nothing_is_lost() {
    let Some(cluster) = Cluster::start_with_a_small_disk() else {
        say(
            "no right to mount: the master's full disk was only tried as an answer of its database",
        );
        return;
    };
    let mut world = World::at(cluster);
    let fault = Fault {
        name: "the server's disk is full",
        make: |world| {
            let (schema, dir) = (&world.schema, world.cluster.dir().join("small"));
            world.sql(&format!(
                "CREATE TABLESPACE small LOCATION '{}'",
                text(&dir)
            ));
            world.sql(&format!("ALTER TABLE {schema}.inbox SET TABLESPACE small"));
            world.sql("CREATE TABLE ballast(line TEXT) TABLESPACE small");
            // Rows that did not fit take their room all the same.
            let fill = "INSERT INTO ballast SELECT repeat('x', 900) FROM generate_series(1, 2200)";
            while world.cluster.superuser().batch_execute(fill).is_ok() {}
            for _order in 0..10 {
                world.pack();
            }
        },
        mend: |world| world.sql("DROP TABLE ballast"),
        is_it: |told| *told == LinkTrouble::DiskFull,
    };
    let mut windows = windows(&world.seen());
    let told = tried(&mut world, &mut windows, &fault);
    compare_with_golden("full_master.txt", &told);
}
