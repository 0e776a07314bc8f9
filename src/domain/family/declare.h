/* domain/family/declare.h - what somebody says about a relative, and what of it can't be. Pure. */
#ifndef DOMAIN_FAMILY_DECLARE_H
#define DOMAIN_FAMILY_DECLARE_H

#include "domain/family/dependant.h"

enum {
	RELATIVE_NAME_MAX = 100 /* bytes */,
	RELATIVE_ID_MAX = 22,
	RELATIVE_ID_TYPED_MAX = 44, /* with blanks, dots and dashes */
	RELATIVE_ID_KIND_MAX = 12,
	COURT_REFERENCE_MAX = 80
};

/* As it was typed. What isn't told is empty. */
struct relative {
	enum family_role role;
	str last_name, first_name, last_name_ar, first_name_ar; /* both of one script at least */
	str born;						/* birth.h */
	str sex;						/* F or M */
	str id_kind, id_value;					/* both or neither */
	date from;   /* marriage; birth or recognition; the court's day */
	bool proves; /* of a child or ward: studies or a disability */
	enum proof_kind proof_kind;
	span proof;
	str court_reference; /* of a ward */
	date court_until;    /* of a ward: first day no longer, DATE_NEVER: it doesn't say */
};

/* The first member that can't be, by its name; empty when all can. */
str relative_wrong(const struct relative *r, date today);
/* Why a link may end: DIVORCE (of a marriage), DEATH, MISTAKE, OTHER. */
bool family_end_reason_good(enum family_role role, str reason);

#endif
