-- What will still be paid today is estimated from what was paid on such days before: the index answers it without
-- opening a single order.
CREATE INDEX customer_order_paid ON customer_order(paid_at, delivery_method, units);
