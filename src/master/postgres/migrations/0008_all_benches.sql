-- A lead's station reads what all benches did, in the order of the transactions that took it, and misses nothing
-- that an earlier transaction commits later. What was taken before this stands at the beginning, by bench and number.

ALTER TABLE inbox ADD COLUMN transaction XID8 NOT NULL DEFAULT '0';
ALTER TABLE inbox ALTER COLUMN transaction SET DEFAULT pg_current_xact_id();
CREATE INDEX inbox_feed ON inbox(transaction, station, epoch, number) WHERE rejected IS NULL AND body IS NOT NULL;

-- On another server the numbers of transactions begin elsewhere: facts from its future are numbered anew too.
CREATE OR REPLACE FUNCTION begin_history(new_name TEXT) RETURNS BOOLEAN LANGUAGE plpgsql
    SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM ledger FOR UPDATE;
    IF EXISTS (SELECT 1 FROM ledger WHERE cluster = cluster_name()) THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET transaction = pg_current_xact_id() WHERE transaction >= pg_current_xact_id();
    -- The words of the index: years of facts are not read for it.
    UPDATE inbox SET transaction = pg_current_xact_id()
        WHERE transaction >= pg_current_xact_id() AND rejected IS NULL AND body IS NOT NULL;
    UPDATE ledger SET name = new_name, cluster = cluster_name(), floor_transaction = '0', floor_seq = 0;
    RETURN TRUE;
END
$$;
