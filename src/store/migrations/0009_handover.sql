-- What a carrier's driver takes is written on one list, whichever bench packed it; a parcel that is
-- scanned has to be found by its number at once, and what still waits has to be listed.

-- From the journal, made again like all projections.
CREATE TABLE manifest(
    manifest TEXT PRIMARY KEY,
    carrier TEXT NOT NULL,
    opened_at INTEGER NOT NULL,      -- milliseconds since 1970
    closed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE handed_over(
    tracking TEXT PRIMARY KEY,
    manifest TEXT NOT NULL,
    order_no TEXT,                   -- NULL where this bench did not know the parcel
    parcel INTEGER,
    at INTEGER NOT NULL,
    fact INTEGER NOT NULL            -- the order in which they were scanned
) STRICT, WITHOUT ROWID;

CREATE INDEX handed_over_on ON handed_over(manifest, fact);
CREATE INDEX handed_over_of_order ON handed_over(order_no) WHERE order_no IS NOT NULL;

-- Part of the cache: the closed parcels of all benches, with where an order stands.
CREATE TABLE standing_parcel(
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    tracking TEXT NOT NULL,
    closed_at INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    owed INTEGER NOT NULL,           -- under a substitute label
    manifest TEXT,
    PRIMARY KEY (order_no, parcel)
) STRICT, WITHOUT ROWID;

CREATE INDEX standing_parcel_by_tracking ON standing_parcel(tracking);
CREATE INDEX standing_parcel_waiting ON standing_parcel(closed_at) WHERE manifest IS NULL;

-- The parcels of this bench that wait for a carrier.
CREATE INDEX parcel_closed ON parcel(closed_at) WHERE closed_at IS NOT NULL;

-- From the journal: parcels that went under a substitute label. Those that were paid stay, so that no
-- substitute's number is given twice.
CREATE TABLE label_debt(
    substitute TEXT PRIMARY KEY,
    serial INTEGER NOT NULL,
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    reason TEXT NOT NULL,            -- JSON
    at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX label_debt_open ON label_debt(at) WHERE settled = 0;
CREATE INDEX label_debt_of_order ON label_debt(order_no);
