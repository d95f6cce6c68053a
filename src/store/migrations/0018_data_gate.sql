-- The same order of the same customer within hours is held until a lead has looked. Whether there is another one is
-- asked for each order that comes, is packed or is changed, so what two such orders have in common stands beside
-- them as a number. Part of the cache: run after the others it goes with them, but for the first table.

-- Orders that a lead at this bench let go. A projection: the journal's DuplicateLetGo facts make it again, the same.
CREATE TABLE IF NOT EXISTS let_go(order_no TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

ALTER TABLE customer_order ADD COLUMN duplicate_key INTEGER;    -- NULL: nobody's duplicate
ALTER TABLE customer_order ADD COLUMN is_duplicate INTEGER NOT NULL DEFAULT 0;  -- held for it now
ALTER TABLE order_standing ADD COLUMN both_wanted INTEGER NOT NULL DEFAULT 0;   -- a lead at any bench let it go

-- Orders that cross a customs border are looked at again when the catalogue learns something of their goods.
ALTER TABLE customer_order ADD COLUMN crosses_border INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customer_order_abroad ON customer_order(order_no) WHERE crosses_border = 1 AND queue <> 'done';

CREATE INDEX customer_order_alike ON customer_order(duplicate_key, paid_at, order_no)
    WHERE duplicate_key IS NOT NULL;
CREATE INDEX customer_order_alike_done ON customer_order(duplicate_key, paid_at, order_no)
    WHERE duplicate_key IS NOT NULL AND queue = 'done';
CREATE INDEX customer_order_suspected ON customer_order(cutoff, calm, paid_at, order_no) WHERE is_duplicate = 1;

-- What parcels of some days cost is asked of those days alone.
CREATE INDEX IF NOT EXISTS parcel_closed ON parcel(closed_at) WHERE closed_at IS NOT NULL;

-- The numbers are made when orders are read: a bench reads everything again, and packs on meanwhile.
UPDATE pull_cursor SET ledger = '', writer = 0, seq = 0, load = NULL;
