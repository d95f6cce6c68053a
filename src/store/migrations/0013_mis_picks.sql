-- A lead asks which product, place or hour errs more than others, over a day or a year, and must not
-- wait while a million facts are read. From the journal, made again like all projections.

-- Who picked an order, from the last pick list that was handed out.
CREATE TABLE handed_out(
    order_no TEXT PRIMARY KEY,
    picker TEXT,
    wave TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE mis_pick(
    fact INTEGER PRIMARY KEY,
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
    bin TEXT
) STRICT;

CREATE INDEX mis_pick_at ON mis_pick(at);
CREATE INDEX mis_pick_of_order ON mis_pick(order_no);

-- What went through and what was wrong with it, summed up over slots of three lengths, so that any
-- time is made of a few whole slots.
CREATE TABLE tally(
    level INTEGER NOT NULL,          -- 0: quarters of an hour, 1: days of UTC, 2: 32 of those
    dimension TEXT NOT NULL,         -- all, packer, picker, wave, product, location
    slot INTEGER NOT NULL,           -- which since 1970
    key TEXT NOT NULL,
    orders INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    scans INTEGER NOT NULL,
    mis_picks INTEGER NOT NULL,
    PRIMARY KEY (level, dimension, slot, key)
) STRICT, WITHOUT ROWID;

-- What was made from the journal by a program that knew fewer of these tables is made again at the next start.
ALTER TABLE bench_state ADD COLUMN made_for INTEGER NOT NULL DEFAULT 0;
