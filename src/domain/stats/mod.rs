//! Statistics: how sure a figure is, whether a change is more than chance, who stands out.
//!
//! The only place in the domain that reckons with floating point. What comes out is whole numbers in
//! named units (millionths, parts of a thousand), so that nothing stored depends on a last binary digit.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "statistics; counts stay far below 2^53"
)]

pub mod control_chart;
pub mod counted;
pub mod difference;
pub mod order_risk;
pub mod outlier;
pub mod proportion;
pub mod weights;
