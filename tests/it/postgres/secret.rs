//! One shop, one secret: a PIN that was stored at one computer is proved at all benches that have its pepper.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::cluster::{Cluster, shared};
use crate::support::process::{ScriptRun, outcome, run, text, warehouse};

/// A data directory whose master is `schema` on the cluster.
fn computer(cluster: &Cluster, schema: &str, group: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let settings = cluster.settings(&format!("{schema}_{group}"), schema);
    let config = format!("[master]\nurl = {:?}\nschema = {schema:?}\n", settings.url);
    fs::write(dir.path().join("bench.toml"), config).unwrap();
    dir
}

/// What a bench says to a packer's badge and PIN.
fn sign_in(dir: &Path) -> Value {
    // Its exit code says how it stands, and a bench that was never copied wants watching.
    outcome(&["sync", "now", "--data-dir", text(dir)]);
    let mut bench = ScriptRun::start(dir, "2026-11-20T07:00:00Z");
    let answer = bench.ask(&json!({"badge": "W-001", "pin": "111111"}).to_string());
    bench.end();
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn a_pin_is_proved_at_every_bench_that_has_the_shops_secret() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let office = computer(cluster, &schema, "bridge");
    let bench = computer(cluster, &schema, "station");
    let folder = warehouse();
    let import = ["import", text(&folder), "--data-dir", text(office.path())];
    run(&import);

    let alone = sign_in(bench.path());
    assert_eq!(alone["reason"], "OtherSecret", "{alone}");
    let doctor = outcome(&["doctor", "--data-dir", text(bench.path())]);
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(said.contains("copy the file pepper"), "{said}");

    fs::copy(office.path().join("pepper"), bench.path().join("pepper")).unwrap();
    let together = sign_in(bench.path());
    assert_eq!(together["verdict"], "accepted", "{together}");
}

#[test]
fn workers_with_another_secret_are_imported_only_on_purpose() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let first = computer(cluster, &schema, "bridge");
    let second = computer(cluster, &schema, "bridge");
    let folder = warehouse();
    run(&["import", text(&folder), "--data-dir", text(first.path())]);

    let import = ["import", text(&folder), "--data-dir", text(second.path())];
    let refused = outcome(&import);
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && why.contains("pepper"), "{why}");
    assert_eq!(sign_in(first.path())["verdict"], "accepted");

    run(&[&import[..], &["--new-secret"]].concat());
    assert_eq!(sign_in(first.path())["reason"], "OtherSecret");
    assert_eq!(sign_in(second.path())["verdict"], "accepted");
}
