//! Alerts in the running station: set up by a lead, measured by the worker, sent by threads, seen on the picture.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use pakownia::domain::alerts::AlertKind;
use pakownia::domain::alerts::notice::NoticeState;
use pakownia::station::alerts::form::{
    AlertField, AlertForm, AlertSecrets, AlertsOutcome, MailSecurity,
};
use pakownia::station::config::BenchConfig;
use pakownia::station::event::{Action, Command, Event};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::master_form::Secret;
use pakownia::station::snapshot::Snapshot;

use crate::support::bench::BenchTest;
use crate::support::post::{calls, hook, letters, mail};
use crate::support::wait::until_so;

/// A window's station at which somebody is signed in.
fn started(bench: &mut BenchTest, who: &str) -> StationHandle {
    bench.run_line(&format!("signin {who}"));
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(|_| vec![]),
    };
    StationHandle::start(bench.take_station(), around).unwrap()
}

fn wait_for(station: &StationHandle, what: &str, is_so: impl Fn(&Snapshot) -> bool) {
    until_so(what, || is_so(&station.latest()));
}

fn set(station: &StationHandle, form: AlertForm, typed: AlertSecrets) {
    let form = Box::new(form);
    assert!(station.send(Event::SetAlerts { form, typed }));
}

#[test]
fn a_lead_sets_receivers_up_tries_them_and_hears_of_the_next_alert() {
    let told = tempfile::tempdir().unwrap();
    let (mails, hooks) = (told.path().join("mails"), told.path().join("hooks"));
    let (server, web) = (mail(&mails, &[]), hook(&hooks, &[]));
    let mut bench = BenchTest::new();
    let dir = bench.dir().to_owned();
    let station = started(&mut bench, "W-900");
    let mut form = station.latest().alerts.form.clone();
    form.mail_on = true;
    form.host = "127.0.0.1".to_owned();
    form.port = server.port.to_string();
    form.security = MailSecurity::None;
    form.from = "bench@sklep.pl".to_owned();
    form.to = "lead@sklep.pl".to_owned();
    form.webhook_on = true;
    form.url = format!("http://127.0.0.1:{}/", web.port);
    let typed = AlertSecrets {
        password: Some(Secret::new("unused-here".to_owned())),
        secret: Some(Secret::new("tajne".to_owned())),
    };
    set(&station, form, typed);
    wait_for(&station, "it is saved", |picture| {
        picture.alerts.outcome == AlertsOutcome::Saved
    });
    let kept = BenchConfig::of(&dir).unwrap().alerts;
    let secret = dir.join(kept.webhook.unwrap().secret_file.unwrap());
    assert_eq!(fs::read_to_string(&secret).unwrap(), "tajne");
    let mode = fs::metadata(&secret).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let toml = fs::read_to_string(dir.join("bench.toml")).unwrap();
    assert!(
        !toml.contains("tajne") && !toml.contains("unused-here"),
        "{toml}"
    );

    station.send(Event::TestAlerts);
    wait_for(&station, "both tests arrive", |picture| {
        let notices = &picture.alerts.notices;
        notices.len() == 2 && notices.iter().all(|one| one.state == NoticeState::Sent)
    });
    assert_eq!((letters(&mails).len(), calls(&hooks).len()), (1, 1));
    assert!(calls(&hooks)[0]["headers"]["x-pakownia-signature"].is_string());

    // An order that is begun and lies still for a minute is stuck.
    let mut form = station.latest().alerts.form.clone();
    let at = AlertKind::ALL
        .iter()
        .position(|kind| *kind == AlertKind::StuckOrders)
        .unwrap();
    form.rules[at].minutes = "1".to_owned();
    set(&station, form, AlertSecrets::default());
    station.send(Event::Action(Action::Scan {
        code: "B-101".to_owned(),
    }));
    wait_for(&station, "an order is open", |picture| {
        picture.session.is_some()
    });
    bench.wait(120);
    station.send(Event::Measure);
    wait_for(&station, "an alert calls", |picture| {
        picture.alerts.calling().next().is_some()
    });
    until_so("it is told", || {
        letters(&mails).len() == 2 && calls(&hooks).len() == 2
    });
    let alert = station.latest().alerts.open[0].raised.id.clone();
    let note = String::new();
    station.send(Event::Action(Action::Command(Command::Acknowledge {
        alert,
        note,
    })));
    wait_for(&station, "it is seen", |picture| {
        let seen = picture
            .alerts
            .open
            .iter()
            .filter_map(|one| one.acknowledged.as_ref());
        seen.count() == 1 && picture.alerts.names.contains_key("W-900")
    });
    assert!(
        station.latest().session.is_some(),
        "the order is where it was"
    );
}

#[test]
fn a_field_that_cannot_be_is_named_and_nothing_changes() {
    let mut bench = BenchTest::new();
    let dir = bench.dir().to_owned();
    let station = started(&mut bench, "W-900");
    let good = AlertForm {
        mail_on: true,
        host: "mail.sklep.pl".to_owned(),
        from: "bench@sklep.pl".to_owned(),
        to: "lead@sklep.pl, boss@sklep.pl".to_owned(),
        ..station.latest().alerts.form.clone()
    };
    let bad = |field, text: &str| AlertsOutcome::BadField(field, text.to_owned());
    type Change = fn(&mut AlertForm);
    let changes: [(Change, AlertsOutcome); 6] = [
        (
            |form| form.host = "me@mail".to_owned(),
            bad(AlertField::Host, "me@mail"),
        ),
        (
            |form| form.port = "0".to_owned(),
            bad(AlertField::Port, "0"),
        ),
        (
            |form| form.from = "bench".to_owned(),
            bad(AlertField::From, "bench"),
        ),
        (
            |form| form.to = "lead@sklep.pl nobody".to_owned(),
            bad(AlertField::To, "nobody"),
        ),
        (
            |form| {
                form.webhook_on = true;
                form.url = "hooks.sklep.pl".to_owned();
            },
            bad(AlertField::Url, "hooks.sklep.pl"),
        ),
        (
            |form| form.rules[0].limit = "many".to_owned(),
            AlertsOutcome::BadRule(AlertKind::FailedLabels),
        ),
    ];
    for (change, outcome) in changes {
        let mut form = good.clone();
        change(&mut form);
        set(&station, form, AlertSecrets::default());
        wait_for(&station, &format!("{outcome:?}"), |picture| {
            picture.alerts.outcome == outcome
        });
        assert!(BenchConfig::of(&dir).unwrap().alerts.is_usual());
    }
    set(&station, good, AlertSecrets::default());
    wait_for(&station, "it is saved", |picture| {
        picture.alerts.outcome == AlertsOutcome::Saved
    });
    let kept = BenchConfig::of(&dir).unwrap().alerts.mail.unwrap();
    assert_eq!(kept.to, ["lead@sklep.pl", "boss@sklep.pl"]);
    assert_eq!((kept.port, kept.security), (587, MailSecurity::StartTls));
}

#[test]
fn a_packer_sets_nothing_up() {
    let mut bench = BenchTest::new();
    let dir = bench.dir().to_owned();
    let station = started(&mut bench, "W-001");
    let mut form = station.latest().alerts.form.clone();
    form.webhook_on = true;
    form.url = "https://elsewhere.example/".to_owned();
    set(&station, form, AlertSecrets::default());
    drop(station);
    assert!(BenchConfig::of(&dir).unwrap().alerts.is_usual());
}
