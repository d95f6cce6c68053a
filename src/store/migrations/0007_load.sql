-- A bench that has to begin again keeps its cache while everything is loaded anew, so that it can go
-- on packing: each row bears the number of the load that brought it, and what the newest one did not
-- bring is gone. Part of the cache: run after 0003 and 0004 it goes with them.

ALTER TABLE pull_cursor ADD COLUMN load TEXT;                           -- how far everything is loaded; NULL: through
ALTER TABLE pull_cursor ADD COLUMN loads INTEGER NOT NULL DEFAULT 0;    -- the number of the newest load
ALTER TABLE pull_cursor ADD COLUMN sweep TEXT;                          -- how far old rows are looked for; NULL: there are none

ALTER TABLE product ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE barcode ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stock_place ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kit_part ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer_rule ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE packaging ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE worker ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tote ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE setting ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_standing ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer_order ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exception ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
