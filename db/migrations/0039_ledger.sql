-- Whose money, and what for: the accounts of the double entry. Debits are what comes in or is owed to the fund, credits what it owes.
CREATE TABLE ledger_account (
  account_id @id NOT NULL PRIMARY KEY, -- the account
  kind @text NOT NULL, -- what it holds (src/domain/ledger/account.def)
  owner_id @id NOT NULL, -- the person or user whom the kind says; 0: the fund
  scheme @text NOT NULL, -- of which scheme; empty: of none
  currency @text NOT NULL, -- MAD, DZD or EUR
  opened_at @instant NOT NULL, -- when
  UNIQUE (owner_id, kind, scheme, currency),
  UNIQUE (account_id, currency)
) @table;

-- One amount from one account to another: balanced because it stands here once. Never changed.
CREATE TABLE ledger_transfer (
  transfer_id @id NOT NULL PRIMARY KEY, -- made by whoever asks for it: asked twice, it is one transfer
  debit_id @id NOT NULL, -- account that receives
  credit_id @id NOT NULL, -- account that gives
  currency @text NOT NULL, -- of both accounts
  amount @money NOT NULL CHECK (amount > 0), -- smallest unit
  pending @bool NOT NULL, -- 1: waits for its settlement, and counts from then on; 0: counts at once
  code @text NOT NULL, -- why: CALL, PAYMENT, ...
  object_id @id NOT NULL, -- what of, such as the called period or the payment; 0: nothing
  day @day NOT NULL, -- on which it counts
  posting_id @id NOT NULL, -- what the journal tells of as one: object of an event ledger.posted, with a digest
  at @instant NOT NULL, -- when it was written
  CHECK (debit_id <> credit_id),
  FOREIGN KEY (debit_id, currency) REFERENCES ledger_account (account_id, currency),
  FOREIGN KEY (credit_id, currency) REFERENCES ledger_account (account_id, currency)
) @table;
CREATE INDEX ledger_transfer_debit ON ledger_transfer (debit_id, day);
CREATE INDEX ledger_transfer_credit ON ledger_transfer (credit_id, day);

-- What became of a pending transfer: once.
CREATE TABLE ledger_settlement (
  transfer_id @id NOT NULL PRIMARY KEY REFERENCES ledger_transfer (transfer_id), -- the pending one
  posted @bool NOT NULL, -- 1: it counts; 0: it is void
  day @day NOT NULL, -- on which it counts
  posting_id @id NOT NULL, -- object of the journal's event that tells of it
  at @instant NOT NULL -- when it was written
) @table;

-- A transfer that counted is taken back: the same amount the other way, once.
CREATE TABLE ledger_reversal (
  transfer_id @id NOT NULL PRIMARY KEY REFERENCES ledger_transfer (transfer_id), -- which
  reason @text NOT NULL, -- why, such as a mistake or a debit that was returned
  day @day NOT NULL, -- on which it counts
  posting_id @id NOT NULL, -- object of the journal's event that tells of it
  at @instant NOT NULL -- when it was written
) @table;

-- All that counts, as it moves money.
CREATE VIEW ledger_movement AS
  SELECT transfer_id, debit_id, credit_id, currency, amount, day, at, 'TRANSFER' AS how FROM ledger_transfer WHERE pending = 0
  UNION ALL SELECT t.transfer_id, t.debit_id, t.credit_id, t.currency, t.amount, s.day, s.at, 'SETTLEMENT'
    FROM ledger_settlement s JOIN ledger_transfer t ON t.transfer_id = s.transfer_id WHERE s.posted = 1
  UNION ALL SELECT t.transfer_id, t.credit_id, t.debit_id, t.currency, t.amount, r.day, r.at, 'REVERSAL'
    FROM ledger_reversal r JOIN ledger_transfer t ON t.transfer_id = r.transfer_id;

-- @sqlite
CREATE TRIGGER ledger_account_no_update BEFORE UPDATE ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_settlement_no_update BEFORE UPDATE ON ledger_settlement BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_settlement_no_delete BEFORE DELETE ON ledger_settlement BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_reversal_no_update BEFORE UPDATE ON ledger_reversal BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_reversal_no_delete BEFORE DELETE ON ledger_reversal BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
-- @both
