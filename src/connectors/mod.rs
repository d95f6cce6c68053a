//! Outside systems: wire types and mapping. The CSV folder is the first.

pub mod csv_folder;
