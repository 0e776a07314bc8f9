-- What rights rest on besides membership and family. Rows are superseded, never changed but for known_until.

-- Periods for which a contribution is called, and the day on which it was paid.
CREATE TABLE contribution_period (
  person_id @id NOT NULL, -- who contributes
  scheme @text NOT NULL, -- to which scheme
  period_from @day NOT NULL, -- first day of the period
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  period_until @day NOT NULL, -- first day no longer of the period
  amount @int NOT NULL, -- in the smallest unit of the fund's currency, 0 if it wasn't told
  paid_day @day NOT NULL, -- when it was paid, 9999-12-31 while it is called and not paid
  source_id @id NOT NULL, -- the import, the record or the transfer it came with
  PRIMARY KEY (person_id, scheme, period_from, known_from)
) @clustered;

-- How much somebody worked in a month, as the employer declared.
CREATE TABLE worked_month (
  person_id @id NOT NULL, -- who worked
  scheme @text NOT NULL, -- under which scheme
  month @day NOT NULL, -- its first day
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  days @int NOT NULL, -- days that count as worked
  hours @int NOT NULL, -- hours that count as worked
  source_id @id NOT NULL, -- the import it came with
  PRIMARY KEY (person_id, scheme, month, known_from)
) @clustered;

-- The score of a person's household in the social register (RSU).
CREATE TABLE household_score (
  person_id @id NOT NULL, -- of whose household
  from_day @day NOT NULL, -- first day
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  until_day @day NOT NULL, -- first day no longer, 9999-12-31 if open
  score @text NOT NULL, -- exact decimal as the register wrote it, such as 9.3264284
  source_id @id NOT NULL, -- the import it came with
  PRIMARY KEY (person_id, from_day, known_from)
) @clustered;

-- Who has died, and when.
CREATE TABLE person_death (
  person_id @id NOT NULL, -- who
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  day @day NOT NULL, -- the day of death
  document_id @id NOT NULL, -- the paper that says so, 0 if none is kept
  reason @text NOT NULL, -- why the fund holds it true, in the words of who recorded it
  end_reason @text NOT NULL, -- why it was taken back, empty while it stands
  source_id @id NOT NULL, -- the record it came with
  PRIMARY KEY (person_id, known_from)
) @clustered;
