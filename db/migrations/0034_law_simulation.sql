-- What a proposed law would change, computed for everybody before it is put in force: figures, no persons.
CREATE TABLE law_simulation (
  simulation_id @id NOT NULL PRIMARY KEY, -- the simulation
  version_id @id NOT NULL, -- the proposed version
  nth @int NOT NULL, -- its number
  day @day NOT NULL, -- the day on which both laws are compared
  asked_by @id NOT NULL, -- user
  asked_at @instant NOT NULL, -- when
  state @text NOT NULL, -- WAITING, RUNNING, DONE; CANCELLED: the proposal was decided first
  law @text NOT NULL, -- the law in force and its signatures that it is compared with, as a mark; empty before it began
  started_at @instant NOT NULL, -- when it began, 0 if not yet; anew when the law in force or a signature changed
  ended_at @instant NOT NULL, -- when it was done or cancelled, 0 if not yet
  last_person @id NOT NULL, -- everybody up to this one is counted
  people @int NOT NULL, -- how many were counted
  total @int NOT NULL -- how many there were when it began
) @table;
CREATE INDEX law_simulation_version ON law_simulation (version_id, asked_at);
-- One at a time.
CREATE UNIQUE INDEX law_simulation_open ON law_simulation (version_id) WHERE state IN ('WAITING', 'RUNNING');

-- People by what would become of them on the day.
CREATE TABLE law_simulation_count (
  simulation_id @id NOT NULL, -- of
  outcome @text NOT NULL, -- GAINS, LOSES, MOVES, UNTIL, UNSAID, UNSURE, SAME (domain/rights/compare.h)
  was @text NOT NULL, -- scheme that covers on the day by the law in force, empty if none
  becomes @text NOT NULL, -- by the proposed law
  age @text NOT NULL, -- age group on the day, A0, A6, A21, A26, A60
  territory_id @id NOT NULL, -- province or wilaya, 0 if not known
  people @int NOT NULL, -- how many
  PRIMARY KEY (simulation_id, outcome, was, becomes, age, territory_id)
) @clustered;

-- The day and the twelve months after it.
CREATE TABLE law_simulation_month (
  simulation_id @id NOT NULL, -- of
  month @int NOT NULL, -- so many months after the day, 0 to 12
  was_open @int NOT NULL, -- people who are covered then by the law in force
  is_open @int NOT NULL, -- by the proposed law
  gains @int NOT NULL, -- by the proposed law only
  loses @int NOT NULL, -- by the law in force only
  unsaid @int NOT NULL, -- by the law in force, and the proposed law can't be said
  PRIMARY KEY (simulation_id, month)
) @clustered;

-- Values of a law without which something can't be said.
CREATE TABLE law_simulation_lack (
  simulation_id @id NOT NULL, -- of
  what @text NOT NULL, -- RIGHT by the proposed law; WAS, BECOMES: the contribution by either law
  scheme @text NOT NULL, -- of the right or the membership
  path @text NOT NULL, -- the parameter, empty if the law doesn't know the scheme
  why @text NOT NULL, -- why there is no value (law_why_name()); VALUE: it asks for what the fund doesn't know, such as a wage
  people @int NOT NULL, -- for how many
  PRIMARY KEY (simulation_id, what, scheme, path, why)
) @clustered;

-- Contributions of a month, of members for whom both laws say them.
CREATE TABLE law_simulation_cost (
  simulation_id @id NOT NULL, -- of
  scheme @text NOT NULL, -- which the membership is of
  outcome @text NOT NULL, -- what becomes of the members, see law_simulation_count
  people @int NOT NULL, -- how many
  was @int NOT NULL, -- theirs by the law in force, together, in the smallest unit of the country's currency
  becomes @int NOT NULL, -- by the proposed law
  PRIMARY KEY (simulation_id, scheme, outcome)
) @clustered;
