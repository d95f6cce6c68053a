-- A trade item number is looked up in each length it is printed with, so it need not be kept a second
-- time in its longest. Part of the cache: run after 0003 and 0007 it goes with them.

DROP INDEX barcode_by_gtin;
ALTER TABLE barcode DROP COLUMN gtin14;
