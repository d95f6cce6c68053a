//! The only place where a bench's state changes, and only from a fact.
