//! This bench's SQLite: cached masters, journal, outbox, statistics queries.
