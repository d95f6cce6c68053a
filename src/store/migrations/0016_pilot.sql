-- Whether the orders of a lorry will be packed in time is asked of all that wait: how large each is stands beside
-- it, and the index answers without opening the orders.
ALTER TABLE customer_order ADD COLUMN units INTEGER NOT NULL DEFAULT 0;
UPDATE customer_order SET units = (SELECT coalesce(sum(value ->> '$.quantity'), 0) FROM json_each(body, '$.lines'));

DROP INDEX customer_order_ready;
CREATE INDEX customer_order_ready ON customer_order(delivery_method, cutoff, calm, paid_at, order_no, units)
    WHERE queue = 'ready';

-- What all benches packed today.
CREATE INDEX IF NOT EXISTS standing_parcel_closed ON standing_parcel(closed_at);
