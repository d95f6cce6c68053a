-- A short pick, a weight let go and a label that failed stood in three places and on nobody's list: all of them, and
-- every held order, are entries of one queue with a deadline and an outcome.

-- Projection: entries that facts open, of this bench and of others that are here.
CREATE TABLE desk_entry(
    entry TEXT PRIMARY KEY,          -- desk/bench/epoch/number of the fact that opened it
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    is_own INTEGER NOT NULL,         -- from this bench's journal
    order_no TEXT NOT NULL,
    parcel INTEGER,
    opened_at INTEGER NOT NULL,      -- milliseconds since 1970, as all times here
    mended_at INTEGER,               -- when its cause was gone
    ended_at INTEGER,                -- when it was mended or closed, whichever came first
    body TEXT NOT NULL               -- JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_entry_of_order ON desk_entry(order_no, is_own, station, epoch);
CREATE INDEX desk_entry_open ON desk_entry(opened_at) WHERE ended_at IS NULL;
CREATE INDEX desk_entry_ended ON desk_entry(ended_at) WHERE ended_at IS NOT NULL;

-- Projection: what leads said about entries, at whichever bench.
CREATE TABLE desk_word(
    entry TEXT NOT NULL,
    station TEXT NOT NULL,           -- with epoch and number: the fact that says it
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,
    worker TEXT,
    given_to TEXT,                   -- the person who sees to it
    outcome TEXT,                    -- or with what it was closed
    note TEXT,
    PRIMARY KEY (entry, station, epoch, fact)
) STRICT, WITHOUT ROWID;

-- What no fact tells and the bench notices by itself: orders that their data hold, labels that a printer did not take.
-- Owned by the bench, touched by no rebuild.
CREATE TABLE desk_noticed(
    entry TEXT PRIMARY KEY,          -- subject/moment
    subject TEXT NOT NULL,           -- held/order, print/job
    station TEXT,                    -- where it is this bench's own
    order_no TEXT,
    parcel INTEGER,
    opened_at INTEGER NOT NULL,
    mended_at INTEGER,
    ended_at INTEGER,
    body TEXT NOT NULL               -- JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_noticed_now ON desk_noticed(subject) WHERE mended_at IS NULL;
CREATE INDEX desk_noticed_open ON desk_noticed(opened_at) WHERE ended_at IS NULL;
CREATE INDEX desk_noticed_ended ON desk_noticed(ended_at) WHERE ended_at IS NOT NULL;

-- Projection: what leads ordered about pairs of products that are confused, and what became of it, at whichever bench.
CREATE TABLE pair_word(
    action TEXT NOT NULL,            -- pair/bench/epoch/number of the fact that ordered it
    station TEXT NOT NULL,           -- with epoch and number: the fact that says it
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,
    worker TEXT,
    body TEXT NOT NULL,              -- JSON
    PRIMARY KEY (action, station, epoch, fact)
) STRICT, WITHOUT ROWID;

-- Before and after an action the errors of its pair are counted.
CREATE INDEX mis_pick_of_pair ON mis_pick(wrong, wanted, at) WHERE wrong IS NOT NULL;
