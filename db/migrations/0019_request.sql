-- Papers that people brought: photos and PDF, sealed. What they are is known, what is in them only with the fund's key.
CREATE TABLE document (
  document_id @id NOT NULL PRIMARY KEY, -- the document
  owner_id @id NOT NULL, -- the person whose file it belongs to
  kind @text NOT NULL, -- BIRTH, MARRIAGE, DIVORCE, DEATH, IDENTITY, STUDIES, DISABILITY, GUARDIANSHIP, OTHER
  media @text NOT NULL, -- image/jpeg, image/png or application/pdf, by its content
  bytes @int NOT NULL, -- size before sealing
  sha256 @blob NOT NULL, -- of the bytes before sealing
  header @blob NOT NULL, -- beginning of the sealed stream
  pieces @int NOT NULL, -- rows of document_piece
  kept_by @id NOT NULL, -- user, 0: the person
  kept_at @instant NOT NULL, -- when
  verdict @text NOT NULL, -- of the virus scanner: NONE (the fund has no scanner), WAITING, CLEAN, INFECTED
  scanned_at @instant NOT NULL -- when the scanner said so, 0 before
) @table;
-- The same paper sent twice is one; and whose they are.
CREATE UNIQUE INDEX document_same ON document (owner_id, kind, sha256);
CREATE INDEX document_waiting ON document (document_id) WHERE verdict = 'WAITING';

-- The sealed bytes.
CREATE TABLE document_piece (
  document_id @id NOT NULL, -- see document
  piece @int NOT NULL, -- 0, 1, 2...
  sealed @blob NOT NULL, -- part of the sealed stream
  PRIMARY KEY (document_id, piece)
) @table;

-- What people ask of the fund. One machine for all kinds (domain/request).
CREATE TABLE request (
  request_id @id NOT NULL PRIMARY KEY, -- the request
  reference @int NOT NULL UNIQUE, -- what people are told: eleven digits, the last one a check digit
  person_id @id NOT NULL, -- whom it concerns
  kind @text NOT NULL, -- FAMILY_ADD, FAMILY_END...
  state @text NOT NULL, -- RECEIVED, IN_HAND, MORE_NEEDED, ACCEPTED, REFUSED, WITHDRAWN
  client_id @int NOT NULL, -- made by the form: sent twice, it is one request
  digest @blob NOT NULL, -- SHA-256 of what was asked: the same client_id with other content is a mistake
  asks @int NOT NULL, -- bits of what an agent must look at, as its kind has them
  opened_by @id NOT NULL, -- user, 0: the person
  opened_at @instant NOT NULL, -- when
  due_at @instant NOT NULL, -- until when the fund means to answer
  handled_by @id NOT NULL, -- user in whose hands it is or was last, 0 before
  answer @text NOT NULL, -- the reason that the person is told, empty before
  changed_at @instant NOT NULL -- when it came into its state
) @table;
CREATE UNIQUE INDEX request_client ON request (person_id, client_id);
CREATE INDEX request_queue ON request (state, due_at, request_id);
CREATE INDEX request_counted ON request (state, kind, due_at);

-- Each step of a request: inserted, never changed.
CREATE TABLE request_step (
  request_id @id NOT NULL, -- the request
  nth @int NOT NULL, -- 0 is its opening
  at @instant NOT NULL, -- when
  user_id @id NOT NULL, -- who, 0: the person
  to_state @text NOT NULL, -- the state it came into
  note @text NOT NULL, -- why
  PRIMARY KEY (request_id, nth)
) @clustered;

-- The papers of a request.
CREATE TABLE request_document (
  request_id @id NOT NULL, -- the request
  document_id @id NOT NULL, -- the document
  PRIMARY KEY (request_id, document_id)
) @clustered;

-- What a request about the family says, as it was said.
CREATE TABLE family_declaration (
  request_id @id NOT NULL PRIMARY KEY, -- the request
  role @text NOT NULL, -- SPOUSE, CHILD or WARD
  relative_id @id NOT NULL, -- the person found, or whom an end is about; 0 if nobody is known
  last_name @text NOT NULL, -- in Latin script, may be empty
  first_name @text NOT NULL, -- in Latin script, may be empty
  last_name_ar @text NOT NULL, -- in Arabic script, may be empty
  first_name_ar @text NOT NULL, -- in Arabic script, may be empty
  born @text NOT NULL, -- YYYY-MM-DD, or YYYY-00-00
  sex @text NOT NULL, -- F or M
  id_kind @text NOT NULL, -- kind of identifier, empty if none was given
  id_value @text NOT NULL, -- identifier, empty if none was given
  from_day @day NOT NULL, -- since when; of an end: the day the link began
  until_day @day NOT NULL, -- of an end: first day no longer; else 9999-12-31
  reason @text NOT NULL, -- of an end: DIVORCE, DEATH, MISTAKE, OTHER
  proof_kind @text NOT NULL, -- STUDENT, DISABILITY or empty
  proof_from @day NOT NULL, -- of that proof
  proof_until @day NOT NULL, -- of that proof, first day no longer
  court_reference @text NOT NULL, -- of a ward
  court_until @day NOT NULL -- of a ward: first day no longer
) @table;
