-- Old orders can be taken away, so that a bench that begins does not load years. What is gone is told
-- to the benches by rows of the feed, and these are taken away in their turn.

-- Where the feed begins: a bench that has read less begins again.
ALTER TABLE ledger ADD COLUMN floor_transaction XID8 NOT NULL DEFAULT '0',
    ADD COLUMN floor_seq BIGINT NOT NULL DEFAULT 0;

-- Its rows were taken away: the shop may send it again, and it must not be packed again then.
ALTER TABLE order_book ADD COLUMN pruned BOOLEAN NOT NULL DEFAULT FALSE;

-- On another server rows are numbered anew, and so the feed begins elsewhere: with all that there is.
CREATE OR REPLACE FUNCTION begin_history(new_name TEXT) RETURNS BOOLEAN LANGUAGE plpgsql
    SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM ledger FOR UPDATE;
    IF EXISTS (SELECT 1 FROM ledger WHERE cluster = cluster_name()) THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET transaction = pg_current_xact_id() WHERE transaction >= pg_current_xact_id();
    UPDATE ledger SET name = new_name, cluster = cluster_name(), floor_transaction = '0', floor_seq = 0;
    RETURN TRUE;
END
$$;
