-- Services that people finished, online or with an agent. Rows are never changed: funnels and the trips that were saved are
-- counted from them.
CREATE TABLE service_use (
  service_use_id @id NOT NULL PRIMARY KEY, -- in the order of time
  person_id @id NOT NULL, -- whose file
  service @text NOT NULL, -- ACCOUNT, CONTACT, STATEMENT, FAMILY, PAYMENT_MODE, ATTESTATION
  channel @text NOT NULL, -- ONLINE: the person did it; COUNTER: an agent did it for them
  commune_id @id NOT NULL, -- where the person lives, 0: not known
  at @instant NOT NULL -- when
) @table;
CREATE INDEX service_use_person ON service_use (person_id, service_use_id);
