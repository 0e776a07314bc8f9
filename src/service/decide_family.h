/* service/decide_family.h - an agent accepts what was declared about a family: that makes the links.
 *
 * Who the relative is and what must be asked is looked at again: the register went on since the declaration.
 * An answer counts only when the agent saw every question that there is by now.
 */
#ifndef SERVICE_DECIDE_FAMILY_H
#define SERVICE_DECIDE_FAMILY_H

#include "domain/family/family.h"
#include "domain/request/request.h"

#include "service/acting.h"

struct db;

enum relative_is {
	RELATIVE_AS_FOUND, /* whom the identifier means, or somebody new; not while somebody is only likely */
	RELATIVE_IS_PERSON, /* the one that the agent names */
	RELATIVE_IS_NEW,    /* not the one who is likely: registered apart, without an identifier that is
			       somebody's */
};

struct family_answer {
	struct acting by; /* the request must be in their hands */
	request_id request_id;
	unsigned seen; /* the questions that the agent looked at: bits of enum family_question */
	enum relative_is is;
	person_id person; /* of RELATIVE_IS_PERSON */
	str number;	  /* of RELATIVE_IS_PERSON, as people write it, when `person` is 0 */
	str note;	  /* what the person is told, may be empty */
};

struct family_accepted {
	struct fund_request request;
	person_id relative; /* who it is */
	str number;	    /* of the relative, as people read it */
	bool registered;    /* a new person */
	unsigned asks;	    /* with E_FAMILY_QUESTION: the questions that there are now */
};

/* Takes a request about the family to its acceptance: a new link with proof and guardianship, the end of one,
 * or one more proof, from the days that were declared. E_REQUEST_NONE, E_REQUEST_KIND, E_REQUEST_STATE,
 * E_REQUEST_HANDS, E_REQUEST_OWN, E_FAMILY_QUESTION, E_FAMILY_SELF, E_FAMILY_TIED, E_FAMILY_LINK_NONE,
 * E_PERSON_NONE */
rc family_accept(struct db *db, struct arena *a, const struct family_answer *f,
		 struct family_accepted *ret) MUST_USE;

#endif
