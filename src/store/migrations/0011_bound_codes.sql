-- The same for codes that were bound at this bench, which no pull touches.

DROP INDEX bound_barcode_by_gtin;
ALTER TABLE bound_barcode DROP COLUMN gtin14;
