/* domain/contribution/contribution.h - for which periods somebody is asked to contribute, and which are paid.
 *
 * One row a scheme and period, held true over [known_from, known_until); superseded, never changed. Periods
 * of a scheme don't overlap. Amounts are DATA_SOCIAL, not DATA_FINANCE: whether a period is paid, and how
 * much is due, must be sayable at the counter. The account that it was paid from is DATA_FINANCE, and isn't
 * here.
 */
#ifndef DOMAIN_CONTRIBUTION_CONTRIBUTION_H
#define DOMAIN_CONTRIBUTION_CONTRIBUTION_H

#include "store/db.h"

struct contribution_period {
	person_id person_id;
	str scheme;
	date period_from;
	instant known_from, known_until;
	date period_until; /* first day no longer */
	int64_t amount;	   /* smallest unit of the fund's currency; 0: not told */
	date paid_day;	   /* DATE_NEVER: called, not paid */
	int64_t source_id; /* object of the journal's event that tells of it */
};

enum { CONTRIBUTIONS_MAX = 2000 /* of a person, known at a time */ };

extern const struct db_table contribution_table; /* for bulk loading */

/* As known at `at`, by scheme and period. E_LIMIT above CONTRIBUTIONS_MAX. */
rc contribution_list(struct tx *tx, person_id person, instant at, struct arena *a,
		     struct contribution_period **ret, size_t *ret_n) MUST_USE;
/* `is` is what is known of its period from is->known_from on, or from a moment after what was known before;
 * is->known_until is not read. The same again changes nothing. *ret_changed may be NULL. A period of the same
 * first day with another end is a correction; one that overlaps another: E_CONTRIBUTION_OVERLAP.
 * E_DB_CONFLICT when somebody was faster. */
rc contribution_set(struct tx *tx, struct arena *a, const struct contribution_period *is,
		    bool *ret_changed) MUST_USE;
/* `was` was never this person's. E_DB_CONFLICT */
rc contribution_retract(struct tx *tx, const struct contribution_period *was, instant now) MUST_USE;
/* What is known now that has a day in common with `p` and isn't the same period. */
rc contribution_overlaps(struct tx *tx, struct arena *a, const struct contribution_period *p,
			 bool *ret) MUST_USE;
/* For bulk runs: all that was known at `at` of persons first..last, by person, scheme and period. `row` gets
 * a struct contribution_period. */
rc contribution_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
		      void *cls) MUST_USE;

extern const struct db_stmt *const contribution_stmts[]; /* NULL terminated, for db_check() */

#endif
