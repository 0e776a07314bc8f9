/* domain/move/headcount.h - in what somebody is counted on a day, and whether all counts agree.
 *
 * A category says all of it, such as "M AMO-TADAMON + D AMO-SALARIED": a member of the one (M), with an open
 * right as a relative in the other (D); K is an own right that outlives its membership. "0 DIED" is counted
 * in nothing, and why: WITHDRAWN (no person any more), DIED, ENDED (a member before), LATER (a member from
 * another day on), CLOSED, SUSPENDED or UNKNOWN and a scheme (the right of a relative that isn't open), NONE.
 *
 * Everybody is in one category the day before and in one on the day. Counted another way, by scheme, the sums
 * must agree: members + dependants + kept rights - people counted more than once = people.
 */
#ifndef DOMAIN_MOVE_HEADCOUNT_H
#define DOMAIN_MOVE_HEADCOUNT_H

#include "domain/move/move.h"

struct head_person {
	bool active;
	date died; /* DATE_NEVER */
	person_id person;
	const struct membership *member; /* all that are known, by scheme */
	size_t members_n;
	const struct right *right; /* the timeline that is known */
	size_t rights_n;
};
str head_category(struct arena *a, const struct head_person *f, date day);
/* In how many things the category counts; 0: in nothing. */
int64_t head_terms(str category);
/* "M", AMO-TNS: is it among them? */
bool head_counts(str category, const char *what, str scheme);
/* What a member of `scheme` has by that: OPEN, ELSEWHERE (an open right, but not by this membership),
 * SUSPENDED, UNKNOWN, CLOSED, NONE. */
str head_member_state(const struct head_person *f, str scheme, date day);

/* ---- as they are kept ---- */

enum { HEAD_CATEGORIES_MAX = 20000, HEAD_MISFITS_MAX = 1000, SCHEMES_TOLD_MAX = 300 };

struct head_count {
	int64_t move_id;
	str was, became;
	int64_t n;
};
struct head_tally {
	int64_t move_id;
	str side; /* BEFORE, AFTER */
	str what; /* MEMBERS, DEPENDANTS, KEPT, DISTINCT, STATE */
	str scheme, state;
	int64_t n;
};
struct head_misfit {
	int64_t move_id;
	person_id person_id;
	str why;
	int64_t number; /* when read */
};
struct head_told {
	int64_t move_id;
	str scheme; /* empty: all together */
	int64_t people;
	str source;
	user_id told_by;
	instant told_at;
};
/* In place of what was kept. */
rc head_put(struct tx *tx, int64_t move_id, const struct head_count *c, size_t n, const struct head_tally *t,
	    size_t t_n, const struct head_misfit *m, size_t m_n) MUST_USE;
rc head_counts_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_count **ret,
		   size_t *ret_n) MUST_USE;
rc head_tallies_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_tally **ret,
		    size_t *ret_n) MUST_USE;
rc head_misfits_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_misfit **ret,
		    size_t *ret_n) MUST_USE;
rc head_told_get(struct tx *tx, int64_t move_id, struct arena *a, struct head_told **ret,
		 size_t *ret_n) MUST_USE;
/* In place of what was told of the same scheme. */
rc head_told_put(struct tx *tx, const struct head_told *t) MUST_USE;

/* Counted by the store, without categories: members, dependants and kept rights by scheme, and people. */
rc head_by_scheme(struct tx *tx, date day, struct arena *a, struct head_tally **ret, size_t *ret_n) MUST_USE;
/* Of the next `max` people behind `after`, the last one's id; 0: nobody is left. */
rc head_page(struct tx *tx, person_id after, int64_t max, person_id *ret) MUST_USE;

extern const struct db_stmt *const head_stmts[]; /* NULL terminated, for db_check() */

/* ---- the report ---- */

struct head_side {
	int64_t members, dependants, kept; /* by the store, all schemes together */
	int64_t doubles;		   /* by categories: counted once more than once is */
	int64_t distinct;		   /* by the store */
	int64_t rest;			   /* what doesn't add up: 0 */
	int64_t nowhere;		   /* people counted in nothing */
};
struct head_scheme {
	str scheme;
	struct head_numbers {
		int64_t members, dependants, kept;
	} before, after, came, left; /* before + came - left = after */
	int64_t rest;		     /* of both days, what store and categories disagree about: 0 */
	int64_t alone;		     /* counted in nothing else, on the day */
};
struct head_line { /* a category of one side */
	str category;
	int64_t n, extra; /* people; counts above one for each */
};
struct head_told_line {
	struct head_told told;
	int64_t members, with_dependants, alone, before; /* of the register */
	str explains; /* MEMBERS, DEPENDANTS, ALONE, BEFORE: the one that is equal; OPEN: none */
	int64_t open; /* told less what comes nearest */
};
struct head_report {
	struct head_side before, after;
	struct head_scheme *scheme; /* by code */
	size_t schemes_n;
	struct head_line *doubles_before, *doubles_after, *nowhere_before, *nowhere_after;
	size_t doubles_before_n, doubles_after_n, nowhere_before_n, nowhere_after_n;
	struct head_count *change; /* who is in another category, the most frequent first */
	size_t changes_n;
	int64_t same; /* people in the same category on both days */
	struct head_told_line *told;
	size_t told_n;
	int64_t told_sum, told_all; /* of the schemes; of all together, 0: not told */
	bool holds;		    /* every rest is 0 */
};
void head_report_make(struct arena *a, const struct head_count *c, size_t n, const struct head_tally *t,
		      size_t t_n, const struct head_told *told, size_t told_n, struct head_report *ret);

#endif
