/* domain/rights/rights_db.c - every SQL statement of the room. */
#include "domain/rights/rights.h"

#define F(f) DB_FIELD(struct right, f)
#define FIELDS \
	F(person_id), F(from_day), F(known_from), F(known_until), F(until_day), F(state), F(scheme), \
	    F(package), F(insured_id), F(because), F(basis_id)
#define COLUMNS \
	"person_id, from_day, known_from, known_until, until_day, state, scheme, package, insured_id, " \
	"because, " \
	"basis_id"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct right), .data = DATA_SOCIAL
#define STILL "9223372036854775807"

const struct db_table rights_table = {
	.name = "rights",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct right),
	.data = DATA_SOCIAL,
};

static const struct db_stmt all = {
	.name = "rights_list",
	.sql = "SELECT " COLUMNS " FROM rights WHERE person_id = $1 AND known_from <= $2 AND known_until > $2"
	       " ORDER BY from_day",
	.in = DB_SHAPE(F(person_id), F(known_from)),
	OUT,
};
static const struct db_stmt on_day = {
	.name = "rights_on",
	.sql = "SELECT " COLUMNS " FROM rights WHERE person_id = $1 AND from_day <= $2 AND until_day > $2"
	       " AND known_from <= $3 AND known_until > $3",
	.in = DB_SHAPE(F(person_id), F(from_day), F(known_from)),
	OUT,
};
static const struct db_stmt in_range = {
	.name = "rights_range",
	.sql = "SELECT " COLUMNS
	       " FROM rights WHERE person_id >= $1 AND person_id <= $2 AND known_until = " STILL
	       " ORDER BY person_id, from_day",
	.in = DB_SHAPE(F(person_id), F(insured_id)),
	OUT,
};
static const struct db_stmt end = {
	.name = "rights_end_knowledge",
	.sql = "UPDATE rights SET known_until = $4 WHERE person_id = $1 AND from_day = $2 AND known_from = $3"
	       " AND known_until = " STILL,
	.in = DB_SHAPE(F(person_id), F(from_day), F(known_from), F(known_until)),
	.data = DATA_SOCIAL,
};

static const struct db_stmt end_range = {
	.name = "rights_end_range",
	.sql = "UPDATE rights SET known_until = $3 WHERE person_id >= $1 AND person_id <= $2 AND known_until "
	       "= " STILL,
	.in = DB_SHAPE(F(person_id), F(insured_id), F(known_until)),
	.data = DATA_SOCIAL,
};

static const struct db_table gone_table = {
	.name = "rights_gone",
	.cols = DB_SHAPE(F(person_id), F(from_day)),
	.row_size = sizeof(struct right),
	.data = DATA_SOCIAL,
};
static const struct db_stmt end_gone = {
	.name = "rights_end_gone",
	.sql = "UPDATE rights SET known_until = $3 WHERE person_id >= $1 AND person_id <= $2 AND known_until "
	       "= " STILL " AND EXISTS (SELECT 1 FROM rights_gone g WHERE g.person_id = rights.person_id"
	       " AND g.from_day = rights.from_day)",
	.in = DB_SHAPE(F(person_id), F(insured_id), F(known_until)),
	.data = DATA_SOCIAL,
};
static const struct db_stmt gone_delete = {
	.name = "rights_gone_delete",
	.sql = "DELETE FROM rights_gone",
	.data = DATA_SOCIAL,
};

#define A(f) DB_FIELD(struct rights_answer, f)
static const struct db_stmt of_numbers = {
	.name = "rights_of_numbers",
	.sql = "SELECT p.number, p.person_id, p.born, COALESCE(r.state, '') AS state,"
	       " COALESCE(r.scheme, '') AS scheme, COALESCE(r.package, '') AS package,"
	       " COALESCE(r.until_day, '9999-12-31') AS until_day, COALESCE(r.because, '') AS because"
	       " FROM person p LEFT JOIN rights r ON r.person_id = p.person_id AND r.from_day <= $1"
	       " AND r.until_day > $1 AND r.known_until = " STILL
	       " WHERE p.number = @key AND p.state = 'ACTIVE' ORDER BY p.number",
	.in = DB_SHAPE(A(until_day)),
	.out = DB_SHAPE(A(number), A(person_id), A(born), A(state), A(scheme), A(package), A(until_day),
			A(because)),
	.out_size = sizeof(struct rights_answer),
	.data = DATA_IDENTITY | DATA_SOCIAL,
	.keyed = true,
	.key = DB_INT,
};

#define B(f) DB_FIELD(struct rights_basis, f)
static const struct db_stmt basis = {
	.name = "rights_basis_get",
	.sql = "SELECT basis_id, text FROM rights_basis WHERE basis_id = $1",
	.in = DB_SHAPE(B(basis_id)),
	.out = DB_SHAPE(B(basis_id), B(text)),
	.out_size = sizeof(struct rights_basis),
	.data = DATA_NONE,
};
static const struct db_stmt basis_insert = {
	.name = "rights_basis_add",
	.sql = "INSERT INTO rights_basis (basis_id, text) VALUES ($1, $2) ON CONFLICT (basis_id) DO NOTHING",
	.in = DB_SHAPE(B(basis_id), B(text)),
	.data = DATA_NONE,
};

#define R(f) DB_FIELD(struct rights_run, f)
#define RUN_FIELDS \
	R(nth), R(law), R(begun_at), R(done_at), R(last_id), R(people), R(changed), R(added), R(ended), \
	    R(told)
#define RUN_COLUMNS "nth, law, begun_at, done_at, last_id, people, changed, added, ended, told"
static const struct db_stmt run_newest = {
	.name = "rights_run_newest",
	.sql = "SELECT " RUN_COLUMNS " FROM rights_run ORDER BY nth DESC LIMIT 1",
	.out = DB_SHAPE(RUN_FIELDS),
	.out_size = sizeof(struct rights_run),
	.data = DATA_NONE,
};
static const struct db_stmt run_add = {
	.name = "rights_run_add",
	.sql = "INSERT INTO rights_run (" RUN_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(RUN_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt run_set = {
	.name = "rights_run_set",
	.sql = "UPDATE rights_run SET done_at = $2, last_id = $3, people = $4, changed = $5, added = $6, "
	       "ended = $7, told = $8 WHERE nth = $1",
	.in = DB_SHAPE(R(nth), R(done_at), R(last_id), R(people), R(changed), R(added), R(ended), R(told)),
	.data = DATA_NONE,
};
struct next_people {
	person_id behind;
	int64_t n;
};
static const struct db_stmt next_people = {
	.name = "rights_next_people",
	.sql = "SELECT COALESCE(MAX(person_id), 0) AS last_id FROM (SELECT person_id FROM person WHERE "
	       "person_id > $1"
	       " ORDER BY person_id LIMIT $2) AS page",
	.in = DB_SHAPE(DB_FIELD(struct next_people, behind), DB_FIELD(struct next_people, n)),
	.out = DB_SHAPE(R(last_id)),
	.out_size = sizeof(struct rights_run),
	.data = DATA_IDENTITY,
};

const struct db_stmt *const rights_stmts[] = { &all,	   &on_day,	 &in_range,   &end,
					       &end_range, &of_numbers,	 &basis,      &basis_insert,
					       &end_gone,  &gone_delete, &run_newest, &run_add,
					       &run_set,   &next_people, NULL };

rc rights_list(struct tx *tx, person_id person, instant at, struct arena *a, struct right **ret,
	       size_t *ret_n)
{
	struct right key = { .person_id = person, .known_from = at };

	return db_rows(tx, &all, &key, RIGHTS_SPANS_MAX, a, ret, ret_n);
}

rc rights_on(struct tx *tx, person_id person, date day, instant at, struct arena *a, struct right *ret)
{
	struct right key = { .person_id = person, .from_day = day, .known_from = at };

	return db_one(tx, &on_day, &key, a, ret);
}

rc rights_range(struct tx *tx, person_id first, person_id last, db_row *row, void *cls)
{
	struct right key = { .person_id = first, .insured_id = last };

	return db_each(tx, &in_range, &key, row, cls);
}

rc rights_add(struct tx *tx, const struct right *r, size_t n) { return db_load(tx, &rights_table, r, n); }

rc rights_end_knowledge(struct tx *tx, const struct right *was, instant now)
{
	struct right key = *was;
	int64_t changed;

	key.known_until = now;
	TRY(db_exec(tx, &end, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc rights_end_range(struct tx *tx, person_id first, person_id last, instant now, int64_t *ret_ended)
{
	struct right key = { .person_id = first, .insured_id = last, .known_until = now };

	return db_exec(tx, &end_range, &key, ret_ended);
}

rc rights_end_many(struct tx *tx, const struct right *was, size_t n, instant now)
{
	int64_t ended;

	if (n == 0)
		return OK;
	struct right key = { .person_id = was[0].person_id,
			     .insured_id = was[n - 1].person_id,
			     .known_until = now };
	TRY(db_load(tx, &gone_table, was, n));
	TRY(db_exec(tx, &end_gone, &key, &ended));
	CHECK(ended == (int64_t)n, DB_CONFLICT);
	return db_exec(tx, &gone_delete, NULL, NULL);
}

rc rights_of_numbers(struct tx *tx, date day, const int64_t *numbers, size_t n, db_row *row, void *cls)
{
	struct rights_answer key = { .until_day = day };

	return db_lookup(tx, &of_numbers, &key, numbers, n, row, cls);
}

rc rights_basis_get(struct tx *tx, int64_t basis_id, struct arena *a, struct rights_basis *ret)
{
	struct rights_basis key = { .basis_id = basis_id };

	return db_one(tx, &basis, &key, a, ret);
}

rc rights_basis_add(struct tx *tx, const struct rights_basis *b)
{
	return db_exec(tx, &basis_insert, b, NULL);
}

rc rights_run_newest(struct tx *tx, struct arena *a, struct rights_run *ret)
{
	return db_one(tx, &run_newest, NULL, a, ret);
}

rc rights_run_add(struct tx *tx, const struct rights_run *r) { return db_exec(tx, &run_add, r, NULL); }
rc rights_run_set(struct tx *tx, const struct rights_run *r) { return db_exec(tx, &run_set, r, NULL); }

rc rights_next_people(struct tx *tx, person_id behind, int64_t n, struct arena *a, person_id *ret_last)
{
	struct next_people key = { behind, n };
	struct rights_run r;

	TRY(db_one(tx, &next_people, &key, a, &r));
	*ret_last = r.last_id;
	return OK;
}
