-- How many questions there are of each kind.
CREATE INDEX review_counted ON review (state, code);
