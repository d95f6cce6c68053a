-- Many benches at one master: who speaks for a bench and how it stands, until when it may open what it
-- holds, what is set aside for which order, and every move of stock by the fact that made it.
-- What needs the rules of the ledger to be filled in (marks, needs, reservations, exceptions of older
-- rejections) is filled in by the program once, see `is_filled`.

ALTER TABLE ledger ADD COLUMN recovering_since INTEGER;  -- milliseconds since 1970; NULL: all benches have told
ALTER TABLE ledger ADD COLUMN is_filled INTEGER NOT NULL DEFAULT 0;

-- A row in one number; of all rows of a kind their exclusive or is kept as rows change, because reading
-- a million of them for every comparison would stop the bench.
ALTER TABLE record ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
CREATE TABLE topic_digest(
    topic TEXT PRIMARY KEY,
    rows INTEGER NOT NULL,
    mark INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE order_ledger ADD COLUMN lease_end INTEGER;   -- milliseconds since 1970
ALTER TABLE order_ledger ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_ledger ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_ledger ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_ledger ADD COLUMN packed_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_ledger ADD COLUMN packed_mark INTEGER;
ALTER TABLE order_ledger ADD COLUMN taken_over INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_ledger ADD COLUMN needs TEXT NOT NULL DEFAULT '{}';  -- JSON: units by SKU, kits taken apart

-- A bench's report is about the orders it holds, not about the many that it has packed.
CREATE INDEX order_ledger_held ON order_ledger(holder) WHERE holder IS NOT NULL AND state <> 'closed';

UPDATE order_ledger SET packed_revision = opened.revision
FROM (
    SELECT order_no, max(json_extract(body, '$.revision')) AS revision FROM inbox
    WHERE kind IN ('OrderOpened', 'OrderRevised') AND rejected IS NULL GROUP BY order_no
) AS opened
WHERE opened.order_no = order_ledger.order_no;

CREATE TABLE bench(
    station TEXT PRIMARY KEY,
    run TEXT NOT NULL DEFAULT '',
    past_runs TEXT NOT NULL DEFAULT '[]',  -- JSON
    last_seen INTEGER,               -- milliseconds since 1970
    drained_at INTEGER,
    unsent INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    waited_for INTEGER NOT NULL DEFAULT 0,
    program TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- The last fact without a gap, in each life of a bench's database.
CREATE TABLE bench_life(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    has_up_to INTEGER NOT NULL,
    PRIMARY KEY (station, epoch)
) STRICT, WITHOUT ROWID;

INSERT INTO bench(station, last_seen) SELECT station, max(at) FROM inbox GROUP BY station;
INSERT OR IGNORE INTO bench(station) SELECT DISTINCT holder FROM order_ledger WHERE holder IS NOT NULL;
INSERT INTO bench_life(station, epoch, has_up_to)
    SELECT station, epoch, max(number) FROM inbox GROUP BY station, epoch;

-- Units that left a place or came back to it. A fact moves them once, however often it is sent.
CREATE TABLE stock_move(
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    sku TEXT NOT NULL,
    place TEXT NOT NULL,             -- as written on the rack; empty: the product's first one
    order_no TEXT NOT NULL,
    units INTEGER NOT NULL,
    PRIMARY KEY (station, epoch, number, parcel, sku, place)
) STRICT, WITHOUT ROWID;

-- Units that are set aside for an order and in no closed parcel yet.
CREATE TABLE reservation(
    sku TEXT NOT NULL,
    order_no TEXT NOT NULL,
    units INTEGER NOT NULL,
    PRIMARY KEY (sku, order_no)
) STRICT, WITHOUT ROWID;

-- Why a fact did not count was a sentence; now it is data.
UPDATE inbox SET rejected = json_object('rejection', 'Unstorable', 'why', rejected)
    WHERE rejected IS NOT NULL AND NOT json_valid(rejected);
