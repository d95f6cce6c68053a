-- Ten labels fail and nobody notices until the truck is there: what was raised, who saw it and when it was over is
-- kept. A projection: the journal's Alert… facts make it again, the same.
CREATE TABLE alert(
    alert TEXT PRIMARY KEY,
    body TEXT NOT NULL,             -- JSON, as it was raised
    raised_at INTEGER NOT NULL,     -- milliseconds since 1970, as all times here
    cleared_at INTEGER,
    acknowledged_by INTEGER,        -- number of the fact
    note TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_open ON alert(raised_at) WHERE cleared_at IS NULL;
CREATE INDEX alert_over ON alert(cleared_at) WHERE cleared_at IS NOT NULL;

-- A mail server is away, or the program ends in the middle of a letter: a notice waits here until it is known to
-- have arrived, and is marked before anything of it leaves the house. Owned by the bench, touched by no rebuild.
CREATE TABLE notice(
    notice INTEGER PRIMARY KEY,
    key TEXT NOT NULL,              -- the same for every try of the same notice
    receiver TEXT NOT NULL,         -- mail, webhook
    address TEXT NOT NULL,          -- of the mail's reader; empty for the webhook
    alert TEXT,                     -- nothing for a test
    body TEXT NOT NULL,             -- JSON
    state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, begun, committed, sent, failed, uncertain
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER NOT NULL DEFAULT 0,
    why TEXT,                       -- JSON, of the last try
    changed_at INTEGER NOT NULL,
    UNIQUE (key)
) STRICT;

CREATE INDEX notice_to_do ON notice(receiver, retry_at) WHERE state IN ('waiting', 'begun', 'committed');

-- A document that is printed in the end forgets that it failed: labels that did are counted here, each once.
CREATE TABLE label_failure(
    job INTEGER PRIMARY KEY,        -- of the print queue
    at INTEGER NOT NULL             -- the last time
) STRICT;

-- How far the outside system's count was from the books when it came in last.
CREATE TABLE stock_compared(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL,
    books INTEGER NOT NULL,         -- units that the books had of what was compared
    differing INTEGER NOT NULL      -- units by which the counts differ, place by place
) STRICT;
