//! Bytes for paper: labels, packing slips, pick lists, sheets, and the symbols on them.
