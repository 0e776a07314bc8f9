/* domain/rights/own.h - lists of candidates and of reasons, shared by the files of the room that make them.
 */
#ifndef DOMAIN_RIGHTS_OWN_H
#define DOMAIN_RIGHTS_OWN_H

#include "domain/rights/decide.h"

/* A candidate without reasons; nothing when the span is empty. NULL then, else it, good until the next one is
 * added. */
struct candidate *candidate_add(struct arena *a, struct candidates *l, span when, enum right_state state,
				enum candidate_kind kind, int scheme, person_id insured);
/* One more reason; `c` may be NULL. Its other members are the caller's to set: good until the next candidate.
 */
struct because *reason(struct candidate *c, enum because_code code, int law);
/* The value can't be said: UNKNOWN from here on, with its reason. */
void candidate_unknown(struct arena *a, struct candidates *l, span when, enum candidate_kind kind, int scheme,
		       person_id insured, int point);

static inline date day_max(date x, date y) { return x.days > y.days ? x : y; }
static inline date day_min(date x, date y) { return x.days < y.days ? x : y; }
static inline span span_cut(span x, span y)
{
	return (span){ day_max(x.from, y.from), day_min(x.until, y.until) };
}
static inline bool span_empty(span x) { return x.from.days >= x.until.days; }
static inline date day_after(date d) { return (date){ d.days + 1 }; }
/* So many months later, never behind the end of time. */
date day_plus_months(date d, int64_t months);
/* The first day of the month, or quarter, that a day lies in. */
date period_start(date d, enum rule_period p);

enum { RIGHTS_PERIODS_MAX = 1200 }; /* months or quarters of one membership that are looked at */

/* What one membership gives, while it is made. */
struct making {
	struct arena *a;
	const struct rights_law *law;
	const struct rights_facts *f;
	const struct fact_member *m;
	const struct scheme_law *s;
	int scheme;
	span alive; /* of the membership, cut by a death */
	struct candidates *out;
};
/* One more candidate of the membership, while it is alive; NULL when nothing is left of the span. */
struct candidate *made(struct making *k, span when, enum right_state state);
/* `on`: of which day the value is asked; DATE_NEVER: of each. */
void made_unknown(struct making *k, span when, int point, date on);
/* paid.c: what an era of a PAID scheme gives. */
void made_by_payment(struct making *k, const struct scheme_era *e);
/* amount.c: what one contribution of a class is, by the era's rule: its value, or the point that lacks; of a
 * rule that asks for a wage or a base the point is that of the rule. */
bool contribution_called(const struct scheme_era *e, str class, int64_t *ret, int *ret_cannot);

#endif
