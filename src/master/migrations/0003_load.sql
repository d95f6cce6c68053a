-- Benches that begin get the orders to be packed first; and old orders can be taken away.

-- Where the feed begins: what was taken away before is not told any more.
ALTER TABLE ledger ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;

-- Its rows were taken away: the shop may send it again, and it must not be packed again then.
ALTER TABLE order_ledger ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;

-- Orders that are still to be packed, in their rank, whoever holds them.
CREATE INDEX order_ledger_urgent ON order_ledger(cutoff, calm, paid_at, order_no)
    WHERE state <> 'closed' AND cancelled = 0;
