/* service/family_show.h - the family of a person on a day, and until when each of them is a dependant and
 * why. */
#ifndef SERVICE_FAMILY_SHOW_H
#define SERVICE_FAMILY_SHOW_H

#include "domain/family/family.h"
#include "domain/person/person.h"

#include "service/acting.h"

struct db;

struct family_member {
	person_id person_id;
	str last_name, first_name, last_name_ar, first_name_ar, born, sex;
	str number;	/* as people read it */
	int64_t digits; /* the same number */
	enum family_role role;
	date from, until;		/* of the link; until DATE_NEVER while it is open */
	struct dependant dependant;	/* on the day, by the law of the day */
	struct dependant_proof *proofs; /* of studies or disability, as known now */
	size_t proofs_n;
	str court_reference; /* of a ward; empty otherwise, or when none is in force on the day */
	date court_until;    /* with it */
};

struct family_view {
	person_id person_id;
	str number, last_name, first_name, last_name_ar, first_name_ar, born;
	date on;
	struct family_member
	    *members; /* whose link holds on the day: spouses, children, wards, each by birth */
	size_t members_n;
	struct family_member
	    *of; /* for agents: in whose families the person is on the day; role is the person's there */
	size_t of_n;
	bool confirmed; /* every end rests on values of the law that were read in the official text */
};

/* For the person or an agent; written down. E_PERSON_NONE also when somebody else asks. */
rc family_show(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
	       struct family_view *ret) MUST_USE;
/* By the number as people write it; what isn't one is nobody's. */
rc family_show_number(struct db *db, struct arena *a, const struct acting *by, str number, date on,
		      struct family_view *ret) MUST_USE;

/* ---- within the transaction of another service ---- */

/* The same of a person who was read, without `of`; not written down: whoever asks says why. */
rc family_of(struct tx *tx, struct arena *a, const struct person *p, date on,
	     struct family_view *ret) MUST_USE;

#endif
