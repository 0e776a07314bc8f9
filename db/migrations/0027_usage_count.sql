-- Uses that aren't counted yet: written with the use, taken away by the transaction that counts it.
CREATE TABLE usage_new (
  service_use_id @id NOT NULL PRIMARY KEY -- of service_use
) @table;
INSERT INTO usage_new (service_use_id) SELECT service_use_id FROM service_use;

-- Uses by month, and the trips that they saved by the method of docs/trips.md.
CREATE TABLE usage_count (
  month @day NOT NULL, -- its first day
  territory_id @id NOT NULL, -- the one above the commune where people lived, as it was when they were counted; 0: not known
  service @text NOT NULL, -- as in service_use
  channel @text NOT NULL, -- as in service_use
  uses @int NOT NULL, -- services finished
  people @int NOT NULL, -- who did it, each once a month
  trips @int NOT NULL, -- saved
  PRIMARY KEY (month, territory_id, service, channel)
) @clustered;

-- When the newest of them was counted.
CREATE TABLE usage_counted (
  one @int NOT NULL PRIMARY KEY, -- 1: the only row
  counted_at @instant NOT NULL -- when
) @table;
