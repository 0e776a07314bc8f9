/* domain/feed/review_db.c - the review queue's SQL. */
#include "domain/feed/review.h"

#define FIELDS \
	DB_FIELD(struct review, review_id), DB_FIELD(struct review, feed_id), DB_FIELD(struct review, line), \
	    DB_FIELD(struct review, body_id), DB_FIELD(struct review, record_id), \
	    DB_FIELD(struct review, code), DB_FIELD(struct review, other_id), \
	    DB_FIELD(struct review, row_csv), DB_FIELD(struct review, row_hash), \
	    DB_FIELD(struct review, state), DB_FIELD(struct review, person_id), \
	    DB_FIELD(struct review, asked_at), DB_FIELD(struct review, decided_by), \
	    DB_FIELD(struct review, decided_at), DB_FIELD(struct review, note)
#define COLUMNS \
	"review_id, feed_id, line, body_id, record_id, code, other_id, row_csv, row_hash, state, " \
	"person_id, asked_at," \
	" decided_by, decided_at, note"
#define CLASSES DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct review), .data = CLASSES

static const struct db_stmt review_insert = {
	.name = "review_insert",
	.sql = "INSERT INTO review (" COLUMNS
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
	       " ON CONFLICT (body_id, record_id, other_id) DO NOTHING",
	.in = DB_SHAPE(FIELDS),
	.data = CLASSES,
};
static const struct db_stmt review_renew = {
	.name = "review_renew",
	.sql = "UPDATE review SET feed_id = $3, line = $4, row_csv = $5, row_hash = $6"
	       " WHERE body_id = $1 AND record_id = $2 AND state IN ('OPEN', 'LATER') AND feed_id < $3",
	.in = DB_SHAPE(DB_FIELD(struct review, body_id), DB_FIELD(struct review, record_id),
		       DB_FIELD(struct review, feed_id), DB_FIELD(struct review, line),
		       DB_FIELD(struct review, row_csv), DB_FIELD(struct review, row_hash)),
	.data = CLASSES,
};
/* Asked about a dispute: what was answered before it doesn't count any more. */
static const struct db_stmt review_reopen = {
	.name = "review_reopen",
	.sql =
	    "UPDATE review SET feed_id = $4, line = $5, code = $6, row_csv = $7, row_hash = $8, state = $9,"
	    " person_id = 0, asked_at = $10, decided_by = 0, decided_at = 0, note = ''"
	    " WHERE body_id = $1 AND record_id = $2 AND other_id = $3"
	    " AND state IN ('SAME', 'NOT_SAME', 'SETTLED')",
	.in = DB_SHAPE(DB_FIELD(struct review, body_id), DB_FIELD(struct review, record_id),
		       DB_FIELD(struct review, other_id), DB_FIELD(struct review, feed_id),
		       DB_FIELD(struct review, line), DB_FIELD(struct review, code),
		       DB_FIELD(struct review, row_csv), DB_FIELD(struct review, row_hash),
		       DB_FIELD(struct review, state), DB_FIELD(struct review, asked_at)),
	.data = CLASSES,
};
static const struct db_stmt review_select = {
	.name = "review_select",
	.sql = "SELECT " COLUMNS " FROM review WHERE review_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct review, review_id)),
	OUT,
};
static const struct db_stmt review_page = {
	.name = "review_page",
	.sql = "SELECT " COLUMNS " FROM review WHERE state = $1 AND (asked_at, review_id) > ($2, $3) AND"
	       " asked_at <= $4 AND ($5 = '' OR code = $5) ORDER BY asked_at, review_id LIMIT $6",
	.in = DB_SHAPE(DB_FIELD(struct review_filter, state), DB_FIELD(struct review_filter, after),
		       DB_FIELD(struct review_filter, after_id), DB_FIELD(struct review_filter, asked_until),
		       DB_FIELD(struct review_filter, code), DB_FIELD(struct review_filter, max)),
	OUT,
};
static const struct db_stmt review_by_feed = {
	.name = "review_by_feed",
	.sql = "SELECT " COLUMNS " FROM review WHERE feed_id = $1 AND line > $2 ORDER BY line LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct review, feed_id), DB_FIELD(struct review, line),
		       DB_FIELD(struct review, row_hash)),
	OUT,
};
static const struct db_stmt review_by_person = {
	.name = "review_by_person",
	.sql = "SELECT " COLUMNS " FROM review WHERE other_id = $1 AND state IN ('OPEN', 'LATER')"
	       " ORDER BY asked_at, review_id LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct review, other_id), DB_FIELD(struct review, row_hash)),
	OUT,
};
static const struct db_stmt review_by_record = {
	.name = "review_by_record",
	.sql = "SELECT " COLUMNS
	       " FROM review WHERE body_id = $1 AND record_id = $2 ORDER BY asked_at, review_id",
	.in = DB_SHAPE(DB_FIELD(struct review, body_id), DB_FIELD(struct review, record_id)),
	OUT,
};
static const struct db_stmt review_count_all = {
	.name = "review_count_all",
	.sql = "SELECT state, code, count(*) AS n FROM review GROUP BY state, code ORDER BY state, code",
	.out = DB_SHAPE(DB_FIELD(struct review_count, state), DB_FIELD(struct review_count, code),
			DB_FIELD(struct review_count, n)),
	.out_size = sizeof(struct review_count),
	.data = DATA_NONE,
};
struct decision {
	review_id review_id;
	str state;
	person_id person_id;
	user_id decided_by;
	instant decided_at;
	str note, was;
};
static const struct db_stmt review_update = {
	.name = "review_update",
	.sql =
	    "UPDATE review SET state = $2, person_id = $3, decided_by = $4, decided_at = $5, note = $6 WHERE"
	    " review_id = $1 AND state = $7",
	.in = DB_SHAPE(DB_FIELD(struct decision, review_id), DB_FIELD(struct decision, state),
		       DB_FIELD(struct decision, person_id), DB_FIELD(struct decision, decided_by),
		       DB_FIELD(struct decision, decided_at), DB_FIELD(struct decision, note),
		       DB_FIELD(struct decision, was)),
	.data = CLASSES,
};

const struct db_stmt *const review_stmts[] = { &review_insert,
					       &review_reopen,
					       &review_renew,
					       &review_select,
					       &review_page,
					       &review_by_feed,
					       &review_by_person,
					       &review_by_record,
					       &review_count_all,
					       &review_update,
					       NULL };

rc review_ask(struct tx *tx, const struct review *r)
{
	TRY(db_exec(tx, &review_renew, r, NULL));
	if (str_eq(r->code, S("DISPUTED")))
		TRY(db_exec(tx, &review_reopen, r, NULL));
	return db_exec(tx, &review_insert, r, NULL);
}

rc review_get(struct tx *tx, review_id id, struct arena *a, struct review *ret)
{
	struct review key = { .review_id = id };
	rc r = db_one(tx, &review_select, &key, a, ret);

	if (rc_is(r, E_DB_NONE))
		FAIL(REVIEW_NONE);
	return r;
}

rc review_list(struct tx *tx, const struct review_filter *f, struct arena *a, struct review **ret,
	       size_t *ret_n)
{
	must(f->max > 0);
	return db_rows(tx, &review_page, f, (size_t)f->max, a, ret, ret_n);
}

rc review_of_record(struct tx *tx, body_id body, str record_id, struct arena *a, struct review **ret,
		    size_t *ret_n)
{
	enum { PER_RECORD_MAX = 100 };
	struct review key = { .body_id = body, .record_id = record_id };

	return db_rows(tx, &review_by_record, &key, PER_RECORD_MAX, a, ret, ret_n);
}

rc review_counts(struct tx *tx, struct arena *a, struct review_count **ret, size_t *ret_n)
{
	enum { COUNTS_MAX = 100 };

	return db_rows(tx, &review_count_all, NULL, COUNTS_MAX, a, ret, ret_n);
}

rc review_set(struct tx *tx, const struct review *r, str was)
{
	struct decision d = {
		r->review_id, r->state, r->person_id, r->decided_by, r->decided_at, r->note, was
	};
	int64_t changed;

	TRY(db_exec(tx, &review_update, &d, &changed));
	CHECK(changed == 1, REVIEW_STATE);
	return OK;
}

rc review_of_feed(struct tx *tx, feed_id feed, int64_t after_line, size_t max, struct arena *a,
		  struct review **ret, size_t *ret_n)
{
	struct review key = { .feed_id = feed, .line = after_line, .row_hash = (int64_t)max };

	return db_rows(tx, &review_by_feed, &key, max, a, ret, ret_n);
}

rc review_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct review **ret,
		    size_t *ret_n)
{
	struct review key = { .other_id = person, .row_hash = (int64_t)max };

	return db_rows(tx, &review_by_person, &key, max, a, ret, ret_n);
}
