-- Addresses, names and labels were kept for ever. They are erased now, on request or when their days are over: in the
-- tables, then in papers and copies; and what a copy or a master brings back is erased again.
-- Part of the cache but for the first tables: run after the others it goes with them.

-- Orders whose customers are forgotten. Owned by the bench, touched by no rebuild.
CREATE TABLE IF NOT EXISTS erased_order(
    order_no TEXT PRIMARY KEY,
    -- 1: something may still lie in a table, a paper or a copy; 2: in the gaps between the rows of a page; 0: nowhere
    to_do INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS erased_order_to_do ON erased_order(to_do, order_no) WHERE to_do > 0;

-- The same of workers who have left.
CREATE TABLE IF NOT EXISTS erased_worker(
    badge TEXT PRIMARY KEY,
    to_do INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

-- Who had figures told by person: the list for the lead. From the journal, and noted once.
CREATE TABLE IF NOT EXISTS person_view(
    fact INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,             -- milliseconds since 1970
    worker TEXT,                     -- NULL: a command
    purpose TEXT NOT NULL
) STRICT;

-- What lies in the print queue or in a stored answer is found by its order.
CREATE INDEX IF NOT EXISTS print_job_of_order ON print_job(of_order) WHERE of_order IS NOT NULL;
CREATE INDEX IF NOT EXISTS answer_of_order ON answer(json ->> '$.order');
CREATE INDEX IF NOT EXISTS desk_noticed_of_order ON desk_noticed(order_no) WHERE order_no IS NOT NULL;

ALTER TABLE order_standing ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer_order ADD COLUMN has_person INTEGER NOT NULL DEFAULT 1;  -- something tells who the customer is
CREATE INDEX customer_order_person ON customer_order(order_no) WHERE has_person = 1 AND queue = 'done';
