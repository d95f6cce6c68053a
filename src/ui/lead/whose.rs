//! Whose figures are on the screen, and up to when: a line above them, and a key that goes from bench to bench.

use chrono::{DateTime, Utc};
use eframe::egui::{Align2, Rect, Ui};

use super::lead_text;
use crate::domain::all_benches::BenchChoice;
use crate::i18n::{AllBenchesWord, format};
use crate::station::snapshot::BenchesIn;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Whether there is anything to choose from.
pub(super) fn has_choice(scene: &Scene<'_>) -> bool {
    let benches = &scene.snapshot.benches;
    benches.is_lead || !benches.others.is_empty()
}

/// All, each, this one, then the others by name; and all again.
fn next(benches: &BenchesIn, choice: &BenchChoice) -> BenchChoice {
    let mut stops = vec![
        BenchChoice::All,
        BenchChoice::Each,
        BenchChoice::One(benches.here.clone()),
    ];
    let others = benches.others.iter().map(|known| known.station.clone());
    stops.extend(others.map(BenchChoice::One));
    let at = stops.iter().position(|stop| stop == choice);
    let next = at.map_or(0, |at| (at + 1) % stops.len());
    stops.swap_remove(next)
}

/// The key.
pub(super) fn choice_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, choice: &mut BenchChoice) {
    let benches = &scene.snapshot.benches;
    let label = match choice {
        BenchChoice::All => scene.all_benches_word(AllBenchesWord::BenchesKeyAll),
        BenchChoice::Each => scene.all_benches_word(AllBenchesWord::BenchesKeyEach),
        BenchChoice::One(station) if *station == benches.here => {
            scene.all_benches_word(AllBenchesWord::BenchesKeyHere)
        }
        BenchChoice::One(station) => station.0.clone(),
    };
    if BigKey::new(&label)
        .for_lead()
        .chosen(*choice != BenchChoice::All)
        .show(ui, place)
    {
        *choice = next(benches, choice);
    }
}

/// The benches that were in the statistics (0) or in the mis-picks (1) when they were read.
pub(super) fn read<'a>(scene: &'a Scene<'_>, which: usize) -> &'a BenchesIn {
    let read = scene.snapshot.benches_read.get(which);
    let read = read.and_then(|read| read.as_deref());
    read.unwrap_or(&scene.snapshot.benches)
}

/// The line: whose figures these are, and of whom nothing newer is in.
pub(super) fn line_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (benches, choice): (&BenchesIn, &BenchChoice),
) {
    let (whose, behind) = told(scene, benches, choice);
    let kind = Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead();
    let Some(behind) = behind else {
        text_ui(ui, place, &whose, kind.at(Align2::LEFT_CENTER));
        return;
    };
    let (left, right) = place.cut_left(place.width() * 0.44, theme::GAP);
    text_ui(ui, left, &whose, kind.at(Align2::LEFT_CENTER));
    let kind = lead_text(scene).bold();
    let kind = Type {
        color: scene.palette.watch,
        ..kind
    };
    text_ui(ui, right, &behind, kind.at(Align2::LEFT_CENTER));
}

/// What the line says, and what is wrong with it.
fn told(scene: &Scene<'_>, benches: &BenchesIn, choice: &BenchChoice) -> (String, Option<String>) {
    if benches.refused.is_some() {
        let only = scene.all_benches_word(AllBenchesWord::BenchesHereOnly);
        let why = scene.all_benches_word(AllBenchesWord::BenchesRefused);
        return (only, Some(why));
    }
    if !has_choice(scene) {
        let only = scene.all_benches_word(AllBenchesWord::BenchesHereOnly);
        return (only, None);
    }
    let count = u64::try_from(benches.count()).unwrap_or(u64::MAX);
    match choice {
        BenchChoice::All | BenchChoice::Each => {
            let all = match benches.read_at {
                Some(at) => AllBenchesWord::BenchesAll {
                    count,
                    until: when(scene, at),
                },
                None => AllBenchesWord::BenchesAllUnread { count },
            };
            (scene.all_benches_word(all), behind(scene, benches))
        }
        BenchChoice::One(station) if *station == benches.here => {
            let until = when(scene, benches.at);
            let bench = station.0.clone();
            let one = AllBenchesWord::BenchesOne { bench, until };
            (scene.all_benches_word(one), None)
        }
        BenchChoice::One(station) => {
            let bench = station.0.clone();
            let known = benches
                .others
                .iter()
                .find(|known| known.station == *station);
            let one = match known.and_then(|known| known.until) {
                Some(until) => AllBenchesWord::BenchesOne {
                    bench,
                    until: when(scene, until),
                },
                None => AllBenchesWord::BenchesOneUnread { bench },
            };
            (scene.all_benches_word(one), None)
        }
    }
}

/// The bench of which the least is known, where one is behind.
fn behind(scene: &Scene<'_>, benches: &BenchesIn) -> Option<String> {
    let behind = benches.behind();
    let first = behind.first()?;
    let bench = first.station.0.clone();
    let until = first
        .until
        .map_or_else(|| "–".to_owned(), |at| when(scene, at));
    let count = u64::try_from(behind.len() - 1).unwrap_or(u64::MAX);
    Some(scene.all_benches_word(if count == 0 {
        AllBenchesWord::BenchesBehind { bench, until }
    } else {
        AllBenchesWord::BenchesBehindMore {
            bench,
            until,
            count,
        }
    }))
}

/// A moment of today by the clock, of another day with the day.
pub(super) fn when(scene: &Scene<'_>, at: DateTime<Utc>) -> String {
    let zone = scene.snapshot.time_zone;
    let (at, now) = (at.with_timezone(&zone), scene.now.with_timezone(&zone));
    if at.date_naive() == now.date_naive() {
        at.format("%H:%M").to_string()
    } else {
        format::date_time(scene.lang, &at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::all_benches::KnownBench;

    #[test]
    fn the_key_goes_through_all_benches_and_back_to_all() {
        let known = |name: &str| KnownBench {
            station: name.into(),
            until: None,
            unsent: false,
        };
        let benches = BenchesIn {
            here: "lead".into(),
            others: vec![known("bench-1"), known("bench-2")],
            ..BenchesIn::default()
        };
        let mut choice = BenchChoice::All;
        let mut seen = vec![];
        for _press in 0..5 {
            choice = next(&benches, &choice);
            seen.push(choice.clone());
        }
        let one = |name: &str| BenchChoice::One(name.into());
        let expected = [
            BenchChoice::Each,
            one("lead"),
            one("bench-1"),
            one("bench-2"),
        ];
        assert_eq!(seen[..4], expected);
        assert_eq!(seen[4], BenchChoice::All);
        assert_eq!(next(&benches, &one("gone")), BenchChoice::All);
    }
}
