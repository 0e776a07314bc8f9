-- Checks of rights by person, in parts: each part is sorted and added behind the others. One order for all was written at as many places
-- of a large table as there were checks, which kept whoever waited for an answer waiting (docs/performance.md).
DROP TABLE rights_check_person;
DROP TABLE rights_check_new;

-- Turns whose checks aren't in rights_check_person yet.
CREATE TABLE rights_check_new (
  turn_id @id NOT NULL PRIMARY KEY, -- the turn
  checks @int NOT NULL -- how many it has
) @table;
INSERT INTO rights_check_new (turn_id, checks) SELECT turn_id, COUNT(*) FROM rights_check GROUP BY turn_id;

-- The parts of rights_check_person.
CREATE TABLE rights_check_part (
  part @id NOT NULL PRIMARY KEY -- the last turn that it holds; earlier ones that came late may be in later parts
) @table;

-- Where to find who checked a person's rights. Filled behind the checks, many at once.
CREATE TABLE rights_check_person (
  part @id NOT NULL, -- see rights_check_part
  person_id @id NOT NULL, -- about whom
  turn_id @id NOT NULL, -- see rights_check
  nth @int NOT NULL, -- see rights_check
  PRIMARY KEY (part, person_id, turn_id, nth)
) @clustered;
