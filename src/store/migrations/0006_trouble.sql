-- A person who asks at the terminal beside the open window is told why bench and master do not talk:
-- the last trouble, as JSON, and since when in milliseconds since 1970. Without one they talk.

ALTER TABLE link ADD COLUMN trouble TEXT;
ALTER TABLE link ADD COLUMN trouble_since INTEGER;
