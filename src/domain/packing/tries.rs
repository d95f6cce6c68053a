//! How a box may be filled: sequences of goods, tastes for places, and chance.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and entries are numbered here; the numbers never come from outside"
)]

use super::fill::Entry;
use super::room::{Manner, Run, Taste};
use super::task::Task;

/// By what a sequence begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    LargestFace,
    LargestVolume,
    LongestSide,
    ThickestSide,
    Heaviest,
}

/// The first tries of every plan, those first that work most often.
pub(super) const FIRST: [(Sorting, Taste, Run); 17] = [
    (Sorting::LargestFace, Taste::Low, Run::Block),
    (Sorting::LargestVolume, Taste::Touching, Run::Column),
    (Sorting::LongestSide, Taste::Low, Run::Column),
    (Sorting::ThickestSide, Taste::Low, Run::One),
    (Sorting::LargestVolume, Taste::Near, Run::Column),
    (Sorting::LargestFace, Taste::Touching, Run::One),
    (Sorting::LargestFace, Taste::SmallRoom, Run::Column),
    (Sorting::LongestSide, Taste::Touching, Run::One),
    (Sorting::LargestVolume, Taste::Tight, Run::Block),
    (Sorting::LargestFace, Taste::Flat, Run::Block),
    (Sorting::ThickestSide, Taste::Touching, Run::Column),
    (Sorting::LongestSide, Taste::Near, Run::One),
    (Sorting::LargestVolume, Taste::SmallRoom, Run::One),
    (Sorting::LargestFace, Taste::Tight, Run::One),
    (Sorting::LongestSide, Taste::Tight, Run::One),
    (Sorting::LargestVolume, Taste::Low, Run::One),
    (Sorting::Heaviest, Taste::Low, Run::Column),
];

const TASTES: [Taste; 6] = [
    Taste::Low,
    Taste::Touching,
    Taste::Near,
    Taste::SmallRoom,
    Taste::Tight,
    Taste::Flat,
];

const RUNS: [Run; 4] = [Run::One, Run::One, Run::Column, Run::Block];

/// Chance that is the same each time (xorshift).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from((self.0 >> 33) % sides).unwrap_or(0)
    }

    pub(super) fn manner(&mut self) -> Manner {
        Manner {
            taste: TASTES[self.roll(TASTES.len())],
            run: RUNS[self.roll(RUNS.len())],
        }
    }

    /// The sequence with a few entries moved or divided.
    pub(super) fn shake(&mut self, sequence: &[Entry], into: &mut Vec<Entry>) {
        into.clear();
        into.extend_from_slice(sequence);
        if into.is_empty() {
            return;
        }
        for _ in 0..=self.roll(3) {
            let from = self.roll(into.len());
            let to = self.roll(into.len());
            let entry = into[from];
            if entry.count > 1 && self.roll(3) == 0 {
                let most = usize::try_from(entry.count - 1).unwrap_or(1);
                let part = i64::try_from(self.roll(most) + 1).unwrap_or(1);
                into[from].count -= part;
                into.insert(
                    to,
                    Entry {
                        count: part,
                        ..entry
                    },
                );
            } else {
                into.remove(from);
                into.insert(to.min(into.len()), entry);
            }
        }
    }
}

/// Goods of these counts in this order.
pub(super) fn sequence(task: &Task, order: Sorting, counts: &[i64]) -> Vec<Entry> {
    let mut sequence: Vec<Entry> = Vec::with_capacity(counts.len());
    for (kind, count) in counts.iter().enumerate() {
        if *count > 0 {
            sequence.push(Entry {
                kind,
                count: *count,
            });
        }
    }
    sequence.sort_by_key(|entry| {
        let kind = &task.kinds[entry.kind];
        let [long, middle, short] = kind.sorted;
        let size = match order {
            Sorting::LargestFace => [-(long * middle), -short, 0],
            Sorting::LargestVolume => [-kind.volume, -long, 0],
            Sorting::LongestSide => [-long, -middle, -short],
            Sorting::ThickestSide => [-short, -(long * middle), 0],
            Sorting::Heaviest => [-kind.weight, -(long * middle), 0],
        };
        (kind.bears, size)
    });
    sequence
}

/// What was `left` comes first, the rest of `sequence` as it was.
pub(super) fn left_first(task: &Task, left: &[Entry], sequence: &[Entry]) -> Vec<Entry> {
    let mut still: Vec<i64> = vec![0; task.kinds.len()];
    for entry in sequence {
        still[entry.kind] += entry.count;
    }
    let mut next: Vec<Entry> = Vec::with_capacity(sequence.len() + left.len());
    for entry in left.iter().chain(sequence) {
        let count = entry.count.min(still[entry.kind]);
        still[entry.kind] -= count;
        match next.last_mut() {
            Some(last) if last.kind == entry.kind => last.count += count,
            _ if count > 0 => next.push(Entry { count, ..*entry }),
            _ => {}
        }
    }
    next
}
