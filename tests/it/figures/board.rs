//! The board on the wall: read at five metres, of the shop and of nobody in it, and quiet while nothing changes.

use std::sync::Arc;

use chrono::TimeDelta;
use egui_kittest::Harness;
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::judge::Grade;
use pakownia::domain::figures::sums::Value;
use pakownia::domain::worker::Language;
use pakownia::i18n::{BoardWord, board_word};
use pakownia::station::board::{BoardLorry, BoardView};
use pakownia::station::event::{Event, Reading};
use pakownia::station::snapshot::Snapshot;
use pakownia::ui::app::{Window, WindowOptions, Wires};
use pakownia::ui::theme;

use crate::support::alert_views;
use crate::support::bench::BenchTest;
use crate::support::snapshots::{self, now};
use crate::support::window::{LANGUAGES, WINDOWS, drawn};

fn value(number: i64) -> Value {
    Value {
        number,
        cases: 412,
        ..Value::default()
    }
}

/// A day that does not go well, with numbers as long as they come.
fn bad_day(lang: Language) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.worker = None;
    snapshot.alerts = Arc::new(alert_views::of_a_bad_day());
    snapshot.board = Some(Arc::new(BoardView {
        at: now(),
        next: Some(BoardLorry {
            carriers: vec!["dpd".to_owned(), "inpost".to_owned()],
            cutoff: now() + TimeDelta::minutes(24),
            left: 1_287,
        }),
        packed: 3_412,
        per_hour: (Some(value(1_234)), Grade::Watch),
        first_pass: (Some(value(948)), Grade::Alarm),
        blocked: 137,
    }));
    snapshot
}

type Sent = std::rc::Rc<std::cell::RefCell<Vec<Event>>>;

fn window(
    snapshot: Snapshot,
    (width, height): (f32, f32),
    lang: Language,
) -> (Harness<'static, Window>, Sent) {
    let (snapshot, sent) = (Arc::new(snapshot), Sent::default());
    let outbox = std::rc::Rc::clone(&sent);
    let wires = Wires {
        latest: Box::new(move || Arc::clone(&snapshot)),
        send: Box::new(move |event| {
            outbox.borrow_mut().push(event);
            true
        }),
        now: Box::new(now),
    };
    let mut harness = Harness::builder()
        .with_size([width, height])
        .with_max_steps(20)
        .build_eframe(move |created| {
            let options = WindowOptions::new("Pakownia").for_wall(lang);
            Window::new(&created.egui_ctx, options, wires)
        });
    harness.run_steps(4);
    (harness, sent)
}

#[test]
fn six_numbers_are_read_at_five_metres_in_both_languages_and_nothing_is_cut_off() {
    for size in WINDOWS {
        for lang in LANGUAGES {
            let (harness, _sent) = window(bad_day(lang), size, lang);
            let texts = drawn(&harness);
            for digits in ["1\u{a0}287", "137", "3\u{a0}412", "5"] {
                let found = texts.iter().find(|text| text.text == digits);
                let found = found.unwrap_or_else(|| panic!("{digits} in {lang:?} {size:?}"));
                assert!(
                    found.size >= 5.0 * theme::TEXT_MIN,
                    "{digits}: {}",
                    found.size
                );
            }
            for text in &texts {
                assert!(!text.is_cut, "{lang:?} {size:?}: {}", text.text);
            }
        }
    }
}

#[test]
fn nobodys_name_and_badge_is_on_the_wall_and_nobody_has_to_sign_in() {
    for lang in LANGUAGES {
        let other = LANGUAGES.into_iter().find(|other| *other != lang).unwrap();
        let mut signed_in = bad_day(other);
        signed_in.worker = snapshots::lead(other).worker;
        let name = signed_in.worker.as_ref().unwrap().name.clone();
        for snapshot in [bad_day(lang), signed_in] {
            let (harness, _sent) = window(snapshot, WINDOWS[0], lang);
            let texts = drawn(&harness);
            let says = |part: &str| texts.iter().any(|text| text.text.contains(part));
            assert!(says(&board_word(lang, BoardWord::LeftForLorry)));
            // The board speaks its own language, whoever is signed in.
            assert!(!says(&name) && !says("W-9") && !says("Ewa"), "{lang:?}");
        }
    }
}

#[test]
fn the_numbers_are_asked_for_once_a_minute_and_not_with_every_picture() {
    let (mut harness, sent) = window(bad_day(Language::Pl), WINDOWS[0], Language::Pl);
    harness.run_steps(10);
    let asked = sent.borrow();
    let boards = asked
        .iter()
        .filter(|event| matches!(event, Event::Read(Reading::Board)));
    assert_eq!(boards.count(), 1, "{asked:?}");
    assert_eq!(asked.len(), 1, "nothing else is said: {asked:?}");
}

#[test]
fn the_board_counts_what_waits_for_the_next_lorry_and_what_was_packed() {
    let mut bench = BenchTest::new();
    let before = bench.station().board().unwrap();
    assert_eq!((before.packed, before.per_hour.1), (0, Grade::Unmeasured));
    let next = before.next.unwrap();
    assert_eq!(
        next.cutoff.to_rfc3339(),
        "2026-11-20T14:00:00+00:00",
        "15:00 in Warsaw"
    );
    for line in [
        "signin W-002",
        "scan B-101",
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000031",
        "weigh 880",
        "scan B-101",
    ] {
        bench.run_line(line);
    }
    bench.run_line("shop B-102 phone=12");
    let after = bench.station().board().unwrap();
    let left = after.next.unwrap().left;
    assert_eq!(left, next.left - 2, "one is packed and one is on hold");
    assert_eq!(after.blocked, before.blocked + 1);
    assert_eq!((after.packed, after.per_hour.1), (1, Grade::TooFew));
    assert_eq!(after.first_pass.0.map(|value| value.number), Some(1_000));
    let day = "2026-11-20";
    let all = pakownia::domain::all_benches::BenchChoice::All;
    let figures = bench.station().figures(day, day, &all).unwrap().figures;
    let same = figures.iter().find(|one| one.figure == Figure::FirstPass);
    assert_eq!(
        same.unwrap().value,
        after.first_pass.0,
        "as the lead's screen has it"
    );
}
