-- Runs of `sanad demo --people`: in a demo fund only.
CREATE TABLE demo_run (
  run_id @id NOT NULL PRIMARY KEY, -- the run; the source of its people
  people @int NOT NULL, -- how many it makes
  seed @int NOT NULL, -- what they are drawn from
  world @int NOT NULL, -- fingerprint of the communes and schemes they are drawn from
  first_person_id @id NOT NULL, -- the n-th person has id_nth(first_person_id, n)
  first_number @int NOT NULL, -- and the n-th number after this one (without check digit)
  began_at @instant NOT NULL, -- when; also since when its people are known
  ended_at @instant NOT NULL, -- when all was there, 0 before
  step @text NOT NULL, -- what is being done now, empty when nothing is
  step_done @int NOT NULL, -- how far: exact, part of the same transaction as the work
  UNIQUE (people, seed)
) @table;
