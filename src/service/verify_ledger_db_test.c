/* Somebody changes the ledger behind the program's back: the first entry that doesn't hold is named. */
#include "service/verify_ledger.h"

#include "domain/ledger/ledger.h"
#include "testing/t.h"
#include "testing/tamper.h"

static rc fill(struct tx *tx, void *cls)
{
	struct arena *a = cls;
	instant now = { 1700000000000000 };
	account_id due, income;
	bool again;

	TRY(ledger_account_of(tx, now, LEDGER_DUE, 7, S("AMO-TNS"), CUR_MAD, a, &due));
	TRY(ledger_account_of(tx, now, LEDGER_CONTRIBUTION, 0, S("AMO-TNS"), CUR_MAD, a, &income));
	for (int i = 1; i <= 4; i++) {
		struct ledger_transfer t = { .transfer_id = { i },
					     .debit_id = due,
					     .credit_id = income,
					     .currency = S("MAD"),
					     .amount = 100 * i,
					     .pending = i > 2,
					     .code = S("CALL"),
					     .day = { 20000 },
					     .at = now };
		TRY(ledger_post(tx, a, &t, &again));
	}
	struct ledger_settlement s = { { 3 }, true, { 20001 }, 0, now };
	struct ledger_reversal r = { { 1 }, S("mistake"), { 20001 }, 0, now };
	TRY(ledger_settle(tx, a, &s, &again));
	return ledger_reverse(tx, a, &r, &again);
}

T(ledger_verify_names_the_first_fault)
{
	/* what no program could have written: the store's own checks are gone with its owner's rights */
	static const struct {
		const char *sqlite, *pg, *what;
		int64_t at;
	} rows[] = {
		{ "PRAGMA ignore_check_constraints = 1; UPDATE ledger_transfer SET amount = 0 WHERE "
		  "transfer_id = 2",
		  "ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_transfer_amount_check;"
		  " UPDATE ledger_transfer SET amount = 0 WHERE transfer_id = 2",
		  "AMOUNT", 2 },
		{ "UPDATE ledger_transfer SET debit_id = 99 WHERE transfer_id = 3",
		  "SET session_replication_role = replica; UPDATE ledger_transfer SET debit_id = 99 WHERE "
		  "transfer_id = 3",
		  "ACCOUNT", 3 },
		{ "UPDATE ledger_transfer SET currency = 'EUR' WHERE transfer_id = 4",
		  "SET session_replication_role = replica; UPDATE ledger_transfer SET currency = 'EUR' WHERE "
		  "transfer_id = 4",
		  "CURRENCY", 4 },
		{ "UPDATE ledger_transfer SET pending = 0 WHERE transfer_id = 3",
		  "UPDATE ledger_transfer SET pending = 0 WHERE transfer_id = 3", "SETTLEMENT", 3 },
		{ "UPDATE ledger_transfer SET pending = 1 WHERE transfer_id = 1",
		  "UPDATE ledger_transfer SET pending = 1 WHERE transfer_id = 1", "REVERSAL", 1 },
	};
	struct ledger_report r;
	struct db *db;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *url = fresh_url(a, "t_verify_ledger");
		t_need(db_open(a, url, &db));
		t_need(db_write(db, FOR_AUDIT, "test", fill, a));
		t_need(ledger_verify(db, a, &r));
		t_ok(r.holds && r.accounts == 2 && r.transfers == 4 && r.sum == 0 && r.what.n == 0);
		db_close(db);
		tamper(url, fresh_is_pg() ? rows[i].pg : rows[i].sqlite);
		t_need(db_open(a, url, &db));
		t_need(ledger_verify(db, a, &r));
		t_ok(!r.holds && str_eq(r.what, str_of(rows[i].what)) && r.fault == rows[i].at);
		db_close(db);
	}
}
