/* domain/ledger/ledger_db.c - SQL of the ledger, and what it lets through. */
#include "domain/ledger/ledger.h"

#define CLASSES DATA_FINANCE

/* ---- accounts ---- */

#define A(f) DB_FIELD(struct ledger_account, f)
static const struct db_stmt account_find = {
	.name = "ledger_account_find",
	.sql = "SELECT account_id FROM ledger_account WHERE owner_id = $1 AND kind = $2 AND scheme = $3"
	       " AND currency = $4",
	.in = DB_SHAPE(A(owner_id), A(kind), A(scheme), A(currency)),
	.out = DB_SHAPE(A(account_id)),
	.out_size = sizeof(struct ledger_account),
	.data = CLASSES,
};
static const struct db_stmt account_add = {
	.name = "ledger_account_add",
	.sql = "INSERT INTO ledger_account (account_id, kind, owner_id, scheme, currency, opened_at)"
	       " VALUES ($1, $2, $3, $4, $5, $6)",
	.in = DB_SHAPE(A(account_id), A(kind), A(owner_id), A(scheme), A(currency), A(opened_at)),
	.data = CLASSES,
};

/* ---- what moves ---- */

#define T_(f) DB_FIELD(struct ledger_transfer, f)
#define FIELDS \
	T_(transfer_id), T_(debit_id), T_(credit_id), T_(currency), T_(amount), T_(pending), T_(code), \
	    T_(object_id), T_(day), T_(posting_id), T_(at)
#define COLUMNS \
	"transfer_id, debit_id, credit_id, currency, amount, pending, code, object_id, day, posting_id, at"

const struct db_table ledger_transfer_table = {
	.name = "ledger_transfer",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct ledger_transfer),
	.data = CLASSES,
};
/* Between two accounts that are there, in their currency; nothing where the id was used before. */
static const struct db_stmt transfer_add = {
	.name = "ledger_transfer_add",
	.sql = "INSERT INTO ledger_transfer (" COLUMNS ")"
	       " SELECT $1, d.account_id, c.account_id, d.currency, $5, $6, $7, $8, $9, $10, $11"
	       " FROM ledger_account d, ledger_account c WHERE d.account_id = $2 AND c.account_id = $3"
	       " AND d.currency = $4 AND c.currency = $4 ON CONFLICT (transfer_id) DO NOTHING",
	.in = DB_SHAPE(FIELDS),
	.data = CLASSES,
};
static const struct db_stmt transfer_get = {
	.name = "ledger_transfer_get",
	.sql = "SELECT " COLUMNS " FROM ledger_transfer WHERE transfer_id = $1",
	.in = DB_SHAPE(T_(transfer_id)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct ledger_transfer),
	.data = CLASSES,
};

#define E(f) DB_FIELD(struct ledger_settlement, f)
static const struct db_stmt settle = {
	.name = "ledger_settle",
	.sql =
	    "INSERT INTO ledger_settlement (transfer_id, posted, day, posting_id, at)"
	    " SELECT transfer_id, $2, $3, $4, $5 FROM ledger_transfer WHERE transfer_id = $1 AND pending = 1"
	    " AND day <= $3 ON CONFLICT (transfer_id) DO NOTHING",
	.in = DB_SHAPE(E(transfer_id), E(posted), E(day), E(posting_id), E(at)),
	.data = CLASSES,
};
static const struct db_stmt settlement_get = {
	.name = "ledger_settlement_get",
	.sql =
	    "SELECT transfer_id, posted, day, posting_id, at FROM ledger_settlement WHERE transfer_id = $1",
	.in = DB_SHAPE(E(transfer_id)),
	.out = DB_SHAPE(E(transfer_id), E(posted), E(day), E(posting_id), E(at)),
	.out_size = sizeof(struct ledger_settlement),
	.data = CLASSES,
};

#define R(f) DB_FIELD(struct ledger_reversal, f)
static const struct db_stmt reverse = {
	.name = "ledger_reverse",
	.sql = "INSERT INTO ledger_reversal (transfer_id, reason, day, posting_id, at)"
	       " SELECT transfer_id, $2, $3, $4, $5 FROM ledger_movement WHERE transfer_id = $1"
	       " AND how <> 'REVERSAL' AND day <= $3 ON CONFLICT (transfer_id) DO NOTHING",
	.in = DB_SHAPE(R(transfer_id), R(reason), R(day), R(posting_id), R(at)),
	.data = CLASSES,
};
static const struct db_stmt reversal_get = {
	.name = "ledger_reversal_get",
	.sql = "SELECT transfer_id, reason, day, posting_id, at FROM ledger_reversal WHERE transfer_id = $1",
	.in = DB_SHAPE(R(transfer_id)),
	.out = DB_SHAPE(R(transfer_id), R(reason), R(day), R(posting_id), R(at)),
	.out_size = sizeof(struct ledger_reversal),
	.data = CLASSES,
};

/* ---- what stands where ---- */

struct asked {
	account_id id;
	date first, last;
};
#define Q(f) DB_FIELD(struct asked, f)
#define B(f) DB_FIELD(struct ledger_balance, f)
#define COUNTS(side) \
	"CAST((SELECT COALESCE(SUM(amount), 0) FROM ledger_movement WHERE " side \
	"_id = $1 AND day <= $2) AS BIGINT)"
#define WAITS(side) \
	"CAST((SELECT COALESCE(SUM(amount), 0) FROM ledger_transfer t WHERE " side "_id = $1 AND day <= $2" \
	" AND pending = 1 AND NOT EXISTS (SELECT 1 FROM ledger_settlement s" \
	" WHERE s.transfer_id = t.transfer_id)) AS BIGINT)"
static const struct db_stmt balance = {
	.name = "ledger_balance",
	.sql = "SELECT " COUNTS("debit") " AS debit, " COUNTS("credit") " AS credit, " WAITS(
	    "debit") " AS waits_to_debit, " WAITS("credit") " AS waits_to_credit",
	.in = DB_SHAPE(Q(id), Q(last)),
	.out = DB_SHAPE(B(debit), B(credit), B(waits_to_debit), B(waits_to_credit)),
	.out_size = sizeof(struct ledger_balance),
	.data = CLASSES,
};
#define L(f) DB_FIELD(struct ledger_line, f)
#define LINES(side, other, debit, credit) \
	"SELECT m.transfer_id, m.how, m." other "_id AS other_id, " debit " AS debit, " credit " AS credit," \
	" t.code, t.object_id, m.day, m.at FROM ledger_movement m" \
	" JOIN ledger_transfer t ON t.transfer_id = m.transfer_id" \
	" WHERE m." side "_id = $1 AND m.day >= $2 AND m.day <= $3"
static const struct db_stmt lines = {
	.name = "ledger_lines",
	.sql = "SELECT transfer_id, how, other_id, debit, credit, code, object_id, day, at FROM (" LINES(
	    "debit", "credit", "m.amount",
	    "0") " UNION ALL " LINES("credit", "debit", "0",
				     "m.amount") ") AS lines ORDER BY day, at, transfer_id, how",
	.in = DB_SHAPE(Q(id), Q(first), Q(last)),
	.out = DB_SHAPE(L(transfer_id), L(how), L(other_id), L(debit), L(credit), L(code), L(object_id),
			L(day), L(at)),
	.out_size = sizeof(struct ledger_line),
	.data = CLASSES,
};

/* ---- does it add up? ---- */

/* How often a transfer counts: once, or not at all; what was taken back does no longer. */
#define TIMES \
	"(CASE WHEN t.pending = 0 OR s.posted = 1 THEN 1 ELSE 0 END" \
	" - CASE WHEN r.transfer_id IS NULL THEN 0 ELSE 1 END)"
#define ENTRY(side, sign) \
	"SELECT t." side "_id AS account_id, " sign "t.amount * " TIMES " AS n FROM ledger_transfer t" \
	" LEFT JOIN ledger_settlement s ON s.transfer_id = t.transfer_id" \
	" LEFT JOIN ledger_reversal r ON r.transfer_id = t.transfer_id"
#define ENTRIES ENTRY("debit", "") " UNION ALL " ENTRY("credit", "-")
#define MOVED_BACK \
	"SELECT debit_id, -amount FROM ledger_movement UNION ALL SELECT credit_id, amount FROM " \
	"ledger_movement"
#define U(f) DB_FIELD(struct ledger_sums, f)
static const struct db_stmt sums = {
	.name = "ledger_sums",
	.sql = "SELECT (SELECT COUNT(*) FROM ledger_account) AS accounts,"
	       " (SELECT COUNT(*) FROM ledger_transfer) AS transfers,"
	       " CAST((SELECT COALESCE(SUM(n), 0) FROM (" ENTRIES ") AS entries) AS BIGINT) AS sum,"
	       " COALESCE((SELECT MIN(account_id) FROM (SELECT account_id FROM (" ENTRIES
	       " UNION ALL " MOVED_BACK
	       ") AS left_over GROUP BY account_id HAVING SUM(n) <> 0) AS differ), 0) AS differs",
	.out = DB_SHAPE(U(accounts), U(transfers), U(sum), U(differs)),
	.out_size = sizeof(struct ledger_sums),
	.data = CLASSES,
};
#define F(f) DB_FIELD(struct ledger_fault, f)
static const struct db_stmt first_fault = {
	.name = "ledger_first_fault",
	.sql = "SELECT transfer_id, what FROM ("
	       "SELECT t.transfer_id, 'ACCOUNT' AS what FROM ledger_transfer t"
	       " LEFT JOIN ledger_account d ON d.account_id = t.debit_id"
	       " LEFT JOIN ledger_account c ON c.account_id = t.credit_id"
	       " WHERE d.account_id IS NULL OR c.account_id IS NULL OR t.debit_id = t.credit_id"
	       " UNION ALL SELECT t.transfer_id, 'CURRENCY' FROM ledger_transfer t"
	       " JOIN ledger_account d ON d.account_id = t.debit_id"
	       " JOIN ledger_account c ON c.account_id = t.credit_id"
	       " WHERE d.currency <> t.currency OR c.currency <> t.currency"
	       " UNION ALL SELECT transfer_id, 'AMOUNT' FROM ledger_transfer WHERE amount < 1"
	       " UNION ALL SELECT s.transfer_id, 'SETTLEMENT' FROM ledger_settlement s"
	       " LEFT JOIN ledger_transfer t ON t.transfer_id = s.transfer_id"
	       " WHERE t.transfer_id IS NULL OR t.pending = 0"
	       " UNION ALL SELECT r.transfer_id, 'REVERSAL' FROM ledger_reversal r"
	       " LEFT JOIN ledger_transfer t ON t.transfer_id = r.transfer_id"
	       " LEFT JOIN ledger_settlement s ON s.transfer_id = r.transfer_id"
	       " WHERE t.transfer_id IS NULL OR (t.pending = 1 AND COALESCE(s.posted, 0) = 0)"
	       ") AS faults ORDER BY transfer_id, what LIMIT 1",
	.out = DB_SHAPE(F(transfer_id), F(what)),
	.out_size = sizeof(struct ledger_fault),
	.data = CLASSES,
};

const struct db_stmt *const ledger_stmts[] = { &account_find, &account_add,    &transfer_add, &transfer_get,
					       &settle,	      &settlement_get, &reverse,      &reversal_get,
					       &balance,      &lines,	       &sums,	      &first_fault,
					       NULL };

/* ---- accounts ---- */

static rc none_as(rc r, enum rc_code code)
{
	return rc_is(r, E_DB_NONE) ? rc_raise(code, __FILE__, __LINE__) : r;
}

rc ledger_account_of(struct tx *tx, instant now, enum ledger_kind kind, int64_t owner_id, str scheme,
		     enum currency cur, struct arena *a, account_id *ret)
{
	struct ledger_account is = { .kind = ledger_kind_name(kind),
				     .owner_id = owner_id,
				     .scheme = scheme,
				     .currency = currency_name(cur),
				     .opened_at = now },
			      found;

	CHECK((ledger_kind_owner(kind) == OWNER_FUND) == (owner_id == 0) && cur != CUR_NONE, LEDGER_ACCOUNT);
	rc r = db_one(tx, &account_find, &is, a, &found);
	if (!rc_is(r, E_DB_NONE)) {
		*ret = found.account_id;
		return r;
	}
	is.account_id.v = id_new(now);
	r = db_exec(tx, &account_add, &is, NULL);
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT); /* somebody opened it, or made the same id */
	*ret = is.account_id;
	return r;
}

/* ---- transfers ---- */

static bool code_good(str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] != '_' && (code.p[i] < 'A' || code.p[i] > 'Z'))
			return false;
	return 1 <= code.n && code.n <= LEDGER_CODE_MAX;
}

static bool same(const struct ledger_transfer *x, const struct ledger_transfer *y)
{
	return x->debit_id.v == y->debit_id.v && x->credit_id.v == y->credit_id.v &&
	       str_eq(x->currency, y->currency) && x->amount == y->amount && x->pending == y->pending &&
	       str_eq(x->code, y->code) && x->object_id == y->object_id && x->day.days == y->day.days;
}

static rc good(const struct ledger_transfer *t)
{
	must(t->transfer_id.v > 0);
	CHECK(1 <= t->amount && t->amount <= MONEY_MAX, LEDGER_AMOUNT);
	CHECK(code_good(t->code), LEDGER_CODE);
	CHECK(t->debit_id.v != t->credit_id.v, LEDGER_ACCOUNT);
	return OK;
}

rc ledger_post(struct tx *tx, struct arena *a, const struct ledger_transfer *t, bool *ret_again)
{
	struct ledger_transfer was;
	int64_t added;

	TRY(good(t));
	TRY(db_exec(tx, &transfer_add, t, &added));
	*ret_again = added == 0;
	if (added == 1)
		return OK;
	TRY(none_as(db_one(tx, &transfer_get, t, a, &was), E_LEDGER_ACCOUNT));
	CHECK(same(t, &was), LEDGER_ID);
	return OK;
}

rc ledger_post_many(struct tx *tx, const struct ledger_transfer *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(good(&t[i]));
	return db_load(tx, &ledger_transfer_table, t, n);
}

rc ledger_settle(struct tx *tx, struct arena *a, const struct ledger_settlement *s, bool *ret_again)
{
	struct ledger_settlement was;
	int64_t added;

	TRY(db_exec(tx, &settle, s, &added));
	*ret_again = added == 0;
	if (added == 1)
		return OK;
	TRY(none_as(db_one(tx, &settlement_get, s, a, &was), E_LEDGER_NONE));
	CHECK(was.posted == s->posted, LEDGER_SETTLED);
	return OK;
}

rc ledger_reverse(struct tx *tx, struct arena *a, const struct ledger_reversal *r, bool *ret_again)
{
	struct ledger_reversal was;
	int64_t added;

	CHECK(1 <= r->reason.n && r->reason.n <= LEDGER_REASON_MAX, LEDGER_REASON);
	TRY(db_exec(tx, &reverse, r, &added));
	*ret_again = added == 0;
	return added == 1 ? OK : none_as(db_one(tx, &reversal_get, r, a, &was), E_LEDGER_NONE);
}

/* ---- what stands where ---- */

rc ledger_balance(struct tx *tx, account_id id, date last, struct arena *a, struct ledger_balance *ret)
{
	struct asked q = { .id = id, .last = last };

	return db_one(tx, &balance, &q, a, ret);
}

rc ledger_lines(struct tx *tx, account_id id, date first, date last, size_t max, struct arena *a,
		struct ledger_line **ret, size_t *ret_n)
{
	struct asked q = { id, first, last };

	return db_rows(tx, &lines, &q, max, a, ret, ret_n);
}

rc ledger_sums_of(struct tx *tx, struct arena *a, struct ledger_sums *ret)
{
	return db_one(tx, &sums, NULL, a, ret);
}

rc ledger_first_fault(struct tx *tx, struct arena *a, struct ledger_fault *ret)
{
	rc r = db_one(tx, &first_fault, NULL, a, ret);

	if (!rc_is(r, E_DB_NONE))
		return r;
	*ret = (struct ledger_fault){ .what = S("") };
	return OK;
}
