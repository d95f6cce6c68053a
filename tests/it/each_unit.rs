//! Each unit weighed at its scan, in the window's own loop with a scale on a wire, and on the screen.

use std::fs;

use pakownia::devices::scale::ScaleProtocol;
use pakownia::domain::session::Step;
use pakownia::domain::session::unit_step::{DueOnScale, NotWeighed};
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::i18n::{Word, format, word};
use pakownia::station::config::BenchConfig;
use pakownia::station::device_config::ScaleConfig;
use pakownia::station::event::Event;
use pakownia::station::snapshot::{Snapshot, UnitStepView};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use serde_json::Value;

use crate::devices::Floor;
use crate::support::bench::{BenchTest, SHIFT_BEGINS};
use crate::support::process::ScriptRun;
use crate::support::window::Bench;
use crate::support::{snapshots, unit_snapshots};

const EACH_UNIT: &str = "bench scale={port=\"/dev/scale\",each_unit=true}";

const MUG: &str = "5901234123457";

fn step_of(picture: &Snapshot) -> Option<&UnitStepView> {
    picture.session.as_ref()?.unit_step.as_ref()
}

fn waits_for_box(picture: &Snapshot) -> bool {
    step_of(picture).is_some_and(UnitStepView::waits_for_box)
}

fn waits_for_unit(picture: &Snapshot) -> bool {
    let due = step_of(picture).and_then(|step| step.due.as_ref());
    due.is_some_and(|due| matches!(due.what, DueOnScale::In(_)))
}

fn done(floor: &Floor, units: u32) {
    floor.wait_for(&format!("{units} units"), |picture| {
        let session = picture.session.as_ref();
        session.is_some_and(|session| session.done == units)
    });
}

fn open_with_box(floor: &Floor, order: &str) {
    floor.scan(order);
    floor.wait_for("the box", waits_for_box);
    floor.scale.place(Grams(120));
    floor.wait_for("units", |picture| {
        step_of(picture).is_some_and(|step| step.due.is_none())
    });
}

#[test]
fn a_unit_counts_when_it_is_in_the_box_whether_it_is_put_there_before_its_scan_or_after() {
    let floor = Floor::set_up(ScaleProtocol::Radwag, &[EACH_UNIT]);
    floor.rest();
    open_with_box(&floor, "B-101");
    floor.scan(MUG);
    floor.wait_for("the mug", waits_for_unit);
    floor.scale.place(Grams(450));
    done(&floor, 1);
    // The second one is put in first, the box is touched, and only then it is scanned.
    floor.scale.place(Grams(780));
    floor.rest();
    floor.touch(Grams(900));
    floor.scale.place(Grams(780));
    floor.rest();
    floor.scan(MUG);
    done(&floor, 2);
    floor.scan("5901234000031");
    floor.scale.place(Grams(880));
    floor.step(Step::Packaging);
    // What stands there was weighed unit by unit: nobody lifts it to weigh the whole of it.
    floor.scan("PKN-GO");
    floor.step(Step::Confirming);
    floor.scan("B-101");
    floor.step(Step::Closed);
    // The parcel still stands there when the next box is waited for, and it is none.
    floor.scan("B-114");
    floor.wait_for("the next box", waits_for_box);
    floor.rest();
    let answer = floor.answer_to(MUG);
    assert_eq!(answer.message.reason(), Some("BoxFirst"), "{answer:?}");
    let picture = floor.station.latest();
    assert!(waits_for_box(&picture), "a parcel was taken for a box");
    assert!(
        step_of(&picture)
            .unwrap()
            .due
            .as_ref()
            .unwrap()
            .refused
            .is_none()
    );
}

#[test]
fn a_scale_that_is_unplugged_in_the_middle_leaves_the_parcel_to_the_check_at_its_end() {
    let floor = Floor::set_up(ScaleProtocol::Radwag, &[EACH_UNIT]);
    floor.rest();
    open_with_box(&floor, "B-101");
    floor.scan(MUG);
    floor.wait_for("the mug", waits_for_unit);
    floor.scale.plug(false);
    floor.wait_for("the end of weighing units", |picture| {
        step_of(picture).and_then(|step| step.ended) == Some(NotWeighed::ScaleGone)
    });
    done(&floor, 1);
    let said = floor.station.latest().answers.clone();
    let told = said
        .iter()
        .filter(|answer| answer.message.reason() == Some("NotWeighed"));
    assert_eq!(told.count(), 1, "it is said once");
    floor.scan(MUG);
    done(&floor, 2);
}

#[test]
fn what_is_chosen_on_the_set_up_screen_stands_in_the_bench_s_file() {
    let mut snapshot = snapshots::lead(Language::En);
    snapshot.each_unit = true;
    let mut bench = Bench::new(snapshot);
    bench.harness.state_mut().go(Route::Lead, LeadScreen::Setup);
    bench.run();
    let caption = word(Language::En, Word::SetEachUnit);
    let no = word(Language::En, Word::No);
    bench.press(&format!("{caption}: {no}"));
    assert_eq!(bench.sent(), [Event::EachUnit(false)]);

    let mut data = BenchTest::new();
    let file = BenchConfig {
        scale: Some(ScaleConfig::at("/dev/scale")),
        ..BenchConfig::default()
    };
    file.save(data.dir()).unwrap();
    data.restart();
    assert!(!data.station().weighs_each_unit());
    data.station().set_each_unit(true).unwrap();
    data.restart();
    assert!(data.station().weighs_each_unit());
    let text = fs::read_to_string(data.dir().join("bench.toml")).unwrap();
    assert!(text.contains("each_unit = true"), "{text}");
}

#[test]
fn a_lead_lets_a_unit_be_at_the_step_at_which_it_is_off() {
    let mut bench = Bench::new(unit_snapshots::two_in(Language::Pl));
    let release = bench.release(Language::Pl);
    assert_eq!(bench.sent(), [release]);
}

#[test]
fn a_unit_that_is_waited_for_is_not_called_too_light() {
    let bench = Bench::new(unit_snapshots::unit_in(Language::En));
    let texts = bench.texts();
    let shown = |grams: i64| {
        let figure = format::grams(Language::En, Grams(grams));
        texts.iter().any(|text| text.text.contains(&figure))
    };
    // What the scale shows and should show; no difference before anything was put in.
    assert!(shown(775) && shown(1_454));
    assert!(!shown(679), "nothing was put in yet");
}

/// What the program answers to one event: verdict, reason, units in, what the scale should show.
fn told(bench: &mut ScriptRun, event: &str) -> (String, String, u64, i64) {
    bench.send(event);
    let answer: Value = serde_json::from_str(&bench.answer().unwrap()).unwrap();
    let word = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    (
        word("verdict"),
        word("reason"),
        answer["done"].as_u64().unwrap_or_default(),
        answer["expected_g"].as_i64().unwrap_or_default(),
    )
}

#[test]
fn a_script_weighs_between_two_scans_and_goes_on_after_the_program_was_killed() {
    let data = BenchTest::new();
    let dir = data.dir().to_owned();
    fs::write(
        dir.join("bench.toml"),
        "[scale]\nport = \"/dev/scale\"\neach_unit = true\n",
    )
    .unwrap();
    let mut data = data;
    drop(data.take_station());
    let mut bench = ScriptRun::start(&dir, SHIFT_BEGINS);
    let answer = |verdict: &str, reason: &str, done, grams| {
        (verdict.to_owned(), reason.to_owned(), done, grams)
    };
    let sign_in = r#"{"badge":"W-002","pin":"222222"}"#;
    assert_eq!(told(&mut bench, sign_in), answer("accepted", "", 0, 0));
    assert_eq!(
        told(&mut bench, r#"{"scan":"B-101"}"#),
        answer("accepted", "PutBoxOnScale", 0, 120)
    );
    assert_eq!(
        told(&mut bench, r#"{"weigh_g":120}"#),
        answer("accepted", "", 0, 0)
    );
    let mug = r#"{"scan":"5901234123457"}"#;
    assert_eq!(told(&mut bench, mug), answer("asked", "PutIntoBox", 0, 450));
    bench.kill();
    let mut bench = ScriptRun::start(&dir, SHIFT_BEGINS);
    assert_eq!(
        told(&mut bench, mug),
        answer("blocked", "UnitNotInBox", 0, 450)
    );
    assert_eq!(
        told(&mut bench, r#"{"weigh_g":780}"#),
        answer("blocked", "TwoInBox", 0, 450)
    );
    assert_eq!(
        told(&mut bench, r#"{"weigh_g":450}"#),
        answer("accepted", "", 1, 0)
    );
    assert_eq!(told(&mut bench, mug), answer("asked", "PutIntoBox", 1, 780));
    assert_eq!(
        told(&mut bench, r#"{"scale":"gone"}"#),
        answer("accepted", "NotWeighed", 2, 0)
    );
    assert_eq!(
        told(&mut bench, r#"{"scale":"away"}"#),
        answer("ignored", "BadEvent", 2, 0)
    );
}
