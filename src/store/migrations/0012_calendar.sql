-- What leaves first is packed first: the queue goes by the next lorry of each delivery method, and after
-- a cut-off that is another one. A delivery method may also be shut until that lorry's day begins; its
-- orders are held as long. Part of the cache: run after the others it goes with them.
DROP TABLE IF EXISTS service_now;
CREATE TABLE service_now(
    delivery_method TEXT PRIMARY KEY,
    cutoff INTEGER NOT NULL,         -- of its next lorry, in milliseconds since 1970
    hold TEXT                        -- JSON of what shuts it
) STRICT, WITHOUT ROWID;

ALTER TABLE customer_order ADD COLUMN delivery_method TEXT NOT NULL DEFAULT '';
UPDATE customer_order SET delivery_method = coalesce(body ->> '$.delivery_method', '');

-- Within one delivery method the first promise stands first, whichever lorry is the next.
DROP INDEX customer_order_ready;
DROP INDEX customer_order_single;
CREATE INDEX customer_order_ready ON customer_order(delivery_method, cutoff, calm, paid_at, order_no)
    WHERE queue = 'ready';
CREATE INDEX customer_order_single ON customer_order(single_sku, delivery_method, cutoff, calm, paid_at, order_no)
    WHERE queue = 'ready' AND single_sku IS NOT NULL;
CREATE INDEX customer_order_service ON customer_order(delivery_method) WHERE queue <> 'done';

-- Promises go by working days now: a bench reads everything again, and packs on meanwhile.
UPDATE pull_cursor SET ledger = '', writer = 0, seq = 0, load = NULL;
