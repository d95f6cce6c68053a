-- A customer who asks for it, or whose parcel left long ago, is forgotten: the shop may send the order again, and
-- what tells who it was is left out then.
ALTER TABLE order_ledger ADD COLUMN to_erase INTEGER NOT NULL DEFAULT 0;
