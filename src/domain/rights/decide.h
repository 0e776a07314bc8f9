/* domain/rights/decide.h - from facts and the law to a timeline: the decision alone. No store, no clock.
 *
 * Two steps, because a relative's right follows the insured's own: rights_own() makes what somebody has by
 * their own memberships, rights_timeline() joins it with what they have through relatives and chooses for
 * each day. The order in which facts are given doesn't matter.
 */
#ifndef DOMAIN_RIGHTS_DECIDE_H
#define DOMAIN_RIGHTS_DECIDE_H

#include "domain/family/family.h"
#include "domain/rights/because.h"

#include "base/id.h"

/* The better one first: of two that aren't open the smaller one is shown. */
enum right_state { RIGHT_OPEN, RIGHT_SUSPENDED, RIGHT_UNKNOWN, RIGHT_CLOSED };
/* OPEN, SUSPENDED, UNKNOWN (the law can't be said), CLOSED. */
str right_state_name(enum right_state s);
bool right_state_parse(str name, enum right_state *ret);

struct fact_member {
	str scheme, income_class;
	span when;
};
struct fact_paid { /* a period that was called or paid */
	str scheme;
	date from;   /* first day of a month or quarter */
	date paid;   /* DATE_NEVER: not yet */
	int64_t due; /* smallest unit of the country's currency; 0: not told */
};
struct fact_worked {
	str scheme;
	date month; /* its first day */
	int64_t days, hours;
};
struct fact_score {
	span when;
	decimal score;
};

/* What somebody has by one reason, for a time. */
struct candidate {
	span when;
	enum right_state state;
	enum candidate_kind { BY_OWN, BY_RELATIVE, BY_KEPT } kind;
	int scheme;	   /* index in the law */
	person_id insured; /* through whom */
	struct because why[BECAUSE_MAX];
	size_t n;
};
struct candidates {
	struct candidate *c;
	size_t n, room;
};

/* Somebody on whom the person depends or depended. */
struct fact_tie {
	enum family_role role;
	person_id insured;
	span link; /* until: the first day it no longer holds, for whatever reason */
	enum tie_end { TIE_STANDS, TIE_DIVORCED, TIE_ENDED_BY_DEATH, TIE_ENDED } end;
	span guardianship; /* of a ward */
	date insured_died;
	const struct candidates *own; /* of the insured */
};

struct rights_facts {
	person_id person;
	struct birth born;
	date died; /* DATE_NEVER */
	const struct fact_member *member;
	const struct fact_paid *paid;
	const struct fact_worked *worked;
	const struct fact_score *score;
	const struct dated_proof *proof; /* of studies or a disability of the person */
	const struct fact_tie *tie;
	size_t members_n, paid_n, worked_n, scores_n, proofs_n, ties_n;
};

/* Of the timeline; `because` and `basis` as kept. */
struct right_span {
	span when;
	enum right_state state;
	int scheme; /* index in the law, -1: none */
	str package;
	person_id insured;
	str because;
	int point[BECAUSE_MAX];
	size_t points_n;
};

/* By the own memberships; ends with the day of a death. Grows `ret`, which starts as { 0 }. */
void rights_own(const struct rights_law *l, const struct rights_facts *f, struct arena *a,
		struct candidates *ret);
/* *ret spans without a gap and without an overlap, neighbours differ, the last until DATE_NEVER; none when
 * nothing is known that could give a right. `own` is rights_own() of the same facts. */
void rights_timeline(const struct rights_law *l, const struct rights_facts *f, const struct candidates *own,
		     struct arena *a, struct right_span **ret, size_t *ret_n);

/* What would reopen a right that waits for money. */
struct rights_arrears {
	size_t periods;	  /* unpaid ones on the day, 0: none */
	date from, until; /* first day of the first, last day of the last of them */
	int64_t due;	  /* of all together, smallest unit; 0 when it can't be said */
	bool unsaid;	  /* of one at least nobody told the amount, and it can't be computed */
	int cannot;	  /* then: the point of the law that lacks, NO_POINT: none, there is no rule for it */
	date reopens;	  /* when all are paid on the day */
	size_t then;	  /* and so many more by then: first and last day below */
	date then_from, then_until;
};
/* For a membership of a PAID scheme on a day; false when its rights don't wait for payments. Amounts that
 * weren't told are computed by the contribution rule of the day they fall in. */
bool rights_arrears(const struct rights_law *l, const struct rights_facts *f, const struct fact_member *m,
		    date day, struct rights_arrears *ret);

/* Schemes that somebody could enter on a day by paying, whose conditions they fulfil as far as facts say and
 * whose member they aren't: first those that ask for a score above a limit. Indices in the law; returns how
 * many. */
enum { RIGHTS_OFFERS_MAX = 8 };
size_t rights_offers(const struct rights_law *l, const struct rights_facts *f, date day,
		     int ret[static RIGHTS_OFFERS_MAX]);

/* What a member of an income class owes for the month that a day lies in, smallest unit: 0 where the State
 * pays, a third of what is called for a quarter. False when it can't be said: *ret_cannot is the point that
 * lacks, the rule's own when it asks for a wage or a base, NO_POINT when the law doesn't know the scheme. */
bool rights_contribution(const struct rights_law *l, str scheme, str class, date day, int64_t *ret,
			 int *ret_cannot);

#endif
