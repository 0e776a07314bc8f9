/* domain/employment/employment_db.c - SQL of what was worked. */
#include "domain/employment/employment.h"

#define W(f) DB_FIELD(struct worked_month, f)
#define FIELDS \
	W(person_id), W(scheme), W(month), W(known_from), W(known_until), W(days), W(hours), W(source_id)
#define SELECT \
	"SELECT person_id, scheme, month, known_from, known_until, days, hours, source_id FROM worked_month"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct worked_month), .data = DATA_SOCIAL
#define STILL_TRUE ((instant){ INT64_MAX })

struct asked {
	person_id first, last;
	instant at;
};

const struct db_table worked_month_table = {
	.name = "worked_month",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct worked_month),
	.data = DATA_SOCIAL,
};
static const struct db_stmt select_person = {
	.name = "worked_month_select",
	.sql =
	    SELECT " WHERE person_id = $1 AND known_from <= $2 AND $2 < known_until ORDER BY scheme, month",
	.in = DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_range = {
	.name = "worked_month_range",
	.sql = SELECT " WHERE person_id >= $1 AND person_id <= $2 AND known_from <= $3 AND $3 < known_until"
		      " ORDER BY person_id, scheme, month, known_from",
	.in =
	    DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, last), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_now = {
	.name = "worked_month_now",
	.sql = SELECT " WHERE person_id = $1 AND scheme = $2 AND month = $3"
		      " AND known_until = 9223372036854775807",
	.in = DB_SHAPE(W(person_id), W(scheme), W(month)),
	OUT,
};
static const struct db_stmt end_knowledge = {
	.name = "worked_month_end_knowledge",
	.sql = "UPDATE worked_month SET known_until = $5 WHERE person_id = $1 AND scheme = $2 AND month = $3"
	       " AND known_from = $4 AND known_until = 9223372036854775807",
	.in = DB_SHAPE(W(person_id), W(scheme), W(month), W(known_from), W(known_until)),
	.data = DATA_SOCIAL,
};

const struct db_stmt *const employment_stmts[] = { &select_person, &select_range, &select_now, &end_knowledge,
						   NULL };

rc worked_month_list(struct tx *tx, person_id person, instant at, struct arena *a, struct worked_month **ret,
		     size_t *ret_n)
{
	struct asked q = { .first = person, .at = at };

	return db_rows(tx, &select_person, &q, WORKED_MONTHS_MAX, a, ret, ret_n);
}

rc worked_month_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct asked q = { first, last, at };

	return db_each(tx, &select_range, &q, row, cls);
}

rc worked_month_retract(struct tx *tx, const struct worked_month *was, instant now)
{
	struct worked_month key = *was;
	int64_t changed;

	key.known_until = now;
	TRY(db_exec(tx, &end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc worked_month_set(struct tx *tx, struct arena *a, const struct worked_month *is, bool *ret_changed)
{
	struct worked_month *was, row = *is;
	size_t n;

	TRY(db_rows(tx, &select_now, is, 1, a, &was, &n));
	bool changed = n == 0 || was->days != is->days || was->hours != is->hours;
	if (ret_changed != NULL)
		*ret_changed = changed;
	if (!changed)
		return OK;
	row.known_until = STILL_TRUE;
	if (n > 0 && was->known_from.us >= row.known_from.us)
		row.known_from.us = was->known_from.us + 1;
	if (n > 0)
		TRY(worked_month_retract(tx, was, row.known_from));
	return db_load(tx, &worked_month_table, &row, 1);
}
