/* domain/ledger/ledger.h - money that adds up: the front door of the room (domain.md, Ledger).
 *
 * Double entry: a transfer moves one amount from an account (credit) to another (debit), so that the sum of
 * all accounts is 0 at any time. Nothing is ever changed or deleted, and the store refuses who tries: on
 * PostgreSQL by the rights of the program's role, on SQLite by triggers. A transfer that waits (a card
 * payment) counts once it is settled; one that was a mistake is reversed, once. Ids of transfers are made by
 * whoever asks: asked twice, it is one transfer.
 *
 * Amounts are int64 in the smallest unit of the accounts' currency, 1 to MONEY_MAX.
 */
#ifndef DOMAIN_LEDGER_LEDGER_H
#define DOMAIN_LEDGER_LEDGER_H

#include "base/money.h"

#include "domain/journal/journal.h"

#include "store/db.h"

/* ---- accounts ---- */

enum ledger_kind {
#define LEDGER_ACCOUNT(name, owner, what) LEDGER_##name,
#include "domain/ledger/account.def"
#undef LEDGER_ACCOUNT
	LEDGER_KINDS
};
enum ledger_owner { OWNER_FUND, OWNER_PERSON, OWNER_USER };

str ledger_kind_name(enum ledger_kind k);
bool ledger_kind_parse(str name, enum ledger_kind *ret);
enum ledger_owner ledger_kind_owner(enum ledger_kind k);

struct ledger_account {
	account_id account_id;
	str kind;
	int64_t owner_id; /* person or user; 0: the fund */
	str scheme;	  /* empty: of none */
	str currency;
	instant opened_at;
};
/* The account of these: opened at its first use. E_LEDGER_ACCOUNT: a kind that isn't there, or an owner that
 * doesn't go with it. */
rc ledger_account_of(struct tx *tx, instant now, enum ledger_kind kind, int64_t owner_id, str scheme,
		     enum currency cur, struct arena *a, account_id *ret) MUST_USE;

/* ---- transfers ---- */

struct ledger_transfer {
	transfer_id transfer_id;
	account_id debit_id, credit_id;
	str currency;
	int64_t amount;
	bool pending;
	str code;	   /* 1 to LEDGER_CODE_MAX characters A-Z and _ */
	int64_t object_id; /* what of; 0: nothing */
	date day;
	int64_t posting_id; /* object of the journal's event that tells of it and of all that was posted with
			       it, with their ledger_digest() */
	instant at;
};
/* One row a transfer (domain/journal/digest.h), in the order that they stand in: of all that is kept but
 * posting_id. */
void ledger_digest(const struct ledger_transfer *t, size_t n, unsigned char ret[static DIGEST_BYTES]);
enum { LEDGER_CODE_MAX = 32 };

/* *ret_again: it was there already, the same. E_LEDGER_ID: there is another one of this id. E_LEDGER_AMOUNT,
 * E_LEDGER_CODE, E_LEDGER_ACCOUNT: none, the same twice, or of another currency. */
rc ledger_post(struct tx *tx, struct arena *a, const struct ledger_transfer *t, bool *ret_again) MUST_USE;
/* Many that nobody posted before, in one statement. E_DB_EXISTS, and the transaction is lost: one was there.
 */
rc ledger_post_many(struct tx *tx, const struct ledger_transfer *t, size_t n) MUST_USE;

struct ledger_settlement {
	transfer_id transfer_id;
	bool posted; /* it counts; else it is void */
	date day;
	int64_t posting_id;
	instant at;
};
/* Of a pending transfer. The same verdict again: *ret_again. E_LEDGER_SETTLED: by the other verdict.
 * E_LEDGER_NONE: no such transfer waits on that day. */
rc ledger_settle(struct tx *tx, struct arena *a, const struct ledger_settlement *s, bool *ret_again) MUST_USE;

struct ledger_reversal {
	transfer_id transfer_id;
	str reason; /* 1 to LEDGER_REASON_MAX bytes */
	date day;
	int64_t posting_id;
	instant at;
};
enum { LEDGER_REASON_MAX = 500 };
/* Of a transfer that counts. Again: *ret_again, whatever the reason. E_LEDGER_NONE: it doesn't count
 * on that day. E_LEDGER_REASON */
rc ledger_reverse(struct tx *tx, struct arena *a, const struct ledger_reversal *r, bool *ret_again) MUST_USE;

/* ---- what stands where ---- */

struct ledger_balance {
	int64_t debit, credit;			 /* all that counts */
	int64_t waits_to_debit, waits_to_credit; /* pending, not settled */
};
/* Of everything up to `last` (DATE_NEVER: all). Debit minus credit is what the account holds. */
rc ledger_balance(struct tx *tx, account_id id, date last, struct arena *a,
		  struct ledger_balance *ret) MUST_USE;

/* One line of an account's statement. */
struct ledger_line {
	transfer_id transfer_id;
	str how; /* TRANSFER, SETTLEMENT or REVERSAL */
	account_id other_id;
	int64_t debit, credit; /* one of them is 0 */
	str code;
	int64_t object_id;
	date day;
	instant at;
};
/* What counts of an account from a day to another one, both included, in the order of days. E_LIMIT above
 * `max`. */
rc ledger_lines(struct tx *tx, account_id id, date first, date last, size_t max, struct arena *a,
		struct ledger_line **ret, size_t *ret_n) MUST_USE;

/* ---- does it add up? ---- */

struct ledger_sums {
	int64_t accounts, transfers; /* rows */
	int64_t sum;		     /* of all accounts: 0 */
	account_id differs; /* the first account that other statements than those of balances find something
			     * else on; 0: none */
};
rc ledger_sums_of(struct tx *tx, struct arena *a, struct ledger_sums *ret) MUST_USE;
/* The first entry that can't be: an account or a transfer that it rests on isn't there, accounts of two
 * currencies, a settlement of what didn't wait, a reversal of what doesn't count, an amount below 1.
 * transfer_id 0: there is none. */
struct ledger_fault {
	transfer_id transfer_id;
	str what; /* ACCOUNT, CURRENCY, AMOUNT, SETTLEMENT, REVERSAL */
};
rc ledger_first_fault(struct tx *tx, struct arena *a, struct ledger_fault *ret) MUST_USE;

extern const struct db_stmt *const ledger_stmts[];  /* NULL terminated, for db_check() */
extern const struct db_table ledger_transfer_table; /* for bulk loading */

#endif
