/* domain/feed/dispute_db.c - SQL of disputes. */
#include "domain/feed/dispute.h"

#define F(f) DB_FIELD(struct feed_dispute, f)
#define FIELDS F(body_id), F(person_id), F(request_id), F(disputed_at), F(settled_by)
#define COLUMNS "body_id, person_id, request_id, disputed_at, settled_by"

static const struct db_stmt put = {
	.name = "dispute_add",
	.sql = "INSERT INTO feed_disputed (" COLUMNS ") VALUES ($1, $2, $3, $4, $5)"
	       " ON CONFLICT (body_id, person_id) DO UPDATE SET request_id = excluded.request_id,"
	       " disputed_at = excluded.disputed_at, settled_by = excluded.settled_by",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_IDENTITY,
};
static const struct db_stmt get = {
	.name = "dispute_get",
	.sql =
	    "SELECT " COLUMNS " FROM feed_disputed WHERE body_id = $1 AND person_id = $2 AND settled_by = 0",
	.in = DB_SHAPE(F(body_id), F(person_id)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct feed_dispute),
	.data = DATA_IDENTITY,
};
static const struct db_stmt people = {
	.name = "dispute_people",
	.sql = "SELECT person_id FROM feed_disputed WHERE body_id = $1 AND settled_by = 0 ORDER BY person_id",
	.in = DB_SHAPE(F(body_id)),
	.out = DB_SHAPE({ .name = "person_id", .type = DB_INT, .at = 0 }),
	.out_size = sizeof(person_id),
	.data = DATA_IDENTITY,
};
static const struct db_stmt settle = {
	.name = "dispute_settle",
	.sql = "UPDATE feed_disputed SET settled_by = $3 WHERE body_id = $1 AND person_id = $2",
	.in = DB_SHAPE(F(body_id), F(person_id), F(settled_by)),
	.data = DATA_IDENTITY,
};
static const struct db_stmt unsettle = {
	.name = "dispute_unsettle",
	.sql = "UPDATE feed_disputed SET settled_by = 0 WHERE settled_by = $1",
	.in = DB_SHAPE(F(settled_by)),
	.data = DATA_IDENTITY,
};

const struct db_stmt *const dispute_stmts[] = { &put, &get, &people, &settle, &unsettle, NULL };

rc dispute_add(struct tx *tx, const struct feed_dispute *d) { return db_exec(tx, &put, d, NULL); }

rc dispute_get(struct tx *tx, body_id body, person_id person, struct arena *a, struct feed_dispute *ret,
	       bool *ret_there)
{
	struct feed_dispute key = { .body_id = body, .person_id = person };
	rc r = db_one(tx, &get, &key, a, ret);

	*ret_there = rc_ok(r);
	return rc_is(r, E_DB_NONE) ? OK : r;
}

rc dispute_people(struct tx *tx, body_id body, struct arena *a, person_id **ret, size_t *ret_n)
{
	struct feed_dispute key = { .body_id = body };

	return db_rows(tx, &people, &key, DISPUTES_MAX, a, ret, ret_n);
}

rc dispute_settle(struct tx *tx, const struct feed_dispute *d, review_id by)
{
	struct feed_dispute key = { .body_id = d->body_id, .person_id = d->person_id, .settled_by = by };

	return db_exec(tx, &settle, &key, NULL);
}

rc dispute_unsettle(struct tx *tx, review_id by)
{
	struct feed_dispute key = { .settled_by = by };

	return db_exec(tx, &unsettle, &key, NULL);
}
