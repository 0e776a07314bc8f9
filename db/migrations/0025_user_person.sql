-- Who in the register somebody is who works here: nobody decides about their own. No row: not told.
CREATE TABLE user_person (
  user_id @id NOT NULL PRIMARY KEY, -- the account
  person_id @id NOT NULL -- the person
) @table;
