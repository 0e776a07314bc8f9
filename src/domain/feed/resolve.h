/* domain/feed/resolve.h - what becomes of a row, given what it was found to resemble. Pure.
 *
 * Rows are resolved in their order. What a row resembles is a list of findings: earlier rows of the delivery
 * and people known before, each with the verdict of domain/person/match.h. An earlier row stands for the
 * person that it was resolved to.
 */
#ifndef DOMAIN_FEED_RESOLVE_H
#define DOMAIN_FEED_RESOLVE_H

#include "domain/feed/outcome.h"
#include "domain/feed/row.h"

/* In the order in which they decide. */
enum finding_kind {
	FOUND_AGAIN, /* the same record earlier in this delivery: before what was known of it */
	FOUND_RECORD,
	FOUND_SAME,
	FOUND_ID_SHARED,
	FOUND_PROBABLE
};

struct finding {
	enum finding_kind kind;
	int64_t row;	   /* an earlier row of this delivery, or 0 */
	int64_t person_id; /* else a person known before */
	bool equal;	   /* FOUND_AGAIN, FOUND_RECORD: the row says what it said last time */
	bool covered;	   /* FOUND_SAME: an active member of a scheme with priority */
	bool disputed;	   /* FOUND_RECORD, FOUND_SAME: only a person lets the row act (dispute.h) */
};

/* What a row was resolved to: small, because a delivery has millions. */
struct resolved {
	int64_t person_id; /* known before, or 0 */
	int32_t nth;	   /* the n-th person that this delivery registers, or -1 */
	uint8_t outcome;   /* enum feed_outcome */
	uint8_t code;	   /* enum feed_code, with warnings */
};

/* `earlier` gives back what an earlier row was resolved to. `next` is the number of people registered so far:
 * when the row registers one, ret->nth is `next`. */
void row_resolve(enum feed_code reject, int warnings, enum row_action action, const struct finding *f,
		 size_t n, struct resolved (*earlier)(void *cls, int64_t row), void *cls, int32_t next,
		 struct resolved *ret);

#endif
