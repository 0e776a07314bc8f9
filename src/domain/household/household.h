/* domain/household/household.h - the score of a person's household, as the social register (RSU) tells it.
 *
 * A score holds over [from_day, until_day) and was held true over [known_from, known_until); superseded,
 * never changed. Scores known at a time don't overlap. Which score opens what is the law's business.
 */
#ifndef DOMAIN_HOUSEHOLD_HOUSEHOLD_H
#define DOMAIN_HOUSEHOLD_HOUSEHOLD_H

#include "store/db.h"

struct household_score {
	person_id person_id;
	date from_day;
	instant known_from, known_until;
	date until_day;	   /* DATE_NEVER while open */
	str score;	   /* base/decimal.h, with the digits that the register wrote */
	int64_t source_id; /* object of the journal's event that tells of it */
};

enum { HOUSEHOLD_SCORES_MAX = 2000 /* of a person, known at a time */ };

extern const struct db_table household_score_table; /* for bulk loading */

/* As known at `at`, by day. E_LIMIT above HOUSEHOLD_SCORES_MAX. */
rc household_score_list(struct tx *tx, person_id person, instant at, struct arena *a,
			struct household_score **ret, size_t *ret_n) MUST_USE;
/* The score is is->score from is->from_day on: the one of that day ends the day before, and so does the new
 * one when a later one is known. An empty score: from that day on none is known, until the next one. Known
 * from is->known_from on, or from a moment after what was known before; until_day and known_until are not
 * read. The same again changes nothing. *ret_changed may be NULL. E_DB_CONFLICT when somebody was faster. */
rc household_score_set(struct tx *tx, struct arena *a, const struct household_score *is,
		       bool *ret_changed) MUST_USE;
/* `was` was never this person's. E_DB_CONFLICT */
rc household_score_retract(struct tx *tx, const struct household_score *was, instant now) MUST_USE;
/* For bulk runs: all that was known at `at` of persons first..last, by person and day. `row` gets a struct
 * household_score. */
rc household_score_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
			 void *cls) MUST_USE;

extern const struct db_stmt *const household_stmts[]; /* NULL terminated, for db_check() */

#endif
