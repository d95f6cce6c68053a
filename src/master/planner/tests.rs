//! What a bench asks next, whatever its master answers and whenever.

use std::cell::Cell;

use proptest::prelude::*;

use super::*;

const DONE: End = End::Done { more: false };
const MORE: End = End::Done { more: true };

fn away() -> End {
    End::Failed(LinkTrouble::Away)
}

/// A bench with nothing to ask for.
fn content() -> Needs {
    Needs {
        numbers_left: 1_000,
        ahead: 250,
        wanted_ahead: 250,
        ..Needs::default()
    }
}

/// A planner that has greeted at 0 and read everything.
fn greeted() -> Planner {
    let mut planner = Planner::new(1);
    assert_eq!(planner.next(0, &content()), Some(Task::Greet));
    planner.ended(0, Task::Greet, DONE);
    assert_eq!(planner.next(0, &content()), Some(Task::Pull));
    planner.ended(0, Task::Pull, DONE);
    planner
}

/// Lets `answer` answer each task at once from `from` until `until`, and tells what was asked when.
fn run(
    planner: &mut Planner,
    (from, until): (u64, u64),
    mut needs: impl FnMut(u64) -> Needs,
    mut answer: impl FnMut(u64, Task) -> End,
) -> Vec<(u64, Task)> {
    let mut asked = Vec::new();
    let mut now = from;
    while now < until {
        while let Some(task) = planner.next(now, &needs(now)) {
            asked.push((now, task));
            assert!(asked.len() < 100_000, "it asks without an end at {now}");
            planner.ended(now, task, answer(now, task));
        }
        let wake = planner.wake_at().expect("nothing is under way");
        assert!(wake > now, "it wakes at {wake} and does nothing at {now}");
        now = wake;
    }
    asked
}

fn times_of(asked: &[(u64, Task)], task: Task) -> Vec<u64> {
    asked
        .iter()
        .filter(|(_, asked)| *asked == task)
        .map(|(at, _)| *at)
        .collect()
}

fn longest_gap(times: &[u64]) -> u64 {
    times
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .max()
        .unwrap_or(u64::MAX)
}

#[test]
fn it_greets_first_and_asks_one_thing_at_a_time() {
    let mut planner = Planner::new(1);
    assert_eq!(planner.state(), LinkState::Unknown);
    assert_eq!(planner.next(0, &content()), Some(Task::Greet));
    assert_eq!(planner.next(60_000, &content()), None);
    assert_eq!(planner.waits_since(), Some(0));
    assert_eq!(planner.wake_at(), None);
    planner.ended(60_000, Task::Greet, DONE);
    assert_eq!(planner.state(), LinkState::On);
}

#[test]
fn facts_go_up_before_rows_come_down_then_numbers_then_orders() {
    let needs = Needs {
        wanted_ahead: 250,
        ahead: 20,
        ..Needs::default()
    };
    let unsent = Cell::new(1_200_u64);
    let asked = run(
        &mut Planner::new(1),
        (0, 400),
        |_now| Needs {
            unsent: unsent.get(),
            ..needs
        },
        |_now, task| {
            if task == Task::Push {
                unsent.set(unsent.get().saturating_sub(500));
            }
            DONE
        },
    );
    let order: Vec<Task> = asked.into_iter().map(|(_, task)| task).collect();
    assert_eq!(
        order,
        [
            Task::Greet,
            Task::Push,
            Task::Push,
            Task::Push,
            Task::Pull,
            Task::Numbers,
            Task::Claim(230)
        ]
    );
}

#[test]
fn it_looks_for_news_twice_a_second_at_work_and_every_two_seconds_at_rest() {
    let mut planner = greeted();
    let asked = run(&mut planner, (1, 10_001), |_now| content(), |_, _| DONE);
    assert_eq!(times_of(&asked, Task::Pull).len(), 20);
    let rest = Needs {
        wanted_ahead: 0,
        ..content()
    };
    let asked = run(&mut planner, (10_001, 30_001), |_now| rest, |_, _| DONE);
    assert_eq!(longest_gap(&times_of(&asked, Task::Pull)), 2_000);
}

#[test]
fn it_reports_every_twenty_seconds_and_sooner_when_it_gives_orders_back() {
    let mut planner = greeted();
    let asked = run(&mut planner, (1, 100_001), |_now| content(), |_, _| DONE);
    assert_eq!(
        times_of(&asked, Task::Report),
        [20_000, 40_000, 60_000, 80_000, 100_000]
    );
    let gives_back = Needs {
        to_give_back: true,
        ..content()
    };
    let unsent = Needs {
        unsent: 4,
        ..gives_back
    };
    assert!(
        run(&mut planner, (102_500, 102_600), |_| unsent, |_, _| away())
            .iter()
            .all(|(_, task)| *task != Task::Report),
        "what is given back is told when the outbox is empty"
    );
    let mut planner = greeted();
    let asked = run(&mut planner, (1, 3_000), |_now| gives_back, |_, _| DONE);
    assert_eq!(times_of(&asked, Task::Report), [2_000]);
}

#[test]
fn it_asks_for_orders_when_fewer_than_half_are_ahead_and_not_without_pause() {
    let mut planner = greeted();
    let half = Needs {
        ahead: 125,
        ..content()
    };
    let asked = run(&mut planner, (1, 10_000), |_now| half, |_, _| DONE);
    assert!(times_of(&asked, Task::Claim(125)).is_empty());
    let fewer = Needs {
        ahead: 124,
        ..content()
    };
    let asked = run(&mut planner, (10_000, 30_000), |_| fewer, |_, _| DONE);
    assert_eq!(
        longest_gap(&times_of(&asked, Task::Claim(126))),
        5_000,
        "none were free: it asks again, but not at once"
    );
}

#[test]
fn orders_are_asked_for_once_their_rows_are_here() {
    let mut planner = Planner::new(1);
    let needs = Needs {
        numbers_left: 1_000,
        wanted_ahead: 250,
        ..Needs::default()
    };
    let mut slices = 0;
    let asked = run(
        &mut planner,
        (0, 1),
        |_now| needs,
        |_now, task| {
            slices += u32::from(task == Task::Pull);
            End::Done {
                more: task == Task::Pull && slices < 40,
            }
        },
    );
    let first_claim = asked
        .iter()
        .position(|(_, task)| matches!(task, Task::Claim(_)));
    assert_eq!(first_claim, Some(41), "after the greeting and 40 slices");
}

#[test]
fn a_full_outbox_keeps_neither_news_nor_reports_out() {
    let mut planner = greeted();
    let needs = Needs {
        unsent: 1_000_000,
        ..content()
    };
    // Each push takes 200 ms.
    let mut asked = Vec::new();
    let mut now = 1_000;
    while now < 120_000 {
        let task = planner.next(now, &needs).expect("there are facts to send");
        asked.push((now, task));
        now += 200;
        planner.ended(
            now,
            task,
            End::Done {
                more: task == Task::Push,
            },
        );
    }
    assert!(longest_gap(&times_of(&asked, Task::Pull)) <= 6_500);
    assert!(longest_gap(&times_of(&asked, Task::Report)) <= 26_500);
    let pushes = times_of(&asked, Task::Push).len();
    assert!(pushes * 10 > asked.len() * 9, "{pushes} of {}", asked.len());
}

#[test]
fn a_line_that_dies_every_few_seconds_still_brings_news_and_numbers_to_a_busy_bench() {
    let mut planner = greeted();
    let needs = Needs {
        unsent: 1_000_000,
        numbers_left: 0,
        ..content()
    };
    let (mut asked, mut now, mut greeted_at) = (Vec::new(), 1_000, 0);
    while now < 600_000 {
        let Some(task) = planner.next(now, &needs) else {
            now = planner.wake_at().unwrap();
            continue;
        };
        asked.push((now, task));
        now += 200;
        // It carries a dozen answers, and then none.
        let end = if task == Task::Greet {
            greeted_at = now;
            DONE
        } else if now - greeted_at > 2_400 {
            away()
        } else {
            MORE
        };
        planner.ended(now, task, end);
    }
    let lines = times_of(&asked, Task::Greet).len();
    for (wanted, least) in [
        (Task::Push, lines),
        (Task::Pull, lines),
        (Task::Numbers, 10),
    ] {
        let times = times_of(&asked, wanted).len();
        assert!(times >= least, "{wanted:?}: {times} on {lines} lines");
    }
}

#[test]
fn after_a_failure_it_greets_anew_and_tries_for_ever() {
    let mut planner = greeted();
    let asked = run(
        &mut planner,
        (1, 8 * 3_600_000),
        |_| content(),
        |_, _| away(),
    );
    assert!(
        asked[1..].iter().all(|(_, task)| *task == Task::Greet),
        "a new connection begins with a greeting"
    );
    assert!(longest_gap(&times_of(&asked, Task::Greet)) <= 30_000);
    assert!(asked.len() < 3_000, "{} tries in 8 h", asked.len());
    let LinkState::Off { trouble, since, .. } = planner.state() else {
        panic!("it is away");
    };
    assert_eq!((trouble, since), (LinkTrouble::Away, asked[0].0));
}

#[test]
fn a_link_that_fails_again_at_once_is_the_same_outage() {
    let mut planner = greeted();
    let mut task = planner.next(1_000, &content()).unwrap();
    planner.ended(1_000, task, away());
    let mut now = 1_000;
    for _try in 0..20 {
        // What has been due for a while is due at once.
        now = now.max(planner.wake_at().unwrap());
        task = planner.next(now, &content()).unwrap();
        planner.ended(now, task, if task == Task::Greet { DONE } else { away() });
    }
    planner.ended(now, task, away());
    let LinkState::Off { since, .. } = planner.state() else {
        panic!("it is away");
    };
    assert_eq!(since, 1_000);
    assert!(now > 60_000, "it did not try without a pause: {now}");
}

#[test]
fn when_another_connection_speaks_it_greets_at_once_but_not_for_ever() {
    let mut planner = greeted();
    let needs = content();
    let asked = run(
        &mut planner,
        (1_000, 40_000),
        |_now| needs,
        |_now, task| match task {
            Task::Greet => DONE,
            _ => End::Turned(Turned::Superseded),
        },
    );
    let greetings = times_of(&asked, Task::Greet);
    assert_eq!(greetings[..3], [1_000, 1_000, 1_000]);
    assert!(greetings[3..].len() < 60, "{greetings:?}");
}

#[test]
fn facts_that_the_master_lacks_are_sent_again_at_once_and_a_master_that_never_has_enough_is_a_failure()
 {
    let mut planner = greeted();
    let needs = Needs {
        unsent: 1,
        ..content()
    };
    let gap = End::Turned(Turned::Gap { has_up_to: 7 });
    for _time in 0..3 {
        assert_eq!(planner.next(1, &needs), Some(Task::Push));
        planner.ended(1, Task::Push, gap.clone());
    }
    assert_eq!(planner.state(), LinkState::On);
    assert_eq!(planner.next(1, &needs), Some(Task::Push));
    planner.ended(1, Task::Push, gap);
    assert!(matches!(planner.state(), LinkState::Off { .. }));
}

#[test]
fn a_copied_bench_asks_every_half_minute_whether_it_is_let_in_again() {
    let mut planner = greeted();
    let turned = End::Turned(Turned::Quarantined);
    let asked = run(
        &mut planner,
        (500, 300_000),
        |_| content(),
        |_, _| turned.clone(),
    );
    assert_eq!(longest_gap(&times_of(&asked, Task::Greet)), 30_000);
    let LinkState::Off { trouble, .. } = planner.state() else {
        panic!("it is not let in");
    };
    assert_eq!(trouble, LinkTrouble::Quarantined);
}

#[test]
fn the_cache_is_compared_once_an_hour_and_right_after_a_pull() {
    let mut planner = greeted();
    let asked = run(
        &mut planner,
        (1, 10 * 3_600_000),
        |_| content(),
        |_, _| DONE,
    );
    let audits = times_of(&asked, Task::Audit);
    assert_eq!(audits.len(), 10);
    assert!(audits[0] <= 3_601_000);
    for pair in asked.windows(2).filter(|pair| pair[1].1 == Task::Audit) {
        assert_eq!(pair[0].1, Task::Pull);
        assert_eq!(pair[0].0, pair[1].0);
    }
}

#[test]
fn a_person_gets_the_comparison_at_once_and_a_busy_moment_is_tried_again() {
    let mut planner = greeted();
    let needs = Needs {
        audit_now: true,
        ..content()
    };
    let asked = run(
        &mut planner,
        (100, 59_000),
        |_| needs,
        |_, task| if task == Task::Audit { MORE } else { DONE },
    );
    let audits = times_of(&asked, Task::Audit);
    assert_eq!(audits[0], 100);
    assert_eq!(longest_gap(&audits), 5_000);
}

#[test]
fn a_bench_that_slept_asks_at_once() {
    let mut planner = greeted();
    let asked = run(
        &mut planner,
        (10 * 3_600_000, 10 * 3_600_000 + 100),
        |_| content(),
        |_, _| DONE,
    );
    assert!(asked.iter().any(|(_, task)| *task == Task::Pull));
    assert!(asked.iter().any(|(_, task)| *task == Task::Report));
}

fn any_end() -> impl Strategy<Value = End> {
    prop_oneof![
        6 => Just(DONE),
        2 => Just(MORE),
        1 => Just(away()),
        1 => Just(End::Failed(LinkTrouble::DiskFull)),
        1 => Just(End::Turned(Turned::Superseded)),
        1 => Just(End::Turned(Turned::Gap { has_up_to: 3 })),
        1 => Just(End::Turned(Turned::Quarantined)),
    ]
}

fn any_needs() -> impl Strategy<Value = Needs> {
    (
        0_u64..3,
        0_u64..400,
        0_u32..300,
        0_u32..300,
        any::<(bool, bool, bool)>(),
    )
        .prop_map(|(unsent, numbers_left, ahead, wanted_ahead, wants)| Needs {
            unsent,
            numbers_left,
            ahead,
            wanted_ahead,
            to_give_back: wants.0,
            audit_now: wants.1,
            all_benches: wants.2,
        })
}

proptest! {
    /// Whatever the master answers, the bench asks again within half a minute, and begins each connection with a greeting.
    #[test]
    fn no_answer_stops_it(seed: u64, steps in prop::collection::vec((any_needs(), any_end(), 0_u64..2_000), 1..200)) {
        let mut planner = Planner::new(seed);
        let mut now = 0;
        let mut must_greet = true;
        for (needs, end, pause) in steps {
            now += pause;
            let mut task = planner.next(now, &needs);
            if task.is_none() {
                let wake = planner.wake_at().unwrap();
                prop_assert!(wake > now, "wakes at {} and does nothing at {}", wake, now);
                prop_assert!(wake <= now + QUARANTINE_MS.max(30_000));
                now = wake;
                task = planner.next(now, &needs);
            }
            let Some(task) = task else {
                return Err(TestCaseError::fail("nothing to do at the time it wanted to wake"));
            };
            prop_assert_eq!(must_greet, task == Task::Greet);
            prop_assert_eq!(planner.next(now, &needs), None);
            must_greet = match &end {
                End::Done { .. } => false,
                End::Turned(Turned::Gap { .. }) => must_greet || !matches!(planner.clone().after(now, task, end.clone()), LinkState::On),
                _ => true,
            };
            planner.ended(now, task, end);
        }
    }
}

impl Planner {
    /// The link as it would be after this end.
    fn after(mut self, now: u64, task: Task, end: End) -> LinkState {
        self.ended(now, task, end);
        self.state()
    }
}
