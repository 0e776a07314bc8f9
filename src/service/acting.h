/* service/acting.h - who acts on a person's file: the person, or an agent for them. */
#ifndef SERVICE_ACTING_H
#define SERVICE_ACTING_H

#include "store/db.h"

struct acting {
	enum purpose why; /* what the transaction is for: an agent's counter, a person's own file */
	user_id user;	  /* the agent; 0: the person themselves */
	person_id person; /* who acts, in the register: the person themselves, or the agent when that is
			     known; else 0 */
	str reason;	  /* why an agent acts for a person: "at the counter"; empty for the person */
	str what; /* what the agent does for them, in the person's language: they are told so (agent.acted);
		     empty: they aren't */
};

#endif
