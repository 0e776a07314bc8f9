-- Everybody the fund knows, as known now. What was known before is in person_past.
CREATE TABLE person (
  person_id @id NOT NULL PRIMARY KEY, -- the person; time-ordered
  number @int NOT NULL UNIQUE, -- the fund's registration number with its check digit; issued once, never reused
  last_name @text NOT NULL, -- family name in Latin script as given, may be empty
  first_name @text NOT NULL, -- given name in Latin script as given, may be empty
  last_name_ar @text NOT NULL, -- family name in Arabic script as given, may be empty
  first_name_ar @text NOT NULL, -- given name in Arabic script as given, may be empty
  born @text NOT NULL CHECK (length(born) = 10), -- YYYY-MM-DD, or YYYY-00-00 when only the year is known
  sex @text NOT NULL CHECK (sex IN ('F', 'M')), -- F or M
  commune_id @id NOT NULL, -- territory of residence
  address @text NOT NULL, -- below the commune, as given
  phone @int NOT NULL, -- E.164 without the plus sign, 0 if none
  email @text NOT NULL, -- empty if none
  language @text NOT NULL, -- ar, fr or en
  state @text NOT NULL, -- ACTIVE, or WITHDRAWN when registered by mistake
  survivor_id @id NOT NULL, -- the person a withdrawn one really is, 0 if none
  source_id @id NOT NULL, -- the delivery or decision these facts came with
  known_from @instant NOT NULL -- since when the fund knows them
) @table;

-- Facts about persons that were superseded: same columns, and until when they were held true.
CREATE TABLE person_past (
  person_id @id NOT NULL, -- the person
  known_until @instant NOT NULL, -- when better was known
  number @int NOT NULL, -- see person
  last_name @text NOT NULL, -- see person
  first_name @text NOT NULL, -- see person
  last_name_ar @text NOT NULL, -- see person
  first_name_ar @text NOT NULL, -- see person
  born @text NOT NULL, -- see person
  sex @text NOT NULL, -- see person
  commune_id @id NOT NULL, -- see person
  address @text NOT NULL, -- see person
  phone @int NOT NULL, -- see person
  email @text NOT NULL, -- see person
  language @text NOT NULL, -- see person
  state @text NOT NULL, -- see person
  survivor_id @id NOT NULL, -- see person
  source_id @id NOT NULL, -- see person
  known_from @instant NOT NULL, -- see person
  PRIMARY KEY (person_id, known_until)
) @clustered;

-- Official identifiers. On Citus distributed by the value, so that it is unique over all shards.
CREATE TABLE identifier (
  value @text NOT NULL, -- upper case, without spaces
  kind @text NOT NULL, -- CNIE, RESIDENCE, PASSPORT, NIN, NSS, RSU...
  person_id @id NOT NULL, -- whose
  PRIMARY KEY (value, kind)
) @clustered;
CREATE INDEX identifier_of_person ON identifier (person_id);

-- Where to look for people born on a day in a commune, and by birth date: matching and search.
CREATE TABLE person_cell (
  cell @int NOT NULL, -- birth date as YYYYMMDD x 10^10 + commune_id
  last_key @int NOT NULL, -- skeleton of the family name (base/name.h)
  first_key @int NOT NULL, -- skeleton of the given name
  person_id @id NOT NULL, -- who
  PRIMARY KEY (cell, last_key, first_key, person_id)
) @clustered;

-- Where to look for a name in either script, whatever its spelling.
CREATE TABLE person_name (
  last_key @int NOT NULL, -- skeleton of the family name (base/name.h)
  first_key @int NOT NULL, -- skeleton of the given name
  person_id @id NOT NULL, -- who
  PRIMARY KEY (last_key, first_key, person_id)
) @clustered;

-- Where to look for a phone number.
CREATE TABLE person_phone (
  phone @int NOT NULL, -- E.164 without the plus sign
  person_id @id NOT NULL, -- who
  PRIMARY KEY (phone, person_id)
) @clustered;

-- Bank accounts for contributions and refunds, as known now and before.
CREATE TABLE bank_account (
  person_id @id NOT NULL, -- whose
  known_from @instant NOT NULL, -- since when the fund knows it
  known_until @instant NOT NULL, -- until when it was held true, 9999 if still
  rib @text NOT NULL, -- 24 digits (MA) or 20 digits (DZ), key checked
  source_id @id NOT NULL, -- the delivery or decision it came with
  PRIMARY KEY (person_id, known_from)
) @clustered;

-- Two persons somebody has looked at and found to be different: nobody is asked again.
CREATE TABLE person_distinct (
  low_id @id NOT NULL, -- the smaller id
  high_id @id NOT NULL, -- the larger id
  decided_by @id NOT NULL, -- user
  decided_at @instant NOT NULL, -- when
  PRIMARY KEY (low_id, high_id)
) @clustered;
