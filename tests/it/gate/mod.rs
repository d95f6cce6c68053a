//! The data gate: what keeps an order from being packed although it is paid and its address is whole. And packaging as
//! stock: what is low, and what a parcel costs.

mod customs;
mod duplicates;
mod duplicates_property;
mod duplicates_screen;
mod packaging;
