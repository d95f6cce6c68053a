-- A lead photographs a product at a bench: beside size and weight, a bench may have the name of its picture changed,
-- and that where the record still stands as it was read.

CREATE OR REPLACE FUNCTION mend_product(of_sku TEXT, old_body TEXT, new_body TEXT, new_mark BIGINT)
    RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF old_body::JSONB #- '{row,weight}' #- '{row,size}' #- '{row,image}'
        <> new_body::JSONB #- '{row,weight}' #- '{row,size}' #- '{row,image}' THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET body = new_body, mark = new_mark,
        transaction = pg_current_xact_id(), seq = nextval('record_seq')
        WHERE topic = 'product' AND key = of_sku AND body = old_body;
    RETURN FOUND;
END
$$;
