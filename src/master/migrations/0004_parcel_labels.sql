-- A parcel packed at one bench is handed to the driver at another: its number, and the carrier's list
-- it is on, are told to all benches.

-- Number, time of closing, weight and list as JSON; NULL once the box was emptied.
ALTER TABLE parcel_ledger ADD COLUMN label TEXT;
-- The number alone, for a parcel that was scanned where nobody knew it.
ALTER TABLE parcel_ledger ADD COLUMN tracking TEXT;
CREATE INDEX parcel_ledger_by_tracking ON parcel_ledger(tracking) WHERE tracking IS NOT NULL;
