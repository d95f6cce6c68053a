-- After its cut-off a delivery method may be shut until the day of its next lorry begins; its orders
-- are held as long. Part of the cache: run after the others it goes with them.
DROP TABLE IF EXISTS shut_service;
CREATE TABLE shut_service(delivery_method TEXT PRIMARY KEY, hold TEXT NOT NULL) STRICT, WITHOUT ROWID;

ALTER TABLE customer_order ADD COLUMN delivery_method TEXT
    GENERATED ALWAYS AS (body ->> '$.delivery_method') VIRTUAL;
CREATE INDEX customer_order_service ON customer_order(delivery_method) WHERE queue <> 'done';

-- Places in the queue go by working days now: a bench reads everything again, and packs on meanwhile.
UPDATE pull_cursor SET ledger = '', writer = 0, seq = 0, load = NULL;
