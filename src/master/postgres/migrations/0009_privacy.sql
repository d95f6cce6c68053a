-- A customer who asks for it, or whose parcel left long ago, is forgotten, and so is a worker who has left. Benches do
-- not write orders and workers: they may only have one emptied here of what tells who somebody is.

ALTER TABLE order_book ADD COLUMN to_erase BOOLEAN NOT NULL DEFAULT FALSE;

-- The row as it is without the person; nothing happens with a text that still names somebody, or while the address of
-- an order is needed. `order_mark` is the order in one number, for its book.
CREATE FUNCTION erase_person(of_topic TEXT, of_key TEXT, new_body TEXT, new_mark BIGINT, new_digest BYTEA,
    order_mark BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    told JSONB := new_body::JSONB -> 'row';
BEGIN
    IF of_topic = 'order' THEN
        told := told -> 'order';
        IF told ->> 'order_no' IS DISTINCT FROM of_key OR told ->> 'note' <> '' OR told ->> 'customer' <> ''
            OR told ->> 'locker' <> ''
            OR EXISTS (SELECT 1 FROM jsonb_each_text(told -> 'recipient') WHERE key <> 'country' AND value <> '')
            OR NOT EXISTS (SELECT 1 FROM order_book
                WHERE order_no = of_key AND to_erase AND (state = 'closed' OR cancelled)) THEN
            RETURN FALSE;
        END IF;
    ELSIF of_topic <> 'worker' OR told ->> 'badge' IS DISTINCT FROM of_key OR told ->> 'name' <> of_key
        OR told ->> 'pin_hash' <> '' OR told ->> 'role' <> 'packer' THEN
        RETURN FALSE;
    END IF;
    UPDATE record SET body = new_body, mark = new_mark, digest = new_digest,
        transaction = pg_current_xact_id(), seq = nextval('record_seq')
        WHERE topic = of_topic AND key = of_key AND body <> new_body;
    IF of_topic = 'order' THEN
        UPDATE order_book SET packed_mark = CASE WHEN packed_mark = mark THEN order_mark END, mark = order_mark
            WHERE order_no = of_key AND mark <> order_mark;
    END IF;
    RETURN TRUE;
END
$$;
