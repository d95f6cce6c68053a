//! Statistics: the one place in the domain that computes with fractions.
//!
//! A fraction lives as long as a function. What is kept is rounded to whole numbers whose unit is in
//! the name, so that the same facts in the same order leave the same state.

pub mod weights;
