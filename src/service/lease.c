/* service/lease.c */
#include "service/lease.h"

#include "base/log.h"
#include "base/process.h"

#include "domain/fund/fund.h"

enum { LEASE_US = 60000000 };

struct lease lease_named(struct arena *a, str name) { return (struct lease){ name, process_self(a) }; }

rc lease_begin(struct tx *tx, const struct lease *l)
{
	instant now = clock_now();

	return lease_take(tx, l->name, l->holder, (instant){ now.us + LEASE_US }, now);
}

rc lease_go_on(struct tx *tx, const struct lease *l)
{
	instant now = clock_now();

	return lease_keep(tx, l->name, l->holder, (instant){ now.us + LEASE_US }, now);
}

rc lease_end(struct tx *tx, const struct lease *l) { return lease_drop(tx, l->name, l->holder); }

static rc let_go(struct tx *tx, void *cls) { return lease_end(tx, cls); }

void lease_let_go(struct db *db, enum purpose why, const struct lease *l)
{
	struct lease held = *l;

	if (!rc_ok(db_write(db, why, "let go", let_go, &held)))
		log_warn("the lease %.*s ends by itself", STR_ARG(l->name));
}
