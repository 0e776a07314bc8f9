/* domain/law/law_db.c - SQL of signatures. */
#include "domain/law/law.h"

#define F(f) DB_FIELD(struct law_signature, f)
#define FIELDS \
	F(path), F(starts), F(from_day), F(digest), F(user_id), F(reason), F(known_from), F(known_until), \
	    F(ended_by), F(end_reason)
#define COLUMNS \
	"path, starts, from_day, digest, user_id, reason, known_from, known_until, ended_by, end_reason"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct law_signature), .data = DATA_NONE
#define STILL "known_until = 9223372036854775807"

static const struct db_stmt standing = {
	.name = "law_signature_standing",
	.sql = "SELECT " COLUMNS " FROM law_signature WHERE " STILL " ORDER BY path, starts",
	OUT,
};
static const struct db_stmt then_standing = {
	.name = "law_signature_at",
	.sql = "SELECT " COLUMNS " FROM law_signature WHERE known_from <= $1 AND known_until > $1"
	       " ORDER BY path, starts",
	.in = DB_SHAPE(F(known_from)),
	OUT,
};
#define M(f) DB_FIELD(struct law_signatures_mark, f)
static const struct db_stmt mark = {
	.name = "law_signatures_mark",
	.sql = "SELECT COUNT(*) AS n, COALESCE(MAX(known_from), 0) AS newest,"
	       " COALESCE(MAX(CASE WHEN " STILL
	       " THEN 0 ELSE known_until END), 0) AS newest_end FROM law_signature",
	.out = DB_SHAPE(M(n), M(newest), M(newest_end)),
	.out_size = sizeof(struct law_signatures_mark),
	.data = DATA_NONE,
};
static const struct db_stmt of_path = {
	.name = "law_signature_of_path",
	.sql = "SELECT " COLUMNS " FROM law_signature WHERE path = $1 ORDER BY known_from DESC, starts",
	.in = DB_SHAPE(F(path)),
	OUT,
};
static const struct db_stmt insert = {
	.name = "law_signature_insert",
	.sql = "INSERT INTO law_signature (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt end = {
	.name = "law_signature_end",
	.sql = "UPDATE law_signature SET known_until = $4, ended_by = $5, end_reason = $6"
	       " WHERE path = $1 AND starts = $2 AND known_from = $3 AND " STILL,
	.in = DB_SHAPE(F(path), F(starts), F(known_from), F(known_until), F(ended_by), F(end_reason)),
	.data = DATA_NONE,
};

const struct db_stmt *const law_stmts[] = { &standing, &then_standing, &mark, &of_path, &insert, &end, NULL };

rc law_signatures(struct tx *tx, struct arena *a, struct law_signature **ret, size_t *ret_n)
{
	return db_rows(tx, &standing, NULL, LAW_SIGNATURES_MAX, a, ret, ret_n);
}

rc law_signatures_at(struct tx *tx, instant at, struct arena *a, struct law_signature **ret, size_t *ret_n)
{
	struct law_signature key = { .known_from = at };

	return db_rows(tx, &then_standing, &key, LAW_SIGNATURES_MAX, a, ret, ret_n);
}

rc law_signatures_mark(struct tx *tx, struct arena *a, struct law_signatures_mark *ret)
{
	return db_one(tx, &mark, NULL, a, ret);
}

rc law_signatures_of(struct tx *tx, str path, struct arena *a, struct law_signature **ret, size_t *ret_n)
{
	struct law_signature key = { .path = path };

	return db_rows(tx, &of_path, &key, LAW_SIGNATURES_MAX, a, ret, ret_n);
}

rc law_signature_add(struct tx *tx, const struct law_signature *s) { return db_exec(tx, &insert, s, NULL); }

rc law_signature_end(struct tx *tx, const struct law_signature *s)
{
	int64_t changed;

	TRY(db_exec(tx, &end, s, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}
