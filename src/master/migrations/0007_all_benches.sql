-- A lead's station reads what all benches did, in the order in which it was taken. What was taken before this
-- stands at the beginning, by bench and number.

ALTER TABLE inbox ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inbox_in_order ON inbox(taken, station, epoch, number);
