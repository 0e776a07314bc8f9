/* domain/move/headcount_db.c - SQL of headcounts. */
#include "domain/move/headcount.h"

#define STILL "9223372036854775807"

struct asked {
	int64_t move_id;
	str scheme;
	date day;
	person_id after;
	int64_t max;
};
#define A(f) DB_FIELD(struct asked, f)
#define OF_MOVE .in = DB_SHAPE(A(move_id))

#define C(f) DB_FIELD(struct head_count, f)
#define T(f) DB_FIELD(struct head_tally, f)
#define M(f) DB_FIELD(struct head_misfit, f)
#define D(f) DB_FIELD(struct head_told, f)
static const struct db_table count_table = {
	.name = "scheme_move_count",
	.cols = DB_SHAPE(C(move_id), C(was), C(became), C(n)),
	.row_size = sizeof(struct head_count),
	.data = DATA_NONE,
};
static const struct db_table tally_table = {
	.name = "scheme_move_tally",
	.cols = DB_SHAPE(T(move_id), T(side), T(what), T(scheme), T(state), T(n)),
	.row_size = sizeof(struct head_tally),
	.data = DATA_NONE,
};
static const struct db_table misfit_table = {
	.name = "scheme_move_misfit",
	.cols = DB_SHAPE(M(move_id), M(person_id), M(why)),
	.row_size = sizeof(struct head_misfit),
	.data = DATA_SOCIAL,
};
static const struct db_stmt counts_drop = {
	.name = "head_counts_drop",
	.sql = "DELETE FROM scheme_move_count WHERE move_id = $1",
	OF_MOVE,
	.data = DATA_NONE,
};
static const struct db_stmt tallies_drop = {
	.name = "head_tallies_drop",
	.sql = "DELETE FROM scheme_move_tally WHERE move_id = $1",
	OF_MOVE,
	.data = DATA_NONE,
};
static const struct db_stmt misfits_drop = {
	.name = "head_misfits_drop",
	.sql = "DELETE FROM scheme_move_misfit WHERE move_id = $1",
	OF_MOVE,
	.data = DATA_SOCIAL,
};
static const struct db_stmt counts = {
	.name = "head_counts",
	.sql =
	    "SELECT move_id, was, became, n FROM scheme_move_count WHERE move_id = $1 ORDER BY was, became",
	OF_MOVE,
	.out = DB_SHAPE(C(move_id), C(was), C(became), C(n)),
	.out_size = sizeof(struct head_count),
	.data = DATA_NONE,
};
static const struct db_stmt tallies = {
	.name = "head_tallies",
	.sql = "SELECT move_id, side, what, scheme, state, n FROM scheme_move_tally WHERE move_id = $1"
	       " ORDER BY side, what, scheme, state",
	OF_MOVE,
	.out = DB_SHAPE(T(move_id), T(side), T(what), T(scheme), T(state), T(n)),
	.out_size = sizeof(struct head_tally),
	.data = DATA_NONE,
};
static const struct db_stmt misfits = {
	.name = "head_misfits",
	.sql = "SELECT x.move_id, x.person_id, x.why, p.number FROM scheme_move_misfit x"
	       " JOIN person p ON p.person_id = x.person_id WHERE x.move_id = $1 ORDER BY x.person_id",
	OF_MOVE,
	.out = DB_SHAPE(M(move_id), M(person_id), M(why), M(number)),
	.out_size = sizeof(struct head_misfit),
	.data = DATA_SOCIAL | DATA_IDENTITY,
};
static const struct db_stmt told = {
	.name = "head_told",
	.sql = "SELECT move_id, scheme, people, source, told_by, told_at FROM scheme_move_told WHERE move_id "
	       "= $1"
	       " ORDER BY scheme",
	OF_MOVE,
	.out = DB_SHAPE(D(move_id), D(scheme), D(people), D(source), D(told_by), D(told_at)),
	.out_size = sizeof(struct head_told),
	.data = DATA_NONE,
};
static const struct db_stmt told_upsert = {
	.name = "head_told_put",
	.sql = "INSERT INTO scheme_move_told (move_id, scheme, people, source, told_by, told_at)"
	       " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (move_id, scheme) DO UPDATE SET"
	       " people = excluded.people, source = excluded.source, told_by = excluded.told_by,"
	       " told_at = excluded.told_at",
	.in = DB_SHAPE(D(move_id), D(scheme), D(people), D(source), D(told_by), D(told_at)),
	.data = DATA_NONE,
};

/* ---- counting ---- */

#define ALIVE \
	" JOIN person p ON p.person_id = x.person_id AND p.state = 'ACTIVE' WHERE x.known_until = " STILL \
	" AND x.from_day <= $1 AND x.until_day > $1 AND NOT EXISTS (SELECT 1 FROM person_death d" \
	" WHERE d.person_id = x.person_id AND d.known_until = " STILL " AND d.day < $1)"
#define MEMBER_ROWS " FROM membership x" ALIVE
#define OPEN_ROWS " FROM rights x" ALIVE " AND x.state = 'OPEN' AND x.insured_id <> 0"
#define NO_MEMBER \
	" AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = x.person_id AND m.scheme = " \
	"x.scheme" \
	" AND m.known_until = " STILL " AND m.from_day <= $1 AND m.until_day > $1)"
static const struct db_stmt by_scheme = {
	.name = "head_by_scheme",
	.sql = "SELECT 'MEMBERS' AS what, x.scheme, count(DISTINCT x.person_id) AS n" MEMBER_ROWS
	       " GROUP BY x.scheme UNION ALL SELECT 'DEPENDANTS', x.scheme, count(*)" OPEN_ROWS
	       " AND x.insured_id <> x.person_id GROUP BY x.scheme UNION ALL SELECT 'KEPT', x.scheme, "
	       "count(*)" OPEN_ROWS " AND x.insured_id = x.person_id" NO_MEMBER
	       " GROUP BY x.scheme UNION ALL SELECT 'DISTINCT', '', count(*)"
	       " FROM (SELECT x.person_id" MEMBER_ROWS " UNION SELECT x.person_id" OPEN_ROWS ") u",
	.in = DB_SHAPE(A(day)),
	.out = DB_SHAPE(T(what), T(scheme), T(n)),
	.out_size = sizeof(struct head_tally),
	.data = DATA_SOCIAL | DATA_IDENTITY,
};
struct last {
	person_id person_id;
};
static const struct db_stmt page = {
	.name = "head_page",
	.sql = "SELECT coalesce(max(person_id), 0) AS person_id FROM (SELECT person_id FROM person"
	       " WHERE person_id > $1 ORDER BY person_id LIMIT $2) x",
	.in = DB_SHAPE(A(after), A(max)),
	.out = DB_SHAPE(DB_FIELD(struct last, person_id)),
	.out_size = sizeof(struct last),
	.data = DATA_IDENTITY,
};

const struct db_stmt *const head_stmts[] = { &counts_drop, &tallies_drop, &misfits_drop, &counts,
					     &tallies,	   &misfits,	  &told,	 &told_upsert,
					     &by_scheme,   &page,	  NULL };

rc head_put(struct tx *tx, int64_t move_id, const struct head_count *c, size_t n, const struct head_tally *t,
	    size_t t_n, const struct head_misfit *m, size_t m_n)
{
	struct asked q = { .move_id = move_id };

	TRY(db_exec(tx, &counts_drop, &q, NULL));
	TRY(db_exec(tx, &tallies_drop, &q, NULL));
	TRY(db_exec(tx, &misfits_drop, &q, NULL));
	TRY(db_load(tx, &count_table, c, n));
	TRY(db_load(tx, &tally_table, t, t_n));
	return db_load(tx, &misfit_table, m, m_n);
}

rc head_counts_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_count **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id };

	return db_rows(tx, &counts, &q, HEAD_CATEGORIES_MAX, a, ret, ret_n);
}

rc head_tallies_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_tally **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id };

	return db_rows(tx, &tallies, &q, HEAD_CATEGORIES_MAX, a, ret, ret_n);
}

rc head_misfits_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_misfit **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id };

	return db_rows(tx, &misfits, &q, HEAD_MISFITS_MAX, a, ret, ret_n);
}

rc head_told_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_told **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id };

	return db_rows(tx, &told, &q, SCHEMES_TOLD_MAX, a, ret, ret_n);
}

rc head_told_put(struct tx *tx, const struct head_told *t) { return db_exec(tx, &told_upsert, t, NULL); }

rc head_by_scheme(struct tx *tx, date day, struct arena *a, struct head_tally **ret, size_t *ret_n)
{
	struct asked q = { .day = day };

	return db_rows(tx, &by_scheme, &q, HEAD_CATEGORIES_MAX, a, ret, ret_n);
}

static rc keep_last(void *cls, const void *row)
{
	*(struct last *)cls = *(const struct last *)row;
	return OK;
}

rc head_page(struct tx *tx, person_id after, int64_t max, person_id *ret)
{
	struct asked q = { .after = after, .max = max };
	struct last l = { { 0 } };

	TRY(db_each(tx, &page, &q, keep_last, &l));
	*ret = l.person_id;
	return OK;
}
