//! The rules by themselves.
