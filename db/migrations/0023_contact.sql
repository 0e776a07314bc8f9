-- A new phone number or e-mail address waits here until the code that was sent there is typed. A newer one takes its place.
CREATE TABLE contact_change (
  person_id @id NOT NULL, -- whose
  kind @text NOT NULL, -- PHONE or EMAIL
  contact_change_id @id NOT NULL, -- the cause of the code, and the source of what becomes of it
  phone @int NOT NULL, -- the new one, 0: it is about the address
  email @text NOT NULL, -- the new one, empty: it is about the phone
  asked_by @id NOT NULL, -- user, 0: the person
  reason @text NOT NULL, -- why an agent asked for the person, empty otherwise
  asked_at @instant NOT NULL, -- when
  expires_at @instant NOT NULL, -- forgotten from here on
  PRIMARY KEY (person_id, kind)
) @clustered;

-- What people said themselves about how to reach them, or an agent with them: newer than what a managing body repeats.
-- Inserted, never changed; the values are those of person and person_past.
CREATE TABLE contact_said (
  person_id @id NOT NULL, -- whose
  said_at @instant NOT NULL, -- when
  kind @text NOT NULL, -- PHONE, EMAIL, ADDRESS or LANGUAGE
  source_id @id NOT NULL, -- person.source_id of what was said
  how @text NOT NULL, -- CODE: typed the code that was sent there; PAPER: an agent saw who it is; SAID
  paper @text NOT NULL, -- kind of document that the agent saw, empty otherwise
  said_by @id NOT NULL, -- user, 0: the person
  PRIMARY KEY (person_id, said_at, kind)
) @clustered;

-- What somebody says is wrong in their file, as it was said: of requests NOT_ME, STOPPED and CORRECTION.
CREATE TABLE request_statement (
  request_id @id NOT NULL PRIMARY KEY, -- the request
  scheme @text NOT NULL, -- of the membership it is about, empty: not about one
  from_day @day NOT NULL, -- first day of that membership, else 9999-12-31
  source_id @id NOT NULL, -- the delivery or decision that what it is about came with, 0: none
  body_id @id NOT NULL, -- the managing body that sent it, 0: none
  stopped_day @day NOT NULL, -- STOPPED: first day no longer; else 9999-12-31
  field @text NOT NULL, -- CORRECTION: last_name, first_name, last_name_ar, first_name_ar or born; else empty
  value @text NOT NULL, -- CORRECTION: what is right
  words @text NOT NULL -- what the person says about it, may be empty
) @table;

-- Whom a managing body's rows must not touch by themselves any more: the person said that they aren't theirs, or that the
-- activity is over, and an agent agreed. What the body sends about them later becomes a question of the review queue.
CREATE TABLE feed_disputed (
  body_id @id NOT NULL, -- the managing body
  person_id @id NOT NULL, -- whom it means
  request_id @id NOT NULL, -- the request that was accepted
  disputed_at @instant NOT NULL, -- when
  settled_by @id NOT NULL, -- the answer in the review queue that let the body's rows act again, 0: none
  PRIMARY KEY (body_id, person_id)
) @clustered;
CREATE INDEX feed_disputed_settled ON feed_disputed (settled_by);
