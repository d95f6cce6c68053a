-- What happened at this bench must outlive everything else, so the journal and what the bench owns
-- (numbers, claims, labels, print queue) stand in tables that no rebuild and no pull touches.

CREATE TABLE bench(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    -- The master has everything up to this fact: the journal is its own outbox.
    acknowledged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE fact(
    number INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,             -- milliseconds since 1970
    worker TEXT,
    fence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_no TEXT,
    parcel INTEGER,
    sku TEXT,
    body TEXT NOT NULL,              -- JSON, exactly as hashed
    hash BLOB NOT NULL
) STRICT;

-- A bench that continues an order reads its facts; nothing else is looked up while packing, and
-- every further index would be one more page to sync at each scan.
CREATE INDEX fact_of_order ON fact(order_no) WHERE order_no IS NOT NULL;

-- Who is signed in, and who typed wrong PINs, is read at every start.
CREATE INDEX fact_of_sign_in ON fact(number) WHERE kind IN ('SignedIn', 'SignInRefused');

CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;

CREATE TABLE rejected_fact(
    number INTEGER PRIMARY KEY,
    why TEXT NOT NULL
) STRICT;

-- An event that is sent again gets the answer it got the first time.
CREATE TABLE answer(
    id TEXT PRIMARY KEY,
    json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_range(
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last >= first),
    next INTEGER NOT NULL
) STRICT;

CREATE TABLE claim(
    order_no TEXT PRIMARY KEY,
    fence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Label bytes hold names and addresses: they can be erased without breaking the chain, which only
-- holds a salted commitment.
CREATE TABLE label(
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    void INTEGER NOT NULL DEFAULT 0,
    format TEXT NOT NULL,
    salt BLOB NOT NULL,
    bytes BLOB NOT NULL,
    picture BLOB NOT NULL,           -- the same label as PNG
    PRIMARY KEY (order_no, parcel, revision)
) STRICT;

CREATE TABLE print_job(
    job INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    target TEXT NOT NULL,
    label_order TEXT,
    label_parcel INTEGER,
    label_revision INTEGER,
    bytes BLOB,
    done INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    retry_at INTEGER                 -- milliseconds since 1970; NULL waits for a person
) STRICT;

-- The queue is asked once a second; done jobs must not slow it down after a year.
CREATE INDEX print_job_to_do ON print_job(job, retry_at) WHERE done = 0;
