/* domain/person/death_db.c - SQL of deaths. */
#include "domain/person/death.h"

#include "domain/person/person.h"

#define D(f) DB_FIELD(struct person_death, f)
#define FIELDS \
	D(person_id), D(known_from), D(known_until), D(day), D(document_id), D(reason), D(end_reason), \
	    D(source_id)
#define SELECT \
	"SELECT person_id, known_from, known_until, day, document_id, reason, end_reason, source_id" \
	" FROM person_death"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct person_death), .data = DATA_IDENTITY

struct asked {
	person_id first, last;
	instant at;
};

const struct db_table person_death_table = {
	.name = "person_death",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct person_death),
	.data = DATA_IDENTITY,
};
static const struct db_stmt select_person = {
	.name = "death_select",
	.sql = SELECT " WHERE person_id = $1 AND known_from <= $2 AND $2 < known_until ORDER BY known_from",
	.in = DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_range = {
	.name = "death_range",
	.sql = SELECT " WHERE person_id >= $1 AND person_id <= $2 AND known_from <= $3 AND $3 < known_until"
		      " ORDER BY person_id, known_from",
	.in =
	    DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, last), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt end_knowledge = {
	.name = "death_end_knowledge",
	.sql = "UPDATE person_death SET known_until = $3, end_reason = $4 WHERE person_id = $1"
	       " AND known_from = $2 AND known_until = 9223372036854775807",
	.in = DB_SHAPE(D(person_id), D(known_from), D(known_until), D(end_reason)),
	.data = DATA_IDENTITY,
};

const struct db_stmt *const death_stmts[] = { &select_person, &select_range, &end_knowledge, NULL };

rc death_row(struct tx *tx, person_id person, instant at, struct arena *a, struct person_death *ret,
	     bool *ret_found)
{
	struct asked q = { .first = person, .at = at };
	struct person_death *rows;
	size_t n;

	TRY(db_rows(tx, &select_person, &q, 1, a, &rows, &n));
	*ret_found = n == 1;
	if (n == 1)
		*ret = rows[0];
	return OK;
}

rc death_get(struct tx *tx, person_id person, instant at, struct arena *a, date *ret_day, bool *ret_found)
{
	struct person_death d;

	TRY(death_row(tx, person, at, a, &d, ret_found));
	if (*ret_found)
		*ret_day = d.day;
	return OK;
}

rc death_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct asked q = { first, last, at };

	return db_each(tx, &select_range, &q, row, cls);
}

static rc end(struct tx *tx, const struct person_death *was, instant now, str reason)
{
	struct person_death key = *was;
	int64_t changed;

	key.known_until = now;
	key.end_reason = reason;
	TRY(db_exec(tx, &end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc death_set(struct tx *tx, struct arena *a, const struct person_death *is, bool *ret_changed)
{
	struct person_death was, row = *is;
	bool found;

	TRY(death_row(tx, is->person_id, (instant){ INT64_MAX - 1 }, a, &was, &found));
	bool changed = !found || was.day.days != is->day.days;
	if (ret_changed != NULL)
		*ret_changed = changed;
	if (!changed)
		return OK;
	row.known_until = KNOWN_STILL;
	row.end_reason = S("");
	if (found && was.known_from.us >= row.known_from.us)
		row.known_from.us = was.known_from.us + 1;
	if (found)
		TRY(end(tx, &was, row.known_from, row.reason));
	return db_load(tx, &person_death_table, &row, 1);
}

rc death_retract(struct tx *tx, struct arena *a, person_id person, instant now, str reason)
{
	struct person_death was;
	bool found;

	TRY(death_row(tx, person, (instant){ INT64_MAX - 1 }, a, &was, &found));
	CHECK(found, DEATH_NONE);
	return end(tx, &was, was.known_from.us < now.us ? now : (instant){ was.known_from.us + 1 }, reason);
}
