-- Schemes, until their law files say more: name and who comes first when two could cover a person.
CREATE TABLE scheme (
  scheme @text NOT NULL PRIMARY KEY, -- code, such as AMO-TNS
  country @text NOT NULL, -- ma or dz
  name_fr @text NOT NULL, -- name in French
  name_ar @text NOT NULL, -- name in Arabic
  name_en @text NOT NULL, -- name in English
  priority @int NOT NULL -- the smaller number wins when a person could be covered twice
) @table;

-- Income classes that a managing body may name for a scheme.
CREATE TABLE income_class (
  scheme @text NOT NULL, -- of which scheme
  class @text NOT NULL, -- code, such as FARM-1
  PRIMARY KEY (scheme, class)
) @clustered;
