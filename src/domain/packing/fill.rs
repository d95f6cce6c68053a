//! One try: given boxes, filled with the goods in a given sequence.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::MOST_UNITS;
use super::room::{Block, Manner, Room};
use super::search::Patience;
use super::task::Task;

/// So many units of a kind, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: usize,
    pub(super) count: i64,
}

/// Which of several boxes a unit goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The first that has a place.
    First,
    /// The lightest that has a place.
    Lightest,
}

/// How a sequence is put into boxes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) manner: Manner,
    pub(super) choice: Choice,
    /// Boxes that may be opened beside those that are, the first that will do.
    pub(super) more: &'a [usize],
}

impl Way<'_> {
    /// Into the boxes that are open, the first that has a place.
    pub(super) fn first(manner: Manner) -> Self {
        Self {
            manner,
            choice: Choice::First,
            more: &[],
        }
    }
}

/// More kinds of goods than this are very many.
pub(super) const MANY_KINDS: usize = 200;

/// So many open boxes, divided by the kinds of goods, are asked for a place; the last one always is.
const WINDOW_SUM: usize = 20_000;

/// Boxes being filled; kept between tries, because making room costs more than a try.
#[derive(Debug)]
pub(super) struct Filler {
    pub(super) rooms: Vec<Room>,
    /// What found no place, in the sequence of the try.
    pub(super) left: Vec<Entry>,
    pub(super) left_volume: i64,
    /// Which box each room in use is.
    pub(super) holds: Vec<usize>,
    order: Vec<usize>,
}

impl Filler {
    pub(super) fn new() -> Self {
        Self {
            rooms: Vec::new(),
            left: Vec::new(),
            left_volume: 0,
            holds: Vec::new(),
            order: Vec::new(),
        }
    }

    /// Places looked at so far.
    pub(super) fn looked(&self) -> u64 {
        self.rooms.iter().map(|room| room.looked).sum()
    }

    /// Empties the boxes of `holds`, each to be filled up to its own weight.
    pub(super) fn begin(&mut self, task: &Task, holds: &[usize]) {
        self.holds.clear();
        self.order.clear();
        for hold in holds {
            self.open(task, *hold);
        }
        self.left.clear();
        self.left_volume = 0;
    }

    fn open(&mut self, task: &Task, hold: usize) {
        let place = self.holds.len();
        if self.rooms.len() == place {
            self.rooms.push(Room::new());
        }
        let sides = &task.holds[hold];
        self.rooms[place].begin(sides.sides, sides.net_max, task.care);
        self.holds.push(hold);
        self.order.push(place);
    }

    /// No box may weigh more than `gross`, with its contents.
    pub(super) fn lower_limits(&mut self, task: &Task, gross: i64) {
        for (room, hold) in self.rooms.iter_mut().zip(&self.holds) {
            room.net_max = room.net_max.min(gross - task.holds[*hold].tare);
        }
    }

    /// The rooms in use.
    pub(super) fn in_use(&self) -> &[Room] {
        &self.rooms[..self.holds.len()]
    }

    /// Puts the sequence into the boxes; whether everything found a place before patience ended.
    pub(super) fn fill(
        &mut self,
        task: &Task,
        sequence: &[Entry],
        way: Way<'_>,
        patience: &mut dyn Patience,
    ) -> bool {
        for entry in sequence {
            let mut count = entry.count;
            while count > 0 && patience.goes_on() {
                let put = self.put_some(task, entry.kind, count, way);
                count -= put;
                if put == 0 && !self.open_for(task, entry.kind, way.more) {
                    break;
                }
            }
            if count > 0 {
                self.left_volume += task.kinds[entry.kind].volume * count;
                self.left.push(Entry {
                    kind: entry.kind,
                    count,
                });
            }
        }
        self.left.is_empty()
    }

    /// Opens the first box of `more` that takes the unit and is in stock; whether there was one.
    fn open_for(&mut self, task: &Task, kind: usize, more: &[usize]) -> bool {
        let kind = &task.kinds[kind];
        let in_use = |hold: usize| {
            let same = self.holds.iter().filter(|other| **other == hold);
            i64::try_from(same.count()).unwrap_or(i64::MAX)
        };
        let found = more.iter().copied().find(|hold| {
            let box_of = &task.holds[*hold];
            box_of.takes(kind) && (box_of.stock >= MOST_UNITS || in_use(*hold) < box_of.stock)
        });
        if let Some(hold) = found {
            self.open(task, hold);
        }
        found.is_some()
    }

    fn put_some(&mut self, task: &Task, index: usize, count: i64, way: Way<'_>) -> i64 {
        let kind = &task.kinds[index];
        let rooms = &mut self.rooms;
        if way.choice == Choice::Lightest {
            self.order.sort_by_key(|room| rooms[*room].net);
        }
        // Of very many goods only the boxes opened last are asked again, or the sequence would never end.
        let asked = WINDOW_SUM / task.kinds.len().max(1);
        let from = self.order.len().saturating_sub(asked.max(1));
        for place in self.order.iter().skip(from) {
            let room = &mut rooms[*place];
            if !may_share(task, index, &room.blocks) {
                continue;
            }
            if let Some(spot) = room.find(kind, way.manner.taste) {
                return room.put(kind, index, &spot, count, way.manner.run);
            }
        }
        0
    }
}

fn may_share(task: &Task, kind: usize, blocks: &[Block]) -> bool {
    task.apart.is_empty()
        || blocks
            .iter()
            .all(|block| !task.apart[kind].contains(&block.kind))
}
