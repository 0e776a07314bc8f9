/* service/family_look.h - whom a declaration is about, and what an agent must look at: when it is made, and
 * again when it is accepted, because the register goes on. */
#ifndef SERVICE_FAMILY_LOOK_H
#define SERVICE_FAMILY_LOOK_H

#include "domain/family/family.h"
#include "domain/request/request.h"

struct family_look {
	person_id found;  /* certainly the same; 0: nobody */
	person_id likely; /* ASK_LIKELY or ASK_IDENTIFIER is about them, 0: nobody */
	bool held;	  /* somebody has the identifier */
	unsigned asks;	  /* bits of enum family_question */
	bool tied;	  /* the two have this link already */
};

/* The relative that `d` describes, for the family of `p`. `chosen` is whom an agent says it is, 0: to be
 * found. E_PERSON_NONE when `chosen` isn't anybody who counts. */
rc family_look(struct tx *tx, struct arena *a, const struct person *p, const struct family_declaration *d,
	       person_id chosen, struct family_look *ret) MUST_USE;

/* The link in force that a declaration is about: of this relative and role, and from this day when it says
 * one. E_FAMILY_LINK_NONE */
rc family_link_about(struct tx *tx, struct arena *a, person_id person, const struct family_declaration *d,
		     struct family_link *ret) MUST_USE;

#endif
