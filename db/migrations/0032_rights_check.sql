-- Tokens of places of care and of other programs: what they sign in with.
CREATE TABLE credential (
  token_hash @blob NOT NULL PRIMARY KEY, -- SHA-256 of the token: the store can't be used to sign in
  credential_id @id NOT NULL UNIQUE, -- what lists and the journal call it
  user_id @id NOT NULL, -- whose
  given_by @id NOT NULL, -- which director gave it
  given_at @instant NOT NULL, -- when
  expires_at @instant NOT NULL, -- no longer good from here on
  ended_at @instant NOT NULL, -- when it was taken back, the largest number if it wasn't
  used_day @day NOT NULL, -- last day it was shown, 9999-12-31: never
  per_minute @int NOT NULL -- how often it may ask
) @table;
CREATE INDEX credential_of_user ON credential (user_id);

-- Who asked on which day's behalf whether somebody is covered: those of one turn of a server together, with one event
-- (rights.checked) that holds the digest of its rows. Never changed.
CREATE TABLE rights_check (
  turn_id @id NOT NULL, -- the object of the event
  nth @int NOT NULL, -- from 0
  at @instant NOT NULL, -- when it was asked
  user_id @id NOT NULL, -- who asked
  person_id @id NOT NULL, -- about whom, 0 if the number is nobody's
  day @day NOT NULL, -- for which day
  PRIMARY KEY (turn_id, nth)
) @clustered;

-- Turns whose checks aren't in rights_check_person yet.
CREATE TABLE rights_check_new (
  turn_id @id NOT NULL PRIMARY KEY -- the turn
) @table;

-- Where to find who checked a person's rights. Filled behind the checks, many at once: an entry at a random place of a large
-- table costs a page of the log each, which whoever waits for an answer doesn't pay.
CREATE TABLE rights_check_person (
  person_id @id NOT NULL, -- about whom
  turn_id @id NOT NULL, -- see rights_check
  nth @int NOT NULL, -- see rights_check
  PRIMARY KEY (person_id, turn_id, nth)
) @clustered;

-- @sqlite
CREATE TRIGGER rights_check_no_update BEFORE UPDATE ON rights_check BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER rights_check_no_delete BEFORE DELETE ON rights_check BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
-- @both
