-- A master with many writers numbers its feed by transaction too; and what it and the floor tell
-- differently comes down like everything else. Part of the cache: run after 0003 it empties these.

DROP TABLE IF EXISTS pull_cursor;
DROP TABLE IF EXISTS exception;

CREATE TABLE pull_cursor(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ledger TEXT NOT NULL,
    writer INTEGER NOT NULL,         -- transaction of the last row read; 0 where one writes at a time
    seq INTEGER NOT NULL
) STRICT;

-- What a person has to look at; the desk shows the open ones.
CREATE TABLE exception(
    id TEXT PRIMARY KEY,
    settled INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,      -- milliseconds since 1970, by the master's clock
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
