/* domain/rights/reminder_db.c - SQL of rights that end on a day to come. */
#include "domain/rights/reminder.h"

#define STILL "9223372036854775807"

#define S_(f) DB_FIELD(struct rights_reminder, f)
static const struct db_stmt setting = {
	.name = "rights_reminder_get",
	.sql = "SELECT days, payment_days, changed_at, changed_by FROM rights_reminder",
	.out = DB_SHAPE(S_(days), S_(payment_days), S_(changed_at), S_(changed_by)),
	.out_size = sizeof(struct rights_reminder),
	.data = DATA_NONE,
};
static const struct db_stmt setting_put = {
	.name = "rights_reminder_set",
	.sql = "INSERT INTO rights_reminder (only_one, days, payment_days, changed_at, changed_by)"
	       " VALUES (1, $1, $2, $3, $4) ON CONFLICT (only_one) DO UPDATE SET days = excluded.days,"
	       " payment_days = excluded.payment_days, changed_at = excluded.changed_at,"
	       " changed_by = excluded.changed_by",
	.in = DB_SHAPE(S_(days), S_(payment_days), S_(changed_at), S_(changed_by)),
	.data = DATA_NONE,
};

struct window {
	person_id behind, last;
	date today, until;
};
#define W(f) DB_FIELD(struct window, f)
#define E(f) DB_FIELD(struct rights_end, f)
static const struct db_stmt ends = {
	.name = "rights_ends",
	.sql =
	    "SELECT r.person_id, r.until_day, r.insured_id, r.because, n.state AS next_state,"
	    " n.insured_id AS next_insured, n.because AS next_because"
	    " FROM rights r JOIN rights n ON n.person_id = r.person_id AND n.from_day = r.until_day"
	    " AND n.known_until = " STILL " WHERE r.person_id > $1 AND r.person_id <= $2"
	    " AND r.known_until = " STILL " AND r.state = 'OPEN' AND r.until_day > $3 AND r.until_day <= $4"
	    " AND n.state <> 'OPEN' ORDER BY r.person_id, r.until_day",
	.in = DB_SHAPE(W(behind), W(last), W(today), W(until)),
	.out = DB_SHAPE(E(person_id), E(until_day), E(insured_id), E(because), E(next_state), E(next_insured),
			E(next_because)),
	.out_size = sizeof(struct rights_end),
	.data = DATA_SOCIAL,
};

#define R(f) DB_FIELD(struct rights_reminding, f)
#define RUN R(day), R(begun_at), R(done_at), R(last_id), R(people), R(told), R(no_way)
static const struct db_stmt run_get = {
	.name = "rights_reminding_get",
	.sql = "SELECT day, begun_at, done_at, last_id, people, told, no_way FROM rights_reminding"
	       " WHERE day = $1",
	.in = DB_SHAPE(R(day)),
	.out = DB_SHAPE(RUN),
	.out_size = sizeof(struct rights_reminding),
	.data = DATA_NONE,
};
static const struct db_stmt run_add = {
	.name = "rights_reminding_add",
	.sql = "INSERT INTO rights_reminding (day, begun_at, done_at, last_id, people, told, no_way)"
	       " VALUES ($1, 0, 0, 0, 0, 0, 0) ON CONFLICT (day) DO NOTHING",
	.in = DB_SHAPE(R(day)),
	.data = DATA_NONE,
};
static const struct db_stmt run_set = {
	.name = "rights_reminding_set",
	.sql =
	    "UPDATE rights_reminding SET begun_at = $2, done_at = $3, last_id = $4, people = $5, told = $6,"
	    " no_way = $7 WHERE day = $1",
	.in = DB_SHAPE(RUN),
	.data = DATA_NONE,
};

#define T_(f) DB_FIELD(struct rights_told, f)
static const struct db_stmt told_get = {
	.name = "rights_was_told",
	.sql = "SELECT told_at FROM rights_told WHERE person_id = $1 AND until_day = $2 AND kind = $3",
	.in = DB_SHAPE(T_(person_id), T_(until_day), T_(kind)),
	.out = DB_SHAPE(T_(told_at)),
	.out_size = sizeof(struct rights_told),
	.data = DATA_SOCIAL,
};
static const struct db_stmt told_add = {
	.name = "rights_told_add",
	.sql = "INSERT INTO rights_told (person_id, until_day, kind, told_at) VALUES ($1, $2, $3, $4)",
	.in = DB_SHAPE(T_(person_id), T_(until_day), T_(kind), T_(told_at)),
	.data = DATA_SOCIAL,
};

struct past {
	person_id behind, last;
	date until_day;
};
#define P(f) DB_FIELD(struct past, f)
static const struct db_stmt told_end = {
	.name = "rights_told_end",
	.sql = "DELETE FROM rights_told WHERE person_id > $1 AND person_id <= $2 AND until_day <= $3",
	.in = DB_SHAPE(P(behind), P(last), P(until_day)),
	.data = DATA_SOCIAL,
};

const struct db_stmt *const rights_reminder_stmts[] = { &setting,  &setting_put, &ends,	    &run_get,
							&run_add,  &run_set,	 &told_get, &told_add,
							&told_end, NULL };

rc rights_reminder_get(struct tx *tx, struct arena *a, struct rights_reminder *ret)
{
	rc r = db_one(tx, &setting, NULL, a, ret);

	if (!rc_is(r, E_DB_NONE))
		return r;
	*ret = (struct rights_reminder){ .days = 0 };
	return OK;
}

rc rights_reminder_set(struct tx *tx, const struct rights_reminder *r)
{
	return db_exec(tx, &setting_put, r, NULL);
}

rc rights_ends(struct tx *tx, person_id behind, person_id last, date today, int64_t days, struct arena *a,
	       struct rights_end **ret, size_t *ret_n)
{
	struct window w = { behind, last, today, { today.days + (int32_t)days } };
	enum { ENDS_MAX = 1000000 }; /* the caller's pages are thousands of people */

	must(0 <= days && days <= REMINDER_DAYS_MAX);
	return db_rows(tx, &ends, &w, ENDS_MAX, a, ret, ret_n);
}

rc rights_reminding_get(struct tx *tx, date day, struct arena *a, struct rights_reminding *ret)
{
	struct rights_reminding key = { .day = day };

	return db_one(tx, &run_get, &key, a, ret);
}

rc rights_reminding_add(struct tx *tx, date day, bool *ret_added)
{
	struct rights_reminding key = { .day = day };
	int64_t changed;

	TRY(db_exec(tx, &run_add, &key, &changed));
	*ret_added = changed == 1;
	return OK;
}

rc rights_reminding_set(struct tx *tx, const struct rights_reminding *r)
{
	return db_exec(tx, &run_set, r, NULL);
}

static rc seen(void *cls, const void *row)
{
	(void)row;
	*(bool *)cls = true;
	return OK;
}

rc rights_was_told(struct tx *tx, const struct rights_told *t, bool *ret)
{
	*ret = false;
	return db_each(tx, &told_get, t, seen, ret);
}

rc rights_told_add(struct tx *tx, const struct rights_told *t) { return db_exec(tx, &told_add, t, NULL); }

rc rights_told_end(struct tx *tx, person_id behind, person_id last, date day)
{
	struct past p = { behind, last, day };

	return db_exec(tx, &told_end, &p, NULL);
}
