/* domain/family/dependant.h - is a relative a dependant on a day, and until when? The decision alone: no
 * store, no clock.
 *
 * A spouse is one while the marriage lasts; a child until a birthday, longer with a proof of studies or of a
 * disability; a ward like a child, at the longest while the guardianship lasts (UNCONFIRMED: no text about
 * the age of wards was seen). What isn't so is a value with its reason, never an error.
 */
#ifndef DOMAIN_FAMILY_DEPENDANT_H
#define DOMAIN_FAMILY_DEPENDANT_H

#include "domain/family/law.h"
#include "domain/person/person.h"

enum family_role { ROLE_SPOUSE, ROLE_CHILD, ROLE_WARD };
enum proof_kind { PROOF_STUDENT, PROOF_DISABILITY };

/* SPOUSE, CHILD, WARD; STUDENT, DISABILITY. */
str family_role_name(enum family_role r);
bool family_role_parse(str name, enum family_role *ret);
str proof_kind_name(enum proof_kind k);
bool proof_kind_parse(str name, enum proof_kind *ret);

/* A paper that says something for a time. */
struct dated_proof {
	enum proof_kind kind;
	span when;
};

struct dependant_facts {
	enum family_role role;
	struct birth born;
	span link;	   /* the marriage; birth or recognition of a child; the guardianship of a ward */
	span guardianship; /* of a ward: what the court said; unused otherwise */
	const struct dated_proof *proof;
	size_t proofs_n;
};

/* Why it ends, or why it is over. */
enum dependant_why {
	WHY_NO_END,	   /* nothing is known that would end it */
	WHY_NOT_YET,	   /* it begins later */
	WHY_LINK,	   /* divorce, death, or a correction */
	WHY_AGE,	   /* a child's age without a proof of anything else */
	WHY_STUDENT_AGE,   /* too old for a student too */
	WHY_STUDENT_PROOF, /* the proof of studies ends: a new one continues it */
	WHY_DISABILITY_PROOF,
	WHY_GUARDIANSHIP,
	WHY_LAW_MISSING, /* no value of the law is known for the day: it can't be said */
};
/* NO_END, NOT_YET... */
str dependant_why_name(enum dependant_why w);

struct dependant {
	bool is;		/* on the day; false also when it can't be said */
	date until;		/* first day no longer, or the day it ended on; DATE_NEVER: no end known */
	enum dependant_why why; /* of `until` */
	bool confirmed;		/* every value of the law that it rests on was read in the official text */
};

/* `law` is the one of `day`. */
struct dependant dependant_on(const struct dependant_facts *f, const struct family_law *law, date day);

/* The first day on which somebody is `age` years old. Of those born "in a year" the last that it can be, and
 * of those born on 29 February the 1st of March: both for the person's good. */
date birthday(struct birth born, int age);

#endif
