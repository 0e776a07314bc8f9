/* service/renew_keys.h - what people are found by is made anew, after a release that hears names differently.
 *
 * Skeletons (base/name.h) are stored. A release that changes them says so; until this has run, people whose
 * names it hears differently aren't found by name, nor matched with deliveries.
 */
#ifndef SERVICE_RENEW_KEYS_H
#define SERVICE_RENEW_KEYS_H

#include "domain/person/person.h"

/* Called now and then. */
typedef void renew_watch(void *cls, int64_t looked_at, int64_t renewed);

/* Everybody, page by page: may be interrupted and begun anew. Not while a delivery is applied: E_LEASE_TAKEN.
 */
rc renew_keys(struct db *db, renew_watch *watch, void *cls, int64_t *ret_people,
	      int64_t *ret_renewed) MUST_USE;

#endif
