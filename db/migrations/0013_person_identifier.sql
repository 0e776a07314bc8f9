-- The identifiers of a person: the rows of identifier in the order of people. A table and not an index, because a run
-- that registers a million people brings them in this order, and an index would be filled in a random one.
CREATE TABLE person_identifier (
  person_id @id NOT NULL, -- whose
  kind @text NOT NULL, -- see identifier
  value @text NOT NULL, -- see identifier
  PRIMARY KEY (person_id, kind, value)
) @clustered;
INSERT INTO person_identifier (person_id, kind, value) SELECT person_id, kind, value FROM identifier ORDER BY person_id;
DROP INDEX identifier_of_person;
