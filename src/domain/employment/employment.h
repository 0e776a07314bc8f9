/* domain/employment/employment.h - how much somebody worked in a month, as it was declared.
 *
 * One row a scheme and month, held true over [known_from, known_until); superseded, never changed. How many
 * days or hours open a right is the law's business.
 */
#ifndef DOMAIN_EMPLOYMENT_EMPLOYMENT_H
#define DOMAIN_EMPLOYMENT_EMPLOYMENT_H

#include "store/db.h"

struct worked_month {
	person_id person_id;
	str scheme;
	date month; /* its first day */
	instant known_from, known_until;
	int64_t days, hours;
	int64_t source_id; /* object of the journal's event that tells of it */
};

enum { WORKED_MONTHS_MAX = 2000 /* of a person, known at a time */ };

extern const struct db_table worked_month_table; /* for bulk loading */

/* As known at `at`, by scheme and month. E_LIMIT above WORKED_MONTHS_MAX. */
rc worked_month_list(struct tx *tx, person_id person, instant at, struct arena *a, struct worked_month **ret,
		     size_t *ret_n) MUST_USE;
/* `is` is what is known of its month from is->known_from on, or from a moment after what was known before;
 * is->known_until is not read. The same again changes nothing. *ret_changed may be NULL. E_DB_CONFLICT when
 * somebody was faster. */
rc worked_month_set(struct tx *tx, struct arena *a, const struct worked_month *is,
		    bool *ret_changed) MUST_USE;
/* `was` was never this person's. E_DB_CONFLICT */
rc worked_month_retract(struct tx *tx, const struct worked_month *was, instant now) MUST_USE;
/* For bulk runs: all that was known at `at` of persons first..last, by person, scheme and month. `row` gets a
 * struct worked_month. */
rc worked_month_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
		      void *cls) MUST_USE;

extern const struct db_stmt *const employment_stmts[]; /* NULL terminated, for db_check() */

#endif
