-- Of two orders that seem to be one, a shift lead lets the second go at any bench: all benches are told.
ALTER TABLE order_book ADD COLUMN both_wanted BOOLEAN NOT NULL DEFAULT FALSE;
