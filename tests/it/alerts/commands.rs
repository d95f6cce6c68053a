//! Alerts as commands: the report of some days, and what `doctor` says.

use std::fs;

use serde_json::{Value, json};

use crate::support::post::{hook, mail};
use crate::support::process::{filled_bench, outcome, run, text};

#[test]
fn the_report_tells_each_alert_of_its_day_and_doctor_the_open_ones_and_who_was_reached() {
    let bench = filled_bench();
    let told = tempfile::tempdir().unwrap();
    let dir = text(bench.path());
    let server = mail(&told.path().join("mails"), &[]);
    let web = hook(&told.path().join("hooks"), &["--answers", "410"]);
    let set_up = format!(
        "[alerts.mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nfrom = \"a@sklep.pl\"\n\
         to = [\"b@sklep.pl\"]\n[alerts.webhook]\nurl = \"http://127.0.0.1:{}/\"\n",
        server.port, web.port
    );
    fs::write(bench.path().join("bench.toml"), set_up).unwrap();
    run(&[
        "alerts",
        "--data-dir",
        dir,
        "--send",
        "--clock",
        "2027-06-01T08:00:00Z",
    ]);
    let report = |from: &str, to: &str, format: &str| {
        let days = ["--from", from, "--to", to, "--format", format];
        run(&[&["report", "alerts", "--data-dir", dir], &days[..]].concat())
    };
    let json: Value = serde_json::from_str(&report("2027-06-01", "2027-06-01", "json")).unwrap();
    let alert = &json["alerts"][0];
    assert_eq!(alert["kind"], "stuck_orders");
    assert_eq!(alert["raised_at"], "2027-06-01T08:00:00Z");
    assert_eq!(alert["due"], "2027-06-01T09:00:00Z");
    assert_eq!(
        (&alert["acknowledged_at"], &alert["cleared_at"]),
        (&json!(null), &json!(null))
    );
    let csv = report("2027-06-01", "2027-06-02", "csv");
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines.len() == 2 && lines[1].contains("stuck_orders"),
        "{csv}"
    );
    let before: Value = serde_json::from_str(&report("2027-05-31", "2027-05-31", "json")).unwrap();
    assert_eq!(before["alerts"], json!([]));
    let doctor = outcome(&["doctor", "--data-dir", dir]);
    let said = String::from_utf8(doctor.stdout).unwrap();
    for part in [
        "ok   alert: Orders that stand still: ",
        "ok   alerts: mail: reached at ",
        "FAIL alerts: webhook: not reached at ",
        "HTTP 410",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_set_up_of_alerts_that_cannot_be_is_refused_with_the_word_that_is_wrong() {
    let bench = filled_bench();
    let refused = |toml: &str| {
        fs::write(bench.path().join("bench.toml"), toml).unwrap();
        let tried = outcome(&["alerts", "--data-dir", text(bench.path())]);
        assert!(!tried.status.success(), "{toml}");
        String::from_utf8(tried.stderr).unwrap()
    };
    let mail = "[alerts.mail]\nhost = \"m\"\nfrom = \"a@sklep.pl\"\nto = [\"b sklep\"]\n";
    assert!(refused(mail).contains("b sklep"));
    let hook = "[alerts.webhook]\nurl = \"https://me:secret@hooks.pl/\"\n";
    let told = refused(hook);
    assert!(
        told.contains("no address") && !told.contains("secret"),
        "{told}"
    );
    let rule = "[alerts.rules]\nfailed_labels = { on = true, limit = 0, minutes = 30 }\n";
    assert!(refused(rule).contains("failed_labels"));
}
