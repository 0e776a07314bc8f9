-- Membership of schemes: valid time in days, knowledge time in instants. Rows are superseded, never changed but for
-- known_until.
CREATE TABLE membership (
  person_id @id NOT NULL, -- the member
  scheme @text NOT NULL, -- the scheme
  from_day @day NOT NULL, -- first day
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  until_day @day NOT NULL, -- first day no longer, 9999-12-31 if open
  state @text NOT NULL, -- PENDING, ACTIVE, SUSPENDED, ENDED
  profession @text NOT NULL, -- as the managing body says
  income_class @text NOT NULL, -- class of the scheme
  activity_start @text NOT NULL, -- day the activity began as the body says, empty if not told
  source_id @id NOT NULL, -- the delivery or decision it came with
  PRIMARY KEY (person_id, scheme, from_day, known_from)
) @clustered;
