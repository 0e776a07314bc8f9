/* service/feed_change.h - one row about somebody who is known: new facts, an end, a link, a question. */
#ifndef SERVICE_FEED_CHANGE_H
#define SERVICE_FEED_CHANGE_H

#include "domain/feed/feed.h"
#include "domain/feed/resolve.h"
#include "domain/person/person.h"

/* The delivery a row belongs to, as far as its rows need it. */
struct feed_context {
	const struct feed *feed;
	date day;      /* memberships begin and end on the day the body made the delivery */
	int64_t tells; /* what an agent decides is told; of what: the cause in the outbox. 0: nobody is, the
			  next delivery may say otherwise */
};

/* What a row says, as the tables want it. Texts point into the row. */
void row_person(const struct feed_context *c, const struct feed_row *row, person_id id, int64_t number,
		struct person *ret);
str row_born(struct arena *a, const struct feed_row *row);
str row_language(const struct feed_row *row);
struct identifier row_own_identifier(const struct feed_row *row, person_id id);
/* The row's identifier is the person's, beside those that are known, unless it is somebody's already. */
rc row_identifier_added(struct tx *tx, const struct feed_row *row, person_id id, bool *ret_added) MUST_USE;

/* Carries out UPDATED, CEASED, DUPLICATE, CONFLICT or REVIEW for the person `id` (already resolved). */
rc feed_change(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
	       int64_t line, enum feed_outcome outcome, str code, person_id id) MUST_USE;

/* The person `id` of the row is a member of the scheme from the delivery's day on, unless a member already,
 * and the body's key means them. */
rc feed_member(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
	       person_id id) MUST_USE;

#endif
