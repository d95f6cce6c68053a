-- With the password of one bench somebody could speak for another. An account may be tied to the bench
-- that it is named for; one without a line here speaks for any bench, as before.

CREATE TABLE seat_account(
    account TEXT COLLATE "C" NOT NULL,
    station TEXT COLLATE "C" NOT NULL,   -- one of the benches that the account may speak for
    PRIMARY KEY (account, station)
);
