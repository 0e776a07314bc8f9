-- The fund itself: exactly one row, made by `sanad init`.
CREATE TABLE fund (
  only_one @id NOT NULL PRIMARY KEY CHECK (only_one = 1), -- always 1
  country @text NOT NULL, -- ma or dz
  name_fr @text NOT NULL, -- name in French
  name_ar @text NOT NULL, -- name in Arabic
  name_en @text NOT NULL, -- name in English
  origin @text NOT NULL, -- name that signs the journal's checkpoints
  next_number @int NOT NULL, -- the next registration number to issue, without its check digit
  last_block @id NOT NULL, -- the last block of ids that was handed out
  created_at @instant NOT NULL -- when the fund was created
) @table;

-- Who is at work on what, so that two processes never do the same bulk run. A lease ends by itself.
CREATE TABLE lease (
  name @text NOT NULL PRIMARY KEY, -- what is leased, such as feed.apply
  holder @text NOT NULL, -- host:pid:start of the process
  until_at @instant NOT NULL -- free from this moment
) @table;

-- Work waiting for the jobs process, in order of its making.
CREATE TABLE job (
  job_id @id NOT NULL PRIMARY KEY, -- the job
  kind @text NOT NULL, -- what to do, such as feed.simulate
  object @id NOT NULL, -- on what
  user_id @id NOT NULL, -- who asked
  state @text NOT NULL, -- WAITING, RUNNING, DONE, FAILED
  tries @int NOT NULL, -- how often it was begun
  not_before @instant NOT NULL, -- back-off after a failure
  error @int NOT NULL, -- code of the last failure (err.def), 0 if none
  asked_at @instant NOT NULL, -- when it was asked for
  ended_at @instant NOT NULL -- when it ended, 0 before
) @table;
CREATE INDEX job_waiting ON job (not_before) WHERE state IN ('WAITING', 'RUNNING');
