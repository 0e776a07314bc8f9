/* domain/membership/membership.h - who is a member of which scheme, from when to when, as known when.
 *
 * A row holds over [from_day, until_day) and was held true over [known_from, known_until). Rows are
 * superseded, never changed: ending a membership closes the knowledge of the open row and writes one with an
 * end.
 */
#ifndef DOMAIN_MEMBERSHIP_MEMBERSHIP_H
#define DOMAIN_MEMBERSHIP_MEMBERSHIP_H

#include "store/db.h"

struct membership {
	person_id person_id;
	str scheme;
	date from_day;
	instant known_from, known_until;
	date until_day; /* DATE_NEVER while open */
	str state;	/* ACTIVE, ENDED... */
	str profession, income_class;
	str activity_start; /* ISO day, or empty if not told */
	int64_t source_id;
};

extern const struct db_table membership_table; /* for bulk loading */

/* What is known now, oldest first. */
rc membership_list(struct tx *tx, person_id person, struct arena *a, struct membership **ret,
		   size_t *ret_n) MUST_USE;
rc membership_add(struct tx *tx, const struct membership *m) MUST_USE;
/* `was` was held true until `now`; `is` is known from `now` on. E_DB_CONFLICT when somebody was faster. */
rc membership_supersede(struct tx *tx, const struct membership *was, const struct membership *is) MUST_USE;
/* `was` was never true: registered by mistake. */
rc membership_retract(struct tx *tx, const struct membership *was, instant now) MUST_USE;

/* For bulk runs: all that was known at `at` of persons first..last, by person, scheme and day. `row` gets a
 * struct membership. */
rc membership_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row,
		    void *cls) MUST_USE;

extern const struct db_stmt *const membership_stmts[]; /* NULL terminated, for db_check() */

#endif
