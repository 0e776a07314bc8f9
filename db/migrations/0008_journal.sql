-- Every change and every read of personal data, written by the transaction that causes it. Never changed.
CREATE TABLE event (
  event_id @id NOT NULL PRIMARY KEY, -- the event
  at @instant NOT NULL, -- when
  user_id @id NOT NULL, -- who, 0 for the program itself
  purpose @text NOT NULL, -- why, a name of purpose.def
  kind @text NOT NULL, -- what, such as person.read or feed.applied
  person_id @id NOT NULL, -- about whom, 0 if nobody or many
  object @id NOT NULL, -- on what: a delivery, a review, 0 if nothing
  detail @text NOT NULL, -- more, in words or numbers; no names
  digest @blob NOT NULL -- SHA-256 of the rows of a bulk change, empty otherwise
) @table;
CREATE INDEX event_person ON event (person_id, event_id) WHERE person_id <> 0;
CREATE INDEX event_register ON event (event_id) WHERE kind IN ('person.corrected', 'person.withdrawn', 'person.linked', 'membership.ended', 'review.decided');
CREATE INDEX event_object ON event (object, event_id) WHERE object <> 0;

-- Events that wait for their place in the tree.
CREATE TABLE event_unsealed (
  event_id @id NOT NULL PRIMARY KEY -- the event
) @table;

-- The Merkle tree's leaves (RFC 6962), in the order the sealer gave them.
CREATE TABLE leaf (
  position @int NOT NULL PRIMARY KEY, -- from 0, without a gap
  event_id @id NOT NULL UNIQUE, -- which event
  hash @blob NOT NULL -- SHA-256 of 0x00 and the event's canonical text
) @table;

-- Signed heads of the tree (C2SP signed note).
CREATE TABLE checkpoint (
  size @int NOT NULL PRIMARY KEY, -- leaves below it
  root @blob NOT NULL, -- RFC 6962 tree hash
  note @text NOT NULL, -- origin, size, root and signature, as published
  edge @blob NOT NULL, -- hashes of the complete subtrees from left to right: what appending needs
  at @instant NOT NULL -- when
) @table;

-- Who works with the program may add to these tables and read them, nothing else: on PostgreSQL by the rights of its role
-- (store/db_pg.c), on SQLite by triggers.

-- @sqlite
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER leaf_no_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER leaf_no_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
-- @both
