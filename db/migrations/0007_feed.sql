-- Managing bodies that deliver registrations.
CREATE TABLE body (
  body_id @id NOT NULL PRIMARY KEY, -- the body
  code @text NOT NULL UNIQUE, -- as in its manifests, such as DGI
  name_fr @text NOT NULL, -- name in French
  name_ar @text NOT NULL, -- name in Arabic
  language @text NOT NULL, -- language of its answers: ar, fr or en
  scheme @text NOT NULL, -- the scheme its people belong to
  certificate @text NOT NULL, -- PEM; its signatures are checked against it
  trusted_from @instant NOT NULL -- since when
) @table;

-- One delivery of a body.
CREATE TABLE feed (
  feed_id @id NOT NULL PRIMARY KEY, -- the delivery
  body_id @id NOT NULL, -- who sent it
  sequence @int NOT NULL, -- its number at the body
  attempt @int NOT NULL, -- 0, or the number of an earlier delivery of this sequence that was refused whole
  state @text NOT NULL, -- RECEIVING, RECEIVED, VERIFIED, STAGED, MATCHED, SIMULATED, APPROVED, APPLIED, ANSWERED, REJECTED
  scheme @text NOT NULL, -- from the manifest
  rows_told @int NOT NULL, -- from the manifest
  bytes_told @int NOT NULL, -- from the manifest, uncompressed
  sha256 @blob NOT NULL, -- from the manifest, of the uncompressed file
  created_at @instant NOT NULL, -- from the manifest
  manifest @blob NOT NULL, -- as delivered
  signature @blob NOT NULL, -- as delivered
  error @int NOT NULL, -- why it was refused (err.def), 0 if it wasn't
  error_detail @text NOT NULL, -- what exactly: expected and found
  registered @int NOT NULL, -- how many people it registers, from the simulation
  first_person_id @id NOT NULL, -- the n-th person it registers has id_nth(first_person_id, n); 0 before applying
  first_number @int NOT NULL, -- and the n-th number after this one (without check digit); 0 before applying
  register_mark @text NOT NULL, -- state of the register the simulation looked at; another one: simulate again
  received_by @id NOT NULL, -- user
  received_at @instant NOT NULL, -- when the last byte came
  approved_by @id NOT NULL, -- another user, 0 before
  applied_at @instant NOT NULL, -- 0 before; also the knowledge time of what it brought
  step @text NOT NULL, -- what is being done now, empty when nothing is
  step_done @int NOT NULL, -- how far: exact, part of the same transaction as the work
  step_total @int NOT NULL, -- of how many
  step_began @instant NOT NULL, -- since when
  UNIQUE (body_id, sequence, attempt)
) @table;

-- The delivered file, in compressed pieces.
CREATE TABLE feed_piece (
  feed_id @id NOT NULL, -- of which delivery
  part @text NOT NULL, -- CSV as delivered, ANSWER as sent back
  position @int NOT NULL, -- 0, 1, 2...
  bytes @int NOT NULL, -- uncompressed
  packed @blob NOT NULL, -- zstd
  PRIMARY KEY (feed_id, part, position)
) @table;

-- What became of each row.
CREATE TABLE feed_line (
  feed_id @id NOT NULL, -- of which delivery
  line @int NOT NULL, -- row of the file, from 1
  outcome @text NOT NULL, -- REGISTERED, UPDATED, UNCHANGED, CEASED, DUPLICATE, REVIEW, REJECTED, CONFLICT
  code @text NOT NULL, -- why, or a warning; empty if there is nothing to say
  nth @int NOT NULL, -- the n-th person this delivery registers is meant (from 0), -1 if not
  person_id @id NOT NULL, -- the person known before that is meant, 0 if not
  PRIMARY KEY (feed_id, line)
) @clustered;

-- How many rows of each outcome.
CREATE TABLE feed_count (
  feed_id @id NOT NULL, -- of which delivery
  outcome @text NOT NULL, -- see feed_line
  code @text NOT NULL, -- see feed_line
  n @int NOT NULL, -- rows
  PRIMARY KEY (feed_id, outcome, code)
) @clustered;

-- A few rows of each outcome, for the report.
CREATE TABLE feed_example (
  feed_id @id NOT NULL, -- of which delivery
  outcome @text NOT NULL, -- see feed_line
  code @text NOT NULL, -- see feed_line
  line @int NOT NULL, -- row
  record_id @text NOT NULL, -- the body's key
  name @text NOT NULL, -- name as in the row
  detail @text NOT NULL, -- the value that is wrong, or the other person's name
  PRIMARY KEY (feed_id, outcome, code, line)
) @clustered;

-- Who brought a delivery how far, and when.
CREATE TABLE feed_step (
  feed_id @id NOT NULL, -- of which delivery
  at @instant NOT NULL, -- when
  state @text NOT NULL, -- the state it reached, or SENT_BACK
  user_id @id NOT NULL, -- who, 0 for the program itself
  note @text NOT NULL, -- reason given, if any
  PRIMARY KEY (feed_id, at, state)
) @clustered;

-- The bodies' own keys: the same key later means the same person.
CREATE TABLE feed_record (
  body_id @id NOT NULL, -- whose key
  record_id @text NOT NULL, -- the key
  person_id @id NOT NULL, -- who
  row_hash @int NOT NULL, -- of the row last seen: an equal row brings nothing new
  feed_id @id NOT NULL, -- the delivery that brought it last
  PRIMARY KEY (body_id, record_id)
) @clustered;

-- Rows somebody must look at: is this the person we know?
CREATE TABLE review (
  review_id @id NOT NULL PRIMARY KEY, -- the question
  feed_id @id NOT NULL, -- delivery that raised it
  line @int NOT NULL, -- its row
  body_id @id NOT NULL, -- whose
  record_id @text NOT NULL, -- the body's key
  code @text NOT NULL, -- ID_SHARED or PROBABLE_DUPLICATE
  other_id @id NOT NULL, -- the person it may be
  row_csv @text NOT NULL, -- the row as delivered, in the order of the columns of feeds.md
  row_hash @int NOT NULL, -- see feed_record
  state @text NOT NULL, -- OPEN, LATER, SAME, NOT_SAME
  person_id @id NOT NULL, -- the person it was found to be or registered as, 0 while open
  asked_at @instant NOT NULL, -- when
  decided_by @id NOT NULL, -- user, 0 while open
  decided_at @instant NOT NULL, -- when, 0 while open
  note @text NOT NULL, -- of the one who decided
  UNIQUE (body_id, record_id, other_id)
) @table;
CREATE INDEX review_open ON review (state, asked_at, review_id);
CREATE INDEX review_feed ON review (feed_id, line);
