/* service/lease.h - long work in many transactions that only one process may do: its lease
 * (domain/fund/fund.h), held by this process.
 *
 * Each transaction of the work holds the lease a minute longer; a process that dies loses it by itself.
 */
#ifndef SERVICE_LEASE_H
#define SERVICE_LEASE_H

#include "store/db.h"

struct lease {
	str name, holder;
};

/* This process as the holder. The text of `name` must live as long as the lease. */
struct lease lease_named(struct arena *a, str name);
/* The first transaction of the work. E_LEASE_TAKEN */
rc lease_begin(struct tx *tx, const struct lease *l) MUST_USE;
/* Part of each of its transactions. E_LEASE_LOST */
rc lease_go_on(struct tx *tx, const struct lease *l) MUST_USE;
/* The last one. */
rc lease_end(struct tx *tx, const struct lease *l) MUST_USE;
/* The work failed in between: a transaction of its own, so that whoever tries again needn't wait. */
void lease_let_go(struct db *db, enum purpose why, const struct lease *l);

#endif
