//! Places in the warehouse: aisle, shelf, bin, in the order in which a person walks.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One bin: aisle, shelf and bin as they are written on the rack.
///
/// Ordered naturally: `A2` comes before `A10`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The aisle, for example `A`.
    pub aisle: String,
    /// The shelf within the aisle.
    pub shelf: String,
    /// The bin on the shelf.
    pub bin: String,
}

impl Location {
    /// A location from its three parts.
    pub fn new(aisle: &str, shelf: &str, bin: &str) -> Self {
        Self {
            aisle: aisle.to_owned(),
            shelf: shelf.to_owned(),
            bin: bin.to_owned(),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.aisle, self.shelf, self.bin)
    }
}

impl Ord for Location {
    fn cmp(&self, other: &Self) -> Ordering {
        alphanumeric_sort::compare_str(&self.aisle, &other.aisle)
            .then_with(|| alphanumeric_sort::compare_str(&self.shelf, &other.shelf))
            .then_with(|| alphanumeric_sort::compare_str(&self.bin, &other.bin))
            // Two spellings that sort alike ("1" and "01") are still two places.
            .then_with(|| {
                (&self.aisle, &self.shelf, &self.bin).cmp(&(&other.aisle, &other.shelf, &other.bin))
            })
    }
}

impl PartialOrd for Location {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a2_comes_before_a10() {
        let mut places = [
            Location::new("A10", "1", "1"),
            Location::new("A2", "10", "2"),
            Location::new("A2", "9", "1"),
        ];
        places.sort();
        assert_eq!(
            places.map(|place| place.to_string()),
            ["A2-9-1", "A2-10-2", "A10-1-1"]
        );
    }
}
