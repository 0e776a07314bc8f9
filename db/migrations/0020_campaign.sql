-- Campaigns: a population is told something in waves, and what follows is counted.
CREATE TABLE campaign (
  campaign_id @id NOT NULL PRIMARY KEY, -- the campaign; the cause of its messages
  name @text NOT NULL, -- as people call it
  template @text NOT NULL, -- kind of message
  address @text NOT NULL, -- of the portal, for the text
  scheme @text NOT NULL, -- population: active members of this scheme, empty: of any
  profession @text NOT NULL, -- with this profession, empty: any
  territory_id @id NOT NULL, -- living in this territory, 0: anywhere
  feed_id @id NOT NULL, -- with a membership that this delivery brought, 0: any
  not_activated @bool NOT NULL, -- 1: only who has no account yet
  wave_size @int NOT NULL, -- people in a wave
  wave_minutes @int NOT NULL, -- from the beginning of a wave to that of the next
  state @text NOT NULL, -- DRAFT, RUNNING, STOPPED, DONE
  people @int NOT NULL, -- size of the population when it was approved
  position @id NOT NULL, -- the last person who was taken, in the order of ids
  wave @int NOT NULL, -- waves begun
  wave_left @int NOT NULL, -- people to take in the wave under way
  wave_at @instant NOT NULL, -- when the next wave may begin
  made_at @instant NOT NULL, -- drafted
  made_by @id NOT NULL, -- user, 0 the operator
  approved_at @instant NOT NULL, -- 0: not yet
  approved_by @id NOT NULL, -- another user
  ended_at @instant NOT NULL -- when everybody had been taken, 0 before
) @table;
CREATE INDEX campaign_running ON campaign (campaign_id) WHERE state = 'RUNNING';

-- What each wave took. People of a wave have ids up to last_person, those of the wave before up to its own.
CREATE TABLE campaign_wave (
  campaign_id @id NOT NULL, -- of
  wave @int NOT NULL, -- from 1 on
  began_at @instant NOT NULL, -- first message written
  last_person @id NOT NULL, -- the last person of the wave so far
  people @int NOT NULL, -- taken
  no_way @int NOT NULL, -- of them, without a mobile phone and an e-mail address
  PRIMARY KEY (campaign_id, wave)
) @table;
