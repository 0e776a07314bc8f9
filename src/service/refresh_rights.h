/* service/refresh_rights.h - a fact about a person changed: what they and their family are entitled to is
 * made anew.
 *
 * Whoever changes a fact that rights rest on (a membership, a family link, a proof, a paid period, a score, a
 * death) calls this in the same transaction, when the change is written. The person's timeline and those of
 * everybody who is or was a dependant of theirs are decided again; spans that differ are superseded, the
 * others stay.
 */
#ifndef SERVICE_REFRESH_RIGHTS_H
#define SERVICE_REFRESH_RIGHTS_H

#include "store/db.h"

/* *ret_changed: how many spans differ now; NULL when nobody wants to know. */
rc refresh_rights(struct tx *tx, struct arena *a, instant now, person_id person,
		  int64_t *ret_changed) MUST_USE;

#endif
