-- Who stands for a value of the law that the fund uses although it was not confirmed, or although its first day is not
-- known exactly. Superseded, never overwritten: a signature that no longer stands keeps until when it did.
CREATE TABLE law_signature (
  path @text NOT NULL, -- of the parameter, such as ma/common/child.age.general
  starts @text NOT NULL, -- when the value starts, as the law file writes it: a day, a month, a year, unknown
  from_day @day NOT NULL, -- the first day for which the fund uses it
  digest @blob NOT NULL, -- SHA-256 of path, start, value, unit and reference: of what was signed
  user_id @id NOT NULL, -- who signed
  reason @text NOT NULL, -- why the fund may use it, in the words of who signed
  known_from @instant NOT NULL, -- when it was signed
  known_until @instant NOT NULL, -- until when it stood, the largest number if it still does
  ended_by @id NOT NULL, -- who took it back or signed anew, 0 if nobody
  end_reason @text NOT NULL, -- why, empty if nobody did
  PRIMARY KEY (path, starts, known_from)
) @clustered;
CREATE UNIQUE INDEX law_signature_standing ON law_signature (path, starts, known_until);
