-- What was wrong with a product's record was found by whoever packed it, and forgotten: all findings stand in one list
-- now, each with whoever sees to it, and what a lead accepts as it is does not come up again.

-- Projection: what leads said of records, at whichever bench.
CREATE TABLE record_word(
    sku TEXT NOT NULL,
    kind TEXT NOT NULL,              -- shared_barcode, no_photo, …
    station TEXT NOT NULL,           -- with epoch and number: the fact that says it
    epoch INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    at INTEGER NOT NULL,             -- milliseconds since 1970
    worker TEXT,
    body TEXT NOT NULL,              -- JSON
    PRIMARY KEY (sku, kind, station, epoch, fact)
) STRICT, WITHOUT ROWID;
