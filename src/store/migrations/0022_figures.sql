-- A lead asks how fast, how well and how soon the benches work, over a day or a month, and for the parcels behind each
-- number: what an order and a parcel say for that is kept ready, one row each. Projections: made again, the same.
CREATE TABLE figure_order(
    order_no TEXT NOT NULL,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,      -- first, in milliseconds since 1970, as all times here
    packer TEXT NOT NULL,            -- empty: nobody known; so in all columns here
    service TEXT NOT NULL,
    lines INTEGER NOT NULL,
    first_pass INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    scanning INTEGER NOT NULL,       -- work in milliseconds, by step
    packaging INTEGER NOT NULL,
    weighing INTEGER NOT NULL,
    confirming INTEGER NOT NULL,
    products TEXT NOT NULL,          -- JSON
    PRIMARY KEY (order_no, station, epoch)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_order_closed ON figure_order(
    closed_at, station, packer, service, lines, first_pass, complete, scanning, packaging, weighing, confirming);

CREATE TABLE figure_parcel(
    order_no TEXT NOT NULL,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,      -- first
    packed_at INTEGER,               -- last; NULL: opened again
    handed_at INTEGER,               -- NULL: not on a carrier's list
    paid_at INTEGER,
    leaves_by INTEGER,
    packer TEXT NOT NULL,
    service TEXT NOT NULL,
    packaging TEXT NOT NULL,
    tracking TEXT NOT NULL,
    failed INTEGER NOT NULL,         -- labels
    by_hand INTEGER NOT NULL,
    effort INTEGER NOT NULL,
    products TEXT NOT NULL,
    PRIMARY KEY (order_no, station, epoch, parcel)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_parcel_closed ON figure_parcel(
    closed_at, station, packer, service, packaging, packed_at, handed_at, paid_at, leaves_by, failed, by_hand, effort);
CREATE INDEX figure_parcel_by_tracking ON figure_parcel(tracking);

-- What happened to a parcel at the door, by the number on its label, at whatever bench that was.
CREATE TABLE figure_handover(
    tracking TEXT NOT NULL,
    at INTEGER NOT NULL,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    is_back INTEGER NOT NULL,        -- taken off the list again
    PRIMARY KEY (tracking, at, station, epoch, fact)
) STRICT, WITHOUT ROWID;

-- Orders that were refused for their data, products that were corrected.
CREATE TABLE figure_event(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,              -- blocked, corrected
    subject TEXT NOT NULL,           -- the order, the product
    PRIMARY KEY (station, epoch, fact)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_event_at ON figure_event(kind, at);
CREATE INDEX figure_event_of ON figure_event(subject, kind, station);

-- Who did anything in which quarter of an hour.
CREATE TABLE figure_work(
    quarter INTEGER NOT NULL,        -- since 1970
    station TEXT NOT NULL,
    worker TEXT NOT NULL,
    PRIMARY KEY (quarter, station, worker)
) STRICT, WITHOUT ROWID;
