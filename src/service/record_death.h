/* service/record_death.h - somebody has died, or hasn't after all. */
#ifndef SERVICE_RECORD_DEATH_H
#define SERVICE_RECORD_DEATH_H

#include "domain/access/access.h"
#include "domain/person/death.h"

struct death_order {
	const struct actor *by; /* MAY_ANSWER_REQUEST: whoever decides about families */
	person_id person;	/* 0: by `number` */
	str number;		/* as people write it */
	date day;
	document_id document_id; /* a paper of the person's, 0: none is kept */
	str reason;		 /* 1..DEATH_REASON_MAX bytes */
};

/* One transaction with its event and the rights made anew. The same day again changes nothing. E_DEATH_DAY
 * (before the birth, or after today), E_DEATH_REASON, E_DEATH_PAPER, E_PERSON_NONE (also withdrawn), E_ROLE
 */
rc death_record(struct db *db, struct arena *a, const struct death_order *o) MUST_USE;
/* It was a mistake: `day` and `document_id` are not read. E_DEATH_NONE, E_DEATH_REASON, E_PERSON_NONE, E_ROLE
 */
rc death_take_back(struct db *db, struct arena *a, const struct death_order *o) MUST_USE;

#endif
