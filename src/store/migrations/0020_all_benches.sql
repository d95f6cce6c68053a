-- A lead's station counts what all benches did. Their facts stand beside the journal and outside its chain; with
-- them and the journal everything that is counted can be made again. Without other benches' facts nothing changes.

CREATE TABLE foreign_fact(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,             -- milliseconds since 1970, by that bench's clock
    worker TEXT,
    fence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_no TEXT,
    body TEXT NOT NULL,              -- JSON; may be of a newer program
    hash BLOB NOT NULL,
    PRIMARY KEY (station, epoch, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX foreign_fact_of_order ON foreign_fact(order_no, station, epoch, number) WHERE order_no IS NOT NULL;
-- What the statistics of some days read.
CREATE INDEX foreign_fact_counted ON foreign_fact(at, station, epoch, number)
    WHERE kind IN ('OrderClosed', 'PackagingTaken', 'ParcelClosed', 'Refused', 'UnitsPacked', 'UnitsTakenOut');

-- How far the master's facts have been read; moved on in the transaction that keeps them.
CREATE TABLE fact_cursor(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ledger TEXT NOT NULL DEFAULT '',
    taken_by INTEGER NOT NULL DEFAULT 0,
    station TEXT,
    epoch INTEGER,
    number INTEGER,
    read_at INTEGER                  -- when there was nothing more to read
) STRICT;
INSERT INTO fact_cursor(id) VALUES (1);

-- How far each other bench is known.
CREATE TABLE foreign_bench(
    station TEXT PRIMARY KEY,
    newest INTEGER,                  -- its newest fact here
    until INTEGER,                   -- everything until then is here
    unsent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Projections, made again at the next start with the bench of each count.
DROP TABLE handed_out;
DROP TABLE mis_pick;
DROP TABLE tally;

CREATE TABLE handed_out(
    order_no TEXT NOT NULL,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,
    picker TEXT,
    wave TEXT,
    PRIMARY KEY (order_no, station, epoch, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint(
    order_no TEXT NOT NULL,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,
    wanted TEXT,
    came TEXT,
    PRIMARY KEY (order_no, station, epoch, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE mis_pick(
    station TEXT NOT NULL,           -- with epoch and number: the fact that tells it
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    bench TEXT NOT NULL,             -- where it was packed
    at INTEGER NOT NULL,             -- milliseconds since 1970
    order_no TEXT NOT NULL,
    kind TEXT NOT NULL,
    packer TEXT,
    picker TEXT,
    wave TEXT,
    wrong TEXT,                      -- the product that was scanned
    wanted TEXT,                     -- the product that was wanted
    aisle TEXT,                      -- where that was to be picked
    shelf TEXT,
    bin TEXT,
    PRIMARY KEY (station, epoch, fact)
) STRICT, WITHOUT ROWID;

CREATE INDEX mis_pick_at ON mis_pick(at);
CREATE INDEX mis_pick_of_order ON mis_pick(order_no);

CREATE TABLE tally(
    bench TEXT NOT NULL,             -- empty: all of them together
    level INTEGER NOT NULL,          -- 0: quarters of an hour, 1: days of UTC, 2: 32 of those
    dimension TEXT NOT NULL,         -- all, packer, picker, wave, product, location
    slot INTEGER NOT NULL,           -- which since 1970
    key TEXT NOT NULL,
    orders INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    scans INTEGER NOT NULL,
    mis_picks INTEGER NOT NULL,
    PRIMARY KEY (bench, level, dimension, slot, key)
) STRICT, WITHOUT ROWID;

-- Parcels of other benches, as their facts leave them.
CREATE TABLE foreign_parcel(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    packaging TEXT NOT NULL,
    gross INTEGER NOT NULL,
    tracking TEXT NOT NULL,
    closed_at INTEGER,               -- NULL: opened again
    service TEXT,
    PRIMARY KEY (order_no, station, epoch, parcel)
) STRICT, WITHOUT ROWID;

CREATE INDEX foreign_parcel_closed ON foreign_parcel(closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX foreign_parcel_by_tracking ON foreign_parcel(tracking);

-- In which orders a serial number was scanned, at whatever bench.
CREATE TABLE serial_seen(
    serial TEXT NOT NULL,
    order_no TEXT NOT NULL,
    PRIMARY KEY (serial, order_no)
) STRICT, WITHOUT ROWID;

-- In which quarters of an hour anything happened at another bench.
CREATE TABLE foreign_quarter(
    station TEXT NOT NULL,
    quarter INTEGER NOT NULL,
    PRIMARY KEY (station, quarter)
) STRICT, WITHOUT ROWID;
