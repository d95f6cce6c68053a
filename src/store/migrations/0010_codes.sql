-- The codes of the products of the order that is open are read before they are scanned. Part of the
-- cache: it goes with the table.
CREATE INDEX barcode_of_product ON barcode(sku, code);
