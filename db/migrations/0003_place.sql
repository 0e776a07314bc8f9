-- Territories: a dated tree (region or wilaya, province or daira, commune, centre). One territory has as many rows as
-- its names and parents have periods: join with a day.
CREATE TABLE territory (
  territory_id @id NOT NULL, -- small number made at import, never reused; the same in all rows of one territory
  code @text NOT NULL, -- official code, such as 01.051.01.01
  kind @text NOT NULL, -- REGION, WILAYA, PROVINCE, DAIRA, CIRCLE, COMMUNE, CENTRE
  parent_id @id NOT NULL, -- the territory it lies in, 0 at the top
  name_fr @text NOT NULL, -- name in French as given, without "(Mun.)" and the like
  name_ar @text NOT NULL, -- name in Arabic as given
  name_key @text NOT NULL, -- normal form for finding it by name
  urban @bool NOT NULL, -- 1 for a municipality
  from_day @day NOT NULL, -- first day these facts hold
  until_day @day NOT NULL, -- first day they no longer do, 9999-12-31 if open
  PRIMARY KEY (territory_id, from_day),
  UNIQUE (code, from_day)
) @table;
CREATE INDEX territory_parent ON territory (parent_id);
CREATE INDEX territory_name ON territory (name_key);

-- Places of the network: agencies, hospitals, primary-care centres, pharmacies...
CREATE TABLE place (
  place_id @id NOT NULL PRIMARY KEY, -- the place
  kind @text NOT NULL, -- HOSPITAL, PRIMARY_CARE, AGENCY...
  category @text NOT NULL, -- official category, such as CSU-1
  name @text NOT NULL, -- as given
  territory_id @id NOT NULL, -- commune, or the smallest territory that could be found
  from_day @day NOT NULL, -- first day
  until_day @day NOT NULL, -- first day no longer
  source @text NOT NULL, -- file it came from
  UNIQUE (kind, territory_id, name, category)
) @table;
