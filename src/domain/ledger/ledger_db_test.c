/* Money adds up, whoever asks twice, settles, reverses or tries to change what was written; on both engines.
 */
#include "domain/ledger/ledger.h"

#include "testing/fresh.h"
#include "testing/t.h"
#include "testing/tamper.h"

#define NOW ((instant){ 1700000000000000 })

T(ledger_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_ledger_statements");

	for (const struct db_stmt *const *s = ledger_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

T(ledger_kinds_have_names)
{
	enum ledger_kind k;

	for (enum ledger_kind i = 0; i < LEDGER_KINDS; i++)
		t_ok(ledger_kind_parse(ledger_kind_name(i), &k) && k == i);
	t_ok(!ledger_kind_parse(S("due"), &k) && !ledger_kind_parse(S(""), &k));
	t_int(ledger_kind_owner(LEDGER_DUE), OWNER_PERSON);
	t_int(ledger_kind_owner(LEDGER_TILL), OWNER_USER);
	t_int(ledger_kind_owner(LEDGER_BANK), OWNER_FUND);
}

/* One call of the room, in a transaction of its own. */
struct call {
	struct arena *a;
	struct db *db;
	account_id due, income, bank, euro;
	struct ledger_transfer t;
	struct ledger_settlement s;
	struct ledger_reversal r;
	account_id asked;
	struct ledger_balance b;
	struct ledger_line *line;
	size_t n;
	struct ledger_sums sums;
	struct ledger_fault fault;
	const struct db_stmt *stmt;
	bool again;
};

static rc open_accounts(struct tx *tx, void *cls)
{
	struct call *k = cls;
	account_id same;

	TRY(ledger_account_of(tx, NOW, LEDGER_DUE, 7, S("AMO-TNS"), CUR_MAD, k->a, &k->due));
	TRY(ledger_account_of(tx, NOW, LEDGER_DUE, 7, S("AMO-TNS"), CUR_MAD, k->a, &same));
	t_int(same.v, k->due.v);
	TRY(ledger_account_of(tx, NOW, LEDGER_CONTRIBUTION, 0, S("AMO-TNS"), CUR_MAD, k->a, &k->income));
	TRY(ledger_account_of(tx, NOW, LEDGER_BANK, 0, S(""), CUR_MAD, k->a, &k->bank));
	return ledger_account_of(tx, NOW, LEDGER_BANK, 0, S(""), CUR_EUR, k->a, &k->euro);
}

static rc do_post(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return ledger_post(tx, k->a, &k->t, &k->again);
}
static rc do_settle(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return ledger_settle(tx, k->a, &k->s, &k->again);
}
static rc do_reverse(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return ledger_reverse(tx, k->a, &k->r, &k->again);
}
static rc do_balance(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return ledger_balance(tx, k->asked, DATE_NEVER, k->a, &k->b);
}
static rc do_lines(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return ledger_lines(tx, k->asked, (date){ 0 }, DATE_NEVER, 100, k->a, &k->line, &k->n);
}
static rc do_check(struct tx *tx, void *cls)
{
	struct call *k = cls;
	TRY(ledger_sums_of(tx, k->a, &k->sums));
	return ledger_first_fault(tx, k->a, &k->fault);
}
static rc do_run(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return db_exec(tx, k->stmt, NULL, NULL);
}
#define WRITE(what) db_write(k.db, FOR_REGISTRATION, "test", what, &k)
#define READ(what) db_read(k.db, FOR_REGISTRATION, "test", what, &k)

static struct call opened(struct arena *a, const char *name)
{
	struct call k = { .a = a, .db = fresh(a, name) };

	must(rc_ok(WRITE(open_accounts)));
	k.t = (struct ledger_transfer){ .transfer_id = { 1 },
					.debit_id = k.due,
					.credit_id = k.income,
					.currency = S("MAD"),
					.amount = 27600,
					.code = S("CALL"),
					.object_id = 5,
					.day = { 20000 },
					.posting_id = 9,
					.at = NOW };
	return k;
}

/* What an account holds. */
static int64_t holds(struct call *of, account_id id)
{
	struct call k = *of;

	k.asked = id;
	must(rc_ok(READ(do_balance)));
	return k.b.debit - k.b.credit;
}

static bool adds_up(struct call *of)
{
	struct call k = *of;

	must(rc_ok(READ(do_check)));
	return k.sums.sum == 0 && k.sums.differs.v == 0 && k.fault.transfer_id.v == 0;
}

T(ledger_posts_once)
{
	struct call k = opened(a, "t_ledger_post");

	t_need(WRITE(do_post));
	t_ok(!k.again);
	t_need(WRITE(do_post));
	t_ok(k.again);
	t_int(holds(&k, k.due), 27600);
	t_int(holds(&k, k.income), -27600);
	k.t.amount++;
	t_rc(WRITE(do_post), LEDGER_ID);
	k.t.transfer_id.v++;
	t_need(WRITE(do_post));
	t_int(holds(&k, k.due), 55201);
	t_ok(adds_up(&k));
	db_close(k.db);
}

T(ledger_refuses_what_cannot_be)
{
	struct call k = opened(a, "t_ledger_refuses");
	struct ledger_transfer good = k.t;

	k.t.amount = 0;
	t_rc(WRITE(do_post), LEDGER_AMOUNT);
	k.t.amount = -5;
	t_rc(WRITE(do_post), LEDGER_AMOUNT);
	k.t.amount = MONEY_MAX + 1;
	t_rc(WRITE(do_post), LEDGER_AMOUNT);
	k.t = good;
	k.t.credit_id = k.t.debit_id;
	t_rc(WRITE(do_post), LEDGER_ACCOUNT);
	k.t.credit_id.v = 12345;
	t_rc(WRITE(do_post), LEDGER_ACCOUNT);
	k.t.credit_id = k.euro;
	t_rc(WRITE(do_post), LEDGER_ACCOUNT);
	k.t = good;
	k.t.currency = S("EUR");
	t_rc(WRITE(do_post), LEDGER_ACCOUNT);
	k.t = good;
	k.t.code = S("call");
	t_rc(WRITE(do_post), LEDGER_CODE);
	k.t.code = S("");
	t_rc(WRITE(do_post), LEDGER_CODE);
	k.s = (struct ledger_settlement){ .transfer_id = { 77 } };
	t_rc(WRITE(do_settle), LEDGER_NONE);
	k.r = (struct ledger_reversal){ .transfer_id = { 77 }, .reason = S("x") };
	t_rc(WRITE(do_reverse), LEDGER_NONE);
	k.r.reason = S("");
	t_rc(WRITE(do_reverse), LEDGER_REASON);
	t_int(holds(&k, k.due), 0);
	t_ok(adds_up(&k));
	db_close(k.db);
}

/* A card payment waits, and counts or doesn't; what was a mistake is taken back. */
T(ledger_settles_and_reverses_once)
{
	struct call k = opened(a, "t_ledger_settle");

	t_need(WRITE(do_post));
	k.t = (struct ledger_transfer){ .transfer_id = { 2 },
					.debit_id = k.bank,
					.credit_id = k.due,
					.currency = S("MAD"),
					.amount = 27600,
					.pending = true,
					.code = S("PAYMENT"),
					.day = { 20010 },
					.posting_id = 9,
					.at = NOW };
	t_need(WRITE(do_post));
	t_int(holds(&k, k.due), 27600);
	k.asked = k.due;
	t_need(READ(do_balance));
	t_int(k.b.waits_to_credit, 27600);
	k.r = (struct ledger_reversal){ { 2 }, S("too early"), { 20011 }, 9, NOW };
	t_rc(WRITE(do_reverse), LEDGER_NONE); /* it doesn't count */
	k.s = (struct ledger_settlement){ { 2 }, true, { 20012 }, 9, NOW };
	t_need(WRITE(do_settle));
	t_ok(!k.again);
	t_need(WRITE(do_settle));
	t_ok(k.again);
	k.s.posted = false;
	t_rc(WRITE(do_settle), LEDGER_SETTLED);
	t_int(holds(&k, k.due), 0);
	t_int(holds(&k, k.bank), 27600);
	t_need(READ(do_balance));
	t_int(k.b.waits_to_credit, 0);
	k.s.transfer_id.v = 1;
	t_rc(WRITE(do_settle), LEDGER_NONE); /* it never waited */
	/* the bank takes it back, not before it counts */
	t_rc(WRITE(do_reverse), LEDGER_NONE);
	k.r.day.days = 20014;
	t_need(WRITE(do_reverse));
	t_ok(!k.again);
	t_need(WRITE(do_reverse));
	t_ok(k.again);
	t_int(holds(&k, k.due), 27600);
	t_int(holds(&k, k.bank), 0);
	/* another one is void */
	k.t.transfer_id.v = 3;
	t_need(WRITE(do_post));
	k.s = (struct ledger_settlement){ { 3 }, false, { 20013 }, 9, NOW };
	t_need(WRITE(do_settle));
	k.r.transfer_id.v = 3;
	t_rc(WRITE(do_reverse), LEDGER_NONE);
	t_int(holds(&k, k.due), 27600);
	t_need(READ(do_lines));
	t_int((int64_t)k.n, 3);
	t_str(k.line[0].how, "TRANSFER");
	t_ok(k.line[0].debit == 27600 && k.line[0].credit == 0 && k.line[0].other_id.v == k.income.v);
	t_str(k.line[0].code, "CALL");
	t_str(k.line[1].how, "SETTLEMENT");
	t_ok(k.line[1].credit == 27600 && k.line[1].day.days == 20012);
	t_ok(k.line[2].debit == 27600 && k.line[2].day.days == 20014);
	t_ok(adds_up(&k));
	db_close(k.db);
}

#define CHANGE(name_, sql_) \
	{ \
		.name = "test_" name_, .sql = sql_, .data = DATA_FINANCE \
	}

/* law: domain.md, Ledger: the database itself refuses update, delete and an unbalanced or duplicate id. */
T(ledger_is_kept_by_the_store_itself)
{
	static const struct db_stmt refused[] = {
		CHANGE("account", "UPDATE ledger_account SET owner_id = 8"),
		CHANGE("account_del", "DELETE FROM ledger_account WHERE kind = 'BANK'"),
		CHANGE("transfer", "UPDATE ledger_transfer SET amount = 1"),
		CHANGE("transfer_del", "DELETE FROM ledger_transfer"),
		CHANGE("settlement", "UPDATE ledger_settlement SET posted = 0"),
		CHANGE("settlement_del", "DELETE FROM ledger_settlement"),
		CHANGE("reversal", "UPDATE ledger_reversal SET reason = 'other'"),
		CHANGE("reversal_del", "DELETE FROM ledger_reversal"),
#define AGAIN(id, debit, currency, amount) \
	"INSERT INTO ledger_transfer (transfer_id, debit_id, credit_id, currency, amount, pending, code, " \
	"object_id," \
	" day, posting_id, at) SELECT " id ", " debit ", credit_id, " currency ", " amount \
	", pending, code, object_id, day, posting_id, at FROM ledger_transfer WHERE transfer_id = 1"
		CHANGE("nothing", AGAIN("90", "debit_id", "currency", "0")),
		CHANGE("below", AGAIN("90", "debit_id", "currency", "-1")),
		CHANGE("nobody", AGAIN("90", "90", "currency", "amount")),
		CHANGE("itself", AGAIN("90", "credit_id", "currency", "amount")),
		CHANGE("currency", AGAIN("90", "debit_id", "'EUR'", "amount")),
		CHANGE("settles", "INSERT INTO ledger_settlement (transfer_id, posted, day, posting_id, at)"
				  " SELECT 90, posted, day, posting_id, at FROM ledger_settlement"),
	};
	static const struct db_stmt twice =
	    CHANGE("twice", AGAIN("transfer_id", "debit_id", "currency", "amount"));
	struct call k = opened(a, "t_ledger_kept");

	t_need(WRITE(do_post));
	k.t.transfer_id.v = 2;
	k.t.pending = true;
	t_need(WRITE(do_post));
	k.s = (struct ledger_settlement){ { 2 }, true, { 20012 }, 9, NOW };
	t_need(WRITE(do_settle));
	k.r = (struct ledger_reversal){ { 1 }, S("mistake"), { 20011 }, 9, NOW };
	t_need(WRITE(do_reverse));
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		k.stmt = &refused[i];
		rc r = WRITE(do_run);
		if (!rc_is(r, E_DB_BROKEN))
			t_fail("%s was not refused", refused[i].name);
	}
	k.stmt = &twice;
	t_rc(WRITE(do_run), DB_EXISTS);
	t_int(holds(&k, k.due), 27600);
	t_ok(adds_up(&k));
	db_close(k.db);
}

/* Many at once say what each alone would have said. */
static rc do_many(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct ledger_transfer t[50];

	for (int i = 0; i < 50; i++) {
		t[i] = k->t;
		t[i].transfer_id.v = 100 + i;
		t[i].amount = 100 + i;
	}
	return ledger_post_many(tx, t, 50);
}

T(ledger_posts_many)
{
	struct call k = opened(a, "t_ledger_many");

	t_need(WRITE(do_many));
	t_int(holds(&k, k.due), 50 * 100 + 49 * 50 / 2);
	t_rc(WRITE(do_many), DB_EXISTS);
	t_ok(adds_up(&k));
	db_close(k.db);
}

T(ledger_digests_tell_transfers_apart)
{
	struct ledger_transfer t[2] = {
		{ .transfer_id = { 1 }, .currency = S("MAD"), .amount = 5, .code = S("CALL") },
		{ .transfer_id = { 2 }, .currency = S("MAD"), .amount = 5, .code = S("CALL") }
	};
	unsigned char x[32], y[32];

	ledger_digest(t, 2, x);
	t[0].posting_id = 44; /* the event has it as its object */
	ledger_digest(t, 2, y);
	t_ok(memcmp(x, y, 32) == 0);
	t[1].amount++;
	ledger_digest(t, 2, y);
	t_ok(memcmp(x, y, 32) != 0);
	t[1].amount--;
	t[0].code = S("CAL"), t[0].currency = S("MAD");
	ledger_digest(t, 2, y);
	t_ok(memcmp(x, y, 32) != 0);
	ledger_digest(t, 1, y);
	t_ok(memcmp(x, y, 32) != 0);
}

/* ---- random operations against a model in memory ---- */

enum { PEOPLE = 4, ACTS = 120, ACCOUNTS = PEOPLE + 2 };

struct model {
	struct {
		int debit, credit;
		int64_t amount;
		bool pending, posted, void_, reversed;
	} t[ACTS];
	int n;
};

static bool counts(const struct model *m, int i)
{
	return (!m->t[i].pending || m->t[i].posted) && !m->t[i].reversed;
}

static int64_t model_holds(const struct model *m, int account)
{
	int64_t sum = 0;

	for (int i = 0; i < m->n; i++)
		if (counts(m, i))
			sum += (m->t[i].debit == account ? m->t[i].amount : 0) -
			       (m->t[i].credit == account ? m->t[i].amount : 0);
	return sum;
}

struct playing {
	struct arena *a;
	struct model m;
	account_id account[ACCOUNTS];
};

static rc open_all(struct tx *tx, void *cls)
{
	struct playing *p = cls;

	for (int i = 0; i < PEOPLE; i++)
		TRY(ledger_account_of(tx, NOW, LEDGER_DUE, i + 1, S("X"), CUR_DZD, p->a, &p->account[i]));
	TRY(ledger_account_of(tx, NOW, LEDGER_CONTRIBUTION, 0, S("X"), CUR_DZD, p->a, &p->account[PEOPLE]));
	return ledger_account_of(tx, NOW, LEDGER_BANK, 0, S(""), CUR_DZD, p->a, &p->account[PEOPLE + 1]);
}

/* One act, on the store and on the model: both say the same of it. */
static rc act(struct tx *tx, struct playing *p)
{
	struct model *m = &p->m;
	int which = m->n > 0 ? (int)(t_random() % (uint64_t)m->n) : 0;
	bool again = false;
	rc r;

	switch (m->n == 0 ? 0 : t_random() % 5) {
	case 0:
	case 1: {
		int debit = (int)(t_random() % ACCOUNTS),
		    credit = (debit + 1 + (int)(t_random() % (ACCOUNTS - 1))) % ACCOUNTS;
		struct ledger_transfer t = { .transfer_id = { 1 + m->n },
					     .debit_id = p->account[debit],
					     .credit_id = p->account[credit],
					     .currency = S("DZD"),
					     .amount = 1 + (int64_t)(t_random() % 1000000),
					     .pending = t_random() % 2 == 0,
					     .code = S("TEST"),
					     .day = { 20000 },
					     .posting_id = 1,
					     .at = NOW };
		TRY(ledger_post(tx, p->a, &t, &again));
		t_ok(!again);
		m->t[m->n].debit = debit, m->t[m->n].credit = credit;
		m->t[m->n].amount = t.amount, m->t[m->n].pending = t.pending;
		m->n++;
		return OK;
	}
	case 2:
	case 3: {
		struct ledger_settlement s = { { 1 + which }, t_random() % 2 == 0, { 20001 }, 1, NOW };
		bool settled = m->t[which].posted || m->t[which].void_;
		r = ledger_settle(tx, p->a, &s, &again);
		if (!m->t[which].pending)
			t_ok(rc_is(r, E_LEDGER_NONE));
		else if (settled && m->t[which].posted != s.posted)
			t_ok(rc_is(r, E_LEDGER_SETTLED));
		else {
			t_ok(rc_ok(r) && again == settled);
			m->t[which].posted = s.posted;
			m->t[which].void_ = !s.posted;
		}
		return OK;
	}
	default: {
		struct ledger_reversal v = { { 1 + which }, S("test"), { 20002 }, 1, NOW };
		r = ledger_reverse(tx, p->a, &v, &again);
		if (m->t[which].pending && !m->t[which].posted)
			t_ok(rc_is(r, E_LEDGER_NONE));
		else {
			t_ok(rc_ok(r) && again == m->t[which].reversed);
			m->t[which].reversed = true;
		}
		return OK;
	}
	}
}

static rc play(struct tx *tx, void *cls)
{
	struct playing *p = cls;

	while (p->m.n < ACTS)
		TRY(act(tx, p));
	int64_t sum = 0;
	for (int i = 0; i < ACCOUNTS; i++) {
		struct ledger_balance b;
		TRY(ledger_balance(tx, p->account[i], DATE_NEVER, p->a, &b));
		t_int(b.debit - b.credit, model_holds(&p->m, i));
		sum += b.debit - b.credit;
	}
	t_int(sum, 0);
	struct ledger_sums s;
	TRY(ledger_sums_of(tx, p->a, &s));
	t_ok(s.sum == 0 && s.differs.v == 0 && s.transfers == p->m.n && s.accounts == ACCOUNTS);
	return OK;
}

T(ledger_is_as_its_model)
{
	t_seeds (6) {
		struct arena mine;
		arena_init(&mine, 64 << 20);
		struct db *db = fresh(&mine, "t_ledger_model");
		struct playing p = { .a = &mine };
		t_need(db_write(db, FOR_REGISTRATION, "test", open_all, &p));
		t_need(db_write(db, FOR_REGISTRATION, "test", play, &p));
		db_close(db);
		arena_done(&mine);
	}
}
