-- Everybody's rights made anew, because the law changed or somebody signed for a value: how far it is, and what came of it.
CREATE TABLE rights_run (
  nth @int NOT NULL PRIMARY KEY, -- running number, from 1
  law @blob NOT NULL, -- SHA-256 of the law and the signatures that it was made with
  begun_at @instant NOT NULL, -- when
  done_at @instant NOT NULL, -- when everybody was through, 0 as long as somebody isn't
  last_id @id NOT NULL, -- everybody up to this person is done
  people @int NOT NULL, -- how many that is
  changed @int NOT NULL, -- of them: something differs now
  added @int NOT NULL, -- spans that are new
  ended @int NOT NULL -- spans that no longer hold
) @table;

-- Spans that a bulk run ends in the transaction that is under way: empty outside of it. One statement ends them all.
CREATE TABLE rights_gone (
  person_id @id NOT NULL, -- whose
  from_day @day NOT NULL, -- first day of the span
  PRIMARY KEY (person_id, from_day)
) @clustered;
