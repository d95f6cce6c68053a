-- By which service an order goes is what the shipping rules say of it, and what they said stands beside it: the
-- queue, its next lorries and its holds go by that. Part of the cache.
ALTER TABLE customer_order ADD COLUMN ruling TEXT;      -- JSON; NULL in a shop without rules

-- A parcel goes by the service that was decided when it was closed, whatever the rules say later.
ALTER TABLE parcel ADD COLUMN service TEXT;
ALTER TABLE standing_parcel ADD COLUMN service TEXT;
