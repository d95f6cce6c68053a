-- A claim holds for a time only, counted by clocks that lie in different ways; and what a bench and
-- its master said to each other last has to outlive a power cut, so that neither begins anew.

ALTER TABLE claim ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;   -- 0 not begun here, 1 begun, 2 packed
ALTER TABLE claim ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;    -- the master said that it is not ours
-- The lease: which start of the computer, end in milliseconds since then; asked and end by the clock
-- on the wall, in milliseconds since 1970. Without one it is over until the master has been asked.
ALTER TABLE claim ADD COLUMN boot TEXT;
ALTER TABLE claim ADD COLUMN boot_end INTEGER;
ALTER TABLE claim ADD COLUMN asked_at INTEGER;
ALTER TABLE claim ADD COLUMN wall_end INTEGER;

UPDATE claim SET stage = coalesce((
    SELECT CASE state WHEN 'closed' THEN 2 ELSE 1 END FROM order_state WHERE order_state.order_no = claim.order_no), 0);

-- Packed orders keep their claims for ever; how many are ahead is asked after every scan.
CREATE INDEX claim_at_hand ON claim(stage, lost, order_no) WHERE stage < 2;

CREATE TABLE link(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    run TEXT NOT NULL DEFAULT '',    -- the name of this connection, kept before it is used
    before TEXT,                     -- the one that the master answered last
    quarantined INTEGER NOT NULL DEFAULT 0,
    acknowledged_at INTEGER,         -- when the master took facts last
    pulled_at INTEGER,               -- when the cache was last known to be what the master has
    -- The lease that a report renews for all claims at once.
    boot TEXT,
    boot_end INTEGER,
    asked_at INTEGER,
    wall_end INTEGER
) STRICT;

INSERT INTO link(id) VALUES (1);
