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

/* One turn's rows; the turn waits for rights_checks_sort(). */
rc rights_checks_add(struct tx *tx, const struct rights_check *c, size_t n) MUST_USE;
/* Enters the checks of at most RIGHTS_TURNS_MAX turns that wait among those of their people; *ret_more:
 * others may wait. */
enum { RIGHTS_TURNS_MAX = 100 };
rc rights_checks_sort(struct tx *tx, struct arena *a, bool *ret_more) MUST_USE;
/* Of a person, newest first, at most `max` of turns before `before` (INT64_MAX: from the newest). */
rc rights_checks_of(struct tx *tx, person_id person, int64_t before, size_t max, struct arena *a,
		    struct rights_check **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const rights_check_stmts[]; /* NULL terminated, for db_check() */

#endif
