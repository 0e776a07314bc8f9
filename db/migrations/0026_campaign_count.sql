-- What followed each wave of a campaign, as it was last counted: pages read these rows, never the messages. And whom a
-- campaign to the people of a delivery would reach.
CREATE TABLE campaign_count (
  campaign_id @id NOT NULL, -- of
  wave @int NOT NULL, -- whose people
  territory_id @id NOT NULL, -- the one above the commune where they live, 0: not known
  step @text NOT NULL, -- how far they came: WRITTEN, SENT, DELIVERED, FAILED, EXPIRED, CODE_USED, ACCOUNT, CONTACT...
  n @int NOT NULL, -- people, at least one
  PRIMARY KEY (campaign_id, wave, territory_id, step)
) @clustered;

-- Why messages of a wave failed.
CREATE TABLE campaign_failure (
  campaign_id @id NOT NULL, -- of
  wave @int NOT NULL, -- whose messages
  why @text NOT NULL, -- the gateway's words, empty: all others
  n @int NOT NULL, -- messages
  PRIMARY KEY (campaign_id, wave, why)
) @clustered;

-- When that was.
CREATE TABLE campaign_counted (
  campaign_id @id NOT NULL, -- of
  wave @int NOT NULL, -- which
  counted_at @instant NOT NULL, -- what happened later isn't in it
  due_at @instant NOT NULL, -- when it is to be counted again
  PRIMARY KEY (campaign_id, wave)
) @clustered;

-- A wave is counted in the order of its people.
DROP INDEX message_cause;
CREATE INDEX message_cause ON message (cause, person_id) WHERE cause <> 0;

-- How the people whom a delivery would register could be told something.
CREATE TABLE feed_reach (
  feed_id @id NOT NULL, -- of which delivery
  language @text NOT NULL, -- ar, fr or en
  mobile @bool NOT NULL, -- 1: a phone that takes an SMS
  mail @bool NOT NULL, -- 1: an address of electronic mail
  n @int NOT NULL, -- people
  PRIMARY KEY (feed_id, language, mobile, mail)
) @clustered;
