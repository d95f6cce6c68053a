//! Alerts to servers that we did not write: each arrives once, whatever happens in between.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::TempDir;

use crate::support::cluster::certificates;
use crate::support::post::{calls, header, hook, letters, mail};
use crate::support::process::{PROGRAM, filled_bench, run, text};
use crate::support::wait::{until, until_so};

/// A bench with the warehouse, its servers' folders beside it.
struct Shop {
    dir: TempDir,
    told: TempDir,
}

/// How a mail server is set up beside its port.
const READERS: &str = "from = \"bench@sklep.pl\"\nto = [\"lead@sklep.pl\"]\n";

impl Shop {
    fn new() -> Self {
        Self {
            dir: filled_bench(),
            told: tempfile::tempdir().unwrap(),
        }
    }

    fn set_up(&self, toml: &str) {
        fs::write(self.dir.path().join("bench.toml"), toml).unwrap();
    }

    /// Nobody watches the orders of the sample, which were to leave long ago: the test notice alone is sent.
    fn set_up_quiet(&self, toml: &str) {
        let rules = "[alerts.rules]\nstuck_orders = { on = false, limit = 1, minutes = 60 }\n";
        self.set_up(&format!("{toml}{rules}"));
    }

    fn mails(&self) -> PathBuf {
        self.told.path().join("mails")
    }

    fn hooks(&self) -> PathBuf {
        self.told.path().join("hooks")
    }

    /// Mail to a server at this port, in the clear.
    fn mail_at(&self, port: u16, more: &str) {
        self.set_up_quiet(&format!(
            "[alerts.mail]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n{READERS}{more}"
        ));
    }

    fn hook_at(&self, port: u16, more: &str) {
        self.set_up_quiet(&format!(
            "[alerts.webhook]\nurl = \"http://127.0.0.1:{port}/alerts\"\n{more}"
        ));
    }

    fn alerts(&self, arguments: &[&str]) -> Value {
        let dir = text(self.dir.path());
        let told = run(&[&["alerts", "--data-dir", dir], arguments].concat());
        serde_json::from_str(&told).unwrap()
    }

    /// Receiver, address and state of each notice, the newest first.
    fn states(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let told = self.alerts(arguments);
        let notices = told["notices"].as_array().unwrap();
        let part = |notice: &Value, name: &str| notice[name].as_str().unwrap().to_owned();
        let one = |notice: &Value| (part(notice, "address"), part(notice, "state"));
        notices.iter().map(one).collect()
    }

    fn state(&self, arguments: &[&str]) -> String {
        let states = self.states(arguments);
        assert_eq!(states.len(), 1, "{states:?}");
        states[0].1.clone()
    }

    /// Sends until the one notice stands so: a pause after trouble is over in seconds.
    fn sends_until(&self, state: &str) {
        until(state, || match self.state(&["--send"]) {
            now if now == state => Ok(()),
            now => Err(now),
        });
    }

    /// The program begins to send and is killed once `is_there`.
    fn killed_while_sending(&self, is_there: impl Fn() -> bool) {
        let mut program = Command::new(PROGRAM)
            .args(["alerts", "--send", "--data-dir", text(self.dir.path())])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until_so("the server waits", is_there);
        program.kill().unwrap();
        program.wait().unwrap();
    }
}

fn lead_with(state: &str) -> (String, String) {
    ("lead@sklep.pl".to_owned(), state.to_owned())
}

#[test]
fn an_alert_reaches_each_reader_and_the_webhook_once_and_says_the_same() {
    let shop = Shop::new();
    let (server, web) = (mail(&shop.mails(), &[]), hook(&shop.hooks(), &[]));
    shop.set_up(&format!(
        "[alerts.mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nfrom = \"bench@sklep.pl\"\n\
         to = [\"lead@sklep.pl\", \"boss@sklep.pl\"]\n\
         [alerts.webhook]\nurl = \"http://127.0.0.1:{}/alerts?shop=1\"\nsecret_file = \"hook.secret\"\n",
        server.port, web.port
    ));
    let secret = shop.dir.path().join("hook.secret");
    fs::write(&secret, "tajne\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    for _again in 0..3 {
        // All orders of the sample were to leave long before this day.
        shop.alerts(&["--send", "--clock", "2027-06-01T08:00:00Z"]);
    }
    let open = shop.alerts(&["--clock", "2027-06-01T08:01:00Z"]);
    let alert = &open["open"][0];
    assert_eq!(alert["kind"], "stuck_orders");
    let letters = letters(&shop.mails());
    let mut readers: Vec<&str> = letters.iter().map(|letter| header(letter, "To")).collect();
    readers.sort_unstable();
    assert_eq!(readers, ["boss@sklep.pl", "lead@sklep.pl"]);
    let ids: BTreeSet<&str> = letters
        .iter()
        .map(|one| header(one, "Message-ID"))
        .collect();
    assert_eq!(ids.len(), 2, "each letter has a number of its own");
    assert_eq!(
        header(&letters[0], "Content-Type"),
        "text/plain; charset=utf-8"
    );
    assert_eq!(header(&letters[0], "Auto-Submitted"), "auto-generated");
    let calls = calls(&shop.hooks());
    let [call] = calls.as_slice() else {
        panic!("{calls:?}");
    };
    assert_eq!(call["path"], "/alerts?shop=1");
    let body = call["body"].as_str().unwrap();
    let told: Value = serde_json::from_str(body).unwrap();
    assert_eq!(told["event"], "raised");
    assert_eq!(told["alert"]["id"], alert["alert"]);
    assert_eq!(told["alert"]["measure"], alert["measure"]);
    assert_eq!(told["key"], call["headers"]["idempotency-key"]);
    let proof = call["headers"]["x-pakownia-signature"].as_str().unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"tajne").unwrap();
    mac.update(body.as_bytes());
    let digits = proof.strip_prefix("sha256=").unwrap();
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    let told: Vec<u8> = (0..64).step_by(2).map(byte).collect();
    assert!(mac.verify_slice(&told).is_ok(), "{proof}");
}

#[test]
fn a_letter_waits_while_the_server_is_down_and_comes_once_when_it_is_back() {
    let shop = Shop::new();
    let port = mail(&shop.mails(), &[]).stop();
    shop.mail_at(port, "");
    assert_eq!(shop.state(&["--test", "--send"]), "waiting");
    assert_eq!(shop.state(&["--send"]), "waiting");
    let again = port.to_string();
    // The first two letters are put off by the server itself.
    let _server = mail(&shop.mails(), &["--port", &again, "--later", "2"]);
    shop.sends_until("sent");
    assert_eq!(shop.state(&["--send"]), "sent");
    assert_eq!(letters(&shop.mails()).len(), 1);
}

#[test]
fn a_reader_who_does_not_exist_keeps_nobody_else_from_his_letter() {
    let shop = Shop::new();
    let server = mail(&shop.mails(), &["--refuse", "gone@sklep.pl"]);
    shop.set_up_quiet(&format!(
        "[alerts.mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nfrom = \"bench@sklep.pl\"\n\
         to = [\"gone@sklep.pl\", \"lead@sklep.pl\"]\n",
        server.port
    ));
    let gone = ("gone@sklep.pl".to_owned(), "failed".to_owned());
    let states = shop.states(&["--test", "--send"]);
    assert_eq!(states, [gone.clone(), lead_with("sent")]);
    assert_eq!(
        shop.states(&["--send"]),
        [gone, lead_with("sent")],
        "nobody asks again"
    );
    assert_eq!(letters(&shop.mails()).len(), 1);
    let doctor = crate::support::process::outcome(&["doctor", "--data-dir", text(shop.dir.path())]);
    let told = String::from_utf8(doctor.stdout).unwrap();
    assert!(told.contains("alerts: mail: "), "{told}");
}

#[test]
fn a_line_that_breaks_before_the_letter_sends_it_again_and_one_that_breaks_behind_it_does_not() {
    for place in ["rcpt", "data"] {
        let shop = Shop::new();
        let port = {
            let server = mail(&shop.mails(), &["--break-at", place]);
            shop.mail_at(server.port, "");
            assert_eq!(shop.state(&["--test", "--send"]), "waiting", "{place}");
            server.stop()
        };
        let _server = mail(&shop.mails(), &["--port", &port.to_string()]);
        shop.sends_until("sent");
        assert_eq!(letters(&shop.mails()).len(), 1, "{place}");
    }
    let shop = Shop::new();
    let server = mail(&shop.mails(), &["--break-at", "answer"]);
    shop.mail_at(server.port, "");
    assert_eq!(shop.state(&["--test", "--send"]), "uncertain");
    let port = server.stop().to_string();
    let _server = mail(&shop.mails(), &["--port", &port]);
    assert_eq!(
        shop.state(&["--send"]),
        "uncertain",
        "only a person may send it twice"
    );
    assert_eq!(letters(&shop.mails()).len(), 1, "it had arrived");
}

#[test]
fn a_program_that_is_killed_while_it_sends_doubles_no_letter() {
    let shop = Shop::new();
    let server = mail(&shop.mails(), &["--hang-at", "rcpt"]);
    shop.mail_at(server.port, "");
    shop.alerts(&["--test"]);
    let waits = shop.mails().join("hangs-at-rcpt");
    shop.killed_while_sending(|| waits.exists());
    let port = server.stop().to_string();
    let _server = mail(&shop.mails(), &["--port", &port]);
    shop.sends_until("sent");
    assert_eq!(letters(&shop.mails()).len(), 1, "nothing of it had arrived");

    let shop = Shop::new();
    let server = mail(&shop.mails(), &["--hang-at", "answer"]);
    shop.mail_at(server.port, "");
    shop.alerts(&["--test"]);
    let waits = shop.mails().join("hangs-at-answer");
    shop.killed_while_sending(|| waits.exists());
    let port = server.stop().to_string();
    let _server = mail(&shop.mails(), &["--port", &port]);
    assert_eq!(shop.state(&["--send"]), "uncertain");
    assert_eq!(letters(&shop.mails()).len(), 1);
}

/// Keys of the calls, and how many calls there were.
fn keys(dir: &Path) -> (BTreeSet<String>, usize) {
    let calls = calls(dir);
    let key = |call: &Value| {
        call["headers"]["idempotency-key"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    (calls.iter().map(key).collect(), calls.len())
}

#[test]
fn a_webhook_that_fails_falls_silent_or_breaks_off_is_told_again_under_the_same_key() {
    let shop = Shop::new();
    let web = hook(&shop.hooks(), &["--answers", "500,429,0,200"]);
    shop.hook_at(web.port, "");
    shop.alerts(&["--test"]);
    shop.sends_until("sent");
    assert_eq!(shop.state(&["--send"]), "sent");
    let (keys, count) = keys(&shop.hooks());
    assert_eq!((keys.len(), count), (1, 4));
}

#[test]
fn a_program_that_is_killed_while_a_webhook_thinks_tells_it_again_under_the_same_key() {
    let shop = Shop::new();
    let web = hook(&shop.hooks(), &["--answers", "1,200"]);
    shop.hook_at(web.port, "");
    shop.alerts(&["--test"]);
    shop.killed_while_sending(|| calls(&shop.hooks()).len() == 1);
    shop.sends_until("sent");
    let (keys, count) = keys(&shop.hooks());
    assert_eq!((keys.len(), count), (1, 2));
}

#[test]
fn a_webhook_that_says_no_is_not_asked_again_and_nobody_is_sent_elsewhere() {
    for status in ["404", "302", "401"] {
        let shop = Shop::new();
        let web = hook(&shop.hooks(), &["--answers", status]);
        shop.hook_at(web.port, "");
        assert_eq!(shop.state(&["--test", "--send"]), "failed", "{status}");
        assert_eq!(shop.state(&["--send"]), "failed", "{status}");
        assert_eq!(calls(&shop.hooks()).len(), 1, "{status}");
    }
}

#[test]
fn an_encrypted_server_is_told_only_when_its_certificate_proves_who_it_is() {
    let shop = Shop::new();
    let certs = tempfile::tempdir().unwrap();
    certificates(certs.path());
    let file = |name: &str| certs.path().join(name).to_str().unwrap().to_owned();
    let (cert, key) = (file("server.crt"), file("server.key"));
    for line in ["tls", "starttls"] {
        let mails = shop.told.path().join(line);
        let server = mail(&mails, &["--line", line, "--cert", &cert, "--key", &key]);
        let web = hook(&mails.join("web"), &["--cert", &cert, "--key", &key]);
        let with = |ca: &str| {
            let ca = file(ca);
            shop.set_up_quiet(&format!(
                "[alerts.mail]\nhost = \"localhost\"\nport = {}\nsecurity = \"{line}\"\nca = \"{ca}\"\n{READERS}\
                 [alerts.webhook]\nurl = \"https://localhost:{}/\"\nca = \"{ca}\"\n",
                server.port, web.port
            ));
        };
        with("other.crt");
        let told = shop.alerts(&["--test", "--send"]);
        let both = told["notices"].as_array().unwrap();
        for notice in both.iter().take(2) {
            assert_eq!(notice["state"], "waiting", "{notice}");
            let why = notice["why"].as_str().unwrap();
            assert!(why.contains("certificate"), "{line}: {why}");
        }
        assert_eq!(letters(&mails), [""; 0]);
        assert_eq!(calls(&mails.join("web")), [Value::Null; 0]);
        with("ca.crt");
        until(line, || {
            let states = shop.states(&["--send"]);
            let done = states.iter().all(|(_, state)| state == "sent");
            done.then_some(()).ok_or_else(|| format!("{states:?}"))
        });
        assert_eq!(letters(&mails).len(), 1, "{line}");
        assert_eq!(calls(&mails.join("web")).len(), 1);
    }
}

#[test]
fn a_server_that_offers_no_encryption_gets_neither_letter_nor_password() {
    let shop = Shop::new();
    let server = mail(&shop.mails(), &[]);
    shop.set_up_quiet(&format!(
        "[alerts.mail]\nhost = \"localhost\"\nport = {}\n{READERS}user = \"bench\"\n",
        server.port
    ));
    let told = shop.alerts(&["--test", "--send"]);
    let why = told["notices"][0]["why"].as_str().unwrap();
    assert!(why.contains("STARTTLS"), "{why}");
    assert_eq!(letters(&shop.mails()), [""; 0]);
}

#[test]
fn a_password_goes_to_the_server_alone_and_stands_in_no_other_file() {
    let shop = Shop::new();
    let certs = tempfile::tempdir().unwrap();
    certificates(certs.path());
    let file = |name: &str| certs.path().join(name).to_str().unwrap().to_owned();
    let (cert, key) = (file("server.crt"), file("server.key"));
    let line = ["--line", "starttls", "--cert", &cert, "--key", &key];
    let login = ["--login", "bench:correct-horse-battery"];
    let server = mail(&shop.mails(), &[&line[..], &login[..]].concat());
    shop.set_up_quiet(&format!(
        "[alerts.mail]\nhost = \"localhost\"\nport = {}\nca = \"{}\"\n{READERS}user = \"bench\"\n\
         password_file = \"mail.password\"\n",
        server.port,
        file("ca.crt")
    ));
    let password = shop.dir.path().join("mail.password");
    fs::write(&password, "wrong-horse\n").unwrap();
    // Everybody could read it.
    fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).unwrap();
    let told = shop.alerts(&["--test", "--send"]);
    let why = told["notices"][0]["why"].as_str().unwrap().to_owned();
    assert!(why.contains("chmod 600"), "{why}");
    fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
    let told = shop.alerts(&["--test", "--send"]);
    let why = told["notices"][0]["why"].as_str().unwrap().to_owned();
    assert!(why.contains("user or password"), "{why}");
    fs::write(&password, "correct-horse-battery\n").unwrap();
    let told = shop.alerts(&["--test", "--send"]);
    let sent = told["notices"].as_array().unwrap();
    assert_eq!(
        sent.iter().filter(|one| one["state"] == "sent").count(),
        1,
        "{told}"
    );
    for entry in fs::read_dir(shop.dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path != password {
            let bytes = fs::read(&path).unwrap();
            let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
            assert!(!holds(b"horse"), "{}", path.display());
        }
    }
}

#[test]
fn nothing_is_sent_where_nobody_is_set_up() {
    let shop = Shop::new();
    let told = shop.alerts(&["--send", "--clock", "2027-06-01T08:00:00Z"]);
    assert_eq!(told["notices"], json!([]));
    assert_eq!(told["open"].as_array().unwrap().len(), 1);
    let tried = crate::support::process::outcome(&[
        "alerts",
        "--test",
        "--data-dir",
        text(shop.dir.path()),
    ]);
    assert!(!tried.status.success());
}

/// A slow server is no dead one.
#[test]
fn a_server_that_takes_its_time_gets_one_letter() {
    let shop = Shop::new();
    let server = mail(&shop.mails(), &["--later", "1"]);
    shop.mail_at(server.port, "");
    shop.alerts(&["--test"]);
    shop.sends_until("sent");
    assert_eq!(letters(&shop.mails()).len(), 1);
}
