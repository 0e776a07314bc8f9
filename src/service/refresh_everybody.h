/* service/refresh_everybody.h - everybody's rights made anew: the law changed, or somebody signed for a
 * value.
 *
 * In chunks of people, each a transaction that writes how far it is: whoever is killed leaves a whole number
 * of them, and the next one goes on there. What changes while it runs is decided by the new law anyway. When
 * the law changes once more, it begins anew. Bulk changes of the register are made one after the other
 * (service/bulk_people.h). Whose right of today opens or closes by it is told (service/tell_rights.h).
 */
#ifndef SERVICE_REFRESH_EVERYBODY_H
#define SERVICE_REFRESH_EVERYBODY_H

#include "domain/rights/rights.h"

/* Called between transactions. */
typedef void rights_watch(void *cls, const char *step, int64_t done, int64_t total);

/* Goes on with the run that was interrupted, or begins one; *ret is how it ended. `who` asked for it, 0:
 * nobody. E_LEASE_TAKEN: a delivery is being applied, or something else as large. */
rc refresh_everybody(struct db *db, user_id who, rights_watch *watch, void *cls,
		     struct rights_run *ret) MUST_USE;

#endif
