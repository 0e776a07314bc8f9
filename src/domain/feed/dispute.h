/* domain/feed/dispute.h - people whom a managing body's rows must not change by themselves.
 *
 * Somebody said that what a body sends isn't about them, or that the activity is over, and an agent agreed.
 * The body may say it again: then its row is a question (code DISPUTED), and only the answer "the same" lets
 * it act.
 */
#ifndef DOMAIN_FEED_DISPUTE_H
#define DOMAIN_FEED_DISPUTE_H

#include "store/db.h"

enum { DISPUTES_MAX = 200000 /* of one body */ };

struct feed_dispute {
	body_id body_id;
	person_id person_id;
	request_id request_id; /* that was accepted */
	instant disputed_at;
	review_id settled_by; /* the answer that let the body's rows act again, 0: none */
};

/* In place of the one before about the same two. */
rc dispute_add(struct tx *tx, const struct feed_dispute *d) MUST_USE;
/* *ret_there is false when there is none, or it is settled. */
rc dispute_get(struct tx *tx, body_id body, person_id person, struct arena *a, struct feed_dispute *ret,
	       bool *ret_there) MUST_USE;
/* The people that a body's rows must not change, in ascending order. */
rc dispute_people(struct tx *tx, body_id body, struct arena *a, person_id **ret, size_t *ret_n) MUST_USE;
rc dispute_settle(struct tx *tx, const struct feed_dispute *d, review_id by) MUST_USE;
/* The answer was taken back. */
rc dispute_unsettle(struct tx *tx, review_id by) MUST_USE;

extern const struct db_stmt *const dispute_stmts[]; /* NULL terminated, for db_check() */

#endif
