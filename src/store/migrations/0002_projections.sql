-- Questions that are asked at every scan cannot read the journal each time. These tables are made
-- from it alone, in the same transaction, and can be emptied and made again.

CREATE TABLE order_state(
    order_no TEXT PRIMARY KEY,
    state TEXT NOT NULL,             -- open, put_aside, closed, withdrawn
    reason TEXT,
    parcels INTEGER NOT NULL DEFAULT 0,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX order_state_open ON order_state(order_no) WHERE state = 'open';
CREATE INDEX order_state_closed ON order_state(closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE parcel(
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    packaging TEXT NOT NULL,
    gross INTEGER NOT NULL,
    tracking TEXT NOT NULL UNIQUE,
    label_revision INTEGER NOT NULL,
    units INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by_fact INTEGER NOT NULL,
    PRIMARY KEY (order_no, parcel)
) STRICT, WITHOUT ROWID;

-- Packagings used up by parcels that the master has not heard of yet.
CREATE INDEX parcel_by_fact ON parcel(closed_by_fact, packaging);

CREATE TABLE tote_binding(
    tote TEXT PRIMARY KEY,
    order_no TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tote_binding_of_order ON tote_binding(order_no);

CREATE TABLE bound_barcode(
    code TEXT NOT NULL,
    sku TEXT NOT NULL,
    units INTEGER NOT NULL,
    gtin14 TEXT,
    PRIMARY KEY (code, sku)
) STRICT, WITHOUT ROWID;

CREATE INDEX bound_barcode_by_gtin ON bound_barcode(gtin14) WHERE gtin14 IS NOT NULL;

CREATE TABLE bench_state(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    current_order TEXT,
    last_closed TEXT
) STRICT;

INSERT INTO bench_state(id) VALUES (1);

-- Facts of one day stand together, unless the clock jumped: one row for each run of facts of a day
-- answers "which facts are of this week" without an index that every scan would have to write.
CREATE TABLE day_run(
    first_fact INTEGER PRIMARY KEY,
    day INTEGER NOT NULL             -- days since 1970, UTC
) STRICT;
