/* service/rights_read.h - one person's rights, on a day or all of them, as known now or at any moment before;
 * and decided again, to compare.
 *
 * Asked by the number, by who may read rights; the number of the relative who is insured is shown to who
 * serves people. Each look is an event, "rights.read".
 */
#ifndef SERVICE_RIGHTS_READ_H
#define SERVICE_RIGHTS_READ_H

#include "domain/access/access.h"
#include "domain/rights/rights.h"
#include "domain/scheme/scheme.h"
#include "service/fund_law.h"

struct rights_query {
	const struct actor *by; /* MAY_READ_RIGHTS */
	str number;		/* as people write it */
	bool whole;		/* the timeline; else the span of `on` */
	date on;
	instant at; /* as known then; KNOWN_NOW */
	bool again; /* decide again from the facts and the law as known at `at`, and compare */
};

struct rights_shown {
	struct right r;
	str through; /* OWN, SPOUSE, CHILD, WARD, else RELATIVE; empty: through nobody */
	str insured; /* the relative's number, empty: none, or not to be seen by the reader */
	str basis;   /* as kept */
	struct because why[BECAUSE_MAX];
	size_t why_n;
	struct basis_line law[BECAUSE_MAX]; /* what `why[].law` counts */
	size_t law_n;
};

/* One span that isn't what was decided again. */
struct rights_difference {
	date from;
	str stored, decided; /* in machine words; empty: no span begins there */
};

struct rights_reading {
	str number; /* as people read it */
	struct rights_shown *span;
	size_t n;
	struct rights_difference *differ; /* of the whole timeline, with `again` */
	size_t differ_n;
	struct scheme *schemes; /* all there are, for their names */
	size_t schemes_n;
	struct fund_law law; /* for the words */
};

/* E_ROLE, E_PERSON_NONE, E_RIGHTS_EARLY. */
rc rights_read(struct db *db, instant now, struct arena *a, const struct rights_query *q,
	       struct rights_reading *ret) MUST_USE;

#endif
