//! Outside systems: wire types and mapping. The CSV folder is the first.

pub mod bare_csv;
pub mod csv_folder;
