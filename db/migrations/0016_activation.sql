-- Somebody asked for a code at the public page. The page only writes this row, whoever it is about, so that nothing in its
-- answer or its time tells whether the fund knows the number; the sender's process looks.
CREATE TABLE code_request (
  code_request_id @id NOT NULL PRIMARY KEY, -- the request
  number @int NOT NULL, -- a well-formed registration number, of somebody or nobody
  language @text NOT NULL, -- of the page: ar, fr or en
  asked_at @instant NOT NULL -- when
) @table;

-- The one live code of a member for a purpose; a newer one takes its place.
CREATE TABLE member_code (
  person_id @id NOT NULL, -- whose
  purpose @text NOT NULL, -- ACCESS: opens the way to a password
  code_hash @blob NOT NULL, -- keyed hash of person, purpose and code: neither the store nor a list of all codes opens anything
  cause @id NOT NULL, -- the campaign that sent it, 0: the member asked
  tries @int NOT NULL, -- wrong ones
  made_at @instant NOT NULL, -- when
  expires_at @instant NOT NULL, -- no longer good from here on
  used_at @instant NOT NULL, -- when it was used, 0: not yet
  day_from @instant NOT NULL, -- when the member's day of asking began
  day_sent @int NOT NULL, -- codes sent since then
  PRIMARY KEY (person_id, purpose)
) @table;
