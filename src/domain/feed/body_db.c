/* domain/feed/body_db.c - SQL of managing bodies. */
#include "domain/feed/body.h"

#define BODY_COLUMNS "body_id, code, name_fr, name_ar, language, scheme, certificate, trusted_from"
#define BODY_FIELDS \
	DB_FIELD(struct body, body_id), DB_FIELD(struct body, code), DB_FIELD(struct body, name_fr), \
	    DB_FIELD(struct body, name_ar), DB_FIELD(struct body, language), DB_FIELD(struct body, scheme), \
	    DB_FIELD(struct body, certificate), DB_FIELD(struct body, trusted_from)

static const struct db_stmt add = {
	.name = "feed_body_add",
	.sql = "INSERT INTO body (" BODY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	.in = DB_SHAPE(BODY_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt by_code = {
	.name = "feed_body_by_code",
	.sql = "SELECT " BODY_COLUMNS " FROM body WHERE code = $1",
	.in = DB_SHAPE(DB_FIELD(struct body, code)),
	.out = DB_SHAPE(BODY_FIELDS),
	.out_size = sizeof(struct body),
	.data = DATA_NONE,
};

static const struct db_stmt by_id = {
	.name = "feed_body_read",
	.sql = "SELECT " BODY_COLUMNS " FROM body WHERE body_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct body, body_id)),
	.out = DB_SHAPE(BODY_FIELDS),
	.out_size = sizeof(struct body),
	.data = DATA_NONE,
};

static const struct db_stmt all = {
	.name = "feed_body_list",
	.sql = "SELECT " BODY_COLUMNS " FROM body ORDER BY code",
	.out = DB_SHAPE(BODY_FIELDS),
	.out_size = sizeof(struct body),
	.data = DATA_NONE,
};

rc body_add(struct tx *tx, const struct body *b) { return db_exec(tx, &add, b, NULL); }

rc body_by_code(struct tx *tx, str code, struct arena *a, struct body *ret)
{
	struct body q = { .code = code };

	return db_one(tx, &by_code, &q, a, ret);
}

rc body_read(struct tx *tx, body_id body, struct arena *a, struct body *ret)
{
	struct body q = { .body_id = body };

	return db_one(tx, &by_id, &q, a, ret);
}

rc body_list(struct tx *tx, struct arena *a, struct body **ret, size_t *ret_n)
{
	return db_rows(tx, &all, NULL, BODIES_MAX, a, ret, ret_n);
}

const struct db_stmt *const body_stmts[] = { &add, &by_code, &by_id, &all, NULL };
