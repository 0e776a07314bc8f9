-- Who belongs to whose family: valid time in days, knowledge time in instants. Rows are superseded, never changed but
-- for known_until.
CREATE TABLE family_link (
  person_id @id NOT NULL, -- whose family
  relative_id @id NOT NULL, -- who belongs to it
  role @text NOT NULL, -- SPOUSE, CHILD or WARD
  from_day @day NOT NULL, -- marriage, birth or recognition, or what the court said
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  until_day @day NOT NULL, -- first day no longer, 9999-12-31 if open
  state @text NOT NULL, -- ACTIVE, or ENDED
  reason @text NOT NULL, -- of an end: DIVORCE, DEATH, MISTAKE, OTHER; empty while it is active
  document_id @id NOT NULL, -- the paper that proves it, 0 if an agent saw it without keeping it
  source_id @id NOT NULL, -- the request it came with
  PRIMARY KEY (person_id, relative_id, role, from_day, known_from)
) @clustered;
-- In whose families somebody is: the same child must not be declared twice without being asked about.
CREATE INDEX family_link_relative ON family_link (relative_id, known_until);

-- Who answers for a ward, and until when, as a court said.
CREATE TABLE guardianship (
  ward_id @id NOT NULL, -- the child, or the adult who can't act alone
  guardian_id @id NOT NULL, -- who answers for them
  from_day @day NOT NULL, -- first day
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  until_day @day NOT NULL, -- first day no longer, 9999-12-31 if open
  court_reference @text NOT NULL, -- number of the judgement or act, as written on it
  document_id @id NOT NULL, -- the judgement, 0 if an agent saw it without keeping it
  source_id @id NOT NULL, -- the request it came with
  PRIMARY KEY (ward_id, guardian_id, from_day, known_from)
) @clustered;

-- Papers that keep somebody a dependant beyond the age of a child: each has its end.
CREATE TABLE dependant_proof (
  person_id @id NOT NULL, -- who studies, or is disabled
  kind @text NOT NULL, -- STUDENT or DISABILITY
  from_day @day NOT NULL, -- first day
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  until_day @day NOT NULL, -- first day no longer, 9999-12-31 if without end
  document_id @id NOT NULL, -- the paper, 0 if an agent saw it without keeping it
  source_id @id NOT NULL, -- the request it came with
  PRIMARY KEY (person_id, kind, from_day, known_from)
) @clustered;
