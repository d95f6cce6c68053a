-- A parcel packed at one bench is handed to the driver at another: its number, and the carrier's list
-- it is on, are told to all benches.

-- Number, time of closing, weight and list as JSON; NULL once the box was emptied.
ALTER TABLE parcel_book ADD COLUMN label TEXT,
-- The number alone, for a parcel that was scanned where nobody knew it.
    ADD COLUMN tracking TEXT COLLATE "C";
CREATE INDEX parcel_book_by_tracking ON parcel_book(tracking) WHERE tracking IS NOT NULL;
