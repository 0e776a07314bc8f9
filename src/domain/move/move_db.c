/* domain/move/move_db.c - SQL of moves, their population and their lines. */
#include "domain/move/move.h"

#define STILL "9223372036854775807"

#define M(f) DB_FIELD(struct scheme_move, f)
#define FIXED \
	M(move_id), M(nth), M(from_scheme), M(to_scheme), M(day), M(undo_until), M(reason), M(listed), \
	    M(prepared_by), M(prepared_at)
#define MOVING \
	M(state), M(law), M(rehearsed_at), M(approved_by), M(approved_at), M(done_at), M(undo_by), \
	    M(undo_approved_by), M(undone_at), M(position), M(done), M(total), M(moved), M(left_out), \
	    M(dependants), M(tell_by), M(tell_position), M(told), M(no_way), M(counted_at)
#define COLUMNS \
	"move_id, nth, from_scheme, to_scheme, day, undo_until, reason, listed, prepared_by, prepared_at," \
	" state, law, rehearsed_at, approved_by, approved_at, done_at, undo_by, undo_approved_by, " \
	"undone_at," \
	" position, done, total, moved, left_out, dependants, tell_by, tell_position, told, no_way, " \
	"counted_at"
#define OUT .out = DB_SHAPE(FIXED, MOVING), .out_size = sizeof(struct scheme_move), .data = DATA_NONE

static const struct db_stmt insert = {
	.name = "move_insert",
	.sql =
	    "INSERT INTO scheme_move (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	    " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)",
	.in = DB_SHAPE(FIXED, MOVING),
	.data = DATA_NONE,
};
static const struct db_stmt by_nth = {
	.name = "move_by_nth",
	.sql = "SELECT " COLUMNS " FROM scheme_move WHERE nth = $1",
	.in = DB_SHAPE(M(nth)),
	OUT,
};
static const struct db_stmt newest = {
	.name = "move_newest",
	.sql = "SELECT " COLUMNS " FROM scheme_move ORDER BY nth DESC",
	OUT,
};

struct change {
	struct scheme_move is;
	str was;
	person_id was_at, told_at;
};
#define I(f) DB_FIELD(struct change, is.f)
static const struct db_stmt update = {
	.name = "move_update",
	.sql = "UPDATE scheme_move SET state = $5, law = $6, rehearsed_at = $7, approved_by = $8, "
	       "approved_at = $9,"
	       " done_at = $10, undo_by = $11, undo_approved_by = $12, undone_at = $13, position = $14,"
	       " done = $15, total = $16, moved = $17, left_out = $18, dependants = $19, tell_by = $20,"
	       " tell_position = $21, told = $22, no_way = $23, counted_at = $24 WHERE move_id = $1"
	       " AND state = $2 AND position = $3 AND tell_position = $4",
	.in = DB_SHAPE(I(move_id), DB_FIELD(struct change, was), DB_FIELD(struct change, was_at),
		       DB_FIELD(struct change, told_at), I(state), I(law), I(rehearsed_at), I(approved_by),
		       I(approved_at), I(done_at), I(undo_by), I(undo_approved_by), I(undone_at), I(position),
		       I(done), I(total), I(moved), I(left_out), I(dependants), I(tell_by), I(tell_position),
		       I(told), I(no_way), I(counted_at)),
	.data = DATA_NONE,
};

/* ---- the population ---- */

#define K(f) DB_FIELD(struct move_asked, f)
const struct db_table move_asked_table = {
	.name = "scheme_move_asked",
	.cols = DB_SHAPE(K(move_id), K(number), K(person_id)),
	.row_size = sizeof(struct move_asked),
	.data = DATA_IDENTITY,
};

struct asked {
	int64_t move_id;
	str scheme, outcome, reason;
	date day;
	person_id after, last;
	int64_t max;
	instant now;
};
#define A(f) DB_FIELD(struct asked, f)
struct one_id {
	person_id person_id;
};
struct one_count {
	int64_t n;
};
#define ID_OUT \
	.out = DB_SHAPE(DB_FIELD(struct one_id, person_id)), .out_size = sizeof(struct one_id), \
	.data = DATA_SOCIAL | DATA_IDENTITY
#define N_OUT \
	.out = DB_SHAPE(DB_FIELD(struct one_count, n)), .out_size = sizeof(struct one_count), \
	.data = DATA_SOCIAL | DATA_IDENTITY

static const struct db_stmt members = {
	.name = "move_population",
	.sql = "SELECT DISTINCT person_id FROM membership WHERE person_id > $1 AND scheme = $2 AND "
	       "known_until = " STILL " ORDER BY person_id LIMIT $3",
	.in = DB_SHAPE(A(after), A(scheme), A(max)),
	ID_OUT,
};
static const struct db_stmt members_n = {
	.name = "move_population_n",
	.sql = "SELECT count(DISTINCT person_id) AS n FROM membership WHERE scheme = $1 AND known_until "
	       "= " STILL,
	.in = DB_SHAPE(A(scheme)),
	N_OUT,
};
static const struct db_stmt listed = {
	.name = "move_population_listed",
	.sql = "SELECT person_id FROM scheme_move_asked WHERE move_id = $1 AND person_id > $2"
	       " ORDER BY person_id LIMIT $3",
	.in = DB_SHAPE(A(move_id), A(after), A(max)),
	ID_OUT,
};
static const struct db_stmt listed_n = {
	.name = "move_population_listed_n",
	.sql = "SELECT count(*) AS n FROM scheme_move_asked WHERE move_id = $1 AND person_id <> 0",
	.in = DB_SHAPE(A(move_id)),
	N_OUT,
};
#define NEWCOMERS \
	" FROM membership m WHERE m.scheme = $2 AND m.known_until = " STILL " AND m.from_day < $3" \
	" AND m.until_day > $3 AND NOT EXISTS (SELECT 1 FROM scheme_move_line l WHERE l.move_id = $1" \
	" AND l.person_id = m.person_id)"
static const struct db_stmt newcomers = {
	.name = "move_newcomers",
	.sql = "SELECT m.person_id" NEWCOMERS " LIMIT 1",
	.in = DB_SHAPE(A(move_id), A(scheme), A(day)),
	ID_OUT,
};
static const struct db_stmt newcomers_insert = {
	.name = "move_newcomers_add",
	.sql = "INSERT INTO scheme_move_line (move_id, person_id, outcome, reason, detail, dependants, undo)"
	       " SELECT DISTINCT CAST($1 AS BIGINT), m.person_id, 'LEFT_OUT', 'JOINED_LATER', '', 0, "
	       "''" NEWCOMERS,
	.in = DB_SHAPE(A(move_id), A(scheme), A(day)),
	.data = DATA_SOCIAL,
};
#define Z(f) DB_FIELD(struct move_family_size, f)
/* Through the links, because rights aren't found by who is insured. $3: the day before. */
static const struct db_stmt sizes = {
	.name = "move_family_sizes",
	.sql = "SELECT l.person_id, count(DISTINCT l.relative_id) AS n FROM family_link l JOIN rights r"
	       " ON r.person_id = l.relative_id AND r.from_day <= $3 AND r.until_day > $3 AND r.known_until "
	       "= " STILL " AND r.state = 'OPEN' AND r.scheme = $4 AND r.insured_id = l.person_id"
	       " WHERE l.person_id >= $1 AND l.person_id <= $2 AND l.known_until = " STILL
	       " GROUP BY l.person_id ORDER BY l.person_id",
	.in = DB_SHAPE(A(after), A(last), A(day), A(scheme)),
	.out = DB_SHAPE(Z(person_id), Z(n)),
	.out_size = sizeof(struct move_family_size),
	.data = DATA_SOCIAL,
};
static const struct db_stmt memberships_end = {
	.name = "move_memberships_end",
	.sql =
	    "UPDATE membership SET known_until = $6 WHERE person_id >= $1 AND person_id <= $2 AND scheme = $3"
	    " AND from_day < $4 AND until_day > $4 AND state = 'ACTIVE' AND known_until = " STILL
	    " AND EXISTS (SELECT 1 FROM scheme_move_line l WHERE l.move_id = $5"
	    " AND l.person_id = membership.person_id AND l.outcome = 'MOVED')",
	.in = DB_SHAPE(A(after), A(last), A(scheme), A(day), A(move_id), A(now)),
	.data = DATA_SOCIAL,
};

/* ---- lines ---- */

#define L(f) DB_FIELD(struct move_line, f)
#define LINE L(move_id), L(person_id), L(outcome), L(reason), L(detail), L(dependants), L(undo)
const struct db_table move_line_table = {
	.name = "scheme_move_line",
	.cols = DB_SHAPE(LINE),
	.row_size = sizeof(struct move_line),
	.data = DATA_SOCIAL,
};
static const struct db_stmt lines_drop = {
	.name = "move_lines_drop",
	.sql = "DELETE FROM scheme_move_line WHERE move_id = $1",
	.in = DB_SHAPE(A(move_id)),
	.data = DATA_SOCIAL,
};
static const struct db_stmt lines_next = {
	.name = "move_lines_next",
	.sql = "SELECT move_id, person_id, outcome, reason, detail, dependants, undo FROM scheme_move_line"
	       " WHERE move_id = $1 AND person_id > $2 AND outcome = 'MOVED' AND undo = ''"
	       " ORDER BY person_id LIMIT $3",
	.in = DB_SHAPE(A(move_id), A(after), A(max)),
	.out = DB_SHAPE(LINE),
	.out_size = sizeof(struct move_line),
	.data = DATA_SOCIAL,
};
static const struct db_stmt lines_range = {
	.name = "move_lines_range",
	.sql = "SELECT move_id, person_id, outcome, reason, detail, dependants, undo FROM scheme_move_line"
	       " WHERE move_id = $1 AND person_id >= $2 AND person_id <= $3 ORDER BY person_id",
	.in = DB_SHAPE(A(move_id), A(after), A(last)),
	.out = DB_SHAPE(LINE),
	.out_size = sizeof(struct move_line),
	.data = DATA_SOCIAL,
};
static const struct db_stmt line_update = {
	.name = "move_line_put",
	.sql =
	    "UPDATE scheme_move_line SET outcome = $3, reason = $4, detail = $5, undo = $6 WHERE move_id = $1"
	    " AND person_id = $2",
	.in = DB_SHAPE(L(move_id), L(person_id), L(outcome), L(reason), L(detail), L(undo)),
	.data = DATA_SOCIAL,
};
static const struct db_stmt lines_undone = {
	.name = "move_lines_undone",
	.sql = "UPDATE scheme_move_line SET undo = 'UNDONE' WHERE move_id = $1 AND person_id >= $2"
	       " AND person_id <= $3 AND outcome = 'MOVED' AND undo = ''",
	.in = DB_SHAPE(A(move_id), A(after), A(last)),
	.data = DATA_SOCIAL,
};
#define C(f) DB_FIELD(struct move_count, f)
static const struct db_stmt counts = {
	.name = "move_counts",
	.sql = "SELECT outcome, reason, undo, count(*) AS n, CAST(sum(dependants) AS BIGINT) AS dependants"
	       " FROM scheme_move_line WHERE move_id = $1 GROUP BY outcome, reason, undo"
	       " UNION ALL SELECT 'LEFT_OUT', 'NOT_KNOWN', '', count(*), 0 FROM scheme_move_asked"
	       " WHERE move_id = $1 AND person_id = 0 HAVING count(*) > 0 ORDER BY 1 DESC, 4 DESC, 2, 3",
	.in = DB_SHAPE(A(move_id)),
	.out = DB_SHAPE(C(outcome), C(reason), C(undo), C(n), C(dependants)),
	.out_size = sizeof(struct move_count),
	.data = DATA_SOCIAL | DATA_IDENTITY,
};
#define S_(f) DB_FIELD(struct move_shown, f)
#define SHOWN \
	.out = DB_SHAPE(S_(person_id), S_(number), S_(outcome), S_(reason), S_(detail), S_(undo), \
			S_(dependants)), \
	.out_size = sizeof(struct move_shown), .data = DATA_SOCIAL | DATA_IDENTITY
#define SHOW \
	"SELECT l.person_id, p.number, l.outcome, l.reason, l.detail, l.undo, l.dependants FROM " \
	"scheme_move_line l" \
	" JOIN person p ON p.person_id = l.person_id WHERE l.move_id = $1 AND ($2 = '' OR l.outcome = $2)" \
	" AND ($3 = '' OR l.reason = $3) AND l.person_id > $4 ORDER BY l.person_id"
static const struct db_stmt some_lines = {
	.name = "move_lines",
	.sql = SHOW " LIMIT $5",
	.in = DB_SHAPE(A(move_id), A(outcome), A(reason), A(after), A(max)),
	SHOWN,
};
static const struct db_stmt not_known = {
	.name = "move_not_known",
	.sql = "SELECT person_id, number, 'LEFT_OUT' AS outcome, 'NOT_KNOWN' AS reason, '' AS detail, '' AS "
	       "undo,"
	       " 0 AS dependants FROM scheme_move_asked WHERE move_id = $1 AND person_id = 0 AND number > $2"
	       " ORDER BY number LIMIT $3",
	.in = DB_SHAPE(A(move_id), A(after), A(max)),
	SHOWN,
};

/* ---- telling ---- */

#define P(f) DB_FIELD(struct move_person, f)
static const struct db_stmt people = {
	.name = "move_people",
	.sql = "SELECT p.person_id, p.number, p.phone, p.last_name, p.first_name, p.last_name_ar, "
	       "p.first_name_ar,"
	       " p.email, p.language FROM scheme_move_line l JOIN person p ON p.person_id = l.person_id"
	       " WHERE l.move_id = $1 AND l.person_id > $2 AND l.outcome = 'MOVED' AND l.undo = ''"
	       " ORDER BY l.person_id LIMIT $3",
	.in = DB_SHAPE(A(move_id), A(after), A(max)),
	.out = DB_SHAPE(P(person_id), P(number), P(phone), P(last_name), P(first_name), P(last_name_ar),
			P(first_name_ar), P(email), P(language)),
	.out_size = sizeof(struct move_person),
	.data = DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL,
};

const struct db_stmt *const move_stmts[] = {
	&insert,      &by_nth,	    &newest,	       &update, &members,	  &members_n,  &listed,
	&listed_n,    &newcomers,   &newcomers_insert, &sizes,	&memberships_end, &lines_drop, &lines_next,
	&lines_range, &line_update, &lines_undone,     &counts, &some_lines,	  &not_known,  &people,
	NULL,
};

/* ---- moves ---- */

rc move_add(struct tx *tx, const struct scheme_move *m) { return db_exec(tx, &insert, m, NULL); }

rc move_get(struct tx *tx, int64_t nth, struct arena *a, struct scheme_move *ret)
{
	struct scheme_move key = { .nth = nth };
	rc r = db_one(tx, &by_nth, &key, a, ret);

	if (rc_is(r, E_DB_NONE))
		FAIL(MOVE_NONE);
	return r;
}

rc move_list(struct tx *tx, struct arena *a, struct scheme_move **ret, size_t *ret_n)
{
	return db_rows(tx, &newest, NULL, MOVES_MAX, a, ret, ret_n);
}

rc move_put(struct tx *tx, const struct scheme_move *was, const struct scheme_move *is)
{
	struct change c = { *is, was->state, was->position, was->tell_position };
	int64_t changed;

	TRY(db_exec(tx, &update, &c, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

/* ---- the population ---- */

rc move_population(struct tx *tx, const struct scheme_move *m, person_id after, int64_t max, struct arena *a,
		   person_id **ret, size_t *ret_n)
{
	struct asked q = { .move_id = m->move_id, .scheme = m->from_scheme, .after = after, .max = max };
	_Static_assert(sizeof(struct one_id) == sizeof(person_id), "a row is an id");

	return db_rows(tx, m->listed ? &listed : &members, &q, (size_t)max, a, ret, ret_n);
}

static rc keep_count(void *cls, const void *row)
{
	*(struct one_count *)cls = *(const struct one_count *)row;
	return OK;
}

static rc count(struct tx *tx, const struct db_stmt *s, const struct asked *q, int64_t *ret)
{
	struct one_count n = { 0 };

	TRY(db_each(tx, s, q, keep_count, &n));
	*ret = n.n;
	return OK;
}

rc move_population_n(struct tx *tx, const struct scheme_move *m, int64_t *ret)
{
	struct asked q = { .move_id = m->move_id, .scheme = m->from_scheme };

	return count(tx, m->listed ? &listed_n : &members_n, &q, ret);
}

static struct asked newcomers_of(const struct scheme_move *m)
{
	return (struct asked){ .move_id = m->move_id, .scheme = m->from_scheme, .day = m->day };
}

static rc someone(void *cls, const void *row)
{
	(void)row;
	*(bool *)cls = true;
	return OK;
}

rc move_newcomers(struct tx *tx, const struct scheme_move *m, bool *ret)
{
	struct asked q = newcomers_of(m);

	*ret = false;
	return m->listed ? OK : db_each(tx, &newcomers, &q, someone, ret);
}

rc move_newcomers_add(struct tx *tx, const struct scheme_move *m, int64_t *ret)
{
	struct asked q = newcomers_of(m);

	*ret = 0;
	return m->listed ? OK : db_exec(tx, &newcomers_insert, &q, ret);
}

rc move_family_sizes(struct tx *tx, const struct scheme_move *m, person_id first, person_id last, db_row *row,
		     void *cls)
{
	struct asked q = {
		.after = first, .last = last, .day = { m->day.days - 1 }, .scheme = m->from_scheme
	};

	return db_each(tx, &sizes, &q, row, cls);
}

rc move_memberships_end(struct tx *tx, const struct scheme_move *m, person_id first, person_id last,
			instant now, int64_t *ret_ended)
{
	struct asked q = { .move_id = m->move_id,
			   .scheme = m->from_scheme,
			   .day = m->day,
			   .after = first,
			   .last = last,
			   .now = now };

	return db_exec(tx, &memberships_end, &q, ret_ended);
}

/* ---- lines ---- */

rc move_lines_drop(struct tx *tx, int64_t move_id)
{
	struct asked q = { .move_id = move_id };

	return db_exec(tx, &lines_drop, &q, NULL);
}

rc move_lines_next(struct tx *tx, int64_t move_id, person_id after, int64_t max, struct arena *a,
		   struct move_line **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id, .after = after, .max = max };

	return db_rows(tx, &lines_next, &q, (size_t)max, a, ret, ret_n);
}

rc move_lines_range(struct tx *tx, int64_t move_id, person_id first, person_id last, db_row *row, void *cls)
{
	struct asked q = { .move_id = move_id, .after = first, .last = last };

	return db_each(tx, &lines_range, &q, row, cls);
}

rc move_line_put(struct tx *tx, const struct move_line *l)
{
	int64_t changed;

	TRY(db_exec(tx, &line_update, l, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc move_lines_undone(struct tx *tx, int64_t move_id, person_id first, person_id last)
{
	struct asked q = { .move_id = move_id, .after = first, .last = last };

	return db_exec(tx, &lines_undone, &q, NULL);
}

rc move_counts(struct tx *tx, int64_t move_id, struct arena *a, struct move_count **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id };

	return db_rows(tx, &counts, &q, MOVE_COUNTS_MAX, a, ret, ret_n);
}

rc move_lines(struct tx *tx, int64_t move_id, str outcome, str reason, person_id after, int64_t max,
	      struct arena *a, struct move_shown **ret, size_t *ret_n)
{
	struct asked q = {
		.move_id = move_id, .outcome = outcome, .reason = reason, .after = after, .max = max
	};

	return db_rows(tx, &some_lines, &q, (size_t)max, a, ret, ret_n);
}

rc move_not_known(struct tx *tx, int64_t move_id, int64_t after, int64_t max, struct arena *a,
		  struct move_shown **ret, size_t *ret_n)
{
	struct asked q = { .move_id = move_id, .after = { after }, .max = max };

	return db_rows(tx, &not_known, &q, (size_t)max, a, ret, ret_n);
}

rc move_people(struct tx *tx, const struct scheme_move *m, int64_t max, struct arena *a,
	       struct move_person **ret, size_t *ret_n)
{
	struct asked q = { .move_id = m->move_id, .after = m->tell_position, .max = max };

	return db_rows(tx, &people, &q, (size_t)max, a, ret, ret_n);
}
