/* service/assist.h - an agent acted for a person who was there: the person gets a receipt and a message.
 *
 * Whoever finds in a message that an agent did something they never asked for has a reference to say so. The
 * receipt is written in the transaction of what was done, so that neither is there without the other.
 */
#ifndef SERVICE_ASSIST_H
#define SERVICE_ASSIST_H

#include "domain/receipt/receipt.h"

#include "service/acting.h"

struct db;

/* ---- within the transaction of another service ---- */

struct assisted {
	const struct acting *by; /* the agent, why (by->reason) and what (by->what) */
	person_id person;	 /* for whom */
	int64_t object;		 /* the request, the attestation... that came of it, 0: nothing with an id */
};
/* Does `by` act for somebody else, and is that somebody told so? Otherwise there is no receipt. */
bool assist_tells(const struct acting *by);
/* Writes the receipt and its event, and tells the person (agent.acted) in their language, if there is a way
 * to them. *ret_reference as people read it, and as addresses have it. E_ASSIST_REASON (none, or longer than
 * RECEIPT_REASON_MAX), E_NOT_ALLOWED (nobody is an agent), E_PERSON_NONE */
rc assist_receipt(struct tx *tx, struct arena *a, instant now, const struct assisted *d,
		  str *ret_reference) MUST_USE;
/* The reference of the newest receipt about an object, for a form that was sent twice; empty: there is none.
 */
rc assist_receipt_about(struct tx *tx, struct arena *a, int64_t object, str *ret_reference) MUST_USE;

/* ---- alone ---- */

/* assist_receipt_about() for whoever acted. */
rc receipt_about(struct db *db, struct arena *a, const struct acting *by, int64_t object,
		 str *ret_reference) MUST_USE;

struct receipt_view {
	struct receipt r;
	str reference; /* as people read it */
	str who;       /* display name of the agent */
	str number;    /* of the person, as people read it */
	str last_name, first_name, last_name_ar, first_name_ar;
};
/* By the reference as people write it; of `person`, 0: whoever it is about. Reading it is an event.
 * E_RECEIPT_NONE */
rc receipt_show(struct db *db, struct arena *a, const struct acting *by, person_id person, str reference,
		struct receipt_view *ret) MUST_USE;

#endif
