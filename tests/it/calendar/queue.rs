//! The queue on the screen, the store and the bench while time goes by.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use pakownia::domain::gate::Hold;
use pakownia::domain::order::Tag;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{CalendarWord, Word, calendar_word, word};
use pakownia::station::event::Event;
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::snapshot::{QueueRow, Snapshot};
use pakownia::ui::theme;

use super::at;
use crate::support::bench::BenchTest;
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_texts, sheet_of};

/// An order with this promise, that leaves then, so many minutes from now.
fn row(number: u32, promised: i64, leaves: Option<i64>) -> QueueRow {
    let then = |minutes| snapshots::now() + TimeDelta::minutes(minutes);
    QueueRow {
        order: format!("ZAM-{number}").as_str().into(),
        cutoff: then(promised),
        tags: vec![],
        delivery_method: "dpd_courier".to_owned(),
        lines: 1,
        units: 2,
        begun: false,
        leaves: leaves.map(then),
    }
}

fn shown(lang: Language, rows: Vec<QueueRow>) -> Snapshot {
    let mut snapshot = snapshots::signed_in(lang, Role::Packer);
    let mut queue = (*snapshot.queue).clone();
    queue.ready = rows;
    snapshot.queue = Arc::new(queue);
    snapshot
}

#[test]
fn each_row_says_by_when_and_on_which_day_in_both_languages() {
    // The screens' clock stands at 12:20 on a Friday in Warsaw.
    let local = snapshots::now().with_timezone(&chrono_tz::Europe::Warsaw);
    assert_eq!(local.format("%a %H:%M").to_string(), "Fri 12:20");
    let day = 24 * 60;
    for window in WINDOWS {
        for lang in LANGUAGES {
            let pl = lang == Language::Pl;
            let late = calendar_word(lang, CalendarWord::LeavesLate);
            let near = vec![
                row(1, -900, Some(12)),
                row(2, 47, Some(47)),
                row(3, 160, Some(160)),
                row(4, day, Some(day)),
            ];
            let texts = texts(lang, window, near);
            said(&texts, &word(lang, Word::Minutes { count: 12 }));
            said(&texts, &late);
            said(&texts, &word(lang, Word::Minutes { count: 47 }));
            said(&texts, if pl { "do 15:00" } else { "by 15:00" });
            said(&texts, if pl { "Jutro 12:20" } else { "Tomorrow 12:20" });
            let head = if pl {
                "do 12:32 zostało 12 min"
            } else {
                "12 min left until 12:32"
            };
            said(&texts, head);
            assert_eq!(texts.iter().filter(|text| **text == late).count(), 1);
            let far = vec![
                row(5, -900, Some(3 * day + 160)),
                row(6, 40 * day, Some(40 * day)),
                row(7, 40 * day, None),
            ];
            let texts = self::texts(lang, window, far);
            said(&texts, if pl { "pon. 15:00" } else { "Mon 15:00" });
            said(&texts, &late);
            said(
                &texts,
                if pl {
                    "do 30.12 12:20"
                } else {
                    "by 30.12 12:20"
                },
            );
            said(&texts, &calendar_word(lang, CalendarWord::NeverLeaves));
            assert!(
                !texts
                    .iter()
                    .any(|text| text.contains("zostało") || text.contains("left"))
            );
        }
    }
}

/// A promise may be old, a number long and a lorry gone: nothing is cut, and what is late is seen as late.
#[test]
fn a_row_is_never_cut_and_late_is_seen_where_no_chip_has_room() {
    let mut long = row(1, -900, Some(3 * 24 * 60 + 160));
    long.order = "FR-2026/11/000000001234".into();
    long.tags = vec![Tag::Express, Tag::Vip];
    let mut longer = row(4, -900, Some(3 * 24 * 60 + 160));
    longer.order = "FR-2026/11/00000000000000000000001234".into();
    let rows = vec![
        long,
        longer,
        row(2, -900, None),
        row(3, 24 * 60, Some(24 * 60)),
    ];
    for window in WINDOWS {
        for lang in LANGUAGES {
            let bench = Bench::sized(shown(lang, rows.clone()), window, false);
            let name = format!("{lang:?} {window:?}");
            let wrong = check_texts(&bench, &name, theme::TEXT_MIN, sheet_of(window));
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            let texts: Vec<String> = bench.texts().into_iter().map(|text| text.text).collect();
            said(&texts, &calendar_word(lang, CalendarWord::LeavesLate));
            said(&texts, &word(lang, Word::CutoffPassed));
        }
    }
}

fn texts(lang: Language, window: (f32, f32), rows: Vec<QueueRow>) -> Vec<String> {
    let bench = Bench::sized(shown(lang, rows), window, false);
    bench.texts().into_iter().map(|text| text.text).collect()
}

fn said(texts: &[String], what: &str) {
    assert!(
        texts.iter().any(|text| text == what),
        "{what} is not among {texts:?}"
    );
}

/// Until the window is told of something that fits, at most ten seconds.
fn told(pictures: &mpsc::Receiver<Snapshot>, fits: impl Fn(&Snapshot) -> bool) -> Snapshot {
    loop {
        let picture = pictures.recv_timeout(Duration::from_secs(10)).unwrap();
        if fits(&picture) {
            return picture;
        }
    }
}

/// A cut-off that passes while nobody touches anything moves the list, once.
#[test]
fn at_the_cutoff_an_idle_bench_shows_the_next_lorry_and_holds_what_the_shop_blocks() {
    let mut bench = BenchTest::new();
    bench.run_line("setting after_cutoff.inpost_locker block");
    bench.run_line("shop B-111 locker=WAW01A");
    bench.run_line("signin W-001");
    let clock = bench.clock();
    // More pictures than this test has reasons for.
    let (sender, pictures) = mpsc::sync_channel(256);
    let around = Surroundings {
        heard: Box::new(move |snapshot| drop(sender.try_send(snapshot.clone()))),
        wake: Box::new(|| {}),
        master_door: Arc::new(|| panic!("nobody imports here")),
        devices: Box::new(|_events| vec![]),
    };
    let handle = StationHandle::start(bench.take_station(), around).unwrap();
    let first = told(&pictures, |picture| !picture.queue.ready.is_empty());
    let leaves = |picture: &Snapshot, order: &str| {
        let mut rows = picture.queue.ready.iter();
        rows.find(|row| row.order.as_str() == order)
            .map(|row| (row.leaves.unwrap(), row.is_late()))
    };
    let today = at("2026-11-20T14:00:00Z");
    assert_eq!(leaves(&first, "B-101"), Some((today, false)));
    assert_eq!(leaves(&first, "B-111"), Some((today, false)));
    clock.set(today + TimeDelta::milliseconds(1));
    let turned = told(&pictures, |picture| picture.queue != first.queue);
    let monday = at("2026-11-23T14:00:00Z");
    assert_eq!(leaves(&turned, "B-101"), Some((monday, true)));
    assert_eq!(leaves(&turned, "B-111"), None, "it is held");
    let held = turned
        .queue
        .held
        .iter()
        .find(|held| held.order.as_str() == "B-111");
    let day = monday.with_timezone(&Utc).date_naive();
    assert_eq!(held.unwrap().hold, Hold::AfterCutoff { day });
    assert_eq!(turned.queue.ready_count + 1, first.queue.ready_count);
    assert!(handle.send(Event::Stop));
}
