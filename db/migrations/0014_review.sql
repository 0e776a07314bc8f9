-- The queue of questions as pages ask for it: how many of each kind, and all of them from the oldest on.
CREATE INDEX review_counted ON review (state, code);
CREATE INDEX review_asked ON review (asked_at, review_id);
