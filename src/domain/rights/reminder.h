/* domain/rights/reminder.h - rights that end on a day to come: which, why, and whether that was told.
 *
 * How long before an end people are told is the fund's own setting, no value of the law.
 */
#ifndef DOMAIN_RIGHTS_REMINDER_H
#define DOMAIN_RIGHTS_REMINDER_H

#include "domain/rights/rights.h"

enum { REMINDER_DAYS_MAX = 366 };

struct rights_reminder {
	int64_t days;	      /* before the end, 0: nobody is told */
	int64_t payment_days; /* where it ends because a period isn't paid */
	instant changed_at;
	user_id changed_by;
};
/* Both 0 when the fund never set it. */
rc rights_reminder_get(struct tx *tx, struct arena *a, struct rights_reminder *ret) MUST_USE;
rc rights_reminder_set(struct tx *tx, const struct rights_reminder *r) MUST_USE;

/* An open span with the one behind it, which isn't open. */
struct rights_end {
	person_id person_id;
	date until_day; /* the first day without */
	person_id insured_id;
	str because; /* while it is open */
	str next_state;
	person_id next_insured;
	str next_because;
};
/* Known now, of people behind `behind` up to `last`, with 0 < until_day - today <= days; by person and day. A
 * right that simply goes on by something else has no end there. */
rc rights_ends(struct tx *tx, person_id behind, person_id last, date today, int64_t days, struct arena *a,
	       struct rights_end **ret, size_t *ret_n) MUST_USE;

/* What could keep a right from ending. */
enum right_ending {
	ENDS_BY_AGE,	 /* a child's, without a proof of studies or a disability */
	ENDS_BY_PROOF,	 /* the proof ends: a new one continues it */
	ENDS_BY_SCORE,	 /* of the household, above what it may be */
	ENDS_BY_PAYMENT, /* the first period that isn't paid */
	ENDS_OTHERWISE,
	ENDS_WITH_INSURED, /* only because the one through whom it holds is no longer covered */
	ENDS_UNSAID	   /* what follows can't be said by the law: nobody can do anything about that */
};
enum right_ending right_ending_of(const struct rights_end *e);
/* Does a right that isn't open only follow the one through whom it holds, who is alive? */
bool right_follows(str because);

/* A look through everybody on a day. */
struct rights_reminding {
	date day;
	instant begun_at; /* 0: it waits for its job */
	instant done_at;  /* 0: not yet */
	person_id last_id;
	int64_t people, told, no_way;
};
/* E_DB_NONE */
rc rights_reminding_get(struct tx *tx, date day, struct arena *a, struct rights_reminding *ret) MUST_USE;
/* *ret_added is false when the day has one already. */
rc rights_reminding_add(struct tx *tx, date day, bool *ret_added) MUST_USE;
rc rights_reminding_set(struct tx *tx, const struct rights_reminding *r) MUST_USE;

struct rights_told {
	person_id person_id;
	date until_day;
	str kind; /* of the message */
	instant told_at;
};
rc rights_was_told(struct tx *tx, const struct rights_told *t, bool *ret) MUST_USE;
rc rights_told_add(struct tx *tx, const struct rights_told *t) MUST_USE;
/* What was told of ends that are over, to everybody with an id of (behind, last], is of no use any more: `day`
 * and before. */
rc rights_told_end(struct tx *tx, person_id behind, person_id last, date day) MUST_USE;

extern const struct db_stmt *const rights_reminder_stmts[]; /* NULL terminated, for db_check() */

#endif
