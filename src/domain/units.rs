//! Whole numbers with their unit in the type: grams, millimetres, minor currency units.
//!
//! A float never holds a mass, a length or an amount of money here: two benches
//! must compute the same number, and a number on paper must be the number that
//! was stored.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

use serde::{Deserialize, Serialize};

/// A mass in grams. Signed, because a difference and a drifting scale can be negative.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Grams(pub i64);

impl Grams {
    /// The size of a difference, without its sign.
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Grams {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Grams {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Grams {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Mul<u32> for Grams {
    type Output = Self;
    fn mul(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }
}

impl Sum for Grams {
    fn sum<I: Iterator<Item = Self>>(masses: I) -> Self {
        masses.fold(Self::default(), Add::add)
    }
}

/// An amount in the minor unit of its currency, for example grosz.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minor(pub i64);

/// A box-shaped size in millimetres, as the catalogue gives it; no order of the sides is implied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SizeMm {
    /// Along the first side, in millimetres.
    pub length: u32,
    /// Along the second side, in millimetres.
    pub width: u32,
    /// Along the third side, in millimetres.
    pub height: u32,
}

impl SizeMm {
    /// A size from its three sides in millimetres.
    pub fn new(length: u32, width: u32, height: u32) -> Self {
        Self {
            length,
            width,
            height,
        }
    }

    /// Volume in cubic millimetres.
    pub fn volume_mm3(self) -> u64 {
        u64::from(self.length)
            .saturating_mul(u64::from(self.width))
            .saturating_mul(u64::from(self.height))
    }

    /// The three sides in millimetres, longest first.
    pub fn sides_longest_first(self) -> [u32; 3] {
        let mut sides = [self.length, self.width, self.height];
        sides.sort_unstable_by(|a, b| b.cmp(a));
        sides
    }

    /// Whether a box of this size goes into `outer` in some of the six orientations.
    pub fn fits_into(self, outer: Self) -> bool {
        let inner = self.sides_longest_first();
        let outer = outer.sides_longest_first();
        inner
            .iter()
            .zip(outer)
            .all(|(inner, outer)| *inner <= outer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_fits_whichever_way_it_is_turned() {
        assert!(SizeMm::new(10, 300, 20).fits_into(SizeMm::new(300, 20, 10)));
        assert!(!SizeMm::new(10, 301, 20).fits_into(SizeMm::new(300, 20, 10)));
    }

    #[test]
    fn masses_add_up_without_overflow() {
        let total: Grams = [Grams(i64::MAX), Grams(1)].into_iter().sum();
        assert_eq!(total, Grams(i64::MAX));
    }
}
