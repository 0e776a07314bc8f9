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

const struct db_stmt *const rights_stmts[] = { &all,	    &on_day, &in_range,	    &end, &end_range,
					       &of_numbers, &basis,  &basis_insert, NULL };

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
