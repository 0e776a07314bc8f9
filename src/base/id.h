/* base/id.h - the program's own identifiers, one type for each kind.
 *
 * An id is a positive 64-bit number, ordered by time and made by the program, not by the database, so that
 * any number of servers can make them without asking each other: milliseconds since 2020-01-01 UTC in the
 * upper 41 bits, 22 bits below. Bit 21 is 0 in an id made alone (21 random bits below it) and 1 in an id of a
 * block made for a bulk run, so that the two never meet. The type is a struct: a person_id can't be passed
 * where a feed_id is wanted. 0 means "none".
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/clock.h"

#include <stdint.h>

/* Every kind of id; store/db.h makes a column type of each. */
#define ID_KINDS(X) \
	X(person_id) \
	X(membership_id) \
	X(feed_id) \
	X(body_id) \
	X(review_id) \
	X(place_id) X(user_id) X(session_id) X(event_id) X(job_id) X(message_id) X(document_id) \
	    X(request_id) X(attestation_id) X(receipt_id) X(payment_mode_id) X(mandate_id) \
		X(payment_choice_id) X(credential_id) X(account_id) X(transfer_id)

#define ID_DECLARE(name) \
	typedef struct name { \
		int64_t v; \
	} name;
ID_KINDS(ID_DECLARE)
#undef ID_DECLARE

enum { ID_LOW_BITS = 22, ID_BLOCK_MAX = 1 << 26 };

/* One id for something that happens `now`. Those of one thread differ (below 200,000 in a
 * millisecond); two of different threads or processes
 * are equal with one chance in two million when they are of the same millisecond: the primary key refuses the
 * later one (E_DB_EXISTS), and whoever makes many of them tries another, as journal_write() does. */
int64_t id_new(instant now);
/* What is made before that moment has a smaller id, what is made then or later doesn't. */
int64_t id_first(instant t);
/* The first of `n` consecutive ids (see id_nth()), n <= ID_BLOCK_MAX. Blocks made in the same millisecond
 * collide: the caller makes blocks under a lock. */
int64_t id_block(instant now);
/* The i-th id of the block that starts with `first`, i >= 0. */
int64_t id_nth(int64_t first, int64_t i);
/* Of two ids (int64_t) for qsort() and bsearch(). */
int id_order(const void *x, const void *y);

#endif
