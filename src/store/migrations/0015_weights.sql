-- A fixed tolerance stops right parcels or lets wrong ones go: what closed parcels taught of products,
-- packagings and scales is kept here. A projection: the journal's WeightTaught facts make it again, the same.
CREATE TABLE learned_weight(
    kind TEXT NOT NULL,     -- product, packaging, scale, shop, corrected
    code TEXT NOT NULL,     -- its key; empty for the shop
    body TEXT NOT NULL,     -- JSON; masses in milligrams
    PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
