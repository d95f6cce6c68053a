-- The truth of a warehouse without a server. One table holds every row that benches cache, numbered
-- by its last change, so that a pull is one walk along the primary key.

CREATE TABLE ledger(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,              -- random: another ledger is another history
    seq INTEGER NOT NULL DEFAULT 0,  -- the newest change
    next_serial INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE record(
    seq INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB,                     -- of what it was imported from; NULL when it came from facts
    body TEXT NOT NULL,              -- the row as JSON
    UNIQUE (topic, key)
) STRICT;

CREATE TABLE order_ledger(
    order_no TEXT PRIMARY KEY,
    holder TEXT,
    fence INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, open, put_aside, closed, withdrawn
    ready INTEGER NOT NULL,          -- its own data let it be packed
    cutoff INTEGER NOT NULL,         -- milliseconds since 1970
    calm INTEGER NOT NULL,
    paid_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A bench asks for the most urgent order that nobody holds, among 100,000.
CREATE INDEX order_ledger_free ON order_ledger(cutoff, calm, paid_at, order_no)
    WHERE ready = 1 AND holder IS NULL AND state = 'waiting';

-- What a closed parcel took from stock; closing it again applies only the difference.
CREATE TABLE parcel_ledger(
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    packaging TEXT,
    contents TEXT NOT NULL,          -- JSON
    PRIMARY KEY (order_no, parcel)
) STRICT, WITHOUT ROWID;

-- Every fact of every bench, once, for ever.
CREATE TABLE inbox(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,             -- milliseconds since 1970, by the bench's clock
    worker TEXT,
    fence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_no TEXT,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    rejected TEXT,                   -- why it was not applied
    PRIMARY KEY (station, epoch, number)
) STRICT, WITHOUT ROWID;

-- Two different facts with one number mean that a bench's disk was copied. The second is kept here.
CREATE TABLE inbox_double(
    id INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (station, epoch, number, hash)
) STRICT;

CREATE TABLE number_range(
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    station TEXT NOT NULL
) STRICT;

CREATE TABLE import_log(
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,             -- milliseconds since 1970
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    same INTEGER NOT NULL
) STRICT;
