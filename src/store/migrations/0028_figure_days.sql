-- The figures of a month or a year are asked for as quickly as those of a day: what the orders and parcels of a local day
-- that is over add up to is kept beside their rows, and thrown away as soon as one of these rows becomes another.
CREATE TABLE figure_day(
    from_at INTEGER NOT NULL,        -- first moment of the day, in milliseconds since 1970
    to_at INTEGER NOT NULL,          -- first moment of the next one
    split TEXT NOT NULL,             -- bench, packer, service, packaging
    sums TEXT NOT NULL,              -- JSON: bench, key, sums
    PRIMARY KEY (from_at, to_at, split)
) STRICT, WITHOUT ROWID;

-- Orders at which something was refused are few: statistics ask for them among all that were closed.
CREATE INDEX fact_refused ON fact(order_no, number) WHERE kind = 'Refused' AND order_no IS NOT NULL;
CREATE INDEX foreign_fact_refused ON foreign_fact(order_no, station, epoch, number)
    WHERE kind = 'Refused' AND order_no IS NOT NULL;
