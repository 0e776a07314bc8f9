/* domain/rights/compare.h - what another law would change for somebody: two timelines made of the same facts.
 *
 * Schemes are compared by their codes, since each law has its own list. "Covered" is an open right.
 */
#ifndef DOMAIN_RIGHTS_COMPARE_H
#define DOMAIN_RIGHTS_COMPARE_H

#include "domain/rights/decide.h"

enum foreseen {
	FORESEEN_GAINS,	 /* not covered, covered */
	FORESEEN_LOSES,	 /* covered, not covered */
	FORESEEN_MOVES,	 /* covered by another scheme */
	FORESEEN_UNTIL,	 /* covered by the same scheme, but cover ends on another day */
	FORESEEN_UNSAID, /* covered; by the other law it can't be said */
	FORESEEN_UNSURE, /* not covered; by the other law it can't be said */
	FORESEEN_SAME,
	FORESEEN
};
/* GAINS, as in the store. */
str foreseen_name(enum foreseen o);
bool foreseen_parse(str name, enum foreseen *ret);

/* What the law makes of somebody. */
struct timeline {
	const struct rights_law *law;
	const struct right_span *span;
	size_t n;
};

/* The span of a day; NULL: nothing is known that early, or at all. */
const struct right_span *timeline_on(const struct timeline *t, date day);
/* The scheme that covers on a day, empty: none does. */
str timeline_scheme(const struct timeline *t, date day);
/* Of somebody who is covered on the day: the first day without cover. */
date timeline_until(const struct timeline *t, date day);
enum foreseen rights_compare(const struct timeline *was, const struct timeline *is, date day);

/* Age groups of the fund's own: before school, the ages to which children and students may be covered,
 * working age, retired. */
enum age_group { AGE_0, AGE_6, AGE_21, AGE_26, AGE_60, AGE_GROUPS };
/* A0, A6, A21, A26, A60: by the first year of each. */
str age_group_name(enum age_group g);
bool age_group_parse(str name, enum age_group *ret);
/* On a day; a presumed birth counts as one of the last day of its year. */
enum age_group age_group_of(struct birth born, date day);

#endif
