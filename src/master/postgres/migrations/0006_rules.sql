-- A shift lead changes the shipping rules at any bench, so benches may write this one setting from now on; the
-- rights, which are given anew after every migration, say so.
COMMENT ON TABLE record IS 'What benches cache. Of the settings they write the shipping rules alone.';
