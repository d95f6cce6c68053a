-- Of two orders that seem to be one, a shift lead lets the second go at any bench: all benches are told.
ALTER TABLE order_ledger ADD COLUMN both_wanted INTEGER NOT NULL DEFAULT 0;
