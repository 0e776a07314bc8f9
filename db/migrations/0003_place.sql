-- Territories: a dated tree (country, region or wilaya, province or daira, circle, commune, centre).
CREATE TABLE territory (
  territory_id @id NOT NULL PRIMARY KEY, -- small number made at import, never reused
  code @text NOT NULL, -- official code, such as 01.051.01.01
  kind @text NOT NULL, -- REGION, WILAYA, PROVINCE, DAIRA, CIRCLE, COMMUNE, CENTRE
  parent_id @id NOT NULL, -- the territory it lies in, 0 at the top
  name_fr @text NOT NULL, -- name in French as given, without "(Mun.)" and the like
  name_ar @text NOT NULL, -- name in Arabic as given
  name_key @text NOT NULL, -- normal form for finding it by name
  urban @bool NOT NULL, -- 1 for a municipality
  from_day @day NOT NULL, -- first day it exists
  until_day @day NOT NULL, -- first day it no longer does, 9999-12-31 if open
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
