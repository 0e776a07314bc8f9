/* domain/contribution/contribution_db.c - SQL of contributions. */
#include "domain/contribution/contribution.h"

#define C(f) DB_FIELD(struct contribution_period, f)
#define FIELDS \
	C(person_id), C(scheme), C(period_from), C(known_from), C(known_until), C(period_until), C(amount), \
	    C(paid_day), C(source_id)
#define SELECT \
	"SELECT person_id, scheme, period_from, known_from, known_until, period_until, amount, paid_day," \
	" source_id FROM contribution_period"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct contribution_period), .data = DATA_SOCIAL
#define STILL_TRUE ((instant){ INT64_MAX })

struct asked {
	person_id first, last;
	instant at;
};

const struct db_table contribution_table = {
	.name = "contribution_period",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct contribution_period),
	.data = DATA_SOCIAL,
};
static const struct db_stmt select_person = {
	.name = "contribution_select",
	.sql = SELECT " WHERE person_id = $1 AND known_from <= $2 AND $2 < known_until"
		      " ORDER BY scheme, period_from",
	.in = DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_range = {
	.name = "contribution_range",
	.sql = SELECT " WHERE person_id >= $1 AND person_id <= $2 AND known_from <= $3 AND $3 < known_until"
		      " ORDER BY person_id, scheme, period_from, known_from",
	.in =
	    DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, last), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_around = {
	.name = "contribution_around",
	.sql = SELECT " WHERE person_id = $1 AND scheme = $2 AND period_from < $4 AND period_until > $3"
		      " AND known_until = 9223372036854775807 ORDER BY period_from",
	.in = DB_SHAPE(C(person_id), C(scheme), C(period_from), C(period_until)),
	OUT,
};
static const struct db_stmt end_knowledge = {
	.name = "contribution_end_knowledge",
	.sql = "UPDATE contribution_period SET known_until = $5 WHERE person_id = $1 AND scheme = $2"
	       " AND period_from = $3 AND known_from = $4 AND known_until = 9223372036854775807",
	.in = DB_SHAPE(C(person_id), C(scheme), C(period_from), C(known_from), C(known_until)),
	.data = DATA_SOCIAL,
};

const struct db_stmt *const contribution_stmts[] = { &select_person, &select_range, &select_around,
						     &end_knowledge, NULL };

rc contribution_list(struct tx *tx, person_id person, instant at, struct arena *a,
		     struct contribution_period **ret, size_t *ret_n)
{
	struct asked q = { .first = person, .at = at };

	return db_rows(tx, &select_person, &q, CONTRIBUTIONS_MAX, a, ret, ret_n);
}

rc contribution_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct asked q = { first, last, at };

	return db_each(tx, &select_range, &q, row, cls);
}

rc contribution_retract(struct tx *tx, const struct contribution_period *was, instant now)
{
	struct contribution_period key = *was;
	int64_t changed;

	key.known_until = now;
	TRY(db_exec(tx, &end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

/* What has a day in common with `p`: *ret_same is the one with its first day, NULL when there is none. */
static rc around(struct tx *tx, struct arena *a, const struct contribution_period *p,
		 struct contribution_period **ret_same, bool *ret_other)
{
	struct contribution_period *rows;
	size_t n;

	TRY(db_rows(tx, &select_around, p, CONTRIBUTIONS_MAX, a, &rows, &n));
	*ret_same = NULL;
	*ret_other = false;
	for (size_t i = 0; i < n; i++)
		if (rows[i].period_from.days == p->period_from.days)
			*ret_same = &rows[i];
		else
			*ret_other = true;
	return OK;
}

rc contribution_overlaps(struct tx *tx, struct arena *a, const struct contribution_period *p, bool *ret)
{
	struct contribution_period *same;

	return around(tx, a, p, &same, ret);
}

static bool equal(const struct contribution_period *x, const struct contribution_period *y)
{
	return x->period_until.days == y->period_until.days && x->amount == y->amount &&
	       x->paid_day.days == y->paid_day.days;
}

rc contribution_set(struct tx *tx, struct arena *a, const struct contribution_period *is, bool *ret_changed)
{
	struct contribution_period *was, row = *is;
	bool overlaps, changed;

	must(is->period_from.days < is->period_until.days && is->amount >= 0);
	TRY(around(tx, a, is, &was, &overlaps));
	CHECK(!overlaps, CONTRIBUTION_OVERLAP);
	changed = was == NULL || !equal(was, is);
	if (ret_changed != NULL)
		*ret_changed = changed;
	if (!changed)
		return OK;
	row.known_until = STILL_TRUE;
	if (was != NULL && was->known_from.us >= row.known_from.us)
		row.known_from.us = was->known_from.us + 1;
	if (was != NULL)
		TRY(contribution_retract(tx, was, row.known_from));
	return db_load(tx, &contribution_table, &row, 1);
}
