/* domain/attestation/attestation_db.c - SQL of the room. */
#include "domain/attestation/attestation.h"

#define F(f) DB_FIELD(struct attestation, f)
#define FIELDS \
	F(attestation_id), F(reference), F(person_id), F(kind), F(language), F(day), F(content_hash), \
	    F(jws), F(issued_at), F(issued_by), F(on_behalf)
#define COLUMNS \
	"attestation_id, reference, person_id, kind, language, day, content_hash, jws, issued_at, " \
	"issued_by, " \
	"on_behalf"
#define OUT \
	.out = DB_SHAPE(FIELDS), .out_size = sizeof(struct attestation), .data = DATA_IDENTITY | DATA_SOCIAL

static const struct db_stmt insert = {
	.name = "attestation_insert",
	.sql = "INSERT INTO attestation (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_IDENTITY | DATA_SOCIAL,
};
static const struct db_stmt by_reference = {
	.name = "attestation_by_reference",
	.sql = "SELECT " COLUMNS " FROM attestation WHERE reference = $1",
	.in = DB_SHAPE(F(reference)),
	OUT,
};
static const struct db_stmt same = {
	.name = "attestation_same",
	.sql = "SELECT " COLUMNS " FROM attestation WHERE person_id = $1 AND kind = $2 AND language = $3"
	       " AND day = $4 AND content_hash = $5",
	.in = DB_SHAPE(F(person_id), F(kind), F(language), F(day), F(content_hash)),
	OUT,
};

struct page {
	person_id person_id;
	int64_t max;
};
static const struct db_stmt of_person = {
	.name = "attestation_of_person",
	.sql = "SELECT " COLUMNS " FROM attestation WHERE person_id = $1"
	       " ORDER BY issued_at DESC, attestation_id DESC LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, person_id), DB_FIELD(struct page, max)),
	OUT,
};

const struct db_stmt *const attestation_stmts[] = { &insert, &by_reference, &same, &of_person, NULL };

rc attestation_add(struct tx *tx, const struct attestation *x) { return db_exec(tx, &insert, x, NULL); }

rc attestation_by_reference(struct tx *tx, str reference, struct arena *a, struct attestation *ret)
{
	struct attestation key = { .reference = reference };
	rc r = db_one(tx, &by_reference, &key, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), ATTESTATION_NONE);
	return r;
}

rc attestation_same(struct tx *tx, const struct attestation *like, struct arena *a, struct attestation *ret)
{
	rc r = db_one(tx, &same, like, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), ATTESTATION_NONE);
	return r;
}

rc attestation_list(struct tx *tx, person_id person, size_t max, struct arena *a, struct attestation **ret,
		    size_t *ret_n)
{
	struct page q = { person, (int64_t)max };

	return db_rows(tx, &of_person, &q, max, a, ret, ret_n);
}
