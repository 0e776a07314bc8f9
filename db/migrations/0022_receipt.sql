-- What agents did for people who were there: each has a paper with its reference, and can say that they didn't ask.
-- Inserted, never changed.
CREATE TABLE receipt (
  receipt_id @id NOT NULL PRIMARY KEY, -- the receipt
  reference @int NOT NULL UNIQUE, -- what stands on the paper: eleven digits, the last one a check digit
  person_id @id NOT NULL, -- for whom
  agent_id @id NOT NULL, -- user who acted
  at @instant NOT NULL, -- when
  what @text NOT NULL, -- contact, family, payment_mode, attestation, statement, account...
  reason @text NOT NULL, -- why an agent did it, in the agent's words
  object_id @int NOT NULL -- the request, the attestation... that came of it, 0 if nothing with an id of its own
) @table;
CREATE INDEX receipt_person ON receipt (person_id, receipt_id);
CREATE INDEX receipt_object ON receipt (object_id);
