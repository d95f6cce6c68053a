//! How goods have to be handled in a box: which way up, what they bear, with what they never share a parcel.

use serde::{Deserialize, Serialize};

use super::units::SizeMm;

/// Longest name of a sort of goods, in characters.
pub const SORT_MAX: usize = 32;

/// Which of its sides a unit may stand on.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// On any side.
    #[default]
    AnySide,
    /// As the catalogue gives its size, the height upright; it may be turned about.
    ThisSideUp,
    /// On its largest face: its shortest side upright.
    LiesFlat,
}

/// How a product has to be handled; the default is plain goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Handling {
    /// Which way up.
    #[serde(skip_serializing_if = "is_any_side")]
    pub stands: Stands,
    /// Bears only goods that are fragile too and no heavier.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fragile: bool,
    /// Bears nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nothing_on_top: bool,
    /// Ships in its own carton: a unit is a parcel of its own, and its carton the packaging.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own_carton: bool,
    /// May be folded once across its longest side.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub folds: bool,
    /// Its sort: goods of two different sorts never share a parcel; goods without one go with any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_any_side(stands: &Stands) -> bool {
    *stands == Stands::AnySide
}

/// One thing that the packer has to mind, as it is marked on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The top of the carton stays up.
    ThisSideUp,
    /// It lies on its largest face.
    LiesFlat,
    /// Only fragile goods on it that are no heavier.
    Fragile,
    /// Nothing on it.
    NothingOnTop,
    /// It goes as it is.
    OwnCarton,
    /// It may be folded.
    Folds,
    /// Goods of this sort are in no parcel with another sort.
    Sort(String),
}

impl Handling {
    /// Whether nothing has to be minded.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Everything that the packer has to mind, the most important first.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut add = |is_so: bool, mark: Mark| {
            if is_so {
                marks.push(mark);
            }
        };
        add(self.own_carton, Mark::OwnCarton);
        add(self.nothing_on_top, Mark::NothingOnTop);
        add(self.fragile, Mark::Fragile);
        add(self.stands == Stands::ThisSideUp, Mark::ThisSideUp);
        add(self.stands == Stands::LiesFlat, Mark::LiesFlat);
        add(self.folds, Mark::Folds);
        marks.extend(self.sort.clone().map(Mark::Sort));
        marks
    }

    /// Whether its sort may be in one parcel with the sort of `other`.
    pub fn may_share(&self, other: &Self) -> bool {
        match (&self.sort, &other.sort) {
            (Some(sort), Some(other)) => sort == other,
            _ => true,
        }
    }

    /// Whether a unit of it may be in one parcel with a unit handled like `other`.
    pub fn goes_with(&self, other: &Self) -> bool {
        self.may_share(other) && !self.own_carton && !other.own_carton
    }

    /// Which sides of this size may stand upright: length, width, height.
    pub fn upright(&self, size: SizeMm) -> [bool; 3] {
        match self.stands {
            Stands::AnySide => [true; 3],
            Stands::ThisSideUp => [false, false, true],
            Stands::LiesFlat => {
                let sides = [size.length, size.width, size.height];
                let shortest = sides.into_iter().min().unwrap_or(0);
                sides.map(|side| side == shortest)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(name: &str) -> Handling {
        Handling {
            sort: Some(name.to_owned()),
            ..Handling::default()
        }
    }

    #[test]
    fn goods_of_two_sorts_are_apart_and_plain_goods_go_with_any() {
        let plain = Handling::default();
        assert!(sort("food").goes_with(&sort("food")));
        assert!(!sort("food").goes_with(&sort("chemicals")));
        assert!(plain.goes_with(&sort("food")) && sort("chemicals").goes_with(&plain));
    }

    #[test]
    fn what_ships_in_its_own_carton_goes_with_nothing_not_even_with_its_like() {
        let own = Handling {
            own_carton: true,
            ..Handling::default()
        };
        assert!(!own.goes_with(&Handling::default()) && !own.goes_with(&own));
    }

    #[test]
    fn flat_goods_lie_on_their_largest_face() {
        let flat = Handling {
            stands: Stands::LiesFlat,
            ..Handling::default()
        };
        assert_eq!(
            flat.upright(SizeMm::new(20, 300, 400)),
            [true, false, false]
        );
        assert_eq!(flat.upright(SizeMm::new(50, 50, 400)), [true, true, false]);
    }

    #[test]
    fn plain_goods_take_no_room_in_a_text_and_are_read_back() {
        let text = serde_json::to_string(&Handling::default()).expect("text");
        assert_eq!(text, "{}");
        let read: Handling = serde_json::from_str("{\"fragile\":true}").expect("handling");
        assert_eq!(read.marks(), [Mark::Fragile]);
    }
}
