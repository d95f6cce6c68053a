-- The group roles of one warehouse. Accounts of people and benches are made members of them.
-- :station, :lead and :bridge stand for the quoted names.

CREATE ROLE :station NOLOGIN;
CREATE ROLE :lead NOLOGIN;
CREATE ROLE :bridge NOLOGIN;
GRANT :station TO :lead, :bridge;
