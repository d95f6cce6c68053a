//! Benches and master after a storm: is every parcel packed once and every fact at the master once?

mod books;
mod planted;
