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

#include "service/rights_people.h"
#include "service/tell_rights.h"

/* *ret_changed: how many spans differ now; NULL when nobody wants to know. */
rc refresh_rights(struct tx *tx, instant now, person_id person, int64_t *ret_changed) MUST_USE;

/* The same for what an agent decides: whoever of them has another right today than a moment ago is told
 * (tell_rights.h), because of `cause`. */
rc refresh_rights_telling(struct tx *tx, instant now, person_id person, int64_t cause) MUST_USE;

struct rights_refreshed {
	int64_t people, changed;    /* looked at; of whom something differs now */
	person_id first_changed;    /* 0: nobody */
	int64_t added, ended;	    /* spans */
	unsigned char digest[32];   /* of the spans that were added: SHA-256 */
	struct right_change *today; /* in `a`: people whose right of today opened or closed */
	size_t today_n, today_room;
};
/* Everybody with an id of first..last, by the same rules, without those who depend on them outside of the
 * range. For bulk runs: `a` holds it all. */
rc refresh_rights_range(struct tx *tx, struct arena *a, instant now, const struct rights_desk *desk,
			person_id first, person_id last, struct rights_refreshed *ret) MUST_USE;

/* The same without writing: does what is said differ from what facts and law give? */
rc check_rights_range(struct tx *tx, struct arena *a, const struct rights_desk *desk, person_id first,
		      person_id last, struct rights_refreshed *ret) MUST_USE;

#endif
