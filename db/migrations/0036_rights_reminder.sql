-- How long before a right ends its people are told: the fund's own setting, no value of the law. Without a row nobody is.
CREATE TABLE rights_reminder (
  only_one @id NOT NULL PRIMARY KEY CHECK (only_one = 1), -- always 1
  days @int NOT NULL, -- at most so many days before the end, 0: nobody is told
  payment_days @int NOT NULL, -- the same where the right ends because a period isn't paid: every month, for whoever pays by the month
  changed_at @instant NOT NULL, -- when
  changed_by @id NOT NULL -- user
) @table;

-- The look through everybody's rights of one day, for ends to come: how far it is, and what came of it.
CREATE TABLE rights_reminding (
  day @day NOT NULL PRIMARY KEY, -- on which
  begun_at @instant NOT NULL, -- when, 0 as long as it only waits
  done_at @instant NOT NULL, -- when everybody was through, 0 as long as somebody isn't
  last_id @id NOT NULL, -- everybody up to this person is done
  people @int NOT NULL, -- ends that were looked at and not told before
  told @int NOT NULL, -- of them: told
  no_way @int NOT NULL -- of them: nobody can be reached
) @table;

-- Ends that were told, each once: an end that moves is another one.
CREATE TABLE rights_told (
  person_id @id NOT NULL, -- whose right
  until_day @day NOT NULL, -- first day without
  kind @text NOT NULL, -- of the message: it says the reason
  told_at @instant NOT NULL, -- when
  PRIMARY KEY (person_id, until_day, kind)
) @clustered;
