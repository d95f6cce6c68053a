-- Orders are ranked by working days, holidays and seasons now. SQL alone does not know them: the program
-- gives every order its place anew, once.
ALTER TABLE ledger ADD COLUMN is_ranked INTEGER NOT NULL DEFAULT 0;
