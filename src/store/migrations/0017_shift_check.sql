-- Whether this shift was asked to check its devices, and how the last check went, is looked up at each sign-in.
-- A projection: the journal's ShiftCheck and Asked facts make it again, the same.
CREATE TABLE shift_check(
    kind TEXT PRIMARY KEY,  -- asked, ended
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,    -- milliseconds since 1970
    record TEXT             -- JSON, of what ended
) STRICT, WITHOUT ROWID;
