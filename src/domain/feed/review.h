/* domain/feed/review.h - questions for people: is the person of this row one that we know? */
#ifndef DOMAIN_FEED_REVIEW_H
#define DOMAIN_FEED_REVIEW_H

#include "domain/feed/row.h"

#include "store/db.h"

#define REVIEW_OPEN S("OPEN")
#define REVIEW_LATER S("LATER")
#define REVIEW_SAME S("SAME")
#define REVIEW_NOT_SAME S("NOT_SAME")
#define REVIEW_SETTLED \
	S("SETTLED") /* another question about the row was answered "the same": nobody need answer */

struct review {
	review_id review_id;
	feed_id feed_id;
	int64_t line;
	body_id body_id;
	str record_id, code;
	person_id other_id;
	str row_csv; /* the row as delivered, its fields in the order of enum feed_column */
	int64_t row_hash;
	str state;
	person_id person_id; /* who the row was found to be by this very answer, else 0 */
	instant asked_at;
	user_id decided_by;
	instant decided_at;
	str note;
};

/* Asks, unless the same was asked before (of the same record about the same person); about a dispute asks
 * again. Questions about the record that still wait speak of this row from now on. */
rc review_ask(struct tx *tx, const struct review *r) MUST_USE;
/* E_REVIEW_NONE */
rc review_get(struct tx *tx, review_id id, struct arena *a, struct review *ret) MUST_USE;
/* Which questions to list. They come oldest first, after (asked_at, review_id) of the last one of the page
 * before. */
struct review_filter {
	str state;	     /* one of the five above */
	str code;	     /* ID_SHARED, PROBABLE_DUPLICATE or DISPUTED; empty: all */
	instant asked_until; /* asked at this moment or before */
	instant after;
	review_id after_id;
	int64_t max;
};
rc review_list(struct tx *tx, const struct review_filter *f, struct arena *a, struct review **ret,
	       size_t *ret_n) MUST_USE;
/* All questions about one record of a body, oldest first: it may resemble several people. */
rc review_of_record(struct tx *tx, body_id body, str record_id, struct arena *a, struct review **ret,
		    size_t *ret_n) MUST_USE;
struct review_count {
	str state, code;
	int64_t n;
};
rc review_counts(struct tx *tx, struct arena *a, struct review_count **ret, size_t *ret_n) MUST_USE;
/* Writes state, person, who and when; `was` is the state that the caller saw. E_REVIEW_STATE when somebody
 * was faster. */
rc review_set(struct tx *tx, const struct review *r, str was) MUST_USE;
/* What became of the rows of a delivery that were in question, by line. */
rc review_of_feed(struct tx *tx, feed_id feed, int64_t after_line, size_t max, struct arena *a,
		  struct review **ret, size_t *ret_n) MUST_USE;

/* What waits to be decided about a person who is known, oldest first. */
rc review_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct review **ret,
		    size_t *ret_n) MUST_USE;

/* The fields of the delivered row, as they came; texts live in `a`. E_DB_SHAPE: what is stored isn't a row.
 */
rc review_fields(struct arena *a, const struct review *r, str ret[static FEED_COLUMNS]) MUST_USE;
/* The delivered row, read again by the rules of its delivery (their columns don't matter); texts live in `a`.
 * E_DB_SHAPE
 */
rc review_row(struct arena *a, const struct review *r, const struct row_rules *rules,
	      struct feed_row *ret) MUST_USE;

extern const struct db_stmt *const review_stmts[]; /* NULL terminated, for db_check() */

#endif
