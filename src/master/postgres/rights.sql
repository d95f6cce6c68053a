-- Who may do what, for the group roles of one warehouse. Run again after every migration; harmless twice.
-- :schema, :station, :lead and :bridge stand for the quoted names. Nobody but the owner may delete
-- anything, but for what is only noted until it is folded into other rows.

GRANT USAGE ON SCHEMA :schema TO :station;
GRANT SELECT ON ledger, record, bench, bench_life, order_book, parcel_book, reservation, schema_migration,
    seat_account TO :station;
GRANT UPDATE (name, recovering_since, next_serial) ON ledger TO :station;
GRANT USAGE ON SEQUENCE record_seq TO :station;
GRANT INSERT (topic, key, transaction, seq, mark, body) ON record TO :station;
GRANT UPDATE (transaction, seq, mark, body) ON record TO :station;
GRANT INSERT, UPDATE ON bench, bench_life, parcel_book, reservation TO :station;
GRANT INSERT (order_no, holder, fence, lease_end, state, packed_revision, packed_mark, taken_over, both_wanted, to_erase),
    UPDATE (holder, fence, lease_end, state, packed_revision, packed_mark, taken_over, both_wanted, to_erase)
    ON order_book TO :station;
GRANT SELECT (station, epoch, number, hash, rejected) ON inbox TO :station;
GRANT INSERT ON inbox, inbox_double, stock_move, number_range TO :station;

GRANT SELECT, INSERT, DELETE ON stock_due, packaging_due TO :station;

-- Leads have the rights of stations. A lead's station also reads what all benches did, for statistics;
-- what a lead decides goes up as facts.
GRANT SELECT ON inbox, inbox_double, stock_move, number_range, import_log TO :lead;

-- The bridge has the rights of stations too, and brings catalogue and orders in.
GRANT INSERT (digest), UPDATE (digest) ON record TO :bridge;
GRANT INSERT, UPDATE ON order_book TO :bridge;
GRANT SELECT, INSERT ON import_log TO :bridge;

REVOKE ALL ON FUNCTION begin_history(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_history(TEXT) TO :station;
REVOKE ALL ON FUNCTION erase_person(TEXT, TEXT, TEXT, BIGINT, BYTEA, BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_person(TEXT, TEXT, TEXT, BIGINT, BYTEA, BIGINT) TO :station;
REVOKE ALL ON FUNCTION mend_product(TEXT, TEXT, TEXT, BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mend_product(TEXT, TEXT, TEXT, BIGINT) TO :station;

-- A bench changes what its facts change, and of the settings those that leads change at a bench: shipping rules,
-- benches' set-ups, photo warnings, the target of verification. It adds barcodes that a lead bound, and changes none.
-- Products, orders, workers and all other settings come from the bridge alone.
ALTER TABLE record ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_all ON record;
CREATE POLICY read_all ON record FOR SELECT USING (TRUE);
DROP POLICY IF EXISTS station_adds ON record;
CREATE POLICY station_adds ON record FOR INSERT TO :station
    WITH CHECK (topic IN ('stock', 'packaging', 'standing', 'exception', 'barcode')
        OR topic = 'setting' AND (key IN ('shipping_rules', 'verification_target_ppm')
            OR starts_with(key, 'station.') OR starts_with(key, 'warned_pair.')));
DROP POLICY IF EXISTS station_changes ON record;
CREATE POLICY station_changes ON record FOR UPDATE TO :station
    USING (topic IN ('stock', 'packaging', 'standing', 'exception')
        OR topic = 'setting' AND (key IN ('shipping_rules', 'verification_target_ppm')
            OR starts_with(key, 'station.') OR starts_with(key, 'warned_pair.')));
DROP POLICY IF EXISTS bridge_adds ON record;
CREATE POLICY bridge_adds ON record FOR INSERT TO :bridge WITH CHECK (TRUE);
DROP POLICY IF EXISTS bridge_changes ON record;
CREATE POLICY bridge_changes ON record FOR UPDATE TO :bridge USING (TRUE);
