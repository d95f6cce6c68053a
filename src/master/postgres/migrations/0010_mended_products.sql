-- Benches do not write the catalogue. What parcels, or somebody with a rule and a scale, say of a product's size and
-- weight changes it all the same: that and nothing else of it, and only where it still stands as it was read.

CREATE FUNCTION mend_product(of_sku TEXT, old_body TEXT, new_body TEXT, new_mark BIGINT)
    RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF old_body::JSONB #- '{row,weight}' #- '{row,size}' <> new_body::JSONB #- '{row,weight}' #- '{row,size}' THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET body = new_body, mark = new_mark,
        transaction = pg_current_xact_id(), seq = nextval('record_seq')
        WHERE topic = 'product' AND key = of_sku AND body = old_body;
    RETURN FOUND;
END
$$;
