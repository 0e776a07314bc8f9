-- The members of one scheme become members of another one on one day: rehearsed, approved by a second person, done in
-- pieces, undone as a whole if two people want it, and every headcount before and after explained.
CREATE TABLE scheme_move (
  move_id @id NOT NULL PRIMARY KEY, -- the move; the source of the memberships that it writes, the object of its events
  nth @int NOT NULL, -- running number of the fund, from 1 on
  from_scheme @text NOT NULL, -- whose members are moved
  to_scheme @text NOT NULL, -- into which scheme
  day @day NOT NULL, -- first day in the new scheme, first day no longer in the old one
  undo_until @day NOT NULL, -- last day on which it can be undone: the fund's own choice, no law says one
  reason @text NOT NULL, -- why, in the words of who prepared it
  listed @bool NOT NULL, -- 1: only the people of scheme_move_asked
  state @text NOT NULL, -- PREPARED, REHEARSING, REHEARSED, APPROVED, RUNNING, DONE, UNDO_ASKED, UNDOING, UNDONE, CANCELLED
  prepared_by @id NOT NULL, -- user
  prepared_at @instant NOT NULL, -- when
  law @int NOT NULL, -- version of the law by which it was rehearsed, 0: not yet
  rehearsed_at @instant NOT NULL, -- 0: not yet
  approved_by @id NOT NULL, -- another user, 0: nobody yet
  approved_at @instant NOT NULL, -- 0: not yet
  done_at @instant NOT NULL, -- when everybody was moved, 0: not yet
  undo_by @id NOT NULL, -- user who asked for it to be undone, 0: nobody
  undo_approved_by @id NOT NULL, -- another user who agreed, 0: nobody
  undone_at @instant NOT NULL, -- when everybody was back, 0: not yet
  position @id NOT NULL, -- of the work under way: the last person that was taken, in the order of ids
  done @int NOT NULL, -- people taken so far
  total @int NOT NULL, -- of how many
  moved @int NOT NULL, -- members whom it moves, or moved
  left_out @int NOT NULL, -- members whom it doesn't
  dependants @int NOT NULL, -- of those who are moved, the day before
  tell_by @id NOT NULL, -- user who ordered the messages, 0: nobody
  tell_position @id NOT NULL, -- the last person who was told
  told @int NOT NULL, -- messages written
  no_way @int NOT NULL, -- people with neither mobile phone nor e-mail address
  counted_at @instant NOT NULL -- when the headcounts were made, 0: never
) @table;
CREATE UNIQUE INDEX scheme_move_nth ON scheme_move (nth);

-- The numbers that a move is limited to, and whose they are.
CREATE TABLE scheme_move_asked (
  move_id @id NOT NULL, -- of
  number @int NOT NULL, -- registration number as it was brought
  person_id @id NOT NULL, -- whose it is, 0: nobody's
  PRIMARY KEY (move_id, number)
) @clustered;
CREATE INDEX scheme_move_asked_person ON scheme_move_asked (move_id, person_id);

-- What becomes of each member, and why.
CREATE TABLE scheme_move_line (
  move_id @id NOT NULL, -- of
  person_id @id NOT NULL, -- the member, head of a family
  outcome @text NOT NULL, -- MOVED or LEFT_OUT
  reason @text NOT NULL, -- why left out (domain/move/move.h), empty if moved
  detail @text NOT NULL, -- what the reason speaks of: a scheme, a day, a condition
  dependants @int NOT NULL, -- people with a right through the member the day before, when it was rehearsed
  undo @text NOT NULL, -- UNDONE: back as before; KEPT: changed since by something else, left; empty: not undone
  PRIMARY KEY (move_id, person_id)
) @clustered;

-- Headcounts: in what everybody was counted the day before, and on the day.
CREATE TABLE scheme_move_count (
  move_id @id NOT NULL, -- of
  was @text NOT NULL, -- the day before (domain/move/headcount.h)
  became @text NOT NULL, -- on the day
  n @int NOT NULL, -- people
  PRIMARY KEY (move_id, was, became)
) @clustered;
-- The same, counted once more another way: by scheme.
CREATE TABLE scheme_move_tally (
  move_id @id NOT NULL, -- of
  side @text NOT NULL, -- BEFORE or AFTER
  what @text NOT NULL, -- MEMBERS, DEPENDANTS, KEPT, DISTINCT, STATE
  scheme @text NOT NULL, -- code, empty of DISTINCT
  state @text NOT NULL, -- of STATE: what members have by their membership, empty otherwise
  n @int NOT NULL, -- people
  PRIMARY KEY (move_id, side, what, scheme, state)
) @clustered;
-- People who aren't where the move says.
CREATE TABLE scheme_move_misfit (
  move_id @id NOT NULL, -- of
  person_id @id NOT NULL, -- who
  why @text NOT NULL, -- NOT_IN_TARGET, STILL_IN_SOURCE, NO_LINE
  PRIMARY KEY (move_id, person_id)
) @clustered;

-- Headcounts that somebody else published, to be explained.
CREATE TABLE scheme_move_told (
  move_id @id NOT NULL, -- of
  scheme @text NOT NULL, -- code, empty: of all together
  people @int NOT NULL, -- how many
  source @text NOT NULL, -- who says so
  told_by @id NOT NULL, -- user who typed it
  told_at @instant NOT NULL, -- when
  PRIMARY KEY (move_id, scheme)
) @clustered;
