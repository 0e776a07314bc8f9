-- Open questions about a person, for the page that shows the person.
CREATE INDEX review_other ON review (other_id);
