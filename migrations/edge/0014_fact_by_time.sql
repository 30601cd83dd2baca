-- owner: ledger
-- What was done on a day is looked up by people who ask later.
CREATE INDEX fact_by_time ON fact (at);
