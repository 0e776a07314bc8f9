/* service/follow_facts.h - what was told about an entry that was withdrawn is about the person they really
 * are.
 */
#ifndef SERVICE_FOLLOW_FACTS_H
#define SERVICE_FOLLOW_FACTS_H

#include "store/db.h"

/* Contributions, worked months, scores and the death that are known of `withdrawn` are known of `survivor`
 * from now on, and no longer of `withdrawn`. Where something is known of the survivor for the same time, that
 * stays and the other is dropped. An event of each of the two when anything changed (fact.moved; its object
 * is the source of what moved), and the rights of both are made anew. Nobody was withdrawn (0): nothing
 * happens. */
rc facts_follow(struct tx *tx, struct arena *a, instant now, person_id withdrawn, person_id survivor,
		user_id user) MUST_USE;

#endif
