/* service/sign_law.h - somebody of the fund stands for a value of the law, or no longer does.
 *
 * A value that isn't confirmed is used by a fund only when a director signed for it; and a director can say
 * on which day a value started whose source says no more than the month, the year, or nothing. What is signed
 * is this very value, with its unit and reference: when the law file changes one of them, the signature no
 * longer fits and is asked for again. Signatures are superseded, never overwritten, and each is an event of
 * the journal.
 */
#ifndef SERVICE_SIGN_LAW_H
#define SERVICE_SIGN_LAW_H

#include "domain/access/access.h"
#include "domain/law/law.h"

struct law_signing {
	const struct actor *by;
	str path;
	date from;  /* the day from which the fund uses the value */
	str reason; /* 1 to LAW_REASON_MAX bytes */
};

/* Signs for the value that starts on the day. E_ROLE, E_LAW_PARAMETER, E_LAW_COUNTRY, E_LAW_START,
 * E_LAW_ONLY_DRAFT, E_LAW_CERTAIN, E_LAW_SIGNED, E_LAW_REASON. *ret: the value. */
rc law_sign(struct db *db, struct arena *a, instant now, const struct law_signing *s,
	    const struct law_value **ret) MUST_USE;
/* The signature from this day no longer stands. E_ROLE, E_LAW_NOT_SIGNED, E_LAW_REASON */
rc law_unsign(struct db *db, struct arena *a, instant now, const struct law_signing *s) MUST_USE;
/* Signs for everything of the fund's country that isn't confirmed: for a demo fund only, where nothing is
 * real. *ret_n: how many values. E_ROLE, E_NOT_DEMO */
rc law_sign_demo(struct db *db, struct arena *a, instant now, const struct actor *by, str reason,
		 size_t *ret_n) MUST_USE;

/* The value on a day as the fund may use it; of a path with its country. */
rc law_for_fund(struct db *db, struct arena *a, str path, date day, struct law_answer *ret) MUST_USE;
/* Those that stand. */
rc law_signatures_standing(struct db *db, struct arena *a, struct law_signature **ret,
			   size_t *ret_n) MUST_USE;

#endif
