-- How people pay what they owe, as known now and before. The account itself is a row of bank_account.
CREATE TABLE payment_mode (
  payment_mode_id @id NOT NULL PRIMARY KEY, -- the mode
  person_id @id NOT NULL, -- who pays
  kind @text NOT NULL, -- DIRECT_DEBIT, TRANSFER, CARD or CASH_POINT
  account_from @instant NOT NULL, -- of a direct debit: known_from of the person's row in bank_account; else 0
  holder @text NOT NULL, -- of a direct debit: the account's holder as given, who may be somebody else; else empty
  debit_day @int NOT NULL, -- of a direct debit: day of the month, 1 to 28; else 0
  state @text NOT NULL, -- ACTIVE; REPLACED or REVOKED: how it ended, written once with known_until
  known_from @instant NOT NULL, -- since when
  known_until @instant NOT NULL, -- until when, 9999 if still
  chosen_by @id NOT NULL, -- user, 0: the person
  channel @text NOT NULL -- PORTAL, COUNTER or COMMAND
) @table;
-- One at a time.
CREATE UNIQUE INDEX payment_mode_now ON payment_mode (person_id) WHERE known_until = 9223372036854775807;
CREATE INDEX payment_mode_person ON payment_mode (person_id, known_from);

-- What a person signed so that the fund may debit an account. Only revoked_at is written later, once.
CREATE TABLE mandate (
  mandate_id @id NOT NULL PRIMARY KEY, -- the mandate
  reference @text NOT NULL UNIQUE, -- twelve characters 0-9 A-Z: MndtId of ISO 20022
  payment_mode_id @id NOT NULL UNIQUE, -- the direct debit it is for: account, holder, day
  person_id @id NOT NULL, -- whose contributions
  signing @text NOT NULL, -- CODE: with a code that reached the person; PAPER: on paper, scanned
  signed_at @instant NOT NULL, -- when
  document_id @id NOT NULL, -- of PAPER: the scan; else 0
  language @text NOT NULL, -- of the text: ar, fr or en
  text_version @text NOT NULL, -- which wording (domain/payment_mode/mandate.c)
  text_digest @blob NOT NULL, -- SHA-256 of the text that was signed, account and all
  person_name @text NOT NULL, -- whose contributions, as named in the text
  creditor_name @text NOT NULL, -- of the fund, in the text's language, as it was
  creditor_id @text NOT NULL, -- the fund's identifier as a creditor; empty: none is known
  revoked_at @instant NOT NULL -- since when it is void, 0: in force
) @table;
CREATE INDEX mandate_person ON mandate (person_id, signed_at);

-- What somebody wants and hasn't confirmed yet. What identifies an account goes when it is over.
CREATE TABLE payment_choice (
  payment_choice_id @id NOT NULL PRIMARY KEY, -- the choice, which a code is bound to
  person_id @id NOT NULL, -- whose
  client_id @int NOT NULL, -- made by the form: sent twice, it is one choice
  digest @blob NOT NULL, -- SHA-256 of what was typed: the same client_id with other content is a mistake
  kind @text NOT NULL, -- see payment_mode
  rib @text NOT NULL, -- of a direct debit, while it waits; empty afterwards
  holder @text NOT NULL, -- the same
  debit_day @int NOT NULL, -- of a direct debit; else 0
  signing @text NOT NULL, -- CODE, PAPER; NONE: nothing has to be signed
  reference @text NOT NULL, -- of the mandate to come; empty if there is none
  language @text NOT NULL, -- of the mandate's text
  text_version @text NOT NULL, -- of the mandate's text, empty if there is none
  text_digest @blob NOT NULL, -- of the mandate's text, empty if there is none
  person_name @text NOT NULL, -- in it
  creditor_name @text NOT NULL, -- in it
  chosen_by @id NOT NULL, -- user, 0: the person
  channel @text NOT NULL, -- PORTAL, COUNTER or COMMAND
  made_at @instant NOT NULL, -- when
  sent_at @instant NOT NULL, -- when the last code was sent, 0: none
  expires_at @instant NOT NULL, -- nobody can confirm it from here on
  state @text NOT NULL, -- WAITING, DONE, DROPPED (another choice came, or its time was over)
  payment_mode_id @id NOT NULL -- what it became, 0 before
) @table;
CREATE UNIQUE INDEX payment_choice_client ON payment_choice (person_id, client_id);
-- Those that are over are deleted after a month.
CREATE INDEX payment_choice_made ON payment_choice (made_at);
CREATE INDEX payment_choice_waiting ON payment_choice (expires_at) WHERE state = 'WAITING';
