/* service/find_likely.h - somebody who is known and may be the person that these facts are about. */
#ifndef SERVICE_FIND_LIKELY_H
#define SERVICE_FIND_LIKELY_H

#include "domain/person/search.h"

/* Whoever was born on the day in the commune of `facts` and isn't DISTINCT (domain/person/match.h), apart
 * from those that `skip` names (NULL: nobody); 0 if there is nobody. Looks at no more than one day of one
 * commune. */
rc find_likely(struct tx *tx, const struct person_facts *facts, bool (*skip)(void *cls, person_id person),
	       void *cls, person_id *ret) MUST_USE;
/* The same wherever they live, for a question to an agent: people move, and a relative may never have lived
 * with the others. Of a presumed birth, and of a day on which more people than LIKELY_DAY_MAX were born, only
 * as far as that. */
enum { LIKELY_DAY_MAX = 8000 };
rc find_likely_anywhere(struct tx *tx, struct arena *a, const struct person_facts *facts,
			person_id *ret) MUST_USE;

#endif
