-- The truth of a warehouse with many benches. Every row that benches cache is in one table, in the
-- order of the transactions that wrote it, so that a bench reads on from where it stopped and misses
-- nothing that another transaction with an earlier number commits later.
--
-- Nothing here is ever deleted: rows change, facts are added.

CREATE TABLE ledger(
    id BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (id),
    name TEXT NOT NULL,              -- random: another ledger is another history
    cluster TEXT NOT NULL,           -- the server's identity and time line when the history began
    recovering_since TIMESTAMPTZ,    -- set back to an earlier day, until every bench has told
    next_serial BIGINT NOT NULL DEFAULT 1
);

-- The feed. Keys sort byte by byte, as the parts of a key are read by their common beginning.
CREATE SEQUENCE record_seq;
CREATE TABLE record(
    topic TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    transaction XID8 NOT NULL DEFAULT pg_current_xact_id(),
    seq BIGINT NOT NULL DEFAULT nextval('record_seq'),
    digest BYTEA,                    -- of what it was imported from; NULL when it came from facts
    mark BIGINT NOT NULL,            -- the body in one number, to compare whole caches
    body TEXT NOT NULL,              -- the row as JSON
    PRIMARY KEY (topic, key)
);
-- With the marks in it an audit reads the index alone.
CREATE UNIQUE INDEX record_feed ON record(transaction, seq) INCLUDE (topic, mark);

CREATE TABLE bench(
    station TEXT COLLATE "C" PRIMARY KEY,
    run TEXT NOT NULL DEFAULT '',    -- the connection that speaks for it
    past_runs TEXT NOT NULL DEFAULT '',  -- those before it, one a line
    last_seen TIMESTAMPTZ,
    drained_at TIMESTAMPTZ,          -- when it last said that nothing is left to send
    unsent BIGINT NOT NULL DEFAULT 0,
    quarantined BOOLEAN NOT NULL DEFAULT FALSE,
    waited_for BOOLEAN NOT NULL DEFAULT FALSE,  -- since the master was set back
    program TEXT NOT NULL DEFAULT ''
);

-- One life of a bench's database, and the last fact of it without a gap.
CREATE TABLE bench_life(
    station TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    has_up_to BIGINT NOT NULL,
    PRIMARY KEY (station, epoch)
);

CREATE TABLE order_book(
    order_no TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT COLLATE "C",
    fence BIGINT NOT NULL DEFAULT 0,
    lease_end TIMESTAMPTZ,
    state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, open, put_aside, closed, withdrawn
    ready BOOLEAN NOT NULL DEFAULT FALSE,   -- its own data let it be packed
    cancelled BOOLEAN NOT NULL DEFAULT FALSE,
    revision BIGINT NOT NULL DEFAULT 0,     -- 0: the shop has not sent it to this ledger
    mark BIGINT NOT NULL DEFAULT 0,  -- what the shop's order says, in one number
    packed_revision BIGINT NOT NULL DEFAULT 0,
    packed_mark BIGINT,
    taken_over BOOLEAN NOT NULL DEFAULT FALSE,
    needs TEXT NOT NULL DEFAULT '{}',       -- units by SKU, kits taken apart, as JSON
    cutoff BIGINT NOT NULL DEFAULT 9223372036854775807,  -- its rank: milliseconds since 1970
    calm SMALLINT NOT NULL DEFAULT 255,
    paid_at BIGINT NOT NULL DEFAULT 9223372036854775807
) WITH (fillfactor = 70);            -- every report renews the leases in place
-- A bench asks for the most urgent orders that nobody holds, among 100,000.
CREATE INDEX order_book_free ON order_book(cutoff, calm, paid_at, order_no)
    WHERE ready AND NOT cancelled AND holder IS NULL AND state = 'waiting';
-- A bench says what it holds; what it packed in years is not looked through.
CREATE INDEX order_book_held ON order_book(holder) WHERE holder IS NOT NULL AND state <> 'closed';

-- What a closed parcel took from stock; closing it again applies only the difference.
CREATE TABLE parcel_book(
    order_no TEXT COLLATE "C" NOT NULL,
    parcel BIGINT NOT NULL,
    packaging TEXT,
    contents TEXT NOT NULL,          -- JSON
    PRIMARY KEY (order_no, parcel)
);

-- Units set aside for orders; 0 once they are packed or given up.
CREATE TABLE reservation(
    sku TEXT COLLATE "C" NOT NULL,
    order_no TEXT COLLATE "C" NOT NULL,
    units BIGINT NOT NULL,
    PRIMARY KEY (sku, order_no)
);

-- Every fact of every bench, once, for ever.
CREATE TABLE inbox(
    station TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,         -- by the bench's clock
    received_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    worker TEXT,
    fence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    order_no TEXT,                   -- NULL too when a character of it cannot be stored
    body TEXT,                       -- JSON; NULL when it could not be stored
    hash BYTEA NOT NULL,
    rejected TEXT,                   -- why it does not count, as JSON
    PRIMARY KEY (station, epoch, number)
);

-- Two different facts with one number mean that a bench's disk was copied. The second is kept here.
CREATE TABLE inbox_double(
    station TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    body TEXT NOT NULL,
    PRIMARY KEY (station, epoch, number, hash)
);

-- Units that left a place or came back, each once however often its fact arrives.
CREATE TABLE stock_move(
    station TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    number BIGINT NOT NULL,
    order_no TEXT NOT NULL,
    parcel BIGINT NOT NULL,
    sku TEXT NOT NULL,
    place TEXT NOT NULL,             -- aisle, shelf and bin, joined by the unit separator; empty: nobody said
    units BIGINT NOT NULL,
    PRIMARY KEY (station, epoch, number, parcel, sku, place)
);

CREATE TABLE number_range(
    first BIGINT PRIMARY KEY,
    last BIGINT NOT NULL,
    station TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE import_log(
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    same BIGINT NOT NULL
);

-- Which server this is: a restored copy, an upgraded one and a stand-by that took over are others.
CREATE FUNCTION cluster_name() RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT system_identifier::TEXT || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
    FROM pg_control_system()
$$;

-- On another server the numbers of transactions begin elsewhere: rows from the future of this one are
-- numbered anew, and the ledger gets a new name, so that benches read from the start. Whoever notices
-- first may call it; it looks itself.
CREATE FUNCTION begin_history(new_name TEXT) RETURNS BOOLEAN LANGUAGE plpgsql
    SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM ledger FOR UPDATE;
    IF EXISTS (SELECT 1 FROM ledger WHERE cluster = cluster_name()) THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET transaction = pg_current_xact_id() WHERE transaction >= pg_current_xact_id();
    UPDATE ledger SET name = new_name, cluster = cluster_name();
    RETURN TRUE;
END
$$;

INSERT INTO ledger(name, cluster)
    VALUES (substr(replace(gen_random_uuid()::TEXT, '-', ''), 1, 16), cluster_name());
