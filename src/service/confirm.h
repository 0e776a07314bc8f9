/* service/confirm.h - a code that reached a phone, or a mail address, confirms one step.
 *
 * A step that weighs waits in a row of its own (a pending phone, a pending bank account); its id is the cause
 * of the code, so that a code confirms what it was sent for and nothing else. A person has one code for a
 * purpose: asking again replaces it. Six digits, CODE_MINUTES, CODE_TRIES (domain/activation/activation.h).
 */
#ifndef SERVICE_CONFIRM_H
#define SERVICE_CONFIRM_H

#include "domain/activation/activation.h"
#include "domain/person/person.h"

#include "service/keys.h"

struct confirmation {
	const struct keys *k;
	const struct person *to; /* whose code, and the phone, e-mail and language it goes to */
	str purpose;		 /* CODE_FOR_... */
	int64_t cause;		 /* what waits; 0 for access only */
	str kind;		 /* of message; knows {code} and {minutes} */
	str language;		 /* empty: the person's own */
};

enum confirm_sent { CONFIRM_SENT, CONFIRM_OFTEN, CONFIRM_NO_WAY };

/* Sends a code within the transaction that writes what waits for it. CONFIRM_OFTEN: one was sent less than
 * CODE_AGAIN_S ago, or CODE_A_DAY today; CONFIRM_NO_WAY: neither mobile phone nor e-mail. Then nothing was
 * written. */
rc confirm_send(struct tx *tx, struct arena *a, instant now, const struct confirmation *c,
		enum confirm_sent *ret) MUST_USE;

#define CONFIRM_ANY INT64_C(-1) /* whatever it was sent for */

struct confirming {
	person_id person;
	str purpose;
	int64_t cause;
	str code; /* as typed */
};

/* Is it the code? A wrong one is counted: the transaction must commit whatever comes out. The same statements
 * whoever it is about, and when there is none. Sent for another cause: CODE_NONE. */
rc confirm_judge(struct tx *tx, struct arena *a, instant now, const struct keys *k,
		 const struct confirming *c, enum code_verdict *ret) MUST_USE;
/* The same, and a right one is used up: *ret_right once, in one transaction. */
rc confirm_check(struct tx *tx, struct arena *a, instant now, const struct keys *k,
		 const struct confirming *c, bool *ret_right) MUST_USE;

#endif
