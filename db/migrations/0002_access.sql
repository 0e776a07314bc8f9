-- People who work with the program: agents, reviewers, managers, users of managing bodies.
CREATE TABLE user_account (
  user_id @id NOT NULL PRIMARY KEY, -- the user
  login @text NOT NULL UNIQUE, -- name to sign in with, lower case
  display_name @text NOT NULL, -- as shown to colleagues
  roles @int NOT NULL, -- bits of enum role
  body_id @id NOT NULL, -- the managing body the user works for, 0 for the fund's own people
  language @text NOT NULL, -- ar, fr or en
  password_hash @text NOT NULL, -- argon2id, empty while none was chosen
  totp_sealed @blob NOT NULL, -- secret of the second factor, sealed with the fund's key, empty before enrolment
  totp_last @int NOT NULL, -- last time step that was used: a code works once
  failures @int NOT NULL, -- wrong passwords or codes since the last success
  locked_until @instant NOT NULL, -- no sign-in before this moment
  state @text NOT NULL, -- ACTIVE or CLOSED
  created_at @instant NOT NULL -- when the account was made
) @table;

-- Signed-in browsers.
CREATE TABLE session (
  token_hash @blob NOT NULL PRIMARY KEY, -- hash of the cookie's value: the store can't be used to sign in
  session_id @id NOT NULL UNIQUE, -- what the user sees in the list of sessions
  user_id @id NOT NULL, -- whose
  step @text NOT NULL, -- PASSWORD while the second factor is missing, FULL
  csrf_key @blob NOT NULL, -- forms are signed with it
  browser @text NOT NULL, -- user agent, cut short
  address @text NOT NULL, -- network address at sign-in
  created_at @instant NOT NULL, -- signed in
  seen_at @instant NOT NULL, -- last request, to the minute
  expires_at @instant NOT NULL -- no longer good from here on
) @table;
CREATE INDEX session_of_user ON session (user_id);

-- One row in a fund of made-up people, none in a real one: only a demo fund takes known secrets and tells codes.
CREATE TABLE demo_fund (
  only_one @id NOT NULL PRIMARY KEY CHECK (only_one = 1), -- always 1
  marked_at @instant NOT NULL -- when the fund, still without accounts and people, became a demo fund
) @table;
