//! The one source of truth behind one trait, and its embedded implementation.
