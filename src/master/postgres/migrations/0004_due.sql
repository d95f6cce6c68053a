-- Benches that came back after an outage stood in line at the few boxes and bins that all of them use:
-- each kept their rows from the others until its own facts were on disk. What facts take is only noted
-- now, in no order and without an index, and whoever reads next folds it into the rows that benches see.

-- Units that left a place or came back, beside their stock_move; gone as soon as they are folded.
CREATE TABLE stock_due(
    station TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    number BIGINT NOT NULL,
    order_no TEXT NOT NULL,
    parcel BIGINT NOT NULL,
    sku TEXT NOT NULL,
    place TEXT NOT NULL,             -- as in stock_move
    units BIGINT NOT NULL
);

-- Boxes that were used; negative when they came back.
CREATE TABLE packaging_due(
    code TEXT NOT NULL,
    pieces BIGINT NOT NULL
);
