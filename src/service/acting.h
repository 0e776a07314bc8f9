/* service/acting.h - who acts on a person's file: the person, or an agent for them. */
#ifndef SERVICE_ACTING_H
#define SERVICE_ACTING_H

#include "store/db.h"

/* What an agent does for somebody: the word that the receipt keeps, one of the text family "assisted.", and
 * how it is said in each language, for the message to the person in theirs. The faces know the texts
 * (assisted_what()). */
struct acted {
	str word;
	str ar, fr, en;
};

struct acting {
	enum purpose why;  /* what the transaction is for: an agent's counter, a person's own file */
	user_id user;	   /* the agent; 0: the person themselves */
	person_id person;  /* who acts, in the register: the person themselves, or the agent when that is
			      known; else 0 */
	str reason;	   /* why an agent acts for a person: "at the counter"; empty for the person */
	struct acted what; /* what the agent does for them: they are told, and get a receipt
			      (service/assist.h); no word: neither */
};

#endif
