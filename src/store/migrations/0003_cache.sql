-- The master's rows, as far as this bench needs them. Every table here may be dropped and pulled
-- again: running this text anew is how the cache is emptied.

DROP TABLE IF EXISTS pull_cursor;
DROP TABLE IF EXISTS product;
DROP TABLE IF EXISTS barcode;
DROP TABLE IF EXISTS stock_place;
DROP TABLE IF EXISTS kit_part;
DROP TABLE IF EXISTS customer_rule;
DROP TABLE IF EXISTS packaging;
DROP TABLE IF EXISTS worker;
DROP TABLE IF EXISTS tote;
DROP TABLE IF EXISTS setting;
DROP TABLE IF EXISTS order_standing;
DROP TABLE IF EXISTS customer_order;
DROP TABLE IF EXISTS queue_count;

CREATE TABLE pull_cursor(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ledger TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;

CREATE TABLE product(sku TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE barcode(
    code TEXT NOT NULL,
    sku TEXT NOT NULL,
    units INTEGER NOT NULL,
    gtin14 TEXT,
    PRIMARY KEY (code, sku)
) STRICT, WITHOUT ROWID;

-- The same trade item number is printed with 8, 12, 13 or 14 digits.
CREATE INDEX barcode_by_gtin ON barcode(gtin14) WHERE gtin14 IS NOT NULL;

CREATE TABLE stock_place(
    sku TEXT NOT NULL,
    aisle TEXT NOT NULL,
    shelf TEXT NOT NULL,
    bin TEXT NOT NULL,
    on_hand INTEGER NOT NULL,
    PRIMARY KEY (sku, aisle, shelf, bin)
) STRICT, WITHOUT ROWID;

CREATE TABLE kit_part(
    kit TEXT NOT NULL,
    part TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (kit, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_rule(customer TEXT PRIMARY KEY, instruction TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE packaging(code TEXT PRIMARY KEY COLLATE NOCASE, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE worker(badge TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tote(code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE order_standing(
    order_no TEXT PRIMARY KEY,
    packed INTEGER NOT NULL,
    holder TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_order(
    order_no TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    queue TEXT NOT NULL,             -- ready, held, done
    cutoff INTEGER NOT NULL,         -- milliseconds since 1970; unpaid ones last
    calm INTEGER NOT NULL,
    paid_at INTEGER NOT NULL,
    single_sku TEXT,                 -- of an order with exactly one line
    gate_hold TEXT,                  -- JSON of what its own data lacks
    body TEXT NOT NULL
) STRICT;

-- The queue on the screen, and the order that a single scanned item opens, among 100,000.
CREATE INDEX customer_order_ready ON customer_order(cutoff, calm, paid_at, order_no) WHERE queue = 'ready';
CREATE INDEX customer_order_held ON customer_order(cutoff, calm, paid_at, order_no) WHERE queue = 'held';
CREATE INDEX customer_order_single ON customer_order(single_sku, cutoff, calm, paid_at, order_no)
    WHERE queue = 'ready' AND single_sku IS NOT NULL;

-- Counting 100,000 orders takes longer than a scan may, so the counts are kept.
CREATE TABLE queue_count(queue TEXT PRIMARY KEY, orders INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO queue_count(queue, orders) VALUES ('ready', 0), ('held', 0), ('done', 0);

CREATE TRIGGER customer_order_added AFTER INSERT ON customer_order BEGIN
    UPDATE queue_count SET orders = orders + 1 WHERE queue = NEW.queue;
END;
CREATE TRIGGER customer_order_moved AFTER UPDATE OF queue ON customer_order WHEN OLD.queue <> NEW.queue BEGIN
    UPDATE queue_count SET orders = orders - 1 WHERE queue = OLD.queue;
    UPDATE queue_count SET orders = orders + 1 WHERE queue = NEW.queue;
END;
CREATE TRIGGER customer_order_gone AFTER DELETE ON customer_order BEGIN
    UPDATE queue_count SET orders = orders - 1 WHERE queue = OLD.queue;
END;
