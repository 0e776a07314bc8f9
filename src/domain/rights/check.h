/* domain/rights/check.h - who asked whether somebody is covered: one row a check.
 *
 * The rows of one turn of a server are written together, with one event of the journal that holds their
 * digest (service/check_rights.h). They are never changed.
 */
#ifndef DOMAIN_RIGHTS_CHECK_H
#define DOMAIN_RIGHTS_CHECK_H

#include "store/db.h"

struct rights_check {
	int64_t turn_id; /* the object of the event */
	int64_t nth;	 /* from 0 */
	instant at;
	user_id user_id;     /* who asked */
	person_id person_id; /* about whom; 0: the number is nobody's */
	date day;	     /* for which day */
};

/* One turn's rows; the turn waits to be entered. */
rc rights_checks_add(struct tx *tx, const struct rights_check *c, size_t n) MUST_USE;

/* Turns are entered among the checks of their people in parts, each sorted by person and added behind the
 * last (db/migrations/0037_rights_check_part.sql says why). */
enum { RIGHTS_PART_CHECKS = 4000, RIGHTS_PART_TURNS = 8000, RIGHTS_PART_AGE_S = 3600, RIGHTS_LATE_S = 10 };
struct rights_entry {
	int64_t part; /* the last turn of the part */
	person_id person_id;
	int64_t turn_id, nth; /* see struct rights_check */
};
struct rights_part {
	int64_t part;
	size_t turns; /* 0: there is nothing to enter yet */
	bool full;    /* others may wait */
	struct rights_entry *entry;
	size_t n;
};
/* The oldest turns that wait, up to that many checks or turns, or whatever waits when one has waited for so
 * long. Turns of the last seconds aren't looked at: an earlier one may be on its way yet. */
rc rights_part_sort(struct tx *tx, instant now, struct arena *a, struct rights_part *ret) MUST_USE;
/* E_DB_EXISTS: some of it was entered meanwhile. */
rc rights_part_add(struct tx *tx, const struct rights_part *p) MUST_USE;

/* Of a person, newest first, at most `max` of turns before `before` (INT64_MAX: from the newest). */
rc rights_checks_of(struct tx *tx, person_id person, int64_t before, size_t max, struct arena *a,
		    struct rights_check **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const rights_check_stmts[]; /* NULL terminated, for db_check() */

#endif
