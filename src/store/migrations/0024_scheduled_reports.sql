-- A lead had to ask for each day's figures: reports are made by the clock, once for each day or week, and stay here
-- until they lie in their folder and their letters are gone.

CREATE TABLE report_run(
    what TEXT NOT NULL,              -- radar, week
    day TEXT NOT NULL,               -- the first local day that it is about, YYYY-MM-DD
    state TEXT NOT NULL,             -- waiting (for its folder), placed, dropped (too old to be made)
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER NOT NULL DEFAULT 0,
    why TEXT,                        -- of the last try
    changed_at INTEGER NOT NULL,     -- milliseconds since 1970, as all times here
    PRIMARY KEY (what, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_file(
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (what, day, name)
) STRICT;
