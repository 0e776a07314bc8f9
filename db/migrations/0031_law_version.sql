-- The law of the fund, each state of it whole: what was proposed, by whom and why, who put it in force or didn't, and
-- since when and until when it was the fund's. Superseded, never overwritten: what was decided by an earlier one can be
-- decided again.
CREATE TABLE law_version (
  version_id @id NOT NULL PRIMARY KEY, -- the version; the object of its events
  nth @int NOT NULL, -- running number of the fund, from 1 on
  base @int NOT NULL, -- the version in force that it was made against, 0 of the first
  digest @blob NOT NULL, -- SHA-256 of its files, names and texts
  state @text NOT NULL, -- PROPOSED, IN_FORCE, REPLACED, REFUSED, WITHDRAWN
  reason @text NOT NULL, -- why, in the words of who proposed it
  proposed_by @id NOT NULL, -- user, 0 the program: the first version
  proposed_at @instant NOT NULL, -- when
  decided_by @id NOT NULL, -- who put it in force, refused or withdrew it; 0 if nobody yet, or the program
  decided_at @instant NOT NULL, -- when, 0 if not yet
  decision @text NOT NULL, -- why it was refused or withdrawn, empty otherwise
  known_from @instant NOT NULL, -- since when it is, or was, the fund's law; 0 if it never was
  known_until @instant NOT NULL -- until when, the largest number while it is, 0 if it never was
) @table;
CREATE UNIQUE INDEX law_version_nth ON law_version (nth);
CREATE UNIQUE INDEX law_version_in_force ON law_version (state) WHERE state = 'IN_FORCE';

-- The files of a version, all of them.
CREATE TABLE law_version_file (
  version_id @id NOT NULL, -- of
  name @text NOT NULL, -- such as ma/AMO_TNS.yaml
  bytes @int NOT NULL, -- size of its text
  packed @blob NOT NULL, -- its text, compressed with zstd
  PRIMARY KEY (version_id, name)
) @clustered;
