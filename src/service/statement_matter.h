/* service/statement_matter.h - what a statement is about, as the register has it: the membership, who sent it
 * and when, the name or birth that is said to be wrong. Beside what was said, it is what an agent decides by.
 */
#ifndef SERVICE_STATEMENT_MATTER_H
#define SERVICE_STATEMENT_MATTER_H

#include "domain/membership/membership.h"
#include "domain/person/person.h"
#include "domain/request/request.h"
#include "domain/scheme/scheme.h"

#include "service/acting.h"

struct db;

struct statement_matter {
	bool held; /* the membership is there, as known now */
	struct membership membership;
	struct scheme scheme; /* of the statement; only its code when the fund has none of it any more */
	str body_code;	      /* who sent it, empty: no managing body */
	str body_fr, body_ar;
	int64_t sequence; /* of the delivery */
	instant at;	  /* when it was applied */
	str known;	  /* CORRECTION: what the register says */
};

/* What the register says of a field that may be corrected; false: of another one. */
bool statement_known(const struct person *p, str field, str *ret);
/* Within the transaction of another service. */
rc statement_matter_of(struct tx *tx, struct arena *a, person_id person, const struct request_statement *s,
		       struct statement_matter *ret) MUST_USE;
/* Alone, for the form: of `s` only scheme, from_day, source_id and field count; an agent's reading is an
 * event. E_PERSON_NONE */
rc statement_matter(struct db *db, struct arena *a, const struct acting *by, person_id person,
		    const struct request_statement *s, struct statement_matter *ret) MUST_USE;

#endif
