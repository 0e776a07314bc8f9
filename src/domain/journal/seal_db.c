/* domain/journal/seal_db.c - SQL of the sealer and of proofs. */
#include "domain/journal/seal.h"

#include <string.h>

#define EVENT_COLUMNS \
	"e.event_id, e.at, e.user_id, e.purpose, e.kind, e.person_id, e.object, e.detail, e.digest"
#define EVENT_FIELDS \
	DB_FIELD(struct event, event_id), DB_FIELD(struct event, at), DB_FIELD(struct event, user_id), \
	    DB_FIELD(struct event, purpose), DB_FIELD(struct event, kind), \
	    DB_FIELD(struct event, person_id), DB_FIELD(struct event, object), \
	    DB_FIELD(struct event, detail), DB_FIELD(struct event, digest)
#define CHECKPOINT_FIELDS \
	DB_FIELD(struct checkpoint, size), DB_FIELD(struct checkpoint, root), \
	    DB_FIELD(struct checkpoint, note), DB_FIELD(struct checkpoint, edge), \
	    DB_FIELD(struct checkpoint, at)
#define LEAF_FIELDS \
	DB_FIELD(struct leaf, position), DB_FIELD(struct leaf, event_id), DB_FIELD(struct leaf, hash)

enum { LEAF_PAGE = 10000 };

struct limits {
	int64_t from, to, max;
};

static const struct db_stmt waiting_any = {
	.name = "seal_waits",
	.sql = "SELECT event_id FROM event_unsealed LIMIT 1",
	.out = DB_SHAPE(DB_FIELD(struct leaf, event_id)),
	.out_size = sizeof(struct leaf),
	.data = DATA_JOURNAL,
};

static const struct db_stmt waiting = {
	.name = "seal_next",
	.sql = "SELECT " EVENT_COLUMNS " FROM event_unsealed u JOIN event e ON e.event_id = u.event_id"
	       " ORDER BY u.event_id LIMIT $1",
	.in = DB_SHAPE(DB_FIELD(struct limits, max)),
	.out = DB_SHAPE(EVENT_FIELDS),
	.out_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};

/* Exactly the events that got a leaf: on PostgreSQL an earlier event may have been committed in the meantime,
 * and it must go on waiting. */
static const struct db_stmt waiting_drop = {
	.name = "seal_drop",
	.sql =
	    "DELETE FROM event_unsealed WHERE event_id IN (SELECT event_id FROM leaf WHERE position >= $1)",
	.in = DB_SHAPE(DB_FIELD(struct limits, from)),
	.data = DATA_JOURNAL,
};

static const struct db_stmt checkpoint_add = {
	.name = "seal_checkpoint",
	.sql = "INSERT INTO checkpoint (size, root, note, edge, at) VALUES ($1, $2, $3, $4, $5)",
	.in = DB_SHAPE(CHECKPOINT_FIELDS),
	.data = DATA_JOURNAL,
};

static const struct db_stmt checkpoint_below = {
	.name = "checkpoint_read",
	.sql =
	    "SELECT size, root, note, edge, at FROM checkpoint WHERE size <= $1 ORDER BY size DESC LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct limits, to)),
	.out = DB_SHAPE(CHECKPOINT_FIELDS),
	.out_size = sizeof(struct checkpoint),
	.data = DATA_JOURNAL,
};

static const struct db_stmt leaf_by_event = {
	.name = "leaf_of_event",
	.sql = "SELECT position, event_id, hash FROM leaf WHERE event_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct leaf, event_id)),
	.out = DB_SHAPE(LEAF_FIELDS),
	.out_size = sizeof(struct leaf),
	.data = DATA_JOURNAL,
};

static const struct db_stmt event_by_id = {
	.name = "event_read",
	.sql = "SELECT " EVENT_COLUMNS " FROM event e WHERE e.event_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct event, event_id)),
	.out = DB_SHAPE(EVENT_FIELDS),
	.out_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};

static const struct db_stmt leaf_page = {
	.name = "leaf_page",
	.sql = "SELECT position, event_id, hash FROM leaf WHERE position >= $1 AND position < $2 ORDER BY "
	       "position"
	       " LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct limits, from), DB_FIELD(struct limits, to),
		       DB_FIELD(struct limits, max)),
	.out = DB_SHAPE(LEAF_FIELDS),
	.out_size = sizeof(struct leaf),
	.data = DATA_JOURNAL,
};

static const struct db_table leaf_table = {
	.name = "leaf",
	.cols = DB_SHAPE(LEAF_FIELDS),
	.row_size = sizeof(struct leaf),
	.data = DATA_JOURNAL,
};

static rc see(void *cls, const void *row)
{
	(void)row;
	*(bool *)cls = true;
	return OK;
}

rc seal_waits(struct tx *tx, bool *ret)
{
	*ret = false;
	return db_each(tx, &waiting_any, NULL, see, ret);
}

rc checkpoint_read(struct tx *tx, int64_t size, struct arena *a, struct checkpoint *ret)
{
	struct limits q = { .to = size };

	return db_one(tx, &checkpoint_below, &q, a, ret);
}

rc seal_edge(struct tx *tx, struct arena *a, struct edge *ret)
{
	struct checkpoint c;
	rc r = checkpoint_read(tx, INT64_MAX, a, &c);

	*ret = (struct edge){ 0 };
	if (rc_is(r, E_DB_NONE))
		return OK;
	TRY(r);
	CHECK(c.size > 0 && c.edge.n == (size_t)merkle_trees(c.size) * HASH_BYTES, SEAL_LEAF);
	ret->size = c.size;
	ret->n = merkle_trees(c.size);
	memcpy(ret->tree, c.edge.p, c.edge.n);
	/* An edge that doesn't lead to the signed root must not be built upon. */
	struct hash root = merkle_root(ret);
	CHECK(c.root.n == HASH_BYTES && memcmp(root.b, c.root.p, HASH_BYTES) == 0, SEAL_LEAF);
	return OK;
}

rc seal_next(struct tx *tx, size_t max, struct arena *a, struct event **ret, size_t *ret_n)
{
	struct limits q = { .max = (int64_t)max };

	return db_rows(tx, &waiting, &q, max, a, ret, ret_n);
}

rc seal_leaves(struct tx *tx, const struct leaf *leaves, size_t n)
{
	int64_t changed = 0;

	must(n > 0);
	TRY(db_load(tx, &leaf_table, leaves, n));
	TRY(db_exec(tx, &waiting_drop, &(struct limits){ .from = leaves[0].position }, &changed));
	/* Fewer: another sealer took some of them off in the meantime. */
	CHECK(changed == (int64_t)n, DB_EXISTS);
	return OK;
}

rc seal_checkpoint(struct tx *tx, const struct checkpoint *c)
{
	return db_exec(tx, &checkpoint_add, c, NULL);
}

rc leaf_of_event(struct tx *tx, event_id id, struct arena *a, struct leaf *ret)
{
	struct leaf q = { .event_id = id };

	return db_one(tx, &leaf_by_event, &q, a, ret);
}

rc event_read(struct tx *tx, event_id id, struct arena *a, struct event *ret)
{
	struct event q = { .event_id = id };

	return db_one(tx, &event_by_id, &q, a, ret);
}

static rc append(void *cls, const void *row)
{
	struct edge *e = cls;
	const struct leaf *l = row;
	struct hash h;

	CHECK(l->hash.n == HASH_BYTES, SEAL_LEAF);
	memcpy(h.b, l->hash.p, HASH_BYTES);
	merkle_append(e, &h);
	return OK;
}

rc leaf_root(struct tx *tx, struct merkle_run run, struct hash *ret)
{
	struct edge e = { 0 };

	/* A page of positions without a gap is exactly as long as asked for. */
	for (int64_t at = run.from; at < run.to; at = run.from + e.size) {
		struct limits q = { at, run.to, LEAF_PAGE };
		int64_t want = run.to - at < LEAF_PAGE ? run.to - at : LEAF_PAGE, had = e.size;
		TRY(db_each(tx, &leaf_page, &q, append, &e));
		CHECK(e.size - had == want, SEAL_LEAF);
	}
	*ret = merkle_root(&e);
	return OK;
}

const struct db_stmt *const seal_stmts[] = { &waiting_any,    &waiting,		 &waiting_drop,
					     &checkpoint_add, &checkpoint_below, &leaf_by_event,
					     &event_by_id,    &leaf_page,	 NULL };
