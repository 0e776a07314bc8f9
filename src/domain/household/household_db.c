/* domain/household/household_db.c - SQL of households. */
#include "domain/household/household.h"

#define H(f) DB_FIELD(struct household_score, f)
#define FIELDS H(person_id), H(from_day), H(known_from), H(known_until), H(until_day), H(score), H(source_id)
#define SELECT \
	"SELECT person_id, from_day, known_from, known_until, until_day, score, source_id FROM " \
	"household_score"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct household_score), .data = DATA_SOCIAL
#define STILL_TRUE ((instant){ INT64_MAX })
#define NOW ((instant){ INT64_MAX - 1 })

struct asked {
	person_id first, last;
	instant at;
};

const struct db_table household_score_table = {
	.name = "household_score",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct household_score),
	.data = DATA_SOCIAL,
};
static const struct db_stmt select_person = {
	.name = "household_score_select",
	.sql = SELECT " WHERE person_id = $1 AND known_from <= $2 AND $2 < known_until ORDER BY from_day",
	.in = DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt select_range = {
	.name = "household_score_range",
	.sql = SELECT " WHERE person_id >= $1 AND person_id <= $2 AND known_from <= $3 AND $3 < known_until"
		      " ORDER BY person_id, from_day, known_from",
	.in =
	    DB_SHAPE(DB_FIELD(struct asked, first), DB_FIELD(struct asked, last), DB_FIELD(struct asked, at)),
	OUT,
};
static const struct db_stmt end_knowledge = {
	.name = "household_score_end_knowledge",
	.sql = "UPDATE household_score SET known_until = $4 WHERE person_id = $1 AND from_day = $2"
	       " AND known_from = $3 AND known_until = 9223372036854775807",
	.in = DB_SHAPE(H(person_id), H(from_day), H(known_from), H(known_until)),
	.data = DATA_SOCIAL,
};

const struct db_stmt *const household_stmts[] = { &select_person, &select_range, &end_knowledge, NULL };

rc household_score_list(struct tx *tx, person_id person, instant at, struct arena *a,
			struct household_score **ret, size_t *ret_n)
{
	struct asked q = { .first = person, .at = at };

	return db_rows(tx, &select_person, &q, HOUSEHOLD_SCORES_MAX, a, ret, ret_n);
}

rc household_score_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct asked q = { first, last, at };

	return db_each(tx, &select_range, &q, row, cls);
}

rc household_score_retract(struct tx *tx, const struct household_score *was, instant now)
{
	struct household_score key = *was;
	int64_t changed;

	key.known_until = now;
	TRY(db_exec(tx, &end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

/* `was` no longer holds, from the day `until` on, or at all. */
static rc end(struct tx *tx, const struct household_score *was, const struct household_score *is)
{
	struct household_score shorter = *was;

	TRY(household_score_retract(tx, was, is->known_from));
	if (was->from_day.days == is->from_day.days)
		return OK;
	shorter.known_from = is->known_from;
	shorter.until_day = is->from_day;
	shorter.source_id = is->source_id;
	return db_load(tx, &household_score_table, &shorter, 1);
}

rc household_score_set(struct tx *tx, struct arena *a, const struct household_score *is, bool *ret_changed)
{
	struct household_score *rows, *was = NULL, row = *is;
	size_t n;

	TRY(household_score_list(tx, is->person_id, NOW, a, &rows, &n));
	row.until_day = DATE_NEVER;
	row.known_until = STILL_TRUE;
	for (size_t i = n; i-- > 0;) {
		if (rows[i].from_day.days > is->from_day.days) {
			row.until_day = rows[i].from_day;
		} else if (rows[i].until_day.days > is->from_day.days) {
			was = &rows[i];
			row.until_day = was->until_day;
		}
		if (rows[i].known_from.us >= row.known_from.us)
			row.known_from.us = rows[i].known_from.us + 1;
	}
	bool changed = was == NULL ? is->score.n > 0 : !str_eq(was->score, is->score);
	if (ret_changed != NULL)
		*ret_changed = changed;
	if (!changed)
		return OK;
	if (was != NULL)
		TRY(end(tx, was, &row));
	return is->score.n == 0 ? OK : db_load(tx, &household_score_table, &row, 1);
}
