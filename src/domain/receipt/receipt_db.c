/* domain/receipt/receipt_db.c - SQL of the room. */
#include "domain/receipt/receipt.h"

/* The reason is in the agent's words: it may tell anything about the person's situation. */
#define CLASSES DATA_IDENTITY | DATA_SOCIAL

#define F(f) DB_FIELD(struct receipt, f)
#define FIELDS F(receipt_id), F(reference), F(person_id), F(agent_id), F(at), F(what), F(reason), F(object_id)
#define COLUMNS "receipt_id, reference, person_id, agent_id, at, what, reason, object_id"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct receipt), .data = CLASSES

static const struct db_stmt insert = {
	.name = "receipt_insert",
	.sql = "INSERT INTO receipt (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	.in = DB_SHAPE(FIELDS),
	.data = CLASSES,
};
static const struct db_stmt by_reference = {
	.name = "receipt_by_reference",
	.sql = "SELECT " COLUMNS " FROM receipt WHERE reference = $1",
	.in = DB_SHAPE(F(reference)),
	OUT,
};

struct page {
	int64_t key; /* of an object, or a person */
	int64_t max;
};
#define PAGE DB_SHAPE(DB_FIELD(struct page, key), DB_FIELD(struct page, max))
static const struct db_stmt of_object = {
	.name = "receipt_of_object",
	.sql = "SELECT " COLUMNS " FROM receipt WHERE object_id = $1 ORDER BY receipt_id DESC LIMIT $2",
	.in = PAGE,
	OUT,
};
static const struct db_stmt of_person = {
	.name = "receipt_of_person",
	.sql = "SELECT " COLUMNS " FROM receipt WHERE person_id = $1 ORDER BY receipt_id DESC LIMIT $2",
	.in = PAGE,
	OUT,
};

const struct db_stmt *const receipt_stmts[] = { &insert, &by_reference, &of_object, &of_person, NULL };

static rc none(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(RECEIPT_NONE);
	return r;
}

rc receipt_add(struct tx *tx, const struct receipt *r) { return db_exec(tx, &insert, r, NULL); }

rc receipt_by_reference(struct tx *tx, int64_t reference, struct arena *a, struct receipt *ret)
{
	struct receipt key = { .reference = reference };

	return none(db_one(tx, &by_reference, &key, a, ret));
}

rc receipt_of_object(struct tx *tx, int64_t object_id, struct arena *a, struct receipt *ret)
{
	struct page key = { object_id, 1 };

	must(object_id != 0);
	return none(db_one(tx, &of_object, &key, a, ret));
}

rc receipt_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct receipt **ret,
		     size_t *ret_n)
{
	struct page key = { person.v, (int64_t)max };

	return db_rows(tx, &of_person, &key, max, a, ret, ret_n);
}
