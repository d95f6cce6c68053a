//! The line to the server: who answers, who asks, and what a failure means to people.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use pakownia::domain::feed::LinkTrouble;
use pakownia::master::postgres::{MasterSettings, PASSWORD_VARIABLE, PostgresMaster};
use pakownia::master::{Master as _, MasterError, PushOutcome};

use crate::sample::{self, later};
use crate::support::cluster::{Cluster, PASSWORD, secret_file, shared};
use crate::support::process::PROGRAM;

use super::{seat, shop};

/// Settings of a bench's account through the network.
fn through_network(
    cluster: &Cluster,
    schema: &str,
    more: &str,
    dir: &std::path::Path,
) -> MasterSettings {
    let file = dir.join("password");
    secret_file(&file, &format!("{PASSWORD}\n"));
    MasterSettings {
        url: cluster.network_url(&format!("{schema}_station"), more),
        schema: schema.to_owned(),
        ca: Some(cluster.dir().join("ca.crt")),
        password_file: Some(file),
    }
}

fn trouble(settings: MasterSettings) -> LinkTrouble {
    PostgresMaster::new(settings)
        .overview()
        .expect_err("it was let in")
        .trouble()
}

#[test]
fn a_bench_speaks_through_the_network_with_a_proved_server_and_nobody_listens() {
    let cluster = shared();
    let (schema, dir) = (cluster.warehouse(), tempfile::tempdir().unwrap());
    let mut master = PostgresMaster::new(through_network(cluster, &schema, "", dir.path()));
    seat(&mut master, "bench-1");
    let sql = format!(
        "SELECT ssl, version, application_name FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
         WHERE usename = '{schema}_station'"
    );
    let line = cluster.superuser().query_one(sql.as_str(), &[]).unwrap();
    assert!(line.get::<_, bool>(0));
    assert_eq!(line.get::<_, &str>(1), "TLSv1.3");
    assert!(line.get::<_, &str>(2).starts_with("pakownia "));
}

#[test]
fn a_server_that_cannot_prove_its_name_is_not_spoken_with() {
    let cluster = shared();
    let (schema, dir) = (cluster.warehouse(), tempfile::tempdir().unwrap());
    let good = through_network(cluster, &schema, "", dir.path());
    let unknown = MasterSettings {
        ca: Some(cluster.dir().join("other.crt")),
        ..good.clone()
    };
    let of_the_system = MasterSettings {
        ca: None,
        ..good.clone()
    };
    let other_name = MasterSettings {
        url: good.url.replace("@localhost:", "@db.example:"),
        ..good.clone()
    };
    let no_certificate = MasterSettings {
        ca: Some(dir.path().join("password")),
        ..good.clone()
    };
    let missing = MasterSettings {
        ca: Some(PathBuf::from("/nonexistent/ca.crt")),
        ..good.clone()
    };
    for (what, settings) in [
        ("an unknown authority", unknown),
        ("no authority of the system", of_the_system),
        ("another name", other_name),
        ("a file without certificates", no_certificate),
        ("no file", missing),
    ] {
        let told = trouble(settings);
        assert!(
            matches!(told, LinkTrouble::Certificate { .. }),
            "{what}: {told:?}"
        );
    }
    // Somebody wrote that others may listen.
    let plain = through_network(cluster, &schema, "&sslmode=disable", dir.path());
    seat(&mut PostgresMaster::new(plain), "bench-1");
}

#[test]
fn a_wrong_password_is_called_one_and_no_password_is_ever_told() {
    let cluster = shared();
    let (schema, dir) = (cluster.warehouse(), tempfile::tempdir().unwrap());
    let settings = through_network(cluster, &schema, "", dir.path());
    let file = settings.password_file.clone().unwrap();
    secret_file(&file, "hunter2");
    let mut master = PostgresMaster::new(settings.clone());
    let refused = master.overview().unwrap_err();
    assert_eq!(refused.trouble(), LinkTrouble::WrongPassword);
    for told in [
        format!("{settings:?} {master:?} {refused:?}"),
        refused.to_string(),
    ] {
        assert!(!told.contains("hunter2"), "{told}");
    }
    // The next call reads the file anew.
    secret_file(&file, PASSWORD);
    master.overview().unwrap();
    assert!(!format!("{master:?}").contains(PASSWORD));
    secret_file(&file, "");
    assert_eq!(trouble(settings.clone()), LinkTrouble::WrongPassword);
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let open = PostgresMaster::new(settings).overview().unwrap_err();
    assert!(open.to_string().contains("chmod 600"), "{open}");
}

#[test]
fn the_password_may_come_from_the_environment() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let status = |password: &str| {
        std::process::Command::new(PROGRAM)
            .args(["master", "status", "--schema", &schema, "--ca"])
            .arg(cluster.dir().join("ca.crt"))
            .args(["--url", &cluster.network_url("chief", "")])
            .env(PASSWORD_VARIABLE, password)
            .output()
            .unwrap()
    };
    let good = status(PASSWORD);
    let (said, told) = (
        String::from_utf8(good.stdout).unwrap(),
        String::from_utf8(good.stderr).unwrap(),
    );
    assert!(
        good.status.success() && said.contains("schema: version 2"),
        "{said}{told}"
    );
    let bad = status("hunter2");
    let told = String::from_utf8(bad.stderr).unwrap();
    assert!(
        !bad.status.success() && told.contains(PASSWORD_VARIABLE),
        "{told}"
    );
    assert!(!told.contains("hunter2"), "{told}");
}

#[test]
fn what_is_not_there_is_told_apart() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let good = cluster.settings(&format!("{schema}_station"), &schema);
    let no_schema = MasterSettings {
        schema: "nowhere".to_owned(),
        ..good.clone()
    };
    assert_eq!(trouble(no_schema), LinkTrouble::NotSetUp);
    let no_database = MasterSettings {
        url: good.url.replace("/pakownia?", "/nowhere?"),
        ..good.clone()
    };
    assert_eq!(trouble(no_database), LinkTrouble::NotSetUp);
    let no_account = MasterSettings {
        url: good.url.replace("_station@", "_nobody@"),
        ..good
    };
    assert_eq!(trouble(no_account), LinkTrouble::WrongPassword);
}

#[test]
fn a_server_that_does_not_answer_is_away_within_seconds() {
    // Nobody listens.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let settings = |port: u16| MasterSettings {
        url: format!("postgresql://bench@127.0.0.1:{port}/pakownia?sslmode=disable"),
        schema: "shop".to_owned(),
        ca: None,
        password_file: None,
    };
    assert_eq!(trouble(settings(port)), LinkTrouble::Away);
    // Somebody listens and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let began = Instant::now();
    assert_eq!(
        trouble(settings(silent.local_addr().unwrap().port())),
        LinkTrouble::Away
    );
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn after_a_cut_line_the_next_call_connects_by_itself() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let cut = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{schema}_station'"
    );
    cluster.superuser().execute(cut.as_str(), &[]).unwrap();
    let facts = [sample::entry("bench-1", 1, 0, sample::signed_in("W-001"))];
    if let Err(error) = master.push(&seat, &facts) {
        assert_eq!(error.trouble(), LinkTrouble::Away, "{error:?}");
        assert_eq!(master.push(&seat, &facts).unwrap(), [PushOutcome::Taken]);
    }
}

#[test]
fn a_server_that_takes_nothing_says_so_and_keeps_nothing() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let facts = [sample::entry("bench-1", 1, 0, sample::signed_in("W-001"))];
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let mut superuser = cluster.superuser();
    let read_only =
        |on: &str| format!("ALTER ROLE {schema}_station SET default_transaction_read_only = {on}");
    superuser.batch_execute(&read_only("on")).unwrap();
    let refused = cluster
        .master(&schema, "station")
        .push(&seat, &facts)
        .unwrap_err();
    assert_eq!(refused.trouble(), LinkTrouble::ReadOnly, "{refused:?}");
    // As a full disk answers: nothing is put aside as if the fact were bad.
    superuser
        .batch_execute(&format!(
            "SET search_path = {schema};
             CREATE FUNCTION full_disk() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
             CREATE TRIGGER full_disk BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION full_disk();"
        ))
        .unwrap();
    let refused = master.push(&seat, &facts).unwrap_err();
    assert_eq!(refused.trouble(), LinkTrouble::DiskFull, "{refused:?}");
    superuser
        .batch_execute(&format!("DROP TRIGGER full_disk ON {schema}.inbox"))
        .unwrap();
    assert_eq!(master.push(&seat, &facts).unwrap(), [PushOutcome::Taken]);
}

#[test]
fn tables_of_another_program_are_left_alone() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "bridge");
    master.import(&shop(1), later(0)).unwrap();
    let mut owner = cluster.superuser();
    owner
        .batch_execute(&format!("SET search_path = {schema}"))
        .unwrap();
    owner
        .batch_execute(
            "INSERT INTO schema_migration(version, name, digest) VALUES (9, '0009_later.sql', '')",
        )
        .unwrap();
    // Noticed on a connection that was there before, too.
    for mut master in [master, cluster.master(&schema, "station")] {
        let refused = master.overview().unwrap_err();
        let newer = LinkTrouble::NewerSchema { found: 9, known: 2 };
        assert_eq!(refused.trouble(), newer, "{refused:?}");
    }
    let chief = cluster.settings("chief", &schema);
    assert!(
        pakownia::master::postgres::migrate(&chief).is_err(),
        "a newer schema is not taken back"
    );
    owner
        .batch_execute("DELETE FROM schema_migration WHERE version = 9; UPDATE schema_migration SET digest = ''")
        .unwrap();
    let edited = cluster.master(&schema, "station").overview().unwrap_err();
    assert!(
        matches!(edited, MasterError::EditedSchema { .. }),
        "{edited:?}"
    );
}

#[test]
fn a_server_that_falls_silent_in_the_middle_is_given_up_and_asked_again() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let sql = format!("SELECT pid FROM pg_stat_activity WHERE usename = '{schema}_station'");
    let process: i32 = cluster
        .superuser()
        .query_one(sql.as_str(), &[])
        .unwrap()
        .get(0);
    let signal = |signal: &str| {
        let sent = std::process::Command::new("kill")
            .args([signal, &process.to_string()])
            .status();
        assert!(sent.unwrap().success());
    };
    signal("-STOP");
    let facts = [sample::entry("bench-1", 1, 0, sample::signed_in("W-001"))];
    let began = Instant::now();
    let refused = master.push(&seat, &facts);
    let waited = began.elapsed();
    let again = master.push(&seat, &facts);
    signal("-CONT");
    assert_eq!(refused.unwrap_err().trouble(), LinkTrouble::Away);
    assert!(waited < Duration::from_secs(15), "{waited:?}");
    assert_eq!(again.unwrap(), [PushOutcome::Taken]);
}
