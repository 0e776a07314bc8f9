-- What everybody is entitled to, from when to when, and why: made from facts and the law, and made anew when one of them
-- changes. Rows are superseded, never changed but for known_until. The spans of a person that are known follow each
-- other without a gap. The key has known_until in it so that two processes can't say two things from one day on.
CREATE TABLE rights (
  person_id @id NOT NULL, -- whose
  from_day @day NOT NULL, -- first day
  known_from @instant NOT NULL, -- since when the fund says so
  known_until @instant NOT NULL, -- until when it said so, the largest number if it still does
  until_day @day NOT NULL, -- first day no longer, 9999-12-31: no end
  state @text NOT NULL, -- OPEN, SUSPENDED (waits for a payment), CLOSED, UNKNOWN (the law can't be said)
  scheme @text NOT NULL, -- by which scheme, empty if by none
  package @text NOT NULL, -- what is covered, empty if not said
  insured_id @id NOT NULL, -- through whom: the person, or the relative who is insured; 0 if nobody
  because @text NOT NULL, -- the reasons (domain/rights/because.h)
  basis_id @int NOT NULL, -- on which values of the law it rests, see rights_basis
  PRIMARY KEY (person_id, from_day, known_until)
) @clustered;

-- The values of the law that decisions rest on, with their sources, as they were: once for all that rest on the same.
CREATE TABLE rights_basis (
  basis_id @int NOT NULL PRIMARY KEY, -- made of the SHA-256 of the text
  text @text NOT NULL -- one line a value (domain/rights/because.h)
) @table;
