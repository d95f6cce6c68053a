-- A product of unknown size goes into a parcel by the rule of volume, and nobody hears of it again: what was packed
-- unmeasured is a list for the lead now. Projections: the journal's facts make them again, the same.
CREATE TABLE unmeasured_line(
    order_no TEXT NOT NULL,
    sku TEXT NOT NULL,
    PRIMARY KEY (order_no, sku)
) STRICT, WITHOUT ROWID;

CREATE TABLE unmeasured_parcel(
    sku TEXT NOT NULL,
    order_no TEXT NOT NULL,
    parcel INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,   -- milliseconds since 1970
    PRIMARY KEY (sku, order_no, parcel)
) STRICT, WITHOUT ROWID;

-- Old rows go with each new one.
CREATE INDEX unmeasured_parcel_closed ON unmeasured_parcel(closed_at);
